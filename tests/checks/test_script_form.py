"""Dialogue as in a play is no prose; a sign, a letter and a Chinese colon are."""

from __future__ import annotations

import pytest

from storyteller_agents.checks.check import SceneText
from storyteller_agents.checks.craft.script_form import script_form
from storyteller_agents.story import SceneCard


def found(text: str, language: str = "en") -> list[str]:
    scene = SceneText(SceneCard(id="0001", title="T"), text, language)
    return [finding.quote for finding in script_form.findings(scene)]


@pytest.mark.parametrize(
    "text",
    [
        "Auntie: I am so glad.\n\nAda Penrow: (chuckles) Oh, darling.",
        "**Ada:** Stay.\n**Bram:** No.",
        "Ada (softly): Stay.\nMr. O'Neil-Smith: No.",
        'ADA: "Stay."\nÉmile: "No."',
        "Auntie: I am so glad.",
        "小红：你来了。\n老王（笑）：来了。",
    ],
)
def test_lines_of_a_script_are_found(text: str) -> None:
    assert found(text) == [line for line in text.split("\n") if line]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ada: a name she had never liked.\n\nShe went.",
        "The sign read: Keep out.\n\nThe other one read: Come in.",
        "She said: stay.\n\nHe said: no.",
        "It was 10:30 when Ada came.\n\nAt 11:00 she left.",
        "Two things were certain: the lamp and the sea.\n\nOne was not: the ship.",
        "Dear Ada:\n\nI write in haste.\n\nYours,\nBram",
        "小红说：“你来了。”\n\n老王道：「来了。」",
    ],
)
def test_prose_is_left_alone(text: str) -> None:
    assert found(text) == []
