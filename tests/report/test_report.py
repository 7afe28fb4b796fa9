"""storyteller report: what the records hold of time and calls, what the figures say, and a page that holds only data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from storyteller_agents import Book, Brief
from storyteller_agents.cli.main import app
from storyteller_agents.errors import BookError
from storyteller_agents.files import write_text
from storyteller_agents.lockfile import Record
from storyteller_agents.report.effort import by_stage, effort_of
from storyteller_agents.report.page import page, write_page
from storyteller_agents.report.presence import Presence
from storyteller_agents.report.report import Report, SceneFigures, report_of
from storyteller_agents.report.svg import Series, bars, clean, grid, lines
from storyteller_agents.report.table import clock
from storyteller_agents.report.valence import correlation, valence
from storyteller_agents.settings import parse_settings
from storyteller_agents.story import Act, Cast, Chapter, Character, Finding, Outline, SceneCard
from storyteller_agents.testing import sample_cast, sample_outline
from storyteller_agents.usage import Usage

SCRIPTED = {"models": {"default": {"base": "scripted"}}, "lore": {"embeddings": "none"}}
EVIL = "<script>alert(1)</script> & \"'\x00\x1b"
BRIGHT = "She was happy, and they laughed with joy and love; the brave friends won, and the day was lovely and good."
DARK = "He wept in grief and pain; murder, hate and horror had killed the hopeless, miserable dying prisoners."


def make_book(folder: Path, **book: Any) -> Book:
    data = {"book": {"scale": "flash", "words": 40, **book}, **SCRIPTED}
    return Book.create(folder, Brief(premise="Ada Penrow finds a bell in a shed."), settings=parse_settings(data))


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A drafted book, and how many model calls the draft reported."""
    book = make_book(tmp_path_factory.mktemp("report") / "book")
    return book.path, sum(event.kind == "call" for event in book.draft())


def run(*words: Any) -> Any:
    return CliRunner().invoke(app, ["report", *map(str, words)])


def test_the_report_counts_every_call_and_token_of_the_draft(drafted: tuple[Path, int]) -> None:
    path, calls = drafted
    report = report_of(Book.open(path))
    records = Book.open(path).story_lock.records.values()
    assert report.total.calls == calls == sum(stage.calls or 0 for stage in report.stages)
    assert report.total.tokens_out == sum(record.tokens.get("output", 0) for record in records) > 0
    assert report.total.unknown == 0
    assert {stage.stage for stage in report.stages} == {"outliner", "characters", "scenes", "critic", "reviser", "explainer"}  # fmt: skip
    for stage in report.stages:
        assert stage.elapsed is not None and stage.worked is not None and stage.model is not None
        assert 0 <= stage.model <= stage.worked and stage.elapsed <= stage.worked + 0.1 * stage.results


def test_findings_of_the_critic_are_what_the_critic_left_open(drafted: tuple[Path, int]) -> None:
    report = report_of(Book.open(drafted[0]))
    stages = {stage.stage: stage for stage in report.stages}
    reviser = stages["reviser"]
    assert stages["outliner"].open is None and stages["scenes"].repaired is None
    assert stages["critic"].repaired == 0
    assert reviser.open == report.findings["open"] == sum(sum(one.findings.values()) for one in report.scenes)
    assert reviser.repaired == report.findings["repaired"]


def test_a_book_of_an_older_version_is_reported_without_times(drafted: tuple[Path, int], tmp_path: Path) -> None:
    lock = json.loads((drafted[0] / "story.lock").read_text())
    for record in lock["records"].values():
        record.pop("effort", None)
    book = make_book(tmp_path / "book")
    write_text(book.path / "story.lock", json.dumps(lock))
    total = report_of(book).total
    assert (total.elapsed, total.share, total.calls, total.unknown) == (None, None, None, len(lock["records"]))
    assert total.tokens_out > 0
    shown = run(book.path)
    assert shown.exit_code == 0 and "older version" in shown.stderr


