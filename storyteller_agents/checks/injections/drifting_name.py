"""A name drifts in spelling, a surname, title or number changes, or two people's names run into one."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Rule, Variant

VARIANTS = (
    Variant("window", None, "{A.drift} [drew|draws] a chair to the window and [sat|sits] looking out.", who="known"),
    Variant("answer", None, "It [was|is] some time before {A.drift} [answered|answers].", who="known"),
    Variant("nothing", None, "Of all this {A.drift} [noticed|notices] nothing.", who="known"),
    Variant("left-to", None, "The matter was left, for the time being, to {A.drift}.", who="known"),
    Variant("hands", None, "{A.drift}'s hands [were|are] cold.", who="known"),
    Variant("shadow", None, "For a moment {A.drift} [stood|stands] quite still, and then [went|goes] on.", who="known"),
    Variant(
        "ferryman",
        "{A}, the ferryman at {P}, had a wooden chair in his boat and let nobody else sit in it.",
        "From his wooden chair in the boat the ferryman at {P}, {A.first} {M.last}, spat over the side and named "
        "no price.",
        who="new",
        gender="m",
    ),
    Variant(
        "doctor",
        "Dr {A.last} came himself, and felt the child's forehead with the back of his hand.",
        "Dr {A.slip}, who had felt the child's forehead once already, said that it would do.",
        who="new",
        gender="m",
        about="{A.last}",
    ),
    Variant(
        "schoolmaster",
        "The schoolmaster at {P} was a small man of the name of {A}.",
        "“Sit,” said the schoolmaster, {M.first} {A.last}, and small as he was, all {P} sat.",
        who="new",
        gender="m",
    ),
    Variant(
        "merged",
        "{F} carded the wool and {G} spun it, and between them they clothed the street.",
        "They asked {F.first} {G.last} whether there was wool to be had.",
        who="nobody",
        about="{F}",
    ),
    Variant(
        "shop-sign",
        "Over the door was painted: {A}, Candles and Soap.",
        "The candle shop was shut, and {A.first} {A.slip}, whose name was over the door, had gone to bed.",
        who="new",
    ),
    Variant(
        "pet-name",
        "Nobody used {A}'s proper name; from the cradle {A.he} had been called Wick, and nothing else.",
        "“Tam!” they shouted up at the window, for {A} had never gone by any other name.",
        who="new",
    ),
    Variant(
        "king",
        "The coin had on it the head of {A.first} the Third, in whose reign the wall was built.",
        "It was in the reign of {A.first} the Fifth, as every child knew, that the wall was built.",
        who="new",
        gender="m",
        about="{A.first}",
    ),
    Variant(
        "rank-name",
        "Captain {A.last} had the garrison at {P}, and had had it for years.",
        "The garrison at {P} paraded before its commander, Captain {A.slip}, in the rain.",
        who="new",
        gender="m",
        about="{A.last}",
    ),
    Variant(
        "landlady",
        "The landlady, Mrs {A.last}, gave them the room over the arch.",
        "“Over the arch you will sleep soundly,” said the landlady, Mrs {A.slip}.",
        who="new",
        gender="f",
        near=3000,
        about="{A.last}",
    ),
)

DECOYS = (
    Variant(
        "married",
        "{A} taught the smallest of the children.",
        "{A.first} {M.last}, as {A} was called since her wedding, still came on Fridays.",
        who="new",
        gender="f",
    ),
    Variant(
        "alias",
        "{A} took ship at {P}.",
        "In the ship's book {A} had put {A.himself} down as {M}, for reasons of {A.his} own.",
        who="new",
        gender="m",
    ),
    Variant(
        "misheard",
        "“{A},” said the old man, giving his name.",
        "The clerk wrote {A.drift}, and {A} made him strike it out and spell it properly.",
        who="new",
        gender="m",
    ),
    Variant(
        "two-people",
        "{A} mended the nets.",
        "{M.first} {A.last}, {A}'s cousin, sold the fish.",
        who="new",
    ),
)

RULE = Rule("drifting-name", VARIANTS, DECOYS)
