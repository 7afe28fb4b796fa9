"""Regular expressions of a schema, as the grammar engine needs them.

llguidance 1.9 lets quotes and backslashes through a negated class that excludes them, since it adds the escapes of
JSON strings afterwards. So a negated class is written as the ranges that it allows; control characters
other than tab and line ends are left out, since no text needs them and they bring the fault back.
"""

from __future__ import annotations

import re
from functools import lru_cache

_CLASS = re.compile(r"\\.|\[\^(?:\\.|[^\]\\])*\]|\[(?:\\.|[^\]\\])*\]", re.DOTALL)

_TEXT = ((0x9, 0xB), (0xD, 0xE), (0x20, 0x7F), (0x80, 0xD800), (0xE000, 0x110000))
"""What a text is made of: tab, line ends, and all that is no control character and no half of one."""


def ends_by_itself(pattern: str) -> bool:
    """Whether a regular expression is anchored at both ends and repeats nothing without a limit."""
    plain = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "x", pattern)
    return plain.startswith("^") and plain.endswith("$") and not re.search(r"[*+]|\{\d+,\}", plain)


def without_negation(pattern: str) -> str:
    """Return a pattern that matches the same, without negated classes; as it is, if it is no valid pattern."""
    try:
        return _CLASS.sub(lambda found: _allowed(found[0]) if found[0].startswith("[^") else found[0], pattern)
    except re.error:
        return pattern


@lru_cache(maxsize=256)
def _allowed(negated: str) -> str:
    """Return the ranges of characters that a negated class allows, as a class."""
    everything = "".join(map(chr, range(0x110000)))
    ranges = [found.span() for found in re.finditer(f"{negated}+", everything)]
    parts = [(max(start, low), min(end, high)) for start, end in ranges for low, high in _TEXT]
    return "[" + "".join(f"\\u{{{start:x}}}-\\u{{{end - 1:x}}}" for start, end in parts if start < end) + "]"
