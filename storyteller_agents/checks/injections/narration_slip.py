"""Person, tense or point of view slips: one sentence is told by another voice than the scene around it."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Rule, Variant

VARIANTS = (
    Variant("i-see", None, "I [could|can] see that {A} [had|has] made up {A.his} mind.", narration="third"),
    Variant(
        "we-walk",
        None,
        "We had been walking for an hour by then, and my feet hurt.",
        who="nobody",
        narration="third",
        about="",
    ),
    Variant("goes", None, "{A} goes to the window and looks out, and for a while {A.he} says nothing."),
    Variant("fire", None, "The fire is nearly out. Somebody gets up and puts on another log.", who="nobody", about=""),
    Variant("stairs", None, "{A} turns {A.his} head, because there is a noise on the stairs."),
    Variant(
        "you",
        None,
        "You put your hand on the latch, and you felt how cold it was.",
        who="nobody",
        narration="third",
        about="",
    ),
    Variant(
        "sleepless", None, "I had not slept, and the light hurt my eyes.", who="nobody", narration="third", about=""
    ),
    Variant(
        "sleeve",
        None,
        "{A} [took|takes] me by the sleeve and [drew|draws] me back into the doorway.",
        narration="third",
    ),
    Variant("i-said", None, "“That will do,” I [said|say], and {A} [was|is] silent.", narration="third"),
    Variant("weather", None, "The wind is getting up now, and {A} pulls {A.his} coat closer."),
    Variant("my-hand", None, "My hand was on the door before {A} could speak.", narration="third"),
    Variant("remembers", None, "Then {A} remembers the letter, and {A.his} heart stops."),
    Variant("our-way", None, "Nobody looked at us as we went by, {A} in front and I behind.", narration="third"),
    Variant(
        "apples",
        None,
        "{A} thought of the house in which {A.he} had been a child, and of a smell of apples that {A.he} had "
        "never been able to describe to anyone.",
        narration="first",
    ),
    Variant(
        "counting",
        None,
        "Behind the smile {A} was adding it up: so much for the rent, so much for the doctor, and nothing over.",
        narration="first",
    ),
    Variant(
        "heart",
        None,
        "A cold hand closed on {A}'s heart, though {A.his} face gave no sign of it and nobody in the room could "
        "have guessed.",
        narration="first",
    ),
    Variant(
        "after-me",
        None,
        "When I had gone {A} sat down again in the empty room, wondered whether {A.he} had said too much, and "
        "decided that {A.he} had not.",
        narration="first",
    ),
    Variant(
        "open-door", None, "I open the door, and there is nobody there.", who="nobody", narration="first", about=""
    ),
    Variant(
        "look-up",
        None,
        "{A} is looking at me over the top of the page, and I do not know what to say.",
        narration="first",
    ),
    Variant("went", None, "{A} went to the window and stood there for a while.", tense="present"),
    Variant(
        "night", None, "It was a cold night, and the lamps were being lit.", who="nobody", tense="present", about=""
    ),
    Variant("coat", None, "Nobody spoke. {A} took off {A.his} coat and sat down by the fire.", tense="present"),
)

DECOYS = (
    Variant("spoken", None, "“I go to the window and I look out,” said {A}. “That is how I spend my days.”", who="new"),
    Variant("thought", None, "I must get home before dark, thought {A}.", who="new"),
    Variant(
        "proverb", None, "It is a well known thing that cats sleep longest in wet weather.", who="nobody", about=""
    ),
    Variant("diary", None, "In {A}'s diary there stood only this: “I am cold. We have no wood.”", who="new"),
    Variant(
        "supposed", None, "I supposed that {A} was thinking of home, but I did not ask.", who="new", narration="first"
    ),
)

RULE = Rule("narration-slip", VARIANTS, DECOYS)
