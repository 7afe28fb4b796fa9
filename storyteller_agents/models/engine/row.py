"""One request in the making: what it has read and written, and when it is over."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Literal

from storyteller_agents.errors import AnswerTimeoutError, Stopped
from storyteller_agents.models.engine.memory import SHARED_FROM
from storyteller_agents.models.engine.request import Completion, Request

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray
    from torch import Tensor

    from storyteller_agents.models.engine.memory import RowCache
    from storyteller_agents.models.engine.sampling import Sampler
    from storyteller_agents.models.engine.text import TextStream
    from storyteller_agents.models.grammar import Constraint

_grammars = ThreadPoolExecutor(1, thread_name_prefix="storyteller-grammars")

Item = str | Completion | BaseException
"""What a caller hears: pieces of text, and at last the completion or what went wrong."""


class Row:
    """One request in the making: made by the caller's thread, then touched by torch's thread alone.

    Args:
        request: what was asked.
        prompt: its token ids.
        deliver: called with every item, mostly on torch's thread; must not block.
        sampler, text, constraint: its own state for choosing tokens, for turning them into text, and of its grammar.

    Attributes:
        reads: what it reads before it writes: the prompt, and what the grammar begins every answer with.
        unread: tokens that the model has not read yet.
        cache: its keys and values, once it runs.
        adapter: the name of its adapter, once it runs.
        leader: a row that is reading what this one would read.
        first: the scores after `reads`, for rows that read the same.
        done: whether the last item was delivered.
        left_alone: set by a caller who no longer listens.
    """

    def __init__(
        self,
        request: Request,
        prompt: Sequence[int],
        deliver: Callable[[Item], None],
        *,
        sampler: Sampler,
        text: TextStream,
        constraint: Constraint | None,
    ) -> None:
        self.request = request
        self.prompt = list(prompt)
        self.sampler = sampler
        self.constraint = constraint
        self.unread = list(prompt)
        self.cache: RowCache | None = None
        self.adapter: str | None = None
        self.leader: Row | None = None
        self.first: Tensor | None = None
        self.done = False
        self.left_alone = False
        self._text = text
        self._allowed: Future[NDArray[bool_]] | None = None
        self._deliver = deliver
        self._pieces: list[str] = []
        self._written = 0
        self._deadline = time.monotonic() + request.timeout if request.timeout is not None else None
        self.take_forced()
        self.reads = tuple(self.unread)

    @property
    def tokens(self) -> int:
        """The most tokens that it needs room for."""
        return len(self.prompt) + self.request.max_tokens

    @property
    def shares(self) -> bool:
        """Whether it attends to its prompt together with the other candidates."""
        return self.request.candidates > 1 and self.request.candidates * len(self.prompt) >= SHARED_FROM

    @property
    def is_reading(self) -> bool:
        """Whether it is still at what it reads before it writes."""
        return self.cache is None or self.cache.length < len(self.reads)

    @property
    def may_end(self) -> bool:
        """Whether it has written as much as it was asked to at least."""
        return self._written >= self.request.min_tokens

    def look_ahead(self) -> None:
        """Have the grammar work out what may come next, while the model runs."""
        if self.constraint and self._allowed is None:
            self._allowed = _grammars.submit(self.constraint.allowed)

    def allowed(self) -> NDArray[bool_] | None:
        """Return which tokens may come next; None without a grammar. Raises what `Constraint.allowed` raises."""
        self.look_ahead()
        ahead, self._allowed = self._allowed, None
        return ahead.result() if ahead else None

    def take(self, token: int, *, is_end: bool = False) -> None:
        """Add a token that was chosen, and what the grammar makes follow; or end the answer if it `is_end`."""
        if is_end:
            self._finish("stop")
            return
        self.sampler.chose(token)
        self._add([token])
        self.take_forced()

    def take_forced(self) -> None:
        """Add the tokens that have to come next and need no model, if any."""
        while not self.done and self.constraint and (tokens := self.constraint.forced()[: self._room]):
            self._add(tokens)

    def fail(self, error: BaseException) -> None:
        """End without an answer."""
        if not self.done:
            self.done = True
            self._tell(error)

    def check_patience(self) -> None:
        """End the row if nobody waits for it any longer."""
        if self.left_alone or (self.request.cancel is not None and self.request.cancel.is_set()):
            self.fail(Stopped("Stopped while a model was writing."))
        elif self._deadline is not None and time.monotonic() > self._deadline:
            self.fail(
                AnswerTimeoutError(
                    f"An answer took longer than its {self.request.timeout:g} seconds; {self._written} of at most "
                    f"{self.request.max_tokens} tokens were written. Raise the timeout, or lower max_tokens."
                )
            )

    @property
    def _room(self) -> int:
        return self.request.max_tokens - self._written

    def _add(self, tokens: list[int]) -> None:
        if self.constraint:
            self.constraint.accept(tokens)
        self.unread += tokens
        self._written += len(tokens)
        self._say(self._text.add(tokens))
        if self._text.stopped or (self.constraint and self.constraint.finished):
            self._finish("stop")
        elif self._room == 0:
            self._finish("length")

    def _finish(self, reason: Literal["stop", "length"]) -> None:
        self._say(self._text.rest())
        self.done = True
        self._tell(Completion("".join(self._pieces), len(self.prompt), self._written, reason))

    def _say(self, piece: str) -> None:
        if piece:
            self._pieces.append(piece)
            self._tell(piece)

    def _tell(self, item: Item) -> None:
        try:
            self._deliver(item)
        except RuntimeError:  # the event loop of the one who asked is closed
            self.done = True
