"""Which sentences hold one of a few words: what lets a dozen slow patterns read a tenth of a text instead of all of it.

The words are plain strings, found with `str.find`, which costs next to nothing; a pattern is then run on the sentences
found. A word may match within another one; that only costs time. Not for patterns that reach over the end of a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from storyteller_agents.canon.reading import Reading

Spans = list[tuple[int, int]]


def sentences_with(reading: Reading, text: str, words: Iterable[str]) -> Spans:
    """Return the offsets of the sentences of a text in which one of these words stands, in order; the first letter in any case."""
    sentences = reading.sentences
    starts = [start for start, _ in sentences]
    found: set[int] = set()
    for word in {form for one in words for form in (one, one[:1].upper() + one[1:])}:
        at = text.find(word)
        while at >= 0:
            place = bisect_right(starts, at) - 1
            if place < 0:
                at = text.find(word, at + 1)
                continue
            found.add(place)
            at = text.find(word, max(sentences[place][1], at + 1))
    return [sentences[place] for place in sorted(found)]


def matches(pattern: re.Pattern[str], text: str, spans: Spans) -> Iterator[re.Match[str]]:
    """Yield where a pattern matches within these sentences; what stands before them can be looked back at."""
    for start, end in spans:
        yield from pattern.finditer(text, start, end)


def within(spans: Spans, others: Spans) -> Spans:
    """Return which of these sentences are also among the others."""
    known = set(others)
    return [span for span in spans if span in known]
