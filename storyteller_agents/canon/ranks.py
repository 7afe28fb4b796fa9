"""Ranks and titles before a name: which of them one person can't have at the same time, and the words for a change.

Whose title it is, and whether it was told that it changed, is for a rule to find out.
"""

from __future__ import annotations

import re

RANKS = frozenset(
    "captain colonel general major lieutenant sergeant corporal inspector constable admiral commander professor doctor dr judge "
    "reverend bishop abbot sheriff detective count baron duke chief king prince queen princess".split()
)
"""Ranks and titles of which somebody has one at a time."""
PROMOTED = re.compile(
    r"\b(?:promot\w+|appoint\w+|commission\w*|knight\w*|crown\w*|ordain\w*|elected|rank|former\w*|demot\w+|reduced to|raised to|"
    r"made (?:a |him|her)|became|become|retired|titles?|graduat\w*|degree|inherit\w*|succeed\w*|old (?:days|regiment)|no longer)\b",
    re.I,
)
"""Words that tell of another rank, before or after."""


def uses_needed(title: str, usual: str, least: int) -> int:
    """Return how often a person's usual title has to come for another one to be a slip; 0 where both may be right.

    Args:
        least: for two ranks; a rank and Mr, or Mrs and Miss, need one more.
    """
    one, other = title.lower(), usual.lower()
    if {one, other} <= {"dr", "doctor", "professor"}:
        return 0
    if one in RANKS and other in RANKS:
        return least
    civil = (
        {one, other} <= {"mrs", "miss"}
        or (one in ("mr", "mister") and other in RANKS)
        or (other == "mr" and one in RANKS)
    )
    return least + 1 if civil else 0
