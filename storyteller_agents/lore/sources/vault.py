"""Entries as notes of an Obsidian vault, which give the same entries when they are read again.

`write_note` makes one note and `write_vault` those of many entries, with file names that are safe on every system.
Each note is read back before it is handed out. Nothing is written to disk; not for changing notes that somebody has.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain, count
from json import dumps
from typing import Any

from storyteller_agents.errors import ArtefactError
from storyteller_agents.files import join_front_matter, split_front_matter
from storyteller_agents.lore.entry import LoreEntry, Source, read_entry, slug
from storyteller_agents.lore.folder import is_lore_name
from storyteller_agents.lore.sources.wiki import EXACT, note

_LONGEST_STEM = 150
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")


def write_note(entry: LoreEntry) -> tuple[str, str]:
    """Return a file name that is safe on every system, and the entry as a Markdown note with front matter.

    Read again, it gives the same entry. A text that a reader of notes would change stands in the front matter;
    whatever else would not come back from there as it is stands as JSON under `EXACT`.

    Raises:
        ArtefactError: the entry can't be kept, since its `extra` is no JSON-like data of clean text.
    """
    told = entry.model_dump(mode="json", by_alias=True, exclude={"source"})
    name = _stem(entry.id)
    usual = note({"title": entry.title}, entry.text, name) == {"title": entry.title, "text": entry.text}
    aside: Counter[str] = Counter() if usual or not entry.text else Counter(text=1)
    changed: set[str] = set()
    for _ in range(3):
        try:
            text = _written(entry, told, aside)
        except ArtefactError as error:
            raise ArtefactError(f"{entry.id}: {error}") from error
        changed = _changed(told, text, name)
        if not changed:
            return f"{name}.md", text
        aside.update(changed)
    raise ArtefactError(f"{entry.id}: can't be written as a note; {', '.join(sorted(changed))} would not come back.")


def write_vault(entries: Iterable[LoreEntry]) -> dict[str, str]:
    """Return the notes of entries by file name; no two names differ by case only.

    Raises:
        ArtefactError: an entry can't be kept, see `write_note`.
    """
    notes: dict[str, str] = {}
    taken: set[str] = set()
    for entry in entries:
        name, text = write_note(entry)
        stem = name.removesuffix(".md")
        free = next(name for name in chain([stem], (f"{stem}-{number}" for number in count(2))) if name not in taken)
        taken.add(free)
        notes[f"{free}.md"] = text
    return notes


def _written(entry: LoreEntry, told: Mapping[str, Any], aside: Mapping[str, int]) -> str:
    """Return the note; what is counted in `aside` stands apart: a text first in the front matter, then as JSON."""
    data: dict[str, Any] = {} if aside.get("extra") else dict(told["extra"])
    data = {"id": entry.id, "title": entry.title, "kind": entry.kind} | data
    data |= {key: told[key] for key in ("aliases", "keys", "relations") if told[key]}
    data |= (
        {"facts": [{k: v for k, v in fact.items() if v is not None} for fact in told["facts"]]} if entry.facts else {}
    )
    if activation := entry.activation.model_dump(mode="json", exclude_defaults=True):
        data["activation"] = activation
    data |= {
        key: told[key] for key, usual in (("enabled", True), ("priority", 0), ("always", False)) if told[key] != usual
    }
    exact = {key: told[key] for key, times in aside.items() if times > (key == "text")}
    data = {key: value for key, value in data.items() if key not in exact}
    if exact:
        data[EXACT] = dumps(exact, ensure_ascii=False)
    if aside.get("text") == 1:
        data["text"] = entry.text
    return join_front_matter(data, "" if aside.get("text") else entry.text)


def _changed(told: Mapping[str, Any], text: str, name: str) -> set[str]:
    """Return the fields that are not the same when the note is read again; all of them if it can't be read."""
    try:
        data, body = split_front_matter(text, name)
    except ArtefactError:
        return set(told)
    found = list(read_entry(note(data, body, name), Source(file=name), name=name))
    if len(found) != 1 or not isinstance(found[0], LoreEntry):
        return set(told)
    back = found[0].model_dump(mode="json", by_alias=True, exclude={"source"})
    return {key for key in told if dumps(told[key], sort_keys=True) != dumps(back[key], sort_keys=True)}


def _stem(name: str) -> str:
    """Return a file name without an ending: letters, digits and hyphens, no device's name, none that is passed over."""
    stem = unicodedata.normalize("NFC", slug(name)).encode()[:_LONGEST_STEM].decode(errors="ignore")
    return f"lore-{stem}" if _DEVICE.fullmatch(stem) or not is_lore_name(f"{stem}.md") else stem
