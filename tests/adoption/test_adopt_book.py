"""`storyteller adopt`: the book that comes of a manuscript, and that drafting goes on from there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from storyteller_agents import Book
from storyteller_agents.adoption.book import Asked
from storyteller_agents.adoption.book import adopt as adopt_book
from storyteller_agents.adoption.summaries import missing, summarise
from storyteller_agents.cli.main import app
from storyteller_agents.errors import BookError, SettingsError, Stopped
from storyteller_agents.events import Event
from storyteller_agents.files import dump_yaml, write_text
from storyteller_agents.models.roles import Models
from storyteller_agents.session import Control
from storyteller_agents.story import Chapter, Outline, SceneCard

GATE = (
    "Mara Holt was thirty-four years old. In the morning Mara stood at the gate. “Where is Tobin?” she asked the guard."
)
MARKET = "Tobin Holt ran through the market. Mara saw him from the wall. Tobin laughed, and Mara did not."
WELL = "Mara went down to the well that evening. Tobin was Mara’s brother, and he followed her.\nTobin held the lamp, and Mara climbed down."
MANUSCRIPT = f"# The Salt Road\n\nby Jane Doe\n\n## Dedication\n\nFor Ann.\n\n## The Gate\n\n{GATE}\n\n* * *\n\n{MARKET}\n\n## The Well\n\n{WELL}\n\nTHE END\n"


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    path = tmp_path / "salt.md"
    path.write_text(MANUSCRIPT, encoding="utf-8")
    return path


def adopt(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["adopt", *map(str, arguments)], catch_exceptions=True)


def test_a_manuscript_becomes_a_book(manuscript: Path, tmp_path: Path) -> None:
    done = adopt(tmp_path / "book", manuscript, "--no-summaries", "--model", "scripted")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "The Salt Road: 2 chapters, 3 scenes" in done.stderr
    assert "Left out: Dedication, kept in front/: “For Ann.”" in done.stderr
    assert "The premise in brief.md is the first sentences of the manuscript" in done.stderr
    book = Book.open(tmp_path / "book")
    outline: Outline = book.load("outline")
    assert [book.scene(card.id) for card in outline.cards()] == [GATE, MARKET, WELL]
    assert [(chapter.title, len(chapter.scenes)) for chapter in outline.chapters()] == [
        ("The Gate", 2),
        ("The Well", 1),
    ]
    assert [(card.id, card.title, card.words) for card in outline.cards()] == [
        ("0001", "The Gate · 1", 21),
        ("0002", "The Gate · 2", 18),
        ("0003", "The Well", 24),
    ]
    first, second, third = outline.cards()
    assert (first.cast, first.pov, first.time) == (["Mara Holt"], "Mara Holt", "morning")
    assert sorted(third.cast) == ["Mara Holt", "Tobin Holt"]
    assert second.after == third.before == "Tobin laughed, and Mara did not."
    assert third.after == "Tobin held the lamp, and Mara climbed down."
    assert {card.outcome for card in outline.cards()} == {""}
    assert book.brief.premise.startswith("Mara Holt was thirty-four")
    settings = book.settings.book
    assert (settings.title, settings.author, settings.language) == ("The Salt Road", "Jane Doe", "en")
    assert (settings.scale, settings.chapters, settings.scenes, settings.words) == ("flash", 2, 2, 21)


def test_the_cast_has_what_the_text_says(manuscript: Path, tmp_path: Path) -> None:
    cast = adopt_book(tmp_path / "book", manuscript, Asked()).cast
    mara, tobin = cast.characters
    assert (mara.name, mara.aliases, mara.facts["age"]) == ("Mara Holt", ["Mara"], "34")
    assert [(one.kind, one.to) for one in tobin.relations] == [("brother", "Mara Holt")]


def test_what_is_said_goes_before_what_is_found(manuscript: Path, tmp_path: Path) -> None:
    asked = Asked(title="Salz", language="de", premise="Two meet at a well.", model="scripted")
    adopted = adopt_book(tmp_path / "book", manuscript, asked)
    book = adopted.book
    assert (book.settings.book.title, book.language, book.brief.premise) == ("Salz", "de", "Two meet at a well.")
    assert (book.load("outline").title, book.load("outline").logline) == ("Salz", "Two meet at a well.")
    assert book.settings.models["default"].base == "scripted"


def test_json_is_one_document(manuscript: Path, tmp_path: Path) -> None:
    report = json.loads(adopt(tmp_path / "book", manuscript, "--no-summaries", "--json").stdout)
    assert (report["chapters"], report["scenes"], report["characters"], report["without_summary"]) == (2, 3, 2, 3)
    assert {"what": "end mark", "first_words": "THE END", "kept_in": ""} in report["left_out"]


def test_a_chinese_manuscript_becomes_a_book(tmp_path: Path) -> None:
    path = tmp_path / "井.txt"
    path.write_text(
        "第一章 城门\n\n王成站在城门前。王成说：“你来了。”\n\n第二章 井\n\n傍晚，王成走到井边，放下了灯。\n\n全书完\n",
        encoding="utf-8",
    )
    book = adopt_book(tmp_path / "book", path, Asked()).book
    outline: Outline = book.load("outline")
    assert book.language == "zh"
    assert [chapter.title for chapter in outline.chapters()] == ["第一章 城门", "第二章 井"]
    assert [book.scene(card.id) for card in outline.cards()][1] == "傍晚，王成走到井边，放下了灯。"
    assert [card.time for card in outline.cards()] == ["", "傍晚"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [({"title": ""}, SettingsError), ({"language": "English!"}, SettingsError), ({"premise": " "}, BookError)],
)
def test_wrong_wishes_leave_nothing_behind(
    arguments: dict[str, str], error: type[Exception], manuscript: Path, tmp_path: Path
) -> None:
    with pytest.raises(error):
        adopt_book(tmp_path / "book", manuscript, Asked(**arguments))
    assert [file.name for file in tmp_path.iterdir()] == ["salt.md"]


def test_a_folder_that_holds_something_is_refused(manuscript: Path, tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "notes.txt").write_text("mine")
    with pytest.raises(BookError, match="not empty"):
        adopt_book(tmp_path / "book", manuscript, Asked())
    (tmp_path / "other.md").write_text(f"# Other\n\n{GATE} {GATE}\n")
    adopt_book(tmp_path / "other", tmp_path / "other.md", Asked())
    with pytest.raises(BookError, match="is a book already"):
        adopt_book(tmp_path / "other", manuscript, Asked())


def test_a_write_that_fails_leaves_an_empty_folder_empty(
    manuscript: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str) -> None:
        raise BookError("the disk is full")

    (tmp_path / "book").mkdir()
    monkeypatch.setattr("storyteller_agents.adoption.book.write_text", full)
    with pytest.raises(BookError, match="full"):
        adopt_book(tmp_path / "book", manuscript, Asked())
    assert list((tmp_path / "book").iterdir()) == []
    assert sorted(file.name for file in tmp_path.iterdir()) == ["book", "salt.md"]


def test_the_model_says_what_scenes_and_chapters_are_about(manuscript: Path, tmp_path: Path) -> None:
    book = adopt_book(tmp_path / "book", manuscript, Asked(model="scripted")).book
    assert summarise(book) == 3
    outline: Outline = book.load("outline")
    first, second, third = outline.cards()
    assert all(card.goal and card.conflict and card.outcome == card.after for card in outline.cards())
    assert (second.before, third.before) == (first.outcome, second.outcome)
    assert outline.chapters()[0].summary not in {"", first.outcome, second.outcome, "Tobin laughed, and Mara did not."}
    assert outline.chapters()[1].summary == third.outcome
    held = book.text("outline")
    assert summarise(book) == 0
    assert book.text("outline") == held


def test_what_the_author_wrote_on_a_card_stays(manuscript: Path, tmp_path: Path) -> None:
    book = adopt_book(tmp_path / "book", manuscript, Asked(model="scripted")).book
    outline: Outline = book.load("outline").model_copy(deep=True)
    first, second, _ = outline.cards()
    first.goal, second.outcome = "Mara wants salt.", "Tobin is gone."
    write_text(book.file("outline"), dump_yaml(outline.model_dump(mode="json")))
    assert summarise(book) == 2
    found = list(Book.open(book.path).load("outline").cards())
    assert (found[0].goal, found[1].goal, found[1].outcome) == ("Mara wants salt.", "", "Tobin is gone.")


def test_a_stopped_run_keeps_what_is_done_and_goes_on(manuscript: Path, tmp_path: Path) -> None:
    book = adopt_book(tmp_path / "book", manuscript, Asked(model="scripted")).book
    control = Control()

    def stop(event: Event) -> None:
        if event.kind == "item" and event.item in ("0001", "0002"):
            control.stop()

    with pytest.raises(Stopped):
        summarise(book, stop, control)
    assert 1 <= missing(book) <= 2
    done = adopt(book.path, manuscript)
    assert done.exit_code == 0, done.output
    assert "adopted before" in done.stderr
    assert missing(Book.open(book.path)) == 0


def test_drafting_goes_on_from_an_adopted_book(manuscript: Path, tmp_path: Path) -> None:
    book = adopt_book(tmp_path / "book", manuscript, Asked(model="scripted")).book
    assert {row.state for row in book.status() if row.stage in ("outliner", "characters", "scenes")} == {"edited"}
    scenes = {file.name: file.read_bytes() for file in (book.path / "scenes").iterdir()}
    list(book.draft())
    assert {file.name: file.read_bytes() for file in (book.path / "scenes").iterdir()} == scenes
    assert "The Well" in book.text("companion")
    outline: Outline = book.load("outline").model_copy(deep=True)
    card = SceneCard(id="0004", title="The Way Back", goal="Mara looks for a way out.", cast=["Mara Holt"], words=40)
    outline.chapters()[-1].scenes.append(card)
    write_text(book.file("outline"), dump_yaml(outline.model_dump(mode="json")))
    book = Book.open(book.path)
    list(book.draft())
    assert book.scene("0004")
    assert {file.name: file.read_bytes() for file in (book.path / "scenes").iterdir()}.items() > scenes.items()


def test_a_new_chapter_is_written_with_what_happened_before(manuscript: Path, tmp_path: Path) -> None:
    book = adopt_book(tmp_path / "book", manuscript, Asked(model="scripted")).book
    outline: Outline = book.load("outline").model_copy(deep=True)
    card = SceneCard(id="0004", title="The Way Back", goal="Mara looks for a way out.", cast=["Mara Holt"], words=40)
    outline.acts[-1].chapters.append(Chapter(title="The Way Back", scenes=[card]))
    write_text(book.file("outline"), dump_yaml(outline.model_dump(mode="json")))
    models = Models(book.settings)
    list(Book.open(book.path).draft(models=models))
    asked = [str(call.messages[1].content) for call in models.calls]
    writing = next(text for text in asked if 'Write the scene "The Way Back"' in text)
    assert "What has happened: Tobin laughed, and Mara did not. Tobin held the lamp, and Mara climbed down." in writing


def test_an_adopted_book_is_checked_and_exported(manuscript: Path, tmp_path: Path) -> None:
    book = adopt_book(tmp_path / "book", manuscript, Asked()).book
    checked = CliRunner().invoke(app, ["check", str(book.path), "--json"])
    assert [one["rule"] for one in json.loads(checked.stdout) if one["rule"] == "unknown-name"] == []
    out = tmp_path / "salt.txt"
    exported = CliRunner().invoke(app, ["export", str(book.path), "--to", "txt", "--out", str(out)])
    assert exported.exit_code == 0, exported.output
    text = out.read_text(encoding="utf-8")
    places = [text.index(part) for part in ("Jane Doe", "For Ann.", GATE, MARKET, WELL.split("\n", 1)[0])]
    assert places == sorted(places)
