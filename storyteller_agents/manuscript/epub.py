"""Manuscripts as electronic books: the chapters of an EPUB in the order of reading, and their scenes.

The header and the licence of Project Gutenberg are left out. There are no offsets into the file, which is an archive.
"""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

from storyteller_agents.lore.entry import Problem
from storyteller_agents.lore.sources.epub import chapters_of
from storyteller_agents.lore.sources.plain_text import book_lines
from storyteller_agents.manuscript.breaks import at_breaks
from storyteller_agents.manuscript.section import Draft, Piece

_BETWEEN = "\n\n"


def read_epub(path: Path) -> Draft:
    """Return the chapters and scenes of a book.

    Raises:
        ArtefactError: the file is no EPUB, would do harm, or is encrypted.
    """
    title, found = chapters_of(path)
    chapters, problems = [], []
    for item in found:
        if isinstance(item, Problem):
            problems.append(str(item))
        else:
            chapters.append(item)
    text = _BETWEEN.join(chapter.text for chapter in chapters)
    lines = text.split("\n")
    first, last, _ = book_lines(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    begin, end = starts[first], min(starts[last], len(text))
    pieces: list[Piece] = []
    at = 0
    for chapter in chapters:
        name = f"{chapter.within} / {chapter.title}" if chapter.within else chapter.title
        start, stop = max(at, begin), min(at + len(chapter.text), end)
        at += len(chapter.text) + len(_BETWEEN)
        if start < stop:
            pieces.append(Piece(name, start, stop))
    return Draft(title, text, list(at_breaks(text, pieces, gaps=False)), is_file=False, problems=problems)
