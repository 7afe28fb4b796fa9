"""The objects of an articy:draft export, found by id, with what can be told of each: title, text, folders, references.

Some objects are only parts of others: lines of dialogue, hubs, jumps, conditions, instructions, comments, links and
the pictures of a map belong to the object they stand in. Assets and folders are on a shelf of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import Problem, Source, shown, slug
from storyteller_agents.lore.sources.articy_export import Export, reference
from storyteller_agents.lore.sources.loose import map_of

_INSIDE = frozenset("DialogueFragment Hub Jump Condition Instruction Comment Link LocationImage".split())
_SHELVED = frozenset({"Asset", "UserFolder"})


@dataclass
class StoryObject:
    """One object.

    Attributes:
        name: its id, or where it stands if it has none of its own; `where` is always the latter.
        type: what the export calls it; `cls` is the built-in class behind that, empty if nobody knows.
        inside: those that are parts of it.
    """

    name: str
    entry_id: str
    type: str
    cls: str
    raw: Mapping[str, Any]
    where: str
    inside: list[StoryObject] = field(default_factory=list)

    @property
    def properties(self) -> Mapping[str, Any]:
        """What every object of its class has."""
        return map_of(self.raw.get("Properties"))

    @property
    def template(self) -> dict[str, Mapping[str, Any]]:
        """What its template adds: properties by feature."""
        return {feature: map_of(values) for feature, values in map_of(self.raw.get("Template")).items()}

    @property
    def parent(self) -> str:
        """The id of the object it stands in."""
        return reference(self.properties.get("Parent"))

    @property
    def own(self) -> bool:
        """Whether it stands for itself, and is not a part of another one."""
        return self.cls not in _INSIDE and self.cls not in _SHELVED


class Objects:
    """All objects of an export.

    Attributes:
        problems: what is wrong with some.
        shelved: assets, folders and what is no object, as they were.
    """

    def __init__(self, export: Export) -> None:
        self.export = export
        self.problems: list[Problem] = []
        self.shelved: list[Any] = []
        self._all: dict[str, StoryObject] = {}
        self._below: dict[str, list[StoryObject]] = {}
        self._taken: dict[str, int] = {}
        for where, raw in export.objects:
            self._take(where, raw)
        self._loose: dict[str, StoryObject] = {}
        self._put_inside()

    def __iter__(self) -> Iterator[StoryObject]:
        """Those that stand for themselves; last, stand-ins for what holds parts and isn't in this export."""
        return (one for one in [*self._all.values(), *self._loose.values()] if one.own)

    def get(self, name: str) -> StoryObject | None:
        """Return the object of this id, of any class."""
        return self._all.get(name)

    def below(self, one: StoryObject) -> dict[str, StoryObject]:
        """Return what stands directly in an object, by id, in the order of the file."""
        return {node.name: node for node in one.inside if node.parent == one.name} | {
            node.name: node for node in self._below.get(one.name, ()) if node.own
        }

    def free_id(self, name: str) -> str:
        """Return an id for an entry, with a number at its end if it is taken."""
        wanted = f"{self.export.prefix}-{name}"[:180]
        number = self._taken.get(wanted, 0) + 1
        self._taken[wanted] = number
        return wanted if number == 1 else self.free_id(f"{name[:60]}-{number}")

    def holder(self, one: StoryObject | None) -> StoryObject | None:
        """Return the object that stands for itself and that this one is, or is a part of."""
        seen: set[str] = set()
        while one and not one.own:
            if one.name in seen:
                return None
            seen.add(one.name)
            one = self._all.get(one.parent) or self._loose.get(one.parent)
        return one

    def target(self, value: Any, of: StoryObject) -> str:
        """Return the id of the entry that a reference leads to; empty if that is the same one, or none at all."""
        name = reference(value)
        if name and name not in self._all and self.export.name_elsewhere(name):
            return f"{self.export.prefix}-{_id_part(name)}"[:180]
        holder = self.holder(self._all.get(name))
        return holder.entry_id if holder and holder is not of else ""

    def text(self, one: StoryObject, key: str) -> str:
        """Return one of an object's properties as text."""
        return self.export.text(one.properties.get(key), f"{one.properties.get('TechnicalName')}.{key}")

    def title(self, one: StoryObject) -> str:
        """Return the display name; failing that, the first words or whatever else tells it from others."""
        names = (
            clean_line(self.text(one, "DisplayName")),
            clean_line(self.text(one, "Text"))[:80],
            clean_line(str(one.properties.get("TechnicalName") or "")),
        )
        return next((name for name in names if name), f"{one.type or 'Object'} {one.name}")[:500]

    def folders(self, one: StoryObject) -> list[str]:
        """Return the names of the folders that an object lies in, the outermost first."""
        found: list[str] = []
        seen: set[str] = set()
        above = self._all.get(one.parent)
        while above and above.name not in seen:
            seen.add(above.name)
            if above.cls == "UserFolder":
                found.append(self.title(above))
            above = self._all.get(above.parent)
        return found[::-1]

    def _take(self, where: str, raw: Any) -> None:
        source = Source(file=self.export.file, node=where)
        if not isinstance(raw, Mapping) or not isinstance(raw.get("Properties"), Mapping):
            message = f"found {shown(raw)} without Properties; allowed: an object with Type and Properties"
            self.problems.append(Problem(source, message))
            self.shelved.append(raw)
            return
        type_name = clean_line(str(raw["Type"])) if isinstance(raw.get("Type"), str) else ""
        name = reference(raw["Properties"].get("Id"))
        known = self._all.get(name)
        if known and known.raw == raw:
            return  # it is in two packages
        if not name:
            found = shown(raw["Properties"].get("Id"))
            self.problems.append(Problem(source, f"found {found}; allowed: an object's id", "Id"))
        if known:
            message = f"found {shown(name)}, which {known.where} has too; allowed: an id of its own"
            self.problems.append(Problem(source, message, "Id"))
        key = name if name and not known else where
        cls = self.export.types.class_of(type_name, raw["Properties"])
        one = StoryObject(key, self.free_id(_id_part(name or where)), type_name, cls, raw, where)
        self._all[key] = one
        self._below.setdefault(one.parent, []).append(one)

    def _put_inside(self) -> None:
        """Give each part to what it stands in, or to a stand-in if that isn't here."""
        for one in self._all.values():
            if one.cls in _SHELVED:
                self.shelved.append(one.raw)
            elif not one.own:
                holder = self.holder(one)
                if holder is None:
                    holder = self._loose[one.parent] = self._stand_in(one.parent)
                holder.inside.append(one)

    def _stand_in(self, name: str) -> StoryObject:
        title = self.export.tree.get(name, ("", ""))[1] or "Loose nodes"
        entry_id = self.free_id(f"{_id_part(name or 'loose')}-nodes")
        raw = {"Properties": {"DisplayName": title, "Id": name}}
        return StoryObject(name, entry_id, "FlowFragment", "FlowFragment", raw, f"what stands in {name or 'nothing'}")


def _id_part(name: str) -> str:
    return slug(name).removeprefix("0x")[:90]
