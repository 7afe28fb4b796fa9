"""The attention of our own gives what transformers' gives."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

HEADS = 6


def attend(function: Any, key_heads: int, queries: int, mask: bool) -> Any:
    import torch

    torch.manual_seed(3)
    query = torch.randn(2, HEADS, queries, 16)
    key, value = torch.randn(2, key_heads, 40, 16), torch.randn(2, key_heads, 40, 16)
    seen = torch.ones(2, 1, queries, 40, dtype=torch.bool)
    seen[0, :, :, :7] = False
    layer = SimpleNamespace(num_key_value_groups=HEADS // key_heads, is_causal=True)
    return function(layer, query, key, value, seen if mask else None, scaling=0.3, dropout=0.0)[0]


@pytest.mark.parametrize("key_heads", [1, 2, HEADS])
@pytest.mark.parametrize("queries", [1, 40])
@pytest.mark.parametrize("mask", [False, True])
def test_it_attends_as_transformers_does(key_heads: int, queries: int, mask: bool) -> None:
    import torch
    from transformers.integrations.sdpa_attention import sdpa_attention_forward

    from storyteller_agents.models.attention import grouped_attention

    ours = attend(grouped_attention, key_heads, queries, mask)
    theirs = attend(sdpa_attention_forward, key_heads, queries, mask)
    assert ours.shape == theirs.shape == (2, queries, HEADS, 16)
    torch.testing.assert_close(ours, theirs)


def test_a_model_on_a_cpu_uses_it(tiny: Path) -> None:
    from storyteller_agents.models.engine import get_engine

    assert get_engine(tiny, "cpu").model.config._attn_implementation == "grouped_sdpa"
