"""Packed layers compute what plain ones do, and the same for a row whoever else is there."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from storyteller_agents.models.engine.linear import PackedLinear, pack_linears

SHAPES = [(576, 576), (192, 576), (1536, 576), (576, 1536), (2048, 576)]


def packed(inputs: int, outputs: int, dtype: torch.dtype, *, bias: bool = False) -> tuple[nn.Linear, nn.Linear]:
    torch.manual_seed(0)
    plain = nn.Linear(inputs, outputs, bias=bias, dtype=dtype)
    other = nn.Linear(inputs, outputs, bias=bias, dtype=dtype)
    other.load_state_dict(plain.state_dict())
    pack_linears(nn.Sequential(other))
    return plain, other


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize(("outputs", "inputs"), SHAPES)
def test_a_row_is_the_same_however_many_there_are(outputs: int, inputs: int, dtype: torch.dtype) -> None:
    _, layer = packed(inputs, outputs, dtype)
    if not isinstance(layer, PackedLinear):
        pytest.skip("oneDNN can't do it on this CPU")
    rows = torch.randn(70, inputs).to(dtype)
    with torch.inference_mode():
        whole = layer(rows)
        for number in (1, 2, 3, 7, 16, 33, 64):
            assert torch.equal(layer(rows[:number]), whole[:number])
            assert torch.equal(layer(rows[-number:].contiguous()), whole[-number:])


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("bias", [False, True])
def test_it_computes_what_a_plain_layer_does(dtype: torch.dtype, bias: bool) -> None:
    plain, layer = packed(64, 48, dtype, bias=bias)
    with torch.inference_mode():
        for shape in [(1, 64), (1, 1, 64), (5, 64), (2, 3, 64)]:
            x = torch.randn(shape).to(dtype)
            torch.testing.assert_close(layer(x), plain(x))
    assert layer.weight.shape == plain.weight.shape
    assert layer.weight.dtype == plain.weight.dtype


def test_kinds_of_layers_that_it_does_not_know_are_left_alone() -> None:
    class Scaled(nn.Linear):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return super().forward(x) * 2

    model = nn.Sequential(Scaled(4, 4), nn.Embedding(3, 4))
    pack_linears(model)
    assert type(model[0]) is Scaled
