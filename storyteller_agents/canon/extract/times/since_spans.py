"""How long ago things were, and how far on they are: ``duration`` facts about ``since the flood``, ``nth`` facts, ``left`` facts.

``It was twelve years since the flood`` and ``the flood, seven years before`` count back from the running time, so they may be
compared with what has passed between. ``nth`` is the day or week that something is in (``the ninth week of the strike``), ``left`` how long
it still is to something (``five days before the wedding``, ``with a week to go``). The value is a number of days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.times.hedges import ANY, unmeant
from storyteller_agents.canon.extract.times.loose_spans import nearest_topic
from storyteller_agents.canon.extract.times.sentence_triggers import matches, sentences_with
from storyteller_agents.canon.extract.times.words import ABOUT, in_days, is_vague, unit_of
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import CARDINAL, ORDINAL, number
from storyteller_agents.canon.reading import HE, PERSON, Reading

_NOUNS = (
    "wedding|marriage|funeral|burial|fire|flood|battle|duel|murder|accident|shipwreck|wreck|coronation|execution|explosion|earthquake|christening|robbery|raid|trial|"
    "shooting|hanging|landslide|avalanche|surrender|mutiny|massacre|riot|death|birth|arrest|quarrel|war|siege|famine|plague|strike|eclipse|harvest|crossing|divorce|sale"
)
_SPAN = rf"(?:(?P<about>(?i:{ABOUT}))\s)?(?P<n>(?i:(?:{CARDINAL})|a|an|one))\s(?:whole |full |long |good )?(?P<unit>days?|weeks?|fortnights?|months?|years?)"
_EVENT = (
    rf"(?:(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Tt]hat|{PERSON}['’]s?)\s(?:[a-z]+\s)??(?P<noun>{_NOUNS})\b|(?P<who>{PERSON}|\b{HE}\b)\s(?:had\s|was\s|had been\s)?(?:[a-z]+ly\s|first\s|last\s)?(?P<verb>[a-z]{{3,}})"
    rf"|[Tt]he\s(?P<thing>[a-z]{{3,}})\s(?:had\s|was\s|had been\s)?(?P<did>[a-z]{{3,}}))"
)
_PATTERNS = (
    re.compile(
        rf"\b{_SPAN}\s(?:to the day |now |gone |had passed |had gone by |have passed |have gone by ){{0,2}}since\s{_EVENT}"
    ),
    re.compile(
        rf"\b{_EVENT}\b[^.!?;:\n]{{0,40}}?\s{_SPAN}\s(?:ago|before|earlier|since|back|previously)\b(?!\s(?:the|his|her|he|she|they|it|an?|that|[ᐁᐂᐃ])\b)"
    ),
    re.compile(rf"\b{_SPAN}\s(?:ago|earlier|before),?\s(?:when\s|that\s)?{_EVENT}"),
)
_UNIT_NEAR = re.compile(r"\b(?:days?|weeks?|fortnights?|months?|years?)\b")
_NTH = re.compile(
    rf"\b(?:(?:in|into|on|reached|entered|was|being|upon)\s)?(?:the|its|his|her|their)\s(?P<n>{ORDINAL})\s(?P<unit>day|night|week|month|year)\b(?=\s(?:of|in|out|at|since)\b|[,.;]|\sand\b|\swhen\b)"
)
_LEFT = re.compile(
    rf"\b(?P<n>(?i:(?:{CARDINAL})|a|an|one))\s(?P<unit>days?|weeks?|fortnights?|months?)\s(?:were |was |still |yet )?(?:(?:left |remained |to go )?(?:before|until|till)|off was|away was)\s(?:the|his|her|their)\s(?:[a-z]+\s)??(?P<noun>{_NOUNS}|election|ball|fair|feast|sailing|auction|concert|examination|race|hearing)\b"
)
_HAD_LEFT = re.compile(
    r"\b(?:there (?:were|was)|it (?:was|wanted)|only|still|but|with|had|left|remained|lacked)\s(?:(?:only|just|but|still|exactly|yet|now)\s){0,2}$",
    re.IGNORECASE,
)
_STEMS = {
    "come": "came",
    "leave": "left",
    "fallen": "fell",
    "burnt": "burned",
    "gone": "went",
    "drowned": "died",
    "married": "wedding",
    "died": "death",
    "born": "birth",
    "wed": "wedding",
    "buried": "funeral",
}
_STATES = frozenset(
    "was had were been did could would might should must who that and but not never knew thought said felt saw seemed looked old".split()
)


def find_since(reading: Reading) -> Iterator[Fact]:
    """Yield how long ago things were, which day of them it is, and how long it still is to them."""
    text = reading.narration
    spans = sentences_with(reading, text, ("day", "week", "fortnight", "month", "year", "night"))
    for near in matches(_UNIT_NEAR, text, spans):
        first, last = reading.sentence_at(near.start())
        if not re.search(r"\b(?:since|ago|before|earlier|back|previously)\b", text[near.end() : near.end() + 40]):
            continue
        for pattern in _PATTERNS:
            found = (
                match
                for match in pattern.finditer(text, max(first, near.start() - 120), last)
                if match.start("unit") == near.start()
            )
            for match in found:
                yield from _since(reading, match)
    for match in matches(_NTH, text, spans):
        count = number(match["n"])
        topic = nearest_topic(text, match.span(), reading.sentence_at(match.start()))
        if count and topic and not unmeant(reading, match.span(), ANY | {"negated", "memory"}):
            yield fact_at(
                reading,
                match.span(),
                "",
                "nth",
                str(in_days(count, match["unit"])),
                about=topic,
                notes=(f"{count} {match['unit']}",),
            )
    for match in matches(_LEFT, text, spans):
        count = 1 if match["n"].lower() in ("a", "an", "one") else number(match["n"])
        lead = _HAD_LEFT.search(text, max(reading.sentence_at(match.start())[0], match.start() - 40), match.start())
        if count and lead and not unmeant(reading, match.span(), ANY | {"negated", "memory"}):
            yield fact_at(
                reading,
                match.span(),
                "",
                "left",
                str(in_days(count, match["unit"])),
                about=match["noun"],
                notes=(f"{count} {unit_of(match['unit'])}",),
            )


def _since(reading: Reading, match: re.Match[str]) -> Iterator[Fact]:
    count = 1 if match["n"].lower() in ("a", "an", "one") else number(match["n"])
    verb = match["verb"] or match["did"]
    if not count or (verb and verb in _STATES) or unmeant(reading, match.span(), ANY | {"negated"}):
        return
    people: list[str] = []
    if match["who"]:
        who = reading.who(match, "who")
        if who is None:
            return
        people = [f"who:{who}"]
    event = match["noun"] or _STEMS.get(verb, verb)[:5]
    topic = f"time since the {match['thing']} {event}" if match["thing"] else f"time since the {event}"
    rough = match["about"] or is_vague(match["n"])
    notes = (f"{count} {unit_of(match['unit'])}", "since", *(("vague",) if rough else ()), *people)
    yield fact_at(reading, match.span(), "", "duration", str(in_days(count, match["unit"])), about=topic, notes=notes)
