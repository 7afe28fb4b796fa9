"""The whole pipeline on the embedded model: small, but real. What it writes is not judged, only that it is a book."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from storyteller_agents import Book, Brief
from storyteller_agents.language import detect_language
from storyteller_agents.settings import parse_settings

pytestmark = pytest.mark.embedded

PREMISE = (
    "Ada Penrow finds the bell of a lost ship in the shed of her uncle Bram Colley. She has to choose whom to tell."
)


def write(folder: Path) -> Book:
    """Draft a book of two short scenes."""
    data = {"book": {"chapters": 1, "scenes": 2, "words": 60, "seed": 5}, "pipeline": {"plugins": []}}
    brief = Brief(premise=PREMISE, tone="quiet")
    book = Book.create(folder, brief, settings=parse_settings(data), world="lantern-coast")
    assert list(book.draft())[-1].kind == "done"
    return book


def test_it_drafts_a_book_of_the_world_and_its_scenes_once_more_the_same(tmp_path: Path) -> None:
    book = write(tmp_path / "first")

    cast = book.load("cast")
    assert cast.get("Ada Penrow").lore == "ada-penrow"
    assert cast.get("Ada Penrow").facts["eyes"] == "grey"
    assert {card.place for card in book.load("outline").cards()} <= {
        entry.title for entry in book.lore.entries().values()
    }
    for scene, record in book.load("scenes").items():
        text = book.scene(scene)
        assert 40 <= record.words <= 96
        assert detect_language(text) == "en"
    lock = book.story_lock
    assert lock.records["scenes/0001"].models["writer"]["base"] == "smollm2-135m"
    assert lock.records["scenes/0001"].tokens["output"] > 0
    assert set() < set(lock.records["scenes/0001"].lore) <= set(book.lore.entries())
    assert "## Character arcs" in book.text("companion")

    written = [book.scene(scene) for scene in book.load("scenes")]
    assert any(part in " ".join(written) for person in cast.characters for part in person.name.split())
    shutil.rmtree(book.path / "scenes")
    (book.path / ".story" / "answers.sqlite").unlink()
    again = Book.open(book.path)
    calls = [event.stage for event in again.draft() if event.kind == "call"]
    assert calls.count("scenes") >= 2, "the model was not asked again"
    assert [again.scene(scene) for scene in again.load("scenes")] == written
