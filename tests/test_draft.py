"""A whole draft on the scripted model: what is written, what is left alone, and what goes wrong in a clear way."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from storyteller_agents import Book, Brief
from storyteller_agents.errors import (
    ArtefactError,
    BookLockedError,
    IncompleteError,
    PluginError,
    Stopped,
)
from storyteller_agents.events import Event
from storyteller_agents.files import dump_yaml, write_text
from storyteller_agents.models.roles import Models
from storyteller_agents.pipeline import graph
from storyteller_agents.session import Control
from storyteller_agents.settings import parse_settings
from storyteller_agents.testing import sample_book, sample_cast, sample_outline, scripted_models

PREMISE = (
    "Ada Penrow finds the bell of a lost ship in the shed of her uncle Bram Colley, and has to choose whom to tell."
)


def make_book(folder: Path, **book: Any) -> Book:
    data = {
        "book": {"scale": "flash", "words": 40, **book},
        "models": {"default": {"base": "scripted"}},
        "lore": {"embeddings": "none"},
    }
    return Book.create(folder, Brief(premise=PREMISE), settings=parse_settings(data))


def draft(book: Book, **options: Any) -> list[Event]:
    return list(Book.open(book.path).draft(**options))


def calls(events: list[Event]) -> list[Event]:
    return [event for event in events if event.kind == "call"]


def files(book: Book) -> dict[str, str]:
    found = [path for path in book.path.rglob("*") if path.is_file() and ".story" not in path.parts]
    return {str(path.relative_to(book.path)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def untimed_lock(book: Book) -> dict[str, Any]:
    """story.lock without the times that the records hold: all that differs between two drafts of one book."""
    lock = json.loads((book.path / "story.lock").read_text(encoding="utf-8"))
    for record in lock["records"].values():
        record["effort"] = {
            name: record["effort"][name] for name in record["effort"].keys() - {"began", "seconds", "model"}
        }
    return dict(lock)


def states(book: Book) -> dict[str, str]:
    return {row.artefact: row.state for row in Book.open(book.path).status()}


def test_a_draft_leaves_a_whole_book_and_nothing_to_do(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")

    events = draft(book)

    outline = book.load("outline")
    assert [len(chapter.scenes) for chapter in outline.chapters()] == [2, 2, 2]
    assert [act.title for act in outline.acts] == ["Setup", "Confrontation", "Resolution"]
    assert {card.pov for card in outline.cards()} <= {character.name for character in book.load("cast").characters}
    assert set(book.load("scenes")) == {card.id for card in outline.cards()}
    assert all(record.words >= 25 for record in book.load("scenes").values())
    companion = book.text("companion")
    assert all(f"### {card.id}" in companion for card in outline.cards())
    assert events[0].kind == "plan" and events[-1].kind == "done"
    assert set(states(book).values()) == {"done"}


def test_a_finished_book_costs_no_model_call_and_no_file_changes(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    draft(book)
    before = files(book)
    book.clear_cache()

    again = draft(book)

    assert calls(again) == []
    assert files(book) == before


def test_the_same_book_seed_and_model_give_the_same_text(tmp_path: Path) -> None:
    first, second, other = (make_book(tmp_path / name, seed=seed) for name, seed in (("a", 3), ("b", 3), ("c", 4)))
    for book in (first, second, other):
        draft(book)

    texts = [[book.scene(scene) for scene in book.load("scenes")] for book in (first, second, other)]
    assert texts[0] == texts[1]
    assert texts[0] != texts[2]
    own = {name: files(first)[name] for name in ("story.toml", "story.lock")}
    assert files(first) == files(second) | own
    assert untimed_lock(first) == untimed_lock(second)


def test_side_by_side_chapters_give_the_same_text(tmp_path: Path) -> None:
    lone, side_by_side = make_book(tmp_path / "a"), make_book(tmp_path / "b")
    toml = side_by_side.path / "story.toml"
    write_text(toml, toml.read_text() + "\n[pipeline]\nconcurrency = 4\n")
    draft(lone)
    draft(side_by_side)

    assert [lone.scene(scene) for scene in lone.load("scenes")] == [
        side_by_side.scene(scene) for scene in side_by_side.load("scenes")
    ]


def test_an_edited_scene_is_kept_and_examined_again(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    draft(book)
    file = book.file("scenes/0002")
    own = file.read_text() + "\nShe went home. As an AI language model, I like it.\n"
    write_text(file, own)
    assert states(book)["scenes/0002"] == "edited"

    draft(book)

    assert file.read_text() == own
    findings = Book.open(book.path).load("findings")["0002"]
    assert any(finding.rule == "assistant-talk" and finding.status == "open" for finding in findings)
    assert states(book)["scenes/0002"] == "edited"
    assert "assistant-talk" in book.text("companion")


def test_a_changed_card_rewrites_that_scene_only(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    draft(book)
    before = {scene: book.scene(scene) for scene in book.load("scenes")}
    outline = book.load("outline").model_copy(deep=True)
    outline.card("0003").goal = "Ada wants the roof off before the storm."
    write_text(*book.render("outline", outline))
    rows = {row.artefact: row for row in Book.open(book.path).status()}
    assert rows["outline"].state == "edited"
    assert rows["scenes/0003"].state == "stale" and "card 0003 changed: goal" in rows["scenes/0003"].why
    assert rows["scenes/0002"].state == "done"

    events = draft(book)

    after = {scene: book.scene(scene) for scene in book.load("scenes")}
    assert {scene for scene in before if before[scene] != after[scene]} == {"0003"}
    assert {event.item for event in calls(events) if event.stage == "scenes"} == {"0003"}
    assert not [event for event in calls(events) if event.stage in ("outliner", "characters")]


def test_an_author_may_bring_outline_and_cast(tmp_path: Path) -> None:
    book = sample_book(
        tmp_path / "book",
        outline=sample_outline(),
        cast=sample_cast(),
        scenes={"0001": "My own first scene, which stays."},
    )
    before = {name: book.text(name) for name in ("outline", "cast", "scenes/0001")}

    draft(book)

    assert {name: book.text(name) for name in before} == before
    assert sorted(book.load("scenes")) == ["0001", "0002", "0003", "0004"]


def test_a_scene_file_that_is_deleted_is_written_again(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    draft(book)
    text = book.scene("0004")
    book.file("scenes/0004").unlink()

    draft(book)

    assert book.scene("0004") == text


def test_a_waiver_holds(tmp_path: Path) -> None:
    text = "As an AI language model, I saw the lamp. Ada went home."
    book = sample_book(
        tmp_path / "book",
        outline=sample_outline(scenes=1, chapters=1, words=20),
        cast=sample_cast(),
        scenes={"0001": text},
    )
    draft(book)
    findings = [
        finding.model_copy(update={"status": "waived", "why": "it is a joke"})
        for finding in book.load("findings")["0001"]
    ]
    write_text(*book.render("findings", findings))

    draft(book)

    assert [finding.status for finding in Book.open(book.path).load("findings")["0001"]] == ["waived"] * len(findings)
    assert "it is a joke" in book.text("companion")


def test_several_candidates_are_scored_and_the_best_is_kept(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    toml = book.path / "story.toml"
    write_text(toml, toml.read_text() + "\n[models.writer]\ncandidates = 3\n")

    draft(book)

    for scene in book.load("scenes"):
        scores = book.story_lock.records[f"scenes/{scene}"].notes["candidates"]
        assert len(scores) == 3
        assert all({"total", "closeness", "repetition", "length"} <= score.keys() for score in scores)


def test_a_book_may_have_a_scorer_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from storyteller_agents.stages import scoring

    seen: list[list[str]] = []

    def last(ctx: Any, versions: Any) -> list[dict[str, float]]:
        seen.append([version.text for version in versions])
        return [{"total": float(place)} for place, _ in enumerate(versions)]

    monkeypatch.setattr(scoring, "plain", last)
    book = make_book(tmp_path / "book", chapters=1, scenes=2)
    toml = book.path / "story.toml"
    write_text(toml, toml.read_text() + "\n[models.writer]\ncandidates = 3\n")
    draft(book)
    assert [book.scene(scene) for scene in book.load("scenes")] == [texts[-1].strip() for texts in seen]

    write_text(toml, toml.read_text() + '\n[stages.scenes]\nscorer = "plian"\n')
    with pytest.raises(PluginError, match=r"no scorer 'plian' \(did you mean 'plain'\?\); installed: plain"):
        draft(book)


def test_the_checkpoints_of_forty_scenes_stay_small(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", chapters=10, scenes=4)

    draft(book)

    assert len(book.load("scenes")) == 40
    size = sum(file.stat().st_size for file in book.cache.glob("checkpoints.sqlite*"))
    assert 0 < size < 5_000_000


@pytest.mark.parametrize("name", ["checkpoints.sqlite", "answers.sqlite", "lore.sqlite"])
def test_a_damaged_database_is_made_new_with_a_warning(tmp_path: Path, name: str) -> None:
    book = make_book(tmp_path / "book")
    write_text(book.path / "lore" / "lamp.md", "---\nkind: place\n---\n\nThe lamp stands on a rock.")
    draft(book)
    book.file("scenes/0002").unlink()
    (book.cache / name).write_bytes(b"this is not a database" * 400)

    events = draft(book)

    assert [event for event in events if event.kind == "warning" and name in event.message]
    assert events[-1].kind == "done"
    assert sqlite3.connect(book.cache / name).execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_stopping_keeps_what_is_written(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    control = Control()
    with pytest.raises(Stopped):
        for event in Book.open(book.path).draft(control=control):
            if event.kind == "item" and event.stage == "scenes":
                control.stop()
    written = {scene: book.scene(scene) for scene in book.load("scenes")}
    assert 1 <= len(written) < 6

    draft(book)

    assert {scene: book.scene(scene) for scene in written} == written
    assert len(book.load("scenes")) == 6


def test_leaving_the_loop_stops_the_draft_and_frees_the_book(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    for event in Book.open(book.path).draft():
        if event.kind == "item":
            break

    with book.lock():
        pass
    assert draft(book)[-1].kind == "done"


def test_a_second_draft_at_the_same_time_is_refused(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    with book.lock(), pytest.raises(BookLockedError, match="works on this book"):
        draft(Book.open(book.path))


def test_a_model_that_says_nothing_is_named_and_earlier_scenes_stay(tmp_path: Path) -> None:
    first = {"0001": "Ada looked for the clue behind the lamp."}
    book = sample_book(tmp_path / "book", outline=sample_outline(), cast=sample_cast(), scenes=first)
    models = scripted_models([""] * 30)

    with pytest.raises(IncompleteError, match="scene 000[23].*no usable text in 3 tries"):
        draft(book, models=models)

    assert list(book.load("scenes")) == ["0001"]
    assert draft(book)[-1].kind == "done"


def test_a_model_that_repeats_itself_does_not_hang(tmp_path: Path) -> None:
    book = sample_book(tmp_path / "book", outline=sample_outline(scenes=1, chapters=1), cast=sample_cast())
    models = scripted_models(["Ada saw the lamp again. " * 80] * 200)

    with pytest.raises(IncompleteError):  # the critic's model is asked for an object and gets the same text
        draft(book, models=models)

    assert book.scene("0001") == "Ada saw the lamp again."


def test_a_premise_that_no_context_holds_is_kept_and_said(tmp_path: Path) -> None:
    premise = "Ada walks along the shore and counts the lamps. " * 2_100
    book = sample_book(
        tmp_path / "book", brief=Brief(premise=premise), settings={"book": {"scale": "flash", "words": 30}}
    )

    events = draft(book)

    assert any("100,7" in event.message for event in events if event.kind == "omitted")
    assert book.brief.premise == premise.strip()
    assert events[-1].kind == "done"


def test_a_chinese_brief_gives_a_chinese_book(tmp_path: Path) -> None:
    data = {
        "book": {"scale": "flash", "words": 40},
        "models": {"default": {"base": "scripted"}},
        "lore": {"embeddings": "none"},
    }
    book = Book.create(
        tmp_path / "book",
        Brief(premise="葛秋在渡口发现了一块被改过的石碑，她必须决定说还是不说。"),
        settings=parse_settings(data),
    )
    assert book.language == "zh"

    draft(book)

    names = [character.name for character in book.load("cast").characters]
    assert all("\u4e00" <= character <= "\u9fff" for name in names for character in name)
    assert any(finding.rule == "wrong-language" for found in book.load("findings").values() for finding in found)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("outline.yaml", "title: [", "line 2"),
        (
            "outline.yaml",
            dump_yaml({"title": "T", "acts": [{"title": "A", "chaptres": []}]}),
            "did you mean 'chapters'",
        ),
        ("cast.yaml", "characters: 3", "characters"),
        ("brief.md", "   \n", "the premise is empty"),
        ("findings.yaml", "- id: x\n", "rule"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_kept(tmp_path: Path, name: str, text: str, said: str) -> None:
    book = make_book(tmp_path / "book")
    draft(book)
    write_text(book.path / name, text)

    with pytest.raises(ArtefactError, match=name) as error:
        draft(book)

    assert said in str(error.value)
    assert (book.path / name).read_text() == text


def test_lore_that_is_damaged_is_named_and_the_rest_is_used(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    write_text(book.path / "lore" / "ada.md", "---\ntitle: Ada Penrow\nkind: person\n---\n\nAda Penrow keeps the lamp.")
    (book.path / "lore" / "broken.json").write_text('{"title": "Bram')
    (book.path / "lore" / "latin.md").write_bytes("Caf\xe9".encode("latin-1"))

    events = draft(book)

    warnings = " ".join(event.message for event in events if event.kind == "warning")
    assert "broken.json" in warnings and "latin.md" in warnings
    assert book.load("outline").people[0].name == "Ada Penrow"
    assert "ada" in book.story_lock.records["characters"].lore


def test_calls_are_counted_by_scripted_models_too(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    models = Models(book.settings)

    events = draft(book, models=models)

    assert len(models.calls) == len(calls(events)) > 30


def test_repairs_go_from_scene_to_scene_so_that_each_sees_the_ones_before_repaired(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = [], []
    real = graph.try_item

    def slowly(plan: Any, planned: Any, session: Any, item: str) -> Any:
        if planned.name != "reviser":
            return real(plan, planned, session, item)
        begun.append(item)
        assert begun[:-1] == ended, "the scene before is not finished yet"
        time.sleep(0.05)
        found = real(plan, planned, session, item)
        ended.append(item)
        return found

    monkeypatch.setattr(graph, "try_item", slowly)
    book = make_book(tmp_path / "book", chapters=2, scenes=4)
    events = draft(book)
    running: list[str] = []
    for event in events:
        if event.stage == "reviser" and event.item and event.item not in running:
            running.append(event.item)
    assert running == sorted(book.load("scenes"))
    by_scene = [event.item for event in events if event.stage == "reviser" and event.item]
    assert by_scene == sorted(by_scene), "nothing of a scene comes after something of a later one"
    assert ended == sorted(book.load("scenes"))
