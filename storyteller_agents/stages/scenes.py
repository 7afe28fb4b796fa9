"""Scenes: a card → prose, scene after scene within a chapter, chapters side by side.

A scene is written from its card, the characters in it, the lore found for it, what has happened so far and the end
of the scene before: passage by passage (goal, conflict, outcome), each going on from the words before it, and each
asked for again when the plain checks object. It is in the book as soon as it is finished.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from storyteller_agents.checks.check import SceneText
from storyteller_agents.context import StageContext
from storyteller_agents.contract import StoryState, stage
from storyteller_agents.language import counts_characters
from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.scene import SceneSearch
from storyteller_agents.stages.critique import Examination, Texts, continuity, known_names
from storyteller_agents.stages.passages import SceneWriter
from storyteller_agents.stages.prose import last_words, shorten
from storyteller_agents.stages.scoring import find_scorer
from storyteller_agents.story import Chapter, Character, Outline, SceneCard, Scenes
from storyteller_agents.structure import beat


class ScenesConfig(BaseModel):
    """``[stages.scenes]``: how often a passage is asked for at most, a short scene continued, and who picks the best."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    tries: int = Field(3, ge=1, le=10)
    continuations: int = Field(4, ge=0, le=100)
    scorer: str = "plain"


CHAPTER = "chapter-"


def chapters(state: StoryState) -> list[str]:
    """Return ``chapter-1``, ``chapter-2`` …: each is written on its own."""
    return [f"{CHAPTER}{number}" for number, _ in enumerate(state.outline.chapters(), 1)]


@stage(
    reads={"brief", "outline", "cast"},
    writes={"scenes"},
    after=("characters",),
    roles=("writer",),
    each=chapters,
    incremental=True,
    config=ScenesConfig,
)
def scenes(state: StoryState, ctx: StageContext[ScenesConfig]) -> dict[str, Any]:
    """Writes the prose of every scene card."""
    all_chapters = state.outline.chapters()
    index = int(str(ctx.item).removeprefix(CHAPTER)) - 1
    total = sum(1 for _ in state.outline.cards())
    so_far = [chapter.summary for chapter in all_chapters[:index]]
    written: Scenes = {}
    told: list[tuple[str, str]] = []
    for card in all_chapters[index].scenes:
        scene = ctx.for_item(card.id)
        if not scene.is_done(f"scenes/{card.id}"):
            text, notes = _write_best(scene, state, card, all_chapters[index], so_far, told)
            written[card.id] = scene.write_scene(card, text, **notes)
            scene.item_done(f"{card.title}, chapter {index + 1} of {len(all_chapters)}", total)
        if card.id in written or ctx.book.digest_of(f"scenes/{card.id}"):  # else it is no part of this draft
            told.append((card.id, ctx.book.scene(card.id)))
        so_far.append(card.after or card.outcome)
    return {"scenes": written}


def _write_best(
    ctx: StageContext[ScenesConfig],
    state: StoryState,
    card: SceneCard,
    chapter: Chapter,
    so_far: list[str],
    told: Texts,
) -> tuple[str, dict[str, Any]]:
    """Write as many candidates as the writer's settings ask for, and return the best, with everyone's scores.

    Args:
        told: the scenes of this chapter before this one; chapters are written side by side.
    """
    ctx.uses(f"card/{card.id}", *(f"character/{name}" for name in card.cast))
    names = known_names(ctx, state.brief, state.outline, state.cast)
    before = told[-1][1] if told else ""
    rules = continuity(ctx, state.outline, state.cast)
    examination = Examination(rules, card, state.cast, names, ctx.language, list(told))
    writer = SceneWriter(ctx, card, _about(ctx, state, card, chapter, so_far, before), examination)
    texts = ctx.side_by_side(writer.write, range(ctx.session.settings.model("writer").candidates))
    choose = ctx.session.choose
    if len(texts) == 1 and choose is None:
        return texts[0], {}
    scorer = find_scorer(ctx.config.scorer)
    scores = scorer(ctx, [SceneText(card, text, ctx.language, state.cast, names, (before,)) for text in texts])
    totals = [score["total"] for score in scores]
    kept = choose(ctx, card, texts, scores) if choose else totals.index(max(totals))
    return texts[kept], {"candidates": scores} if len(texts) > 1 else {}


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
        "cast": [_describe(state.cast.get(name), name) for name in card.cast],
        "lore": _find_lore(ctx, state.outline, card),
        "so_far": [shorten(text, 200) for text in so_far[-3:]],
        "before": last_words(before, 40),
        "genre": state.brief.genre,
        "tone": state.brief.tone,
        "audience": state.brief.audience,
        "unit": "characters" if counts_characters(ctx.language) else "words",
        "language": ctx.language_name,
    }


def _describe(character: Character | None, name: str) -> str:
    if character is None:
        return name
    facts = ", ".join(f"{key} {value}" for key, value in list(character.facts.items())[:4])
    return f"{character.name}: {', '.join(part for part in (character.role, facts) if part)}. {character.want}".strip()


def _find_lore(ctx: StageContext[ScenesConfig], outline: Outline, card: SceneCard) -> list[str]:
    """Return the lore for a card within the budget: the entries that it names, then what a search finds."""
    scene = SceneSearch.of_card(outline, card)
    named = [entry for entry in (ctx.lore.get(name) for name in card.lore) if entry is not None]
    budget = ctx.session.settings.lore.budget
    lines = [_line(scene.at.see(entry)) for entry in named]
    budget -= sum(len(line) // 4 for line in lines)
    if budget > 0:
        hits = ctx.lore.search(
            scene.query,
            budget=budget,
            limit=3,
            exclude=[entry.id for entry in named],
            present=scene.present,
            at=scene.at,
            seed=ctx.session.settings.book.seed,
        )
        lines += [_line(hit.entry) for hit in hits]
    return lines


def _line(entry: LoreEntry) -> str:
    facts = "; ".join(f"{fact.attribute}: {fact.value}" for fact in entry.facts[:4])
    return shorten(f"{entry.title}: {' '.join(part for part in (entry.text, facts and f'({facts})') if part)}", 280)
