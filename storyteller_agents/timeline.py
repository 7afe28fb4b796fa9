"""The timeline of an outline: on which day each scene is, at what time, where, and who is in two places at once.

It goes by the cards alone. A day ends where a scene is earlier in the day than the one before, or where its card says
so ("the next day", "two weeks later"). A time that says nothing of the day leaves the clock where it is.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from storyteller_agents.story import Outline, SceneCard

TIMES = ("dawn", "morning", "noon", "afternoon", "dusk", "evening", "night", "midnight")
"""The parts of a day in their order; midnight ends it."""
_WORDS = {
    "dawn": "dawn|daybreak|sunrise|first light|黎明|清晨|拂晓",
    "morning": r"morning|breakfast|forenoon|早晨|早上|上午",
    "noon": "noon|midday|lunchtime|lunch|中午|正午",
    "afternoon": "afternoon|teatime|下午|午后",
    "dusk": "dusk|sunset|twilight|nightfall|黄昏|傍晚",
    "evening": "evening|supper|dinner|晚上",
    "night": "night|late|夜",
    "midnight": "midnight|午夜|半夜|子夜",
}
_PART = {name: re.compile(rf"(?<![a-z])(?:{words})(?![a-z])", re.IGNORECASE) for name, words in _WORDS.items()}
_LOOK_FIRST = ("midnight", "afternoon", *(name for name in TIMES if name not in ("midnight", "afternoon")))
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.]\d{2})?\s*(a\.?m\.?|p\.?m\.?|o'clock|h\b)?", re.IGNORECASE)
_UNTIL = ((6, "dawn"), (11, "morning"), (14, "noon"), (18, "afternoon"), (20, "dusk"), (22, "evening"), (24, "night"))
_NUMBERS = {
    word: number
    for number, word in enumerate(("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)
} | {"one": 1, "an": 1, "some": 3, "several": 3, "a few": 3}
_LATER = re.compile(r"\b(a few|\w+) (day|night|week|month|year)s? (?:later|after|on)\b", re.IGNORECASE)
_NEXT = re.compile(
    r"\b(?:next|following) (?:day|morning|dawn|noon|afternoon|evening|night)|\b(?:day|morning|evening|night) after\b|\btomorrow\b|第二天|次日|翌日",
    re.IGNORECASE,
)
_DAY = re.compile(r"\bday (\d{1,4})\b", re.IGNORECASE)
_LENGTH = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365}
_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)


@dataclass(frozen=True)
class Moment:
    """When and where a scene is.

    Attributes:
        day: from 1, counted from the first scene.
        part: the part of the day, one of `TIMES`; empty where no card has said one yet.
        time: what the card says.
        people: who is there.
        warnings: who is somewhere else at the same time.
    """

    scene: str
    day: int
    part: str
    time: str
    place: str
    people: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def timeline(outline: Outline) -> list[Moment]:
    """Return the moments of all scenes in reading order."""
    moments: list[Moment] = []
    seen: dict[tuple[int, str, str], tuple[str, str]] = {}
    day, part = 1, ""
    for card in outline.cards():
        day, part = _next(card.time, day, part, first=not moments)
        people = tuple(dict.fromkeys(name for name in (card.pov, *card.cast) if name))
        clashes = _clashes(card, day, part, people, seen) if card.place and part_of_day(card.time) else ()
        moments.append(Moment(card.id, day, part, card.time, card.place, people, clashes))
    return moments


def part_of_day(time: str) -> str:
    """Return the part of the day that a card's time names, by word or clock; empty where it names none."""
    for name in _LOOK_FIRST:
        if _PART[name].search(time):
            return name
    if (found := _CLOCK.search(time)) and (found.group(2) or re.search(r"\d[:.]\d", found.group())):
        hour = int(found.group(1)) % 24
        if (found.group(2) or "").lower().startswith("p") and hour < 12:
            hour += 12
        return next(name for until, name in _UNTIL if hour < until)
    return ""


def _next(time: str, day: int, part: str, *, first: bool) -> tuple[int, str]:
    """Return the day and the part of it to which a card's time leads."""
    found = part_of_day(time)
    if said := _DAY.search(time):
        return max(day, int(said.group(1))), found
    if first:
        return day, found
    if later := _LATER.search(time):
        number = later.group(1).lower()
        count = int(number) if number.isdecimal() and len(number) < 5 else _NUMBERS.get(number, 1)
        return day + count * _LENGTH[later.group(2).lower()], found or part
    if _NEXT.search(time):
        return day + 1, found
    if found and part and TIMES.index(found) < TIMES.index(part):
        return day + 1, found
    return day, found or part


def _clashes(
    card: SceneCard, day: int, part: str, people: tuple[str, ...], seen: dict[tuple[int, str, str], tuple[str, str]]
) -> tuple[str, ...]:
    """Say who of a scene was somewhere else at this very time, and note where all of them are now."""
    told = []
    for name in people:
        scene, place = seen.setdefault((day, part, name.casefold()), (card.id, card.place))
        if _place(place) != _place(card.place):
            told.append(f"{name} is at {card.place} and, in {scene}, at {place}, both times: {part} of day {day}")
    return tuple(told)


def _place(name: str) -> str:
    return _ARTICLE.sub("", " ".join(name.casefold().split()))
