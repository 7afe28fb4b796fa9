"""Which lines of a plain text are the headings of its chapters.

Of the families of lines that may be headings the one is taken that divides the text best; a table of contents, stray
numbers and signatures are none. What a single line looks like is told by `heading_lines`; not for markup, which says
itself what its headings are.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from storyteller_agents.lore.sources.chapters import WORD
from storyteller_agents.lore.sources.heading_lines import SENTENCE_END, Heading, candidates


def find_headings(lines: list[str], first: int, last: int) -> list[Heading]:
    """Return the headings of the family that divides the text best, with prologues, parts and the like."""
    found = list(candidates(lines, first, last))
    common = [heading for heading in found if heading.style in {"special", "part", "contents"}]
    families = {heading.style for heading in found} - {"special", "part", "contents", "caps"}
    ranked: list[tuple[tuple[bool, bool, int], list[Heading]]] = []
    for style in sorted(families):
        kept = _divide(lines, last, [*common, *_in_order([heading for heading in found if heading.style == style])])
        own = [heading for heading in kept if heading.style == style]
        if own and _covers(lines, first, last, kept, own):
            counts_on = sum(heading.number == 1 for heading in own) == 1
            ranked.append(((style == "chapter", counts_on, len(own)), kept))
    if ranked:
        return max(ranked, key=lambda item: item[0])[1]
    parts = _divide(lines, last, common)
    if sum(heading.style == "part" for heading in parts) > 1:
        return parts
    caps = _without_title(lines, _divide(lines, last, [*common, *_widest_caps(found)]))
    if len(caps) > 1 or any(heading.style != "caps" for heading in caps):
        return caps
    return [heading for heading in _divide(lines, last, found) if heading.style in {"chapter", "special"}]


def _in_order(headings: list[Heading]) -> list[Heading]:
    """Return the numbered headings that follow each other, so that a stray ``I`` or ``C.`` is none."""
    if not headings or headings[0].style == "chapter":
        return headings
    kept: list[Heading] = []
    last = 0
    for heading in headings:
        if last < heading.number <= last + 2 or (heading.number == 1 and last > 1):
            kept.append(heading)
            last = heading.number
    return kept


def _widest_caps(headings: Iterable[Heading]) -> list[Heading]:
    """Return the capitals with the most room above: signatures, and headings inside of a chapter, have less."""
    caps = [heading for heading in headings if heading.style == "caps" and heading.gaps[0] >= heading.gaps[1]]
    room = median(min(heading.gaps[0], 4) for heading in caps) - 1 if caps else 0
    return [heading for heading in caps if heading.gaps[0] >= max(1, room)]


def _divide(lines: list[str], last: int, headings: list[Heading]) -> list[Heading]:
    """Return the headings in order, without those of a table of contents: they have no prose, and come again."""
    ordered = sorted({heading.line: heading for heading in headings}.values(), key=lambda heading: heading.line)
    kept: list[Heading] = []
    dropped = False
    times: dict[tuple[str, str], int] = {}
    for heading in ordered:
        times[heading.style, heading.key] = times.get((heading.style, heading.key), 0) + 1
    for heading, end in zip(ordered, [*(heading.line for heading in ordered), last][1:], strict=True):
        times[heading.style, heading.key] -= 1
        again = times[heading.style, heading.key] > 0
        dropped = again and (dropped or not _is_prose(lines, heading.end, end))
        if not dropped:
            kept.append(heading)
    return kept


def _covers(lines: list[str], first: int, last: int, kept: list[Heading], own: list[Heading]) -> bool:
    """Whether headings of one family divide the whole text, and not just one part of it or a list in it."""
    ends = {heading.line: end for heading, end in zip(kept, [*(other.line for other in kept[1:]), last], strict=True)}
    sizes = [sum(map(len, lines[heading.end : ends[heading.line]])) for heading in own]
    total = sum(map(len, lines[first:last]))
    if own[0].style != "chapter" and (len(own) < 2 or sum(size > 0 for size in sizes) * 2 < len(own)):
        return False
    begin = next(heading.line for heading in kept if heading.style != "contents")
    before = sum(map(len, lines[first:begin]))
    return total < 5_000 or (before <= total * 0.3 and max(sizes) <= total * max(0.6, 1.6 / len(own)))


def _is_prose(lines: list[str], first: int, last: int) -> bool:
    """Whether there is a paragraph that ends as a sentence does."""
    words = 0
    for at in range(first, last):
        line = lines[at].strip()
        words = words + sum(1 for _ in WORD.finditer(line)) if line else 0
        ends = at + 1 == last or not lines[at + 1].strip()
        if words > 1 and ends and SENTENCE_END.search(line[-20:]):
            return True
    return False


def _without_title(lines: list[str], headings: list[Heading]) -> list[Heading]:
    """Return the headings without the first ones that have no sentence below them: the book's title, and the like."""
    while len(headings) > 1 and headings[0].style == "caps":
        if _is_prose(lines, headings[0].end, headings[1].line):
            break
        headings = headings[1:]
    return headings
