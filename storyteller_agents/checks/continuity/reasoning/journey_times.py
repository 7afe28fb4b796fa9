"""Ways between two places: whether they are as long as they were, and whether a trip took the time that they take.

A trip may be made much faster than the way is said to take, on a better horse; not in a fraction of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, disagree

_FACTOR = 2.5
_STATED = 1.45
_SUGGESTION = "Let both passages give the way the same length, or let the journey take as long."


def journey_conflicts(story: Story) -> Iterator[Objection]:
    """Yield ways that have another length than before, and trips that are too fast or slow for them."""
    seen: dict[tuple[str, str], list[Fact]] = {}
    for fact in story.facts("journey"):
        if not fact.hard:
            continue
        earlier = seen.setdefault((fact.about, fact.notes[1]), [])
        for other in earlier:
            if other.span != fact.span and _disagree(fact, other):
                here, there = fact.notes[2], other.notes[2]
                yield disagree(
                    fact, other, f"The way {fact.about} is told as {here} here, but as {there} before.", _SUGGESTION
                )
                break
        earlier.append(fact)
        if "trip" in fact.notes or "miles" in fact.notes:
            yield from _too_fast(fact, seen)
    yield from _sudden_arrivals(story, seen)


_PACE = {"foot": 9, "horse": 25, "sea": 30, "": 40}
"""Miles an hour that nobody makes for hours, without an engine."""


def _too_fast(fact: Fact, seen: dict[tuple[str, str], list[Fact]]) -> Iterator[Objection]:
    """Yield a trip of more miles than its hours allow, or a distance that a trip told before could not have covered."""
    for other in seen.get((fact.about, "minutes" if "miles" in fact.notes else "miles"), []):
        miles, trip = (fact, other) if "miles" in fact.notes else (other, fact)
        if "trip" in trip.notes and int(miles.value) * 60 > _PACE.get(trip.notes[3], 40) * int(trip.value):
            yield disagree(
                fact, other, f"The way {fact.about} is {miles.notes[2]}, too far for the time it takes.", _SUGGESTION
            )
            return


def _sudden_arrivals(story: Story, ways: dict[tuple[str, str], list[Fact]]) -> Iterator[Objection]:
    """Yield who is elsewhere after less time than the way there takes, where his setting out isn't told."""
    for entity in story.canon.entities() if ways else ():
        for one, two in pairwise(story.canon.of(entity, "place")):
            minutes = [int(note[6:]) for note in two.notes if note.startswith("after:")] or _within_a_day(one, two)
            known = ways.get((" – ".join(sorted((one.value, two.value))), "minutes"), [])
            if not minutes or one.start == two.start or one.scene != two.scene or story.words_between(one, two) > 60:
                continue
            way = next(
                (fact for fact in known if "stated" in fact.notes and minutes[0] * _FACTOR <= int(fact.value)), None
            )
            if way and one.hard and two.hard:
                yield disagree(
                    two,
                    way,
                    f"The way {way.about} is told as {way.notes[2]}, but {entity} makes it in {minutes[0]} minutes.",
                    _SUGGESTION,
                )


_TIMES = ("part:", "by:", "that:", "clock:")


def _within_a_day(one: Fact, two: Fact) -> list[int]:
    """Return the most minutes that lie between two passages of one day: ``at sunrise`` in one place, ``by sunset`` in the other."""
    same = any(note.startswith("that:") for note in two.notes) or one.span == two.span or "by:" in " ".join(two.notes)
    told = [any(note.startswith(_TIMES) for note in fact.notes) for fact in (one, two)]
    return [960] if same and all(told) else []


def _disagree(fact: Fact, other: Fact) -> bool:
    one, two = int(fact.value), int(other.value)
    low, high = sorted((one, two))
    if ("trip" in fact.notes and "trip" in other.notes) or low <= 0:
        return False
    if "trip" in fact.notes or "trip" in other.notes:
        trip, way = (one, two) if "trip" in fact.notes else (two, one)
        return trip * _FACTOR <= way
    return high >= _STATED * low and (fact.notes[3] == other.notes[3] or "" in (fact.notes[3], other.notes[3]))
