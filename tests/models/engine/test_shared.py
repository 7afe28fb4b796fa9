"""Candidates attend to their prompt together, and say what each would say without the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from storyteller_agents.errors import ModelError
from storyteller_agents.models.engine import Engine, Request
from storyteller_agents.models.engine import row as row_module
from storyteller_agents.models.engine.attention import Rows
from storyteller_agents.models.engine.linear import pack
from storyteller_agents.models.engine.memory import BLOCK, RowCache
from storyteller_agents.models.engine.shared import SharedPrompt, lay_out
from tests.models.engine.conftest import ask, ask_at_once, watch
from tests.models.engine.test_attention import plain
from tests.models.engine.test_batch import MOOD, prompt

if pack(torch.zeros(4, 4)) is None:
    pytest.skip("needs oneDNN", allow_module_level=True)

WIDTH = 16


@pytest.fixture
def all_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let candidates share prompts of any length."""
    monkeypatch.setattr(row_module, "SHARED_FROM", 0)


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows attended to a prompt together, call by call."""
    numbers: list[int] = []
    real = SharedPrompt.attend

    def attend(self: SharedPrompt, layer: int, rows: Sequence[Any], scaling: float | None) -> list[torch.Tensor]:
        numbers.append(len(rows))
        return real(self, layer, rows, scaling)

    monkeypatch.setattr(SharedPrompt, "attend", attend)
    return numbers


def a_step(
    group: int, key_heads: int, read: int, written: Sequence[int], dtype: torch.dtype
) -> tuple[list[RowCache], tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Return rows that have read the same and written so many tokens, and the queries, keys and values of their next."""
    torch.manual_seed(5)
    heads, rows = group * key_heads, len(written)
    begun = RowCache(read)
    for part in begun.layer(0, *2 * [torch.zeros(key_heads, 1, WIDTH, dtype=dtype)]):
        part.copy_(torch.randn(part.shape))
    begun.length = read
    shared = lay_out(begun, read)
    assert shared is not None
    caches = []
    for more in written:
        cache = RowCache(read + more + 1)
        cache.copy_prefix(begun, read)
        for part in cache.layers[0]:
            part[:, read:] = torch.randn(key_heads, part.shape[1] - read, WIDTH)
        cache.length, cache.shared = read + more, shared
        caches.append(cache)
    new = (torch.randn(1, number, rows, WIDTH).to(dtype) for number in (heads, key_heads, key_heads))
    return caches, (next(new), next(new), next(new))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize(("group", "key_heads"), [(1, 1), (1, 4), (3, 3), (4, 2)])
@pytest.mark.parametrize("read", [BLOCK, 200, 1000])
def test_attention_is_what_the_textbook_has_and_every_row_s_own(
    group: int, key_heads: int, read: int, dtype: torch.dtype
) -> None:
    written = [0, 9, 9, 70, 9, 31, 0]
    caches, (query, key, value) = a_step(group, key_heads, read, written, dtype)
    found = Rows([(cache, 1) for cache in caches]).attend(0, query, key, value, 0.3, None)
    for place, cache in enumerate(caches):
        own = tuple(part[:, :, place : place + 1] for part in (query, key, value))
        assert torch.equal(Rows([(cache, 1)]).attend(0, *own, 0.3, None)[0, 0], found[0, place])
        keys, values = (part[:, : cache.length + 1].float() for part in cache.layers[0])
        expected = plain(query[0, :, place : place + 1].float(), keys, values, 0.3, None)[:, 0]
        closeness = {} if dtype == torch.float32 else {"atol": 0.02, "rtol": 0.02}
        torch.testing.assert_close(found[0, place].float(), expected, **closeness)


def candidates(number: int, **options: Any) -> list[Request]:
    """Return requests for so many answers to one prompt."""
    one = Request(prompt=prompt(0, 90), max_tokens=20, temperature=1.0, candidates=number, **options)
    return [replace(one, seed=seed) for seed in range(number)]


