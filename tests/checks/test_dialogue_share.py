"""People who share a long scene and never speak, or do nothing else, are noticed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.checks.check import SceneText
from storyteller_agents.checks.craft.dialogue_share import dialogue_share
from storyteller_agents.story import SceneCard

BOTH = ("Ada Penrow", "Bram Colley")
NARRATED = "Ada climbed the stairs and Bram came after her in silence. " * 40
SPOKEN = "“You never told me where you had been all that time.”\n\n“I told you as much as you wanted to know.”\n\n" * 24


def found(
    text: str, cast: Sequence[str] = BOTH, language: str = "en", earlier: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    scene = SceneText(SceneCard(id="0001", title="T", cast=list(cast)), text, language, earlier=earlier)
    return [(finding.quote, finding.message) for finding in dialogue_share.findings(scene)]


def test_nobody_speaks() -> None:
    ((quote, message),) = found(NARRATED)
    assert quote == "Ada climbed the stairs and Bram came after her in silence."
    assert "Ada Penrow, Bram Colley" in message and "440 words" in message


def test_nothing_but_speech() -> None:
    ((_, message),) = found(SPOKEN)
    assert "100%" in message


@pytest.mark.parametrize(
    "text",
    [
        NARRATED + "“Come,” she said.",
        NARRATED + "'Come,' she said.",
        NARRATED + "\n— Come, she said.",
        NARRATED[: len(NARRATED) // 2],
        SPOKEN + NARRATED[:700],
        SPOKEN[: len(SPOKEN) // 2],
        "",
    ],
)
def test_some_speech_or_few_words_are_fine(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("cast", [[], ["Ada Penrow"], ["Ada Penrow", "Ada Penrow"]])
def test_who_is_alone_need_not_speak(cast: list[str]) -> None:
    assert found(NARRATED, cast) == found(SPOKEN, cast) == []


def test_a_book_that_marks_no_speech_is_left_alone() -> None:
    assert found(NARRATED, earlier=("Come, she said.", "No, he said.")) == []
    assert len(found(NARRATED, earlier=("Come, she said.", "“No,” he said."))) == 1


def test_chinese_counts_characters() -> None:
    text = "她走上了楼梯，他跟在后面。" * 80
    assert len(found(text, language="zh")) == 1
    assert found(text[:600], language="zh") == []
    assert found(f"{text}“来吧。”", language="zh") == []


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from([NARRATED, SPOKEN, "“", "'A", "—", "\n"]), max_size=4).map(" ".join)
    | st.text(max_size=200),
    st.sampled_from(["en", "zh"]),
)
def test_any_text_is_read(text: str, language: str) -> None:
    assert all(quote and quote in text for quote, _ in found(text, language=language))
