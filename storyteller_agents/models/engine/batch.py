"""The batch: rows join it as soon as there is room, take their steps together, and leave when they are done.

It lives on torch's thread, one step at a time, so that other engines and the embedder get their turns in between.
In a step every row reads a piece of its prompt, or the token that it chose last. Prompts are read in pieces, so that
a long one holds nobody up for long. A row whose prompt begins as one does that is just being read waits for that
one and takes over what it read.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from storyteller_agents.errors import ModelError
from storyteller_agents.models.engine.forward import Forward, Segment
from storyteller_agents.models.engine.limits import Gate, is_out_of_memory
from storyteller_agents.models.engine.memory import BLOCK, SHARED_COST, PrefixStore, in_blocks
from storyteller_agents.models.engine.sampling import choose
from storyteller_agents.models.threads import soon

if TYPE_CHECKING:
    from torch import Tensor

    from storyteller_agents.models.engine.lora import Adapters
    from storyteller_agents.models.engine.row import Row

T = TypeVar("T")

READ = 512
"""Prompt tokens that all rows together read in one step; SmolLM2 takes a third of a second for them on two cores."""
PIECE = 256
"""Prompt tokens that one row reads in one step: whole blocks."""


class Batch:
    """The rows of one model.

    Args:
        forward: runs the model, and has caches for rows.
        adapters: those on the model.
        rows: the most rows that run side by side.
        tokens: the most tokens that their keys and values may have room for.
        queue: the most rows that wait.
        prefixes: the beginnings of prompts.
        ends: token ids that end an answer.
        looks_ahead: let grammars work out what may come next while the model runs. Good where the model runs on a
            GPU; on a CPU they would take each other's cores.
    """

    def __init__(
        self,
        forward: Forward,
        adapters: Adapters,
        *,
        rows: int,
        tokens: int,
        queue: int,
        prefixes: PrefixStore,
        ends: frozenset[int],
        looks_ahead: bool = False,
    ) -> None:
        self.prefixes = prefixes
        self.gate = Gate(queue)
        self.most_rows = rows
        self._forward = forward
        self._caches = forward
        self._adapters = adapters
        self._tokens = tokens
        self._ends = ends
        self._looks_ahead = looks_ahead
        self._rows: list[Row] = []
        self._waiting: deque[Row] = deque()
        self._unwanted: set[Path] = set()  # adapters to be dropped when no row uses them
        self._lock = threading.Lock()
        self._awake = False

    def __len__(self) -> int:
        """How many rows run or wait."""
        return len(self._rows) + len(self._waiting)

    def add(self, row: Row) -> None:
        """Let a row wait for its turn; the caller has come through the gate before."""
        with self._lock:
            self._waiting.append(row)
            self._wake()

    def drop_adapter(self, folder: Path) -> None:
        """Forget an adapter as soon as no row uses it."""
        with self._lock:
            self._unwanted.add(folder)
            self._wake()

    def _wake(self) -> None:
        if not self._awake:
            soon(self._tick)
            self._awake = True

    def _tick(self) -> None:
        """Take one step, and arrange for the next."""
        import torch

        try:
            with torch.inference_mode():
                self._join()
                self._step()
                self._leave()
        except BaseException as error:  # a mistake in here must not leave callers waiting for ever
            for row in self._all():
                row.fail(error)
        finally:
            self._go_on()

    def _go_on(self) -> None:
        with self._lock:
            self._awake = False
            try:
                if self._rows or self._waiting:
                    self._wake()
            except RuntimeError as error:  # Python is shutting down, and torch's thread takes no more work
                for row in [*self._rows, *self._waiting]:
                    row.fail(error)

    def _all(self) -> list[Row]:
        with self._lock:
            return [*self._rows, *self._waiting]

    # Coming and going --------------------------------------------------------------------------------------

    def _join(self) -> None:
        """Let those in for whom there is room, in the order in which they came."""
        for row in self._all():
            row.check_patience()
        self._leave()
        while self._waiting and len(self._rows) < self.most_rows and self._fits(self._waiting[0]):
            row = self._waiting.popleft()
            self.gate.leave()
            try:
                self._begin(row)
            except Exception as error:  # its adapter, its memory: the others go on
                row.fail(error)
            if not row.done:
                self._rows.append(row)

    def _fits(self, row: Row) -> bool:
        taken = sum(other.cache.capacity + _laid_out(other) for other in self._rows if other.cache)
        needed = in_blocks(row.tokens) + _laid_out(row)
        if not self._rows and needed > self._tokens:
            row.fail(
                ModelError(
                    f"The prompt and its answer take the memory of up to {needed} tokens; what is set aside for them "
                    f"holds {self._tokens}. Lower max_tokens, shorten the prompt, or raise the engine's memory."
                )
            )
            return True
        return taken + needed <= self._tokens

    def _begin(self, row: Row) -> None:
        if row.done:
            return
        if row.request.adapter is not None:
            row.adapter = self._adapters.load(row.request.adapter, [other.adapter for other in self._rows])
        row.cache = self._caches.new_cache(row.tokens)
        row.leader = self._leader(row)
        if row.leader is None:
            self._take_over(row)

    def _leave(self) -> None:
        """Let go of the rows that are done, and of adapters that nobody wants."""
        for row in self._rows:
            if row.done and row.cache is not None:
                self._caches.release(row.cache)
        self._rows = [row for row in self._rows if not row.done]
        with self._lock:  # others may come at any time
            gone = [row for row in self._waiting if row.done]
            for row in gone:
                self._waiting.remove(row)
        for _ in gone:
            self.gate.leave()
        for folder in list(self._unwanted):
            if not any(row.request.adapter == folder for row in self._rows):
                self._adapters.drop(folder)
                self._unwanted.discard(folder)

    # Sharing what is read ----------------------------------------------------------------------------------

    def _leader(self, row: Row) -> Row | None:
        """Return a row that reads the same, or is just reading at least half of it."""
        for other in self._rows:
            if other.adapter == row.adapter and not other.done:
                if other.reads == row.reads:
                    return other
                if other.is_reading and 2 * _in_common(other.reads, row.reads) >= len(row.reads):
                    return other
        return None

    def _follow(self, row: Row) -> Tensor | None:
        """Take over what the leader has read, once it has; return the scores if it was all the same."""
        leader = row.leader
        if leader is None or (leader.is_reading and not leader.done):
            return None
        row.leader = None
        # When the leader is gone, its place may be another's by now; the store has what it read.
        if _has_all(leader, row) and leader.first is not None and leader.cache and row.cache:
            self._share(row, leader)
            row.cache.copy_prefix(leader.cache, len(row.reads))
            row.unread = row.unread[len(row.reads) :]
            row.first = leader.first
            return leader.first.clone()
        self._take_over(row)
        return None

    def _take_over(self, row: Row) -> None:
        """Take what a row begins with from the store."""
        assert row.cache is not None
        for block in self.prefixes.find(row.reads, row.adapter):
            row.cache.append(block)
        row.unread = row.unread[row.cache.length :]

    def _has_read(self, row: Row, scores: Tensor) -> None:
        """Keep what a row has read before it writes, for others."""
        assert row.cache is not None
        row.first = scores.clone()
        self._share(row)
        self.prefixes.keep(row.reads, row.adapter, row.cache)

    def _share(self, row: Row, leader: Row | None = None) -> None:
        """Let a row attend to its prompt together with the other candidates; it needs no keys of its own for it then."""
        if not row.shares or row.cache is None:
            return
        if leader is None or leader.cache is None:
            row.cache.shared = self._caches.share(row.cache, len(row.reads))
            return
        row.cache.shared = leader.cache.shared or self._caches.share(leader.cache, len(row.reads))
        if row.cache.shared is not None:
            row.cache.begin = row.cache.shared.length

    # A step ------------------------------------------------------------------------------------------------

    def _step(self) -> None:
        found: list[tuple[Row, Tensor]] = []
        parts: list[tuple[Row, Segment]] = []
        budget = READ
        for row in self._rows:
            if row.leader is not None and (scores := self._safely(row, self._follow, row)) is not None:
                found.append((row, scores))
            elif not row.done and row.leader is None and (part := _next_part(row, budget)):
                budget -= len(part.tokens) if row.is_reading else 0
                parts.append((row, part))
        for row, part in parts:
            if part.scores and self._looks_ahead:
                row.look_ahead()
        found += self._scores(parts)
        self._write(found)

    def _scores(self, parts: Sequence[tuple[Row, Segment]]) -> list[tuple[Row, Tensor]]:
        """Read the parts; return the scores of those rows that are at the end of what they have.

        A step that fails is taken again in halves: so memory for half as many may suffice, and a row that is to
        blame is found and fails alone.
        """
        if not parts:
            return []
        reading = [row.is_reading for row, _ in parts]
        try:
            scores = iter(self._forward([part for _, part in parts]))
        except Exception as error:
            if is_out_of_memory(error):
                self.most_rows = max(1, min(self.most_rows, len(parts) // 2))
                self.prefixes.clear()
            if len(parts) == 1:
                parts[0][0].fail(_told(error))
                return []
            half = len(parts) // 2
            return self._scores(parts[:half]) + self._scores(parts[half:])
        found = []
        for (row, part), was_reading in zip(parts, reading, strict=True):
            row.unread = row.unread[len(part.tokens) :]
            if part.scores:
                found.append((row, next(scores)))
                if was_reading:
                    self._safely(row, self._has_read, *found[-1])
        return found

    @staticmethod
    def _safely(row: Row, action: Callable[..., T], *arguments: Any) -> T | None:
        """Do something for one row; what goes wrong, as for want of memory, is that row's alone."""
        try:
            return action(*arguments)
        except Exception as error:
            row.fail(_told(error))
            return None

    def _write(self, found: Sequence[tuple[Row, Tensor]]) -> None:
        """Choose every row's next token."""
        import torch

        if not found:
            return
        scores = torch.stack([row_scores for _, row_scores in found])
        rows = [row for row, _ in found]
        for row, own in zip(rows, scores, strict=True):
            try:
                row.sampler.prepare(own, row.allowed(), () if row.may_end else self._ends)
            except Exception as error:
                row.fail(error)
        for row, token in zip(rows, choose(scores, [row.sampler for row in rows]), strict=True):
            if row.done:
                continue
            try:
                if isinstance(token, ModelError):
                    raise token
                row.take(token, is_end=token in self._ends)
            except Exception as error:
                row.fail(error)


