"""Who is dead, as narration says it, and who only seems to be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.entities import Given, find_entities
from storyteller_agents.canon.extract.deaths.find import find
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

PEOPLE = find_entities(
    [],
    [
        Given("Basil Harding", ("Basil",), gender="m"),
        Given("Anna Harding", ("Anna",), gender="f"),
        Given("Otto", gender="m"),
    ],
)


def found(text: str) -> list[Fact]:
    return list(find(Reading("0001", 0, text, PEOPLE)))


def dead(text: str) -> set[str]:
    return {fact.entity.split()[0] for fact in found(text) if fact.value == "dead" and fact.hard}


@pytest.mark.parametrize(
    "text",
    [
        "Basil died of a fever before the month was out.",
        "In April Basil had died.",
        "On the first of May Basil was drowned in the mill race.",
        "They buried Basil beside the church wall.",
        "A falling beam killed Basil outright.",
        "Basil, killed in the quarry that spring, left a sister.",
        "Since Basil's death the house had been quiet.",
        "After Basil died, Anna shut the upper rooms.",
        "The body of Basil Harding was carried up to the house.",
        "Anna laid flowers on Basil's grave.",
        "The late Basil Harding had left no will.",
        "She had watched Basil die.",
        "The sea had taken Basil and his boat.",
        "Basil did not survive the winter.",
        "With Basil in his grave, there was no one to run the mill.",
        "Basil coughed once more and died.",
        "Nobody wept when Basil died.",
        "The dead man was Basil.",
        "Anna never got over the death of her brother Basil.",
        "Basil was no more.",
        "Basil never woke again.",
        "They lowered Basil into the ground.",
        "Basil had been dead three weeks when the letter came.",
        "Basil lay on the straw all that night. By morning he was dead.",
    ],
)
def test_the_dead_are_found(text: str) -> None:
    assert dead(text) == {"Basil"}


def test_two_die_in_one_sentence() -> None:
    assert dead("Basil and Otto were killed when the roof came down.") == {"Basil", "Otto"}


@pytest.mark.parametrize(
    "text",
    [
        "Basil was dead tired.",
        "Basil was dead certain of it.",
        "Basil nearly died of fright.",
        "Basil died of shame when he saw it.",
        "Basil was not dead.",
        "Anna feared that Basil was dead.",
        "If Basil died, the mill would be hers.",
        "Basil lay as if he were dead.",
        "Was Basil dead?",
        "They said that Basil was dead.",
        "Anna dreamt that Basil had died.",
        "Basil pretended to be dead.",
        '"Basil is dead," said Anna.',
        "Basil was buried in his newspaper.",
        "Basil's dog died in the spring.",
        "The fire sank, and before Basil the last flame died.",
        "Basil's voice died away.",
        "They plotted the murder of Basil.",
        "Someone had killed Basil's horse.",
        "The brother of Basil had been slain.",
        "Basil struck the wolf on the head and killed it.",
        "In the dead of night Basil woke.",
    ],
)
def test_the_living_stay_alive(text: str) -> None:
    assert "Basil" not in dead(text)


def test_who_comes_back_to_life_is_told_alive() -> None:
    assert [fact.value for fact in found("At midnight Basil came back to life.")] == ["alive"]


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            ["Basil", "died", ",", "who", "was", "dead", ".", "\n\n", "“", "”", "Anna's", "death", "him", "killed"]
        )
        | st.text(max_size=9)
    )
)
def test_any_text_is_read(words: list[str]) -> None:
    text = " ".join(words)
    for fact in found(text):
        assert text[slice(*fact.span)] == fact.quote


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Basil walks in. He sits down by the fire. Anna looks at him. Basil dies.", {"Basil"}),
        ("Anna opens the door and stops. Basil falls dead before the stove. She screams.", {"Basil"}),
        (
            "Anna runs down the stairs. Basil looks up at her, smiles, and waits. Anna is shot dead on the last step.",
            {"Anna"},
        ),
        ("Anna sits and waits. If Basil dies, she will go. Basil eats his soup.", set()),
        ("Anna sits and waits. When Basil dies she will go. Basil eats his soup.", set()),
        ("Anna sat by the fire and read. In the book Basil dies. She closed it and went to bed.", set()),
        (
            "Anna went to the theatre, and Basil came with her. It was a poor play. Basil dies in it, said the bill.",
            set(),
        ),
        ("Anna says that Basil dies. Basil walks in. He sits down. Anna looks at him.", set()),
    ],
)
def test_deaths_in_the_present_tense_count_where_the_scene_is_told_in_it(text: str, who: set[str]) -> None:
    assert dead(text) == who
