"""Time that cannot run so: backwards within a day, a wrong weekday, season or date, durations that don't add up."""

from __future__ import annotations

from random import Random

from storyteller_agents.checks.injections.calendar import DAYS
from storyteller_agents.checks.injections.impossible_age import number
from storyteller_agents.checks.injections.variant import Rule, Variant


def _arrival(rng: Random) -> dict[str, str]:
    start, days = rng.randrange(7), rng.randint(2, 5)
    right = (start + days) % 7
    wrong = (right + rng.choice((1, 2, 5, 6))) % 7
    return {"day": DAYS[start], "days": number(days), "wrong": DAYS[wrong]}


def _next_day(rng: Random) -> dict[str, str]:
    start = rng.randrange(7)
    return {"day": DAYS[start], "wrong": DAYS[(start + rng.randint(2, 6)) % 7]}


def _clock(rng: Random) -> dict[str, str]:
    hour = rng.randint(9, 11)
    return {"late": number(hour), "early": number(hour - rng.randint(2, 4))}


def _stay(rng: Random) -> dict[str, str]:
    weeks = rng.randint(2, 3)
    return {"weeks": number(weeks), "wrong": number(weeks + rng.randint(3, 5))}


VARIANTS = (
    Variant(
        "clock",
        "It [was|is] past {late}, and quite dark outside.",
        "When another hour [had|has] gone by the clock in the passage [struck|strikes] {early}.",
        who="nobody",
        near=200,
        about="",
        values=_clock,
    ),
    Variant(
        "arrival",
        "It was on a {day} that {A} first came to {P}.",
        "Just {days} days after {A.he} first came to {P}, on the {wrong}, {A} had all {A.his} boxes carried down "
        "again.",
        who="new",
        values=_arrival,
    ),
    Variant(
        "hay",
        "It was in the second week of January that {A} was sent to {P}.",
        "On the morning that {A} was sent to {P} they were cutting the hay, and {A.he} could smell it all along "
        "the road.",
    ),
    Variant(
        "blossom",
        "It [was|is] the shortest day of the year, and the snow [lay|lies] up to the sills.",
        "The next morning the apple trees [were|are] all in blossom and loud with bees.",
        who="nobody",
        near=250,
        about="",
    ),
    Variant(
        "stay",
        "{A} had spent {weeks} weeks at {P}, neither more nor less.",
        "In the {wrong} weeks that {A} was at {P} {A.he} had not once been asked to dinner.",
        values=_stay,
    ),
    Variant(
        "siege",
        "The siege of {P} was begun in March, and was over by the end of June.",
        "In the eighth month of the siege, when they were eating rats in {P}, {M} walked out with his hands up.",
        who="nobody",
        about="{P}",
    ),
    Variant(
        "sunset",
        "The sun [was|is] going down behind the roofs.",
        "A few minutes later the bells [began|begin] to ring for noon.",
        who="nobody",
        near=120,
        about="",
    ),
    Variant(
        "letter-date",
        "{A}'s letter to {F} bore the date of the fourteenth of May, and had gone off the same evening.",
        "{A} wrote it all to {F} on the last day of June; it was the only letter that {F.first} ever had from {A.him}.",
    ),
    Variant(
        "mill",
        "It [was|is] seven years since the mill at {P} [had burned|burned] down.",
        "The mill at {P}, which [had burned|burned] down the winter before, still [smelt|smells] of smoke.",
        who="nobody",
        near=2500,
        about="{P}",
    ),
    Variant(
        "next-day",
        "It [was|is] a {day}.",
        "The next day, it being {wrong}, the shutters [were|are] up all along the street.",
        who="nobody",
        near=300,
        about="",
        values=_next_day,
    ),
    Variant(
        "flood",
        "{A} had bought the cottage at {P} the year before the flood.",
        "It was some time after the flood had gone down that {A} first heard of the cottage at {P}, and bought it "
        "unseen.",
    ),
    Variant(
        "moon",
        "There [was|is] no moon at all that night; it [was|is] the dark of the month.",
        "The night after, a full moon [stood|stands] over the yard, and one [could have read|can read] by it.",
        who="nobody",
        near=250,
        about="",
    ),
    Variant(
        "hospital",
        "For six weeks I lay in the hospital at {P}.",
        "They let me go from the hospital at {P} on the third day, with a stick and a bill.",
        who="narrator",
        guard=("hospital",),
    ),
    Variant(
        "apprentice",
        "{A} was bound to a glazier for seven years, and served them to the day.",
        "When {A}'s time was up, after four years with the glazier, {A.he} went straight to the coast.",
        who="new",
    ),
    Variant(
        "breakfast",
        "Supper [was|is] over, and {A} [had|has] begun to put the plates away.",
        "An hour after that {A} [rang|rings] the bell for breakfast, for it [was|is] close upon eight in the morning.",
        who="new",
        near=200,
    ),
)

DECOYS = (
    Variant(
        "look-back",
        "It was past nine before {A} came down.",
        "At seven that evening, two hours before {A.he} came down, {A} had still been writing.",
        who="new",
    ),
    Variant(
        "stopped",
        "It was long past midnight when {A} put out the light.",
        "The clock in {A}'s room said ten; it had stopped at ten the day that {A.his} father died.",
        who="new",
        near=400,
    ),
    Variant(
        "dream",
        "The snow lay deep about the house, and {A} slept.",
        "{A} dreamed of apple blossom, and bees, and a warm wall.",
        who="new",
        near=400,
    ),
    Variant(
        "came-back",
        "It was on a Monday that {A} first came to {P}.",
        "The second time that {A} came to {P}, years later, it was on a Friday.",
        who="new",
    ),
)

RULE = Rule("broken-time", VARIANTS, DECOYS)
