"""An Arcweave project as its JSON export has it: sections of things by id, which refer to each other by id.

What is asked for here: the texts of a thing, in one language or in several; the folder or board that it is in; where
an element leads to, through jumpers and branches; short ids. Making entries of it is not done here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import Problem, Source, shown, slug
from storyteller_agents.lore.sources.loose import list_of, map_of
from storyteller_agents.lore.sources.rich_text import html_text

SECTIONS = (
    "boards",
    "notes",
    "elements",
    "jumpers",
    "connections",
    "branches",
    "components",
    "attributes",
    "assets",
    "variables",
    "conditions",
)
TOLD = ("components", "elements", "notes")
"""The sections of which each thing becomes an entry."""

_SHORT = 8


class Lead(NamedTuple):
    """A way from one element to another: its label, and the condition of the branch that it passes, if any."""

    to: str
    label: str
    condition: str


def project_of(data: Any) -> Mapping[str, Any]:
    """Return the project in a file: the whole of it, or what stands under ``project`` as Arcweave's web API has it."""
    inner = map_of(data).get("project")
    return inner if isinstance(inner, Mapping) and "elements" in inner else map_of(data)


def is_folder(one: Mapping[str, Any]) -> bool:
    """Whether a component, a board or a variable is a folder of others."""
    return "children" in one or bool(one.get("root"))


