"""`storyteller plugins new`: copies the template plugin, storyteller-twist, under another name."""

from __future__ import annotations

from pathlib import Path

from storyteller_agents.errors import PluginError
from storyteller_agents.files import write_text
from storyteller_agents.resources import shipped_folder
from storyteller_agents.settings import SPINE
from storyteller_agents.stage import CORE_FIELDS, STAGE_NAME

_SUFFIXES = {".py", ".toml", ".md"}


def write_plugin(name: str, parent: Path) -> Path:
    """Write an installable package with one stage called `name`, and return its folder.

    Args:
        name: small letters, digits and ``_``; not that of a built-in stage or of a core field.
        parent: the folder in which ``storyteller-<name>`` is made.

    Raises:
        PluginError: the name can't be used, or the folder exists.
    """
    if not STAGE_NAME.match(name):
        raise PluginError(f"{name!r}: a stage's name has small letters, digits and _, and starts with a letter.")
    if name in {*SPINE, *CORE_FIELDS}:
        raise PluginError(f"{name!r}: is the name of a built-in stage or field; choose another.")
    folder = parent / f"storyteller-{name.replace('_', '-')}"
    if folder.exists():
        raise PluginError(f"{folder}: exists already; choose another name or --path. Nothing was changed.")
    template = shipped_folder("plugins") / "storyteller-twist"
    for file in sorted(template.rglob("*")):
        if file.suffix in _SUFFIXES and file.is_file():
            target = folder / _renamed(str(file.relative_to(template)), name)
            write_text(target, _renamed(file.read_text(encoding="utf-8"), name))
    return folder


def _renamed(text: str, name: str) -> str:
    """Put the new name in the place of the template's, in the spelling that each use needs."""
    dashed, camel = name.replace("_", "-"), "".join(part.capitalize() for part in name.split("_"))
    text = text.replace("storyteller-twist", f"storyteller-{dashed}").replace("twist-reversal", f"{dashed}-reversal")
    return text.replace("Twist", camel).replace("twist", name)
