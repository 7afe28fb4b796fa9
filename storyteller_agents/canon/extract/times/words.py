"""The closed classes of English words for time, and their values: weekdays, months, seasons, units, times of day.

Patterns to build others from, and functions from their words to numbers. What a passage means by them is not decided here.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.numbers import CARDINAL, number

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
SEASONS = {"spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11), "winter": (12, 1, 2)}
"""The months of each season, north of the equator."""
UNITS = {
    "second": 0.0, "minute": 0.0, "hour": 0.0, "day": 1.0, "night": 1.0, "morning": 1.0, "afternoon": 1.0, "evening": 1.0,
    "week": 7.0, "fortnight": 14.0, "month": 30.0, "year": 365.0, "twelvemonth": 365.0, "decade": 3650.0, "century": 36500.0,
}  # fmt: skip
"""How many days each unit has."""
_MINUTES = {"second": 1 / 60, "minute": 1.0, "hour": 60.0}
PARTS = {
    "dawn": (240, 480), "daybreak": (240, 480), "sunrise": (240, 480), "sunup": (240, 480), "morning": (240, 719),
    "forenoon": (420, 719), "noon": (705, 735), "midday": (690, 765), "noonday": (690, 765), "afternoon": (720, 1110),
    "teatime": (900, 1080), "dusk": (930, 1350), "twilight": (930, 1350), "sunset": (930, 1320), "sundown": (930, 1320),
    "nightfall": (960, 1350), "evening": (990, 1410), "night": (1110, 1740), "midnight": (1425, 1455),
}  # fmt: skip
"""From when to when, in minutes since midnight, each part of the day may be meant; night goes on into the next day."""

WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
YEAR = r"(?:1[0-9]|20)\d\d(?!\d|,\d)"
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)"
UNIT = r"(?:seconds?|minutes?|hours?|days?|nights?|mornings?|afternoons?|evenings?|weeks?|fortnights?|twelvemonths?|months?|years?|decades?|centur(?:y|ies))"
PART = r"(?:dawn|daybreak|sunrise|sunup|morning|forenoon|noonday|noon|midday|afternoon|teatime|dusk|twilight|sunset|sundown|nightfall|evening|midnight|night)"
VAGUE = r"(?:a few|some|several|many|a number of|a couple of|a good many|a great many|a handful of|countless|numerous)"
AMOUNT = rf"(?:{VAGUE}|another|a quarter of an|three[- ]quarters of an|(?:{CARDINAL})|half an|half a|an|a|one)"
ABOUT = r"(?:about|almost|nearly|some|roughly|around|perhaps|barely|scarcely|hardly|over|under|more than|less than|close to|close on|upwards? of|at least|at most|not quite|maybe|near)"
"""Matches what makes a number a rough one."""
ADJECTIVES = r"(?:[a-z]+(?:-[a-z]+)?,?\s){0,3}"
"""Matches up to three words that may stand before a noun."""


def unit_of(word: str) -> str:
    """Return a unit in the singular: ``weeks`` → ``week``."""
    word = word.lower()
    return "century" if word == "centuries" else word.removesuffix("s")


def amount(words: str) -> float | None:
    """Return the value of a number before a unit: ``three`` → 3, ``half an`` → 0.5, ``a few`` → 3; None if it has none."""
    text = " ".join(words.lower().split())
    if re.fullmatch(VAGUE, text):
        return 2 if text == "a couple of" else 3
    if text in ("half an", "half a"):
        return 0.5
    if text.endswith("of an"):
        return 0.25 if "three" not in text else 0.75
    if text in ("a", "an", "one", "another"):
        return 1
    return number(text)


def is_vague(words: str) -> bool:
    """Whether a number is no exact one."""
    return re.fullmatch(VAGUE, " ".join(words.lower().split())) is not None


def in_days(count: float, unit: str) -> int:
    """Return a span of time in whole days."""
    return int(min(count, 1e6) * UNITS[unit_of(unit)])


def in_minutes(count: float, unit: str) -> int:
    """Return a span of time in minutes; 0 for a day and longer."""
    return round(min(count, 1e6) * _MINUTES.get(unit_of(unit), 0))


def month_number(word: str) -> int:
    """Return a month's number, from 1."""
    return MONTHS.index(word.lower()) + 1
