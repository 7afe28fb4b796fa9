"""The eldest and the youngest of a family: the part of the rule `impossible_age` about ranks among brothers and sisters.

The eldest is older than every brother and sister that the story gives her, and than whoever else has a rank in the same
family. Brothers and sisters are those who are called so, or who bear the surname and have a rank of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.kinship import relation
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.continuity.reasoning.age_differences import Gap

_LEAST, _MOST = 0.05, 60
_NEAR = 11
"""Of two people of one surname who are so many years apart, neither is a parent of the other."""


def by_rank(story: Story) -> Iterator[tuple[str, str, Gap]]:
    """Yield who is older than whom by a rank in the family."""
    ranks = [fact for fact in story.facts("rank") if fact.hard]
    if not ranks:
        return
    siblings: dict[str, set[str]] = {}
    for fact in story.facts("kin"):
        meant = relation(fact.value)
        if fact.hard and meant and meant.kind == "sibling" and not meant.tie and fact.entity and fact.about:
            siblings.setdefault(fact.entity, set()).add(fact.about)
            siblings.setdefault(fact.about, set()).add(fact.entity)
    for fact in story.facts("older"):
        near = fact.value.isdigit() and 0 < int(fact.value) <= _NEAR
        if fact.hard and near and fact.about and _surname(fact.entity) == _surname(fact.about):
            siblings.setdefault(fact.entity, set()).add(fact.about)
            siblings.setdefault(fact.about, set()).add(fact.entity)
    for place, fact in enumerate(ranks):
        others = set(siblings.get(fact.entity, ()))
        others |= {
            other.entity
            for other in ranks[:place]
            if other.entity != fact.entity and _surname(other.entity) == _surname(fact.entity) != ""
        }
        for other_name in sorted(others):
            yield fact.entity, other_name, _gap(fact)


def rank_conflicts(story: Story) -> Iterator[tuple[Fact, Fact, str]]:
    """Yield an elder brother or sister of the eldest, a younger one of the youngest, and two ranks of one person."""
    ranks: dict[str, Fact] = {}
    for fact in story.facts("rank"):
        if not fact.hard:
            continue
        other = ranks.setdefault(fact.entity, fact)
        if other.value != fact.value:
            yield fact, other, f"{fact.entity} is the {fact.value} here, but the {other.value} before."
    for fact in story.facts("kin"):
        meant, rank = relation(fact.value), ranks.get(fact.about)
        if rank is None or not fact.hard or meant is None or meant.kind != "sibling" or meant.tie:
            continue
        above = rank.value == "eldest"
        if ("elder" if above else "younger") in fact.notes and fact.span != rank.span:
            earlier, later = sorted((fact, rank), key=lambda one: one.start)
            message = f"{rank.entity} is the {rank.value}, but has {'an elder' if above else 'a younger'} {fact.value}."
            yield later, earlier, message


def _gap(fact: Fact) -> Gap:
    low, high = (_LEAST, _MOST) if fact.value == "eldest" else (-_MOST, -_LEAST)
    return Gap(low, high, (fact,), f"{fact.entity} is the {fact.value}")


def _surname(name: str) -> str:
    words = name.split()
    return words[-1] if len(words) > 1 else ""
