"""Moments of a story, and which facts hold at one.

A fact's ``from`` and ``until`` name a scene (its id, or ``scene 7``), a chapter (``chapter 2``) or a date of the world
(numbers, the largest unit first: ``1203``, ``1203-05-01``, ``year 12, day 3``). It holds from the first on, and no
longer at the second. What can't be compared, as a date where the scene has none, is no reason to leave a fact out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storyteller_agents.lore.entry import Fact, LoreEntry

if TYPE_CHECKING:
    from storyteller_agents.story import Outline

_NAMED = re.compile(r"(?P<what>scene|chapter|ch\.?)\s*(?P<number>\d+)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Moment:
    """A point of the story.

    Attributes:
        scene: the scene's id; `scenes` are all ids in the order of the story.
        chapter: its chapter, from 1.
        date: when it plays in the world; empty where that isn't said.
    """

    scene: str = ""
    scenes: Sequence[str] = ()
    chapter: int | None = None
    date: str = ""

    @classmethod
    def of_scene(cls, outline: Outline, scene: str) -> Moment:
        """Return the moment at which a scene of an outline begins."""
        chapters = {card.id: number for number, one in enumerate(outline.chapters(), 1) for card in one.scenes}
        dates = {card.id: card.time for card in outline.cards()}
        return cls(scene, tuple(chapters), chapters.get(scene), dates.get(scene, ""))

    def is_reached(self, bound: str) -> bool | None:
        """Return whether the story has come to a bound; None where that can't be said."""
        named = _NAMED.fullmatch(bound.strip())
        if named and named["what"].lower() != "scene":
            return None if self.chapter is None else int(named["number"]) <= self.chapter
        place = self._place(named["number"] if named else bound.strip(), exact=not named)
        if place is not None:
            return None if self.scene not in self.scenes else place <= self.scenes.index(self.scene)
        then, now = _date(bound), _date(self.date)
        return then <= now if then and now and not named else None

    def holds(self, fact: Fact) -> bool:
        """Whether a fact is true now, as far as that can be said."""
        begun = self.is_reached(fact.start) if fact.start else True
        over = self.is_reached(fact.end) if fact.end else False
        return begun is not False and over is not True

    def see(self, entry: LoreEntry) -> LoreEntry:
        """Return an entry with the facts that hold now."""
        facts = [fact for fact in entry.facts if self.holds(fact)]
        return entry if len(facts) == len(entry.facts) else entry.model_copy(update={"facts": facts})

    def _place(self, scene: str, *, exact: bool) -> int | None:
        for place, known in enumerate(self.scenes):
            if known == scene or (not exact and known.isdigit() and int(known) == int(scene)):
                return place
        return None


def _date(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in _NUMBER.findall(text)[:6])
