"""Decoding on a GPU: the same shapes at every step, so that a step can be recorded once and replayed.

A step of decoding is a thousand small kernels, and launching them one by one takes longer than running them. A CUDA
graph launches all at once, but only for tensors that stay where they are. So rows get slots in tensors that are made
once: each step computes the first so many slots (a power of two), whether somebody is in them or not, and sees the
first so many tokens of each (a multiple of `SPAN`), the rest masked. What doesn't fit goes the way of `forward`:
prompts, rows with an adapter, rows longer than a slot.

Without graphs it computes the same on any device, slower than `forward` on a CPU; the tests use it so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from storyteller_agents.models.engine.forward import Forward, Segment, ready_mask
from storyteller_agents.models.engine.memory import RowCache

if TYPE_CHECKING:
    from torch import Tensor

    from storyteller_agents.models.engine.lora import Adapters

SPAN = 256
"""Tokens by which the part of a slot that is looked at grows."""
SLOT_SHARE = 0.75
"""The part of the memory for rows that slots take; the rest is for rows that are longer."""


class SlotCache(RowCache):
    """The keys and values of the row in a slot: a part of the tensors that all slots share."""

    def __init__(self, slots: Slots, slot: int) -> None:
        super().__init__(slots.capacity)
        self.slot = slot
        self._slots = slots

    def layer(self, layer: int, key: Tensor, value: Tensor) -> tuple[Tensor, Tensor]:
        """Return the slot's part of a layer's tensors."""
        if layer not in self.layers:
            keys, values = self._slots.layer(layer, key, value)
            self.layers[layer] = (keys[self.slot], values[self.slot])
        return self.layers[layer]


class Slots:
    """The tensors behind the slots, one pair a layer, of shape (slots, key heads, capacity, width).

    Args:
        number: of slots.
        capacity: tokens in each; a multiple of `SPAN`.
    """

    def __init__(self, number: int, capacity: int) -> None:
        self.number = number
        self.capacity = capacity
        self._layers: dict[int, tuple[Tensor, Tensor]] = {}
        self._taken: dict[int, SlotCache] = {}

    def take(self) -> SlotCache | None:
        """Return a cache in the first free slot, so that steps stay small; None if all are taken."""
        slot = next((slot for slot in range(self.number) if slot not in self._taken), None)
        if slot is None:
            return None
        self._taken[slot] = SlotCache(self, slot)
        return self._taken[slot]

    def give_back(self, cache: SlotCache) -> None:
        """Free a slot."""
        del self._taken[cache.slot]

    def places(self, number: int) -> list[list[int]]:
        """Return where the next token of each of the first slots goes.

        A slot that doesn't take part in a step is written to there as well; its next real token goes over it.
        """
        lengths = [self._taken[slot].length if slot in self._taken else 0 for slot in range(number)]
        return [[min(length, self.capacity - 1)] for length in lengths]

    def layer(self, layer: int, key: Tensor, value: Tensor) -> tuple[Tensor, Tensor]:
        """Return the tensors of a layer, made in the manner of `key` and `value` of shape (key heads, any, width)."""
        if layer not in self._layers:
            self._layers[layer] = (self._made(key), self._made(value))
        return self._layers[layer]

    def _made(self, like: Tensor) -> Tensor:
        return like.new_zeros(self.number, like.shape[0], self.capacity, like.shape[-1])


class SlotRows:
    """Who stands where in a step of fixed shape: one token in each of the first slots.

    Args:
        slots: the tensors.
        positions: where each slot's token stands, shape (slots in the step, 1).
        span: how many tokens of each slot are looked at.
    """

    def __init__(self, slots: Slots, positions: Tensor, span: int) -> None:
        self._slots = slots
        self._positions = positions
        self._span = span

    def attend(
        self, layer: int, query: Tensor, key: Tensor, value: Tensor, scaling: float | None, window: int | None
    ) -> Tensor:
        """Write the new keys and values, and return the attended values, shape (slots, 1, heads, width).

        `query` has the shape (slots, heads, 1, width), `key` and `value` (slots, key heads, 1, width).
        """
        import torch
        from torch.nn.functional import scaled_dot_product_attention

        number, heads, _, width = query.shape
        key_heads = key.shape[1]
        keys, values = self._slots.layer(layer, key[0], value[0])
        every = torch.arange(number, device=query.device)
        keys[every, :, self._positions[:, 0]] = key[:, :, 0]
        values[every, :, self._positions[:, 0]] = value[:, :, 0]
        places = torch.arange(self._span, device=query.device)
        seen = places <= self._positions
        if window is not None:
            seen &= places > self._positions - window
        attended = scaled_dot_product_attention(
            query.reshape(number, key_heads, heads // key_heads, width),
            keys[:number, :, : self._span],
            values[:number, :, : self._span],
            attn_mask=seen[:, None, None].expand(-1, -1, heads // key_heads, -1),
            scale=scaling,
        )
        return attended.reshape(number, 1, heads, value.shape[-1])


class SlotForward(Forward):
    """Runs a transformers model over segments, decoding in slots.

    Args:
        model, adapters: as for `Forward`.
        rows: the most rows side by side.
        capacity: the most tokens in a slot, prompt and answer together.
        graphs: record steps as CUDA graphs.
    """

    def __init__(self, model: Any, adapters: Adapters, *, rows: int, capacity: int, graphs: bool) -> None:
        super().__init__(model, adapters)
        self._slots = Slots(rows, max(SPAN, capacity // SPAN * SPAN))
        self._graphs = graphs
        self._recorded: dict[tuple[int, int], tuple[Any, Tensor]] = {}
        self._inputs: tuple[Tensor, Tensor] | None = None  # token ids and positions, which graphs read

    def new_cache(self, tokens: int) -> RowCache:
        """Return a cache for a row: a slot, if it fits into one and one is free."""
        cache = self._slots.take() if tokens <= self._slots.capacity else None
        return cache or super().new_cache(tokens)

    def release(self, cache: RowCache) -> None:
        """Take a cache back from a row that is done."""
        if isinstance(cache, SlotCache):
            self._slots.give_back(cache)

    def __call__(self, segments: Sequence[Segment]) -> Tensor:
        """Do as `Forward` does: tokens in slots one way, all others the other."""
        import torch

        decoding = [part for part in segments if _decodes(part)]
        others = [part for part in segments if not _decodes(part)]
        if not decoding:
            return super().__call__(others)
        apart = iter(super().__call__(others)) if others else iter(())
        with torch.inference_mode():
            together = self._decode(decoding)
            for part in decoding:
                part.cache.length += 1
            slots = {id(part): together[part.cache.slot] for part in decoding if isinstance(part.cache, SlotCache)}
            return torch.stack(
                [slots[id(part)] if id(part) in slots else next(apart) for part in segments if part.scores]
            )

    def _decode(self, parts: Sequence[Segment]) -> Tensor:
        """Take a step in slots; return scores of shape (slots in the step, vocabulary), float32."""
        import torch

        caches = [part.cache for part in parts if isinstance(part.cache, SlotCache)]
        number = min(self._slots.number, 1 << max(cache.slot for cache in caches).bit_length())
        span = min(self._slots.capacity, -(-(max(cache.length for cache in caches) + 1) // SPAN) * SPAN)
        if self._inputs is None:
            zeros = torch.zeros(self._slots.number, 1, dtype=torch.long, device=self._model.device)
            self._inputs = (zeros, zeros.clone())
        tokens = {cache.slot: part.tokens[0] for part, cache in zip(parts, caches, strict=True)}
        self._inputs[0][:number].copy_(torch.tensor([[tokens.get(slot, 0)] for slot in range(number)]))
        self._inputs[1][:number].copy_(torch.tensor(self._slots.places(number)))
        return self._replay(number, span) if self._graphs else self._run(number, span)

    def _run(self, number: int, span: int) -> Tensor:
        assert self._inputs is not None
        ids, positions = (part[:number] for part in self._inputs)
        self._adapters.route([])
        out = self._model(
            input_ids=ids,
            position_ids=positions,
            attention_mask=ready_mask(ids.device),
            use_cache=False,
            rows=SlotRows(self._slots, positions, span),
        )
        scores: Tensor = out.logits[:, 0].float()
        return scores

    def _replay(self, number: int, span: int) -> Tensor:
        """Replay a step of this shape, recorded when it first comes; a graph's result stays in one place."""
        import torch

        if (number, span) not in self._recorded:
            side = torch.cuda.Stream()  # type: ignore[no-untyped-call]
            side.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(side):  # what is chosen or made on first use must not get into the recording
                self._run(number, span)
            torch.cuda.current_stream().wait_stream(side)
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph):
                scores = self._run(number, span)
            self._recorded[number, span] = (graph, scores)
        graph, scores = self._recorded[number, span]
        graph.replay()
        return scores


def _decodes(part: Segment) -> bool:
    return isinstance(part.cache, SlotCache) and len(part.tokens) == 1 and part.adapter is None and part.scores
