"""An articy:draft export as a whole, put together from its file or files.

Definitions and the hierarchy serve to understand the objects and are not handed on; settings, languages and what else
the files say of the project are, as they stand. Making entries of the objects is not done here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import Problem, Source, shown, slug
from storyteller_agents.lore.sources.articy_files import MANIFEST, files_beside
from storyteller_agents.lore.sources.articy_types import Texts, Types
from storyteller_agents.lore.sources.documents import load_json
from storyteller_agents.lore.sources.loose import list_of, map_of

_PARTS = {"Packages", "ObjectDefinitions", "GlobalVariables", "Hierarchy"}
_LOST = {
    "texts": "its texts are left as keys",
    "definitions": "types and templates are guessed",
    "variables": "the variables are not read",
}
_MOST_UNKNOWN = 5


def reference(value: Any) -> str:
    """Return an object's id in one spelling; an empty text for none, which articy writes as zero."""
    name = clean_line(value).casefold() if isinstance(value, str) else ""
    return name if name.removeprefix("0x").strip("0") else ""


@dataclass
class Export:
    """What an export says, as far as one file of objects is concerned.

    Attributes:
        file: the name of the file with the objects.
        name: the project's; `prefix` begins the ids of its entries.
        objects: what should be objects, each with the words that tell where it stands.
        tree: of each object in the whole project, by id: its parent's id and its technical name.
        rest: what else the files say: settings, project, languages, packages, script methods.
        first: whether this file stands for the project, of which others may hold other packages.
        unknown: keys of texts that are nowhere.
    """

    file: str
    name: str = ""
    prefix: str = "articy"
    objects: list[tuple[str, Any]] = field(default_factory=list)
    types: Types = field(default_factory=lambda: Types(()))
    texts: Texts = field(default_factory=lambda: Texts({}))
    tree: dict[str, tuple[str, str]] = field(default_factory=dict)
    variables: Any = None
    rest: dict[str, Any] = field(default_factory=dict)
    first: bool = True
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def take_about(self, data: Mapping[str, Any]) -> None:
        """Take the project's name, and all that has no place of its own."""
        project = map_of(data.get("Project"))
        self.name = clean_line(str(project.get("Name") or project.get("TechnicalName") or ""))
        technical = clean_line(str(project.get("TechnicalName") or ""))
        self.prefix = slug(technical or self.name or "articy")[:80]
        self.rest = {key: value for key, value in data.items() if key not in _PARTS}

    def text(self, value: Any, key: str) -> str:
        """Return a value as plain text in the preferred language; `key` is what its key would be."""
        if not isinstance(value, str):
            return "" if value is None or isinstance(value, Mapping | list | bool) else str(value)
        if value == key and self.texts.complete and value not in self.texts:
            self.unknown.append(value)
        return self.texts.resolve(value)

    def name_elsewhere(self, name: str) -> str:
        """Return the display name of an object in another package, by the texts of that package."""
        technical = self.tree.get(name, ("", ""))[1]
        key = f"{technical}.DisplayName"
        return self.texts.resolve(key) if technical and key in self.texts else ""

    def add_problem(self, message: str) -> None:
        """Keep what is wrong with the export as a whole."""
        self.problems.append(Problem(Source(file=self.file), message))

    def unknown_texts(self) -> list[Problem]:
        """Return what is to say of the keys that are nowhere."""
        if not self.unknown:
            return []
        names = ", ".join(self.unknown[:_MOST_UNKNOWN])
        message = f"found {len(self.unknown)} keys without a text in the localization ({names}); they are left as keys"
        return [Problem(Source(file=self.file), clean_line(message))]


def load_export(path: Path) -> Export:
    """Return the export that a file with objects belongs to; what is wrong with the other files is told in it.

    Raises:
        ArtefactError: the file itself can't be read.
    """
    document = load_json(path)
    data = map_of(document.data)
    export = Export(path.name)
    for name in document.repeated:
        export.add_problem(f"the key {shown(name)} stands twice; only the last one is read")
    if "Packages" in data:
        _take_whole(export, data)
    else:
        _take_folder(export, data, path)
    return export


