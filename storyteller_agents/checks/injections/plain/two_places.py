"""Somebody is plainly said to be in two places at one stated time, or to travel too fast."""

from __future__ import annotations

from random import Random

from storyteller_agents.checks.injections.calendar import DAYS, MONTHS
from storyteller_agents.checks.injections.impossible_age import number
from storyteller_agents.checks.injections.variant import Variant


def _time(rng: Random) -> dict[str, str]:
    return {
        "day": rng.choice(DAYS),
        "month": rng.choice(MONTHS),
        "year": str(rng.randint(1781, 1899)),
        "hour": number(rng.randint(6, 10)),
    }


VARIANTS = (
    Variant(
        "tuesday",
        "On {day} morning {A} [was|is] in {P}.",
        "That same {day} morning {A} [was|is] walking through the streets of {Q}.",
        near=300,
        values=_time,
    ),
    Variant(
        "noon",
        "At noon {A} was in {P}.",
        "At noon that same day {A} was eating lunch in {Q}.",
        near=200,
    ),
    Variant(
        "murder",
        "On the night of the murder {A} was in {P}.",
        "{A} had spent the night of the murder in {Q}.",
        guard=("murder", "murdered"),
    ),
    Variant(
        "date",
        "{A} was in {P} on the third of {month}, {year}.",
        "On the third of {month}, {year}, {A} gave a speech in {Q}, a hundred miles from {P}.",
        values=_time,
    ),
    Variant(
        "summer",
        "{A} spent the whole summer of {year} in {P}.",
        "In July {year} {A} was living in {Q}.",
        values=_time,
    ),
    Variant(
        "war",
        "{A} was still in {P} when the war broke out.",
        "When the war broke out, {A} was working as a cook in {Q}.",
        guard=("war",),
    ),
    Variant(
        "journey",
        "It [was|is] a three-day journey from {P} to {Q}.",
        "{A} [left|leaves] {P} at dawn and [reached|reaches] {Q} an hour later.",
    ),
    Variant(
        "moment",
        "{A} [was|is] at home in bed.",
        "At that very moment {A} [was|is] standing on the bridge, looking down at the water.",
        near=60,
    ),
    Variant(
        "christmas",
        "On Christmas Eve {year}, {A}, who was visiting {F}, was in {P}.",
        "{A} celebrated Christmas Eve {year} in {Q}, far away from {F.first}.",
        values=_time,
    ),
    Variant(
        "eight",
        "At {hour} o'clock in the evening {A} was sitting in an inn in {P}.",
        "It was {hour} o'clock that same evening, and {A} was boarding a ship in {Q}.",
        near=150,
        values=_time,
    ),
    Variant(
        "week",
        "{A} stayed in {P} from Monday to Friday and did not leave it once.",
        "On the Wednesday of that week {A} met {M} in {Q}.",
        near=2000,
    ),
)

DECOYS: tuple[Variant, ...] = (
    Variant(
        "next-day",
        "On Monday morning {A} was in {P}.",
        "On Tuesday evening of the same week {A} was in {Q}.",
        who="new",
    ),
    Variant(
        "lied",
        "At midnight {A} was in {P}.",
        "“At midnight I was in {Q},” lied {A}.",
        who="new",
    ),
    Variant(
        "wished",
        "{A} was in {P} that evening.",
        "{A} wished that {A.he} were in {Q} that evening.",
        who="new",
    ),
)
