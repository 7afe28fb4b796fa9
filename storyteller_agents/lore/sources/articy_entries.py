"""Entries out of an articy:draft export: one an object, one for the variables, one for the project itself.

Each object is kept in ``extra["articy"]`` as it was; beside it stand the lines of a dialogue, the objects that are
parts of it, the folders it lies in, and all that the localization says of its texts, in every language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import LoreEntry, Problem, Source, read_entry, shown, slug
from storyteller_agents.lore.sources.articy_export import Export, reference
from storyteller_agents.lore.sources.articy_flow import lines_of
from storyteller_agents.lore.sources.articy_objects import Objects, StoryObject
from storyteller_agents.lore.sources.kind_words import kind_of
from storyteller_agents.lore.sources.loose import list_of, map_of

KIND = "articy"
_KINDS = {"Location": "place", "Zone": "place", "Spot": "place", "Dialogue": "event", "FlowFragment": "event"}
_SHORT = 100
"""Longer values of a template's properties are text, not facts."""
_EXACT = 1e15

Found = Iterator[LoreEntry | Problem]


def read_export(export: Export) -> Found:
    """Yield the entries of an export, and what is wrong with it or with some of its objects."""
    objects = Objects(export)
    yield from export.problems
    yield from objects.problems
    strangers: set[str] = set()
    for one in objects:
        yield from _read_object(objects, one, strangers)
    yield from _read_variables(objects)
    yield from _read_project(objects)
    yield from export.unknown_texts()


def _read_object(objects: Objects, one: StoryObject, strangers: set[str]) -> Found:
    node = f"{one.type} {one.name}".strip() if one.name != one.where else one.where
    source = Source(file=objects.export.file, node=node)
    for key in ("DisplayName", "Text"):
        if isinstance(one.properties.get(key), Mapping | list | bool):
            yield Problem(source, f"found {shown(one.properties[key])}; allowed: text", key)
    lines = lines_of(objects, one)
    for name in dict.fromkeys(line["speaker id"] for line in lines if "speaker id" in line and "speaker" not in line):
        if name not in strangers:
            strangers.add(name)
            yield Problem(
                source, f"found {shown(name)}, which is not in this export; allowed: an object's id", "Speaker"
            )
    yield from read_entry(_entry(objects, one, lines), source, name=one.entry_id)


def _entry(objects: Objects, one: StoryObject, lines: list[dict[str, str]]) -> dict[str, Any]:
    facts, paragraphs = _template(objects, one)
    title = objects.title(one)
    folders = objects.folders(one)
    extra = {
        f"{KIND}.folders": folders,
        f"{KIND}.lines": lines,
        f"{KIND}.inside": [inner.raw for inner in one.inside],
        f"{KIND}.texts": _records(objects.export, [one, *one.inside]),
    }
    return {
        "id": one.entry_id,
        "kind": _kind(objects.export, one, folders),
        "title": title,
        "text": "\n\n".join(part for part in (objects.text(one, "Text"), *paragraphs, _dialogue(lines)) if part),
        "aliases": _aliases(objects, one, title),
        "relations": _relations(objects, one, lines),
        "facts": facts,
        KIND: one.raw,
        **{key: value for key, value in extra.items() if value},
    }


def _dialogue(lines: list[dict[str, str]]) -> str:
    """Return the lines as ``Speaker: line``; a line without text is what stands in the menu."""
    said = [(line.get("speaker"), line.get("text") or line.get("menu text")) for line in lines]
    return "\n".join(f"{speaker}: {text}" if speaker else text for speaker, text in said if text)


def _kind(export: Export, one: StoryObject, folders: list[str]) -> str:
    if one.cls not in {"Entity", ""}:
        return _KINDS.get(one.cls, "other")
    names = [name for name in export.types.names(one.type) if name != "Entity"]
    return kind_of([*names, *one.template, *reversed(folders)]) or "other"


def _aliases(objects: Objects, one: StoryObject, title: str) -> list[str]:
    """Return the names in other languages, and an external id if it is made of words."""
    key = one.properties.get("DisplayName")
    texts = objects.export.texts.by_language(key) if isinstance(key, str) else {}
    names = [clean_line(name)[:500] for name in texts.values()]
    external = clean_line(objects.text(one, "ExternalId"))
    if any(letter.islower() for letter in external) and all(sign.isalpha() or sign in " '’.-" for sign in external):
        names.append(external)
    return [name for name in dict.fromkeys(names) if name and name != title]


