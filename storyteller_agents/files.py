"""Reading and writing the files of a book: whole or not at all.

A write goes to a temporary name, is synced and renamed, so no reader ever sees half a file. Digests
ignore line endings, so a checkout on another system does not look like an edit. This module knows
nothing about what the files mean.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

import yaml
from pydantic import BaseModel

from storyteller_agents.conflicts import refusal_of_marks
from storyteller_agents.errors import ArtefactError, BookError, ConflictError


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 so that `path` holds either the old or the new content, never a part.

    Raises:
        BookError: the folder can't be written to, the disk is full, or the text is not valid Unicode. The old file is
            untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with write_aside(path) as stream:
            stream.write(text.encode("utf-8"))
    except OSError as error:
        raise BookError(
            f"{path}: can't be written ({error.strerror or error}). Nothing was changed; check the "
            "folder's permissions and the free disk space, then run the command again."
        ) from error
    except UnicodeEncodeError as error:
        raise BookError(f"{path}: {_no_character(error)} Nothing was changed.") from error


@contextmanager
def write_aside(path: Path) -> Iterator[BinaryIO]:
    """Give a new file beside `path` to write to; when the block ends well, it is synced and takes the place of `path`.

    A file that is replaced hands on its permissions, a new one gets those of the user's umask.

    Raises:
        OSError: the folder is missing or can't be written to, or the disk is full. The old file is untouched.
    """
    temporary = path.with_name(f".{path.name[:50]}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _no_character(error: UnicodeEncodeError) -> str:
    return f"the text holds {error.object[error.start]!r}, half of a character, at offset {error.start}; take it out."


def read_text(path: Path) -> str:
    """Read a UTF-8 file (a byte order mark is dropped, line endings become ``\\n``).

    Raises:
        ArtefactError: the file is missing or not UTF-8; the message names the byte and the line.
        ConflictError: marks of a merge stand in it.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        if data.count(0) * 4 > len(data):  # UTF-16 without a mark decodes as UTF-8, with a zero byte for every other
            raise UnicodeDecodeError("utf-8", data, data.index(0), data.index(0) + 1, "zero bytes")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ArtefactError(
            f"{path}: not UTF-8 text (byte {data[error.start]:#04x} at offset {error.start}), line {line}; "
            f"it looks like {_encoding_of(data)}. Save the file as UTF-8 and run the command again."
        ) from error
    except OSError as error:
        raise ArtefactError(f"{path}: can't be read ({error.strerror or error}).") from error
    if refusal := refusal_of_marks(text):
        raise ConflictError(f"{path}{refusal}")
    return text


def _encoding_of(data: bytes) -> str:
    """Return what a file that isn't UTF-8 probably is."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) * 4 > len(data):
        return "UTF-16, which some editors call Unicode"
    return "an older encoding, such as Latin-1, Windows-1252 or GB18030"


def digest(value: Any) -> str:
    """Return a short stable digest of text or of anything JSON-like (16 hex digits).

    Models are dumped by field; dictionaries are sorted, so order of insertion does not matter.
    """
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json")
    if not isinstance(value, str):
        value = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]


DEEPEST = 50
"""Levels of nesting that a YAML file may have."""


class _Loader(yaml.CSafeLoader):
    """YAML 1.2's core scalars: `no` is a word, `0010` is not octal, a date stays text."""

    yaml_implicit_resolvers: ClassVar[dict[Any, Any]] = {}  # type: ignore[misc]


class _UniqueKeys(_Loader):
    """Refuses a key that stands twice in a mapping, since the second value would replace the first in silence."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands twice", key.start_mark
                )
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


class _Dumper(yaml.CSafeDumper):
    """Quotes every string that either this loader or a YAML 1.1 reader would take for a number or a flag."""


for _tag, _pattern, _firsts in (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
    ("float", r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    for _reader in (_Loader, _Dumper):
        _reader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _firsts)


def _represent_text(dumper: yaml.CSafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _represent_text)


def parse_yaml(text: str, where: str, *, unique_keys: bool = False) -> Any:
    """Parse YAML that may come from anybody: no tags that build objects, no aliases.

    Args:
        text: the YAML text.
        where: how the error message names the source, e.g. ``outline.yaml``.
        unique_keys: whether a key that stands twice in a mapping is an error; else the last one counts.

    Raises:
        ArtefactError: names the line and column of the mistake.
    """
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 0
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise ArtefactError(f"{where}, line {line}: nested more than {DEEPEST} levels deep.")
            if isinstance(event, yaml.AliasEvent):
                raise ArtefactError(
                    f"{where}, line {line}: YAML aliases (*{event.anchor}) are not read; write the value out."
                )
            tag = getattr(event, "tag", None)
            if tag not in (None, "!"):
                raise ArtefactError(f"{where}, line {line}: YAML tags ({tag}) are not read; leave it out.")
        return yaml.load(text, Loader=_UniqueKeys if unique_keys else _Loader)  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise ArtefactError(
            f"{where}{place}: not valid YAML ({problem}). Correct the file and run the command again."
        ) from error
    except (ValueError, RecursionError) as error:
        raise ArtefactError(f"{where}: not valid YAML ({error}).") from error


def dump_yaml(value: Any) -> str:
    """Return `value` as readable YAML: keys in their own order, long text in blocks, Unicode as is.

    Raises:
        ArtefactError: a text in it is not valid Unicode.
    """
    try:
        return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    except UnicodeEncodeError as error:
        raise ArtefactError(f"can't be kept as YAML: {_no_character(error)}") from error


def split_front_matter(text: str, where: str) -> tuple[dict[str, Any], str]:
    """Split ``---`` YAML front matter from the body; text without front matter gives an empty dict.

    Raises:
        ArtefactError: the front matter is never closed, or is not a mapping.
    """
    if not text.startswith("---\n"):
        return {}, text
    head, mark, body = text[4:].partition("\n---")
    if text[4:].startswith("---"):
        head, mark, body = "", "---", text[7:]
    if not mark or (body and not body.startswith("\n")):
        raise ArtefactError(
            f"{where}, line 1: the front matter is opened with '---' but never closed with '---'. "
            "Put a line with '---' between it and the text."
        )
    data = parse_yaml(f"\n{head}", where)
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise ArtefactError(f"{where}: the front matter must be 'key: value' lines, found {type(data).__name__}.")
    return {str(key): value for key, value in data.items()}, body.lstrip("\n")


def join_front_matter(data: dict[str, Any], body: str) -> str:
    """Return a Markdown file's text: YAML front matter, an empty line, the body, one final newline."""
    return f"---\n{dump_yaml(data)}---\n\n{body.strip()}\n"
