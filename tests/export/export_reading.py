"""What the tests of exporters share: a small book, a publication out of a few words, and the prose that comes back out of each format."""

from __future__ import annotations

import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from storyteller_agents.book import Book
from storyteller_agents.export.exporter import Exporter, ExportOptions
from storyteller_agents.export.labels import chapter_label
from storyteller_agents.export.matter import paragraphs_of
from storyteller_agents.export.publication import Publication, PublishedChapter, PublishedScene
from storyteller_agents.story import Act, Chapter, Outline, SceneCard
from storyteller_agents.testing import sample_book

MODIFIED = datetime(2026, 5, 4, 3, 2, 2, tzinfo=UTC)
_XHTML = "{http://www.w3.org/1999/xhtml}"


SCENES = {"0001": "One.\n\n\n  Two,\nand more.  \n", "0002": "Three.", "0003": "Four."}


def make(
    folder: Path,
    scenes: dict[str, str] | None = None,
    titles: tuple[str, ...] = ("The Lamp", "The Bell"),
    **about: object,
) -> Book:
    """Return a book of two chapters with three scenes; `about` are settings of its section ``[book]``."""
    cards = [SceneCard(id=f"{number:04d}", title=f"Scene {number}") for number in (1, 2, 3)]
    parts = [cards[:2], cards[2:]] if len(titles) > 1 else [cards]
    chapters = [Chapter(title=title, scenes=part) for title, part in zip(titles, parts, strict=True)]
    outline = Outline(title="Found by the outliner", acts=[Act(title="All", chapters=chapters)])
    return sample_book(
        folder / "book", outline=outline, scenes=SCENES if scenes is None else scenes, settings={"book": about}
    )


def png(width: int = 4, height: int = 6) -> bytes:
    """Return a picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x30\x60\x90" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x06\x00\x04\x01\x01\x11\x00\xff\xda\x00\x02..\xff\xd9"


def publication(
    chapters: Sequence[Sequence[str]], *, title: str = "The Bell", language: str = "en", **more: Any
) -> Publication:
    """Return a publication of chapters of scenes, each given as its text."""
    made = []
    for number, scenes in enumerate(chapters, 1):
        found = [
            PublishedScene(id=f"{at:04d}", title="", paragraphs=paragraphs_of(text)) for at, text in enumerate(scenes)
        ]
        made.append(
            PublishedChapter(label=chapter_label(number, language), title=f"Part of {number}", scenes=tuple(found))
        )
    about: dict[str, Any] = {
        "author": "Mara Quill",
        "contact": (),
        "cover": None,
        "front": (),
        "back": (),
        "words": 1234,
    }
    return Publication(
        title=title, language=language, identifier="00000000-0000-5000-8000-000000000000",
        modified=MODIFIED, chapters=tuple(made), **{**about, **more},
    )  # fmt: skip


def written(exporter: Exporter, book: Publication, **options: Any) -> bytes:
    """Return the file that an exporter makes of a publication, which must not warn of anything."""
    data, told = written_with_warnings(exporter, book, **options)
    assert told == []
    return data


def written_with_warnings(exporter: Exporter, book: Publication, **options: Any) -> tuple[bytes, list[str]]:
    """Return the file that an exporter makes, and what it warns of."""
    stream = BytesIO()
    told = list(exporter.write(book, stream, ExportOptions(**options)))
    return stream.getvalue(), told


def flat(text: str) -> str:
    """Return a text with single blanks between its words: no format keeps more of them."""
    return " ".join(text.split())


def prose(book: Publication) -> list[str]:
    """Return the paragraphs of the story."""
    return [flat(one) for chapter in book.chapters for scene in chapter.scenes for one in scene.paragraphs]


def from_txt(data: bytes) -> list[str]:
    """Return the paragraphs of the story in a text file."""
    blocks = [flat(block) for block in data.decode().split("\n\n")]
    return [block for block in blocks[2:] if block != "* * *" and not re.fullmatch(r"Chapter \d+\. Part of \d+", block)]


def from_md(data: bytes) -> list[str]:
    """Return the paragraphs that a renderer of CommonMark shows, without the author's name; the front matter is cut off."""
    from markdown_it import MarkdownIt

    tokens = (
        MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(data.decode().split("\n---\n", 1)[1])
    )
    allowed = {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "hr"}
    assert {token.type for token in tokens} <= allowed, [token for token in tokens if token.type not in allowed]
    shown = [
        "".join("\n" if child.type in ("hardbreak", "softbreak") else child.content for child in token.children or ())
        for before, token in zip([None, *tokens], tokens, strict=False)
        if token.type == "inline" and before and before.type == "paragraph_open"
    ]
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "hardbreak"} | {"text_special"}, kinds
    return [flat(one) for one in shown[1:]]


def from_html(data: bytes) -> list[str]:
    """Return the paragraphs of the story on a web page, read as XML below `main`."""
    main = re.search(r"<main>.*</main>", data.decode(), re.S)
    assert main
    return _paragraphs(ElementTree.fromstring(main[0]), "p")


def from_epub(data: bytes) -> list[str]:
    """Return the paragraphs of the chapters of an EPUB, in the order of its spine."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        pages = re.findall(r'idref="(chapter-\d+)"', archive.read("EPUB/package.opf").decode())
        trees = [ElementTree.fromstring(archive.read(f"EPUB/{page}.xhtml")) for page in pages]
    return [one for tree in trees for one in _paragraphs(tree, f"{_XHTML}p")]


def _paragraphs(tree: ElementTree.Element, tag: str) -> list[str]:
    return [flat("".join(item.itertext())) for item in tree.iter(tag)]


def from_docx(data: bytes) -> list[str]:
    """Return the paragraphs of the story in a document: those that are neither headings nor set in the middle."""
    from docx import Document

    body = Document(BytesIO(data)).paragraphs
    first = next(at for at, one in enumerate(body) if one.style and one.style.name == "Heading 1")
    styles = {"Normal", "First Paragraph"}
    return [flat(one.text) for one in body[first:] if one.style and one.style.name in styles and one.alignment is None]


def from_json(data: bytes) -> list[str]:
    """Return the paragraphs of the story."""
    document = json.loads(data)
    return [flat(one) for chapter in document["chapters"] for scene in chapter["scenes"] for one in scene["paragraphs"]]


READ: dict[str, Callable[[bytes], list[str]]] = {
    "txt": from_txt,
    "md": from_md,
    "html": from_html,
    "epub": from_epub,
    "docx": from_docx,
    "json": from_json,
}


def pdf_pages(data: bytes) -> list[tuple[str, str, str]]:
    """Return head, body and foot of every page; lines are told apart by their height on it."""
    from pypdf import PdfReader

    return [_parts(page) for page in PdfReader(BytesIO(data)).pages]


def _parts(page: Any) -> tuple[str, str, str]:
    parts = ["", "", ""]
    height = float(page.mediabox.height)

    def visit(text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        if text.strip():
            place = cm[5] + tm[5]
            parts[0 if place > height * 0.9 else 2 if place < height * 0.08 else 1] += f"{text}\n"

    page.extract_text(visitor_text=visit)
    return parts[0].strip(), parts[1], parts[2].strip()


def squeezed(text: str) -> str:
    """Return a text without white space and hyphens, which a page adds and takes away at the ends of its lines."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)
