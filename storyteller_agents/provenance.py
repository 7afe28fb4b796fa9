"""Whether a result would be made with the same models and prompts today: asked by ``draft --refresh`` only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storyteller_agents.errors import StorytellerError
from storyteller_agents.lockfile import Record
from storyteller_agents.prompts import Prompts

if TYPE_CHECKING:
    from storyteller_agents.models.roles import Models


class Provenance:
    """Compares records with the models and prompts of now.

    Args:
        prompts: of the book, with those of plugins that are known so far.
        models: the models by role; nothing is loaded.
    """

    def __init__(self, prompts: Prompts, models: Models) -> None:
        self._prompts, self._models = prompts, models

    def differences(self, record: Record) -> tuple[str, ...]:
        """Return what is another now, e.g. ``made with another model (writer)``."""
        roles = [role for role, held in record.models.items() if self._models.describe(role) != held]
        prompts = [name for name, held in record.prompts.items() if self._version(name) not in ("", held)]
        told = [f"made with another model or sampling ({', '.join(roles)})"] if roles else []
        told += [f"made with another prompt ({', '.join(prompts)})"] if prompts else []
        return tuple(told)

    def _version(self, name: str) -> str:
        """Return a prompt's version, or nothing where it can't be had: a plugin's, or a damaged one."""
        try:
            return self._prompts.get(name).version
        except StorytellerError:
            return ""
