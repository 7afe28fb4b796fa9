"""Which of several versions of a scene is the best: a score anyone can read, and replace.

A scorer is a function `(ctx, versions) -> list of scores`: one dictionary of named numbers for each version, with
the `total` among them; the highest total is kept, the first of equals. `[stages.scenes] scorer` names one of the
entry-point group ``storyteller_agents.scorers``. All scores go to story.lock, so that a choice can be looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from storyteller_agents.checks.check import SceneText
from storyteller_agents.context import StageContext
from storyteller_agents.discovery import discover
from storyteller_agents.errors import PluginError, did_you_mean
from storyteller_agents.language import count_words, counts_characters
from storyteller_agents.stages.critique import checks, weight
from storyteller_agents.story import SceneCard

Score = dict[str, float]
Scorer = Callable[[StageContext[Any], Sequence[SceneText]], list[Score]]

WEIGHTS = {
    "closeness": 2.0,
    "cast": 1.0,
    "repetition": -2.0,
    "length": -1.0,
    "assistant-talk": -3.0,
    "unfinished": -1.0,
    "findings": -0.5,
}
"""What each part counts in the total of `plain`."""


def plain(ctx: StageContext[Any], versions: Sequence[SceneText]) -> list[Score]:
    """Score by what can be measured without a judge.

    The parts: ``closeness``, the cosine between the vectors of text and card (0 without an embedding model);
    ``cast``, the share of the card's cast that the text names; ``repetition``, the share of four-word sequences that
    stood there before; ``length``, how far it is from the target as a share of it, at most 1; ``assistant-talk`` and
    ``unfinished``, the numbers of their findings; ``findings``, the weight of all others.
    """
    closeness = _closeness(ctx, versions)
    scores = []
    for version, close in zip(versions, closeness, strict=True):
        found = {
            name: spec.findings(version)
            for name, spec in checks().items()
            if spec.scope == "scene" and not name.startswith("too-")
        }
        parts = {
            "closeness": close,
            "cast": _cast_named(version),
            "repetition": _repeated(version),
            "length": min(1.0, abs(count_words(version.text, version.language) / version.card.words - 1)),
            "assistant-talk": float(len(found.pop("assistant-talk", ()))),
            "unfinished": float(len(found.pop("unfinished", ()))),
            "findings": sum(weight(findings) for findings in found.values()),
        }
        total = sum(WEIGHTS[name] * value for name, value in parts.items())
        scores.append({name: round(value, 4) for name, value in {"total": total, **parts}.items()})
    return scores


def find_scorer(name: str) -> Scorer:
    """Return the scorer of that name.

    Raises:
        PluginError: there is none, or it can't be loaded.
    """
    found = {plugin.name: plugin for plugin in discover("scorers")}
    if name not in found:
        raise PluginError(
            f"stages.scenes.scorer: there is no scorer {name!r}{did_you_mean(name, list(found))}; "
            f"installed: {', '.join(found)}."
        )
    if found[name].error:
        raise PluginError(
            f"The scorer {name!r} of the package {found[name].package} can't be loaded: {found[name].error}"
        )
    scorer: Scorer = found[name].value
    return scorer


def _closeness(ctx: StageContext[Any], versions: Sequence[SceneText]) -> list[float]:
    """Return the cosine of every version with the card, which all of them share."""
    vectors = ctx.lore.embed([_described(versions[0].card), *(version.text for version in versions)])
    if vectors is None:
        return [0.0] * len(versions)
    card, *texts = vectors
    return [sum(one * other for one, other in zip(card, text, strict=True)) for text in texts]


def _described(card: SceneCard) -> str:
    return ". ".join(
        filter(None, [card.title, card.place, ", ".join(card.cast), card.goal, card.conflict, card.outcome])
    )


def _cast_named(version: SceneText) -> float:
    cast = version.card.cast
    named = sum(any(part in version.text for part in name.split()) for name in cast)
    return named / len(cast) if cast else 1.0


def _repeated(version: SceneText) -> float:
    units = list(version.text) if counts_characters(version.language) else version.text.lower().split()
    fours = [tuple(units[place : place + 4]) for place in range(len(units) - 3)]
    return 1 - len(set(fours)) / len(fours) if fours else 0.0
