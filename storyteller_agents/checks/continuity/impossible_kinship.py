"""Kinship that cannot be.

Objected to, where both passages say it as a fact: two relations between the same two people that nobody can have at
once or in turn (brother and husband); each the other's father, or somebody his own ancestor over several steps; a
relation that doesn't follow from two others (the mother of his mother, and his sister); two mothers or two fathers,
brothers and sisters of different parents; two husbands or wives; kin of somebody who is said to have none of that
kind; a brother who is a woman.

Excused: step-, half-, foster, adopted, god- and in-law relations where they explain it; a former, late, first or
second husband or wife, one who died, a wedding told between; a truth that comes out in the second passage; dreams,
pretence and hearsay (the facts are soft then). Two names are taken for two people only where their first names or
their surnames differ: Mrs. March and Margaret may be one.

It can't see: kin who are named in no passage, what people say of themselves in speech, and whether two people bear
one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from storyteller_agents.canon.entities import Gender
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.kinship import FOLLOWS, Relation, go_together, inverse, relation, surely_two
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check, disagree
from storyteller_agents.checks.continuity.reasoning.kin_absences import RESOLVE, Absences, as_told, comes_out

_ENDED = {"former", "late", "first", "second", "third", "wedding"}
_ENDS = re.compile(r"\b(?:divorc\w*|widow\w*|remarri\w*|second|died|death|late)\b")


@check(severity="error", repair="rewrite", scope="story", languages=("en", "zh"))
def impossible_kinship(story: Story) -> Iterator[Objection]:
    """Two people who can't be to each other what two passages say they are."""
    families = _Families(story)
    for fact in story.facts("kin"):
        if fact.hard and (found := families.take(fact)) is not None:
            yield found
    yield from _unlike_twins(story)


def _unlike_twins(story: Story) -> Iterator[Objection]:
    """Yield brothers and sisters years older than their twin, where both are called kin there."""
    kin = [fact for fact in story.facts("kin") if fact.hard and fact.about and relation(fact.value)]
    twins = {frozenset((fact.entity, fact.about)): fact for fact in kin if "twin" in (fact.value, *fact.notes)}
    for fact in story.facts("older"):
        pair = frozenset((fact.entity, fact.about))
        other = twins.get(pair)
        if other is None or not fact.hard or not fact.value.isdigit() or int(fact.value) < 1:
            continue
        if any({one.entity, one.about} == pair and (one.scene, one.span) == (fact.scene, fact.span) for one in kin):
            later, earlier = sorted((fact, other), key=lambda one: one.start, reverse=True)
            yield disagree(later, earlier, f"{fact.entity} is older than {fact.about}, but they are twins.", RESOLVE)


