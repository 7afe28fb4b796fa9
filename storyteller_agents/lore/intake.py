"""Taking lore files into a book: each file is read first, and comes in if it holds at least one good entry.

Nothing is overwritten unless the caller says so, names are made safe, and links that lead out of a source folder
are not followed. Files are copied as they are, so what a reader skipped is still there for its author to mend.
"""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from storyteller_agents.errors import LoreError
from storyteller_agents.files import write_aside
from storyteller_agents.lore.clashes import told_apart
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import Problem, Source
from storyteller_agents.lore.folder import Listed, is_lore_name, stamp, walk
from storyteller_agents.lore.shelf import Packed
from storyteller_agents.lore.sources.columns import Columns
from storyteller_agents.lore.sources.source import read_file, reader_for, readers
from storyteller_agents.lore.sources.table import TableReader

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST_NAME = 200


@dataclass
class Intake:
    """What came of an `add`.

    Attributes:
        added, replaced, unchanged: names of files, relative to the lore folder.
        entries: ids of the entries that came in.
        passed_over: files that no source reads.
        problems: what did not come in, or is not read, and why.
        sources: what story.toml names for it.
        story_toml: the sections that say so.
    """

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    story_toml: str = ""


def take_in(
    sources: Sequence[Path], folder: Path, held: Mapping[str, Packed], *, force: bool = False, dry_run: bool = False
) -> Intake:
    """Copy lore files, or folders of them, into the lore folder of a book; see `IntakePlan`.

    Raises:
        LoreError: a file can't be written; what came in before it stays.
    """
    plan = IntakePlan(sources, folder, held, force=force)
    if not dry_run:
        plan.carry_out()
    return plan.result


class IntakePlan:
    """What copying files into a book would bring in. Everything is read before anything is written.

    Args:
        sources: files and folders. The files of a folder keep their place in it.
        folder: the book's lore folder.
        held: the entries that the book has, by id.
        force: replace files of the same name that differ.
        mappings: of tables, by the names that their files have in the book.

    Attributes:
        result: what comes of it.
    """

    def __init__(
        self,
        sources: Sequence[Path],
        folder: Path,
        held: Mapping[str, Packed],
        *,
        force: bool,
        mappings: Mapping[str, Columns] | None = None,
    ) -> None:
        self._mappings = mappings or {}
        self.result = Intake()
        self._folder = folder
        self._force = force
        self._taken = dict(held)
        self._of_file: dict[str, list[str]] = {}
        for name, packed in held.items():
            self._of_file.setdefault(packed.file, []).append(name)
        self._copies: dict[str, _Copy] = {}
        self._silent: list[_Copy] = []
        for source in sources:
            for item in _files_of(source):
                if isinstance(item, Problem):
                    self.result.problems.append(str(item))
                else:
                    self._read(item, named=item.path == str(source))
        self._name_silent()

    def carry_out(self) -> None:
        """Copy the files, each whole or not at all; one that has changed since it was read does not come in.

        Raises:
            LoreError: a file can't be written; what came in before it stays.
        """
        for copy in self._copies.values():
            if copy.what != "unchanged" and (wrong := copy.carry_out()):
                self.result.problems.append(f"{copy.name}: {wrong}; add it again")
                for names in (self.result.added, self.result.replaced):
                    names[:] = [name for name in names if name != copy.name]
                gone = {*copy.entries}
                self.result.entries[:] = [name for name in self.result.entries if name not in gone]

    def _read(self, item: Listed, *, named: bool) -> None:
        name, path = safe_name(item.name), Path(item.path)
        reader = reader_for(path)
        if named and not is_lore_name(path.name):
            self.result.problems.append(f"{clean_line(item.name)}: a file of this name is not read as lore; rename it")
            return
        if reader is None:
            kinds = ", ".join(reader.kind for reader in readers())
            if named:
                what = f"{clean_line(item.name)}: no source reads this kind of file; allowed: {kinds}"
                self.result.problems.append(what)
            else:
                self.result.passed_over.append(clean_line(item.name))
            return
        if name in self._mappings and isinstance(reader, TableReader):
            reader = reader.mapped(self._mappings[name])
        before = {held: self._taken.pop(held) for held in self._of_file.get(name, ())}
        good: dict[str, Packed] = {}
        told = len(self.result.problems)
        read = (found if isinstance(found, Problem) else Packed.of(found) for found in read_file(path, reader, name))
        for one in told_apart(read, self._taken):
            if isinstance(one, Problem):
                self.result.problems.append(str(one))
            else:
                good[one.id] = one
        copy = _Copy(path, self._folder / name, name, item.stamp, tuple(good))
        if not good and told == len(self.result.problems):
            self._silent.append(copy)
        if not good or not self._plan(copy):
            self._taken |= before
            return
        self._taken |= good
        self.result.entries.extend(good)
        for part in reader.parts(path):
            beside = safe_name(str(PurePosixPath(item.name).with_name(part.name)))
            if part.is_file():
                self._plan(_Copy(part, self._folder / beside, beside, stamp(part.stat())))

    def _plan(self, copy: _Copy) -> bool:
        """Take a file into the plan; return whether the lore folder will have its content."""
        other = self._copies.get(copy.name.casefold())
        if other is not None:
            same = other.source == copy.source or filecmp.cmp(other.source, copy.source, shallow=False)
            if not same:
                what = f"{clean_line(str(other.source))} comes in under this name; rename one of them"
                self.result.problems.append(f"{copy.name}: {what}")
            return same
        existed = os.path.lexists(copy.target)
        copy.what = "replaced" if existed else "added"
        if existed and copy.target.is_file() and filecmp.cmp(copy.source, copy.target, shallow=False):
            copy.what = "unchanged"
        elif existed and not self._force:
            what = "the book has a different file of this name; replace it with --force"
            self.result.problems.append(f"{copy.name}: {what}")
            return False
        self._copies[copy.name.casefold()] = copy
        {"added": self.result.added, "replaced": self.result.replaced, "unchanged": self.result.unchanged}[
            copy.what
        ].append(copy.name)
        return True

    def _name_silent(self) -> None:
        """Name files in which there was nothing, unless they are parts of others."""
        for copy in self._silent:
            if copy.name.casefold() not in self._copies:
                self.result.problems.append(f"{copy.name}: holds no entries")


