"""The sections ``[[lore.sources]]`` of story.toml, read and written; the rest of the file stays as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from filelock import FileLock
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from storyteller_agents.errors import LoreError
from storyteller_agents.files import read_text, write_text

Section = dict[str, Any]
"""One ``[[lore.sources]]``."""


def rivals(story: Path, section: Section) -> list[Section]:
    """Return the sections of story.toml that read what this one reads, whatever their mapping."""
    there = tomllib.loads(read_text(story)).get("lore", {}).get("sources", [])
    return [found for found in there if _same(found, section)]


def toml_of(sections: Sequence[Section]) -> str:
    """Return sections as they stand in story.toml."""
    return _with(tomlkit.document(), sections) if sections else ""


def write(story: Path, sections: Sequence[Section], lock: Path) -> None:
    """Write sections into story.toml, in the place of those that read the same.

    Args:
        story: the file.
        sections: what to write.
        lock: a file that keeps two writers apart.

    Raises:
        LoreError: the file can't be written, or is laid out so that it can't be changed without harm; shows what to add.
    """
    by_hand = f"add this by hand:\n\n{toml_of(sections)}"
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock):
            before = read_text(story)
            ends = "\r\n" if b"\r\n" in story.read_bytes() else "\n"
            try:
                text = _with(tomlkit.parse(before), sections)
                whole = _fits(tomllib.loads(before), tomllib.loads(text), sections)
            except (TOMLKitError, ValueError, TypeError, AttributeError):  # what is written inline has other types
                whole = False
            if not whole:
                raise LoreError(f"{story}: [lore] is written inline there, which can't be added to; {by_hand}")
            write_text(story, text.replace("\n", ends))
    except OSError as error:
        raise LoreError(f"{story}: can't be written ({error.strerror or error}); {by_hand}") from error


def _with(document: tomlkit.TOMLDocument, sections: Sequence[Section]) -> str:
    lore = document.setdefault("lore", tomlkit.table(is_super_table=True))
    listed: AoT = tomlkit.aot()
    for found in lore.get("sources") or ():
        if not any(_same(found, section) for section in sections):
            listed.append(found)
    for section in sections:
        listed.append(_table(section))
    lore["sources"] = listed
    return tomlkit.dumps(document)


def _fits(before: Section, after: Section, sections: Sequence[Section]) -> bool:
    """Whether nothing but the sources has changed, and those as was wanted."""
    old, new = ({**data, "lore": {**data.get("lore", {}), "sources": []}} for data in (before, after))
    return old == new and after["lore"]["sources"][-len(sections) :] == list(sections)


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two sections read the same: a file, a query, a table, or a table and all tables."""
    if one.get("path") != other.get("path") or one.get("url") != other.get("url"):
        return False
    if one.get("query") or other.get("query"):
        return one.get("query") == other.get("query")
    tables = {one.get("table"), other.get("table")}
    return len(tables) == 1 or None in tables


def _table(section: Section) -> tomlkit.items.Table:
    table = tomlkit.table()
    for key, value in section.items():
        table[key] = _table(value) if isinstance(value, dict) else value
    return table
