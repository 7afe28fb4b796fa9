"""KoboldAI's world info: in the saves of KoboldAI, KoboldAI United and KoboldAI Lite, and exported on its own.

Formats: ``worldinfo`` is a list whose records have comma-separated keys (KoboldAI, Lite); ``worldinfo_v2`` has folders
and entries by number (United, which keeps a copy in the older form beside it). United exports those two alone, and
tools pass bare lists on. A key counts wherever its letters stand, within words too. What is known goes into the
entry's fields, the record as a whole into ``extra["koboldai"]``, and the rest of the save into the first entry's
``koboldai.book``, of which long parts are named and left in the file. This module does not read the story of a save.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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

KIND = "koboldai"

_SAVE = {"gamestarted", "prompt", "actions", "memory", "authorsnote"}
_SETTINGS = ("savedsettings", "savedaestheticsettings")

Found = Iterator[LoreEntry | Problem]


@dataclass(frozen=True)
class _Save:
    """What a file holds: records in the older and the newer form, names of folders, and the rest."""

    older: Any
    newer: Any
    folders: Mapping[str, Any]
    rest: Mapping[str, Any]
    case_sensitive: bool = False


class KoboldWorldInfo(LoreReader):
    """World info of the KoboldAI family."""

    kind: ClassVar[str] = KIND

    def matches(self, path: Path) -> bool:
        """JSON that has world info where KoboldAI keeps it; not SillyTavern's, whose entries have no manual text."""
        return looks_like_json(path) and _save(load_json(path).data) is not None

    def read(self, path: Path) -> Found:
        """Yield the entries; those that stand in both forms come once, and blank places of folders not at all."""
        document = load_json(path)
        for name in document.repeated:
            yield Problem(Source(file=path.name), f"the key {shown(name)} stands twice; only the last one is read")
        save = _save(document.data)
        if save is None:
            yield Problem(Source(file=path.name), f"found {shown(document.data)}; allowed: a save with world info")
            return
        rest: dict[str, Any] = {f"{KIND}.book": save.rest} if save.rest else {}
        taken: dict[str, int] = {}
        empty = True
        for source, node, raw in _records(save, path.name):
            empty = False
            if isinstance(raw, Problem):
                yield raw
                continue
            for found in _read(raw, source, fresh_id(path, node, taken), save, rest):
                rest = {} if isinstance(found, LoreEntry) else rest
                yield found
        if empty:
            yield Problem(Source(file=path.name), "the save has no world info; add some in KoboldAI and save it again")


def _save(data: Any) -> _Save | None:
    """Return what a file of one of the forms holds, or None for any other file."""
    if isinstance(data, list):
        return _Save(data, None, {}, {}) if _has(data, {"key", "content", "keysecondary"}) else None
    if not isinstance(data, Mapping):
        return None
    folders, entries = data.get("folders"), data.get("entries")
    if isinstance(folders, Mapping) and isinstance(entries, Mapping):
        rows = list(entries.values())
        mine = _has(rows, {"key", "manual_text"}) or _has(rows, {"key", "wpp"})
        return _Save(None, entries, {}, surroundings(data, without={"entries"})) if mine else None
    older, both = data.get("worldinfo"), data.get("worldinfo_v2")
    newer = both.get("entries") if isinstance(both, Mapping) else None
    is_save = bool(data.keys() & _SAVE)
    if newer is None and not (isinstance(older, list) and (is_save or _has(older, {"key"}, {"content"}))):
        return None
    return _Save(older, newer, _folders(data), _rest(data, both), _case_sensitive(data))


def _has(rows: list[Any], *fields: set[str]) -> bool:
    """Whether one of the first records has all of one set of fields."""
    return any(isinstance(raw, Mapping) and some <= raw.keys() for raw in rows[:20] for some in fields)


def _folders(data: Mapping[str, Any]) -> Mapping[str, Any]:
    folders = data.get("wifolders_d")
    return folders if isinstance(folders, Mapping) else {}


def _rest(data: Mapping[str, Any], both: Any) -> dict[str, Any]:
    """Return the save without its world info; settings of the interface, which can hold a service's key, stay away."""
    rest = surroundings(data, without={"worldinfo", "worldinfo_v2"})
    rest |= {name: "(settings of the interface; they stand in the file)" for name in _SETTINGS if name in data}
    if isinstance(both, Mapping):
        rest["worldinfo_v2"] = surroundings(both, without={"entries"})
    return rest


def _case_sensitive(data: Mapping[str, Any]) -> bool:
    settings = data.get("savedsettings")
    return isinstance(settings, Mapping) and settings.get("case_sensitive_wi") is True


