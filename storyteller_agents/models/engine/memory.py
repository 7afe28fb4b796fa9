"""What rows remember: the keys and values of their tokens, and the beginnings of prompts that they share.

A prompt is read in blocks of `BLOCK` tokens, always cut at the same places, and each block goes through the same
computation whoever reads it. So a block that is taken from the store is, bit for bit, what the row would have
computed itself. What a row wrote is not kept: it was computed token by token, and differs in the last digits.
Not for deciding who runs when: `batch` does that.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

    from storyteller_agents.models.engine.shared import SharedPrompt

BLOCK = 32
"""Tokens that are read together and shared together."""
SHARED_FROM = 8000
"""A prompt is laid out for its candidates where they look at so many tokens in a step: their number times its length."""
SHARED_COST = 2
"""The memory that this takes at most, in that of the prompt in a row's cache: float32 for bfloat16."""


def in_blocks(tokens: int) -> int:
    """Return a number of tokens rounded up to whole blocks."""
    return -(-tokens // BLOCK) * BLOCK


class RowCache:
    """The keys and values of one row.

    Tensors of a layer are made when it first writes, of shape (key heads, capacity, width); the memory behind them
    is touched as tokens come.

    Args:
        capacity: the most tokens that it has to hold.

    Attributes:
        length: how many tokens the row has read and written.
        begin: the first of them that stands in here; those before it are in `shared` alone.
        layers: the tensors by layer, of those that have been written.
        shared: its beginning, laid out for several rows; where it `shares`, once it has read its prompt.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = in_blocks(capacity)
        self.length = 0
        self.begin = 0
        self.shared: SharedPrompt | None = None
        self.layers: dict[int, tuple[Tensor, Tensor]] = {}

    def layer(self, layer: int, key: Tensor, value: Tensor) -> tuple[Tensor, Tensor]:
        """Return the tensors of a layer, made in the manner of `key` and `value` of shape (key heads, any, width)."""
        if layer not in self.layers:
            self.layers[layer] = (self._made(key), self._made(value))
        return self.layers[layer]

    def copy_prefix(self, other: RowCache, tokens: int) -> None:
        """Take over the first `tokens` tokens of another row, from this one's `begin` on."""
        part = slice(self.begin - other.begin, tokens - other.begin)
        for layer, (keys, values) in other.layers.items():
            self._put(layer, 0, keys[:, part], values[:, part])
        self.length = tokens

    def append(self, block: Block) -> None:
        """Take over a block of the store, behind what is here."""
        for layer, (keys, values) in block.layers.items():
            self._put(layer, self.length, keys, values)
        self.length += BLOCK

    def cut(self, start: int) -> dict[int, tuple[Tensor, Tensor]]:
        """Return a copy of the block that begins at `start`, by layer."""
        part = slice(start, start + BLOCK)
        return {
            layer: (keys[:, part].clone(), values[:, part].clone()) for layer, (keys, values) in self.layers.items()
        }

    def _made(self, like: Tensor) -> Tensor:
        return like.new_empty(like.shape[0], self.capacity - self.begin, like.shape[-1])

    def _put(self, layer: int, start: int, keys: Tensor, values: Tensor) -> None:
        own_keys, own_values = self.layer(layer, keys, values)
        own_keys[:, start : start + keys.shape[1]] = keys
        own_values[:, start : start + values.shape[1]] = values


@dataclass(frozen=True)
class Block:
    """`BLOCK` tokens of a prompt in the store: a number that tells it from all others, and its tensors by layer."""

    id: int
    layers: dict[int, tuple[Tensor, Tensor]]


class PrefixStore:
    """Beginnings of prompts, block by block, the least used dropped first.

    A block is found by its tokens, by all tokens before it, and by the adapter, so nothing is ever taken from
    another prompt or another adapter.

    Args:
        tokens: the most tokens that it keeps.
    """

    def __init__(self, tokens: int) -> None:
        self._room = tokens // BLOCK
        self._blocks: OrderedDict[Any, Block] = OrderedDict()
        self._ids = count()

    def __len__(self) -> int:
        """How many blocks are kept."""
        return len(self._blocks)

    def find(self, prompt: Sequence[int], adapter: str | None) -> list[Block]:
        """Return the blocks that a prompt begins with. Its last token is never among them: it has to be read."""
        found: list[tuple[Any, Block]] = []
        for start in range(0, len(prompt) - BLOCK, BLOCK):
            key = self._key(found[-1][1].id if found else adapter, prompt, start)
            if key not in self._blocks:
                break
            found.append((key, self._blocks[key]))
        for key, _ in reversed(found):  # the beginning is what others need most, so it counts as used last
            self._blocks.move_to_end(key)
        return [block for _, block in found]

    def keep(self, prompt: Sequence[int], adapter: str | None, cache: RowCache) -> None:
        """Keep the whole blocks of a prompt that was read into `cache`."""
        before: int | str | None = adapter
        for start in range(0, min(len(prompt) - BLOCK + 1, self._room * BLOCK), BLOCK):
            key = self._key(before, prompt, start)
            if key not in self._blocks:
                self._blocks[key] = Block(next(self._ids), cache.cut(start))
            before = self._blocks[key].id
        while len(self._blocks) > self._room:
            self._blocks.popitem(last=False)

    def clear(self) -> None:
        """Forget all."""
        self._blocks.clear()

    @staticmethod
    def _key(before: int | str | None, prompt: Sequence[int], start: int) -> Any:
        return before, tuple(prompt[start : start + BLOCK])
