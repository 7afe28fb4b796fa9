"""From a book's folder to what its readers get."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from export_reading import JPEG, make, png

from storyteller_agents.book import Book
from storyteller_agents.errors import ArtefactError, BookError
from storyteller_agents.export.cover import find_cover
from storyteller_agents.export.labels import chapter_label, direction, is_unnumbered
from storyteller_agents.export.publication import publication_of


def test_scenes_become_paragraphs_in_chapters(tmp_path: Path) -> None:
    book, problems = publication_of(make(tmp_path, title="Mine", author=" A.\tWriter "))
    assert problems == ()
    assert (book.title, book.author, book.language, book.words) == ("Mine", "A. Writer", "en", 6)
    assert [chapter.heading for chapter in book.chapters] == ["Chapter 1. The Lamp", "Chapter 2. The Bell"]
    assert book.chapters[0].scenes[0].paragraphs == ("One.", "Two,\nand more.")
    assert [scene.id for chapter in book.chapters for scene in chapter.scenes] == ["0001", "0002", "0003"]


def test_a_book_that_the_author_did_not_name_has_the_title_of_the_outline(tmp_path: Path) -> None:
    book, _ = publication_of(make(tmp_path))
    assert (book.title, book.author, book.contact) == ("Found by the outliner", "", ())


@pytest.mark.parametrize(
    ("titles", "headings"),
    [
        (("Prologue", "The Bell"), ["Prologue", "Chapter 1. The Bell"]),
        (("Chapter 7", "8"), ["Chapter 7", "8"]),
        (("", "第二回 风雪"), ["Chapter 1", "第二回 风雪"]),
        (("The Lamp",), ["The Lamp"]),
        (("",), ["Chapter 1"]),
    ],
)
def test_chapters_are_numbered_where_their_titles_do_not_say_as_much(
    tmp_path: Path, titles: tuple[str, ...], headings: list[str]
) -> None:
    assert [chapter.heading for chapter in publication_of(make(tmp_path, titles=titles))[0].chapters] == headings


def test_numbers_are_those_of_the_language() -> None:
    assert [chapter_label(number, "zh-Hans") for number in (1, 10, 12, 20, 35, 100, 108, 115, 1200)] == [
        "第一章", "第十章", "第十二章", "第二十章", "第三十五章", "第一百章", "第一百零八章", "第一百一十五章", "第1200章",
    ]  # fmt: skip
    assert chapter_label(3, "de") == "Kapitel 3"
    assert chapter_label(3, "xx") == "3"
    assert is_unnumbered("Kapitel 3: Die Lampe", "de")
    assert not is_unnumbered("Departed", "en")
    assert [direction(code) for code in ("en", "he", "ar-EG", "az-Arab", "zh")] == ["ltr", "rtl", "rtl", "rtl", "ltr"]


def test_what_is_not_written_is_left_out_and_said(tmp_path: Path) -> None:
    book, problems = publication_of(make(tmp_path, scenes={"0001": "One.", "0002": "Two."}))
    assert [scene.id for chapter in book.chapters for scene in chapter.scenes] == ["0001", "0002"]
    assert problems == ("not written yet and left out: 1 scene (0003)",)


@pytest.mark.parametrize(("scenes", "said"), [({}, "Run: storyteller draft"), ({"0001": " \n "}, "no prose in it")])
def test_a_book_without_a_word_is_refused(tmp_path: Path, scenes: dict[str, str], said: str) -> None:
    with pytest.raises(BookError, match=said):
        publication_of(make(tmp_path, scenes=scenes))


def test_pages_before_and_after_the_story(tmp_path: Path) -> None:
    book = make(tmp_path)
    (book.path / "front").mkdir()
    (book.path / "back").mkdir()
    (book.path / "front" / "02-epigraph.md").write_text("The sea keeps.")
    (book.path / "front" / "01_dedication.txt").write_text("For **A.**\nand B.")
    (book.path / "front" / "cover letter.docx").write_bytes(b"PK")
    (book.path / "front" / ".hidden.md").write_text("no")
    (book.path / "back" / "about-the-author.md").write_text("She writes.\n- books\n- letters\n## More\n#no heading")
    made, problems = publication_of(book)
    assert problems == ("front/cover letter.docx is left out; allowed there: .md and .txt files.",)
    assert [(part.kind, part.title) for part in made.front] == [("dedication", ""), ("epigraph", "")]
    assert made.front[0].blocks[0].text == "For **A.**\nand B."
    assert made.back[0].title == "About the author"
    assert [(block.kind, block.text) for block in made.back[0].blocks] == [
        ("paragraph", "She writes."), ("item", "books"), ("item", "letters"), ("heading", "More"), ("paragraph", "#no heading"),
    ]  # fmt: skip


def test_a_page_that_is_no_text_is_named(tmp_path: Path) -> None:
    book = make(tmp_path)
    (book.path / "back").mkdir()
    (book.path / "back" / "afterword.md").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ArtefactError, match=r"afterword\.md: not UTF-8 text"):
        publication_of(book)


def test_the_companion_is_an_appendix_if_it_is_asked_for(tmp_path: Path) -> None:
    book = make(tmp_path)
    with pytest.raises(BookError, match=r"no companion\.md yet"):
        publication_of(book, companion=True)
    (book.path / "companion.md").write_text(
        "# Companion to X\n\n**Duty.** It is `kept`.\n\n### 0001\n\n- Beat: opening\n"
    )
    assert publication_of(book)[0].back == ()
    companion = publication_of(book, companion=True)[0].back[-1]
    assert (companion.kind, companion.title) == ("companion", "Companion to X")
    assert [block.text for block in companion.blocks] == ["Duty. It is kept.", "0001", "Beat: opening"]


def test_the_same_book_has_the_same_identity_and_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = make(tmp_path, title="Mine")
    for file in (file for file in book.path.rglob("*") if file.is_file()):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    os.utime(next((book.path / "scenes").glob("0002*")), (1_700_000_100, 1_700_000_100))
    first = publication_of(book)[0]
    assert first == publication_of(Book.open(book.path))[0]
    assert first.modified.timestamp() == 1_700_000_100
    assert first.identifier != publication_of(make(tmp_path / "other", title="Other"))[0].identifier
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert publication_of(book)[0].modified.isoformat() == "2020-09-13T12:26:40+00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 11)
    assert publication_of(book)[0].modified.year == 2107
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert publication_of(book)[0].modified.year == 1980


def test_a_language_that_is_none_is_undetermined(tmp_path: Path) -> None:
    book = make(tmp_path)
    (book.path / "brief.md").write_text('---\nlanguage: "<b>"\n---\n\nA premise.\n')
    assert publication_of(Book.open(book.path))[0].language == "und"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [("cover.png", png(), "image/png"), ("cover.jpg", JPEG, "image/jpeg"), ("cover.jpg", png(), "image/png")],
)
def test_a_cover_is_known_by_its_content(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(data)
    cover = find_cover(tmp_path)
    assert cover is not None
    assert (cover.media_type, cover.width, cover.height) == (kind, 4, 6)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a....",
        b"<svg/>",
        png()[:-20],
        JPEG[:-2],
        b"\xff\xd8" + b"\xff" * 100,
        b"\xff\xd8\xff\xe0\x00\x00" * 20 + b"\xff\xd9",
    ],
)
def test_a_cover_that_is_no_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "cover.jpg").write_bytes(data)
    with pytest.raises(BookError, match="not a whole JPEG or PNG picture"):
        find_cover(tmp_path)


def test_two_covers_are_one_too_many(tmp_path: Path) -> None:
    assert find_cover(tmp_path) is None
    (tmp_path / "cover.jpg").write_bytes(JPEG)
    (tmp_path / "cover.png").write_bytes(png())
    with pytest.raises(BookError, match="found two covers"):
        find_cover(tmp_path)
