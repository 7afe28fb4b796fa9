"""The documents of an electronic book: pages as chapters of plain text, and the table of contents of EPUB 3.

XHTML or HTML of any quality is read; nothing in it is run, looked up or kept as markup. Where a link leads in
the archive is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from storyteller_agents.lore.clean import clean_line, clean_text
from storyteller_agents.lore.entry import slug
from storyteller_agents.lore.sources.chapters import Chapter

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_SILENT = frozenset({"script", "style", "svg", "template", "rp"})
_MOST_UNCLOSED = 5


class Point(NamedTuple):
    """An entry of the table of contents: the member and the id in it that a title leads to."""

    member: str
    anchor: str
    title: str
    within: str


class _Markup(HTMLParser):
    """Reads XHTML or HTML of any quality; what is never closed is text. Derived classes take tags and text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        text = clean_text(text)
        for _ in range(_MOST_UNCLOSED):  # the parser would take quadratic time for what is never closed
            self.feed(text)
            text, self.rawdata = self.rawdata, ""
            if not text.startswith("<"):
                break
            self.clear_cdata_mode()
            self.handle_data("<")
            text = text[1:]
        self.handle_data(unescape(text))

    def parse_html_declaration(self, i: int) -> int:
        """Pass over comments and declarations, and read marked sections as text."""
        for begin, end in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">")):
            if self.rawdata.startswith(begin, i):
                stop = self.rawdata.find(end, i + len(begin))
                if stop >= 0 and "[" in begin:
                    self.handle_data(self.rawdata[i + len(begin) : stop])
                return stop + len(end) if stop >= 0 else -1
        return -1


class _Block(NamedTuple):
    text: str
    level: int

    def repeats(self, title: str) -> bool:
        """Whether it is a heading, or the title itself, that says nothing that the title doesn't."""
        return slug(self.text) in slug(title) if self.level else clean_line(self.text) == title


class Page(_Markup):
    """A document as blocks of text, with the block that each id stands in."""

    def __init__(self, text: str) -> None:
        self._blocks: list[_Block] = []
        self._anchors: dict[str, int] = {}
        self._text: list[str] = []
        self._level = 0
        self._silent = ("", 0)
        self._in = ""
        super().__init__(text)
        self._flush()

    def chapters(self, points: Iterable[Point], before: str) -> Iterator[Chapter]:
        """Yield the chapters that the table of contents divides the document into; `before` is the one before it."""
        begins: dict[int, Point | None] = {0: None}
        begins |= {self._anchors.get(point.anchor, 0): point for point in points}
        places = sorted(begins)
        for place, end in zip(places, [*places[1:], len(self._blocks)], strict=True):
            point, blocks = begins[place], self._blocks[place:end]
            heading = next((block.text for block in blocks if block.level), "")
            title = clean_line((point.title if point else "") or heading or (before if place or before else ""))
            first = 0
            while first < len(blocks) and blocks[first].repeats(title):
                first += 1
            blocks = blocks[first:]
            if blocks or heading:
                yield Chapter(title, "\n\n".join(block.text for block in blocks), point.within if point else "")
                before = title

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = tag.rpartition(":")[2]
        given = dict(attrs)
        if tag in _BLOCKS:
            self._flush()
        for name in (given.get("id"), given.get("name") if tag == "a" else None):
            if name:
                self._anchors.setdefault(name, len(self._blocks))
        if self._silent[1]:
            self._silent = (self._silent[0], self._silent[1] + (tag == self._silent[0]))
        elif tag in _SILENT or "pagebreak" in (given.get("epub:type") or ""):
            self._silent = (tag, 1)
        elif tag == "hr":
            self._blocks.append(_Block("* * *", 0))
        elif tag in {"br", "rt", "li"}:
            self._text.append({"br": "\n", "rt": "(", "li": "- "}[tag])
        elif re.fullmatch("h[1-6]", tag):
            self._level = int(tag[1])
        elif tag in {"title", "pre", "body"}:
            self._in = tag

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if self._silent[1]:
            self._silent = (self._silent[0], self._silent[1] - (tag == self._silent[0]))
            return
        if tag in _BLOCKS:
            self._flush()
        if tag == "rt":
            self._text.append(")")
        if tag == self._in:
            self._in = ""

    def handle_data(self, data: str) -> None:
        if self._silent[1]:
            return
        if self._in != "title":
            self._text.append(data if self._in == "pre" else re.sub(r"\s+", " ", data))

    def _flush(self) -> None:
        lines = "".join(self._text).split("\n")
        text = "\n".join(line.rstrip() if self._in == "pre" else " ".join(line.split()) for line in lines).strip("\n")
        if text.strip(" -"):
            self._blocks.append(_Block(text, self._level))
        self._text, self._level = [], 0


class Nav(_Markup):
    """The table of contents of EPUB 3: `found` has target, title and the title above for each entry."""

    def __init__(self, text: str) -> None:
        self.found: list[tuple[str, str, str]] = []
        self._above: list[str] = []
        self._last = ""
        self._text: list[str] | None = None
        self._href = ""
        self._reads = False
        super().__init__(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "nav":
            kinds = f"{given.get('epub:type') or ''} {given.get('role') or ''}".split()
            self._reads = "toc" in kinds or "doc-toc" in kinds
        elif self._reads and tag == "ol":
            self._above.append(self._last or (self._above[-1] if self._above else ""))
            self._last = ""
        elif self._reads and tag == "li":
            self._last = ""
        elif self._reads and tag in {"a", "span"} and self._text is None:
            self._text, self._href = [], given.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "nav":
            self._reads, self._above, self._last = False, [], ""
        elif tag == "ol" and self._above:
            self._above.pop()
            self._last = ""
        elif self._text is not None and (tag == "a" or (tag == "span" and not self._href)):
            title = clean_line("".join(self._text))
            self._text = None
            self._last = title
            if title and self._href:
                self.found.append((self._href, title, self._above[-1] if self._above else ""))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)
