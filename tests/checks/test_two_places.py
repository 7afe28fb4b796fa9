"""The rule that objects to somebody in two places at once, and to journeys that nobody could make in the time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.entities import Given
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.two_places import two_places

BETWEEN = (
    " The road climbed between the hedges, and Anna looked back at the mill. Tom said nothing. A cart went by, loaded with "
    "barrels, and its driver lifted his hat to Anna. “You walk too fast,” said Anna. Tom laughed. "
)
FAR = BETWEEN * 40
PLACES = ("Vienna", "Lisbon", "Elmworth", "Dover", "Cairo", "Berlin", "Bath", "York", "Paris", "France", "Montmartre")


def objections(text: str) -> list[Objection]:
    known = [Given("Anna", gender="f"), Given("Tom", gender="m"), *(Given(name, kind="place") for name in PLACES)]
    return list(two_places.run(Story([("0001", text)], given=known)))


def passages(first: str, second: str, between: str) -> str:
    return BETWEEN + first + between + second + BETWEEN


@pytest.mark.parametrize("between", [" ", FAR])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("On the fourth of May Anna was in Vienna.", "On the fourth of May Anna sat in a tavern in Lisbon."),
        (
            "At noon on 4 May 1880 Tom stood on the quay at Dover.",
            "Tom, who at noon on 4 May 1880 was in Paris, had known nothing of it.",
        ),
        (
            "On the night of the murder Anna slept at Elmworth.",
            "Anna had been in Dover on the night of the murder, dancing.",
        ),
        ("When the bridge fell, Tom was in Paris.", "Tom was buying a hat in York when the bridge fell."),
        ("Anna never left Bath during the siege.", "During the siege Anna had been in York."),
        ("Throughout the winter of 1812 Tom was in Vienna.", "Tom spent the whole winter of 1812 in Cairo."),
        (
            "The ride from Elmworth to Dover takes three days.",
            "Tom left Elmworth at noon and was in Dover by one o’clock.",
        ),
        ("Dover lay three days’ ride from Elmworth.", "The journey from Elmworth to Dover took two hours."),
        ("It is forty miles from Elmworth to Dover.", "Dover was only nine miles from Elmworth."),
        ("From Bath to York was a six hours’ ride.", "Anna left Bath at noon. By one o’clock she was in York."),
    ],
)
def test_what_is_pinned_down_is_found_at_any_distance(first: str, second: str, between: str) -> None:
    text = passages(first, second, between)
    found = objections(text)
    assert len(found) == 1
    assert found[0].against is not None
    assert second[-12:] in text[found[0].start : found[0].end]


@pytest.mark.parametrize("between", [" ", BETWEEN])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Anna spent the whole of that Tuesday in Bath.", "On that same Tuesday Anna was seen in York."),
        (
            "All that night Anna stayed in the cellar and never once left it.",
            "That same night Anna was at the harbour.",
        ),
        ("Tom was in Cairo.", "At that very moment Tom was in Berlin."),
        ("At midnight Tom was in the church.", "At midnight Tom stood in the kitchen."),
        (
            "Anna was locked in the cellar the whole night.",
            "That night Anna stood at the harbour and watched the ships.",
        ),
        ("On Christmas Eve Tom was in Bath.", "On Christmas Eve Tom was in York, alone."),
        ("The ride from Bath to York takes three days. Tom was in Bath.", "An hour later Tom was in York."),
    ],
)
def test_two_places_at_one_time_are_found_nearby(first: str, second: str, between: str) -> None:
    assert len(objections(passages(first, second, between))) == 1


@pytest.mark.parametrize("between", [" ", BETWEEN])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("On the fourth of May Anna was in Vienna.", "On the fifth of May Anna sat in a tavern in Lisbon."),
        ("On the fourth of May Anna was in Vienna.", "On the fourth of May Tom was in Lisbon."),
        ("At noon Anna was in Vienna.", "The next day at noon Anna was in Lisbon."),
        ("At noon Anna was in Vienna.", "At midnight Anna was in Lisbon."),
        ("Anna was in the kitchen.", "At that very moment Anna thought of her friend in Lisbon."),
        ("Anna was in Paris.", "At that very moment Anna was in Montmartre. Montmartre, in Paris, was cold."),
        ("Anna was in Cairo.", "In her mind Anna was in Berlin at that very moment."),
        ("Anna was in Paris that night.", "That night she dreamed that she was in Berlin."),
        ("On Tuesday Anna was in Bath.", "The following Tuesday Anna was in York."),
        ("On Tuesday Anna was in Bath.", "A week passed. On Tuesday Anna was in York."),
        ("On the night of the murder Anna was in Bath.", "“On the night of the murder Anna was in York,” said Tom."),
        ("In 1880 Anna was in Bath.", "In 1880 Anna was in York."),
        ("At noon Anna was in the house.", "At noon Anna was in the kitchen."),
        ("Anna was in France on the 3rd of May.", "On the 3rd of May Anna was in Paris."),
        ("On the 3rd of May Anna left Paris.", "On the 3rd of May Anna was in Bath."),
        ("If Anna had been in Bath on the 3rd of May, all would be well.", "On the 3rd of May Anna was in York."),
        ("That morning Anna was in the market.", "That evening Anna was in the church."),
        (
            "The ride from Elmworth to Dover takes three days.",
            "Tom left Elmworth on Monday and was in Dover on Thursday.",
        ),
        ("The ride from Elmworth to Dover takes three days.", "By train Tom rode from Elmworth to Dover in two hours."),
        ("The ride from Elmworth to Dover takes three days.", "The ride from Elmworth to Bath takes three hours."),
    ],
)
def test_what_may_be_is_left_alone(first: str, second: str, between: str) -> None:
    assert objections(passages(first, second, between)) == []


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Anna was in Paris.", "At noon Tom stood in the church.", "At that very moment Anna was in York.", "All that night he lay in prison.", "Bath lies in York.",
             "Tom left Bath and was in York within the hour.", "York lay no miles from Bath.", "On 31 June Anna was in Cairo.", "“Anna is in Bath.”"]
        )
    )
)  # fmt: skip
def test_any_order_of_places_is_read(parts: list[str]) -> None:
    text = " ".join(parts)
    for objection in objections(text):
        assert 0 <= objection.start < objection.end <= len(text)
        assert objection.against is not None
