"""What the writer, the critic and the reviser share: the plain checks on one scene, and how heavy findings weigh."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from storyteller_agents.checks.check import CheckSpec, SceneText
from storyteller_agents.context import StageContext
from storyteller_agents.discovery import discover
from storyteller_agents.story import Brief, Cast, Finding, Outline, SceneCard

WEIGHTS = {"error": 3.0, "warning": 1.0, "note": 0.0}


@lru_cache(maxsize=1)
def checks() -> dict[str, CheckSpec]:
    """Return all installed checks by name; one that can't be loaded is left out (`storyteller plugins list` names it)."""
    found = [plugin.value for plugin in discover("checks") if not plugin.error]
    return {spec.name: spec for spec in found if isinstance(spec, CheckSpec)}


def known_names(ctx: StageContext[Any], brief: Brief, outline: Outline, cast: Cast) -> frozenset[str]:
    """Return every name that the story has introduced: cast, lore, outline and brief."""
    names = [name for character in cast.characters for name in (character.name, *character.aliases)]
    names += [person.name for person in outline.people]
    for card in outline.cards():
        names += [card.title, card.place, card.pov, *card.cast, card.goal, card.conflict, card.outcome]
    told = [*names, brief.premise, outline.title, outline.logline, *brief.must_have]
    return ctx.session.lore.entries().texts.union(told)


def plain_findings(
    ctx: StageContext[Any], card: SceneCard, text: str, cast: Cast, names: frozenset[str], earlier: tuple[str, ...]
) -> list[Finding]:
    """Apply every check to a text, heaviest findings first."""
    scene = SceneText(card, text, ctx.language, cast, names, earlier)
    found = [finding for spec in checks().values() for finding in spec.findings(scene)]
    unique = {finding.id: finding for finding in found}
    return sorted(unique.values(), key=lambda finding: (-WEIGHTS[finding.severity], finding.span, finding.rule))


def weight(findings: list[Finding]) -> float:
    """Return how heavy findings weigh together: 3 an error, 1 a warning."""
    return sum(WEIGHTS[finding.severity] for finding in findings if finding.status == "open")
