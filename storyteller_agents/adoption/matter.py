"""What a manuscript holds that is no part of the story: pages before and after it, the word that ends it, licences.

Told by headings and lines that people give such pages in several languages; nothing is judged by what a page says. Which
chapters there are is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from storyteller_agents.lore.sources.chapters import WORD
from storyteller_agents.lore.sources.heading_lines import SENTENCE_END
from storyteller_agents.manuscript.breaks import is_break

_PAGE = re.compile(
    r"dedication|epigraph|foreword|afterword|acknowledge?ments?(?: and thanks)?|(?:special )?thanks|copyright(?: page| notice)?"
    r"|about the (?:author|authors|publisher|translator|illustrator)|also by(?: .{1,60})?|(?:other |more )?(?:books|titles|works) by .{1,60}"
    r"|(?:author|translator|editor|publisher|transcriber|preparer|producer)(?:['’]s|s['’]?)? (?:note|notes|preface|foreword)|(?:a )?note (?:from|by|to|on) the .{1,40}"
    r"|praise for .{1,60}|imprint|colophon|permissions|credits|discussion questions|reading group guide|bibliography|glossary"
    r"|footnotes|endnotes|widmung|danksagung(?:en)?|impressum|nachwort|vorwort|[üu]ber (?:den autor|die autorin)"
    r"|d[ée]dicace|remerciements|postface|avant-propos|dedicatoria|agradecimientos|ringraziamenti|dedica"
    r"|献[辞詞词]|獻[辭詞]|题[献词]|致[谢謝]|[鸣鳴][谢謝]|版[权權](?:[页頁信息声聲明]{1,4})?|作者[简簡]介|[关關][于於]作者|自序|[后後][记記]",
    re.I,
)
_LIST = re.compile(
    r"(?:table of )?contents|list of (?:illustrations|plates|chapters|maps)|illustrations|title page|half[- ]title(?: page)?|cover"
    r"|index|inhalt(?:sverzeichnis)?|titelseite|table des mati[èe]res|sommaire|[íi]ndice|目\s*[录錄]|封面|扉[页頁]",
    re.I,
)
_END = re.compile(
    r"[\W_]{0,20}(?:the end|end|finis|fin|ende|fine|(?:全[书書文])?[完终終]|[（(](?:全[书書文])?[完终終][)）])[\W_]{0,20}",
    re.I,
)
_AUTHOR = re.compile(r"(?:(?:written )?by:?\s+|author:\s*|von\s+|par\s+)((?:[^\W\d_]['’.\w-]*\s?){1,6})", re.I)
_GUTENBERG = re.compile(r"\bproject gutenberg\b", re.I)
_SIGNS = " \t.:·*_#=-–—[]()【】"
_PROSE = 25
_SHORT = 400
"""The words of pages behind the last line of a story, if they have no heading of their own."""


class LeftOut(NamedTuple):
    """Something of a manuscript that is in no scene: what it is, its text, and the page that keeps it, if any."""

    what: str
    text: str
    page: str = ""

    @property
    def first_words(self) -> str:
        """How it begins, in a line."""
        flat = " ".join(self.text[:400].split())
        return flat if len(flat) <= 60 else f"{flat[:60].rpartition(' ')[0] or flat[:60]} …"


def is_page(title: str) -> bool:
    """Whether a heading is that of a page before or after a story, such as a dedication."""
    return bool(_PAGE.fullmatch(title.strip(_SIGNS)))


def is_list(title: str) -> bool:
    """Whether a heading is that of a page which a book makes anew: contents, title page, index."""
    return bool(_LIST.fullmatch(title.strip(_SIGNS)))


def has_prose(text: str) -> bool:
    """Whether there is a paragraph of some length that ends as a sentence does."""
    for paragraph in re.split(r"\n[ \t]*\n", text):
        if SENTENCE_END.search(paragraph.rstrip()[-20:]) and sum(1 for _ in WORD.finditer(paragraph)) >= _PROSE:
            return True
    return False


def story_end(text: str) -> tuple[int, list[LeftOut]]:
    """Return where the story ends in the last text of a manuscript, and what stands behind."""
    lines = list(_lines_alone(text))
    pages = [at for at in lines if is_page(text[slice(*at)]) or is_list(text[slice(*at)])]
    first_page = pages[0][0] if pages else len(text)
    marks = [at for at in lines if _END.fullmatch(text[slice(*at)]) and at[0] < first_page]
    end, found = first_page, []
    if marks and sum(1 for _ in WORD.finditer(text, marks[-1][1], first_page)) <= _SHORT:
        end = marks[-1][0]
        found.append(LeftOut("end mark", text[slice(*marks[-1])].strip()))
        if behind := text[marks[-1][1] : first_page].strip():
            found.append(LeftOut("what stands behind the end", behind, "after the end"))
    if not text[:end].strip():
        return len(text), []
    ends = [*(start for start, _ in pages), len(text)][1:]
    for (start, stop), then in zip(pages, ends, strict=True):
        title, body = text[start:stop].strip(_SIGNS + "\n"), text[stop:then].strip()
        found.append(LeftOut(title, body or title, "" if is_list(title) or not body else title))
    return end, found


def _lines_alone(text: str) -> Iterator[tuple[int, int]]:
    """Yield the short lines that are a paragraph of their own, by their offsets."""
    lines = text.split("\n")
    at = 0
    for above, line, below in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if line.strip() and len(line) <= 100 and not above.strip() and not below.strip():
            yield at, at + len(line)
        at += len(line) + 1


def outside(text: str, titles: Sequence[str], *, leads: bool = False, ends: bool = False) -> Iterator[LeftOut]:
    """Yield what stands between two sections of a manuscript, without the headings of the story itself.

    Args:
        text: what no section holds.
        titles: those of the sections.
        leads, ends: whether it stands before the first section, or behind the last.
    """
    known = {_plain(part) for title in titles for part in (title, *title.split(" / "))} - {""}
    lines = [line for line in text.split("\n") if line.strip() and not is_break(line)]
    if _GUTENBERG.search(text):
        cut = next((n for n, line in enumerate(lines) if re.match(r"\s*\*{3}\s*START OF", line)), -1) + 1
        if leads and cut:
            yield LeftOut("header of Project Gutenberg", "\n".join(lines[:cut]))
            lines = lines[cut:]
        elif ends:
            yield LeftOut("licence of Project Gutenberg", "\n".join(lines))
            return
    own = [line for line in lines if _plain(line) and not any(_plain(line) in title for title in known)]
    listed = len(lines) - len(own)
    at = next((n for n, line in enumerate(lines) if is_list(line) and _plain(line) not in known), None)
    if leads and at is None and listed > 2 and len(titles) > 2:
        at = next(n for n, line in enumerate(lines) if line not in own)
    if at is not None:
        yield LeftOut("table of contents", "\n".join(lines[at:]))
        own = [line for line in lines[:at] if line in own]
    if own:
        yield LeftOut("title page" if leads else "behind the story" if ends else "between chapters", "\n".join(own))


def author_of(pages: Sequence[LeftOut]) -> str:
    """Return the author whom a title page names by a line ``by …``, or a header by ``Author: …``; else an empty text."""
    for page in pages:
        if page.what in ("title page", "header of Project Gutenberg"):
            for line in page.text.split("\n"):
                if match := _AUTHOR.fullmatch(line.strip(_SIGNS)):
                    return match[1].strip()
    return ""


def _plain(line: str) -> str:
    return re.sub(r"[\W_]+", "", line).lower()
