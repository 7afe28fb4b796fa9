"""Somebody in two places at once, and journeys that nobody could make in the time.

What counts:

- two passages put the same person at two places at the same time: on the same date, at the same hour of the same day, at
  the time of the same event, or "at that very moment" as what was told just before;
- he is confined to a place for a time ("never left the house all that night") and elsewhere within it;
- a way is said to take, or to be, much more or less than before, or is covered in a fraction of the time that it takes
  (`reasoning/journey_times.py`, by dates `reasoning/dated_journeys.py`).

Two places are different only if the text says of neither that it lies in the other, and neither is a country; of places
without names only those are compared of which none can be part of the other. The same weekday or "that night" holds only as
long as no more than that time is said to have passed. Excused are dreams, letters, thoughts, lies, ghosts, speech, names that
may mean two people (they mean nobody), and movement told between the two. What somebody could have done in a
day between two near places is not known here, so a bare "that day" is no evidence unless one passage fills it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.entities import NARRATOR
from storyteller_agents.canon.extract.places.words import LANDS, lies_outside
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check, disagree
from storyteller_agents.checks.continuity.reasoning.dated_journeys import dated_journeys
from storyteller_agents.checks.continuity.reasoning.journey_times import journey_conflicts
from storyteller_agents.checks.continuity.reasoning.same_place import Places
from storyteller_agents.checks.continuity.reasoning.same_time import same_time

_SUGGESTION = "Move one of the two to another time or place, or tell how he got there."
_MAGIC = re.compile(
    r"\b(?:teleport\w*|apparat\w*|portal|magic\w*|doppelg\w+|double|twin|impostor|hologram|screen|telephone|dream\w*|vision)\b",
    re.IGNORECASE,
)


@check(severity="error", repair="rewrite", scope="story")
def two_places(story: Story) -> Iterator[Objection]:
    """Somebody is in two places at the same time, or makes a journey in less time than it takes."""
    told: set[tuple[str, tuple[int, int]]] = set()
    for objection in (*journey_conflicts(story), *dated_journeys(story), *_all_conflicts(story)):
        passage = (objection.scene, (objection.start, objection.end))
        if passage not in told:
            told.add(passage)
            yield objection


def _all_conflicts(story: Story) -> Iterator[Objection]:
    places = Places(story)
    for entity in story.canon.entities():
        told = [
            fact
            for fact in story.canon.of(entity, "place")
            if fact.hard and fact.source == "prose" and fact.notes[0] in ("in", "arrives", "confined", "does")
        ]
        yield from _conflicts(story, places, told)


def _conflicts(story: Story, places: Places, told: list[Fact]) -> Iterator[Objection]:
    objected: set[tuple[str, tuple[int, int]]] = set()
    for place, fact in enumerate(told):
        if len(fact.notes) < 2 or (fact.scene, fact.span) in objected:
            continue
        for other in reversed(told[max(0, place - 40) : place]):
            if (other.scene, other.span) == (fact.scene, fact.span) or other.value == fact.value:
                continue
            apart = places.apart(other.value, fact.value, far=_is_far(fact, other))
            if not apart and "confined" not in (fact.notes[0], other.notes[0]):
                continue
            if (
                same_time(story, other, fact)
                and not _is_uncanny(other, fact)
                and (apart or _is_out(story, other, fact) or _is_out(story, fact, other))
            ):
                objected.add((fact.scene, fact.span))
                yield disagree(
                    fact,
                    other,
                    f"{_name(fact)} is at {fact.value} here, but at {other.value} at the same time.",
                    _SUGGESTION,
                )
                break


_SELDOM = 3
"""How often the place may be named at most where a story is not set."""


def _is_out(story: Story, closed: Fact, other: Fact) -> bool:
    """Whether one passage keeps him within walls that the other place is surely not within.

    A house that he never left may stand in the town where he is said to be, but hardly in one that the story names only in passing.
    """
    if closed.notes[0] != "confined" or not closed.value.startswith("the "):
        return False
    if other.value.startswith("the "):
        return lies_outside(closed.value[4:], other.value[4:])
    named = sum(story.text(scene.id).count(other.value) for scene in story.scenes)
    return named <= _SELDOM and other.value.lower() not in LANDS


def _is_far(*facts: Fact) -> bool:
    """Whether one of two places is said to be a way off, or is a ship for all of the time."""
    return any("far" in fact.notes or (fact.value == "the ship" and "all" in fact.notes) for fact in facts)


def _is_uncanny(*facts: Fact) -> bool:
    """Whether magic, a double or a machine may show somebody where he isn't."""
    return any(_MAGIC.search(fact.quote) for fact in facts)


def _name(fact: Fact) -> str:
    return "The narrator" if fact.entity == NARRATOR else fact.entity
