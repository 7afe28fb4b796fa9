"""Numbers in Chinese: ``十八``, ``三百二十``, ``廿三``, ``一九八七``, ``１２``. What is rough (``十八九``, ``几``) has no value."""

from __future__ import annotations

import re

_DIGITS = {
    digit: value
    for value, forms in enumerate(
        (
            "〇零○0０",
            "一壹1１",
            "二两贰兩2２",
            "三叁3３",
            "四肆4４",
            "五伍5５",
            "六陆6６",
            "七柒7７",
            "八捌8８",
            "九玖9９",
        )
    )
    for digit in forms
}
_TENS = {"廿": 20, "卅": 30}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}

_LETTERS = "".join([*_DIGITS, *_TENS, *_PLACES, *_MYRIADS])
NUMERAL = rf"(?:[二三四五六七八九]?十有[一二三四五六七八九]|[{_LETTERS}]{{1,12}})"
"""Matches a number in Chinese characters or in figures, of any width."""


def chinese_number(words: str) -> int | None:
    """Return the value of a whole number, or None where it has none or is a rough one."""
    text = words.strip().removeprefix("第").removeprefix("初").replace("有", "")
    if not text or len(text) > 16:
        return None
    if all(letter in _DIGITS for letter in text):
        return _spelled(text)
    total = section = 0
    pending: int | None = None
    last_place = 1
    for letter in text:
        if letter in _DIGITS:
            if pending:
                return None  # 十八九: eighteen or nineteen
            pending = _DIGITS[letter]
        elif letter in _TENS:
            section, pending, last_place = section + _TENS[letter], None, 10
        elif letter in _PLACES:
            section += (1 if pending is None else pending) * _PLACES[letter]
            pending, last_place = None, _PLACES[letter]
        elif letter in _MYRIADS:
            total += (section + (pending or 0) or 1) * _MYRIADS[letter]
            section, pending, last_place = 0, None, _MYRIADS[letter]
        else:
            return None
    if pending and last_place >= 100 and not re.search("[零〇○].$", text):
        pending *= last_place // 10  # 一百五 is 150
    return total + section + (pending or 0)


def _spelled(text: str) -> int | None:
    """Return the value of digits in a row, as years are written; two or three of them are a rough number (三五, 七八)."""
    if len(text) > 1 and len(text) < 4 and not re.fullmatch(r"[0-9０-９]+", text):
        return None
    return int("".join(str(_DIGITS[letter]) for letter in text))
