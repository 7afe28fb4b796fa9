"""What is reviewed: a book or any manuscript as units of prose, with where each stands and what is known beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storyteller_agents.book import Book
from storyteller_agents.canon.background import Background, from_cards, from_cast, from_lore
from storyteller_agents.checks.craft.unknown_name import names_in
from storyteller_agents.errors import BookError
from storyteller_agents.files import read_text
from storyteller_agents.freshness import Freshness
from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.manuscript.read import read_manuscript
from storyteller_agents.manuscript.section import Manuscript
from storyteller_agents.review.waivers import read_waivers, waiver_file
from storyteller_agents.story import Cast, Finding, Outline, SceneCard


@dataclass(frozen=True)
class Unit:
    """One scene or section of a text under review, and where it stands.

    Attributes:
        offset: where its text begins in `file`, in characters; None where the file is no plain text.
        card: its plan, if it has one.
    """

    id: str
    title: str
    text: str
    file: str
    offset: int | None = None
    line: int = 1
    card: SceneCard | None = None


@dataclass(frozen=True)
class Text:
    """A book or a manuscript as it is reviewed."""

    path: Path
    title: str
    language: str
    units: Sequence[Unit]
    background: Background = field(default_factory=Background)
    cast: Cast = field(default_factory=Cast)
    outline: Outline | None = None
    names: frozenset[str] = frozenset()
    waived: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[str] = ()

    @property
    def is_book(self) -> bool:
        """Whether it is a book of ours, with cards and cast."""
        return self.outline is not None

    def unit(self, scene: str) -> Unit | None:
        """Return the unit with this id."""
        return next((unit for unit in self.units if unit.id == scene), None)


def open_text(path: Path, lore: Sequence[Path] = ()) -> Text:
    """Read a book folder or a manuscript.

    Args:
        lore: files and folders with lore for a manuscript; a book has its own, to which these are added.

    Raises:
        BookError: there is nothing at `path`, or it is neither; ArtefactError where it can't be read.
    """
    if (path / "story.toml").is_file():
        return _open_book(Book.open(path), lore)
    if path.is_dir():
        raise BookError(
            f"{path}: a folder without story.toml is no book. Name a book's folder, or a manuscript "
            "(.txt, .md, .docx, .epub, .fountain)."
        )
    if not path.exists():
        raise BookError(f"{path}: there is no such file or book.")
    return of_manuscript(read_manuscript(path), path, lore)


def of_manuscript(manuscript: Manuscript, path: Path, lore: Sequence[Path] = ()) -> Text:
    """Return a manuscript that was read as the text to review; `path` is where its waivers are looked for."""
    units = [
        Unit(section.id, section.title, section.text, section.file or str(path), section.offset, section.line or 1)
        for section in manuscript.sections
    ]
    entries, problems = read_lore(lore)
    background = from_lore(entries, None, "\n".join(unit.text for unit in units))
    waived = read_waivers(waiver_file(path))
    told = (*manuscript.problems, *problems)
    return Text(path, manuscript.title, manuscript.language, units, background, waived=waived, problems=told)


def _open_book(book: Book, lore: Sequence[Path]) -> Text:
    outline: Outline = book.load("outline") or Outline(title=book.settings.book.title or book.path.name)
    cast: Cast = book.load("cast") or Cast()
    scenes = book.load("scenes")
    units = []
    for card in outline.cards():
        if card.id in scenes:
            raw = read_text(book.file(f"scenes/{card.id}"))
            text = book.scene(card.id)
            offset = raw.find(text)
            file = str(book.file(f"scenes/{card.id}"))
            units.append(Unit(card.id, card.title, text, file, max(offset, 0), 1 + raw.count("\n", 0, offset), card))
    more, problems = read_lore(lore)
    entries = [*book.lore.entries().values(), *more]
    prose = "\n".join(unit.text for unit in units)
    background = from_cast(cast) + from_lore(entries, outline, prose) + from_cards(outline, [unit.id for unit in units])
    names = {name for entry in entries for name in (entry.title, *entry.aliases)}
    names |= {name for character in cast.characters for name in (character.name, *character.aliases)}
    for card in outline.cards():
        names |= {card.title, card.place, card.pov, *card.cast, card.goal, card.conflict, card.outcome}
    freshness = Freshness(book, book.story_lock, ())
    names = names.union(*(names_in(unit.text) for unit in units if freshness.edited(f"scenes/{unit.id}")))
    findings: list[Finding] = [finding for held in book.load("findings").values() for finding in held]
    waived = {finding.id: finding.why for finding in findings if finding.status == "waived"}
    told = frozenset(names)
    return Text(book.path, outline.title, book.language, units, background, cast, outline, told, waived, problems)


def read_lore(paths: Sequence[Path]) -> tuple[list[LoreEntry], list[str]]:
    """Return the entries of lore files and folders that are no part of a book, and what could not be read of them.

    Raises:
        BookError: there is nothing at a path.
    """
    from storyteller_agents.lore.configured import Place
    from storyteller_agents.lore.folder import LoreFolder

    entries: list[LoreEntry] = []
    problems: list[str] = []
    for path in paths:
        if not path.exists():
            raise BookError(f"--lore {path}: there is no such file or folder.")
        folder = LoreFolder(path) if path.is_dir() else LoreFolder(None, [Place(path, path.name)])
        folder.refresh()
        entries += folder.entries.values()
        problems += folder.problems
    return entries, problems
