"""What character cards come in: JSON, a PNG with the card in a text chunk, or a CHARX archive.

A PNG carries the card as base64, under the keyword `ccv3` (V3, preferred) or `chara` (V2); a CHARX file is a zip with
``card.json`` at its root. Sizes are bounded, pictures are named but not unpacked, and nothing is written to disk.
"""

from __future__ import annotations

import base64
import binascii
import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.entry import shown
from storyteller_agents.lore.sources.documents import Document, decode, load_json, looks_like_json, parse_json

_PNG = b"\x89PNG\r\n\x1a\n"
_ZIP = (b"PK\x03\x04", b"\xff\xd8\xff")  # the second is a JPEG: some tools put the archive behind a portrait
_CHUNKS = ("ccv3", "chara")
_CARD = "card.json"
_MOST_BYTES = 64 * 2**20
_MOST_CHUNKS = 100_000
_MOST_LISTED = 4 * 2**20
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, RuntimeError, EOFError)


def holds_card(path: Path) -> bool | None:
    """Whether a picture or an archive holds a card; None for a file that is neither.

    Every ``.charx`` file counts, so that a damaged one is named and not passed over.
    """
    start = _begin(path)
    if start == _PNG:
        with path.open("rb") as file:
            return any(chunk.keyword in _CHUNKS for chunk in _text_chunks(file))
    if path.suffix.lower() == ".charx":
        return True
    return _CARD in _member_names(path) if start.startswith(_ZIP) else None


