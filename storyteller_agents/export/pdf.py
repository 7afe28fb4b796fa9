"""Print: a paperback page by typst, with mirrored margins, running heads and page numbers, as PDF/A where that can be.

The template is `pdf.typ`; everything of the book reaches it as data. Letters that no font has are told, and a book that
is mostly of such letters is not written. The cover is the first page; presses want it as a file of its own.
"""

from __future__ import annotations

import json
import re
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO

from storyteller_agents.errors import BookError, MissingExtraError
from storyteller_agents.export.exporter import PAGES, Exporter, ExportOptions
from storyteller_agents.export.fonts import LATIN, advice, families, find_fonts
from storyteller_agents.export.publication import Publication
from storyteller_agents.language import base_language

_SIZES: dict[str, dict[str, float]] = {
    "5x8": {"width": 360, "height": 576, "inside": 56, "outside": 45, "top": 62, "bottom": 54, "size": 10.5},
    "6x9": {"width": 432, "height": 648, "inside": 64, "outside": 54, "top": 68, "bottom": 60, "size": 11.2},
    "a5": {"width": 419.5, "height": 595.3, "inside": 62, "outside": 50, "top": 64, "bottom": 56, "size": 11},
}
"""In points of 1/72 inch."""
_STANDARD = "a-2u"
_MISSING = re.compile(r'the text `"((?:[^"\\\n]|\\.){1,40})"` could not be displayed')
_MOST_MISSING = 0.02
_LONGEST_HEAD = 46


def write_pdf(publication: Publication, stream: BinaryIO, options: ExportOptions) -> list[str]:
    """Write a publication as a PDF.

    Raises:
        MissingExtraError: typst is not installed.
        BookError: no font has the letters of the book, or the cover can't be shown.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingExtraError("typst", "pdf", "Writing a .pdf file") from error
    if options.fonts and not options.fonts.is_dir():
        raise BookError(f"--fonts {options.fonts}: there is no such folder; name one with .ttf or .otf files.")
    fonts = find_fonts(options.fonts)
    with tempfile.TemporaryDirectory(prefix="storyteller-") as folder:
        root = Path(folder)
        (root / "book.json").write_text(json.dumps(_data(publication, options, fonts)), encoding="utf-8")
        if cover := publication.cover:
            (root / f"cover{cover.suffix}").write_bytes(cover.data)
        template = root / "book.typ"
        template.write_bytes(files(__package__).joinpath("pdf.typ").read_bytes())
        compiler = typst.Compiler(template, root=root, font_paths=fonts)
        try:
            stream.write(_compile(compiler, publication, [_STANDARD]))
            return []
        except typst.TypstError as error:
            missing = list(dict.fromkeys(_MISSING.findall(f"{error}\n{error.diagnostic}")))
        _refuse_unreadable(publication, missing)
        try:
            stream.write(_compile(compiler, publication, []))
        except typst.TypstError as error:
            raise BookError(
                f"The pages can't be set: {error.message}. Look at the cover first; it may be damaged."
            ) from error
    return [_told(missing)] if missing else []


def _compile(compiler: Any, publication: Publication, standards: list[str]) -> bytes:
    made = compiler.compile(format="pdf", pdf_standards=standards, timestamp=publication.modified)
    return bytes(made)


def _data(publication: Publication, options: ExportOptions, fonts: Any) -> dict[str, Any]:
    """Return what the template shows, and how."""
    chapters = [
        {
            "label": one.label,
            "title": one.title,
            "heading": one.heading,
            "scenes": [scene.paragraphs for scene in one.scenes],
        }
        for one in publication.chapters
    ]
    return {
        "title": publication.title,
        "author": publication.author,
        "direction": publication.direction,
        "labels": {"contents": publication.labels.contents, "cover": publication.labels.cover},
        "cover": f"cover{publication.cover.suffix}" if publication.cover else None,
        "front": [part.model_dump() for part in publication.front],
        "back": [part.model_dump() for part in publication.back],
        "chapters": chapters,
        "contents": sum(bool(one.heading) for one in publication.chapters) > 1,
        "look": _look(publication, options, fonts),
    }


def _look(publication: Publication, options: ExportOptions, fonts: Any) -> dict[str, Any]:
    size = _SIZES[options.page or PAGES[0]]
    language = publication.language
    asian = base_language(language) in {"zh", "ja"}
    regions = [part for part in language.split("-")[1:] if len(part) == 2 and part.isalpha()]
    return {
        **size,
        "lang": base_language(language),
        "region": regions[0].upper() if regions else None,
        "asian": asian,
        "latin": LATIN,
        "fonts": list(dict.fromkeys([LATIN, *families(language, fonts)])),
        "leading": 0.95 if asian else 0.68,
        "indent": 2 if asian else 1.4,
        "sink": size["height"] * 0.13,
        "drop": 2.6,
        "title_size": 26 if len(publication.title) <= 40 else 20 if len(publication.title) <= 100 else 14,
        "head_title": _short(publication.title),
        "head_author": _short(publication.author),
    }


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_HEAD else f"{text[: _LONGEST_HEAD - 1].rstrip()}…"


def _refuse_unreadable(publication: Publication, missing: list[str]) -> None:
    """Raise a BookError if so many letters have no font that the pages would be full of boxes."""
    text = "".join(
        paragraph for chapter in publication.chapters for scene in chapter.scenes for paragraph in scene.paragraphs
    )
    letters = frozenset("".join(missing))
    if letters and sum(letter in letters for letter in text) > _MOST_MISSING * len(text):
        shown = " ".join(missing[:5])
        raise BookError(
            f"No installed font has letters of this book ({shown} …), so its pages would show boxes. For the language "
            f"{publication.language!r}: {advice(publication.language)}."
        )


def _told(missing: list[str]) -> str:
    shown = " ".join(missing[:20])
    more = f" and {len(missing) - 20} more" if len(missing) > 20 else ""
    return (
        f"No installed font has {shown}{more}; a box stands in its place, and the file is no PDF/A. "
        "Name a folder with a font that has it with --fonts."
    )


pdf = Exporter("pdf", ".pdf", write_pdf, options=frozenset({"page", "fonts"}))
