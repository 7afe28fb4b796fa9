"""NovelAI's lorebooks: ``.lorebook`` files, and the lorebooks within ``.story`` and ``.scenario`` files.

Format: versions 1 to 6 as NovelAI exports them; a story has its lorebook at ``content.lorebook``, a scenario at
``lorebook``. What is known goes into the entry's fields, the record as a whole into ``extra["novelai"]``. The first
entry holds the rest of the lorebook, its categories among it (``novelai.book``), and what stands around it in a story
or scenario (``novelai.story``); of that, parts as long as the story itself are named and left in the file. This module
does not read stories, and no lorebooks that are hidden in images.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.clean import clean_line
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
from storyteller_agents.lore.sources.tavern import whole

KIND = "novelai"

_ENTRY = {"displayName", "contextConfig", "forceActivation", "loreBiasGroups", "nonStoryActivatable", "searchRange"}
_BY_CATEGORY = ("keys", "enabled", "forceActivation", "contextConfig", "nonStoryActivatable")
_AND = " & "

Found = Iterator[LoreEntry | Problem]


class NovelAiLorebook(LoreReader):
    """NovelAI's lorebooks, alone or in a story."""

    kind: ClassVar[str] = KIND

    def matches(self, path: Path) -> bool:
        """A JSON object that is or holds a lorebook; also a ``.lorebook`` file that is damaged, so that it is named."""
        named = path.suffix.lower() == ".lorebook"
        if not looks_like_json(path):
            return named
        try:
            return _lorebook(load_json(path).data) is not None
        except ArtefactError:
            return named

    def read(self, path: Path) -> Found:
        """Yield the entries, each with the number of its row and the id that NovelAI gave it."""
        document = load_json(path)
        for name in document.repeated:
            yield Problem(Source(file=path.name), f"the key {shown(name)} stands twice; only the last one is read")
        file = Source(file=path.name)
        book = _lorebook(document.data)
        entries = document.data if book is None else book.get("entries", [])
        if book is None or not isinstance(entries, list):
            yield Problem(file, f"found {shown(entries)}; allowed: a lorebook with a list of entries", "entries")
            return
        if not entries:
            yield Problem(file, "the lorebook has no entries; add one in NovelAI and export it again")
        listed = book.get("categories") or []
        if not isinstance(listed, list):
            yield Problem(file, f"found {shown(listed)}; allowed: a list of categories", "categories")
        categories = {node: raw for raw in _rows(listed) if (node := node_of(raw, "id"))}
        rest = _rest(document.data, book)
        taken: dict[str, int] = {}
        for row, raw in enumerate(entries, start=1):
            node = node_of(raw, "id")
            name = fresh_id(path, node or str(row), taken)
            for found in _read(raw, Source(file=path.name, row=row, node=node), name, categories, rest):
                rest = {} if isinstance(found, LoreEntry) else rest
                yield found


def _lorebook(data: Any) -> Mapping[str, Any] | None:
    """Return the lorebook of a file, or None if it holds none."""
    if not isinstance(data, Mapping):
        return None
    content = data.get("content")
    places = (data, data.get("lorebook"), content.get("lorebook") if isinstance(content, Mapping) else None)
    return next((place for place in places if isinstance(place, Mapping) and _is_lorebook(place)), None)


def _is_lorebook(data: Mapping[str, Any]) -> bool:
    if "lorebookVersion" in data:
        return True
    return any("text" in raw and raw.keys() & _ENTRY for raw in _rows(data.get("entries"))[:20])


def _rest(data: Mapping[str, Any], book: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of `extra` that tell of the file as a whole."""
    rest: dict[str, Any] = {f"{KIND}.book": {name: value for name, value in book.items() if name != "entries"}}
    if data is book:
        return rest
    content = data.get("content")
    story = surroundings(data, without={"lorebook"})
    if isinstance(content, Mapping):
        story["content"] = surroundings(content, without={"lorebook"})
    return {**rest, f"{KIND}.story": story}


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [raw for raw in value if isinstance(raw, Mapping)] if isinstance(value, list) else []


def _read(raw: Any, source: Source, name: str, categories: Mapping[str, Mapping[str, Any]], rest: Any) -> Found:
    if not isinstance(raw, Mapping):
        yield Problem(source, f"found {shown(raw)}; allowed: an entry with displayName, text and keys")
        return
    category = categories.get(node_of(raw, "category") or "", {})
    full = {**_defaults(category), **raw}
    keys, activation = _keys(full.get("keys"))
    title = first_filled(full, "displayName")
    if title is None and not keys and first_filled(full, "text") is None:
        yield Problem(source, "found an entry without name, text and keys; allowed: an entry with one of them")
        return
    if isinstance(full.get("nonStoryActivatable"), bool):
        activation["by_recursion"] = full["nonStoryActivatable"]
    config = full.get("contextConfig")
    data = {
        "id": name,
        "kind": kind_named(category.get("name")),
        "title": title_of(title, keys),
        "text": full.get("text"),
        "keys": keys,
        "activation": activation,
        "enabled": False if category.get("enabled") is False else full.get("enabled"),
        "always": full.get("forceActivation"),
        "priority": whole(config.get("budgetPriority")) if isinstance(config, Mapping) else None,
        **({"category": category["name"]} if category.get("name") else {}),
        KIND: raw,
        **rest,
    }
    yield from read_entry(data, source, name=name)


def _defaults(category: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a category says of entries that say nothing themselves."""
    defaults = category.get("categoryDefaults")
    if not category.get("useCategoryDefaults") or not isinstance(defaults, Mapping):
        return {}
    return {name: defaults[name] for name in _BY_CATEGORY if name in defaults}


def _keys(value: Any) -> tuple[Any, dict[str, Any]]:
    """Return the keys, and as `Activation` what a key ``lamp & keeper``, which asks for both, says beyond them.

    Where other keys stand beside it, it becomes a regular expression: secondary keys would count for those as well.
    """
    keys = words(value)
    if not isinstance(keys, list):
        return keys, {}
    parts = [_parts(key) for key in keys]
    if len(keys) == 1 and len(parts[0]) > 1:
        return parts[0][:1], {"secondary": parts[0][1:], "logic": "and all"}
    return [_all_of(each) if len(each) > 1 else key for key, each in zip(keys, parts, strict=True)], {}


def _parts(key: Any) -> list[str]:
    if not isinstance(key, str) or key.lstrip().startswith("/"):
        return []
    return words(key.split(_AND))


def _all_of(parts: list[str]) -> str:
    return "/^" + "".join(f"(?=[\\s\\S]*{_pattern(clean_line(part))})" for part in parts) + "/i"


def _pattern(part: str) -> str:
    if part.startswith("/") and part.rfind("/") > 0:
        return f"(?:{part[1 : part.rfind('/')]})"
    begin = r"\b" if part[0].isascii() and part[0].isalnum() else ""
    end = r"\b" if part[-1].isascii() and part[-1].isalnum() else ""
    return begin + re.escape(part).replace("/", "\\/") + end
