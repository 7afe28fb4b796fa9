"""A manuscript and its sections, whatever file they come from.

A reader of a format gives a `Draft`: one text and the pieces that it falls into. Here these become sections with stable
ids. A piece's text is a slice of the file, letter for letter, so that what is found in it can be pointed at in an editor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from storyteller_agents.language import detect_language

_SAMPLE = 4_000
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter, or a scene of one.

    Attributes:
        id: its number in the order of reading, ``0001``, ``0002`` …
        title: the chapter's; the scenes of one chapter share it.
        offset: where `text` begins in the decoded text of the file (see `decoding.text_of`), in characters; None for
            .docx and .epub, which aren't text: there, offsets count within `text`.
        line: the line that `text` begins on, from 1; None where `offset` is.
        file: the path of the file, as it was given.
    """

    id: str
    title: str
    text: str
    offset: int | None = None
    line: int | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A manuscript: `problems` says what could not be read as it stands; `language` is an ISO 639-1 code."""

    title: str
    file: str
    sections: tuple[Section, ...]
    problems: tuple[str, ...]
    language: str


class Piece(NamedTuple):
    """A part of a text, from `start` to `end` in characters; it may be blank, or have blank lines around it."""

    title: str
    start: int
    end: int


@dataclass
class Draft:
    """What the reader of a format found.

    Attributes:
        is_file: whether `text` is the file's own, so that offsets mean something.
        apart: what is in the file and not in `text`: a table of contents that the format itself marks.
    """

    title: str
    text: str
    pieces: Sequence[Piece]
    is_file: bool = True
    problems: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)


def manuscript_of(draft: Draft, file: str) -> Manuscript:
    """Return the manuscript; pieces without a text are left out."""
    sections = tuple(_sections(draft, file))
    return Manuscript(draft.title, file, sections, tuple(draft.problems), _language(sections))


def _sections(draft: Draft, file: str) -> Iterator[Section]:
    number, line, counted = 0, 1, 0
    for piece in draft.pieces:
        found = draft.text[piece.start : piece.end]
        text = found.strip()
        if not text:
            continue
        number += 1
        start = piece.start + len(found) - len(found.lstrip())
        line += draft.text.count("\n", counted, start)
        counted = start
        offset, first = (start, line) if draft.is_file else (None, None)
        yield Section(f"{number:04d}", piece.title[:_LONGEST_TITLE], text, offset, first, file)


def _language(sections: Sequence[Section]) -> str:
    """Return the language of a sample out of the middle: at the ends stand titles, notes and licences."""
    left = sum(len(section.text) for section in sections) // 2
    for section in sections:
        if left < len(section.text):
            start = min(left, max(0, len(section.text) - _SAMPLE))
            return detect_language(section.text[start : start + _SAMPLE])
        left -= len(section.text)
    return "en"
