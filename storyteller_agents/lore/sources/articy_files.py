"""Which part of an articy:draft export a file is, and which other parts lie beside it.

articy:draft 3 writes one file; articy:draft X a folder, whose manifest.json names the others. Names in a manifest are
data: only plain names of files in the same folder are followed. What the parts say is none of this module's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeGuard

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import shown
from storyteller_agents.lore.sources.documents import load_json
from storyteller_agents.lore.sources.loose import list_of, map_of

MANIFEST = "manifest.json"
_OBJECTS, _TEXTS = "_objects.json", "_localization.json"
_USUAL = {
    "definitions": "object_definitions.json",
    "names": "object_definitions_localization.json",
    "variables": "global_variables.json",
    "hierarchy": "hierarchy.json",
    "methods": "script_methods.json",
}
_PLACES = {
    "definitions": ("ObjectDefinitions", "Types"),
    "names": ("ObjectDefinitions", "Texts"),
    "variables": ("GlobalVariables",),
    "hierarchy": ("Hierarchy",),
    "methods": ("ScriptMethods",),
}
"""Where a manifest names the files of the project as a whole."""


def piece_of(data: Any, name: str = "") -> str:
    """Return which part of an export this content of a file is; an empty text if it is none.

    Returns:
        ``export`` (articy:draft 3, all in one), ``manifest``, ``objects``, ``texts``, or a key of the usual names.
    """
    if not isinstance(data, Mapping):
        return ""
    if isinstance(data.get("Packages"), list):
        return _piece_with_packages(data)
    for piece, key, *inner in (
        ("objects", "Objects", "Type", "Properties"),
        ("definitions", "ObjectDefinitions", "Type", "Class"),
        ("variables", "GlobalVariables", "Namespace", "Variables"),
    ):
        if _most_have(data.get(key), *inner) or (data.get(key) == [] and name and _is_usual(name, piece)):
            return piece
    if isinstance(data.get("ScriptMethods"), list) and len(data) == 1:
        return "methods"
    if data.get("Type") == "Project" and "Id" in data and ("Children" in data or "TechnicalName" in data):
        return "hierarchy"
    return "texts" if _are_texts(data) or (not data and name.endswith(_TEXTS)) else ""


def is_named_as_piece(name: str) -> bool:
    """Whether a file has a name that only articy gives: the one clue to a file that is damaged."""
    return name == _USUAL["definitions"] or (name.startswith("package_") and name.endswith((_OBJECTS, _TEXTS)))


def _piece_with_packages(data: Mapping[str, Any]) -> str:
    packages = [package for package in data["Packages"] if isinstance(package, Mapping)]
    if any("Models" in package for package in packages):
        return "export"
    if any("Files" in package for package in packages):
        return "manifest"
    return "export" if not packages and "Project" in data and "Settings" in data else ""


def _is_usual(name: str, piece: str) -> bool:
    return name.endswith(_OBJECTS) if piece == "objects" else name == _USUAL[piece]


def _most_have(rows: Any, *keys: str) -> bool:
    """Whether most of a list's first rows are mappings with these keys."""
    first = list_of(rows)[:20]
    return 2 * sum(isinstance(row, Mapping) and all(key in row for key in keys) for row in first) > len(first)


def _are_texts(data: Mapping[str, Any]) -> bool:
    """Whether this is localization: ``{"Hero.Text": {"en": {"Text": …}, "Context": …}}``."""
    records = list(data.items())[:20]
    if not all("." in key and isinstance(record, Mapping) for key, record in records):
        return False
    texts = [text for _, record in records for text in record.values() if isinstance(text, Mapping)]
    return any("Text" in text for text in texts) or any("Context" in record for _, record in records)


