"""Numbers in words and figures: ``thirty-four``, ``a dozen``, ``the 3rd``, ``twenty or so`` is left to the caller."""

from __future__ import annotations

import re

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
).split()
_TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split()

_VALUES = {word: number for number, word in enumerate(_ONES)}
_VALUES |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_ORDINAL_VALUES = {word: number for number, word in enumerate(_ORDINALS, 1)}
_ORDINAL_VALUES |= {word: 10 * number for number, word in enumerate(_TENTHS, 2)}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_OTHERS = {"a": 1, "an": 1, "dozen": 12, "score": 20, "couple": 2, "pair": 2, "both": 2}

_SMALL_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(reversed(_ONES))})"
CARDINAL = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:(?:{_SMALL_WORD}|a|half a) (?:hundred|thousand|million)(?:(?: and)? {_SMALL_WORD})?"
    rf"|(?:{'|'.join(_ONES[1:10])})(?:-and-)(?:{'|'.join(_TENS)})|(?:a |two |three |half a )?(?:dozen|score)|{_SMALL_WORD}))"
)
"""Matches a number, in words or figures."""
ORDINAL = rf"(?:\d+(?:st|nd|rd|th)|(?:{'|'.join(_TENS)})-(?:{'|'.join(_ORDINALS[:9])})|{'|'.join(reversed(_ORDINALS))}|{'|'.join(_TENTHS)})"
"""Matches an ordinal number."""


def number(words: str) -> int | None:
    """Return the value of a cardinal or ordinal number, or None: ``four-and-twenty`` → 24, ``half a dozen`` → 6."""
    text = words.strip().lower().replace(",", "")
    if match := re.fullmatch(r"(\d{1,12})(?:st|nd|rd|th)?", text):
        return int(match[1])
    half = text.startswith("half ")
    parts = [part for part in re.split(r"[\s-]+", text.removeprefix("half ")) if part not in ("and", "of")]
    if not parts:
        return None
    total, current = 0, 0
    for place, part in enumerate(parts):
        if part in _LARGE:
            total, current = total + max(current, 1) * _LARGE[part], 0
        elif part in ("dozen", "score"):
            current = max(current, 1) * _OTHERS[part]
        elif part in _VALUES or part in _ORDINAL_VALUES:
            current += _VALUES.get(part, _ORDINAL_VALUES.get(part, 0))
        elif part in _OTHERS and place == 0:
            current = _OTHERS[part]
        else:
            return None
    value = total + current
    return value // 2 if half else value
