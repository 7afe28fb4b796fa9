"""Electronic books: the chapters of an EPUB in the order of reading, and what its package says of the book.

Format: EPUB 3.3 and OPF 2.0 (W3C, IDPF); chapters are divided and named by the table of contents, of either version.
Pictures, styles and scripts are not read, and nothing is fetched. Not for books under copy protection.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote
from xml.etree import ElementTree

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import Problem, Source, shown
from storyteller_agents.lore.sources.chapters import Chapter, Found, entries
from storyteller_agents.lore.sources.epub_archive import Archive, open_archive
from storyteller_agents.lore.sources.source import LoreReader
from storyteller_agents.lore.sources.xhtml import Nav, Page, Point

_MAGIC = b"mimetypeapplication/epub+zip"
_REMOTE = re.compile(r"[A-Za-z][\w+.-]*:|//")
_ONLY_FONTS = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
_PAGES = {"application/xhtml+xml", "text/html", "text/x-oeb1-document"}


class EpubFile(LoreReader):
    """An electronic book without copy protection."""

    kind: ClassVar[str] = "epub"

    def matches(self, path: Path) -> bool:
        """An archive that says it is an EPUB; an ``.epub`` file as well, so that a damaged one is named."""
        if path.suffix.lower() == ".epub":
            return True
        with path.open("rb") as file:
            return file.read(58)[30:] == _MAGIC

    def read(self, path: Path) -> Found:
        """Yield the chapters in the order of reading. What the package says of the book is in the first one's `extra`."""
        package = _Package(open_archive(path), path.name)
        extra: dict[str, Any] = {"book": package.first("title") or clean_line(path.stem)}
        extra |= {"author": ", ".join(package.about["creator"])} if package.first("creator") else {}
        extra |= {"language": package.first("language")} if package.first("language") else {}
        more: dict[str, Any] = {"epub": package.about} if package.about else {}
        number = 0
        for found in package.chapters(extra["book"]):
            if isinstance(found, Problem):
                yield found
                continue
            number += 1
            yield from entries(found, number, path, extra, more if number == 1 else {})
        if not number:
            yield Problem(Source(file=path.name), "the book holds no text")


def chapters_of(path: Path) -> tuple[str, Iterator[Chapter | Problem]]:
    """Return what a book is called, and its chapters in the order of reading with a problem for each unreadable page.

    Raises:
        ArtefactError: the file is no EPUB, would do harm, or is encrypted.
    """
    package = _Package(open_archive(path), path.name)
    book = package.first("title") or clean_line(path.stem)
    return book, package.chapters(book)


