"""What a source said when it was last asked, kept in the book's cache, one line of JSON an entry.

A database is read when lore is synced, not at every search; and a book can be worked on while it is down. A snapshot
may be deleted at any time: the source is then asked again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from storyteller_agents.errors import LoreError, StorytellerError
from storyteller_agents.files import write_aside
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.embedding import Progress
from storyteller_agents.lore.entry import LoreEntry, Problem, Source
from storyteller_agents.lore.sources.source import LoreSource

_BEGIN = "storyteller-agents "
"""The first line's begin; the version that follows is told for people, and any one is read that can be."""
_TOLD = 500


class DamagedSnapshot(LoreError):
    """A snapshot can't be read; the source has to be asked again."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: can't be read ({reason}); bring it back with: storyteller lore sync")
        self.path = path


def take(source: LoreSource, path: Path, progress: Progress) -> int:
    """Read a source and keep what it says; return the number of entries. What was kept before stays if it fails.

    Raises:
        LoreError: the source can't be reached, or the snapshot can't be written.
    """
    label, entries = f"Reading {source.name}", 0
    lines = _lines(source)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with write_aside(path) as file:
            file.write(f"{_BEGIN}{version('storyteller-agents')}\n".encode())
            for line, is_entry in lines:
                file.write(line.encode() + b"\n")
                entries += is_entry
                if is_entry and entries % _TOLD == 0:
                    progress(label, entries, None)
    except OSError as error:
        raise LoreError(
            f"{path}: can't be written ({error.strerror or error}). Check the folder and the disk."
        ) from error
    progress(label, entries, entries)
    return entries


def _lines(source: LoreSource) -> Iterator[tuple[str, bool]]:
    """Yield what is kept of a source, line by line, and whether it is an entry; its errors are `LoreError`."""
    try:
        for item in source.read():
            if isinstance(item, LoreEntry):
                yield item.model_dump_json(by_alias=True, exclude_defaults=True), True
            else:
                yield json.dumps({"problem": {**asdict(item), "source": item.source.model_dump()}}), False
    except StorytellerError:
        raise
    except Exception as error:  # a source must not take the others with it
        reason = clean_line(f"{type(error).__name__}: {error}")[:200]
        raise LoreError(f"{source.name}: the {source.kind} source failed ({reason})") from error


def read(path: Path) -> Iterator[LoreEntry | Problem]:
    """Yield what a snapshot holds.

    Raises:
        DamagedSnapshot: it is cut off, or not what this version reads.
    """
    try:
        with path.open("rb") as file:
            if not file.readline().startswith(_BEGIN.encode()):
                raise ValueError("it does not begin as one")
            for line in file:
                if line.startswith(b'{"problem"'):
                    told = json.loads(line)["problem"]
                    yield Problem(Source(**told["source"]), told["message"], told["field"])
                else:
                    yield LoreEntry.model_validate_json(line)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedSnapshot(path, clean_line(str(error))[:100]) from error
