"""A plan, promise or thing is plainly set up and never comes again, or is paid off out of nothing."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Variant

VARIANTS = (
    Variant(
        "chest",
        None,
        "{A} [swore|swears] to return to the well at {P} and dig up the chest.",
    ),
    Variant(
        "kept",
        None,
        "At last {A} kept the promise that {A.he} had made to {F}.",
    ),
    Variant(
        "come-back",
        None,
        "“I will come back for you,” {A} [promised|promises] {F}.",
    ),
    Variant(
        "map",
        None,
        "{A} hid the map under a stone at {P} and decided to fetch it in the spring.",
    ),
    Variant(
        "key",
        None,
        "{A} [put|puts] the strange key in {A.his} pocket. {A.He} [would|will] need it later.",
    ),
    Variant(
        "revenge",
        None,
        "“One day I will kill {M} for this,” [said|says] {A}.",
    ),
    Variant(
        "sealed",
        None,
        "{M} gave {A} a sealed letter and told {A.him} not to open it before the new year.",
    ),
    Variant(
        "money",
        None,
        "{A} promised {M} to pay back the money within a month.",
    ),
    Variant(
        "foretold",
        None,
        "Just as the witch of {P} had foretold, {A} found the ring inside a fish.",
    ),
    Variant(
        "magic-word",
        None,
        "{A} finally used the magic word that {F} had taught {A.him}, and the door opened.",
    ),
    Variant(
        "killer",
        None,
        "{A}, who could not forget it, decided to find out who had killed {M}.",
    ),
)

DECOYS: tuple[Variant, ...] = (
    Variant(
        "fetched",
        "{A} promised to fetch {F} from {P}.",
        "{A} came to {P} and fetched {F.first}, as {A.he} had promised.",
        who="new",
    ),
    Variant(
        "opened",
        "{M} gave {A} a sealed box.",
        "{A} opened the sealed box that {M.first} had given {A.him}; it was empty.",
        who="new",
    ),
)
