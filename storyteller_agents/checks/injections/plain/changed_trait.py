"""Looks, limbs, senses, kind or trade of somebody are plainly told twice, and differ."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Variant

_EYES = ("eyes", "eye", "eyed")
_HAIR = ("hair", "haired", "hairs", "curls", "locks", "beard", "bald", "wig", "braid")
WORDS = {
    "iris": ("grey", "blue", "brown", "green", "hazel"),
    "shade": ("red", "black", "blond", "brown", "white", "auburn"),
    "job": ("blacksmith", "weaver", "baker", "carpenter", "tailor", "miller", "fisherman", "nurse"),
}

VARIANTS = (
    Variant(
        "eyes",
        "{A}'s eyes [were|are] {iris1}.",
        "{A}'s {iris2} eyes [narrowed|narrow].",
        guard=_EYES,
    ),
    Variant(
        "eyes-tag",
        "{A} had {iris1} eyes and a quick smile.",
        "“I know,” said {A}, {A.his} {iris2} eyes fixed on the door.",
        guard=_EYES,
    ),
    Variant(
        "hair",
        "{A} [had|has] long {shade1} hair.",
        "“Let us go,” [said|says] {A}, brushing {A.his} {shade2} hair aside.",
        guard=_HAIR,
    ),
    Variant(
        "strand",
        "{A}, whose hair was {shade1}, stood by the window.",
        "A strand of {shade2} hair had fallen across {A}'s face.",
        guard=_HAIR,
    ),
    Variant(
        "handed",
        "{A} [was|is] left-handed.",
        "{A}, who [was|is] right-handed, [reached|reaches] for the pen.",
        guard=("left", "handed"),
    ),
    Variant(
        "scar",
        "{A} had a scar on {A.his} left cheek.",
        "When {A} was nervous, {A.he} touched the scar on {A.his} right cheek.",
        guard=("scar", "cheek", "cheeks"),
    ),
    Variant(
        "one-hand",
        "{A} had lost {A.his} left hand in the war.",
        "{A} picked up the cup with {A.his} left hand and drank.",
        who="new",
    ),
    Variant(
        "blind",
        "{A} [had|has] been blind since birth.",
        "{A} [saw|sees] the ship on the horizon and [pointed|points] at it.",
        who="new",
    ),
    Variant(
        "kind",
        "{A} was a dwarf from the mines of {P}.",
        "Like all elves, {A} moved without a sound.",
        who="new",
    ),
    Variant(
        "trade",
        "{A} was a {job1}.",
        "{A} had worked as a {job2} all {A.his} life.",
        who="new",
    ),
    Variant(
        "height",
        "{A} was a tall man with broad shoulders.",
        "{A}, a short man, had to stand on his toes to look over the fence.",
        who="new",
        gender="m",
    ),
)

DECOYS: tuple[Variant, ...] = (
    Variant(
        "dyed",
        "{A} had {shade1} hair.",
        "{A} had dyed {A.his} hair, and it was {shade2} now.",
        who="new",
    ),
    Variant(
        "new-trade",
        "{A} was a {job1} for ten years.",
        "Later {A} gave up the old trade and became a {job2}.",
        who="new",
    ),
    Variant(
        "costume",
        "{A}'s hair was {shade1}.",
        "For the play {A} wore a {shade2} wig.",
        who="new",
    ),
)
