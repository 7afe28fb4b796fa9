"""How a Word document looks: fonts, sizes and spacing of its styles, for every script.

Elements that python-docx has no name for are put where the schema (ECMA-376) wants them. Not for what a document says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storyteller_agents.export.publication import Publication
from storyteller_agents.language import base_language

if TYPE_CHECKING:
    from docx.document import Document

_ASIAN_FONTS = {"zh": "SimSun", "ja": "MS Mincho", "ko": "Batang"}
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl",
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """Sizes and spaces in points; `break_sign` stands between scenes."""

    is_manuscript: bool
    font: str
    size: float
    line_spacing: float
    indent: float
    title_size: float
    title_space: float
    chapter_size: float
    chapter_space: float
    break_sign: str


LOOKS = {
    "manuscript": Look(True, "Times New Roman", 12, 2.0, 36, 12, 250, 12, 180, "#"),
    "plain": Look(False, "Georgia", 11, 1.3, 18, 26, 180, 16.5, 60, "* * *"),
}


def set_styles(document: Document, book: Publication, look: Look) -> None:
    """Set the styles of an empty document, and make the one of a paragraph that begins a scene."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    styles: Any = document.styles
    normal = styles["Normal"]
    _set_font(normal, look.font, look.size, book.language)
    form = normal.paragraph_format
    form.line_spacing, form.space_after, form.space_before = look.line_spacing, Pt(0), Pt(0)
    form.first_line_indent = Pt(look.indent)
    form.widow_control = True
    if not look.is_manuscript:
        form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if book.direction == "rtl":
        normal.element.get_or_add_pPr().insert_element_before(element("w:bidi"), *_AFTER_BIDI)
        normal.element.rPr.insert_element_before(element("w:rtl"), "w:lang")
    first = styles.add_style("First Paragraph", WD_STYLE_TYPE.PARAGRAPH)
    first.base_style = normal
    if not look.is_manuscript and base_language(book.language) not in {"zh", "ja"}:
        first.paragraph_format.first_line_indent = Pt(0)
    _set_headings(styles, book, look)
    for name, indent in (("Header", 0.0), ("Footer", 0.0), ("List Bullet", look.size * 1.5)):
        form = styles[name].paragraph_format
        form.line_spacing, form.left_indent, form.first_line_indent = 1.0, Pt(indent), Pt(-indent)


def element(name: str, **attributes: str) -> Any:
    """Return an element of WordprocessingML, named with its prefix as its attributes are."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made


def _set_headings(styles: Any, book: Publication, look: Look) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size, before, after in (
        ("Title", look.title_size, look.title_space, look.size),
        ("Heading 1", look.chapter_size, look.chapter_space, look.size * 2),
        ("Heading 2", look.size, look.size, look.size),
    ):
        style = styles[name]
        _set_font(style, look.font, size, book.language)
        style.font.bold = False
        style.font.color.rgb = RGBColor(0, 0, 0)
        form = style.paragraph_format
        form.alignment, form.first_line_indent = WD_ALIGN_PARAGRAPH.CENTER, Pt(0)
        form.space_before, form.space_after = Pt(before), Pt(after)
        form.line_spacing = min(look.line_spacing, 1.5)
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)
    styles["Heading 1"].paragraph_format.page_break_before = True


def _set_font(style: Any, name: str, size: float, language: str) -> None:
    """Set font, size and language of a style for the scripts of the West, of Asia, and of right to left."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.size = Pt(size)
    style.font.name = name
    run = style.element.get_or_add_rPr()
    fonts = run.find(qn("w:rFonts"))
    for theme in [key for key in fonts.attrib if key.lower().endswith("theme")]:
        del fonts.attrib[theme]
    for place in ("hAnsi", "cs"):
        fonts.set(qn(f"w:{place}"), name)
    base = base_language(language)
    fonts.set(qn("w:eastAsia"), _ASIAN_FONTS.get(base, "SimSun"))
    for old in [*run.findall(qn("w:lang")), *run.findall(qn("w:szCs"))]:
        run.remove(old)
    run.find(qn("w:sz")).addnext(element("w:szCs", **{"w:val": str(round(size * 2))}))
    asian = base in _ASIAN_FONTS
    codes = {"val": "en-US" if asian else language, "eastAsia": language if asian else "zh-CN", "bidi": language}
    run.append(element("w:lang", **{f"w:{place}": code for place, code in codes.items()}))
