"""`storyteller redo`, `undo` and `approve` as an author types them."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storyteller_agents import Book
from storyteller_agents.testing import sample_book, sample_cast, sample_outline

from .test_new import Terminal


def storyteller(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "storyteller_agents", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A finished book of two scenes."""
    made = sample_book(
        tmp_path / "book",
        outline=sample_outline(scenes=2, chapters=1, words=30),
        cast=sample_cast(),
        settings={"pipeline": {"plugins": []}, "stages": {"critic": {"model": False}}},
    )
    list(made.draft())
    return made.path


def test_redo_prints_a_diff_and_undo_prints_it_backwards(book: Path) -> None:
    redone = storyteller("redo", book, "2", "--note", "More fog.")
    assert redone.returncode == 0, redone.stderr
    lines = redone.stdout.splitlines()
    assert lines[0] == "--- a/scenes/0002-scene-2.md" and {line[:1] for line in lines[2:]} == {"@", "-", "+", " "}
    assert f"storyteller undo {book} 0002" in redone.stderr and "Traceback" not in redone.stderr

    undone = storyteller("undo", book, "2")
    assert undone.returncode == 0, undone.stderr
    turned = {"-": "+", "+": "-"}
    changed = [line for line in lines[2:] if line[0] in turned]
    assert sorted(turned[line[0]] + line[1:] for line in changed) == sorted(
        line for line in undone.stdout.splitlines()[2:] if line[0] in turned
    )
    assert "is yours: no draft changes it" in undone.stderr and "--to 2" in undone.stderr

    rows = json.loads(storyteller("undo", book, "2", "--list", "--json").stdout)
    assert [(row["number"], row["current"]) for row in rows] == [(1, True), (2, False)]
    assert "in the book" in storyteller("undo", book, "--list").stdout


def test_redo_without_a_terminal_keeps_the_best_and_says_where_the_others_are(book: Path) -> None:
    done = storyteller("redo", book, "1", "--candidates", "2", "--json")
    data = json.loads(done.stdout)
    assert data["chosen"] in (1, 2) and data["kept"]
    (other,) = [version["file"] for version in data["versions"] if version["file"]]
    assert (book / other).is_file() and other in done.stderr and "taken" in done.stderr
    chosen = storyteller("redo", book, "1", "--candidates", "2", "--choose", "0", "--json")
    assert json.loads(chosen.stdout)["diff"] == ""
    assert "stays as it was" in chosen.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["redo", "9"], "there is no scene '9'"),
        (["redo", "1", "--choose", "2"], "it needs --candidates of at least 2"),
        (["undo", "outlin"], "did you mean 'outline'"),
        (["undo", "1"], "scenes/0001 has no older version"),
        (["approve", "--note", " "], "--note: it is empty"),
    ],
)
def test_mistakes_are_told_in_a_line(book: Path, arguments: list[str], told: str) -> None:
    done = storyteller(arguments[0], book, *arguments[1:])
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr and "Traceback" not in done.stderr


def test_approve_goes_on_and_shows_that_it_waits(tmp_path: Path) -> None:
    settings = {"pipeline": {"plugins": [], "approve": ["outliner"]}, "book": {"chapters": 1, "scenes": 1, "words": 20}}
    book = sample_book(tmp_path / "book", settings=settings).path
    nothing = storyteller("approve", book)
    assert nothing.returncode == 0 and "waits for no approval" in nothing.stderr
    for _ in range(2):
        drafted = storyteller("draft", book)
        assert drafted.returncode == 0
        assert f"Waiting for you after outliner: look at {book / 'outline.yaml'}" in drafted.stderr
        assert f"storyteller approve {book}" in drafted.stderr
        assert "Read it in" not in drafted.stderr
    assert "waits for your approval" in json.loads(storyteller("status", book, "--json").stdout)[0]["why"]
    wished = storyteller("approve", book, "--note", "A storm.")
    assert "is made again by your wish" in wished.stderr and "Waiting for you after outliner" in wished.stderr
    approved = storyteller("approve", book, "--json")
    assert "Read it in" in approved.stderr
    assert {row["state"] for row in json.loads(approved.stdout)} == {"done"}


# On a terminal -------------------------------------------------------------------------------------------------------


def test_on_a_terminal_the_author_chooses(book: Path, tmp_path: Path) -> None:
    before = Book.open(book).scene("0002")
    with closing(Terminal(tmp_path, "redo", str(book), "2", "--candidates", "2")) as terminal:
        terminal.answer("Which one? 1 to 2", "7")
        terminal.answer("'7' is none of them.", "2")
        assert terminal.end() == 0
    assert (
        "version 1:" in terminal.screen and "score" in terminal.screen and "The old one is version 0" in terminal.screen
    )
    assert "\x1b[" in terminal.screen and "@@" not in terminal.screen
    record = Book.open(book).story_lock.records["scenes/0002"]
    assert len(record.notes["candidates"]) == 2
    assert Book.open(book).scene("0002") != before


def test_ctrl_c_at_the_question_leaves_the_old_one(book: Path, tmp_path: Path) -> None:
    before = Book.open(book).scene("0002")
    with closing(Terminal(tmp_path, "redo", str(book), "2", "--candidates", "2")) as terminal:
        terminal.answer("0 keeps the old one", b"\x03")
        assert terminal.end() == 130
    assert "The old version stays" in terminal.screen and "Traceback" not in terminal.screen
    assert Book.open(book).scene("0002") == before
