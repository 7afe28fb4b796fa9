"""When people were born, and in which years they lived: the part of the facts about ages that hangs on the calendar.

`birth year`: the year, with a range in the notes where one is meant (``1860-1869``; ``any century`` where that isn't
told); ``Anna was twenty in 1880`` gives one as well. `lived`: a year in which somebody did something; the note
``grown`` says that no child does it. `death year`. `birthday`: the month by its number, with the day (``5-3``); all
months that may be meant stand in the notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from storyteller_agents.canon.extract.acts.verbs import is_act
from storyteller_agents.canon.extract.ages.calendar import Day, Years, day_in, year_of, years_in
from storyteller_agents.canon.extract.ages.patterns import YEAR
from storyteller_agents.canon.extract.around import find_near, whom_again
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, WHO, Reading

_P = rf"{PERSON}(?!ᐄ)"
_MID = r"(?:,? who|,[^.;:!?\n]{1,50},)?"
_BORN = r"(?:born|christened|baptised|baptized|delivered)"
_HIS = r"(?:his|her|my)"
_CAME = (
    rf"(?:(?:came|come|entered|arrived|was brought|had been brought|made {_HIS} (?:way|entry|entrance)"
    rf")\s(?:in)?(?:to\s)?(?:the|this) world"
    rf"|(?:first )?(?:saw|seen) (?:the light|daylight|the light of day)|(?:first drew|drew|drawn) {_HIS}?\s?(?:fi"
    rf"rst )?breath"
    rf"|(?:first )?opened {_HIS} eyes (?:on|to|upon) (?:the|this) world|first drew breath)"
)
_BIRTHS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<who>{WHO}){_MID},?\s(?:(?:was|is|were|had been|being|been|himself|herself|first|only|really|"
        rf"in fact)\s){{0,3}}{_BORN}\b",
        rf"(?P<who>{WHO}){_MID}\s(?:had\s|has\s|first\s|himself\s|herself\s)*{_CAME}",
        rf"(?:(?P<who>{_P})['’]s|\b(?P<he>[Hh]is|[Hh]er|[Mm]y))\s(?:own\s)?(?:birth|year of birth|date of birth|"
        rf"christening|baptism|birth-?date|birth-?year)\b"
        r"(?!\s(?:mother|father|parents?|family|name))",
        rf"\b(?:birth|christening|baptism)\sof\s(?:[a-z]+\s){{0,3}}(?P<who>{_P})(?!['’])",
        rf"\b(?:gave birth to|given birth to|was delivered of|bore|borne|brought into the world)\s(?:[a-z]+\s){{0,3}}("
        rf"?P<who>{_P})(?!['’])",
        rf"(?P<who>{_P})\s?\(b(?:\.|orn)",
        rf"(?:^|[.!?;—\ue000”]\s?|\n)\s*[Bb]orn\b(?=[^.;:!?\n]{{0,70}},\s(?P<who>{_P}|s?he\b))",
    )
)
_TRIGGERS = re.compile(
    r"\b(?:[Bb]orn|birth\w*|christen\w*|baptism|bapti[sz]ed|delivered|world|the light|daylight|breath|bore|borne|b\.)"
)
_NEAR = re.compile(
    r"[^.;:!?\nᐁ]{0,60}?(?:\b(?:in|of|on|during|within|gave|was|is|as|to|put|said|at|for|the year|the|one))?\s*$"
)
_ELSE = re.compile(r"\b(?:that|which|who|whom|where|built|bought|when|until|since|to|after|before)\b(?! the year)")
_FRONT = re.compile(
    r"(?:^|[.!?;—\ue000”]\s?|\n)\s*(?:and |but )?(?:[Ii]t was |[Ii]t had been )?(?:[Ii]n|[Oo]n|[Oo]ne|"
    r"[Dd]uring|[Ii]t was)\b[^.;:!?\n]{2,60}$"
)
_UNSURE = {"question", "told", "feigned", "dream", "negated"}
_YEAR = re.compile(rf"\b{YEAR}\b", re.IGNORECASE)
_IN = (
    r"(?:in|by|since|of|during|throughout)\s(?:the (?:[a-z]+ )?(?:spring|summer|autumn|fall|winter|"
    r"year|years|month|end|beginning|course|May)"
    r" (?:of )?(?:grace )?|(?:early |late )?(?:spring |summer |autumn |winter )?(?:of )?)?"
)
_GROWN = (
    r"(?:married|wed|wedded|enlisted|joined|fought|graduated|built|bought|sold|published|founded|opened|"
    r"retired|ordained|"
    r"elected|appointed|promoted|widowed|divorced|emigrated|commanded|captained|preached|taught|served|qualified|wrote|"
    r"a (?:soldier|sailor|widow|widower|captain|doctor|lawyer|priest|teacher|nurse)|borne? (?:a|his|"
    r"her)|fathered|left the army)"
)
_DID = re.compile(
    rf"(?P<who>{WHO}){_MID}\s(?:(?:had|has|was|had been|were|already|first|once|at last|still|then)"
    rf"\s){{0,3}}(?P<verb>[a-z]+)\b(?P<rest>[^.;:!?\nᐂ]{{0,60}}?)\s{_IN}(?P<year>{YEAR})\b"
)
_IN_DID = re.compile(
    rf"(?:^|[.!?;—\ue000”]\s?|\n)\s*(?:[Bb]ack |[Ee]arly |[Ll]ate |[Aa]lready )?(?:[Ii]n|[Bb]y|[Ss]ince)"
    rf"\s(?:the (?:spring|summer|autumn|winter|year) (?:of )?)?(?P<year>{YEAR}),?\s"
    rf"(?P<who>{WHO})(?:,? who)?\s(?:(?:had|has|was|had been|were|already|first|once|at last|still)"
    rf"\s){{0,3}}(?P<verb>[a-z]+)\b(?P<rest>[^.;:!?\n]{{0,30}})"
)
_STONE = re.compile(
    rf"(?P<who>{_P})(?:['’]s)?[^.;:!?\n]{{0,60}}?(?:\(|,\s|\s)(?P<born>{YEAR})\s?(?:-|–|—|to)\s?(?P<died>{YEAR})\b"
)
_ALSO_BORN = re.compile(
    rf"\bborn\s[^.;:!?\n]{{0,60}}?\bin\s{YEAR},?\s(?:and|but|while)\s(?P<who>{_P})\s(?:was\s)?in\s(?P<year>{YEAR})\b"
)
_DIES = re.compile(r"died|perished|drowned|hanged|killed|buried|executed|murdered|shot|dead|expired|passed")
_OF_OTHERS = frozenset("born christened remembered forgotten named called said known buried founded published".split())


def find_born(reading: Reading) -> Iterator[Fact]:
    """Yield years of birth, birthdays, and the years in which people did something, or died."""
    for match in find_near(reading, _TRIGGERS, *_BIRTHS):
        groups = match.groupdict()
        group = "who" if groups.get("who") else "he"
        who = whom_again(reading, *match.span(group))
        if who is not None:
            end = (
                match.start("who")
                if match[0].rstrip().lower().endswith("born") and match.end() < match.start("who")
                else 0
            )
            yield from _births(reading, match.span(), who, end)
    for match in find_near(reading, _YEAR, _STONE):
        born, died, who = year_of(match["born"]), year_of(match["died"]), whom_again(reading, *match.span("who"))
        if who is not None and born and died and 0 <= died - born <= 112:
            yield time_of_birth(reading, match.span(), who, Years(born, born))
            yield fact_at(reading, match.span(), who, "death year", str(died))
    for match in find_near(reading, _YEAR, _ALSO_BORN):
        year, who = year_of(match["year"]), whom_again(reading, *match.span("who"))
        if who is not None and year:
            yield time_of_birth(reading, match.span(), who, Years(year, year))
    yield from _lived(reading)


def _births(reading: Reading, span: tuple[int, int], who: str, stop: int) -> Iterator[Fact]:
    """Yield the year and the day that stand after a birth, or before it at the head of the sentence."""
    first, last = reading.sentence_at(span[0])
    places = [(span[1], min(stop or last, span[1] + 110)), (max(first, span[0] - 70), span[0])]
    looks: tuple[Callable[[str], tuple[Years | Day, int, int] | None], ...] = (years_in, day_in)
    for look in looks:
        for place, (start, end) in enumerate(places):
            text = reading.flat[start:end]
            found = look(text)
            if found is None:
                continue
            meant, at, _ = found
            between = reading.narration[start : start + at] if place == 0 else text
            if place == 0 and (_NEAR.match(between) is None or _ELSE.search(between)):
                continue
            if place == 1 and not _FRONT.search(reading.narration[max(0, first - 2) : span[0]]):
                continue
            yield time_of_birth(reading, span, who, meant)
            break


def time_of_birth(reading: Reading, span: tuple[int, int], who: str, meant: Years | Day) -> Fact:
    """Return the fact that somebody was born in these years, or on this day of the year."""
    hard = not _UNSURE & reading.hedges(*span)
    if isinstance(meant, Day):
        months = "months " + " ".join(map(str, meant.months))
        value = f"{meant.months[0]}-{meant.day}" if meant.day else str(meant.months[0])
        return fact_at(reading, span, who, "birthday", value, hard=hard, notes=(months,))
    low, high, unsure = meant
    notes: tuple[str, ...] = () if low == high else (f"{low}-{high}",)
    notes += ("any century",) if unsure else ()
    return fact_at(reading, span, who, "birth year", str((low + high) // 2), hard=hard, notes=notes)


def year_beside(reading: Reading, start: int, end: int) -> int | None:
    """Return the year in which an age at `start` is told to be, if the same clause says so (``twenty in 1880``)."""
    first, last = reading.sentence_at(start)
    after = re.match(
        rf"(?:,\s|\s\(|[^.;:!?\nᐁ]{{0,30}}?\b{_IN})(?P<year>{YEAR})\b", reading.flat[end : min(last, end + 90)]
    )
    before = reading.flat[max(first, start - 100) : start]
    fronted = re.search(
        rf"\b(?:[Ii]n|[Bb]y)\s(?:the (?:[a-z]+) (?:of )?)?(?P<year>{YEAR})\b[^;:.!?\n]{{0,70}}$", before
    )
    if fronted and re.search(r"\b(?:born|since|until|built|died)\b", before):
        fronted = None
    found = after or fronted
    return year_of(found["year"]) if found else None


def birth_from_age(reading: Reading, span: tuple[int, int], who: str, low: int, high: int) -> Iterator[Fact]:
    """Yield the year of birth that follows from an age in a year."""
    year = year_beside(reading, *span)
    if year is not None and high - low < 15:
        yield time_of_birth(reading, span, who, Years(year - high - 1, year - low))
        if not {"supposed", "negated"} & reading.hedges(*span):
            yield fact_at(reading, span, who, "lived", str(year))


def _lived(reading: Reading) -> Iterator[Fact]:
    """``In 1840 Anna sailed``, ``Tom died in 1871``."""
    for match in find_near(reading, _YEAR, _DID, _IN_DID):
        verb, told = match["verb"], match[0]
        year = year_of(match["year"])
        who = whom_again(reading, *match.span("who"))
        if year is None or who is None or re.search(r"\b(?:born|birth|who|that|which|whose)\b", match["rest"]):
            continue
        dies = _DIES.fullmatch(verb) and not (verb == "passed" and " passed away" not in told)
        grown = re.search(rf"\b{_GROWN}\b", told) is not None
        if not dies and (verb in _OF_OTHERS or not (grown or is_act(verb) or verb in ("alive", "living", "lived"))):
            continue
        hard = not (_UNSURE | {"supposed", "figurative", "ghost"}) & reading.hedges(*match.span())
        attribute = "death year" if dies else "lived"
        yield fact_at(reading, match.span(), who, attribute, str(year), hard=hard, notes=("grown",) if grown else ())
