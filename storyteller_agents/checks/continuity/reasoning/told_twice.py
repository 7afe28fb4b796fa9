"""The same deed told twice with another time: sentence passed on a Friday, and that it was on a Tuesday that it was passed.

Two clauses tell the same if they are about the same person and share a verb and at least one further word, one of these
rare in the story, and most words of the shorter one. What people do again and again (come, eat, write, ring a bell) is no
evidence by itself, and what is told of one person with three times or more is a habit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.concordance import concordance
from storyteller_agents.canon.extract.gist import stem
from storyteller_agents.canon.extract.times.words import PARTS
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, disagree
from storyteller_agents.checks.continuity.reasoning.span_agreement import other_time, shown_time

_RARE = 8
"""In how many sentences of a story a rare word comes at most."""
_SHARED = 0.6
"""How much of the shorter clause the other one has too."""
_BACK = 300
"""How many facts of a person are looked back at."""
_MARGIN = 45
"""How many minutes two hours of the day lie apart at least."""
_HALVES = {"morning": 0, "afternoon": 720, "evening": 720}
_OFTEN = frozenset(
    map(
        stem,
        """come go walk ride drive sail travel return arrive leave reach enter sit stand lie sleep wake rise eat drink dine breakfast sup lunch read write
        speak say talk call visit wear play sing look see hear wait work watch ring pray preach meet find take bring get make give put keep hold turn
        open close shut lock light wash cook bake sweep milk feed buy pay sell carry send ask tell answer think know feel begin stop try run day dance
        stay live rest pass spend receive telephone telegraph rain snow blow shine post set show start move fall hang draw""".split(),
    )
) - {""}
"""What is done on many days."""


def told_conflicts(story: Story) -> Iterator[Objection]:
    """Yield deeds that were placed at another time before."""
    told: dict[str, list[Fact]] = {}
    for fact in story.facts("told time"):
        if fact.hard and fact.source == "prose":
            told.setdefault(fact.entity, []).append(fact)
    for facts in told.values():
        for place, fact in enumerate(facts):
            for other in reversed(facts[max(0, place - _BACK) : place]):
                if _is_again(story, facts, other, fact):
                    here, there = _shown(fact), _shown(other)
                    message = f"{fact.entity} is said to have done this {here}, but {there} before."
                    yield disagree(fact, other, message, "Keep one of the two, or say that it was done twice.")
                    break


def _shown(fact: Fact) -> str:
    lead = {"hour": "at", "weekday": "on a", "date": "on"}.get(fact.notes[0], "in")
    return f"{lead} {fact.value if fact.notes[0] == 'hour' else shown_time(fact)}"


def _other_time(one: Fact, two: Fact) -> bool:
    """Whether two facts surely name different times; of hours those that no half of the day brings together."""
    if {one.notes[0], two.notes[0]} != {"hour"}:
        return "hour" not in (one.notes[0], two.notes[0]) and other_time(one, two)
    return all(
        max(first[0], second[0]) - min(first[1], second[1]) > _MARGIN
        for first in _hours(one.value)
        for second in _hours(two.value)
    )


def _hours(words: str) -> list[tuple[int, int]]:
    """Return from when to when a time of day may be meant, in minutes; that of a clock in either half of the day."""
    if words in PARTS:
        return [PARTS[words]]
    clock = re.match(r"(?:(half|a quarter|quarter) (past|to) )?(\w+)", words)
    hour = number(clock[3]) if clock else None
    if clock is None or hour is None:
        return [(0, 1440)]
    minute = 60 * (hour % 12) + (30 if clock[1] == "half" else 15 if clock[1] else 0) * (-1 if clock[2] == "to" else 1)
    halves = [half for half in (0, 720) if _HALVES.get(words.split()[-1], half) == half]
    return [(minute % 720 + half, minute % 720 + half) for half in halves or (0, 720)]


def _is_again(story: Story, facts: list[Fact], one: Fact, two: Fact) -> bool:
    """Whether two facts tell the same deed at two times."""
    if one.quote == two.quote or not _other_time(one, two):
        return False
    shared = _shared(one, two)
    if not shared or not any(concordance(story).often(name) <= _RARE for name in shared):
        return False
    times = {fact.value for fact in facts if fact.notes[0] == two.notes[0] and shared <= {*fact.notes}}
    return len(times) <= 2


def _words(fact: Fact) -> set[str]:
    return {note for note in fact.notes[1:] if not note.startswith("did:")} - {f"@{fact.entity}"}


def _shared(one: Fact, two: Fact) -> set[str]:
    """Return the telling words that two clauses share if these are enough to tell the same deed; else nothing."""
    words = _words(one), _words(two)
    shared = words[0] & words[1]
    verbs = {note[4:] for fact in (one, two) for note in fact.notes if note.startswith("did:")} & shared
    telling = shared - _OFTEN
    if not verbs or len(shared) < 2 or len(telling) < (2 if not verbs - _OFTEN else 1):
        return set()
    return telling if len(shared) >= _SHARED * min(map(len, words)) else set()
