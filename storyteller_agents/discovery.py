"""Finding plugins through entry points. A plugin that can't be loaded is listed with its error and stops nothing.

Built-in stages, checks, lore sources and exporters are found the same way as everybody else's.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from storyteller_agents.stage import StageSpec

GROUPS = {
    "stages": "storyteller_agents.stages",
    "checks": "storyteller_agents.checks",
    "lore_sources": "storyteller_agents.lore_sources",
    "exporters": "storyteller_agents.exporters",
    "commands": "storyteller_agents.commands",
}
"""Kind of plugin → entry-point group."""

OWN_PACKAGE = "storyteller-agents"


@dataclass(frozen=True)
class Plugin:
    """An entry point, loaded or not.

    Attributes:
        name: the entry point's name.
        kind: a key of `GROUPS`.
        package, version: the distribution that it comes from.
        target: the object it names, as ``module:attribute``.
        value: what was loaded; None when `error` says why not.
        error: why it can't be used; empty when it can.
    """

    name: str
    kind: str
    package: str
    version: str
    target: str
    value: Any = None
    error: str = ""

    @property
    def built_in(self) -> bool:
        """Whether it ships with storyteller-agents itself."""
        return self.package == OWN_PACKAGE


def discover(kind: str) -> list[Plugin]:
    """Return all plugins of a kind, the built-in ones first, then by package and name."""
    found = [_load(kind, point) for point in entry_points(group=GROUPS[kind])]
    return sorted(found, key=lambda plugin: (not plugin.built_in, plugin.package, plugin.name))


def _load(kind: str, point: EntryPoint) -> Plugin:
    package = point.dist.name if point.dist else "unknown"
    version = point.dist.version if point.dist else ""
    about = (point.name, kind, package, version, point.value)
    try:
        value = point.load()
    except (Exception, SystemExit) as error:  # a plugin may fail in any way; it is named and the rest goes on
        reason = str(error).strip() or "no message"
        return Plugin(*about, error=f"{type(error).__name__}: {reason}")
    return Plugin(*about, value=value, error=_wrong(kind, point.name, value))


def _wrong(kind: str, name: str, value: Any) -> str:
    """Return what is wrong with a loaded object, or an empty string."""
    if kind != "stages":
        return ""
    if not isinstance(value, StageSpec):
        return f"TypeError: a stage has to be what @stage(…) returns, found {type(value).__name__}"
    if value.name != name:
        return f"ValueError: the entry point is named {name!r}, but its stage {value.name!r}; give both the same name"
    return ""
