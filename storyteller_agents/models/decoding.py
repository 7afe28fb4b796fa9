"""One step of decoding: choose the next token from its scores, and turn tokens into text that may be shown.

Small state machines over numbers and strings; they know nothing of models or messages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from storyteller_agents.models.grammar import Constraint
    from storyteller_agents.models.request import Request

OPEN_STEP = 0.05
"""The share of the vocabulary that a grammar has to allow for a step to count as writing freely."""
UNFINISHED = "\ufffd"
"""What a decoder shows for half a character."""


def penalised(scores: Tensor, seen: Collection[int], penalty: float) -> Tensor:
    """Return scores in which tokens that were seen are less likely (Keskar et al. 2019, CTRL).

    Args:
        scores: shape (vocabulary,).
        seen: token ids of prompt and answer; control tokens should not be among them, or the penalty on the
            end-of-turn token, which every prompt holds, makes a model ramble.
        penalty: 1 changes nothing; positive scores are divided by it, negative ones multiplied.
    """
    if penalty == 1 or not seen:
        return scores
    import torch

    index = torch.tensor(sorted(seen), device=scores.device)
    before = scores[index]
    after = scores.clone()
    after[index] = torch.where(before > 0, before / penalty, before * penalty)
    return after


def choose(scores: Tensor, *, temperature: float, top_k: int, top_p: float, generator: Generator) -> int:
    """Return the id of the next token.

    Args:
        scores: logits, shape (vocabulary,), float32; ``-inf`` forbids a token.
        temperature: 0 takes the best token and leaves the generator alone.
        top_k: only the k best tokens count; 0 means all.
        top_p: of those, only the best that together reach this probability.
        generator: a CPU generator of this request alone, so that its text doesn't depend on other requests.
    """
    import torch

    if temperature == 0:
        return int(scores.argmax())
    count = min(top_k, scores.numel()) if top_k else scores.numel()
    best, tokens = torch.topk(scores, count)
    chances = torch.softmax(best.float().cpu() / temperature, dim=-1)
    below = chances.cumsum(dim=-1) - chances  # what the better tokens reach without this one
    chances = torch.where(below < top_p, chances, 0.0)
    return int(tokens[torch.multinomial(chances, 1, generator=generator)])


class TokenChooser:
    """Chooses the tokens of one answer: its random numbers, its grammar, and what it has said already.

    Free text is kept from repeating the prompt and itself. Under a grammar the penalty would wear down quotes,
    braces and the words of an enum until the model writes junk into strings. There it holds only while the
    model writes freely, that is inside a string, and only against words that it wrote in that way.

    Args:
        request: its sampling settings count.
        prompt: token ids.
        tokenizer: a transformers tokenizer.
        constraint: the grammar's state, if any; the caller tells it which tokens were taken.
    """

    def __init__(self, request: Request, prompt: Sequence[int], tokenizer: Any, constraint: Constraint | None) -> None:
        import torch

        self._request = request
        self._tokenizer = tokenizer
        self._constraint = constraint
        self._seen: set[int] = set() if constraint else set(prompt) - set(tokenizer.all_special_ids)
        self._generator = torch.Generator()
        if request.seed is None:
            self._generator.seed()
        else:
            self._generator.manual_seed(request.seed)

    def choose(self, scores: Tensor) -> int:
        """Return the next token for scores of shape (vocabulary,), dtype float32."""
        import torch

        request = self._request
        with torch.inference_mode():
            free = True
            if self._constraint:
                allowed = self._constraint.allowed()[: scores.numel()]
                free = bool(allowed.mean() > OPEN_STEP)
                scores = scores.masked_fill(~torch.from_numpy(allowed).to(scores.device), float("-inf"))
            token = choose(
                penalised(scores, self._seen, request.repetition_penalty) if free else scores,
                temperature=request.temperature,
                top_k=request.top_k,
                top_p=request.top_p,
                generator=self._generator,
            )
        if not self._constraint or (free and any(map(str.isalpha, self._tokenizer.decode([token])))):
            self._seen.add(token)
        return token


class TextStream:
    """Turns tokens into pieces of text as they come; holds back half characters and what may become a stop string.

    Args:
        decode: turns token ids into text, without control tokens.
        stop: strings that end the text and don't belong to it.
        before: the last tokens before the text, when it goes on from them in the middle of a sentence.

    Attributes:
        stopped: whether a stop string came.
    """

    def __init__(
        self, decode: Callable[[list[int]], str], stop: Sequence[str] = (), before: Sequence[int] = ()
    ) -> None:
        self._decode = decode
        self._stop = [string for string in stop if string]
        self._ids = list(before)
        self._shown = len(before)  # the ids before this one are in the text already …
        self._context = 0  # … and those from here to there are decoded again, since spaces depend on neighbours
        self._held = ""
        self.stopped = False

    def add(self, tokens: Sequence[int]) -> str:
        """Take the next tokens and return the text that is certain now, possibly empty."""
        for token in tokens:
            if not self.stopped:
                self._ids.append(token)
                self._held += self._new_text()
                self._cut()
        keep = 0 if self.stopped else self._open_stop()
        certain = self._held[: len(self._held) - keep]
        self._held = self._held[len(certain) :]
        return certain

    def rest(self) -> str:
        """Return what was held back, when no more tokens come. Half a character at the end is dropped."""
        certain, self._held = self._held, ""
        return certain

    def _new_text(self) -> str:
        known = self._decode(self._ids[self._context : self._shown])
        text = self._decode(self._ids[self._context :])
        if text.endswith(UNFINISHED) or len(text) <= len(known):
            return ""
        self._context, self._shown = self._shown, len(self._ids)
        return text[len(known) :]

    def _cut(self) -> None:
        found = [place for string in self._stop if (place := self._held.find(string)) >= 0]
        if found:
            self._held = self._held[: min(found)]
            self.stopped = True

    def _open_stop(self) -> int:
        """Return how many characters at the end may be the beginning of a stop string."""
        for length in range(min(len(self._held), max(map(len, self._stop), default=0)), 0, -1):
            if any(string.startswith(self._held[-length:]) for string in self._stop):
                return length
        return 0
