"""Length: a scene far from the target on its card. Between 70% and 160% of the target nothing is said."""

from __future__ import annotations

from collections.abc import Iterator

from storyteller_agents.checks.check import Objection, SceneText, check
from storyteller_agents.language import count_words, sentence_spans

SHORTEST, LONGEST = 0.7, 1.6


@check(severity="warning", repair="extend", planned=True)
def too_short(scene: SceneText) -> Iterator[Objection]:
    """The scene has less than 70% of its target length."""
    words = count_words(scene.text, scene.language)
    if words < SHORTEST * scene.card.words:
        start, end = (sentence_spans(scene.text) or [(0, 0)])[-1]
        yield Objection(start, end, f"{words} of {scene.card.words} words.", "Go on from here.")


@check(severity="warning", repair="shorten", planned=True)
def too_long(scene: SceneText) -> Iterator[Objection]:
    """The scene has more than 160% of its target length."""
    words = count_words(scene.text, scene.language)
    if words > LONGEST * scene.card.words:
        start, end = sentence_spans(scene.text)[-1]
        yield Objection(start, end, f"{words} words where {scene.card.words} were planned.", "End earlier.")
