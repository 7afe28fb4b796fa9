"""Manuscripts that are text: where sections begin, and that they are slices of the file, letter for letter."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyteller_agents.errors import ArtefactError
from storyteller_agents.manuscript.decoding import text_of
from storyteller_agents.manuscript.read import SUFFIXES, read_manuscript
from storyteller_agents.manuscript.section import Manuscript

Write = Callable[[str, "str | bytes"], Path]

BODY = "The lamp burned low.\n\nNobody came to the door that night.\n"
LONG = "The keeper climbed the stairs and lit the lamp before the fog came in from the sea.\n\n" * 100


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return _write


def read(path: Path) -> Manuscript:
    """Read a text, and hold that each section is where it says."""
    manuscript = read_manuscript(path)
    text, _ = text_of(path)
    for number, section in enumerate(manuscript.sections, start=1):
        assert section.offset is not None
        assert section.id == f"{number:04d}"
        assert section.text == section.text.strip() == text[section.offset : section.offset + len(section.text)]
        assert section.line == text.count("\n", 0, section.offset) + 1
        assert section.file == manuscript.file == path.as_posix()
    return manuscript


def outline(manuscript: Manuscript) -> list[tuple[str, str]]:
    return [(section.title, section.text) for section in manuscript.sections]


def test_chapters_of_a_plain_text(write: Write) -> None:
    manuscript = read(
        write("The Lamp.txt", f"THE LAMP\n\nby Otto Lund\n\n\nCHAPTER I\n\n{BODY}\n\nCHAPTER II\n\n{BODY}")
    )
    assert manuscript.title == "The Lamp"
    assert outline(manuscript) == [("CHAPTER I", BODY.strip()), ("CHAPTER II", BODY.strip())]
    assert [section.line for section in manuscript.sections] == [8, 15]
    assert manuscript.problems == ()


def test_the_header_and_the_licence_of_a_library_are_no_story(write: Write) -> None:
    text = "The Project Gutenberg eBook of The Lamp\n\nTitle: The Lamp\n\n*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\n"
    text += f"Chapter 1\n\n{BODY}\n*** END OF THE PROJECT GUTENBERG EBOOK X ***\n\nA long licence follows here.\n"
    manuscript = read(write("pg1.txt", text))
    assert manuscript.title == "The Lamp"
    assert outline(manuscript) == [("Chapter 1", BODY.strip())]


def test_prose_before_the_first_heading_is_read_and_a_title_page_is_not(write: Write) -> None:
    prose = "Before all this " + "the sea lay still and nobody thought of the lamp " * 3 + "at all."
    manuscript = read(
        write("lamp.txt", f"THE LAMP\n\nby Otto Lund\n\n{prose}\n\nChapter 1\n\n{BODY}\n\nChapter 2\n\n{BODY}")
    )
    assert outline(manuscript)[0] == ("lamp", prose)
    assert len(manuscript.sections) == 3


def test_parts_name_their_chapters_and_headings_at_the_end_lose_no_text(write: Write) -> None:
    text = f"PART ONE\n\nCHAPTER I\n\n{BODY}\nPART TWO\n\nCHAPTER I\n\n{BODY}\n\n\nCHAPTER II\n"
    assert outline(read(write("lamp.txt", text))) == [
        ("PART ONE / CHAPTER I", BODY.strip()),
        ("PART TWO / CHAPTER I", BODY.strip()),
    ]


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("mark", ["***", "* * *", "  *   *   *", "#", "# # #", "⁂", "-----", "~~~~"])
def test_a_scene_break_divides_a_chapter(write: Write, suffix: str, mark: str) -> None:
    heading = "# Chapter 1" if suffix == ".md" else "Chapter 1"
    scenes = outline(read(write(f"lamp{suffix}", f"{heading}\n\nIt burned.\n\n{mark}\n\nIt went out.\n\n{mark}\n")))
    assert scenes == [("Chapter 1", "It burned."), ("Chapter 1", "It went out.")]


@pytest.mark.parametrize("line", ["...", "……", "--", "* a list", "#tag", "a * * *", "? ? ?"])
def test_other_lines_are_no_scene_breaks(write: Write, line: str) -> None:
    assert len(read(write("lamp.txt", f"Chapter 1\n\nIt burned.\n\n{line}\n\nIt went out.\n")).sections) == 1


def test_three_blank_lines_divide_where_they_are_rare(write: Write) -> None:
    assert len(read(write("lamp.txt", f"{LONG}\n\n\n\n{LONG}")).sections) == 2
    assert len(read(write("lamp.txt", LONG.replace("\n\n", "\n\n\n\n") * 2)).sections) == 1
    assert len(read(write("lamp.txt", f"{LONG}\n\n***\n\n{LONG}\n\n\n\n{LONG}")).sections) == 2
    assert len(read(write("lamp.txt", f"{LONG}\n\n\n\n{LONG}\n\n\n\n\nMara Quill\n")).sections) == 2


def test_a_short_text_without_headings_stays_whole(write: Write) -> None:
    assert len(read(write("lamp.txt", f"{BODY}\n***\n\n{BODY}")).sections) == 1
    assert len(read(write("lamp.txt", f"{LONG * 2}\n***\n\n{LONG}")).sections) == 2
    assert (
        len(read(write("lamp.txt", "灯塔上的守护人点亮了灯。" * 400 + "\n\n***\n\n" + "海上起了雾。\n")).sections) == 2
    )


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("headings", [("Chapter One", "Chapter Two"), ("# Chapter One", "# Chapter Two")])
def test_headings_of_one_format_are_read_in_the_other(write: Write, suffix: str, headings: tuple[str, str]) -> None:
    manuscript = read(write(f"lamp{suffix}", "".join(f"{heading}\n\n{BODY}\n\n" for heading in headings)))
    assert outline(manuscript) == [("Chapter One", BODY.strip()), ("Chapter Two", BODY.strip())]


def test_markdown_headings_of_both_styles(write: Write) -> None:
    text = "# The Lamp #\n\n## Part *One*\n\n### Chapter 1 {#one}\n\nIt *burned*.\n\nChapter 2\n---------\n\nIt went out.\n"
    text += "It had rained.\n---\nIt stopped.\n\n```\n# no heading\n```\n\n    # none\n\n#none\n"
    manuscript = read(write("draft.md", text))
    assert manuscript.title == "The Lamp"
    assert [title for title, _ in outline(manuscript)] == ["Part One / Chapter 1", "Chapter 2", "Chapter 2"]
    assert manuscript.sections[0].text == "It *burned*."
    assert manuscript.sections[2].text.startswith("It stopped.\n\n```\n# no heading")


def test_a_heading_between_two_breaks_of_any_sign_divides(write: Write) -> None:
    for mark in ("~~~", "---", "***"):
        scenes = outline(
            read(write("draft.md", f"# A\n\nOne.\n\n{mark}\n\nTwo.\n\n# B\n\nThree.\n\n{mark}\n\nFour.\n"))
        )
        assert scenes == [("A", "One."), ("A", "Two."), ("B", "Three."), ("B", "Four.")]


@pytest.mark.parametrize(
    ("front", "title", "first"),
    [
        ("---\ntitle: The Lamp\ntags: [sea]\n---\n\n", "The Lamp", "It burned."),
        ("---\n\nHe said: go.\n\n---\n\n", "draft", "He said: go."),
        ("---\nShe went. [\n\n---\n\n", "draft", "She went. ["),
        ("---\n", "draft", "It burned."),
    ],
)
def test_front_matter_is_no_text_but_a_break_is_none(write: Write, front: str, title: str, first: str) -> None:
    manuscript = read(write("draft.md", f"{front}It burned.\n"))
    assert (manuscript.title, manuscript.sections[0].text) == (title, first)
    assert bool(manuscript.problems) == ("[\n" in front)


def test_a_screenplay_falls_into_its_scenes(write: Write) -> None:
    text = "Title:\n    _**The Lamp**_\nAuthor: Otto Lund\n\nFADE IN:\n\nINT. TOWER - NIGHT #1#\n\nMara climbs.\n\n"
    text += "/*\nEXT. CUT SCENE - DAY\n\nGone. [[inner]]\n\nINT. CUT AS WELL\n*/\next. quay - day\n\n[[Otto?]] Otto waits.\n"
    text += "INT. not a heading\n\n.THE FOG\n\n...and it comes.\n\n# Act Two\n\nEST HARBOUR\n\nGulls.\n"
    manuscript = read(write("lamp.fountain", text))
    assert manuscript.title == "The Lamp"
    assert [title for title, _ in outline(manuscript)] == [
        "The Lamp",
        "INT. TOWER - NIGHT",
        "ext. quay - day",
        "THE FOG",
        "EST HARBOUR",
    ]
    assert manuscript.sections[1].text.startswith("Mara climbs.\n\n/*\nEXT. CUT SCENE")
    assert manuscript.sections[2].text == "[[Otto?]] Otto waits.\nINT. not a heading"
    assert manuscript.sections[3].text == "...and it comes."


@pytest.mark.parametrize("opening", ["FADE IN:\n\nFog.", "Mara: a woman\n\nFog.", "CUT TO:\n    Fog."])
def test_a_screenplay_without_a_title_page_loses_nothing(write: Write, opening: str) -> None:
    assert read(write("lamp.fountain", opening)).sections[0].text == opening


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".fountain"])
def test_encodings_and_line_ends(write: Write, suffix: str, encoding: str) -> None:
    text = "Der Leuchtturm wärmt.\r\nÜber dem Meer\rliegt Nebel.\n"
    manuscript = read(write(f"lamp{suffix}", text.encode(encoding)))
    assert manuscript.sections[0].text == "Der Leuchtturm wärmt.\nÜber dem Meer\nliegt Nebel."
    assert (manuscript.sections[0].offset, manuscript.problems) == (0, ())


@pytest.mark.parametrize(
    ("data", "text", "problem"),
    [
        ("Müde ging sie über die Brücke.".encode("latin-1"), "Müde ging sie über die Brücke.", "Windows-1252"),
        ("„Müde“ – so ging sie heim.".encode("cp1252"), "„Müde“ – so ging sie heim.", "Windows-1252"),
        (b"It\x00 burned\x1b[31m.", "It  burned [31m.", "2 control characters"),
        ("灯塔上的守护人点亮了灯".encode() + b"\xff.", "灯塔上的守护人点亮了灯\ufffd.", "1 characters are not UTF-8"),
    ],
)
def test_what_had_to_be_guessed_is_told(write: Write, data: bytes, text: str, problem: str) -> None:
    manuscript = read(write("lamp.txt", data))
    assert manuscript.sections[0].text == text
    assert problem in "".join(manuscript.problems)


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.txt", b"", "an empty file"),
        ("a.md", b" \n\r\n ", "no text"),
        ("a.md", b"# Only\n\n## Headings\n", "no text"),
        ("a.txt", b"PK\x03\x04rest", "a zip archive"),
        ("a.txt", b"%PDF-1.7", "a PDF"),
        ("a.txt", b"{\\rtf1 hello}", "an RTF document"),
        ("a.txt", bytes(range(256)) * 20, "not UTF-8"),
        ("a.txt", b"ab\x01\x02\x03\x04\x05" * 20, "binary data"),
        ("a.txt", b"I\n\n" * 300_000, "600,000 lines"),
        ("a.odt", b"x", "the suffix '.odt'"),
        ("a", b"x", "the suffix ''"),
        ("a.docx", b"Once.", "no zip archive"),
        ("a.docx", b"\xd0\xcf\x11\xe0rest", "an old Word"),
        ("a.epub", b"Once.", "no zip archive"),
        ("a.epub", b"", "an empty file"),
        ("a.epub", b"PK\x03\x04rest", "damaged"),
        ("a.docx", b"PK\x03\x04rest", "damaged"),
    ],
)
def test_what_is_no_manuscript_is_refused_by_name(write: Write, name: str, data: bytes, found: str) -> None:
    path = write(name, data)
    with pytest.raises(ArtefactError, match=re.escape(found)) as caught:
        read_manuscript(path)
    assert str(caught.value).startswith(f"{path}: ")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match="no such file"):
        read_manuscript(tmp_path / "none.txt")
    (tmp_path / "book.md").mkdir()
    with pytest.raises(ArtefactError, match="a folder"):
        read_manuscript(tmp_path / "book.md")


@pytest.mark.parametrize("suffix", [".txt", ".md", ".fountain"])
@pytest.mark.parametrize(
    "text",
    [
        "the lamp burned low and " * 42_000,
        f"Chapter 1\n\n{LONG}" * 600,
        "* " * 2_000_000,
        "[[ /* " * 500_000,
        " " * 4_000_000 + "x",
        "---\n```\n***x\n" * 100_000,
    ],
    ids=["one sentence", "five megabytes", "stars", "never closed", "blanks", "marks"],
)
def test_no_text_takes_long(write: Write, suffix: str, text: str) -> None:
    path = write(f"lamp{suffix}", text)
    begin = time.process_time()
    assert read_manuscript(path).sections
    assert time.process_time() - begin < 3


def test_the_language_is_that_of_the_middle(write: Write) -> None:
    german = "Der Wärter stieg die Treppe hinauf und zündete die Lampe an, bevor der Nebel vom Meer kam.\n\n" * 200
    english = "This is a note of the people who made this book and of nobody else.\n\n" * 20
    assert read(write("lamp.txt", f"{english}{german}{english}")).language == "de"
    assert read(write("lamp.txt", "海上起了雾，守护人点亮了灯。" * 20)).language == "zh"


PIECES = [
    "Chapter 1",
    "I",
    "***",
    "#",
    "# A",
    "---",
    "INT. A",
    "[[",
    "]]",
    "/*",
    "*/",
    "a: b",
    "Fog came.",
    "",
    " ",
    "```",
]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    suffix=st.sampled_from(SUFFIXES),
    data=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
        st.lists(st.sampled_from(PIECES), max_size=30).map(lambda lines: "\n".join(lines).encode()),
    ),
)
def test_any_bytes_are_read_or_refused(write: Write, suffix: str, data: bytes) -> None:
    path = write(f"any{suffix}", data)
    try:
        manuscript = read(path) if suffix in {".txt", ".md", ".fountain"} else read_manuscript(path)
    except ArtefactError:
        return
    assert manuscript.sections
