"""What stands twice is found; short sentences, speech and chance are not."""

from __future__ import annotations

import pytest

from storyteller_agents.checks.check import SceneText
from storyteller_agents.checks.craft.repetition import repetition, sentence_key
from storyteller_agents.story import SceneCard


def found(text: str, *earlier: str, language: str = "en") -> list[tuple[int, str]]:
    scene = SceneText(SceneCard(id="0001", title="T"), text, language, earlier=earlier)
    return [(finding.span[0], finding.quote) for finding in repetition.findings(scene)]


LONG = "Ada climbed the long stairs."


def test_a_sentence_that_stands_twice() -> None:
    assert found(f"{LONG} Bram waited. {LONG}") == [(42, LONG)]
    assert found(f"{LONG}\n\nBram waited.\n\n{LONG} {LONG}") == [(44, LONG), (73, LONG)]


@pytest.mark.parametrize(
    "again", ["Ada climbed the long stairs!", "ADA climbed, the long stairs.", "Ada climbed — the long stairs…"]
)
def test_case_and_punctuation_make_no_difference(again: str) -> None:
    assert len(found(f"{LONG} Bram waited. {again}")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "No. No. No. No.",
        "She waited for him. She waited for him.",
        f"{LONG} Ada climbed the long dark stairs.",
        f"{LONG} Bram climbed the long stairs.",
        '"Where have you been all day?" Ada asked. He sat down. "Where have you been all day?"',
        "“Have you seen the north lamp?” “Have you seen the north lamp?” he echoed.",
        "The lamp on the cliff was old. He saw the lamp on the cliff. She loved the lamp on the cliff.",
    ],
)
def test_what_may_repeat(text: str) -> None:
    assert found(text) == []


def test_speech_may_come_twice_but_not_three_times() -> None:
    said = "“Where have you been all day?”"
    assert found(f"{said} He sat. {said}") == []
    assert [quote for _, quote in found(f"{said} He sat. {said} She stood. {said}")] == [said]
    told = f"{said} Ada asked."
    assert found(f"{told} He sat. {told}") == []
    narrated = '"No," Ada said to the old keeper.'
    assert [quote for _, quote in found(f"{narrated} He sat. {narrated}")] == [narrated]


def test_sentences_of_earlier_scenes() -> None:
    assert found(LONG, f"It was night. {LONG}") == [(0, LONG)]
    assert found("Bram waited for the ship.", f"It was night. {LONG}") == []
    assert found("“Where have you been all day?”", "“Where have you been all day?”") == []


def test_a_phrase_that_comes_three_times() -> None:
    phrase = "the lamp at the end of the quay"
    twice = f"He saw {phrase}. Ada went to {phrase}."
    assert found(twice) == []
    ((start, quote),) = found(f"{twice} They met under {phrase} at dawn.")
    assert quote == "the lamp at the end of"
    assert start > len(twice)


def test_a_phrase_is_reported_once_a_place() -> None:
    phrase = "the lamp at the end of the old stone quay by the sea"
    text = " ".join(f"{who} saw {phrase}." for who in ("Ada", "Bram", "Otto", "Ruth"))
    starts = [start for start, _ in found(text)]
    assert len(starts) == 4
    assert len({text.rfind(".", 0, start) for start in starts}) == 2


def test_chinese() -> None:
    sentence = "她走上了那道又长又黑的楼梯。"
    assert found(f"{sentence}灯灭了。{sentence}", language="zh") == [(18, sentence)]
    assert found("灯灭了。灯灭了。她没有动。她没有动。", language="zh") == []
    assert found("“你今天一整天都到哪里去了？”她问。“你今天一整天都到哪里去了？”", language="zh") == []


def test_chinese_phrases() -> None:
    phrase = "灯塔下面那块黑色的大石头"
    text = f"他看见{phrase}。她走向{phrase}，没有回头。"
    assert found(text, language="zh") == []
    assert [quote for _, quote in found(f"{text}夜里，{phrase}发着光。", language="zh")] == [phrase]


def test_keys() -> None:
    assert sentence_key("It’s the lamp, Ada SAID!") == ("it’s", "the", "lamp", "ada", "said")
    assert sentence_key("It's the lamp.") == ()
    assert sentence_key("It's the lamp.", 3) == ("it's", "the", "lamp")
    assert sentence_key("她走上了楼梯。", 3) == tuple("她走上了楼梯")
    assert sentence_key("她走了。", 3) == ()
    assert sentence_key("…") == ()
