"""Scene breaks: the lines between two scenes of a chapter that stand for time gone by.

A break is a line of one sign alone (``***``, ``* * *``, ``#``, ``---``), or else three blank lines, where a text has none
of those lines and such gaps are rare in it. Not for headings, which every format has its own of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from storyteller_agents.lore.sources.chapters import WORD
from storyteller_agents.manuscript.section import Piece

_ALONE = frozenset("*#⁂§•※◆◇■□●○☆★❦❧✻✽")
_REPEATED = frozenset("-–—_~=")
_MOST_SIGNS = 80
_LONG = 3_000
_GAP = re.compile(r"\n[^\S\n]*\n\s*")
_WIDE = 4
_MOST_WIDE = 0.1
_SHORTEST = 150
"""The characters that stand below a gap between scenes; fewer are a signature, a motto or the end."""


def is_break(line: str) -> bool:
    """Whether a line is a scene break by itself: one sign of its own, or three and more of a common one."""
    signs = line.split()
    if not signs or len(signs[0]) > _MOST_SIGNS or len(signs) > _MOST_SIGNS:
        return False
    together = "".join(signs)
    if together.strip(together[0]):
        return False
    return together[0] in _ALONE or (together[0] in _REPEATED and len(together) > 2)


def is_long(text: str) -> bool:
    """Whether a text is too long for one scene, of about 3,000 words; a Chinese character counts as a word."""
    return next(islice(WORD.finditer(text), _LONG, None), None) is not None


def at_breaks(text: str, pieces: Iterable[Piece], *, gaps: bool = True) -> Iterator[Piece]:
    """Yield the pieces divided at their scene breaks; with `gaps`, at three blank lines too if there are no others."""
    pieces = list(pieces)
    marks = [(start, end) for start, end in lines_of(text, pieces) if is_break(text[start:end])]
    if gaps and not marks:
        marks = _wide_gaps(text, pieces)
    at = 0
    for piece in pieces:
        begin = piece.start
        while at < len(marks) and marks[at][0] < piece.end:
            if marks[at][0] >= begin:
                yield Piece(piece.title, begin, marks[at][0])
                begin = marks[at][1]
            at += 1
        yield Piece(piece.title, begin, piece.end)


def lines_of(text: str, pieces: Iterable[Piece]) -> Iterator[tuple[int, int]]:
    """Yield where each line of some pieces begins and ends, without the line end."""
    for piece in pieces:
        at = piece.start
        while at < piece.end:
            end = text.find("\n", at, piece.end)
            end = piece.end if end < 0 else end
            yield at, end
            at = end + 1


def _wide_gaps(text: str, pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Return the gaps of three blank lines and more; none where these are the rule between paragraphs."""
    number, wide = 0, []
    for piece in pieces:
        found = [gap.span() for gap in _GAP.finditer(text, piece.start, piece.end)]
        own = [(start, end) for start, end in found if text.count("\n", start, end) >= _WIDE]
        nexts = [*(start for start, _ in own[1:]), piece.end]
        wide += [gap for gap, then in zip(own, nexts, strict=False) if then - gap[1] >= _SHORTEST]
        number += len(found)
    return wide if len(wide) <= _MOST_WIDE * number else []