@dataclass
class _Copy:
    """A file that is to be copied, and the stamp that it had when it was read."""

    source: Path
    target: Path
    name: str
    stamp: tuple[int, int, int]
    entries: tuple[str, ...] = ()
    what: str = ""

    def carry_out(self) -> str:
        """Copy it; return why it could not be read as it was before, or an empty text.

        Raises:
            LoreError: the copy can't be written.
        """
        try:
            original = self.source.open("rb")
        except OSError as error:
            return f"could be read once, but not again ({error.strerror or error})"
        try:
            with original:
                self.target.parent.mkdir(parents=True, exist_ok=True)
                with write_aside(self.target) as copy:
                    shutil.copyfileobj(original, copy)
                    if stamp(os.fstat(original.fileno())) != self.stamp:
                        raise _Changed
        except _Changed:
            return "changed while it was read"
        except OSError as error:
            raise LoreError(
                f"{self.target}: can't be written ({error.strerror or error}). Check the folder and the disk."
            ) from error
        return ""


class _Changed(Exception):
    """A file is no longer as it was read."""


def safe_name(name: str) -> str:
    """Return a relative file name that is harmless on every system: ``../a:b.md`` → ``a-b.md``."""
    parts = [_safe_part(part) for part in PurePosixPath(name).parts if part not in {"..", ".", "/"}]
    return "/".join(part for part in parts if part) or "lore"


def _safe_part(part: str) -> str:
    part = _UNSAFE.sub("-", unicodedata.normalize("NFC", part)).strip(" .")
    if _RESERVED.match(part):
        part = f"_{part}"
    stem, dot, ending = part.rpartition(".")
    if len(part.encode()) > _LONGEST_NAME and dot and len(ending) < 20:
        return f"{_cut(stem, _LONGEST_NAME - len(ending.encode()) - 1)}.{ending}"
    return _cut(part, _LONGEST_NAME)


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore").rstrip(" .")


def _files_of(source: Path) -> Iterator[Listed | Problem]:
    """Yield the files that a source on the command line stands for."""
    where = Source(file=clean_line(str(source)))
    try:
        if source.is_dir():
            found = list(walk(source))
            yield from found
            if not any(isinstance(item, Listed) for item in found):
                yield Problem(where, "the folder holds no lore files")
        elif source.is_file():
            yield Listed(str(source), source.name, stamp(source.stat()))
        else:
            kind = "is neither a file nor a folder" if source.exists() else "there is no such file or folder"
            yield Problem(where, kind)
    except (OSError, ValueError) as error:
        yield Problem(where, f"can't be read ({getattr(error, 'strerror', None) or error})")
