"""A draft that nobody watches: models that fail, a full disk, a stop from outside, and the log of it all."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storyteller_agents import Book, patience
from storyteller_agents.errors import (
    AnswerTimeoutError,
    BookError,
    IncompleteError,
    ModelError,
    ModelUnavailableError,
    OutputError,
    Stopped,
)
from storyteller_agents.events import Event
from storyteller_agents.models.scripted import ScriptedChatModel
from storyteller_agents.patience import Patience
from storyteller_agents.session import Control
from tests.test_draft import draft, make_book, states
from tests.test_kill import scenes


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[str], Exception | None]], None]:
    """Let the scripted model fail where a function of its prompt says so."""
    monkeypatch.setattr(patience, "FIRST", 0.001)

    def install(fault: Callable[[str], Exception | None]) -> None:
        real = ScriptedChatModel._generate

        def faulty(self: ScriptedChatModel, messages: Any, *args: Any, **kwargs: Any) -> Any:
            if error := fault("\n".join(str(message.content) for message in messages)):
                raise error
            return real(self, messages, *args, **kwargs)

        monkeypatch.setattr(ScriptedChatModel, "_generate", faulty)
        monkeypatch.setattr(ScriptedChatModel, "_stream", ScriptedChatModel.__bases__[0]._stream)

    return install


# A model that is away ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [ModelUnavailableError("away"), AnswerTimeoutError("too slow")])
def test_a_call_is_made_again_with_growing_pauses(monkeypatch: pytest.MonkeyPatch, error: ModelError) -> None:
    pauses: list[float] = []

    class Waiting(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            pauses.append(timeout or 0)
            return False

    answers: list[Any] = [error] * 8 + ["at last"]

    def call() -> str:
        if isinstance(answer := answers.pop(0), Exception):
            raise answer
        return str(answer)

    told: list[str] = []
    assert Patience(8, Waiting(), told.append).ask(call) == "at last"
    for pause, expected in zip(pauses, [1, 2, 4, 8, 16, 32, 60, 60], strict=True):
        assert 0.75 * expected <= pause <= 1.25 * expected
    assert len(told) == 8 and "(8 of 8)" in told[-1]


def test_patience_ends_and_is_for_what_may_pass_only() -> None:
    calls: list[int] = []

    def refused() -> None:
        calls.append(1)
        raise ModelError("the server refuses the key")

    with pytest.raises(ModelError, match="refuses"):
        Patience(5, threading.Event(), print).ask(refused)
    assert len(calls) == 1
    with pytest.raises(ModelUnavailableError):
        Patience(0, threading.Event(), print).ask(_away)


def _away() -> None:
    raise ModelUnavailableError("away")


def test_a_stop_ends_a_pause_at_once() -> None:
    stopping = threading.Event()
    threading.Timer(0.05, stopping.set).start()
    began = time.monotonic()
    with pytest.raises(ModelUnavailableError):
        Patience(100, stopping, lambda _: None).ask(_away)
    assert time.monotonic() - began < 5


def test_a_model_that_fails_now_and_then_costs_time_only(tmp_path: Path, breaks: Callable[..., None]) -> None:
    whole = make_book(tmp_path / "whole")
    draft(whole)
    seen: dict[str, int] = {}

    def fault(prompt: str) -> Exception | None:
        seen[prompt] = seen.get(prompt, 0) + 1
        return ModelUnavailableError("the server is busy.") if seen[prompt] == 1 and len(seen) % 5 == 0 else None

    breaks(fault)
    book = make_book(tmp_path / "book")
    events = draft(book)
    assert sum("Asking again" in event.message for event in events if event.kind == "warning") >= 5
    assert scenes(book) == scenes(whole)
    assert set(states(book).values()) == {"done"}


@pytest.mark.parametrize("error", [ModelUnavailableError("the server is away."), OutputError("no usable text")])
def test_other_chapters_go_on_and_the_next_draft_makes_up(
    tmp_path: Path, breaks: Callable[..., None], error: ModelError
) -> None:
    book = make_book(tmp_path / "book")
    lost = [True]

    def fault(prompt: str) -> Exception | None:
        hit = lost and "You are a novelist" in prompt and f'"{title}"' in prompt
        return error if hit else None

    title = ""
    draft_until_outline(book)
    card = Book.open(book.path).load("outline").chapters()[1].scenes[0]
    title = card.title
    breaks(fault)
    events: list[Event] = []
    with pytest.raises(IncompleteError) as caught:
        for event in Book.open(book.path).draft():
            events.append(event)
    assert caught.value.exit_code == 1
    assert [problem.partition(":")[0] for problem in caught.value.problems] == ["scenes/chapter-2"]
    assert str(error) in caught.value.problems[0]
    assert [(event.stage, event.item) for event in events if event.kind == "failed"] == [("scenes", "chapter-2")]
    written = scenes(book)
    assert len(written) == 4, "two of six scenes are missing"
    found = states(book)
    assert found[f"scenes/{card.id}"] == "missing" and found["companion"] == "missing"
    assert all(state == "done" for row, state in found.items() if row.partition("/")[2] in written)
    log = (book.path / ".story" / "draft.log").read_text()
    assert " ERROR " in log and "scenes/chapter-2" in log
    lost.clear()
    draft(book)
    assert {scene: scenes(book)[scene] for scene in written} == written
    assert set(states(book).values()) == {"done"}


def draft_until_outline(book: Book) -> None:
    control = Control()
    with pytest.raises(Stopped):
        for event in Book.open(book.path).draft(control=control):
            if event.kind == "stage" and event.stage == "characters":
                control.stop()


def test_a_failing_outliner_stops_the_draft(tmp_path: Path, breaks: Callable[..., None]) -> None:
    breaks(lambda prompt: ModelError("no key"))
    with pytest.raises(ModelError, match="no key"):
        draft(make_book(tmp_path / "book"))


# A full disk ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [2, 7, 20])
def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    whole = make_book(tmp_path / "whole")
    draft(whole)
    book = make_book(tmp_path / "book")
    real, synced = os.fsync, [0]

    def full(file: int) -> None:
        synced[0] += 1
        if synced[0] >= number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(file)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BookError, match=r"No space left on device.*free disk space"):
        draft(book)
    monkeypatch.undo()
    assert not list(book.path.rglob("*.tmp"))
    before = scenes(book)
    draft(book)
    assert scenes(book) == scenes(whole)
    assert {scene: scenes(book)[scene] for scene in before} == before
    assert set(states(book).values()) == {"done"}


# A stop from outside, and the log ------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_draft_and_the_book_is_whole(tmp_path: Path, number: signal.Signals) -> None:
    book = make_book(tmp_path / "book", chapters=8)
    command = [sys.executable, "-m", "storyteller_agents", "draft", str(book.path)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    for line in process.stderr:
        if "scenes 2/" in line:
            process.send_signal(number)
            break
    rest = process.stderr.read()
    assert process.wait(timeout=60) == 130, rest
    assert "Traceback" not in rest and "What was written is kept" in rest
    assert "Stopped" in (book.path / ".story" / "draft.log").read_text()
    assert not list(book.path.rglob("*.tmp"))
    assert 2 <= len(scenes(book)) < 16
    assert set(states(book).values()) <= {"done", "missing"}


def test_the_log_tells_what_was_done_and_a_full_log_is_no_trouble(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    (book.path / ".story").mkdir()
    (book.path / ".story" / "draft.log.1").mkdir()  # nothing can be moved there
    (book.path / ".story" / "draft.log").write_text("x" * 1_000_001)
    draft(book)
    assert set(states(book).values()) == {"done"}
    book.clear_cache()
    draft(book)
    lines = (book.path / ".story" / "draft.log").read_text().splitlines()
    assert all(line[:2] == "20" and " INFO " in line for line in lines)
    assert any("plan: " in line for line in lines) and any("done: " in line for line in lines)
