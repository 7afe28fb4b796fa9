"""The text of a file as people see it in an editor: decoded, with ``\\n`` line ends, and without control characters.

Every offset into a manuscript counts in this text. A control character becomes a blank, so that the ones behind it keep
their places. Bytes that are no text are refused by name; what had to be guessed is told.
"""

from __future__ import annotations

import re
from pathlib import Path

from storyteller_agents.conflicts import refusal_of_marks
from storyteller_agents.errors import ArtefactError, ConflictError
from storyteller_agents.lore.sources.chapters import bytes_of, decoded
from storyteller_agents.lore.sources.plain_text import DECLARED

_KINDS = {
    b"PK\x03\x04": "a zip archive, as .docx and .epub are",
    b"\xd0\xcf\x11\xe0": "a document of an old Word, or one with a password",
    b"%PDF": "a PDF",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
_ASCII = bytes(range(128))
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MOST_CONTROL = 0.01
_MOST_LINES = 500_000
"""The lines of a file; the longest novels have fewer, and a file of nothing but short lines would take long."""
_MOST_WESTERN = 0.2
"""The share of accented letters in a text of a Western language is below; that of letters in any other script above."""


def kind_of(data: bytes) -> str:
    """Return what a file that begins so is if it is a known kind of file that isn't text, else an empty text."""
    return next((kind for magic, kind in _KINDS.items() if data.startswith(magic)), "")


def text_of(path: Path) -> tuple[str, list[str]]:
    """Return the text of a file, and what was guessed or changed to read it.

    The encoding is the one of the byte order mark; UTF-8; UTF-16 and UTF-32 told by their zeros; the one that a header
    of Project Gutenberg names; or Windows-1252, if few enough bytes are beyond ASCII.

    Raises:
        ArtefactError: the file is too large, has too many lines, can't be read, or isn't text.
        ConflictError: marks of a merge stand in it.
    """
    data = bytes_of(path)
    if kind := kind_of(data):
        raise ArtefactError(f"{path}: found {kind}; allowed: text. Give it the suffix that fits, or save it as text.")
    try:
        text, problems = _decoded(data)
    except ArtefactError as error:
        raise ArtefactError(f"{path}: {error}") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if refusal := refusal_of_marks(text):
        raise ConflictError(f"{path}{refusal}")
    if (lines := text.count("\n")) > _MOST_LINES:
        raise ArtefactError(f"{path}: found {lines:,} lines; allowed: at most {_MOST_LINES:,}. Divide the file.")
    text, changed = _CONTROL.subn(" ", text)
    if changed > max(10, _MOST_CONTROL * len(text)):
        raise ArtefactError(f"{path}: found binary data ({changed} control characters); allowed: text.")
    return text, [*problems, *([f"{changed} control characters are read as blanks"] if changed else [])]


def _decoded(data: bytes) -> tuple[str, list[str]]:
    try:
        return decoded(data, DECLARED.search(data, 0, 20_000)), []
    except ArtefactError:
        if b"\x00" in data:
            raise
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        if broken * 10 <= len(text) - len(text.encode("ascii", "ignore")) - broken:
            return text, [f"{broken} characters are not UTF-8 and can't be read; save the file as UTF-8"]
        if len(data.translate(None, _ASCII)) > _MOST_WESTERN * len(data):
            raise
    return data.decode("cp1252", "replace"), [
        "not UTF-8, so read as Windows-1252; if letters are wrong, save it as UTF-8"
    ]
