"""Arcweave: ``project.json``, with components (the things of the world), elements (passages) and how they connect.

Components become what the folder they are in speaks of (Characters, Locations, Items …), their attributes facts or
text; elements become events that feature components and lead to each other. Notes are entries, variables are one.
What is on the boards otherwise is kept in the entry of the project. No script of Arcweave's is run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from storyteller_agents.lore.clean import clean_line, clean_text
from storyteller_agents.lore.entry import LoreEntry, Problem, Source, read_entry, shown
from storyteller_agents.lore.sources.arcweave_project import SECTIONS, TOLD, Project, is_folder, project_of
from storyteller_agents.lore.sources.documents import load_json, looks_like_json
from storyteller_agents.lore.sources.kind_words import kind_of
from storyteller_agents.lore.sources.loose import list_of, map_of
from storyteller_agents.lore.sources.rich_text import html_text
from storyteller_agents.lore.sources.source import LoreReader

KIND = "arcweave"
_LONG = 100
"""Attributes with longer texts are no facts."""
_TELLING = frozenset(
    "about backstory background bio biography description details history lore story summary text".split()
)

Found = Iterator[LoreEntry | Problem]


class Arcweave(LoreReader):
    """A project that was exported from Arcweave as JSON."""

    kind: ClassVar[str] = KIND

    def matches(self, path: Path) -> bool:
        """A JSON object with elements and components by id, and more of Arcweave's sections, in a file or under ``project``."""
        if not looks_like_json(path):
            return False
        data = project_of(load_json(path).data)
        sections = [data.get(name) for name in ("elements", "components")]
        whole = all(isinstance(section, Mapping) or section == [] for section in sections)
        others = sum(name in data for name in SECTIONS) - len(sections)
        things = [one for section in sections for one in list(map_of(section).values())[:20]]
        return whole and others >= 2 and 2 * sum(isinstance(one, Mapping) for one in things) >= len(things)

    def read(self, path: Path) -> Found:
        """Yield the entries of components, elements and notes, one for the variables, and one for the project."""
        document = load_json(path)
        for name in document.repeated:
            yield Problem(Source(file=path.name), f"the key {shown(name)} stands twice; only the last one is read")
        project = Project(project_of(document.data), path.name)
        yield from project.problems
        for section, read in (("components", _component), ("elements", _element), ("notes", _note)):
            for name, one in project[section].items():
                if not is_folder(one):
                    yield from read(project, name, one)
        yield from _variables(project)
        yield from _project(project)


def _component(project: Project, name: str, one: Mapping[str, Any]) -> Found:
    source = project.source("components", name)
    yield from _missing(project, source, one, "attributes")
    folders = project.folders("components", name)
    facts, text, relations = _attributes(project, name, one)
    data = {
        "kind": kind_of(reversed(folders)) or "other",
        "text": text,
        "facts": facts,
        "relations": relations,
        f"{KIND}.folders": folders,
    }
    yield from _entry(project, "components", name, data, project.title("components", name))


def _element(project: Project, name: str, one: Mapping[str, Any]) -> Found:
    source = project.source("elements", name)
    for field in ("components", "attributes", "outputs"):
        yield from _missing(project, source, one, field)
    facts, text, relations = _attributes(project, name, one)
    content = project.text(name, one, "content")
    leads = project.leads(name, one)
    features = [("features", "components", item) for item in list_of(one.get("components")) if isinstance(item, str)]
    followed = [("leads to", "elements", lead.to) for lead in leads if lead.to != name]
    data = {
        "kind": "event",
        "text": "\n\n".join(part for part in (content, text) if part),
        "facts": facts,
        "relations": _related(project, [*features, *followed]) + relations,
        f"{KIND}.board": project.board("elements", name),
        f"{KIND}.connections": dict(project.outputs(name, one)),
        f"{KIND}.leads": [
            {"to": project.entry_id("elements", lead.to), "label": lead.label, "condition": lead.condition}
            for lead in leads
        ],
    }
    yield from _entry(project, "elements", name, data, project.title("elements", name) or clean_line(content)[:80])


def _note(project: Project, name: str, one: Mapping[str, Any]) -> Found:
    content = project.text(name, one, "content")
    if content:  # empty ones stay with the project
        data = {"text": content, f"{KIND}.board": project.board("notes", name)}
        yield from _entry(project, "notes", name, data, f"Note: {clean_line(content)[:80]}")


def _entry(project: Project, section: str, name: str, data: dict[str, Any], title: str) -> Found:
    one = project[section][name]
    extra = {
        KIND: one,
        f"{KIND}.attributes": project.attributes(name, one),
        f"{KIND}.contents": project.content(name),
    }
    filled = {key: value for key, value in {**data, **extra}.items() if value}
    identity = {
        "id": project.entry_id(section, name),
        "title": (title or f"{section.removesuffix('s').title()} {name}")[:500],
    }
    yield from read_entry({**identity, **filled}, project.source(section, name), name=name)


