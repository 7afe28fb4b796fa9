"""Decoding in slots says what decoding row by row says; as CUDA graphs where there is a GPU."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from storyteller_agents.models.engine import Engine, Request
from storyteller_agents.models.engine.slots import SPAN, SlotCache, SlotForward
from tests.models.engine.conftest import ask, settle

GPU = pytest.param("cuda", marks=[pytest.mark.gpu, pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU")])


def slotted(engine: Engine, rows: int = 4, capacity: int = 2 * SPAN) -> Engine:
    """Give an engine slots."""
    graphs = engine.device.type == "cuda"
    forward = SlotForward(engine.model, engine.adapters, rows=rows, capacity=capacity, graphs=graphs)
    engine.batch._forward = engine.batch._caches = forward
    return engine


def requests(adapter: Path | None = None) -> list[Request]:
    chosen = random.Random(0)
    found = []
    for seed in range(14):
        length, output = chosen.choice([1, 5, 70, 200, 300]), chosen.choice([1, 4, 40, 90])
        ids = tuple(chosen.randrange(3, 300) for _ in range(length))
        given = adapter if seed % 4 == 3 else None
        found.append(Request(prompt=ids, max_tokens=output, temperature=0, adapter=given, repetition_penalty=1))
    return found


@pytest.mark.parametrize("device", ["cpu", GPU])
def test_rows_in_slots_say_what_they_would_say_alone(
    tiny: Path, tmp_path: Path, new_adapter: Callable[..., Path], device: str
) -> None:
    adapter = new_adapter(tiny, tmp_path / "one", seed=1)
    plain = Engine(tiny, torch.device("cpu"), torch.float32)
    engine = slotted(Engine(tiny, torch.device(device), torch.float32))
    asked = requests(adapter)
    assert ask(engine, asked) == ask(plain, asked)
    long = Request(prompt=asked[0].prompt, max_tokens=3 * SPAN, temperature=0)
    assert engine.complete(long) == plain.complete(long), "what is longer than a slot goes the other way"


def test_slots_are_taken_lowest_first_and_given_back(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = slotted(Engine(tiny, torch.device("cpu"), torch.float32))
    forward: Any = engine.batch._forward
    shapes: list[tuple[int, int]] = []
    run = forward._run
    monkeypatch.setattr(forward, "_run", lambda number, span: shapes.append((number, span)) or run(number, span))
    engine.complete(Request(prompt=(5, 6), max_tokens=20, min_tokens=20))
    assert set(shapes) == {(1, SPAN)}
    ask(engine, [Request(prompt=(5, 6, kind), max_tokens=9, min_tokens=9) for kind in range(3, 6)])
    assert {number for number, _ in shapes} <= {1, 2, 4}
    settle(engine)
    first, second = forward.new_cache(10), forward.new_cache(10)
    assert isinstance(first, SlotCache) and isinstance(second, SlotCache)
    assert (first.slot, second.slot) == (0, 1)
    forward.release(first)
    assert forward.new_cache(10).slot == 0
