"""The pictures of the README: what is drawn is what stood on the screen, and the files are small, valid and tell no paths."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from storyteller_agents.report.page import page
from storyteller_agents.report.report import report_of
from storyteller_agents.story import Act, Chapter, Outline, SceneCard
from storyteller_agents.testing import sample_book

ROOT = Path(__file__).parent.parent
PICTURES = sorted((ROOT / "pictures").glob("*.svg"))
SHOWN = dict(re.findall(r"!\[([^\]]*)\]\((pictures/[^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8")))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def draw() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "pictures" / "draw.py"))


def test_every_picture_is_shown_with_a_text_that_says_what_it_shows() -> None:
    assert 4 <= len(PICTURES) <= 6
    assert sorted(SHOWN.values()) == [f"pictures/{picture.name}" for picture in PICTURES]
    assert all(len(text) > 40 for text in SHOWN)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.stem)
def test_a_picture_is_small_and_valid_and_loads_and_tells_nothing(picture: Path) -> None:
    text = picture.read_text(encoding="utf-8")
    assert len(text.encode()) < 150_000
    assert ElementTree.fromstring(text).tag == f"{SVG}svg"
    assert not re.search(r"/(work|tmp|root|home|Users)\b|@font-face|url\(.?http|href=|<script", text)


@pytest.mark.parametrize(
    ("sent", "stands"),
    [
        ("one\r\ntwo\r\n", ["one", "two"]),
        ("50 %\r\x1b[2K100 %\r\n", ["100 %"]),
        ("50 %\r60 %", ["60 %"]),
        ("live\r\x1b[2Kabove\r\nlive again\r\n\x1b[1A\x1b[2K", ["above"]),
        ("\x1b[?25l\x1b[1mbold\x1b[0m plain\x1b[?25h", ["\x1b[1mbold\x1b[0m plain"]),
        ("Title: \x1b[?2004hx\r\n\x1b[?2004l\rnext", ["Title: x", "next"]),
        ("", []),
    ],
)
def test_the_screen_is_what_stands_there_at_the_end(draw: dict[str, Any], sent: str, stands: list[str]) -> None:
    assert draw["screen"](sent) == stands


def test_a_live_line_is_shown_as_it_stood_before_the_line_named(draw: dict[str, Any]) -> None:
    sent = "live 1\r\x1b[2Kfirst\r\nlive 2\r\x1b[2Ksecond\r\nlive 3\r\x1b[2K"
    assert draw["screen"](draw["cut"](sent, "second")) == ["first", "live 2"]
    assert draw["screen"](draw["cut"](sent, "third")) == ["first", "second"]


def test_a_terminal_s_picture_has_the_program_s_own_colours(draw: dict[str, Any]) -> None:
    picture = draw["terminal_picture"]("status", [("storyteller x", "\x1b[31mred <&>\x1b[0m\r\n")])
    words = [element.text or "" for element in ElementTree.fromstring(picture).iter(f"{SVG}text")]
    assert "red\xa0<&>" in words
    assert "#cc555a" in picture  # rich's red on its dark ground


def test_chinese_is_as_wide_as_in_a_terminal(draw: dict[str, Any]) -> None:
    picture = draw["terminal_picture"]("new", [("storyteller x", "ab 云梦渡 cd\r\n")])
    length = {one.text: float(one.get("textLength", 0)) for one in ElementTree.fromstring(picture).iter(f"{SVG}text")}
    assert length["云"] == pytest.approx(2 * length["ab\xa0"] / 3)


def test_a_command_is_answered_and_recorded_on_a_terminal(draw: dict[str, Any], tmp_path: Path) -> None:
    answers = ["The Lamp", "", "A keeper finds a bell.", "scripted"]
    sent = draw["record"](["new", "book", "--words", "100"], tmp_path, answers)
    assert "Title [Untitled]: The Lamp" in "\n".join(draw["screen"](sent))
    assert 'title = "The Lamp"' in (tmp_path / "book" / "story.toml").read_text()


def test_the_report_s_plots_are_put_into_one_picture(draw: dict[str, Any], tmp_path: Path) -> None:
    cards = [
        SceneCard(id=f"000{number}", title="At sea", cast=["Ada"], mood=0.5 - number / 4) for number in range(1, 5)
    ]
    outline = Outline(title="T", logline="L", acts=[Act(title="A", chapters=[Chapter(title="C", scenes=cards)])])
    prose = {card.id: f"Ada wept{' and laughed' * int(card.id)}." for card in cards}
    book = sample_book(tmp_path / "book", outline=outline, scenes=prose)
    picture = draw["report_picture"](page(report_of(book, [])))
    root = ElementTree.fromstring(picture)
    headings = [element.text for element in root.iter(f"{SVG}text") if element.get("class") == "heading"]
    assert headings == list(draw["PLOTS"])
    assert "var(" not in picture
    assert "prefers-color-scheme: dark" in picture
