"""Character cards (V1, V2, V3): the character, and the records of its book.

Formats: the Character Card V2 and V3 specifications. What a card comes in is opened by `card_files`; the records are read
and written by `character_book`. Whole cards are not written.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from storyteller_agents.lore.entry import Problem, Source, read_entry, shown
from storyteller_agents.lore.sources.card_files import holds_card, open_card
from storyteller_agents.lore.sources.character_book import Found, free_id, has_entries, line_of, read_book, text_of
from storyteller_agents.lore.sources.documents import load_json, looks_like_json
from storyteller_agents.lore.sources.source import LoreReader

KIND = "character-card"
SPECS = ("chara_card_v2", "chara_card_v3")
BOOK_SPEC = "lorebook_v3"
"""V3's form for a book without a character."""

_V1 = {"name", "description", "personality", "scenario", "first_mes", "mes_example"}
_PROSE = ("description", "personality", "scenario")


class CharacterCard(LoreReader):
    """A character and the records of its book."""

    kind: ClassVar[str] = KIND

    def matches(self, path: Path) -> bool:
        """A PNG with a card's chunk, a zip with ``card.json``, or JSON that says so or has V1's fields.

        Every ``.charx`` file is taken, so that a damaged one is named and not passed over.
        """
        carried = holds_card(path)
        if carried is not None:
            return carried
        return looks_like_json(path) and _is_card(load_json(path).data)

    def read(self, path: Path) -> Found:
        """Yield the character, then the records of its book; what is said of the whole book stands with the first."""
        source = Source(file=path.name)
        opened = open_card(path)
        yield from (Problem(source, message, where) for where, message in opened.problems)
        for name in opened.card.repeated:
            yield Problem(source, f"the key {shown(name)} stands twice; only the last one is read")
        card = opened.card.data
        if not isinstance(card, Mapping):
            yield Problem(source, f"found {shown(card)}; allowed: a character card, a mapping")
            return
        spec, inner = card.get("spec"), card.get("data")
        if spec is not None and spec not in (*SPECS, BOOK_SPEC):
            yield Problem(source, f"found {shown(spec)}, read as V3; allowed: {', '.join(SPECS)}, {BOOK_SPEC}", "spec")
        if not isinstance(inner, Mapping) and (spec is not None or inner is not None):
            yield Problem(source, f"found {shown(inner)}; allowed: a mapping with what the card says", "data")
            return
        fields, at = (inner, "data.") if isinstance(inner, Mapping) else (card, "")
        ids: dict[str, int] = {}
        if spec == BOOK_SPEC:
            yield from read_book(fields, "data", path, ids)
            return
        rest = {name: value for name, value in card.items() if name != "data" and not _is_copy(value, fields.get(name))}
        extra = {f"{KIND}.card": rest if at else None, f"{KIND}.files": opened.files}
        extra = {name: value for name, value in extra.items() if value}
        yield from _read_character(fields, at, extra, source, ids)
        yield from read_book(fields.get("character_book"), f"{at}character_book", path, ids)


def _is_card(data: Any) -> bool:
    if not isinstance(data, Mapping):
        return False
    if data.get("spec") in (*SPECS, BOOK_SPEC):
        return True
    return len(data.keys() & _V1) >= 4 and bool(data.keys() & {"first_mes", "mes_example"})


def _is_copy(value: Any, original: Any) -> bool:
    """Whether a text beside `data` only repeats one in it, for the sake of tools that know V1 alone."""
    return isinstance(value, str) and value == original


def _read_character(
    fields: Mapping[str, Any], at: str, extra: Mapping[str, Any], source: Source, ids: dict[str, int]
) -> Found:
    name = line_of(fields.get("name"))
    if not name:
        yield Problem(source, f"found {shown(fields.get('name'))}; allowed: the character's name, a text", f"{at}name")
        return
    for part in (*_PROSE, "nickname"):
        if fields.get(part) is not None and text_of(fields[part]) is None:
            yield Problem(source, f"found {shown(fields[part])}, left out; allowed: text", f"{at}{part}")
    prose = {part: (text_of(fields.get(part)) or "").strip() for part in _PROSE}
    nickname = line_of(fields.get("nickname"))
    book: Any = fields.get("character_book")
    if has_entries(book):  # the records become entries of their own
        fields = {**fields, "character_book": {part: value for part, value in book.items() if part != "entries"}}
    data = {
        "id": free_id(name, ids),
        "kind": "person",
        "title": name,
        "text": "\n\n".join(f"{part.capitalize()}:\n{text}" for part, text in prose.items() if text),
        "aliases": [nickname] if nickname and nickname != name else [],
        KIND: fields,
        **extra,
    }
    yield from read_entry(data, source, name=name)
