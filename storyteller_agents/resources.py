"""What the package ships beside its code: the prompts and the sample worlds.

In a wheel they lie under `storyteller_agents/data`; in a checkout, at the top of the repository.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from storyteller_agents.errors import BookError, did_you_mean

_PACKAGE = Path(__file__).parent


def shipped_folder(name: str) -> Path:
    """Return the folder of ``prompts`` or ``knowledge``."""
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


@dataclass(frozen=True)
class World:
    """A sample world: its folder of lore entries and what world.toml says of it."""

    name: str
    folder: Path
    title: str
    language: str
    description: str
    premise: str
    genre: str = ""
    tone: str = ""


def worlds() -> dict[str, World]:
    """Return the sample worlds by name."""
    found: dict[str, World] = {}
    for file in sorted(shipped_folder("knowledge").glob("*/world.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        keys = ("title", "language", "description", "premise", "genre", "tone")
        found[file.parent.name] = World(file.parent.name, file.parent, **{key: data.get(key, "") for key in keys})
    return found


def world(name: str) -> World:
    """Return one sample world.

    Raises:
        BookError: there is none of this name; names those that exist.
    """
    known = worlds()
    if name not in known:
        raise BookError(
            f"--world {name}: no such sample world{did_you_mean(name, list(known))}; there are: {', '.join(known)}."
        )
    return known[name]
