"""Markdown (CommonMark): headings of the book and its chapters, and prose that shows as it was written.

What a renderer would take for markup is escaped, so that a ``#`` or a ``<script>`` of the prose stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from storyteller_agents.export.exporter import Exporter, ExportOptions
from storyteller_agents.export.matter import Matter
from storyteller_agents.export.publication import Publication
from storyteller_agents.files import join_front_matter

_INLINE = re.compile(r"[\\`*_\[\]<>|~]|&(?=[#\w])")
_ORDERED = re.compile(r"(\d{1,9})([.)])")
_BREAK = "* * *"


def escape(line: str) -> str:
    """Return a line of text as Markdown that shows as that line."""
    line = _INLINE.sub(r"\\\g<0>", line)
    if line[:1] in {"#", "+", "-", "="}:
        return f"\\{line}"
    return _ORDERED.sub(r"\1\\\2", line, count=1) if _ORDERED.match(line) else line


def write_markdown(publication: Publication, stream: BinaryIO, options: ExportOptions) -> list[str]:
    """Write a publication as Markdown with title, author and language as front matter."""
    about = {"title": publication.title, "author": publication.author, "language": publication.language}
    front = {key: value for key, value in about.items() if value}
    stream.write(join_front_matter(front, "\n\n".join(_parts(publication))).encode("utf-8"))
    return []


def _parts(publication: Publication) -> Iterator[str]:
    yield f"# {escape(publication.title)}"
    if publication.author:
        yield escape(publication.labels.by.format(publication.author))
    for matter in publication.front:
        yield from _matter(matter)
    for chapter in publication.chapters:
        if chapter.heading:
            yield f"## {escape(chapter.heading)}"
        for number, scene in enumerate(chapter.scenes):
            yield from ([_BREAK] if number else [])
            yield from map(_paragraph, scene.paragraphs)
    for matter in publication.back:
        yield from _matter(matter)


def _matter(matter: Matter) -> Iterator[str]:
    yield f"## {escape(matter.title)}" if matter.title else _BREAK
    for block in matter.blocks:
        if block.kind == "heading":
            yield f"{'#' * min(6, max(3, block.level + 1))} {escape(block.text)}"
        else:
            yield f"- {escape(block.text)}" if block.kind == "item" else _paragraph(block.text)


def _paragraph(text: str) -> str:
    return "\\\n".join(escape(line) for line in text.split("\n"))


md = Exporter("md", ".md", write_markdown)
