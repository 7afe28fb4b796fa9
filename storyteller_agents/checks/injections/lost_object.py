"""A thing is used after it was lost, destroyed, sold or given away, or is found a second time."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Rule, Variant

WORDS = {
    "trinket": ("silver watch", "spyglass", "ivory comb", "brass compass", "snuffbox"),
    "boat": ("the Petrel", "the Constance", "the Gannet", "the Maid of the Mist"),
    "voice": ("fiddle", "flute", "concertina"),
}

VARIANTS = (
    Variant(
        "overboard",
        "{A} dropped {A.his} father's {trinket1} over the side in forty fathoms, and watched the bubbles come up.",
        "{A} [drew|draws] {A.his} father's {trinket1} out of {A.his} pocket and [laid|lays] it on the table.",
        about="{trinket1}",
    ),
    Variant(
        "sold",
        "To pay the rent {A} sold {A.his} grandmother's brooch to a pedlar, who was never seen in those parts again.",
        "At {A}'s throat was the brooch that had been {A.his} grandmother's.",
        about="brooch",
        gender="f",
    ),
    Variant(
        "burned-map",
        "{A} put the old surveyor's map into the stove, and held the door shut until there was nothing left but ash.",
        "{A} spread out the old surveyor's map, set a stone on each corner, and followed the river with one finger.",
        about="map",
    ),
    Variant(
        "mare",
        "{A} gave the bay mare away to {F}, who took her over the border the same week.",
        "{A} rode into {P} on the bay mare; {A.he} had owned her since she was a foal, and would not have parted "
        "with her for gold.",
        who="new",
        about="mare",
    ),
    Variant(
        "two-finds",
        "{A} found the key to the desk under the third flagstone, and gave a shout.",
        "{A} came upon the key to the desk at last: all this while it had been lying in the lining of {A.his} coat.",
        about="key",
    ),
    Variant(
        "lamp",
        "The lamp [slipped|slips] from {A}'s hand and [was|is] smashed past mending. There [was|is] no other in "
        "the house.",
        "{A} [lit|lights] the lamp and [carried|carries] it from room to room.",
        near=600,
        about="lamp",
    ),
    Variant(
        "wreck",
        "{A}'s boat, {boat1}, went to pieces on the rocks at {P}, and not a plank of her was saved.",
        "At first light {A} pushed off in {boat1} and was out of sight before anyone could call {A.him} back.",
        about="{boat1}",
    ),
    Variant(
        "bread",
        "{A} [shared|shares] out the last of the bread; when that [was|is] gone there [was|will be] nothing "
        "whatever to eat.",
        "{A} [broke|breaks] another piece from the loaf in {A.his} bag and [chewed|chews] it slowly.",
        near=300,
        about="bread",
    ),
    Variant(
        "thief",
        "The thief had got away with {A}'s {voice1}, and it was never recovered.",
        "{A} [took|takes] down the {voice1}, the one {A.he} had played since {A.he} was a child, and "
        "[wiped|wipes] it with "
        "{A.his} sleeve.",
        about="{voice1}",
    ),
    Variant(
        "barn",
        "The great barn at {P} burned to the ground, and nobody had the heart to build it up again.",
        "They [carried|carry] the last of the oats into the great barn at {P} and [barred|bar] the door.",
        who="nobody",
        about="barn",
    ),
    Variant(
        "ring",
        "{F}'s wedding ring was buried with her, by her own wish.",
        "{A} had worn {F.first}'s wedding ring on a string about {A.his} neck ever since she died.",
        about="ring",
    ),
    Variant(
        "well",
        "I let the knife fall into the well at {P}, and never had another.",
        "I felt in my belt for the knife, and was glad of it.",
        who="narrator",
        about="knife",
        guard=("knife",),
    ),
    Variant(
        "walnut",
        "The walnut tree at {A}'s gate [had been|was] felled in the autumn and gone for timber.",
        "{A} [sat|sits] down in the shade of the walnut tree at {A.his} gate, and presently [slept|sleeps].",
        who="new",
        about="walnut tree",
    ),
    Variant(
        "letter",
        "“There,” said {A}, and the pieces of {F}'s letter, the only one she ever wrote, went into the river.",
        "{A} unfolded the only letter that {F.first} ever wrote to {A.him} and smoothed it on {A.his} knee.",
        about="letter",
    ),
)

DECOYS = (
    Variant(
        "found-again",
        "{A} lost {A.his} thimble somewhere between the well and the door.",
        "A magpie had had it: they found the thimble in the nest, and {A} wore it again that evening.",
        who="new",
        about="thimble",
    ),
    Variant(
        "another",
        "{A}'s umbrella was blown into the sea.",
        "{A} had bought a new umbrella, and shook it out on the step.",
        who="new",
        about="umbrella",
    ),
    Variant(
        "back",
        "{A} pawned {A.his} grandfather's sword at {P}.",
        "With the prize money {A} redeemed the sword, and hung it on its old nail.",
        who="new",
        about="sword",
    ),
    Variant(
        "dream",
        "The doll that {A} had loved was burned with the rubbish.",
        "In her sleep {A} held the doll in her arms again, and woke holding the bolster.",
        who="new",
        gender="f",
        about="doll",
    ),
)

RULE = Rule("lost-object", VARIANTS, DECOYS, WORDS)
