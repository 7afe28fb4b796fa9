"""How long something lasted by the years in which it began and ended: ``duration`` facts with the note ``calendar``.

``She left home in 1860 and came back in 1865`` is an absence of five years, give or take one; ``from 1901 to 1905`` a span
of what the sentence says to last. What begins and ends is one of a closed class of states, by the verbs for either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.times.durations import concerned
from storyteller_agents.canon.extract.times.hedges import ANY, unmeant
from storyteller_agents.canon.extract.times.loose_spans import narrowed, nearest_topic
from storyteller_agents.canon.extract.times.sentence_triggers import sentences_with
from storyteller_agents.canon.extract.times.words import YEAR
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PLACE, Reading

_BACK = (
    r"(?:c[ao]me|coming|was|were|got|sailed|went|been|is|rode|moved|found (?:his|her|their) way|made (?:his|her"
    r"|their) way) (?:back|home)"
    r"|return(?:ed|ing)?|reappeared|home again"
)
_STATES = (
    ("absence", r"left|leaving|went (?:away|abroad|overseas|to sea|to (?=[ᐂᐃ]))|gone away|sailed|set out|departed|emigrated|ran away|vanished|disappeared", _BACK),
    ("exile", r"banished|exiled|outlawed|driven out", rf"pardoned|recalled|{_BACK}"),
    ("prison", r"(?:to|into|in) (?:prison|jail|gaol|the dungeon)|imprisoned|jailed|gaoled|locked up|captured|taken prisoner|transported",
     r"c[ao]me out|coming out|released|discharged|freed|set free|let (?:him |her |them )?(?:go|out)|pardoned"
     r"|escaped|walked out|left"),
    ("marriage", r"married|marrying|wed|wedded", r"widow(?:ed|er)?|divorced|died|parted|buried|separated"),
    ("apprenticeship", r"apprenticed|bound|articled|indentured", r"out of (?:his|her) (?:time|indentures|articles|apprenticeship)|journeyman|served out|made (?:a )?master"),
    ("reign", r"crowned|to the throne|took the throne|the throne|king|queen", r"died|abdicated|deposed|dethroned|overthrown|killed"),
    ("service", r"enlisted|joined|took the shilling|conscripted|called up|commissioned", r"discharged|left|retired|mustered out|demobbed|demobilised|resigned|deserted"),
    ("hospital", r"(?:to|into|entered) (?:the )?(?:hospital|infirmary|sanatorium|asylum)|committed", r"discharged|let out|c[ao]me out|left|released"),
    ("engagement", r"engaged|betrothed|proposed", r"married|wed|broke(?:n)? (?:it|the engagement) off"),
    ("residence", r"moved (?:in)?to|settled|came to|took the house|took rooms", r"left|moved (?:away|out|on)|quitted|gave it up"),
    ("siege", r"besieged|siege began|laid siege", r"lifted|fell|surrendered|relieved"),
)  # fmt: skip
"""What lasts, and the words for how it begins and how it ends."""
_TURNS = [(topic, re.compile(rf"\b(?:{begin})\b"), re.compile(rf"\b(?:{end})\b")) for topic, begin, end in _STATES]
_YEAR = re.compile(rf"\b{YEAR}\b")
_FROM_TO = re.compile(
    rf"\b(?:[Ff]rom|[Bb]etween)\s(?:[A-Za-z]+\s(?:of\s)?)?(?P<first>{YEAR})\s(?:to|until|till|and|through"
    rf"|up to)\s(?:[A-Za-z]+\s(?:of\s)?)?(?P<last>{YEAR})\b"
)
_AT_PLACE = re.compile(
    rf"\b(?:lived|dwelt|resided|stayed|was|were|been)\s(?:[a-z]+\s)?(?:in|at)\s(?:the\s)?(?:{PLACE})"
)
_WENT_TO = re.compile(
    rf"\b(?:went|gone|sailed|emigrated|left|set out|departed)\s(?:away\s)?(?:to|for)\s(?:the\s)?(?:{PLACE})"
)
_AGAIN = re.compile(r"\b(?:again (?:left|went)|twice|second time|another|every)\b")
_MOST = 80


def find_year_spans(reading: Reading) -> Iterator[Fact]:
    """Yield the spans that two years bound."""
    text = reading.narration
    for first, last in sentences_with(reading, text, (" 1", " 20")):
        years = _years(text, first, last)
        if len(years) == 1:
            follower = reading.sentence_at(last + 2)
            if follower[0] >= last and len(more := _years(text, *follower)) == 1 and follower[0] - last < 3:
                years, last = years | more, follower[1]
        span = max(years, default=0) - min(years, default=0)
        if len(years) != 2 or not 0 < span <= _MOST or _AGAIN.search(text, first, last):
            continue
        topic = _topic(reading, first, last)
        if not topic or unmeant(reading, (first, last), ANY | {"negated"}):
            continue
        notes = (f"{span} year", "calendar", "over", *concerned(reading, first, last))
        for about in (topic, "residence") if topic == "absence" and _WENT_TO.search(text, first, last) else (topic,):
            yield fact_at(reading, (first, last), "", "duration", str(span * 365), about=about, notes=notes)


def _years(text: str, first: int, last: int) -> set[int]:
    return {int(match[0]) for match in _YEAR.finditer(text, first, last)}


def _topic(reading: Reading, first: int, last: int) -> str | None:
    """Return what a passage with two years says to have begun in one and ended in the other."""
    text = reading.narration
    bounded = _FROM_TO.search(text, first, last)
    if bounded:
        topic = narrowed(nearest_topic(text, bounded.span(), (first, last)), text, (first, last))
        return topic or ("residence" if _AT_PLACE.search(text, first, last) else None)
    for topic, begin, end in _TURNS:
        begun, ended = begin.search(text, first, last), end.search(text, first, last)
        if begun and ended and begun.end() <= ended.start() and _YEAR.search(text, first, ended.start()):
            return topic
    return None
