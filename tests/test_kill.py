"""SIGKILL at every scene, in the middle of one, and around every write of a file: nothing that was written is lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storyteller_agents import Book
from tests.test_draft import draft, make_book, states

CHILD = """
import os, signal, sys
from storyteller_agents import Book

folder, kind, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
seen = 0

def count():
    global seen
    seen += 1
    if seen == number:
        os.kill(os.getpid(), signal.SIGKILL)

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


SERVER = """
import json, os, pathlib, signal, sys
from storyteller_agents import Book

list(Book.open(sys.argv[1]).draft())  # loads all that a draft needs, once

def run(folder, number, kind):
    replace, seen = pathlib.Path.replace, 0
    def dying(self, target):
        nonlocal seen
        if ".story" in pathlib.Path(target).parts: return replace(self, target)
        seen += 1
        if seen == number and kind == "before": os.kill(os.getpid(), signal.SIGKILL)
        replace(self, target)
        if seen == number: os.kill(os.getpid(), signal.SIGKILL)
    if number: pathlib.Path.replace = dying
    for event in Book.open(folder).draft():
        if event.kind == "item" and event.stage == "scenes":
            os.write(1, f"wrote {event.item}\\n".encode())

for line in sys.stdin:
    child = os.fork()
    if not child:
        run(*json.loads(line))
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    os.write(1, f"ended {status}\\n".encode())
"""


class Drafts:
    """Starts drafts in processes of their own, forked from one that has drafted the book `warm`: hundreds in a minute."""

    def __init__(self, warm: Book) -> None:
        command = [sys.executable, "-c", SERVER, str(warm.path)]
        self._server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, book: Path, number: int = 0, kind: str = "after") -> tuple[bool, list[str]]:
        """Draft and die at the `number`-th write of a file; return whether it died, and the scenes reported as written."""
        assert self._server.stdin and self._server.stdout
        self._server.stdin.write(json.dumps([str(book), number, kind]) + "\n")
        self._server.stdin.flush()
        written = []
        for line in self._server.stdout:
            what, _, told = line.strip().partition(" ")
            if what == "ended":
                assert int(told) in (0, signal.SIGKILL), "a draft failed"
                return int(told) == signal.SIGKILL, written
            written.append(told)
        raise AssertionError("the server of drafts is gone")

    def close(self) -> None:
        assert self._server.stdin
        self._server.stdin.close()
        self._server.wait(timeout=30)


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[Drafts]:
    server = Drafts(make_book(tmp_path / "warm", chapters=1, scenes=2))
    yield server
    server.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_a_kill_at_every_write_of_a_draft_of_twenty_scenes(tmp_path: Path, drafts: Drafts) -> None:
    """A result is two writes, its record and its file: each draft is killed before the second, the next one after it."""
    settings = {"chapters": 5, "scenes": 4, "words": 20}
    whole = make_book(tmp_path / "whole", **settings)
    draft(whole)
    book = make_book(tmp_path / "book", **settings)
    kills, died, reported = 0, True, list[str]()
    while died:
        before = scenes(book)
        died, written = drafts.run(book.path, 2, "after" if kills % 2 else "before")
        kills += died
        assert kills < 400, "the draft does not get on"
        reported += written
        assert {scene: scenes(book)[scene] for scene in before} == before, "a scene that was written is lost or another"
        no_halves(book)
        found = {row.artefact: row.state for row in Book.open(book.path).status()}
        assert "edited" not in found.values(), "what a killed draft wrote passes for a person's"
        done = {row.removeprefix("scenes/") for row, state in found.items() if state == "done" and "scenes/" in row}
        assert all(scenes(book)[scene] == scenes(whole)[scene] for scene in done)
        if died and kills % 25 == 0:  # and the draft finishes from here, too
            copy = shutil.copytree(book.path, tmp_path / f"copy-{kills}")
            assert drafts.run(copy)[0] is False
            assert scenes(Book.open(copy)) == scenes(whole)
    assert kills >= 80
    assert sorted(set(reported)) == sorted(reported), "a scene was reported as written twice"
    assert scenes(book) == scenes(whole)
    assert set(states(book).values()) == {"done"}
    assert not list(book.path.rglob("*.tmp"))