def _laid_out(row: Row) -> int:
    """Return the most tokens whose memory a row's prompt takes a second time, laid out to be shared."""
    return SHARED_COST * in_blocks(len(row.prompt)) if row.shares else 0


def _has_all(leader: Row, row: Row) -> bool:
    """Whether a row's whole prompt can be taken over from another one."""
    there = leader.cache is not None and (leader.cache.begin == 0 or row.shares)
    return there and leader.first is not None and not leader.done and leader.reads == row.reads


def _next_part(row: Row, budget: int) -> Segment | None:
    """Return what a row reads in this step; None when the step's budget for reading is used up."""
    assert row.cache is not None
    start = row.cache.length
    stop = start + len(row.unread)
    if row.is_reading:
        stop = min(stop, (start // PIECE + 1) * PIECE)
        if stop > start + budget:
            stop = (start + budget) // BLOCK * BLOCK
        if stop <= start:
            return None
    tokens = row.unread[: stop - start]
    return Segment(row.cache, tokens, row.adapter, scores=len(tokens) == len(row.unread))


def _in_common(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many tokens two prompts have in common at their beginning, in whole blocks."""
    start = 0
    while start + BLOCK < min(len(one), len(other)) and one[start : start + BLOCK] == other[start : start + BLOCK]:
        start += BLOCK
    return start


def _told(error: Exception) -> Exception:
    if is_out_of_memory(error):
        return ModelError(
            f"Memory is too small for this prompt and its answer, even alone: {error}. "
            "Take a smaller model, dtype = 'bfloat16', or a shorter prompt."
        )
    return error
