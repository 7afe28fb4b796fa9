"""Who learns, knows and tells what, and who meets whom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.entities import Given
from storyteller_agents.canon.extract.gist import stems
from storyteller_agents.canon.extract.knowledge.find import find
from storyteller_agents.canon.extract.knowledge.speakers import speaker
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story

PEOPLE = (Given("Ines", gender="f"), Given("Rufus", gender="m"))


def facts(text: str) -> list[Fact]:
    return list(find(Story([("1", text)], given=PEOPLE).scenes[0].reading))


def said(text: str) -> set[tuple[str, str, str]]:
    return {(fact.entity, fact.attribute, fact.notes[0]) for fact in facts(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Ines knew that the dam was cracked.",
        "Ines had known since the flood that the dam was cracked.",
        "Ines mentioned to Rufus that the dam was cracked.",
        "As Ines well knew, the dam was cracked.",
        "Knowing that the dam was cracked, Ines left early.",
        "Ines, who knew that the dam was cracked, said nothing.",
        "It was no secret to Ines that the dam was cracked.",
        "Ines had never forgotten that the dam was cracked.",
        "Rufus sat down. Ines warned him that the dam was cracked.",
        "Ines thought of the cracked dam and shivered.",
        "Ines had learned years before that the dam was cracked.",
        "That the dam was cracked was no news to Ines.",
    ],
)
def test_she_knows(text: str) -> None:
    known = [fact for fact in facts(text) if fact.attribute == "knows" and fact.entity == "Ines"]
    assert known
    assert stems("dam cracked") <= set(known[0].notes)


@pytest.mark.parametrize(
    "text",
    [
        "Only then did Ines learn that the dam was cracked.",
        "Ines had not known until that morning that the dam was cracked.",
        "Ines had no idea that the dam was cracked.",
        "It came as news to Ines that the dam was cracked.",
        "That the dam was cracked was news to Ines.",
        "To this day no one had ever told Ines that the dam was cracked.",
        "Ines was the last to hear that the dam was cracked.",
        "For the first time Ines heard of the cracked dam.",
        "Ines opened the letter, and only now learned that the dam was cracked.",
        "The news that the dam was cracked reached Ines in May.",
        "It dawned on Ines that the dam was cracked.",
        "Ines had never heard of the cracked dam.",
    ],
)
def test_it_is_news_to_her(text: str) -> None:
    news = [
        fact
        for fact in facts(text)
        if fact.attribute == "learns" and fact.entity == "Ines" and fact.notes[0] == "first"
    ]
    assert news
    assert stems("dam cracked") <= set(news[0].notes)


@pytest.mark.parametrize(
    "text",
    [
        "Ines suspected that the dam was cracked.",
        "Ines wondered whether she knew that the dam was cracked.",
        "If Ines learned that the dam was cracked, she would leave.",
        "Ines had forgotten that the dam was cracked.",
        "“Ines knows that the dam is cracked,” said Rufus.",
        "Ines dreamt that she knew that the dam was cracked.",
        "The old man knew that the dam was cracked.",
    ],
)
def test_suspicion_forgetting_speech_and_others_are_no_knowledge(text: str) -> None:
    assert not [fact for fact in facts(text) if fact.entity == "Ines" and fact.attribute in ("knows", "learns")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Only then did Rufus learn Ines's name.", ("Rufus", "learns", "first")),
        ("Rufus called Ines by name.", ("Rufus", "knows", "plain")),
        ("Rufus had never met Ines before.", ("Rufus", "meets", "first")),
        ("That evening Rufus met Ines for the first time.", ("Rufus", "meets", "first")),
        ("Rufus and Ines had been friends for years.", ("Rufus", "meets", "known")),
        ("Rufus thanked Ines.", ("Rufus", "meets", "known")),
    ],
)
def test_names_and_meetings(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "It was raining when Rufus met Ines for the first time.",
        "Rufus saw Ines for the first time in tears.",
        "Rufus felt as if he had never met Ines before.",
        "Rufus met Ines again.",
    ],
)
def test_what_is_no_first_meeting(text: str) -> None:
    assert not [fact for fact in facts(text) if fact.attribute == "meets" and fact.notes == ("first",)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“The dam is cracked,” said Ines.", "Ines"),
        ("Rufus whispered, “The dam is cracked.”", "Rufus"),
        ("“The dam is cracked.” The wind rose.", None),
    ],
)
def test_the_speaker(text: str, who: str | None) -> None:
    reading = Story([("1", text)], given=PEOPLE).scenes[0].reading
    assert speaker(reading, *reading.quotations[0]) == who


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("Ines Rufus knew that, had never met. “”\n'learned told of the it?"), max_size=300)
)
def test_any_text_can_be_read(text: str) -> None:
    for fact in facts(text):
        assert fact.quote == text[slice(*fact.span)]
