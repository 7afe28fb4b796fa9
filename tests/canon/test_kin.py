"""Who is whose kin: what is read from prose, and what isn't."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.kinship import go_together, plain_kin, relation
from storyteller_agents.canon.story import Story

_WORDS = [
    "Tom",
    " ",
    " ",
    ",",
    "Anna",
    "’s",
    "brother",
    "sisters",
    " and ",
    "of",
    "his",
    "was",
    "married",
    "to",
    "an only child",
    "\n",
    ".",
    "“",
]
_BEFORE = (
    "Anna Reed lived by the sea. Tom Hale came to see her. She said that Tom was kind. He said so too. "
    "Tom took his hat, and Anna took her coat. Tom put on his hat. Tom sat down. Anna laughed and shook her head. "
    "Ruth sang. Ruth had her hat. Ruth went home with her coat.\n\n"
)


def read(text: str) -> list[Fact]:
    return [fact for fact in Story([("1", _BEFORE + text)]).facts("kin") if fact.value != "marries"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Anna's brother Tom came in.", ("Tom Hale", "brother", "Anna Reed")),
        ("Tom, Anna's elder brother, came in.", ("Tom Hale", "brother", "Anna Reed")),
        ("Tom, the younger brother of Anna, sat down.", ("Tom Hale", "brother", "Anna Reed")),
        ("As Anna's father, Tom felt bound to speak.", ("Tom Hale", "father", "Anna Reed")),
        ("Anna and Ruth were sisters.", ("Anna Reed", "sister", "Ruth")),
        ("Siblings Tom and Anna quarrelled.", ("Tom Hale", "sibling", "Anna Reed")),
        ("Anna and Tom, brother and sister, sat down.", ("Anna Reed", "sibling", "Tom Hale")),
        ("The married couple Tom and Anna quarrelled.", ("Tom Hale", "spouse", "Anna Reed")),
        ("Anna, who was Ruth's mother, wept.", ("Anna Reed", "mother", "Ruth")),
        ("Anna had a daughter, Ruth, and a cat.", ("Ruth", "daughter", "Anna Reed")),
        ("Anna had a brother called Tom.", ("Tom Hale", "brother", "Anna Reed")),
        ("Anna looked up. Her husband Tom had come.", ("Tom Hale", "husband", "Anna Reed")),
        ("Tom married Anna in the spring.", ("Tom Hale", "spouse", "Anna Reed")),
        ("Tom and Anna had been married for six years.", ("Tom Hale", "spouse", "Anna Reed")),
        ("Ruth was Tom's half-sister.", ("Ruth", "half-sister", "Tom Hale")),
        ("Ruth was Anna's mother-in-law.", ("Ruth", "mother-in-law", "Anna Reed")),
        ("Anna gave birth to Ruth in June.", ("Anna Reed", "mother", "Ruth")),
        ("Tom, whose sister Anna was ill, wept.", ("Anna Reed", "sister", "Tom Hale")),
        ("Would her brother come? Anna's brother Tom was late.", ("Tom Hale", "brother", "Anna Reed")),
        ("As an only child, Anna had learned to play alone.", ("Anna Reed", "only child", "")),
        ("Anna had neither brother nor sister.", ("Anna Reed", "only child", "")),
        ("Tom was a confirmed bachelor.", ("Tom Hale", "unmarried", "")),
        ("Anna had no children.", ("Anna Reed", "childless", "")),
        ("Anna's brother was waiting.", ("", "brother", "Anna Reed")),
    ],
)
def test_kin_is_read(text: str, told: tuple[str, str, str]) -> None:
    assert told in [(fact.entity, fact.value, fact.about) for fact in read(text) if fact.hard]


@pytest.mark.parametrize(
    "text",
    [
        "Tom was like a brother to Anna.",
        "Tom was a father to Ruth.",
        "Tom was no longer Anna's husband.",
        "Ruth was not Anna's sister.",
        "Tom pretended to be Anna's brother.",
        "Tom wondered whether Ruth was Anna's sister.",
        "Tom and his brother officers sat down.",
        "“I am Anna's brother,” said Tom.",
        "Anna dreamt that Tom was her brother and that Tom was Anna's brother.",
        "Tom loved Ruth as a brother loves his sister.",
    ],
)
def test_what_is_no_kinship_is_not_taken_for_it(text: str) -> None:
    assert not [fact for fact in read(text) if fact.hard and fact.entity and fact.about]


def test_adjectives_become_notes() -> None:
    (fact,) = read("In the doorway stood Tom, Anna's only brother.")
    assert fact.notes == ("only",)


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("sisters", "sister"),
        ("step-mother", "stepmother"),
        ("mamma", "mother"),
        ("wives", "wife"),
        ("adopted son", "adopted son"),
    ],
)
def test_words_of_kinship_have_a_plain_form(word: str, plain: str) -> None:
    assert plain_kin(word) == plain


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("brother", "husband", False),
        ("mother", "sister", False),
        ("cousin", "wife", True),
        ("brother", "half-brother", True),
        ("stepmother", "aunt", True),
        ("foster mother", "aunt", True),
        ("sister-in-law", "wife", True),
        ("grandfather", "father", False),
    ],
)
def test_which_relations_go_together(one: str, other: str, together: bool) -> None:
    first, second = relation(one), relation(other)
    assert first is not None and second is not None
    assert go_together(first, second) is go_together(second, first) is together


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40))
def test_any_text_can_be_read(words: list[str]) -> None:
    assert all(fact.entity or fact.about for fact in read("".join(words)))
