"""One plain sentence is told in another person or tense than the scene, or in another's thoughts."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Variant

VARIANTS = (
    Variant(
        "looked-at",
        None,
        "I [looked|look] at {A} and [said|say] nothing.",
        narration="third",
    ),
    Variant(
        "opened",
        None,
        "I [opened|open] the door, and {A} [followed|follows] me inside.",
        narration="third",
    ),
    Variant(
        "turned",
        None,
        "{A} [turned|turns] to me and [smiled|smiles].",
        narration="third",
    ),
    Variant(
        "my-heart",
        None,
        "My heart [was|is] beating fast.",
        who="nobody",
        about="",
        narration="third",
    ),
    Variant(
        "we-sat",
        None,
        "We [sat|sit] down at the table with {A}.",
        narration="third",
    ),
    Variant(
        "walked",
        None,
        "I [walked|walk] to the window and [looked|look] out.",
        who="nobody",
        about="",
        narration="third",
    ),
    Variant(
        "opens",
        None,
        "{A} opens the door and looks at the clock.",
    ),
    Variant(
        "tired",
        None,
        "{A} is tired and wants to go home.",
    ),
    Variant(
        "says",
        None,
        "“I do not know,” says {A}, shaking {A.his} head.",
    ),
    Variant(
        "raining",
        None,
        "It is raining, and the street is empty.",
        who="nobody",
        about="",
    ),
    Variant(
        "walks",
        None,
        "{A} walks to the door, takes {A.his} coat and leaves.",
    ),
    Variant(
        "wondered",
        None,
        "{A} wondered whether I could be trusted, and decided to tell me nothing.",
        narration="first",
    ),
    Variant(
        "guilt",
        None,
        "{A} felt a stab of guilt, but {A.he} hid it from me.",
        narration="first",
    ),
    Variant(
        "sighed",
        None,
        "{A} looked at the clock and sighed.",
        tense="present",
    ),
    Variant(
        "rained",
        None,
        "It was raining, and the street was empty.",
        who="nobody",
        about="",
        tense="present",
    ),
)

DECOYS: tuple[Variant, ...] = (
    Variant(
        "said",
        None,
        "“I opened the door and looked at the clock,” said {A}.",
        who="new",
    ),
    Variant(
        "truth",
        None,
        "Water freezes in winter, and {A} knew it.",
        who="new",
    ),
)
