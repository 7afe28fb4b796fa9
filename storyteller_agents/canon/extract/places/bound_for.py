"""Who sets out for a place on a date, and how long the way to a place is: ``sets out`` and ``way to`` facts.

``sets out``: the value is the place, the notes are the time anchors of the sentence. ``way to``: the value is minutes, `about` the place
(``nine days' sail`` where somebody sets out for it, ``the voyage to Boston took twenty days``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.times.anchors import anchors
from storyteller_agents.canon.extract.times.hedges import ANY, narrated, unmeant
from storyteller_agents.canon.extract.times.sentence_triggers import sentences_with
from storyteller_agents.canon.extract.times.words import amount, in_days
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import CARDINAL
from storyteller_agents.canon.reading import GAP, HE, PERSON, THING, Reading


def _long(which: int | str = "") -> str:
    """Return a pattern for a number of days or more, with the groups ``n`` and ``unit``, numbered where there are several."""
    return (
        rf"(?P<n{which}>(?i:{CARDINAL}|a))(?:\s(?:full|whole|good|long|hard|weary|more|short))?[\s-]"
        rf"(?P<unit{which}>days?|nights?|weeks?|fortnights?|months?)"
    )


_LONG = _long()
_WAY = r"(?:journey|voyage|ride|road|way|walk|drive|march|crossing|passage|trip|sail|sailing|travel|stage|trek|steaming|riding|travelling|flight)"
_LENGTH = re.compile(
    rf"\b(?:{_LONG}['’]?s?['’]?\s(?:of\s)?(?:hard\s|steady\s|fair\s)?{_WAY}\b|{_WAY}\sof\s{_long(2)}\b"
    rf"|(?:{_WAY}|it|which)\s(?:had\s|always\s|never\s)?(?:took|takes|taken|was|is|lasted|lasts|needed|needs"
    rf"|would take|will take)\s(?:[a-z]+\s){{0,3}}?{_long(3)}\b)"
)
_SETS_OUT = re.compile(
    rf"(?P<who>{PERSON}|\b{HE}\b)\s(?:had\s|was\s)?(?:sailed|left|set out|set off|set sail|started|departed"
    rf"|embarked|went aboard|gone aboard|took|boarded|shipped|rode|travelled"
    rf"|traveled|put to sea|bound|went on board|mounted|walked|drove|flew|joined){GAP}{{0,60}}?\s(?:for|to"
    rf"|towards?)\s(?P<place>{THING})"
)
_TO = re.compile(
    rf"\b{_WAY}\s(?:[a-z]+\s){{0,2}}?(?:to|for)\s(?P<place>{THING})\s(?:had\s|always\s|never\s)?(?:took|takes"
    rf"|taken|was|is|lasted|lasts|needed|needs|would take|cost)\s(?:[a-z]+\s){{0,3}}?{_LONG}\b"
    rf"|\b{_long(2)}['’]?s?['’]?\s(?:of\s)?{_WAY}\s(?:[a-z]+\s){{0,2}}?to\s(?P<place2>{THING})"
    rf"|\b{_WAY}\sof\s{_long(3)}\s(?:[a-z]+\s){{0,2}}?to\s(?P<place3>{THING})"
    rf"|\b(?:ship|boat|coach|train|steamer|packet|caravan|carrier|ferry|mail|[a-z]+er)\s(?:took|takes|needed"
    rf"|needs|would take)\s(?:[a-z]+\s){{0,2}}?{_long(4)}\s(?:to (?:reach|get to|make|come to)|to"
    rf"|for)\s(?P<place4>{THING})"
)
_MINUTES = 1440
_UNITS = (" day", " night", " week", " fortnight", " month", "-day", "-week")


def find_bound(reading: Reading) -> Iterator[Fact]:
    """Yield who sets out for which place when, and how long the way there is."""
    text, plain = reading.narration, narrated(reading)
    lengths = sentences_with(reading, text, _UNITS)
    for first, last in lengths:
        for match in _TO.finditer(text, first, last):
            group = next(name for name in ("place", "place2", "place3", "place4") if match[name])
            yield from _way(reading, match, reading.who(match, group))
    dated = {*sentences_with(reading, text, _UNITS), *sentences_with(reading, plain, (" of ", " 1", " 2", " 3"))}
    for first, last in sorted(dated):
        for match in _SETS_OUT.finditer(text, first, last):
            when = anchors(plain[first:last])
            who, place = reading.who(match), _place(reading, match)
            if not (who and place and any(note.startswith("date:") for note in when)):
                continue
            if unmeant(reading, match.span(), ANY | {"negated"}):
                continue
            yield fact_at(reading, match.span(), who, "sets out", place, notes=when)
            length = _LENGTH.search(text, match.end(), min(len(text), last + 90))
            if length:
                yield from _way(reading, length, place)


def _place(reading: Reading, match: re.Match[str]) -> str | None:
    mention = reading.named_at(*match.span("place"))
    who = reading.named_at(*match.span("who"))
    return mention.entity.name if mention and (who is None or mention.entity is not who.entity) else None


def _way(reading: Reading, match: re.Match[str], place: str | None) -> Iterator[Fact]:
    groups = match.groupdict()
    number = next(value for key in ("n", "n2", "n3", "n4") if (value := groups.get(key)))
    unit = next(value for key in ("unit", "unit2", "unit3", "unit4") if (value := groups.get(key)))
    count = amount(number)
    if place and count and not unmeant(reading, match.span(), {"question", "dream", "figurative", "told"}):
        days = in_days(count, unit)
        yield fact_at(
            reading, match.span(), "", "way to", str(days * _MINUTES), about=place, notes=(f"{number} {unit}",)
        )
