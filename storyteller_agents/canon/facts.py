"""Facts, and the canon: which of them hold at a point of the story, and since which sentence.

A fact is never without evidence: it carries the words it was read from, and where they stand. Whether two facts
disagree is not decided here; the rules in `checks/continuity` do that.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple


class Point(NamedTuple):
    """A place in the story: the scene by its number in the order of reading, and the offset in its text.

    What lore and cast say holds from `BEFORE` on.
    """

    scene: int
    offset: int


BEFORE = Point(-1, 0)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the story says of somebody or something.

    Attributes:
        entity: whom it is about, by the name that `Entities` gave him; ``narrator`` for the one who says "I".
        attribute: what is said, e.g. ``eye colour``, ``life``, ``kin``; small letters.
        value: e.g. ``blue``, ``dead``, ``brother``; as plain as can be compared.
        about: the other one concerned, e.g. whose brother; empty where there is none.
        scene: the scene's id; for lore and cast the id of the entry or the character's name.
        span, quote: the passage by its character offsets in the scene's text, and its words.
        start: from where on it holds.
        until: where it ceases to; None while it holds.
        source: ``prose``, ``card``, ``cast``, ``lore`` or ``model``.
        hard: whether a contradiction counts; what somebody said, supposed or dreamt is soft.
        notes: further words that a rule compares, e.g. the unit of a number or the day.
    """

    entity: str
    attribute: str
    value: str
    scene: str
    span: tuple[int, int]
    quote: str
    start: Point
    about: str = ""
    until: Point | None = None
    source: str = "prose"
    hard: bool = True
    notes: tuple[str, ...] = ()

    @property
    def sayer(self) -> str:
        """Where it stands, in words: ``scene 0003``, ``the lore (north-lamp)``."""
        names = {
            "prose": "scene",
            "model": "scene",
            "card": "the card of scene",
            "cast": "the cast:",
            "lore": "the lore:",
        }
        return f"{names[self.source]} {self.scene}"


class Canon:
    """The facts of a story, in its order.

    Facts of one entity and attribute are kept in the order in which they begin to hold.
    """

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._facts: dict[tuple[str, str], list[Fact]] = {}
        self._entities: dict[str, set[str]] = {}
        self.add(facts)

    def add(self, facts: Iterable[Fact]) -> None:
        """Take facts into the canon."""
        for fact in facts:
            insort(self._facts.setdefault((fact.entity, fact.attribute), []), fact, key=attrgetter("start"))
            self._entities.setdefault(fact.entity, set()).add(fact.attribute)

    def of(self, entity: str, attribute: str) -> list[Fact]:
        """Return all facts of an entity with this attribute, in the order of the story."""
        return self._facts.get((entity, attribute), [])

    def before(self, fact: Fact) -> list[Fact]:
        """Return what was said of the same entity and attribute before, nearest last."""
        return [other for other in self.of(fact.entity, fact.attribute) if other.start < fact.start]

    def all(self, attribute: str) -> Iterator[Fact]:
        """Yield the facts of every entity with this attribute."""
        for (_, name), facts in self._facts.items():
            if name == attribute:
                yield from facts

    def entities(self) -> list[str]:
        """Return the names of all that something is said of."""
        return sorted(self._entities)

    def at(self, point: Point, entity: str) -> list[Fact]:
        """Return what holds of an entity at a point: the facts that have begun, without those that a later one ended."""
        held: list[Fact] = []
        for attribute in sorted(self._entities.get(entity, ())):
            begun = [fact for fact in self.of(entity, attribute) if fact.start <= point]
            held += current(begun, point)
        return held

    def __iter__(self) -> Iterator[Fact]:
        for facts in self._facts.values():
            yield from facts

    def __len__(self) -> int:
        return sum(map(len, self._facts.values()))


MANY = frozenset({"kin", "possession", "knows", "count", "name", "injury", "trait", "world rule", "thread", "says"})
"""Attributes of which one entity has several at a time; of all others a later fact ends the earlier one."""


def current(facts: list[Fact], point: Point) -> list[Fact]:
    """Return which of an entity's facts of one attribute hold at a point, all of them begun, each once."""
    if not facts:
        return []
    if facts[0].attribute not in MANY:
        hard = [fact for fact in facts if fact.hard] or facts
        first = next(fact for fact in hard if (fact.value, fact.about) == (hard[-1].value, hard[-1].about))
        return [first]
    held: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        held.setdefault((fact.value, fact.about), fact)
    return [fact for fact in held.values() if fact.until is None or fact.until > point]


def moved(fact: Fact, scene: int) -> Fact:
    """Return a fact whose scene now has another number in the order of reading."""
    return fact if fact.start.scene == scene else replace(fact, start=Point(scene, fact.start.offset))
