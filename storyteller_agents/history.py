"""Older versions of a book's files, kept when something new takes their place: `history/` in the book folder.

``scenes/0007-the-door.md`` goes to ``history/scenes/0007-the-door.001.md``, its next version to ``.002``. They are the
author's, not disposable, and nothing reads them but `storyteller undo` and people. What was written for a file and never
stood in it, since another version was chosen, is a candidate: ``.003.candidate.md``.
"""

from __future__ import annotations

import re
from pathlib import Path

from storyteller_agents.files import read_text, write_text

FOLDER = "history"
_NUMBER = re.compile(r"\.(\d{3,})(\.candidate)?$")


def keep(book: Path, file: Path) -> Path | None:
    """Copy what a file of the book holds to its history, as `add` does; None if there is no such file.

    Raises:
        ArtefactError: the file can't be read.
        OSError: the copy can't be written.
    """
    return add(book, file, read_text(file)) if file.exists() else None


def add(book: Path, file: Path, text: str, *, candidate: bool = False) -> Path:
    """Put a text into the history of a file of the book as its newest version, and return the copy.

    What is the newest version there already is not kept twice.

    Raises:
        BookError: the copy can't be written.
    """
    held = versions(book, file)
    if held and read_text(held[-1]) == text:
        return held[-1]
    number = number_of(held[-1]) + 1 if held else 1
    copy = _folder(book, file) / f"{file.stem}.{number:03d}{'.candidate' * candidate}{file.suffix}"
    copy.parent.mkdir(parents=True, exist_ok=True)
    write_text(copy, text)
    return copy


def versions(book: Path, file: Path) -> list[Path]:
    """Return the kept versions of a file of the book, oldest first."""
    folder = _folder(book, file)
    found = folder.glob(f"*{file.suffix}") if folder.is_dir() else ()
    return sorted((one for one in found if stem_of(one) == file.stem), key=number_of)


def _folder(book: Path, file: Path) -> Path:
    return book / FOLDER / file.relative_to(book).parent


def stem_of(version: Path) -> str:
    """Return the name of the file that a version is of, without its ending."""
    return _NUMBER.sub("", version.stem)


def is_candidate(version: Path) -> bool:
    """Whether a kept version never stood in the book."""
    found = _NUMBER.search(version.stem)
    return bool(found and found.group(2))


def number_of(version: Path) -> int:
    """Return the number of a kept version: 3 for ``outline.003.yaml``."""
    found = _NUMBER.search(version.stem)
    return int(found.group(1)) if found else 0
