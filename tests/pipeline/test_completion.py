"""An outline or a cast that its author left unfinished: what he wrote stays, the rest is filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from storyteller_agents import Book, Brief
from storyteller_agents.events import Event
from storyteller_agents.files import write_text
from storyteller_agents.lockfile import StoryLock
from storyteller_agents.stages.outline_frame import lacking
from storyteller_agents.story import Cast, Character
from storyteller_agents.testing import sample_book, sample_cast, sample_outline

PREMISE = (
    "Ada Penrow finds the bell of a lost ship in the shed of her uncle Bram Colley, and has to choose whom to tell."
)
OWN = """\
# my plan
title: The Bell of Wrack Bay
people:
  - name: Ada Penrow   # she tells it
  - name: Bram Colley
acts:
  - title: Low water
    chapters:
      - title: The shed
        summary: Ada finds the bell and says nothing.
        scenes:
          - id: 1
            title: Under the tarpaulin
          - id: 2
            title: What Bram saw
            goal: Ada wants to know what Bram saw.
            pov: Ada Penrow
            words: 44
      - title: The captain
  - title: High water
"""


def settings(spine: list[str]) -> dict[str, Any]:
    return {
        "book": {"chapters": 4, "scenes": 2, "words": 60},
        "pipeline": {"plugins": [], "spine": spine},
    }


def make(folder: Path, plan: str | None = OWN, spine: tuple[str, ...] = ("outliner",), **artefacts: Any) -> Book:
    book = sample_book(folder, brief=Brief(premise=PREMISE), settings=settings(list(spine)), **artefacts)
    if plan is not None:
        write_text(book.file("outline"), plan)
    return book


def draft(book: Book) -> list[Event]:
    return list(Book.open(book.path).draft())


def calls(events: list[Event]) -> int:
    return sum(event.kind == "call" for event in events)


def test_an_outline_with_parts_missing_is_filled_in_around_them(tmp_path: Path) -> None:
    book = make(tmp_path / "book")
    assert "fills in what it lacks: a logline, chapters in the act 'High water'" in book.status()[0].why

    events = draft(book)

    outline = book.load("outline")
    assert lacking(outline) == []
    assert outline.title == "The Bell of Wrack Bay"
    assert [person.name for person in outline.people] == ["Ada Penrow", "Bram Colley"]
    assert [act.title for act in outline.acts] == ["Low water", "High water"]
    shed, captain = outline.acts[0].chapters
    assert (shed.title, shed.summary, captain.title) == (
        "The shed",
        "Ada finds the bell and says nothing.",
        "The captain",
    )
    assert captain.summary and len(captain.scenes) == 2
    first, second = shed.scenes
    assert (first.id, first.title, first.words) == ("0001", "Under the tarpaulin", 60)
    assert first.goal and first.conflict and first.outcome and first.cast
    assert (second.goal, second.conflict, second.cast, second.mood, second.words) == (
        "Ada wants to know what Bram saw.", "", [], None, 44,
    )  # fmt: skip
    assert len(outline.acts[1].chapters) == 2
    (warning,) = [event.message for event in events if event.kind == "warning"]
    assert "history/outline.001.yaml" in warning
    assert (book.path / "history" / "outline.001.yaml").read_text() == OWN


def test_a_completed_outline_is_done_and_costs_no_call(tmp_path: Path) -> None:
    book = make(tmp_path / "book")
    draft(book)
    text = book.text("outline")
    assert calls(draft(book)) == 0
    assert book.text("outline") == text
    assert [row.state for row in Book.open(book.path).status()] == ["done"]


def test_a_new_brief_completes_the_author_s_version_again(tmp_path: Path) -> None:
    book = make(tmp_path / "book")
    draft(book)
    before = book.load("outline")
    write_text(book.path / "brief.md", PREMISE + " The captain comes back and wants it.")

    assert calls(draft(book)) > 0

    outline = Book.open(book.path).load("outline")
    assert outline.card("0002") == before.card("0002")
    assert outline.card("0001").title == "Under the tarpaulin"
    assert outline.card("0003").goal != before.card("0003").goal
    assert len(list((book.path / "history").iterdir())) == 1


def test_a_draft_that_died_between_record_and_file_completes_it_too(tmp_path: Path) -> None:
    book = make(tmp_path / "book")
    draft(book)
    finished = book.text("outline")
    write_text(book.file("outline"), OWN)  # as it was when the record had been written and the file had not
    draft(book)
    assert book.text("outline") == finished


def test_an_edit_of_the_completed_outline_is_kept_as_it_is(tmp_path: Path) -> None:
    book = make(tmp_path / "book")
    draft(book)
    text = book.text("outline").replace("Under the tarpaulin", "Below the sail")
    write_text(book.file("outline"), text)
    assert calls(draft(book)) == 0
    assert book.text("outline") == text

    outline = Book.open(book.path).load("outline").model_copy(deep=True)
    card = outline.card("0003")
    card.goal = card.conflict = card.outcome = ""
    write_text(*book.render("outline", outline))
    draft(book)
    again = Book.open(book.path).load("outline")
    assert again.card("0003").goal
    assert [one for one in again.cards() if one.id != "0003"] == [one for one in outline.cards() if one.id != "0003"]
    assert len(list((book.path / "history").iterdir())) == 2


def test_a_lost_history_leaves_the_author_s_words_alone(tmp_path: Path) -> None:
    book = make(tmp_path / "book")
    draft(book)
    before = book.load("outline")
    (book.path / "history" / "outline.001.yaml").unlink()
    write_text(book.path / "brief.md", PREMISE + " The captain comes back.")
    draft(book)
    assert Book.open(book.path).load("outline") == before


@pytest.mark.parametrize("spine", [("outliner",), ("outliner", "characters")])
def test_a_complete_outline_and_cast_are_left_alone(tmp_path: Path, spine: tuple[str, ...]) -> None:
    book = make(tmp_path / "book", None, spine, outline=sample_outline(), cast=sample_cast())
    before = {name: book.text(name) for name in ("outline", "cast")}
    assert calls(draft(book)) == 0
    assert {name: book.text(name) for name in before} == before
    assert not (book.path / "history").exists()


def test_a_title_alone_is_enough(tmp_path: Path) -> None:
    book = make(tmp_path / "book", "title: Mine\n")
    draft(book)
    outline = book.load("outline")
    assert outline.title == "Mine" and lacking(outline) == []
    assert len(list(outline.cards())) == 8


def test_a_cast_with_parts_missing_is_filled_in(tmp_path: Path) -> None:
    cast = Cast(
        characters=[
            Character(name="Ada Penrow", role="the keeper", facts={"age": "19"}),
            Character(name="Otto Fenn", want="peace"),
        ]
    )
    book = make(tmp_path / "book", None, ("outliner", "characters"), outline=sample_outline(), cast=cast)
    own = book.text("cast")

    events = draft(book)

    ada, otto, bram = book.load("cast").characters
    assert (ada.name, ada.role, ada.facts) == ("Ada Penrow", "the keeper", {"age": "19"})
    assert all((ada.want, ada.need, ada.flaw, ada.voice, ada.arc))
    assert otto == cast.characters[1]
    assert (bram.name, bram.role) == ("Bram Colley", "antagonist") and bram.want and bram.facts
    assert (book.path / "history" / "cast.001.yaml").read_text() == own
    assert [event for event in events if event.kind == "warning" and "history/cast.001.yaml" in event.message]
    assert calls(draft(book)) == 0


def test_the_people_of_the_author_s_cast_are_those_of_the_outline(tmp_path: Path) -> None:
    cast = sample_cast()
    cast.characters[1].want = ""
    book = make(tmp_path / "book", None, ("outliner", "characters"), cast=cast)
    for premise in (PREMISE, f"{PREMISE} The captain comes back."):
        write_text(book.path / "brief.md", premise)
        draft(book)
        outline, found = Book.open(book.path).load("outline"), Book.open(book.path).load("cast")
        assert [person.name for person in outline.people] == ["Ada Penrow", "Bram Colley"]
        assert found.characters[0] == cast.characters[0] and found.characters[1].want


def test_a_book_made_before_cards_had_moods_is_up_to_date(tmp_path: Path) -> None:
    """story.lock of a version that knew neither moods nor reminders: the digests of its cards still hold."""
    import hashlib
    import json

    book = make(
        tmp_path / "book", None, ("outliner", "characters", "scenes"), outline=sample_outline(), cast=sample_cast()
    )
    draft(book)
    keys = "id title goal conflict outcome pov cast place time before after plants pays_off lore words".split()
    lock = StoryLock(book.path / "story.lock")
    for card in book.load("outline").cards():
        old = {key: getattr(card, key) for key in keys}
        text = json.dumps(old, sort_keys=True, ensure_ascii=False)
        lock.records[f"scenes/{card.id}"].inputs[f"card/{card.id}"] = hashlib.sha256(text.encode()).hexdigest()[:16]
    lock.save()
    assert {row.state for row in Book.open(book.path).status()} <= {"done", "edited"}
    assert calls(draft(book)) == 0

    outline = book.load("outline").model_copy(deep=True)
    outline.card("0002").mood = -0.5
    write_text(*book.render("outline", outline))
    stale = [row.artefact for row in Book.open(book.path).status() if row.state == "stale"]
    assert stale == ["scenes/0002"]
