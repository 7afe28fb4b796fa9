"""The prose of one scene, passage by passage: each is asked for again when the checks object, until it is long enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storyteller_agents.context import StageContext
from storyteller_agents.errors import OutputError
from storyteller_agents.language import count_words, counts_characters
from storyteller_agents.stages.critique import Examination, weight
from storyteller_agents.stages.planning import WARMER
from storyteller_agents.stages.prose import clean, close_quotes, end_at_sentence, fit_words, without_repeats
from storyteller_agents.story import Finding, SceneCard

if TYPE_CHECKING:
    from storyteller_agents.stages.scenes import ScenesConfig

ENOUGH = 0.85
"""A scene is long enough at this share of its target."""
MOST = 1.3
"""It is ended at the last sentence before this share."""


@dataclass(frozen=True)
class SceneWriter:
    """Writes one scene, held to what the rules find in it.

    Attributes:
        about: what the prompt says of the scene.
    """

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
