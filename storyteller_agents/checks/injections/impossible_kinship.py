"""Kin that cannot be: the only child's sister, the brother who is the husband, the mother who is another."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Rule, Variant

YOUNG = ("little", "boy", "girl", "child", "children", "lad", "lass")
"""Who is called so is too young for a household of his own."""

VARIANTS = (
    Variant(
        "only-child",
        "{A} [had|has] grown up an only child in a house full of clocks.",
        "{A}'s sister, who [had|has] married a wheelwright, [sent|sends] a ham at Easter as she always [did|does].",
        guard=("brother", "sister", "brothers", "sisters", "twin"),
    ),
    Variant(
        "widower",
        "{A} was a widower, and kept his wife's bonnet on its nail behind the door.",
        "{A} had once been near to asking a girl at {P}, but the moment went by, and he had lived and would die a "
        "bachelor.",
        gender="m",
        guard=(*YOUNG, "wife", "wives", "married", "marriage", "marry", "husband", "children", "son", "daughter"),
    ),
    Variant(
        "brother-husband",
        "{A} kept house for her brother {M}, a surveyor, who was seldom at home.",
        "{A} had been nine years married to {M.first}, and still blushed when he praised the soup.",
        gender="f",
        guard=(*YOUNG, "brother", "sister", "husband", "wife", "married", "Mrs"),
    ),
    Variant(
        "two-mothers",
        "{A}'s mother, {F}, came of fishing people and could mend a net in the dark.",
        "That temper {A} had from the woman who bore {A.him}, {G}, who was known for it from one end of the "
        "valley to the other.",
        guard=("mother", "mamma", "mama", "parents", "orphan"),
    ),
    Variant(
        "uncle-father",
        "{M} was {A}'s uncle, his father's elder brother.",
        "{A}, as {M.first}'s only son, would have the farm.",
        gender="m",
        guard=("father", "uncle", "son", "mother"),
    ),
    Variant(
        "grandmother",
        "{A} had been brought up by her grandmother, {F}.",
        "{A} and {F.first}, born to the same parents within two years, were as unlike as two sisters can be.",
        gender="f",
        guard=("mother", "grandmother", "parents", "sister", "sisters", "aunt"),
    ),
    Variant(
        "childless",
        "{A} and his wife [had|have] no children, and [had|have] long ago given up speaking of it.",
        "{A}'s eldest daughter [ran|runs] out to bring in the washing before the rain.",
        gender="m",
        guard=(*YOUNG, "wife", "married", "son", "daughter", "child", "children", "father", "papa"),
    ),
    Variant(
        "orphan",
        "Both of {A}'s parents were dead before {A.he} could walk.",
        "{A} [wrote|writes] on the first of every month to {A.his} father, who never [failed|fails] to complain "
        "of the spelling.",
        guard=("father", "mother", "parents", "papa", "mamma"),
    ),
    Variant(
        "last-of-name",
        "{A}'s husband, {M}, [had been|is] the only one of his mother's children.",
        "Her brother-in-law [came|comes] on Thursdays; he [was|is] {M.first}'s twin, and {A} [could|can] not tell "
        "their voices apart.",
        who="new",
        gender="f",
    ),
    Variant(
        "daughters",
        "{M}, the miller, had five daughters, and to the end of his days he mourned that he had no boy.",
        "The mill was to go to {A}, the old man {M.first}'s son.",
        who="new",
        gender="m",
    ),
    Variant(
        "nephew",
        "Neither {A} nor his wife [had|has] ever had a brother or a sister.",
        "{A}'s nephew [wanted|wants] money again.",
        gender="m",
        guard=(*YOUNG, "wife", "married", "brother", "sister", "nephew", "niece", "uncle"),
    ),
    Variant(
        "my-father",
        "My father had died before I was born.",
        "The summer I was eight my father taught me to swim, in the deep place below the weir.",
        who="narrator",
        guard=("father", "parents"),
    ),
    Variant(
        "youngest",
        "{A} [was|is] the youngest of {A.his} mother's children, and the most indulged.",
        "{A.His} little brother [had|has] hidden {A}'s shoes, and [would|will] not say where.",
        guard=("brother", "sister", "brothers", "sisters"),
    ),
    Variant(
        "one-husband",
        "{M} was the only man to whom {A} had ever been married.",
        "The ring was from {A}'s first husband; {M.first} had never asked her to take it off.",
        who="new",
        gender="f",
    ),
    Variant(
        "niece",
        "{F}, {A}'s niece, was the child of {A.his} dead brother.",
        "{A} had had no brothers, only the two sisters, both of them nuns.",
        guard=(*YOUNG, "brother", "brothers", "sister", "sisters", "niece", "uncle", "aunt"),
    ),
)

DECOYS = (
    Variant(
        "foster",
        "{A} was an only child.",
        "{A} called {F} sister, though they were no kin: the two had shared a nurse.",
        who="new",
    ),
    Variant(
        "lie",
        "{A} and {F} had been married in the spring.",
        "“My sister,” said {A}, presenting {F.first} to the landlady; it was safer, in that town, to lie.",
        who="new",
        gender="m",
    ),
    Variant(
        "again",
        "{A}'s husband {M} was lost with his boat.",
        "In the third year {A} married again; {N}, her second husband, was a quiet man.",
        who="new",
        gender="f",
    ),
    Variant(
        "like-brother",
        "{A} had neither brother nor sister.",
        "{M} had been like a brother to {A} since they were boys.",
        who="new",
        gender="m",
    ),
)

RULE = Rule("impossible-kinship", VARIANTS, DECOYS)
