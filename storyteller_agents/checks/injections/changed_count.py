"""A number of people or things changes without cause."""

from __future__ import annotations

from storyteller_agents.checks.injections.impossible_kinship import YOUNG
from storyteller_agents.checks.injections.variant import Rule, Variant

WORDS = {
    "few": ("two", "three", "four", "five"),
    "some": ("six", "seven", "eight", "nine"),
    "many": ("eleven", "fourteen", "seventeen", "nineteen", "twenty-three"),
    "steps": ("forty", "sixty", "ninety", "a hundred and twenty"),
}

VARIANTS = (
    Variant(
        "brothers",
        "{A} [had|has] {few1} brothers, all of them at sea.",
        "Of {A}'s {few2} brothers the eldest [was|is] the one who [wrote|writes].",
        guard=("brother", "brothers", "sister", "sisters"),
    ),
    Variant(
        "rooms",
        "There were five rooms in {A}'s house, and a loft.",
        "{A.His} house, with its three rooms under the loft, had never seemed too small to {A}.",
        guard=(*YOUNG, "house", "room", "rooms", "home"),
    ),
    Variant(
        "children",
        "{F} had borne seven children and reared them all.",
        "At {F.first}'s table sat all five of her children, from the first to the last that she had borne, and "
        "not one was missing.",
        who="nobody",
        about="{F}",
    ),
    Variant(
        "coins",
        "{A} [counted|counts] the coins, of which there [were|are] {many1}, and [tied|ties] them up in a handkerchief.",
        "{A} [undid|undoes] the knot in the handkerchief. The {many2} coins [lay|lie] there just as {A.he} "
        "[had|has] left them.",
    ),
    Variant(
        "boats",
        "{A} [owned|owns] two boats, and [wanted|wants] no more.",
        "{A}'s boats [came|come] in one behind the other, all three of them low in the water.",
        guard=(*YOUNG, "boat", "boats"),
    ),
    Variant(
        "stairs",
        "The tower at {P} had {steps1} steps; the children knew it by heart.",
        "{A} climbed the {steps2} steps of the tower at {P} and sat down at the top to get {A.his} breath.",
    ),
    Variant(
        "dogs",
        "{A} [kept|keeps] two dogs, mother and son.",
        "Four dogs [ran|run] out to meet them, every one of them {A}'s, and every one as old as the house.",
        guard=(*YOUNG, "dog", "dogs"),
    ),
    Variant(
        "mine",
        "That day {some1} men went down the pit at {P}, and {M} was one of them.",
        "Of the twelve men who had gone down the pit at {P} that day, {M.first} was the first to be brought up.",
        who="nobody",
        about="{P}",
    ),
    Variant(
        "keys",
        "The chest had only two keys, of which {A} wore one about {A.his} neck; the other lay at the bank.",
        "{A} had given one key of the chest to {F} and one to the priest, and the one from the bank {A.he} "
        "dropped into a boot.",
    ),
    Variant(
        "inn",
        "{P} had a single inn, which was shut in winter.",
        "{A} asked at all the inns of {P}, one after the other, and was sent away from every one.",
    ),
    Variant(
        "letter",
        "In all those years {A} had but one letter from {M}.",
        "{A} kept the letters {M.first} had sent {A.him}, some thirty of them, in a tin that had held tea.",
    ),
    Variant(
        "elders",
        "There [were|are] five elders at {P}, by old custom, never more and never less.",
        "The {some1} elders of {P} [voted|vote] one by one, and every seat [was|is] filled.",
        who="nobody",
        about="{P}",
    ),
    Variant(
        "at-home",
        "We were three children at home, my two sisters and I.",
        "There were six beds in our room, for I and my five sisters had to share it.",
        who="narrator",
        guard=("sister", "sisters", "brother", "brothers"),
    ),
    Variant(
        "wives",
        "{A} [had|has] been married twice.",
        "{A} [had|has] buried three wives, and [kept|keeps] a likeness of each on the mantelpiece.",
        gender="m",
        guard=(*YOUNG, "wife", "married", "marriage", "husband"),
    ),
    Variant(
        "fleet",
        "Nine ships lay off {P}, waiting for the wind.",
        "When the wind came at last the whole fleet stood out from {P}, fifteen sail, without having been joined "
        "by another.",
        who="nobody",
        about="{P}",
    ),
)

DECOYS = (
    Variant(
        "born",
        "{A} had three goats.",
        "Since the kid was born in March {A} had four goats.",
        who="new",
    ),
    Variant(
        "part",
        "{A} had five brothers.",
        "Two of {A}'s brothers were waiting at the gate.",
        who="new",
    ),
    Variant(
        "boast",
        "{A} had shot one wolf in {A.his} life.",
        "“Twenty wolves I have shot,” {A} told the children, who believed it.",
        who="new",
    ),
    Variant(
        "died",
        "{A} had six hens.",
        "The fox had been, and {A} was left with two hens.",
        who="new",
    ),
)

RULE = Rule("changed-count", VARIANTS, DECOYS, WORDS)
