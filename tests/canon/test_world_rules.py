"""Laws of the world are read where they are general, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.extract.gist import stem, stems
from storyteller_agents.canon.extract.world_rules.find import find, read_law
from storyteller_agents.canon.story import Story


@pytest.mark.parametrize(
    ("sentence", "verb", "words"),
    [
        ("No one may enter the granary after dark.", "enter", "granary night"),
        ("Nobody was allowed to touch the loom.", "touch", "loom"),
        ("Only the abbess may wear the green veil.", "wear", "green veil"),
        ("The abbess alone may ring the bell.", "ring", "bell"),
        ("It was forbidden to whistle in the salt mine.", "whistle", "salt"),
        ("It is against the law of the city to feed the herons.", "feed", "herons"),
        ("Lighting a fire in the orchard was strictly forbidden.", "light", "fire orchard"),
        ("Giants cannot swim.", "swim", "giants"),
        ("The sluice is never opened at night.", "open", "sluice night"),
        ("By law no stranger could sleep within the walls.", "sleep", "stranger walls"),
        ("The law forbade the cutting of the yew trees.", "cut", "yew trees"),
        ("Every traveller must pay a silver coin at the bridge.", "pay", "silver coin bridge"),
        ("In winter the pass cannot be crossed.", "cross", "winter pass"),
        ("No bird sings in the stone forest.", "sing", "bird stone forest"),
    ],
)
def test_a_law(sentence: str, verb: str, words: str) -> None:
    law = read_law(sentence)
    assert law is not None
    assert law.verb == stem(verb)
    assert stems(words) <= law.what | law.when | law.who


def test_whom_it_leaves_out() -> None:
    law = read_law("No one may open the casket except the widow.")
    assert law is not None
    assert law.but == {stem("widow")}
    assert stem("widow") not in law.what


@pytest.mark.parametrize(
    "sentence",
    [
        "No one could help laughing.",
        "Nobody knew what to say.",
        "One can never tell with cats.",
        "No one spoke.",
        "No one came to the door that evening.",
        "He could not open the door.",
        "She must not be late.",
        "They were never permitted to see him.",
        "Nobody could hear a word of it.",
        "She had never worn red.",
        "The door could not be opened.",
        "I must go now.",
        "It was impossible to hear him.",
        "There was nothing to be done.",
    ],
)
def test_what_happens_and_what_is_said_of_people_in_general_is_none(sentence: str) -> None:
    reading = Story([("1", sentence)]).scenes[0].reading
    assert list(find(reading)) == []


@settings(max_examples=100, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("no one may never enter, the law forbids only; it was forbidden to .\n"), max_size=400
    )
)
def test_any_sentence_can_be_read(sentence: str) -> None:
    law = read_law(sentence, lore=True)
    assert law is None or law.verb
