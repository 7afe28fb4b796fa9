"""Critic: every scene → findings, each with a quote. Plain checks first, then the model's pass or fail.

The model can only point at a sentence that stands in the scene: the grammar offers it nothing else.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, create_model

from storyteller_agents.answers import one_of, sentence
from storyteller_agents.checks.check import finding_id
from storyteller_agents.context import StageContext
from storyteller_agents.contract import StoryState, stage
from storyteller_agents.language import sentence_spans
from storyteller_agents.stages.critique import known_names, plain_findings
from storyteller_agents.story import Finding, Outline, SceneCard

MOST_SENTENCES = 40


class CriticConfig(BaseModel):
    """``[stages.critic]``: whether the model is asked too, and how heavy its objection weighs."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    model: bool = True
    severity: Literal["error", "warning", "note"] = "note"


def scene_ids(state: StoryState) -> list[str]:
    """Return the ids of all scene cards that have been written: each is examined on its own."""
    return [card.id for card in state.outline.cards() if card.id in state.scenes]


def before(outline: Outline, scene: str) -> list[str]:
    """Return the ids of the scenes before one, in order."""
    ids = [card.id for card in outline.cards()]
    return ids[: ids.index(scene)]


@stage(
    reads={"brief", "outline", "cast", "scenes"},
    writes={"findings"},
    after=("scenes",),
    each=scene_ids,
    config=CriticConfig,
)
def critic(state: StoryState, ctx: StageContext[CriticConfig]) -> dict[str, Any]:
    """Examines every scene by rules and by the model; each finding quotes its passage."""
    scene = str(ctx.item)
    ctx.uses(f"scenes/{scene}", f"card/{scene}")
    card = state.outline.card(scene)
    text = ctx.book.scene(scene)
    earlier = tuple(ctx.book.scene(other) for other in before(state.outline, scene)[-2:] if other in state.scenes)
    found = plain_findings(
        ctx, card, text, state.cast, known_names(ctx, state.brief, state.outline, state.cast), earlier
    )
    if ctx.config.model and text:
        found += _ask_model(ctx, card, text)
    return {"findings": {scene: found}}


def _ask_model(ctx: StageContext[CriticConfig], card: SceneCard, text: str) -> list[Finding]:
    """Ask whether the card is fulfilled; a fail comes back as a finding on the sentence that the model points at."""
    spans = sentence_spans(text)[-MOST_SENTENCES:]
    quotes = list(dict.fromkeys(text[start:end] for start, end in spans))
    schema = create_model(
        "Verdict",
        quote=(one_of(quotes), ...),
        verdict=(one_of(["pass", "fail"]), ...),
        reason=(sentence(10, 100, language=ctx.language), ...),
    )
    longest = max(len(quote) for quote in quotes)
    verdict = ctx.ask(
        "critic", schema, "critic", max_tokens=120 + longest // 2, card=card, text=text, language=ctx.language_name
    ).model_dump()
    if verdict["verdict"] == "pass":
        return []
    start = text.index(verdict["quote"])
    return [
        Finding(
            id=finding_id("critic", card.id, verdict["quote"]),
            rule="critic",
            severity=ctx.config.severity,
            scene=card.id,
            quote=verdict["quote"],
            span=(start, start + len(verdict["quote"])),
            message=verdict["reason"],
            suggestion=f"Let the scene reach its outcome: {card.outcome}",
        )
    ]
