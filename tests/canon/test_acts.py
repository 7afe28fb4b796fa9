"""Who acts, as narration says it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.entities import Given, find_entities
from storyteller_agents.canon.extract.acts.find import find
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

PEOPLE = find_entities([], [Given("Basil", gender="m"), Given("Anna", gender="f")])


def found(text: str) -> list[Fact]:
    return list(find(Reading("0001", 0, text, PEOPLE)))


@pytest.mark.parametrize(
    "text",
    [
        "Basil opened the door and laughed.",
        "At the window Basil was humming.",
        "Basil, smiling, poured her a glass.",
        "There stood Basil, shaking the rain from his hat.",
        "It was Basil who opened the door.",
        "She saw Basil crossing the yard with a bucket.",
        "Anna and Basil walked home together.",
        "After supper Basil lit his pipe.",
        "With a nod Basil handed her the letter.",
        "Basil's voice rang across the yard.",
        "She met Basil at the gate.",
        "Basil says nothing and walks to the window.",
        "The next morning, before anyone was up, Basil harnessed the mare.",
        "Anna turned to Basil, who nodded.",
        "Anna had tea with Basil, and the rain stopped.",
    ],
)
def test_acts_are_found(text: str) -> None:
    assert "Basil" in {fact.entity for fact in found(text)}


@pytest.mark.parametrize(
    "text", ['"You are late," said Basil.', '"You are late," Basil said.', 'Basil answered, "No."']
)
def test_speakers_are_noted(text: str) -> None:
    assert [(fact.entity, fact.notes) for fact in found(text)] == [("Basil", ("speech",))]


@pytest.mark.parametrize(
    "text",
    [
        "Basil was seated by Anna's chair.",
        "Basil had opened the door once.",
        "Basil never spoke of it.",
        "Basil lay under the oak.",
        "The letter Basil wrote was on the table.",
        "Basil seemed far away.",
        "Basil's coat hung on the door.",
        "They spoke of Basil.",
        "Basil would often walk there.",
        "Basil was dead.",
        '"Basil opened the door," she said.',
    ],
)
def test_states_memories_and_words_are_no_acts(text: str) -> None:
    assert found(text) == []


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            [
                "Basil",
                "said",
                ",",
                "who",
                "was",
                "\ue000",
                "opening",
                ".",
                "\n\n",
                "“",
                "”",
                "and",
                "he",
                "Anna's voice",
            ]
        )
        | st.text(max_size=9)
    )
)
def test_any_text_is_read(words: list[str]) -> None:
    text = " ".join(words)
    for fact in found(text):
        assert text[slice(*fact.span)] == fact.quote
