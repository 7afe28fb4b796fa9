"""The emotional arc as it is found in the prose: the mean valence of the rated words of each scene.

Valence comes from the lexicon of VADER (`valence.tsv`, with its licence): C.J. Hutto and Eric Gilbert, "VADER: A
Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text", ICWSM 2014; MIT licence. Only the lexicon
is used, not VADER's rules for negation and emphasis; means of rated words over a window are how Andrew Reagan and
others drew arcs of novels ("The emotional arcs of stories are dominated by six basic shapes", EPJ Data Science 2016).

It tells bright scenes from dark ones in English. It knows nothing of irony, and no other language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import sqrt

from storyteller_agents.language import base_language

MEASURE = "mean valence of the words in VADER's lexicon, from -4 to 4"
LEAST_WORDS = 5
"""A scene with fewer rated words has no valence: a single word would decide it."""
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")


@cache
def lexicon() -> dict[str, float]:
    """Return the rated words in small letters with their mean ratings, from -4 to 4."""
    lines = files(__package__).joinpath("valence.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: float(value) for word, value in rows}


def can_measure(language: str) -> bool:
    """Whether there is a lexicon for a language."""
    return base_language(language) == "en"


def valence(text: str) -> float | None:
    """Return the mean rating of a text's rated words, from -4 to 4; None where fewer than `LEAST_WORDS` are rated."""
    rated = lexicon()
    found = [rated[word] for word in _WORD.findall(text.lower().replace("’", "'")) if word in rated]
    return sum(found) / len(found) if len(found) >= LEAST_WORDS else None


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return Pearson's r; None for fewer than three pairs, or where one side never changes."""
    if len(pairs) < 3:
        return None
    left = sum(a for a, _ in pairs) / len(pairs)
    right = sum(b for _, b in pairs) / len(pairs)
    spread = sqrt(sum((a - left) ** 2 for a, _ in pairs) * sum((b - right) ** 2 for _, b in pairs))
    return sum((a - left) * (b - right) for a, b in pairs) / spread if spread > 1e-12 else None
