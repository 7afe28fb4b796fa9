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
from storyteller_agents.stages.critique import Examination, continuity, known_names
from storyteller_agents.story import Finding, SceneCard

MOST_SENTENCES = 40
PARTS = ("goal", "conflict", "outcome")
"""What of a card the model is asked about, one after the other."""
MODEL_RULE = "card-"
"""How the rules begin by which the model objects: ``card-goal``."""


class CriticConfig(BaseModel):
    """``[stages.critic]``: whether the model is asked too, and how heavy its objection weighs."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    model: bool = True
    severity: Literal["error", "warning", "note"] = "note"


def scene_ids(state: StoryState) -> list[str]:
    """Return the ids of all scene cards that have been written: each is examined on its own."""
    return [card.id for card in state.outline.cards() if card.id in state.scenes]


@stage(
    reads={"brief", "outline", "cast", "scenes"},
    writes={"findings"},
    after=("scenes",),
    each=scene_ids,
    config=CriticConfig,
)
def critic(state: StoryState, ctx: StageContext[CriticConfig]) -> dict[str, Any]:
    """Examines every scene by rules, with the canon of all others, and by the model; each finding quotes its passage."""
    scene = str(ctx.item)
    card = state.outline.card(scene)
    examination = examination_of(ctx, state, card)
    ctx.uses(f"scenes/{scene}", f"card/{scene}", f"near/{scene}", "story")
    ctx.uses(*(f"character/{name}" for name in card.cast))
    text = ctx.book.scene(scene)
    found = examination.findings(text)
    if ctx.config.model and text:
        parts = [part for part in PARTS if getattr(card, part)]
        asked = ctx.side_by_side(lambda part: _judged(ctx, card, text, part), parts)
        found += [finding for finding in asked if finding]
    return {"findings": {scene: found}}


def examination_of(ctx: StageContext[Any], state: StoryState, card: SceneCard) -> Examination:
    """Return the rules for a scene among all that are written."""
    ids = scene_ids(state)
    texts = [(scene, ctx.book.scene(scene)) for scene in ids]
    place = ids.index(card.id)
    names = known_names(ctx, state.brief, state.outline, state.cast)
    rules = continuity(ctx, state.outline, state.cast)
    return Examination(rules, card, state.cast, names, ctx.language, texts[:place], texts[place + 1 :])


def _judged(ctx: StageContext[CriticConfig], card: SceneCard, text: str, part: str) -> Finding | None:
    """Return the model's verdict on a part of the card; that on the same text and the same card is remembered."""
    of = [ctx.version(f"scenes/{card.id}"), getattr(card, part)]
    held = ctx.once(f"verdict/{part}", of, lambda: _plain(_ask_model(ctx, card, text, part)))
    finding = Finding.model_validate(held) if held else None
    if finding is None or finding.quote not in text:  # a repair has taken the sentence away since
        return None
    start = text.index(finding.quote)
    return finding.model_copy(update={"span": (start, start + len(finding.quote))})


def _plain(finding: Finding | None) -> dict[str, Any] | None:
    return finding.model_dump(mode="json", exclude_defaults=True) if finding else None


def _ask_model(ctx: StageContext[CriticConfig], card: SceneCard, text: str, part: str) -> Finding | None:
    """Ask whether a part of the card is fulfilled; a fail is a finding on the sentence that the model points at."""
    spans = sentence_spans(text)[-MOST_SENTENCES:]
    quotes = list(dict.fromkeys(text[start:end] for start, end in spans))
    schema = create_model(
        "Verdict",
        quote=(one_of(quotes), ...),
        verdict=(one_of(["pass", "fail"]), ...),
        reason=(sentence(10, 100, language=ctx.language), ...),
    )
    longest = max(len(quote) for quote in quotes)
    planned = getattr(card, part)
    verdict = ctx.ask(
        "critic", schema, "critic", part, max_tokens=120 + longest // 2, part=part, planned=planned, text=text, language=ctx.language_name
    ).model_dump()  # fmt: skip
    if verdict["verdict"] == "pass":
        return None
    start = text.index(verdict["quote"])
    rule = f"{MODEL_RULE}{part}"
    return Finding(
        id=finding_id(rule, card.id, verdict["quote"]),
        rule=rule,
        severity=ctx.config.severity,
        scene=card.id,
        quote=verdict["quote"],
        span=(start, start + len(verdict["quote"])),
        message=verdict["reason"],
        suggestion=f"Let the scene tell its {part}: {planned}",
    )
