"""The shapes that a model's answers are held to, and the tidying of what ran into its bound."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from storyteller_agents.answers import one_of, phrase, sentence, tidy_phrase, tidy_sentence, title

SENTENCE = sentence(10, 40)
NAMED = sentence(10, 40, starts=["Ada Penrow", "Bram (old)"])
ZH_SENTENCE = sentence(30, 60, language="zh")
ZH_NAMED = sentence(30, 60, starts=["守灯人"], language="zh")
PHRASE = phrase(5, 30)
WANT = phrase(5, 30, starts=["to"])
ZH_PHRASE = phrase(12, 30, starts=["to"], language="zh")
SHAPES = [SENTENCE, NAMED, ZH_SENTENCE, ZH_NAMED, PHRASE, WANT, ZH_PHRASE, title(), title("zh")]


def fits(kind: Any, text: str) -> bool:
    try:
        TypeAdapter(kind).validate_python(text)
    except ValidationError:
        return False
    return True


def pattern(kind: Any) -> str:
    return TypeAdapter(kind).json_schema()["pattern"]


@pytest.mark.parametrize(
    ("kind", "good"),
    [
        (SENTENCE, "She lights the lamp."),
        (SENTENCE, "He's 19, and it's late — too late."),
        (NAMED, "Ada Penrow lights the lamp."),
        (NAMED, "Bram (old) lights the lamp."),
        (ZH_SENTENCE, "她推开沉重的木门，看见了灯。"),
        (ZH_NAMED, "守灯人推开沉重的木门，走了进去。"),
        (PHRASE, "the broken seal"),
        (PHRASE, "calm, slow, kind"),
        (WANT, "to find the bell"),
        (ZH_PHRASE, "找到那口钟"),
        (title(), "The Seventh Pane"),
        (title(), "Ada's Last Night on Watch"),
        (title("zh"), "灯塔之夜"),
    ],
)
def test_good_answers_fit_and_stay_as_they_are(kind: Any, good: str) -> None:
    assert TypeAdapter(kind).validate_python(good) == good
    assert re.fullmatch(pattern(kind), good)


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        (SENTENCE, ""),
        (SENTENCE, "Too short."),
        (SENTENCE, "she begins without a capital."),
        (SENTENCE, "She says nothing more and never stops"),
        (SENTENCE, "She goes. She comes back again."),
        (SENTENCE, "She asks why? He says nothing."),
        (SENTENCE, 'She says "go away" to Bram.'),
        (SENTENCE, "Goal: she lights the lamp."),
        (SENTENCE, "She lights\nthe old lamp."),
        (SENTENCE, "She writes {a} and [b] and <c>."),
        (SENTENCE, "She lights the lamp and then goes on and on and on."),
        (NAMED, "She lights the lamp."),
        (NAMED, "Ada Penrow Lights the lamp."),
        (NAMED, "Bram xold) lights the lamp."),
        (ZH_SENTENCE, "她推开沉重的木门，看见了灯."),
        (ZH_SENTENCE, "她走了。"),
        (ZH_NAMED, "她推开沉重的木门，看见了灯。"),
        (PHRASE, "the"),
        (PHRASE, "the broken seal."),
        (PHRASE, "a phrase that goes on for far too long"),
        (WANT, "find the bell"),
        (ZH_PHRASE, "好"),
        (title(), "Bell"),
        (title(), "the old bell"),
        (title(), "The Bell: A Story"),
        (title(), "One Two Three Four Five Six"),
        (title("zh"), "The Bell"),
        (title("zh"), "灯"),
    ],
)
def test_bad_answers_do_not_fit(kind: Any, bad: str) -> None:
    assert not fits(kind, bad)


@pytest.mark.parametrize("kind", SHAPES)
def test_patterns_are_whole_and_plain(kind: Any) -> None:
    """The grammar has no look-around, and a pattern that is not anchored would let anything pass."""
    found = pattern(kind)
    re.compile(found)
    assert found.startswith("^")
    assert found.endswith("$")
    assert "(?" not in found


@given(st.data(), st.sampled_from(SHAPES))
def test_what_fits_stays_and_never_grows(data: st.DataObject, kind: Any) -> None:
    text = data.draw(st.from_regex(pattern(kind), fullmatch=True, alphabet=st.characters(codec="utf-8")))
    found = TypeAdapter(kind).validate_python(text)
    assert found
    assert len(found) <= len(text)
    assert found[-1:] == text[-1:] or not text.endswith((".", "。"))


@pytest.mark.parametrize(
    ("kind", "least", "most", "end"),
    [(SENTENCE, 10, 40, "."), (PHRASE, 5, 30, ""), (ZH_SENTENCE, 10, 30, "。"), (ZH_PHRASE, 4, 15, "")],
)
def test_bounds_are_in_characters_and_tighter_for_chinese(kind: Any, least: int, most: int, end: str) -> None:
    letter = "灯" if kind in (ZH_SENTENCE, ZH_PHRASE) else "a"
    head = "A" if kind is SENTENCE else ""
    fitting = [size for size in range(60) if fits(kind, head + letter * size + end)]
    assert fitting == list(range(least, most + 1))


# Choices -------------------------------------------------------------------------------------------------------------


def test_a_choice_offers_each_value_once_in_order() -> None:
    assert get_args(one_of(["b", "a", "b"])) == ("b", "a")
    assert fits(one_of(["b", "a"]), "a")
    assert not fits(one_of(["b", "a"]), "c")


# Tidying -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cut", "tidy"),
    [
        ("he ran, and the.", "he ran."),
        ("he ran home to the.", "he ran home."),
        ("he ran,.", "he ran."),
        ("he ran — .", "he ran."),
        ("he ran.", "he ran."),
        ("he ran", "he ran."),
        ("他走了，。", "他走了。"),
        ("他走了、。", "他走了。"),
        ("and.", "and."),
        ("the band.", "the band."),
        ("He saw Holland.", "He saw Holland."),
    ],
)
def test_what_a_cut_leaves_is_taken_off(cut: str, tidy: str) -> None:
    assert tidy_sentence(cut) == tidy
    assert tidy_phrase(cut.rstrip(".。")) == tidy.rstrip(".。")


def test_only_what_fills_its_bound_was_cut() -> None:
    """A sentence that ended by itself may end in any word."""
    whole = "He knew at last what it was."
    assert TypeAdapter(sentence(5, 60)).validate_python(whole) == whole
    assert TypeAdapter(sentence(5, len(whole) - 2)).validate_python(whole) != whole
    assert TypeAdapter(phrase(5, 60)).validate_python("to learn who she was") == "to learn who she was"
    assert TypeAdapter(phrase(5, 60)).validate_python("to learn the truth, ") == "to learn the truth"
    assert TypeAdapter(sentence(5, 60)).validate_python("He knew it, .") == "He knew it."
    named = "Ada Penrow takes the lamp and."
    assert TypeAdapter(sentence(5, 18, starts=["Ada Penrow"])).validate_python(named) == named
    assert TypeAdapter(sentence(5, 17, starts=["Ada Penrow"])).validate_python(named) == "Ada Penrow takes the lamp."


@given(st.text(max_size=60) | st.text("ab ,;—.。，andtheof", max_size=40))
def test_tidying_never_fails_and_never_adds_more_than_a_full_stop(text: str) -> None:
    assert len(tidy_phrase(text)) <= len(text)
    assert len(tidy_sentence(text)) <= len(text) + (not text.endswith((".", "。")))
