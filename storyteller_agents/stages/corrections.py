"""Corrections: what a proofreader would try first, one word of a passage set right by the passage that it contradicts.

Where the later passage says ``her green eyes`` and the earlier one ``her blue eyes``, the smallest repair is ``blue``.
Tried are words of one closed class at a time, numbers, colours, days, hands, kin, or a name's other spelling; whether
a correction is a repair is for the rules to say. English only; this module asks no model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from storyteller_agents.canon.extract.times.words import MONTHS, SEASONS, WEEKDAYS
from storyteller_agents.canon.kinship import KIN_WORD
from storyteller_agents.canon.numbers import CARDINAL, ORDINAL, number
from storyteller_agents.canon.spelling import is_near

MOST = 6
"""Corrections that are tried of one passage."""

_COLOURS = (
    "blue green grey gray brown black hazel amber golden violet red auburn blond blonde fair dark white silver".split()
)
_CLASSES = [
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        "|".join(_COLOURS),
        "|".join(WEEKDAYS),
        "|".join(MONTHS),
        "|".join(SEASONS),
        "left|right",
        KIN_WORD,
        CARDINAL,
        ORDINAL,
    )
]
_NAME = re.compile(r"\b[A-Z][^\W\d_]{2,}(?:-[A-Z][^\W\d_]+)?\b")
_ARTICLE = re.compile(r"\b([Aa])n?(?=\s+$)")


def corrections(passage: str, evidence: str) -> Iterator[str]:
    """Yield a passage with one word replaced by one of the same class from the passage that it disagrees with."""
    for found, word in islice(_replacements(passage, evidence), MOST):
        yield _article(passage[: found.start()], word) + word + passage[found.end() :]


def _replacements(passage: str, evidence: str) -> Iterator[tuple[re.Match[str], str]]:
    for pattern in _CLASSES:
        theirs = list(dict.fromkeys(match.group().lower() for match in pattern.finditer(evidence)))
        for match in pattern.finditer(passage):
            if match.group().lower() not in theirs:
                yield from (
                    (match, _cased(word, match.group())) for word in theirs if _same_number(match.group(), word)
                )
    names = dict.fromkeys(match.group() for match in _NAME.finditer(evidence))
    for match in _NAME.finditer(passage):
        if match.group() not in names:
            yield from ((match, name) for name in names if is_near(match.group(), name))


def _same_number(word: str, other: str) -> bool:
    """Whether a noun after one word may stand after the other as it is: not one for several, nor a plural for one."""
    one, another = number(word), number(other)
    if one is None and another is None:
        return word.lower().endswith("s") == other.endswith("s")
    return (one == 1) == (another == 1)


def _cased(word: str, like: str) -> str:
    return word[0].upper() + word[1:] if like[0].isupper() else word


def _article(before: str, word: str) -> str:
    """Return what stands before a word, with the article that goes with it."""
    return _ARTICLE.sub(rf"\g<1>{'n' if word[0].lower() in 'aeiou' else ''}", before)
