"""Books as plain text: which lines are the book, and the chapters that its headings divide it into.

Format: plain text in any encoding, and Project Gutenberg's, whose header and licence are no part of the book. A text
without headings is one chapter. Not for manuscripts of the project itself, which are books already.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

from storyteller_agents.lore.clean import clean_line, clean_text
from storyteller_agents.lore.entry import Problem, Source
from storyteller_agents.lore.sources.chapters import Chapter, Found, bytes_of, decoded, entries
from storyteller_agents.lore.sources.headings import find_headings
from storyteller_agents.lore.sources.source import LoreReader

_START = re.compile(r"\s*\*{3}\s*START OF (?:THE |THIS )?PROJECT GUTENBERG E-?(?:BOOK|TEXT)", re.I)
_SMALL_PRINT = re.compile(r".{0,40}\*END[ *]{0,4}THE SMALL PRINT", re.I)
_END = re.compile(r"\s*\*{3}\s*END OF (?:THE |THIS )?PROJECT GUTENBERG", re.I)
_END_WORDS = re.compile(r"\s*End of (?:the |this )?Project Gutenberg\b", re.I)
_HEADER = re.compile(r"([A-Z][A-Za-z /-]{2,40}):[ \t]+(\S.*)")
DECLARED = re.compile(rb"Character set encoding:\s*([\w-]+)")
"""Where the header of Project Gutenberg names the encoding."""


class TextFile(LoreReader):
    """A plain text."""

    kind: ClassVar[str] = "text"
    generic: ClassVar[bool] = True

    def matches(self, path: Path) -> bool:
        """A ``.txt`` file that begins as text does, in whatever encoding."""
        if path.suffix.lower() != ".txt":
            return False
        with path.open("rb") as file:
            head = file.read(2048)
        is_wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:4].count(0) > 1
        return is_wide or not re.search(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]", head)

    def read(self, path: Path) -> Found:
        """Yield the chapters, or the whole text. What stands before the first of them is in its `extra`."""
        data = bytes_of(path)
        lines = clean_text(decoded(data, DECLARED.search(data, 0, 20_000))).split("\n")
        first, last, header = book_lines(lines)
        if not any(line.strip() for line in lines[first:last]):
            yield Problem(Source(file=path.name), "the file holds no text")
            return
        book = clean_line(header.pop("Title", "") or path.stem)
        extra: dict[str, Any] = {"book": book}
        extra |= {key.lower(): header.pop(key) for key in ("Author", "Language") if key in header}
        front, chapters = divided(lines, first, last, book)
        more: dict[str, Any] = {"front": front} if front else {}
        more |= {"gutenberg": header} if header else {}
        for number, chapter in enumerate(chapters, start=1):
            yield from entries(chapter, number, path, extra, more if number == 1 else {})


def book_lines(lines: list[str]) -> tuple[int, int, dict[str, Any]]:
    """Return where the book begins and ends in a text of Project Gutenberg, and what its header says."""
    first, last = 0, len(lines)
    header: dict[str, Any] = {}
    start = next((at for at, line in enumerate(lines) if _START.match(line) or _SMALL_PRINT.match(line)), None)
    if start is not None:
        name = ""
        for line in lines[:start]:
            match = _HEADER.fullmatch(line.strip())
            if match and not line.startswith((" ", "\t")):
                name = match[1]
                header.setdefault(name, clean_line(match[2]))
            elif name and line.startswith((" ", "\t")) and line.strip():
                header[name] = clean_line(f"{header[name]} {line}")
            else:
                name = ""
        first = start + 1
        while first < min(last, start + 5) and not lines[first - 1].rstrip().endswith("*") and lines[first].strip():
            first += 1
    end = next((at for at in range(first, last) if _END.match(lines[at])), None)
    if end is None and start is not None:
        end = next((at for at in range(last - 1, first, -1) if _END_WORDS.match(lines[at])), None)
    if end is not None:
        last = end
        tail = next((at for at in range(last - 1, max(first, last - 8), -1) if _END_WORDS.match(lines[at])), None)
        last = last if tail is None else tail
    return first, last, header


def divided(lines: list[str], first: int, last: int, book: str) -> tuple[str, list[Chapter]]:
    """Return what stands before the first chapter, and the chapters; those without a text are parts of the book."""
    headings = find_headings(lines, first, last)
    begins = [heading.line for heading in headings]
    front = [_block(lines, first, begins[0])[0]] if headings else []
    chapters: list[Chapter] = []
    part, before = "", ""
    for heading, end in zip(headings, [*begins, last][1:] if begins else [], strict=True):
        text, line = _block(lines, heading.end, end)
        if heading.style == "contents":
            front.append(f"{heading.title}\n\n{text}")
        elif not text:
            before = f"{before} / {heading.title}" if before else heading.title
            part = before if heading.style == "part" else part
        else:
            part = heading.title if heading.style == "part" else part
            within = before if heading.style == "part" else before or part
            chapters.append(Chapter(heading.title, text, within, line))
            before = ""
    if not chapters:
        text, line = _block(lines, first, last)
        return "", [Chapter(book, text, "", line)]
    if before:
        chapters[-1] = chapters[-1]._replace(text=f"{chapters[-1].text}\n\n{before}")
    return "\n\n".join(text for text in front if text), chapters


def _block(lines: list[str], first: int, last: int) -> tuple[str, int]:
    """Return the text of some lines without blank ones around it, and the line it begins on, from 1."""
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return "\n".join(lines[first:last]), first + 1
