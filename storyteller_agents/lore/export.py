"""Entries out of a book, in forms that other tools read.

What came from a tool's own format goes back to it as it was, apart from what was changed since. Formats differ in what
they can say; `lost` names what an entry says that a format has no place for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from storyteller_agents.errors import LoreError, did_you_mean
from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.sources.character_book import write_book
from storyteller_agents.lore.sources.tavern import write_world
from storyteller_agents.lore.sources.vault import write_vault


def write_json(entries: Iterable[LoreEntry]) -> list[dict[str, Any]]:
    """Return entries as the plain JSON source reads them; all that is known of them, but for where they stood."""
    return [
        {**entry.extra, **entry.model_dump(mode="json", by_alias=True, exclude={"source", "extra"})}
        for entry in entries
    ]


FORMATS: dict[str, Callable[[Iterable[LoreEntry]], Any]] = {
    "json": write_json,
    "sillytavern": write_world,
    "character-book": write_book,
    "markdown": write_vault,
}
"""By name; each returns JSON-like data, ``markdown`` the texts of a folder's files by their names."""

_PLACES = {
    "sillytavern": {"facts", "relations", "kind"},
    "character-book": {"facts", "relations", "kind"},
}


def export(entries: Iterable[LoreEntry], name: str) -> Any:
    """Return entries in a format.

    Raises:
        LoreError: there is no such format.
    """
    if name not in FORMATS:
        raise LoreError(f"--to: found {name!r}{did_you_mean(name, list(FORMATS))}; allowed: {', '.join(FORMATS)}")
    return FORMATS[name](entries)


def lost(entries: Sequence[LoreEntry], name: str) -> dict[str, int]:
    """Return how many entries say something that the format has no place for, by field."""
    missing = _PLACES.get(name, set())
    counts = {
        field: sum(1 for entry in entries if getattr(entry, field) and getattr(entry, field) != "other")
        for field in sorted(missing)
    }
    return {field: number for field, number in counts.items() if number}
