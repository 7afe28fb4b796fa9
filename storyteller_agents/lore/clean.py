"""Making text from anywhere harmless to print and to store, without changing what it says.

Control characters go (a terminal would obey them, SQLite would stop at a NUL), lone surrogates become U+FFFD
(they can't be written as UTF-8). Nothing else is touched: no escaping, no normalisation.
"""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Return the text with ``\\n`` line ends, without control characters and lone surrogates."""
    if text.isprintable():  # most are, and this is quick
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))


def clean_line(text: str) -> str:
    """Return the text as one clean line: white space of any kind and length becomes one space."""
    return " ".join(clean_text(text).split())
