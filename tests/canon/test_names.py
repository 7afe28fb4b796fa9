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


@pytest.mark.parametrize(
    ("text", "name", "kind", "gender"),
    [
        ("She was married to Edmund Crale.", "Edmund", "person", "m"),
        ("He turned to Ishbel and spoke to Ishbel of it.", "Ishbel", "person", ""),
        ("They laughed at Corvane. Tom walked towards Corvane's door.", "Corvane", "person", ""),
        ("They gave the ring to Ysra, and nodded to Ysra.", "Ysra", "person", ""),
        ("A letter from Brannoc lay there. They all believed in Brannoc.", "Brannoc", "person", ""),
        ("Seven children sat at Ruth Abel's table.", "Ruth Abel", "person", "f"),
        ("The lantern was dashed from Corven's hand. Corven swore.", "Corven", "person", ""),
        ("Three pigs lived in Farmer Dobb's sty. Farmer Dobb fed his pigs.", "Farmer Dobb", "person", "m"),
        ("Mrs. Pettigrew's cats slept on the stove.", "Mrs Pettigrew", "person", "f"),
        ("Lady Hester sold her pearls.", "Lady Hester", "person", "f"),
        ("Among them were Hubert Ashdown, Clarence Doon and Maurice A. Vane.", "Clarence Doon", "person", "m"),
        ("Ravenna raised her hand. Tom saw him go. Ravenna shook her head.", "Ravenna", "person", "f"),
        ("They lived in Ravenholt, and often walked to Ravenholt.", "Ravenholt", "place", ""),
        ("The Palace Theatre burned down in 1911.", "Palace Theatre", "place", ""),
        ("They came to the village of Ashby, past Old Mill Lane.", "Ashby", "place", ""),
        ("She had never seen New Holland, nor West Marling.", "West Marling", "place", ""),
        ("A ship lay in Port Anselm. They loved Port Anselm.", "Port Anselm", "place", ""),
    ],
)
def test_people_who_are_named_once_are_told_from_places(text: str, name: str, kind: str, gender: str) -> None:
    found = entities(text).find(name)
    assert found is not None
    assert (found.kind, found.gender) == (kind, gender)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Old Gunnar Skall had nine sons. Gunnar's sons were tall.", "Gunnar", "Gunnar Skall"),
        ("Laughing Tobias Reed went out. Tobias Reed came in.", "Tobias", "Tobias Reed"),
        ("Corvin of Westmarch rode out. Corvin sang. Corvin slept.", "Corvin", "Corvin"),
        ("Clara Poole came. Miss Poole sat down. Clara laughed.", "Miss Poole", "Clara"),
        ("Clara came. Miss Poole sat down. Clara rose. So this was Clara Poole.", "Miss Poole", "Clara"),
        ("Doctor Webster Vane was drowned. They mourned Webster Vane.", "Webster Vane", "Doctor Webster Vane"),
        ("Vane frowned and put his hat on. Vane rubbed his chin. Mrs. Vane wept. Vane left.", "Vane", "Vane"),
    ],
)
def test_forms_of_one_name_mean_one_person(text: str, one: str, other: str) -> None:
    found = entities(text)
    assert found.find(one) is not None
    assert found.find(one) is found.find(other)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("For Edmund Ashdown Harriet Doon wore black. Harriet wept for Edmund.", "Edmund", "Harriet"),
        ("For Edmund Ashdown Harriet Doon wore black.", "Edmund Ashdown", "Harriet Doon"),
        ("In Tolquhar Edith Marsh was pouring out the tea.", "Tolquhar", "Edith Marsh"),
        ("She told Anna Judith was ill. Anna wept, Judith slept. Anna and Judith! Judith, Anna!", "Anna", "Judith"),
        ("Diana Barr sang. Diana laughed. Diana ran. Mrs. Barr scolded. Diana wept.", "Diana Barr", "Mrs. Barr"),
        ("James came. James sat down. James rose. Then Henry James came in.", "James", "Henry James"),
        ("Vane frowned and put his hat on. Vane rubbed his chin. Mrs. Vane wept. Vane left.", "Vane", "Mrs Vane"),
    ],
)
def test_two_people_stay_two(text: str, one: str, other: str) -> None:
    found = entities(text)
    assert None is not found.find(one) is not found.find(other) is not None


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        ("Julia came. He saw her. Julia smiled at him. He smiled. Julia went. He stayed.", "Julia", "f"),
        ("George shook her head. George put on her hat. George raised her hand. George took her bag.", "George", "f"),
        ("Robin came.", "Robin", ""),
    ],
)
def test_a_given_name_tells_he_or_she_unless_the_story_says_otherwise(text: str, name: str, gender: str) -> None:
    found = entities(text).find(name)
    assert found is not None
    assert found.gender == gender


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
