"""Tests for checks/continuity/drifting_name.py and the near spellings that it compares."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.ranks import uses_needed
from storyteller_agents.canon.spelling import distance, is_near
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.continuity.drifting_name import drifting_name
from storyteller_agents.story import Finding

USUAL = (
    "Katherine Voss came in first. Katherine laid her gloves on the table and looked at Captain Ross. He rose. “Sit down, "
    "Captain,” said Katherine. The rain had stopped, and Katherine opened the window. Captain Ross lit his pipe.\n\n"
    "Later Martin Reed brought the letters. Martin had walked from Dunmore in the wet. Martin gave one to Katherine Voss. "
    "Captain Ross watched them both. Martin Reed took his hat. Nobody in Dunmore had seen Captain Ross laugh, but Martin "
    "Reed said that he was a kind man. Katherine believed it. From Dunmore the road ran north. Martin went back to Dunmore, "
    "and Captain Ross stayed. The people of Dunmore slept. Martin Reed told them what Katherine had said.\n\n"
)


def findings(text: str) -> list[Finding]:
    return [
        found
        for _, found in drifting_name.story_findings(Story([("0001", USUAL), ("0002", USUAL), ("0003", text)]))
        if found
    ]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("In the morning Catherine walked to the shore.", ("Catherine", "Katherine")),
        ("Nobody but Katharine had the key.", ("Katharine", "Katherine")),
        ("Marten sat on the wall, out of breath.", ("Marten", "Martin")),
        ("By evening she was back in Dunmoor.", ("Dunmoor", "Dunmore")),
        ("There stood Martin Reid, wet to the skin.", ("Reid", "Reed")),
        ("He met Martin Holloway by the gate. Martin was tired.", ("Martin Holloway", "Martin Reed")),
        ("Martin was tired. That night Martin Voss slept in the barn.", ("Martin Voss", "Martin Reed")),
        ("Then Major Ross knocked out his pipe.", ("Major", "Captain")),
    ],
)
def test_drift(sentence: str, names: tuple[str, str]) -> None:
    found = findings(sentence)
    assert len(found) == 1
    assert all(name in found[0].message for name in names)
    assert found[0].against is not None
    assert names[1].split()[-1] in found[0].against.quote


@pytest.mark.parametrize(
    "sentence",
    [
        "Katie laughed at him.",
        "“Good night, Reid,” said the old porter.",
        "Katherine and her cousin Catherine walked to the shore.",
        "The porter called her Catherine by mistake.",
        "He knew many women: Anna, Clara, Catherine, Ida, and Berta.",
        "Mrs Reed waited for her son Martin.",
        "She had married at last, and Katherine Holm was her name now.",
        "They had promoted him, and Major Ross wore the new coat.",
        "Martina sat on the wall.",
        "The Dunmores were an old family.",
        "A man named Martin Holloway came to the door.",
        "Walter Lindqvist came to the door.",
    ],
)
def test_silent(sentence: str) -> None:
    assert findings(sentence) == []


CLOTH = "Tabitha Crane sold linen at the fair, and Ursula Finch sold ribbons beside her. "


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        (
            "The ferry of Aldmoor belonged to Amos Thorne.",
            "Nobody crossed by the Aldmoor ferry but with Enos Thorne.",
            ("Amos Thorne", "Enos Thorne"),
        ),
        (
            "Mrs Pellow, the cook, burned the porridge.",
            "The porridge of the cook, Mrs Pelow, was thin.",
            ("Pellow", "Pelow"),
        ),
        (
            "The bridge was built under Osric the Second.",
            "Osric the Fourth had built the bridge with his own money.",
            ("Osric the Second", "Osric the Fourth"),
        ),
        (
            "The sign of the Three Ravens hung over the ferry.",
            "The ferry lay under the sign of the Two Ravens.",
            ("Three Ravens", "Two Ravens"),
        ),
        ("The brig Marigold carried slates.", "Slates lay in the hold of the brig Marygold.", ("Marigold", "Marygold")),
        (CLOTH, "At noon Tabitha Finch counted her money.", ("Tabitha Crane", "Tabitha Finch")),
        (
            "Everybody called Jonas Rudge Badger, and nothing else.",
            "Jonas Rudge had never been known as anything but Weasel.",
            ("Badger", "Weasel"),
        ),
        (
            "Agnes Pryor kept bees behind the smithy.",
            "The bees of Agnes Pruett swarmed over the smithy.",
            ("Agnes Pryor", "Agnes Pruett"),
        ),
        (
            "The miller was a man called Peter Haddon.",
            "John Haddon, the miller, shook his sleeves.",
            ("Peter Haddon", "John Haddon"),
        ),
        ("Inspector Nora Pelham drove off.", "There sat Inspector Norma Pelham.", ("Nora Pelham", "Norma Pelham")),
        (
            "Olga Petrovna Zorina taught the piano.",
            "Here Olga Pavlovna Zorina sighed.",
            ("Olga Petrovna Zorina", "Olga Pavlovna Zorina"),
        ),
    ],
)
def test_minor_names_of_which_the_same_is_told(first: str, second: str, names: tuple[str, str]) -> None:
    found = findings(f"{first} {USUAL} {second}")
    assert len(found) == 1
    assert all(name in found[0].message for name in names)
    assert found[0].quote == second.strip()
    assert found[0].against is not None
    assert found[0].against.quote == first.strip()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The ferry of Aldmoor belonged to Amos Thorne.", "Enos Thorne wept in the orchard."),
        ("The ferry of Aldmoor belonged to Amos Thorne.", "Enos Thorne, his brother, never used the Aldmoor ferry."),
        ("Osric the Second was mad.", "The roof was laid under Osric the Fourth."),
        ("The bridge was built under Osric the Second.", "His successor, Osric the Fourth, built no bridge."),
        ("Tabitha Crane sold linen at the fair.", "Ursula Finch and Tabitha Finch came late."),
        ("Everybody called Jonas Rudge Badger.", "Once his aunt called Jonas Rudge Weasel."),
        ("Mrs Pellow, the cook, burned the porridge.", "Mrs Pelham, the widow of a judge, ate it."),
        ("The smith was called Thomas Garlick.", "William Garlick, his son, was the smith now."),
        ("Sergeant Paul Rusk kept the desk.", "Peter Rusk ran over the meadow."),
        ("The lawyer was Albert Finch.", "The lawyer, Henry Marsh, wept."),
    ],
)
def test_minor_names_that_may_be_of_two(first: str, second: str) -> None:
    assert findings(f"{first} {USUAL} {second}") == []


def test_two_people_with_histories_of_their_own() -> None:
    assert findings("Marten Lund came in. Marten sat down. Marten rose. Marten Lund ate. Marten slept. " * 2) == []


def test_the_same_slip_is_told_once() -> None:
    assert len(findings("Catherine walked to the shore. There Catherine waited.")) == 1


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Katherine", "Catherine", True),
        ("Jon", "John", True),
        ("Stephen", "Steven", True),
        ("Sarah", "Sara", True),
        ("Philip", "Phillip", True),
        ("Geoffrey", "Jeffrey", True),
        ("Holm", "Hulme", True),
        ("Marilyn", "Marylin", True),
        ("Bill", "Billy", False),
        ("Kate", "Katie", False),
        ("Ross", "Rosses", False),
        ("Tom", "Tim", False),
        ("Harry", "Larry", False),
        ("Anna", "Otto", False),
        ("Frenchman", "Frenchmen", False),
    ],
)
def test_near_spellings(one: str, other: str, near: bool) -> None:
    assert is_near(one, other) is near
    assert is_near(other, one) is near


@pytest.mark.parametrize(
    ("one", "other", "apart"), [("abc", "acb", 1), ("abcd", "abd", 1), ("abc", "abc", 0), ("a", "wxyz", 3)]
)
def test_distance(one: str, other: str, apart: int) -> None:
    assert distance(one, other) == apart


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ABabeilnor.,?!\n“”\"'_— ", max_size=300))
def test_arbitrary_text(text: str) -> None:
    assert isinstance(findings(text), list)


def test_no_text() -> None:
    assert [found for _, found in drifting_name.story_findings(Story([]))] == []


def test_other_languages_are_left_alone() -> None:
    story = Story([("0001", USUAL + "Catherine ging zum Hafen.")], language="de")
    assert drifting_name.story_findings(story) == []


@pytest.mark.parametrize(
    ("title", "usual", "apart"),
    [
        ("Major", "Captain", True),
        ("Mr", "Captain", True),
        ("Miss", "Mrs", True),
        ("Dr", "Professor", False),
        ("Mrs", "Mr", False),
    ],
)
def test_titles_that_exclude_each_other(title: str, usual: str, apart: bool) -> None:
    assert bool(uses_needed(title, usual, 5)) is apart