class _Package:
    """What a book's package document says: `about` it, which documents there are, and in which order.

    Raises:
        ArtefactError: there is no package document, or the book is encrypted.
    """

    def __init__(self, archive: Archive, file: str) -> None:
        self._archive = archive
        self._file = file
        roots = [
            item.get("full-path") for item in archive.tree("META-INF/container.xml").iter() if _is(item, "rootfile")
        ]
        self._name = next((name for name in roots if name), "")
        root = archive.tree(self._name)
        self.about: dict[str, list[str]] = {}
        self._items: dict[str, Mapping[str, str]] = {}
        self._order: list[str] = []
        self._ncx = ""
        for item in root.iter():
            if item.tag.startswith("{http://purl.org/dc/elements/1.") and (text := clean_line(item.text or "")):
                self.about.setdefault(item.tag.rpartition("}")[2].lower(), []).append(text)
            elif _is(item, "meta") and (name := item.get("property") or item.get("name")):
                text = clean_line(item.get("content") or item.text or "")
                self.about.setdefault(clean_line(name), []).extend([text] if text else [])
            elif _is(item, "item") and (name := item.get("id")):
                self._items.setdefault(name, item.attrib)
            elif _is(item, "itemref"):
                self._order.append(item.get("idref") or "")
            elif _is(item, "spine"):
                self._ncx = item.get("toc") or ""
        self._refuse_encrypted()

    def first(self, name: str) -> str:
        """Return the first value of a property of the book, or an empty text."""
        return next(iter(self.about.get(name, [])), "")

    def chapters(self, book: str) -> Iterator[Chapter | Problem]:
        """Yield the chapters, and a problem for what can't be read; `book` is what a page without a title is called."""
        points, contents, problems = self._contents()
        yield from problems
        by_member: dict[str, list[Point]] = {}
        for point in points:
            by_member.setdefault(point.member, []).append(point)
        seen: set[str] = set()
        title = before = ""
        for name in self._order:
            member, problem = self._page(name)
            if problem:
                yield self._problem(member or name, problem)
            if problem or member == contents or member in seen:
                continue
            seen.add(member)
            try:
                page = Page(self._archive.text(member))
            except ArtefactError as error:
                yield self._problem(member, str(error))
                continue
            for chapter in page.chapters(by_member.get(member, []), title or book):
                if chapter.text:
                    yield chapter._replace(node=member, within=chapter.within or before)
                title, before = chapter.title, "" if chapter.text else chapter.title
        unread = [item for item in self._items.values() if item.get("media-type") in _PAGES]
        left = [name for item in unread if (name := self._resolve(self._name, item.get("href", ""))[0])]
        if left := [name for name in left if name not in seen and name != contents and name in self._archive.members]:
            names = ", ".join(map(clean_line, left[:5]))
            yield self._problem(self._name, f"{len(left)} pages are not in the order of reading, so not read: {names}")

    def _problem(self, member: str, message: str) -> Problem:
        return Problem(Source(file=self._file, node=member), message.removeprefix(member).lstrip(": "))

    def _page(self, name: str) -> tuple[str, str]:
        """Return the member that an item of the spine leads to, and why it can't be read, if so."""
        for _ in range(5):
            item = self._items.get(name)
            if item is None:
                return "", f"the order of reading names {shown(name)}, which the manifest hasn't"
            member = self._resolve(self._name, item.get("href", ""))[0]
            if item.get("media-type") in _PAGES:
                return member, "" if member else f"leads to {shown(item.get('href'))}, outside of the book; not read"
            name = item.get("fallback", "")
            if not name:
                return member, f"found {shown(item.get('media-type'))}; allowed: XHTML"
        return "", "its fallbacks lead to no page"

    def _contents(self) -> tuple[list[Point], str, list[Problem]]:
        """Return the table of contents, of EPUB 3 or else of EPUB 2, the member that it is, and its problems."""
        problems: list[Problem] = []
        nav = next((item for item in self._items.values() if "nav" in item.get("properties", "").split()), {})
        ncx = self._items.get(self._ncx) or next(
            (item for item in self._items.values() if item.get("media-type") == "application/x-dtbncx+xml"), {}
        )
        for item, read in ((nav, self._nav), (ncx, self._ncx_points)):
            member = self._resolve(self._name, item.get("href", ""))[0] if item else ""
            try:
                points = read(member) if member else []
            except ArtefactError as error:
                problems.append(self._problem(member, str(error)))
                continue
            if points:
                return points, member, problems
        return [], "", problems

    def _nav(self, member: str) -> list[Point]:
        found = Nav(self._archive.text(member)).found
        return [Point(*self._resolve(member, href), title, within) for href, title, within in found]

    def _ncx_points(self, member: str) -> list[Point]:
        points: list[Point] = []
        pending = [(item, "") for item in self._archive.tree(member).iter() if _is(item, "navMap")]
        while pending:
            item, within = pending.pop()
            title = next((clean_line("".join(child.itertext())) for child in item if _is(child, "navLabel")), "")
            href = next((child.get("src", "") for child in item if _is(child, "content")), "")
            if title and href:
                points.append(Point(*self._resolve(member, href), title, within))
            pending += [(child, title or within) for child in reversed(item) if _is(child, "navPoint")]
        return points

    def _resolve(self, base: str, href: str) -> tuple[str, str]:
        """Return the member and the id that a link leads to; no member if it leads out of the book."""
        path, _, anchor = href.partition("#")
        if _REMOTE.match(path):
            return "", ""
        for name in (unquote(path), path):
            full = posixpath.normpath(posixpath.join(posixpath.dirname(base), name)) if path else base
            if full in self._archive.members:
                return full, unquote(anchor)
        return ("", "") if full.startswith(("/", "..")) else (full, unquote(anchor))

    def _refuse_encrypted(self) -> None:
        name = "META-INF/encryption.xml"
        if name not in self._archive.members:
            return
        methods = {
            item.get("Algorithm", "") for item in self._archive.tree(name).iter() if _is(item, "EncryptionMethod")
        }
        if methods - _ONLY_FONTS:
            raise ArtefactError("the book is encrypted (copy protection), so its text can't be read")


def _is(item: ElementTree.Element, name: str) -> bool:
    return isinstance(item.tag, str) and item.tag.rpartition("}")[2] == name
