"""What an engine is asked, and what it answers: plain records, so that requests can be queued and batched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from storyteller_agents.models.conversation import Turn
    from storyteller_agents.models.grammar import OutputSchema


class Signal(Protocol):
    """Whatever can say that work should stop, e.g. a `threading.Event`."""

    def is_set(self) -> bool:
        """Return whether to stop."""


@dataclass(frozen=True)
class Request:
    """What an engine is asked to write.

    Attributes:
        turns: the conversation; or `prompt`, its token ids, which then counts.
        max_tokens: the most tokens to write.
        min_tokens: the fewest; before them the model can't end a free text. Stop strings and grammars still can.
        temperature, top_p, top_k: see `sampling.choose`; temperature 0 is greedy.
        repetition_penalty: see `sampling.Sampler`; 1 for none.
        seed: the same request with the same seed is the same text on one machine; None draws a seed.
        stop: strings that end the text and don't belong to it; ignored under a grammar.
        grammar: the schema that the text has to follow.
        adapter: folder of a LoRA adapter.
        candidates: how many answers to this very prompt are asked for at the same time, with different seeds; each
            request says so. Where it gains time, attention to the prompt is computed for all of them at once; see
            `shared`. The text depends on this number, in its last digits, and not on whether the others come.
        cancel: looked at before every token.
        timeout: seconds from when it was asked until it has to be answered; None for ever.
    """

    turns: Sequence[Turn] = ()
    prompt: Sequence[int] = ()
    max_tokens: int = 512
    min_tokens: int = 0
    temperature: float = 0.7
    top_p: float = 0.95
    top_k: int = 50
    repetition_penalty: float = 1.1
    seed: int | None = None
    stop: tuple[str, ...] = ()
    grammar: OutputSchema | None = None
    adapter: Path | None = None
    candidates: int = 1
    cancel: Signal | None = None
    timeout: float | None = None


@dataclass(frozen=True)
class Completion:
    """What came of a request: the text, the tokens read and written, and why it ended."""

    text: str
    input_tokens: int
    output_tokens: int
    finish_reason: Literal["stop", "length"]
