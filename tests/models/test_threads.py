"""One thread does torch's work; how its helpers wait is set once, before torch, and never against the user."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from storyteller_agents.models.threads import SPINS, in_torch, soon, wait_briefly


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment in which nothing is set and torch is not imported."""
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    monkeypatch.setenv("GOMP_SPINCOUNT", "")  # so that it is taken back in the end, whatever a test sets
    monkeypatch.delenv("GOMP_SPINCOUNT")
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    return monkeypatch


def test_threads_spin_briefly(environment: pytest.MonkeyPatch) -> None:
    wait_briefly()
    assert os.environ["GOMP_SPINCOUNT"] == str(SPINS)


@pytest.mark.parametrize("name", ["OMP_WAIT_POLICY", "GOMP_SPINCOUNT"])
def test_what_the_user_set_stays(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.setenv(name, "7")
    wait_briefly()
    assert os.environ[name] == "7"
    assert name == "GOMP_SPINCOUNT" or "GOMP_SPINCOUNT" not in os.environ


def test_it_is_too_late_after_torch(environment: pytest.MonkeyPatch) -> None:
    environment.setitem(sys.modules, "torch", sys)
    wait_briefly()
    assert "GOMP_SPINCOUNT" not in os.environ


def test_everybody_computes_on_one_thread() -> None:
    with ThreadPoolExecutor(4) as callers:
        names = set(callers.map(lambda _: in_torch(lambda: threading.current_thread().name), range(20)))
    assert len(names) == 1
    assert threading.current_thread().name not in names


def test_what_runs_there_may_ask_again() -> None:
    assert in_torch(lambda: in_torch(lambda: 7)) == 7


def test_errors_reach_the_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        in_torch(lambda: 1 / 0)


def test_what_is_asked_for_soon_runs_there_too() -> None:
    names: list[str] = []
    soon(lambda: names.append(threading.current_thread().name))
    assert in_torch(lambda: [threading.current_thread().name]) == names
