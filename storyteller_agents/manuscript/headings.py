"""Headings that a format itself marks as such, and the pieces that they divide a text into.

A heading has a level; what stands below it is named with the headings above it. Headings that have to be guessed from
the look of a line are found elsewhere (`plain`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from storyteller_agents.manuscript.section import Piece


class Heading(NamedTuple):
    """A heading from `start` to `end` in the text; level 1 is the highest."""

    level: int
    title: str
    start: int
    end: int


def top_heading(headings: Sequence[Heading]) -> str:
    """Return the first heading where all others are below it: then it is the title of the whole, else an empty text."""
    alone = len(headings) > 1 and all(one.level > headings[0].level for one in headings[1:])
    return headings[0].title if alone else ""


def below_headings(headings: Sequence[Heading], book: Piece) -> list[Piece]:
    """Return what stands before the first heading, by the title of the book, and what stands below each of them.

    A heading that is the title of the book is not named again.
    """
    ends = [*(heading.start for heading in headings), book.end]
    pieces = [book._replace(end=ends[0])]
    above: list[Heading] = []
    for heading, end in zip(headings, ends[1:], strict=True):
        above = [one for one in above if one.level < heading.level]
        names = [*(one.title for one in above if one.title != book.title), heading.title]
        pieces.append(Piece(" / ".join(names), heading.end, end))
        above.append(heading)
    return pieces
