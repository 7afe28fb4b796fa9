"""Whom a pronoun means: the only one whom it can mean, and nobody where there are two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from storyteller_agents.canon.entity import Gender

if TYPE_CHECKING:
    from storyteller_agents.canon.reading import Reading

_RIVALS = {
    "m": re.compile(
        r"\b(?:man|boy|king|prince|father|brother|son|uncle|husband|lad|fellow|gentleman|lord|sir|master|grandfather|nephew"
        r"|stranger|soldier|doctor|captain|priest|servant|guard|driver|porter|officer|visitor|sailor|thief|old one)\b"
    ),
    "f": re.compile(
        r"\b(?:woman|girl|queen|princess|mother|sister|daughter|aunt|wife|lady|maid|mistress|grandmother|niece|stranger"
        r"|witch|nurse|doctor|servant|housekeeper|visitor|lass|nun|widow)\b"
    ),
}
REACH = 320
"""How far back, in characters, somebody may have been named last for a pronoun to mean him."""


def antecedent(reading: Reading, offset: int, gender: Gender) -> str | None:
    """Return the only one whom a pronoun can mean, going back sentence by sentence; None as soon as there are two."""
    floor = max(reading.narration.rfind("\n\n", 0, offset), 0)
    if not reading.narration[floor:offset].strip():
        return None
    floor = max(floor, offset - REACH)
    start = max(floor, reading.sentence_at(offset)[0])
    end = offset
    while True:
        people = {}
        for mention in reading.named_between(start, end):
            spoken = reading.is_spoken(mention.start)
            if not spoken and mention.entity.kind != "place" and mention.entity.gender in (gender, ""):
                people[mention.entity.name] = mention
        if len(people) > 1:
            return None
        rival = _RIVALS[gender].search(reading.narration, start, end)
        if people:
            name, mention = next(iter(people.items()))
            if rival and rival.start() > mention.end + 2:
                return None
            return name if mention.entity.kind == "person" else None
        if rival or start <= floor:
            return None
        end, start = start, max(floor, reading.sentence_at(max(floor, start - 2))[0])
        if start >= end:
            return None