def test_a_book_that_is_not_drafted_yet(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    shown = run(book.path, "--html", tmp_path / "report.html", "--json")
    assert shown.exit_code == 0
    assert json.loads(shown.stdout)["scenes"] == []
    assert "no outline yet" in (tmp_path / "report.html").read_text()
    assert "nothing has been drafted" in run(book.path).stderr


def test_what_runs_side_by_side_counts_once_on_the_clock() -> None:
    spans = [(100.0, 10.0, 4.0), (105.0, 10.0, 4.0), (200.0, 1.0, 0.0)]
    records = [Record(effort={"began": began, "seconds": length, "model": model}) for began, length, model in spans]
    effort = effort_of("scenes", records)
    assert (effort.elapsed, effort.worked, effort.model) == (16.0, 21.0, 8.0)
    assert effort.share == pytest.approx(8 / 21)


def test_stages_stand_in_their_order_and_unknown_ones_after_them() -> None:
    records = {"critic/0001": Record(), "zebra": Record(), "apple": Record(), "outliner": Record(), "critic/0002": Record()}  # fmt: skip
    found = by_stage(records, ["outliner", "scenes", "critic"])
    assert [(one.stage, one.results) for one in found] == [("outliner", 1), ("critic", 2), ("apple", 1), ("zebra", 1)]


def test_calls_that_overlap_take_the_model_s_time_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("storyteller_agents.usage.time.monotonic", lambda: now[0])
    usage = Usage(_started=0.0)
    for moment, step in ((1, "begins"), (2, "begins"), (4, "ends"), (5, "ends"), (7, "begins"), (8, "ends")):
        now[0] = moment
        usage.call_begins() if step == "begins" else usage.call_ends()
    now[0] = 10
    assert (usage.effort()["seconds"], usage.effort()["model"]) == (10, 5)


def test_a_passage_that_is_asked_for_again_is_a_retry(tmp_path: Path) -> None:
    from storyteller_agents.stages.scenes import scenes
    from storyteller_agents.testing import run_stage

    good = "Ada Penrow climbed the stair to the lamp room, and Bram Colley barred the door with both arms."
    answers = ["Too short.", good, f"{good} She had the clue.", good, good, good, good, good, good, good]
    outline = sample_outline(scenes=1, chapters=1, words=20)
    done = run_stage(scenes, outline=outline, cast=sample_cast(), item="chapter-1", responses=answers)
    effort = done.book.story_lock.records["scenes/0001"].effort
    assert effort["calls"] == len(done.calls) and effort["retries"] >= 1


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("Ada went out.", {"Ada Penrow"}),
        ("Old Penrow, the father or the girl.", set()),
        ("Captain Vane came, and Jory.", {"Captain Vane", "Tom Penrow"}),
        ("The captain slept. Adam too.", set()),
        ("王小明走了。", {"王小明"}),
        ("", set()),
    ],
)
def test_who_is_named_in_a_scene(text: str, present: set[str]) -> None:
    cast = Cast(characters=[Character(name="Ada Penrow"), Character(name="Tom Penrow", aliases=["Jory"])])
    assert set(Presence(cast, ["Captain Vane", "王小明", "Jory"]).named_in(text)) == present


def test_valence_tells_bright_from_dark_and_is_silent_where_it_knows_nothing() -> None:
    bright, dark = valence(BRIGHT), valence(DARK)
    assert bright is not None and dark is not None and -4 <= dark < -1 < 1 < bright <= 4
    assert valence("The chair stood by the table, happy.") is None


@pytest.mark.parametrize(
    ("pairs", "wanted"),
    [
        ([(0, 0), (1, 2), (2, 4)], 1.0),
        ([(0, 1), (1, 0), (2, -1)], -1.0),
        ([(0, 1), (1, 1), (2, 1)], None),
        ([(0, 0), (1, 1)], None),
    ],
)
def test_correlation(pairs: list[tuple[float, float]], wanted: float | None) -> None:
    found = correlation(pairs)
    assert found is wanted is None or found == pytest.approx(wanted)


