"""The Markdown of Obsidian's notes: its prose, and apart from that what only Obsidian and its plugins read.

Format: help.obsidian.md (internal links, embeds, tags, callouts, comments), the inline fields and queries of Dataview,
the commands of Templater. Text, comments and queries that are no prose are kept apart, only markup goes. What a query
would show isn't known here, and front matter is not read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from storyteller_agents.lore.clean import clean_line, clean_text
from storyteller_agents.lore.entry import Relation, slug

_FILES = frozenset(
    "png jpg jpeg gif bmp svg webp avif tif tiff mp3 wav m4a ogg 3gp flac opus mp4 webm ogv mov mkv avi pdf canvas base "
    "zip csv tsv txt json xml html docx xlsx pptx odt epub psd glb obj stl".split()
)
_QUERIES = frozenset("dataview dataviewjs query tasks base templater meta-bind meta-bind-button button".split())

_CODE, _GONE = "\x02", "\x03"  # control characters, which no clean text has: code kept aside, and what was taken out
_QUOTE = re.compile(r"(?:[ \t]{0,3}>)*")
_ONE_QUOTE = re.compile(r"[ \t]{0,3}> ?")
_CALLOUT = re.compile(r"[ \t]*\[![^\]\n]+\][+-]?[ \t]*")
_FENCE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(`{3,}(?=[^`]*$)|~{3,})[ \t]*([^\s{]*)")
_OPENING = re.compile(r"`+|%%|<%")
_INLINE_QUERY = re.compile(r"\s*\$?=(?!=)")
LINK = re.compile(r"(?<!\\)(!?)\[\[([^\[\]\n]+)\]\]")
"""A link, or an embed if the first group is an exclamation mark; the second is what a `LinkTarget` is made of."""
_KEY = r"([^\W_][\w -]{0,60}?)[*_]*[ \t]*::[ \t]*"
_BRACKETED = re.compile(rf"(?<!\[)\[{_KEY}((?:[^\[\]\n]|\[\[[^\[\]\n]+\]\])+)\]")
_IN_PARENTHESES = re.compile(rf"\({_KEY}((?:[^()\[\n]|\[\[[^\[\]\n]+\]\])+)\)")
_FIELD = re.compile(rf"^([ \t]*(?:[-*+>][ \t]+)?)[*_]*{_KEY}(?=.*\[\[)(.*)$", re.MULTILINE)
_TAG = re.compile(r"(?<!\S)#([^\s\x00-,.:-@\[-^`{-~\u2000-\u206f\u3000-\u303f\uff01-\uff0f\uff1a-\uff20]+)")
_BLOCK_ID = re.compile(r"(?:^|(?<=[ \t]))\^[A-Za-z0-9-]+[ \t]*$", re.MULTILINE)
_HIGHLIGHT = re.compile(r"(?<!=)==(?=[^\s=])((?:(?!==|\n\n).)+)(?<=\S)==(?!=)", re.DOTALL)
_BARE = re.compile(r"[\s>*+-]*")


class LinkTarget:
    """What stands between the brackets of a link: ``folder/Note#Heading|shown``; `name` is empty for a file."""

    def __init__(self, inner: str) -> None:
        target, _, self.alias = inner.replace("\\|", "|").partition("|")
        path, *headings = re.split(r"[#^]", target)
        self.path = path.strip()
        last = self.path.replace("\\", "/").rstrip("/").rpartition("/")[2].strip()
        self.is_file = last.rpartition(".")[2].lower() in _FILES and "." in last
        bare = re.sub(r"\.(?:md|markdown)$", "", last, flags=re.IGNORECASE).strip()
        self.name = "" if self.is_file else bare
        parts = [bare, *(part.strip() for part in headings if f"#{part}" in target)]
        self.shown = self.alias.strip() or " > ".join(part for part in parts if part)


