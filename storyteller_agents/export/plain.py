"""Plain text: chapters under their headings, blank lines between paragraphs, ``* * *`` between scenes. Nothing is wrapped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from storyteller_agents.export.exporter import Exporter, ExportOptions
from storyteller_agents.export.matter import Matter
from storyteller_agents.export.publication import Publication

_BREAK = "* * *"


def write_text(publication: Publication, stream: BinaryIO, options: ExportOptions) -> list[str]:
    """Write a publication as UTF-8 text."""
    stream.write(("\n\n".join(_paragraphs(publication)) + "\n").encode("utf-8"))
    return []


def _paragraphs(publication: Publication) -> Iterator[str]:
    yield publication.title
    if publication.author:
        yield publication.labels.by.format(publication.author)
    for matter in publication.front:
        yield from _matter(matter)
    for chapter in publication.chapters:
        if chapter.heading:
            yield f"\n{chapter.heading}"
        for number, scene in enumerate(chapter.scenes):
            yield from ([_BREAK] if number else [])
            yield from scene.paragraphs
    for matter in publication.back:
        yield from _matter(matter)


def _matter(matter: Matter) -> Iterator[str]:
    yield f"\n{matter.title}" if matter.title else f"\n{_BREAK}"
    for block in matter.blocks:
        yield f"- {block.text}" if block.kind == "item" else block.text


txt = Exporter("txt", ".txt", write_text)
