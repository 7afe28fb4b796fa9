"""Text into words."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller_agents.lore.segment import estimate_tokens, query_terms, terms, tokens


def test_tokens() -> None:
    assert tokens("The LAMP-room, O'Brien_x") == ["the", "lamp", "room", "o", "brien", "x"]
    assert tokens("北灯 Tower") == ["北", "灯", "tower"]
    assert tokens("हिन्दी") == ["हिन्दी"]


def test_chinese_words_and_pairs() -> None:
    found = terms("守护人走进灯塔")
    assert {"守护", "守护人", "灯塔"} <= set(found.words)
    assert {"人走", "进灯"} <= set(found.pairs)
    assert not set(found.words) & set(found.pairs)


def test_query_terms() -> None:
    assert query_terms("Who keeps the lamp, the lamp?").words == ("keeps", "lamp")
    assert query_terms("who is it").words == ("who", "is", "it")
    assert len(query_terms(" ".join(f"w{n}" for n in range(500))).words) == 100


@pytest.mark.parametrize(("text", "count"), [("", 0), ("abcd", 1), ("abcde", 2), ("灯塔", 2), ("灯塔 abc", 3)])
def test_estimate(text: str, count: int) -> None:
    assert estimate_tokens(text) == count


@given(st.text())
def test_any_text(text: str) -> None:
    found = terms(text)
    assert all(word.strip() for word in found.words)
    assert all(len(pair) == 2 for pair in found.pairs)
    assert estimate_tokens(text) >= 0


def test_jieba_is_quiet_and_leaves_no_file(tmp_path: object) -> None:
    code = "from storyteller_agents.lore.segment import terms; print(terms('灯塔守护人').words)"
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**__import__("os").environ, "TMPDIR": str(tmp_path)},
        check=True,
    )
    assert "灯塔" in done.stdout
    assert "jieba" not in done.stderr
    assert "dict" not in done.stderr
    assert list(tmp_path.iterdir()) == []  # type: ignore[attr-defined]
