"""Beginnings of prompts are shared block by block, never with another prompt or adapter, and within bounds."""

from __future__ import annotations

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.models.engine.memory import BLOCK, PrefixStore, RowCache, in_blocks


def read(tokens: list[int]) -> RowCache:
    """Return a cache whose keys are the tokens themselves, so that one can see what is where."""
    cache = RowCache(len(tokens))
    kind = torch.zeros(1, 1, 1)
    keys, values = cache.layer(0, kind, kind)
    keys[0, : len(tokens), 0] = values[0, : len(tokens), 0] = torch.tensor(tokens, dtype=torch.float32)
    cache.length = len(tokens)
    return cache


def shared(store: PrefixStore, prompt: list[int], adapter: str | None = None) -> list[int]:
    """Return the tokens that a prompt would not have to read."""
    cache = RowCache(len(prompt))
    for block in store.find(prompt, adapter):
        cache.append(block)
    if not cache.length:
        return []
    keys, _ = cache.layer(0, torch.zeros(1, 1, 1), torch.zeros(1, 1, 1))
    return [int(token) for token in keys[0, : cache.length, 0].tolist()]


PROMPTS = st.lists(st.integers(0, 1), max_size=3).flatmap(
    lambda kinds: st.integers(1, 70).map(lambda rest: [kind for kind in kinds for _ in range(BLOCK)] + [7] * rest)
)


@settings(deadline=None)
@given(st.lists(st.tuples(PROMPTS, st.sampled_from([None, "one"])), max_size=8), PROMPTS)
def test_what_is_shared_is_the_beginning_of_the_prompt(
    kept: list[tuple[list[int], str | None]], asked: list[int]
) -> None:
    store = PrefixStore(100 * BLOCK)
    for prompt, adapter in kept:
        store.keep(prompt, adapter, read(prompt))
    for adapter in (None, "one"):
        found = shared(store, asked, adapter)
        assert found == asked[: len(found)]
        assert len(found) < len(asked), "the last token is always read"
        longest = 0
        for start in range(0, len(asked) - BLOCK, BLOCK):
            begins = asked[: start + BLOCK]
            if not any(other == adapter and prompt[: len(begins)] == begins for prompt, other in kept):
                break
            longest = len(begins)
        assert len(found) == longest, "within its bounds, it finds all there is"


def test_it_keeps_within_its_bounds_and_drops_what_was_used_longest_ago() -> None:
    store = PrefixStore(4 * BLOCK)
    first, second, third = ([kind] * 2 * BLOCK + [9] for kind in (1, 2, 3))
    store.keep(first, None, read(first))
    store.keep(second, None, read(second))
    assert len(store) == 4
    assert len(shared(store, first)) == 2 * BLOCK
    store.keep(third, None, read(third))
    assert len(store) == 4
    assert [len(shared(store, prompt)) for prompt in (first, second, third)] == [2 * BLOCK, 0, 2 * BLOCK]
    long = list(range(100)) * 10
    store.keep(long, None, read(long))
    assert len(store) == 4
    assert shared(store, long) == long[: 4 * BLOCK], "of a prompt that is too long, the beginning"
    store.clear()
    assert shared(store, long) == []


def test_a_store_without_room_keeps_nothing() -> None:
    store = PrefixStore(BLOCK - 1)
    store.keep([1] * 200, None, read([1] * 200))
    assert len(store) == 0


def test_a_cache_takes_over_from_another() -> None:
    one, two = read(list(range(130))), RowCache(200)
    two.copy_prefix(one, 70)
    assert two.length == 70
    assert two.layer(0, torch.zeros(1, 1, 1), torch.zeros(1, 1, 1))[0][0, :70, 0].tolist() == list(range(70))
    assert (one.capacity, two.capacity) == (in_blocks(130), in_blocks(200))
    assert in_blocks(BLOCK) == BLOCK == in_blocks(1) == in_blocks(BLOCK + 1) // 2
