"""What words of kinship mean: which relation, of which gender, and which two relations two people can't both have.

A closed class of English, with the plain words that extractors, lore and cast use for it. A relation is read from
one person to another: Tom is Anna's brother. Who is whose is not found here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from storyteller_agents.canon.entities import NARRATOR, Entities, Gender
from storyteller_agents.canon.names import TITLES

Kind = Literal[
    "parent", "child", "sibling", "spouse", "pibling", "nibling", "cousin", "grandparent", "grandchild", "engaged"
]
"""The kinds of relation; a pibling is an uncle or an aunt, a nibling a nephew or a niece."""
Tie = Literal["", "half", "step", "law", "care"]
"""By what two people are related: empty where by birth or marriage; ``care`` for foster, adopted and godparents."""


class Relation(NamedTuple):
    """What somebody is to somebody else."""

    kind: Kind
    gender: Gender = ""
    tie: Tie = ""


_PLAIN: dict[str, Relation] = {
    "mother": Relation("parent", "f"),
    "father": Relation("parent", "m"),
    "parent": Relation("parent"),
    "son": Relation("child", "m"),
    "daughter": Relation("child", "f"),
    "child": Relation("child"),
    "brother": Relation("sibling", "m"),
    "sister": Relation("sibling", "f"),
    "sibling": Relation("sibling"),
    "twin": Relation("sibling"),
    "husband": Relation("spouse", "m"),
    "wife": Relation("spouse", "f"),
    "spouse": Relation("spouse"),
    "widow": Relation("spouse", "f"),
    "widower": Relation("spouse", "m"),
    "uncle": Relation("pibling", "m"),
    "aunt": Relation("pibling", "f"),
    "nephew": Relation("nibling", "m"),
    "niece": Relation("nibling", "f"),
    "cousin": Relation("cousin"),
    "grandparent": Relation("grandparent"),
    "grandmother": Relation("grandparent", "f"),
    "grandfather": Relation("grandparent", "m"),
    "grandchild": Relation("grandchild"),
    "grandson": Relation("grandchild", "m"),
    "granddaughter": Relation("grandchild", "f"),
    "betrothed": Relation("engaged"),
    "fiancé": Relation("engaged", "m"),
    "fiancée": Relation("engaged", "f"),
}
_SAME = {
    "mamma": "mother", "mama": "mother", "mum": "mother", "mom": "mother", "mummy": "mother", "mommy": "mother",
    "papa": "father", "dad": "father", "daddy": "father", "hubby": "husband", "auntie": "aunt", "aunty": "aunt",
    "grandma": "grandmother", "granny": "grandmother", "grandmamma": "grandmother", "gran": "grandmother",
    "grandpa": "grandfather", "grandpapa": "grandfather", "grandad": "grandfather", "granddad": "grandfather",
    "firstborn": "child", "fiance": "fiancé", "fiancee": "fiancée", "helpmeet": "spouse", "children": "child",
    "wives": "wife", "grandchildren": "grandchild", "offspring": "child",
}  # fmt: skip
_TIES: dict[str, Tie] = {
    "step": "step",
    "half": "half",
    "god": "care",
    "foster": "care",
    "adopted": "care",
    "adoptive": "care",
}
KIN_WORD = (
    r"(?:great-)*(?:(?:step|half|foster|god)[- ]?)?(?:"
    + "|".join(sorted([*_PLAIN, *_SAME], key=lambda word: (-len(word), word)))
    + r")s?(?:-in-law)?"
)
"""Matches a word of kinship, in the singular or the plural."""
INVERSE: dict[Kind, Kind] = {
    "parent": "child",
    "child": "parent",
    "pibling": "nibling",
    "nibling": "pibling",
    "grandparent": "grandchild",
    "grandchild": "grandparent",
    "sibling": "sibling",
    "spouse": "spouse",
    "cousin": "cousin",
    "engaged": "engaged",
}
FOLLOWS: dict[tuple[Kind, Kind], Relation] = {
    ("parent", "parent"): Relation("grandparent"),
    ("child", "child"): Relation("grandchild"),
    ("sibling", "parent"): Relation("pibling"),
    ("child", "sibling"): Relation("nibling"),
    ("parent", "sibling"): Relation("parent"),
    ("sibling", "child"): Relation("child"),
    ("child", "pibling"): Relation("cousin"),
    ("sibling", "sibling"): Relation("sibling"),
    ("spouse", "parent"): Relation("parent", tie="step"),
    ("child", "spouse"): Relation("child", tie="step"),
}
"""What the first is to the third, where the first is this to the second, and the second that to the third."""
_GO_TOGETHER = ({"spouse", "engaged"}, {"spouse", "cousin"}, {"engaged", "cousin"})
_BY_MARRIAGE = {"spouse", "sibling", "cousin", "engaged"}
_PARTS = re.compile(r"(?P<tie>step|half|foster|god|adopted|adoptive)?[- ]?(?P<plain>.+?)(?P<law>-in-law)?")


@lru_cache(maxsize=1024)
def plain_kin(word: str) -> str:
    """Return a word of kinship as facts have it: ``sisters`` → sister, ``Step-mother`` → stepmother."""
    low = " ".join(word.lower().split())
    parts = _PARTS.fullmatch(low)
    if parts is None:
        return low
    plain, tie = parts["plain"], parts["tie"] or ""
    plain = _SAME.get(plain, plain)
    if plain not in _PLAIN and plain.endswith("s"):
        plain = _SAME.get(plain[:-1], plain[:-1])
    gap = {"step": "", "god": "", "": "", "half": "-"}.get(tie, " ")
    return f"{tie}{gap}{plain}{parts['law'] or ''}"


@lru_cache(maxsize=1024)
def relation(value: str) -> Relation | None:
    """Return what a word of kinship means, or None where it is none, or too distant a one to compare."""
    parts = _PARTS.fullmatch(plain_kin(value))
    if parts is None or parts["plain"] not in _PLAIN:
        return None
    meant = _PLAIN[parts["plain"]]
    tie: Tie = "law" if parts["law"] else _TIES.get(parts["tie"] or "", "")
    return meant._replace(tie=tie)


def inverse(meant: Relation) -> Relation:
    """Return what the other one is to the first; his gender is not known from it."""
    return Relation(INVERSE[meant.kind], "", meant.tie)


def go_together(one: Relation, other: Relation) -> bool:
    """Whether somebody can be both to the same person, at one time or in turn."""
    if one.kind == other.kind or {one.kind, other.kind} in _GO_TOGETHER or "care" in (one.tie, other.tie):
        return True
    if "law" in (one.tie, other.tie):
        return {one.kind, other.kind} <= _BY_MARRIAGE
    if "step" in (one.tie, other.tie):
        return bool({one.kind, other.kind} & {"pibling", "nibling", "cousin"})
    return False


_BEFORE_FIRST_NAMES = frozenset(
    "king queen prince princess sir lady uncle aunt cousin father mother brother sister saint st don".split()
)


def surely_two(entities: Entities, one: str, two: str) -> bool:
    """Whether two names are surely two people's: their first names differ, or their surnames.

    Mrs. March and Margaret may be one; so may the narrator and anybody.
    """
    if NARRATOR in (one, two) or one == two:
        return False
    (first, last, bare), (other_first, other_last, other_bare) = _name_parts(entities, one), _name_parts(entities, two)
    if (first | last | bare) & (other_first | other_last | other_bare):
        return bool(first and other_first and not first & other_first)
    if (first | bare) and (other_first | other_bare):
        return True
    return bool(last and other_last)


def _name_parts(entities: Entities, name: str) -> tuple[set[str], set[str], set[str]]:
    """Return somebody's first names, surnames, and the names that may be either."""
    entity = entities.by_name.get(name)
    first: set[str] = set()
    last: set[str] = set()
    bare: set[str] = set()
    for form in {name} | (entity.names if entity else set()):
        words = form.split()
        title = words[0].lower() if words[0].lower() in TITLES else ""
        plain = words[1:] if title else words
        if len(plain) > 1:
            first.add(plain[0])
            last.add(plain[-1])
        elif plain and title and title not in _BEFORE_FIRST_NAMES:
            last.add(plain[0])
        elif plain:
            (first if title else bare).add(plain[0])
    return first, last, bare - first - last
