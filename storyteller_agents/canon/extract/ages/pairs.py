"""Two ages side by side, and ages told by what the calendar or a guest at a wedding knows: further facts `older` and `age`.

``When Anna was five, Tom was fifteen``, ``Anna was six at Tom's wedding`` (he is older by at least `_WED` less six years),
``Anna had known Tom since his christening``, ``Tom was a schoolboy in 1890``, ``the bridge was opened in 1870`` (a birth
year of the bridge), ``Anna was born after the war``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.ages.born import time_of_birth
from storyteller_agents.canon.extract.ages.calendar import Years, year_of
from storyteller_agents.canon.extract.ages.order import KIN_OF, STATE, STATES
from storyteller_agents.canon.extract.ages.patterns import NUM, YEAR
from storyteller_agents.canon.extract.around import find_near, who_again
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import PERSON, WHO, Reading

_P = rf"{PERSON}(?!ᐄ)"
_FEW = r"(?:only|just|already|still|but|then|barely|himself|herself|turned|hardly|a (?:boy|girl|man|woman|child) of)\s"
_WAS = rf"(?:was|is|were|had been|would be)\s(?:{_FEW}){{0,2}}"
_AGE = r"(?:\syears old|\syears of age)?"
_BOTH = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Ww]hen\s{KIN_OF}(?P<who>{_P})\s{_WAS}(?P<n>{NUM}){_AGE},?\s(?:and\s)?{KIN_OF}(?P<other>{_P})"
        rf"\s{_WAS}(?P<m>{NUM})(?=[\s,.;:!?])",
        rf"(?P<who>{_P})\s{_WAS}(?P<n>{NUM}){_AGE},?\s(?:when|while|and)\s{KIN_OF}(?P<other>{_P})(?:,\swho|"
        rf"\swho)?\s{_WAS}(?P<m>{NUM})(?=[\s,.;:!?])",
        rf"(?P<who>{_P})\s{_WAS}(?P<n>{NUM}){_AGE},?\s(?:to|against)\s(?P<other>{_P})['’]s\s(?P<m>{NUM})(?=[\s,.;:!?])",
        rf"(?P<who>{_P})\s{_WAS}(?P<n>{NUM}){_AGE}\s(?:when|the day|the year)\s(?:s?he)\s(?:first\s)?(?:saw|"
        rf"met|knew|set eyes on|came to)\s{KIN_OF}(?P<other>{_P}),\s(?:who\s(?:was\s)?|then\s|aged\s|{_FEW})"
        rf"+(?P<m>{NUM})(?=[\s,.;:!?])",
    )
)
_KNOWN = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?:had\s|has\s)?(?:known|loved|watched over|looked after|served|tended|"
    rf"dressed)\s(?P<other>{_P})\s(?:since|from|ever since)\s"
    r"(?:s?he (?:was|lay|could) (?:[a-z ]{0,14})?(?:baby|infant|babe|born|cradle|cot|pram|walk|talk|"
    r"crawl|child|boy|girl|so high|knee[- ]high)|(?:his|her|the) (?:birth|cradle|christening|baptism|"
    r"infancy|babyhood|day of (?:his|her) birth)|(?:the day|the hour|the night) (?:s?he|of (?:his|"
    r"her)) (?:was born|birth)|birth|babyhood|infancy)\b"
)
_AT_WEDDING = re.compile(
    rf"(?P<who>{WHO})(?:,? who|,[^.;:!?\n]{{1,40}},)?\s{_WAS}(?P<n>{NUM}){_AGE}\s(?:at|when|the (?:day|"
    rf"year|summer|spring|winter|autumn)(?: that| when)?|on the day (?:that|of))\s"
    rf"(?:{KIN_OF}(?P<other>{_P})\s(?:had\s)?(?:married|wed|was married|enlisted|graduated|went to (?:sea|"
    rf"war)|took (?:the veil|orders)|was ordained|left school|became a (?:mother|father|soldier|widow|"
    rf"widower|grandmother|grandfather))\b|(?P<of>{_P})['’]s\s(?:wedding|marriage|ordination|graduation)"
    rf"\b)"
)
_CARRIED = re.compile(
    rf"(?P<who>{_P})(?:,? who|,[^.;:!?\n]{{1,40}},)?\s(?:had\s)?(?:been (?:a |the )?(?:page|page-boy|"
    rf"flower[- ]girl|bridesmaid|ring-bearer)|carried the (?:train|ring|flowers)|strewn? (?:the )?flowers)"
    rf"\s(?:at|for|before)\s(?P<other>{_P})(?:['’]s\s(?:wedding|marriage))?"
)
_STATE_IN = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?:was|had been|is|were)\s(?:{_FEW}){{0,2}}(?:{STATE})\s(?:[^.;:!?\nᐁᐃ]{{0,20}}\s"
    rf")?(?:in|by)\s(?:the (?:spring|summer|autumn|winter|year) (?:of )?)?(?P<year>{YEAR})\b"
)
_THING_YEAR = re.compile(
    rf"(?P<thing>[Tt]he\s(?:(?!same|very|day|year|two|next|first|last)[a-z-]+\s){{0,2}}?[a-z-]+)\s(?:(?:was|"
    rf"were|had been)\s(?:first\s|newly\s)?(?:built|opened|laid|finished|completed|raised|planted|dug|"
    rf"launched|founded|cast|begun|burned|burnt|flooded|closed)(?:\sdown)?|"
    rf"(?P<does>burned|burnt|burst|fell|froze|flooded|closed|failed|broke|came|ended|began|sank|collapsed)"
    rf")(?:\s[a-z]+)?\sin\s(?P<year>{YEAR})\b"
)
_NOUN = (
    r"the\s(?:[a-z-]+\s){0,2}?(?:war|wars|flood|frost|fire|famine|plague|siege|battle|storm|rising|"
    r"rebellion|revolution|coronation|jubilee|cholera|drought|strike|wreck|earthquake|peace|massacre|"
    r"invasion)"
)
_BORN_AFTER = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?,?\s(?:(?:was|had been|is)\s)?(?:not\s)?born\s(?:[a-z]+\s)?(?:[a-z]+\s)"
    rf"?(?P<way>before|after|until after|during)\s(?P<thing>{_NOUN})\b"
)
_GREY = re.compile(
    rf"(?P<who>{_P})['’]s\s(?:hair|beard|head|moustache)\s(?:had\s(?:been|gone|turned)|was)\s(?:white|"
    rf"grey|gray|snow-white|silver)\s(?:for\s)?(?:these\s|some\s|nearly\s|over\s|the (?:last|past)\s)"
    rf"*(?P<n>{NUM})\syears\b"
)
_GROWN_MAN = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?(?:,|\s(?:was|is|had become|had grown into))\s(?:now\s|already\s|by then\s)"
    rf"?a\s(?:(?:full[- ])?grown\s(?:man|woman)|(?:man|woman)\sgrown|married\s(?:man|woman))\b"
)
_RETIRED = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?(?:,|\s(?:was|is|had become))\s(?:now\s|already\s)?an?\s(?:[a-z]+\s)"
    rf"?(?:retired|pensioned|superannuated)\s[a-z]+"
    rf"|(?P<has>{WHO})(?:,? who|,[^.;:!?\n]{{1,40}},)?\s[^.;:!?\nᐁᐃ]{{0,30}}?\b(?:grown(?:-up)?|married)"
    rf"\s(?:sons?|daughters?|children)\b(?<!their children)"
)
_IN_THEIR = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?:had|has)\s(?:[a-z]+\s){{0,2}}(?P<grand>grand)?(?:children|sons|"
    rf"daughters)\s(?:already\s|now\s)?in\s(?:their|the)\s(?:early\s|late\s|mid-)?(?P<tens>twenties|"
    rf"thirties|forties|fifties|sixties)\b"
)
_OF_AGE_TO = re.compile(
    rf"(?P<who>{WHO})(?:,? who|,[^.;:!?\n]{{1,50}},)?\s(?:was|is|were)\s(?:(?:still|only|just|now|yet|"
    rf"quite|at last|far|much|by law)\s)*(?:(?P<no>not (?:yet )?(?:quite )?(?:old enough|of an age)"
    rf"|too young|under age|under-age)|(?P<yes>old enough|of an age))\s(?:by (?:some|two|three|five|"
    rf"many) (?:years|months) )?to\s"
    r"(?P<what>vote|drink|marry|wed|be married|drive|enlist|fight|shave|join (?:the|up)|smoke|go to (?:school|"
    r"sea|war)|be (?:left|sent|served|tried|hanged|apprenticed|drafted)|work|inherit|sign|buy)\b"
)
_TOO_OLD = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?:was|is|had grown)\s(?:now\s|already\s|far\s|much\s|by then\s)*too old (?:to "
    rf"(?:fight|enlist|serve|work|bear|have children|marry|learn|soldier|farm|climb|dance|go to (?:sea|"
    rf"war))|for (?:the (?:army|war|work|sea|front)|war|soldiering|children))\b"
)
_GIVEN_AGE = re.compile(
    rf"(?P<who>{_P})['’]s\sage\s(?:was|is|had been)\s(?:given|put|set|put down|set down|entered|recorded|"
    rf"stated|written|noted)(?:\sdown)?\s(?:[^.;:!?\n]{{0,30}}\s)?(?:as|at)\s(?P<n>{NUM})(?=[\s,.;:!?])"
    rf"|(?P<gives>{WHO})(?:,? who)?\s(?:had\s)?(?:gave|given|put down|entered|stated)\s(?:his|her)\sage\sas\s(?P<"
    rf"m>{NUM})(?=[\s,.;:!?])"
)
_TRIGGERS = re.compile(
    r"\b(?:[Ww]hen|while|against|since|from (?:the|his|her)|wedding|marriage|page|bridesmaid|flower|"
    r"train|ring|born|hair|beard|grown|children|sons|daughters|too old|too young|enough to|of an age|"
    r"under age|age|retired|pensioned|superannuated|\d{4}|(?:seven|eigh|nine)teen[- ][a-z]+)\b"
)
_TENS = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60}
_WED = 14
_OLDEST = 119
_UNSURE = {"question", "told", "feigned", "dream", "figurative"}


def find_pairs(reading: Reading) -> Iterator[Fact]:
    """Yield whose ages are told beside another's, or beside something that has a year."""
    for match in find_near(reading, _TRIGGERS, *_BOTH):
        first, second = number(match["n"]), number(match["m"])
        if first is not None and second is not None:
            yield from _apart(reading, match, "other", (second - first - 1, second - first + 1))
    for match in find_near(reading, _TRIGGERS, _KNOWN):
        yield from _apart(reading, match, "other", (-200, -1))
    for match in find_near(reading, _TRIGGERS, _AT_WEDDING):
        years = number(match["n"])
        if years is not None and years < _WED:
            yield from _apart(reading, match, "other" if match["other"] else "of", (_WED - years, 200))
    for match in find_near(reading, _TRIGGERS, _CARRIED):
        yield from _apart(reading, match, "other", (1, 200))
    for match in find_near(reading, _TRIGGERS, _STATE_IN):
        place = next(place for place in range(len(STATES)) if match[f"s{place}"])
        _, low, high = STATES[place]
        year, who = year_of(match["year"]), who_again(reading, match, "who")
        if year and who and low >= 0:
            yield time_of_birth(reading, match.span(), who, Years(year - min(high, 100) - 1, year - low))
    for match in find_near(reading, _TRIGGERS, _THING_YEAR):
        if year := year_of(match["year"]):
            yield fact_at(
                reading, match.span(), _thing(f"{match['thing']} {match['does'] or ''}"), "birth year", str(year)
            )
    for match in find_near(reading, _TRIGGERS, _BORN_AFTER):
        who = who_again(reading, match, "who")
        low, high = {"before": (-200, 0), "during": (-1, 12)}.get(match["way"], (0, 200))
        if who is not None:
            hard = not _UNSURE & reading.hedges(*match.span())
            notes = (f"{low}-{high}",) if low >= 0 else (f"{-high}-{-low}",) if match["way"] == "before" else ("-1-12",)
            one, two = (who, _thing(match["thing"])) if match["way"] == "before" else (_thing(match["thing"]), who)
            yield fact_at(reading, match.span(), one, "older", "", about=two, hard=hard, notes=notes)
    yield from _least(reading)


