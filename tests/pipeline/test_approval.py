"""Approval: a draft waits, says for what, and goes on by the author's word only; a note is worked in."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from storyteller_agents import Book, Brief
from storyteller_agents.errors import BookError, BookLockedError
from storyteller_agents.events import Event
from storyteller_agents.files import write_text
from storyteller_agents.history import versions
from storyteller_agents.pipeline.approval import approve
from storyteller_agents.pipeline.graph import build_graph
from storyteller_agents.pipeline.plan import make_plan
from storyteller_agents.session import Session
from storyteller_agents.settings import parse_settings
from storyteller_agents.testing import sample_book, sample_cast, sample_outline, scripted_models

PREMISE = "Ada Penrow finds the bell of a lost ship, and has to choose whom to tell."


def make_book(folder: Path, *stages: str) -> Book:
    data = {
        "book": {"scale": "flash", "words": 30, "chapters": 1, "scenes": 2},
        "models": {"default": {"base": "scripted"}},
        "lore": {"embeddings": "none"},
        "pipeline": {"approve": list(stages), "plugins": []},
    }
    return Book.create(folder, Brief(premise=PREMISE), settings=parse_settings(data))


def draft(book: Book, **options: Any) -> list[Event]:
    return list(Book.open(book.path).draft(**options))


def asked(events: list[Event]) -> set[str]:
    return {event.stage for event in events if event.kind == "call"}


def waits(book: Book) -> set[str]:
    return {row.stage for row in Book.open(book.path).status() if "waits for your approval" in row.why}


def test_a_draft_waits_until_it_is_approved_and_says_what_to_look_at(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "outliner")
    for _ in range(2):
        events = draft(book)
        assert (events[-1].kind, events[-1].stage) == ("approve", "outliner")
        assert str(book.path / "outline.yaml") in events[-1].message
        assert f"storyteller approve {book.path}" in events[-1].message
        assert waits(book) == {"outliner"}
        assert book.load("cast") is None
    assert asked(events) == set(), "what waits is not made again"

    assert approve(Book.open(book.path)) == "outliner"

    events = draft(book)
    assert events[-1].kind == "done" and "outliner" not in asked(events)
    assert waits(book) == set()
    shutil.rmtree(book.cache)
    assert asked(draft(book)) == set(), "what was approved is remembered in the book"


def test_edits_made_while_it_waits_are_kept_and_still_need_the_word(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "outliner")
    draft(book)
    outline = book.load("outline").model_copy(deep=True)
    outline.title = "My Own Title"
    write_text(*book.render("outline", outline))
    assert draft(book)[-1].kind == "approve"
    approve(Book.open(book.path))
    assert draft(book)[-1].kind == "done"
    assert book.load("outline").title == "My Own Title"


def test_a_new_version_by_the_stage_is_asked_for_again(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "outliner")
    draft(book)
    approve(Book.open(book.path))
    write_text(book.path / "brief.md", book.path.joinpath("brief.md").read_text() + "\nA storm comes.\n")
    assert draft(book)[-1].kind == "approve"


def test_each_stage_waits_in_its_turn(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "outliner", "scenes")
    assert draft(book)[-1].stage == "outliner"
    approve(Book.open(book.path))
    events = draft(book)
    assert (events[-1].kind, events[-1].stage) == ("approve", "scenes")
    assert str(book.path / "scenes") in events[-1].message
    assert book.load("findings") == {}
    approve(Book.open(book.path))
    events = draft(book)
    assert events[-1].kind == "done" and not asked(events) & {"outliner", "characters", "scenes"}


def test_a_note_is_worked_in_and_waits_again(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "outliner")
    draft(book)
    first = book.text("outline")

    assert approve(Book.open(book.path), "Let it end in  a storm.") == "outliner"
    models = scripted_models()
    events = draft(book, models=models)

    assert asked(events) == {"outliner"}
    assert events[-1].kind == "approve"
    said = [str(message.content) for call in models.model.calls for message in call.messages]
    assert sum("The author wishes: Let it end in a storm." in text for text in said) >= 3
    assert Book.open(book.path).notes.of("outliner").note == "Let it end in  a storm."
    assert book.text("outline") != first
    assert [one.read_text() for one in versions(book.path, book.file("outline"))] == [first]
    assert asked(draft(book)) == set(), "a note is worked in once"
    approve(Book.open(book.path))
    assert draft(book)[-1].kind == "done"


def test_a_note_for_the_scenes_leaves_edited_ones(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "scenes")
    draft(book)
    own, other = book.scene("0001"), book.scene("0002")
    file = book.file("scenes/0001")
    write_text(file, file.read_text() + "\nMy own end.\n")
    approve(Book.open(book.path), "Less weather.")
    models = scripted_models()
    draft(book, models=models)
    assert book.scene("0001") == f"{own}\n\nMy own end."
    assert book.scene("0002") != other
    assert all("The author wishes: Less weather." in str(call.messages[1].content) for call in models.model.calls)


def test_where_all_is_edited_there_is_nothing_to_work_a_note_in(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "outliner")
    draft(book)
    write_text(book.file("outline"), f"# mine\n{book.text('outline')}")
    with pytest.raises(BookError, match=r"outline\.yaml: edited by hand and kept"):
        approve(Book.open(book.path), "Darker.")
    assert not (book.path / "notes.yaml").exists()
    assert approve(Book.open(book.path)) == "outliner"


def test_a_book_that_waits_for_nothing(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "outliner")
    assert approve(Book.open(book.path)) == ""
    assert approve(Book.open(book.path), "Darker.") == ""
    assert not (book.path / "notes.yaml").exists()
    with pytest.raises(BookError, match="--note: it is empty"):
        approve(Book.open(book.path), "  ")
    with book.lock(), pytest.raises(BookLockedError):
        approve(Book.open(book.path))


def test_what_the_author_brought_needs_no_approval(tmp_path: Path) -> None:
    settings = {"pipeline": {"approve": ["outliner"], "plugins": []}}
    outline = sample_outline(scenes=1, chapters=1, words=20)
    book = sample_book(tmp_path / "book", outline=outline, cast=sample_cast(), settings=settings)
    assert draft(book)[-1].kind == "done"


# Within somebody else's graph ----------------------------------------------------------------------------------------


def test_an_embedded_graph_waits_by_an_interrupt_and_is_resumed_with_a_note_or_without(tmp_path: Path) -> None:
    from langgraph.checkpoint.memory import InMemorySaver
    from langgraph.types import Command

    book = make_book(tmp_path / "book", "outliner")
    graph = build_graph(plan=make_plan(book.settings), checkpointer=InMemorySaver())
    config: Any = {"configurable": {"thread_id": "one"}}
    (pending,) = graph.invoke({"book": str(book.path)}, config)["__interrupt__"]
    assert pending.value["stage"] == "outliner"
    assert pending.value["look_at"] == [str(book.path / "outline.yaml")]
    first = book.text("outline")

    (pending,) = graph.invoke(Command(resume={"note": "A happier ending."}), config)["__interrupt__"]
    assert book.text("outline") != first
    assert "A happier ending." in (book.path / "notes.yaml").read_text()
    outline = Book.open(book.path).load("outline").model_copy(deep=True)
    outline.card("0001").title = "Mine"
    write_text(*book.render("outline", outline))

    done = graph.invoke(Command(resume=True), config)

    assert "__interrupt__" not in done
    assert done["outline"].card("0001").title == "Mine", "edits made while it waited count"
    assert set(done["scenes"]) == {"0001", "0002"}
    assert not Book.open(book.path).story_lock.unapproved("outliner")


def test_a_graph_on_an_open_session_remembers_in_the_book(tmp_path: Path) -> None:
    from langgraph.checkpoint.memory import InMemorySaver
    from langgraph.types import Command

    book = make_book(tmp_path / "book", "outliner")
    plan = make_plan(book.settings)
    graph: Any = build_graph(plan=plan, checkpointer=InMemorySaver())
    config: Any = {"configurable": {"thread_id": "one"}}
    with book.lock():
        session = Session(book, plan.order())
        graph.invoke({"book": str(book.path)}, config, context=session)
        graph.invoke(Command(resume="yes"), config, context=session)
        session.close()
    assert draft(book)[-1].kind == "done" and asked(draft(book)) == set()
