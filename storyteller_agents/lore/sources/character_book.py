"""The book in a character card: its records as entries, and entries as such records.

Formats: the Character Card V2 and V3 specifications; what SillyTavern adds stands in a record's `extensions`. Texts stay
as they are, with their macros and decorators; decorators that decide whether a record is used at all, whatever the
chat, are obeyed. A record that was read comes back from `write_book` as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import Activation, LoreEntry, Problem, Source, read_entry, shown, slug
from storyteller_agents.lore.sources.tavern import LOGIC, NODE, activation, names, whole, written_activation

BOOK = "character-book"

_HONOURED = {"activate", "constant", "dont_activate", "additional_keys", "exclude_keys"}
_EXTENSIONS = {
    "selectiveLogic": "selectiveLogic",
    "caseSensitive": "case_sensitive",
    "matchWholeWords": "match_whole_words",
    "probability": "probability",
    "useProbability": "useProbability",
    "group": "group",
    "groupWeight": "group_weight",
    "preventRecursion": "prevent_recursion",
    "excludeRecursion": "exclude_recursion",
    "delayUntilRecursion": "delay_until_recursion",
}
"""What SillyTavern calls a setting in world info, and in the `extensions` of a card's record."""

_FLAG = "true, false or null"
_FIELDS = {
    "title": ("name", "a text of 1 to 500 characters"),
    "text": ("content", "text"),
    "always": ("constant", "true or false"),
    "priority": ("insertion_order", "a whole number from -1000000 to 1000000"),
    "activation.case_sensitive": ("case_sensitive", _FLAG),
    "activation.whole_words": ("extensions.match_whole_words", _FLAG),
    "activation.probability": ("extensions.probability", "a number from 0 to 100"),
    "activation.group": ("extensions.group", "text"),
    "activation.weight": ("extensions.group_weight", "a whole number from 0 to 1000000"),
}
"""An entry's fields as a card calls them, and what they may be."""

Found = Iterator[LoreEntry | Problem]


def has_entries(book: Any) -> bool:
    return isinstance(book, Mapping) and isinstance(book.get("entries"), list | Mapping)


def read_book(book: Any, at: str, path: Path, ids: dict[str, int]) -> Found:
    if book is None:
        return
    if not isinstance(book, Mapping) or not has_entries(book):
        found, name = (book.get("entries"), f"{at}.entries") if isinstance(book, Mapping) else (book, at)
        yield Problem(Source(file=path.name), f"found {shown(found)}; allowed: a book with a list of entries", name)
        return
    records = book["entries"]
    more = {f"{BOOK}.book": {name: value for name, value in book.items() if name != "entries"}}
    for row, raw in records.items() if isinstance(records, Mapping) else enumerate(records, start=1):
        where = Source(file=path.name, node=f"{NODE}{row}") if isinstance(row, str) else Source(file=path.name, row=row)
        own = raw.get("id") if isinstance(raw, Mapping) and isinstance(row, int) else row
        name = free_id(f"{path.stem} {own if isinstance(own, str | int) else row}", ids)
        for item in _read_record(raw, where, name, more):
            if isinstance(item, Problem):
                yield replace(item, field=".".join(part for part in (f"{at}.entries", item.field) if part))
            else:
                more = {}
                yield item


def _read_record(raw: Any, source: Source, name: str, more: Mapping[str, Any]) -> Found:
    if not isinstance(raw, Mapping):
        yield Problem(source, f"found {shown(raw)}; allowed: a record with keys and content")
        return
    patterns = bool(raw.get("use_regex")) and not _is_tavern(raw)
    keys = _keys(raw.get("keys"), patterns)
    orders = _decorators(raw.get("content"))
    always = "activate" in orders or "constant" in orders
    data = {
        "id": name,
        "title": line_of(raw.get(_title_field(raw))) or next((key for key in keys if not _is_pattern(key)), None),
        "text": raw.get("content"),
        "keys": keys,
        "activation": _activation(raw, patterns, orders),
        "enabled": False if "dont_activate" in orders and not always else raw.get("enabled"),
        "always": True if always else raw.get("constant"),
        "priority": whole(raw.get("insertion_order")),
        BOOK: raw,
        **more,
    }
    for found in read_entry(data, source, name=name):
        yield _renamed(found) if isinstance(found, Problem) else found


