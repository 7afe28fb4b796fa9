"""Two places by times in many forms: filled nights and months, events in other words, miles against hours, ships at sea."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.entities import Given
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.continuity.two_places import two_places

PADDING = " The road climbed between the hedges, and Tom looked back at the mill. Tom said nothing. "


def objections(first: str, second: str) -> list[str]:
    known = [
        Given("Anna", gender="f"),
        Given("Tom", gender="m"),
        *(Given(name, kind="place") for name in ("Bath", "York")),
    ]
    story = Story([("0001", PADDING + first + " " + PADDING + second + PADDING)], given=known)
    return [objection.message for objection in two_places.run(story)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("That evening Anna was shut into the cellar and lay there until morning.", "At midnight Anna stood in the church."),
        ("All that afternoon Anna was in the library with the door locked.", "At four o’clock Anna was at the station."),
        ("Anna was asleep in the room upstairs.", "At that same moment Anna was in the orchard, picking plums."),
        ("Anna was in prison at Bath from March until October.", "In June Anna was at York, cutting hay."),
        ("The winter of the great frost Anna spent in Bath, from the first snow to the thaw.", "In the winter of the great frost it was Anna who kept the ferry at York."),
        ("The whole of August Anna was at sea.", "In the second week of August Anna danced at the ball in York."),
        ("From Monday to Saturday Anna kept her bed at Bath.", "On the Wednesday of that week Anna walked along the sands at York."),
        ("When Tom was hanged Anna was in Bath.", "Anna was at York, digging turnips, on the day Tom was hanged."),
        ("Anna never once left Bath in the year of the plague.", "In the plague year Anna kept a shop at York."),
        ("The morning of her brother’s funeral Anna was in Bath.", "Anna spent the morning of her brother’s funeral in York."),
        ("The noon bell on the day of the fair found Anna shelling peas in a kitchen at Bath.", "At noon on the day of the fair Anna was in York."),
        ("It was two hundred miles from Bath to York.", "Anna walked from Bath to York between breakfast and dinner."),
        ("It was nine days on foot from Bath to York.", "Anna set out from Bath after breakfast, walking, and was in York before the lamps were lit."),
        ("The coach took two days from Bath to York.", "Anna left Bath at noon, and drank her tea in York that same afternoon."),
        ("The voyage from Bath to York took three weeks.", "Anna sailed from Bath on the Monday, and on the Wednesday she landed at York."),
        ("No man could get from Bath to York in less than four days.", "Anna was in Bath at sunrise, and by sunset she was in York."),
    ],
)  # fmt: skip
def test_two_places_are_found_in_many_forms(first: str, second: str) -> None:
    assert len(objections(first, second)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "That evening Anna was shut into the cellar and lay there until morning.",
            "At noon Anna stood in the church.",
        ),
        ("Anna was in the room upstairs.", "An hour later Anna was in the orchard."),
        ("In the winter of the great frost Anna was in Bath.", "In the winter of the great frost Anna was in York."),
        ("The day before the wedding Anna was in Bath.", "On the day of the wedding Anna was in York."),
        ("On the morning of the fair Anna was in Bath.", "On the night of the fair Anna was in York."),
        ("It was two hundred miles from Bath to York.", "Anna walked from Bath to York in three weeks."),
        ("Anna was in prison at Bath from March until June.", "In October Anna was at York."),
        ("All that week Anna was in Bath.", "A fortnight passed. On the Wednesday Anna was in York."),
    ],
)
def test_other_times_are_left_alone(first: str, second: str) -> None:
    assert objections(first, second) == []
