"""The cover of a book: ``cover.jpg`` or ``cover.png`` in its folder, known by what is in the file, not by its name.

Only the size is read out of it. Nothing is decoded, converted or made smaller.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from storyteller_agents.errors import BookError

NAMES = ("cover.jpg", "cover.jpeg", "cover.png")
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_BYTES = 50 << 20
_NO_SIZE = frozenset({0xC4, 0xC8, 0xCC})
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})


class Cover(BaseModel):
    """A picture: its type, its size in pixels, and its bytes, which are left out where it is shown as JSON."""

    model_config = ConfigDict(frozen=True)
    media_type: Literal["image/jpeg", "image/png"]
    width: int
    height: int
    data: bytes = Field(exclude=True, repr=False)

    @property
    def suffix(self) -> str:
        """The suffix that fits the type."""
        return ".png" if self.media_type == "image/png" else ".jpg"


def find_cover(folder: Path) -> Cover | None:
    """Return the cover in a book's folder, or None if there is none.

    Raises:
        BookError: there are two, or the file is no whole JPEG or PNG picture, or too large.
    """
    files = [folder / name for name in NAMES if (folder / name).exists()]
    if len(files) > 1:
        raise BookError(f"{folder}: found two covers, {files[0].name} and {files[1].name}. Keep one of them.")
    return read_cover(files[0]) if files else None


def read_cover(file: Path) -> Cover:
    """Return a picture file as a cover. Raises `BookError` if it is none."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise BookError(f"{file}: larger than {_MOST_BYTES >> 20} MiB. Save a smaller picture.")
        data = file.read_bytes()
    except OSError as error:
        raise BookError(f"{file}: can't be read ({error.strerror or error}).") from error
    is_png = data.startswith(_PNG)
    size = _png_size(data) if is_png else _jpeg_size(data)
    if size is None or 0 in size:
        raise BookError(f"{file}: not a whole JPEG or PNG picture. Save the cover as one of these.")
    return Cover(media_type="image/png" if is_png else "image/jpeg", width=size[0], height=size[1], data=data)


def _png_size(data: bytes) -> tuple[int, int] | None:
    if data[12:16] != b"IHDR" or b"IEND" not in data[-12:]:
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return the size that the frame header tells (ITU T.81, annex B), None where there is none or the end is missing."""
    if not data.startswith(b"\xff\xd8") or b"\xff\xd9" not in data[-1024:]:
        return None
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _STANDALONE:
            at += 1 if marker == 0xFF else 2
        elif 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
