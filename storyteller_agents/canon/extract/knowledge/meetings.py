"""Who meets whom, and whether for the first time: facts `meets`, for `knowledge/`.

The first note is ``first`` where the prose says that the two had not met until then, else ``known``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.knowledge.patterns import ACQUAINTED, END, FIRST_MET, FOR_FIRST, UNSURE
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

_MEETINGS = ("", "2", "3", "4", "5", "6")
_LONGEST = 2000
_RECALLED = re.compile(
    r"\b(?:when|since|where|as if|as though|the (?:day|night|morning|hour)|remember\w*|ago|if)\b", re.I
)


def find_meetings(reading: Reading) -> Iterator[Fact]:
    """Yield who meets whom, but not from what is too long for a sentence."""
    for fact in (*_first_met(reading), *_acquainted(reading)):
        if fact.span[1] - fact.span[0] <= _LONGEST:
            yield fact


def _first_met(reading: Reading) -> Iterator[Fact]:
    for match in reading.find(FIRST_MET):
        number = next(n for n in _MEETINGS if match["who" + n])
        who, whom = reading.who(match, "who" + number), reading.who(match, "whom" + number)
        if not who or not whom or who == whom:
            continue
        tail = re.sub(
            r"^(?:finally |at last |first |then )?(?:met|were introduced|were strangers|had never (?:before )?(?:met|spoken|seen each other)|had not met)",
            "",
            match["tail" + number],
        )
        if not (number in ("2", "5") or FOR_FIRST.search(match[0])) or not END.match(tail):
            continue
        if _RECALLED.search(
            reading.narration, reading.sentence_at(match.start())[0], match.start() + 1
        ) or UNSURE.search(match[0]):
            continue
        if not reading.hedges(*match.span()) & {"dream", "question"}:
            yield fact_at(reading, match.span(), who, "meets", "met", about=whom, notes=("first",))


def _acquainted(reading: Reading) -> Iterator[Fact]:
    for match in reading.find(ACQUAINTED):
        who, whom = reading.who(match), reading.who(match, "whom0") or reading.who(match, "whom")
        if not who or not whom or who == whom:
            continue
        if not reading.hedges(*match.span()) & {"negated", "supposed", "dream", "question", "figurative"}:
            yield fact_at(reading, match.span(), who, "meets", "met", about=whom, notes=("known",))
