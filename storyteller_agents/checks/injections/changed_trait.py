"""Something lasting about somebody changes without cause: looks, limbs, senses, skills, trade, rank, kind."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Rule, Variant

WORDS = {
    "eye": ("grey", "blue", "brown", "green", "hazel", "black"),
    "hair": ("red", "black", "flaxen", "chestnut"),
    "pet": ("Button", "Thimble", "Pepper", "Mustard", "Biscuit"),
}

VARIANTS = (
    Variant(
        "eyes",
        "{A}'s eyes [were|are] {eye1}, and people [remembered|remember] them.",
        "{A} [looked|looks] up, and the light [fell|falls] full into {A.his} {eye2} eyes.",
        guard=("eyes", "eye", "eyed"),
    ),
    Variant(
        "hair",
        "{A} wore {A.his} hair, which was {hair1}, longer than was thought proper.",
        "The wind had pulled {A}'s {hair2} hair loose and blew it about {A.his} face.",
        guard=("hair", "haired", "hairs", "curls", "locks", "beard", "bald"),
    ),
    Variant(
        "hand",
        "{A} [wrote|writes], as {A.he} [did|does] everything, with {A.his} left hand.",
        "{A} [signed|signs] with a flourish; {A.he} [had|has] never in {A.his} life been able to do anything with "
        "{A.his} left.",
        guard=("left", "handed"),
    ),
    Variant(
        "arm",
        "{A} [had|has] lost {A.his} right arm at a sawmill, and [wore|wears] the sleeve pinned up.",
        "{A} [rubbed|rubs] {A.his} two hands together before the fire and [blew|blows] on the fingers.",
        guard=("arm", "arms", "hand", "hands", "fingers"),
    ),
    Variant(
        "blind",
        "{A} had been blind from birth, and knew the lane by the number of {A.his} steps.",
        "From the top of the hill {A} made out three riders, and saw that the second of them carried a child "
        "before him.",
        who="new",
    ),
    Variant(
        "trade",
        "{A} was a cooper by trade, as his father had been.",
        "The burns on his arms were honestly come by, for {A} had followed no trade but the blacksmith's since he "
        "was a boy.",
        who="new",
        gender="m",
    ),
    Variant(
        "rank",
        "{A} had come out of the army a sergeant, and had never wished to be more.",
        "In the press hung the uniform in which {A} had left the army, with a colonel's braid on the cuffs.",
        who="new",
        gender="m",
    ),
    Variant(
        "height",
        "There was not a door in the village under which {A} did not have to stoop.",
        "{A}, who could not see over the counter without a box to stand on, rapped on the wood with a coin.",
        who="new",
        guard=("tall", "short"),
    ),
    Variant(
        "meat",
        "{A} had not touched meat since {A.he} was a child, and the smell of it turned {A.his} stomach.",
        "{A} ate two of the chops, as {A.he} did every Sunday of the year, and wiped the plate with bread.",
        guard=("meat", "eat", "ate", "chicken", "ham", "dinner"),
    ),
    Variant(
        "letters",
        "{A} had never learned to read, and made {A.his} mark with a cross.",
        "{A} ran an eye down the page, folded it up again, and observed that the lawyer had spelt {A.his} name "
        "two ways.",
        who="new",
    ),
    Variant(
        "deaf",
        "Old {A} [was|is] stone deaf, and [had|has] been so since she was a girl.",
        "Two rooms away a latch [clicked|clicks], very softly. {A} [heard|hears] it and [put|puts] down her sewing.",
        gender="f",
        guard=("heard", "hear", "listened", "voice", "said", "asked", "cried", "noise"),
    ),
    Variant(
        "bald",
        "There [was|is] not a hair left on {A}'s head, and he [polished|polishes] it, so people [said|say], with "
        "a cloth.",
        "{A} [dragged|drags] a comb through his thick curls and [looked|looks] round for his hat.",
        gender="m",
        guard=("hair", "bald", "curls", "hat", "beard"),
    ),
    Variant(
        "creature",
        "The only other creature in that house [was|is] a tabby cat called {pet1}.",
        "{pet1} [barked|barks] twice at the stranger and [went|goes] back to its place by the stove.",
        who="nobody",
        about="{pet1}",
    ),
    Variant(
        "own-eyes",
        "I have {eye1} eyes, like all my mother's people.",
        "She held the candle close to my face, and said that she had never seen eyes so {eye2}.",
        who="narrator",
        guard=("eyes",),
    ),
    Variant(
        "portrait",
        "The painter had trouble with {A}'s eyes, which were so {eye1} that on canvas nobody would have believed it.",
        "{A} [bent|bends] over the cradle. The child [looked|looks] up into two {eye2} eyes and [stopped|stops] "
        "crying.",
        guard=("eyes", "eye", "eyed"),
    ),
    Variant(
        "limp",
        "{A} [had|has] limped since a fall in childhood, and [took|takes] the stairs one foot at a time.",
        "Up the stairs [went|goes] {A}, three at a bound, as {A.he} [did|does] every day.",
        who="new",
    ),
    Variant(
        "family",
        "They were a dark family, and {A} the darkest of them all.",
        "{A}'s yellow head was the first thing that could be made out among the crowd.",
        guard=("hair", "dark", "fair", "complexion", "curls", "head"),
    ),
    Variant(
        "nurse",
        "For as long as anyone could remember {A} had been nurse at the infirmary.",
        "They asked {A}, who had taught the infants for thirty years and never done any other work, to say a few "
        "words.",
        who="new",
        gender="f",
    ),
)

DECOYS = (
    Variant(
        "dye",
        "{A}'s hair was as black as soot.",
        "It took them a moment to know {A}, who had got hold of a bottle of dye and now had red hair.",
        who="new",
    ),
    Variant(
        "years-passed",
        "As a child {A} was so fair that the neighbours called {A.him} the lamb.",
        "With the years {A}'s hair had turned a dull brown.",
        who="new",
    ),
    Variant(
        "blind-to",
        "{A} had the sharpest eyes in the parish.",
        "{A} was blind, as parents are, to what his sons were doing.",
        who="new",
        gender="m",
    ),
    Variant(
        "accident",
        "{A} had two good hands and was proud of what they could do.",
        "The saw took {A}'s left hand in the second year, and after that {A.he} did everything with the right.",
        who="new",
    ),
    Variant(
        "disguise",
        "{A}, who was bald as an egg, kept the toll house.",
        "With a wig of grey curls and a borrowed gown {A} went past the sentries as somebody's aunt.",
        who="new",
        gender="m",
    ),
)

RULE = Rule("changed-trait", VARIANTS, DECOYS, WORDS)
