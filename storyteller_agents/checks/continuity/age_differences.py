"""By how many years one is older than another, as told in several ways: the part of the rule `impossible_age` about two.

Everything that is said of two people, or of somebody and a thing, gives a range in which the difference of their ages
lies: the years that are told, a parent's least `_LEAST` years, twins, the ages of both, their years of birth, and what
both were compared with. Two ranges that share no number contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.kinship import relation

_LEAST = 12
_RANGE = re.compile(r"(\d{1,3})-(\d{1,3})")
_MANY = 24
"""So many ranges of one pair are compared with one another."""


class Gap(NamedTuple):
    """By how many years the first of a pair is older than the second: at least, at most, and where it is told."""

    low: int
    high: int
    told: tuple[Fact, ...]
    words: str

    def turned(self) -> Gap:
        """Return the same for the pair the other way round."""
        return Gap(-self.high, -self.low, self.told, self.words)


def age_range(fact: Fact) -> tuple[int, int]:
    """Return which numbers of years a fact may mean, from the least to the most."""
    for note in fact.notes:
        if match := _RANGE.fullmatch(note):
            return int(match[1]), int(match[2])
    return int(fact.value), int(fact.value)


def of_relation(fact: Fact) -> Gap | None:
    """Return by how many years the entity of a fact `older` or `kin` is older than the other one."""
    if fact.attribute == "older":
        words = f"{fact.entity} is {fact.value or 'some'} years older than {fact.about}"
        if fact.value == "0":
            return Gap(-1, 1, (fact,), f"{fact.entity} is as old as {fact.about}")
        if fact.value.isdigit():
            rough = 4 if "about" in fact.notes else 1
            return Gap(int(fact.value) - rough, int(fact.value) + rough, (fact,), words)
        low, high = age_range(fact) if any(_RANGE.fullmatch(note) for note in fact.notes) else (0, 200)
        return Gap(low, high, (fact,), words)
    meant = relation(fact.value)
    if meant is None or meant.tie:
        return None
    words = f"{fact.entity} is {fact.about}'s {fact.value}"
    least = {"parent": _LEAST, "grandparent": 2 * _LEAST}.get(meant.kind)
    most = {"child": -_LEAST, "grandchild": -2 * _LEAST}.get(meant.kind)
    if least is not None:
        return Gap(least, 200, (fact,), words)
    if most is not None:
        return Gap(-200, most, (fact,), words)
    if fact.value == "twin":
        return Gap(0, 0, (fact,), words)
    if meant.kind == "sibling" and "elder" in fact.notes:
        return Gap(0, 60, (fact,), words)
    return Gap(-60, 0, (fact,), words) if meant.kind == "sibling" and "younger" in fact.notes else None


class Gaps:
    """What is told of the differences between ages, pair by pair."""

    def __init__(self) -> None:
        self.pairs: dict[tuple[str, str], list[Gap]] = {}

    def add(self, one: str, other: str, gap: Gap) -> None:
        """Take in by how many years the first is older than the other."""
        pair, gap = ((one, other), gap) if one < other else ((other, one), gap.turned())
        known = self.pairs.setdefault(pair, [])
        if len(known) < _MANY:
            known.append(gap)

    def by_things(self) -> None:
        """Compare people who were compared with the same thing, or the same third one."""
        beside: dict[str, list[tuple[str, Gap]]] = {}
        for (one, other), gaps in self.pairs.items():
            for gap in gaps[:3]:
                if gap.high - gap.low <= 4:
                    beside.setdefault(other, []).append((one, gap))
                    beside.setdefault(one, []).append((other, gap.turned()))
        for compared in beside.values():
            for (one, gap), (other, than) in combinations(compared[:8], 2):
                if one != other:
                    words = f"{gap.words}, and {than.words}"
                    self.add(one, other, Gap(gap.low - than.high, gap.high - than.low, gap.told + than.told, words))

    def conflicts(self) -> Iterator[tuple[Fact, Fact, str]]:
        """Yield for each pair the first two tellings that can't both be true, the later one first."""
        for pair, gaps in self.pairs.items():
            for gap, other in combinations(gaps, 2):
                if gap.high >= other.low and gap.low <= other.high and not _opposed(gap, other):
                    continue
                told = sorted({*gap.told, *other.told}, key=lambda fact: fact.start)
                later = told[-1]
                earlier = next(
                    (fact for fact in reversed(told) if fact.span != later.span or fact.scene != later.scene), None
                )
                if earlier is None or _same_place(gap, other):
                    continue
                first, second = (other, gap) if later in gap.told else (gap, other)
                yield later, earlier, f"{second.words} here, but before: {first.words}."
                break
            del pair


def _opposed(gap: Gap, other: Gap) -> bool:
    """Whether each of two people is called the older one, by however little."""
    if len(gap.told) != 1 or len(other.told) != 1:
        return False
    one, two = gap.told[0], other.told[0]
    plain = one.attribute == two.attribute == "older" and "0" not in (one.value, two.value)
    return plain and not (one.notes or two.notes) and one.entity == two.about and one.about == two.entity


def _same_place(gap: Gap, other: Gap) -> bool:
    """Whether both were read from the very same words."""
    return {fact.start for fact in gap.told} == {fact.start for fact in other.told}
