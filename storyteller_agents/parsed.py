"""The files of a book as typed objects, each parsed again only when it has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from storyteller_agents.errors import ArtefactError, list_problems
from storyteller_agents.files import digest, parse_yaml, read_text, split_front_matter
from storyteller_agents.language import count_words
from storyteller_agents.locations import explain_at
from storyteller_agents.settings import explain
from storyteller_agents.story import Brief, Finding, TextRecord


class ParsedFiles:
    """What was made of files, for as long as they stay as they are; safe to use from several threads."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], tuple[Any, Any]] = {}
        self._mutex = threading.RLock()

    def get(self, file: Path, parse: Callable[[Path], Any], what: str = "value") -> Any:
        """Return what `parse` makes of a file; `what` tells apart the things that are made of one file.

        Raises:
            ArtefactError: the file can't be read, or is not what it should be.
        """
        key = (what, str(file))
        stamp = _stamp(file)
        with self._mutex:
            held = self._held.get(key)
            if held is None or held[0] != stamp:
                held = (stamp, parse(file))
                self._held[key] = held
            return held[1]

    def remember(self, file: Path, value: Any, what: str = "value") -> None:
        """Know the value of a file that has just been written, so that it needn't be read."""
        with self._mutex:
            self._held[(what, str(file))] = (_stamp(file), value)


def _stamp(file: Path) -> tuple[int, int, int]:
    try:
        stat = file.stat()
    except OSError as error:
        raise ArtefactError(f"{file}: can't be read ({error.strerror}).") from error
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def parse_brief(file: Path) -> Brief:
    """Return brief.md: the premise as text, the rest as front matter. Raises `ArtefactError`."""
    data, body = split_front_matter(read_text(file), str(file))
    try:
        return Brief(**{"premise": body, **data})
    except (ValidationError, TypeError) as error:
        raise _not_valid(file, error, Brief) from error


def parse_prose(file: Path) -> str:
    """Return the text below the front matter. Raises `ArtefactError`."""
    prose = split_front_matter(read_text(file), str(file))[1].strip()
    if not prose:
        raise ArtefactError(
            f"{file}: there is no prose in it. Write some, put back what stood there, or delete the file to have the "
            "scene drafted."
        )
    return prose


def parse_record(file: Path, book: Path, language: str) -> TextRecord:
    """Return the record of a text in a book's folder. Raises `ArtefactError`."""
    words = count_words(parse_prose(file), language)
    return TextRecord(file=str(file.relative_to(book)), digest=digest(read_text(file)), words=words)


def parse_fields(file: Path, kind: Any) -> Any:
    """Return a YAML file as an object of a type, or as plain data where that is None. Raises `ArtefactError`."""
    text = read_text(file)
    data = parse_yaml(text, str(file), unique_keys=True)
    try:
        return TypeAdapter(kind or Any).validate_python([] if data is None and kind == list[Finding] else data)
    except ValidationError as error:
        raise _not_valid(file, error, kind, text) from error


def _not_valid(file: Path, error: Exception, kind: Any, text: str | None = None) -> ArtefactError:
    """Return the error for a file that parses and is not what it should be. `text`: its YAML, for the lines."""
    lines = [str(error)]
    if isinstance(error, ValidationError):
        lines = explain(error, kind) if text is None else explain_at(error, kind, text)
    return ArtefactError(list_problems(f"{file}: can't be used as it is.", lines))
