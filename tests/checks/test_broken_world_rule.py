"""Somebody does what the laws of the story's world forbid."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.facts import BEFORE, Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.broken_world_rule import broken_world_rule

BETWEEN = "\n\nThe market opened at eight, and a cart went by with turnips.\n\n"


def found(*scenes: str, background: tuple[Fact, ...] = ()) -> list[Objection]:
    texts = [(f"{number:04d}", text) for number, text in enumerate(scenes)]
    return list(broken_world_rule.run(Story(texts, background=background)))


@pytest.mark.parametrize(
    ("law", "deed"),
    [
        ("No one may enter the granary after dark.", "It was past midnight when Ines slipped into the granary."),
        (
            "No one may enter the granary after dark.",
            "Night fell. Ines took her lamp. She entered the granary by the side door.",
        ),
        ("Only the abbess may wear the green veil.", "Ines came down the stairs wearing the green veil."),
        ("It was forbidden to ring the storm bell.", "Ines climbed up and rang the storm bell."),
        ("Giants cannot swim.", "The giant swam across the bay with Ines on his back."),
        ("The sluice is never opened at night.", "At midnight Ines opened the sluice."),
        ("Every traveller must pay a silver coin at the bridge.", "Ines crossed the bridge and paid no silver coin."),
        ("The law of the island forbade the cutting of the yew trees.", "Ines cut down two yew trees for firewood."),
    ],
)
def test_a_breach(law: str, deed: str) -> None:
    objections = found(law + BETWEEN, BETWEEN + deed)
    assert [(one.scene, one.against.quote if one.against else "") for one in objections] == [("0001", law)]


def test_a_deed_told_before_the_law_is_one_too() -> None:
    objections = found("Ines rang the storm bell." + BETWEEN, "It was forbidden to ring the storm bell.")
    assert [(one.scene, one.against.quote if one.against else "") for one in objections] == [
        ("0001", "Ines rang the storm bell.")
    ]


@pytest.mark.parametrize(
    ("law", "deed"),
    [
        ("No one may enter the granary after dark.", "At noon Ines entered the granary."),
        ("No one may enter the granary after dark.", "At midnight Ines did not enter the granary."),
        ("It was forbidden to ring the storm bell.", "In defiance of the law Ines rang the storm bell."),
        ("It was forbidden to ring the storm bell.", "Ines tried to ring the storm bell."),
        ("It was forbidden to ring the storm bell.", "“I rang the storm bell,” said Ines."),
        ("It was forbidden to ring the storm bell.", "Ines dreamt that she rang the storm bell."),
        ("It was forbidden to ring the storm bell.", "Ines rang the storm bell. They arrested her for it."),
        ("It was forbidden to ring the storm bell.", "The storm passed, and Ines rang for tea."),
        ("Only the abbess may wear the green veil.", "The abbess came in, wearing the green veil."),
        ("Giants cannot swim.", "Ines swam across the bay."),
        ("“No one may enter the granary,” said Rufus.", "Ines entered the granary."),
        ("No one could help laughing at the bell.", "Ines rang the bell and could not help laughing."),
    ],
)
def test_what_is_no_breach(law: str, deed: str) -> None:
    assert found(law + BETWEEN, BETWEEN + deed) == []


def test_lore_lays_down_laws() -> None:
    text = "The bell hangs in the north tower. No one may ring it twice. The storm bell must never be rung."
    law = Fact("", "world rule", text, "bell", (0, len(text)), text, BEFORE, source="lore")
    assert len(found("Ines took the rope and rang the storm bell.", background=(law,))) == 1
    assert found("Ines took the rope and went home.", background=(law,)) == []
