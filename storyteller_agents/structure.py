"""The shape of a story: which act a chapter belongs to, and which beat a scene stands for.

Three-act structure in the terms of screenwriting manuals; positions are fractions of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Beat:
    """A dramatic function: its name, and what the scene has to do."""

    name: str
    task: str


OPENING = Beat("opening", "show the main character's world and what is missing in it")
INCITING = Beat("inciting incident", "something happens that the main character cannot ignore")
RISING = Beat("rising action", "the main character tries to solve it and meets stronger resistance")
MIDPOINT = Beat("midpoint", "a discovery changes what the fight is about")
CRISIS = Beat("crisis", "the worst happens, and the main character must choose")
CLIMAX = Beat("climax", "the decisive confrontation")
RESOLUTION = Beat("resolution", "show what has changed, for good")

_UNTIL = (
    (0.12, OPENING),
    (0.28, INCITING),
    (0.5, RISING),
    (0.6, MIDPOINT),
    (0.75, RISING),
    (0.88, CRISIS),
    (1.01, CLIMAX),
)

ACTS = (("Setup", 0.25), ("Confrontation", 0.75), ("Resolution", 1.01))
"""Name of each act, and where it ends."""


def beat(index: int, total: int) -> Beat:
    """Return the beat of scene `index` (from 0) out of `total`; every story of three scenes or more ends in climax and resolution."""
    if total >= 3 and index >= total - 2:
        return (CLIMAX, RESOLUTION)[index - (total - 2)]
    if total >= 2 and index == total - 1:
        return CLIMAX
    position = (index + 0.5) / total
    return next(found for until, found in _UNTIL if position < until)


def act(index: int, total: int) -> int:
    """Return the act (0 to 2) that chapter `index` (from 0) out of `total` belongs to."""
    position = (index + 0.5) / total
    return next(number for number, (_, until) in enumerate(ACTS) if position < until)
