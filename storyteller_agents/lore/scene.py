"""What to search a world for when a scene is to be written: the same for the writer and for `storyteller lore why`."""

from __future__ import annotations

from dataclasses import dataclass

from storyteller_agents.lore.moment import Moment
from storyteller_agents.story import Outline, SceneCard


@dataclass(frozen=True)
class SceneSearch:
    """A search for a scene, as the arguments of `Lore.search`.

    Attributes:
        query: the card in its own words.
        present: who and what is there.
        at: the moment at which the scene begins.
    """

    query: str
    present: list[str]
    at: Moment

    @classmethod
    def of_card(cls, outline: Outline, card: SceneCard) -> SceneSearch:
        """Return the search for a card of an outline."""
        query = " ".join([card.title, card.place, *card.cast, card.goal, card.conflict, card.outcome])
        return cls(query, [*card.cast, card.place], Moment.of_scene(outline, card.id))
