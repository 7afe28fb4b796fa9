"""The plain formats: Markdown (one entry a file), YAML and JSON (one entry, a list, or a mapping id → entry).

Files of these endings are claimed whatever is in them, so that a damaged one is named and not passed over.
Other tools' formats that happen to be JSON have readers of their own, which are asked first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import yaml

from storyteller_agents.errors import ArtefactError
from storyteller_agents.files import parse_yaml, read_text, split_front_matter
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import FIELDS, LoreEntry, Problem, Source, read_entry, shown, slug
from storyteller_agents.lore.sources.documents import load_json
from storyteller_agents.lore.sources.source import LoreReader
from storyteller_agents.lore.sources.wiki import note

_DEEPEST = 100
_SHORT = 2_000
_MOST_BYTES = 32 << 20

Found = Iterator[LoreEntry | Problem]


class MarkdownFile(LoreReader):
    """One entry: front matter with the entry's keys, then its text; a note of an Obsidian vault as well."""

    kind: ClassVar[str] = "markdown"
    generic: ClassVar[bool] = True

    def matches(self, path: Path) -> bool:
        """Any ``.md`` or ``.markdown`` file."""
        return path.suffix.lower() in {".md", ".markdown"}

    def read(self, path: Path) -> Found:
        """Yield the entry. The title defaults to the first heading, then to the file's name."""
        source = Source(file=path.name, line=1)
        text = _text_of(path)
        if not text.strip():
            yield Problem(source, "the file is empty; an entry needs text or front matter")
            return
        _check_depth(text, path.name, front_matter=True)
        data, body = split_front_matter(text, path.name)
        yield from read_entry(note(data, body, path.stem), source, name=path.stem)


class YamlFile(LoreReader):
    """One entry, a list of entries, or a mapping from id to entry, as YAML."""

    kind: ClassVar[str] = "yaml"
    generic: ClassVar[bool] = True

    def matches(self, path: Path) -> bool:
        """Any ``.yaml`` or ``.yml`` file."""
        return path.suffix.lower() in {".yaml", ".yml"}

    def read(self, path: Path) -> Found:
        """Yield the entries, each with the line that it begins on."""
        text = _text_of(path)
        _check_depth(text, path.name)
        data = parse_yaml(text, path.name)
        lines, repeated = _yaml_lines(text)
        for name, line in repeated:
            yield Problem(
                Source(file=path.name, line=line), f"the key {name!r} stands twice; only the last one is read"
            )
        yield from _rows(data, path, lines)


class JsonFile(LoreReader):
    """One entry, a list of entries, or a mapping from id to entry, as JSON."""

    kind: ClassVar[str] = "json"
    generic: ClassVar[bool] = True

    def matches(self, path: Path) -> bool:
        """Any ``.json`` file that no other reader has claimed."""
        return path.suffix.lower() == ".json"

    def read(self, path: Path) -> Found:
        """Yield the entries, each with the number of its row. NaN and infinities, which JSON lacks, become text."""
        document = load_json(path)
        for name in document.repeated:
            yield Problem(Source(file=path.name), f"the key {shown(name)} stands twice; only the last one is read")
        yield from _rows(document.data, path, [])


def _text_of(path: Path) -> str:
    """Return the text of a file that people write by hand.

    Raises:
        ArtefactError: it is far larger than that, can't be read, or is not UTF-8.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ArtefactError(f"{path}: can't be read ({error.strerror or error}).") from error
    if size > _MOST_BYTES:
        raise ArtefactError(
            f"{path}: {size >> 20} MiB; allowed: at most {_MOST_BYTES >> 20}, a note or a list of entries."
        )
    return read_text(path)


def _rows(data: Any, path: Path, lines: list[int]) -> Found:
    """Yield the entries of a whole file; `lines` has the line of each row where it is known."""

    def where(row: int) -> Source:
        known = row <= len(lines)
        return Source(file=path.name, line=lines[row - 1]) if known else Source(file=path.name, row=row)

    if isinstance(data, list) and data:
        for row, item in enumerate(data, start=1):
            yield from read_entry(item, where(row), name=_row_name(item, path, row))
    elif isinstance(data, Mapping) and _is_one_entry(data):
        yield from read_entry(data, Source(file=path.name, line=1), name=path.stem)
    elif isinstance(data, Mapping) and data:
        for row, (name, item) in enumerate(data.items(), start=1):
            named = {"id": str(name), **item} if isinstance(item, Mapping) else item
            yield from read_entry(named, where(row), name=str(name))
    else:
        found = "nothing" if data in (None, [], {}) else shown(data)
        yield Problem(
            Source(file=path.name), f"found {found}; allowed: an entry, a list of entries, or a mapping of them"
        )


def _is_one_entry(data: Mapping[Any, Any]) -> bool:
    """Whether a mapping is itself an entry, and not a mapping from id to entry."""
    return any(key in FIELDS and not isinstance(value, Mapping) for key, value in data.items())


def _row_name(item: Any, path: Path, row: int) -> str:
    """Return what a row without an id is called: its title, else the file's name and the row's number."""
    title = item.get("title") if isinstance(item, Mapping) else None
    return title if isinstance(title, str) and title.strip() else f"{slug(path.stem)}-{row}"


def _yaml_lines(text: str) -> tuple[list[int], list[tuple[str, int]]]:
    """Return the line of each row of the outermost list or mapping, and its repeated keys with their lines."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    if isinstance(root, yaml.SequenceNode):
        return [node.start_mark.line + 1 for node in root.value], []
    if not isinstance(root, yaml.MappingNode):
        return [], []
    lines: dict[str, int] = {}
    repeated: list[tuple[str, int]] = []
    for key, _ in root.value:
        name = clean_line(str(key.value))
        if name in lines:
            repeated.append((name, key.start_mark.line + 1))
        lines[name] = key.start_mark.line + 1
    return list(lines.values()), repeated


def _check_depth(text: str, where: str, *, front_matter: bool = False) -> None:
    """Refuse YAML that is nested so deeply that the parser, which recurses in C, would crash the process.

    Raises:
        ArtefactError: names the line.
    """
    if front_matter:
        text = text[4:].partition("\n---")[0] if text.startswith("---\n") else ""
    if len(text) < _SHORT:
        return
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                line = event.start_mark.line + 1  # type: ignore[union-attr]
                raise ArtefactError(
                    f"{where}, line {line}: nested more than {_DEEPEST} levels deep; allowed: an entry's keys"
                )
    except yaml.YAMLError:
        return  # parse_yaml tells what is wrong, and where
