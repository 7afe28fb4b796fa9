"""`storyteller plugins new`: copies the template plugin, storyteller-twist, under another name."""

from __future__ import annotations

import builtins
import keyword
import re
from pathlib import Path

from storyteller_agents.contract import CORE_FIELDS, STAGE_NAME
from storyteller_agents.discovery import OWN_PACKAGE, RESERVED_NAMES
from storyteller_agents.errors import PluginError
from storyteller_agents.files import write_text
from storyteller_agents.resources import shipped_folder
from storyteller_agents.settings import SPINE

_SUFFIXES = {".py", ".toml", ".md"}
_LEFTOVERS = {"build", "dist", "__pycache__"}
_IN_TEMPLATE = {"reversal", "stage_context"}
"""Names that would give a class the name of one that the template already uses."""


def write_plugin(name: str, parent: Path) -> Path:
    """Write an installable package with one stage called `name`, and return its folder.

    Args:
        name: small letters, digits and ``_``; no word of Python, and no name that the pipeline has for something.
        parent: the folder in which ``storyteller-<name>`` is made.

    Raises:
        PluginError: the name can't be used, or the folder exists.
    """
    if not STAGE_NAME.fullmatch(name) or name.endswith("_"):
        raise PluginError(
            f"{name!r}: a stage's name has small letters, digits and _, starts with a letter and does not end with _."
        )
    if name in {*SPINE, *CORE_FIELDS, *RESERVED_NAMES}:
        raise PluginError(f"{name!r}: is the name of a built-in stage or field; choose another.")
    if keyword.iskeyword(name) or hasattr(builtins, name) or name in _IN_TEMPLATE:
        raise PluginError(f"{name!r}: means something else in Python or in the template; choose another.")
    folder = parent / f"storyteller-{name.replace('_', '-')}"
    if folder.name == OWN_PACKAGE:
        raise PluginError(f"{name!r}: the package would be called {OWN_PACKAGE}, as this one is; choose another.")
    if folder.exists():
        raise PluginError(f"{folder}: exists already; choose another name or --path. Nothing was changed.")
    template = shipped_folder("plugins") / "storyteller-twist"
    for file in sorted(template.rglob("*")):
        place = file.relative_to(template)
        if file.suffix in _SUFFIXES and file.is_file() and not any(_is_leftover(part) for part in place.parts):
            write_text(folder / _renamed(str(place), name), _renamed(file.read_text(encoding="utf-8"), name))
    return folder


def _is_leftover(part: str) -> bool:
    """Whether a folder is of tests or builds that were run in the template."""
    return part.startswith(".") or part in _LEFTOVERS


def _renamed(text: str, name: str) -> str:
    """Put the new name in the place of the template's, in the spelling that each use needs."""
    dashed, camel = name.replace("_", "-"), "".join(part.capitalize() for part in name.split("_"))
    spellings = {"storyteller-twist": f"storyteller-{dashed}", "twist-": f"{dashed}-", "Twist": camel, "twist": name}
    return re.sub("|".join(spellings), lambda found: spellings[found[0]], text)
