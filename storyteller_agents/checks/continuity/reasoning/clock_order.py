"""The clock within a scene: whether it runs backwards, or other than the hours that are said to have passed.

Compared are two stated times of one scene with no night, sleep or break between them. A time without "in the morning" may be
either of two, and counts against the story only if both are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, disagree
from storyteller_agents.checks.continuity.reasoning.day_order import minutes_of, night_between

_SPENT = re.compile(
    r"\b(?:slept|walked|waited|rode|worked|sat|lay|stood|talked|drove|climbed|rowed|marched|read|wrote|danced|searched|dug|watched|ran)\b(?:\s\w+){0,4}?\sfor\s"
)
_NEAR = 900
_LEAST = 500
"""How many minutes forward, going round the clock, are rather some minutes back."""
_DAY = 1440
Ranges = list[tuple[int, int]]


def clock_conflicts(story: Story) -> Iterator[Objection]:
    """Yield times of day that cannot come after the ones before them."""
    base: Fact | None = None
    passed: list[Fact] = []
    broken = False
    for fact in story.facts("clock", "elapsed", "jump"):
        if fact.attribute != "clock":
            broken = (
                broken
                or fact.attribute == "jump"
                or ("during" in fact.notes and not _spent(fact))
                or (fact.hard and fact.value != "0")
            )
            if minutes_of(fact) and (fact.hard or _spent(fact)):
                passed.append(fact)
            continue
        if not fact.hard:
            continue
        if (
            base
            and base.scene == fact.scene
            and base.span != fact.span
            and not broken
            and story.words_between(base, fact) <= (2 if passed else 1) * _NEAR
        ):
            message = _wrong(story, base, passed, fact)
            counted = bool(passed) and passed[-1].span == fact.span and story.words_between(base, fact) <= 300
            if message and (counted or not night_between(story, base, fact)):
                yield disagree(fact, base, message, "Change one of the times, or say how much time passes.")
        base, passed, broken = fact, [], False


def _spent(fact: Fact) -> bool:
    """Whether a span is told to be filled, hour by hour, then and there: ``slept for six hours``."""
    return "during" in fact.notes and minutes_of(fact) > 0 and _SPENT.search(fact.quote) is not None


def ranges_of(fact: Fact) -> Ranges:
    """Return the minutes of the day that a ``clock`` fact may mean."""
    pairs = [note.split("-") for note in fact.notes if note[:1].isdigit()]
    return [(int(low), int(high)) for low, high in pairs]


def _wrong(story: Story, one: Fact, passed: list[Fact], two: Fact) -> str:
    before, after = ranges_of(one), ranges_of(two)
    if (
        len(passed) == 1
        and "vague" not in passed[0].notes
        and (passed[0].span == two.span or story.words_between(passed[0], two) <= 40)
    ):
        minutes = minutes_of(passed[0])
        spare = max(20, minutes // 4)
        if all(_misses(low, high, minutes, spare, after) for low, high in before):
            return f"It is {two.value} here, which is not {_span(minutes)} after {one.value}."
        return ""
    if any("vague" not in step.notes and minutes_of(step) > 300 for step in passed):
        return ""
    if len(passed) == 1 and "vague" in passed[0].notes and passed[0].span == two.span and minutes_of(passed[0]) <= 20:
        spare = 10 * minutes_of(passed[0]) + 20
        if all(_misses(low, high, spare // 2, spare, after) for low, high in before):
            return f"It is {two.value} here, which is more than minutes after {one.value}."
    back = max(first[0] - second[1] for first in before for second in after)
    if back > 0 and min(_forward(first, second) for first in before for second in after) >= _LEAST:
        return f"It is {two.value} here, but was already {one.value} before, and no night lies between."
    return ""


def _misses(low: int, high: int, minutes: int, spare: int, after: Ranges) -> bool:
    """Whether no meaning of the later time lies the stated minutes after the earlier one."""
    first, last = low + minutes - spare, high + minutes + spare
    return not any(start + turn <= last and first <= end + turn for start, end in after for turn in (-_DAY, 0, _DAY))


def _forward(one: tuple[int, int], two: tuple[int, int]) -> int:
    """Return how many minutes at least lie from a time to the next, going round the clock; 0 where they overlap."""
    for turn in (-_DAY, 0, _DAY):
        if two[0] + turn <= one[1] and one[0] <= two[1] + turn:
            return 0
    return (two[0] - one[1]) % _DAY


def _span(minutes: int) -> str:
    if minutes % 60 == 0:
        return f"{minutes // 60} hours" if minutes > 60 else "an hour"
    return f"{minutes} minutes"
