"""Which day, month and season the narration says it is: ``weekday``, ``date`` and ``season`` facts of the story's own time.

Notes: ``now`` for a plain statement (``it was Monday``), ``at`` for a day that something happens on (``on Monday they``),
``jump`` for a new day at an unknown distance (``the following Monday``), ``day:+1`` and ``day:-1`` for tomorrow and
yesterday. A mention of another day (``since Monday``, ``by Friday``, ``every Sunday``) is no fact. A date's value is
``year-month-day`` in figures with ``?`` for what isn't said, and ``on:friday`` among its notes if the day was named with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.times.hedges import ANY, narrated, unmeant
from storyteller_agents.canon.extract.times.sentence_triggers import Spans, matches, sentences_with
from storyteller_agents.canon.extract.times.words import (
    ADJECTIVES,
    MONTH,
    MONTHS,
    PART,
    SEASON,
    SEASONS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    month_number,
)
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import ORDINAL, number
from storyteller_agents.canon.reading import Reading

_DAY = re.compile(rf"\b(?P<day>{WEEKDAY})\b(?!s|['’]s?\s(?!(?:{PART}|sun|light|dawn)\b))")
_NOT_THE_DAY = re.compile(
    r"[ -](?:[Ss]chools?|[Bb]est|clothes|dinners?|suits?|dress(?:es)?|hats?|coats?|papers?|services?|roast|lunch|[Mm]ass|club|market|to\b|or\b|and [A-Z])"
)
_CLEFT = re.compile(r"\s(?:[a-z]+\s){0,2}that\s")
"""``It was on a Monday that she first came`` says nothing of today."""
_BELLS = re.compile(r"\s(?:[Mm]ass|[Ss]ervice|morning service|bells?|prayers?|market)\b")
_RINGING = re.compile(
    r"\b(?:ringing|rang|bells?|on (?:his|her|their|the) way to|going to|dressed for|gathering for|pealing|setting up for)\b"
)
_OTHER_DAY = re.compile(
    r"\b(?:every|each|since|until|till|by|before|after|from|last|past|most|for|any|coming|previous|alternate|between|than|"
    r"or|to|like|of|all|another|for the|of the|other|called|named|through|next)\s(?:(?:the|a|that|an)\s)?(?:[a-z]+\s)?$"
)
_OTHER_DATE = re.compile(
    r"\b(?:every|each|since|until|till|by|before|after|from|any|between|than|or|next)\s(?:(?:the|a|that)\s)?(?:[a-z]+\s)?$"
)
_PLAIN = re.compile(
    rf"\b(?:(?:[Ii]t|[Tt]his|[Tt]he day|[Tt]oday|[Tt]o-day|[Tt]hat day|[Ii]t all)(?:[ ,]\s?(?:was|is|being|now being|happened to be|turned out to be|chanced to be)|['’]s)\s"
    rf"|[Tt]he (?:day|date) (?:was|being)\s|[Tt]hat (?:was|being)\s)(?:on\s)?(?:(?:now|already|only|still|just|then|late on|early on|again|indeed)\s)*(?:(?:a|an|the|that)\s)?{ADJECTIVES}$"
)
_AT = re.compile(
    rf"(?:\b[Oo]n|\b[Uu]pon|\b[Ll]ate on|\b[Ee]arly on|\b[Ll]ate|\b[Ee]arly)\s(?:(?:the|that|this|a|an)\s)?{ADJECTIVES}$|\b(?:[Tt]hat|[Tt]his)\s(?:same\s|very\s)?(?:[a-z]+\s)?$"
    rf"|\b(?:{PART}|day|date) of (?:the |that )?$"
)
_COMES = re.compile(
    rf"(?:\s{PART})?(?:\s(?:had\s)?(?:came|come|dawned|broke|arrived|found|brought|began|opened|was (?:a|the|wet|fine|cold|hot|bright|grey|gray|dark)|turned out|proved))\b|\s{PART}\b,?\s|,"
)
_NEXT_DAY = re.compile(
    r"\b(?:[Tt]omorrow|[Tt]o-morrow|[Tt]he (?:next|following) day|[Tt]he day after)\s(?:would be|was to be|will be|is)\s(?:a\s|the\s)?$"
)
_LAST_DAY = re.compile(r"\b(?:[Yy]esterday|[Tt]he day before|[Tt]he previous day)\s(?:had been|was)\s(?:a\s|the\s)?$")
_APPOSED = re.compile(
    rf"(?:\b(?i:(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:day|{PART})|later|next day|morrow|next {PART}|following day|following {PART}|day after|days? after|after that|{PART} after|days? had passed|passed|gone by|earlier|before)"
    rf"(?:[,—–(-]+\s?|\s(?:being|was|which was|fell on|it was)\s|\s?[,—-]\s?(?:which was|being|and it was|it was)\s)(?:[Oo]n\s)?(?:(?:a|the|that)\s)?{ADJECTIVES})$"
)
_PAST = re.compile(
    r"\b(?:had(?:n['’]t)? (?:been|\w+ed|\w+en|\w+n|come|gone|met|said|told|left|made|set|put|lost|found)|would|should|to be|must|might)\b[^.!?]{0,60}$"
)

DATE = re.compile(
    rf"\b(?:(?P<on>{WEEKDAY}),?\s(?:the\s)?)?(?:(?P<nth>{ORDINAL})\s(?:day\s)?(?:of\s)?(?P<of>{MONTH})|(?P<figure>[0-3]?\d)\s(?P<month>{MONTH})"
    rf"|(?P<named>{MONTH})\s(?:the\s)?(?P<on_day>{ORDINAL}|[0-3]?\d)(?![\d:]))\b(?:,?\s(?:of\s|in\s)?(?:the year\s)?(?P<year>{YEAR}))?(?:,\s(?:a|was a|it was a|on a)\s(?P<after>{WEEKDAY}))?"
)
"""Matches a date with day and month: its groups name what is said."""
_BARE = re.compile(
    rf"\b(?P<on>{WEEKDAY}),?\s(?:the\s)(?P<nth>{ORDINAL})\b(?!\s(?:of\s)?(?:{MONTH}|[a-z]+day|\w+ (?:was|of)))"
)
_MONTH = re.compile(
    rf"\b(?P<lead>[Ii]n|[Ee]arly|[Ll]ate|[Mm]id|[Tt]hat|[Tt]his|[Oo]ne|[Ii]t was|[Aa]n?|[Ee]nd of|[Mm]iddle of|[Bb]eginning of|[Ww]eek of|[Dd]ays? of|[Tt]he)[\s-](?:[a-z]+\s)?(?P<month>{MONTH})\b"
    rf"(?:,?\s(?:of\s)?(?P<year>{YEAR}))?(?:\s(?P<part>day|{PART}))?"
)
_YEAR = re.compile(
    rf"\b(?P<lead>[Ii]n|[Ii]t was|[Tt]he year was|[Oo]f|[Tt]he year|(?<=year,)|(?<=summer,)|(?<=winter,)|(?<=spring,)|(?<=autumn,)|(?<=later,))\s(?:the (?:year|spring|summer|autumn|fall|winter) (?:of )?)?(?P<year>{YEAR})\b(?!s|-|[–—]\d)"
)
_SEASON = re.compile(
    rf"\b(?:(?:[Ii]t|[Tt]his|[Tt]hey|[Hh]e|[Ss]he|[Ww]e|[Ii]) (?:was|were) (?:(?:now|already|still|only|just|then|again|not yet|early in the|late in the|in the|deep in|the (?:first|last|second|third) (?:day|week|month) of|(?:in |at )?the (?:middle|end|beginning|height|depths?|dead|heart|midst) of)\s)*(?:a\s|an\s|the\s)?(?:[a-z]+,?\s){{0,2}}"
    rf"|\b(?:[Tt]hat|[Tt]his)\s(?:same\s|cold\s|hot\s|long\s)?|\b(?:[Aa]n?|[Tt]he|[Oo]ne)\s(?:[a-z]+,?\s){{0,2}}|(?:^|(?<=[.!?]\s))|\b[Ii]n (?:the )?(?:early |late |deep |mid-?)?)(?P<season>{SEASON})(?P<tail>['’]s)?"
    rf"(?=\s(?P<next>day|{PART}|sun(?:shine|light)?|sky|wind|storm|rain|air|term|had (?:come|set in|begun|arrived)|came|was (?:upon|here|over|nearly|almost|at)|lay|of {YEAR})\b|\b)"
)


_LOOKS_BACK = re.compile(r"\b[Tt]hat (?:was|had been)\s(?:back\s|all\s)?$")
_MONTH_NAMES = tuple(month.capitalize() for month in MONTHS)
_TRIGGERS = (*_MONTH_NAMES, "day, the", " 1", " 20")


def find_dates(reading: Reading) -> Iterator[Fact]:
    """Yield the weekdays, dates, months and seasons."""
    text = narrated(reading)
    yield from _weekdays(reading, text)
    dated = sentences_with(reading, text, _TRIGGERS)
    yield from _full_dates(reading, text, dated)
    yield from _months(reading, text, dated)
    yield from _seasons(reading, text)


def _weekdays(reading: Reading, text: str) -> Iterator[Fact]:
    for match in matches(_DAY, text, sentences_with(reading, text, [day.capitalize() for day in WEEKDAYS])):
        sentence = reading.sentence_at(match.start())[0]
        before = text[max(sentence, match.start() - 70) : match.start()]
        note = _day_note(before, text, match)
        if _BELLS.match(text, match.end()) and _RINGING.search(text, sentence, match.start()):
            note = "told"
        elif not note or _NOT_THE_DAY.match(text, match.end()):
            continue
        if note == "now" and _CLEFT.match(text, match.end()):
            note = "past"
        if note in ("now", "at") and _PAST.search(before):
            note = "past"
        hard = note.startswith("day:") or not unmeant(reading, match.span(), ANY)
        yield fact_at(reading, match.span(), "", "weekday", match["day"].lower(), hard=hard, notes=(note,))


def _day_note(before: str, text: str, match: re.Match[str]) -> str:
    if _NEXT_DAY.search(before):
        return "day:+1"
    if _LAST_DAY.search(before):
        return "day:-1"
    if _APPOSED.search(before):
        return "told"
    if _PLAIN.search(before):
        return "now"
    if re.search(r"\b(?:following|one)\s(?:[a-z]+\s)?$", before, re.IGNORECASE):
        return "jump"
    if _OTHER_DAY.search(before) and not re.search(rf"\b(?:{PART}|day) of (?:the |that )?(?:same )?$", before):
        return ""
    if _AT.search(before):
        if re.search(r"\b[Tt]hat (?:very )?same\s$", before):
            return "now"
        return "jump" if re.search(r"\b(?:[Oo]n|[Uu]pon|[Ll]ate on|[Ee]arly on) an?\s[^.]{0,30}$", before) else "at"
    if not before.strip() or re.fullmatch(r"\s*(?:[Tt]he|[Bb]ut|[Aa]nd|[Tt]hen|[Ss]o)\s", before):
        return "at" if _COMES.match(text, match.end()) else ""
    return ""


def _full_dates(reading: Reading, text: str, dated: Spans) -> Iterator[Fact]:
    for match in matches(DATE, text, dated):
        value = date_value(match)
        if value:
            yield _dated(reading, text, match, value, (match["on"] or match["after"] or "").lower())
    for match in matches(_BARE, text, dated):
        day = number(match["nth"])
        if day and day <= 31:
            yield _dated(reading, text, match, f"?-?-{day}", match["on"].lower())


def date_value(match: re.Match[str]) -> str:
    """Return a matched `DATE` as year, month and day; empty if there is no such day."""
    day = number(match["nth"] or match["figure"] or match["on_day"] or "")
    month = match["of"] or match["month"] or match["named"]
    return f"{match['year'] or '?'}-{month_number(month)}-{day}" if day and day <= 31 else ""


def _months(reading: Reading, text: str, dated: Spans) -> Iterator[Fact]:
    for match in matches(_MONTH, text, dated):
        month = month_number(match["month"])
        if (
            match["month"] in ("March", "May")
            and match["lead"].lower() in ("a", "an", "the", "that", "this", "one")
            and not match["part"]
        ):
            continue
        yield _dated(reading, text, match, f"{match['year'] or '?'}-{month}-?", "")
    for match in matches(_YEAR, text, dated):
        yield _dated(reading, text, match, f"{match['year']}-?-?", "")


def _dated(reading: Reading, text: str, match: re.Match[str], value: str, weekday: str) -> Fact:
    sentence = reading.sentence_at(match.start())[0]
    before = text[max(sentence, match.start() - 60) : match.start()]
    other = _OTHER_DATE.search(before) or _PAST.search(before) or _LOOKS_BACK.search(before)
    hedged = unmeant(reading, match.span(), ANY)
    note = (
        "past"
        if other
        else "now"
        if _PLAIN.search(before) or match[0].lower().startswith(("it was", "that ", "this "))
        else "at"
    )
    notes = (note, *((f"on:{weekday}",) if weekday else ()))
    return fact_at(reading, match.span(), "", "date", value, hard=not hedged, notes=notes)


def _seasons(reading: Reading, text: str) -> Iterator[Fact]:
    for match in matches(_SEASON, text, sentences_with(reading, text, [season[1:] for season in SEASONS])):
        words = match[0].lower()
        plain = (
            words.startswith(("it was", "this was", "that ", "this "))
            or " of" in words[:-6]
            or ("in the" in words[:24] and " was " in words)
            or match["next"] is not None
        )
        if not plain or (match["season"].lower() == "spring" and words.startswith("the ") and match["next"] is None):
            continue
        hedged = unmeant(
            reading,
            match.span(),
            ANY | {"negated"} | ({"habit"} if (match["next"] or "").startswith("had") else {"memory"}),
        )
        past = _PAST.search(text, max(reading.sentence_at(match.start())[0], match.start() - 60), match.start())
        yield fact_at(
            reading,
            match.span(),
            "",
            "season",
            match["season"].lower(),
            hard=not hedged,
            notes=("past" if past or " still " in words else "now",),
        )
