"""The gist of a passage: forms of one word are one stem, names count by whom they mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.concordance import concordance
from storyteller_agents.canon.extract.gist import gist, overlap, stem, stems
from storyteller_agents.canon.facts import Point
from storyteller_agents.canon.story import Story


@pytest.mark.parametrize(
    "words",
    [
        "hide hides hid hidden hiding",
        "carry carries carried carrying",
        "key keys key's",
        "drop drops dropped dropping",
        "bring brings brought bringing",
        "witch witches",
        "poison poisoned poisoning",
        "wolf wolves",
        "die died dying dead",
        "midnight nightfall darkness",
    ],
)
def test_all_forms_of_a_word_have_one_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("well", "will"), ("ring", "ringing bell"), ("stair", "star"), ("letter", "lettuce")]
)
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_words_without_content_have_none() -> None:
    assert stems("it was not until then that she could have been there herself") == frozenset()


def test_a_name_counts_by_whom_it_means() -> None:
    reading = (
        Story([("1", "Mr. Edmund Vale waited. Later Edmund Vale told of the bell, and Vale wept.")]).scenes[0].reading
    )
    name = reading.mentions[0].entity.name
    assert gist(reading, 0, len(reading.text)) >= {f"@{name}", stem("bell")}
    assert stem("Edmund") not in gist(reading, 0, len(reading.text))


def test_overlap_is_the_weight_of_what_is_shared() -> None:
    assert overlap({"a", "b"}, {"b", "c"}) == 0.5
    assert overlap({"a", "b"}, {"b"}, {"a": 1.0, "b": 3.0}.__getitem__) == 0.75
    assert overlap(set(), {"a"}) == 0.0


def test_the_concordance_finds_a_word_in_all_its_forms_and_within_bounds() -> None:
    story = Story([("1", "She hid the key. Nobody came."), ("2", "The keys were hidden. It rained.")])
    words = concordance(story)
    everywhere = list(words.sharing({stem("key"), stem("hide")}, Point(-1, 0), Point(9, 0)))
    assert [(place.scene, place.sentence, len(shared)) for place, shared in everywhere] == [(0, 0, 2), (1, 0, 2)]
    assert [place.scene for place, _ in words.sharing({stem("key")}, Point(0, 5), Point(9, 0))] == [1]
    assert words.often(stem("keys")) == 2
    assert words.weight(stem("rain")) > words.weight(stem("key"))
    assert concordance(story) is words


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_gist(text: str) -> None:
    assert "" not in stems(text)
