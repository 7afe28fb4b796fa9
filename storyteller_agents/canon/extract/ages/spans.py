"""How old somebody is at least, by how long ago he did something: the part of the facts `age` that counts years back.

``Thirty years ago Anna had kept the inn``, ``Tom had not seen the sea for forty years``: Anna is thirty or more, and
more by `_GROWN` years where a child doesn't do it. ``The bridge had stood for sixty years`` gives an age to a thing,
under the name that `ages/gaps.py` has for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.ages.patterns import NUM
from storyteller_agents.canon.extract.around import find_near, who_again
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import PERSON, WHO, Reading

_P = rf"{PERSON}(?!ᐄ)"
_FEW = (
    r"(?:some |nearly |almost |about |over |more than |fully |full |a good |well over |close on |just |"
    r"only |these |the (?:last|past) |all of )*"
)
_LONG = (
    rf"(?P<n>{NUM}|a quarter of a century|half a century|two decades|three decades|four decades|five decades)"
    rf"(?:\s(?:long |whole |weary |full )?(?:years|winters|summers))?"
)
_YEARS = rf"{_FEW}{_LONG}"
_HAD = (
    r"(?:had|has|was|were|had been|has been|did|could|went|came|left|took|kept|built|met|saw|sailed|"
    r"first|last|married|learned|began|lived|worked|taught|fought)"
)
_VERB = rf"(?:{_HAD}\s[^.;:!?\n]{{0,70}}?|[a-z]+ed\s[^.;:!?\n]{{0,70}}?)"
_BACK = r"(?:ago|before|earlier|since|back|gone by)"
_TURNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<who>{WHO})(?:,? who)?\s(?P<act>{_VERB})\b{_YEARS}\s{_BACK}\b(?!\s(?:s?he|the|his|her|[ᐁᐃ])\b)",
        rf"(?P<who>{WHO})(?:,? who)?\s(?P<act>(?:had|has)\s(?:not\s|never\s)?[^.;:!?\n]{{0,70}}?)\b(?:for|"
        rf"in|these|over|through|during)\s{_YEARS}(?=[\s,.;:!?])(?!\s(?:miles|days|months|weeks|to come|"
        rf"more|hence))",
        rf"(?:^|[.!?;—\ue000”]\s?|\n)\s*(?:[Ff]or\s|[Ii]n\s|[Ss]ome\s|[Nn]early\s|[Aa]ll of\s)?(?P<n>(?i:{NUM})"
        rf")\s(?:long |whole |weary |full )?(?:years|winters|summers)(?:\s(?:{_BACK}|now))?,?\s(?P<who>{WHO})"
        rf"\s(?P<act>had\s[^.;:!?\n]{{3,60}})",
        rf"\b[Ii]t was\s{_YEARS}\ssince\s(?P<who>{WHO})\s(?P<act>(?:had\s)?[^.;:!?\n]{{3,60}})",
    )
)
_GROWN_ACT = re.compile(
    r"\b(?:married|wed|wife|husband|enlisted|fought|soldier\w*|taught|teaching|commanded|captain|preached|"
    r"parish|practice|practis\w+|"
    r"served|ordained|retired|graduated|built|bought|sold|opened|founded|kept (?:the|an?) (?:inn|shop|"
    r"school|bar|post|house|farm|mill|light)|"
    r"widow\w*|divorced|voted|sailed|ploughed|farmed|ran the|run the|office|worked|employed|doctor|"
    r"nurse|priest|lawyer|judge|king|queen|"
    r"borne?|father of|mother of|come of age)\b"
)
_GROWN = 11
_THING = re.compile(
    r"(?P<thing>[Tt]he\s(?:(?!same|very|day|year|two|next|first|last)[a-z-]+\s){0,2}?[a-z-]+)\s(?:was|"
    r"had stood|had been standing|had been open|had spanned [a-z ]{2,20}|stood)\s(?:now |there |already |"
    r"just )?"
    rf"(?:for )?(?P<n>{NUM})\syears(?P<old>\sold|\sof age)?(?=[\s,.;:!?])"
)
_TRIGGERS = re.compile(
    rf"\b(?:{NUM}|century|decades)\s(?:(?:long |whole |weary |full )?(?:years|winters|summers)|of a century|"
    rf"a century)?\b"
)
_YEAR_WORD = re.compile(r"\b(?:years|winters|summers|century|decades)\b")
_UNSURE = {"dream", "question", "told", "feigned", "figurative", "supposed", "ghost"}
_VALUES = {
    "a quarter of a century": 25,
    "half a century": 50,
    "two decades": 20,
    "three decades": 30,
    "four decades": 40,
    "five decades": 50,
}
_OLDEST = 119


def find_spans(reading: Reading) -> Iterator[Fact]:
    """Yield the least ages that follow from how long ago something was."""
    for match in find_near(reading, _YEAR_WORD, *_TURNS):
        words = match["n"].lower()
        years = _VALUES.get(words) or number(words)
        if (
            years is None
            or not 8 <= years <= 100
            or not _YEAR_WORD.search(match[0][match.start("n") - match.start() :])
        ):
            continue
        who = who_again(reading, match, "who")
        if who is None or re.search(
            r"\b(?:would|will|might|lain|dead|buried|grave|haunted|been asleep|slept|enchanted|spell)\b", match[0]
        ):
            continue
        named = reading.named_between(match.start("act"), match.end("act"))
        if any(mention.entity.kind == "person" for mention in named) and re.search(r"\bthat\b|\bwho\b", match["act"]):
            continue
        low = years + (_GROWN if _GROWN_ACT.search(match["act"]) else 0)
        first, _ = reading.sentence_at(match.start())
        hard = not _UNSURE & reading.hedges(*match.span()) and " when " not in reading.narration[first : match.start()]
        yield fact_at(reading, match.span(), who, "age", str(low), hard=hard, notes=(f"{low}-{_OLDEST}", "stage"))
    for match in find_near(reading, _YEAR_WORD, _THING):
        years = number(match["n"])
        stood = (
            match["old"] or "stood" in match[0] or "standing" in match[0] or "open" in match[0] or "spanned" in match[0]
        )
        if years and stood and " when " not in reading.narration[match.end() : match.end() + 60]:
            name = " ".join(word for word in match["thing"].lower().split() if word not in ("old", "new", "great"))
            yield fact_at(reading, match.span(), name, "age", str(years))
