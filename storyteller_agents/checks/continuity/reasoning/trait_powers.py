"""What a body that lacks something can't do: the acts and the uses that disagree with a lack, for `changed_trait.py`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from storyteller_agents.canon.facts import Fact
from storyteller_agents.checks.check import Objection, disagree

_SEES = frozenset(
    "saw sees read reads watched watches noticed notices stared stares gazed gazes peered peers spotted glimpsed glanced glances observed spied eyed scanned squinted studied".split()
)
_HEARS = frozenset("heard hears listened listens overheard".split())
_RUNS = frozenset(
    "ran runs sprinted danced dances leapt leaped leaps bounded skipped raced dashed jumped jumps vaulted".split()
)
_WALKS = frozenset(
    "walked strode climbed rose stood knelt paced wandered strolled marched stepped crossed hurried trotted tramped stamped kicked limped".split()
)
_GOT_UP = re.compile(
    r"\b(?:got|gets|sprang|jumped|leapt|struggled) (?:up|to (?:his|her) feet)\b|\band (?:walked|ran|strode)\b"
)
_RAN_A_HAND = re.compile(r"\b(?:ran|runs) (?:his|her|an?|one|out of|short)\b")
_SIGHT = "blind"
ABLE: dict[str, Callable[[Fact], bool]] = {
    _SIGHT: lambda act: act.value in _SEES,
    "deaf": lambda act: act.value in _HEARS,
    "mute": lambda act: (
        "speech" in act.notes
        and act.value
        not in (
            "sighed",
            "laughed",
            "laughs",
            "sobbed",
            "gasped",
            "groaned",
            "hissed",
            "growled",
            "told",
            "signed",
            "prayed",
            "agreed",
            "hummed",
        )
    ),
    "lame": lambda act: act.value in _RUNS and not _RAN_A_HAND.search(act.quote),
    "paralysed": lambda act: act.value in _RUNS | _WALKS or bool(_GOT_UP.search(act.quote)),
    "bald": lambda act: False,
    "unlettered": lambda act: False,
    "no swimmer": lambda act: False,
    "short of fingers": lambda act: False,
}
"""Which acts somebody can't do who lacks this."""
POWERS = {
    _SIGHT: "sight",
    "deaf": "hearing",
    "mute": "voice",
    "lame": "sound legs",
    "paralysed": "sound legs",
    "bald": "own hair",
    "unlettered": "letters",
    "no swimmer": "swimming",
    "short of fingers": "ten fingers",
}
"""The power of the body that each lack takes away, a `trait` too."""
LACKS = {"one-armed": "arm", "one-legged": "leg", "one-eyed": "eye"}
"""The limb that each lack is of."""


def can(fact: Fact, lack: Fact) -> bool:
    """Tell whether a fact is what somebody with this lack can't do."""
    if fact.attribute == "trait" and fact.value == POWERS.get(lack.value):
        return True
    if lack.value in ABLE:
        return fact.attribute == "acts" and "pronoun" not in fact.notes and ABLE[lack.value](fact)
    part = LACKS[lack.value]
    if fact.attribute != "trait" or part not in fact.value:
        return False
    side = next((note for note in lack.notes if note in ("left", "right")), "")
    return fact.value.startswith("both") or (bool(side) and fact.value == f"{side} {part}")


def other_side(old: Fact, new: Fact, told: set[tuple[str, str, str]]) -> Iterator[Objection]:
    """Yield the objection to a lack that is on the other side than before."""
    before, now = ({"left", "right"} & set(fact.notes) for fact in (old, new))
    key = (new.entity, new.value, "side")
    if before and now and before != now and key not in told:
        told.add(key)
        part = LACKS.get(new.value, "side")
        message = f"{new.entity} lacks the {now.pop()} {part} here, but it was the {before.pop()} one before."
        yield disagree(new, old, message, "Keep to one side.")
