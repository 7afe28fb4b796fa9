"""The files of a lore folder, and of other places: which of them are lore, and what each of them holds.

A file is read again only when its size, time or inode changed. Links that lead out of a folder are not
followed. Nothing is written here, and nothing is known of indexes.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from storyteller_agents.files import digest
from storyteller_agents.lore import snapshot
from storyteller_agents.lore.clashes import told_apart
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.configured import Place
from storyteller_agents.lore.entry import LoreEntry, Problem, Source
from storyteller_agents.lore.shelf import Packed, Shelf
from storyteller_agents.lore.sources.columns import Columns
from storyteller_agents.lore.sources.source import LoreReader, read_file, reader_for, reader_problems, readers
from storyteller_agents.lore.sources.table import TableReader

_NO_LORE = re.compile(r"\.|(readme|licen[cs]e)(-[\w-]+)?(\.|$)|world\.toml$", re.IGNORECASE)


class Listed(NamedTuple):
    """A file found in a folder: its path, its name relative to the folder, and the stamp that tells a change."""

    path: str
    name: str
    stamp: tuple[int, int, int]


def is_lore_name(name: str) -> bool:
    """Whether a file of this name may hold lore: not hidden, no README, no licence, not ``world.toml``."""
    return _NO_LORE.match(name) is None


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
    return Listed(child.path, name, stamp(about)) if stat.S_ISREG(about.st_mode) else None


def stamp(about: os.stat_result) -> tuple[int, int, int]:
    """Return what tells that a file has changed: its time, size and inode."""
    return about.st_mtime_ns, about.st_size, about.st_ino


def _files_of(place: Place) -> Iterator[Listed | Problem]:
    """Yield the files of a place, under the names that entries have for them."""
    where = Source(file=clean_line(place.name))
    try:
        if place.name and place.path.is_file():
            yield Listed(str(place.path), place.name, stamp(place.path.stat()))
        elif place.name and not place.path.is_dir():
            yield Problem(where, f"there is no such file or folder ({place.path})")
        else:
            begin = f"{place.name.rstrip('/')}/" if place.name else ""
            for item in walk(place.path):
                yield item._replace(name=f"{begin}{item.name}") if isinstance(item, Listed) else item
    except (OSError, ValueError) as error:
        yield Problem(where, f"can't be read ({getattr(error, 'strerror', None) or error})")


class LoreFolder:
    """The entries of a folder and of what story.toml names beside it, read again where files changed.

    Args:
        path: the lore folder, if there is one.
        places: files and folders that are read where they are.
        snapshots: files in which the last state of other sources is kept.

    Attributes:
        version: grows by one whenever `refresh` finds a change.
        entries: by id, sorted.
        always: ids of the entries that are taken for every search.
        names: ids by folded title or alias; a title counts before an alias, then the smaller id.
        problems: what could not be read, one line each.
    """

    def __init__(self, path: Path | None, places: Sequence[Place] = (), snapshots: Sequence[Path] = ()) -> None:
        self.version = 0
        self.entries = Shelf()
        self.always: list[str] = []
        self.names: dict[str, str] = {}
        self.problems: list[str] = []
        self._places = (*([Place(path)] if path else []), *places)
        self._snapshots = tuple(snapshots)
        self._stamps: dict[str, tuple[int, int, int]] = {}
        self._read: dict[str, list[Packed | Problem]] = {}
        self._parts: dict[str, frozenset[str]] = {}
        self._astray: list[Problem] = []

    def refresh(self) -> bool:
        """Read what changed since the last call; return whether anything did."""
        files: dict[str, tuple[Listed, Place | None]] = {}
        astray: list[Problem] = []
        for item, place in self._listed():
            if isinstance(item, Problem):
                astray.append(item)
            else:
                files[item.name] = (item, place)
        stamps = {name: file.stamp for name, (file, _) in files.items()}
        if self.version and stamps == self._stamps and astray == self._astray:
            return False
        touched = {name for name in stamps.keys() | self._stamps.keys() if stamps.get(name) != self._stamps.get(name)}
        changed = [name for name in files if name in touched or self._parts.get(name, frozenset()) & touched]
        read = {name: _read_one(*files[name]) for name in changed}
        self._parts = {name: _parts(*files[name]) for name in changed} | {
            name: parts for name, parts in self._parts.items() if name in stamps and name not in read
        }
        self._read = {name: read[name] if name in read else self._read[name] for name in stamps}
        self._stamps, self._astray = stamps, astray
        self._gather()
        self.version += 1
        return True

    def _listed(self) -> Iterator[tuple[Listed | Problem, Place | None]]:
        """Yield all files, each with its place, or None if it is a snapshot; the last one of a name counts."""
        for place in self._places:
            yield from ((item, place) for item in _files_of(place))
        for path in self._snapshots:
            with contextlib.suppress(OSError):
                yield Listed(str(path), path.name, stamp(path.stat())), None

    @property
    def mappings(self) -> dict[str, Columns]:
        """The mappings of tables by the names of their files."""
        return {place.name: place.columns for place in self._places if place.columns}

    @property
    def digests(self) -> dict[str, str]:
        """The digests of the entries by id."""
        return {name: one.digest for name, one in self.entries.packed.items()}

    @property
    def state(self) -> str:
        """A digest of all entries."""
        return digest("".join(f"{name}\n{one.digest}\n" for name, one in self.entries.packed.items()))

    def _gather(self) -> None:
        entries: dict[str, Packed] = {}
        problems: list[Problem] = list(self._astray)
        for items in self._read.values():
            for item in list(told_apart(items, entries)):
                if isinstance(item, Problem):
                    problems.append(item)
                else:
                    entries[item.id] = item
        self.entries = Shelf(entries.values())
        self.always = [one.id for one in self.entries.packed.values() if one.always]
        self.names = {}
        for title in (True, False):  # a title counts before an alias
            for one in self.entries.packed.values():
                for name in one.names[:1] if title else one.names[1:]:
                    self.names.setdefault(name, one.id)
        self.problems = [*reader_problems(), *map(str, problems)]


def _is_gone(path: str | Path) -> bool:
    """Whether a file that was listed has vanished since, as an editor's temporary file does; no fault then."""
    return not os.path.lexists(path)


def _reader(file: Listed, place: Place) -> LoreReader | None:
    reader = place.reader or reader_for(Path(file.path))
    return reader.mapped(place.columns) if place.columns and isinstance(reader, TableReader) else reader


def _parts(file: Listed, place: Place | None) -> frozenset[str]:
    """Return the names of the files that are read together with one, those that are missing among them."""
    reader = _reader(file, place) if place else None
    beside = file.name.rpartition("/")[0]
    return frozenset(f"{beside}/{part.name}".lstrip("/") for part in (reader.parts(Path(file.path)) if reader else ()))


def _read_one(file: Listed, place: Place | None) -> list[Packed | Problem]:
    path = Path(file.path)
    found: Iterable[LoreEntry | Problem] = ()
    if place is None:
        found = snapshot.read(path)
    elif reader := _reader(file, place):
        found = read_file(path, reader, file.name)
    elif place.name == file.name:
        found = [Problem(Source(file=clean_line(file.name)), _unknown())]
    packed = [item if isinstance(item, Problem) else Packed.of(item) for item in found]
    return [] if _is_gone(path) else packed


def _unknown() -> str:
    return f"no source reads this kind of file; allowed: {', '.join(reader.kind for reader in readers())}"
