"""The archive that an EPUB is, opened so that nothing in it can do harm.

Names of members are never paths on disk; what is unpacked is bounded, member by member and in all; a document that
declares entities or carries a document type of its own is refused. What the members say is not known here, and nothing
is written.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import shown
from storyteller_agents.lore.sources.chapters import MOST_BYTES, bytes_of, decoded

_MOST_MEMBER = 16 * 2**20
_MOST_MEMBERS = 50_000
_MOST_RATIO = 200
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, IndexError)
_XML_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)")
_DOCTYPE = re.compile(r"<!DOCTYPE([^\[>]*)([\[>]?)", re.I)


def open_archive(path: Path) -> Archive:
    """Open the archive.

    Raises:
        ArtefactError: it is none, or one that would do harm.
    """
    data = bytes_of(path)
    if data.count(b"PK\x01\x02") > _MOST_MEMBERS:
        raise ArtefactError(f"{path}: the archive names more than {_MOST_MEMBERS} files; that is no book.")
    try:
        return Archive(zipfile.ZipFile(BytesIO(data)))
    except _BROKEN as error:
        raise ArtefactError(f"{path}: not an EPUB, or damaged ({clean_line(str(error))[:200]}).") from error


class Archive:
    """The members of an archive, none of which is ever written to disk; what is unpacked in all is bounded.

    Raises:
        ArtefactError: a name leads out of the archive or stands twice.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = MOST_BYTES
        self.members: dict[str, zipfile.ZipInfo] = {}
        for member in archive.infolist():
            name = member.orig_filename
            if re.match(r"[/\\]|[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name) or "\x00" in name:
                raise ArtefactError(f"the archive has a file {shown(name)}; allowed: names inside of the book")
            if name in self.members:
                raise ArtefactError(f"the archive has the file {shown(name)} twice; allowed: once")
            self.members[name] = member

    def text(self, name: str) -> str:
        """Return a document of markup, without its document type.

        Raises:
            ArtefactError: it is missing, encrypted, too large, damaged, no text, or declares entities.
        """
        data = self._bytes(name)
        try:
            text = decoded(data, _XML_ENCODING.match(data[:200].lstrip()))
        except ArtefactError as error:
            raise ArtefactError(f"{name}: {error}") from error
        if re.search(r"<!ENTITY", text, re.I):
            raise ArtefactError(f"{name}: declares entities (<!ENTITY); such a document is not read")
        for found in _DOCTYPE.finditer(text):
            if found[2] == "[":
                raise ArtefactError(f"{name}: carries a document type of its own; such a document is not read")
        return _DOCTYPE.sub("", text)

    def tree(self, name: str) -> ElementTree.Element:
        """Return an XML document.

        Raises:
            ArtefactError: as `text`, or it is not XML.
        """
        try:
            return ElementTree.fromstring(self.text(name))  # noqa: S314 - without entities and document types
        except (ElementTree.ParseError, ValueError) as error:
            raise ArtefactError(f"{name}: not valid XML ({error})") from error

    def _bytes(self, name: str) -> bytes:
        member = self.members.get(name)
        if member is None:
            raise ArtefactError(f"the book has no file {shown(name)}")
        if member.flag_bits & 1:
            raise ArtefactError(f"{name}: encrypted with a password; allowed: books without copy protection")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ArtefactError(f"{name}: packed by method {member.compress_type}; allowed: stored or deflated")
        is_bomb = member.file_size > max(2**20, member.compress_size * _MOST_RATIO)
        if is_bomb or member.file_size > min(_MOST_MEMBER, self._left):
            raise ArtefactError(f"{name}: unpacks to {member.file_size} bytes; that is no chapter of a book")
        try:
            with self._archive.open(member) as stream:
                data = stream.read(_MOST_MEMBER)
        except _BROKEN as error:
            raise ArtefactError(f"{name}: damaged ({clean_line(str(error))[:200]})") from error
        self._left -= len(data)
        return data
