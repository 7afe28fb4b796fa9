"""A law of the tale's world is stated, and later broken with nobody remarking on it."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Rule, Variant

VARIANTS = (
    Variant(
        "water",
        "No boat [could|can] cross the Grey Water after dark, for at sunset the current [turned|turns] and "
        "[drew|draws] everything under.",
        "It [was|is] midnight when they [crossed|cross] the Grey Water, talking of other things, and [tied|tie] "
        "up the boat on the far side.",
        who="nobody",
        about="the Grey Water",
    ),
    Variant(
        "rust",
        "There was something in the air of {P} that kept iron bright, so that nothing rusted there, not in a "
        "hundred years.",
        "In {P} {A} tore {A.his} hand on a rusty nail.",
        about="{P}",
    ),
    Variant(
        "lies",
        "The hill people could not tell a lie; their tongues would not form it.",
        "{A}, who was of the hill people, said that the money was all spent, though {A.he} could feel it there "
        "against {A.his} ribs.",
        who="new",
        about="the hill people",
    ),
    Variant(
        "wish",
        "Every wish made at the well of {P} cost the wisher a year of life; there was no way round it.",
        "{A} wished for a fine day at the well of {P}, had it, and was not an hour the older.",
        about="the well of {P}",
    ),
    Variant(
        "gate",
        "To those born within the walls of {P} the west gate opened, and to no other hand in the world.",
        "{A}, a stranger from the coast, gave the west gate of {P} a push and walked in.",
        who="new",
        about="{P}",
    ),
    Variant(
        "wolves",
        "The wolves of {P} never [crossed|cross] running water; even a ditch [would|will] turn them, if it "
        "[flowed|flows].",
        "The wolves of {P} [came|come] splashing through the stream, nine of them, and up the bank.",
        who="nobody",
        about="the wolves of {P}",
    ),
    Variant(
        "bell",
        "The bell of {P} rang of itself when a lie was told beneath it, and had never been known to fail.",
        "Under the bell of {P} {A} told them that {A.he} had never heard of {M}, which was false, and it hung "
        "there without a sound.",
        about="the bell of {P}",
    ),
    Variant(
        "charm",
        "The charm was good for one use. After that it was a bit of blue glass, and nothing could wake it again.",
        "{A} rubbed the blue glass charm as {A.he} had rubbed it the day before, and it worked as well as the "
        "first time.",
        about="the charm",
    ),
    Variant(
        "healer",
        "A healer's gift was for others; upon the healer's own flesh it had no power at all.",
        "{A}, the healer, laid a palm on {A.his} own broken wrist and felt the bones knit.",
        who="new",
        about="the healer",
    ),
    Variant(
        "rain",
        "It never [rained|rains] in {P}, and the houses there [had|have] no roofs.",
        "The gutters of {P} [were|are] running over, and {A} [had|has] to jump the puddles.",
        about="{P}",
    ),
    Variant(
        "mirror",
        "The mirror in the hall at {P} [showed|shows] the dead, and nothing that [was|is] alive [could|can] be "
        "seen in it.",
        "{A} [put|puts] {A.his} collar straight in the mirror in the hall at {P}.",
        about="the mirror",
    ),
    Variant(
        "forest",
        "The forest of {P} [swallowed|swallows] every sound: one [might|may] swing an axe there and not hear it fall.",
        "All the way through the forest of {P} {A} [listened|listens] to the blackbirds.",
        about="the forest of {P}",
    ),
    Variant(
        "stone-folk",
        "Daylight [turned|turns] the stone folk to stone, every one, at the first touch of the sun.",
        "Two of the stone folk [sat|sit] on the wall in the sunshine, eating nuts.",
        who="nobody",
        about="the stone folk",
    ),
    Variant(
        "names",
        "Whoever [spoke|speaks] the name of the lake king aloud [was|is] struck dumb that instant, and "
        "[stayed|stays] so.",
        "{A} [said|says] the lake king's name, twice, and [went|goes] on with {A.his} story.",
        who="new",
        about="the lake king",
    ),
)

DECOYS = (
    Variant(
        "remarked",
        "No fire would burn on the hill at {P}.",
        "To everyone's amazement a fire was burning on the hill at {P}. “It cannot be,” said {A}; but it was so, "
        "for the curse had been lifted.",
        who="new",
        about="{P}",
    ),
    Variant(
        "legend",
        "The old women held that no swan could be killed at {P}.",
        "It was only a tale, of course: {A} had shot two swans at {P} and eaten them.",
        who="new",
        about="{P}",
    ),
    Variant(
        "exception",
        "The bridge at {P} bore nobody but the blind.",
        "{A}, who was blind, crossed the bridge at {P} with {A.his} hand on the rail.",
        who="new",
        about="{P}",
    ),
    Variant(
        "figure",
        "The horses of that country could not fly, whatever the songs said.",
        "{A}'s horse flew down the road to {P} with her mane on end.",
        who="new",
        gender="f",
        about="horses",
    ),
)

RULE = Rule("broken-world-rule", VARIANTS, DECOYS)
