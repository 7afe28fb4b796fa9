"""Gestures, frames, openings and turns that come back too often are found; names, speech and chance are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.checks.check import SceneText
from storyteller_agents.checks.craft.overused_phrase import overused_phrase
from storyteller_agents.story import SceneCard


def found(text: str, *earlier: str, language: str = "en") -> list[str]:
    scene = SceneText(SceneCard(id="0001", title="T"), text, language, earlier=earlier)
    return [finding.quote for finding in overused_phrase.findings(scene)]


def plain(sentences: int, start: int = 0) -> str:
    """Prose of ten words a sentence in which no turn comes twice."""
    return " ".join(
        f"Then verb{n} it noun{n}, adverb{n}, while thing{n} other{n} last{n}." for n in range(start, start + sentences)
    )


@pytest.mark.parametrize(
    ("sentences", "quote"),
    [
        (["Her eyes widened.", "The boy saw it and his eyes widened.", "At that my eyes widened too."], "eyes widened"),
        (["Ada let out a breath.", "Bram let out a breath too.", "Then Otto let out a breath."], "let out a breath"),
        (["Ada had a sense of loss.", "It left a sense of peace.", "Bram felt a sense of duty."], "a sense of"),
        (
            ["With trembling care Ada rose.", "With trembling care Bram sat.", "With trembling care it was lit.",
             "With trembling care they went."],
            "With trembling care",
        ),
        (
            ["Ada saw shadows dancing on the walls.", "Bram saw shadows dancing on the walls.",
             "Light came, shadows dancing on the walls.", "Night fell, shadows dancing on the walls."],
            "shadows dancing on the walls",
        ),
    ],
)  # fmt: skip
def test_each_form_is_found_once_at_its_last_use(sentences: list[str], quote: str) -> None:
    text = f"{plain(3)} ".join(sentences)
    assert found(text) == [quote]
    scene = SceneText(SceneCard(id="0001", title="T"), text)
    (finding,) = overused_phrase.findings(scene)
    assert text.find(quote, finding.span[1]) == -1
    assert f"{len(sentences)} times" in finding.message and finding.severity == "note"
    assert found(f"{plain(3)} ".join(sentences[:-1])) == []


def test_scenes_before_count_too_but_what_is_only_there_is_theirs() -> None:
    before = f"Her heart pounded. {plain(5)}", f"His heart pounded. {plain(5, 5)}"
    assert found(f"My heart pounded. {plain(5, 10)}", *before) == ["heart pounded"]
    assert found(plain(5, 10), *before, "Her heart pounded.") == []


def test_a_long_text_may_say_it_more_often() -> None:
    three = f"{plain(30)} ".join(["Her eyes widened."] * 3)
    assert found(three) == ["eyes widened"]
    assert found(f"{three} {plain(250, 30)}") == []


def test_what_was_said_long_ago_is_forgotten() -> None:
    old = "Her eyes widened. Her jaw dropped. " * 30
    assert found("Her eyes widened.", old) == ["eyes widened"]
    assert found("Her eyes widened.", old, plain(600)) == []


@pytest.mark.parametrize(
    "text",
    [
        "He saw the Winged Monkeys of Thule. " * 6,
        "“Her eyes widened and shadows danced,” he said. " * 6,
        "The lamp was out. The lamp was lit. The lamp was old. The lamp was green. The lamp was gone.",
        "It was there. It was not there. It was there again. It was over.",
        "She had to be out of there. He had to be out of there. They had to be out of there. I had to be out of there.",
        "The north lamp shone. Ada saw the north lamp. Bram lit the north lamp. Otto loved the north lamp.",
    ],
)
def test_names_speech_things_and_small_words_may_come_often(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("language", ["zh", "de", "xx"])
def test_other_languages_are_passed_over(language: str) -> None:
    assert found("Her eyes widened. " * 9, language=language) == []


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from(["her", "Eyes", "widened", "a", "sense", "of", ".", "“", "”", ",", "\n", "Ada", "’"]))
    .map(" ".join) | st.text(max_size=200),
    st.lists(st.text(max_size=60), max_size=3),
)  # fmt: skip
def test_any_text_is_read(text: str, earlier: list[str]) -> None:
    assert all(quote and quote in text for quote in found(text, *earlier))
