"""A thing is plainly lost, burned, sold or broken, and later plainly in hand again."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Variant

WORDS = {
    "thing": ("silver key", "brass key", "ivory comb", "gold watch", "blue scarf", "small knife"),
    "lock": ("chest", "attic", "iron box", "cellar", "cupboard"),
}

VARIANTS = (
    Variant(
        "river",
        "{A} [lost|loses] the {thing1} in the river.",
        "{A} [took|takes] the {thing1} from {A.his} pocket.",
        about="{thing1}",
    ),
    Variant(
        "burned",
        "{A} burned the letter from {M}.",
        "{A} took out the letter from {M.first} and read it again.",
        about="letter",
    ),
    Variant(
        "sword",
        "The sword of {A}'s father was destroyed in the fire.",
        "{A} drew {A.his} father's sword.",
        about="sword",
        guard=("sword",),
    ),
    Variant(
        "ring",
        "{A} gave the gold ring to {F}, who left for {P} that night and never came back.",
        "{A} turned the gold ring on {A.his} finger.",
        about="ring",
        guard=("ring", "rings"),
    ),
    Variant(
        "horse",
        "{A} sold the black horse at the market in {P}.",
        "{A} climbed onto the black horse and rode home.",
        about="horse",
        guard=("horse", "pony"),
    ),
    Variant(
        "match",
        "{A} [used|uses] {A.his} last match.",
        "{A} [struck|strikes] another match and [held|holds] it up.",
        about="match",
        near=200,
    ),
    Variant(
        "lantern",
        "{A} [dropped|drops] the lantern into the sea.",
        "“Follow me,” [said|says] {A}, raising the lantern.",
        about="lantern",
        near=1000,
    ),
    Variant(
        "stolen",
        "Somebody stole {A}'s red purse, and {A.he} never got it back.",
        "{A} opened {A.his} red purse and paid for the bread.",
        about="purse",
        guard=("purse",),
    ),
    Variant(
        "diary",
        "{A} [found|finds] the missing diary under the bed.",
        "After a long search {A} [found|finds] the missing diary behind a loose stone in the garden wall.",
        about="diary",
    ),
    Variant(
        "vase",
        "The blue vase [slipped|slips] from {A}'s hands and [broke|breaks] into a thousand pieces.",
        "{A} [put|puts] the roses into the blue vase on the table.",
        about="vase",
    ),
    Variant(
        "key",
        "{A}, furious, threw the only key to the {lock1} down the well.",
        "{A} unlocked the {lock1} with the only key and looked inside.",
        about="key",
    ),
)

DECOYS: tuple[Variant, ...] = (
    Variant(
        "found",
        "{A} lost the {thing1} at {P}.",
        "A week later {A} found the {thing1} again and put it in {A.his} pocket.",
        who="new",
        about="{thing1}",
    ),
    Variant(
        "returned",
        "{A} gave the gold chain to {F}.",
        "{F.first} had given the gold chain back, and {A} wore it again.",
        who="new",
        about="chain",
    ),
    Variant(
        "dreamed",
        "{A}'s violin was burned.",
        "{A} dreamed that {A.he} was playing {A.his} violin again.",
        who="new",
        about="violin",
    ),
)