class _Families:
    """Who is what to whom, as far as it was told."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.said: dict[str, dict[str, tuple[Relation, Fact]]] = {}
        self.absent = Absences(story)
        self.objected: set[tuple[str, ...]] = set()

    def take(self, fact: Fact) -> Objection | None:
        """Take in a fact, and object if it can't be true beside the earlier ones."""
        meant = relation(fact.value)
        if meant is None:
            return self.absent.deny(fact)
        if fact.entity == fact.about:
            return None
        for other, message in self._conflicts(fact, meant):
            key = (*sorted([fact.entity or meant.kind, fact.about]), other.value, fact.value)
            if key in self.objected or comes_out(fact, other) or _same_sentence(fact, other):
                return None
            self.objected.add(key)
            return disagree(fact, other, message, RESOLVE)
        self.absent.take(fact, meant)
        if fact.entity and fact.about:
            self.said.setdefault(fact.entity, {}).setdefault(fact.about, (meant, fact))
            self.said.setdefault(fact.about, {}).setdefault(fact.entity, (inverse(meant), fact))
        return None

    def _conflicts(self, fact: Fact, meant: Relation) -> Iterator[tuple[Fact, str]]:
        one, two = fact.entity, fact.about
        yield from self.absent.conflicts(fact, meant)
        if not one or not two:
            return
        known = self.said.get(one, {}).get(two)
        if known and known[0].kind == meant.kind and _by_birth_and_not(known, (meant, fact)):
            yield known[1], f"{as_told(fact)} here, but before: {as_told(known[1])}."
        if (known and not go_together(known[0], meant)) or (
            known and "parent" not in (known[0].kind, meant.kind) and self._genders_differ(known, meant, one)
        ):
            yield known[1], f"{one} is {two}'s {fact.value} here, but before: {as_told(known[1])}."
        if self._wrong_gender(one, meant.gender):
            yield (
                fact,
                f"{one} is called a {fact.value} here, but is {'she' if meant.gender == 'm' else 'he'} elsewhere.",
            )
        yield from self._ancestors(fact, meant)
        yield from self._triangles(fact, meant)
        yield from self._rivals(fact, meant)

    def _genders_differ(self, known: tuple[Relation, Fact], meant: Relation, one: str) -> bool:
        return bool(known[1].entity == one and known[0].gender and meant.gender and known[0].gender != meant.gender)

    def _wrong_gender(self, name: str, gender: Gender) -> bool:
        entity = self.story.entities.by_name.get(name)
        return bool(
            entity and gender and entity.gender and entity.gender != gender and (entity.given or entity.times >= 12)
        )

    def _ancestors(self, fact: Fact, meant: Relation) -> Iterator[tuple[Fact, str]]:
        """Object where a parent is also a descendant."""
        if meant.kind not in ("parent", "child") or meant.tie:
            return
        parent, child = (fact.entity, fact.about) if meant.kind == "parent" else (fact.about, fact.entity)
        seen, rising = {parent}, [parent]
        while rising:
            for above, (of_above, other) in self.said.get(rising.pop(), {}).items():
                if of_above.kind == "child" and not of_above.tie and above == child:
                    yield other, f"{parent} is a parent of {child} here, but descended from {child} before."
                    return
                if of_above.kind == "child" and above not in seen:
                    seen.add(above)
                    rising.append(above)

    def _triangles(self, fact: Fact, meant: Relation) -> Iterator[tuple[Fact, str]]:
        """Object where one of three relations between three people can't follow from the two others."""
        one, two = fact.entity, fact.about
        first, second = self.said.get(one, {}), self.said.get(two, {})
        for third in sorted(first.keys() & second.keys()):
            (of_one, fact_one), (of_two, fact_two) = first[third], second[third]
            if meant.tie or of_one.tie or of_two.tie:
                continue
            sides = {(one, two): meant, (one, third): of_one, (two, third): of_two}
            sides |= {(b, a): inverse(side) for (a, b), side in sides.items()}
            for a, b, c in permutations((one, two, third)):
                follows = FOLLOWS.get((sides[a, b].kind, sides[b, c].kind))
                if follows and not go_together(follows, sides[a, c]):
                    told = f"{as_told(fact_one)}, and {as_told(fact_two)}"
                    yield (
                        max(fact_one, fact_two, key=lambda fact: fact.start),
                        f"{as_told(fact)} here, but before: {told}.",
                    )
                    return

    def _rivals(self, fact: Fact, meant: Relation) -> Iterator[tuple[Fact, str]]:
        """Object to a second mother, father, husband or wife, and to another one beside the only son."""
        one, two = fact.entity, fact.about
        for whose, who, kind in ((two, one, meant), (one, two, inverse(meant))):
            kind = kind._replace(gender=kind.gender or self._gender(who))
            for rival, (is_rival, other) in self._kin_of(whose):
                is_rival = is_rival._replace(gender=is_rival.gender or self._gender(rival))
                if is_rival.kind != kind.kind or not surely_two(self.story.entities, rival, who):
                    continue
                if kind.kind == "spouse" and not self._change_of_spouse(fact, other, whose, rival, who):
                    yield other, f"{whose} is married to {who} here, but to {rival} before."
                if kind.tie or is_rival.tie:
                    continue
                if kind.kind == "parent" and kind.gender and kind.gender == is_rival.gender:
                    yield (
                        other,
                        f"{whose}'s {'mother' if kind.gender == 'f' else 'father'} is {who} here, but {rival} before.",
                    )
                for only, another in ((fact, is_rival), (other, kind)):
                    if _is_only(only, whose, another):
                        yield (
                            other,
                            f"{as_told(only)}, the only one; but {who if only is other else rival} is one too.",
                        )

    def _kin_of(self, whose: str) -> list[tuple[str, tuple[Relation, Fact]]]:
        """Return who is what to somebody."""
        found = []
        for rival, (of_whose, other) in self.said.get(whose, {}).items():
            is_rival = inverse(of_whose)
            if other.entity == rival and (told := relation(other.value)):
                is_rival = told
            found.append((rival, (is_rival, other)))
        return found

    def _change_of_spouse(self, fact: Fact, other: Fact, whose: str, rival: str, who: str) -> bool:
        """Whether a second husband or wife is told of as such."""
        if _ENDED & {*fact.notes} or (_ENDED - {"wedding"}) & {*other.notes}:
            return True
        if any(death.hard for name in (rival, whose) for death in self.story.canon.of(name, "life")):
            return True
        told = self.story.canon.of(whose, "kin") + self.story.canon.of(rival, "kin") + self.story.canon.of(who, "kin")
        if any(
            note in _ENDED - {"wedding"} for item in told for note in item.notes if whose in (item.entity, item.about)
        ):
            return True
        return any(
            item.value in ("marries", "widow", "widower")
            and item.quote not in (fact.quote, other.quote)
            and _ENDS.search(item.quote)
            for item in told
        )

    def _gender(self, name: str) -> Gender:
        entity = self.story.entities.by_name.get(name)
        return entity.gender if entity else ""


def _by_birth_and_not(known: tuple[Relation, Fact], told: tuple[Relation, Fact]) -> bool:
    """Whether somebody is told to be a parent by birth, and a step-parent, or one by adoption."""
    sides = (known, told)
    return any("birth" in one[1].notes and other[0].tie in ("step", "care") for one, other in (sides, sides[::-1]))


def _is_only(only: Fact, whose: str, another: Relation) -> bool:
    """Whether a fact says that somebody has one of a kind, of which this is another."""
    meant = relation(only.value)
    if meant is None or "only" not in only.notes or only.about != whose:
        return False
    return meant.kind in ("child", "sibling") and meant.kind == another.kind and meant.gender in ("", another.gender)


def _same_sentence(fact: Fact, other: Fact) -> bool:
    return fact is not other and fact.scene == other.scene and fact.span == other.span
