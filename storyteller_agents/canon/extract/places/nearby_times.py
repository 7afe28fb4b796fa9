"""What the sentences beside a statement say of its time: the hour that was set before it, and how long it stayed so after.

Anchors as in `times/anchors.py`; only from sentences that say nothing else.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.times.anchors import anchors
from storyteller_agents.canon.reading import Reading

_STAYED_ON = re.compile(
    r"\s{0,2}(?:There|He|She|And there)\s(?:he |she )?(?:stayed|remained|lay|sat|was kept|was left|did not|never)\b[^.!?\n]{0,80}"
)
_SETS_TIME = re.compile(
    r"\W*(?:It (?:was|had (?:just )?(?:struck|gone))|The (?:[a-z]+ ){0,2}(?:clocks?|bells?) (?:struck|was striking|chimed|tolled|rang))\b[^.!?]{0,40}[.!]"
)


def set_before(reading: Reading, plain: str, first: int) -> list[str]:
    """Return the hour that the sentence before gives: ``The clock struck four. Anna was in the garden.``"""
    start, end = reading.sentence_at(max(0, first - 2))
    if start >= first or not _SETS_TIME.fullmatch(plain[start:end]):
        return []
    return [note for note in anchors(plain[start:end]) if note.startswith(("clock:", "part:", "date:", "weekday:"))]


def goes_on(plain: str, end: int) -> tuple[str, ...]:
    """Return what the next sentence says of how long it was so: ``He stayed there until morning.``"""
    stayed = _STAYED_ON.match(plain, end)
    return tuple(note for note in anchors(stayed[0]) if note in ("all", "until:morning")) if stayed else ()
