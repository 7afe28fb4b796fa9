"""How OpenMP's threads wait: set once, before torch, and never against the user."""

from __future__ import annotations

import os
import sys

import pytest

from storyteller_agents.models.threads import SPINS, wait_briefly


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
