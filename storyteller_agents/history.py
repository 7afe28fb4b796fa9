"""Older versions of a book's files, kept when something new takes their place: `history/` in the book folder.

``scenes/0007-the-door.md`` goes to ``history/scenes/0007-the-door.001.md``, its next version to ``.002``. They are the
author's, not disposable, and nothing reads them but `storyteller undo` and people.
"""

from __future__ import annotations

import re
from pathlib import Path

from storyteller_agents.files import read_text, write_text

FOLDER = "history"
_NUMBER = re.compile(r"\.(\d{3,})$")


def keep(book: Path, file: Path) -> Path | None:
    """Copy what a file of the book holds to its history, and return the copy; None if there is no such file.

    What is the newest version there already is not kept twice.

    Raises:
        ArtefactError: the file can't be read.
        OSError: the copy can't be written.
    """
    if not file.exists():
        return None
    text, held = read_text(file), versions(book, file)
    if held and read_text(held[-1]) == text:
        return held[-1]
    number = _number(held[-1]) + 1 if held else 1
    copy = _folder(book, file) / f"{file.stem}.{number:03d}{file.suffix}"
    copy.parent.mkdir(parents=True, exist_ok=True)
    write_text(copy, text)
    return copy


def versions(book: Path, file: Path) -> list[Path]:
    """Return the kept versions of a file of the book, oldest first."""
    folder = _folder(book, file)
    found = folder.glob(f"*{file.suffix}") if folder.is_dir() else ()
    return sorted((one for one in found if _stem(one) == file.stem), key=_number)


def _folder(book: Path, file: Path) -> Path:
    return book / FOLDER / file.relative_to(book).parent


def _stem(version: Path) -> str:
    return _NUMBER.sub("", version.stem)


def _number(version: Path) -> int:
    found = _NUMBER.search(version.stem)
    return int(found.group(1)) if found else 0
