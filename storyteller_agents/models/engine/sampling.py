"""Choosing the next token of every row of a step from its scores.

Rows are chosen for together, since each small operation costs the same for one row as for many. But each has its
own settings, its own random numbers and its own memory of what was said, and what is chosen for it depends on
nothing else.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from storyteller_agents.errors import ModelError

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray
    from torch import Tensor

    from storyteller_agents.models.engine.request import Request

OPEN_STEP = 0.05
"""The share of the vocabulary that a grammar has to allow for a step to count as writing freely."""


class Sampler:
    """What one row needs to choose its tokens: settings, random numbers, and what it has said already.

    Free text is kept from repeating the prompt and itself. Under a grammar the penalty would wear down quotes,
    braces and the words of an enum until the model writes junk into strings. There it holds only while the
    model writes freely, that is inside a string, and only against words that it wrote in that way.

    Args:
        request: its sampling settings count.
        seen: token ids that count as said; none under a grammar. Control tokens should not be among them, or the
            penalty on the end-of-turn token, which every prompt holds, makes a model ramble.
        is_word: whether a token holds letters.
    """

    def __init__(self, request: Request, seen: Sequence[int], is_word: Callable[[int], bool]) -> None:
        self.temperature = request.temperature
        self.top_k = request.top_k
        self.top_p = request.top_p
        self.random = random.Random(request.seed)
        self._penalty = request.repetition_penalty
        self._under_grammar = request.grammar is not None
        self._is_word = is_word
        self._seen = {} if self._under_grammar else dict.fromkeys(seen)
        self._index: Tensor | None = None  # `seen` as a tensor
        self._free = True

    def prepare(self, scores: Tensor, allowed: NDArray[bool_] | None, forbidden: Collection[int] = ()) -> None:
        """Change a row's scores in place: forbid what the grammar does, and make less likely what was said.

        Args:
            scores: shape (vocabulary,), float32.
            allowed: which tokens the row's grammar allows, shape (at least vocabulary,); None without a grammar.
            forbidden: tokens that may not come now.
        """
        if allowed is not None:
            import torch
            from numpy import count_nonzero

            allowed = allowed[: scores.numel()]
            self._free = int(count_nonzero(allowed)) > OPEN_STEP * allowed.size
            scores.masked_fill_(~torch.from_numpy(allowed).to(scores.device), float("-inf"))
        if forbidden and allowed is None:
            scores[list(forbidden)] = float("-inf")
        if self._free and self._penalty != 1 and self._seen:
            self._penalise(scores)

    def chose(self, token: int) -> None:
        """Remember a token that was chosen."""
        if token not in self._seen and (not self._under_grammar or (self._free and self._is_word(token))):
            self._seen[token] = None
            self._index = None

    def _penalise(self, scores: Tensor) -> None:
        """Divide positive scores of what was said by the penalty, multiply negative ones (Keskar et al. 2019, CTRL)."""
        import torch

        if self._index is None:
            self._index = torch.tensor(list(self._seen), device=scores.device)
        before = scores[self._index]
        scores[self._index] = torch.where(before > 0, before / self._penalty, before * self._penalty)


def choose(scores: Tensor, samplers: Sequence[Sampler]) -> list[int | ModelError]:
    """Return the next token of every row, or what is wrong with its scores.

    The `top_k` best tokens count (0 means all), of those only the best that together reach the probability
    `top_p`; temperature 0 takes the best one and draws no random number.

    Args:
        scores: logits, shape (rows, vocabulary), float32, prepared by each row's sampler.
        samplers: one for each row.
    """
    chosen: list[int | ModelError] = [0] * len(samplers)
    width = scores.shape[-1]
    kinds: dict[int, list[int]] = {}
    for row, sampler in enumerate(samplers):
        count = 0 if sampler.temperature == 0 else min(sampler.top_k or width, width)
        kinds.setdefault(count, []).append(row)
    for count, rows in kinds.items():
        part = scores if len(rows) == len(samplers) else scores[rows]
        found = _drawn(part, count, [samplers[row] for row in rows]) if count else _best(part)
        for row, token in zip(rows, found, strict=True):
            chosen[row] = token
    return chosen


def _best(scores: Tensor) -> list[int | ModelError]:
    tokens = scores.argmax(-1)
    tops = scores.gather(-1, tokens[:, None])[:, 0].tolist()
    return [_checked(token, top) for token, top in zip(tokens.tolist(), tops, strict=True)]


def _drawn(scores: Tensor, count: int, samplers: Sequence[Sampler]) -> list[int | ModelError]:
    import torch

    best, tokens = (part.cpu() for part in torch.topk(scores, count))
    heat = torch.tensor([[sampler.temperature] for sampler in samplers])
    chances = torch.softmax(best / heat, dim=-1)
    reached = chances.cumsum(dim=-1)
    limits = torch.tensor([[sampler.top_p] for sampler in samplers])
    chances = chances.where(reached - chances < limits, 0.0)  # what the better tokens reach without this one
    reached = chances.cumsum(dim=-1)
    drawn = torch.tensor([[sampler.random.random()] for sampler in samplers]) * reached[:, -1:]
    places = (reached <= drawn).sum(-1, keepdim=True).clamp(max=count - 1)
    found = tokens.gather(-1, places)[:, 0].tolist()
    return [_checked(token, top) for token, top in zip(found, best[:, 0].tolist(), strict=True)]


def _checked(token: int, top: float) -> int | ModelError:
    """Return the token, unless the best score is no number; NaN counts as the best of all."""
    if top != top or top == float("inf"):
        return ModelError(
            "The model gave scores that are no numbers (NaN). Its weights are damaged, or the dtype is too narrow "
            "for it: try dtype = 'float32'."
        )
    if top == float("-inf"):
        return ModelError("The grammar of the answer allows no token at all here; simplify the schema.")
    return token
