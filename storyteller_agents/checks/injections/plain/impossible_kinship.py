"""Kin are plainly named twice, and the two kinds of kin exclude each other."""

from __future__ import annotations

from storyteller_agents.checks.injections.impossible_kinship import YOUNG
from storyteller_agents.checks.injections.variant import Variant

_SIBLINGS = ("brother", "brothers", "sister", "sisters", "twin", "twins")
_MARRIED = ("husband", "wife", "married", "marry", "marriage", "wedding", "widow", "widower", "Mrs")
_PARENTS = ("mother", "father", "parents", "mamma", "papa", "mama", "orphan", "son", "daughter")
_AUNTS = ("aunt", "uncle", "niece", "nephew", "cousin")

VARIANTS = (
    Variant(
        "husband",
        "{A}'s brother {M} [sat|sits] by the fire.",
        "{A}'s husband, {M.first}, [kissed|kisses] her on the cheek.",
        gender="f",
        guard=(*_SIBLINGS, *_MARRIED),
    ),
    Variant(
        "only-child",
        "{A} was an only child.",
        "{A}'s sister, {F}, opened the door.",
        guard=_SIBLINGS,
    ),
    Variant(
        "aunt",
        "{F} [was|is] {A}'s mother.",
        "{A}'s aunt {F.first} [poured|pours] the tea.",
        guard=(*_PARENTS, *_AUNTS),
    ),
    Variant(
        "fathers",
        "{A}'s father, {M}, was a quiet man.",
        "{A} looked just like {A.his} father, {N}.",
        guard=_PARENTS,
    ),
    Variant(
        "unmarried",
        "{A} had never married.",
        "{A} went home to his wife, {F}.",
        gender="m",
        guard=(*_MARRIED, *YOUNG),
    ),
    Variant(
        "orphan",
        "{A}'s parents had died when {A.he} was a baby.",
        "{A} wrote to {A.his} mother every week, and she always answered.",
        guard=_PARENTS,
    ),
    Variant(
        "childless",
        "{A} had no children.",
        "{A}'s daughter {F} ran to meet {A.him}.",
        guard=(*YOUNG, *_PARENTS),
    ),
    Variant(
        "nephew",
        "{M}, the nephew of {A}, came in with the letters.",
        "{A} embraced {A.his} brother {M.first} and asked him to stay.",
        guard=(*_SIBLINGS, *_AUNTS, *YOUNG),
    ),
    Variant(
        "daughter",
        "{F} was {A}'s daughter.",
        "{A} and {A.his} sister {F.first} rode to {P} together.",
        who="new",
    ),
    Variant(
        "no-sisters",
        "{A} had two brothers and no sisters.",
        "“You are late,” said {A}'s older sister, {F}, with a frown.",
        guard=_SIBLINGS,
    ),
    Variant(
        "grandmother",
        "{A} was married to {F}.",
        "{A} turned to {F.first}, who was his grandmother, and smiled.",
        who="new",
        gender="m",
    ),
)

DECOYS: tuple[Variant, ...] = (
    Variant(
        "half",
        "{A} had no brother.",
        "“Brother,” said {M}, but {A} knew that the monk called every man so.",
        who="new",
        gender="m",
    ),
    Variant(
        "remarried",
        "{A}'s wife {F} died in the first winter.",
        "Two years later {A} married {G}.",
        who="new",
        gender="m",
    ),
    Variant(
        "lied",
        "{M} was {A}'s husband.",
        "“He is my brother,” lied {A}, pointing at {M.first}.",
        who="new",
        gender="f",
    ),
)
