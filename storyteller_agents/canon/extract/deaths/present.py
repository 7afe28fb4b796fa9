"""Deaths told in the present tense, as screenplays and many novels tell: "Tom dies."

Only in scenes that are told in the present tense; elsewhere it is a summary, a rule or a fear, and no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.narration.telling import Telling
from storyteller_agents.canon.reading import PERSON, Reading

LEAST = 2
"""Clauses in the present tense that a scene needs, beside more than it has in the past."""
_HIS = r"(?:his|her)"
_DIES = re.compile(
    rf"(?P<who>{PERSON})(?:,? [a-z]+ly,?)? (?:dies|perishes|drowns|expires|bleeds to death|burns to death|"
    rf"(?:falls|drops|collapses|slumps),? (?:\w+ )?dead|is (?:shot dead|killed|murdered|hanged|beheaded|executed|strangled)|"
    rf"(?:breathes|draws|takes) {_HIS} last(?: breath)?|stops breathing|lies dead)"
    r"(?=\s*(?:[.,;:!—–-]|$)|\s(?:in|on|at|from|of|with|before|instantly|there|here|alone|and|as|while|by|under|where|quietly)\b)"
)
_NOT_NOW = re.compile(
    r"\b(?:when|whenever|until|till|before|after|once|unless|if|every|each|in case|so that|that|how|who|which|where|almost|nearly|dream\w*|imagin\w+|"
    r"fear\w*|hop\w+|pretend\w*|will|would|could|may|might|should|not|never|nobody|says?|tells?|reads?)\b",
    re.I,
)


def dying(reading: Reading) -> Iterator[re.Match[str]]:
    """Yield where somebody dies, in a scene that is told in the present tense."""
    text = reading.narration
    found = [match for match in _DIES.finditer(text) if not _NOT_NOW.search(_clause_before(reading, match))]
    if found and _is_present(reading):
        yield from found


def _clause_before(reading: Reading, match: re.Match[str]) -> str:
    first, _ = reading.sentence_at(match.start())
    return re.split(r"[,;:—–]", reading.narration[max(first, match.start() - 80) : match.start()])[-1]


def _is_present(reading: Reading) -> bool:
    tenses = [clause.tense for clause in Telling(reading).clauses]
    return tenses.count("present") >= max(LEAST, tenses.count("past") + 1)
