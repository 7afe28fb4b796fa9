"""`storyteller adopt`: the folder of a book that is made from a manuscript, and what there is to say about it.

The folder is built aside and takes its place when it is whole, story.toml last. No story.lock is written: so every scene, the
outline and the cast count as a person's own, and no draft ever changes them.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storyteller_agents.adoption.cards import opening, outline_of
from storyteller_agents.adoption.division import Division, divide
from storyteller_agents.adoption.matter import author_of
from storyteller_agents.adoption.people import Progress, find_people
from storyteller_agents.book import Book
from storyteller_agents.creation import check_folder
from storyteller_agents.errors import ArtefactError, BookError
from storyteller_agents.files import join_front_matter, write_text
from storyteller_agents.language import count_words
from storyteller_agents.lore.entry import slug
from storyteller_agents.settings import Settings, parse_settings
from storyteller_agents.story import Brief, Cast, Outline

_SCALES = (("flash", 1_000), ("short", 7_500), ("novella", 40_000), ("novel", 150_000))
_LONGEST_TITLE = 300
_SAME = 0.5
"""The share of a manuscript's scenes that stand in a book letter for letter, if it is the book of that manuscript."""


@dataclass(frozen=True)
class Asked:
    """What was said about the book; None is what was not."""

    title: str | None = None
    language: str | None = None
    premise: str | None = None
    model: str | None = None

    def settings(self, **more: Any) -> Settings:
        """Return the settings, with `more` of ``[book]``. Raises `SettingsError` with every mistake."""
        book = {"title": self.title, "language": self.language}
        data: dict[str, Any] = {"book": {**more, **{name: value for name, value in book.items() if value is not None}}}
        if self.model:
            data["models"] = {"default": {"base": self.model}}
        return parse_settings(data, "the command line")


@dataclass(frozen=True)
class Adoption:
    """A book made from a manuscript.

    Attributes:
        goes_on: whether the book was there already, from an earlier call.
    """

    book: Book
    division: Division
    outline: Outline
    cast: Cast
    premise_given: bool
    goes_on: bool = False

    def report(self) -> dict[str, Any]:
        """Return what there is and what was left out, as plain data."""
        language = self.book.language
        return {
            "book": str(self.book.path),
            "title": self.outline.title,
            "author": self.book.settings.book.author,
            "language": language,
            "chapters": len(self.outline.chapters()),
            "scenes": sum(1 for _ in self.outline.cards()),
            "words": sum(count_words(text, language) for text in self.division.scenes()),
            "characters": len(self.cast.characters),
            "premise": "given" if self.premise_given else "the first sentences of the manuscript",
            "left_out": [
                {"what": one.what, "first_words": one.first_words, "kept_in": one.page}
                for one in self.division.left_out
            ],
            "problems": list(self.division.problems),
        }


def adopt(folder: Path, manuscript: Path, asked: Asked, progress: Progress | None = None) -> Adoption:
    """Turn a manuscript into a book in a new or empty folder; a book of this very manuscript is taken as it is.

    Raises:
        BookError: the folder holds something else, or can't be written; or a wish is empty.
        ArtefactError, MissingExtraError: the manuscript can't be read.
        SettingsError: a wish has a value that is not allowed.
    """
    folder = folder.expanduser().absolute()
    asked.settings()
    if asked.premise is not None and not asked.premise.strip():
        raise BookError("--premise: it is empty; say in a sentence or two what the story is about.")
    if (folder / "story.toml").is_file():
        return _found(Book.open(folder), divide(manuscript))
    check_folder(folder)
    division = divide(manuscript)
    language = asked.language or division.language
    scenes = [(chapter.title, title, text) for chapter in division.chapters for title, text in chapter.scenes]
    cast, settings = find_people(scenes, language, progress)
    premise = (asked.premise or "").strip()
    outline = outline_of(division, settings, cast, language, premise)
    outline.title = asked.title or division.title
    brief = Brief(premise=premise or opening(scenes[0][2], language) or division.title)
    toml = asked.settings(**_length(division, language))
    try:
        _build(folder, brief, toml, outline, cast, division)
    except OSError as error:
        raise BookError(f"{folder}: can't be made ({error.strerror or error}). Check the folder above it.") from error
    return Adoption(Book.open(folder), division, outline, cast, bool(premise))


def _found(book: Book, division: Division) -> Adoption:
    """Return the book of a manuscript that was adopted before; for any other, say that it is a book already."""
    outline: Outline | None = book.load("outline")
    held = set()
    for card in outline.cards() if outline else ():
        try:
            held.add(book.scene(card.id))
        except ArtefactError:  # a card that is not written yet
            continue
    texts = division.scenes()
    if outline is None or sum(text in held for text in texts) < _SAME * len(texts):
        check_folder(book.path)  # raises, since it holds a book
    assert outline is not None
    return Adoption(book, division, outline, book.load("cast") or Cast(), True, goes_on=True)


def _length(division: Division, language: str) -> dict[str, Any]:
    """Return what ``[book]`` says of the title, the author, the language and the length."""
    texts = division.scenes()
    words = sum(count_words(text, language) for text in texts)
    author = author_of(division.left_out)
    return {
        **({"author": author[:_LONGEST_TITLE]} if author else {}),
        "title": division.title[:_LONGEST_TITLE],
        "language": language,
        "scale": next((name for name, most in _SCALES if words < most), "epic"),
        "chapters": min(len(division.chapters), 500),
        "scenes": min(max(round(len(texts) / len(division.chapters)), 1), 50),
        "words": min(max(round(words / len(texts)), 20), 20_000),
    }


def _build(folder: Path, brief: Brief, settings: Settings, outline: Outline, cast: Cast, division: Division) -> None:
    """Build the book aside, and put it in its place when it is whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name[:50]}.", suffix=".tmp", dir=folder.parent))
    try:
        book = Book.create(aside / "book", brief, settings=settings)
        for card, text in zip(outline.cards(), division.scenes(), strict=True):
            write_text(*book.render_scene(card, text))
        write_text(*book.render("cast", cast))
        write_text(*book.render("outline", outline))
        for name, pages in (("front", division.front), ("back", division.back)):
            for number, (title, text) in enumerate(pages, start=1):
                page = f"{number:02d}-{slug(title)[:50] or 'page'}.md"
                write_text(book.path / name / page, join_front_matter({"title": title}, text))
        _put(book.path, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _put(built: Path, folder: Path) -> None:
    """Move what was built into the folder; take it all back if that fails half-way."""
    folder.mkdir(exist_ok=True)
    moved: list[Path] = []
    try:
        for item in sorted(built.iterdir(), key=lambda item: (item.name == "story.toml", item.name)):
            if not (folder / item.name).exists():
                moved.append(item.rename(folder / item.name))
    except BaseException:
        for item in moved:
            item.rename(built / item.name)
        raise
