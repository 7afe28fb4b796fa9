"""How long it takes, and how far it is, from one place to another: ``journey`` facts.

The value is minutes, or miles where a distance is given; `about` is the two places in alphabetical order, joined by " – ". Notes:
``stated`` for what the way takes and ``trip`` for how long somebody was under way, ``minutes`` or ``miles``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.places.words import SITES
from storyteller_agents.canon.extract.times.anchors import anchors
from storyteller_agents.canon.extract.times.hedges import ANY, unmeant
from storyteller_agents.canon.extract.times.sentence_triggers import matches, sentences_with
from storyteller_agents.canon.extract.times.words import PARTS, WEEKDAY, WEEKDAYS, amount, unit_of
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import CARDINAL
from storyteller_agents.canon.reading import PERSON, PLACE, Reading

_P = rf"(?:the\s(?:[a-z]+\s(?:of|at)\s)?)?(?:{PLACE}|(?<=the )(?:{'|'.join(SITES)})\b)"
_UNIT = r"minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|miles?|leagues?|morning|afternoon|evening"
_LONG = rf"(?P<n>(?i:(?:{CARDINAL})|half an|half a|an|a|a whole|a full))(?:\s(?:full|whole|good|long|hard|weary|more|short|and a half))?[\s-](?P<unit>{_UNIT})['’]?s?['’]?(?:\s(?P<half>and a half))?"
_WAY = r"(?:journey|voyage|ride|road|way|walk|drive|march|crossing|passage|trip|sail|travel|stage|climb|row|flight|coach|train)"
_TOLD = (
    rf"\b(?:[Tt]he|[Ii]ts|[Aa]|[Tt]hat)\s(?:[a-z]+\s)?{_WAY}\s(?:from|between)\s(?P<a>{_P})\s(?:to|and|down to|up to)\s(?P<b>{_P})\s(?:had |has |always )?(?:took|takes|taken|was|is|lasted|lasts|meant|cost|needed|required|ran)(?:\s[a-z]+){{0,3}}?\s{_LONG}",
    rf"(?P<a>{_P})\s(?:lay|was|is|lies|stood|stands)(?:\s[a-z]+){{0,3}}?\s{_LONG}(?:\s(?:[a-z]+\s)?{_WAY})?(?:\s(?:by|on)\s(?:road|sea|ship|coach|rail|train|horse|horseback|foot|boat))?(?:\s(?:away|off|north|south|east|west|distant|inland|upriver))?\s(?:from|of|to)\s(?P<b>{_P})",
    rf"\b(?:[Ii]t (?:was|is|took|takes|had taken|needed)|[Tt]here (?:were|was))(?:\s[a-z]+\b)?(?:\s(?:her|him|them|me|us|{PERSON}))?\s{_LONG}(?:\s(?:[a-z]+\s)?{_WAY})?(?:\s(?:by|on)\s[a-z]+)?(?:\sto (?:ride|walk|get|travel|go|sail|drive|come|journey|reach))?\s(?:from|between)\s(?P<a>{_P})\s(?:to|and)\s(?P<b>{_P})",
    rf"\b(?:[Tt]he|[Aa])\s(?:[a-z]+\s)?{_WAY}\s(?:took|takes|had taken|needed|lasted)(?:\s[a-z]+){{0,2}}?\s{_LONG}\sfrom\s(?P<a>{_P})\sto\s(?P<b>{_P})",
    rf"\b[Ff]rom\s(?P<a>{_P})\sto\s(?P<b>{_P})(?:\sit)?\s(?:was|is|took|takes|were)(?:\s[a-z]+){{0,3}}?\s{_LONG}",
    rf"\b{_LONG}(?:\s(?:of [a-z]+|by (?:road|sea|ship|coach|rail|train)|on (?:foot|horseback)))?\s(?:lay|lie|separated|parted|divided|stretched)\s(?:between\s)?(?P<a>{_P})\s(?:and|from)\s(?P<b>{_P})",
    rf"\b[Tt]he\s{_LONG}(?:\s(?:[a-z]+\s)?{_WAY})?\s(?:from|between)\s(?P<a>{_P})\s(?:to|and)\s(?P<b>{_P})",
)
_WENT = r"(?:rode|ridden|walked|walking|sailed|drove|driven|travelled|traveled|came|come|went|got|made (?:the|his|her) \w+|journeyed|marched|rowed|galloped|hurried|covered the \w+|ran|flew)"
_TRIPS = (
    rf"\b(?:left|quitted|quit|leaving|quitting|(?:had )?(?:set out|set off|started(?: out)?|departed|rode(?: out)?|sailed|came|walked(?: out)?|drove(?: out)?|went|marched|took the road|took coach|took ship|embarked|was put aboard) (?:from|of|at|in)|(?:breakfasted|rose|woke|awoke|slept|was still|was yet|still) (?:in|at))\s(?P<a>{_P})[^\n]{{0,110}}?\b(?:(?:was|were) (?:back )?in|(?:was|were) at|reached|reaching|(?:was|were) (?:walking|riding|driving|sitting|standing|dining|supping|knocking) (?:in|at|into)|(?:dined|supped|slept|lay|knocked|lunched|stopped|got down|alighted|put up|landed|docked|arriving|drew up|made fast|stood before|walked|drove|sailed|marched|got|came) (?:in|at|into|to)|made|arrived in|arrived at|came to|entered|stood in|in sight of|rode into|sat in|walked into|landed at|landed in|to reach)\s(?P<b>{_P})",
    rf"\b{_WENT}\s(?:[a-z]+\s){{0,2}}from\s(?P<a>{_P})\sto\s(?P<b>{_P})",
    rf"\b(?:was|were|sat|stood|dined|slept|breakfasted|woke|lay)\s(?:still\s|yet\s)?(?:in|at)\s(?P<a>{_P})[^\n]{{0,60}}\b(?:and|but|yet)\s[^\n]{{0,60}}\b(?:was|were|sat|stood|dined|slept|supped|lay)\s(?:back\s|safe\s)?(?:in|at)\s(?P<b>{_P})",
    rf"\b(?:ate|had|took|eaten)\s(?:his |her |their )?(?:breakfast|lunch|dinner)\s(?:in|at)\s(?P<a>{_P})[^\n]{{0,40}}?\b(?:lunch|dinner|supper|dined|supped)\s(?:in|at)\s(?P<b>{_P})",
    rf"\b(?:was in|was at|reached|arrived in|arrived at|came to|came into|entered|rode into|walked into|got to|stood in|sat in|sat down in|landed at|landed in)\s(?P<b>{_P})[^\n]{{0,80}}?\b(?:having|had|who had|after|though)\s(?:only\s)?(?:left|leaving|quitted|quitting|set out from|started from|setting out from|ridden out of|sailed from)\s(?P<a>{_P})",
)
_TOOK = re.compile(
    rf"\b(?:(?:[Ww]ithin|[Ii]n|[Aa]fter|[Tt]ook|less than|under|only|barely|hardly)\s(?:(?:only|less than|under|barely|the space of|just|no more than|a single|little over)\s)?(?:(?P<the>the hour)|{_LONG})|{_LONG.replace('?P<n>', '?P<n2>').replace('?P<unit>', '?P<unit2>').replace('?P<half>', '?P<half2>')}\s(?:later|afterwards|after))"
)
_SAME_DAY = re.compile(
    r"\b(?:the same|that same|that very|the very same)\s(?P<part>day|morning|afternoon|evening|night|hour)|\b(?:in|within)\s(?:a|one|the|the same)\s(?:single\s|short\s)?(?P<one>day|morning|afternoon|evening|night)\b|\b(?:by|before|at|in time for|as|when|while|until|between|on the same)\s(?:the\s)?(?:(?P<lamps>(?:street )?lamps were (?:being )?(?:lit|lighted)|lamplighters?\b|sun (?:set|went down|was down|had set|was up|had gone)|stars (?:came|were) out|light (?:failed|went|was gone)|day was (?:out|over|done)|shops (?:shut|closed)|curfew|evening (?:bell|meal|service)|vespers|children were (?:in|abed)|it was (?:dark|light)|(?:same )?(?:night|day) (?:fell|was out)|church (?:bells|clock)|kettle)|(?:her |his |their )?(?P<by>noon|midday|nightfall|dusk|sunset|supper|supper-time|dinner|evening|dark|breakfast|tea|teatime|tea-time|luncheon|bedtime|bed-time|midnight|night|lunch|sundown))\b"
)
_UNITS = ("minute", "hour", "day", "night", "week", "month", "mile", "league", "morning", "afternoon", "evening")
_MEALS = re.compile(r"\bbreakfast(?:ed)?\b[^\n]{0,80}\b(?:lunch(?:ed)?|dined|dinner|supped|supper|slept)\b")
"""What fills one day, unless another is named."""
_PARTS = {"morning": 360.0, "afternoon": 360.0, "evening": 300.0, "night": 600.0}
_MINUTES = {
    "minute": 1.0,
    "hour": 60.0,
    "day": 1440.0,
    "night": 1440.0,
    "week": 10080.0,
    "fortnight": 20160.0,
    "month": 43200.0,
    "mile": 1.0,
    "league": 3.0,
    **_PARTS,
}
_FAST = re.compile(
    r"\b(?:train|rail\w*|motor\w*|car|plane|aeroplane|airplane|flew|flying|steamer|magic\w*|seven-league|carpet|broom\w*|dream\w*|portal)\b"
)
_MODES = {
    "foot": re.compile(r"\b(?:walk\w*|on foot|march\w*)\b"), "horse": re.compile(r"\b(?:rid(?:e|es|ing|den)|rode|hors\w+|coach|drive|drove|gallop\w*)\b"),
    "sea": re.compile(r"\b(?:sail\w*|sea|ship|voyage|boat|row\w*|passage|crossing)\b"), "rail": re.compile(r"\b(?:train|rail\w*)\b"),
}  # fmt: skip
_LEAST = (
    rf"\b(?:[Nn]o(?:body| one| man| horse| rider| ship| coach| cart| boat)?|[Nn]ever|cannot|could not|not)\b[^.!?;]{{0,60}}\bfrom\s(?P<a>{_P})\sto\s(?P<b>{_P})[^.!?;]{{0,30}}\b(?:in (?:less|under|fewer)(?: than)?|under|in)\s{_LONG}",
    rf"\b(?:[Tt]he )?(?:[a-z]+\s)?(?:coach|carrier|mail|packet|steamer|ferry|boat|ship|waggon|wagon|cart|journey|train|diligence|caravan)\s(?:took|takes|needed|needs|was|would take)\s(?:[a-z]+\s){{0,2}}?{_LONG}\s(?:[a-z]+\s){{0,4}}?(?:from|between)\s(?P<a>{_P})\s(?:to|and)\s(?P<b>{_P})",
    rf"(?P<b>{_P}),\s(?:(?:a|some|which was|which lay|which is|at least|full)\s)?(?:good\s)?{_LONG}(?:\s(?:[a-z]+\s)?{_WAY})?(?:\s(?:by|on)\s[a-z]+)?(?:\s(?:away|off|north|south|east|west|distant))?\sfrom\s(?P<a>{_P})",
)
_APART = (
    rf"(?P<a>{_P})\sand\s(?P<b>{_P})\s(?:are|were|lay|lie|stood|stand)\s(?:[a-z]+\s){{0,2}}?{_LONG}(?:\s(?:[a-z]+\s)?{_WAY})?\sapart",
    rf"\b[Tt]here (?:are|were|was|is)\s(?:[a-z]+\s){{0,2}}?{_LONG}(?:\s(?:of [a-z]+(?: [a-z]+)?|by (?:road|sea)))?\sbetween\s(?P<a>{_P})\sand\s(?P<b>{_P})",
    rf"\b(?:needed|needs|took|takes|required|had needed|had taken)\s(?:(?:him|her|them|us|me|{PERSON})\s)?{_LONG}\s(?:to (?:get|go|ride|walk|travel|come|sail|drive)|on the road)\sfrom\s(?P<a>{_P})\sto\s(?P<b>{_P})",
    rf"(?P<a>{_P})\s(?:lay|was|is|lies)\s[^.;!?]{{0,24}}?\bfrom\s(?P<b>{_P}),\s(?:a good\s)?{_LONG}(?:\s(?:[a-z]+\s)?{_WAY})",
)
_TOLD_PATTERNS = [re.compile(pattern) for pattern in (*_TOLD, *_APART)] + [re.compile(pattern) for pattern in _LEAST]
_TRIP_PATTERNS = [re.compile(pattern) for pattern in _TRIPS]


def find_journeys(reading: Reading) -> Iterator[Fact]:
    """Yield how long ways are, and how long somebody took for one."""
    seen: set[tuple[int, int]] = set()
    text = reading.narration
    measured = sentences_with(reading, text, _UNITS)
    for pattern in _TOLD_PATTERNS:
        for match in matches(pattern, text, measured):
            value = _length(match["n"], match["unit"], match["half"])
            places = _places(reading, match)
            key = match.span("unit")
            if (
                value is None
                or places is None
                or key in seen
                or unmeant(
                    reading,
                    match.span(),
                    {"question", "dream", "told", "figurative"}
                    if pattern in _TOLD_PATTERNS[-3:]
                    else ANY | {"negated"},
                )
            ):
                continue
            seen.add(key)
            kind = "miles" if unit_of(match["unit"]) in ("mile", "league") else "minutes"
            yield fact_at(
                reading,
                match.span(),
                "",
                "journey",
                str(value),
                about=places,
                notes=("stated", kind, f"{match['n']} {match['unit']}", _mode(match[0])),
            )
    for pattern in _TRIP_PATTERNS:
        for match in reading.find(pattern):
            yield from _trip(reading, match)


def _trip(reading: Reading, match: re.Match[str]) -> Iterator[Fact]:
    first, last = reading.sentence_at(match.start())[0], reading.sentence_at(match.end())[1]
    sentence = reading.narration[first:last]
    if _FAST.search(sentence):
        return
    took, same = _TOOK.search(sentence), _SAME_DAY.search(sentence)
    value: int | None = None
    if took:
        unit = took["unit"] or took["unit2"]
        value = 60 if took["the"] else _length(took["n"] or took["n2"], unit, took["half"] or took["half2"])
        if unit and unit_of(unit) in ("mile", "league"):
            value = None
    elif between := _between(anchors(sentence)):
        value = between
    elif same or _weekday_twice(sentence) or _MEALS.search(sentence):
        value = {"hour": 60, "morning": 420, "afternoon": 420, "breakfast": 300}.get(
            (same["part"] or same["one"] or same["by"]) if same else "", 960
        )
    places = _places(reading, match)
    if value is None and (days := _days_between(sentence)):
        value = days
    if value and places and not unmeant(reading, match.span(), ANY | {"negated"}):
        yield fact_at(
            reading,
            match.span(),
            "",
            "journey",
            str(value),
            about=places,
            notes=("trip", "minutes", (took or same or match)[0][:60], _mode(sentence)),
        )


def _days_between(sentence: str) -> int | None:
    """Return the minutes from one weekday to the next that a sentence names, the whole of both counted; None without two."""
    named = [WEEKDAYS.index(day.lower()) for day in re.findall(WEEKDAY, sentence)]
    if len(named) == 2 and named[0] != named[1]:
        return ((named[1] - named[0]) % 7) * 1440 + 720
    return (
        2400
        if re.search(
            r"\b(?:the (?:next|following) (?:day|morning|evening|noon)|on the morrow|the day after)\b", sentence
        )
        else None
    )


def _weekday_twice(sentence: str) -> bool:
    """Whether a way is said to begin and end on one weekday."""
    days = re.findall(WEEKDAY, sentence)
    return len(days) == 2 and days[0] == days[1]


def _between(when: tuple[str, ...]) -> int | None:
    """Return the minutes from the first to the last time of day among anchors; None unless there are two."""
    times: dict[str, list[int]] = {}
    for note in when:
        kind, _, value = note.partition(":")
        if kind in ("clock", "by") and "-" in value:
            times.setdefault(kind, []).append(int(value.partition("-")[0]))
        elif kind in ("part", "by") and value in PARTS:
            times.setdefault(note, []).append(sum(PARTS[value]) // 2)
    if len(times) != 2:
        return None
    first, last = times.values()
    return min((two - one) % 1440 for one in first for two in last) or None


def _length(count: str, unit: str, half: str | None) -> int | None:
    number = 1.0 if count.lower() in ("a whole", "a full") else amount(count)
    if number is None:
        return None
    return round((min(number, 1e5) + (0.5 if half else 0)) * _MINUTES[unit_of(unit)])


def _mode(words: str) -> str:
    """Return how a way is made, as far as the words say it: ``foot``, ``horse``, ``sea`` or ``rail``; else nothing."""
    return next((mode for mode, pattern in _MODES.items() if pattern.search(words)), "")


def _places(reading: Reading, match: re.Match[str]) -> str | None:
    """Return the two ends of a way, or None where they aren't two known places."""
    names = []
    for group in ("a", "b"):
        mention = reading.named_at(*match.span(group))
        if mention is not None and mention.entity.kind == "person":
            return None
        names.append(mention.entity.name if mention else match[group])
    return " – ".join(sorted(names)) if names[0] != names[1] else None
