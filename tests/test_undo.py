"""Older versions put back: which one, whose it is then, and that nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyteller_agents import Book
from storyteller_agents.errors import BookError, BookLockedError
from storyteller_agents.files import write_text
from storyteller_agents.pipeline.approval import approve
from storyteller_agents.redo import redo
from storyteller_agents.testing import sample_book, sample_cast, sample_outline
from storyteller_agents.undo import artefact_named, kept, undo

SCENE = "scenes/0002"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = sample_book(
        tmp_path / "book",
        outline=sample_outline(scenes=2, words=30),
        cast=sample_cast(),
        settings={"pipeline": {"plugins": []}},
    )
    list(Book.open(made.path).draft())
    return made


def again(book: Book) -> Book:
    return Book.open(book.path)


def state(book: Book, name: str = SCENE) -> str:
    return {row.artefact: row.state for row in again(book).status()}[name]


def test_undo_and_back_to_what_the_pipeline_wrote(book: Book) -> None:
    first = book.text(SCENE)
    second = redo(again(book), "2").after

    back = undo(again(book), SCENE)

    assert (back.before, back.after) == (second, first) and book.text(SCENE) == first
    assert back.own and state(book) == "edited", "the author chose it"
    list(again(book).draft())
    assert book.text(SCENE) == first, "and no draft changes it"

    forth = undo(again(book), SCENE, to=back.undone)
    assert book.text(SCENE) == second
    assert not forth.own and state(book) == "done", "the pipeline's own last text is nobody's edit"


def test_going_back_further_step_by_step(book: Book) -> None:
    texts = [book.text(SCENE), *(redo(again(book), "2").after for _ in range(3))]
    for expected in reversed(texts[:-1]):
        assert undo(again(book), SCENE).after == expected == book.text(SCENE)
    with pytest.raises(BookError, match=r"scenes/0002 has no older version\. The newest is 4: --to 4"):
        undo(again(book), SCENE)
    assert [row.current for row in kept(again(book), SCENE)] == [True, False, False, False]
    assert len(kept(again(book))) == 4, "no version is kept twice"


def test_a_candidate_that_was_not_chosen_is_passed_over_but_can_be_had(book: Book) -> None:
    first = book.text(SCENE)
    done = redo(again(book), "2", candidates=3)
    rows = kept(again(book), SCENE)
    assert [row.remark for row in rows] == ["was not chosen", "was not chosen", ""]
    assert undo(again(book), SCENE).after == first
    other = next(version for version in done.versions if version.file)
    assert other.text in undo(again(book), SCENE, to=1).after
    assert state(book) == "edited"


def test_an_edit_by_hand_is_kept_when_it_is_undone(book: Book) -> None:
    redo(again(book), "2")
    file = book.file(SCENE)
    own = f"{file.read_text()}\nMine.\n"
    write_text(file, own)
    number = undo(again(book), SCENE).undone
    assert undo(again(book), SCENE, to=number).after == own
    assert state(book) == "edited"


def test_the_outline_comes_back_and_its_approval_is_still_waited_for(tmp_path: Path) -> None:
    book = sample_book(tmp_path / "book", settings={"pipeline": {"plugins": [], "approve": ["outliner"]}})
    list(again(book).draft())
    first = book.text("outline")
    approve(again(book), "Darker.")
    list(again(book).draft())
    assert book.text("outline") != first
    undo(again(book), "outline")
    assert book.text("outline") == first and state(book, "outline") == "edited"
    assert list(again(book).draft())[-1].kind == "approve"
    assert approve(again(book)) == "outliner"
    assert list(again(book).draft())[-1].kind == "done"
    assert book.text("outline") == first


def test_what_is_undone_may_be_left_out_where_there_is_but_one(book: Book) -> None:
    with pytest.raises(BookError, match="there are no older versions yet"):
        undo(again(book))
    redo(again(book), "2")
    assert undo(again(book)).artefact == SCENE
    redo(again(book), "1")
    with pytest.raises(BookError, match="say what to undo; there are older versions of 0001, 0002"):
        undo(again(book))


def test_a_scene_whose_file_is_gone_comes_back(book: Book) -> None:
    redo(again(book), "2")
    file, text = book.file(SCENE), book.text(SCENE)
    undo(again(book), SCENE)
    file.unlink()
    back = undo(again(book), SCENE)
    assert (back.undone, back.before, back.after) == (0, "", text)
    assert file.read_text() == text


@pytest.mark.parametrize(
    ("name", "artefact"), [("2", SCENE), ("0002", SCENE), ("outline", "outline"), ("cast", "cast")]
)
def test_names(book: Book, name: str, artefact: str) -> None:
    assert artefact_named(book, name) == artefact


@pytest.mark.parametrize(
    ("name", "told"), [("cats", "did you mean 'cast'"), ("9", "there is no scene '9'"), ("../x", "there is no scene")]
)
def test_names_that_mean_nothing(book: Book, name: str, told: str) -> None:
    with pytest.raises(BookError, match=told):
        artefact_named(book, name)


def test_versions_that_are_not_there(book: Book) -> None:
    with pytest.raises(BookError, match="cast has no older version"):
        undo(again(book), "cast")
    with pytest.raises(BookError, match="cast has no version 3"):
        undo(again(book), "cast", to=3)
    with book.lock(), pytest.raises(BookLockedError):
        undo(again(book), "cast")
