"""The moon, and what a season shows by: whether they can have changed so much in the days that are said to have passed.

A moon needs a fortnight from new to full; blossom does not follow on snow overnight. Compared are two signs (`times/signs.py`)
with a counted time between them, or none at all and no night.
"""

from __future__ import annotations

from collections.abc import Iterator

from storyteller_agents.canon.extract.times.words import SEASONS
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, disagree
from storyteller_agents.checks.continuity.reasoning.day_order import Clockwork, night_between, ymd

_NEAR, _FAR, _SOON = 300, 2000, 100
_MONTH, _YEAR = 29.5, 365
_SUGGESTION = "Change one of the two, or let the right time pass between."


def moon_conflicts(story: Story) -> Iterator[Objection]:
    """Yield moons that cannot have come from the one before."""
    for base, fact, days in _compared(story, ("moon",)):
        if not any(
            _meets((low + passed - 1.5, high + passed + 1.5), after, _MONTH)
            for passed in days for low, high in _spans(base) for after in _spans(fact)
        ):  # fmt: skip
            yield disagree(fact, base, "The moon cannot be so here, after what it was before.", _SUGGESTION)


def sign_conflicts(story: Story) -> Iterator[Objection]:
    """Yield signs of a season that do not follow from the season, month or sign before."""
    for base, fact, days in _compared(story, ("season sign", "season", "date")):
        if "season sign" not in (base.attribute, fact.attribute) and not max(days):
            continue
        first, last = _months(base), _months(fact)
        if not any(_fit(one, two, passed) for one in first for two in last for passed in days):
            yield disagree(fact, base, "The season here cannot follow so soon on the one before.", _SUGGESTION)


def _compared(story: Story, attributes: tuple[str, ...]) -> Iterator[tuple[Fact, Fact, set[int]]]:
    """Yield each sign with the one before it and the days that may lie between."""
    base: Fact | None = None
    work = Clockwork()
    for fact in story.facts(*attributes, "elapsed", "jump"):
        if fact.attribute in ("elapsed", "jump"):
            work.pass_time(fact)
            continue
        if not fact.hard or fact.source != "prose" or "past" in fact.notes or not _is_told(fact):
            continue
        if base and work.known and base.scene == fact.scene and base.span != fact.span:
            days = _days(story, work, base, fact)
            if days:
                yield base, fact, days
        if (
            base is None
            or base.span != fact.span
            or base.scene != fact.scene
            or len(_months(fact)) < len(_months(base))
        ):
            base = fact
            work.start(fact)


def _is_told(fact: Fact) -> bool:
    return fact.attribute != "date" or ymd(fact)[1] is not None


def _days(story: Story, work: Clockwork, base: Fact, fact: Fact) -> set[int]:
    words = story.words_between(base, fact)
    if work.steps:
        last = work.steps[-1]
        near = last.scene == fact.scene and (last.span == fact.span or story.words_between(last, fact) <= _SOON)
        return work.shifts() if near and words <= _FAR else set()
    return {0} if words <= _NEAR and not night_between(story, base, fact) else set()


def _spans(fact: Fact) -> list[tuple[float, float]]:
    pairs = [span.split("-") for span in fact.value.split(",")]
    return [(float(low), float(high)) for low, high in pairs]


def _meets(one: tuple[float, float], two: tuple[float, float], turn: float) -> bool:
    """Whether two spans of a cycle have something in common."""
    shift = turn * ((one[0] - two[0]) // turn)
    return any(two[0] + shift + n * turn <= one[1] and one[0] <= two[1] + shift + n * turn for n in (-1, 0, 1, 2))


def _months(fact: Fact) -> list[int]:
    if fact.attribute == "season":
        return [month for one in SEASONS[fact.value] for month in ((one + 10) % 12 + 1, one, one % 12 + 1)]
    if fact.attribute == "moon":
        return []
    if fact.attribute == "date":
        return [ymd(fact)[1] or 1]
    return [int(month) for month in fact.value.split(",")]


def _fit(one: int, two: int, days: int) -> bool:
    """Whether one month may lie so many days after another."""
    first = (one - 1) * 30.4 + days
    return _meets((first - 14, first + 44), ((two - 1) * 30.4 + 1, two * 30.4 - 1), _YEAR)
