"""Somebody plainly knows, and is later plainly told the same for the first time."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Variant

VARIANTS = (
    Variant(
        "thief",
        "{A} [knew|knows] that {M} [was|is] the thief.",
        "{A} [learned|learns] for the first time that {M.first} [was|is] the thief.",
    ),
    Variant(
        "baby",
        "{A} knew that {F} was going to have a baby.",
        "“A baby?” asked {A}, who had not known until that moment that {F.first} was going to have one.",
    ),
    Variant(
        "met",
        "{A} and {F} had been friends for years.",
        "{A} saw {F.first} for the first time in {A.his} life and asked for her name.",
    ),
    Variant(
        "gold",
        "{M} told {A} that the gold was hidden in the cellar.",
        "{A}, whom {M.first} had told nothing, still had no idea where the gold was hidden.",
    ),
    Variant(
        "sister",
        "“{F} is my sister,” said {A}.",
        "Only now did {A} find out that {F.first} was {A.his} sister.",
        who="new",
    ),
    Variant(
        "prison",
        "{A} remembered that {M} had been in prison.",
        "{A} was shocked to hear that {M.first} had ever been in prison; nobody had told {A.him}.",
    ),
    Variant(
        "letter",
        "{A} read {M}'s letter to the end.",
        "{A} opened {M.first}'s letter, which {A.he} had not read yet, and read it for the first time.",
    ),
    Variant(
        "door",
        "{A} had known about the secret door in {M}'s library for years.",
        "“A secret door!” cried {A} in {M.first}'s library. {A.He} had never known that it was there.",
    ),
    Variant(
        "killer",
        "“It was {M} who killed {G},” {A} [told|tells] {F}.",
        "{A} [did|does] not yet know who [had|has] killed {G.first}. When {F.first} [said|says] that it [was|is] {M.first}, {A.he} [could|can] not believe it.",
    ),
    Variant(
        "secret",
        "{F} confessed to {A} that she was already married.",
        "{A} did not know that {F.first} was married until {M} told {A.him}.",
    ),
)

DECOYS: tuple[Variant, ...] = (
    Variant(
        "learned",
        "{A} did not know that {M} was a thief.",
        "{A} had learned by now that {M.first} was a thief.",
        who="new",
    ),
    Variant(
        "forgot",
        "{A} knew {F}'s birthday.",
        "{A} had forgotten {F.first}'s birthday and had to ask her again.",
        who="new",
    ),
    Variant(
        "pretended",
        "{A} knew that {M} had sold the house.",
        "“Sold?” said {A}, pretending not to know what {M.first} had done.",
        who="new",
    ),
)
