"""How much time the narration says to have gone by: ``elapsed`` facts, whose value is a number of days.

Notes: ``vague`` for a rough number, ``minutes:60`` for what is shorter than a day, ``back`` for a step back in time,
``since`` for one that counts from something else than now (``three days after the wedding``), ``during`` for a span that
something filled (``for three days they rode``). The last three are soft, as is what somebody supposes or plans.
What goes by without a number (``time passed``, ``one day``) is a ``jump``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.times.hedges import ANY, narrated, unmeant
from storyteller_agents.canon.extract.times.sentence_triggers import matches, sentences_with
from storyteller_agents.canon.extract.times.words import (
    ABOUT,
    AMOUNT,
    PART,
    PARTS,
    SEASON,
    UNIT,
    WEEKDAY,
    amount,
    in_days,
    in_minutes,
    is_vague,
)
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import Reading

_PASSED = (
    r"(?:(?:had|have)\s)?(?:passed|gone by|went by|elapsed|slipped (?:by|away|past)|crept (?:by|past)|dragged (?:by|past|on)|rolled by|flew by|"
    r"followed|wore away|fled|(?<=had )gone|(?<=was )gone|(?<=were )gone|ticked (?:by|away|past)|wore on|ran out|had run out|(?:was|were) (?:out|up|past)|drifted by|were over|was over|went past|came and went|had run)"
)
_SPAN = re.compile(
    rf"\b(?:(?P<about>(?i:{ABOUT}))\s)?(?P<n>(?i:{AMOUNT}))(?:\s(?:more|whole|full|long|short|further))?[\s-](?P<unit>{UNIT})\b(?:\sand a half)?"
    rf"(?:\s(?P<later>later|afterwards?|thereafter|on\b(?=[,;.])|from (?:that|then)\b|after that\b|after (?:that|the) (?:same )?{WEEKDAY}\b|after\b(?=\s?[,;.])|{_PASSED})"
    rf"|\s(?P<since>after|from|since)\s(?=\w)|\s(?P<back>earlier|before|ago|previously|back)\b)"
)
_AFTER = re.compile(
    rf"\b(?P<lead>[Aa]fter|[Aa]t the end of|[Ff]or|[Ww]ithin|[Ii]n)\s(?:the (?:space|course) of\s)?(?:(?P<about>(?i:{ABOUT}))\s)?"
    rf"(?P<n>{AMOUNT})(?:\s(?:more|whole|full|long|short|such))?\s(?P<unit>{UNIT})\b(?!\s(?:of age|old|later|afterwards?|before|ago|earlier))"
)
_NEXT = re.compile(
    r"\b(?:(?i:the|that|on the|upon the)\s)?(?:very\s)?(?P<next>[Nn]ext|[Ff]ollowing|succeeding)\s"
    rf"(?P<unit>day but one|day|{PART}|week|fortnight|month|year|{SEASON})\b(?:\s(?P<week>week)\b)?"
)
_MORROW = re.compile(
    rf"\b(?:[Oo]n the morrow|[Tt]he morrow\b|(?P<event>[Tt]he (?:day|{PART}) after)(?P<rest>\s(?:(?:the|his|her|their|my|our|a)\s|[A-Z]))?"
    rf"|[Tt]he (?P<back>(?:day|{PART}|week|year) before|previous (?:day|week|year|{PART})|preceding (?:day|week|year|{PART})))(?![\w-])"
)
_SAME = re.compile(
    rf"\b(?:[Ll]ater (?:on )?(?:that|the|in the) (?:same )?(?:day|{PART})|(?:[Tt]hat|[Tt]he) (?:very )?same (?:day|{PART})|[Mm]oments later|"
    rf"(?:[Aa]|[Tt]he next) (?:moment|instant|minute) later)\b"
)
_NTH = re.compile(
    rf"\b(?:[Oo]n|[Uu]pon|[Bb]y|[Aa]t)?\s?[Tt]he (?P<n>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?P<unit>day|{PART})\b(?:\s(?:after|from|out|since|of))?"
)
_JUMP = re.compile(
    r"\b(?:(?:[Dd]ays|[Ww]eeks|[Mm]onths|[Yy]ears|[Tt]ime|[Nn]ights)\s(?:had\s)?(?:passed|went|gone|go|slipped|later|wore|rolled|flew|dragged|followed|crept)"
    rf"|(?:[Oo]ne|[Ss]ome|[Aa]nother|[Tt]he other) (?:fine\s|cold\s|bright\s|dark\s)?(?:day|{PART})\b(?! of\b)|[Oo]ne {SEASON}|(?:[Aa]t last|[Ff]inally|[Aa]nd then|[Tt]hen) the day"
    r"|in time\b|by and by|in due (?:course|time)|for (?:days|weeks|months|years|a while|a long time|some time)|after a (?:while|time|long)|[Ss]oon (?:after|afterwards)"
    r"|(?:on|upon) the (?:last|first) (?:day|morning|night|evening)"
    rf"|{SEASON} (?:passed|went|came|had (?:come|gone|passed))|all (?:that )?(?:week|month|{SEASON})|the rest of the (?:week|month|year))\b"
)
_FILLED = re.compile(r"['’]|\s(?:at|in|of|as|on|with|under|among|abroad|away|without|spent)\b")
_SHORT = re.compile(r"in time|by and by|for a (?:while|long time)|for some time|after a|soon")
_PLAN = re.compile(
    r"\b(?:would|will|should|to be|was to|were to|until|till|by|for|before|plan\w*|promis\w*|agree\w*|arrang\w*|appoint\w*|order\w*|postpon\w*)\b(?:\s\w+){0,4}\s?$"
)
_UNITS = (
    "second",
    "minute",
    "hour",
    "day",
    "night",
    "morning",
    "afternoon",
    "evening",
    "week",
    "month",
    "year",
    "decade",
    "centur",
)
_TRIGGERS = (
    *_UNITS,
    *(word for word in PARTS if word not in _UNITS),
    "morrow",
    "time",
    "spring",
    "summer",
    "autumn",
    "winter",
    "moment",
    "instant",
    "oon after",
    "by and by",
    "due course",
    "a while",
    "after a long",
)


def find_elapsed(reading: Reading) -> Iterator[Fact]:
    """Yield how much time goes by."""
    text, counted = narrated(reading), set()
    timed = sentences_with(reading, text, _TRIGGERS)
    for match in matches(_SPAN, text, timed):
        counted.add(match.start("unit"))
        count = amount(match["n"])
        if count is not None:
            notes = ("back",) if match["back"] else ("since",) if match["since"] else ()
            yield _elapsed(reading, match, count, match["unit"], notes)
    for match in matches(_AFTER, text, timed):
        count = amount(match["n"])
        if count is not None:
            yield _elapsed(reading, match, count, match["unit"], () if _moves(reading, match) else ("during",))
    for match in matches(_NEXT, text, timed):
        yield _next(reading, match)
    for match in matches(_MORROW, text, timed):
        notes = ("back",) if match["back"] else ("since",) if match["rest"] else ()
        yield _fact(reading, match, 1, notes)
    for match in matches(_SAME, text, timed):
        yield _fact(reading, match, 0, ("same",))
    for match in matches(_NTH, text, timed):
        yield _fact(reading, match, number(match["n"]) or 0, ("nth",))
    for match in matches(_JUMP, text, timed):
        if match.start() in counted:
            continue
        words = " ".join(match[0].lower().split())
        if not _SHORT.match(words):
            yield fact_at(reading, match.span(), "", "jump", words)


def _moves(reading: Reading, match: re.Match[str]) -> bool:
    """Whether ``after ten years`` says that they passed, rather than what filled them (``after ten years at sea``)."""
    return match["lead"].lower() in ("after", "at the end of") and not _FILLED.match(reading.narration, match.end())


def _elapsed(reading: Reading, match: re.Match[str], count: float, unit: str, notes: tuple[str, ...]) -> Fact:
    short = in_minutes(count, unit)
    rough = match["about"] is not None or is_vague(match["n"])
    extra = (*notes, *(("vague",) if rough else ()), *((f"minutes:{short}",) if short else ()))
    return _fact(reading, match, in_days(count, unit), extra)


def _next(reading: Reading, match: re.Match[str]) -> Fact:
    unit = match["unit"].lower()
    if match["week"]:
        return _fact(reading, match, 8, ("vague",))
    if unit in ("week", "fortnight", "month", "year"):
        return _fact(reading, match, in_days(1, unit), ("vague", "next"))
    if unit in ("spring", "summer", "autumn", "winter"):
        return _fact(reading, match, 180, ("vague",))
    return _fact(reading, match, 2 if unit == "day but one" else 1, ())


def _fact(reading: Reading, match: re.Match[str], days: int, notes: tuple[str, ...]) -> Fact:
    first = max(reading.sentence_at(match.start())[0], match.start() - 60)
    planned = bool(_PLAN.search(reading.narration, first, match.start()))
    hedged = planned or not {"back", "since", "during"}.isdisjoint(notes)
    hedged = hedged or unmeant(reading, match.span(), ANY | {"negated"})
    return fact_at(
        reading,
        match.span(),
        "",
        "elapsed",
        str(days),
        hard=not hedged,
        notes=(*notes, *(("plan",) if planned else ())),
    )
