"""Electronic books: EPUB 3.3 (W3C), with metadata for accessibility; made so that EPUBCheck has nothing to say.

The same book gives the same bytes. No scripts, no fonts, nothing remote; no table of contents in the form of EPUB 2.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from importlib.resources import files
from typing import BinaryIO, NamedTuple

from storyteller_agents.export.exporter import Exporter, ExportOptions
from storyteller_agents.export.markup import chapter_heading, matter, scenes, text
from storyteller_agents.export.matter import Matter
from storyteller_agents.export.publication import Publication

_TYPES = frozenset(
    """acknowledgments afterword appendix colophon conclusion copyright-page dedication epigraph epilogue foreword glossary
    imprint introduction preamble preface prologue""".split()
)
"""The kinds of pages that the EPUB Structural Semantics Vocabulary has a word for."""
_SYNONYMS = {"acknowledgements": "acknowledgments", "copyright": "copyright-page", "companion": "appendix"}
_ROLES = frozenset(
    """acknowledgments afterword appendix colophon conclusion dedication epigraph epilogue foreword glossary introduction
    preface prologue""".split()
)
"""Those of them that are roles of DPUB-ARIA as well."""
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


class _Page(NamedTuple):
    """A document of the book; one without a title is not in the table of contents. `mark` is its landmark."""

    name: str
    title: str
    body: str
    kind: str = ""
    mark: str = ""
    look: str = ""


def write_epub(publication: Publication, stream: BinaryIO, options: ExportOptions) -> list[str]:
    """Write a publication as an EPUB."""
    pages = list(_pages(publication))
    with zipfile.ZipFile(stream, "w") as archive:
        date = publication.modified.timetuple()[:6]

        def add(name: str, data: str | bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
            member = zipfile.ZipInfo(name, date)
            member.external_attr = 0o644 << 16
            archive.writestr(member, data, method)

        add("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        add("META-INF/container.xml", _CONTAINER)
        add("EPUB/package.opf", _package(publication, pages))
        add("EPUB/nav.xhtml", _nav(publication, pages))
        add("EPUB/book.css", files(__package__).joinpath("epub.css").read_bytes())
        if cover := publication.cover:
            add(f"EPUB/cover{cover.suffix}", cover.data, zipfile.ZIP_STORED)
        for page in pages:
            add(f"EPUB/{page.name}.xhtml", _document(publication, page))
    return []


def _pages(publication: Publication) -> Iterator[_Page]:
    labels = publication.labels
    if cover := publication.cover:
        image = f'<img src="cover{cover.suffix}" alt="{text(labels.cover)}" role="doc-cover"/>'
        yield _Page("cover", "", image, kind="cover", mark=labels.cover, look="cover")
    author = f'\n<p class="author">{text(publication.author)}</p>' if publication.author else ""
    title = f"<h1>{text(publication.title)}</h1>{author}"
    yield _Page("title", "", title, kind="titlepage", mark=labels.title_page, look="titlepage")
    yield from _matter_pages("front", publication.front)
    for number, chapter in enumerate(publication.chapters, 1):
        body = "\n".join([*filter(None, [chapter_heading(chapter, 1)]), *scenes(chapter)])
        title = chapter.heading or publication.title
        mark = labels.text if number == 1 else ""
        yield _Page(f"chapter-{number:03d}", title, body, kind="chapter", mark=mark)
    yield from _matter_pages("back", publication.back)


def _matter_pages(place: str, parts: tuple[Matter, ...]) -> Iterator[_Page]:
    for number, part in enumerate(parts, 1):
        body = "\n".join(matter(part, 1))
        look = f"matter {part.kind}"
        kind = _SYNONYMS.get(part.kind, part.kind)
        yield _Page(f"{place}-{number:02d}", part.title, body, kind if kind in _TYPES else "", look=look)


def _document(publication: Publication, page: _Page) -> str:
    kind = f' epub:type="{page.kind}"' if page.kind else ""
    role = f' role="doc-{page.kind}"' if page.kind == "chapter" or page.kind in _ROLES else ""
    look = f' class="{text(page.look)}"' if page.look else ""
    section = f"<section{kind}{role}{look}>\n{page.body}\n</section>"
    return _xhtml(publication, page.title or page.mark or publication.title, section)


def _xhtml(publication: Publication, title: str, body: str) -> str:
    language = publication.language
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}" dir="{publication.direction}">
<head>
<meta charset="utf-8"/>
<title>{text(title)}</title>
<link rel="stylesheet" type="text/css" href="book.css"/>
</head>
<body>
{body}
</body>
</html>
"""