def _least(reading: Reading) -> Iterator[Fact]:
    """Yield ages as ranges: grey for ten years, with children in their thirties, too old to fight."""
    for match in find_near(reading, _TRIGGERS, _GREY):
        yield from _range(reading, match, "who", (number(match["n"]) or 0) + 18, _OLDEST)
    for match in find_near(reading, _TRIGGERS, _GROWN_MAN):
        yield from _range(reading, match, "who", 16, _OLDEST)
    for match in find_near(reading, _TRIGGERS, _RETIRED):
        yield from _range(reading, match, "who" if match["who"] else "has", 30, _OLDEST)
    for match in find_near(reading, _TRIGGERS, _IN_THEIR):
        yield from _range(reading, match, "who", _TENS[match["tens"]] + (30 if match["grand"] else 14), _OLDEST)
    for match in find_near(reading, _TRIGGERS, _OF_AGE_TO):
        if match["no"]:
            yield from _range(reading, match, "who", 0, 8 if match["what"] == "go to school" else 24, negated=True)
        elif match["what"] in ("vote", "drink", "marry", "wed", "enlist", "inherit", "drive"):
            yield from _range(reading, match, "who", 12, _OLDEST)
    for match in find_near(reading, _TRIGGERS, _TOO_OLD):
        yield from _range(reading, match, "who", 28, _OLDEST)
    for match in find_near(reading, _TRIGGERS, _GIVEN_AGE):
        if (years := number(match["n"] or match["m"])) is not None:
            yield from _range(reading, match, "who" if match["who"] else "gives", years, years)


def _apart(reading: Reading, match: re.Match[str], group: str, by: tuple[int, int]) -> Iterator[Fact]:
    """Yield by how many years the other one is older; a negative range turns them round."""
    who, other = who_again(reading, match, "who"), who_again(reading, match, group)
    low, high = by
    if who is None or other is None or who == other:
        return
    if high < 0 or (low < 0 and -low > high):
        who, other, low, high = other, who, -high, -low
    hard = not _UNSURE & reading.hedges(*match.span())
    yield fact_at(reading, match.span(), other, "older", "", about=who, hard=hard, notes=(f"{low}-{high}",))


def _range(
    reading: Reading, match: re.Match[str], group: str, low: int, high: int, *, negated: bool = False
) -> Iterator[Fact]:
    who = who_again(reading, match, group)
    if who is not None:
        hard = not (_UNSURE | {"supposed", "memory"} | (set() if negated else {"negated"})) & reading.hedges(
            *match.span()
        )
        notes = (f"{low}-{high}",) if low != high else ()
        yield fact_at(reading, match.span(), who, "age", str((low + high) // 2), hard=hard, notes=notes)


def _thing(words: str) -> str:
    return " ".join(word for word in words.lower().split() if word not in ("old", "new", "great"))
