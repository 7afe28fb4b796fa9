"""A law of the world is plainly stated, and plainly broken without a word on it."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Variant

VARIANTS = (
    Variant(
        "sunset",
        "No one in {P} could use magic after sunset.",
        "In {P}, long after sunset, {A} used magic to light the lamp.",
        about="{P}",
    ),
    Variant(
        "invited",
        "Vampires could not enter a house without being invited.",
        "Nobody had invited the vampire; it entered the house and went up the stairs.",
        who="nobody",
        about="vampire",
    ),
    Variant(
        "dragons",
        "The dragons of {P} [could|can] not fly.",
        "One of the dragons of {P} [flew|flies] over the roofs.",
        who="nobody",
        about="{P}",
    ),
    Variant(
        "iron",
        "No elf could touch iron.",
        "The elf picked up the iron chain with both hands.",
        who="nobody",
        about="elf",
    ),
    Variant(
        "king",
        "Only the king could open the gate of {P}.",
        "{A}, a servant, opened the gate of {P} and went in.",
        who="new",
        about="{P}",
    ),
    Variant(
        "once",
        "The spell of {P} worked only once.",
        "{A} used the spell of {P} for the third time, and it worked again.",
        about="{P}",
    ),
    Variant(
        "valley",
        "Nothing could live in the valley of {P}.",
        "In the valley of {P} {A} saw rabbits, birds and a herd of deer.",
        about="{P}",
    ),
    Variant(
        "robot",
        "A robot could not harm a human being.",
        "The robot hit {A} in the face and broke {A.his} nose.",
        about="robot",
    ),
    Variant(
        "moon",
        "The moon never [rose|rises] over {P}.",
        "That night {A} [watched|watches] the moon rise over {P}.",
        about="{P}",
    ),
    Variant(
        "ring",
        "The magic ring of {P} worked only for women.",
        "{A} put on the magic ring of {P}, and it made him invisible.",
        gender="m",
        about="ring",
    ),
    Variant(
        "winter",
        "It [was|is] always winter in {P}.",
        "It [was|is] a hot summer day in {P}, and {A} [took|takes] off {A.his} coat.",
        about="{P}",
    ),
)

DECOYS: tuple[Variant, ...] = (
    Variant(
        "lifted",
        "No one could leave {P}.",
        "The spell was broken at last, and {A} left {P}.",
        who="new",
        about="{P}",
    ),
    Variant(
        "dreamed",
        "Nobody could fly in {P}.",
        "{A} dreamed that {A.he} was flying over {P}.",
        who="new",
        about="{P}",
    ),
)
