"""A book as its readers get it: title page, chapters of scenes of paragraphs, what stands before and after, the cover.

Every format is written from this and nothing else. Prose is plain text: paragraphs, and line breaks in them; signs of
Markdown, HTML or any other markup are letters like all others. What is planned but not written yet is left out and said.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from storyteller_agents.errors import BookError
from storyteller_agents.export.cover import NAMES, Cover, find_cover
from storyteller_agents.export.labels import Labels, chapter_label, direction, is_unnumbered, labels_for, language_tag
from storyteller_agents.export.matter import Line, Matter, Prose, clean, paragraphs_of, read_companion, read_matter
from storyteller_agents.language import count_words
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.story import Finding, Outline

if TYPE_CHECKING:
    from storyteller_agents.book import Book

_SOURCES = ("story.toml", "outline.yaml", "companion.md", *NAMES)
_EARLIEST, _LATEST = 315_532_800, 4_354_819_198
"""What the date of a file in an archive can say: from 1 January 1980 to the end of 2107, in seconds."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class PublishedScene(_Part):
    """The prose of a scene; `title` is for programs, no reader sees it."""

    id: str
    title: Line
    paragraphs: tuple[Prose, ...]


class PublishedChapter(_Part):
    """A chapter.

    Attributes:
        label: ``Chapter 3``; empty where the title says as much, or the book has one chapter only.
        title: may be empty if there is a label.
    """

    label: str
    title: Line
    scenes: tuple[PublishedScene, ...]

    @property
    def heading(self) -> str:
        """Label and title in one line."""
        between = ". " if self.label[-1:].isascii() else " "
        return between.join(part for part in (self.label, self.title) if part)


class Publication(_Part):
    """A whole book for readers.

    Attributes:
        author: empty if story.toml names none.
        contact: lines of address for a manuscript that is sent to a publisher.
        language: a BCP 47 tag.
        identifier: a UUID that stays the same as long as title, author and language do.
        modified: when anything in the book changed last, or the environment's ``SOURCE_DATE_EPOCH``.
        findings: what the critic objects to; only where it was asked for.
        words: the length of the story, in the unit that its language counts in.
    """

    title: Line
    author: Line
    contact: tuple[Line, ...]
    language: str
    identifier: str
    modified: datetime
    cover: Cover | None
    front: tuple[Matter, ...]
    chapters: tuple[PublishedChapter, ...]
    back: tuple[Matter, ...]
    findings: tuple[Finding, ...] = ()
    words: int

    @property
    def direction(self) -> str:
        """The direction of reading: ``ltr`` or ``rtl``."""
        return direction(self.language)

    @property
    def labels(self) -> Labels:
        """The words that the book itself adds."""
        return labels_for(self.language)


def publication_of(
    book: Book, *, companion: bool = False, findings: bool = False
) -> tuple[Publication, tuple[str, ...]]:
    """Return a book as its readers get it, and what was left out.

    Args:
        companion: whether companion.md becomes an appendix.
        findings: whether the critic's findings are in it, for programs.

    Raises:
        BookError: nothing is written yet, a companion that is asked for is missing, or a file can't be read.
        SettingsError: story.toml has mistakes.
    """
    outline: Outline | None = book.load("outline")
    written = set(book.load("scenes"))
    if outline is None or not written:
        raise BookError(f"{book.path}: no scene is written yet. Run: storyteller draft {book.path}")
    problems: list[str] = []
    if missing := [card.id for card in outline.cards() if card.id not in written]:
        shown = ", ".join(missing[:10]) + (" …" if len(missing) > 10 else "")
        problems.append(f"not written yet and left out: {len(missing)} scene{'s' * (len(missing) > 1)} ({shown})")
    language = language_tag(book.language)
    chapters = tuple(_chapters(book, outline, written, language))
    if not chapters:
        raise BookError(f"{book.path}: the scenes hold no text. Run: storyteller draft {book.path}")
    front = read_matter(book.path / "front", problems)
    back = read_matter(book.path / "back", problems)
    if companion:
        back = (*back, _companion(book))
    title, author = _title(book, outline), book.settings.book.author
    text = "\n\n".join(one for chapter in chapters for scene in chapter.scenes for one in scene.paragraphs)
    publication = Publication(
        title=title, author=author, contact=paragraphs_of(book.settings.book.contact.replace("\n", "\n\n")),
        language=language, modified=_modified(book), cover=find_cover(book.path),
        identifier=str(uuid.uuid5(uuid.NAMESPACE_URL, f"storyteller-agents:{language}:{author}:{title}")),
        front=front, chapters=chapters, back=back, words=count_words(text, language),
        findings=tuple(one for held in book.load("findings").values() for one in held) if findings else (),
    )  # fmt: skip
    return publication, tuple(problems)


def _title(book: Book, outline: Outline) -> str:
    """Return the author's own title, or else the one that the outliner found."""
    own = book.settings.book.title
    titles = (outline.title, own) if own == "Untitled" else (own, outline.title)
    return next((title for one in titles if (title := clean_line(clean(one)))), "Untitled")


def _chapters(book: Book, outline: Outline, written: set[str], language: str) -> Iterator[PublishedChapter]:
    number = 0
    chapters = [chapter for chapter in outline.chapters() if any(card.id in written for card in chapter.scenes)]
    for chapter in chapters:
        found = (
            PublishedScene(id=card.id, title=card.title, paragraphs=paragraphs_of(book.scene(card.id)))
            for card in chapter.scenes
            if card.id in written
        )
        scenes = tuple(scene for scene in found if scene.paragraphs)
        title = clean_line(clean(chapter.title))
        numbered = not is_unnumbered(title, language) and (len(chapters) > 1 or not title)
        number += numbered
        if scenes:
            yield PublishedChapter(
                label=chapter_label(number, language) if numbered else "", title=title, scenes=scenes
            )


def _companion(book: Book) -> Matter:
    file = book.file("companion")
    if not file.exists():
        raise BookError(f"{book.path}: there is no companion.md yet. Run: storyteller draft {book.path}")
    return read_companion(file)


def _modified(book: Book) -> datetime:
    """Return when something in the book changed last, or the time that the environment sets for reproducible builds."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isascii() and given.isdigit() and len(given) <= 11:
        return _moment(int(given))
    files = [book.path / name for name in _SOURCES]
    files += [file for name in ("scenes", "front", "back") for file in _files(book.path / name)]
    return _moment(max(int(file.stat().st_mtime) for file in files if file.exists()))


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(min(max(seconds, _EARLIEST), _LATEST), UTC)


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if file.is_file()] if folder.is_dir() else []
