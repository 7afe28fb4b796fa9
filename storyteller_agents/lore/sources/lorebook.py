"""What the lorebooks of several tools have in common: keys, titles, ids, and what stands around the records.

For formats whose records are JSON objects with keys and a text. What a record's fields mean is each reader's own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import slug
from storyteller_agents.lore.sources.kind_words import kind_of

LONGEST_REST = 20_000
"""How many characters one part of what stands around the lore may have and still be kept in `extra`."""


def words(value: Any, *, split: bool = False) -> Any:
    """Return keys without the blank ones; a text is one key, or as many as commas part it into if `split`.

    What is no list or text comes back as it is: `read_entry` says what is wrong with it.
    """
    if isinstance(value, str):
        value = value.split(",") if split else [value]
    if not isinstance(value, list):
        return value
    return [item for item in value if item is not None and not (isinstance(item, str) and not clean_line(item))]


def first_filled(raw: Mapping[str, Any], *names: str) -> Any:
    """Return the first of these values that is neither missing nor blank, or None."""
    return next(iter(words([raw.get(name) for name in names])), None)


def title_of(title: Any, keys: Any) -> Any:
    """Return a title that fits: the name that a tool shows, else the first key that is no regular expression."""
    if title is None and isinstance(keys, list):
        title = next((key for key in keys if isinstance(key, str) and not key.lstrip().startswith("/")), None)
    return clean_line(title)[:500] if isinstance(title, str) else title


def kind_named(name: Any) -> str | None:
    """Return the kind that a category's name says in English: ``Characters``, ``Character: Mira`` → ``person``."""
    return kind_of([name[:100].partition(":")[0]]) if isinstance(name, str) else None


def node_of(raw: Any, name: str) -> str | None:
    """Return the id that a record has under `name`, as one clean line; None if it has none that is text or number."""
    value = raw.get(name) if isinstance(raw, Mapping) else None
    known = isinstance(value, str | int) and not isinstance(value, bool)
    return (clean_line(str(value))[:200] or None) if known else None


def fresh_id(path: Path, node: str, taken: dict[str, int]) -> str:
    """Return an entry's id, made of the file's name and its own id there, that is not in `taken`; it then is."""
    name = f"{slug(path.stem)[:100]}-{slug(node)[:80]}"
    while name in taken:
        taken[name] += 1
        name = f"{name}-{taken[name]}"
    taken[name] = 1
    return name


def surroundings(data: Mapping[str, Any], *, without: Collection[str] = ()) -> dict[str, Any]:
    """Return what a file holds beside its lore; parts of more than `LONGEST_REST` characters are only named."""
    left = "(too long to keep; it stands in the file)"
    return {name: value if _fits(value) else left for name, value in data.items() if name not in without}


def _fits(value: Any) -> bool:
    room, todo = LONGEST_REST, [value]
    while todo and room >= 0:
        item = todo.pop()
        if isinstance(item, Mapping):
            todo.extend(item.keys())
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)
        room -= len(item) if isinstance(item, str) else 1
    return room >= 0
