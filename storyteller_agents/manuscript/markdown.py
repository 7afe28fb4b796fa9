"""Manuscripts in Markdown: headings of both styles divide into chapters, thematic breaks into scenes.

Headings and breaks are told as CommonMark tells them, but a line of dashes is the underline of a heading only below a
single short line that doesn't end as a sentence does: authors put it between scenes. Emphasis and links stay in the text
as they are; front matter is no part of it, and a fenced block holds no headings. A text without any heading of Markdown
is divided as plain text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from pathlib import Path
from typing import NamedTuple

from storyteller_agents.errors import ArtefactError
from storyteller_agents.files import split_front_matter
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.sources.heading_lines import SENTENCE_END
from storyteller_agents.manuscript.breaks import at_breaks
from storyteller_agents.manuscript.headings import Heading, below_headings, top_heading
from storyteller_agents.manuscript.plain import chapter_pieces
from storyteller_agents.manuscript.section import Draft, Piece

_LONGEST_FRONT = 64_000
_LONGEST_HEADING = 200
_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.*)")
_MARKED = re.compile(r"^#{1,3}[ \t]+[^\s#]", re.M)
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")
_ATTRIBUTES = re.compile(r"\{[#.][^{}]*\}$")


class _Lines(NamedTuple):
    level: int
    title: str
    line: int
    end: int


def read_markdown(text: str, path: Path) -> Draft:
    """Return the chapters and scenes of a text; a heading that has nothing but headings below is named with those."""
    front, begin, problems = _front_matter(text)
    lines = text.split("\n")
    first = text.count("\n", 0, begin)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    headings = list(_headings(lines, first))
    placed = [Heading(one.level, one.title, starts[one.line], min(starts[one.end], len(text))) for one in headings]
    title = clean_line(str(front.get("title") or "")) or top_heading(placed) or path.stem
    if placed:
        pieces = below_headings(placed, Piece(title, begin, len(text)))
    else:
        pieces = chapter_pieces(text, lines, (first, len(lines)), title)
    return Draft(title, text, list(at_breaks(text, pieces, gaps=False)), problems=problems)


def has_headings(text: str) -> bool:
    """Whether a text has more than one heading as Markdown marks it (``# One``), whatever its file is called."""
    return next(islice(_MARKED.finditer(text), 1, None), None) is not None


def _front_matter(text: str) -> tuple[dict[str, object], int, list[str]]:
    """Return the front matter and where the text begins; a line of dashes with a blank line below opens none."""
    close = text.find("\n---", 3, _LONGEST_FRONT)
    if not text.startswith("---\n") or close < 0 or not text[4 : text.find("\n", 4)].strip():
        return {}, 0, []
    try:
        front, body = split_front_matter(text, "the front matter")
    except ArtefactError as error:
        return {}, 0, [f"{error} It is read as text."]
    return dict(front), len(text) - len(body), []


def _headings(lines: Sequence[str], first: int) -> Iterator[_Lines]:
    fences = [at for at, line in enumerate(lines) if line.lstrip(" ").startswith("```")]
    fenced = {at for start, end in zip(fences[::2], fences[1::2], strict=False) for at in range(start, end + 1)}
    for at, line in enumerate(lines):
        if at < first or at in fenced or len(line) > _LONGEST_HEADING:
            continue
        if atx := _ATX.fullmatch(line):
            title = atx[2].rstrip()
            bare = title.rstrip("#")
            title = bare if bare[-1:].isspace() else title
            if title.strip("# "):
                yield _Lines(len(atx[1]), _title(title), at, at + 1)
        elif (
            (under := _UNDERLINE.fullmatch(line)) and at > first and at - 1 not in fenced and _is_heading(lines, at - 1)
        ):
            yield _Lines(1 if under[1][0] == "=" else 2, _title(lines[at - 1]), at - 1, at + 1)


def _is_heading(lines: Sequence[str], at: int) -> bool:
    """Whether a line with an underline is a heading: short, a paragraph by itself, and not the end of a sentence."""
    line = lines[at].strip()
    if not line or len(line) > _LONGEST_HEADING or line.startswith(("#", ">", "-", "*", "|")):
        return False
    alone = at == 0 or not lines[at - 1].strip()
    return alone and (lines[at + 1].lstrip().startswith("=") or not SENTENCE_END.search(line[-20:]))


def _title(text: str) -> str:
    return clean_line(_EMPHASIS.sub("", _ATTRIBUTES.sub("", text.strip())))
