"""Whether a statement about time is meant as it stands: the hedges of a passage, without what only looks like one there.

The month of May and the half of half past six are no suppositions, and what is barely so is so.
"""

from __future__ import annotations

import re
from collections.abc import Set

from storyteller_agents.canon.reading import Reading

_LOOKS_SUPPOSED = re.compile(r"\bMay\b|\bthought of\b|\b[Hh]alf[ -](?:past|an?\b)")
_NEGATED = re.compile(r"\b(?:not(?! yet)|never|no|neither|nor|nobody|none|without)\b|n['’]t\b", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"\b(?:if|unless|whether|would|could|might|may|should|shall|must|ought|perhaps|maybe|possibly|probably|suppos\w+|imagin\w+|wish\w*|hop(?:e|ed|ing)|"
    r"expect\w*|almost|nearly|about to|seem\w*|thought(?! of\b)|will|lest|wanted to|tried to|going to)\b"
)


_LONGEST = 5000


def is_readable(reading: Reading) -> bool:
    """Whether no sentence of a scene is so long that it isn't prose; every fact would quote all of it."""
    return all(end - start <= _LONGEST for start, end in reading.sentences)


def unmeant(reading: Reading, span: tuple[int, int], excuses: Set[str]) -> bool:
    """Whether a passage stands under one of these hedges."""
    found: Set[str] = reading.hedges(*span) & excuses
    before = reading.masked[max(reading.sentence_at(span[0])[0], span[0] - 60) : span[1]]
    if "supposed" in found and _LOOKS_SUPPOSED.search(before) and not _SUPPOSED.search(before):
        found = found - {"supposed"}
    if "negated" in found and not _NEGATED.search(before):
        found = found - {"negated"}
    return bool(found)


_REMEMBERED = re.compile(
    r"\b(?:remember\w*|recall\w*|recollect\w*|memor(?:y|ies)|ago|earlier|used to|in (?:his|her|my|their) (?:youth|childhood)|as a (?:boy|girl|child)|"
    r"in those days|last (?:year|summer|winter|spring|autumn|month|week|night)|that (?:other|first) (?:night|time|day)|once)\b",
    re.IGNORECASE,
)
_HAD = re.compile(
    r"\bhad\s(?!(?:(?:just|now|already|all|begun|scarcely|hardly|barely)\s)*(?:struck|gone|turned|come|fallen|passed|elapsed|set|risen|begun|been (?:lit|rung|laid)|run|sunk|broken)\b)"
)
_CLAUSE_END = re.compile(r"[,;:—]|\b(?:and|but|when|while|as|before|that|which|where)\b")


def is_remembered(reading: Reading, span: tuple[int, int]) -> bool:
    """Whether the clause that a passage stands in tells what was before, or the sentence says that somebody remembers it.

    Unlike the hedge, this takes a past perfect in another clause ("supper was over, and Anna had gone up") for none.
    """
    first, last = reading.sentence_at(span[0])
    if _REMEMBERED.search(reading.narration, first, last):
        return True
    clause = max((match.end() for match in _CLAUSE_END.finditer(reading.narration, first, span[0])), default=first)
    return _HAD.search(reading.narration, clause, span[1]) is not None


def narrated(reading: Reading) -> str:
    """Return the text with speech blanked out and names as they are: Summer and Dusk look like names where they open a sentence."""
    if not reading.quotations:
        return reading.flat
    parts, at = [], 0
    for start, end in reading.quotations:
        parts += [reading.flat[at:start], "\ue000" * (end - start)]
        at = end
    return "".join([*parts, reading.flat[at:]])


ANY: frozenset[str] = frozenset({"supposed", "question", "figurative", "dream", "habit", "told"})
"""What makes a statement about time no evidence; a memory may still be exact, and is dealt with where it matters."""
