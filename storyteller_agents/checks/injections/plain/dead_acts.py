"""Somebody is plainly said to have died, and later plainly acts or speaks."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Variant

VARIANTS = (
    Variant(
        "fire",
        "{A} [died|dies] in the fire.",
        "{A} [opened|opens] the door and [smiled|smiles].",
        last=True,
    ),
    Variant(
        "mast",
        "{A} [was|is] killed by the falling mast.",
        "“Come in,” [said|says] {A}.",
        last=True,
    ),
    Variant(
        "drowned",
        "{A} drowned in the river, and two days later they buried {A.him} at {P}.",
        "“I never doubted it,” {A} said with a smile.",
        last=True,
    ),
    Variant(
        "fever",
        "{A}, weakened by the fever, died that night with {F} at {A.his} side.",
        "{A} walked into the kitchen and poured {A.himself} a cup of tea.",
        last=True,
    ),
    Variant(
        "shot",
        "{M} [shot|shoots] {A} through the heart, and {A.he} [was|is] dead before {A.he} [hit|hits] the floor.",
        "{A} [nodded|nods], [picked|picks] up {A.his} coat and [left|leaves] the room.",
        last=True,
    ),
    Variant(
        "funeral",
        "The whole village came to {A}'s funeral.",
        "{A} shook {A.his} head. “Not tonight,” {A.he} said.",
        who="new",
    ),
    Variant(
        "told",
        "“{A} is dead,” said {F}, and she began to cry.",
        "{A} leaned forward in {A.his} chair and asked {F.first} for the salt.",
        who="new",
    ),
    Variant(
        "murder",
        "After the murder of {A}, {M} left the city for good.",
        "That evening {A} had dinner with {M.first} and told him about the journey.",
        who="new",
    ),
    Variant(
        "heart",
        "{A}'s heart [stopped|stops] at four in the morning, and the doctor [pronounced|pronounces] {A.him} dead.",
        "“Wait for me!” [called|calls] {A}, running down the stairs.",
        last=True,
    ),
    Variant(
        "executed",
        "The soldiers executed {A} at dawn.",
        "{A}, tired from the long day, sat down by the fire and took off {A.his} boots.",
        who="new",
    ),
)

DECOYS: tuple[Variant, ...] = (
    Variant(
        "dreamed",
        "{A} died in the war.",
        "In her dream {F} saw {A} open the door and smile.",
        who="new",
    ),
    Variant(
        "before-death",
        "{A} was killed in the fire at {P}.",
        "Years before {A.his} death, {A} had walked down this street with {F}.",
        who="new",
    ),
    Variant(
        "lied",
        "{A} was dead and buried.",
        "“I saw {A} in the market today,” lied {M}.",
        who="new",
    ),
)
