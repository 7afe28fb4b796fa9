"""One scene written again: what is asked, what changes, what is kept, and what stays."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from storyteller_agents import Book
from storyteller_agents.errors import BookError, BookLockedError, ModelError
from storyteller_agents.events import Event
from storyteller_agents.files import digest, write_text
from storyteller_agents.history import versions
from storyteller_agents.pipeline.approval import approve
from storyteller_agents.redo import redo
from storyteller_agents.testing import sample_book, sample_cast, sample_outline, scripted_models
from storyteller_agents.versions import Version

if TYPE_CHECKING:
    from conftest import Installed


def open_again(book: Book) -> Book:
    return Book.open(book.path)


def draft(book: Book, **options: Any) -> list[Event]:
    return list(open_again(book).draft(**options))


def asked(events: Sequence[Event]) -> list[Event]:
    return [event for event in events if event.kind == "call"]


def files(book: Book, *changing: str) -> dict[str, str]:
    found = [path for path in book.path.rglob("*") if path.is_file() and ".story" not in path.parts]
    names = {str(path.relative_to(book.path)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}
    return {name: held for name, held in names.items() if not name.startswith(changing)}


def states(book: Book) -> dict[str, str]:
    return {row.artefact: row.state for row in open_again(book).status()}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A finished book of four scenes."""
    made = sample_book(
        tmp_path / "book",
        outline=sample_outline(words=30),
        cast=sample_cast(),
        settings={"pipeline": {"plugins": [], "approve": ["scenes"]}},
    )
    draft(made)
    approve(open_again(made))
    draft(made)
    return made


def test_only_that_scene_is_asked_for_and_written(book: Book) -> None:
    before, old = files(book, "story.lock", "findings", "scenes/0003"), book.text("scenes/0003")
    events: list[Event] = []

    done = redo(open_again(book), "0003", note="More fog.", listen=events.append)

    assert asked(events)
    assert {(event.stage, event.item or "0003") for event in asked(events)} <= {
        (stage, "0003") for stage in ("scenes", "critic", "reviser")
    }
    assert {event.stage for event in asked(events)} >= {"scenes", "critic"}
    assert {event.item for event in events if event.item} == {"0003"}
    assert {event.total for event in events if event.kind == "item"} == {1}
    after = files(book, "story.lock", "findings", "scenes/0003")
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"notes.yaml", done.kept}
    assert done.before == old != done.after == book.text("scenes/0003")
    assert (book.path / done.kept).read_text() == old
    assert done.difference.startswith("--- a/scenes/0003") and "\n+" in done.difference
    assert done.wish.note == "More fog."
    assert states(book)["scenes/0003"] == "done"


def test_the_next_draft_examines_the_others_and_writes_no_scene(book: Book) -> None:
    redo(open_again(book), "3")
    texts = {scene: book.text(f"scenes/{scene}") for scene in book.load("scenes")}
    events = draft(book)
    assert events[-1].kind == "done", "what the author asked for himself needs no approval"
    assert "scenes" not in {event.stage for event in asked(events)}
    assert {scene: book.text(f"scenes/{scene}") for scene in texts} == texts
    assert asked(draft(book)) == []


def test_the_note_is_in_the_prompt_and_stays_for_the_next_time(book: Book) -> None:
    for note, wished in (("More fog.", "More fog."), (None, "More fog."), ("", None)):
        models = scripted_models()
        redo(open_again(book), "2", note=note, models=models)
        prompts = [str(call.messages[1].content) for call in models.model.calls if call.schema is None]
        assert prompts
        assert all((f"The author wishes: {wished}" in one) == bool(wished) for one in prompts)


def test_asking_again_in_the_same_words_gives_another_text(book: Book) -> None:
    texts = [redo(open_again(book), "2").after for _ in range(3)]
    assert len({*texts}) == 3
    assert open_again(book).notes.of("scenes/0002").take == 4


def test_an_edited_scene_is_rewritten_since_it_was_asked_for_and_the_edit_is_kept(book: Book) -> None:
    file = book.file("scenes/0002")
    own = f"{file.read_text()}\nMy own end.\n"
    write_text(file, own)
    done = redo(open_again(book), "2")
    assert "My own end." not in done.after
    assert (book.path / done.kept).read_text() == own
    assert states(book)["scenes/0002"] == "done"
    write_text(file, own)
    assert states(book)["scenes/0002"] == "edited", "put back by hand, it is the author's"
    draft(book)
    assert file.read_text() == own


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("12", "there is no scene '12'"),
        ("0033", r"there is no scene '0033' \(did you mean '000?3'"),
        ("the-bell", "there are 0001 to 0004"),
        ("²", "there is no scene"),
    ],
)
def test_a_scene_that_is_not_there(book: Book, name: str, told: str) -> None:
    before = files(book)
    with pytest.raises(BookError, match=told):
        redo(open_again(book), name)
    assert files(book) == before


def test_what_is_not_written_yet_can_t_be_written_again(tmp_path: Path) -> None:
    empty = sample_book(tmp_path / "empty")
    with pytest.raises(BookError, match="there are no scenes yet"):
        redo(empty, "1")
    planned = sample_book(tmp_path / "planned", outline=sample_outline(), scenes={"0002": "Mine."})
    with pytest.raises(BookError, match="there is no cast yet"):
        redo(planned, "2")
    cast = sample_book(tmp_path / "cast", outline=sample_outline(), cast=sample_cast(), scenes={"0002": "Mine."})
    with pytest.raises(BookError, match="scene 0001 is not written yet"):
        redo(cast, "1")


