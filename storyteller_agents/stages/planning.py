"""Plans that can be used: sentences of an outline are asked for again when they say nothing new or nothing of the story.

A small model likes to repeat what it has just read, to talk about "the scene", and to invent people. Each of these can
be seen without a model, so a plan is taken from a few answers: the first to which nobody objects, else the best.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from storyteller_agents.checks.check import SceneText
from storyteller_agents.checks.craft.unknown_name import unknown_name
from storyteller_agents.context import StageContext
from storyteller_agents.language import base_language, content_words, detect_language
from storyteller_agents.story import SceneCard

TRIES = 3
WARMER = 0.1
"""How much the temperature rises with each try, so that a stubborn answer is left behind."""
MEMORY = 300
"""Sentences that a new one is compared with: those of about a hundred scenes."""
SAME = 0.6
"""Two sentences that share this much of the words of the shorter one say the same."""
_TALK = re.compile(
    r"\b(?:scene|story|chapter|turning point|protagonist|antagonist|ally|main character|outcome|conflict|goal|plot|logline|reader|premise)s?\b",
    re.IGNORECASE,
)


class Said:
    """What a plan has said so far, as sets of words that are made once; of a very long plan the last part.

    Args:
        texts: what has been said at first.
        language: of the texts.
    """

    def __init__(self, texts: Iterable[str], language: str) -> None:
        self._language = language
        self._sets: deque[set[str]] = deque(maxlen=MEMORY)
        self.add(*texts)

    def add(self, *texts: str) -> None:
        """Remember texts."""
        self._sets.extend(content_words(text, self._language) for text in texts if text)

    def has(self, words: set[str]) -> bool:
        """Whether a text of these words says what has been said."""
        size = len(words)
        return any(len(words & other) >= SAME * min(size, len(other)) > 0 for other in self._sets)


def ask_plan(
    ctx: StageContext[Any], schema: type[BaseModel], prompt: str, /, *seed_parts: Any, earlier: Iterable[str], names: Iterable[str],
    said: Said | None = None, by: str = "outliner", max_tokens: int = 200, **variables: Any,
) -> dict[str, Any]:  # fmt: skip
    """Return the answer with the lightest objections, out of at most `TRIES`.

    Args:
        by: the role whose model is asked.
        earlier, said: what the plan has said already and must not say again.
        names: names, and texts with names, that have been introduced.
    """
    near, known = Said(earlier, ctx.language), frozenset(names)
    best: tuple[float, dict[str, Any]] | None = None
    for attempt in range(TRIES):
        answer = ctx.ask(
            by, schema, prompt, *seed_parts, attempt, max_tokens=max_tokens, warmer=WARMER * attempt, **variables
        ).model_dump()
        score = objections(answer, (near, said) if said else (near,), known, ctx.language)
        if best is None or score < best[0]:
            best = (score, answer)
        if score == 0:
            break
    assert best is not None  # TRIES is positive
    return best[1]


def objections(answer: Mapping[str, Any], earlier: Sequence[Said], names: frozenset[str], language: str) -> float:
    """Return how much there is to object to the sentences of an answer: 1 each for repeating, talk of the plan or a strange name, 2 for another language."""
    own = Said((), language)
    total = 0.0
    for value in answer.values():
        if not isinstance(value, str):
            continue
        words = content_words(value, language)
        total += any(said.has(words) for said in (own, *earlier))
        total += bool(_TALK.search(value))
        total += 2 * (detect_language(value, language) != base_language(language))
        total += len(list(unknown_name.run(SceneText(SceneCard(id="0", title="plan"), value, language, names=names))))
        own.add(value)
    return total
