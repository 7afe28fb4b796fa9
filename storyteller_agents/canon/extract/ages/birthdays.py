"""On which day of the year people were born, as facts `birthday`, where a birthday tells it rather than the birth.

``Anna's birthday fell in June``, ``a Christmas baby``, ``on the third of May Tom turned thirty``. The values are those of
`ages/born.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.ages.born import time_of_birth
from storyteller_agents.canon.extract.ages.calendar import day_in
from storyteller_agents.canon.extract.ages.patterns import NUM, ORD
from storyteller_agents.canon.extract.around import find_near, whom_again
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, WHO, Reading

_P = rf"{PERSON}(?!ᐄ)"
_ADV = r"(?:just|only|now|finally|already|at last|exactly|about|all of|going to be)\s"
_BIRTHDAY = re.compile(
    rf"(?:(?P<who>{_P})['’]s?|\b(?P<he>[Hh]is|[Hh]er|[Mm]y))\s(?:own\s|[a-z]+\s)?(?:{ORD}[- ])?(?:birthday|"
    rf"name-?day anniversary)\b"
    rf"|\b(?:birthday|birthdays)\sof\s(?P<of>{_P})(?!['’])"
    rf"|(?P<shares>{WHO})\s(?:shared|shares)\s(?:his|her|a|my)\sbirthday\b"
)
_TURNS = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?:(?:had|has|would|will|was|just|only|finally|at last|always)\s){{0,3}}"
    rf"(?:turned|turn|turning|reached|became|become|be|was|been)\s(?:{_ADV})?(?:the age of\s)?(?:{NUM}|"
    rf"of age)(?:\s(?:years old|years of age))?(?=[\s.,;:!?])"
    rf"|(?P<comes>{WHO})(?:,? who)?\s(?:had\s|would\s)?(?:came|come|comes)\sof\sage\b"
)
_BABY = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?(?:,|\s(?:was|is|had been|being))\s(?:only |really |truly )?an?\s(?P<day>[^.,;:!?"
    rf"\n]{{3,24}}?)[ -](?:baby|child|born|boy|girl|birthday)\b"
)
_TRIGGERS = re.compile(
    r"\bbirthdays?\b|\bturn(?:ed|ing)?\b|\bof age\b|\bwould be\b|\bwill be\b|\bbaby\b|\bchild\b|[- ]born\b"
)
_LINK = re.compile(
    r"[^.;:!?\nᐁ]{0,44}?(?:\b(?:in|on|at|fell|falls|came|comes|was|is|every|each|next|come|last|this|"
    r"during|of|marked|kept|the|before|until|with)|,)?\s*$"
)
_FRONT = re.compile(
    r"(?:^|[.!?;—\ue000”]\s?|\n)\s*(?:and |but )?(?:[Ii]t was )?(?:[Ii]t was|[Ii]n|[Oo]n|[Ee]very|"
    r"[Ee]ach|[Ee]arly|[Ll]ate|[Tt]hat|[Tt]his|[Nn]ext|[Aa]t|[Cc]ome)\b[^.;:!?\n]{2,80}$"
)
_MISSED = re.compile(
    r"\b(?:after|before|until|till|since|when|weeks?|months?|days?|late|early|forgot\w*|remember\w*|gift|present)\b"
)


def find_birthdays(reading: Reading) -> Iterator[Fact]:
    """Yield the birthdays of people."""
    for match in find_near(reading, _TRIGGERS, _BIRTHDAY, _TURNS):
        group = next((name for name, value in match.groupdict().items() if value), "")
        who = whom_again(reading, *match.span(group)) if group else None
        if who is not None:
            yield from _beside(reading, match, who)
    for match in find_near(reading, _TRIGGERS, _BABY):
        found = day_in(reading.flat[match.start("day") : match.end("day")])
        who = whom_again(reading, *match.span("who"))
        if found is not None and who is not None:
            yield time_of_birth(reading, match.span(), who, found[0])


def _beside(reading: Reading, match: re.Match[str], who: str) -> Iterator[Fact]:
    """Yield the day that follows, or that stands at the head of the sentence."""
    first, last = reading.sentence_at(match.start())
    birthday = "birthday" in match[0]
    after = reading.flat[match.end() : min(last, match.end() + 70)]
    before = reading.flat[max(first, match.start() - 90) : match.start()]
    for place, text in enumerate((after, before)):
        found = day_in(text)
        if found is None:
            continue
        day, start, _ = found
        if not day.day and len(day.months) > 1 and not birthday:
            continue  # the summer in which somebody turned ten is often meant loosely
        between = text[:start] if place == 0 else text[start:]
        if _MISSED.search(text if place == 0 and not birthday else between):
            continue
        if place == 0 and not _LINK.match(reading.narration[match.end() : match.end() + start]):
            continue
        if place == 1 and not _FRONT.search(reading.narration[max(0, first - 2) : match.start()]):
            continue
        yield time_of_birth(reading, match.span(), who, day)
        return
