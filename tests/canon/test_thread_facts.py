"""Set-ups that announce themselves, and pay-offs that lean on one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.extract.threads.find import find
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story


def facts(text: str) -> list[Fact]:
    return list(find(Story([("1", text)]).scenes[0].reading))


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("He swore that he would one day burn the counting-house to the ground.", "vow"),
        ("She made a vow to find the thief of the ivory comb.", "vow"),
        ("She hid the brass astrolabe under the third stair, where it would wait until it was needed.", "hidden"),
        ("The envelope was sealed with wax and was not to be opened until the comet returned.", "hidden"),
        ("Little did she know that the cracked flute would one day save the harbour.", "omen"),
        ("He would one day come to regret having laughed at the clockmaker.", "omen"),
        ("Who had lit the lantern in the belfry nobody could say, not then.", "mystery"),
        ("Why the mill-wheel had turned backwards remained a mystery.", "mystery"),
        ("The gypsy foretold that a violinist would betray the duke.", "prophecy"),
    ],
)
def test_a_plant(text: str, turn: str) -> None:
    assert [fact.notes[:2] for fact in facts(text)] == [("plant", turn)]


@pytest.mark.parametrize(
    "text",
    [
        "Just as the beggar had foretold, the violinist was waiting.",
        "She took the key that she had hidden beneath the floor.",
        "At last he kept the promise he had made to the miller.",
        "It was the very astrolabe that he had buried under the quince.",
        "The mystery of the lantern was solved at last.",
    ],
)
def test_a_payoff(text: str) -> None:
    assert [fact.notes[0] for fact in facts(text)] == ["payoff"]


@pytest.mark.parametrize(
    "text",
    [
        "He promised to write.",
        "She promised to come back soon.",
        "Little did she know.",
        "Nobody could say why she had come.",
        "She put the kettle on and waited until it was ready.",
        "He would regret it.",
        "As he had promised, he came on Monday.",
        "Would she one day come to regret the lost violin?",
        "She had never sworn that she would one day find the violin.",
    ],
)
def test_everyday_promises_are_no_threads(text: str) -> None:
    assert facts(text) == []


@settings(max_examples=100, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("He hid the key until it was needed. Little did she know, one day vowed that\n"),
        max_size=400,
    )
)
def test_any_text_can_be_read(text: str) -> None:
    for fact in facts(text):
        assert fact.quote == text[slice(*fact.span)]
