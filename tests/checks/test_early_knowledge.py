"""Somebody knows or tells what he only learns later."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.entities import Given
from storyteller_agents.canon.facts import BEFORE, Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.early_knowledge import early_knowledge

PEOPLE = (Given("Ines", gender="f"), Given("Rufus", gender="m"))
BETWEEN = (
    "The market opened at eight and the fishwives shouted. A cart went by with turnips. Rain fell on the slates. " * 25
)


def found(*scenes: str, background: tuple[Fact, ...] = ()) -> list[Objection]:
    texts = [(f"{number:04d}", text) for number, text in enumerate(scenes)]
    return list(early_knowledge.run(Story(texts, given=PEOPLE, background=background)))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Ines knew that the dam was cracked.", "Only then did Ines learn that the dam was cracked."),
        ("Ines warned Rufus about the cracked dam.", "Ines had had no idea that the dam was cracked."),
        ("Ines had watched the clerk burn the ledger.", "Ines discovered that the clerk had burned the ledger."),
        ("“The clerk burned the ledger,” said Ines.", "Ines found out at last that the clerk had burned the ledger."),
        (
            "Rufus told Ines that the clerk had burned the ledger.",
            "Until that day Ines had not known that the clerk had burned the ledger.",
        ),
        (
            "Thinking of the tunnel beneath the chapel, Ines smiled.",
            "Ines had never heard of the tunnel beneath the chapel.",
        ),
        ("Ines called Rufus by name.", "Only now did Ines learn Rufus's name."),
        ("“Good day, Rufus,” said Ines.", "Only now did Ines learn the name of Rufus."),
        ("Ines thanked Rufus and went home.", "Ines had never met Rufus before."),
        ("Because she knew the dam was cracked, Ines went round.", "Then Ines found out that the dam was cracked."),
        ("Ines could not forget that the dam was cracked.", "That the dam was cracked was news to Ines."),
        (
            "Ines knew that the clerk burned the ledger.",
            "The discovery that the clerk burned the ledger struck Ines hard.",
        ),
        ("Ines and Rufus had been friends since school.", "At the fair Ines met Rufus for the first time."),
    ],
)
def test_what_disagrees(earlier: str, later: str) -> None:
    objections = found(f"{earlier} {BETWEEN}", f"{BETWEEN} {later}")
    assert len(objections) == 1
    assert objections[0].scene == "0001"
    assert objections[0].against is not None
    assert objections[0].against.quote.strip() in earlier


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Ines knew that the dam was cracked.", "Only then did Rufus learn that the dam was cracked."),
        ("Ines suspected that the dam was cracked.", "Only then did Ines learn that the dam was cracked."),
        ("Ines knew that the dam was cracked.", "Ines learned that the mayor had sold the dam to a Dutchman."),
        ("Ines knew that the market opened at eight.", "Ines learned that the market had closed."),
        ("Rufus said that the dam was cracked.", "Ines learned that the dam was cracked."),
        (
            "Ines knew that the dam was cracked.",
            "Ines had forgotten it, and as if for the first time she learned that the dam was cracked.",
        ),
        ("Ines learned that the dam was cracked.", "Ines had learned that the dam was cracked."),
        ("Ines told Rufus that the dam was cracked.", "Ines told Rufus again that the dam was cracked."),
        ("Ines thanked Rufus.", "Ines saw Rufus cry for the first time."),
        ("Ines thanked Rufus.", "Ines remembered how she had met Rufus for the first time."),
        ("“Is the clerk a thief of ledgers?” asked Ines.", "Ines learned that the clerk was a thief of ledgers."),
    ],
)
def test_what_does_not(earlier: str, later: str) -> None:
    assert found(f"{earlier} {BETWEEN}", f"{BETWEEN} {later}") == []


def test_to_learn_first_and_know_later_is_right() -> None:
    assert found(f"Ines learned that the dam was cracked. {BETWEEN}", "Ines knew that the dam was cracked.") == []


def test_what_the_cast_says_she_knows_counts() -> None:
    known = Fact(
        "Ines", "knows", "that the clerk burned the ledger", "Ines", (0, 32), "Ines knows that …", BEFORE, source="cast"
    )
    assert len(found("Only now did Ines learn that the clerk had burned the ledger.", background=(known,))) == 1
