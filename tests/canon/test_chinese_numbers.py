"""Chinese numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.chinese_numbers import NUMERAL, chinese_number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("三", 3), ("十", 10), ("十八", 18), ("二十", 20), ("廿三", 23), ("卅", 30), ("一百零五", 105), ("一百五", 150), ("三百二十", 320),
        ("两千", 2000), ("一万二千", 12000), ("１２", 12), ("1987", 1987), ("一九八七", 1987), ("二〇〇八", 2008), ("两", 2), ("初五", 5),
        ("第十二", 12), ("三十有五", 35), ("十八九", None), ("三五", None), ("几", None), ("", None), ("好", None),
    ],
)  # fmt: skip
def test_the_value_of_a_number(words: str, value: int | None) -> None:
    assert chinese_number(words) == value


@settings(max_examples=100)
@given(st.text(alphabet="〇一二三十百千万亿廿两半0９好", max_size=20))
def test_no_number_is_too_odd(words: str) -> None:
    value = chinese_number(words)
    assert value is None or value >= 0
    assert all(match[0] for match in re.finditer(NUMERAL, words))
