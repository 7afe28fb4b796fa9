"""AI Dungeon's story cards, and the world info that they were called before.

Formats: a list of ``{keys, entry}``, or of cards ``{keys, value, title, type, description, …}``, alone or as the
``storyCards`` of a scenario. Keys are one text with commas between them, and count wherever their letters stand,
within words too. What is known goes into the entry's fields, the record as a whole into ``extra["ai-dungeon"]``, and
the rest of a scenario into the first entry's ``ai-dungeon.book``. This module does not read adventures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from storyteller_agents.lore.entry import LoreEntry, Problem, Source, read_entry, shown
from storyteller_agents.lore.sources.documents import load_json, looks_like_json
from storyteller_agents.lore.sources.lorebook import (
    first_filled,
    fresh_id,
    kind_named,
    node_of,
    surroundings,
    title_of,
    words,
)
from storyteller_agents.lore.sources.source import LoreReader

KIND = "ai-dungeon"

_CARDS = "storyCards"
_OTHERS = {"text", "content", "key"}

Found = Iterator[LoreEntry | Problem]


class StoryCards(LoreReader):
    """Story cards and world info of AI Dungeon."""

    kind: ClassVar[str] = KIND

    def matches(self, path: Path) -> bool:
        """JSON with a list whose records have `keys` and an `entry` or a `value`, and no field of another format."""
        return looks_like_json(path) and _cards(load_json(path).data) is not None

    def read(self, path: Path) -> Found:
        """Yield the cards, each with the number of its row."""
        document = load_json(path)
        for name in document.repeated:
            yield Problem(Source(file=path.name), f"the key {shown(name)} stands twice; only the last one is read")
        cards = _cards(document.data)
        if not cards:
            found = shown(document.data) if cards is None else "no story cards"
            yield Problem(Source(file=path.name), f"found {found}; allowed: a list of cards with keys and value")
            return
        rest: dict[str, Any] = {}
        if isinstance(document.data, Mapping):
            rest = {f"{KIND}.book": surroundings(document.data, without={_CARDS})}
        taken: dict[str, int] = {}
        for row, raw in enumerate(cards, start=1):
            node = node_of(raw, "id")
            name = fresh_id(path, node or str(row), taken)
            for found_here in _read(raw, Source(file=path.name, row=row, node=node), name, rest):
                rest = {} if isinstance(found_here, LoreEntry) else rest
                yield found_here


def _cards(data: Any) -> list[Any] | None:
    """Return the records of a file, or None if they are not AI Dungeon's."""
    if isinstance(data, Mapping):
        cards = data.get(_CARDS)
        return cards if isinstance(cards, list) and (not cards or _has_cards(cards)) else None
    return data if isinstance(data, list) and _has_cards(data) else None


def _has_cards(rows: list[Any]) -> bool:
    known = [raw for raw in rows[:20] if isinstance(raw, Mapping)]
    return any(_is_card(raw) for raw in known) and not any(raw.keys() & _OTHERS for raw in known)


def _is_card(raw: Mapping[str, Any]) -> bool:
    texts = [raw[name] for name in ("entry", "value") if name in raw]
    return isinstance(raw.get("keys"), str | list) and any(text is None or isinstance(text, str) for text in texts)


def _read(raw: Any, source: Source, name: str, rest: dict[str, Any]) -> Found:
    if not isinstance(raw, Mapping):
        yield Problem(source, f"found {shown(raw)}; allowed: a card with keys and value")
        return
    keys = words(raw.get("keys"), split=True)
    text = first_filled(raw, "value", "entry", "description")  # cards for making a character have the last one alone
    title = title_of(first_filled(raw, "title", "name"), keys)
    if not keys and text is None and title is None:
        yield Problem(source, "found a card without title, keys and value; allowed: a card with one of them")
        return
    data = {
        "id": name,
        "kind": kind_named(raw.get("type")),
        "title": title,
        "text": text,
        "keys": keys,
        "activation": {"whole_words": False},
        "enabled": not raw.get("deletedAt"),
        KIND: raw,
        **rest,
    }
    yield from read_entry(data, source, name=name)
