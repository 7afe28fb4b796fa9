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
_OLDEST_MOTHER, _OLDEST_FATHER = 60, 85
_MOMENT = 0.3
"""By so many years twins may differ."""
_ANY = 0.05
"""By so many years at least one is older of whom nothing more is said."""
_RANGE = re.compile(r"(-?\d{1,3})-(\d{1,3})")
_NARROW = 4
"""Differences that are known within so many years are compared over a third one."""
_MANY = 24
"""So many ranges of one pair are compared with one another."""


class Gap(NamedTuple):
    """By how many years the first of a pair is older than the second: at least, at most, and where it is told."""

    low: float
    high: float
    told: tuple[Fact, ...]
    words: str
    either: bool = False
    """Whether it isn't said which of the two is the older one."""

    def turned(self) -> Gap:
        """Return the same for the pair the other way round."""
        return self._replace(low=-self.high, high=-self.low)

    def agrees(self, other: Gap) -> bool:
        """Whether some difference of ages fits both."""
        sides = [self, self.turned()] if self.either else [self]
        others = [other, other.turned()] if other.either else [other]
        return any(one.high >= two.low and one.low <= two.high for one in sides for two in others)


def age_range(fact: Fact) -> tuple[int, int]:
    """Return which numbers of years a fact may mean, from the least to the most."""
    for note in fact.notes:
        if match := _RANGE.fullmatch(note):
            return int(match[1]), int(match[2])
    return int(fact.value), int(fact.value)


def of_relation(fact: Fact) -> Gap | None:
    """Return by how many years the entity of a fact `older` or `kin` is older than the other one."""
    if fact.attribute == "older":
        return _of_order(fact)
    meant = relation(fact.value)
    if meant is None or meant.tie:
        return None
    words = f"{fact.entity} is {fact.about}'s {fact.value}"
    oldest = _OLDEST_MOTHER if meant.gender == "f" else _OLDEST_FATHER
    if meant.kind in ("parent", "grandparent"):
        return Gap(_LEAST, oldest, (fact,), words) if meant.kind == "parent" else Gap(2 * _LEAST, 200, (fact,), words)
    if meant.kind in ("child", "grandchild"):
        least = _LEAST if meant.kind == "child" else 2 * _LEAST
        return Gap(-_OLDEST_FATHER if meant.kind == "child" else -200, -least, (fact,), words)
    if fact.value == "twin" or (meant.kind == "sibling" and "twin" in fact.notes):
        return Gap(-_MOMENT, _MOMENT, (fact,), words)
    if meant.kind == "sibling" and "elder" in fact.notes:
        return Gap(_ANY, 60, (fact,), words)
    return Gap(-60, -_ANY, (fact,), words) if meant.kind == "sibling" and "younger" in fact.notes else None


def _of_order(fact: Fact) -> Gap:
    words = f"{fact.entity} is {fact.value or 'some'} years older than {fact.about}"
    if fact.value == "0":
        return Gap(-1, 1, (fact,), f"{fact.entity} is as old as {fact.about}")
    if fact.value.isdigit():
        rough = 4 if "about" in fact.notes else 1
        return Gap(max(_ANY, int(fact.value) - rough), int(fact.value) + rough, (fact,), words)
    if "either" in fact.notes:
        return Gap(
            *age_range(fact), (fact,), f"the ages of {fact.entity} and {fact.about} lie years apart", either=True
        )
    low, high = age_range(fact) if any(_RANGE.fullmatch(note) for note in fact.notes) else (_ANY, 200)
    return Gap(low, high, (fact,), words)


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

    def by_others(self) -> None:
        """Compare people who were compared with the same thing, or the same third one."""
        beside: dict[str, list[tuple[str, Gap]]] = {}
        for (one, other), gaps in self.pairs.items():
            for gap in gaps[:3]:
                if not gap.either:
                    beside.setdefault(other, []).append((one, gap))
                    beside.setdefault(one, []).append((other, gap.turned()))
        paired = set(self.pairs)
        for compared in beside.values():
            for (one, gap), (other, than) in combinations(compared[:12], 2):
                narrow = gap.high - gap.low <= _NARROW and than.high - than.low <= _NARROW
                if one != other and (narrow or tuple(sorted((one, other))) in paired):
                    words = f"{gap.words}, and {than.words}"
                    self.add(one, other, Gap(gap.low - than.high, gap.high - than.low, gap.told + than.told, words))

    def conflicts(self) -> Iterator[tuple[Fact, Fact, str]]:
        """Yield for each pair the first two tellings that can't both be true, the later one first."""
        for gaps in self.pairs.values():
            for gap, other in combinations(gaps, 2):
                if gap.agrees(other):
                    continue
                told = sorted({*gap.told, *other.told}, key=lambda fact: fact.start)
                later = told[-1]
                earlier = next((fact for fact in told if fact.span != later.span or fact.scene != later.scene), None)
                if earlier is None or _same_place(gap, other):
                    continue
                first, second = (other, gap) if later in gap.told else (gap, other)
                yield later, earlier, f"{second.words} here, but before: {first.words}."
                break


def _same_place(gap: Gap, other: Gap) -> bool:
    """Whether both were read from the very same words."""
    return {fact.start for fact in gap.told} == {fact.start for fact in other.told}