def _take_whole(export: Export, data: Mapping[str, Any]) -> None:
    """articy:draft 3: everything is in one file, and the texts are in the objects."""
    export.take_about(data)
    export.types = Types(list_of(data.get("ObjectDefinitions")))
    export.tree = _tree(data.get("Hierarchy"))
    export.variables = data.get("GlobalVariables")
    packages = []
    for at, package in enumerate(list_of(data.get("Packages")), start=1):
        models = map_of(package).get("Models")
        if not isinstance(models, list):
            export.add_problem(f"package {at}, Models: found {shown(models)}; allowed: a list of objects")
        export.objects += [(f"package {at}, object {row}", raw) for row, raw in enumerate(list_of(models), start=1)]
        packages.append({key: value for key, value in map_of(package).items() if key != "Models"})
    export.rest["Packages"] = packages
    if str(map_of(data.get("Settings")).get("set_Localization")).casefold() == "true":
        export.add_problem(
            "the export was made with localization, so its texts are keys of a spreadsheet, which is not read; "
            "export it again with localization switched off"
        )


def _take_folder(export: Export, data: Mapping[str, Any], path: Path) -> None:
    """articy:draft X: this file has the objects of one package, others have the rest."""
    export.objects = [(f"object {row}", raw) for row, raw in enumerate(list_of(data.get("Objects")), start=1)]
    beside = files_beside(path)
    export.first = beside.first
    export.take_about(beside.manifest)
    packages = list_of(beside.manifest.get("Packages"))
    export.rest |= {"Packages": packages} | {key: value for key, value in data.items() if key != "Objects"}
    for message in beside.problems:
        export.add_problem(f"{MANIFEST} {message}")
    for piece, name in beside.missing:
        if piece in _LOST:
            export.add_problem(f"{name}, a part of this export, is missing beside it; {_LOST[piece]}")
    content: dict[str, list[Any]] = {}
    for piece, other in beside.files:
        try:
            content.setdefault(piece, []).append(load_json(other).data)
        except ArtefactError as error:
            reason = clean_line(str(error).removeprefix(str(other)).lstrip(": "))
            lost = _LOST.get(piece, "it is left out")
            export.add_problem(f"{other.name}, a part of this export, can't be read ({reason}); {lost}")
    _take_parts(export, content, [map_of(one).get("CultureName") for one in list_of(beside.manifest.get("Languages"))])


def _take_parts(export: Export, content: Mapping[str, list[Any]], languages: list[Any]) -> None:
    def rows(piece: str, key: str) -> list[Any]:
        return [row for one in content.get(piece, ()) for row in list_of(map_of(one).get(key))]

    export.types = Types(rows("definitions", "ObjectDefinitions"))
    export.texts = _texts(
        [one for piece in ("names", "more texts", "texts") for one in content.get(piece, ())], languages
    )
    export.texts.complete = bool(content.get("texts"))
    for one in content.get("hierarchy", ()):
        export.tree |= _tree(one)
    export.variables = rows("variables", "GlobalVariables")
    if methods := rows("methods", "ScriptMethods"):
        export.rest["ScriptMethods"] = methods


def _texts(files: list[Any], languages: list[Any]) -> Texts:
    """Return the texts of several files: of a key that is in two, say one of voice-over, both records count."""
    records: dict[str, Any] = {}
    for one in files:
        for key, record in map_of(one).items():
            known = records.get(key)
            records[key] = (
                _joined(known, record) if isinstance(known, Mapping) and isinstance(record, Mapping) else record
            )
    return Texts(records, languages)


def _joined(known: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    return dict(known) | {
        key: {**known[key], **value} if isinstance(value, Mapping) and isinstance(known.get(key), Mapping) else value
        for key, value in more.items()
    }


def _tree(root: Any) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    pending = [("", root)]
    while pending:
        parent, node = pending.pop()
        name = reference(map_of(node).get("Id"))
        if name and name not in found:
            found[name] = (parent, clean_line(str(map_of(node).get("TechnicalName") or "")))
            pending += [(name, child) for child in reversed(list_of(map_of(node).get("Children")))]
    return found
