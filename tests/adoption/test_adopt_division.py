"""Dividing manuscripts: chapters, scenes, the pages around a story, and that no word of the prose is lost."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyteller_agents.adoption.division import Division, divide
from storyteller_agents.errors import ArtefactError

GATE = "Mara stood at the gate and waited for the carts to come in from the hills."
MARKET = "Tobin ran through the market. He laughed."
WELL = "In the evening Mara went down to the well, and nobody followed her."
Write = Callable[[str, str], Path]


def shape(division: Division) -> list[tuple[str, list[str]]]:
    return [(chapter.title, [text for _, text in chapter.scenes]) for chapter in division.chapters]


def left(division: Division) -> list[tuple[str, str, str]]:
    return [(one.what, one.first_words, one.page) for one in division.left_out]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return _write


def word(path: Path) -> Path:
    document = docx.Document()
    for style, text in (
        ("Title", "The Salt Road"), ("Heading 1", "Contents"), ("Normal", "The Gate\t1"), ("Heading 1", "The Gate"), ("Normal", GATE),
        ("Normal", "* * *"), ("Normal", MARKET), ("Heading 1", "The Well"), ("Normal", WELL), ("Normal", "THE END"),
    ):  # fmt: skip
        document.add_paragraph(text, style=style)
    document.save(str(path))
    return path


def epub(path: Path) -> Path:
    def page(title: str, body: str) -> str:
        return f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>'

    pages = {
        "contents": page("Contents", "<p>The Gate</p><p>The Well</p>"),
        "gate": page("The Gate", f"<p>{GATE}</p><p>* * *</p><p>{MARKET}</p>"),
        "well": page("The Well", f"<p>{WELL}</p><p>THE END</p>"),
    }
    items = "".join(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in pages)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "book.opf",
            '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The Salt Road</dc:title></metadata>'
            f"<manifest>{items}</manifest><spine>{''.join(f'<itemref idref={chr(34)}{name}{chr(34)}/>' for name in pages)}</spine></package>",
        )
        for name, text in pages.items():
            archive.writestr(f"{name}.xhtml", text)
    return path


TEXT = f"CHAPTER I. The Gate\n\n{GATE}\n\n* * *\n\n{MARKET}\n\n\nCHAPTER II. The Well\n\n{WELL}\n\nTHE END\n"
MARKDOWN = f"# The Salt Road\n\n## Contents\n\n- The Gate\n\n## The Gate\n\n{GATE}\n\n* * *\n\n{MARKET}\n\n## The Well\n\n{WELL}\n\nTHE END\n"
SCRIPT = f"Title: The Salt Road\n\n# The Gate\n\nEXT. GATE - DAY\n\n{GATE}\n\nINT. MARKET - DAY\n\n{MARKET}\n\n# The Well\n\nEXT. WELL - NIGHT\n\n{WELL}\n\nTHE END\n"


@pytest.mark.parametrize("kind", ["txt", "md", "docx", "epub", "fountain"])
def test_every_format_gives_the_same_chapters_and_scenes(kind: str, write: Write, tmp_path: Path) -> None:
    if kind in ("docx", "epub"):
        path = {"docx": word, "epub": epub}[kind](tmp_path / f"salt.{kind}")
    else:
        path = write(f"salt.{kind}", {"txt": TEXT, "md": MARKDOWN, "fountain": SCRIPT}[kind])
    division = divide(path)
    assert [texts for _, texts in shape(division)] == [[GATE, MARKET], [WELL]]
    assert all(name in title for name, (title, _) in zip(("The Gate", "The Well"), shape(division), strict=True))
    found = left(division)
    assert ("end mark", "THE END", "") in found
    assert kind in ("txt", "fountain") or any(what.lower().endswith("contents") for what, _, _ in found)


def test_scenes_of_a_screenplay_are_named_by_their_headings(write: Write) -> None:
    division = divide(write("salt.fountain", SCRIPT))
    assert [title for chapter in division.chapters for title, _ in chapter.scenes] == [
        "EXT. GATE - DAY",
        "INT. MARKET - DAY",
        "EXT. WELL - NIGHT",
    ]


def test_what_stands_before_the_first_heading_of_a_screenplay_is_part_of_it(write: Write) -> None:
    division = divide(write("salt.fountain", SCRIPT.replace("# The Gate", "FADE IN:\n\n# The Gate")))
    assert division.scenes() == ["FADE IN:", GATE, MARKET, WELL]


def test_a_wrong_encoding_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "salt.txt"
    path.write_bytes(f"{GATE} “Café,” said Mara.".encode("cp1252"))
    division = divide(path)
    assert division.scenes() == [f"{GATE} “Café,” said Mara."]
    assert "Windows-1252" in " ".join(division.problems)


@pytest.mark.parametrize("breaks", ["* * *", "#", "---", "⁂"])
def test_a_text_without_chapters_is_one_chapter_with_a_scene_for_each_break(breaks: str, write: Write) -> None:
    division = divide(write("tale.txt", f"{GATE}\n\n{breaks}\n\n{MARKET}\n\n{WELL}\n"))
    assert shape(division) == [("tale", [GATE, f"{MARKET}\n\n{WELL}"])]
    assert [title for title, _ in division.chapters[0].scenes] == ["tale · 1", "tale · 2"]


@pytest.mark.parametrize(("sentence", "count"), [(f"{GATE} ", 700), ("她站在城门前等着山里来的车。", 700)])
def test_a_long_text_without_breaks_is_divided_at_paragraph_ends(sentence: str, count: int, write: Write) -> None:
    paragraphs = [sentence.strip() * (1 + number % 3) for number in range(count)]
    division = divide(write("long.txt", "\n\n".join(paragraphs)))
    scenes = division.scenes()
    assert len(division.chapters) == 1
    assert len(scenes) > 5
    assert "\n\n".join(scenes).split("\n\n") == paragraphs
    assert max(map(len, scenes)) < 2 * min(map(len, scenes))


def test_parts_and_chapters_keep_their_names(write: Write) -> None:
    text = f"# Salt\n\n## Part One\n\n### Chapter 1\n\n{GATE}\n\n### Chapter 2\n\n{MARKET}\n\n## Part Two\n\n### Chapter 1\n\n{WELL}\n"
    assert shape(divide(write("salt.md", text))) == [
        ("Part One: Chapter 1", [GATE]),
        ("Chapter 2", [MARKET]),
        ("Part Two: Chapter 1", [WELL]),
    ]


def test_headings_below_a_chapter_are_the_titles_of_its_scenes(write: Write) -> None:
    division = divide(write("salt.md", f"# Salt\n\n## Chapter 1\n\n### Morning\n\n{GATE}\n\n### Night\n\n{WELL}\n"))
    assert [(chapter.title, chapter.scenes) for chapter in division.chapters] == [
        ("Chapter 1", [("Morning", GATE), ("Night", WELL)])
    ]


def test_pages_around_a_story_are_set_apart(write: Write) -> None:
    text = (
        f"# Salt\n\nby Jane Doe\n\n## Dedication\n\nFor Ann.\n\n## One\n\n{GATE}\n\n## Two\n\n{WELL}\n\n**The End**\n\n"
        "## Acknowledgements\n\nThanks to all.\n\n## About the Author\n\nJane lives by the sea.\n"
    )
    division = divide(write("salt.md", text))
    assert shape(division) == [("One", [GATE]), ("Two", [WELL])]
    assert division.front == [("Dedication", "For Ann.")]
    assert division.back == [("Acknowledgements", "Thanks to all."), ("About the Author", "Jane lives by the sea.")]
    assert left(division) == [
        ("title page", "by Jane Doe", ""),
        ("Dedication", "For Ann.", "front"),
        ("end mark", "**The End**", ""),
        ("Acknowledgements", "Thanks to all.", "back"),
        ("About the Author", "Jane lives by the sea.", "back"),
    ]


def test_pages_behind_a_plain_text_are_told_by_their_headings(write: Write) -> None:
    division = divide(
        write("salt.txt", f"{TEXT}\n\nAcknowledgements\n\nThanks to all.\n\nCopyright\n\n2020 Jane Doe\n")
    )
    assert division.scenes()[-1] == WELL
    assert division.back == [("Acknowledgements", "Thanks to all."), ("Copyright", "2020 Jane Doe")]


def test_header_licence_and_contents_of_project_gutenberg_are_left_out(write: Write) -> None:
    text = (
        "The Project Gutenberg EBook of Salt\n\nTitle: Salt\n\nAuthor: Jane Doe\n\n*** START OF THIS PROJECT GUTENBERG EBOOK SALT ***\n\n\n"
        f"SALT\n\nContents\n\nCHAPTER I. The Gate\nCHAPTER II. The Well\n\n\n{TEXT.replace('THE END', '')}\n\n"
        "*** END OF THIS PROJECT GUTENBERG EBOOK SALT ***\n\nThis and all Project Gutenberg files are free.\n"
    )
    division = divide(write("salt.txt", text))
    assert division.title == "Salt"
    assert division.scenes() == [GATE, MARKET, WELL]
    assert [what for what, _, _ in left(division)] == [
        "header of Project Gutenberg",
        "table of contents",
        "title page",
        "licence of Project Gutenberg",
    ]


def test_what_somebody_calls_the_end_in_the_middle_stays(write: Write) -> None:
    text = f"CHAPTER I\n\n{GATE}\n\nThe end.\n\n{MARKET}\n\nCHAPTER II\n\n{WELL}\n"
    division = divide(write("salt.txt", text))
    assert division.scenes() == [f"{GATE}\n\nThe end.\n\n{MARKET}", WELL]
    assert left(division) == []


def test_a_manuscript_of_pages_alone_is_refused(write: Write) -> None:
    with pytest.raises(ArtefactError, match="only pages around a story"):
        divide(write("salt.md", "# Salt\n\n## Dedication\n\nFor Ann.\n\n## Copyright\n\n2020\n"))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.lists(
        st.sampled_from(
            [GATE, MARKET, WELL, "* * *", "THE END", "Contents", "CHAPTER I", "# One", "Dedication", "Part Two", "I."]
        )
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
        max_size=12,
    ),
    suffix=st.sampled_from([".txt", ".md", ".fountain"]),
)
def test_any_text_is_divided_into_slices_of_itself(parts: list[str], suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes("\n\n".join(parts).encode())
    try:
        division = divide(path)
    except ArtefactError:
        return
    scenes = division.scenes()
    assert scenes
    assert all(scene and scene == scene.strip() for scene in scenes)
    whole = "".join("\n\n".join(parts).split())
    at = 0
    for scene in scenes:
        kept = "".join(letter for letter in scene.split())
        found = whole.find(kept, at)
        if found < 0:  # a control character is read as a blank
            assert any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in whole)
            return
        at = found + len(kept)
