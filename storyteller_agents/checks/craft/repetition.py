"""Repetition: a sentence that stands twice, or a phrase that comes again and again.

A sentence is compared without case and punctuation, within the scene and with the scenes before it. Sentences under
four words may repeat ("No." "She waited."), and so may short phrases: three times the same six words is no accident.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.checks.check import Objection, SceneText, check
from storyteller_agents.language import CJK, sentence_spans

SHORT_SENTENCE = 4
PHRASE = 6
TIMES = 3
_WORD = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]|[^\W_]+(?:['’][^\W_]+)*")


@check(severity="error", repair="cut")
def repetition(scene: SceneText) -> Iterator[Objection]:
    """A sentence that was there before, or a phrase of six words that comes three times."""
    seen = {_normal(earlier[start:end]) for earlier in scene.earlier for start, end in sentence_spans(earlier)}
    repeated: list[tuple[int, int]] = []
    for start, end in sentence_spans(scene.text):
        normal = _normal(scene.text[start:end])
        if len(normal) < (SHORT_SENTENCE if not CJK.search(scene.text[start:end]) else 2 * SHORT_SENTENCE):
            continue
        if normal in seen:
            repeated.append((start, end))
            yield Objection(start, end, "This sentence stands here or in an earlier scene already.", "Cut it.")
        seen.add(normal)
    yield from _phrases(scene, repeated)


def _phrases(scene: SceneText, repeated: list[tuple[int, int]]) -> Iterator[Objection]:
    """Report the third and later uses of a phrase, outside sentences that are reported anyway."""
    words = [(match.group().lower(), match.start(), match.end()) for match in _WORD.finditer(scene.text)]
    length = PHRASE if not CJK.search(scene.text) else 2 * PHRASE
    count: dict[tuple[str, ...], int] = {}
    reported = -1
    for index in range(len(words) - length + 1):
        window = words[index : index + length]
        phrase = tuple(word for word, _, _ in window)
        count[phrase] = count.get(phrase, 0) + 1
        start, end = window[0][1], window[-1][2]
        inside = any(first <= start and end <= last for first, last in repeated)
        if count[phrase] >= TIMES and start > reported and not inside:
            reported = end
            yield Objection(start, end, f"These words come {count[phrase]} times.", "Say it another way, or cut it.")


def _normal(sentence: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(sentence))