def test_a_scene_between_others_that_are_missing(tmp_path: Path) -> None:
    book = sample_book(tmp_path / "book", outline=sample_outline(), cast=sample_cast(), scenes={"0004": "Mine."})
    done = redo(book, "4")
    assert "Mine." in done.before and "Mine." not in done.after
    assert list(book.load("scenes")) == ["0004"]


def test_a_failing_model_changes_nothing(book: Book) -> None:
    before = files(book)
    with pytest.raises(ModelError):
        redo(open_again(book), "2", note="More fog.", models=scripted_models([""] * 9))
    assert files(book) == before
    assert not {"stale", "missing"} & set(states(book).values())


def test_a_critic_that_fails_leaves_the_new_text_to_the_next_draft(book: Book) -> None:
    passage = "Ada looked for the clue behind the lamp, and Bram stood in the way of it all evening, and said nothing. "
    models = scripted_models([passage, *["Ada went on. She had it in her hand before Bram could turn."] * 8])
    with pytest.raises(ModelError):
        redo(open_again(book), "2", models=models)
    new = book.text("scenes/0002")
    assert "behind the lamp" in new
    draft(book)
    assert states(book)["scenes/0002"] == "done"


def test_another_process_at_work_is_said(book: Book) -> None:
    with book.lock(), pytest.raises(BookLockedError):
        redo(open_again(book), "2")


# Candidates ----------------------------------------------------------------------------------------------------------


def test_without_a_choice_the_best_is_kept_and_the_others_are_in_the_history(book: Book) -> None:
    done = redo(open_again(book), "2", candidates=3)
    assert [version.number for version in done.versions] == [0, 1, 2, 3]
    totals = [version.score["total"] for version in done.versions[1:]]
    assert done.chosen == totals.index(max(totals)) + 1
    assert all(version.words == len(version.text.split()) for version in done.versions)
    kept = {version.number: version.file for version in done.versions if version.file}
    assert set(kept) == {1, 2, 3} - {done.chosen}
    assert all(done.versions[number].text in (book.path / file).read_text() for number, file in kept.items())
    assert versions(book.path, book.file("scenes/0002"))[-1] == book.path / done.kept, "the old one is what undo finds"


@pytest.mark.parametrize("picked", [1, 2])
def test_the_author_chooses(book: Book, picked: int) -> None:
    seen: list[tuple[Sequence[Version], int]] = []

    def choose(offered: Sequence[Version], best: int) -> int:
        seen.append((offered, best))
        return picked

    redo(open_again(book), "2", candidates=2, choose=choose)
    ((offered, best),) = seen
    assert best in (1, 2) and len(offered) == 3
    record = open_again(book).story_lock.records["scenes/0002"]
    assert len(record.notes["candidates"]) == 2
    card = book.load("outline").card("0002")
    assert record.outputs["scenes/0002"] == digest(book.render_scene(card, offered[picked].text)[1])


def test_the_old_one_may_stay_and_the_next_time_brings_others(book: Book) -> None:
    before, text = files(book, "story.lock"), book.text("scenes/0002")
    first = redo(open_again(book), "2", note="Fog.", candidates=2, choose=lambda offered, best: 0)
    assert (first.chosen, first.kept, first.difference) == (0, "", "")
    assert book.text("scenes/0002") == text
    added = set(files(book, "story.lock")) - set(before)
    assert added == {"notes.yaml", *(version.file for version in first.versions[1:])}
    assert open_again(book).notes.of("scenes/0002").note == "", "a wish that came to nothing is dropped"
    assert not {"stale", "missing"} & set(states(book).values())
    assert asked(draft(book)) == []
    second = redo(open_again(book), "2", note="Fog.", candidates=2, choose=lambda offered, best: 0)
    assert not {one.text for one in first.versions[1:]} & {one.text for one in second.versions[1:]}


def test_a_number_that_nobody_offered(book: Book) -> None:
    before = files(book)
    with pytest.raises(BookError, match="there is no version 3; there are 1 to 2"):
        redo(open_again(book), "2", candidates=2, choose=lambda offered, best: 3)
    assert files(book) == before


def test_a_choice_that_is_broken_off_changes_nothing(book: Book) -> None:
    def interrupt(offered: Sequence[Version], best: int) -> int:
        raise KeyboardInterrupt

    before = files(book)
    with pytest.raises(KeyboardInterrupt):
        redo(open_again(book), "2", candidates=2, choose=interrupt)
    assert files(book) == before


def test_as_plain_data(book: Book) -> None:
    data = json.loads(json.dumps(redo(open_again(book), "2", note="Fog.", candidates=2).as_dict()))
    assert data["scene"] == "0002" and data["note"] == "Fog." and data["take"] == 2
    assert [version["number"] for version in data["versions"]] == [0, 1, 2]
    assert all(key in data for key in ("file", "kept", "chosen", "before", "after", "diff", "findings"))


# Plugins -------------------------------------------------------------------------------------------------------------


def test_a_stage_in_the_place_of_ours_is_asked_too(tmp_path: Path, installed: Installed) -> None:
    installed.add("replacing-scenes")
    pipeline = {"plugins": ["their_scenes"], "replace": {"scenes": "their_scenes"}}
    book = sample_book(tmp_path / "book", outline=sample_outline(), cast=sample_cast(), settings={"pipeline": pipeline})
    draft(book)
    file = book.file("scenes/0002")
    write_text(file, f"{file.read_text()}\nMine.\n")
    with pytest.raises(BookError, match="--candidates: the stage 'their_scenes'"):
        redo(open_again(book), "2", candidates=2)
    done = redo(open_again(book), "2")
    assert "Mine." in done.before and done.after.startswith("---") and "Theirs." in done.after
    assert (book.path / done.kept).read_text() == done.before
    assert states(book)["their_scenes/0002"] == "done"