def _template(objects: Objects, one: StoryObject) -> tuple[list[dict[str, str]], list[str]]:
    """Return what the template's properties say: short values as facts, long ones as paragraphs."""
    facts: list[dict[str, str]] = []
    paragraphs: list[str] = []
    for feature, values in one.template.items():
        for name, value in values.items():
            kind = objects.export.types.property_type(one.type, feature, name)
            key = f"{one.properties.get('TechnicalName')}.{feature}.{name}"
            attribute, text = clean_line(name), _value(objects.export, kind, key, value)
            if not clean_line(text) or not attribute or kind.startswith("Script"):
                continue
            if len(text) <= _SHORT and "\n" not in text:
                facts.append({"attribute": attribute, "value": text})
            else:
                paragraphs.append(f"{attribute}: {text}")
    return facts, paragraphs


def _value(export: Export, kind: str, key: str, value: Any) -> str:
    """Return a property's value as text; empty for references, lists and nothing."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        whole = abs(value) < _EXACT and value == int(value)
        return export.types.choice(kind, value) or str(int(value) if whole else value)
    is_reference = (
        isinstance(value, str) and len(value) == 18 and value.startswith("0x") and slug(value) == value.lower()
    )
    return "" if is_reference else export.text(value, key).strip()


def _relations(objects: Objects, one: StoryObject, lines: list[dict[str, str]]) -> list[dict[str, str]]:
    pairs: list[tuple[str, Any]] = [("part of", one.properties.get("Parent"))]
    pairs += [("Speaker", line["speaker id"]) for line in lines if "speaker id" in line]
    pairs += [("Link", inner.properties.get("Target")) for inner in one.inside if inner.cls == "Link"]
    for values in (one.properties, *one.template.values()):
        for name, value in values.items():
            if name not in {"Id", "Parent"}:
                pairs += [(clean_line(name), item) for item in (value if isinstance(value, list) else [value])]
    found = {(kind or "related to", objects.target(value, one)): None for kind, value in pairs if reference(value)}
    return [{"to": to, "kind": kind} for kind, to in found if to]


def _records(export: Export, objects: list[StoryObject]) -> dict[str, Any]:
    """Return what the localization says of the keys in these objects."""
    values = (value for one in objects for part in (one.properties, *one.template.values()) for value in part.values())
    return {value: export.texts.record(value) for value in values if isinstance(value, str) and value in export.texts}


def _read_variables(objects: Objects) -> Found:
    """Yield one entry with the variables of the whole project."""
    export = objects.export
    if not export.first or not export.variables:
        return
    source = Source(file=export.file, node="GlobalVariables")
    if not isinstance(export.variables, list):
        yield Problem(source, f"found {shown(export.variables)}; allowed: a list of namespaces")
    lines = []
    for space in list_of(export.variables):
        rows = map_of(space).get("Variables")
        if not isinstance(rows, list):
            yield Problem(source, f"found {shown(rows)} as Variables; allowed: a list of variables")
        for one in map(map_of, list_of(rows)):
            name = f"{map_of(space).get('Namespace')}.{one.get('Variable')} ({one.get('Type')})"
            about = f" – {one['Description']}" if one.get("Description") else ""
            lines.append(clean_line(f"{name}: {one.get('Value')}{about}"))
    data = {
        "id": objects.free_id("global-variables"),
        "kind": "concept",
        "title": f"Global variables of {export.name}"[:500] if export.name else "Global variables",
        "text": "\n".join(lines),
        KIND: {"GlobalVariables": export.variables},
    }
    yield from read_entry(data, source, name="global-variables")


def _read_project(objects: Objects) -> Found:
    """Yield one entry with what belongs to no other: settings, languages, packages, folders, assets."""
    export = objects.export
    rest = {key: value for key, value in export.rest.items() if value and (export.first or key == "Packages")}
    if not rest and not objects.shelved:
        return
    about = map_of(rest.get("Project")).get("DetailName")
    text = about if isinstance(about, str) else ""
    data = {
        "id": objects.free_id(slug(export.file.removesuffix(".json"))[:90]),
        "title": f"{export.name[:400] or 'articy:draft'} (project)",
        "text": text,
        "enabled": bool(clean_line(text)),
        KIND: {**rest, "Objects": objects.shelved},
    }
    yield from read_entry(data, Source(file=export.file, node="Project"), name="project")
