"""Scenes: a card → prose, scene after scene within a chapter, chapters side by side.

A scene is written from its card, the characters in it, the lore found for it, what has happened so far and the end
of the scene before: passage by passage (goal, conflict, outcome), each going on from the words before it, and each
asked for again when the plain checks object. It is in the book as soon as it is finished.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from storyteller_agents.checks.check import SceneText
from storyteller_agents.context import StageContext
from storyteller_agents.contract import StoryState, stage
from storyteller_agents.errors import OutputError
from storyteller_agents.language import count_words, counts_characters
from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.scene import SceneSearch
from storyteller_agents.stages.critique import Examination, Texts, continuity, known_names, weight
from storyteller_agents.stages.planning import WARMER
from storyteller_agents.stages.prose import (
    clean,
    close_quotes,
    end_at_sentence,
    fit_words,
    last_words,
    shorten,
    without_repeats,
)
from storyteller_agents.stages.scoring import find_scorer
from storyteller_agents.story import Chapter, Character, Finding, Outline, SceneCard, Scenes
from storyteller_agents.structure import beat

ENOUGH = 0.85
"""A scene is long enough at this share of its target."""
MOST = 1.3
"""It is ended at the last sentence before this share."""


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
            scene.item_done(card.title, total)
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
    writer = _Writer(ctx, card, _about(ctx, state, card, chapter, so_far, before), examination)
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


@dataclass(frozen=True)
class _Writer:
    """Writes one scene, held to what the rules find in it."""

    ctx: StageContext[ScenesConfig]
    card: SceneCard
    about: dict[str, Any]
    examination: Examination

    def write(self, candidate: int) -> str:
        """Return one version of the scene: its passages in turn, then more until it is long enough.

        Raises:
            OutputError: the model gave nothing that could be used.
        """
        steps = [step for step in (self.card.goal, self.card.conflict, self.card.outcome) if step] or [self.card.title]
        text = ""
        for number, _ in enumerate(steps):
            missing = self.card.words * (number + 1) // len(steps) - self._words(text)
            if missing > 0:
                text = self._passage(text, steps[: number + 1], missing, f"{candidate}/{number}")
        if not text:
            raise OutputError(
                f"scene {self.card.id}: the writer's model gave no usable text in {self.ctx.config.tries} tries. Try another model or seed."
            )
        for number in range(self.ctx.config.continuations):
            missing = self.card.words - self._words(text)
            if self._words(text) >= ENOUGH * self.card.words:
                break
            text = self._passage(text, steps, missing, f"{candidate}/more/{number}")
        return close_quotes(fit_words(text, int(MOST * self.card.words), self.ctx.language))

    def _passage(self, text: str, steps: list[str], words: int, seed: str) -> str:
        """Return the text with one more passage: the first to which nobody objects, else the one with the lightest findings."""
        best, lightest = text, float("inf")
        for attempt in range(self.ctx.config.tries):
            begun = self._begun(text, attempt)
            raw = self.ctx.write(
                "writer",
                "scene",
                seed,
                attempt,
                max_tokens=_budget(self.ctx, words),
                begun=begun,
                warmer=WARMER * attempt,
                candidates=1 if begun else self.ctx.session.settings.model("writer").candidates,
                steps=steps,
                words=words,
                **self.about,
            )
            longer = self._join(text, begun, raw)
            score = self._objections(text, longer, lightest)
            if score < lightest:
                best, lightest = longer, score
            if score == 0:
                break
        return best

    def _begun(self, text: str, attempt: int) -> str:
        """Return the words that the model goes on from: after a failure a new paragraph, then the name of whoever sees the scene."""
        name = self.card.pov or (self.card.cast[0] if self.card.cast else "")
        goes_on = self.ctx.session.settings.model("writer").goes_on
        opening = name if goes_on and attempt >= (1 if not text else 2) else ""
        if not text:
            return opening
        return text if attempt == 0 else f"{text}\n\n{opening}"

    def _join(self, text: str, begun: str, raw: str) -> str:
        """Return `text` with what the model added, cleaned; sentences that have been said before are left out."""
        opening = begun[len(text) :]
        new = opening + (" " if opening[-1:].isalnum() and raw[:1].isalnum() else "") + raw
        gap = "\n\n" if new.lstrip(" ").startswith("\n") else " "
        more = without_repeats(end_at_sentence(clean(new, self.card)), f"{self.about['before']} {text}")
        return f"{text}{gap}{more}".strip() if more else text

    def _objections(self, text: str, longer: str, lightest: float) -> float:
        """Return how heavy the checks object to a longer text; it needs a few words more, and somebody of the cast.

        The rules about the story are slow; they are left out where the others find as much as the `lightest` so far.
        """
        nobody = bool(self.card.cast) and not any(part in longer for name in self.card.cast for part in name.split())
        score = float(nobody) + (3.0 if self._words(longer) - self._words(text) < 8 else 0.0)
        score += weight(_without_length(self.examination.alone(longer)))
        if score >= lightest:
            return score
        return score + weight(self.examination.in_story(longer))

    def _words(self, text: str) -> int:
        return count_words(text, self.ctx.language)


def _without_length(found: list[Finding]) -> list[Finding]:
    """Leave out what is said of the length: the scene is not finished yet."""
    return [finding for finding in found if finding.rule not in ("too-short", "too-long")]


def _budget(ctx: StageContext[Any], words: int) -> int:
    """Return the tokens that so many words take, with room to finish the sentence."""
    return int(max(words, 20) * (2.2 if counts_characters(ctx.language) else 1.4)) + 20
