"""Documents have the form that publishers ask for, and can be read in every script."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from export_reading import png, publication, written, written_with_warnings

from storyteller_agents.export.cover import Cover
from storyteller_agents.export.docx import docx
from storyteller_agents.export.publication import Publication

BOOK = publication(
    [["One.\n\nTwo.", "Three."], ["Four."]], title="The Bell of the Halcyon", words=83_420,
    contact=("12 Harbour Row", "mara@example.org"),
)  # fmt: skip


def opened(book: Publication = BOOK, **options: Any) -> Any:
    return Document(BytesIO(written(docx, book, **options)))


def test_the_first_page_says_who_and_how_long() -> None:
    lines = [one.text for one in opened().paragraphs[:5]]
    assert lines == [
        "Mara Quill\tabout 83,000 words",
        "12 Harbour Row",
        "mara@example.org",
        "The Bell of the Halcyon",
        "by Mara Quill",
    ]


def test_the_page_of_a_manuscript() -> None:
    document = opened()
    section, normal = document.sections[0], document.styles["Normal"]
    assert [
        side.inches for side in (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    ] == [1, 1, 1, 1]
    assert (normal.font.name, normal.font.size.pt, normal.paragraph_format.line_spacing) == ("Times New Roman", 12, 2.0)
    assert normal.paragraph_format.first_line_indent.inches == 0.5
    assert section.different_first_page_header_footer
    head = section.header.paragraphs[0]
    assert head.text.startswith("Quill / THE BELL OF THE HALCYON / ")
    assert 'w:instr="PAGE"' in head._p.xml


def test_chapters_breaks_and_the_end() -> None:
    found = [(one.style.name, one.text) for one in opened().paragraphs[5:]]
    assert found == [
        ("Heading 1", "Chapter 1\nPart of 1"), ("First Paragraph", "One."), ("Normal", "Two."), ("Normal", "#"), ("First Paragraph", "Three."),
        ("Heading 1", "Chapter 2\nPart of 2"), ("First Paragraph", "Four."), ("Normal", "The End"),
    ]  # fmt: skip
    chapter = opened().styles["Heading 1"].paragraph_format
    assert chapter.page_break_before
    assert chapter.alignment == 1


@pytest.mark.parametrize(
    ("words", "told"), [(40, "100"), (1_249, "1,200"), (17_400, "17,400"), (17_600, "18,000"), (100_499, "100,000")]
)
def test_words_are_rounded(words: int, told: str) -> None:
    assert opened(BOOK.model_copy(update={"words": words})).paragraphs[0].text.endswith(f"about {told} words")


def test_a_manuscript_without_a_name_is_told() -> None:
    data, told = written_with_warnings(docx, BOOK.model_copy(update={"author": "", "contact": ()}))
    assert [line.partition(";")[0] for line in told] == ["The manuscript has no name on it"]
    assert Document(BytesIO(data)).paragraphs[0].text == "\tabout 83,000 words"


def test_a_plain_book_has_its_cover_and_no_signs_of_a_manuscript() -> None:
    cover = Cover(media_type="image/png", width=400, height=600, data=png(400, 600))
    document = opened(BOOK.model_copy(update={"cover": cover}), style="plain")
    texts = [one.text for one in document.paragraphs]
    assert "The End" not in texts
    assert "* * *" in texts
    assert not any("83,000" in text for text in texts)
    assert len(document.inline_shapes) == 1
    assert len(opened(BOOK.model_copy(update={"cover": cover})).inline_shapes) == 0, "a manuscript has no cover"


def test_languages() -> None:
    chinese = opened(publication([["灯。"]], title="灯塔", language="zh", author="秦岚", words=4000))
    styles = chinese.styles.element.xml
    assert 'w:eastAsia="SimSun"' in styles
    assert 'w:eastAsia="zh"' in styles
    assert chinese.sections[0].header.paragraphs[0].text.startswith("秦岚 / 灯塔 / ")
    hebrew = opened(publication([["אור."]], language="he")).styles["Normal"].element.xml
    assert hebrew.index("<w:bidi/>") < hebrew.index("<w:spacing")
    assert "<w:rtl/>" in hebrew


def test_properties_and_dates() -> None:
    data = written(docx, BOOK)
    about = Document(BytesIO(data)).core_properties
    assert (about.title, about.author, about.language) == ("The Bell of the Halcyon", "Mara Quill", "en")
    assert about.created is not None
    assert about.created.isoformat()[:19] == "2026-05-04T03:02:02"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(2026, 5, 4, 3, 2, 2)}
