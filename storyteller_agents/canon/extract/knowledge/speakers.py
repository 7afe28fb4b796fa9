"""Who says what stands in quotation marks, where the prose beside it tells."""

from __future__ import annotations

from storyteller_agents.canon.extract.knowledge.patterns import SAID_AFTER, SAID_BEFORE
from storyteller_agents.canon.reading import Reading


def speaker(reading: Reading, start: int, end: int) -> str | None:
    """Return who says what stands in quotation marks between two offsets, or None where the prose does not tell."""
    after = SAID_AFTER.match(reading.narration, end, end + 80)
    before = SAID_BEFORE.search(reading.narration, max(0, start - 90), start)
    for match, group in ((after, "who"), (after, "who2"), (before, "who")):
        if match is not None and match[group]:
            return reading.who(match, group)
    return None
