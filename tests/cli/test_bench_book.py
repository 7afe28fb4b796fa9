"""`storyteller bench book` as a user types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from storyteller_agents import Book
from storyteller_agents.story import Finding
from storyteller_agents.testing import sample_book, sample_outline


def bench(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "storyteller_agents", "bench", "book", str(path), *options]
    env = {**os.environ, "COLUMNS": "200"}
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=env)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book with two written scenes of four, and a finding for one of them."""
    scenes = {"0001": "“Stay,” said Ada. She climbed the stairs.", "0002": "The lamp is out. The lamp is out."}
    found = [Finding(id="a1", rule="repetition", severity="error", scene="0002", quote="The lamp is out.")]
    outline = sample_outline(words=8)
    return sample_book(tmp_path / "book", outline=outline, scenes=scenes, findings=found)


def test_figures_as_json(book: Book) -> None:
    done = bench(book.path, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    figures = json.loads(done.stdout)
    assert (figures["scenes"], figures["words"]) == (2, 15)
    assert figures["findings"] == {"repetition": pytest.approx(10_000 / 15)}
    assert figures["contradictions"] == 0
    assert figures["rep_4"] == pytest.approx(1 - 11 / 12)
    assert figures["dialogue_share"] == pytest.approx(1 / 15)
    assert 90 < figures["length_obedience"] < 100


def test_a_table_with_units(book: Book) -> None:
    done = bench(book.path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = {line.split("  ")[0].strip(): line for line in done.stdout.splitlines()}
    assert "666.67" in lines["- repetition"]
    assert "per 10,000 words" in lines["contradictions (CED)"]
    assert {"words", "rep-2", "rep-3", "rep-4", "distinct-2", "MTLD", "length obedience", "dialogue share"} <= set(
        lines
    )


def test_a_drafted_book(tmp_path: Path) -> None:
    book = sample_book(tmp_path / "book")
    for _ in book.draft():
        pass
    figures = json.loads(bench(book.path, "--json").stdout)
    assert figures["scenes"] == len(list(book.load("outline").cards()))
    assert figures["words"] > 100 and figures["mtld"] > 0


def test_a_book_that_no_critic_has_read_says_so(book: Book) -> None:
    book.file("findings").unlink()
    done = bench(book.path)
    assert done.returncode == 0 and "no critic has read the book" in done.stderr


def test_a_book_without_scenes_and_no_book(tmp_path: Path) -> None:
    empty = sample_book(tmp_path / "empty")
    planned = sample_book(tmp_path / "planned", outline=sample_outline())
    for path in (empty.path, planned.path):
        done = bench(path)
        assert done.returncode == 2 and done.stdout == ""
        assert f"no scene is written yet. Draft the book first: storyteller draft {path}" in done.stderr
    assert bench(tmp_path / "nowhere").returncode == 2
