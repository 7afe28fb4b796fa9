"""`storyteller export`: what it prints, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from storyteller_agents.cli.main import app
from storyteller_agents.testing import sample_book, sample_outline


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    sample_book(
        tmp_path / "home" / "book", outline=sample_outline(), scenes={"0001": "One <b>two</b>.", "0002": "Three."}
    )
    monkeypatch.chdir(tmp_path / "home")
    return "book"


def test_a_book_is_exported_under_its_title(book: str) -> None:
    done = CliRunner().invoke(app, ["export", book, "--to", "html"])
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "Warning: not written yet and left out: 2 scenes (0003, 0004)",
        "the-bell.html is ready: 3 words.",
    ]
    assert "One &lt;b&gt;two&lt;/b&gt;." in Path("the-bell.html").read_text(encoding="utf-8")


def test_json_says_where_the_file_is(book: str) -> None:
    done = CliRunner().invoke(app, ["export", book, "--to", "json", "--findings", "--out", "x.json", "--json"])
    assert json.loads(done.stdout) == {
        "file": "x.json", "format": "json", "words": 3, "problems": ["not written yet and left out: 2 scenes (0003, 0004)"],
    }  # fmt: skip
    assert json.loads(Path("x.json").read_text(encoding="utf-8"))["findings"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--to", "pdg"],
        ["--to", "docx", "--style", "fancy"],
        ["--to", "md", "--page", "6x9"],
        ["--to", "md", "--out", "no/x.md"],
        ["--to", "md", "--companion"],
        [],
    ],
)
def test_bad_input_writes_nothing(book: str, arguments: list[str]) -> None:
    done = CliRunner().invoke(app, ["export", book, *arguments])
    assert done.exit_code != 0
    assert [file.name for file in Path().iterdir()] == ["book"]
