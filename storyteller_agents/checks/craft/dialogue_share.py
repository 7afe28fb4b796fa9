"""Dialogue: a long scene between two or more people in which nobody speaks, or in which there is nothing but speech.

Both are flat: people who share several hundred words talk, and talk without a place, a body and a silence is a
transcript. What counts as speech says `metrics.speech_spans`. Where an author marks speech with what can't be told
from apostrophes, or not at all in any scene before, a scene without marks says nothing, and neither does this rule.
Advice only: a chase has no time for words, and a quarrel may be nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.checks import metrics
from storyteller_agents.checks.check import Objection, SceneText, check
from storyteller_agents.language import count_words, counts_characters, sentence_spans

SHORTEST = 400
"""Scenes with fewer words are passed over; with fewer than twice as many characters, in Chinese and Japanese."""
MOST = 0.92
_STRAIGHT_SPEECH = re.compile(r"[,.!?—-]'(?!\w)|(?<![\w'])'[^\W\d_a-zß-öø-ÿ]")


@check(severity="note", repair="none", planned=True)
def dialogue_share(scene: SceneText) -> Iterator[Objection]:
    """Two or more people are there, and nobody speaks or there is nothing but speech."""
    shortest = 2 * SHORTEST if counts_characters(scene.language) else SHORTEST
    words = count_words(scene.text, scene.language)
    if len(set(scene.card.cast)) < 2 or words < shortest:
        return
    share = metrics.dialogue_share(scene.text, scene.language)
    start, end = sentence_spans(scene.text)[0]
    if share > MOST:
        message = f"{share:.0%} of the words are spoken: talk without a place, a gesture or a silence."
        yield Objection(start, end, message, "Show what they do and see while they talk.")
    elif not share and _marks_speech(scene):
        people = ", ".join(scene.card.cast)
        yield Objection(start, end, f"{people} are there, and in {words} words nobody speaks.", "Let someone speak.")


def _marks_speech(scene: SceneText) -> bool:
    """Whether speech would be seen here: not marked by straight single quotes, and marked at all before."""
    if _STRAIGHT_SPEECH.search(scene.text):
        return False
    return not scene.earlier or any(metrics.speech_spans(text) for text in scene.earlier)
