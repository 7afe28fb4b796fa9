"""The order of the stages from what each follows: one answer, whatever the order in which they were found.

Names and sets of names only; what the names stand for is `plan.py`'s business.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from itertools import pairwise

Follows = Mapping[str, set[str]]
"""Each name, with the names that have to stand before it."""


def put_in_order(follows: Follows, spine: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """Return the names in order, and the circles in which they wait for each other.

    Where `follows` leaves a choice, a name comes right after what it follows; one that follows nothing, right before
    what it precedes, or else at the end; then the alphabet decides. Names in a circle come last.

    Args:
        follows: all names; every name in its sets is one of them.
        spine: the names that keep this order.
    """
    follows = {name: set(follows[name]) for name in sorted(follows)}
    for first, second in pairwise(spine):
        follows[second].add(first)
    places = _places(follows, spine)
    ordered = _sort(follows, places)
    stuck = {name: before for name, before in follows.items() if name not in ordered}
    return ordered + sorted(stuck, key=lambda name: (places[name], name)), _circles(stuck)


def _places(follows: Follows, spine: Sequence[str]) -> dict[str, float]:
    """Return where each name would like to stand, as a number: those of the spine have their index.

    What a name follows through others counts too, so that no name has to be looked at before another.
    """
    fixed = {name: float(index) for index, name in enumerate(spine)}
    earlier = {name: _all_before(name, follows) for name in follows}
    after = {
        name: max(fixed[other] for other in fixed.keys() & found) + 0.5
        for name, found in earlier.items()
        if name not in fixed and fixed.keys() & found
    }
    limits = {**{name: place - 0.5 for name, place in fixed.items()}, **after}
    before = {
        name: min((limits[other] for other in limits if name in earlier[other]), default=float(len(spine)))
        for name in follows
        if name not in fixed and name not in after
    }
    return {**fixed, **after, **before}


def _all_before(name: str, follows: Follows) -> set[str]:
    """Return everything that `name` has to follow, through others too."""
    found: set[str] = set()
    waiting = list(follows[name])
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting.extend(follows[other])
    return found


def _sort(follows: Follows, places: Mapping[str, float]) -> list[str]:
    """Return the names in order; those that are in a circle or behind one are left out."""
    waiting = {name: set(before) for name, before in follows.items()}
    ready = [(places[name], name) for name, before in waiting.items() if not before]
    heapq.heapify(ready)
    ordered: list[str] = []
    while ready:
        _, name = heapq.heappop(ready)
        ordered.append(name)
        for other, before in waiting.items():
            if name in before:
                before.remove(name)
                if not before:
                    heapq.heappush(ready, (places[other], other))
    return ordered


def _circles(stuck: Follows) -> list[list[str]]:
    """Return circles that share no name: each in order, with its first name again at the end."""
    found: list[list[str]] = []
    left = _knotted(stuck)
    while left:
        path = [min(left)]
        while (step := min(left[path[-1]])) not in path:
            path.append(step)
        circle = [*path[path.index(step) :], step]
        found.append(circle[::-1])
        left = _knotted({name: before for name, before in left.items() if name not in circle})
    return found


def _knotted(follows: Follows) -> dict[str, set[str]]:
    """Return what stays when the names that wait for nothing are taken out, again and again."""
    left = {name: before & follows.keys() for name, before in follows.items()}
    while free := {name for name, before in left.items() if not before}:
        left = {name: before - free for name, before in left.items() if name not in free}
    return left
