"""Rows run side by side, share what they read, come and go, and never change each other's text."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from storyteller_agents.errors import AnswerTimeoutError, ModelError, Stopped
from storyteller_agents.models.engine import Completion, Engine, Request
from storyteller_agents.models.engine.memory import BLOCK
from storyteller_agents.models.engine.row import Row
from storyteller_agents.models.grammar import OutputSchema
from tests.models.engine.conftest import ask, ask_at_once, watch


class Mood(BaseModel):
    """A small schema."""

    mood: Literal["calm", "tense"]
    note: str = Field(max_length=12)


MOOD = OutputSchema.of(Mood)


def prompt(kind: int, length: int) -> tuple[int, ...]:
    """Return a prompt of so many tokens; prompts of one kind begin alike."""
    return tuple(3 + (kind * 31 + place * 7) % 300 for place in range(length))


def mixed(adapters: list[Path]) -> list[Request]:
    """Return requests that differ in everything."""
    return [
        Request(prompt=prompt(0, 5), max_tokens=30, temperature=0),
        Request(prompt=prompt(0, 300), max_tokens=9, seed=1, temperature=1.0),
        Request(prompt=prompt(0, 300), max_tokens=20, seed=2, temperature=1.0),
        Request(prompt=prompt(1, 64), max_tokens=12, seed=3, top_k=0, top_p=0.8, temperature=1.5),
        Request(prompt=prompt(1, 65), max_tokens=12, seed=3, repetition_penalty=1.0, temperature=1.5),
        Request(prompt=prompt(1, 40), max_tokens=40, seed=4, stop=("e", "a"), temperature=1.0),
        Request(prompt=prompt(2, 33), max_tokens=60, seed=5, grammar=MOOD, temperature=1.0),
        Request(prompt=prompt(2, 200), max_tokens=60, seed=6, grammar=MOOD, temperature=2.0),
        Request(prompt=prompt(0, 300), max_tokens=15, seed=1, temperature=1.0, adapter=adapters[0]),
        Request(prompt=prompt(3, 17), max_tokens=15, temperature=0, adapter=adapters[1]),
        Request(prompt=prompt(3, 1), max_tokens=1, temperature=0),
        Request(prompt=prompt(4, 700), max_tokens=25, seed=7, temperature=1.0),
    ]


@pytest.fixture
def two(tiny: Path, tmp_path: Path, new_adapter: Callable[..., Path]) -> list[Path]:
    """Two adapters for the tiny model."""
    return [new_adapter(tiny, tmp_path / str(seed), seed=seed) for seed in (1, 2)]


# A row's text is its own ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_rows_say_what_they_would_say_alone(
    new_engine: Callable[..., Engine], two: list[Path], dtype: torch.dtype
) -> None:
    requests = mixed(two)
    alone = [new_engine(dtype=dtype).complete(request) for request in requests]
    engine = new_engine(dtype=dtype)
    assert ask(engine, requests) == alone
    assert ask(engine, requests[::-1]) == alone[::-1], "and when all beginnings are known"
    assert ask(new_engine(dtype=dtype, rows=3), requests) == alone


def test_grammars_may_look_ahead(
    new_engine: Callable[..., Engine], two: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As they do beside a GPU: worked out in a thread of their own while the model runs."""
    requests = mixed(two)
    alone = [new_engine().complete(request) for request in requests]
    engine = new_engine()
    monkeypatch.setattr(engine.batch, "_looks_ahead", True)
    ahead: list[bool] = []
    real = Row.allowed
    monkeypatch.setattr(Row, "allowed", lambda row: ahead.append(row._allowed is not None) or real(row))
    assert ask(engine, requests) == alone
    assert any(ahead)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_company_is_as_good(data: st.DataObject, alone: Callable[[Request], Completion], busy: Engine) -> None:
    kinds = st.builds(
        Request,
        prompt=st.builds(prompt, st.integers(0, 2), st.integers(1, 150)),
        max_tokens=st.integers(1, 20),
        seed=st.integers(0, 5),
        temperature=st.sampled_from([0.0, 0.7, 1.5]),
        grammar=st.sampled_from([None, MOOD]),
        stop=st.sampled_from([(), ("e",)]),
    )
    requests = data.draw(st.lists(kinds, min_size=1, max_size=8))
    assert ask(busy, requests) == [alone(request) for request in requests]