@dataclass
class Beside:
    """The other files of an export.

    Attributes:
        files: each with its part; ``texts`` of this package, ``more texts`` of the others.
        manifest: what it says, as far as it can be read; `packages` what it says of them.
        missing: files that the manifest names and that aren't there, with their part.
        first: whether the package is the first one that is there, and so stands for the project.
        problems: what is wrong with the manifest, as the end of a sentence about it.
    """

    files: list[tuple[str, Path]] = field(default_factory=list)
    manifest: Mapping[str, Any] = field(default_factory=dict)
    missing: list[tuple[str, str]] = field(default_factory=list)
    first: bool = True
    problems: list[str] = field(default_factory=list)

    @property
    def paths(self) -> list[Path]:
        """The files, each of them once."""
        return list(dict.fromkeys(path for _, path in self.files))


def files_beside(path: Path) -> Beside:
    """Return the other parts of the export that a file of objects belongs to; by the manifest, else by usual names."""
    found = Beside()
    manifest = path.with_name(MANIFEST)
    if manifest.is_file():
        try:
            data = load_json(manifest).data
        except ArtefactError as error:
            reason = clean_line(str(error).removeprefix(str(manifest)).lstrip(": "))
            found.problems.append(f"can't be read ({reason}); the other files are looked for by their usual names")
        else:
            found.manifest = data if piece_of(data) == "manifest" else {}
    if found.manifest:
        found.files.append(("manifest", manifest))
        _by_manifest(found, path)
    else:
        _by_usual_names(found, path)
    return found


def _by_manifest(found: Beside, path: Path) -> None:
    for piece, steps in _PLACES.items():
        place: Any = found.manifest
        for step in steps:
            place = map_of(place).get(step)
        _follow(found, piece, place, path)
    there = []
    for package in list_of(found.manifest.get("Packages")):
        files = map_of(map_of(package).get("Files"))
        objects = map_of(files.get("Objects")).get("FileName")
        if _plain(objects) and (objects == path.name or path.with_name(objects).is_file()):
            there.append(objects)
        for key, place in files.items():
            if key != "Objects" and (objects == path.name or key == "Texts"):
                _follow(found, "texts" if objects == path.name else "more texts", place, path)
    found.first = not there or there[0] == path.name
    if path.name not in there:
        found.problems.append(f"does not name {path.name}, so its texts are looked for by their usual name")
        _add_if_there(found, "texts", path.with_name(path.name.removesuffix(_OBJECTS) + _TEXTS))
        found.first = not there


def _follow(found: Beside, piece: str, place: Any, path: Path) -> None:
    """Take the file that a manifest names here; names that lead elsewhere are told of and not followed."""
    if place is None:
        return
    name = map_of(place).get("FileName")
    if not _plain(name):
        found.problems.append(f"has {shown(name)} as a FileName; allowed: the plain name of a JSON file beside it")
    elif not _add_if_there(found, piece, path.with_name(name)):
        found.missing.append((piece, name))


def _plain(name: Any) -> TypeGuard[str]:
    return (
        isinstance(name, str)
        and name.endswith(".json")
        and not set(name) & set('/\\:<>"|?*')
        and name == clean_line(name)
        and not name.startswith(".")
        and len(name.encode(errors="replace")) < 255
    )


def _add_if_there(found: Beside, piece: str, path: Path) -> bool:
    """Take a file if it is there, and not merely a link to one elsewhere."""
    there = path.is_file() and path.resolve().parent == path.parent.resolve()
    if there:
        found.files.append((piece, path))
    return there


def _by_usual_names(found: Beside, path: Path) -> None:
    for piece, name in _USUAL.items():
        _add_if_there(found, piece, path.with_name(name))
    package = path.name.removesuffix("objects.json")
    siblings = sorted(path.parent.glob("package_*.json"))
    objects = [other.name for other in siblings if other.name.endswith(_OBJECTS)]
    found.first = path.name not in objects or objects[0] == path.name
    for other in siblings:
        if other.name.endswith(_OBJECTS) or other.name == path.name:
            continue
        if path.name.endswith(_OBJECTS) and other.name.startswith(package):
            _add_if_there(found, "texts", other)
        elif other.name.endswith(_TEXTS):
            _add_if_there(found, "more texts", other)
    if not any(piece == "texts" for piece, _ in found.files):
        found.missing.append(("texts", f"{path.name.removesuffix(_OBJECTS).removesuffix('.json')}{_TEXTS}"))
