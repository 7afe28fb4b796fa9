"""Finding plugins through entry points. A plugin that can't be loaded is listed with its error and stops nothing.

Built-in stages, checks, lore sources and exporters are found the same way as everybody else's. Importing this module
is quick: every command looks for plugins before it does anything.
"""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

GROUPS = {
    "stages": "storyteller_agents.stages",
    "checks": "storyteller_agents.checks",
    "scorers": "storyteller_agents.scorers",
    "lore_sources": "storyteller_agents.lore_sources",
    "exporters": "storyteller_agents.exporters",
    "commands": "storyteller_agents.commands",
}
"""Kind of plugin → entry-point group."""

OWN_PACKAGE = "storyteller-agents"

RESERVED_NAMES = frozenset(
    {"book", "item", "open", "close", "people", "card", "character", "waivers", "lore", "notes", "settings", "stages"}
)
"""What the graph and story.lock call things of their own: no stage may take these names."""


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
    about = (point.name, kind, *_origin(point), point.value)
    try:
        with redirect_stdout(sys.stderr):  # what a plugin prints must not get into a command's result
            value = point.load()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a plugin may fail in any way; it is named and the rest goes on
        reason = " ".join(str(error).split()) or "no message"
        return Plugin(*about, error=f"{type(error).__name__}: {reason}")
    return Plugin(*about, value=value, error=_wrong(kind, point.name, value))


def _origin(point: EntryPoint) -> tuple[str, str]:
    """Return the name and version of a distribution; an uninstallation cut short may have left one without either."""
    try:
        return (str(point.dist.name), str(point.dist.version)) if point.dist else ("unknown", "")
    except Exception:  # what importlib.metadata raises here differs from one Python to the next
        return "unknown", ""


def _wrong(kind: str, name: str, value: Any) -> str:
    """Return what is wrong with a loaded object, or an empty string."""
    from storyteller_agents.checks.check import CheckSpec
    from storyteller_agents.contract import StageSpec
    from storyteller_agents.export.exporter import Exporter

    if kind == "checks" and not isinstance(value, CheckSpec):
        return f"TypeError: a check has to be what @check(…) returns, found {type(value).__name__}"
    if kind == "scorers" and not callable(value):
        return f"TypeError: a scorer has to be a function, found {type(value).__name__}"
    if kind == "exporters" and not isinstance(value, Exporter):
        return f"TypeError: an exporter has to be an Exporter, found {type(value).__name__}"
    if kind == "exporters" and value.format != name:
        return (
            f"ValueError: the entry point is named {name!r}, but its format {value.format!r}; give both the same name"
        )
    if kind != "stages":
        return ""
    if not isinstance(value, StageSpec):
        return f"TypeError: a stage has to be what @stage(…) returns, found {type(value).__name__}"
    if value.name != name:
        return f"ValueError: the entry point is named {name!r}, but its stage {value.name!r}; give both the same name"
    if name in RESERVED_NAMES:
        return f"ValueError: {name!r} is a name that the pipeline needs itself; rename the stage"
    return ""
