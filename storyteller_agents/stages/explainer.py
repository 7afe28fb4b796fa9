"""Explainer: the finished story → companion.md: for each scene its beat, lore and findings, then themes and arcs.

What is known is stated, not asked: beat, lore ids and findings come from the book. The model adds one thought a scene,
the themes and the arcs.
"""

from __future__ import annotations

import random
from itertools import count
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from storyteller_agents.answers import one_of, sentence
from storyteller_agents.context import StageContext
from storyteller_agents.contract import StoryState, stage
from storyteller_agents.stages.planning import ask_plan
from storyteller_agents.stages.prose import shorten
from storyteller_agents.story import Finding, SceneCard
from storyteller_agents.structure import beat

THEMES = (
    "ambition", "belonging", "betrayal", "courage", "duty", "family", "forgiveness", "freedom", "greed", "grief", "guilt",
    "home", "honour", "identity", "justice", "love", "loyalty", "memory", "power", "sacrifice", "secrets", "survival", "truth",
)  # fmt: skip
"""Themes as readers and teachers name them."""

Reader = Literal["editor", "adult", "child"]


class ExplainerConfig(BaseModel):
    """``[stages.explainer]``: whom the companion is written for, and how many themes it names."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    reader: Reader = "editor"
    themes: int = Field(2, ge=0, le=10)


@stage(
    reads={"outline", "cast", "scenes", "findings"},
    writes={"companion"},
    after=("reviser", "critic"),
    config=ExplainerConfig,
)
def explainer(state: StoryState, ctx: StageContext[ExplainerConfig]) -> dict[str, Any]:
    """Explains each scene, the themes and the arcs, from what the book itself records."""
    ctx.uses("outline", "cast", "scenes")
    cards = list(state.outline.cards())
    ctx.uses(*(f"waivers/{card.id}" for card in cards))
    done = count(1)

    def explain(index: int) -> str:
        section = _explain_scene(ctx, state, cards[index], index, len(cards))
        ctx.emit("item", cards[index].title, item=cards[index].id, done=next(done), total=len(cards))
        return section

    sections = ctx.side_by_side(explain, range(len(cards)))
    arcs = ctx.side_by_side(lambda character: _explain_arc(ctx, state, character), state.cast.characters)
    themes = _themes(ctx, state)
    parts = [f"# Companion to {state.outline.title}", state.outline.logline, "## Scene by scene", *sections]
    parts += ["## Themes", *(f"**{theme.capitalize()}.** {treatment}" for theme, treatment in themes)]
    parts += ["## Character arcs", *arcs]
    parts += _explain_threads(state)
    return {"companion": ctx.write_companion("\n\n".join(part for part in parts if part))}


def _explain_scene(
    ctx: StageContext[ExplainerConfig], state: StoryState, card: SceneCard, index: int, total: int
) -> str:
    if card.id not in state.scenes:
        return f"### {card.id} {card.title}\n\nNot written yet."
    step = beat(index, total)
    text = shorten(ctx.book.scene(card.id), 1500)
    planned = [card.goal, card.conflict, card.outcome]
    note = ctx.once(f"scene/{card.id}", [card.model_dump(), step.name, text], lambda: ask_plan(
        ctx, _note_schema(ctx, state, card), "explain-scene", card.id, by="explainer", max_tokens=110, earlier=planned, names=[*planned, text],
        card=card, beat=step, text=text, reader=ctx.config.reader, language=ctx.language_name,
    ))  # fmt: skip
    lines = [
        f"- Beat: {step.name} ({step.task})",
        f"- Lore: {_lore_used(ctx, card)}",
        *_findings(state.findings.get(card.id, [])),
    ]
    lines += [f"- Plants: {thread}" for thread in card.plants] + [f"- Pays off: {thread}" for thread in card.pays_off]
    lines += [f"- Recalls: {thread}" for thread in card.reminds]
    return f"### {card.id} {card.title}\n\n{note['purpose']}\n\n" + "\n".join(lines)


def _note_schema(ctx: StageContext[Any], state: StoryState, card: SceneCard) -> type[BaseModel]:
    starts = card.cast or ["The scene", "It"]
    return create_model("SceneNote", purpose=(sentence(25, 170, starts=starts, language=ctx.language), ...))


def _themes(ctx: StageContext[ExplainerConfig], state: StoryState) -> list[tuple[str, str]]:
    """Return the themes; those of the same outcomes are remembered."""
    of = [state.outline.logline, _outcomes(state), [person.name for person in state.outline.people]]
    return [(theme, treatment) for theme, treatment in ctx.once("themes", of, lambda: _find_themes(ctx, state))]


def _outcomes(state: StoryState) -> list[str]:
    return [card.outcome for card in state.outline.cards() if card.outcome][-12:]


def _find_themes(ctx: StageContext[ExplainerConfig], state: StoryState) -> list[tuple[str, str]]:
    """Return the themes, chosen from those that literature knows, each with how the story treats it."""
    outcomes = _outcomes(state)
    about: dict[str, Any] = {
        "logline": state.outline.logline,
        "outcomes": outcomes,
        "reader": ctx.config.reader,
        "language": ctx.language_name,
    }
    names = [person.name for person in state.outline.people]
    found: dict[str, str] = {}
    for number in range(ctx.config.themes):
        offered = [
            theme for theme in random.Random(ctx.seed("themes")).sample(THEMES, len(THEMES)) if theme not in found
        ]
        schema = create_model(
            "Theme",
            theme=(one_of(offered), ...),
            treatment=(sentence(25, 160, starts=names, language=ctx.language), ...),
        )
        known = [*names, *outcomes, state.outline.logline]
        answer = ask_plan(
            ctx, schema, "explain-theme", number, by="explainer", earlier=[*outcomes, *found.values()], names=known,
            max_tokens=120, offered=offered, **about,
        )  # fmt: skip
        found[answer["theme"]] = answer["treatment"]
    return list(found.items())


def _lore_used(ctx: StageContext[Any], card: SceneCard) -> str:
    """Return the ids of the entries that the scene was written with, as story.lock has them."""
    record = next(
        (held for key, held in ctx.session.lock.records.items() if f"scenes/{card.id}" in held.outputs and held.lore),
        None,
    )
    used = record.lore if record else card.lore
    return ", ".join(f"`{entry}`" for entry in used) or "none"


def _findings(findings: list[Finding]) -> list[str]:
    """Return a line for every finding: what was repaired, what is open, what the author waived, and the evidence."""
    lines = []
    for finding in findings:
        waived = f" ({finding.why})" if finding.status == "waived" and finding.why else ""
        against = f", against {finding.against.scene}: {_quoted(finding.against.quote)}" if finding.against else ""
        lines.append(
            f"- Finding, {finding.status}{waived}: {finding.rule}: {finding.message} {_quoted(finding.quote)}{against}"
        )
    return lines or ["- Findings: none"]


def _quoted(quote: str) -> str:
    return f"“{shorten(' '.join(quote.split()), 90)}”"


def _explain_arc(ctx: StageContext[ExplainerConfig], state: StoryState, character: Any) -> str:
    present = [card.outcome for card in state.outline.cards() if character.name in card.cast and card.outcome]
    if not present:
        return f"**{character.name}** ({character.role}) is in no scene."
    language = ctx.language
    schema = create_model(
        "Arc",
        start=(sentence(15, 110, starts=[character.name], language=language), ...),
        end=(sentence(15, 110, starts=[character.name], language=language), ...),
    )
    arc = ctx.once(f"arc/{character.name}", [character.model_dump(), present[-8:]], lambda: ask_plan(
        ctx, schema, "explain-arc", character.name, by="explainer", max_tokens=120, earlier=[], names=[*present, character.name],
        character=character, outcomes=present[-8:], reader=ctx.config.reader, language=ctx.language_name,
    ))  # fmt: skip
    return f"**{character.name}** ({character.role}; in {len(present)} scenes). At first: {arc['start']} In the end: {arc['end']}"


def _explain_threads(state: StoryState) -> list[str]:
    lines = []
    for thread in state.outline.threads:
        planted = [card.id for card in state.outline.cards() if thread in card.plants]
        paid = [card.id for card in state.outline.cards() if thread in card.pays_off]
        lines.append(
            f"- {thread}: planted in {', '.join(planted) or 'no scene'}, paid off in {', '.join(paid) or 'no scene'}"
        )
    return ["## Threads", "\n".join(lines)] if lines else []
