"""The chapters of a book, whatever file they come from, as entries: what the readers of books share.

A chapter that is too long for a search to point into is divided at the ends of paragraphs. Files are bounded, and bytes
are decoded by what the file says of itself where nothing else fits. Where a chapter begins is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.entry import LoreEntry, Problem, Source, read_entry, slug
from storyteller_agents.lore.sources.documents import decode

Found = Iterator[LoreEntry | Problem]

MOST_WORDS = 1_500
"""The length of a part of a chapter; a character of Chinese or Japanese counts as a word."""
MOST_BYTES = 256 * 2**20
"""The largest file, and the most that is unpacked of one book."""

_LONGEST_TITLE = 300

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(rf"[{_HAN}]|[^\W{_HAN}]+")
"""A word, or one character of Chinese or Japanese."""
_PART_ENDS = (
    re.compile(r"\n[ \t]*\n\s*"),
    re.compile(r"(?<=[.!?…。！？\"'”’」』])\n"),
    re.compile(r"[.!?…。！？]+[\"'”’」』)]*\s*"),
    re.compile(r"\s+"),
)
_ENCODINGS = re.compile(
    r"iso-?8859-\d{1,2}|latin-?1|windows-125\d|cp125\d|gb2312|gbk|gb18030|big5|shift_jis|euc-jp|euc-kr|koi8-r", re.I
)


class Chapter(NamedTuple):
    """A chapter as it was found: `line` is where its text begins, in a text file; `within` is the part it stands in."""

    title: str
    text: str
    within: str = ""
    line: int = 0
    node: str | None = None


def entries(chapter: Chapter, number: int, path: Path, extra: Mapping[str, Any], more: Mapping[str, Any]) -> Found:
    """Yield the entry of a chapter, or one for each part of it; the first one has `more` as well."""
    parts = list(parts_of(chapter.text))
    for part, (start, end) in enumerate(parts, start=1):
        line = chapter.line + chapter.text.count("\n", 0, start) if chapter.line else None
        data: dict[str, Any] = {"title": chapter.title[:_LONGEST_TITLE], "text": chapter.text[start:end], **extra}
        data |= more if part == 1 else {}
        name = f"{slug(path.stem)[:150]}-{number}"
        if chapter.within:
            data["within"] = chapter.within
        if len(parts) > 1:
            name = f"{name}-part-{part}"
            data |= {"title": f"{data['title']} ({part} of {len(parts)})", "part": part, "parts": len(parts)}
        yield from read_entry({"id": name, **data}, Source(file=path.name, line=line, node=chapter.node), name=name)


def parts_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the parts of a text begin and end: as few as possible, of about the same length.

    They end where paragraphs do, if none is too long by itself; together they are the text.
    """
    pieces = list(_pieces(text, 0, len(text), 0))
    left = sum(words for _, _, words in pieces)
    goal = _share(left)
    start, have = 0, 0
    for begin, _, words in pieces:
        if have and (have + words > MOST_WORDS or have >= goal):
            yield start, begin
            left -= have
            start, have, goal = begin, 0, _share(left)
        have += words
    yield start, len(text)


def _share(words: int) -> int:
    """Return the length of a part, if so many words are divided into as few as possible."""
    return ceil(words / max(1, ceil(words / MOST_WORDS)))


def _pieces(text: str, start: int, end: int, level: int) -> Iterator[tuple[int, int, int]]:
    """Yield the paragraphs, and the sentences of those that are too long by themselves, with their words."""
    words = sum(1 for _ in WORD.finditer(text, start, end))
    if words <= MOST_WORDS and (level or words == 0):
        yield start, end, words
    elif level < len(_PART_ENDS):
        for match in _PART_ENDS[level].finditer(text, start, end):
            yield from _pieces(text, start, match.end(), level + 1)
            start = match.end()
        if start < end:
            yield from _pieces(text, start, end, level + 1)
    else:
        for begin in range(start, end, MOST_WORDS):
            yield begin, min(end, begin + MOST_WORDS), min(end - begin, MOST_WORDS)


def decoded(data: bytes, declared: re.Match[bytes] | None) -> str:
    """Decode bytes as `decode` does; where that fails, by the encoding that the file itself names.

    Raises:
        ArtefactError: they are not text in either of them.
    """
    try:
        return decode(data)
    except ArtefactError:
        name = declared[1].decode("ascii", "replace") if declared else ""
        if not _ENCODINGS.fullmatch(name):
            raise
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError) as error:
        raise ArtefactError(f"not {name} text, as the file says it is ({error}). Save it as UTF-8.") from error


def bytes_of(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        ArtefactError: it is larger than `MOST_BYTES`, or can't be read.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ArtefactError(f"{path}: {size >> 20} MiB; allowed: at most {MOST_BYTES >> 20}.")
        return path.read_bytes()
    except OSError as error:
        raise ArtefactError(f"{path}: can't be read ({error.strerror or error}).") from error
