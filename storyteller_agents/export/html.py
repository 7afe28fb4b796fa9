"""One web page that holds everything: contents, text, style and cover. It loads nothing and runs nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from importlib.resources import files
from typing import BinaryIO

from storyteller_agents.export.exporter import Exporter, ExportOptions
from storyteller_agents.export.markup import chapter_heading, matter, scenes, text
from storyteller_agents.export.publication import Publication


def write_html(publication: Publication, stream: BinaryIO, options: ExportOptions) -> list[str]:
    """Write a publication as a web page."""
    stream.write("\n".join(_lines(publication)).encode("utf-8"))
    return []


def _lines(publication: Publication) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{publication.language}" dir="{publication.direction}">'
    yield '<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    if publication.author:
        yield f'<meta name="author" content="{text(publication.author)}">'
    yield f"<title>{text(publication.title)}</title>"
    yield f"<style>\n{files(__package__).joinpath('web.css').read_text(encoding='utf-8')}</style>\n</head>\n<body>"
    yield from _title(publication)
    yield from _contents(publication)
    yield "<main>"
    for number, part in enumerate(publication.front):
        yield f'<section class="matter {text(part.kind)}" id="front-{number + 1}">'
        yield from matter(part, 2)
        yield "</section>"
    for number, chapter in enumerate(publication.chapters):
        yield f'<section id="chapter-{number + 1}">'
        yield from [heading] if (heading := chapter_heading(chapter, 2)) else []
        yield from scenes(chapter)
        yield "</section>"
    for number, part in enumerate(publication.back):
        yield f'<section class="matter {text(part.kind)}" id="back-{number + 1}">'
        yield from matter(part, 2)
        yield "</section>"
    yield "</main>\n</body>\n</html>\n"


def _title(publication: Publication) -> Iterator[str]:
    yield "<header>"
    if cover := publication.cover:
        data = b64encode(cover.data).decode("ascii")
        yield f'<img alt="{text(publication.labels.cover)}" src="data:{cover.media_type};base64,{data}">'
    yield f"<h1>{text(publication.title)}</h1>"
    if publication.author:
        yield f"<p>{text(publication.author)}</p>"
    yield "</header>"


def _contents(publication: Publication) -> Iterator[str]:
    parts = [(f"front-{number + 1}", part.title) for number, part in enumerate(publication.front)]
    parts += [(f"chapter-{number + 1}", chapter.heading) for number, chapter in enumerate(publication.chapters)]
    parts += [(f"back-{number + 1}", part.title) for number, part in enumerate(publication.back)]
    named = [(target, title) for target, title in parts if title]
    if len(named) > 1:
        yield f"<nav>\n<h2>{text(publication.labels.contents)}</h2>\n<ul>"
        for target, title in named:
            yield f'<li><a href="#{target}">{text(title)}</a></li>'
        yield "</ul>\n</nav>"


html = Exporter("html", ".html", write_html)
