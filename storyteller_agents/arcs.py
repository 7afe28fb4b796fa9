"""The emotional arc of a book: how bright each scene is meant to be.

The named shapes are the six of Andrew Reagan and others, "The emotional arcs of stories are dominated by six basic
shapes" (EPJ Data Science 5:31, 2016), drawn through a few points each; an author may give points of his own. The
words that tell a model so stand in the prompt `scene`; what the prose came to is measured by `report.valence`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi

from storyteller_agents.errors import did_you_mean

DEFAULT_ARC = "man-in-a-hole"
ARCS: dict[str, tuple[float, ...]] = {
    "rise": (-0.8, 0.8),
    "fall": (0.8, -0.8),
    "man-in-a-hole": (0.5, -0.8, 0.9),
    "icarus": (-0.5, 0.9, -0.9),
    "cinderella": (-0.6, 0.6, -0.6, 0.9),
    "oedipus": (0.6, -0.6, 0.6, -0.9),
}
"""Points of the curves, evenly spaced from the first scene to the last; -1 is despair, 1 is joy."""
MOST_POINTS = 1000


def check_arc(arc: str | Sequence[float]) -> None:
    """Raise `ValueError` unless it is a known name, or two or more numbers from -1 to 1."""
    if isinstance(arc, str):
        if arc not in ARCS:
            known = ", ".join(ARCS)
            raise ValueError(
                f"no arc has this name{did_you_mean(arc, list(ARCS))}; known: {known}; or a list of numbers"
            )
    elif not 2 <= len(arc) <= MOST_POINTS or not all(-1 <= point <= 1 for point in arc):
        raise ValueError(f"an arc of your own has 2 to {MOST_POINTS} numbers from -1 (dark) to 1 (bright)")


def target(arc: str | Sequence[float], index: int, total: int) -> float:
    """Return how bright scene `index` (from 0) out of `total` is to be, from -1 to 1 with two decimals.

    Between its points the curve goes along half a cosine: smooth, and never beyond them. A single scene is the end.
    """
    points = ARCS[arc] if isinstance(arc, str) else arc
    place = (index / (total - 1) if total > 1 else 1.0) * (len(points) - 1)
    left = min(int(place), len(points) - 2)
    share = (1 - cos(pi * (place - left))) / 2
    return round(points[left] + (points[left + 1] - points[left]) * share, 2) + 0.0
