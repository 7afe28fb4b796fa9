"""What happens against a law of the story's world that nobody made."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.broken_world_rule import broken_world_rule

BETWEEN = (
    " The market opened at eight. A cart went by with turnips. Gideon met Harriet by the pump. Then Gideon slept.\n\n"
)


def found(*passages: str) -> list[Objection]:
    return list(broken_world_rule.run(Story([("0000", (BETWEEN * 8).join(passages))])))


@pytest.mark.parametrize(
    ("law", "deed"),
    [
        ("It never hailed in Karrow.", "In Karrow the hail came down in handfuls all that afternoon."),
        (
            "A marsh witch could not tell a lie; the words would not leave her mouth.",
            "The marsh witch lied and smiled.",
        ),
        (
            "The drowned of Tolquhar cast no shadow.",
            "The drowned man of Tolquhar came, and his shadow lay on the grass.",
        ),
        (
            "Whoever drank from the well at Mossing forgot his own name.",
            "Gideon drank from the well at Mossing and yawned.",
        ),
        ("The whistle was good for one use.", "Gideon blew the whistle again, and it worked as well as before."),
        ("Griffins never crossed a salt marsh.", "The griffins came wading over the salt marsh."),
    ],
)
def test_a_breach(law: str, deed: str) -> None:
    assert len(found(law, deed)) == 1


@pytest.mark.parametrize(
    ("law", "deed"),
    [
        ("It never hailed in Karrow.", "In Mossing the hail came down in handfuls all that afternoon."),
        (
            "Whoever drank from the well at Mossing forgot his own name.",
            "Gideon drank from the well at Mossing and forgot.",
        ),
        ("Griffins never crossed a salt marsh.", "The griffins stopped before the salt marsh and would not cross it."),
        ("Griffins never crossed a salt marsh.", "To everyone's amazement the griffins crossed the salt marsh."),
        ("The whistle was good for one use.", "Gideon blew the whistle again, but nothing came of it."),
    ],
)
def test_no_breach(law: str, deed: str) -> None:
    assert found(law, deed) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    told = "It never rained in Karrow. " + text
    assert all(0 <= one.start < one.end <= len(told) for one in found(told))