def test_another_language_has_no_arc_and_says_so(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", language="de")
    write_outline(book, "Das Boot")
    report = report_of(book)
    assert all(scene.found is None for scene in report.scenes)
    assert "not measured" in report.arc and "not measured" in page(report)


def write_outline(book: Book, title: str, text: str = BRIGHT) -> None:
    card = SceneCard(id="0001", title=title, cast=[title], words=30)
    outline = Outline(title=title, acts=[Act(title=title, chapters=[Chapter(title=title, scenes=[card])])])
    write_text(*book.render("outline", outline))
    write_text(book.path / "scenes" / "0001-x.md", f'---\nid: "0001"\n---\n\n{text}\n')
    book.write_findings("0001", [Finding(id="a", rule="<b>rule</b>", scene="0001", message=EVIL, severity="error")])


def test_titles_names_and_rules_are_text_in_the_page(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    write_outline(book, EVIL)
    text = page(report_of(book))
    assert "<script" not in text and "<b>" not in text and "&lt;script&gt;" in text
    assert "\x00" not in text and "\x1b" not in text


def test_every_plot_is_well_formed_and_says_what_it_shows(drafted: tuple[Path, int], tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert run(drafted[0], "--html", file).exit_code == 0
    text = file.read_text()
    plots = [part.split("</svg>")[0] + "</svg>" for part in text.split("<svg ")[1:]]
    names = [ElementTree.fromstring(f"<svg {plot}").get("aria-label") for plot in plots]
    assert {"Length by chapter", "Characters by scene", "Open findings by scene"} <= set(names)
    assert "http" not in text.replace("http-equiv", ""), "the page loads nothing"


def test_a_planned_arc_is_drawn_and_compared(tmp_path: Path) -> None:
    scenes = [
        SceneFigures(f"{n:04d}", "t", 1, 10, 10, found=n / 2, planned=n, expected=(), present=(), findings={})
        for n in range(5)
    ]
    report = Report("T", "en", [], effort_of("all", []), {"open": 0, "repaired": 0, "waived": 0}, {}, ["One"], scenes, "x")  # fmt: skip
    assert report.correlation == pytest.approx(1)
    assert page(report).count("<polyline") == 2 and "correlate by 1.00" in page(report)


def test_only_an_older_report_is_replaced(drafted: tuple[Path, int], tmp_path: Path) -> None:
    report = report_of(Book.open(drafted[0]))
    file = tmp_path / "report.html"
    write_page(report, file)
    write_page(report, file)
    for other, content in (("mine.html", b"<p>mine</p>"), ("picture.html", b"\xff\xfe\x00")):
        (tmp_path / other).write_bytes(content)
        with pytest.raises(BookError, match="no report"):
            write_page(report, tmp_path / other)
        assert (tmp_path / other).read_bytes() == content
    for bad in (tmp_path, tmp_path / "missing" / "report.html"):
        with pytest.raises(BookError, match="can't be written"):
            write_page(report, bad)


@pytest.mark.parametrize(("seconds", "shown"), [(None, "–"), (0.44, "0.4 s"), (125, "2:05"), (3725, "1:02:05")])
def test_clock(seconds: float | None, shown: str) -> None:
    assert clock(seconds) == shown


@hypothesis_settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=30), st.data())
def test_plots_of_anything_are_well_formed(labels: list[str], data: st.DataObject) -> None:
    size = len(labels)
    numbers = st.lists(st.none() | st.floats(0, 1e6), min_size=size, max_size=size)
    one, two = Series("one", data.draw(numbers)), Series("<two>", data.draw(numbers))
    cells = data.draw(st.lists(st.integers(-1, 1), min_size=size, max_size=size))
    drawn = (
        bars("<b>", labels, [one, two], two),
        lines("l", labels, [one, two]),
        lines("l", labels, [one]),
        grid("g", labels, [(label, cells) for label in labels], ("in", "out")),
    )
    for plot in drawn:
        assert ElementTree.fromstring(plot).tag.rpartition("}")[2] == "svg"


@hypothesis_settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec=None, categories=None)))
def test_any_text_can_be_shown(text: str) -> None:
    element = ElementTree.fromstring(f'<a b="{clean(text)}">{clean(text)}</a>')
    assert not list(element) and element.attrib.keys() == {"b"}, "shown, and never markup"
    assert set(Presence(Cast(), [text]).named_in(text)) <= {text, text.strip()}
    measured = valence(text)
    assert measured is None or -4 <= measured <= 4
