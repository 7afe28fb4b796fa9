"""The files of a lore folder: which of them are lore, and what each of them holds.

A file is read again only when its size, time or inode changed. Links that lead out of the folder are not
followed. Nothing is written here, and nothing is known of indexes.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from storyteller_agents.lore.entry import LoreEntry, Problem, Source
from storyteller_agents.lore.segment import fold
from storyteller_agents.lore.sources.source import read_file, reader_for, reader_problems

_NOT_ENTRIES = ("readme", "license", "licence")


class Listed(NamedTuple):
    """A file found in a folder: its path, its name relative to the folder, and the stamp that tells a change."""

    path: str
    name: str
    stamp: tuple[int, int, int]


def is_lore_name(name: str) -> bool:
    """Whether a file of this name may hold lore: not hidden, no README, no licence, not ``world.toml``."""
    folded = name.casefold()
    return not folded.startswith((".", *_NOT_ENTRIES)) and folded != "world.toml"


def walk(folder: Path) -> Iterator[Listed | Problem]:
    """Yield the regular files below a folder that may hold lore, by name; a problem for a link that leads out.

    Hidden files and folders are passed over. Links to folders are not followed, links to files only inside.
    """
    root = os.path.realpath(folder)
    pending = [(root, "")]
    found: list[Listed | Problem] = []
    while pending:
        place, prefix = pending.pop()
        try:
            children = list(os.scandir(place))
        except OSError as error:
            if prefix or not isinstance(error, FileNotFoundError):
                found.append(Problem(Source(file=prefix or folder.name), f"can't be read ({error.strerror})"))
            continue
        for child in children:
            name = f"{prefix}{child.name}"
            if child.is_dir(follow_symlinks=False) and not child.name.startswith("."):
                pending.append((child.path, f"{name}/"))
            elif is_lore_name(child.name) and (listed := _look_at(child, name, root)):
                found.append(listed)
    yield from sorted(found, key=lambda item: item.name if isinstance(item, Listed) else item.source.file)


def _look_at(child: os.DirEntry[str], name: str, root: str) -> Listed | Problem | None:
    try:
        if child.is_symlink():
            target = os.path.realpath(child.path)
            if os.path.commonpath([root, target]) != root:
                return Problem(
                    Source(file=name), "a link that leads out of the folder; not followed. Copy the file instead"
                )
        about = child.stat()
    except OSError as error:
        if _is_gone(child.path):
            return None
        return Problem(Source(file=name), f"can't be read ({error.strerror})")
    if not stat.S_ISREG(about.st_mode):
        return None
    return Listed(child.path, name, (about.st_mtime_ns, about.st_size, about.st_ino))


class LoreFolder:
    """The entries of a folder, read again where files changed.

    Attributes:
        version: grows by one whenever `refresh` finds a change.
        entries: by id, sorted; of entries with the same id, the one in the first file counts.
        digests: of the entries, by id.
        names: ids by folded title or alias; a title counts before an alias, then the smaller id.
        problems: what could not be read, one line each.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = 0
        self.entries: dict[str, LoreEntry] = {}
        self.digests: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.problems: list[str] = []
        self._stamps: dict[str, tuple[int, int, int]] = {}
        self._read: dict[str, list[tuple[LoreEntry, str] | Problem]] = {}
        self._parts: dict[str, frozenset[str]] = {}
        self._astray: list[Problem] = []

    def refresh(self) -> bool:
        """Read what changed since the last call; return whether anything did."""
        listed = list(walk(self.path))
        files = [item for item in listed if isinstance(item, Listed)]
        astray = [item for item in listed if isinstance(item, Problem)]
        stamps = {file.name: file.stamp for file in files}
        if self.version and stamps == self._stamps and astray == self._astray:
            return False
        touched = {name for name in stamps.keys() | self._stamps.keys() if stamps.get(name) != self._stamps.get(name)}
        changed = [file for file in files if file.name in touched or self._parts.get(file.name, frozenset()) & touched]
        read = {file.name: _read_one(file) for file in changed}
        self._parts = {file.name: _parts(file) for file in changed} | {
            name: parts for name, parts in self._parts.items() if name in stamps and name not in read
        }
        self._read = {name: read[name] if name in read else self._read[name] for name in stamps}
        self._stamps, self._astray = stamps, astray
        self._gather()
        self.version += 1
        return True

    def _gather(self) -> None:
        entries: dict[str, tuple[LoreEntry, str]] = {}
        problems: list[Problem] = list(self._astray)
        for items in self._read.values():
            for item in items:
                if isinstance(item, Problem):
                    problems.append(item)
                elif item[0].id in entries:
                    problems.append(duplicate(item[0], entries[item[0].id][0].source))
                else:
                    entries[item[0].id] = item
        ordered = sorted(entries.items())
        self.entries = {name: entry for name, (entry, _) in ordered}
        self.digests = {name: digest for name, (_, digest) in ordered}
        entry_names = [(name, entry.title) for name, entry in self.entries.items()]
        entry_names += [(name, alias) for name, entry in self.entries.items() for alias in entry.aliases]
        self.names = {fold(title): name for name, title in reversed(entry_names)}
        self.problems = [*reader_problems(), *map(str, problems)]


def _is_gone(path: str | Path) -> bool:
    """Whether a file that was listed has vanished since, as an editor's temporary file does; no fault then."""
    return not os.path.lexists(path)


def duplicate(entry: LoreEntry, first: Source) -> Problem:
    """Return the problem of an entry whose id is taken by another one at `first`."""
    return Problem(entry.source, f"found {entry.id!r}, which {first} has too; allowed: an id of its own", "id")


def _parts(file: Listed) -> frozenset[str]:
    """Return the names of the files that are read together with one, those that are missing among them."""
    path = Path(file.path)
    reader = reader_for(path)
    beside = file.name.rpartition("/")[0]
    return frozenset(f"{beside}/{part.name}".lstrip("/") for part in (reader.parts(path) if reader else ()))


def _read_one(file: Listed) -> list[tuple[LoreEntry, str] | Problem]:
    path = Path(file.path)
    reader = reader_for(path)
    if reader is None:
        return []
    found = read_file(path, reader, file.name)
    if _is_gone(path):
        return []
    return [item if isinstance(item, Problem) else (item, item.digest) for item in found]
