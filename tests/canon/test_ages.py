"""How old people are, when they were born, and who is older: what is read from prose, and what isn't."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.extract.ages.years import year_of
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story

_WORDS = [
    "Tom",
    " ",
    " ",
    ",",
    "Anna",
    "’s",
    "his",
    "was",
    "ten",
    "forty-",
    "1861",
    "-year-old",
    "twelfth",
    "birthday",
    "born in",
    "At ",
    "\n",
    ".",
    "“",
    "999",
]
_BEFORE = (
    "Anna Reed lived by the sea. Tom Hale came to see her. She said that Tom was kind. He said so too. "
    "Tom took his hat, and Anna took her coat. Tom put on his hat. Anna laughed and shook her head.\n\n"
)


def read(text: str, *attributes: str) -> list[Fact]:
    return list(Story([("1", _BEFORE + text)]).facts(*attributes))


@pytest.mark.parametrize(
    ("text", "who", "age"),
    [
        ("Anna was twelve years old.", "Anna Reed", "12"),
        ("Anna was twelve that spring, and she was tired.", "Anna Reed", "12"),
        ("Anna, who was only twelve, laughed.", "Anna Reed", "12"),
        ("Anna, aged twelve, laughed.", "Anna Reed", "12"),
        ("Anna (12) laughed.", "Anna Reed", "12"),
        ("Anna, who had turned twelve in May, laughed.", "Anna Reed", "12"),
        ("The twelve-year-old Anna laughed.", "Anna Reed", "12"),
        ("Anna was a twelve-year-old with freckles.", "Anna Reed", "12"),
        ("Anna sat by the fire, a girl of twelve.", "Anna Reed", "12"),
        ("It was Anna's twelfth birthday.", "Anna Reed", "12"),
        ("On her twelfth birthday Anna went home.", "Anna Reed", "12"),
        ("Tom laughed. He was forty-one years old.", "Tom Hale", "41"),
        ("A man of forty-one, Tom was tired.", "Tom Hale", "41"),
        ("Though only thirty, Tom was bald.", "Tom Hale", "30"),
        ("At the age of forty, Tom was still a clerk.", "Tom Hale", "40"),
        ("Nobody would have guessed that Tom was sixty.", "Tom Hale", "60"),
        ("For all his seventy years, Tom was strong.", "Tom Hale", "70"),
        ("Everyone forgot that Anna was only nine.", "Anna Reed", "9"),
    ],
)
def test_an_age_is_read(text: str, who: str, age: str) -> None:
    assert [(fact.entity, fact.value, fact.hard) for fact in read(text, "age")] == [(who, age, True)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Tom was in his early forties.", 40, 44),
        ("Tom, a widower in his late fifties, laughed.", 55, 59),
        ("Tom was an octogenarian.", 80, 89),
        ("Tom was nearly forty.", 36, 40),
        ("Tom was between thirty and forty.", 30, 40),
        ("Tom was in his fortieth year.", 39, 40),
        ("Anna would be thirteen in June.", 12, 13),
    ],
)
def test_a_rough_age_is_a_range(text: str, low: int, high: int) -> None:
    assert [fact.notes for fact in read(text, "age")] == [(f"{low}-{high}",)]


@pytest.mark.parametrize(
    "text",
    [
        "When Anna was ten she had a dog.",
        "Tom had lived there since he was ten.",
        "Anna looked about twelve.",
        "If Tom was forty, he was a fool.",
        "Tom was ten miles away.",
        "Tom was five feet tall.",
        "Anna was not twelve.",
        "At ten Tom had gone to sea.",
        "Ten years ago Tom was thirty.",
        "Anna claimed that Tom was thirty.",
        "“Tom is thirty,” said Anna.",
        "Anna was ten years older than Tom.",
    ],
)
def test_what_is_no_age_now_is_not_taken_for_one(text: str) -> None:
    assert not [fact for fact in read(text, "age") if fact.hard and "stage" not in fact.notes]


@pytest.mark.parametrize(
    ("text", "attribute", "told"),
    [
        ("Anna, born in the spring of 1861, laughed.", "birth year", ("Anna Reed", "1861", "")),
        ("Born in 1861, Anna was tired.", "birth year", ("Anna Reed", "1861", "")),
        ("It was the spring of 1887, and cold.", "year", ("", "1887", "")),
        ("Anna, ten years older than Tom, laughed.", "older", ("Anna Reed", "10", "Tom Hale")),
        ("Anna was Tom's junior by ten years.", "older", ("Tom Hale", "10", "Anna Reed")),
        ("Anna was younger than Tom.", "older", ("Tom Hale", "", "Anna Reed")),
        ("Five years later Tom came back.", "years pass", ("", "5", "")),
        ("The following spring Tom came back.", "years pass", ("", "1", "")),
    ],
)
def test_births_years_and_the_older_one_are_read(text: str, attribute: str, told: tuple[str, str, str]) -> None:
    assert [(fact.entity, fact.value, fact.about) for fact in read(text, attribute)] == [told]


def test_years_in_words() -> None:
    assert (year_of("eighteen sixty-one"), year_of("nineteen hundred and five")) == (1861, 1905)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40))
def test_any_text_can_be_read(words: list[str]) -> None:
    assert all(fact.quote for fact in read("".join(words), "age", "birth year", "year", "older"))
