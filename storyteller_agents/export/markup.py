"""Pieces of HTML that the web page and the electronic book share. Every text is escaped; nothing of it is markup.

Headings begin at level 1 for chapters. The classes are those that the style sheets `book.css` of both know.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from storyteller_agents.export.matter import Block, Matter
from storyteller_agents.export.publication import PublishedChapter

_FIRST = ' class="first"'


def text(line: str) -> str:
    """Return a text as HTML and XHTML; its line breaks as ``<br/>``."""
    return escape(line, quote=True).replace("\n", "<br/>\n")


def chapter_heading(chapter: PublishedChapter, level: int) -> str:
    """Return a chapter's heading, an empty text if it has none."""
    label = f'<span class="label">{text(chapter.label)}</span>' if chapter.label else ""
    both = f"{label}{'<br/>' if label and chapter.title else ''}{text(chapter.title)}"
    return f"<h{level}>{both}</h{level}>" if both else ""


def scenes(chapter: PublishedChapter) -> Iterator[str]:
    """Yield the paragraphs of a chapter's scenes and the breaks between them; `first` follows a heading or a break."""
    for number, scene in enumerate(chapter.scenes):
        if number:
            yield '<hr class="break"/>'
        for place, paragraph in enumerate(scene.paragraphs):
            yield f"<p{'' if place else _FIRST}>{text(paragraph)}</p>"


def matter(part: Matter, level: int) -> Iterator[str]:
    """Yield the heading and the blocks of a page before or after the story."""
    if part.title:
        yield f"<h{level}>{text(part.title)}</h{level}>"
    listed = False
    for block in part.blocks:
        if (block.kind == "item") != listed:
            listed = not listed
            yield "<ul>" if listed else "</ul>"
        yield _block(block, level)
    if listed:
        yield "</ul>"


def _block(block: Block, level: int) -> str:
    if block.kind == "heading":
        tag = f"h{min(6, level + max(1, block.level - 1))}"
    else:
        tag = "li" if block.kind == "item" else "p"
    return f"<{tag}>{text(block.text)}</{tag}>"
