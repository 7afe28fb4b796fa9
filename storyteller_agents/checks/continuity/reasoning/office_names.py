"""What two full names alike need in common to be taken for one: less where they hold the same office or trade.

"The miller was a man called Peter Haddon" and "John Haddon, the miller" are the same miller; so are two inspectors
of one surname whose first names begin alike, and a lady with two patronymics. Whether the text itself tells the two
apart, as brothers or as father and son, is for the rule to find out (`reasoning/minor_names.py`).
"""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.traits.occupations import TRADES
from storyteller_agents.canon.name_places import NamePlace
from storyteller_agents.canon.names import FEMALE_TITLES, MALE_TITLES, TITLES
from storyteller_agents.canon.spelling import distance, is_near

ALIKE = 2.0
"""How many rare words two sentences need in common to tell of the same."""
NEARLY = 1.5
"""The same for names that differ in a letter or two."""
ONCE = 1.0
"""The same where the office is one, or a short surname differs in a letter."""
_OFFICES = {title.capitalize() for title in TITLES - MALE_TITLES - FEMALE_TITLES - {"saint", "st", "cousin", "agent"}}
_WHOSE = r"\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]heir|[Hh]is|[Hh]er|[Mm]y)\s(?:[a-z-]+\s){0,2}?"
_TRADE = r"(?P<trade>[a-z]+(?:-[a-z]+)?)"
_CALLED = r"(?:named|called|by the name of|whose name was|known as)"
_BEFORE = re.compile(
    rf"{_WHOSE}{_TRADE}(?:\s[a-z]+\s[A-Z][a-z]+)?(?:,?\s|['’]s name (?:was|is) )"
    rf"(?:(?:was|is)\s)?(?:(?:then\s|still\s)?(?:an?|the)\s(?:[a-z-]+\s){{1,4}})?(?:{_CALLED}\s)?(?:[Oo]ld\s)?$"
)
_AFTER = re.compile(
    r"(?:,\s|,?\s(?:who\s)?(?:was|is|had been|worked as|served as)\s)(?:then\s|still\s|once\s)?"
    rf"{_WHOSE}{_TRADE}\b(?!['’])"
)
_PATRONYMIC = re.compile(r"(?:ovich|evich|ovna|evna|ichna|inichna)$")


def trade_of(place: NamePlace) -> str:
    """Return the trade that is told with a name, before it or after it; empty where none is."""
    text = place.reading.flat
    begin = max(place.reading.sentence_at(place.start)[0], place.start - 90)
    for match in (*_BEFORE.finditer(text[begin : place.start]), _AFTER.match(text, place.end)):
        if match and match["trade"] in TRADES:
            return match["trade"]
    return ""


def needed(one: str, other: str, at: NamePlace, its: NamePlace) -> float:
    """Return how much has to be the same of two names at two places; nothing, where they tell enough themselves."""
    first, second = one.split(), other.split()
    if first[-1] != second[-1]:
        return _other_surname(first, second)
    differ = [(a, b) for a, b in zip(first, second, strict=False) if a != b] if len(first) == len(second) else []
    if len(differ) == 1 and all(_PATRONYMIC.search(word) for word in differ[0]):
        return 0.0
    if len(differ) == 1 and not {*differ[0]} & {word.capitalize() for word in TITLES}:
        office = first[0] == second[0] and first[0] in _OFFICES
        if (trade := trade_of(at)) and trade == trade_of(its):
            return 0.0
        return ALIKE if not office else 0.0 if differ[0][0][0] == differ[0][1][0] else ONCE
    return ALIKE


def _other_surname(first: list[str], second: list[str]) -> float:
    """Return the same for two names with other surnames."""
    if first[0] != second[0]:
        return NEARLY
    if first[0].lower() in TITLES:
        return NEARLY
    one, other = first[-1], second[-1]
    if len(first) == len(second) and is_near(one, other):
        return 0.0
    return ONCE if one[0] == other[0] and min(len(one), len(other)) > 2 and distance(one, other) == 1 else ALIKE
