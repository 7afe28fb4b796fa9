"""Ages and years of birth are plainly told, and cannot both be true."""

from __future__ import annotations

from random import Random

from storyteller_agents.checks.injections.impossible_age import number
from storyteller_agents.checks.injections.impossible_kinship import YOUNG
from storyteller_agents.checks.injections.variant import Variant

_GUARD = (*YOUNG, "years", "aged", "age", "birthday", "born", "birth", "elder", "older", "younger")
_BIRTHDAYS = ((40, "fortieth"), (50, "fiftieth"), (60, "sixtieth"), (30, "thirtieth"))


def _shrinking(rng: Random) -> dict[str, str]:
    old = rng.randint(31, 58)
    return {"old": number(old), "young": number(old - rng.randint(5, 12))}


def _dated(rng: Random) -> dict[str, str]:
    born, age = rng.randint(1781, 1869), rng.randint(20, 40)
    wrong = age + rng.choice((-1, 1)) * rng.randint(5, 12)
    before = born - rng.randint(2, 9)
    return {"born": str(born), "year": str(born + age), "wrong": number(wrong), "before": str(before)}


def _mother(rng: Random) -> dict[str, str]:
    child = rng.randint(25, 35)
    return {"mother": number(child + rng.randint(4, 8)), "child": number(child)}


def _death(rng: Random) -> dict[str, str]:
    return {"died": number(rng.randint(25, 45)), "lived": number(rng.randint(60, 90))}


def _birthday(rng: Random) -> dict[str, str]:
    age, told = rng.choice(_BIRTHDAYS)
    return {"fortieth": told, "wrong": number(age - rng.randint(2, 9))}


VARIANTS = (
    Variant(
        "younger",
        "{A} [was|is] {old}.",
        "{A}, at {young}, [had|has] never seen the sea.",
        values=_shrinking,
        guard=_GUARD,
    ),
    Variant(
        "said",
        "“I am {old} years old,” [said|says] {A}.",
        "“I am tired,” [said|says] {A}, who [was|is] only {young}.",
        values=_shrinking,
        guard=_GUARD,
    ),
    Variant(
        "turned",
        "{A} was born in {born}.",
        "In {year} {A} turned {wrong}.",
        values=_dated,
        guard=_GUARD,
    ),
    Variant(
        "in-year",
        "In {year} {A} was {wrong} years old.",
        "{A}, born in {born}, had always liked the winter.",
        values=_dated,
        guard=_GUARD,
    ),
    Variant(
        "older",
        "{A} was two years older than {M}.",
        "{M.first}, who was three years older than {A}, won every race.",
        who="any",
        guard=_GUARD,
    ),
    Variant(
        "mother",
        "{A}'s mother, {F}, was {mother} years old that spring.",
        "That same spring {A}, the child of {F.first}, turned {child}.",
        who="new",
        values=_mother,
    ),
    Variant(
        "twins",
        "{A} and {M} [were|are] twins.",
        "{A} [was|is] four years younger than {M.first}.",
        guard=(*_GUARD, "twin", "twins", "brother", "sister"),
    ),
    Variant(
        "lived",
        "{A} died at the age of {died}.",
        "{A} lived to be {lived}.",
        who="new",
        values=_death,
    ),
    Variant(
        "unborn",
        "{A} was born in the spring of {born}.",
        "In the summer of {before} {A} left home to join the army.",
        who="new",
        gender="m",
        values=_dated,
    ),
    Variant(
        "birthday",
        "{A} celebrated {A.his} {fortieth} birthday in {P}.",
        "A year after that birthday in {P}, {A} was {wrong} years old.",
        who="new",
        values=_birthday,
    ),
)

DECOYS: tuple[Variant, ...] = (
    Variant(
        "years-later",
        "{A} was ten years old.",
        "Fifteen years later {A}, now twenty-five, came back to {P}.",
        who="new",
    ),
    Variant(
        "as-a-child",
        "{A} was {old}.",
        "When {A} was {young}, many years before, {A.he} had lived in {P}.",
        who="new",
        values=_shrinking,
    ),
    Variant(
        "lied",
        "{A} was forty-one.",
        "“I am twenty-nine,” lied {A}.",
        who="new",
    ),
)
