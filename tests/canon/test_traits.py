"""What people look like and are, as narration says it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.entities import Given, find_entities
from storyteller_agents.canon.extract.traits.bodies import lack_of
from storyteller_agents.canon.extract.traits.colours import colour, colours_agree
from storyteller_agents.canon.extract.traits.find import find
from storyteller_agents.canon.extract.traits.occupations import plural
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

PEOPLE = find_entities([], [Given("Clara", gender="f"), Given("Tom", gender="m")])


def found(text: str) -> list[Fact]:
    return list(find(Reading("0001", 0, text, PEOPLE)))


def hard(text: str) -> set[tuple[str, str, str]]:
    return {(fact.entity, fact.attribute, fact.value) for fact in found(text) if fact.hard}


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("Clara's eyes were a deep, clear blue.", "eye colour", "clear blue"),
        ("Clara lifted her grey eyes from the page.", "eye colour", "grey"),
        ("Clara, whose eyes were the grey of slate, said nothing.", "eye colour", "grey"),
        ("Clara looked up with eyes of pale blue.", "eye colour", "pale blue"),
        ("The blue of Clara's eyes was startling.", "eye colour", "blue"),
        ("A blue-eyed girl named Clara came to the door.", "eye colour", "blue"),
        ("Clara came in, her eyes grey and steady.", "eye colour", "grey"),
        ("Clara, who had her father's dark eyes, smiled.", "eye colour", "dark"),
        ("Clara had black hair and green eyes.", "hair colour", "black"),
        ("Clara, a tall woman with red hair, came in.", "hair colour", "red"),
        ("Clara had hair the colour of straw.", "hair colour", "straw"),
        ("Clara was a redhead.", "hair colour", "redhead"),
        ("Clara shook out a mass of auburn curls.", "hair colour", "auburn"),
        ("Clara was left-handed.", "hand", "left"),
        ("Clara took up the pen in her right hand and wrote.", "hand", "right"),
        ("Clara held out her left hand, the one she wrote with.", "hand", "left"),
        ("Clara was a tall woman.", "height", "tall"),
        ("Clara stood six feet two in her stockings.", "height", "tall"),
        ("Clara, a short, quiet woman, came in.", "height", "short"),
        ("Clara was a blacksmith.", "profession", "blacksmith"),
        ("The village baker, Clara, came in.", "profession", "baker"),
        ("Clara earned her living as a seamstress.", "profession", "seamstress"),
        ("A young sailor named Clara came in.", "profession", "sailor"),
        ("Clara, like all dwarves, hated boats.", "species", "dwarf"),
        ("Clara was an elf.", "species", "elf"),
        ("Clara, blind since the fever, felt for the door.", "trait", "blind"),
        ("Clara had lost an arm at the mill.", "trait", "one-armed"),
        ("Clara's wooden leg knocked on the boards.", "trait", "one-legged"),
        ("The fever had robbed Clara of her hearing.", "trait", "deaf"),
        ("Clara lifted the kettle with both hands.", "trait", "both arms"),
    ],
)
def test_traits_are_found(text: str, attribute: str, value: str) -> None:
    assert ("Clara", attribute, value) in hard(text)


@pytest.mark.parametrize(
    "text",
    [
        "Clara's eyes were on the blue water.",
        "Clara's mother had blue eyes.",
        "Clara's cat had green eyes.",
        "Clara's eyes were red with weeping.",
        "Clara met a man with blue eyes.",
        "In the moonlight Clara's hair was white.",
        "Clara had dyed her hair black.",
        "Clara tied a blue ribbon in her hair.",
        "Clara's hair had once been red.",
        "Clara's eyes were not blue.",
        "Clara wished her hair were golden.",
        "Clara was short of money.",
        "Clara was a doctor's daughter.",
        "Clara was blind to his faults.",
        "Clara was struck dumb.",
        "Clara had once been a nurse.",
        "Clara was not tall.",
        '"Clara has blue eyes," said the man.',
    ],
)
def test_what_only_looks_like_a_trait_is_not_taken(text: str) -> None:
    assert not {value for entity, _, value in hard(text) if entity == "Clara"}


@pytest.mark.parametrize(
    ("kind", "one", "other", "agree"),
    [
        ("eye", "grey", "blue-grey", True),
        ("eye", "hazel", "brown", True),
        ("eye", "dark brown", "black", True),
        ("eye", "blue", "brown", False),
        ("eye", "pale blue", "dark blue", True),
        ("hair", "golden", "straw", True),
        ("hair", "auburn", "copper", True),
        ("hair", "raven", "dark", True),
        ("hair", "fair", "black", False),
        ("hair", "unheard-of", "black", True),
    ],
)
def test_near_colours_agree(kind: str, one: str, other: str, agree: bool) -> None:
    assert colours_agree(kind, colour(kind, one), colour(kind, other)) is agree


@pytest.mark.parametrize(
    ("words", "lack"),
    [
        ("missing left leg", ("one-legged", "left")),
        ("One-eyed", ("one-eyed", "")),
        ("blind from birth", ("blind", "")),
        ("both arms", ("", "")),
    ],
)
def test_a_lack_is_read_from_free_words(words: str, lack: tuple[str, str]) -> None:
    assert lack_of(words) == lack


@pytest.mark.parametrize(
    ("one", "many"),
    [("elf", "elves"), ("dwarf", "dwarves"), ("midwife", "midwives"), ("baker", "bakers"), ("human", "humans")],
)
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            [
                "Clara",
                "eyes",
                ",",
                "whose",
                "were",
                "blue",
                ".",
                "\n\n",
                "“",
                "left",
                "hand",
                "her",
                "a",
                "smith",
                "both hands",
            ]
        )
        | st.text(max_size=9)
    )
)
def test_any_text_is_read(words: list[str]) -> None:
    text = " ".join(words)
    for fact in found(text):
        assert text[slice(*fact.span)] == fact.quote
