"""`storyteller outline`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from storyteller_agents.cli.main import app
from storyteller_agents.testing import sample_book, sample_outline


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", "220")
    outline = sample_outline()
    outline.threads = ["the bell"]
    outline.card("0001").plants = ["the bell"]
    outline.card("0002").mood = -0.25
    outline.card("0002").place = "the harbour"
    return str(sample_book(tmp_path / "book", outline=outline).path)


def run(*words: str) -> tuple[str, str]:
    done = CliRunner().invoke(app, ["outline", *words])
    assert done.exit_code == 0, done.output
    return done.stdout, done.stderr


def test_the_plan_is_shown_with_words_and_mood(book: str) -> None:
    shown, told = run(book)
    assert "Setup" in shown and "240" in shown and "-0.25" in shown and "Ada looks for clue 4." in shown
    assert "'the bell' is never paid off" in told
    assert "Ada Penrow is at the harbour" in told


def test_threads_and_timeline(book: str) -> None:
    shown, _ = run(book, "--threads")
    assert "the bell" in shown and "0001" in shown and "Scene 1" not in shown
    shown, _ = run(book, "--timeline")
    assert "night" in shown and "the harbour" in shown and "Bram Colley" in shown


def test_json_holds_everything(book: str) -> None:
    found = json.loads(run(book, "--json")[0])
    assert found["threads"][0]["planted"] == ["0001"]
    assert [moment["day"] for moment in found["timeline"]] == [1, 1, 1, 1]
    assert found["acts"][0]["chapters"][0]["scenes"][1]["mood"] == -0.25
    assert len(found["warnings"]) == 2


def test_without_an_outline_it_says_what_to_do(tmp_path: Path) -> None:
    path = str(sample_book(tmp_path / "book").path)
    done = CliRunner().invoke(app, ["outline", path])
    assert "there is no outline yet. Run: storyteller draft" in str(done.exception)
