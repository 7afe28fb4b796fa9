"""Somebody is in two places at the same stated time, or makes a journey faster than the tale says it can be made."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Rule, Variant

VARIANTS = (
    Variant(
        "fair-noon",
        "At noon on the day of the great fair {A} was in {P}, haggling over a mule.",
        "The noon bell on the day of the great fair had found {A} shelling peas in a kitchen at {Q}, a good two "
        "days' ride from {P}.",
    ),
    Variant(
        "fire-night",
        "All through the night that the granary burned {A} lay sick at an inn in {P}.",
        "On the night that the granary burned, {A} had stood with the rest in the line of buckets, and come home "
        "black to the eyes.",
        guard=("fire",),
    ),
    Variant(
        "cellar",
        "That evening {A} [was|is] locked into the cellar, and there {A.he} [stayed|stays] until it [was|is] "
        "light again.",
        "Towards midnight {A} [sat|sits] in the church porch, half a mile off, and [watched|watches] the rain "
        "come down.",
        near=250,
    ),
    Variant(
        "on-foot",
        "It [was|is] nine days on foot from {P} to {Q}, and there [was|is] no other way to go.",
        "{A} [set|sets] out from {P} after breakfast, walking, and [was|is] in {Q} before the lamps [were|are] lit.",
    ),
    Variant(
        "crossing",
        "No ship could make the crossing from {P} to {Q} in less than three weeks, whatever the wind.",
        "{A} had sailed from {P} on the first of May, and on the fifth walked ashore at {Q} with {A.his} boxes "
        "behind {A.him}.",
    ),
    Variant(
        "wedding",
        "{A} missed the wedding of {F}, for {A.he} was away at {P} the whole of that month.",
        "{A} [had danced|danced] twice with {F.first} on her wedding day, and [trodden|trod] on her train.",
    ),
    Variant(
        "gaol",
        "The winter of the great frost {A} spent in {P} gaol, from the first snow to the thaw.",
        "In the winter of the great frost it was {A} who kept the ferry at {Q}, and {A.he} had crossed every day "
        "of it.",
    ),
    Variant(
        "milestone",
        "{A} [had|has] never in {A.his} life been farther from {P} than one can walk in a morning.",
        "The year before, at {Q}, which is a week's ride from {P}, {A} [had seen|saw] the sea and [had not "
        "thought|did not think] much of it.",
        who="new",
    ),
    Variant(
        "bells",
        "While the bells were tolling for the old bishop, {A} was far out in the bay, alone in a boat.",
        "When the bells tolled for the old bishop {A} was in the tower, hauling on the third rope.",
    ),
    Variant(
        "races",
        "On the eve of the races {A} missed the last coach out of {P} and slept above the stables there.",
        "The eve of the races saw {A} at supper in {Q}, thirty miles from {P}, and {A.he} did not rise from the "
        "table until two in the morning.",
    ),
    Variant(
        "peace",
        "I was in {P} on the day that the peace was signed, and saw the flags put out.",
        "The day that the peace was signed I spent on a roof in {Q}, across the mountains, and heard nothing of "
        "it for a week.",
        who="narrator",
        narration="first",
        guard=("peace",),
    ),
    Variant(
        "upstairs",
        "{A} [was|is] asleep in the room upstairs.",
        "At that same moment {A} [was|is] at the bottom of the orchard, up a ladder, filling a basket with plums.",
        who="new",
        near=60,
    ),
    Variant(
        "trial",
        "{A} swore, and it was perfectly true, that {A.he} had not stirred from {P} on the day {M} was shot.",
        "Riding into {Q} with the salt carts, {A} had come upon {M.first} an hour after he was shot; {P} was then "
        "four days behind {A.him}.",
    ),
)

DECOYS = (
    Variant(
        "liar",
        "On the night of the robbery {A} was behind the bank with a sack.",
        "“On the night of the robbery I was at {P}, in bed,” said {A}. It was the third lie {A.he} had told that "
        "morning.",
        who="new",
    ),
    Variant(
        "twin",
        "At the stroke of six {A} was in {P}.",
        "The man whom they had seen at the stroke of six in {Q} was {A}'s twin.",
        who="new",
        gender="m",
    ),
    Variant(
        "thoughts",
        "{A} was sitting in the counting house at {P}.",
        "In thought {A} was already on the quay at {Q}, with the gulls overhead.",
        who="new",
    ),
    Variant(
        "rumoured",
        "{A} lay that whole week at {P} with a broken leg.",
        "People would have it that {A} had been seen that week at {Q}, but people were mistaken.",
        who="new",
    ),
)

RULE = Rule("two-places", VARIANTS, DECOYS)