def _begin(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(8)
    except OSError:
        return b""


@dataclass
class Opened:
    """What a file holds: the card, the names of what comes with it, and what is wrong (where and what)."""

    card: Document
    files: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


def open_card(path: Path) -> Opened:
    """Read a card out of whatever carries it.

    Raises:
        ArtefactError: there is no card in the file, or it can't be read.
    """
    start = _begin(path)
    if start == _PNG:
        return _open_png(path)
    if start.startswith(_ZIP) or (path.suffix.lower() == ".charx" and not looks_like_json(path)):
        return _open_charx(path)
    return Opened(load_json(path))


class _Chunk(NamedTuple):
    """A text chunk of a PNG: its kind, its keyword, and where its content stands."""

    kind: bytes
    keyword: str
    at: int
    length: int


def _text_chunks(file: BinaryIO) -> Iterator[_Chunk]:
    """Yield the text chunks of a PNG; of their contents, only the keywords are read."""
    at = len(_PNG)
    for _ in range(_MOST_CHUNKS):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8 or head[4:] == b"IEND":
            return
        length, kind = struct.unpack(">I4s", head)
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            keyword = file.read(min(length, 200)).partition(b"\0")[0].decode("latin-1")
            yield _Chunk(kind, keyword.lower() if keyword.lower() in _CHUNKS else keyword, at + 8, length)
        at += 12 + length


def _open_png(path: Path) -> Opened:
    problems: list[tuple[str, str]] = []
    with path.open("rb") as file:
        chunks = list(_text_chunks(file))
        files = [chunk.keyword for chunk in chunks if chunk.keyword.startswith("chara-ext-asset_")]
        for name in _CHUNKS:
            own = [chunk for chunk in chunks if chunk.keyword == name]
            if len(own) > 1:
                problems.append((name, f"found {len(own)} chunks of this name; only the first one is read"))
            try:
                if own:
                    return Opened(_parsed(_decoded(_content(file, own[0]))), files, problems)
            except ArtefactError as error:
                problems.append((name, str(error)))
    told = "; ".join(f"{name}: {message}" for name, message in problems)
    raise ArtefactError(f"{path}: {told or 'found no chunk ccv3 or chara; the picture may have lost its card'}")


def _content(file: BinaryIO, chunk: _Chunk) -> bytes:
    """Return a text chunk's text, unpacked where it is packed.

    Raises:
        ArtefactError: the chunk is cut off, damaged or too large.
    """
    if chunk.length > _MOST_BYTES:
        raise ArtefactError(f"{chunk.length >> 20} MiB; allowed: at most {_MOST_BYTES >> 20}")
    file.seek(chunk.at)
    data, sum_ = file.read(chunk.length), file.read(4)
    if len(data) < chunk.length or len(sum_) < 4:
        raise ArtefactError(f"the chunk is cut off: {len(data)} of {chunk.length} bytes; get the file anew")
    if struct.unpack(">I", sum_)[0] != zlib.crc32(chunk.kind + data):
        raise ArtefactError("the chunk is damaged: its bytes don't match its checksum (CRC); get the file anew")
    rest = data.partition(b"\0")[2]
    packed = chunk.kind == b"zTXt"
    if chunk.kind == b"iTXt":
        packed, rest = rest[:1] == b"\1", b"".join(rest[2:].split(b"\0", 2)[2:])
    elif packed:
        rest = rest[1:]
    return _inflated(rest) if packed else rest


def _inflated(data: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, _MOST_BYTES)
    except zlib.error as error:
        raise ArtefactError(f"the chunk's text can't be unpacked ({error})") from error
    if not unpacker.eof:
        raise ArtefactError(f"the chunk's text is cut off, or more than {_MOST_BYTES >> 20} MiB when unpacked")
    return text


def _decoded(text: bytes) -> bytes:
    text = b"".join(text.split()).rstrip(b"=")
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise ArtefactError(f"not base64 ({error}); allowed: a card as base64 of JSON") from error


def _parsed(data: bytes) -> Document:
    document = parse_json(decode(data))
    if not isinstance(document.data, Mapping):
        raise ArtefactError(f"found {shown(document.data)}; allowed: a character card, a mapping")
    return document


class _Archive(io.FileIO):
    """A file of which no more is read at once than a sound archive's list of members takes."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _MOST_LISTED:
            raise zipfile.BadZipFile(f"its list of members takes {size >> 20} MiB; allowed: {_MOST_LISTED >> 20}")
        return super().read(size) or b""


def _member_names(path: Path) -> list[str]:
    try:
        with _Archive(path) as file, zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except _DAMAGED:
        return []


def _open_charx(path: Path) -> Opened:
    try:
        with _Archive(path) as file, zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            own = [member for member in members if member.orig_filename == _CARD]
            rest = [member.orig_filename for member in members if member.orig_filename != _CARD]
            odd = [name for name in rest if _is_odd(name)]
            told = (
                [f"{len(odd)} members such as {shown(odd[0])} are not read; allowed: {_CARD} at the root"]
                if odd
                else []
            )
            if len(own) > 1:
                told.append(f"found {len(own)} members {_CARD}; only the last one is read")
            if not own:
                raise ArtefactError("; ".join(told) or f"found no {_CARD} at the root of the archive")
            return Opened(_parsed(_member(archive, own[-1])), rest, [(_CARD, message) for message in told])
    except ArtefactError as error:
        raise ArtefactError(f"{path}: {_CARD}: {error}") from error
    except _DAMAGED as error:
        raise ArtefactError(f"{path}: not a sound zip archive ({error}); get the file anew") from error


def _is_odd(name: str) -> bool:
    """Whether a member's name would lead to the card where names are used as paths, or where case does not count."""
    name = name.partition("\0")[0].replace("\\", "/").rpartition(":")[2]
    return posixpath.normpath(f"/{name}").casefold().lstrip("/") == _CARD


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return what a member holds.

    Raises:
        ArtefactError: it is encrypted, packed in an unusual way or too large.
    """
    if member.flag_bits & 1:
        raise ArtefactError("encrypted; allowed: an archive without a password")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArtefactError(f"packed by method {member.compress_type}; allowed: stored or deflated")
    if member.file_size > _MOST_BYTES:
        raise ArtefactError(f"{member.file_size >> 20} MiB; allowed: at most {_MOST_BYTES >> 20}")
    with archive.open(member) as file:
        return b"".join(iter(lambda: file.read(2**16), b""))
