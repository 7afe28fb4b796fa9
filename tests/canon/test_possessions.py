"""What a scene tells of things lost, given, found and used."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.extract.possessions import find as possessions
from storyteller_agents.canon.story import Story

PEOPLE = (
    "Marta said that Ivo was late. Ivo laughed. “So,” said Marta. “So,” said Ivo, and Ivo said no more. Ivo nodded.\n\n"
)


def read(text: str) -> list[tuple[str, str, str, str]]:
    story = Story([("1", PEOPLE + text)])
    found = [fact for fact in possessions.find(story.scene("1").reading) if fact.hard]
    return [(fact.entity, fact.value, fact.notes[0], fact.about) for fact in found]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Marta lost her ring.", ("Marta", "ring", "lost", "")),
        ("Marta threw the silver key into the well.", ("Marta", "silver key", "lost", "")),
        ("Marta took off her ring and threw it into the sea.", ("Marta", "ring", "lost", "")),
        ("The ring slipped from Marta's finger and sank.", ("Marta", "ring", "lost", "")),
        ("Ivo's watch was stolen.", ("Ivo", "watch", "lost", "")),
        ("Ivo, who had lost his hat, was wet.", ("Ivo", "hat", "lost", "")),
        ("Ivo left the lantern behind in the cave.", ("Ivo", "lantern", "lost", "")),
        ("Ivo's sword broke in two.", ("Ivo", "sword", "destroyed", "")),
        ("Marta burned the red notebook.", ("Marta", "red notebook", "destroyed", "")),
        ("Throwing the red notebook into the fire, Marta turned away.", ("Marta", "red notebook", "destroyed", "")),
        ("Marta's map went up in flames.", ("Marta", "map", "destroyed", "")),
        ("Marta gave the locket to Ivo.", ("Marta", "locket", "given", "Ivo")),
        ("Marta gave Ivo the locket.", ("Marta", "locket", "given", "Ivo")),
        ("Marta handed over her pistol.", ("Marta", "pistol", "given", "")),
        ("Ivo sold his watch to a pedlar.", ("Ivo", "watch", "sold", "")),
        ("Ivo pawned his watch.", ("Ivo", "watch", "sold", "")),
        ("Ivo drew his sword.", ("Ivo", "sword", "used", "")),
        ("Marta opened the door with the silver key.", ("Marta", "silver key", "used", "")),
        ("Marta's hand closed on the silver key.", ("Marta", "silver key", "used", "")),
        ("The watch in Ivo's pocket ticked.", ("Ivo", "watch", "has", "")),
        ("Marta found the golden comb.", ("Marta", "golden comb", "found", "")),
    ],
)
def test_what_happens_to_a_thing_is_read(text: str, fact: tuple[str, str, str, str]) -> None:
    assert fact in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ivo lost his temper.",
        "Ivo nearly lost his watch.",
        "Ivo did not lose his watch, and never sold his watch.",
        "Ivo wanted to throw the key into the well.",
        "If Ivo had lost his watch, he would have wept.",
        "Ivo threw his coat over the chair.",
        "Marta dropped her ring on the floor.",
        "Marta left her umbrella in the hall.",
        "Marta gave back the locket to Ivo.",
        "“I lost my ring,” said Marta.",
        "Marta dreamt that she lost her ring.",
        "Ivo broke the key ring finger rule.",
    ],
)
def test_nothing_is_lost_that_is_not(text: str) -> None:
    assert not [fact for fact in read(text) if fact[2] in ("lost", "destroyed", "given", "sold")]


def test_the_narrator_loses_things_too() -> None:
    text = "I walked on and I was tired. I said so, and I sat down. I threw my watch into the river."
    facts = list(possessions.find(Story([("1", text)]).scene("1").reading))
    assert ("narrator", "watch", "lost") in [(fact.entity, fact.value, fact.notes[0]) for fact in facts]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "Marta Ivo she his the silver key ring lost threw it into sea gave to with , . “ ” \n and had 's".split(" ")
        ),
        max_size=60,
    )
)
def test_any_words_can_be_read(words: list[str]) -> None:
    for fact in possessions.find(Story([("1", PEOPLE + " ".join(words))]).scene("1").reading):
        assert fact.quote and fact.value
