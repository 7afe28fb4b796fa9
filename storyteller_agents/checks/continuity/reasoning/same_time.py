"""Whether two passages speak of the same time, by their anchors (`canon/extract/times/anchors.py`).

An exact one (a date, an event) holds at any distance; a weekday as long as less than a week is said to have passed; "that
night" or "at noon" only while nothing is said to pass; "at that very moment" only against what was told just before.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.times.words import MONTHS, PARTS, SEASONS, WEEKDAYS
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story

_MOVES = re.compile(
    r"\b(?:went|gone|came|come|left|rode|ran|walked|drove|sailed|travel\w*|set (?:out|off|sail)|hurried|returned|arrived|reached|entered|crossed|followed|"
    r"journey\w*|flew|climbed|moved|departed|started|fled|escaped|was (?:led|brought|carried|taken|sent))\b"
)
_HE = re.compile(r"\b(?:he|she|they|we|I|who)\b[^.!?]*", re.IGNORECASE)
_NEAR, _SCENE_LONG, _WEEK_LONG = 250, 1500, 6000
_SHORT = frozenset(
    {"noon", "midday", "midnight", "dawn", "daybreak", "sunrise", "sunset", "dusk", "nightfall", "sundown"}
)


_SHARP = frozenset(
    {"midnight", "noon", "midday", "noonday", "dawn", "daybreak", "sunrise", "sunset", "nightfall", "dusk"}
)
"""The parts of the day that are rather a moment than a time."""


def _get(fact: Fact, kind: str) -> set[str]:
    return {note.partition(":")[2] for note in fact.notes if note.startswith(f"{kind}:")}


def same_time(story: Story, one: Fact, two: Fact) -> bool:
    """Whether two passages, the earlier first, surely speak of the same time."""
    if _same_date(one, two):
        return _same_hour(one, two)
    if _get(one, "date") and _get(two, "date"):
        return False
    if _get(one, "event") & _get(two, "event") and _get(one, "that") == _get(two, "that"):
        long = "long" in one.notes or "long" in two.notes
        return _same_hour(one, two) if not long else _fills(one) or _fills(two)
    if _same_span(one, two):
        return True
    words = story.words_between(one, two)
    if _get(one, "holiday") or _get(two, "holiday"):
        same = _get(one, "holiday") & _get(two, "holiday")
        return bool(same) and _passed(story, one, two) < 200 and _same_hour(one, two)
    if _get(one, "weekday") or _get(two, "weekday"):
        same = _get(one, "weekday") & _get(two, "weekday")
        if not same and _passed(story, one, two) == 0:
            same = _days_of(one) & _days_of(two) if _fills(one) or _fills(two) else set()
        return bool(same) and words <= _WEEK_LONG and _passed(story, one, two) < 7 and _same_hour(one, two)
    if _in_one_season(story, one, two):
        return True
    if one.scene != two.scene or words > _SCENE_LONG or _passed(story, one, two):
        return False
    if words <= _NEAR and (two.notes[0] != "arrives" or "same" in two.notes) and _at_once(one, two):
        return not _moves(story, one, two)
    filled = _fills(one) or _fills(two)
    if _within(one, two):
        return True
    if _get(one, "that") & _get(two, "that") and filled:
        return True
    if _get(one, "that") & _get(two, "that") and not two.value.startswith("the "):
        return not _moves(story, one, two)
    parts = [_get(fact, "part") | _get(fact, "by") for fact in (one, two)]
    if "far" in (*one.notes, *two.notes) and _hours_apart(one, two) <= _FAR_HOURS:
        return True
    exact = (parts[0] & parts[1] & _SHORT) or (_get(one, "clock") & _get(two, "clock"))
    return bool(exact)


_SEASON_LONG = 6000
_MINUTES = 10


_FAR_HOURS = 180
"""In how many minutes nobody gets to a place that is said to be far off."""


def _hours_apart(one: Fact, two: Fact) -> int:
    """Return how many minutes at most may lie between the hours of two passages; a day if one has none."""
    spans = [
        [(int(low), int(high)) for low, _, high in (value.partition("-") for value in _get(fact, "clock"))]
        + [PARTS[part] for part in _get(fact, "part") & _SHARP]
        for fact in (one, two)
    ]
    gaps = [max(second[0] - first[1], first[0] - second[1], 0) for first in spans[0] for second in spans[1]]
    return min(gaps, default=1440)


def _at_once(one: Fact, two: Fact) -> bool:
    """Whether a passage says that it goes on while the other does, or minutes later a long way off."""
    soon = any(int(after) <= _MINUTES for after in _get(two, "after"))
    return "same" in two.notes or ("far" in two.notes and (soon or len(two.notes) == 2))


def _days_of(fact: Fact) -> set[str]:
    """Return the weekdays that a passage fills or names: all seven for ``all that week``, five for ``from Monday to Friday``."""
    named = [WEEKDAYS.index(day) for day in _get(fact, "weekday") if day in WEEKDAYS]
    if _fills(fact) and "week" in _get(fact, "that"):
        return set(WEEKDAYS)
    if _fills(fact) and len(named) == 2:
        return set(WEEKDAYS[min(named) : max(named) + 1])
    return {WEEKDAYS[day] for day in named}


def _in_one_season(story: Story, one: Fact, two: Fact) -> bool:
    """Whether one passage fills that month, or that season, in which the other is told to take place too."""
    if not (_fills(one) or _fills(two)) or story.words_between(one, two) > _SEASON_LONG:
        return False
    same = _get(one, "mon") & _get(two, "mon") or (_get(one, "season") | _get(one, "that")) & (
        _get(two, "season") | _get(two, "that")
    ) & {*SEASONS, "week", "month", "year"}
    return bool(same) and _passed(story, one, two) < (7 if "week" in same else 60)


def _fills(fact: Fact) -> bool:
    """Whether somebody is at a place for all of a time."""
    return "all" in fact.notes or fact.notes[0] == "confined"


def _within(one: Fact, two: Fact) -> bool:
    """Whether the hour of one passage lies in the time that the other fills: ``until it was light`` and ``towards midnight``."""
    return _holds(one, two) or _holds(two, one) or _holds_part(one, two) or _holds_part(two, one)


def _holds_part(filled: Fact, other: Fact) -> bool:
    """Whether one passage fills a day, and the other is about a part of it: ``all that day`` and ``that afternoon``."""
    parts = (_get(other, "that") | _get(other, "part")) & {
        "morning",
        "forenoon",
        "noon",
        "midday",
        "afternoon",
        "evening",
    }
    return _fills(filled) and "day" in _get(filled, "that") and bool(parts)


def _holds(filled: Fact, other: Fact) -> bool:
    first, last = _filled(filled)
    hours = [PARTS[part] for part in (_get(other, "part") | _get(other, "that")) & _SHARP]
    hours += [(int(low), int(high)) for low, _, high in (value.partition("-") for value in _get(other, "clock"))]
    if last > 1440:
        hours = [(low + 1440, high + 1440) if high < 540 else (low, high) for low, high in hours]
    return any(first <= low and high <= last for low, high in hours)


def _filled(fact: Fact) -> tuple[int, int]:
    """Return from when to when somebody is said to be at a place; an empty span if nothing says so."""
    if not _fills(fact) and not _get(fact, "to"):
        return 0, -1
    parts = [PARTS[part] for part in _get(fact, "that") | _get(fact, "part") if part in PARTS]
    begins, ends = [int(one) for one in _get(fact, "from")], [int(one) for one in _get(fact, "to")]
    if "until:morning" in fact.notes:
        return min(begins or [max(low, 1080) for low, _ in parts] or [1260]), 1740
    if ends:
        return min(begins or [low for low, _ in parts] or [ends[0]]), max(ends)
    if not parts or not _get(fact, "that"):
        return 0, -1
    low, high = parts[0]
    return (1320, 1680) if high > 1500 else (low + 60, high - 60)


def _same_span(one: Fact, two: Fact) -> bool:
    """Whether one passage fills a month, or the season of a year, or both fill a year, that the other speaks of."""
    filled = (_fills(one), _fills(two))
    if any(filled) and _get(one, "month") & _get(two, "month"):
        return True
    if _holds_month(one, two) or _holds_month(two, one):
        return True
    if not _get(one, "year") & _get(two, "year"):
        return False
    seasons = _get(one, "season"), _get(two, "season")
    return all(filled) if not any(seasons) else any(filled) and bool(seasons[0] & seasons[1])


def _holds_month(filled: Fact, other: Fact) -> bool:
    """Whether one passage fills a season of a year, or the year, and the other speaks of a month in it."""
    if not _fills(filled) or len(years := _get(filled, "year")) != 1 or _get(filled, "month"):
        return False
    seasons = [SEASONS[season] for season in _get(filled, "season") | _get(filled, "that") if season in SEASONS]
    told = [note.partition("-") for note in _get(other, "month")]
    return any(
        year in years and all(MONTHS.index(month) + 1 in months and month != "december" for months in seasons)
        for year, _, month in told
    )


def _same_date(one: Fact, two: Fact) -> bool:
    for first in _get(one, "date"):
        for second in _get(two, "date"):
            pairs = list(zip(first.split("-"), second.split("-"), strict=True))
            if (
                pairs[1][0] == pairs[1][1]
                and pairs[2][0] == pairs[2][1]
                and (pairs[0][0] == pairs[0][1] or "?" in pairs[0])
            ):
                return True
    return False


def _same_hour(one: Fact, two: Fact) -> bool:
    """Whether two passages about the same day or event may be about the same part of it."""
    if "all" in one.notes or "all" in two.notes:
        return True
    hours = [_get(fact, "clock") | _get(fact, "part") | (_get(fact, "that") - {"day", "week"}) for fact in (one, two)]
    if all(hours):
        return bool(hours[0] & hours[1])
    named = _get(one, "on"), _get(two, "on")
    return not all(named) or bool(named[0] & named[1])


def _passed(story: Story, one: Fact, two: Fact) -> int:
    """Return how many days are said to pass between; a jump without a number counts as a week."""
    days = 0
    for scene in story.scenes[one.start.scene : two.start.scene + 1]:
        for fact in scene.facts:
            if fact.attribute in ("elapsed", "jump") and one.start < fact.start < two.start and fact.span != one.span:
                if fact.attribute == "jump":
                    days += 7
                elif fact.hard or "during" in fact.notes:
                    days += int(fact.value)
    return days


def _moves(story: Story, one: Fact, two: Fact) -> bool:
    """Whether the text between two passages moves him: by his name, or by a pronoun after it with nobody else named since."""
    reading = story.scene(one.scene).reading
    text, first, last = reading.narration, one.span[1], two.start.offset
    for match in _MOVES.finditer(text, first, last):
        clause = max(text.rfind(mark, first, match.start()) for mark in (".", "!", "?", ";")) + 1
        start = max(first, clause, match.start() - 60)
        named = reading.named_between(start, match.start())
        if any(mention.entity.name == one.entity for mention in named):
            return True
        if named or not _HE.search(text, start, match.start()):
            continue
        before = [mention for mention in reading.named_between(first, start) if mention.entity.kind != "place"]
        if not before or before[-1].entity.name == one.entity:
            return True
    return False
