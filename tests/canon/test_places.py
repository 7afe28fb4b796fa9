"""Who is where, and when; which places lie in others; and how long journeys take."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.entities import Given, find_entities
from storyteller_agents.canon.extract.places.find import find
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.names import count_names
from storyteller_agents.canon.reading import Reading

KNOWN = [
    Given("Anna", gender="f"),
    Given("Tom", gender="m"),
    *(Given(name, kind="place") for name in ("Lisbon", "Vienna", "Elmworth", "Dover")),
]


def facts(text: str, attribute: str = "place") -> list[Fact]:
    entities = find_entities([count_names(text)], KNOWN)
    return [fact for fact in find(Reading("1", 0, text, entities)) if fact.attribute == attribute]


@pytest.mark.parametrize(
    ("text", "who", "place", "how"),
    [
        ("On the fourth of May Anna was in Vienna.", "Anna", "Vienna", "in"),
        ("Tom, who at noon stood on the quay at Dover, saw nothing.", "Tom", "Dover", "in"),
        ("Anna had spent that night in Lisbon.", "Anna", "Lisbon", "in"),
        ("In Lisbon that night Anna slept badly.", "Anna", "Lisbon", "in"),
        ("The first of June found Tom in Vienna.", "Tom", "Vienna", "in"),
        ("Tom reached Dover at dusk.", "Tom", "Dover", "arrives"),
        ("Tom left Dover at dusk.", "Tom", "Dover", "leaves"),
        ("Anna was locked in the cellar all that night.", "Anna", "the cellar", "confined"),
        ("Anna never left Lisbon all that week.", "Anna", "Lisbon", "confined"),
        ("On the third of May Anna gave birth to a boy in Vienna.", "Anna", "Vienna", "does"),
        ("Anna stood at the window. At midnight she was in the church.", "Anna", "the church", "in"),
    ],
)
def test_somebody_is_placed(text: str, who: str, place: str, how: str) -> None:
    assert (who, place, how) in [(fact.entity, fact.value, fact.notes[0]) for fact in facts(text) if fact.hard]


@pytest.mark.parametrize(
    "text",
    [
        "In her mind Anna was in Vienna at that very hour.",
        "At noon Anna thought of her friend in Vienna.",
        "Anna wrote a letter to her aunt in Vienna on the third of May.",
        "If Anna had been in Vienna on the third of May, all would be well.",
        "Anna dreamed that she was in Vienna that night.",
        "Anna was not in Vienna on the third of May.",
        "“On the third of May Anna was in Vienna,” said Tom.",
    ],
)
def test_thoughts_and_words_place_nobody(text: str) -> None:
    assert not [fact for fact in facts(text) if fact.hard and fact.value == "Vienna" and fact.entity == "Anna"]


def test_both_of_two_are_placed() -> None:
    assert {fact.entity for fact in facts("At noon Anna and Tom were in Lisbon.")} == {"Anna", "Tom"}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("On the fourth of May Anna was in Vienna.", "date:?-5-4"),
        ("On the night of the murder Anna was in Vienna.", "event:murder"),
        ("When the bridge fell, Anna was in Vienna.", "event:bridge fell"),
        ("That Tuesday Anna was in Vienna.", "weekday:tuesday"),
        ("At that very moment Anna was in Vienna.", "same"),
        ("At four o’clock that afternoon Anna was in Vienna.", "clock:960-960"),
        ("On Christmas Eve Anna was in Vienna.", "holiday:christmas eve"),
        ("An hour later Anna was in Vienna.", "after:60"),
    ],
)
def test_what_pins_it_to_a_time(text: str, note: str) -> None:
    assert note in facts(text)[0].notes


def test_a_place_in_a_place() -> None:
    assert [(fact.entity, fact.value) for fact in facts("Elmworth, a village near Dover, was burnt.", "lies in")] == [
        ("Elmworth", "Dover")
    ]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("The ride from Elmworth to Dover takes three days.", 4320, "stated"),
        ("Dover lay two days’ ride from Elmworth.", 2880, "stated"),
        ("It is forty miles from Elmworth to Dover.", 40, "stated"),
        ("Tom rode from Elmworth to Dover within the hour.", 60, "trip"),
        ("Tom left Elmworth at noon and was in Dover by one o’clock.", 60, "trip"),
    ],
)
def test_journeys(text: str, value: int, kind: str) -> None:
    found = facts(text, "journey")
    assert [(int(fact.value), fact.notes[0], fact.about) for fact in found] == [(value, kind, "Dover – Elmworth")]


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            "Anna Tom was in at from to Lisbon Dover left reached noon the harbour took three days , . “ ” he".split()
        )
    ).map(" ".join)
)
def test_any_text_is_read(text: str) -> None:
    for attribute in ("place", "lies in", "journey"):
        for fact in facts(text, attribute):
            assert fact.quote == text[slice(*fact.span)]
