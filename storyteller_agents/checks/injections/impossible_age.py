"""An age or a birth cannot be: against another age, a date, or somebody else's years."""

from __future__ import annotations

from random import Random

from storyteller_agents.checks.injections.impossible_kinship import YOUNG
from storyteller_agents.checks.injections.variant import Rule, Variant

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_AGE_WORDS = ("years", "aged", "age", "birthday", "born", "birth", "elder", "younger")


def number(value: int) -> str:
    """Write a number under a hundred in words."""
    if value < 20:
        return _UNITS[value]
    tens, unit = divmod(value, 10)
    return _TENS[tens - 2] + (f"-{_UNITS[unit]}" if unit else "")


def _wedding(rng: Random) -> dict[str, str]:
    born, age = rng.randint(1781, 1869), rng.randint(20, 29)
    return {"born": str(born), "wed": str(born + age), "age": number(age + rng.randint(9, 17))}


def _soon(rng: Random) -> dict[str, str]:
    age = rng.randint(18, 29)
    return {"age": number(age), "wrong": number(age + rng.randint(12, 35))}


def _mother(rng: Random) -> dict[str, str]:
    return {
        "bore": number(rng.randint(20, 24)),
        "child": number(rng.randint(38, 44)),
        "mother": number(rng.choice((50, 52, 54))),
    }


def _sea(rng: Random) -> dict[str, str]:
    start, age = rng.randint(13, 16), rng.randint(22, 25)
    return {"start": number(start), "age": number(age), "served": number(rng.choice((18, 20, 22)))}


def _death(rng: Random) -> dict[str, str]:
    return {"died": number(rng.randint(27, 38)), "lived": number(rng.choice((60, 70, 80)))}


VARIANTS = (
    Variant(
        "wedding",
        "{A} was born in {born}, on the night of a great storm.",
        "When {A} married, in {wed}, {A.he} had just turned {age}.",
        values=_wedding,
        guard=(*YOUNG, *_AGE_WORDS, "married", "marry", "wife", "husband"),
    ),
    Variant(
        "soon",
        "{A} [would|will] be {age} in a week.",
        "{A} [thought|thinks] that at {wrong} one [might|may] surely be allowed to sit down.",
        near=300,
        guard=(*_AGE_WORDS, *YOUNG),
        values=_soon,
    ),
    Variant(
        "cradle",
        "{F} [was|is] four years older than {A}, and [had carried|carried] {A.him} about on her back before {A.he} "
        "could walk.",
        "{A} [could|can] just remember the day {F.first} was born, and being lifted up to see her in the cradle.",
        guard=_AGE_WORDS,
    ),
    Variant(
        "twins",
        "{A} and {M} were twins, and had never spent a night apart.",
        "{A}, being the younger by three years, always had {M.first}'s coats when he had done with them.",
        gender="m",
        guard=(*_AGE_WORDS, "brother", "twin"),
    ),
    Variant(
        "mother",
        "{F} was {bore} when {A} was born to her.",
        "{A} was {child} that autumn; {A.his} mother {F.first} was to be {mother} in the spring.",
        values=_mother,
        guard=(*YOUNG, *_AGE_WORDS, "mother"),
    ),
    Variant(
        "tomb",
        "{A} died at {died}, before any of {A.his} brothers.",
        "In the {lived} years of {A.his} life {A} had not once crossed the river.",
        who="new",
        values=_death,
    ),
    Variant(
        "sea",
        "{A} was {age} when the ship was lost, and had gone to sea at {start}.",
        "By the time he lost his ship {A} had been {served} years at sea and thought that nothing could surprise him.",
        who="new",
        gender="m",
        values=_sea,
    ),
    Variant(
        "bridge",
        "{A} had turned fifty in the year that the iron bridge was built.",
        "The iron bridge was thirty years old and wanted painting when {A} was christened.",
        guard=(*_AGE_WORDS, *YOUNG),
    ),
    Variant(
        "grandfather",
        "{A}'s grandfather, {M}, [had died|died] ten years before {A.he} was born.",
        "It was on the knee of {A.his} grandfather {M.first} that {A} [had learned|learned] to whistle.",
        guard=("grandfather", "grandpa"),
    ),
    Variant(
        "feast",
        "{A} was born on Christmas Eve, and [felt|feels] cheated of a feast every year.",
        "{A} always [had|has] strawberries on {A.his} birthday, for they [were|are] ripe just then.",
        guard=_AGE_WORDS,
    ),
    Variant(
        "comet",
        "In the year of the comet {A} was a child of six.",
        "{A} had danced at {A.his} own wedding in the year of the comet, and worn out a pair of shoes.",
        guard=(*_AGE_WORDS, *YOUNG),
    ),
    Variant(
        "summer",
        "I was nineteen the summer that we left {P}.",
        "The summer that we left {P} I had been married eleven years, and had two boys at school.",
        who="narrator",
        guard=("wife", "husband", "birthday", "boys"),
    ),
    Variant(
        "decade",
        "{A} [had|has] not yet seen {A.his} thirtieth birthday.",
        "{A} [felt|feels] every one of {A.his} sixty years in {A.his} knees.",
        near=2500,
        guard=(*_AGE_WORDS, *YOUNG),
    ),
    Variant(
        "school",
        "{A} and {F} had sat on the same bench at school, there being not a month between them.",
        "{F.first} had been a grown woman, with a house of her own, when {A} was learning to spell.",
        guard=(*_AGE_WORDS, "school", "child"),
    ),
)

DECOYS = (
    Variant(
        "vanity",
        "{A} was forty-six.",
        "{A} gave {A.his} age as thirty, as {A.he} had done for some time, and was not believed.",
        who="new",
    ),
    Variant(
        "twelve-later",
        "{A} was nine when the schoolhouse burned.",
        "Twelve years had gone by since the fire, and {A}, at twenty-one, was to teach in the new one.",
        who="new",
    ),
    Variant(
        "namesake",
        "Old {A} was ninety and had outlived three kings.",
        "There was another {A}, his great-grandson, who was seven and afraid of geese.",
        who="new",
        gender="m",
    ),
    Variant(
        "hundred",
        "{A} was nineteen.",
        "By evening {A} felt a hundred years old.",
        who="new",
    ),
)

RULE = Rule("impossible-age", VARIANTS, DECOYS)
