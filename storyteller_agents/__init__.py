"""storyteller-agents: plans, writes, checks, revises and explains books on your own machine.

The public names, loaded when they are first used, so that importing the package is quick:

    from storyteller_agents import Book, Brief

    book = Book.create("my-book", Brief(premise="…"))
    for event in book.draft():
        print(event)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storyteller_agents.book import Book
    from storyteller_agents.checks.check import CheckSpec, Objection, SceneText, check
    from storyteller_agents.context import StageContext
    from storyteller_agents.contract import StageSpec, StoryState, stage
    from storyteller_agents.errors import StorytellerError
    from storyteller_agents.events import Event
    from storyteller_agents.models.roles import Models
    from storyteller_agents.pipeline.graph import build_graph
    from storyteller_agents.settings import Settings
    from storyteller_agents.story import Brief, Cast, Character, Finding, Outline, SceneCard

_HOMES = {
    "book": ["Book"],
    "checks.check": ["CheckSpec", "Objection", "SceneText", "check"],
    "errors": ["StorytellerError"],
    "events": ["Event"],
    "models.roles": ["Models"],
    "pipeline.graph": ["build_graph"],
    "settings": ["Settings"],
    "context": ["StageContext"],
    "contract": ["StageSpec", "StoryState", "stage"],
    "story": ["Brief", "Cast", "Character", "Finding", "Outline", "SceneCard"],
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Book",
    "Brief",
    "Cast",
    "Character",
    "CheckSpec",
    "Event",
    "Finding",
    "Models",
    "Objection",
    "Outline",
    "SceneCard",
    "SceneText",
    "Settings",
    "StageContext",
    "StageSpec",
    "StoryState",
    "StorytellerError",
    "build_graph",
    "check",
    "stage",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
