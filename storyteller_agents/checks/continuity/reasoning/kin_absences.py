"""Kin of somebody who is said to have none of that kind: the part of the rule `impossible_kinship`.

A relation may imply another: a nephew has a parent who is a brother or sister of hers or of her husband, a grandchild
a parent who is her child. Excused: a dead, late or former one where none is left, a wedding told between, a truth that
comes out, ties that aren't of blood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.kinship import Relation, inverse, relation
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, disagree

_COMES_OUT = re.compile(
    r"\b(?:turned out|in truth|the truth|all along|revealed|discover(?:ed|y)|found out|confess\w*|learn(?:ed|t) that|"
    r"no longer|after all|adopt\w*|secretly|really|stepped into the)\b",
    re.IGNORECASE,
)
RESOLVE = "Let both passages say the same, or tell what has changed between them."
_TOLD = {
    "only child": "an only child",
    "childless": "no children",
    "unmarried": "never married",
    "bereft": "bereaved of husband or wife",
    "no kin": "no kin left",
    "no parent": "no parent left",
    "no elder sibling": "the eldest",
    "no younger sibling": "the youngest",
}
_KINDS = {"only child": "sibling", "childless": "child", "unmarried": "spouse", "no parent": "parent"}
_LEFT = {"sibling", "child", "nibling", "cousin"}
"""The kin that the last of a family has no more."""


def as_told(fact: Fact) -> str:
    """Return a relation in words."""
    if fact.value == "unrelated":
        return f"{fact.entity} is no kin of {fact.about}"
    if not fact.about:
        return f"{fact.entity}: {_TOLD.get(fact.value, fact.value)}"
    return f"{fact.entity or 'somebody'} is {fact.about}'s {fact.value}"


def comes_out(fact: Fact, other: Fact) -> bool:
    """Whether the second passage tells a truth that the first one hid."""
    return fact is not other and bool(_COMES_OUT.search(fact.quote))


def denies(value: str) -> bool:
    """Whether a value of `kin` says that somebody has none of a kind."""
    return value in (*_TOLD, "bereft") or value.startswith("no ")


class Absences:
    """Who has none of which kind, and who has some."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.none: dict[str, list[Fact]] = {}
        self.some: dict[str, list[tuple[Relation, Fact]]] = {}
        self.apart: dict[tuple[str, ...], Fact] = {}
        self.objected: set[tuple[str, str]] = set()

    def take(self, fact: Fact, meant: Relation) -> None:
        """Take in that somebody is somebody's kin."""
        if fact.about:
            self.some.setdefault(fact.about, []).append((meant, fact))
        if fact.entity:
            self.some.setdefault(fact.entity, []).append((inverse(meant), fact))

    def deny(self, fact: Fact) -> Objection | None:
        """Take in that somebody has none of a kind, and object if some were told of."""
        if fact.value == "unrelated":
            pair = tuple(sorted((fact.entity, fact.about)))
            self.apart.setdefault(pair, fact)
            known = [
                (kin, other)
                for kin, other in self.some.get(fact.entity, [])
                if fact.about in (other.entity, other.about)
            ]
            for kin, other in known:
                if not kin.tie and kin.kind not in ("spouse", "engaged") and not comes_out(fact, other):
                    return disagree(fact, other, f"{as_told(fact)} here, but before: {as_told(other)}.", RESOLVE)
            return None
        if not denies(fact.value):
            return None
        for meant, other in self.some.get(fact.entity, []):
            if self._excludes(fact, meant, other, fact.entity) and not comes_out(fact, other):
                if (other.span == fact.span and other.scene == fact.scene) or (
                    fact.entity,
                    fact.value,
                ) in self.objected:
                    continue
                self.objected.add((fact.entity, fact.value))
                return disagree(fact, other, f"{as_told(fact)} here, but before: {as_told(other)}.", RESOLVE)
        self.none.setdefault(fact.entity, []).append(fact)
        return None

    def conflicts(self, fact: Fact, meant: Relation) -> Iterator[tuple[Fact, str]]:
        """Yield earlier facts by which somebody has no kin of this kind."""
        apart = self.apart.get(tuple(sorted((fact.entity, fact.about))))
        if apart is not None and not meant.tie and meant.kind not in ("spouse", "engaged"):
            yield apart, f"{as_told(fact)} here, but before: {as_told(apart)}."
        for whose, kind in ((fact.about, meant), (fact.entity, inverse(meant))):
            for none in self.none.get(whose, []) if whose else ():
                same = none.span == fact.span and none.scene == fact.scene
                if same or (whose, none.value) in self.objected or not self._excludes(none, kind, fact, whose):
                    continue
                if not self._marries_between(none, fact, whose):
                    self.objected.add((whose, none.value))
                    yield none, f"{as_told(fact)} here, but before of {as_told(none)}."

    def _excludes(self, none: Fact, meant: Relation, fact: Fact, whose: str) -> bool:
        """Whether nobody can have this kin who has none of that kind."""
        notes = {*fact.notes}
        if "wedding" in notes or "future" in notes:
            return False
        if none.value == "bereft":
            return meant.kind == "spouse" and "acts" in notes and none.start < fact.start
        if (
            {"late", "former"} & notes
            and "ever" not in none.notes
            and none.value not in ("only child", "no elder sibling")
        ):
            return False
        if meant.tie:
            return meant.tie == "law" and meant.kind == "sibling" and self._no_siblings_in_law(none, whose)
        value = none.value
        if value == "no kin":
            near = _LEFT | {"pibling", "parent", "grandparent", "grandchild"} if "all" in none.notes else _LEFT
            return meant.kind in near and none.start < fact.start
        if value in ("no elder sibling", "no younger sibling"):
            elder = value == "no elder sibling"
            if meant.kind != "sibling" or fact.about != whose:
                return False
            return ("elder" if elder else "younger") in notes and not {"no elder", "only"} & notes and _ranked(fact)
        kind = _KINDS.get(value)
        if kind == "parent" or value in ("no father", "no mother"):
            fits = meant.kind == "parent" and (kind or meant.gender == ("m" if value == "no father" else "f"))
            return bool(fits) and "acts" in notes and none.start < fact.start
        if kind is None:
            denied = relation(value.removeprefix("no "))
            kind_is = denied is not None and denied.kind == meant.kind and not denied.tie
            return bool(denied and kind_is and ("all" in none.notes or denied.gender in ("", meant.gender)))
        if kind == "child" and meant.kind == "grandchild":
            return True
        if kind == "sibling" and meant.kind == "nibling":
            return "both" in none.notes or not self._may_be_married(whose)
        if kind == "spouse" and "acts" in notes:
            return "late" in none.notes or "late" not in notes
        return meant.kind == kind

    def _no_siblings_in_law(self, none: Fact, whose: str) -> bool:
        return none.value == "only child" and "both" in none.notes

    def _may_be_married(self, whose: str) -> bool:
        return any(
            fact.value == "marries" or ((meant := relation(fact.value)) is not None and meant.kind == "spouse")
            for fact in [*self.story.canon.of(whose, "kin"), *(fact for _, fact in self.some.get(whose, []))]
        )

    def _marries_between(self, none: Fact, fact: Fact, whose: str) -> bool:
        if none.value not in ("unmarried", "bereft"):
            return False
        return any(
            item.value == "marries" and none.span[1] <= item.span[0] and item.quote != fact.quote
            if item.scene == none.scene
            else item.value == "marries" and item.quote != fact.quote and none.start < item.start < fact.start
            for item in self.story.canon.of(whose, "kin")
        )


def _ranked(fact: Fact) -> bool:
    """Whether the adjective compares the two: the little brother of the youngest would be one, a big one not surely."""
    return re.search(r"\b(?:elder|older|younger|eldest|oldest|youngest|little|big)\b", fact.quote) is not None
