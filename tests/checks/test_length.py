"""Scenes far from their target; between 70% and 160% nothing is said."""

from __future__ import annotations

import pytest

from storyteller_agents.checks.check import SceneText
from storyteller_agents.checks.craft.length import too_long, too_short
from storyteller_agents.story import SceneCard


def found(text: str, words: int = 10, language: str = "en") -> list[tuple[str, str, str]]:
    scene = SceneText(SceneCard(id="0001", title="T", words=words), text, language)
    return [(item.rule, item.quote, item.message) for rule in (too_short, too_long) for item in rule.findings(scene)]


@pytest.mark.parametrize(
    ("count", "rule"),
    [(0, "too-short"), (6, "too-short"), (7, ""), (10, ""), (16, ""), (17, "too-long"), (90, "too-long")],
)
def test_the_bounds(count: int, rule: str) -> None:
    assert [name for name, _, _ in found("word. " * count)] == [rule] * bool(rule)


def test_what_is_quoted_and_said() -> None:
    assert found("It was night. She went.") == [("too-short", "She went.", "5 of 10 words.")]
    assert found("", 20) == [("too-short", "", "0 of 20 words.")]
    assert found("It was night. She went.", 2) == [("too-long", "She went.", "5 words where 2 were planned.")]


def test_chinese_is_counted_in_characters() -> None:
    assert found("她走上楼梯，灯灭了。", 9, "zh") == []
    assert found("她走了。", 9, "zh") == [("too-short", "她走了。", "3 of 9 words.")]
