"""What a scene says of how many there are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.extract.counts import find as counts
from storyteller_agents.canon.story import Story

PEOPLE = "Marta said that Ivo was late. Ivo laughed. Marta went to Brevik with Ivo. They came to Brevik. “So,” said Marta.\n\n"


def read(text: str) -> list[tuple[str, str, str, str]]:
    story = Story([("1", PEOPLE + text)])
    found = [fact for fact in counts.find(story.scene("1").reading) if fact.hard]
    return [(fact.entity, fact.about, fact.value, fact.notes[0]) for fact in found]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Marta had three brothers.", ("Marta", "brother", "3", "had")),
        ("Marta's three brothers were out.", ("Marta", "brother", "3", "own")),
        ("Marta looked for her two daughters.", ("Marta", "daughter", "2", "own")),
        ("All four of Marta's sisters wept.", ("Marta", "sister", "4", "own")),
        ("Both of Ivo's sons wept.", ("Ivo", "son", "2", "own")),
        ("Neither of Ivo's sons wept.", ("Ivo", "son", "2", "own")),
        (
            "Ivo was the father of five girls and could not sleep. Ivo was the father of five sons.",
            ("Ivo", "son", "5", "had"),
        ),
        ("Marta, the youngest of four sisters, kept still.", ("Marta", "sister", "3", "had")),
        ("Ivo had but one sister.", ("Ivo", "sister", "1", "had")),
        ("Marta had no brothers.", ("Marta", "brother", "0", "none")),
        ("Marta's third brother laughed.", ("Marta", "brother", "3", "least")),
        ("With her three sons around her, Marta felt safe.", ("Marta", "son", "3", "own")),
        ("It was a house with nine rooms.", ("", "room of house", "9", "new")),
        ("The house had nine rooms.", ("", "room of house", "9", "had")),
        ("The nine rooms of the house were cold.", ("", "room of house", "9", "the")),
        ("The house's nine rooms were cold.", ("", "room of house", "9", "own")),
        ("There were nine rooms in the house.", ("", "room of house", "9", "had")),
        ("In the tower hung five bells.", ("", "bell of tower", "5", "had")),
        ("Brevik had two churches.", ("Brevik", "church", "2", "had")),
        ("The ship had a crew of nine.", ("", "member of crew", "9", "new")),
        ("The nine-man crew slept.", ("", "member of crew", "9", "the")),
        ("Marta's brothers, three of them, were at sea.", ("Marta", "brother", "3", "own")),
        ("The bells of the tower numbered seven.", ("", "bell of tower", "7", "the")),
        ("Ivo had not three ships but four ships.", ("Ivo", "ship", "4", "had")),
    ],
)
def test_a_count_is_read_with_its_owner(text: str, fact: tuple[str, str, str, str]) -> None:
    assert fact in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Marta walked three miles.",
        "Marta waited two hours for her five minutes of fame.",
        "Ivo paid her twelve shillings.",
        "Marta had about three cats.",
        "Marta had three or four cats.",
        "Marta had more than three cats.",
        "Two of Marta's apples were green.",
        "The other two brothers slept.",
        "The first three doors were locked.",
        "“I have three brothers,” said Marta.",
        "If Marta had three brothers, she would be safe.",
        "Marta dreamt that she had three brothers.",
        "Marta formerly had three ships.",
        "It was three o'clock.",
        "Half a dozen boys ran by.",
    ],
)
def test_measures_parts_and_suppositions_are_no_counts(text: str) -> None:
    assert not [fact for fact in read(text) if fact[3] in ("had", "own", "the", "least")]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="Marta's herin tewo threebohs,.;—“”-\n 3the of", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for fact in counts.find(Story([("1", PEOPLE + text)]).scene("1").reading):
        assert fact.quote and int(fact.value) >= 0