@pytest.fixture(scope="module")
def busy(tiny: Path) -> Engine:
    """An engine that keeps what it has read from one example to the next."""
    return Engine(tiny, torch.device("cpu"), torch.float32)


@pytest.fixture(scope="module")
def alone(tiny: Path) -> Callable[[Request], Completion]:
    """Answer a request on an engine that knows no beginnings."""
    engine = Engine(tiny, torch.device("cpu"), torch.float32)

    def answer(request: Request) -> Completion:
        engine.batch.prefixes.clear()
        return engine.complete(request)

    return answer


def test_greedy_rows_are_what_transformers_generates(engine: Engine) -> None:
    prompts = [prompt(kind, length) for kind, length in [(0, 3), (1, 70), (2, 129), (3, 200), (4, 64)]]
    requests = [Request(prompt=ids, max_tokens=40, temperature=0, repetition_penalty=1) for ids in prompts]
    found = ask(engine, requests)
    for ids, done in zip(prompts, found, strict=True):
        inputs = torch.tensor([ids])
        out = engine.model.generate(inputs, attention_mask=torch.ones_like(inputs), max_new_tokens=40, do_sample=False)
        expected = engine.tokenizer.decode(out[0][len(ids) :], skip_special_tokens=True)
        assert done.text == expected.rstrip("\ufffd")


# Coming and going ----------------------------------------------------------------------------------------------


def test_nobody_waits_for_the_longest(new_engine: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch) -> None:
    engine = new_engine(rows=4)
    steps = watch(engine, monkeypatch)
    lengths = [200, *[10] * 12]
    requests = [Request(prompt=prompt(9, 4), max_tokens=n, min_tokens=n, seed=0) for n in lengths]
    found = ask_at_once(engine, requests)
    assert [done.output_tokens for done in found] == lengths
    assert max(map(len, steps)) == 4
    assert len(steps) < 230, "the short ones passed by beside the long one"


def test_a_later_request_joins_the_batch_that_runs(engine: Engine) -> None:
    stream = engine.stream(Request(prompt=prompt(0, 5), max_tokens=900, min_tokens=900, seed=1))
    next(stream)
    done = engine.complete(Request(prompt=prompt(1, 5), max_tokens=3, temperature=0))
    assert done.output_tokens == 3
    stream.close()