def _nav(publication: Publication, pages: list[_Page]) -> str:
    labels = publication.labels
    entries = "\n".join(f'<li><a href="{page.name}.xhtml">{text(page.title)}</a></li>' for page in pages if page.title)
    kinds = {"cover": "cover", "titlepage": "titlepage", "chapter": "bodymatter"}
    marks = [(kinds[page.kind], f"{page.name}.xhtml", page.mark) for page in pages if page.mark]
    marks.append(("toc", "nav.xhtml#toc", labels.contents))
    landmarks = "\n".join(
        f'<li><a epub:type="{kind}" href="{href}">{text(mark)}</a></li>' for kind, href, mark in marks
    )
    body = f"""<nav epub:type="toc" role="doc-toc" id="toc">
<h1>{text(labels.contents)}</h1>
<ol>
{entries}
</ol>
</nav>
<nav epub:type="landmarks" hidden="hidden">
<ol>
{landmarks}
</ol>
</nav>"""
    return _xhtml(publication, labels.contents, body)


def _package(publication: Publication, pages: list[_Page]) -> str:
    manifest = ['<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>']
    manifest.append('<item id="css" href="book.css" media-type="text/css"/>')
    if cover := publication.cover:
        manifest.append(
            f'<item id="cover-image" href="cover{cover.suffix}" media-type="{cover.media_type}" properties="cover-image"/>'
        )
    manifest += [
        f'<item id="{page.name}" href="{page.name}.xhtml" media-type="application/xhtml+xml"/>' for page in pages
    ]
    spine = [f'<itemref idref="{page.name}"/>' for page in pages]
    begins = 2 if publication.cover else 1
    spine.insert(begins, '<itemref idref="nav"/>')
    lines = "\n    ".join
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id" xml:lang="{publication.language}" dir="{publication.direction}">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    {lines(_metadata(publication))}
  </metadata>
  <manifest>
    {lines(manifest)}
  </manifest>
  <spine page-progression-direction="{publication.direction}">
    {lines(spine)}
  </spine>
</package>
"""


def _metadata(publication: Publication) -> Iterator[str]:
    yield f'<dc:identifier id="book-id">urn:uuid:{publication.identifier}</dc:identifier>'
    yield f"<dc:title>{text(publication.title)}</dc:title>"
    yield f"<dc:language>{publication.language}</dc:language>"
    if publication.author:
        yield f'<dc:creator id="author">{text(publication.author)}</dc:creator>'
        yield '<meta refines="#author" property="role" scheme="marc:relators">aut</meta>'
    yield f'<meta property="dcterms:modified">{publication.modified:%Y-%m-%dT%H:%M:%SZ}</meta>'
    for mode in ["textual", *(["visual"] if publication.cover else [])]:
        yield f'<meta property="schema:accessMode">{mode}</meta>'
    yield '<meta property="schema:accessModeSufficient">textual</meta>'
    for feature in ("tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"):
        yield f'<meta property="schema:accessibilityFeature">{feature}</meta>'
    yield '<meta property="schema:accessibilityHazard">none</meta>'
    if publication.cover:
        yield '<meta name="cover" content="cover-image"/>'


epub = Exporter("epub", ".epub", write_epub)
