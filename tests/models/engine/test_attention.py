"""Rows of different lengths in one step attend to what each would see alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from storyteller_agents.errors import ModelError
from storyteller_agents.models.engine.attention import Rows, attend_by_row
from storyteller_agents.models.engine.memory import RowCache

HEADS, WIDTH = 6, 16


def plain(query: Any, key: Any, value: Any, scaling: float, window: int | None) -> Any:
    """Attention as the textbook has it, for one row: shapes (heads, tokens, width)."""
    group = query.shape[0] // key.shape[0]
    key, value = key.repeat_interleave(group, 0), value.repeat_interleave(group, 0)
    queries, keys = query.shape[1], key.shape[1]
    seen = torch.ones(queries, keys).tril(keys - queries)
    if window:
        seen = seen.triu(keys - queries - window + 1)
    scores = (query @ key.transpose(1, 2)) * scaling
    return scores.masked_fill(seen == 0, float("-inf")).softmax(-1) @ value


@pytest.mark.parametrize("key_heads", [1, 2, HEADS])
@pytest.mark.parametrize("window", [None, 5, 80])
def test_rows_attend_as_if_alone(key_heads: int, window: int | None) -> None:
    torch.manual_seed(3)
    lengths = [(0, 7), (40, 1), (64, 64), (10, 3), (0, 200), (130, 1)]  # tokens before, and new ones
    rows, expected = [], []
    queries, keys, values = [], [], []
    for before, new in lengths:
        q = torch.randn(HEADS, new, WIDTH)
        k, v = torch.randn(key_heads, before + new, WIDTH), torch.randn(key_heads, before + new, WIDTH)
        cache = RowCache(before + new)
        for made, whole in zip(cache.layer(0, k, v), (k, v), strict=True):
            made[:, :before] = whole[:, :before]
        cache.length = before
        rows.append((cache, new))
        expected.append(plain(q, k, v, 0.3, window).transpose(0, 1))
        queries.append(q)
        keys.append(k[:, before:])
        values.append(v[:, before:])
    q, k, v = (torch.cat(part, 1)[None] for part in (queries, keys, values))
    found = Rows(rows).attend(0, q, k, v, 0.3, window)
    torch.testing.assert_close(found[0], torch.cat(expected))
    assert [cache.length for cache, _ in rows] == [before for before, _ in lengths], "the caller moves them on"


def test_what_it_cannot_do_is_told() -> None:
    q = torch.randn(1, 2, 1, 4)
    with pytest.raises(ModelError, match="softcap"):
        attend_by_row(torch.nn.Identity(), q, q, q, None, rows=Rows([]), softcap=30.0)


def test_a_model_uses_it_and_still_generates_by_itself(tiny: Path) -> None:
    from storyteller_agents.models.engine import get_engine

    model = get_engine(tiny, "cpu", "float32").model
    assert model.config._attn_implementation == "by_row"
    ids = torch.tensor([[5, 6, 7], [8, 9, 10]])
    with torch.inference_mode():
        whole = model(input_ids=ids).logits
        again = model(input_ids=ids[1:]).logits
    torch.testing.assert_close(whole[1:], again)