def test_a_long_prompt_is_read_in_pieces_beside_others(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = watch(engine, monkeypatch)
    ask(
        engine,
        [
            Request(prompt=prompt(0, 900), max_tokens=3, temperature=0),
            Request(prompt=prompt(1, 5), max_tokens=60, temperature=0),
            Request(prompt=prompt(2, 700), max_tokens=3, temperature=0),
        ],
    )
    assert max(sum(len(part.tokens) for part in step) for step in steps) <= 512 + 3
    assert sum(len(step) > 1 for step in steps) >= 3


def test_all_are_answered_once_however_many_come(new_engine: Callable[..., Engine]) -> None:
    engine = new_engine(rows=3, queue=2)
    lengths = [1 + kind % 7 for kind in range(60)]
    requests = [Request(prompt=prompt(n, 3), max_tokens=n, min_tokens=n, seed=kind) for kind, n in enumerate(lengths)]
    assert [done.output_tokens for done in ask(engine, requests)] == lengths


def test_ten_thousand_at_once(new_engine: Callable[..., Engine]) -> None:
    import asyncio

    engine = new_engine(rows=64, queue=100)

    async def one(kind: int) -> int:
        async for item in engine.astream(Request(prompt=prompt(kind, 2), max_tokens=1, seed=kind)):
            if isinstance(item, Completion):
                return item.output_tokens
        raise AssertionError

    async def every() -> list[int]:
        return await asyncio.gather(*(one(kind) for kind in range(10_000)))

    found = asyncio.run(every())
    assert len(found) == 10_000
    assert set(found) <= {0, 1}  # some end at once


# What is read is shared ----------------------------------------------------------------------------------------


def tokens_read(steps: list[Any]) -> int:
    return sum(len(part.tokens) for step in steps for part in step if len(part.tokens) > 1)


def test_candidates_of_one_prompt_read_it_once(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = watch(engine, monkeypatch)
    same = Request(prompt=prompt(0, 500), max_tokens=8, min_tokens=8)
    found = ask(engine, [replace(same, seed=seed) for seed in range(8)])
    assert tokens_read(steps) == 500
    assert len({done.text for done in found}) > 1


def test_prompts_that_begin_alike_read_the_beginning_once(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = watch(engine, monkeypatch)
    same = prompt(0, 4 * BLOCK)
    ask(engine, [Request(prompt=same + prompt(kind, 20), max_tokens=4, temperature=0) for kind in range(5)])
    assert tokens_read(steps) == 4 * BLOCK + 5 * 20
    engine.complete(Request(prompt=same + prompt(9, 30), max_tokens=4, temperature=0))
    assert tokens_read(steps) == 4 * BLOCK + 5 * 20 + 30, "later ones find it in the store"


def test_a_leader_that_goes_away_leaves_nobody_waiting(engine: Engine) -> None:
    stop = threading.Event()
    stop.set()
    long = prompt(0, 900)
    alone = engine.complete(Request(prompt=long, max_tokens=5, temperature=0))
    engine.batch.prefixes.clear()
    with ThreadPoolExecutor(2) as callers:
        first = callers.submit(engine.complete, Request(prompt=long, max_tokens=5, temperature=0, timeout=0.004))
        second = callers.submit(engine.complete, Request(prompt=long, max_tokens=5, temperature=0))
        assert second.result() == alone
        assert first.exception() is None or isinstance(first.exception(), AnswerTimeoutError)


def test_adapters_share_nothing_with_others(engine: Engine, two: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    steps = watch(engine, monkeypatch)
    for adapter in (None, *two):
        for _ in range(2):
            engine.complete(Request(prompt=prompt(0, 2 * BLOCK + 2), max_tokens=2, temperature=0, adapter=adapter))
    assert tokens_read(steps) == 3 * (2 * BLOCK + 2) + 3 * 2


# Adapters ------------------------------------------------------------------------------------------------------


def test_adapters_come_and_go_while_others_run(
    engine: Engine, two: list[Path], tiny: Path, new_adapter: Callable[..., Path]
) -> None:
    long = engine.stream(Request(prompt=prompt(0, 5), max_tokens=900, min_tokens=900, seed=1, adapter=two[0]))
    next(long)
    asked = [Request(prompt=prompt(1, 9), max_tokens=12, temperature=0, adapter=folder) for folder in (*two, None)]
    texts = [engine.complete(request).text for request in asked]
    assert len(set(texts)) == 3
    engine.drop_adapter(two[1])
    assert engine.complete(asked[2]).text == texts[2]
    assert engine.adapters.loaded(two[1]) == []
    assert len(engine.adapters.loaded(two[0])) == 1, "it is in use"
    assert engine.complete(asked[1]).text == texts[1], "and is loaded again when it is asked for"
    new_adapter(tiny, two[1], seed=7)
    assert engine.complete(asked[1]).text != texts[1]
    assert len(engine.adapters.loaded(two[1])) == 1, "the old version is gone"
    engine.drop_adapter(two[0])
    assert len(engine.adapters.loaded(two[0])) == 1
    long.close()
    assert engine.complete(asked[2]).text == texts[2]
    assert engine.adapters.loaded(two[0]) == []


def test_an_adapter_that_does_not_fit_fails_alone(
    engine: Engine, tmp_path: Path, new_adapter: Callable[..., Path], new_model: Callable[..., Path]
) -> None:
    wide = new_adapter(new_model(tmp_path / "wide", width=32), tmp_path / "too-wide")
    good = Request(prompt=prompt(0, 5), max_tokens=30, temperature=0)
    bad = Request(prompt=prompt(1, 5), max_tokens=30, adapter=wide)
    with ThreadPoolExecutor(3) as callers:
        answers = [callers.submit(engine.complete, request) for request in (good, bad, good)]
        assert answers[0].result() == answers[2].result()
        with pytest.raises(ModelError, match="too-wide"):
            answers[1].result()


# When something goes wrong -------------------------------------------------------------------------------------


def test_a_signal_stops_one_row(engine: Engine) -> None:
    signal = threading.Event()
    stream = engine.stream(Request(prompt=prompt(0, 5), max_tokens=900, min_tokens=900, seed=1, cancel=signal))
    other = engine.stream(Request(prompt=prompt(1, 5), max_tokens=20, temperature=2.0, seed=1))
    next(stream), next(other)
    signal.set()
    with pytest.raises(Stopped):
        list(stream)
    *_, done = other
    assert isinstance(done, Completion)


def test_a_consumer_who_goes_away_frees_his_row(new_engine: Callable[..., Engine]) -> None:
    engine = new_engine(rows=1)
    stream = engine.stream(Request(prompt=prompt(0, 5), max_tokens=1000, min_tokens=1000, seed=1))
    next(stream)
    stream.close()
    started = time.monotonic()
    assert engine.complete(Request(prompt=prompt(1, 5), max_tokens=2, temperature=0)).output_tokens == 2
    assert time.monotonic() - started < 5


def test_a_coroutine_that_is_cancelled_frees_its_row(new_engine: Callable[..., Engine]) -> None:
    import asyncio

    engine = new_engine(rows=1, queue=1)

    async def read(kind: int) -> int:
        found = 0
        async for _ in engine.astream(Request(prompt=prompt(kind, 5), max_tokens=1000, min_tokens=1000, seed=kind)):
            found += 1
        return found

    async def go() -> None:
        tasks = [asyncio.create_task(read(kind)) for kind in range(5)]  # one runs, one waits, three stand outside
        await asyncio.sleep(0.3)
        for task in tasks:
            task.cancel()
        assert all(
            isinstance(end, asyncio.CancelledError) for end in await asyncio.gather(*tasks, return_exceptions=True)
        )

    asyncio.run(go())
    assert engine.complete(Request(prompt=prompt(1, 5), max_tokens=2, temperature=0)).output_tokens == 2


def test_a_deadline_holds_for_those_who_run_wait_and_stand_outside(new_engine: Callable[..., Engine]) -> None:
    engine = new_engine(rows=1, queue=1)
    engine.complete(Request(prompt=(5,), max_tokens=1))
    late = Request(prompt=prompt(0, 5), max_tokens=1000, min_tokens=1000, seed=1, timeout=0.3)
    with ThreadPoolExecutor(4) as callers:
        answers = [callers.submit(engine.complete, late) for _ in range(4)]
    for answer in answers:
        with pytest.raises(AnswerTimeoutError, match=r"0\.3 seconds; \d+ of at most 1000 tokens"):
            answer.result()


def test_memory_that_is_too_small_halves_the_batch(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    real = engine.batch._forward
    requests = [Request(prompt=prompt(kind, 5), max_tokens=12, temperature=0) for kind in range(8)]
    alone = [engine.complete(request) for request in requests]
    most = []

    def small(segments: Any) -> Any:
        if len(segments) > 3:
            raise torch.OutOfMemoryError("too much")
        most.append(len(segments))
        return real(segments)

    monkeypatch.setattr(engine.batch, "_forward", small)
    assert ask_at_once(engine, requests) == alone
    assert engine.batch.most_rows <= 4
    assert max(most) > 1


def test_memory_that_is_too_small_for_one_row_is_told(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(segments: Any) -> Any:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 1 bytes.")

    monkeypatch.setattr(engine.batch, "_forward", none)
    with pytest.raises(ModelError, match="even alone.*Take a smaller model"):
        engine.complete(Request(prompt=prompt(0, 5), max_tokens=3))


def test_one_row_that_breaks_the_step_fails_alone(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    real = engine.batch._forward

    def breaks(segments: Any) -> Any:
        if any(part.tokens[-1] == 311 and len(part.tokens) > 1 for part in segments):
            raise ValueError("a poisoned row")
        return real(segments)

    requests = [Request(prompt=(*prompt(kind, 5), 30), max_tokens=5, temperature=0) for kind in range(6)]
    alone = [engine.complete(request) for request in requests]
    monkeypatch.setattr(engine.batch, "_forward", breaks)
    with ThreadPoolExecutor(7) as callers:
        poisoned = callers.submit(engine.complete, Request(prompt=(5, 6, 311), max_tokens=5, temperature=0))
        others = [callers.submit(engine.complete, request) for request in requests]
    assert [other.result() for other in others] == alone
    with pytest.raises(ValueError, match="poisoned"):
        poisoned.result()


def test_scores_that_are_no_numbers_fail_one_row(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    real = engine.batch._forward

    def spoiled(segments: Any) -> Any:
        scores = real(segments)
        for place, part in enumerate(part for part in segments if part.scores):
            if part.tokens[-1] == 311:
                scores[place] = float("nan")
        return scores

    monkeypatch.setattr(engine.batch, "_forward", spoiled)
    good = Request(prompt=prompt(0, 5), max_tokens=5, temperature=0)
    with ThreadPoolExecutor(2) as callers:
        bad = callers.submit(engine.complete, Request(prompt=(5, 6, 311), max_tokens=5))
        fine = callers.submit(engine.complete, good)
    assert isinstance(fine.result(), Completion)
    with pytest.raises(ModelError, match="NaN"):
        bad.result()


def test_an_error_in_one_rows_grammar_fails_it_alone(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    from storyteller_agents.models.grammar import Constraint

    def broken(self: Constraint) -> Any:
        raise ModelError("The grammar of the schema 'Mood' failed")

    monkeypatch.setattr(Constraint, "allowed", broken)
    with ThreadPoolExecutor(2) as callers:
        bad = callers.submit(engine.complete, Request(prompt=prompt(0, 5), max_tokens=50, grammar=MOOD))
        fine = callers.submit(engine.complete, Request(prompt=prompt(1, 5), max_tokens=50))
    assert isinstance(fine.result(), Completion)
    with pytest.raises(ModelError, match="'Mood' failed"):
        bad.result()


def test_a_mistake_in_the_engine_reaches_every_caller(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    _ = engine.batch

    def broken() -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(engine.batch, "_step", broken)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            engine.complete(Request(prompt=prompt(0, 5), max_tokens=3))
    monkeypatch.undo()
    assert engine.complete(Request(prompt=prompt(0, 5), max_tokens=3, temperature=0)).output_tokens == 3


def test_a_stop_string_in_the_prompt_stops_nothing(engine: Engine) -> None:
    text = engine.tokenizer.decode(prompt(0, 40))
    done = engine.complete(Request(prompt=prompt(0, 40), max_tokens=5, temperature=0, stop=(text[5:12],)))
    assert (done.finish_reason, done.output_tokens) == ("length", 5)


def test_more_than_the_memory_set_aside_is_refused_with_numbers(new_engine: Callable[..., Engine]) -> None:
    engine = new_engine(memory=100_000)
    with pytest.raises(ModelError, match=r"the memory of up to 928 tokens; what is set aside for them holds \d+\."):
        engine.complete(Request(prompt=prompt(0, 5), max_tokens=900))
    requests = [Request(prompt=prompt(kind, 5), max_tokens=100, temperature=2.0, seed=kind) for kind in range(12)]
    assert all(done.output_tokens for done in ask(engine, requests)), "those that fit take turns"


def test_rows_wait_for_memory(new_engine: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch) -> None:
    engine = new_engine(memory=100_000)
    steps = watch(engine, monkeypatch)
    ask(engine, [Request(prompt=prompt(kind, 5), max_tokens=100, temperature=2.0, seed=kind) for kind in range(12)])
    held = max(sum(part.cache.capacity for part in step) for step in steps)
    assert held <= engine.batch._tokens
    assert max(map(len, steps)) > 1


def test_a_program_may_end_while_an_answer_is_written(tiny: Path) -> None:
    code = f"""
import threading
from storyteller_agents.models.chat import LocalChatModel

model = LocalChatModel(base={str(tiny)!r}, dtype="float32", max_tokens=900)
model.invoke("Hello.", max_tokens=1)
began = threading.Event()

def ask():
    for _ in range(1000):
        for _ in model.stream("Light the lamp."):
            began.set()

threading.Thread(target=ask).start()
began.wait()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert "shutdown" in done.stderr
