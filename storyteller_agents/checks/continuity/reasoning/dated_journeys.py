"""Arrivals by date: who sets out on one date and is at a place on another, sooner than the way there is told to take.

The date of setting out may be that on which he leaves, or still is at, the other end of the way. A way may be made in two
thirds of the time that it is said to take, not faster.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, disagree

_FASTER = 1.5
_DAY = 1440
_BESIDE = 40
"""How many words may lie between where somebody is and how long the way from there takes."""
_MOST = 200
"""How many days a way takes at most."""


def dated_journeys(story: Story) -> Iterator[Objection]:
    """Yield arrivals that are too soon for the way, by their dates."""
    ways_to = _ways(story, "way to")
    between = _ways(story, "journey")
    if not ways_to and not between:
        return
    for entity in story.canon.entities():
        starts = [fact for fact in story.canon.of(entity, "sets out") if fact.hard]
        places = [fact for fact in story.canon.of(entity, "place") if fact.hard and fact.source == "prose"]
        for place in places:
            if place.notes[0] in ("leaves", "goes") or not _dates(place):
                continue
            for start in (*starts, *places):
                if start.value == place.value and start.attribute == "place":
                    continue
                way = _way(story, start, place, ways_to, between)
                gap = _gap(start, place)
                if way and gap is not None and gap >= 0 and (gap + 1) * _DAY * _FASTER <= int(way.value):
                    later, earlier = (place, start) if start.start < place.start else (start, place)
                    message = f"{entity} is at {place.value} after {gap} days, but the way takes {_told(way)}."
                    yield disagree(later, earlier, message, "Let him arrive later, or make the way shorter.")
                    break


def _told(way: Fact) -> str:
    return way.notes[0] if way.attribute == "way to" else way.notes[2]


def _ways(story: Story, attribute: str) -> dict[str, Fact]:
    """Return the first told length of every way, in minutes, by its end or its two ends."""
    found: dict[str, Fact] = {}
    for fact in story.facts(attribute):
        if fact.hard and (attribute == "way to" or ("stated" in fact.notes and "minutes" in fact.notes)):
            found.setdefault(fact.about, fact)
    return found


def _way(story: Story, start: Fact, place: Fact, ways_to: dict[str, Fact], between: dict[str, Fact]) -> Fact | None:
    """Return the way that somebody makes from where he sets out to a place, if its length is told."""
    if start.attribute == "sets out":
        return ways_to.get(place.value) if start.value == place.value else None
    known = between.get(" – ".join(sorted((start.value, place.value))))
    if known or place.value not in ways_to:
        return known
    way = ways_to[place.value]
    return way if start.notes[0] == "leaves" or story.words_between(start, way) <= _BESIDE else None


def _dates(fact: Fact) -> list[str]:
    return [note.removeprefix("date:") for note in fact.notes if note.startswith("date:")]


def _gap(start: Fact, end: Fact) -> int | None:
    """Return how many days lie between the dates of two passages; None unless each has one date, and both agree on the year."""
    told = [_dates(fact) for fact in (start, end)]
    if any(len({*dates}) != 1 for dates in told):
        return None
    parts = [dates[0].split("-") for dates in told]
    if parts[0][0] != parts[1][0] and "?" not in (parts[0][0], parts[1][0]):
        return None
    year = next((int(one[0]) for one in parts if one[0] != "?"), 2001)
    try:
        days = [date(year, int(month), int(day)) for _, month, day in parts]
    except ValueError:
        return None
    gap = (days[1] - days[0]).days
    return gap if gap <= _MOST else None
