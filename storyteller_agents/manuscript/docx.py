"""Manuscripts of Word and its like (.docx): chapters by heading styles, or else by the look of the headings.

Format: Office Open XML (ECMA-376), transitional. Tracked changes are read as if they were accepted: what was inserted is
text, what was deleted is not. Tables are read cell by cell; a table of contents, footnotes, comments and text boxes are
not read. Nothing is fetched or run.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from storyteller_agents.errors import ArtefactError, MissingExtraError
from storyteller_agents.lore.clean import clean_line, clean_text
from storyteller_agents.lore.sources.chapters import bytes_of
from storyteller_agents.manuscript.breaks import at_breaks, is_break, is_long
from storyteller_agents.manuscript.headings import Heading, below_headings, top_heading
from storyteller_agents.manuscript.plain import chapter_pieces
from storyteller_agents.manuscript.section import Draft, Piece

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNREAD = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}pPr", _FALLBACK})
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_NOTES = frozenset({f"{_W}footnoteReference", f"{_W}endnoteReference"})
_HEADING = re.compile(r"heading (\d)|chapter(?: (?:heading|title|number|name))?", re.I)
_CONTENTS = re.compile(r"(?:toc|contents|table of)\b.*", re.I)
_MOST_UNPACKED, _MOST_MEMBERS, _SMALL, _MOST_RATIO = 256 << 20, 10_000, 8 << 20, 150
_MOST_STYLES = 10
_LONGEST_CENTRED = 80


@dataclass
class _Paragraph:
    """`level` is that of a heading, 0 for any other paragraph; `kind` is ``title``, ``contents`` or empty."""

    text: str
    level: int = 0
    kind: str = ""
    centred: bool = False


def read_docx(path: Path) -> Draft:
    """Return the chapters and scenes of a document.

    Raises:
        ArtefactError: the file is no such document, damaged, or would do harm.
        MissingExtraError: the package that reads such documents is not installed.
    """
    try:
        import docx
    except ImportError as error:
        raise MissingExtraError("python-docx", "docx", "Reading a .docx manuscript") from error
    data = bytes_of(path)
    _refuse_bomb(data, path)
    try:
        document = docx.Document(BytesIO(data))
        notes: list[str] = []
        paragraphs = list(_paragraphs(document.element.body, _styles(document), notes))
        named = clean_line(document.core_properties.title or "")
    except Exception as error:  # what the package makes of a damaged document, it doesn't say
        reason = clean_line(f"{type(error).__name__}: {error}")[:200]
        raise ArtefactError(
            f"{path}: not a Word document, or damaged ({reason}). Save it anew as .docx and run the command again."
        ) from error
    given = next((clean_line(one.text) for one in paragraphs if one.kind == "title" and one.text), named)
    contents = "\n".join(one.text for one in paragraphs if one.kind == "contents" and one.text.strip())
    paragraphs = [one for one in paragraphs if not one.kind]
    title = given or top_heading(list(_headings(paragraphs, [one.level for one in paragraphs]))) or path.stem
    problems = [f"{len(notes)} footnotes and endnotes are not read"] if notes else []
    text = "\n\n".join(one.text for one in paragraphs)
    apart = [contents] if contents else []
    return Draft(title, text, _pieces(text, paragraphs, title), is_file=False, problems=problems, apart=apart)


def _refuse_bomb(data: bytes, path: Path) -> None:
    """Raise an ArtefactError for an archive that is damaged, and for one that unpacks to more than a document does."""
    try:
        members = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise ArtefactError(
            f"{path}: found a damaged zip archive ({clean_line(str(error))[:100]}); allowed: a whole .docx."
        ) from error
    if not any(member.filename == "[Content_Types].xml" for member in members):
        raise ArtefactError(f"{path}: found a zip archive of another kind; allowed: a document saved as .docx.")
    size = sum(member.file_size for member in members)
    worst = max(member.file_size / max(1, member.compress_size) for member in members)
    if size > _MOST_UNPACKED or (size > _SMALL and worst > _MOST_RATIO) or len(members) > _MOST_MEMBERS:
        raise ArtefactError(
            f"{path}: unpacks to {size >> 20} MiB in {len(members)} files, up to {worst:.0f} times their size; allowed: "
            f"at most {_MOST_UNPACKED >> 20} MiB, {_MOST_MEMBERS} files and {_MOST_RATIO} times."
        )


def _styles(document: Any) -> dict[str, _Paragraph]:
    """Return for each style what a paragraph of it is, with what it takes from the styles it is based on."""
    found: dict[str, _Paragraph] = {}
    for style in document.styles:
        about = _Paragraph("")
        base = style
        for _ in range(_MOST_STYLES):
            if base is None:
                break
            name = str(base.name or "")
            heading = _HEADING.fullmatch(name)
            about.level = about.level or (int(heading[1] or 1) if heading else 0) or _level(base.element)
            about.centred = about.centred or _value(base.element, "pPr", "jc") == "center"
            if base is style and (_CONTENTS.fullmatch(name) or name == "Title"):
                about.kind = "title" if name == "Title" else "contents"
            base = getattr(base, "base_style", None)
        found[style.style_id] = about
    return found


def _paragraphs(body: Any, styles: Mapping[str, _Paragraph], notes: list[str]) -> Iterator[_Paragraph]:
    """Yield the paragraphs in order, those of tables too; a mark is added to `notes` for each footnote."""
    before = ""
    pending = [body]
    while pending:
        item = pending.pop()
        if item.tag == f"{_W}sdt" and "Table of Contents" in (
            _value(item, "sdtPr", "docPartObj", "docPartGallery") or ""
        ):
            lines = (_text(line, []) for line in item.iter(f"{_W}p"))
            yield _Paragraph("\n".join(line for line in lines if line.strip()), kind="contents")
            continue
        if item.tag != f"{_W}p":
            pending += [] if item.tag in _UNREAD else list(item)[::-1]
            continue
        about = styles.get(_value(item, "pPr", "pStyle") or "", _Paragraph(""))
        text = before + _text(item, notes)
        if item.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:  # the end of the paragraph is deleted
            before = text
            continue
        before = ""
        centred = (_value(item, "pPr", "jc") or ("center" if about.centred else "")) == "center"
        level = about.level or _level(item) if text.strip() else 0
        yield _Paragraph(text, level, about.kind, centred)
    if before:
        yield _Paragraph(before)


def _text(paragraph: Any, notes: list[str]) -> str:
    parts: list[str] = []
    pending = list(paragraph)[::-1]
    while pending:
        item = pending.pop()
        if item.tag == f"{_W}t":
            parts.append(item.text or "")
        elif item.tag in _SIGNS:
            parts.append(_SIGNS[item.tag])
        elif item.tag in _NOTES:
            notes.append(item.tag)
        elif item.tag not in _UNREAD:
            pending += list(item)[::-1]
    return clean_text("".join(parts)).strip("\n")


def _value(item: Any, *names: str) -> str | None:
    found = item.find("/".join(f"{_W}{name}" for name in names))
    return None if found is None else found.get(f"{_W}val")


def _level(item: Any) -> int:
    """Return the level of a heading that isn't one by its style, from 1; 0 for the body of the text."""
    value = _value(item, "pPr", "outlineLvl") or ""
    return int(value) + 1 if re.fullmatch("[0-8]", value) else 0


