"""Word documents: the manuscript that publishers ask for, or a plain book.

The manuscript follows William Shunn's "Proper Manuscript Format" for novels: 12 point Times New Roman, double spaced,
margins of an inch, address and number of words on the title page, the title half-way down it, a running head of surname,
title and page, chapters that begin a third down a page, ``#`` between scenes, and the words "The End". The same book
gives the same bytes.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from storyteller_agents.errors import MissingExtraError
from storyteller_agents.export.docx_styles import LOOKS, Look, element, set_styles
from storyteller_agents.export.exporter import STYLES, Exporter, ExportOptions
from storyteller_agents.export.matter import Matter
from storyteller_agents.export.publication import Publication
from storyteller_agents.language import base_language

if TYPE_CHECKING:
    from docx.document import Document

_LONGEST_PROPERTY = 255
_LONGEST_HEAD = 40


def write_docx(publication: Publication, stream: BinaryIO, options: ExportOptions) -> list[str]:
    """Write a publication as a Word document. Raises `MissingExtraError` where python-docx is not installed."""
    try:
        import docx
    except ImportError as error:
        raise MissingExtraError("python-docx", "docx", "Writing a .docx file") from error
    document = docx.Document()
    style = options.style or STYLES[0]
    _Writer(document, publication, LOOKS[style]).write()
    held = BytesIO()
    document.save(held)
    _save_dated(held, stream, publication)
    if style == "manuscript" and not publication.author:
        return ["The manuscript has no name on it; set 'author' and 'contact' under [book] in story.toml."]
    return []


class _Writer:
    """Fills an empty document."""

    def __init__(self, document: Document, publication: Publication, look: Look) -> None:
        self._document = document
        self._book = publication
        self._look = look
        self._manuscript = look.is_manuscript

    def write(self) -> None:
        """Write everything, in the order of reading."""
        self._page()
        set_styles(self._document, self._book, self._look)
        self._properties()
        self._title_page()
        if self._manuscript:
            self._running_head()
        else:
            self._page_number(self._document.sections[0].footer.paragraphs[0], centred=True)
        for part in self._book.front:
            self._matter(part)
        for chapter in self._book.chapters:
            self._heading(chapter.label, chapter.title)
            for number, scene in enumerate(chapter.scenes):
                if number:
                    self._centred(self._look.break_sign)
                for place, paragraph in enumerate(scene.paragraphs):
                    self._document.add_paragraph(paragraph, style="First Paragraph" if place == 0 else "Normal")
        if self._manuscript:
            self._centred(self._book.labels.end)
        for part in self._book.back:
            self._matter(part)

    def _page(self) -> None:
        from docx.shared import Inches

        section = self._document.sections[0]
        section.page_width, section.page_height = Inches(8.5), Inches(11)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Inches(1)
        section.different_first_page_header_footer = True

    def _properties(self) -> None:
        about = self._document.core_properties
        about.title = self._book.title[:_LONGEST_PROPERTY]
        about.author = self._book.author[:_LONGEST_PROPERTY]
        about.last_modified_by = self._book.author[:_LONGEST_PROPERTY]
        about.language = self._book.language
        about.comments = ""
        about.identifier = f"urn:uuid:{self._book.identifier}"
        about.created = about.modified = self._book.modified.replace(tzinfo=None)
        about.revision = 1

    def _title_page(self) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Inches, Pt

        if self._manuscript:
            words = self._book.labels.words.format(f"{_rounded(self._book.words):,}")
            lines = [line for line in (self._book.author, *self._book.contact) if line]
            for line in [f"{lines[0] if lines else ''}\t{words}", *lines[1:]]:
                form = self._document.add_paragraph(line).paragraph_format
                form.line_spacing, form.first_line_indent = 1.0, Pt(0)
                form.tab_stops.add_tab_stop(Inches(6.5), WD_TAB_ALIGNMENT.RIGHT)
        elif cover := self._book.cover:
            ratio = min(6.5 / cover.width, 8.8 / cover.height)
            self._centred("").add_run().add_picture(BytesIO(cover.data), width=Inches(ratio * cover.width))
            self._document.add_page_break()  # type: ignore[no-untyped-call]
        self._document.add_paragraph(self._book.title, style="Title")
        if self._book.author:
            by = self._book.labels.by if self._manuscript else "{}"
            self._centred(by.format(self._book.author))

    def _running_head(self) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        head = self._document.sections[0].header.paragraphs[0]
        surname = _surname(self._book.author, self._book.language)
        title = self._book.title.upper()
        short = (
            title if len(title) <= _LONGEST_HEAD else f"{title[:_LONGEST_HEAD].rsplit(' ', 1)[0].rstrip(' ,;:.—-')}…"
        )
        head.text = "".join(f"{part} / " for part in (surname, short) if part)
        head.alignment = WD_ALIGN_PARAGRAPH.RIGHT  # in paragraphs from right to left, Word takes this for the left
        self._page_number(head)

    def _page_number(self, paragraph: Any, centred: bool = False) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        field = element("w:fldSimple", **{"w:instr": "PAGE"})
        run = element("w:r")
        run.append(element("w:t"))
        run[0].text = "2"
        field.append(run)
        paragraph._p.append(field)

    def _heading(self, label: str, title: str) -> None:
        text = "\n".join(part for part in (label, title) if part)
        if text:
            self._document.add_paragraph(text, style="Heading 1")
        else:
            self._document.add_page_break()  # type: ignore[no-untyped-call]

    def _matter(self, part: Matter) -> None:
        self._heading("", part.title)
        for block in part.blocks:
            if not part.title:
                self._centred(block.text)
                continue
            style = {"heading": "Heading 2", "item": "List Bullet"}.get(block.kind, "First Paragraph")
            self._document.add_paragraph(block.text, style=style)

    def _centred(self, text: str) -> Any:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = self._document.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.first_line_indent = Pt(0)
        return paragraph


def _surname(author: str, language: str) -> str:
    """Return the name by which an author is filed: the last one, or all of it where the family's name comes first."""
    if base_language(language) in {"zh", "ja", "ko", "hu", "vi"}:
        return author
    return author.split()[-1] if author else ""


def _rounded(words: int) -> int:
    """Return a number of words as a manuscript tells it: to the nearest 100, beyond a novelette to the nearest 1,000."""
    step = 1000 if words >= 17_500 else 100
    return max(step, round(words / step) * step)


def _save_dated(held: BytesIO, stream: BinaryIO, publication: Publication) -> None:
    """Copy an archive with the date of the book on all its members, in place of the time of writing."""
    with zipfile.ZipFile(held) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, publication.modified.timetuple()[:6])
            target.writestr(member, source.read(name), zipfile.ZIP_DEFLATED)


docx = Exporter("docx", ".docx", write_docx, options=frozenset({"style"}))
