"""The age at one event of a life, told twice: the part of the rule `impossible_age` about what happened before.

Two ages at the same event contradict each other, and so does somebody who is younger now than he was at an event of
his past. Events of a common kind are the same by that; others where most of their words are. Excused is what happens
more than once: a second marriage, another child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.continuity.reasoning.age_differences import age_range

_AGAIN = re.compile(
    r"\b(?:again|second|third|fourth|another|next|re-?marri\w+|returned|twice|once more|last time|later|also)\b",
    re.IGNORECASE,
)
_SHARED = 2 / 3


def event_conflicts(story: Story) -> Iterator[tuple[Fact, Fact, str]]:
    """Yield ages at an event that disagree."""
    told: dict[str, list[Fact]] = {}
    for fact in story.facts("age then"):
        if not (fact.hard and fact.entity):
            continue
        low, high = age_range(fact)
        for other in told.setdefault(fact.entity, []):
            low_other, high_other = age_range(other)
            if not _same(fact.about, other.about) or (low <= high_other and low_other <= high):
                continue
            if other.span == fact.span or _AGAIN.search(fact.quote) or _AGAIN.search(other.quote):
                continue
            event = fact.about.removeprefix("~").replace(": ", " ")
            message = (
                f"{fact.entity} was {fact.value} at this according to the passage ({event}), but {other.value} before."
            )
            yield fact, other, message
            break
        else:
            told[fact.entity].append(fact)


def wed_conflicts(story: Story, ages: dict[str, list[Fact]]) -> Iterator[tuple[Fact, Fact, str]]:
    """Yield ages lower than the one at the wedding with the years of marriage added."""
    for then in story.facts("age then"):
        if not then.hard or not then.about.startswith("marry"):
            continue
        facts = ages.get(then.entity, [])
        for wed in facts:
            years = next((int(note.split()[1]) for note in wed.notes if note.startswith("wed ")), 0)
            if not years:
                continue
            for age in facts:
                least = age_range(then)[0] + years - 1
                if age_range(age)[1] < least and age.start.scene >= wed.start.scene and age.span != wed.span:
                    earlier, *_, later = sorted((then, wed, age), key=lambda fact: fact.start)
                    message = f"{then.entity} married at {then.value}, {years} years ago, but is {age.value}."
                    yield later, earlier, message
                    return


def _same(event: str, other: str) -> bool:
    """Whether two events are one."""
    if event == other:
        return True
    kind, _, what = event.partition(": ")
    kind_other, _, what_other = other.partition(": ")
    if kind == kind_other and not (what and what_other) and kind in ("marry", "engage"):
        return True
    if kind == kind_other == "hurt" and (what in what_other or what_other in what):
        return True
    if not (event.startswith("~") and other.startswith("~")):
        return False
    words, others = set(event[1:].split()), set(other[1:].split())
    shared = len(words & others)
    return (
        shared >= 2
        and shared / min(len(words), len(others)) >= _SHARED
        and shared / max(len(words), len(others)) >= 0.5
    )
