"""Time is plainly told twice and runs backwards, jumps a season, or lasts differently."""

from __future__ import annotations

from random import Random

from storyteller_agents.checks.injections.calendar import DAYS, MONTHS
from storyteller_agents.checks.injections.impossible_age import number
from storyteller_agents.checks.injections.variant import Variant

_DATES = ("second", "fourth", "seventh", "ninth", "eleventh", "fifteenth", "eighteenth", "twenty-first")


def _days(rng: Random) -> dict[str, str]:
    start = rng.randrange(7)
    return {"day": DAYS[start], "wrong": DAYS[(start + rng.randint(2, 6)) % 7]}


def _clock(rng: Random) -> dict[str, str]:
    late = rng.randint(9, 11)
    return {"late": number(late), "early": number(late - rng.randint(2, 3))}


def _lasting(rng: Random) -> dict[str, str]:
    some = rng.randint(2, 6)
    return {"some": number(some), "wrong": number(some + rng.randint(2, 6))}


def _dates(rng: Random) -> dict[str, str]:
    at, month = rng.randrange(len(_DATES)), rng.randrange(12)
    return {
        "fourth": _DATES[at],
        "ninth": _DATES[(at + rng.randint(1, len(_DATES) - 1)) % len(_DATES)],
        "month": MONTHS[month],
        "other": MONTHS[(month + rng.randint(4, 8)) % 12],
    }


VARIANTS = (
    Variant(
        "weekday",
        "It [was|is] {day}.",
        "The next day, a {wrong}, it [rained|rains].",
        who="nobody",
        about="",
        near=300,
        values=_days,
    ),
    Variant(
        "season",
        "It [was|is] the middle of winter.",
        "The next morning [was|is] hot; it [was|is] the middle of summer, and {A} [went|goes] for a swim.",
        near=250,
    ),
    Variant(
        "clock",
        "The clock [struck|strikes] {late}.",
        "Ten minutes later the clock [struck|strikes] {early}.",
        who="nobody",
        about="",
        near=120,
        values=_clock,
    ),
    Variant(
        "evening",
        "It was {late} o'clock at night.",
        "Half an hour later, at {early} in the evening, {A} sat down to supper.",
        near=150,
        values=_clock,
    ),
    Variant(
        "stay",
        "{A} spent {some} weeks in {P}.",
        "After those {wrong} weeks in {P}, {A} was glad to be home.",
        values=_lasting,
    ),
    Variant(
        "journey",
        "The journey to {P} took {A} {some} days.",
        "{A} was tired after the {wrong} days of the journey to {P}.",
        values=_lasting,
    ),
    Variant(
        "tomorrow",
        "“Today is {day},” [said|says] {A}.",
        "“And tomorrow is {wrong},” [said|says] {A}.",
        near=100,
        values=_days,
    ),
    Variant(
        "date",
        "It was the {fourth} of {month}.",
        "The following day was the {ninth} of {month}, and it rained.",
        who="nobody",
        about="",
        near=250,
        values=_dates,
    ),
    Variant(
        "sunset",
        "The sun [set|sets] behind the hills.",
        "A quarter of an hour later it [was|is] noon.",
        who="nobody",
        about="",
        near=100,
    ),
    Variant(
        "war",
        "The war against {P} lasted {some} years.",
        "During the {wrong} years of the war against {P}, {A} lost everything.",
        values=_lasting,
    ),
    Variant(
        "arrival",
        "{A} arrived in {P} for the first time in {month}.",
        "It was {other} when {A}, a stranger there, first arrived in {P}.",
        values=_dates,
    ),
)

DECOYS: tuple[Variant, ...] = (
    Variant(
        "week-later",
        "It was Monday.",
        "A week later, on a Monday, {A} came back.",
        who="new",
    ),
    Variant(
        "remembered",
        "It was ten o'clock at night.",
        "{A} remembered that at eight o'clock that evening the lamp had still been burning.",
        who="new",
        near=400,
    ),
    Variant(
        "half-year",
        "It was January when {A} came to {P}.",
        "Half a year later, in July, {A} left {P}.",
        who="new",
    ),
)
