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
from storyteller_agents.lore.folder import Listed, walk
from storyteller_agents.lore.shelf import Packed
from storyteller_agents.lore.sources.source import read_file, reader_for, readers

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
    """Copy lore files, or folders of them, into the lore folder of a book.

    Args:
        sources: files and folders. The files of a folder keep their place in it.
        folder: the book's lore folder.
        held: the entries that the book has, by id.
        force: replace files of the same name that differ.
        dry_run: only say what would come of it.

    Raises:
        LoreError: a file can't be written; what came in before it stays.
    """
    result = Intake()
    taken = dict(held)
    of_file: dict[str, list[str]] = {}
    for name, packed in held.items():
        of_file.setdefault(packed.file, []).append(name)
    for source in sources:
        for item in _files_of(source):
            if isinstance(item, Problem):
                result.problems.append(str(item))
                continue
            before = {name: taken.pop(name) for name in of_file.get(safe_name(item.name), ())}
            good = _take_file(item, folder, taken, result, force=force, named=item.path == str(source), dry_run=dry_run)
            taken.update(before if good is None else good)
    return result


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
            about = source.stat()
            yield Listed(str(source), source.name, (about.st_mtime_ns, about.st_size, about.st_ino))
        else:
            kind = "is neither a file nor a folder" if source.exists() else "there is no such file or folder"
            yield Problem(where, kind)
    except (OSError, ValueError) as error:
        yield Problem(where, f"can't be read ({getattr(error, 'strerror', None) or error})")


def _take_file(
    item: Listed,
    folder: Path,
    taken: Mapping[str, Packed],
    result: Intake,
    *,
    force: bool,
    named: bool,
    dry_run: bool,
) -> dict[str, Packed] | None:
    """Bring in a file and return its entries; None if it does not come in."""
    name = safe_name(item.name)
    path = Path(item.path)
    reader = reader_for(path)
    if reader is None:
        kinds = ", ".join(reader.kind for reader in readers())
        if named:
            result.problems.append(f"{clean_line(item.name)}: no source reads this kind of file; allowed: {kinds}")
        else:
            result.passed_over.append(clean_line(item.name))
        return None
    good: dict[str, Packed] = {}
    read = (item if isinstance(item, Problem) else Packed.of(item) for item in read_file(path, reader, name))
    for found in told_apart(read, taken):
        if isinstance(found, Problem):
            result.problems.append(str(found))
        else:
            good[found.id] = found
    if not good or not _copy(path, folder / name, name, result, force=force, dry_run=dry_run):
        return None
    result.entries.extend(good)
    for part in reader.parts(path):
        beside = safe_name(str(PurePosixPath(item.name).with_name(part.name)))
        if part.is_file():
            _copy(part, folder / beside, beside, result, force=force, dry_run=dry_run)
    return good


def _copy(source: Path, target: Path, name: str, result: Intake, *, force: bool, dry_run: bool) -> bool:
    """Copy a file whole or not at all; return whether the lore folder has its content afterwards."""
    try:
        existed = os.path.lexists(target)
        if existed and target.is_file() and filecmp.cmp(source, target, shallow=False):
            result.unchanged.append(name)
            return True
        if existed and not force:
            result.problems.append(f"{name}: the book has a different file of this name; replace it with --force")
            return False
        if not dry_run:
            target.parent.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as original, write_aside(target) as copy:
                shutil.copyfileobj(original, copy)
    except OSError as error:
        raise LoreError(
            f"{target}: can't be written ({error.strerror or error}). Check the folder and the disk."
        ) from error
    (result.replaced if existed else result.added).append(name)
    return True
