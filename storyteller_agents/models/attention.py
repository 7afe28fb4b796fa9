"""Attention on a CPU while decoding: the query heads that share a key head are computed together.

For a single row without padding, transformers leaves grouped heads to torch, whose CPU kernel is slow for one
query. One new token has no causal mask to keep, so the heads of a group can stand in the place of several queries:
the same sums, in a fifth of the time for 1,000 tokens in bfloat16 (whole decoding: 1.3 times as fast). All else goes
to transformers' own function, which does the same for padded rows.
"""

from __future__ import annotations

from typing import Any

from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

GROUPED = "grouped_sdpa"
"""Its name for transformers, which knows it once this module is imported."""


def grouped_attention(
    module: Any,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    scaling: float | None = None,
    **options: Any,
) -> tuple[Tensor, None]:
    """Return the attended values, shape (batch, queries, heads, width), in the way of transformers' functions.

    Args:
        module: the attention layer.
        query: shape (batch, heads, queries, width).
        key, value: shape (batch, key heads, keys, width); heads are a multiple of key heads.
        attention_mask: see transformers; None lets every query see every key that is not later.
        scaling: of the scores; None for one over the root of the width.
        options: for transformers' function.
    """
    batch, heads, queries, width = query.shape
    key_heads = key.shape[1]
    special = options.keys() & {"cache", "position_bias", "softcap"}
    if (
        queries != 1
        or heads == key_heads
        or attention_mask is not None
        or any(options[name] is not None for name in special)
    ):
        return sdpa_attention_forward(module, query, key, value, attention_mask, scaling=scaling, **options)
    groups = query.reshape(batch, key_heads, heads // key_heads, width)
    attended = scaled_dot_product_attention(groups, key, value, scale=scaling)
    return attended.reshape(batch, 1, heads, value.shape[-1]), None


AttentionInterface.register(GROUPED, grouped_attention)
AttentionMaskInterface.register(GROUPED, sdpa_mask)