def _missing(project: Project, source: Source, one: Mapping[str, Any], field: str) -> Iterator[Problem]:
    """Yield a problem for each thing that is referred to and isn't there, or is no reference at all."""
    section = "connections" if field == "outputs" else field
    items = one.get(field)
    if items is not None and not isinstance(items, list):
        yield Problem(source, f"found {shown(items)}; allowed: a list of ids", field)
    for item in list_of(items):
        if not isinstance(item, str) or item not in project[section]:
            yield Problem(source, f"found {shown(item)}; allowed: an id that is in {section}", field)


def _attributes(
    project: Project, name: str, one: Mapping[str, Any]
) -> tuple[list[dict[str, str]], str, list[dict[str, str]]]:
    """Return what a thing's attributes say: facts, text, and relations to components."""
    facts: list[dict[str, str]] = []
    texts: list[tuple[str, str]] = []
    related: list[tuple[str, str, str]] = []
    for item, attribute in project.attributes(name, one).items():
        label = clean_line(project.text(item, attribute, "name"))
        value = map_of(attribute.get("value"))
        related += [(label, "components", to) for to in list_of(value.get("data")) if isinstance(to, str)]
        text = _plain_value(project, item, value)
        if not clean_line(text) or not label:
            continue
        if len(text) > _LONG or "\n" in text or set(label.casefold().split()) & _TELLING:
            texts.append((label, text))
        else:
            facts.append({"attribute": label, "value": text})
    told = {label for label, _ in texts if set(label.casefold().split()) & _TELLING or len(texts) == 1}
    first = [text for label, text in texts if label in told and len(told) == 1]
    rest = [f"{label}: {text}" for label, text in texts if label not in told or len(told) > 1]
    return facts, "\n\n".join([*first, *rest]), _related(project, related)


def _plain_value(project: Project, item: str, value: Mapping[str, Any]) -> str:
    data = value.get("data")
    if isinstance(data, bool):
        return str(data).lower()
    if isinstance(data, int | float):
        return str(data)
    if isinstance(data, str):
        return clean_text(data).strip() if value.get("plain") is True else html_text(data)
    return project.text(item, {}, "value")


def _related(project: Project, found: list[tuple[str, str, str]]) -> list[dict[str, str]]:
    pairs = {(kind or "related to", project.entry_id(section, name)): None for kind, section, name in found}
    return [{"to": to, "kind": kind} for kind, to in pairs if to]


def _variables(project: Project) -> Found:
    """Yield one entry with the project's variables, and with the attributes of its boards, which are variables too."""
    lines = []
    for name, one in project["variables"].items():
        if not is_folder(one):
            where = project.title("boards", str(one.get("cId")))
            lines.append(_variable(where, one.get("name") or name, one.get("type"), one.get("value")))
    for name, one in project["boards"].items():
        for attribute in project.attributes(name, one).values():
            value = map_of(attribute.get("value"))
            where = project.title("boards", name) or name
            lines.append(_variable(where, attribute.get("name"), value.get("type"), value.get("data")))
    if lines:
        data = {
            "id": f"{project.prefix}-variables",
            "kind": "concept",
            "title": f"Variables of {clean_line(project.name)}"[:500] if project.name else "Variables",
            "text": "\n".join(map(clean_line, lines)),
            KIND: {"variables": project["variables"]},
        }
        yield from read_entry(data, project.source("variables"), name="variables")


def _variable(where: str, name: Any, kind: Any, value: Any) -> str:
    shown_value = str(value).lower() if isinstance(value, bool) else value
    return f"{f'{where}.' if where else ''}{name} ({kind}): {shown_value}"


def _project(project: Project) -> Found:
    """Yield one entry with all that is in no other: boards, connections, branches, conditions, assets, folders."""
    owners = {name for section in TOLD for name in project[section] if project.entry_id(section, name)}
    notes = {name: one for name, one in project["notes"].items() if not project.text(name, one, "content")}
    rest = {
        "attributes": {name: one for name, one in project["attributes"].items() if str(one.get("cId")) not in owners},
        "contents": {name: one for name, one in map_of(project.data.get("contents")).items() if name not in owners},
        "components": {name: one for name, one in project["components"].items() if name not in owners},
        "notes": notes,
    }
    kept = {key: value for key, value in project.data.items() if key not in {"elements", *rest}} | rest
    data = {
        "id": f"{project.prefix}-project",
        "title": f"{clean_line(project.name)[:400] or 'Arcweave'} (project)",
        "enabled": False,
        KIND: {key: value for key, value in kept.items() if value},
    }
    yield from read_entry(data, project.source("project"), name="project")
