"""Whom a name or a pronoun means, where a mistake would cost a false alarm: a name, or a pronoun of the gender of a known one."""

from __future__ import annotations

from storyteller_agents.canon.entities import NARRATOR
from storyteller_agents.canon.reading import Reading

LONGEST = 4000
"""A sentence of more characters is no prose, and is not looked at; every fact would quote all of it."""


def surely(reading: Reading, start: int, end: int) -> str | None:
    """Return whom a passage means: somebody named there, or one whom a pronoun means and who is known as he or she.

    None too for the narrator, and where nobody is safe to name; a pronoun may mean one whom the story gives no name.
    """
    if start < 0:
        return None
    entity = reading.whom(start, end)
    if entity is None or entity == NARRATOR or reading.named_at(start, end) is not None:
        return None if entity == NARRATOR else entity
    known = reading.entities.by_name.get(entity)
    return entity if known is not None and known.gender else None
