"""From a match in a reading to a fact with its quote: the one way in which extractors make facts."""

from __future__ import annotations

from storyteller_agents.canon.facts import Fact, Point
from storyteller_agents.canon.reading import Reading


def fact_at(
    reading: Reading,
    span: tuple[int, int],
    entity: str,
    attribute: str,
    value: str,
    *,
    about: str = "",
    hard: bool = True,
    notes: tuple[str, ...] = (),
) -> Fact:
    """Return a fact that stands at `span`; its quote is the whole sentence around that, and it holds from there on."""
    sentence, quote = reading.quote(*span)
    return Fact(
        entity=entity,
        attribute=attribute,
        value=value,
        scene=reading.scene,
        span=sentence,
        quote=quote,
        start=Point(reading.number, span[0]),
        about=about,
        hard=hard,
        notes=notes,
    )
