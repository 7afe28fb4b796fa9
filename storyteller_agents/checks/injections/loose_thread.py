"""Something is set up as if it would matter and never comes again, or is paid off without having been set up."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Rule, Variant

VARIANTS = (
    Variant(
        "vow",
        None,
        "{A} [swore|swears] by {A.his} mother's grave that before the year [was|is] out {A.he} [would|will] find "
        "the man who [had|has] "
        "burned {P}, and make him answer for it.",
    ),
    Variant(
        "packet",
        None,
        "{A} [pushed|pushes] the sealed packet far under the floorboards. “When the time comes,” {A.he} "
        "[told|tells] {F}, “you "
        "will know what to do with it.”",
    ),
    Variant(
        "warning",
        None,
        "“Whatever happens,” the old woman said to {A}, “do not let them ring the small bell at {P}. Remember "
        "that, when the others have forgotten.”",
    ),
    Variant(
        "debt",
        None,
        "{A} [had|has] until the new moon to pay {M}; after that the house, and everything in it, [would|will] be "
        "forfeit.",
    ),
    Variant(
        "name-in-red",
        None,
        "On the last leaf somebody had written a name in red: {M}. {A} copied it out, and made up {A.his} mind to "
        "learn who that was, whatever it cost.",
    ),
    Variant(
        "follower",
        None,
        "A man in a yellow coat had been following {A} since the morning. {A.first} marked the scar on his chin, quite "
        "certain that they would meet again.",
    ),
    Variant(
        "pistol",
        None,
        "{A} [loaded|loads] the pistol, [wrapped|wraps] it in a cloth, and [laid|lays] it where {A.he} "
        "[could|can] find it in the dark. It "
        "[would|will] be wanted before long.",
    ),
    Variant(
        "prophecy",
        None,
        "“One with a silver tooth will betray you,” [said|says] the gipsy, and [closed|closes] {A}'s fingers over "
        "{A.his} palm. "
        "{A.first} [did|does] not laugh.",
    ),
    Variant(
        "whistle",
        None,
        "Then at last {A} blew the whistle that {M} had given {A.him} for this very hour, three times, as they "
        "had agreed, and the boats put out.",
    ),
    Variant(
        "promise-kept",
        None,
        "So {A} kept the promise that {A.he} had made beside the well, and {F} had her necklace back.",
    ),
    Variant(
        "pear-tree",
        None,
        "I made up my mind to go back to {P} as soon as I was able and dig under the pear tree. What was buried "
        "there was mine, and I would have it.",
        who="narrator",
        about="pear tree",
    ),
    Variant(
        "to-be-opened",
        None,
        "The lawyer laid an envelope before {A}. It was not to be opened, so it said on the cover, until {F} was "
        "dead; and {A.first} locked it away.",
    ),
    Variant(
        "poison",
        None,
        "It was the poison, naturally, that {A} had hidden in the salt: {M} took one mouthful and put down his spoon.",
    ),
)

DECOYS = (
    Variant(
        "vow-kept",
        "{A} swore to bring {F} a shell from the sea at {P}.",
        "{A} was as good as {A.his} word: the shell from {P} lay in {F.first}'s lap.",
        who="new",
    ),
    Variant(
        "warning-heeded",
        "“Never take the low road,” {M} warned {A}.",
        "{A}, remembering {M.first}'s warning, took the high road, and heard later what had happened on the other.",
        who="new",
    ),
    Variant(
        "buried",
        "{A} hid a purse beneath the hearthstone at {P}, against a bad year.",
        "The bad year came, and {A} lifted the hearthstone at {P} and took out the purse.",
        who="new",
    ),
)

RULE = Rule("loose-thread", VARIANTS, DECOYS)
