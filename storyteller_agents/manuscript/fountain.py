"""Screenplays in Fountain: a section for each scene heading and for each section heading (``# Act One``).

Format: Fountain 1.1 (fountain.io/syntax). The title page is no part of the story. Notes, synopses and what stands in the
boneyard stay in the text as they are, but no heading counts that stands within a note or in the boneyard. What is said
and what is done in a scene is not told apart here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from storyteller_agents.lore.clean import clean_line
from storyteller_agents.manuscript.breaks import lines_of
from storyteller_agents.manuscript.section import Draft, Piece

_SCENE = re.compile(r"(?:INT\.?/EXT|EXT\.?/INT|I\.?/E|INT|EXT|EST)[. ]\s*\S.*", re.I)
_FORCED = re.compile(r"\.\s?[^\s.].*")
_NUMBER = re.compile(r"\s*#[^#\n]{1,40}#\s*$")
_KEY = re.compile(r"([^\W\d_][\w /]{0,40}):[ \t]*(.*)")
_KEYS = frozenset(
    {"title", "credit", "author", "authors", "source", "notes", "draft date", "date", "contact", "copyright"}
)
_LONGEST_HEADING = 300
_LONGEST_PAGE = 100


def read_fountain(text: str, path: Path) -> Draft:
    """Return the scenes of a screenplay; the heading is a scene's title, not part of its text."""
    title, begin = _title_page(text)
    title = title or path.stem
    pieces = [Piece(title, begin, len(text))]
    for start, end, name in _headings(text, begin):
        pieces[-1] = pieces[-1]._replace(end=start)
        pieces.append(Piece(name, end, len(text)))
    return Draft(title, text, pieces)


def _title_page(text: str) -> tuple[str, int]:
    """Return the title, and where the screenplay begins; ``FADE IN:`` at the beginning is no title page."""
    found: dict[str, list[str]] = {}
    values: list[str] = []
    begin = len(text) - len(text.lstrip("\n"))
    at = begin
    for number, (start, end) in enumerate(lines_of(text, [Piece("", begin, len(text))])):
        line = text[start : min(end, start + _LONGEST_HEADING)]
        at = end
        if not line.strip():
            break
        if (key := _KEY.fullmatch(line.rstrip())) and (key[2] or not key[1].isupper()):
            values = found.setdefault(key[1].lower(), [key[2]])
        elif not line[0].isspace() or not found:
            if not found:
                return "", begin
            at = start
            break
        else:
            values.append(line)
        if number == _LONGEST_PAGE:
            return "", begin
    if not _KEYS.intersection(found):
        return "", begin
    title = clean_line(" ".join(found.get("title", []))).replace("*", "").replace("_", "").strip()
    return title, at


def _headings(text: str, begin: int) -> Iterator[tuple[int, int, str]]:
    """Yield where each heading begins and ends, and what it says without its scene number."""
    hidden = sorted([*_between(text, "/*", "*/"), *_between(text, "[[", "]]")])
    opens = [start for start, _ in hidden]
    closed = list(accumulate((end for _, end in hidden), max))
    above = True
    for start, end in lines_of(text, [Piece("", begin, len(text))]):
        line = text[start : min(end, start + _LONGEST_HEADING + 1)].strip()
        within = bisect_right(opens, start) - 1
        if line and len(line) <= _LONGEST_HEADING and (within < 0 or closed[within] <= start):
            if line.startswith("#") and line.strip("# "):
                yield start, end, clean_line(line.strip("# "))
            elif above and (_SCENE.fullmatch(line) or _FORCED.fullmatch(line)):
                yield start, end, clean_line(_NUMBER.sub("", line).removeprefix("."))
        above = not line or line.startswith("#") or line.endswith(("*/", "]]"))


def _between(text: str, opens: str, closes: str) -> Iterator[tuple[int, int]]:
    """Yield what stands between two signs; what is never closed is text."""
    start = text.find(opens)
    while start >= 0:
        end = text.find(closes, start + len(opens))
        if end < 0:
            return
        yield start, end + len(closes)
        start = text.find(opens, end + len(closes))
