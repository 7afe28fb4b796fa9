"""Who is in a text: names with all their forms, people apart from places, and pronouns only where that is safe."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.entities import NARRATOR, Entities, Given, find_entities
from storyteller_agents.canon.names import count_names
from storyteller_agents.canon.reading import Reading

TALE = """Mr. Marlow met Captain Jane Ashdown at Port Ellis. “Good evening, Captain,” said Marlow. Jane Ashdown nodded,
and she gave him her hand. They walked to Port Ellis together, and Marlow told her of his sister. Mrs. Marlow had
died in Port Ellis, he said. Jane had not known. Later Marlow and Ashdown sat by the fire. Suddenly it rained."""


def entities(text: str, *given_names: Given) -> Entities:
    return find_entities([count_names(text)], given_names)


def reading(text: str, *given_names: Given) -> Reading:
    return Reading("0001", 0, text, entities(text, *given_names))


def test_the_forms_of_a_name_mean_one_person() -> None:
    found = entities(TALE)
    jane = found.find("Jane")
    assert jane is not None
    assert jane is found.find("Captain Jane Ashdown") is found.find("Jane Ashdown") is found.find("Ashdown")
    assert (jane.kind, jane.gender) == ("person", "f")


def test_a_surname_that_two_people_bear_means_nobody() -> None:
    found = entities(TALE)
    assert found.find("Mr. Marlow") is not found.find("Mrs Marlow") is not None
    assert found.find("Marlow") is None


def test_places_are_told_from_people_and_common_words_are_no_names() -> None:
    found = entities(TALE)
    assert found.find("Port Ellis").kind == "place"  # type: ignore[union-attr]
    assert found.find("Suddenly") is None
    assert found.find("They") is None


def test_a_name_given_by_the_cast_keeps_its_form() -> None:
    found = entities("Ada climbed. The Keeper followed Ada.", Given("Ada Penrow", ("the Keeper",), gender="f"))
    assert found.find("Ada").name == "Ada Penrow"  # type: ignore[union-attr]
    assert found.find("Ada Penrow").given  # type: ignore[union-attr]


def test_two_people_of_one_name_in_the_cast_mean_nobody() -> None:
    found = entities("Anna came. Anna went.", Given("Anna", ("Anna Holm",)), Given("Anna Berg", ("Anna",)))
    assert found.find("Anna") is None
    assert found.find("Anna Holm") is not found.find("Anna Berg")


@pytest.mark.parametrize(
    ("text", "pronoun", "meant"),
    [
        ("Tom Reed was old. He coughed.", "He", "Tom Reed"),
        ("Tom Reed met Mary Poole and saw that she was pale.", "she", "Mary Poole"),
        ("Mary Poole looked at Anna Berg. She was pale.", "She", None),
        ("Tom Reed saw a man at the gate. He coughed.", "He", None),
        ("Tom Reed stood there.\n\nHe coughed.", "He", None),
        ("It was late. He coughed.", "He", None),
        ("“Where is Tom Reed?” she asked. He coughed.", "He", None),
    ],
)
def test_a_pronoun_means_somebody_only_where_that_is_safe(text: str, pronoun: str, meant: str | None) -> None:
    cast = [Given("Tom Reed", gender="m"), Given("Mary Poole", gender="f"), Given("Anna Berg", gender="f")]
    read = reading(text, *cast)
    at = text.rindex(pronoun)
    assert read.whom(at, at + len(pronoun)) == meant


def test_the_narrator_is_whoever_says_i_outside_speech() -> None:
    text = "I came home. I saw my mother, and I wept. “I told you so,” she said. I said nothing to her."
    read = reading(text)
    assert read.in_first_person
    assert read.whom(0, 1) == NARRATOR
    spoken = text.index("I told")
    assert read.whom(spoken, spoken + 1) is None


def test_masks_have_the_length_of_the_text_and_hide_names_and_speech() -> None:
    read = reading(TALE)
    assert len(read.narration) == len(read.speech) == len(read.masked) == len(TALE)
    assert "Ashdown" not in read.masked
    assert "Port Ellis" not in read.narration
    assert "Good evening" not in read.narration
    assert "Good evening" in read.speech
    assert "walked" not in read.speech


def test_a_sentence_of_a_wrapped_text_runs_over_its_lines() -> None:
    wrapped = "She stood at the window of the tower and looked\nout over the sea, which was grey and\nrough that morning, and she thought of\nthe ship that was gone. Then she turned\nround.\n"
    read = reading(wrapped)
    assert [wrapped[slice(*span)] for span in read.sentences][-1] == "Then she turned\nround."


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("Aab Bé.,“”\"'’\n-1Mr王ᐁᐄ \ue000"), max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    read = reading(text, Given("Ab"))
    assert len(read.narration) == len(text)
    for mention in read.mentions:
        assert text[mention.start : mention.end].strip()
        assert read.whom(mention.start, mention.end) == mention.entity.name
    for start, end in read.sentences:
        read.hedges(start, end)
