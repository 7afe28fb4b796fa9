"""Pages of a paperback: the text that comes back out of them, heads, numbers, sizes, fonts."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pytest
from export_reading import JPEG, flat, pdf_pages, png, prose, publication, squeezed, written, written_with_warnings
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.errors import BookError
from storyteller_agents.export import fonts
from storyteller_agents.export.cover import Cover
from storyteller_agents.export.matter import Block, Matter
from storyteller_agents.export.pdf import pdf
from storyteller_agents.export.publication import Publication

pytest.importorskip("typst")
pypdf = pytest.importorskip("pypdf")

NASTY = '#let x = 1 #eval("1+1") $x^2$ *no* _no_ `no` @ref <label> \\ \\u{41} // no /* no */ = no\n== no -- --- ... ~ "q" \'q\' https://a.b/c [no] {no}'
HAN = "灯塔已经熄了三夜，阿岚爬上最后一级石阶时门正朝着海风敞开。“是谁？”她喊道；没有人回答！只有玻璃在窗框里嗡嗡作响"


def words(count: int, seed: int = 1) -> str:
    pick = random.Random(seed)
    parts = [
        "".join(pick.choices(["lan", "tern", "ship", "bel", "fi", "ffl", "or", "en"], k=pick.randint(1, 4)))
        for _ in range(count)
    ]
    return "\n\n".join(" ".join(parts[at : at + 70]).capitalize() + "." for at in range(0, count, 70))


def body(data: bytes) -> str:
    return squeezed("".join(page[1] for page in pdf_pages(data)))


def story(book: Publication) -> str:
    return squeezed("".join(prose(book)))


def plain(book: Publication) -> Publication:
    """Return a book of one chapter without a heading, so that a page's body is nothing but prose."""
    return book.model_copy(
        update={
            "chapters": (book.chapters[0].model_copy(update={"label": "", "title": ""}),),
            "title": "¶",
            "author": "",
        }
    )


@pytest.mark.parametrize(
    "text", [words(3000), NASTY, "".join(random.Random(1).choices(HAN, k=3000))], ids=["long", "markup", "Chinese"]
)
def test_the_text_comes_back_as_it_was(text: str) -> None:
    book = plain(publication([[text]], language="zh" if "灯" in text else "en"))
    assert body(written(pdf, book)).removeprefix("¶") == story(book)


@given(
    st.lists(
        st.text("abcXYZ äöüßéñŁ.,;:!?'\"#$*_`@<>[]{}()\\/~=+-&%^|0123456789\n—“”灯塔。", min_size=1, max_size=80),
        min_size=1,
        max_size=3,
    )
)
@settings(max_examples=12)
def test_any_text_comes_back_as_it_was(scenes: list[str]) -> None:
    book = plain(publication([[f"a{scene}" for scene in scenes]]))
    assert body(written(pdf, book)).removeprefix("¶").replace("***", "") == story(book).replace("***", "")


LONG = publication([[words(900), words(500, 2)], [words(800, 3)]], title="The Bell of the Halcyon")


def test_heads_numbers_and_openers() -> None:
    pages = pdf_pages(written(pdf, LONG))
    first = next(at for at, page in enumerate(pages) if "Chapter 1" in page[1] and page[2] == "1")
    assert first % 2 == 0, "the story begins on a right-hand page"
    assert all(page[0] == page[2] == "" for page in pages[:first]), "no heads before the story"
    for at, (head, text, foot) in enumerate(pages[first:]):
        number = str(at + 1)
        if "Chapter" in text:
            assert (head, foot) == ("", number), "no head where a chapter begins"
        else:
            assert (flat(head), foot) == (
                (f"{number} Mara Quill" if at % 2 else f"The Bell of the Halcyon {number}"),
                "",
            )
    contents = next(page[1] for page in pages[:first] if "Contents" in page[1])
    second = next(at for at, page in enumerate(pages[first:]) if "Chapter 2" in page[1]) + 1
    assert flat(contents) == f"Contents Chapter 1. Part of 1 1 Chapter 2. Part of 2 {second}"


@pytest.mark.parametrize(("page", "size"), [("5x8", (360, 576)), ("6x9", (432, 648)), ("a5", (419.5, 595.3))])
def test_sizes_of_pages(page: str, size: tuple[float, float]) -> None:
    box = pypdf.PdfReader(BytesIO(written(pdf, publication([["One."]]), page=page))).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(size, abs=0.1)


def test_what_the_file_says_of_itself() -> None:
    reader = pypdf.PdfReader(BytesIO(written(pdf, LONG.model_copy(update={"language": "en-GB"}))))
    assert (reader.metadata.title, reader.metadata.author) == ("The Bell of the Halcyon", "Mara Quill")
    assert reader.metadata.creation_date.isoformat()[:19] == "2026-05-04T03:02:02"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert [item.title for item in reader.outline if not isinstance(item, list)] == [
        "Chapter 1. Part of 1",
        "Chapter 2. Part of 2",
    ]
    assert "pdfaid:part" in reader.trailer["/Root"]["/Metadata"].get_data().decode()


def test_pages_around_the_story_and_the_cover() -> None:
    cover = Cover(media_type="image/png", width=400, height=600, data=png(400, 600))
    front = (Matter(kind="dedication", title="", blocks=(Block(kind="paragraph", text="For A."),)),)
    blocks = tuple(Block(kind=kind, text=f"{kind} {NASTY}", level=3) for kind in ("heading", "paragraph", "item"))
    back = (Matter(kind="companion", title="Companion", blocks=blocks),)
    data = written(pdf, publication([["One."]], cover=cover, front=front, back=back))
    pages = [page[1] for page in pdf_pages(data)]
    assert len(pypdf.PdfReader(BytesIO(data)).pages[0].images) == 1
    assert [flat(page) for page in pages[:5]] == ["", "", "The Bell Mara Quill", "", "For A."]
    assert squeezed(pages[-1]) == squeezed(f"Companion heading {NASTY} paragraph {NASTY} • item {NASTY}")


def test_a_book_from_right_to_left() -> None:
    book = publication([["המגדלור היה כבוי שלושה לילות. " * 200]], language="he", title="הפעמון")
    reader = pypdf.PdfReader(BytesIO(written(pdf, book)))
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/Direction"] == "/R2L"


def test_letters_that_no_font_has_are_told() -> None:
    data, told = written_with_warnings(pdf, publication([["A fine day. " * 50 + "\U0001f98a \U00016a00"]]))
    assert len(told) == 1
    assert "\U00016a00" in told[0]
    assert "--fonts" in told[0]
    assert "fineday" in body(data)


def test_a_book_that_no_font_can_show_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    monkeypatch.setattr(
        typst, "Fonts", lambda font_paths, real=typst.Fonts: real(include_system_fonts=False, font_paths=font_paths)
    )
    with pytest.raises(
        BookError,
        match=r"No installed font has letters of this book .*pip install pylopdf-fonts-zh-cn; or install the font 'Noto Serif CJK SC'",
    ):
        written(pdf, publication([[HAN]], language="zh"))


def test_a_folder_of_fonts(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="there is no such folder"):
        written(pdf, LONG, fonts=tmp_path / "missing")
    assert written(pdf, publication([["One."]]), fonts=tmp_path)


def test_a_cover_that_is_damaged_is_told() -> None:
    cover = Cover(media_type="image/jpeg", width=4, height=6, data=JPEG)
    with pytest.raises(BookError, match="cover"):
        written(pdf, publication([["One."]], cover=cover))
