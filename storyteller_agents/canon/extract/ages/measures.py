"""Ages told in decades, scores and halves of a century, and by a birthday that is still to come: facts `age`.

``Seven decades lay behind him``, ``she was threescore and ten``, ``his fortieth birthday was still a year off``, ``it
wanted two days to her birthday``; and how old somebody must be ``after forty years of service``. The range stands in
the notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.ages.patterns import NUM, ORD
from storyteller_agents.canon.extract.around import find_near, who_again
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import PERSON, WHO, Reading

_P = rf"{PERSON}(?!ᐄ)"
_OLDEST = 119
_GAP = r"[^.;:!?\nᐁᐃ]"
_SCORES = r"(?i:three|four) ?score(?: years)?(?: and ten)?"
_MEASURE = (
    rf"(?P<n>(?i:two|three|four|five|six|seven|eight|nine) decades(?: and a half)?|(?i:half a century)|{_SCORES})"
)
_BODY = r"(?:['’]s? (?:back|shoulders|head|face|hair|knees|bones|brow))"
_VERB = r"(?:had|have|has|lay|weighed|sat|rested|pressed|hung|stood|showed|were|was)"
_BEHIND = re.compile(
    rf"\b{_MEASURE} (?:of {_GAP}{{2,20}} )?{_VERB}\b{_GAP}{{0,40}}? (?:behind|on|upon|over|of|in) "
    rf"(?P<who>{_P})(?:{_BODY}|(?!['’]))"
)
_IS = re.compile(
    rf"(?P<who>{WHO})(?:,? who)? (?:was|is|had (?:reached|passed|turned|seen|lived)|now|being) "
    rf"(?:(?:now|already|past|over|all of|fully|full|nearly|close on|through|his|her) ){{0,2}}{_MEASURE}"
    rf"(?=[,.;:!?]| (?:and|but|years|when|of (?:age|life|winters|summers|weather)|old|then|that)\b)"
)
_TO_COME = re.compile(
    rf"(?:(?P<who>{_P})['’]s?|\b(?P<he>[Hh]is|[Hh]er)) (?P<ord>{ORD}) birthday (?:was|lay|being|is) "
    rf"(?:(?:still|yet|only|but|now|not|quite|some) ){{0,2}}(?P<n>{NUM}|an?|some|several|a few) "
    rf"(?P<unit>day|week|month|year)s? (?:off|away|ahead|distant|in the future|to come|before (?:him|her))\b"
)
_WANTS = re.compile(
    rf"\b[Ii]t (?:still |yet )?(?:wanted|lacked|was) (?:only |but |still |just )?(?P<n>{NUM}|an?) "
    rf"(?P<unit>day|week|month|year)s? (?:to|of|from|till|until) (?:(?P<who>{_P})['’]s?|(?P<he>his|her)) "
    rf"(?P<ord>{ORD}) birthday\b"
)
_CANDLES = re.compile(
    rf"\b(?:(?i:candles to the number of) (?P<n>{NUM})|(?P<m>(?i:{NUM})) candles) "
    rf"{_GAP}{{0,40}}?\bcake of (?P<who>{_P})(?!['’])"
)
_OFFICE = (
    r"(?:service|work|teaching|preaching|practice|duty|office|soldiering|seafaring|toil|marriage|wedlock|widowhood)"
)
_SERVED = re.compile(
    rf"\b(?:[Aa]fter|[Ww]ith) (?:(?:some|nearly|almost|over|more than|his|her|a full) )?(?P<n>{NUM}) years(?:['’])? "
    rf"(?:(?:of|in) (?:[a-z]+ ){{0,2}}?{_OFFICE}\b|(?:in|on|at) (?:the|a) [a-z]+|as (?:an? |the )?[a-z]+)"
    rf"{_GAP}{{0,24}}?[,\s] ?(?P<who>{_P})(?!['’])"
    rf"|\bFor (?:(?:some|nearly|almost|over|more than) )?(?P<m>{NUM}) years,? (?P<did>{_P}) (?:had|has) "
    rf"(?:been (?:a|an|the|their|its|our)|taught|served|worked|kept|run|preached|sailed|practised|practiced)\b"
)
_AT = re.compile(
    rf"(?P<who>{_P}), (?:now |even )?at (?P<n>{NUM}) (?:already |still |by far )?"
    rf"(?:the (?:[a-z]+est|most|least)|an? (?:boy|girl|lad|man|woman|widow|master|(?:grand)?(?:mother|father)))\b"
)
_TRIGGERS = re.compile(r"\b(?:decades|century|score|threescore|fourscore|birthday|candles|years)\b", re.I)
_OTHER_TIME = re.compile(r"\b(?:when|while|since|until|till|before|once|if|than)\s(?:[^.,;:!?\n]{0,20}\s)?$", re.I)


def find_measures(reading: Reading) -> Iterator[Fact]:
    """Yield the ages that decades, scores and years of service tell."""
    for match in (*find_near(reading, _TRIGGERS, _BEHIND), *find_near(reading, _TRIGGERS, _IS)):
        years = _years(match["n"])
        yield from _age(reading, match, "who", years - 3, years + 9)
    for match in (*find_near(reading, _TRIGGERS, _TO_COME), *find_near(reading, _TRIGGERS, _WANTS)):
        ahead = (number(match["n"]) or 1) if match["unit"] == "year" else 0
        if turns := number(match["ord"]):
            yield from _age(reading, match, "who" if match["who"] else "he", turns - ahead - 1, turns - ahead)
    for match in find_near(reading, _TRIGGERS, _CANDLES):
        if told := number((match["n"] or match["m"]).lower()):
            yield from _age(reading, match, "who", told, told)
    for match in reading.find(_AT):
        if (told := number(match["n"])) and told > 12:
            yield from _age(reading, match, "who", told, told)
    for match in find_near(reading, _TRIGGERS, _SERVED):
        if (told := number(match["n"] or match["m"])) and told > 4:
            yield from _age(reading, match, "who" if match["who"] else "did", told + 8, _OLDEST)


def _years(measure: str) -> int:
    """Return the years of a measure: ``seven decades and a half`` → 75."""
    words = measure.lower()
    if "century" in words:
        return 50
    if "score" in words:
        return (80 if "four" in words else 60) + 10 * ("ten" in words)
    return 10 * (number(words.split()[0]) or 0) + 5 * ("half" in words)


def _age(reading: Reading, match: re.Match[str], group: str, low: int, high: int) -> Iterator[Fact]:
    who = who_again(reading, match, group)
    if who is None or _OTHER_TIME.search(reading.narration[max(0, match.start() - 40) : match.start()]):
        return
    hard = not {"dream", "question", "told", "feigned", "figurative"} & reading.hedges(*match.span())
    yield fact_at(reading, match.span(), who, "age", str((low + high) // 2), hard=hard, notes=(f"{low}-{high}",))
