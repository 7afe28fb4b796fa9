"""Repetition: a sentence that stands twice, or a phrase that comes again and again.

A sentence is compared without case and punctuation, within the scene and with the scenes before it. Sentences under
five words may repeat ("No." "She waited for him."). What is said in quotation marks may come twice, as a question or
a refrain does; the third time is no accident, and neither are three times the same six words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from storyteller_agents.checks.check import Objection, SceneText, check
from storyteller_agents.language import CJK, quotation_spans, sentence_spans, sentences

SHORT_SENTENCE = 5
PHRASE = 6
TIMES = 3
_WORD = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]|[^\W_]+(?:['’][^\W_]+)*")


def sentence_key(sentence: str, short: int = SHORT_SENTENCE) -> tuple[str, ...]:
    """Return what a sentence says, without case and punctuation; empty for one so short that it may repeat.

    Args:
        short: the number of words from which it counts; twice as many characters for Chinese and Japanese.
    """
    words = tuple(_WORD.findall(sentence.lower()))
    return words if len(words) >= (2 * short if CJK.search(sentence) else short) else ()


@check(severity="error", repair="cut")
def repetition(scene: SceneText) -> Iterator[Objection]:
    """A sentence that was there before, or a phrase of six words that comes three times."""
    said = Counter(sentence_key(sentence) for earlier in scene.earlier for sentence in sentences(earlier))
    spoken = quotation_spans(scene.text)
    repeated: list[tuple[int, int]] = []
    for start, end in sentence_spans(scene.text):
        key = sentence_key(scene.text[start:end])
        allowed = TIMES - 1 if any(first <= start and end <= last for first, last in spoken) else 1
        if key and said[key] >= allowed:
            repeated.append((start, end))
            yield Objection(start, end, "This sentence stands here or in an earlier scene already.", "Cut it.")
        said[key] += 1
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
