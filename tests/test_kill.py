"""SIGKILL at every scene, in the middle of one, and around every write of a file: nothing that was written is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storyteller_agents import Book
from tests.test_draft import draft, make_book, states

CHILD = """
import json, os, pathlib, signal, sys
from storyteller_agents import Book

folder, kind, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
seen = 0

def count():
    global seen
    seen += 1
    if seen == number:
        os.kill(os.getpid(), signal.SIGKILL)

if kind in ("before", "after"):
    replace = pathlib.Path.replace
    def dying(self, target):
        if kind == "before": count()
        result = replace(self, target)
        if kind == "after": count()
        return result
    pathlib.Path.replace = dying

written = []
for event in Book.open(folder).draft():
    if event.kind == "item" and event.stage == "scenes":
        print(event.item, flush=True)
        if kind == "scene": count()
    if kind == "call" and event.kind == "call" and event.stage == "scenes":
        count()
"""


def run_and_kill(book: Book, kind: str, number: int) -> tuple[int, list[str]]:
    """Draft in a process that kills itself; return its exit status and the scenes that it reported as written."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(book.path), kind, str(number)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode, done.stdout.split()


def scenes(book: Book) -> dict[str, str]:
    folder = book.path / "scenes"
    return {file.name[:4]: file.read_text() for file in folder.glob("*.md")} if folder.is_dir() else {}


def no_halves(book: Book) -> None:
    """Every file can be read, and story.lock tells of no file that says something else."""
    for file in book.path.glob("scenes/*.md"):
        assert file.read_text().endswith("\n")
    if (book.path / "story.lock").exists():
        json.loads((book.path / "story.lock").read_text())


@pytest.mark.parametrize(("kind", "numbers"), [("scene", range(1, 7)), ("call", (2, 5, 8, 11))])
def test_a_kill_at_every_scene_and_in_the_middle_of_one(tmp_path: Path, kind: str, numbers: range) -> None:
    """The same book is killed again and again; each time it goes on."""
    whole = make_book(tmp_path / "whole")
    draft(whole)
    book = make_book(tmp_path / "book")
    written: list[str] = []
    for number in numbers if kind == "call" else [1] * len(numbers):
        before = scenes(book)
        status, reported = run_and_kill(book, kind, number)
        written += reported
        assert {scene: scenes(book)[scene] for scene in before} == before, "a scene that was written is lost or another"
        no_halves(book)
        if status == 0:
            break
    draft(book)
    assert scenes(book) == scenes(whole)
    assert len(written) <= 6 + len(list(numbers))
    assert sorted(set(written)) == sorted(written), "a scene was reported as written twice"
    assert set(states(book).values()) == {"done"}


@pytest.mark.parametrize("kind", ["before", "after"])
def test_a_kill_around_every_write(tmp_path: Path, kind: str) -> None:
    """Each kill is one write later than the last; the draft then finishes, with the text of an undisturbed one."""
    whole = make_book(tmp_path / "whole", chapters=1, scenes=2)
    draft(whole)
    book = make_book(tmp_path / "book", chapters=1, scenes=2)
    kills = 0
    while run_and_kill(book, kind, kills + 1)[0] != 0:
        kills += 1
        no_halves(book)
        assert kills < 40, "the draft does not get on"
    assert kills >= 3
    assert scenes(book) == scenes(whole)
    assert set(states(book).values()) == {"done"}
    assert not list(book.path.rglob("*.tmp")) or os.name == "nt"