class Reading:
    """One pass over a body. `text` is prose with marks for code kept aside; `whole` puts the code back.

    `relations` are what its links and embeds of notes stand for, `embeds` the files it shows; `tags`, `comments` and
    `queries` are kept as they stood, each in order and as often as they came.
    """

    def __init__(self, body: str) -> None:
        self.relations: list[Relation] = []
        self.embeds: list[str] = []
        self.tags: list[str] = []
        self.comments: list[str] = []
        self.queries: list[str] = []
        self._code: list[str] = []
        lines = self._without_callouts(self._without_blocks(clean_text(body).split("\n")))
        text = self._without_code("\n".join(lines))
        text = _BRACKETED.sub(lambda found: self._field(found[0], found[1], found[2], f"{found[1]}: "), text)
        text = _IN_PARENTHESES.sub(lambda found: self._field(found[0], found[1], found[2], ""), text)
        text = _FIELD.sub(lambda found: self._field(found[0], found[2], found[3], f"{found[1]}{found[2]}: "), text)
        text = LINK.sub(lambda found: self._link(found, "mentions"), text)
        text = _HIGHLIGHT.sub(r"\1", _BLOCK_ID.sub(_GONE, text))
        self.text = _tidy(map(self._without_tags, text.split("\n")))

    def whole(self, text: str) -> str:
        """Return a text with its code in place."""
        text = re.sub(rf"{_CODE}(\d+){_CODE}", lambda found: self._code[int(found[1])], text)
        return text.replace(_GONE, "")

    def _keep(self, code: str) -> str:
        self._code.append(self.whole(code))
        return f"{_CODE}{len(self._code) - 1}{_CODE}"

    def _without_blocks(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield the lines outside of fenced blocks, and for each block a line with its mark."""
        fence, depth = "", 0
        block: list[str] = []
        for line in lines:
            quote = _quote(line)
            if fence and quote.count(">") >= depth:
                block.append(line)
                rest = line[len(quote) :].strip()
                if len(rest) >= len(fence) and not rest.strip(fence[0]):
                    yield self._block(block)
                    fence = ""
                continue
            if fence:
                yield self._block(block)
                fence = ""
            if opened := _FENCE.match(line, len(quote)):
                fence, depth, block = opened[1], quote.count(">"), [line]
            else:
                yield line
        if fence:
            yield self._block(block)

    def _block(self, lines: list[str]) -> str:
        quote = _quote(lines[0])
        opened = _FENCE.match(lines[0], len(quote))
        if opened and opened[2].lower() in _QUERIES:
            query = [_ONE_QUOTE.sub("", line, count=quote.count(">")) if quote else line for line in lines[1:]]
            self.queries.append("\n".join(query).rstrip("`~ \t\n"))
            return quote + _GONE
        begin = len(quote) + lines[0].startswith(f"{quote} ") if quote else 0
        return lines[0][:begin] + self._keep("\n".join(lines)[begin:])

    def _without_callouts(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield the lines, those of callouts without the marks of quoting and without the callout's own mark."""
        levels: list[int] = []
        for line in lines:
            quote = _quote(line)
            depth = quote.count(">")
            levels = [level for level in levels if level <= depth]
            marked = _CALLOUT.match(line, len(quote)) if depth else None
            if marked:
                levels = [level for level in levels if level < depth] + [depth]
                line = f"{quote} {line[marked.end() :] or _GONE}"
            if levels:
                line = _ONE_QUOTE.sub("", line, count=len(levels))
                for number in re.findall(rf"{_CODE}(\d+){_CODE}", line):
                    first, *rest = self._code[int(number)].split("\n")
                    rest = [_ONE_QUOTE.sub("", other, count=len(levels)) for other in rest]
                    self._code[int(number)] = "\n".join([first, *rest])
            yield line

    def _without_code(self, text: str) -> str:
        """Keep inline code aside, and take out inline queries, commands of templates, and comments."""
        ticks: dict[int, list[int]] = {}
        for run in re.finditer("`+", text):
            ticks.setdefault(len(run[0]), []).append(run.start())
        pieces: list[str] = []
        at = 0
        never: set[str] = set()
        while opened := _OPENING.search(text, at):
            sign, start = opened[0], opened.end()
            pieces.append(text[at : opened.start()])
            if sign[0] == "`":
                ends = ticks[len(sign)]
                place = bisect_left(ends, start)
                end = ends[place] if place < len(ends) and text.find("\n\n", start, ends[place]) < 0 else -1
            else:
                end = -1 if sign in never else text.find("%>" if sign == "<%" else sign, start)
                never |= {sign} if end < 0 else set()
            pieces.append(self._taken(sign, text[start:end]) if end >= 0 else sign)
            at = end + len(sign) if end >= 0 else start
        return "".join([*pieces, text[at:]])

    def _taken(self, sign: str, inner: str) -> str:
        if sign[0] == "`" and not _INLINE_QUERY.match(inner):
            return self._keep(f"{sign}{inner}{sign}")
        kept = self.comments if sign == "%%" else self.queries
        if inner.strip():
            kept.append(self.whole(inner).strip())
        return _GONE

    def _field(self, found: str, key: str, value: str, shown: str) -> str:
        """Return a typed link as text; a field without a link in it stays as it was."""
        if not LINK.search(value):
            return found
        return shown + LINK.sub(lambda link: self._link(link, clean_line(key)), value)

    def _link(self, found: re.Match[str], kind: str) -> str:
        target = LinkTarget(found[2])
        if target.is_file:
            size = re.fullmatch(r"\s*\d*(?:x\d+)?\s*", target.alias)
            self.embeds.append(target.path if size else f"{target.path}|{target.alias.strip()}")
        elif target.name:
            self.relations.append(Relation(to=slug(target.name)[:200], kind="embeds" if found[1] else kind))
        return _GONE if found[1] else target.shown or _GONE

    def _without_tags(self, line: str) -> str:
        tags = [tag for tag in _TAG.findall(line) if not tag.isdigit()] if "#" in line else []
        self.tags += tags
        words = re.split(r"[\s,]+", line.lstrip(" \t>*+-").rstrip()) if tags else []
        is_all = tags and {f"#{tag}" for tag in tags}.issuperset(filter(None, words))
        return _GONE if is_all else line


def _quote(line: str) -> str:
    """Return the marks of quoting that a line begins with."""
    match = _QUOTE.match(line)
    return match[0] if match else ""


def _tidy(lines: Iterable[str]) -> str:
    """Return the text without the lines on which something was taken out and nothing is left."""
    kept: list[str] = []
    gap = False
    for line in lines:
        if _GONE in line:
            line = re.sub(rf"(?<=[ \t]){_GONE}[ \t]+", "", line).replace(_GONE, "").rstrip()
            if _BARE.fullmatch(line):
                gap = not kept or not kept[-1].strip()
                continue
        if line.strip() or not gap:
            kept.append(line)
            gap = False
    return "\n".join(kept)
