"""A manuscript as chapters and scenes, with what is no part of the story set apart.

Scenes are what lies between scene breaks; a longer stretch is divided at the ends of paragraphs into parts of a readable
length. The prose of a scene is a slice of what the reader gives, letter for letter. Nothing is read of its meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from storyteller_agents.adoption.matter import LeftOut, has_prose, is_list, is_page, outside, story_end
from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.sources.chapters import parts_of
from storyteller_agents.manuscript.breaks import at_breaks, is_long
from storyteller_agents.manuscript.read import read_both
from storyteller_agents.manuscript.section import Draft, manuscript_of

_CHAPTER = re.compile(
    r"(?:chapter|chap\.|kapitel|chapitre|cap[íi]tulo|capitolo|глава|hoofdstuk)\b.*|第.{1,6}[章回节節].*", re.I | re.S
)
_BETWEEN = " / "


@dataclass
class ChapterText:
    """A chapter: its title, and its scenes in order, each with its own title and its prose."""

    title: str
    scenes: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Division:
    """A manuscript, divided.

    Attributes:
        chapters: those of the story; at least one, with at least one scene.
        front, back: pages before and after the story, with their titles.
        left_out: all that is in no scene, those pages among it.
        problems: what the reader of the file could not read as it stands.
    """

    title: str
    language: str
    chapters: list[ChapterText]
    front: list[tuple[str, str]]
    back: list[tuple[str, str]]
    left_out: list[LeftOut]
    problems: Sequence[str]

    def scenes(self) -> list[str]:
        """Return the prose of all scenes in the order of reading."""
        return [text for chapter in self.chapters for _, text in chapter.scenes]


class _Section(NamedTuple):
    """A section with its title and its text, and what stands between the one before it and this."""

    title: str
    text: str
    gap: str


def divide(path: Path) -> Division:
    """Read a manuscript and divide it.

    Raises:
        ArtefactError, MissingExtraError: as `read_both` does; or there is nothing but pages around a story.
    """
    draft, manuscript = read_both(path)
    is_script = path.suffix.lower() == ".fountain"
    if not is_script:
        draft.pieces = list(at_breaks(draft.text, draft.pieces, gaps=False))
        manuscript = manuscript_of(draft, manuscript.file)
    sections, tail = _sections(draft)
    titles = [section.title for section in sections]
    left = [LeftOut("table of contents", text) for text in draft.apart]
    for number, section in enumerate(sections):
        left += outside(section.gap, titles, leads=number == 0) if section.gap.strip() else ()
    left += outside(tail, titles, ends=True) if tail.strip() else ()
    front, rest, before = _front(sections, "" if is_script else manuscript.title)
    story, back, behind = _back(rest)
    if not story:
        raise ArtefactError(f"{path}: found only pages around a story ({', '.join(titles)[:200]}); allowed: a story.")
    chapters = list(_acts_of(story, manuscript.title) if is_script else _chapters(story, manuscript.title))
    return Division(
        manuscript.title, manuscript.language, chapters, front, back, [*left, *before, *behind], manuscript.problems
    )


def _sections(draft: Draft) -> tuple[list[_Section], str]:
    """Return the pieces that have a text, and what stands behind the last."""
    found: list[_Section] = []
    at = 0
    for piece in draft.pieces:
        text = draft.text[piece.start : piece.end]
        if body := text.strip():
            start = piece.start + len(text) - len(text.lstrip())
            found.append(_Section(piece.title, body, draft.text[at:start]))
            at = start + len(body)
    return found, draft.text[at:]


def _front(sections: Sequence[_Section], book: str) -> tuple[list[tuple[str, str]], list[_Section], list[LeftOut]]:
    """Return the pages before the story, the sections from its beginning on, and what was left out."""
    pages: list[tuple[str, str]] = []
    left: list[LeftOut] = []
    kept = list(sections)
    several = any(section.title != book for section in kept)
    while kept:
        section, above = kept[0], kept[0].gap.rstrip().rpartition("\n")[2]
        name = _name(section.title)
        title = above.strip() if section.title == book and is_page(above) else name
        if is_page(title):
            pages.append((title, section.text))
            left.append(LeftOut(title, section.text, "front"))
        elif is_list(name):
            left.append(LeftOut(name, section.text))
        elif several and section.title == book and not has_prose(section.text):
            left.append(LeftOut("title page", section.text))
        else:
            break
        kept = kept[1:]
    return pages, kept, left


def _back(sections: Sequence[_Section]) -> tuple[list[_Section], list[tuple[str, str]], list[LeftOut]]:
    """Return the sections up to the end of the story, the pages behind it, and what was left out."""
    kept = list(sections)
    behind: list[LeftOut] = []
    while kept and (is_page(name := _name(kept[-1].title)) or is_list(name)):
        behind.insert(0, LeftOut(name, kept[-1].text, "" if is_list(name) else name))
        kept.pop()
    if kept:
        end, found = story_end(kept[-1].text)
        kept[-1] = kept[-1]._replace(text=kept[-1].text[:end].strip())
        behind = [*found, *behind]
        while kept and not kept[-1].text:
            kept.pop()
    pages = [(one.page, one.text) for one in behind if one.page]
    return kept, pages, [one._replace(page="back") if one.page else one for one in behind]


def _name(title: str) -> str:
    return title.rpartition(_BETWEEN)[2]


def _chapters(sections: Sequence[_Section], book: str) -> Iterator[ChapterText]:
    """Yield the chapters: sections of one title are scenes of one, unless its heading comes again between them."""
    chapter: ChapterText | None = None
    last: tuple[str, str] = ("", "")
    parts: list[tuple[str, str]] = []
    for section in sections:
        part, name, scene = _place(section.title)
        again = chapter is not None and name != book and name.strip() and name.lower() in section.gap.lower()
        if chapter is None or (part, name) != last or (again and not scene):
            if chapter is not None:
                yield _titled(chapter, parts)
            chapter, parts = ChapterText(f"{part}: {name}" if part and part != last[0] else name), []
            last = (part, name)
        parts.append((scene, section.text))
    if chapter is not None:
        yield _titled(chapter, parts)


def _acts_of(sections: Sequence[_Section], book: str) -> Iterator[ChapterText]:
    """Yield the chapters of a screenplay: its highest section headings (``# Act One``), or one for the whole."""
    levels = [
        len(line) - len(line.lstrip("#"))
        for section in sections
        for line in section.gap.split("\n")
        if line.startswith("#")
    ]
    mark = "#" * min(levels, default=0)
    chapter = ChapterText(book)
    parts: list[tuple[str, str]] = []
    for section in sections:
        names = [line.strip("# ") for line in section.gap.split("\n") if mark and re.match(rf"{mark}[^#]", line)]
        if names:
            if parts:
                yield _titled(chapter, parts)
            chapter, parts = ChapterText(names[-1]), []
        parts.append((section.title, section.text))
    yield _titled(chapter, parts)


def _place(title: str) -> tuple[str, str, str]:
    """Return the part that a section stands in, the chapter, and its own title in the chapter."""
    names = title.split(_BETWEEN)
    at = next((number for number, name in enumerate(names[:-1]) if _CHAPTER.fullmatch(name)), len(names) - 1)
    return ": ".join(names[:at]), names[at], _BETWEEN.join(names[at + 1 :])


def _titled(chapter: ChapterText, parts: Sequence[tuple[str, str]]) -> ChapterText:
    """Fill a chapter with its scenes; those without a title of their own have the chapter's, and a number."""
    texts = [(title, text) for title, whole in parts for text in _readable(whole)]
    own = [title for title, _ in texts]
    for number, (title, text) in enumerate(texts, start=1):
        name = title or chapter.title
        chapter.scenes.append((name if own.count(title) == 1 else f"{name} · {number}", text))
    return chapter


def _readable(text: str) -> Iterator[str]:
    """Yield a text in parts of a readable length."""
    if not is_long(text):
        yield text
        return
    for start, end in parts_of(text):
        if part := text[start:end].strip():
            yield part
