"""Tests for canon/extract/narration/: how a scene is told, and which sentences deviate."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.entities import find_entities
from storyteller_agents.canon.extract.narration.find import ASIDE, SLIP, find
from storyteller_agents.canon.extract.narration.verb_forms import base_of, tense_after_he, tense_after_they, third
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.names import count_names
from storyteller_agents.canon.reading import Reading

PAST = (
    "Anna went down to the harbour. She carried a basket on her arm, and the wind pulled at her shawl. Old Peter Lund sat "
    "on the wall. He nodded to her. Anna stopped beside him. She put the basket down. He looked into it and laughed. "
    "Then Anna told him about the boat, and he listened without a word. They walked back together when the rain began."
)
FIRST = (
    "I went down to the harbour. I carried a basket, and the wind pulled at my coat. Old Peter Lund sat on the wall. He "
    "nodded to me. I stopped beside him. I put the basket down. He looked into it and laughed. Then I told him about the "
    "boat. We walked back together when the rain began, and I was glad of it."
)


def facts(text: str) -> list[Fact]:
    return list(find(Reading("0001", 0, text, find_entities([count_names(text)]))))


def slips(text: str, attribute: str) -> list[str]:
    return [
        fact.quote
        for fact in facts(text)
        if fact.attribute == attribute and SLIP in fact.notes and ASIDE not in fact.notes
    ]


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [(PAST, "person", "third"), (PAST, "tense", "past"), (FIRST, "person", "first"), (FIRST, "tense", "past")],
)
def test_manner_of_a_scene(text: str, attribute: str, value: str) -> None:
    found = [fact.value for fact in facts(text) if fact.attribute == attribute]
    assert found
    assert set(found) == {value}


@pytest.mark.parametrize(
    "slip",
    [
        "I took the rope and made it fast.",
        "Somebody had left a lantern beside me.",
        "For a moment my hands were too cold to move.",
        "None of us said anything.",
        "At the corner we stopped.",
        "The dog followed me to the gate.",
        "It was I who rang the bell.",
        "The noise woke me.",
        "Anna did not want me to go.",
        "Our horses were tired.",
        "I could not see the boat.",
        "“Not today,” I answered, turning away.",
    ],
)
def test_first_person_slip(slip: str) -> None:
    assert slips(f"{PAST} {slip} {PAST}", "person") == [slip]


@pytest.mark.parametrize(
    "slip",
    [
        "Anna walks to the end of the pier.",
        "Slowly, he lifts the lid.",
        "At the sound of the bell she turns round.",
        "Without a word Anna takes the oars.",
        "She is standing by the mast.",
        "They sit down on the nets.",
        "The old man shakes his head.",
        "He does not answer.",
        "She has already gone to the door.",
        "The lamp goes out.",
        "There is a knock at the hatch.",
        "Outside it is raining, and the wind shakes the shutters.",
        "Nobody answers.",
        "Her hand is shaking.",
        "Anna, who has been listening, takes her shawl.",
        "Anna and Peter Lund walk on without a word.",
        "She opened the basket and takes out the bread.",
        "As Anna speaks the candle flickers.",
        "“Wait,” says Anna.",
        "Anna cannot move.",
    ],
)
def test_present_slip(slip: str) -> None:
    assert slips(f"{PAST} {slip} {PAST}", "tense") == [slip]


@pytest.mark.parametrize(
    "sentence",
    [
        "“I never liked the sea,” she said.",
        "“She walks there every day,” he said.",
        "_I must not fall_, she thought.",
        "As I have told you, the harbour was small.",
        "I think that she was right.",
        "Whoever sleeps there always dreams of the sea.",
        "The town is large, and they say that he still lives there.",
        "Was it the boat that I saw?",
        "She read the letter:\n\nDear Anna, I walked to the church and my heart was heavy.\n\n",
        "She thought of it. I could have stayed.",
        "The road runs north, and the river lies beyond it.",
        "We all pay for what we took.",
        "Her eyes were as blue as forget-me-nots.",
    ],
)
def test_no_slip(sentence: str) -> None:
    text = f"{PAST} {sentence} {PAST}"
    assert not slips(text, "person")
    assert not slips(text, "tense")


def test_a_long_passage_is_a_choice() -> None:
    present = "Anna walks on. She looks at the sea. He follows her. She stops. He waits. She smiles. He turns away. "
    assert not slips(f"{PAST} {present}", "tense")


def test_past_slip_in_a_present_scene() -> None:
    present = "Anna walks on. She looks at the sea. He follows her. She stops. He waits. She smiles. He turns away. "
    assert slips(f"{present} She opened the gate. {present}", "tense") == ["She opened the gate."]
    assert not slips(f"{present} She opened the gate two years ago. {present}", "tense")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Peter Lund thought to himself that it would end badly.", True),
        ("Peter Lund felt a pang of envy.", True),
        ("It occurred to Peter Lund that the boat was lost.", True),
        ("Inwardly, Peter Lund was raging.", True),
        ("Peter Lund wondered whether the rain would hold.", True),
        ("A wave of shame went through Peter Lund.", True),
        ("It seemed that Peter Lund felt a pang of envy.", False),
        ("Peter Lund, as he told me later, felt a pang of envy.", False),
        ("Perhaps Peter Lund wondered whether the rain would hold.", False),
        ("When I had gone Peter Lund sat down and wept.", True),
        ("Peter Lund hoped that nobody would ask.", True),
        ("Peter Lund nodded, drank, and wondered what to do.", True),
        ("A cold dread settled in Peter Lund’s stomach.", True),
        ("The words stung Peter Lund more than anybody saw.", True),
        ("None of this mattered to Peter Lund.", True),
        ("A memory came to Peter Lund.", True),
        ("Inside Peter Lund, something broke.", True),
        ("Peter Lund had never trusted a priest.", True),
        ("Peter Lund was counting the hours.", True),
        ("Peter Lund laughed and shook his head.", False),
        ("“Peter Lund wondered whether you would come,” she said.", False),
    ],
)
def test_minds(sentence: str, told: bool) -> None:
    found = [
        fact.entity
        for fact in facts(f"{FIRST} {FIRST} Peter Lund said nothing. {sentence} Peter Lund rose.")
        if fact.attribute == "mind"
    ]
    assert found == (["Peter Lund"] if told else [])


@pytest.mark.parametrize(
    ("word", "he", "they"),
    [
        ("walks", "present", ""),
        ("walked", "past", "past"),
        ("walk", "", "present"),
        ("went", "past", "past"),
        ("cries", "present", ""),
        ("put", "", ""),
        ("found", "past", "past"),
        ("always", "", ""),
        ("need", "", "present"),
    ],
)
def test_verb_forms(word: str, he: str, they: str) -> None:
    assert (tense_after_he(word), tense_after_they(word)) == (he, they)


@pytest.mark.parametrize("base", ["cry", "stop", "take", "open", "watch", "go", "smile"])
def test_base_of_third(base: str) -> None:
    assert base_of(third(base)) == base


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="IHeshwaltkd my.,?!\n“”\"'_—()Anna", max_size=400))
def test_arbitrary_text(text: str) -> None:
    for fact in facts(f"{text} {PAST}"):
        assert 0 <= fact.span[0] <= fact.span[1]
