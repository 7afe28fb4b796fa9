"""Raw prose is cleaned, cut and shortened, and nothing is ever added."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller_agents.language import count_words, sentences
from storyteller_agents.stages.prose import (
    clean,
    close_quotes,
    cut_spans,
    end_at_sentence,
    fit_words,
    last_words,
    shorten,
    without_repeats,
)
from storyteller_agents.story import SceneCard

CARD = SceneCard(id="0001", title="The Seventh Pane")
PIECES = [
    "Ada climbed the long stairs.",
    "ada climbed the long stairs!",
    "“Who is it?” she said.",
    "Title: The Lamp",
    "Here is the scene:",
    "The Seventh Pane",
    "# One",
    "```",
    "```text",
    "---",
    "and then",
    "She",
    "他走上了那道又长又黑的楼梯。",
    "灯灭了！",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "Wait…",
    '"',
]
TEXT = (
    st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=10).map("\n".join)
    | st.text(max_size=100)
)


def letters(text: str) -> str:
    return "".join(text.split())


# Cleaning ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Ada woke. It was late.", "Ada woke. It was late."),
        ("```\nAda woke.\n```", "Ada woke."),
        ("```text\nAda woke.\n```\n", "Ada woke."),
        ("# The Seventh Pane\n\nAda woke.", "Ada woke."),
        ("**The Seventh Pane**\n\nAda woke.", "Ada woke."),
        ('"The Seventh Pane"\nAda woke.', "Ada woke."),
        ("Title: The Seventh Pane\n\nAda woke.", "Ada woke."),
        ("Certainly! Here is the scene:\n\nAda woke.\n\nLet me know if you'd like changes!", "Ada woke."),
        ("Ada woke. I hope this helps! It was late.", "Ada woke. It was late."),
        ("Ada woke.\n\n---\n\nIt was late.", "Ada woke.\n\nIt was late."),
        ("Ada woke.\n\n* * *\n\nIt was late.\n***", "Ada woke.\n\nIt was late."),
        ("Ada  woke.\t It\r\nwas late.\n\n\n\n\nShe slept.", "Ada woke. It\nwas late.\n\nShe slept."),
        ("  \n ", ""),
        ("She counted: the Seventh Pane was gone.", "She counted: the Seventh Pane was gone."),
        ("好的，以下是故事：\n\n她醒了。", "她醒了。"),
    ],
)
def test_what_is_not_story_is_taken_off(raw: str, cleaned: str) -> None:
    assert clean(raw, CARD) == cleaned


def test_a_card_without_a_title_keeps_the_paragraphs() -> None:
    assert clean("One.\n\nTwo.", CARD.model_copy(update={"title": ""})) == "One.\n\nTwo."


@given(TEXT)
def test_cleaning_only_takes_off(text: str) -> None:
    cleaned = clean(text, CARD)
    assert len(cleaned) <= len(text)
    assert cleaned == cleaned.strip()
    assert "\n\n\n" not in cleaned


@given(TEXT, st.data())
def test_cutting_takes_off_the_passages_and_only_them(text: str, data: st.DataObject) -> None:
    marks = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(marks[::2], marks[1::2], strict=False))
    kept = "".join(
        text[end:start] for (_, end), (start, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)
    )
    assert letters(cut_spans(text, spans)) == letters(kept)
    assert cut_spans(text, spans[::-1]) == cut_spans(text, spans)


# Ends ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("Ada woke. It was la", "Ada woke."),
        ("Ada woke. “It is late.” She said, “I", "Ada woke. “It is late.”"),
        ("Ada woke.\n\nIt was late\n\nand", "Ada woke."),
        ("Ada woke. It was late.  ", "Ada woke. It was late."),
        (" Ada wo ", "Ada wo"),
        ("她醒了。天还没", "她醒了。"),
        ("", ""),
    ],
)
def test_the_last_sentence_is_a_finished_one(text: str, ended: str) -> None:
    assert end_at_sentence(text) == ended


@given(TEXT)
def test_ending_only_takes_off_the_end(text: str) -> None:
    ended = end_at_sentence(text)
    assert text.startswith(ended) or ended == text.strip()
    assert end_at_sentence(ended) == ended


@pytest.mark.parametrize(
    ("most", "fitted"),
    [
        (100, "One two three. Four five. Six."),
        (5, "One two three. Four five."),
        (4, "One two three."),
        (1, "One two three."),
        (0, "One two three."),
    ],
)
def test_a_text_is_cut_to_whole_sentences(most: int, fitted: str) -> None:
    assert fit_words("One two three. Four five. Six.", most, "en") == fitted


def test_a_chinese_text_is_cut_by_characters() -> None:
    assert fit_words("她醒了。灯灭了。天还没亮。", 6, "zh") == "她醒了。灯灭了。"


@given(TEXT, st.integers(0, 40), st.sampled_from(["en", "zh"]))
def test_a_fitted_text_fits_or_is_one_sentence(text: str, most: int, language: str) -> None:
    fitted = fit_words(text, most, language)
    assert text.startswith(fitted)
    assert count_words(fitted, language) <= most or len(sentences(fitted)) <= 1
    assert bool(fitted.strip()) == bool(text.strip())


# Repeats -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "earlier", "left"),
    [
        ("Ada woke up late. It rained. ADA woke up, late!", "", "Ada woke up late. It rained."),
        ("Ada woke up late. It rained.", "So it was. Ada woke up late.", "It rained."),
        ("No. No. She ran. She ran.", "No. She ran.", "No. No. She ran. She ran."),
        ("她走上了那道楼梯。灯灭了。她走上了那道楼梯。", "", "她走上了那道楼梯。灯灭了。"),
        ("灯灭了。灯灭了。", "灯灭了。", "灯灭了。灯灭了。"),
        ("One of us is lying.\n\nOne of us is lying.\n\nBram left.", "", "One of us is lying.\n\nBram left."),
    ],
)
def test_what_was_said_is_not_said_again(text: str, earlier: str, left: str) -> None:
    assert without_repeats(text, earlier) == left


@given(TEXT, TEXT)
def test_taking_out_repeats_only_takes_off(text: str, earlier: str) -> None:
    left = without_repeats(text, earlier)
    assert len(left) <= len(text)
    assert without_repeats(left, earlier) == left


# Quotation marks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ('"Go," he said. "Now."', '"Go," he said. "Now."'),
        ('"Go now.', '"Go now."'),
        ('He went."', "He went."),
        ('"Go.\n\n"Now." She went."', '"Go."\n\n"Now." She went.'),
        ("“Go now.", "“Go now.”"),
        ("“走吧。", "“走吧。”"),
        ("“Go.” He went. It's late.", "“Go.” He went. It's late."),
        ("", ""),
    ],
)
def test_quotation_marks_come_in_pairs(text: str, closed: str) -> None:
    assert close_quotes(text) == closed


@given(TEXT)
def test_pairs_stay_pairs(text: str) -> None:
    closed = close_quotes(text)
    assert all(line.count('"') % 2 == 0 or "“" in line for line in closed.split("\n"))
    assert closed.replace('"', "").replace("”", "") == text.replace('"', "").replace("”", "")


# Short forms ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "last"),
    [
        ("One two three. Four five. Six.", 3, "Four five. Six."),
        ("One two three. Four five. Six.", 2, "Six."),
        ("One two three. Four five six seven.", 2, "Four five six seven."),
        ("One two.\n\nThree four.\n\nFive.", 3, "Three four. Five."),
        ("她醒了。灯灭了。\n\n天还没亮。", 7, "灯灭了。天还没亮。"),
        ("她说 OK 了。灯灭了。天还没亮。", 5, "天还没亮。"),
        ("One two three. Four five. Six.", 50, "One two three. Four five. Six."),
        ("", 5, ""),
        ("  \n ", 5, ""),
    ],
)
def test_the_last_words(text: str, words: int, last: str) -> None:
    assert last_words(text, words) == last


@given(TEXT, st.integers(0, 30))
def test_the_last_words_are_the_end_of_the_text_in_one_line(text: str, words: int) -> None:
    last = last_words(text, words)
    assert len(last) <= len(text)
    assert letters(text).endswith(letters(last))
    assert "\n" not in last
    assert bool(last) == bool(text.strip())


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        (" Ada woke. ", 20, "Ada woke."),
        ("Ada woke up. It was very late.", 20, "Ada woke up."),
        ("Ada. It was very late and dark.", 20, "Ada. It was very la…"),
        ("她醒了，天还没亮。灯灭了。", 10, "她醒了，天还没亮。"),
        ("aaa bbb", 4, "aaa…"),
        ("abc", 0, ""),
    ],
)
def test_a_short_form(text: str, most: int, short: str) -> None:
    assert shorten(text, most) == short


@given(TEXT, st.integers(0, 60))
def test_a_short_form_is_short(text: str, most: int) -> None:
    short = shorten(text, most)
    assert len(short) <= min(most, len(text.strip()))
    assert text.strip().startswith(short.removesuffix("…"))
