"""Attention for rows of different lengths in one step, without padding.

The tokens of all rows stand behind each other in one sequence; everything but attention treats them alike, and
here every row looks at its own keys. So rows come and go without anything being moved, a short row costs nothing
for a long neighbour, and a row's numbers don't depend on who runs beside it.

Query heads that share a key head are computed together, as if they were several queries: the same sums, in a
fraction of the time that torch's CPU kernel takes for grouped heads. Candidates of one prompt go the way of `shared`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

from storyteller_agents.errors import ModelError
from storyteller_agents.models.engine.memory import BLOCK, RowCache
from storyteller_agents.models.engine.shared import SharedPrompt, Writing

BY_ROW = "by_row"
"""Its name for transformers, which knows it once this module is imported."""


class Attending(Protocol):
    """What knows which keys each token of a step may see."""

    def attend(
        self, layer: int, query: Tensor, key: Tensor, value: Tensor, scaling: float | None, window: int | None
    ) -> Tensor:
        """Write the new keys and values, and return the attended values."""


class Rows:
    """Who stands where in a step: for each row its cache and how many new tokens it brings.

    Args:
        rows: in the order of their tokens. Caches are written but their length stays; the caller moves it on
            when the step has succeeded, so a step that failed can be taken again.
    """

    def __init__(self, rows: Sequence[tuple[RowCache, int]]) -> None:
        self._rows = rows
        self._masks: dict[tuple[int, int, int, int | None], Tensor] = {}

    def attend(
        self, layer: int, query: Tensor, key: Tensor, value: Tensor, scaling: float | None, window: int | None
    ) -> Tensor:
        """Write the new keys and values, and return the attended values, shape (1, tokens, heads, width).

        Args:
            layer: number of the layer.
            query: shape (1, heads, tokens, width).
            key, value: shape (1, key heads, tokens, width); heads are a multiple of key heads.
            scaling: of the scores; None for one over the root of the width.
            window: the most tokens that a query sees, itself included; None for all before it.
        """
        heads, tokens, width = query.shape[1:]
        key_heads = key.shape[1]
        new_keys, new_values = key[0], value[0]
        grouped = query[0].reshape(key_heads, heads // key_heads, tokens, width)
        found: list[Tensor] = []
        sharing: dict[SharedPrompt, dict[int, Writing]] = {}  # by their places in `found`
        at = 0
        for cache, new in self._rows:
            keys, values = cache.layer(layer, new_keys, new_values)
            start, end = cache.length, cache.length + new
            keys.narrow(1, start - cache.begin, new).copy_(new_keys.narrow(1, at, new))
            values.narrow(1, start - cache.begin, new).copy_(new_values.narrow(1, at, new))
            while start < end:
                stop = min(end, (start // BLOCK + 1) * BLOCK)
                part = grouped.narrow(2, at, stop - start)
                if cache.shared is not None and window is None:
                    own = slice(cache.shared.length - cache.begin, stop - cache.begin)
                    row = self._writing(part, keys[:, own], values[:, own])
                    sharing.setdefault(cache.shared, {})[len(found)] = row
                    found.append(part)  # keeps its place
                else:
                    first = 0 if window is None else max(0, start + 1 - window)
                    seen = (keys.narrow(1, first, stop - first), values.narrow(1, first, stop - first))
                    found.append(self._attend(part, *seen, scaling, window))
                at += stop - start
                start = stop
        for shared, rows in sharing.items():
            for place, attended in zip(rows, shared.attend(layer, list(rows.values()), scaling), strict=True):
                found[place] = attended.reshape(found[place].shape).permute(2, 0, 1, 3)
        return torch.cat(found).reshape(1, tokens, heads, value.shape[-1])

    def _attend(self, part: Tensor, keys: Tensor, values: Tensor, scaling: float | None, window: int | None) -> Tensor:
        """Return what queries that stand behind each other see; shapes as in `attend`, but for (queries, key heads, …)."""
        key_heads, group, queries, width = part.shape
        attended = scaled_dot_product_attention(
            part.reshape(1, key_heads, -1, width),
            keys[None],
            values[None],
            attn_mask=None if queries == 1 else self._mask(queries, keys.shape[1], part, window),
            scale=scaling,
        )
        if queries == 1:
            return attended
        return attended.reshape(key_heads, group, queries, -1).permute(2, 0, 1, 3)

    def _writing(self, part: Tensor, keys: Tensor, values: Tensor) -> Writing:
        """Return what a row brings that shares its prompt; shapes as for `_attend`."""
        key_heads, _, queries, width = part.shape
        mask = None
        if queries > 1:
            seen = self._mask(queries, keys.shape[1], part, None)
            mask = torch.zeros(seen.shape, dtype=part.dtype).masked_fill(~seen, float("-inf"))
        return Writing(part.reshape(key_heads, -1, width), keys, values, mask)

    def _mask(self, queries: int, keys: int, grouped: Tensor, window: int | None) -> Tensor:
        """Return who sees whom, shape (group x queries, keys): the last query sees the last key, and none later ones."""
        group = grouped.shape[1]
        name = (queries, keys, group, window)
        if name not in self._masks:
            seen = torch.ones(queries, keys, dtype=torch.bool, device=grouped.device).tril(keys - queries)
            if window is not None:
                seen = seen.triu(keys - queries - window + 1)
            self._masks[name] = seen.repeat(group, 1)
        return self._masks[name]


def attend_by_row(
    module: Any,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    scaling: float | None = None,
    rows: Attending | None = None,
    **options: Any,
) -> tuple[Tensor, None]:
    """Attend in the way of transformers' functions; without `rows` it is transformers' own.

    Raises:
        ModelError: the model's attention asks for something that this one doesn't do.
    """
    if rows is None:
        attended, _ = sdpa_attention_forward(module, query, key, value, attention_mask, scaling=scaling, **options)
        return attended, None
    asked = [name for name in ("softcap", "s_aux", "position_bias") if options.get(name) is not None]
    if asked:
        raise ModelError(
            f"{type(module).__name__} needs {', '.join(asked)} in its attention, which the engine doesn't do yet. "
            "Take another model, or serve this one at an endpoint."
        )
    return rows.attend(module.layer_idx, query, key, value, scaling, options.get("sliding_window")), None


AttentionInterface.register(BY_ROW, attend_by_row)
AttentionMaskInterface.register(BY_ROW, sdpa_mask)
