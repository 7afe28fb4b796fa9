"""Engines of their own on the tiny model, and ways to ask them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from storyteller_agents.models.engine import Completion, Engine, Request
from storyteller_agents.models.engine.forward import Segment
from storyteller_agents.models.engine.limits import Limits


@pytest.fixture
def new_engine(tiny: Path) -> Iterator[Callable[..., Engine]]:
    """Make an engine with limits of its own; at the end none may have anything left to do."""
    import torch

    made: list[Engine] = []

    def make(folder: Path | None = None, dtype: torch.dtype = torch.float32, **limits: Any) -> Engine:
        made.append(Engine(folder or tiny, torch.device("cpu"), dtype, Limits(**limits)))
        return made[-1]

    yield make
    for engine in made:
        settle(engine)


@pytest.fixture
def engine(new_engine: Callable[..., Engine]) -> Engine:
    """An engine with default limits."""
    return new_engine()


def settle(engine: Engine) -> None:
    """Wait until all rows have left; one that was left alone is seen at the next step."""
    patience = time.monotonic() + 10
    while len(engine.batch) and time.monotonic() < patience:
        time.sleep(0.01)
    assert len(engine.batch) == 0, "rows were left behind"


def ask(engine: Engine, requests: Sequence[Request]) -> list[Completion]:
    """Put all requests to the engine at the same time."""
    with ThreadPoolExecutor(len(requests)) as callers:
        return list(callers.map(engine.complete, requests))


def ask_at_once(engine: Engine, requests: Sequence[Request]) -> list[Completion]:
    """Ask as `ask` does, but let the engine take its first step when all have come, however busy the machine is."""
    batch, step = engine.batch, engine.batch._step

    def wait() -> None:
        if len(batch) == len(requests):
            batch._step = step  # type: ignore[method-assign]
            step()

    batch._step = wait  # type: ignore[method-assign]
    return ask(engine, requests)


def watch(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> list[list[Segment]]:
    """Return a list to which every step adds its segments."""
    steps: list[list[Segment]] = []
    real = engine.batch._forward

    def seen(segments: Sequence[Segment]) -> Any:
        steps.append(list(segments))
        return real(segments)

    monkeypatch.setattr(engine.batch, "_forward", seen)
    return steps
