"""A number of people or things is plainly told twice, and differs."""

from __future__ import annotations

from storyteller_agents.checks.injections.impossible_kinship import YOUNG
from storyteller_agents.checks.injections.variant import Variant

_FAMILY = ("son", "sons", "sister", "sisters", "brother", "brothers", "daughter", "children", *YOUNG)
WORDS = {
    "small": ("two", "three", "four", "five", "six"),
    "large": ("seven", "eight", "nine", "ten", "eleven", "twelve"),
}

VARIANTS = (
    Variant(
        "sons",
        "{A} [had|has] {small1} sons.",
        "{A}'s {small2} sons [sat|sit] at the long table.",
        guard=_FAMILY,
    ),
    Variant(
        "sisters",
        "“I have {small1} sisters,” [said|says] {A}.",
        "{A}'s {small2} sisters [were|are] waiting at the gate.",
        guard=_FAMILY,
    ),
    Variant(
        "men",
        "{A} counted {large1} men in the boat.",
        "The {large2} men in the boat looked up at {A}.",
        near=300,
    ),
    Variant(
        "horses",
        "{A} [owned|owns] {small1} horses.",
        "{A} [fed|feeds] {A.his} {small2} horses and [locked|locks] the stable.",
        guard=("horse", "horses", "pony", *YOUNG),
    ),
    Variant(
        "chairs",
        "There [were|are] {small1} chairs in the room, and nothing else.",
        "The {small2} chairs [were|are] empty.",
        who="nobody",
        about="",
        near=200,
    ),
    Variant(
        "pages",
        "{A} [opened|opens] the letter, which [was|is] {small1} pages long.",
        "{A} [read|reads] the {small2} pages of the letter to the end and [folded|folds] it up again.",
        near=200,
    ),
    Variant(
        "coins",
        "{A} had {large1} gold coins in {A.his} purse.",
        "The {large2} gold coins were still in {A}'s purse; {A.he} had not spent a single one.",
    ),
    Variant(
        "gates",
        "The walls of {P} had {small1} gates.",
        "Guards stood at each of the {small2} gates of {P}.",
        who="nobody",
        about="{P}",
    ),
    Variant(
        "daughter",
        "{A}, who had one daughter and no other children, lived in {P}.",
        "{A}'s two daughters were waiting at the door.",
        who="new",
    ),
    Variant(
        "passengers",
        "There were only {small1} passengers on the coach to {P}, and {A} was one of them.",
        "When the coach reached {P}, the {large1} passengers who had made the whole journey climbed out, {A} first.",
        who="new",
    ),
)

DECOYS: tuple[Variant, ...] = (
    Variant(
        "bought",
        "{A} had two cows.",
        "{A} bought another cow, and now {A.he} had three.",
        who="new",
    ),
    Variant(
        "died",
        "{A} had four sons.",
        "After the youngest had died, {A} had three sons left.",
        who="new",
    ),
    Variant(
        "lied",
        "{A} had two brothers.",
        "“I have six brothers,” lied {A}.",
        who="new",
    ),
)
