"""What stands before and after the story: pages of the author's own, and the companion as an appendix.

Pages are the Markdown or text files of the folders ``front`` and ``back`` in the book, in the order of their names
(``front/01-dedication.md``). Of Markdown, headings and list items are told apart, and the signs of emphasis are dropped
from the companion; everything else is text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

from storyteller_agents.files import read_text, split_front_matter
from storyteller_agents.lore.clean import clean_line, clean_text

_SUFFIXES = (".md", ".txt")
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_ITEM = re.compile(r"[-*+][ \t]+(\S.*)")
_NUMBER = re.compile(r"^\d+[-_. ]*")
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_EMPHASIS = re.compile(r"\*\*([^*\n]{1,300})\*\*|`([^`\n]{1,300})`")
_UNTITLED = frozenset({"dedication", "epigraph", "copyright"})


def clean(text: str) -> str:
    """Return the text without what files can't hold: control characters, halves of characters, noncharacters."""
    return _NONCHARACTERS.sub("", clean_text(text))


Prose = Annotated[str, AfterValidator(clean)]
"""Text that every format can hold."""
Line = Annotated[str, AfterValidator(lambda text: clean_line(clean(text)))]
"""Such text in one line."""


class Block(BaseModel):
    """A paragraph, a heading or an item of a list; ``\\n`` in its text is a line break."""

    model_config = ConfigDict(frozen=True)
    kind: Literal["paragraph", "heading", "item"]
    text: Prose
    level: int = 0


class Matter(BaseModel):
    """A part of the book that is no story.

    Attributes:
        kind: ``dedication``, ``afterword`` …: the file's name without its number; ``companion``.
        title: its heading; empty for a dedication, an epigraph or a copyright page that names none.
    """

    model_config = ConfigDict(frozen=True)
    kind: Line
    title: Line
    blocks: tuple[Block, ...]


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, which blank lines divide; a line end within one stays as ``\\n``.

    Control characters, and what is no character of Unicode, are dropped: no format has a place for them.
    """
    groups: list[list[str]] = [[]]
    for line in clean(text).split("\n"):
        if line.strip():
            groups[-1].append(line.strip())
        elif groups[-1]:
            groups.append([])
    return tuple("\n".join(group) for group in groups if group)


def read_matter(folder: Path, problems: list[str]) -> tuple[Matter, ...]:
    """Return the pages of a folder, none if there is no such folder. What isn't read is added to `problems`.

    Raises:
        ArtefactError: a file can't be read as text.
    """
    found = []
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file.name.startswith(".") or not file.is_file():
            continue
        if file.suffix.lower() not in _SUFFIXES:
            problems.append(f"{folder.name}/{file.name} is left out; allowed there: {' and '.join(_SUFFIXES)} files.")
            continue
        if matter := _page(file):
            found.append(matter)
    return tuple(found)


def read_companion(file: Path) -> Matter:
    """Return the companion as an appendix. Raises `ArtefactError` if it can't be read."""
    body = split_front_matter(read_text(file), str(file))[1]
    text = _EMPHASIS.sub(lambda match: match[1] or match[2], body)
    title, blocks = _titled(list(_blocks(text)))
    return Matter(kind="companion", title=title or "Companion", blocks=blocks)


def _page(file: Path) -> Matter | None:
    front, body = split_front_matter(read_text(file), str(file))
    kind = _NUMBER.sub("", file.stem).lower().replace("_", "-").replace(" ", "-")
    own, blocks = _titled(list(_blocks(body)))
    named = "" if kind in _UNTITLED else kind.replace("-", " ").capitalize()
    title = str(front.get("title") or "") or own or named
    return Matter(kind=kind, title=title, blocks=blocks) if blocks or own else None


def _titled(blocks: list[Block]) -> tuple[str, tuple[Block, ...]]:
    """Return the heading that the blocks begin with, or an empty text, and the blocks below it."""
    if blocks and blocks[0].kind == "heading":
        return blocks[0].text, tuple(blocks[1:])
    return "", tuple(blocks)


def _blocks(text: str) -> Iterator[Block]:
    for paragraph in paragraphs_of(text):
        plain: list[str] = []
        for line in paragraph.split("\n"):
            heading, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
            if not heading and not item:
                plain.append(line)
                continue
            if plain:
                yield Block(kind="paragraph", text="\n".join(plain))
                plain = []
            if heading:
                yield Block(kind="heading", text=heading[2].strip(), level=len(heading[1]))
            elif item:
                yield Block(kind="item", text=item[1])
        if plain:
            yield Block(kind="paragraph", text="\n".join(plain))