def _pieces(text: str, paragraphs: Sequence[_Paragraph], title: str) -> list[Piece]:
    whole = Piece(title, 0, len(text))
    headings = list(_headings(paragraphs, [one.level for one in paragraphs]))
    if not headings:
        lines = text.split("\n")
        chapters = chapter_pieces(text, lines, (0, len(lines)), title)
        if [one.title for one in chapters] != [title]:
            return list(at_breaks(text, chapters))
        headings = list(_headings(paragraphs, [int(_is_centred_heading(one)) for one in paragraphs]))
    pieces = below_headings(headings, whole)
    return list(at_breaks(text, pieces)) if headings or is_long(text) else [whole]


def _is_centred_heading(paragraph: _Paragraph) -> bool:
    text = paragraph.text.strip()
    fits = paragraph.centred and 0 < len(text) <= _LONGEST_CENTRED
    return fits and not is_break(text) and text[-1] not in '.,;:!?…。！？，”"’'


def _headings(paragraphs: Sequence[_Paragraph], levels: Sequence[int]) -> Iterator[Heading]:
    at = 0
    for paragraph, level in zip(paragraphs, levels, strict=True):
        end = at + len(paragraph.text)
        if level:
            yield Heading(level, clean_line(paragraph.text), at, end)
        at = end + 2