class Project:
    """A project, read from the data of a file.

    Attributes:
        name: the project's title.
        problems: what is wrong with its sections.
    """

    def __init__(self, data: Mapping[str, Any], file: str) -> None:
        self.data = data
        self.file = file
        self.name = html_text(data["name"]) if isinstance(data.get("name"), str) else ""
        self.prefix = slug(self.name or "arcweave")[:80]
        self.problems: list[Problem] = []
        self._sections = {name: dict(self._section(name)) for name in SECTIONS}
        self._contents = map_of(data.get("contents"))
        self._languages = [str(map_of(one).get("iso")) for one in list_of(data.get("locales"))]
        self._ids = self._short_ids()
        self._above = {
            (name, child): parent
            for name in ("components", "boards")
            for parent, one in self[name].items()
            for child in list_of(one.get("children"))
            if isinstance(child, str)
        }
        self._board = {
            (name, item): board
            for board, one in self["boards"].items()
            for name in TOLD
            for item in list_of(one.get(name))
            if isinstance(item, str)
        }
        self._owned: dict[str, list[str]] = {}
        for name, one in self["attributes"].items():
            self._owned.setdefault(str(one.get("cId")), []).append(name)
        self._outputs: dict[str, list[str]] = {}
        for name, one in self["connections"].items():
            self._outputs.setdefault(str(one.get("sourceid")), []).append(name)

    def __getitem__(self, section: str) -> dict[str, Mapping[str, Any]]:
        return self._sections[section]

    def source(self, section: str, name: str = "") -> Source:
        """Return where a thing stands."""
        return Source(file=self.file, node=f"{section} {name}".strip())

    def entry_id(self, section: str, name: str) -> str:
        """Return the id of the entry of a thing: the project's name and the beginning of its own id."""
        return self._ids.get((section, name), "")

    def text(self, name: str, one: Mapping[str, Any], field: str) -> str:
        """Return a text of a thing; of several languages English, or else the first one."""
        value = one.get(field)
        if isinstance(value, str):
            return html_text(value)
        texts = {
            language: text if isinstance(text, str) else map_of(text).get("text")
            for language, text in map_of(self.content(name).get(field)).items()
        }
        found = {language: text for language, text in texts.items() if isinstance(text, str) and text.strip()}
        best = min(found, key=self._rank, default="")
        return html_text(found[best]) if found else ""

    def content(self, name: str) -> Mapping[str, Any]:
        """Return the texts of a thing in all languages, as the export has them."""
        return map_of(self._contents.get(name))

    def title(self, section: str, name: str) -> str:
        """Return the name or title of a thing as one line."""
        one = self[section].get(name, {})
        return clean_line(self.text(name, one, "title" if section == "elements" else "name"))

    def folders(self, section: str, name: str) -> list[str]:
        """Return the names of the folders that a component or a board is in, the outermost first."""
        found: list[str] = []
        seen = {name}
        above = self._above.get((section, name))
        while above is not None and above not in seen:
            seen.add(above)
            if not self[section][above].get("root"):
                found.append(self.title(section, above))
            above = self._above.get((section, above))
        return [folder for folder in found[::-1] if folder]

    def board(self, section: str, name: str) -> str:
        """Return the name of the board that a thing is on."""
        return self.title("boards", self._board.get((section, name), ""))

    def attributes(self, name: str, one: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
        """Return the attributes of a thing: those that it lists, then those that say they are its own."""
        listed = [item for item in list_of(one.get("attributes")) if isinstance(item, str)]
        own = self._owned.get(name, ())
        return {item: self["attributes"][item] for item in [*listed, *own] if item in self["attributes"]}

    def outputs(self, name: str, one: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
        """Return the connections that begin at a thing."""
        listed = [item for item in list_of(one.get("outputs")) if isinstance(item, str)]
        return {
            item: self["connections"][item]
            for item in [*listed, *self._outputs.get(name, ())]
            if item in self["connections"]
        }

    def leads(self, name: str, one: Mapping[str, Any]) -> list[Lead]:
        """Return the ways from an element to other elements, through jumpers and branches."""
        found: list[Lead] = []
        seen: set[str] = set()
        pending = [(item, "", "") for item in reversed(self.outputs(name, one))]
        while pending:
            item, label, condition = pending.pop()
            connection = self["connections"].get(item)
            if connection is None or item in seen:
                continue
            seen.add(item)
            label = " / ".join(part for part in (label, clean_line(self.text(item, connection, "label"))) if part)
            target = str(connection.get("targetid"))
            target = str(self["jumpers"][target].get("elementId")) if target in self["jumpers"] else target
            if target in self["elements"]:
                found.append(Lead(target, label, condition))
            for way in reversed(self._conditions(target)):
                script = map_of(self["conditions"].get(way)).get("script")
                further = clean_line(html_text(script)) if isinstance(script, str) else ""
                both = " and ".join(part for part in (condition, further) if part)
                ends = [map_of(self["conditions"].get(way)).get("output"), *self._outputs.get(way, ())]
                pending += [(end, label, both) for end in ends if isinstance(end, str)]
        return found

    def _conditions(self, branch: str) -> list[str]:
        """Return the conditions of a branch, in the order in which they are tried."""
        parts = map_of(map_of(self["branches"].get(branch)).get("conditions"))
        several = list_of(parts.get("elseIfConditions"))
        found = [parts.get("ifCondition"), *several, parts.get("elseCondition")]
        return [name for name in found if isinstance(name, str)]

    def _section(self, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield what is in a section; an empty one may be a list, as PHP writes it."""
        section = self.data.get(name)
        if section is not None and section != [] and not isinstance(section, Mapping):
            self.problems.append(Problem(self.source(name), f"found {shown(section)}; allowed: a mapping by id"))
        for key, one in map_of(section).items():
            if isinstance(one, Mapping):
                yield key, one
            else:
                self.problems.append(Problem(self.source(name, key), f"found {shown(one)}; allowed: a mapping"))

    def _rank(self, language: str) -> tuple[bool, bool, int]:
        folded = language.casefold().replace("_", "-")
        listed = self._languages.index(language) if language in self._languages else len(self._languages)
        return folded != "en", not folded.startswith("en-"), listed

    def _short_ids(self) -> dict[tuple[str, str], str]:
        """Return ids made of the beginnings of the long ones; those that begin alike keep the whole."""
        names = [(section, name) for section in TOLD for name, one in self[section].items() if not is_folder(one)]
        times = Counter(slug(name)[:_SHORT] for _, name in names)
        found: dict[tuple[str, str], str] = {}
        taken = {"project", "variables"}
        for section, name in names:
            whole = slug(name)
            short = whole[: _SHORT if times[whole[:_SHORT]] == 1 else 60]
            number = len(taken)
            while short in taken:
                short, number = f"{whole[:60]}-{section}-{number}", number + 1
            taken.add(short)
            found[section, name] = f"{self.prefix}-{short}"
        return found
