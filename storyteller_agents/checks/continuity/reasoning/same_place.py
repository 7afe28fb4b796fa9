"""Which places are surely apart: as far as the text says what lies in what."""

from __future__ import annotations

from storyteller_agents.canon.extract.places.words import LANDS, may_be_one
from storyteller_agents.canon.story import Story


class Places:
    """The places of a story, and which lies in which."""

    def __init__(self, story: Story) -> None:
        self._in: dict[str, set[str]] = {}
        for fact in story.facts("lies in"):
            self._in.setdefault(fact.entity, set()).add(fact.value)

    def _around(self, place: str) -> set[str]:
        """Return the place and all that it lies in."""
        found, left = {place}, [place]
        while left and len(found) < 50:
            for outer in self._in.get(left.pop(), set()) - found:
                found.add(outer)
                left.append(outer)
        return found

    def apart(self, one: str, two: str, *, far: bool = False) -> bool:
        """Whether who is at one of two places cannot be at the other; `far` if one is said to be a way off."""
        if one == two:
            return False
        if far and one.startswith("the ") != two.startswith("the "):
            return True
        plain = one.startswith("the "), two.startswith("the ")
        if all(plain):
            return not may_be_one(one[4:], two[4:])
        if any(plain) or {one.lower(), two.lower()} & LANDS:
            return False
        if set(one.split()) & set(two.split()):
            return False
        return two not in self._around(one) and one not in self._around(two)
