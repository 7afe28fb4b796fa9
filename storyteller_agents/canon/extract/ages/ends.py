"""How old people were when they died, as facts `age at death`: ``Anna died at the age of forty``, ``Tom lived to be ninety``.

Such an age agrees with any lower one of the same life, however much time passes; a higher one, or another end, contradicts
it. A range stands in the notes, as with `age`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.ages.patterns import CLAUSE, NUM, ORD
from storyteller_agents.canon.extract.around import find_near, who_again
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import PERSON, WHO, Reading

_P = rf"{PERSON}(?!ᐄ)"
_DIED = (
    r"(?:died|passed away|perished|expired|drowned|was drowned|was killed|was hanged|was buried|breathed (?:his|"
    r"her) last|went to (?:his|her) grave)"
)
_MID = r"(?:,? who|,[^.,;:!?\n]{1,40},)?(?:\s(?:had|has|finally|at last))?"
_STOP = r"(?=\s*[.,;:!?)—]|\s(?:and|after|in|of|from|years|without|with|on|leaving)\b)"
_ROUGH = r"(?:just\s|only\s|barely\s)?"
_ENDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<who>{WHO}){_MID}\s{_DIED}(?:\s[^.;:!?\nᐁᐃ]{{0,40}}?)?,?\s(?:at the (?:great |ripe |ripe old |"
        rf"early |tender )?age of|at age|aged)\s{_ROUGH}(?P<n>{NUM}){_STOP}",
        rf"(?P<who>{WHO}){_MID}\s{_DIED}(?:\s[^.;:!?\nᐁᐃ]{{0,40}}?)?,?\s(?:at\s(?=[a-z]+ty|[a-z]+teen)|"
        rf"a (?:man|woman|boy|girl|child) of\s){_ROUGH}(?P<n>{NUM})(?=\s*[.,;!?])",
        rf"(?P<who>{WHO}){_MID}\s{_DIED}(?:\s[^.;:!?\nᐁᐃ]{{0,40}}?)?,?\sin (?:his|her)\s(?P<ord>{ORD})\syear\b",
        rf"(?P<who>{WHO}){_MID}\slived to (?:be|see|reach|the (?:great |ripe |ripe old )?age of)\s(?:the age of\s)"
        rf"?(?:only\s)?(?P<n>{NUM})(?=\s*[.,;:!?)—]|\s(?:and|years)\b)",
        rf"(?P<who>{WHO}){_MID}\s(?:was|were)\s{_ROUGH}(?P<n>{NUM})(?:\syears old|\syears of age)?\s(?:when (?P<he>s?"
        rf"he) died|at (?:the time of )?(?P<his>his|her) death)\b",
        rf"(?P<who>{_P})['’]s? (?:age at (?:his|her )?death was|death,? at (?:the age of)?)\s?(?P<n>{NUM}){_STOP}",
        rf"(?P<who>{WHO}),\s(?:(?:now|long|already)\s)?(?:dead|killed|drowned|buried|hanged|gone)\s(?:[^.;:!?\nᐁᐃ]{{0"
        rf",24}}\s)?at\s{_ROUGH}(?P<n>{NUM}){_STOP}",
        rf"(?P<who>{WHO}){_MID}\s(?:was|lay)\s(?:dead|in (?:his|her|the) grave|buried)\s(?:at|by)\s{_ROUGH}(?P<n>{NUM}){_STOP}",
        rf"(?P<who>{WHO}){_MID}\s(?:lived|would live|survived)\s(?:well |far )?into\s(?:his|her)\s(?:early\s|"
        rf"late\s)?(?P<tens>thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
        rf"(?P<who>{WHO}){_MID}\s(?:died|was killed|drowned|was buried|was dead|was in (?:his|her) grave|"
        rf"was hanged)\s(?:[^.;:!?\nᐁᐃ]{{0,24}}\s)?(?P<before>before|short of)\s(?:s?he (?:was|turned|reached|"
        rf"had turned|could turn)\s|(?:his|her)\s)?(?:the age of\s)?(?:(?P<n>{NUM})|(?P<ord>{ORD})\sbirthday)"
        rf"(?=[\s.,;:!?])(?!\s(?:days|weeks|months|o))",
        rf"(?P<who>{WHO}){_MID}\s(?P<never>did not live to|never lived to|had not lived to|not live to)"
        rf"\s(?:see|reach|be|turn)\s(?:(?:his|her)\s)?(?:(?P<n>{NUM})|(?P<ord>{ORD})\sbirthday)(?=[\s.,;:!?])",
        rf"\b[Aa]t (?:the age of\s)(?P<n>{NUM}),?\s(?P<who>{WHO})\s(?:had )?{_DIED}(?=[\s.,;])",
    )
)
_TRIGGERS = re.compile(
    r"\b(?:died|passed away|perished|expired|drowned|killed|hanged|buried|breathed|grave|lived|live|"
    r"dead|gone|survived|buried|death)\b"
)
_UNSURE = {"dream", "question", "told", "feigned", "figurative", "supposed", "negated"}
_OLDEST = 120
_TENS = {"thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}


def find_ends(reading: Reading) -> Iterator[Fact]:
    """Yield at what age people died."""
    for match in find_near(reading, _TRIGGERS, *_ENDS):
        groups = match.groupdict()
        years = number(groups.get("ord") or groups.get("n") or "") or _TENS.get(groups.get("tens") or "")
        who = who_again(reading, match, "who")
        if who is None or years is None or not 0 < years < _OLDEST:
            continue
        again = next((group for group in ("he", "his") if groups.get(group)), None)
        if again and who_again(reading, match, again) != who:
            continue
        before = reading.narration[max(0, match.start() - 40) : match.start()]
        hard = not _UNSURE & reading.hedges(*match.span()) and CLAUSE.search(before) is None
        less = bool(groups.get("before") or groups.get("never"))
        if groups.get("tens"):
            notes: tuple[str, ...] = (f"{years}-{years + 9}",)
        elif less:
            notes, hard = (f"0-{years - 1}",), hard or "never" in groups
        else:
            notes = (f"{years - 1}-{years}",) if groups.get("ord") else ()
        yield fact_at(reading, match.span(), who, "age at death", str(years), hard=hard, notes=notes)
