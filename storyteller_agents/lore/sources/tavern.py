"""SillyTavern's world info: ``{"entries": {"<uid>": {…}}}``, and the same entries back.

Format: SillyTavern, public/scripts/world-info.js (`newWorldInfoEntryDefinition`). Fields may be missing; null means
that the reader's own setting counts. What is known goes into the entry's fields, and the record as a whole into
``extra["sillytavern"]``, so `write_world` gives back all that was there. Character cards have a form of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import Activation, LoreEntry, Problem, Source, read_entry, shown, slug
from storyteller_agents.lore.sources.documents import load_json, looks_like_json
from storyteller_agents.lore.sources.source import LoreReader

KIND = "sillytavern"
LOGIC = ("and any", "not all", "not any", "and all")
"""`selectiveLogic` by number."""

NODE = "entry "
_ENTRY = {"key", "keysecondary", "content", "comment", "uid", "constant", "disable", "selective"}


class WorldInfo(LoreReader):
    """SillyTavern's world info."""

    kind: ClassVar[str] = KIND

    def matches(self, path: Path) -> bool:
        """A JSON object whose `entries` are objects with the fields of world info."""
        if not looks_like_json(path):
            return False
        data = load_json(path).data
        entries = data.get("entries") if isinstance(data, Mapping) else None
        if not isinstance(entries, Mapping):
            return False
        return all(isinstance(raw, Mapping) and raw.keys() & _ENTRY for raw in list(entries.values())[:20])

    def read(self, path: Path) -> Iterator[LoreEntry | Problem]:
        """Yield the entries. What the file says of the book as a whole stands in the first one's `extra`."""
        document = load_json(path)
        for name in document.repeated:
            yield Problem(Source(file=path.name), f"the key {shown(name)} stands twice; only the last one is read")
        book = {name: value for name, value in document.data.items() if name != "entries"}
        for uid, raw in document.data["entries"].items():
            for found in _read(raw, Source(file=path.name, node=f"{NODE}{uid}"), f"{slug(path.stem)}-{uid}"):
                if book and isinstance(found, LoreEntry):
                    found = found.model_copy(update={"extra": {**found.extra, f"{KIND}.book": book}})
                    book = {}
                yield found


def _read(raw: Any, source: Source, name: str) -> Iterator[LoreEntry | Problem]:
    if not isinstance(raw, Mapping):
        yield Problem(source, f"found {shown(raw)}; allowed: an entry of world info, with key and content")
        return
    keys = names(raw.get("key"))
    data = {
        "id": name,
        "title": clean_line(str(raw.get("comment") or ""))
        or next((key for key in keys if not key.startswith("/")), None),
        "text": raw.get("content"),
        "keys": keys or None,
        "activation": activation(raw),
        "enabled": not raw.get("disable"),
        "always": bool(raw.get("constant")),
        "priority": whole(raw.get("order")),
        KIND: raw,
    }
    yield from read_entry(data, source, name=name)


def activation(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a record says of its keys, as the fields of `Activation`."""
    secondary = names(raw.get("keysecondary")) if raw.get("selective", True) else []
    logic = raw.get("selectiveLogic")
    chance = raw.get("probability")
    found: dict[str, Any] = {
        "secondary": secondary,
        "logic": LOGIC[logic] if isinstance(logic, int) and 0 <= logic < len(LOGIC) else LOGIC[0],
        "case_sensitive": raw.get("caseSensitive"),
        "whole_words": raw.get("matchWholeWords"),
        "probability": chance if raw.get("useProbability", True) else None,
        "group": raw.get("group"),
        "weight": whole(raw.get("groupWeight")),
        "recursive": None if raw.get("preventRecursion") is None else not raw["preventRecursion"],
        "by_recursion": "only" if raw.get("delayUntilRecursion") else (False if raw.get("excludeRecursion") else None),
    }
    return {name: value for name, value in found.items() if value is not None}


def names(value: Any) -> list[str]:
    """Return a list of keys, from a list or from one text with commas; blank ones are left out."""
    items = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return [str(item) for item in items if isinstance(item, str | int | float) and clean_line(str(item))]


def whole(value: Any) -> int | None:
    """Return a number without its fraction, or None for anything else."""
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def write_world(entries: Iterable[LoreEntry]) -> dict[str, Any]:
    """Return world info with these entries; those that were read from world info come back as they were.

    Only what was changed since it was read is written into a record that came from there.
    """
    book: dict[str, Any] = {}
    records: dict[str, Any] = {}
    for number, entry in enumerate(entries):
        book = book or dict(entry.extra.get(f"{KIND}.book", {}))
        held = KIND in entry.extra and (entry.source.node or "").removeprefix(NODE)
        name = held if held and held not in records else _free(number, records)
        records[name] = _written(entry) if held else {"uid": int(name), **_written(entry)}
    return {**book, "entries": records}


def _free(number: int, records: Mapping[str, Any]) -> str:
    while str(number) in records:
        number += 1
    return str(number)


def _written(entry: LoreEntry) -> dict[str, Any]:
    held: dict[str, Any] = dict(entry.extra.get(KIND) or {})
    before = next(iter(_read(held, entry.source, entry.id)), None) if held else None
    plain = LoreEntry(id=entry.id, title=entry.title, source=entry.source)
    was = before if isinstance(before, LoreEntry) else plain
    now: dict[str, tuple[Any, Any, Any]] = {
        "comment": (was.title, entry.title, entry.title),
        "content": (was.text, entry.text, entry.text),
        "key": (was.keys, entry.keys, [*entry.keys] or [entry.title, *entry.aliases]),
        "constant": (was.always, entry.always, entry.always),
        "disable": (was.enabled, entry.enabled, not entry.enabled),
        "order": (was.priority, entry.priority, entry.priority),
        **written_activation(was.activation, entry.activation),
    }
    if not held:
        held = {"comment": entry.title, "content": entry.text, "key": now["key"][2], "keysecondary": []}
    return held | {name: value for name, (old, new, value) in now.items() if old != new}


def written_activation(was: Activation, now: Activation) -> dict[str, tuple[Any, Any, Any]]:
    """Return, by the field of a record, what an activation was, what it is now, and how the record says that."""
    return {
        "keysecondary": (was.secondary, now.secondary, list(now.secondary)),
        "selective": (bool(was.secondary), bool(now.secondary), bool(now.secondary)),
        "selectiveLogic": (was.logic, now.logic, LOGIC.index(now.logic)),
        "caseSensitive": (was.case_sensitive, now.case_sensitive, now.case_sensitive),
        "matchWholeWords": (was.whole_words, now.whole_words, now.whole_words),
        "probability": (was.probability, now.probability, now.probability),
        "useProbability": (was.probability, now.probability, True),
        "group": (was.group, now.group, now.group),
        "groupWeight": (was.weight, now.weight, now.weight),
        "preventRecursion": (was.recursive, now.recursive, not now.recursive),
        "excludeRecursion": (was.by_recursion, now.by_recursion, now.by_recursion is False),
        "delayUntilRecursion": (was.by_recursion, now.by_recursion, now.by_recursion == "only"),
    }
