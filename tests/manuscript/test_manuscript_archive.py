"""Manuscripts that are archives: Word documents with all that Word puts into them, and electronic books."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyteller_agents.errors import ArtefactError, MissingExtraError
from storyteller_agents.manuscript.read import read_manuscript
from storyteller_agents.manuscript.section import Manuscript

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Build = Callable[..., Path]


def outline(manuscript: Manuscript) -> list[tuple[str, str]]:
    assert [section.id for section in manuscript.sections] == [
        f"{n:04d}" for n in range(1, len(manuscript.sections) + 1)
    ]
    assert {(section.offset, section.line, section.file) for section in manuscript.sections} == {
        (None, None, manuscript.file)
    }
    return [(section.title, section.text) for section in manuscript.sections]


@pytest.fixture
def word(tmp_path: Path) -> Build:
    """Write a document of paragraphs: text, (style, text), or the XML of anything that stands in a body."""

    def _build(*content: str | tuple[str, str], name: str = "The Lamp.docx") -> Path:
        document = docx.Document()
        document.core_properties.title = ""
        for item in content:
            if isinstance(item, tuple):
                document.add_paragraph(item[1], style=item[0])
            elif item.startswith("<w:"):
                document.element.body.insert(-1, parse_xml(item.replace(">", f" {W}>", 1)))
            else:
                document.add_paragraph(item)
        document.save(str(tmp_path / name))
        return tmp_path / name

    return _build


def test_heading_styles_divide_a_document(word: Build) -> None:
    path = word(
        ("Title", "The Long Lamp"),
        "by Otto Lund",
        ("Heading 1", "Part One"),
        ("Heading 2", "The Tower"),
        "It burned.",
        "It smoked.",
        "# ",
        "It went out.",
        ("Heading 2", ""),
        ("Heading 2", "The Quay"),
        "Nobody came.",
    )
    manuscript = read_manuscript(path)
    assert manuscript.title == "The Long Lamp"
    assert outline(manuscript) == [
        ("The Long Lamp", "by Otto Lund"),
        ("Part One / The Tower", "It burned.\n\nIt smoked."),
        ("Part One / The Tower", "It went out."),
        ("Part One / The Quay", "Nobody came."),
    ]


def test_styles_that_are_based_on_headings_and_outline_levels(tmp_path: Path) -> None:
    document = docx.Document()
    style = document.styles.add_style("Kapitel der Saga", 1)
    style.base_style = document.styles["Heading 1"]
    document.add_paragraph("Eins", style=style)
    document.add_paragraph("Es brannte.")
    document.add_paragraph("Zwei").paragraph_format.element.get_or_add_pPr().append(
        parse_xml(f'<w:outlineLvl {W} w:val="0"/>')
    )
    document.add_paragraph("Es erlosch.")
    document.save(str(tmp_path / "saga.docx"))
    assert outline(read_manuscript(tmp_path / "saga.docx")) == [("Eins", "Es brannte."), ("Zwei", "Es erlosch.")]


@pytest.mark.parametrize(
    "headings",
    [
        ("Chapter 1", "Chapter 2", "Epilogue"),
        ("THE TOWER", "THE QUAY", "THE FOG"),
        ("I", "II", "III"),
        ("第一章 灯塔", "第二章 渡口", "尾声"),
    ],
)
def test_headings_without_a_style(word: Build, headings: Sequence[str]) -> None:
    path = word(*(text for heading in headings for text in (heading, "It burned all night long.")))
    assert outline(read_manuscript(path)) == [(heading, "It burned all night long.") for heading in headings]


def test_centred_lines_are_headings_where_there_are_no_others(tmp_path: Path) -> None:
    document = docx.Document()
    for text, centred in (
        ("The Tower", 1),
        ("It burned.", 0),
        ("* * *", 1),
        ("It smoked.", 0),
        ("The Quay", 1),
        ("No.", 0),
    ):
        paragraph = document.add_paragraph(text)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.save(str(tmp_path / "lamp.docx"))
    assert outline(read_manuscript(tmp_path / "lamp.docx")) == [
        ("The Tower", "It burned."),
        ("The Tower", "It smoked."),
        ("The Quay", "No."),
    ]


def test_tracked_changes_are_read_as_accepted(word: Build) -> None:
    run, gone = "<w:r><w:t>{}</w:t></w:r>", '<w:r><w:delText xml:space="preserve">{}</w:delText></w:r>'
    path = word(
        "<w:p><w:r><w:t>Her eyes were </w:t></w:r><w:del w:id='1' w:author='a'>" + gone.format("grey") + "</w:del>"
        "<w:ins w:id='2' w:author='a'>" + run.format("green") + "</w:ins>" + run.format(".") + "</w:p>",
        "<w:p><w:moveFrom w:id='3' w:author='a'>" + run.format("Moved away.") + "</w:moveFrom>"
        "<w:moveTo w:id='4' w:author='a'>" + run.format("Moved here.") + "</w:moveTo></w:p>",
        "<w:p><w:pPr><w:rPr><w:del w:id='5' w:author='a'/></w:rPr></w:pPr>" + run.format("One ") + "</w:p>",
        "<w:p>" + run.format("paragraph.") + "</w:p>",
    )
    assert outline(read_manuscript(path)) == [
        ("The Lamp", "Her eyes were green.\n\nMoved here.\n\nOne paragraph."),
    ]


def test_what_stands_around_the_text(word: Build) -> None:
    text = "<w:r><w:t>{}</w:t></w:r>"
    cell = "<w:tc><w:p>" + text + "</w:p></w:tc>"
    path = word(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        "<w:sdtContent><w:p>" + text.format("One ..... 3") + "</w:p></w:sdtContent></w:sdt>",
        ("TOC Heading", "Contents"),
        ("Heading 1", "One"),
        "<w:sdt><w:sdtContent><w:p>" + text.format("In a box for content.") + "</w:p></w:sdtContent></w:sdt>",
        "<w:tbl><w:tr>" + cell.format("Left.") + cell.format("Right.") + "</w:tr></w:tbl>",
        "<w:p><w:r><w:t>A</w:t><w:br/><w:t>b</w:t><w:tab/><w:noBreakHyphen/><w:t>c</w:t></w:r>"
        "<w:r><w:footnoteReference w:id='2'/></w:r><w:hyperlink>" + text.format(" link") + "</w:hyperlink>"
        "<w:r><w:pict><w:txbxContent><w:p>" + text.format("Box.") + "</w:p></w:txbxContent></w:pict></w:r></w:p>",
    )
    manuscript = read_manuscript(path)
    assert outline(manuscript) == [("One", "In a box for content.\n\nLeft.\n\nRight.\n\nA\nb\t-c link")]
    assert manuscript.problems == ("1 footnotes and endnotes are not read",)


def test_a_document_without_text_is_refused(word: Build) -> None:
    with pytest.raises(ArtefactError, match="no text"):
        read_manuscript(word())


def test_without_its_package_the_command_that_installs_it_is_named(
    word: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = word("It burned.")
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'storyteller-agents\[docx\]'"):
        read_manuscript(path)


def packed(path: Path, **members: Any) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("suffix", [".docx", ".epub"])
def test_an_archive_of_another_kind_is_refused(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(ArtefactError, match=f"lamp{suffix}"):
        read_manuscript(packed(tmp_path / f"lamp{suffix}", **{"notes.txt": "It burned."}))


def test_a_bomb_is_not_unpacked(word: Build, tmp_path: Path) -> None:
    with zipfile.ZipFile(word("It burned.")) as whole:
        members: dict[str, bytes] = {name: whole.read(name) for name in whole.namelist()}
    members["word/document.xml"] = members["word/document.xml"].replace(b"It burned.", b" " * 40_000_000)
    with pytest.raises(ArtefactError, match="unpacks to 38 MiB"):
        read_manuscript(packed(tmp_path / "bomb.docx", **members))


def test_entities_are_not_expanded(word: Build, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("a secret")
    with zipfile.ZipFile(word("It burned.")) as whole:
        members: dict[str, bytes] = {name: whole.read(name) for name in whole.namelist()}
    declared = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret.txt">]><w:document'.encode()
    document = members["word/document.xml"].replace(b"<w:document", declared, 1)
    members["word/document.xml"] = document.replace(b"It burned.", b"It burned. &e;")
    try:
        manuscript = read_manuscript(packed(tmp_path / "entity.docx", **members))
    except ArtefactError:
        return
    assert "secret" not in "".join(section.text for section in manuscript.sections)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_document_is_read_or_refused(word: Build, tmp_path: Path, data: st.DataObject) -> None:
    with zipfile.ZipFile(word(("Heading 1", "One"), "It burned.")) as whole:
        members: dict[str, bytes] = {name: whole.read(name) for name in whole.namelist()}
    name = data.draw(st.sampled_from(sorted(members)))
    content = members[name]
    at = data.draw(st.integers(0, len(content)))
    members[name] = (
        content[:at] + data.draw(st.binary(max_size=8)) + content[data.draw(st.integers(at, len(content))) :]
    )
    if data.draw(st.booleans()):
        del members[name]
    try:
        assert read_manuscript(packed(tmp_path / "damaged.docx", **members)).sections
    except ArtefactError as error:
        assert "damaged.docx" in str(error)


def book(path: Path, *pages: str) -> Path:
    """Write an electronic book of these pages."""
    items = "".join(
        f'<item id="p{n}" href="p{n}.xhtml" media-type="application/xhtml+xml"/>' for n, _ in enumerate(pages)
    )
    order = "".join(f'<itemref idref="p{n}"/>' for n, _ in enumerate(pages))
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book.opf"/></rootfiles></container>',
        "book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Long Lamp</dc:title></metadata>'
        f"<manifest>{items}</manifest><spine>{order}<itemref idref='lost'/></spine></package>",
    }
    pages_of = {f"p{n}.xhtml": f"<html><body>{page}</body></html>" for n, page in enumerate(pages)}
    return packed(path, **members, **pages_of)


def test_an_electronic_book(tmp_path: Path) -> None:
    path = book(
        tmp_path / "lamp.epub",
        "<p>A header.</p><p>*** START OF THE PROJECT GUTENBERG EBOOK THE LONG LAMP ***</p>",
        "<h1>One</h1><p>It <i>burned</i>.</p><hr/><p>It smoked.</p>",
        "<h1>Two</h1><p>It went out.</p>",
        "<p>*** END OF THE PROJECT GUTENBERG EBOOK THE LONG LAMP ***</p><p>A licence.</p>",
    )
    manuscript = read_manuscript(path)
    assert manuscript.title == "The Long Lamp"
    assert outline(manuscript) == [("One", "It burned."), ("One", "It smoked."), ("Two", "It went out.")]
    assert "lost" in "".join(manuscript.problems)


def test_a_page_that_cant_be_read_is_told(tmp_path: Path) -> None:
    path = book(tmp_path / "lamp.epub", "<h1>One</h1><p>It burned.</p>", "<!ENTITY e 'x'><p>It smoked.</p>")
    manuscript = read_manuscript(path)
    assert [section.text for section in manuscript.sections] == ["It burned."]
    assert any("ENTITY" in problem for problem in manuscript.problems)


def test_a_book_of_bombs_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "lamp.epub", "<p>" + " " * 30_000_000 + "</p>")
    with pytest.raises(ArtefactError, match="no text"):
        read_manuscript(path)


def test_a_book_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    whole = book(tmp_path / "lamp.epub", "<p>It burned.</p>").read_bytes()
    path = tmp_path / "half.epub"
    path.write_bytes(io.BytesIO(whole).read(len(whole) // 2))
    with pytest.raises(ArtefactError, match="half.epub"):
        read_manuscript(path)
