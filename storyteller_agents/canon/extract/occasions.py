"""When single events took place: ``occasion`` facts, whose `about` is the event and whose value is the time.

Events are a closed class of what happens to a story once or to its people once: a wedding, a funeral, a fire, a battle.
Notes: the kind of time (``weekday``, ``month``, ``season``, ``year``, ``part``) and ``who:Anna`` for those concerned. The rule
compares two such facts at any distance, which the story's running time does not allow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.time_hedges import ANY, unmeant
from storyteller_agents.canon.extract.time_words import MONTH, SEASON, WEEKDAY, YEAR
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import HE, PERSON, Reading

_NOUNS = (
    "wedding|funeral|burial|fire|flood|battle|duel|murder|accident|shipwreck|wreck|coronation|execution|explosion|earthquake|christening|baptism|"
    "robbery|raid|trial|shooting|verdict|hanging|collapse|landslide|avalanche|surrender|mutiny|massacre|betrothal|arrest|riot|ambush|landing|uprising"
)
_VERBS = {
    "wedding": r"(?:was|were|been|got|be) (?:married|wed)|married|wedded",
    "funeral": r"(?:was|were|been) buried|buried",
    "death": r"died|(?:was|were|been) killed|drowned|passed away",
    "birth": r"(?:was|were|been) born",
    "coming": r"(?:first )?(?:came|come|arrived) (?:to|in|at|into)|entered|reached|moved (?:in)?to|settled (?:in|at)",
    "leaving": r"(?:left|quitted|set out|gone away|went away|departed|sailed|emigrated|ran away)",
    "loss": r"lost (?:his|her) (?:leg|arm|eye|sight|hand|wife|husband|son|daughter|father|mother|fortune)",
    "opening": r"opened (?:the|a|his|her) (?:shop|school|inn|bakery|mill|store|business|practice)",
    "purchase": r"bought (?:the|a|his|her) (?:house|farm|mill|shop|land|inn|horse|boat)",
}
_THINGS = {
    "burning": r"burned(?: down| to the ground)?|burnt(?: down| to the ground)?|caught fire|went up in flames",
    "fall": r"fell|fallen|collapsed|came down|gave way",
    "opening": r"opened|was opened|been opened",
    "closing": r"closed|shut down|was closed",
    "building": r"was built|been built|was finished|was raised",
    "sinking": r"sank|sunk|went down|foundered|was lost",
}
_FEAST_MONTHS = {
    "christmas": "december", "michaelmas": "september", "midsummer": "june", "martinmas": "november", "candlemas": "february", "lammas": "august",
    "halloween": "october", "hallowe'en": "october", "hallowe’en": "october",
}  # fmt: skip
_SAME = {"burial": "funeral", "baptism": "christening", "wreck": "shipwreck", "hanging": "execution"}
_TIME = rf"(?:(?P<weekday>{WEEKDAY})(?!s)|(?P<month>{MONTH})|(?P<year>{YEAR})|(?P<season>{SEASON}))"
_NOUN_FIRST = re.compile(
    rf"\b(?P<lead>[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Tt]hat|{PERSON}['’]s?)\s(?:great\s|own\s)?(?P<event>{_NOUNS})\b(?![-'’])(?:\sof\s[^.!?;:,\n]{{1,30}}?)?,?\s"
    rf"(?:(?:which\s|that\s)?(?:was|had been|took place|had taken place|fell|had fallen|came|had come|happened|had happened|broke out|had broken out|was held|had been held|was fought|had been fought|occurred|had occurred|began|had begun)"
    rf"(?:\s(?:held|set|fought|celebrated|solemni[sz]ed))?|started)\s(?:(?:on|in|late in|early in|one|upon|during)\s)?(?:(?:a|the|that)\s)?(?:[a-z]+\s){{0,2}}?(?:of\s)?{_TIME}\b"
)
_TIME_FIRST = re.compile(
    rf"\b(?P<lead>[Oo]n|[Ii]n|[Tt]hat|[Tt]he|[Tt]heir|[Hh]is|[Hh]er|{PERSON}['’]s?)\s(?:the\s|that\s)?(?:[a-z]+\s)?{_TIME}(?:\s(?:day|morning|afternoon|evening|night))?\s(?:of (?:the |his |her |their |{PERSON}['’]s? ))?(?:great\s)?(?P<event>{_NOUNS})\b(?![-'’])"
)
_NAMED_DAY = re.compile(
    rf"\b(?P<lead>[Tt]he) (?:day|night|morning|evening|afternoon) of (?:the|his|her|their|{PERSON}['’]s?) (?P<event>{_NOUNS})\b,?\s(?:was |had been |it was |which was |being |fell on )?(?:(?:a|the)\s)?(?:[a-z]+\s)?{_TIME}\b"
)
_FEAST = r"(?P<feast>Christmas|Easter|Michaelmas|Midsummer|Whitsun(?:tide)?|Martinmas|Candlemas|Lammas|Hallowe['’]?en)"
_VERB = re.compile(
    rf"(?P<who>{PERSON}|\b{HE}\b)(?:\sand\s(?P<with>{PERSON}))?\s(?:had\s)?(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _VERBS.items())})\b[^.!?;:,\n]{{0,30}}?\s(?:on|in|at)\s(?:(?:a|the|that)\s)?(?:[a-z]+\s){{0,2}}?(?:of\s)?(?:{_TIME}|{_FEAST})\b"
)
_WHEN = rf"(?:(?:late|early|the end|the middle)\s)?(?:in|on|of|at|during)?\s?(?:(?:a|the|that)\s)?(?:[a-z]+\s){{0,3}}?(?:of\s)?(?:{_TIME}|{_FEAST})"
_CLEFT = re.compile(
    rf"\b[Ii]t (?:was|had been)\s(?:[a-z]+\s)?{_WHEN}[^.!?;:]{{0,30}}?\s(?:that|when)\s(?:(?P<who>{PERSON}|\b{HE}\b)(?:\sand\s(?P<with>{PERSON}))?\s(?:had\s)?(?:first\s)?(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _VERBS.items())})"
    rf"|the\s(?P<thing>[a-z]+)\s(?:had\s)?(?:{'|'.join(f'(?P<t_{name}>{words})' for name, words in _THINGS.items())}))\b"
)
_THING = re.compile(
    rf"\b[Tt]he\s(?P<thing>[a-z]+)\s(?:had\s)?(?:{'|'.join(f'(?P<t_{name}>{words})' for name, words in _THINGS.items())})\b[^.!?;:,\n]{{0,30}}?\s(?:on|in|at)\s(?:(?:a|the|that)\s)?(?:[a-z]+\s){{0,2}}?(?:of\s)?(?:{_TIME}|{_FEAST})\b"
)
_BIRTHDAY = re.compile(
    rf"(?P<who>{PERSON}|\b(?:[Hh]is|[Hh]er)\b)(?:['’]s?)?\s(?:own\s|next\s)?(?P<event>birthday|wedding day|wedding anniversary|saint['’]s day|name-day)\s(?:was|is|fell|came|had fallen|had been|lay|always fell)\s(?:[a-z]+\s){{0,3}}?(?:{_TIME}|{_FEAST})\b"
)
_OUT = re.compile(r"\b(?:before|after|since|until|till|by|from|next|last|every|each)\s(?:the\s|that\s)?$")


def find_occasions(reading: Reading) -> Iterator[Fact]:
    """Yield when single events took place."""
    for pattern in (_NOUN_FIRST, _TIME_FIRST, _NAMED_DAY):
        for match in reading.find(pattern):
            event = _SAME.get(match["event"], match["event"])
            yield from _occasion(reading, match, event)
    for match in reading.find(_VERB):
        yield from _occasion(reading, match, next(name for name in _VERBS if match[name]))
    for pattern in (_CLEFT, _THING):
        for match in reading.find(pattern):
            groups = match.groupdict()
            named = next((name for name in _VERBS if groups.get(name)), None)
            happened = next((name for name in _THINGS if groups.get(f"t_{name}")), None)
            yield from _occasion(reading, match, named or f"{happened} of the {match['thing']}")
    for match in reading.find(_BIRTHDAY):
        yield from _occasion(reading, match, "birth" if match["event"] in ("birthday", "name-day") else "wedding")


def _occasion(reading: Reading, match: re.Match[str], event: str) -> Iterator[Fact]:
    if _OUT.search(reading.narration, max(0, match.start() - 20), match.start()):
        return
    if unmeant(reading, match.span(), ANY | {"negated"}):
        return
    groups = match.groupdict()
    kind = next(kind for kind in ("weekday", "month", "year", "season", "feast") if groups.get(kind))
    value = match[kind].lower()
    if kind == "feast":
        kind, value = (
            ("season", "spring") if value in ("easter", "whitsun", "whitsuntide") else ("month", _FEAST_MONTHS[value])
        )
    first, last = reading.sentence_at(match.start())
    people = list(
        dict.fromkeys(
            f"who:{one.entity.name}" for one in reading.named_between(first, last) if one.entity.kind == "person"
        )
    )
    if groups.get("who"):
        who = reading.who(match, "who")
        if who is None:
            return
        people = list(dict.fromkeys([f"who:{who}", *people])) if event == "wedding" else [f"who:{who}"]
    if event in ("coming", "leaving"):
        places = {one.entity.name for one in reading.named_between(first, last) if one.entity.kind == "place"}
        if len(places) != 1:
            return
        event = f"{event} {'to' if event == 'coming' else 'from'} {places.pop()}"
    yield fact_at(reading, match.span(), "", "occasion", value, about=event, notes=(kind, *people))