def _activation(raw: Mapping[str, Any], patterns: bool, orders: Mapping[str, str]) -> dict[str, Any]:
    settings = _settings(raw)
    world = {name: settings[own] for name, own in _EXTENSIONS.items() if settings.get(own) is not None}
    found = activation({"caseSensitive": raw.get("case_sensitive"), **world})
    found["secondary"] = _keys(raw.get("secondary_keys"), patterns) if raw.get("selective") else []
    for order, logic in (("additional_keys", "and any"), ("exclude_keys", "not any")):
        if not found["secondary"] and not patterns and (keys := _keys(orders.get(order), patterns)):
            found |= {"secondary": keys, "logic": logic}
    return found


def _settings(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    settings = raw.get("extensions")
    return settings if isinstance(settings, Mapping) else {}


def _is_tavern(raw: Mapping[str, Any]) -> bool:
    """Whether SillyTavern wrote the record: it sets `use_regex` always, and means only keys between slashes."""
    return "display_index" in _settings(raw)


def _decorators(content: Any) -> dict[str, str]:
    """Return the decorators at the top of a record's content, each with its first value.

    A fallback (three signs) counts where the decorator before it is not honoured.
    """
    found: dict[str, str] = {}
    honoured = True
    for line in map(str.strip, content.split("\n") if isinstance(content, str) else ()):
        if line and not line.startswith("@@"):
            break
        if not line or (honoured and line.startswith("@@@")):
            continue
        name, _, value = line.lstrip("@").partition(" ")
        honoured = name in _HONOURED
        found.setdefault(name, value)
    return found


def _keys(value: Any, patterns: bool) -> list[str]:
    """Return keys without blank ones; those that are patterns as ``/pattern/``."""
    keys = [key for key in names(value) if clean_line(key)]
    return [key if not patterns or _is_pattern(key) else f"/{_slashed(key)}/" for key in keys]


def _is_pattern(key: str) -> bool:
    """Whether a key is a regular expression with its flags: ``/pattern/i``."""
    return bool(re.fullmatch(r"/.+/[dgimsuvy]*", key, re.DOTALL))


def _slashed(pattern: str) -> str:
    """Return a pattern that can stand between slashes."""
    return re.sub(r"\\.|/", lambda found: r"\/" if found[0] == "/" else found[0], pattern, flags=re.DOTALL)


def text_of(value: Any) -> str | None:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def line_of(value: Any) -> str:
    return clean_line(text_of(value) or "")[:500]


def _title_field(raw: Mapping[str, Any]) -> str:
    return "name" if line_of(raw.get("name")) else "comment"


def free_id(name: str, taken: dict[str, int]) -> str:
    """Return an id for a name that no other one in the file has; `taken` counts how often each was asked for."""
    own = slug(name)[:180]
    number = taken.get(own, 0) + 1
    while (free := own if number == 1 else f"{own}-{number}") in taken:
        number += 1
    taken[own] = number
    taken.setdefault(free, 1)
    return free


def _renamed(problem: Problem) -> Problem:
    """Return a problem in the words of the card."""
    if problem.field not in _FIELDS:
        return problem
    name, allowed = _FIELDS[problem.field]
    return replace(problem, field=name, message=f"{problem.message.rpartition('; allowed: ')[0]}; allowed: {allowed}")


def write_book(entries: Iterable[LoreEntry]) -> dict[str, Any]:
    """Return a card's `character_book` with these entries; those read from one come back as they were, and first.

    Only what was changed since it was read is written into a record that came from there. Facts and relations have
    no place in a record.
    """
    given = sorted(
        entries, key=lambda entry: (0, entry.source.file, entry.source.row or 0) if _is_held(entry) else (1, "", 0)
    )
    books = [entry.extra[f"{BOOK}.book"] for entry in given if isinstance(entry.extra.get(f"{BOOK}.book"), Mapping)]
    book = dict(books[0]) if books else {"extensions": {}}
    taken = {str(entry.extra[BOOK].get("id")) for entry in given if _is_held(entry)}
    numbers = (number for number in count() if str(number) not in taken)
    records = [(_place(entry), _written(entry, numbers)) for entry in given]
    if all(place is None for place, _ in records):
        return {**book, "entries": [record for _, record in records]}
    named: dict[str, Any] = {}
    for place, record in records:
        free = (str(number) for number in count(len(named)) if str(number) not in named)
        named[place if place is not None and place not in named else next(free)] = record
    return {**book, "entries": named}


def _is_held(entry: LoreEntry) -> bool:
    return isinstance(entry.extra.get(BOOK), Mapping)


def _place(entry: LoreEntry) -> str | None:
    """Return the name of the record in its book, if the book had names for its records."""
    node = entry.source.node or ""
    return node.removeprefix(NODE) if _is_held(entry) and node.startswith(NODE) else None


def _written(entry: LoreEntry, numbers: Iterator[int]) -> dict[str, Any]:
    record: dict[str, Any] = dict(entry.extra[BOOK]) if _is_held(entry) else _new(entry, next(numbers))
    before = next(_read_record(record, entry.source, entry.id, {}), None)
    was = before if isinstance(before, LoreEntry) else LoreEntry(id=entry.id, title=entry.title, source=entry.source)
    now: dict[str, tuple[Any, Any, Any]] = {
        _title_field(record): (was.title, entry.title, entry.title),
        "content": (was.text, entry.text, entry.text),
        "enabled": (was.enabled, entry.enabled, entry.enabled),
        "constant": (was.always, entry.always, entry.always),
        "insertion_order": (was.priority, entry.priority, entry.priority),
    }
    changed = {name: value for name, (old, new, value) in now.items() if old != new}
    changed |= _written_settings(was.activation, entry.activation, _settings(record))
    if was.keys != entry.keys:
        changed |= _written_keys(entry, record)
    return record | changed


def _written_settings(was: Activation, now: Activation, held: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a record has to be changed so that its keys count as `now` says; `held` are its extensions."""
    world = {name: value for name, (old, new, value) in written_activation(was, now).items() if old != new}
    changed: dict[str, Any] = {}
    if was.secondary != now.secondary:
        changed = {"secondary_keys": list(now.secondary), "selective": bool(now.secondary)}
        world["selectiveLogic"] = LOGIC.index(now.logic)
    if "caseSensitive" in world:  # SillyTavern looks for it in the extensions, others beside the keys
        changed["case_sensitive"] = now.case_sensitive
    settings = {_EXTENSIONS[name]: value for name, value in world.items() if name in _EXTENSIONS}
    return changed | ({"extensions": {**held, **settings}} if settings else {})


def _new(entry: LoreEntry, number: int) -> dict[str, Any]:
    """Return a record as SillyTavern writes it, without what only concerns the chat."""
    keys = [*entry.keys] or [entry.title, *entry.aliases]
    return {
        "id": number,
        "keys": keys,
        "secondary_keys": [],
        "name": entry.title,
        "comment": entry.title,
        "content": entry.text,
        "constant": entry.always,
        "selective": False,
        "insertion_order": entry.priority,
        "enabled": entry.enabled,
        "position": "before_char",
        "case_sensitive": False,
        "use_regex": any(map(_is_pattern, keys)),
        "extensions": {"display_index": number},
    }


def _written_keys(entry: LoreEntry, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return changed keys; in a record of patterns, plain words become patterns too."""
    keys = [*entry.keys] or [entry.title, *entry.aliases]
    patterns = any(map(_is_pattern, keys))
    if patterns and not _is_tavern(record):
        keys = [key if _is_pattern(key) else f"/{_slashed(re.escape(key))}/i" for key in keys]
    flag = {"use_regex": patterns or _is_tavern(record)} if patterns or "use_regex" in record else {}
    return {"keys": keys, **flag}
