"""Scenes: a card → prose, scene after scene within a chapter, chapters side by side.

A scene is written from its card, the characters in it, the lore found for it, what has happened so far and the end
of the scene before. It is in the book as soon as it is finished.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from storyteller_agents.errors import OutputError
from storyteller_agents.language import count_words, counts_characters
from storyteller_agents.stage import StageContext, StoryState, stage
from storyteller_agents.stages.critique import known_names, plain_findings, weight
from storyteller_agents.stages.prose import clean, end_at_sentence, fit_words, last_words, shorten, without_repeats
from storyteller_agents.story import Cast, Chapter, SceneCard, Scenes
from storyteller_agents.structure import beat

ENOUGH = 0.85
"""A scene is long enough at this share of its target."""
MOST = 1.3
"""It is ended at the last sentence before this share."""


class ScenesConfig(BaseModel):
    """``[stages.scenes]``: how often a scene that is too short is continued, and an empty answer asked for again."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    continuations: int = Field(4, ge=0, le=100)
    tries: int = Field(3, ge=1, le=10)


def chapters(state: StoryState) -> list[str]:
    """Return the numbers of the chapters: each is written on its own."""
    return [str(number) for number, _ in enumerate(state.outline.chapters())]


@stage(
    reads={"brief", "outline", "cast"},
    writes={"scenes"},
    after=("characters",),
    each=chapters,
    incremental=True,
    config=ScenesConfig,
)
def scenes(state: StoryState, ctx: StageContext[ScenesConfig]) -> dict[str, Any]:
    """Writes the prose of every scene card."""
    all_chapters = state.outline.chapters()
    index = int(ctx.item or 0)
    total = sum(1 for _ in state.outline.cards())
    so_far = [chapter.summary for chapter in all_chapters[:index]]
    written: Scenes = {}
    before = ""
    for card in all_chapters[index].scenes:
        scene = ctx.for_item(card.id)
        if not scene.is_done(f"scenes/{card.id}"):
            text, notes = _write_best(scene, state, card, all_chapters[index], so_far, before)
            written[card.id] = scene.write_scene(card, text, **notes)
            scene.item_done(card.title, total)
        before = ctx.book.scene(card.id)
        so_far.append(card.after or card.outcome)
    return {"scenes": written}


def _write_best(
    ctx: StageContext[ScenesConfig],
    state: StoryState,
    card: SceneCard,
    chapter: Chapter,
    so_far: list[str],
    before: str,
) -> tuple[str, dict[str, Any]]:
    """Write as many candidates as the writer's settings ask for, and return the one with the lightest findings."""
    ctx.uses(f"card/{card.id}", *(f"character/{name}" for name in card.cast))
    about = _about(ctx, state, card, chapter, so_far, before)
    names = known_names(ctx, state.brief, state.outline, state.cast)
    wanted = ctx.session.settings.model("writer").candidates
    best: tuple[float, str] | None = None
    scores: list[float] = []
    for candidate in range(wanted):
        text = _write(ctx, card, about, candidate)
        score = weight(plain_findings(ctx, card, text, state.cast, names, (before,)))
        scores.append(score)
        if best is None or score < best[0]:
            best = (score, text)
    assert best is not None  # at least one candidate is always asked for
    return best[1], {"candidates": scores} if wanted > 1 else {}


def _about(
    ctx: StageContext[ScenesConfig],
    state: StoryState,
    card: SceneCard,
    chapter: Chapter,
    so_far: list[str],
    before: str,
) -> dict[str, Any]:
    """Return what the prompt says of the scene."""
    cards = [other.id for other in state.outline.cards()]
    return {
        "card": card,
        "beat": beat(cards.index(card.id), len(cards)).name,
        "chapter": chapter.title,
        "cast": _describe_cast(state.cast, card.cast),
        "lore": _find_lore(ctx, card),
        "so_far": [shorten(text, 200) for text in so_far[-4:]],
        "before": last_words(before, 60),
        "genre": state.brief.genre,
        "tone": state.brief.tone,
        "audience": state.brief.audience,
        "unit": "characters" if counts_characters(ctx.language) else "words",
        "language": ctx.language_name,
    }


def _describe_cast(cast: Cast, names: Iterable[str]) -> list[str]:
    lines = []
    for name in names:
        character = cast.get(name)
        if character:
            facts = ", ".join(f"{key}: {value}" for key, value in list(character.facts.items())[:4])
            lines.append(
                f"{character.name} ({character.role or 'character'}; {facts}). Wants: {character.want} Flaw: {character.flaw}"
            )
        else:
            lines.append(name)
    return lines


def _find_lore(ctx: StageContext[ScenesConfig], card: SceneCard) -> list[str]:
    """Return the lore for a card within the budget: the entries that it names, then what a search finds."""
    query = " ".join([card.title, card.place, *card.cast, card.goal, card.conflict, card.outcome])
    named = [entry for entry in (ctx.lore.get(name) for name in card.lore) if entry is not None]
    budget = ctx.session.settings.lore.budget
    lines = [f"{entry.title}: {shorten(entry.text, 280)}" for entry in named]
    budget -= sum(len(line) // 4 for line in lines)
    if budget > 0:
        hits = ctx.lore.search(query, budget=budget, limit=4, exclude=[entry.id for entry in named])
        lines += [f"{hit.entry.title}: {shorten(hit.entry.text, 280)}" for hit in hits]
    return lines


def _write(ctx: StageContext[ScenesConfig], card: SceneCard, about: dict[str, Any], candidate: int) -> str:
    """Write one version of a scene: begin it, then go on until it is long enough.

    Raises:
        OutputError: the model gave nothing that could be used, in all tries.
    """
    text = ""
    for attempt in range(ctx.config.tries):
        raw = ctx.write("writer", "scene", candidate, attempt, max_tokens=_budget(ctx, card.words), **about)
        text = without_repeats(end_at_sentence(clean(raw, card)), about["before"])
        if count_words(text, ctx.language) >= min(20, card.words // 3):
            break
    if not text:
        raise OutputError(
            f"scene {card.id}: the writer's model gave no usable text in {ctx.config.tries} tries. Try another model or seed."
        )
    for step in range(ctx.config.continuations):
        words = count_words(text, ctx.language)
        if words >= ENOUGH * card.words:
            break
        raw = ctx.write(
            "writer", "scene-continue", candidate, step, max_tokens=_budget(ctx, card.words - words), card=card, cast=about["cast"],
            text=last_words(text, 120), missing=card.words - words, unit=about["unit"], tone=about["tone"], language=about["language"],
        )  # fmt: skip
        more = without_repeats(end_at_sentence(clean(raw, card)), text)
        text = f"{text}\n\n{more}".strip()
    return fit_words(text, int(MOST * card.words), ctx.language)


def _budget(ctx: StageContext[Any], words: int) -> int:
    """Return the tokens that so many words take, with room to finish the sentence."""
    return int(max(words, 20) * (2.2 if counts_characters(ctx.language) else 1.45)) + 24