def _records(save: _Save, file: str) -> Iterator[tuple[Source, str, Any]]:
    """Yield each record once, with where it stands and what it is called there."""
    seen: set[tuple[str, ...]] = set()
    newer = dict(enumerate(save.newer, start=1)) if isinstance(save.newer, list) else save.newer
    if newer is not None and not isinstance(newer, Mapping):
        yield _wrong(file, newer, "a mapping of entries", "worldinfo_v2.entries")
        newer = None
    for uid, raw in (newer or {}).items():
        if isinstance(raw, Mapping):
            seen |= {_content(raw, "content"), _content(raw, "manual_text")}
        yield Source(file=file, node=node_of({"uid": uid}, "uid")), str(uid), raw
    if save.older is not None and not isinstance(save.older, list):
        yield _wrong(file, save.older, "a list of entries", "worldinfo")
        return
    for row, raw in enumerate(save.older or [], start=1):
        if isinstance(raw, Mapping):
            copied = newer is not None and _content(raw, "content") in seen
            if copied or (raw.get("init") is False and first_filled(raw, "key", "content", "comment") is None):
                continue
        node = node_of(raw, "uid")
        yield Source(file=file, row=row, node=node), node or str(row), raw


def _wrong(file: str, found: Any, allowed: str, field: str) -> tuple[Source, str, Problem]:
    return Source(file=file), "", Problem(Source(file=file), f"found {shown(found)}; allowed: {allowed}", field)


def _content(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return what a record and its copy in the other form have in common: the keys and the text."""
    keys = raw.get("key")
    joined = ",".join(str(key) for key in keys) if isinstance(keys, list) else str(keys or "")
    return (str(raw.get(name) or ""), *(key.strip() for key in joined.split(",")))


def _read(raw: Any, source: Source, name: str, save: _Save, rest: dict[str, Any]) -> Found:
    if not isinstance(raw, Mapping):
        yield Problem(source, f"found {shown(raw)}; allowed: an entry of world info, with key and content")
        return
    texts = ("content", "manual_text") if raw.get("use_wpp") else ("manual_text", "entry_text", "content")
    keys, text = words(raw.get("key"), split=True), first_filled(raw, *texts)
    title = title_of(first_filled(raw, "title"), keys) or title_of(first_filled(raw, "comment"), None)
    if not keys and text is None and title is None:
        yield Problem(source, "found an entry without key, content and comment; allowed: an entry with one of them")
        return
    asked, barred = (words(raw.get(field), split=True) or [] for field in ("keysecondary", "keyanti"))
    if raw.get("selective") and asked and barred:
        wrong = "found keys that bar the entry beside keysecondary; allowed: one of the two; these don't count"
        yield Problem(source, wrong, "keyanti")
    folder = _folder(raw, save.folders)
    data = {
        "id": name,
        "kind": _kind(raw, folder),
        "title": title,
        "text": text,
        "keys": keys,
        "activation": _activation(raw, asked, barred, case_sensitive=save.case_sensitive),
        "enabled": not raw.get("widisabled"),
        "always": bool(raw.get("constant")) or "constant" in (raw.get("type"), raw.get("wi_type")),
        **({"folder": folder} if folder else {}),
        KIND: raw,
        **rest,
    }
    yield from read_entry(data, source, name=name)


def _activation(raw: Mapping[str, Any], asked: Any, barred: Any, *, case_sensitive: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"whole_words": False, "case_sensitive": case_sensitive}
    if raw.get("selective") and (asked or barred):
        found |= {"secondary": asked} if asked else {"secondary": barred, "logic": "not any"}
    chance = first_filled(raw, "probability")
    return {**found, "probability": chance} if chance else found  # zero counts as not set, as it does there


def _folder(raw: Mapping[str, Any], folders: Mapping[str, Any]) -> str | None:
    """Return the name of the folder or group that an entry is sorted into; it has no effect on its keys."""
    folder = folders.get(str(raw.get("folder")))
    named = folder.get("name") if isinstance(folder, Mapping) else raw.get("folder")
    names = [name for name in (named, raw.get("wigroup")) if isinstance(name, str) and name.strip() and name != "root"]
    return names[0] if names else None


def _kind(raw: Mapping[str, Any], folder: str | None) -> str | None:
    wpp = raw.get("wpp")
    said = [raw.get("type"), raw.get("wi_type"), raw.get("object_type")]
    said += [wpp.get("type")] if isinstance(wpp, Mapping) else []
    if "chatcharacter" in said:
        return "person"
    return next((kind for name in (*said, folder) if (kind := kind_named(name))), None)
