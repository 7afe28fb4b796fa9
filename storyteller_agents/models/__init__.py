"""Chat models: local ones (weights in this process), endpoints (any OpenAI-compatible server), a scripted one.

`Models` gives a stage its model by role. Names are resolved on first use, so importing this package costs
nothing: torch, transformers and langchain come in with the class that needs them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storyteller_agents.models.chat import LocalChatModel
    from storyteller_agents.models.endpoint import EndpointChatModel, endpoint_model
    from storyteller_agents.models.roles import Models
    from storyteller_agents.models.scripted import ScriptedChatModel

__all__ = ["EndpointChatModel", "LocalChatModel", "Models", "ScriptedChatModel", "endpoint_model"]

_HOMES = {
    "EndpointChatModel": "endpoint",
    "LocalChatModel": "chat",
    "Models": "roles",
    "ScriptedChatModel": "scripted",
    "endpoint_model": "endpoint",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
