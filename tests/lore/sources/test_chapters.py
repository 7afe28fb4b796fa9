"""Books by chapter: headings in plain text, and EPUBs, good, odd and hostile ones."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyteller_agents.lore.clean import clean_text
from storyteller_agents.lore.entry import LoreEntry, Problem
from storyteller_agents.lore.sources import chapters, epub_archive
from storyteller_agents.lore.sources.chapters import MOST_WORDS
from storyteller_agents.lore.sources.epub import EpubFile
from storyteller_agents.lore.sources.plain_text import TextFile
from storyteller_agents.lore.sources.source import LoreReader, read_file

Write = Callable[..., Path]


def read(path: Path, reader: LoreReader | None = None) -> tuple[list[LoreEntry], list[str]]:
    reader = reader or (TextFile() if path.suffix == ".txt" else EpubFile())
    assert reader.matches(path)
    found = read_file(path, reader, path.name)
    entries = [item for item in found if isinstance(item, LoreEntry)]
    problems = [str(item) for item in found if isinstance(item, Problem)]
    assert not any("reader failed" in problem for problem in problems), problems
    return entries, problems


def only_entries(path: Path) -> list[LoreEntry]:
    entries, problems = read(path)
    assert not problems
    return entries


def titles(write: Write, text: str) -> list[str]:
    return [entry.title for entry in only_entries(write("tale.txt", text))]


BODY = "The lamp burned low.\n\nNobody came.\n\n\n"


@pytest.mark.parametrize(
    "headings",
    [
        ["CHAPTER I. The Lamp", "CHAPTER II. The Bell", "CHAPTER III. The Wreck"],
        ["Chapter 1: The Lamp", "Chapter 2: The Bell"],
        ["Chapter One", "Chapter Twenty-one"],
        ["Chapter 7 The Bell", "Chapter 8 The Wreck"],
        ["CHAPTER THE FIRST", "CHAPTER THE SECOND"],
        ["I.", "II.", "III.", "IV."],
        ["I", "II"],
        ["1", "2", "3"],
        ["I. The Lamp", "II. The Bell"],
        ["1.  The Lamp", "2.  The Bell"],
        ["Prologue", "I", "II", "Epilogue"],
        ["Prologue", "Epilogue"],
        ["LETTER 1", "LETTER 2", "CHAPTER 1"],
        ["THE LAMP", "THE BELL", "WHO RANG?"],
        ["Kapitel 1", "2. Kapitel"],
        ["Chapitre premier : La lampe", "Chapitre 2 : La cloche"][1:],
        ["PART ONE", "PART TWO"],
    ],
)
def test_headings_divide_a_text(write: Write, headings: list[str]) -> None:
    entries = only_entries(write("My Tale.txt", "".join(f"{heading}\n\n{BODY}" for heading in headings)))
    assert [entry.title for entry in entries] == [" ".join(heading.split()) for heading in headings]
    assert [entry.id for entry in entries] == [f"my-tale-{number}" for number, _ in enumerate(headings, start=1)]
    assert {entry.text for entry in entries} == {BODY.strip()}
    assert [entry.source.line for entry in entries] == [3 + 7 * number for number, _ in enumerate(headings)]
    assert {entry.kind for entry in entries} == {"other"}
    assert {entry.extra["book"] for entry in entries} == {"My Tale"}


@pytest.mark.parametrize(
    ("headings", "between"),
    [
        (["第一回　灯塔夜话　渔翁晨歌", "第二回　风起"], "\n\n"),
        (["第一章 灯塔", "第二章 渡口", "第十二章 归来"], "\n"),
        (["第1章：灯", "第2章：钟"], "\n"),
        (["楔子", "第一章 灯", "尾声"], "\n\n"),
        (["卷一", "卷二"], "\n\n"),
        (["一", "二", "三"], "\n\n"),
    ],
)
def test_chinese_headings(write: Write, headings: list[str], between: str) -> None:
    text = "".join(f"{heading}{between}　　守护人点灯，海上起雾。\n　　无人归来。\n{between}" for heading in headings)
    assert titles(write, text) == [" ".join(heading.split()) for heading in headings]


def test_a_title_below_the_number_belongs_to_it(write: Write) -> None:
    text = f"CHAPTER I\n\nThe Lamp\n\n{BODY}CHAPTER II\n\n\nTHE BELL\n\n{BODY}CHAPTER III\nThe Wreck\n\n{BODY}"
    text += (
        "CHAPTER IV\n\nHe said nothing.\n\nCHAPTER V\nIt burned.\n\nOn.\n\nCHAPTER VI\n\nNo more\n\nCHAPTER VII\n\nNone"
    )
    entries = only_entries(write("tale.txt", text))
    assert [entry.title for entry in entries] == [
        "CHAPTER I. The Lamp",
        "CHAPTER II. THE BELL",
        "CHAPTER III The Wreck",
        "CHAPTER IV",
        "CHAPTER V",
        "CHAPTER VI",
        "CHAPTER VII",
    ]
    assert [entry.text for entry in entries[3:]] == ["He said nothing.", "It burned.\n\nOn.", "No more", "None"]


def test_parts_of_a_book_stand_with_their_chapters(write: Write) -> None:
    text = f"PART ONE\n\n\nCHAPTER I\n\n{BODY}CHAPTER II\n\n{BODY}PART TWO\n\nA motto.\n\nCHAPTER I\n\n{BODY}"
    entries = only_entries(write("tale.txt", text))
    assert [(entry.title, entry.extra.get("within")) for entry in entries] == [
        ("CHAPTER I", "PART ONE"),
        ("CHAPTER II", "PART ONE"),
        ("PART TWO", None),
        ("CHAPTER I", "PART TWO"),
    ]
    assert len({entry.id for entry in entries}) == 4


@pytest.mark.parametrize(
    "contents",
    [
        "CHAPTER I. The Lamp\nCHAPTER II. The Bell\n",
        "CHAPTER I. The Lamp\n\nCHAPTER II. The Bell\n",
        "CHAPTER I. The Lamp ... 3\nCHAPTER II. The Bell ... 9\n\nList of pictures\n",
        " I The Lamp\n II The Bell\n",
    ],
)
def test_a_table_of_contents_is_no_chapter(write: Write, contents: str) -> None:
    chapters = f"CHAPTER I. The Lamp\n\n{BODY}CHAPTER II. The Bell\n\n{BODY}"
    entries = only_entries(write("tale.txt", f"A TALE\n\nby Otto\n\nCONTENTS\n\n{contents}\n\n\n{chapters}"))
    assert [entry.title for entry in entries] == ["CHAPTER I. The Lamp", "CHAPTER II. The Bell"]
    assert "by Otto" in entries[0].extra["front"]
    assert "front" not in entries[1].extra


def test_a_book_of_tales_in_capitals(write: Write) -> None:
    text = "TALES OF THE COAST\n\nby Otto Lund\n\n\n\n\nTHE LAMP\n\nIt burned.\n\nMARA QUILL\n\n\n\n\n"
    text += "THE BELL\n\nIt rang.\n\nA NOTICE\n\nand more.\n\n\n\n\nTHE WRECK\n\nIt sank.\n\n\n        THE END\n"
    entries = only_entries(write("tales.txt", text))
    assert [entry.title for entry in entries] == ["THE LAMP", "THE BELL", "THE WRECK"]
    assert entries[0].text == "It burned.\n\nMARA QUILL"
    assert entries[0].extra["front"] == "TALES OF THE COAST\n\nby Otto Lund"
    assert entries[2].text.endswith("THE END")


@pytest.mark.parametrize(
    "text",
    [
        "Just a note on the lamp.\n\nIt burns.",
        "Chapter 5 was the hardest that he wrote, and\nhe knew it.\n\nPart of him wept.",
        "I\n\nam here.\n\nC.\n\nBut no D.",
        "He read: CHAPTER I. Nothing more.",
        "第一回来到这里，他就明白了。\n第二天，天亮了。",
        "Introduction to lamps, with\npictures.\n\nIt burns.",
    ],
)
def test_a_text_without_chapters_is_one_entry(write: Write, text: str) -> None:
    (entry,) = only_entries(write("A Note.txt", text))
    assert (entry.id, entry.title, entry.text, entry.source.line) == ("a-note-1", "A Note", text, 1)


def test_numbers_inside_of_one_tale_do_not_divide_the_book(write: Write) -> None:
    long = "The lamp burned low over the water that night. " * 60
    tales = "".join(f"\n\n\nTALE OF {name}\n\n{long}\n" for name in ("MARA", "OTTO", "JESS", "TOBIN"))
    inner = f"\n\n\nTALE OF THE BELL\n\nI.\n\n{long}\n\nII.\n\n{long}\n"
    assert titles(write, tales + inner) == [f"TALE OF {n}" for n in ("MARA", "OTTO", "JESS", "TOBIN", "THE BELL")]


HEADER = (
    "The Project Gutenberg EBook of A Tale, by Otto Lund\n\nThis eBook is for anyone.\n\nTitle: A Tale\n"
    "       of the Coast\n\nAuthor: Otto Lund\n\nTranslator: Mara Quill\n\nLanguage: English\n\n"
)
LICENCE = "\n\nEnd of Project Gutenberg's A Tale, by Otto Lund\n\n*** END OF THIS PROJECT GUTENBERG EBOOK A TALE ***\n\nLicence.\n"


@pytest.mark.parametrize(
    "start",
    [
        "*** START OF THIS PROJECT GUTENBERG EBOOK A TALE ***",
        "*** START OF THE PROJECT GUTENBERG EBOOK\nA TALE ***",
        "***START OF THE PROJECT GUTENBERG EBOOK A TALE***",
        "*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*",
    ],
)
def test_header_and_licence_of_project_gutenberg(write: Write, start: str) -> None:
    text = f"{HEADER}{start}\n\n\nA TALE\n\nCHAPTER I\n\n{BODY}CHAPTER II\n\n{BODY}{LICENCE}".replace("\n", "\r\n")
    first, second = only_entries(write("pg1.txt", "\ufeff" + text))
    assert first.text == second.text == BODY.strip()
    assert first.extra == {
        "book": "A Tale of the Coast",
        "author": "Otto Lund",
        "language": "English",
        "front": "A TALE",
        "gutenberg": {"Translator": "Mara Quill"},
    }
    assert second.extra == {"book": "A Tale of the Coast", "author": "Otto Lund", "language": "English"}


def test_a_long_chapter_is_divided_at_paragraphs(write: Write) -> None:
    paragraphs = [f"Paragraph {number}: " + "the lamp burned low over the water. " * 30 for number in range(20)]
    text = "CHAPTER I\n\n" + "\n\n".join(paragraphs) + "\n\nCHAPTER II\n\nShort."
    entries = only_entries(write("tale.txt", text))
    parts = entries[:-1]
    assert [entry.id for entry in parts] == [f"tale-1-part-{part}" for part in range(1, len(parts) + 1)]
    assert [entry.title for entry in parts] == [
        f"CHAPTER I ({part} of {len(parts)})" for part in range(1, len(parts) + 1)
    ]
    assert len(parts) == 3
    assert all(MOST_WORDS / 2 < len(entry.text.split()) <= MOST_WORDS for entry in parts)
    assert " ".join(" ".join(entry.text.split()) for entry in parts) == " ".join(" ".join(paragraphs).split())
    lines = text.split("\n")
    assert all(lines[(entry.source.line or 0) - 1][:12] == entry.text[:12] for entry in entries)
    assert (entries[-1].id, entries[-1].extra.get("part")) == ("tale-2", None)


@pytest.mark.parametrize(
    "text",
    ["灯" * 5_000, "灯塔在海边。" * 900, "word " * 5_000, "It burned. " * 3_000, "\n".join(["It burned low"] * 3_000)],
)
def test_a_text_without_paragraphs_is_divided_too(write: Write, text: str) -> None:
    entries = only_entries(write("tale.txt", text))
    assert len(entries) > 2
    assert "".join("".join(entry.text.split()) for entry in entries) == "".join(text.split())
    assert all(len(entry.text.split()) <= MOST_WORDS and len(entry.text) < 15_000 for entry in entries)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("CHAPTER I\n\nCafé.".encode("utf-16"), "Café."),
        ("CHAPTER I\n\nCafé.".encode("utf-8-sig"), "Café."),
        ("Character set encoding: ISO-8859-1\n\nCHAPTER I\n\nCafé.".encode("latin-1"), "Café."),
        (b"CHAPTER I\n\nA\x1ab \x1b[31m\xe2\x80\xae", "Ab [31m\u202e"),
    ],
)
def test_encodings(write: Write, data: bytes, expected: str) -> None:
    (entry,) = only_entries(write("tale.txt", data))
    assert entry.text == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "tale.txt: the file holds no text"),
        (b" \n\n", "tale.txt: the file holds no text"),
        ("Café".encode("latin-1"), "tale.txt: not UTF-8 text (byte 0xe9 at offset 3)"),
        ("Character set encoding: rot13\n\nCafé".encode("latin-1"), "tale.txt: not UTF-8 text"),
        ("Character set encoding: big5\n\n\xff\xff".encode("latin-1"), "tale.txt: not big5 text"),
        (b"\xff\xfea", "tale.txt: not UTF-16 text"),
        (f"{HEADER}*** START OF THE PROJECT GUTENBERG EBOOK A ***\n{LICENCE}".encode(), "the file holds no text"),
    ],
)
def test_bad_texts_are_named(write: Write, data: bytes, expected: str) -> None:
    entries, problems = read(write("tale.txt", data))
    assert not entries
    assert expected in problems[0]


def test_what_is_no_text_is_not_claimed(write: Write) -> None:
    assert not TextFile().matches(write("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"))
    assert not TextFile().matches(write("a.doc", b"text"))


pieces = st.sampled_from(
    "CHAPTER I|Chapter 2: A|I.|II.|1. A|THE LAMP|CONTENTS|Prologue|PART ONE|第一章|卷二|THE END|\n|\n\n|\n\n\n\n|It burned. "
    "|*** START OF THIS PROJECT GUTENBERG EBOOK X ***\n|*** END OF THIS PROJECT GUTENBERG EBOOK\n|Title: x\n|{{x}}|灯".split(
        "|"
    )
)


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=100)
@given(text=st.lists(pieces | st.text(max_size=5), max_size=25).map("".join))
def test_any_text_is_kept_whole(tmp_path: Path, text: str) -> None:
    path = tmp_path / "any.txt"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    if not TextFile().matches(path):
        return
    entries, problems = read(path)
    assert entries or problems
    assert len({entry.id for entry in entries}) == len(entries)
    if "PROJECT GUTENBERG" not in text:
        kept = [str(entry.extra.get(key, "")) for entry in entries for key in ("front", "within")]
        kept += [f"{entry.title}{entry.text}" for entry in entries]
        assert not letters(path.read_text("utf-8")) - letters("".join(kept))


def letters(text: str) -> Counter[str]:
    return Counter("".join(clean_text(text).split()))


# --- EPUB -------------------------------------------------------------------------------------------------------

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def page(body: str, head: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>A page</title>{head}</head><body>{body}</body></html>'
    )


def opf(items: str, spine: str, *, about: str = "", toc: str = "") -> str:
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A Tale</dc:title><dc:creator>Otto Lund</dc:creator>'
        f"<dc:creator>Mara Quill</dc:creator><dc:language>en</dc:language>{about}</metadata>"
        f"<manifest>{items}</manifest><spine{toc}>{spine}</spine></package>"
    )


ITEMS = (
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="c1" href="text/one.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="c2" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="pic" href="pic.png" media-type="image/png"/>'
)
SPINE = '<itemref idref="nav"/><itemref idref="c2"/><itemref idref="c1"/>'
NAV = page(
    '<nav epub:type="landmarks"><ol><li><a href="text/one.xhtml">Start</a></li></ol></nav><nav epub:type="toc"><h1>Contents'
    '</h1><ol><li><span>Part &amp; One</span><ol><li><a href="text/two%20b.xhtml">The <i>Lamp</i></a></li></ol></li>'
    '<li><a href="text/one.xhtml">The Bell</a></li><li><a href="http://example.org/x">More</a></li></ol></nav>'
)


def members(**changes: Any) -> dict[str, Any]:
    book: dict[str, Any] = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": opf(ITEMS, SPINE),
        "OEBPS/nav.xhtml": NAV,
        "OEBPS/text/one.xhtml": page("<h2>The Bell</h2><p>It rang.</p>"),
        "OEBPS/text/two b.xhtml": page("<h2>The Lamp</h2><p>It burned.</p>"),
        "OEBPS/pic.png": b"\x89PNG",
    }
    names = {"container": "META-INF/container.xml", "opf": "OEBPS/book.opf", "nav": "OEBPS/nav.xhtml"}
    names |= {"one": "OEBPS/text/one.xhtml", "two": "OEBPS/text/two b.xhtml"}
    return book | {names.get(key, key): value for key, value in changes.items()}


def packed(book: Mapping[str, Any] | list[tuple[str, Any]], *, mimetype: str = "application/epub+zip") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", mimetype)
        for name, content in book.items() if isinstance(book, Mapping) else book:
            if content is not None:
                archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def test_an_epub_in_the_order_of_reading(write: Write) -> None:
    lamp, bell = only_entries(write("My Book.epub", packed(members())))
    assert (lamp.id, lamp.title, lamp.text, lamp.kind) == ("my-book-1", "The Lamp", "It burned.", "other")
    assert (bell.id, bell.title, bell.text) == ("my-book-2", "The Bell", "It rang.")
    assert (lamp.source.node, bell.source.node) == ("OEBPS/text/two b.xhtml", "OEBPS/text/one.xhtml")
    assert lamp.extra["within"] == "Part & One"
    assert bell.extra == {"book": "A Tale", "author": "Otto Lund, Mara Quill", "language": "en"}
    assert lamp.extra["epub"]["creator"] == ["Otto Lund", "Mara Quill"]


def test_an_epub_is_known_by_its_content(write: Write) -> None:
    assert EpubFile().matches(write("book.bin", packed(members())))
    assert not EpubFile().matches(write("other.zip", packed(members(), mimetype="application/zip")))
    assert not EpubFile().matches(write("note.md", "epub"))


def test_an_older_epub_with_ncx(write: Write) -> None:
    ncx = (
        '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx.dtd">'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint id="a"><navLabel><text>Part One</text></navLabel>'
        '<content src="one.html#p1"/><navPoint id="b"><navLabel><text>The Lamp</text></navLabel><content src="one.html#c1"/>'
        '</navPoint><navPoint id="c"><navLabel><text>The Bell</text></navLabel><content src="one.html#c2"/></navPoint></navPoint>'
        "</navMap></ncx>"
    )
    items = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    items += '<item id="a" href="one.html" media-type="application/xhtml+xml"/>'
    items += '<item id="b" href="two.html" media-type="application/xhtml+xml"/>'
    book = {
        "META-INF/container.xml": CONTAINER.replace("OEBPS/", ""),
        "book.opf": opf(items, '<itemref idref="a"/><itemref idref="b"/>', toc=' toc="ncx"'),
        "toc.ncx": ncx,
        "one.html": page(
            '<h1 id="p1">Part One</h1><h2 id="c1">The Lamp</h2><p>It burned.</p><h2><a id="c2"></a>THE BELL</h2><p>It rang.</p>'
        ),
        "two.html": page("<p>And rang.</p><h3>Later</h3><p>End.</p>"),
    }
    entries = only_entries(write("old.epub", packed(book)))
    assert [(entry.title, entry.text, entry.extra.get("within")) for entry in entries] == [
        ("The Lamp", "It burned.", "Part One"),
        ("The Bell", "It rang.", "Part One"),
        ("Later", "And rang.\n\nLater\n\nEnd.", None),
    ]


def test_titles_from_headings_without_a_table_of_contents(write: Write) -> None:
    items = ITEMS.replace(' properties="nav"', "")
    spine = '<itemref idref="c2"/><itemref idref="c1"/>'
    book = members(opf=opf(items, spine), nav=None, one=page("<p>It rang.</p>"))
    assert [entry.title for entry in only_entries(write("a.epub", packed(book)))] == ["The Lamp", "The Lamp"]


def test_xhtml_becomes_plain_text(write: Write) -> None:
    body = (
        "<h2>The Bell</h2><p>It\n  <b>rang</b>&nbsp;&amp; r&#97;ng.<br/>Twice.</p><script>x < 1</script><style>p {}</style>"
        '<p>A<span epub:type="pagebreak">12</span>B</p><hr/><ul><li>one</li><li>two</li></ul><p><ruby>灯<rp>(</rp><rt>deng</rt>'
        "<rp>)</rp></ruby></p><pre>a\n  b</pre><!-- gone --><p>1 < 2 <![CDATA[<raw>]]></p><svg><text>no</text></svg><p/>"
        "<div>{{ x }} <unknown>in</unknown></div>"
    )
    entries = only_entries(write("a.epub", packed(members(one=page(body)))))
    assert entries[1].text == (
        "It rang & rang.\nTwice.\n\nAB\n\n* * *\n\n- one\n\n- two\n\n灯(deng)\n\na\n  b\n\n1 < 2 <raw>\n\n{{ x }} in"
    )


def test_long_chapters_of_an_epub_are_divided(write: Write) -> None:
    body = "".join(f"<p>{'The lamp burned low. ' * 50}</p>" for _ in range(20))
    entries = only_entries(write("a.epub", packed(members(one=page(f"<h2>The Bell</h2>{body}")))))
    assert [entry.title for entry in entries] == ["The Lamp", *(f"The Bell ({part} of 3)" for part in (1, 2, 3))]
    assert entries[1].id == "a-2-part-1"
    assert entries[1].source.line is None


def encrypted(algorithm: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
        f'<e:EncryptedData><e:EncryptionMethod Algorithm="{algorithm}"/><e:CipherData><e:CipherReference URI="x"/>'
        "</e:CipherData></e:EncryptedData></encryption>"
    )


ENTITY = '<!DOCTYPE x [<!ENTITY a "b">]>'
BAD_BOOKS: dict[str, tuple[Any, str]] = {
    "empty": (b"", "not an EPUB, or damaged"),
    "no zip": (b"just text", "not an EPUB, or damaged"),
    "cut": (packed(members())[:300], "not an EPUB, or damaged"),
    "no container": (members(container=None), "no file 'META-INF/container.xml'"),
    "container cut": (members(container=CONTAINER[:90]), "META-INF/container.xml: not valid XML"),
    "container without root": (members(container="<container/>"), "the book has no file ''"),
    "no package": (members(opf=None), "no file 'OEBPS/book.opf'"),
    "package of bytes": (members(opf=b"\xff\x00\x81"), "OEBPS/book.opf: "),
    "entities": (members(opf=ENTITY + opf(ITEMS, SPINE)), "OEBPS/book.opf: declares entities (<!ENTITY)"),
    "own doctype": (members(opf="<!DOCTYPE x [ ]>" + opf(ITEMS, SPINE)), "a document type of its own"),
    "entities in utf-16": (members(opf=(ENTITY + "<a/>").encode("utf-16")), "declares entities"),
    "name up": ([*members().items(), ("../evil.xhtml", "x")], "a file '../evil.xhtml'; allowed: names inside"),
    "name up inside": ([*members().items(), ("a/../../evil", "x")], "allowed: names inside of the book"),
    "name up in Windows": ([*members().items(), ("a\\..\\evil", "x")], "allowed: names inside of the book"),
    "name absolute": ([*members().items(), ("/etc/passwd", "x")], "a file '/etc/passwd'"),
    "name with a drive": ([*members().items(), ("C:/x", "x")], "a file 'C:/x'"),
    "copy protection": (
        members(**{"META-INF/encryption.xml": encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc")}),
        "the book is encrypted (copy protection)",
    ),
    "empty spine": (members(opf=opf(ITEMS, "")), "the book holds no text"),
}


@pytest.mark.parametrize("name", BAD_BOOKS)
def test_bad_books_are_refused_with_a_reason(write: Write, name: str) -> None:
    book, expected = BAD_BOOKS[name]
    entries, problems = read(write("bad.epub", book if isinstance(book, bytes) else packed(book)))
    assert not entries
    assert problems[-1].startswith("bad.epub")
    assert expected in problems[-1]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(write: Write) -> None:
    book = [*members().items(), ("OEBPS/text/one.xhtml", "other")]
    entries, problems = read(write("bad.epub", packed(book)))
    assert not entries
    assert problems == ["bad.epub: the archive has the file 'OEBPS/text/one.xhtml' twice; allowed: once"]


BAD_PARTS: dict[str, tuple[dict[str, Any], str]] = {
    "missing page": (members(one=None), "OEBPS/text/one.xhtml: the book has no file"),
    "page with entities": (members(one=ENTITY + page("<p>&a;</p>")), "OEBPS/text/one.xhtml: declares entities"),
    "page of bytes": (members(one=b"<p>\xff\xfe\x00</p>"), "OEBPS/text/one.xhtml: not UTF-8 text"),
    "bomb": (members(one="<p>" + " " * 20_000_000), "OEBPS/text/one.xhtml: unpacks to 20000003 bytes"),
    "unknown id": (members(opf=opf(ITEMS, SPINE + '<itemref idref="no"/>')), "the order of reading names 'no'"),
    "no id": (members(opf=opf(ITEMS, SPINE + "<itemref/>")), "the order of reading names ''"),
    "picture": (members(opf=opf(ITEMS, SPINE + '<itemref idref="pic"/>')), "OEBPS/pic.png: found 'image/png'; allowed"),
    "remote page": (
        members(opf=opf(ITEMS.replace("text/one.xhtml", "https://example.org/x"), SPINE)),
        "leads to 'https://example.org/x', outside of the book",
    ),
    "page above": (members(opf=opf(ITEMS.replace("text/one.xhtml", "../../x"), SPINE)), "outside of the book"),
    "unread page": (
        members(opf=opf(ITEMS, '<itemref idref="c2"/>')),
        "1 pages are not in the order of reading, so not read: OEBPS/text/one.xhtml",
    ),
    "contents with entities": (members(nav=ENTITY + NAV), "OEBPS/nav.xhtml: declares entities"),
}


@pytest.mark.parametrize("name", BAD_PARTS)
def test_what_can_not_be_read_is_named_and_the_rest_goes_on(write: Write, name: str) -> None:
    book, expected = BAD_PARTS[name]
    entries, problems = read(write("a.epub", packed(book)))
    assert "It burned." in [entry.text for entry in entries]
    assert any(expected in problem for problem in problems), problems


def test_obscured_fonts_are_no_copy_protection(write: Write) -> None:
    book = members(**{"META-INF/encryption.xml": encrypted("http://www.idpf.org/2008/embedding")})
    assert len(only_entries(write("a.epub", packed(book)))) == 2


def test_a_password_is_named(write: Write) -> None:
    data = bytearray(packed(members()))
    at = data.rfind(b"OEBPS/text/one.xhtml") - 46  # the member's record in the directory; its flags stand at 8
    data[at + 8] |= 1
    entries, problems = read(write("a.epub", bytes(data)))
    assert [entry.title for entry in entries] == ["The Lamp"]
    assert "OEBPS/text/one.xhtml: encrypted with a password" in problems[0]


def test_a_damaged_member_is_named(write: Write) -> None:
    data = packed(members())
    packed_page = zlib.compress(page("<h2>The Bell</h2><p>It rang.</p>").encode(), 6)[2:40]
    assert packed_page in data
    entries, problems = read(write("a.epub", data.replace(packed_page, b"\x00" * len(packed_page))))
    assert [entry.title for entry in entries] == ["The Lamp"]
    assert "OEBPS/text/one.xhtml: damaged" in problems[0]


def test_more_than_a_book_unpacks_to_is_not_unpacked(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.epub", packed(members(two=page("<p>It burned.</p>" + "<p>x y z</p>" * 200))))
    monkeypatch.setattr(epub_archive, "MOST_BYTES", 4_000)
    _, problems = read(path)
    assert any("that is no chapter of a book" in problem for problem in problems)
    monkeypatch.setattr(chapters, "MOST_BYTES", 100)
    assert "allowed: at most" in read(path)[1][0]


markup = st.sampled_from(
    "<p>|</p>|<h1>|</h1>|<|>|&|&#x0;|&#99999999;|<!--|-->|<![CDATA[|]]>|<![x[|<?|<!|<script>|</script>|<a id='x'/>|<br>|<title>"
    "|<rt>|<svg>|text |灯|\x00|\u202e|<nav epub:type='toc'>|<ol>|<li>|<a href='text/one.xhtml#x'>|</ol>|</a>|\"|'|<p a='".split(
        "|"
    )
)


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=100)
@given(
    one=st.lists(markup, max_size=20).map("".join),
    nav=st.lists(markup, max_size=20).map("".join),
    what=st.integers(0, 2),
)
def test_any_markup_gives_entries_or_problems(tmp_path: Path, one: str, nav: str, what: int) -> None:
    path = tmp_path / "any.epub"
    book = members(**{["one", "opf", "container"][what]: one, "nav": nav})
    path.write_bytes(packed(book))
    entries, problems = read(path)
    assert entries or problems


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=100)
@given(at=st.integers(0, 3_000), change=st.binary(max_size=8), cut=st.booleans())
def test_any_damage_gives_entries_or_problems(tmp_path: Path, at: int, change: bytes, cut: bool) -> None:
    data = packed(members())
    at %= len(data)
    path = tmp_path / "any.epub"
    path.write_bytes(data[:at] + change + (b"" if cut else data[at + len(change) :]))
    entries, problems = read(path)
    assert entries or problems


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<!--",
        "<![CDATA[",
        "<?",
        "</",
        "<p a='",
        '<p a="',
        "&",
        "<p>",
        "<script>",
        "<title>",
        "<rt>",
        "<!",
        "<h1>",
        "< ",
    ],
)
def test_no_markup_takes_long(write: Write, piece: str) -> None:
    begin = time.process_time()
    path = write("a.epub", packed(members(one=piece * (300_000 // len(piece)), opf=opf(ITEMS, SPINE))))
    read(path)
    assert time.process_time() - begin < 20


@pytest.mark.parametrize(
    "piece", ["I.\n\n", "CHAPTER I\n", "A B\n\n", "x", "1. A", "第一章", " ", "CHAPTER ", "*** ", "A: b\n"]
)
def test_no_text_takes_long(write: Write, piece: str) -> None:
    begin = time.process_time()
    read(write("a.txt", piece * (300_000 // len(piece)) + "x"))
    assert time.process_time() - begin < 20
