"""What the cells of a table say: one by one, and as the sample of a column.

A cell is any JSON-like value, or what a database or a spreadsheet has beyond that (dates, decimals); nothing here
raises on one. This module knows no entries, and reads no tables.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from typing import Any

from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.sources.vocabulary import (
    ATTRIBUTE_WORDS,
    ID_WORDS,
    NAME_WORDS,
    PROSE_WORDS,
    REFERENCE_WORDS,
    ROW_WORDS,
    TEXT_WORDS,
    UNTOLD_WORDS,
    called,
    phrase,
)

_SEPARATORS = ("\n", "|", ";", ",")
_TRUE = {"true", "yes", "y", "x", "on", "1"}
_FALSE = {"false", "no", "n", "off", "0"}
_DEEPEST = 50
_SHORT = 100
_FEW = 8


def plain(value: Any) -> str | None:
    """Return the text of a single value; None where there is none, or where it is not a single value."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    known = (str, int, float, Decimal, datetime.date, datetime.time, datetime.timedelta)
    text = str(value) if isinstance(value, known) else ""
    return text if _says(text) else None


def blank(value: Any) -> bool:
    """Whether a cell holds nothing: None or only white space; an empty list or mapping is something."""
    return value is None or (isinstance(value, str) and not _says(value))


def listed(value: Any) -> bool:
    """Whether a cell holds several values."""
    return isinstance(value, list | tuple | set | frozenset)


def whole(value: Any, depth: int = 0) -> bool:
    """Whether a cell's texts are all of it: a single value, or a list of single values, and no mapping."""
    if listed(value) and depth < _DEEPEST:
        return all(whole(item, depth + 1) for item in value)
    return value is None or plain(value) is not None or isinstance(value, str)


def named(value: Mapping[Any, Any], words: Iterable[str]) -> str | None:
    """Return the first single value of a mapping that stands under one of the words."""
    found = {phrase(str(key)): plain(item) for key, item in value.items()}
    return next((text for word in words if (text := found.get(word)) is not None), None)


def items(
    value: Any, *, words: tuple[str, ...] = (*NAME_WORDS, *ID_WORDS), split: bool = False, known: Set[str] = frozenset()
) -> list[str]:
    """Return the single values of a cell, each as one line.

    Args:
        value: the cell; of a list its items, of a mapping what it is called.
        words: the keys under which a mapping says what it is called.
        split: whether a text holds several, separated by line ends, ``|``, ``;`` or ``,`` (the first of these in it).
        known: texts that are never split, casefolded.
    """
    if split and isinstance(value, str) and clean_line(value).casefold() not in known:
        mark = next((mark for mark in _SEPARATORS if mark in value), None)
        value = value.split(mark) if mark else value
    return [line for text in _flat(value, words, 0) if (line := clean_line(text))]


def paragraphs(value: Any, depth: int = 0) -> list[str]:
    """Return the paragraphs of a cell: of a list its items, of a mapping its name and what it has of text."""
    if depth > _DEEPEST:
        return []
    if listed(value):
        return [text for item in value for text in paragraphs(item, depth + 1)]
    if isinstance(value, Mapping):
        texts = [item for key, item in value.items() if called(str(key), (*TEXT_WORDS, *PROSE_WORDS)) is not None]
        found = [text for item in texts for text in paragraphs(item, depth + 1)]
        name = named(value, NAME_WORDS)
        return [name, *found] if name and found else found
    text = plain(value)
    return [text] if text is not None else []


def flag(value: Any) -> bool | None:
    """Return whether a cell says yes or no; None if it says neither."""
    text = clean_line(plain(value) or "").casefold()
    return True if text in _TRUE else False if text in _FALSE else None


def number(value: Any) -> int | None:
    """Return a whole number from a number or a text; None for anything else."""
    text = clean_line(plain(value) or "")
    if isinstance(value, bool) or len(text) > 20:
        return None
    try:
        return int(text.removesuffix(".0"))
    except ValueError:
        return None


class Sample:
    """A column as its first rows show it.

    Attributes:
        cells: one a row, as it is.
        parts: the single values in them.
        owner: what stands before the last word of the column's name: ``item`` of ``item_name``.
        length: of an average cell's text.
        differs, varied: whether every row, or every other row, has a value of its own.
        worded, short, few, address: whether values have letters, are all short, repeat, look like a path or a URL.
    """

    def __init__(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        self.cells = [row.get(name) for row in rows]
        self.owner = phrase(name).rpartition(" ")[0]
        filled = [cell for cell in self.cells if not blank(cell)]
        texts = [text for cell in filled for text in paragraphs(cell)]
        self.parts = [part for cell in filled for part in items(cell)]
        self.length = sum(map(len, texts)) / max(1, len(filled))
        single = all(plain(cell) is not None for cell in filled)
        self.differs = single and len(set(self.parts)) == len(self.cells)
        self.varied = single and 2 * len(set(self.parts)) >= len(self.cells)
        self.worded = not filled or any(letter.isalpha() for text in (*texts, *self.parts) for letter in text)
        self.short = all(len(text) <= _SHORT for text in (*texts, *self.parts))
        self.few = len(set(self.parts)) <= max(_FEW, len(self.parts) // 2)
        self.address = 2 * sum(map(_leads, self.parts)) > len(self.parts)


def references(left: Mapping[str, Sample], names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the columns whose values are names of other rows."""
    own = [{part.casefold() for name in names for part in items(row.get(name))} for row in rows]
    known = frozenset().union(*own)
    for name, sample in left.items():
        numbers = called(name, ROW_WORDS, ending=True) is not None
        parts = [
            (part.casefold(), at)
            for at, cell in enumerate(sample.cells)
            for part in items(cell, words=REFERENCE_WORDS, split=True, known=known)
        ]
        hits = [(part, at) for part, at in parts if part in known and (numbers or not part.isdecimal())]
        if 2 * len(hits) >= len(parts) and any(part not in own[at] for part, at in hits):
            yield name


def states(name: str, sample: Sample) -> bool:
    """Whether a column's values are facts worth telling."""
    if not sample.parts or not sample.short or sample.address or called(name, UNTOLD_WORDS, ending=True) is not None:
        return False
    labels = any(listed(cell) or isinstance(cell, Mapping) for cell in sample.cells)
    return labels or sample.few or called(name, ATTRIBUTE_WORDS, ending=True) is not None


def _says(text: str) -> bool:
    return text[:1].isalnum() or bool(clean_line(text))  # the first is true of most texts, and cheap


def _leads(text: str) -> bool:
    """Whether a text looks like a path or a URL; ``1/2`` and ``12/3/1044`` do not."""
    return " " not in text and ("/" in text or "\\" in text) and any(letter.isalpha() for letter in text)


def _flat(value: Any, words: tuple[str, ...], depth: int) -> Iterator[str]:
    if listed(value) and depth < _DEEPEST:
        for item in value:
            yield from _flat(item, words, depth + 1)
        return
    text = named(value, words) if isinstance(value, Mapping) else plain(value)
    if text is not None:
        yield text
