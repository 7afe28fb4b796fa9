"""The times that a clause names: weekdays, months, dates, years, seasons and feasts, as kinds and values that can be compared.

A time that only bounds another one (``before Monday``, ``until spring``, ``every Sunday``) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.times.dates import DATE, date_value
from storyteller_agents.canon.extract.times.words import MONTH, MONTHS, SEASON, SEASONS, WEEKDAY, WEEKDAYS, YEAR

_FEAST = r"(?P<feast>Christmas|Easter|Michaelmas|Midsummer|Whitsun(?:tide)?|Martinmas|Candlemas|Lammas|Hallowe['’]?en)"
_FEAST_MONTHS = {
    "christmas": "december", "michaelmas": "september", "midsummer": "june", "martinmas": "november",
    "candlemas": "february", "lammas": "august", "halloween": "october", "hallowe'en": "october", "hallowe’en": "october",
}  # fmt: skip
TIME_TRIGGERS = (
    *(day.capitalize() for day in WEEKDAYS), *(month.capitalize() for month in MONTHS), *(season[1:] for season in SEASONS),
    " 1", " 20", "Christmas", "Easter", "Michaelmas", "idsummer", "Whitsun", "Martinmas", "Candlemas", "Lammas", "Hallowe",
)  # fmt: skip
"""What a sentence with a named time has among its letters."""
NAMED_TIME = re.compile(
    rf"\b(?:(?P<weekday>{WEEKDAY})(?!s|['’]s| [Ss]chool| best| or\b)|(?P<month>{MONTH})(?!\s\d|['’]s\b)"
    rf"|(?P<year>{YEAR})"
    rf"|(?P<season>{SEASON})(?! of (?:his|her) )|{_FEAST})\b"
)
"""Matches a time, its kind being the group that matched; whether something is at that time is for `named_times` to say."""
_OUT = re.compile(
    r"\b(?:before|after|since|until|till|by|from|next|last|every|each|following|previous|another|most|many"
    r"|between|like"
    r"|or|than|past|for)\s(?:(?:the|that|a|of)\s)?(?:[a-z]+\s)?$",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:in|of|late|early|mid|one|that|the|it was)[ -](?:[a-z]+\s)?$", re.IGNORECASE)


def named_times(text: str, plain: str, first: int, last: int) -> Iterator[re.Match[str]]:
    """Yield where a sentence names a time at which something is.

    Args:
        text: the narration with names masked.
        plain: the same with names as they are.
        first, last: the sentence.
    """
    for match in NAMED_TIME.finditer(plain, first, last):
        before = text[max(first, match.start() - 24) : match.start()]
        if not _OUT.search(before) and (match["month"] not in ("May", "March") or _MAY.search(before)):
            yield match


def time_value(plain: str, match: re.Match[str], first: int, last: int) -> tuple[str, str]:
    """Return the kind of a named time and its value; a month with its day as ``date``."""
    kind = match.lastgroup or ""
    if kind == "month":
        for date in DATE.finditer(plain, max(first, match.start() - 40), last):
            if date.start() <= match.start() < date.end() and (value := date_value(date)):
                return "date", value.partition("-")[2]
    value = match[kind].lower()
    if kind == "feast":
        easter = value.startswith(("easter", "whitsun"))
        return ("season", "spring") if easter else ("month", _FEAST_MONTHS[value])
    return kind, value