@pytest.mark.usefixtures("all_share")
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_candidate_says_what_it_would_say_alone(
    new_engine: Callable[..., Engine],
    tiny: Path,
    tmp_path: Path,
    new_adapter: Callable[..., Path],
    together: list[int],
    dtype: torch.dtype,
) -> None:
    adapter = new_adapter(tiny, tmp_path / "adapter", seed=1)
    requests = [
        *candidates(6),
        *candidates(2, adapter=adapter),
        *candidates(2, grammar=MOOD),
        Request(prompt=prompt(0, 90), max_tokens=15, seed=3),
        Request(prompt=prompt(1, 200), max_tokens=15, seed=4),
    ]
    alone = [new_engine(dtype=dtype).complete(request) for request in requests]
    assert together and max(together) <= 2, "itself, in two pieces where a block ends"
    engine = new_engine(dtype=dtype)
    assert ask_at_once(engine, requests) == alone
    assert max(together) >= 5, "those that write from one prompt do so together"
    assert ask(engine, requests[::-1]) == alone[::-1], "and when the prompt is known"
    assert ask(new_engine(dtype=dtype, rows=3), requests) == alone


@pytest.mark.usefixtures("all_share")
def test_greedy_candidates_are_what_others_say(engine: Engine, together: list[int]) -> None:
    one = Request(prompt=prompt(2, 150), max_tokens=30, temperature=0)
    assert [done.text for done in ask_at_once(engine, 3 * [replace(one, candidates=3)])] == 3 * [
        engine.complete(one).text
    ]
    assert 3 in together


def test_a_few_candidates_of_a_short_prompt_do_not_share(engine: Engine, together: list[int]) -> None:
    ask(engine, candidates(4))
    assert together == []


@pytest.mark.usefixtures("all_share")
def test_its_memory_counts(new_engine: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch) -> None:
    engine = new_engine()
    monkeypatch.setattr(engine.batch, "_tokens", 3 * BLOCK + 2 * 3 * BLOCK + 32)  # one of them, with its prompt again
    running: list[int] = []
    real = engine.batch._forward

    def watched(segments: Any) -> Any:
        running.append(len(segments))
        return real(segments)

    monkeypatch.setattr(engine.batch, "_forward", watched)
    assert all(done.output_tokens for done in ask(engine, candidates(3)))
    assert set(running) == {1}


@pytest.mark.usefixtures("all_share")
def test_a_candidate_that_comes_later_holds_no_prompt_of_its_own(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = watch(engine, monkeypatch)
    ask_at_once(engine, candidates(4))
    begun = {id(part.cache): part.cache.begin for step in steps for part in step}
    assert sorted(begun.values()) == [0, 64, 64, 64], "whole blocks of the 90 tokens"
    held = [part.cache.layers[0][0].shape[1] for part in steps[-1] if part.cache.begin]
    assert held and all(tokens <= 64 for tokens in held)


@pytest.mark.usefixtures("all_share")
def test_others_with_the_same_prompt_take_it_from_the_store(engine: Engine) -> None:
    one = Request(prompt=prompt(0, 90), max_tokens=40, temperature=1.0, seed=1)
    alone = engine.complete(one)
    requests = [*candidates(4), *candidates(4), one, replace(one, max_tokens=3)]
    assert ask(engine, requests)[-2] == alone


@pytest.mark.usefixtures("all_share")
def test_memory_that_does_not_suffice_is_one_row_s_trouble(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> None:
        raise MemoryError("can't allocate memory")

    monkeypatch.setattr(engine.batch._caches, "share", fails)
    other = Request(prompt=prompt(1, 200), max_tokens=15, seed=4)
    with ThreadPoolExecutor(2) as callers:
        sharing, alone = callers.submit(engine.complete, candidates(2)[0]), callers.submit(engine.complete, other)
        assert isinstance(sharing.exception(), ModelError)
        assert alone.result().output_tokens == 15
