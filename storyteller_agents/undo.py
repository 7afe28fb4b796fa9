"""`storyteller undo`: an older version of a scene, of the outline or of the cast takes its place again.

What stood there is put into the history first, so that an undo can be undone. The text that is put back counts as the
author's own, who chose it, and no draft changes it; unless it is, to the letter, what the pipeline itself wrote last.
No model is called: findings and companion follow with the next draft.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from storyteller_agents import history
from storyteller_agents.book import Book
from storyteller_agents.errors import ArtefactError, BookError, did_you_mean
from storyteller_agents.files import digest, read_text, split_front_matter, write_text
from storyteller_agents.language import count_words
from storyteller_agents.versions import find_scene

WHOLE = ("outline", "cast")
"""What can be put back beside scenes."""


@dataclass(frozen=True)
class Kept:
    """A version in the history.

    Attributes:
        artefact: ``scenes/0007``, ``outline`` or ``cast``.
        number: its number, from 1, the oldest.
        when: when it was put there (ISO 8601, local time).
        words: its length; characters, for Chinese.
        current: whether it is what stands in the book.
        candidate: whether it never stood there, since another version was chosen.
    """

    artefact: str
    number: int
    when: str
    words: int
    current: bool
    candidate: bool
    file: str

    @property
    def remark(self) -> str:
        """What else there is to say of it, for a table."""
        return ", ".join(["in the book"] * self.current + ["was not chosen"] * self.candidate)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


@dataclass(frozen=True)
class Undone:
    """What was put back.

    Attributes:
        number: of the version that stands in the book now.
        undone: of the one whose place it took; 0 if there was no file.
        own: whether it counts as the author's.
    """

    artefact: str
    file: str
    number: int
    undone: int
    own: bool
    before: str
    after: str


def artefact_named(book: Book, name: str) -> str:
    """Return what ``outline``, ``cast``, or a scene's id or number stand for.

    Raises:
        BookError: nothing that can be undone has this name.
    """
    if name in WHOLE:
        return name
    if near := did_you_mean(name, WHOLE):
        raise BookError(f"{name!r} can't be undone{near}; name a scene, outline or cast.")
    return f"scenes/{find_scene(book, name).id}"


def kept(book: Book, artefact: str = "") -> list[Kept]:
    """Return the versions in the history, oldest first: those of one artefact, or of all."""
    names = [artefact] if artefact else [*WHOLE, *(f"scenes/{card.id}" for card in _cards(book))]
    return [row for name in names for row in _rows(book, name)]


def undo(book: Book, artefact: str = "", to: int | None = None) -> Undone:
    """Put an older version back: the one before the present one, or that with the number `to`.

    Args:
        artefact: ``scenes/0007``, ``outline`` or ``cast``; may be left out where only one has older versions.

    Raises:
        BookError: there is no such version.
        BookLockedError: another process works on the book.
    """
    with book.lock():
        artefact = artefact or _only(book)
        file = _file(book, artefact)
        if file is None:
            raise BookError(f"{book.path}: {artefact} has no older version; redo, approve --note and undo keep them.")
        before = read_text(file) if file.exists() else ""
        versions = {history.number_of(one): one for one in history.versions(book.path, file)}
        present = max((number for number, one in versions.items() if read_text(one) == before), default=0)
        number = _wanted(f"{book.path}: {artefact} has", versions, present, to)
        after = read_text(versions[number])
        if before and not present:
            present = history.number_of(history.add(book.path, file, before))
        book.story_lock.forget_replaced(artefact)
        own = digest(after) not in book.story_lock.known(artefact)
        write_text(file, after)
        return Undone(artefact, str(file.relative_to(book.path)), number, present, own, before, after)


def _wanted(told: str, versions: dict[int, Path], present: int, to: int | None) -> int:
    newest = f" The newest is {max(versions)}: --to {max(versions)}" if versions else ""
    if to is not None:
        if to not in versions:
            raise BookError(f"{told} no version {to}.{newest}")
        return to
    stood = [number for number, version in versions.items() if not history.is_candidate(version)]
    older = [number for number in stood if not present or number < present]
    if not older:
        raise BookError(f"{told} no older version.{newest}")
    return max(older)


def _only(book: Book) -> str:
    names = list(dict.fromkeys(row.artefact for row in kept(book)))
    if len(names) != 1:
        known = ", ".join(name.removeprefix("scenes/") for name in names)
        raise BookError(
            f"{book.path}: say what to undo; there are older versions of {known}."
            if names
            else f"{book.path}: there are no older versions yet; redo, approve --note and undo keep them."
        )
    return names[0]


def _rows(book: Book, artefact: str) -> list[Kept]:
    file = _file(book, artefact)
    if file is None:
        return []
    present = read_text(file) if file.exists() else None
    rows = []
    for version in history.versions(book.path, file):
        text = read_text(version)
        body = split_front_matter(text, str(version))[1] if file.suffix == ".md" else text
        when = datetime.fromtimestamp(version.stat().st_mtime).astimezone().isoformat(timespec="seconds")
        place = str(version.relative_to(book.path))
        words = count_words(body, book.language)
        number, candidate = history.number_of(version), history.is_candidate(version)
        rows.append(Kept(artefact, number, when, words, text == present, candidate, place))
    return rows


def _file(book: Book, artefact: str) -> Path | None:
    """Return the file of an artefact; for a scene whose file is gone, the one that it had."""
    try:
        return book.file(artefact)
    except ArtefactError:
        scene = artefact.removeprefix("scenes/")
        found = sorted((book.path / history.FOLDER / "scenes").glob(f"{scene}-*.md"), key=history.number_of)
        return book.path / "scenes" / f"{history.stem_of(found[-1])}.md" if found else None


def _cards(book: Book) -> list[Any]:
    outline = book.load("outline")
    return list(outline.cards()) if outline else []
