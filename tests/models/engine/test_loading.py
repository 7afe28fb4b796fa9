"""Weights in fewer bits, where that is asked for."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import torch

from storyteller_agents.errors import MissingExtraError, ModelError
from storyteller_agents.models.engine import Engine, Request, get_engine
from storyteller_agents.models.engine.loading import QUANTIZED, load_plain
from tests.models.engine.conftest import ask

CPU = torch.device("cpu")


@pytest.mark.parametrize("name", QUANTIZED)
def test_a_model_in_fewer_bits_writes(new_model, tmp_path: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    pytest.importorskip(QUANTIZED[name])
    folder = new_model(tmp_path / "wide", width=64)
    engine = Engine(folder, CPU, torch.float32, quantize=name)
    plain = load_plain(folder, CPU, torch.float32)
    kinds = {type(layer.weight).__name__ for layer in engine.model.modules() if hasattr(layer, "weight")}
    assert kinds != {type(layer.weight).__name__ for layer in plain.modules() if hasattr(layer, "weight")}
    requests = [Request(prompt=(5, 6, 7, kind), max_tokens=8, min_tokens=8, temperature=0) for kind in range(8, 12)]
    assert [done.output_tokens for done in ask(engine, requests)] == [8] * 4
    assert engine.complete(requests[0]) == engine.complete(requests[0])


def test_each_way_has_an_engine_of_its_own(tiny: Path) -> None:
    assert get_engine(tiny, "cpu", "float32") is not get_engine(tiny, "cpu", "float32", quantize="bnb-int8")


def test_what_is_missing_or_unknown_is_told(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelError, match="did you mean 'bnb-nf4'"):
        load_plain(tiny, CPU, torch.float32, "bnb-nf5")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'storyteller-agents\[quantize\]'"):
        load_plain(tiny, CPU, torch.float32, "bnb-nf4")
