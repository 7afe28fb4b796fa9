"""JSON from anywhere, read so that nothing in it can do harm, for all sources whose files are JSON.

Several readers look at a file to see whether it is theirs, so what was read last is kept until the file changes.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from storyteller_agents.errors import ArtefactError

MOST_BYTES = 512 * 2**20
"""The largest JSON file that is read; a table of that size belongs into a database."""

_MARKS = {b"\xff\xfe\x00\x00": "utf-32", b"\x00\x00\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True)
class Document:
    """What a JSON file holds, and the keys that stand twice in one of its objects; the last value counts."""

    data: Any
    repeated: list[str] = field(default_factory=list)


def load_json(path: Path) -> Document:
    """Read a JSON file: UTF-8, UTF-16 or UTF-32, with a byte order mark or without.

    NaN, infinities and numbers beyond a float, which JSON lacks, become text.

    Raises:
        ArtefactError: the file can't be read, or isn't JSON; names line and column.
    """
    try:
        about = path.stat()
    except OSError as error:
        raise ArtefactError(f"{path}: can't be read ({error.strerror or error}).") from error
    if about.st_size > MOST_BYTES:
        raise ArtefactError(f"{path}: {about.st_size >> 20} MiB of JSON; allowed: at most {MOST_BYTES >> 20}.")
    return _load(path, about.st_mtime_ns, about.st_size, about.st_ino)


def looks_like_json(path: Path) -> bool:
    """Whether a file begins as a JSON object or array does; cheap, whatever its size."""
    try:
        with path.open("rb") as file:
            begin = file.read(64)
    except OSError:
        return False
    return begin.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] in (b"{", b"[")


def parse_json(text: str) -> Document:
    """Parse JSON text as `load_json` does; the error has no file name."""
    repeated: list[str] = []

    def to_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) < len(pairs):
            repeated.extend(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        return value

    try:
        data = json.loads(text, parse_constant=str, parse_float=_finite, object_pairs_hook=to_object)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ArtefactError(f"{where}: not valid JSON ({error.msg}). The file may be cut off.") from error
    except (ValueError, RecursionError) as error:
        raise ArtefactError(f"not valid JSON ({error}).") from error
    return Document(data, repeated)


def decode(data: bytes) -> str:
    """Decode bytes by their byte order mark, or by where their zeros are (RFC 4627, section 3); else they are UTF-8.

    Raises:
        ArtefactError: they are not text in that encoding; names the byte.
    """
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    if encoding is None:
        zeros = [at for at in range(min(4, len(data))) if data[at] == 0]
        encoding = {(1, 3): "utf-16-le", (0, 2): "utf-16-be", (1, 2, 3): "utf-32-le", (0, 1, 2): "utf-32-be"}.get(
            tuple(zeros), "utf-8-sig"
        )
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArtefactError(
            f"not {encoding.removesuffix('-sig').upper()} text (byte {data[error.start]:#04x} at offset {error.start}). "
            "Save the file as UTF-8 and run the command again."
        ) from error


@lru_cache(maxsize=2)
def _load(path: Path, *stamp: int) -> Document:
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        raise ArtefactError(f"{path}: can't be read ({error.strerror or error}).") from error
    return parse_json(text.replace("\r\n", "\n"))


def _finite(number: str) -> float | str:
    value = float(number)
    return value if math.isfinite(value) else number
