"""Manuscripts as plain text: chapters by their headings, scenes by their breaks.

The header and the licence of Project Gutenberg, the title page and a table of contents are no part of the story; prose
that stands before the first heading is. A text without headings stays whole unless it is too long for one scene.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.sources.chapters import WORD
from storyteller_agents.lore.sources.heading_lines import SENTENCE_END
from storyteller_agents.lore.sources.plain_text import book_lines, divided
from storyteller_agents.manuscript.breaks import at_breaks, is_long
from storyteller_agents.manuscript.section import Draft, Piece

_TITLE = re.compile(r"title:[ \t]*(\S.{0,200})", re.I)
_CREDIT = re.compile(
    r"[\[(]?(?:(?:this )?(?:e-?text|e-?book)|produced by|prepared by|transcriber|first published)", re.I
)
_PROSE = 25
"""The words of a paragraph that is no line of a title page."""


def read_plain(text: str, path: Path) -> Draft:
    """Return the chapters and scenes of a text."""
    lines = text.split("\n")
    first, last, header = book_lines(lines)
    named = next((match for line in lines[:5] if (match := _TITLE.fullmatch(line.strip()))), None)
    title = clean_line(header.get("Title", "") or (named[1] if named else "") or path.stem)
    pieces = chapter_pieces(text, lines, (first, last), title)
    if len(pieces) == 1 and pieces[0].title == title and not is_long(text[pieces[0].start : pieces[0].end]):
        return Draft(title, text, pieces)
    return Draft(title, text, list(at_breaks(text, pieces)))


def chapter_pieces(text: str, lines: list[str], book: tuple[int, int], title: str) -> list[Piece]:
    """Return the chapters of the lines that the book is, and before them the prose that stands before the first one.

    Args:
        text: what `lines` are the lines of.
        book: the first line of the book, from 0, and the one behind its last.
        title: what a text without headings, and what stands before the first of them, is called.
    """
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    pieces: list[Piece] = []
    for chapter in divided(lines, *book, title)[1]:
        start, body = starts[chapter.line - 1], chapter.text
        if not text.startswith(body, start):  # headings without a text at the end of the book are added to the last one
            body = body.rpartition("\n\n")[0]
        name = f"{chapter.within} / {chapter.title}" if chapter.within else chapter.title
        pieces.append(Piece(name, start, start + len(body)))
    front = _prose(lines, book[0], text.count("\n", 0, pieces[0].start))
    return [Piece(title, starts[front[0]], starts[front[1]]), *pieces] if front else pieces


def _prose(lines: Sequence[str], first: int, last: int) -> tuple[int, int] | None:
    """Return the lines from the first paragraph of prose to the last one, if there is any."""
    found: list[int] = []
    at = first
    while at < last:
        end = at
        while end < last and lines[end].strip():
            end += 1
        words = sum(1 for line in lines[at:end] for _ in WORD.finditer(line))
        if (
            words >= _PROSE
            and SENTENCE_END.search(lines[end - 1].rstrip()[-20:])
            and not _CREDIT.match(lines[at].strip())
        ):
            found += [at, end]
        at = max(end, at + 1)
    return (found[0], found[-1]) if found else None
