"""The text that comes back out of every format is the scenes' text, whatever it holds, and nothing of it is markup."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape
from io import BytesIO

import pytest
from export_reading import READ, flat, prose, publication, written
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.export.docx import docx
from storyteller_agents.export.epub import epub
from storyteller_agents.export.exporter import Exporter
from storyteller_agents.export.html import html
from storyteller_agents.export.json import json as json_exporter
from storyteller_agents.export.markdown import md
from storyteller_agents.export.matter import Block, Matter
from storyteller_agents.export.plain import txt

EXPORTERS = (txt, md, html, epub, docx, json_exporter)

LINES = [
    "# No heading", "## No heading ##", "> no quotation", "- no item", "+ no item", "* no item", "12. no list", "3) no list",
    "***", "---", "___", "===", "* * *", "```", "~~~ python", "    no code", "| a | b |", "|---|---|", "a | b\n--- | ---",
    "*no* **no** _no_ __no__ ~~no~~ `no`", "[no](http://example.org) ![no](x.png) <http://example.org> [a]: b", "no\n===",
    "no\n---", "two  \nlines", "back\\slash \\* \\", "<script>alert(1)</script>", "<!-- no --> <br> </p></body>", "&amp; &lt; &#65; & &copy;",
    "#let x = 1; #eval(\"1\") $x^2$ @ref <label> = no", "{{ 7 * 7 }} {% raw %} ${x} %s {0}", "]]> <![CDATA[ x ]]>", "'quotes' \"quotes\"",
    "tab\there", "\ufeffmark \u200bzero \u2028line \u00a0space \u00adsoft", "emoji 👩‍🚀🏳️‍🌈 and 𐍈", "bell \x07 escape \x1b[31m null \x00 \ufffe \uffff",
    "عربي and עברית with \u202eoverride\u202c", "==highlight== ^sup^ H~2~O :smile: [^1]", "https://example.org/a_b_c", "\\", "1", "-", "#",
]  # fmt: skip


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.format)
def test_every_line_comes_back_as_it_was(exporter: Exporter) -> None:
    lines = [
        line for line in LINES if exporter is not txt or line != "* * *"
    ]  # a text file has no other sign for a break
    book = publication([[f"Before.\n\n{line}\n\nAfter.", f"{line} again."] for line in lines])
    assert READ[exporter.format](written(exporter, book)) == prose(book)


TEXTS = st.lists(
    st.text(
        st.one_of(st.sampled_from("*_#<>&[]()`~|\\-+=!.1 \n\t\"'{}$@:;/ab"), st.characters()), min_size=1, max_size=60
    ),
    min_size=1,
    max_size=4,
)


@given(TEXTS)
@settings(max_examples=30)
def test_any_text_comes_back_as_it_was(scenes: list[str]) -> None:
    book = publication([["Before.", *(f"a{scene}" for scene in scenes)], ["After."]])
    for exporter in EXPORTERS:
        if exporter is txt and "* * *" in prose(book):
            continue
        assert READ[exporter.format](written(exporter, book)) == prose(book), exporter.format


@given(st.text(max_size=300))
@settings(max_examples=20)
def test_any_title_can_be_told(title: str) -> None:
    book = publication([["Text."]], title=f"T{title}")
    page = written(html, book).decode()
    assert f"<title>{page.split('<title>', 1)[1].split('</title>', 1)[0]}</title>" in page
    for exporter in EXPORTERS:
        assert READ[exporter.format](written(exporter, book)) == ["Text."]


def test_a_web_page_holds_no_element_that_the_prose_names() -> None:
    nasty = '<img src=x onerror=alert(1)> </style><script>x</script> <a href="javascript:x">'
    page = written(html, publication([[nasty]], title=f'"><script>{nasty}', author=nasty)).decode()
    assert "<script" not in page
    assert "<img" not in page
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert page.count("</style>") == 1


def test_lines_of_a_verse_stay_lines() -> None:
    book = publication([["First line\nsecond line"]])
    assert b"First line<br/>\nsecond line" in written(html, book)
    assert b"First line\\\nsecond line" in written(md, book)
    assert b"First line\nsecond line" in written(txt, book)
    with zipfile.ZipFile(BytesIO(written(docx, book))) as archive:
        assert b"First line</w:t><w:br/><w:t>second line" in archive.read("word/document.xml")


def test_a_text_reads_as_a_book() -> None:
    book = publication([["One.\n\nTwo.", "Three."], ["Four."]])
    assert written(txt, book).decode() == (
        "The Bell\n\nby Mara Quill\n\n\nChapter 1. Part of 1\n\nOne.\n\nTwo.\n\n* * *\n\nThree.\n\n\nChapter 2. Part of 2\n\nFour.\n"
    )
    assert written(md, book).decode() == (
        "---\ntitle: The Bell\nauthor: Mara Quill\nlanguage: en\n---\n\n# The Bell\n\nby Mara Quill\n\n## Chapter 1. Part of 1\n\n"
        "One.\n\nTwo.\n\n* * *\n\nThree.\n\n## Chapter 2. Part of 2\n\nFour.\n"
    )


MATTER = Matter(
    kind="afterword",
    title="Afterword & <b>",
    blocks=(
        Block(kind="heading", text="Whom <i>", level=2),
        Block(kind="paragraph", text="I thank:"),
        Block(kind="item", text="Ann & Bo"),
    ),
)


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.format)
def test_what_stands_after_the_story_is_told(exporter: Exporter) -> None:
    data = written(exporter, publication([["Text."]], back=(MATTER,)))
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            data = b"".join(
                archive.read(name) for name in archive.namelist() if name.endswith(("document.xml", "back-01.xhtml"))
            )
    shown = flat(unescape(data.decode()).replace("\\", ""))
    places = [shown.index(text) for text in ("Afterword & <b>", "Whom <i>", "I thank:", "Ann & Bo")]
    if exporter not in (docx, json_exporter):
        assert places == sorted(places)


def test_json_is_typed() -> None:
    found = json.loads(written(json_exporter, publication([["One.\n\nTwo.", "Three."]], back=(MATTER,), language="he")))
    assert found["direction"] == "rtl"
    assert found["modified"] == "2026-05-04T03:02:02Z"
    assert found["chapters"][0]["scenes"][0] == {"id": "0000", "title": "", "paragraphs": ["One.", "Two."]}
    assert found["back"][0]["blocks"][0] == {"kind": "heading", "text": "Whom <i>", "level": 2}
