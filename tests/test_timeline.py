"""The timeline: days and times out of the cards, and people in two places at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from storyteller_agents.story import Outline
from storyteller_agents.testing import sample_outline
from storyteller_agents.timeline import TIMES, part_of_day, timeline


def outline_at(*times: str, places: tuple[str, ...] = ()) -> Outline:
    outline = sample_outline(scenes=len(times), chapters=1)
    for number, (card, time) in enumerate(zip(outline.cards(), times, strict=True)):
        card.time = time
        card.place = places[number] if places else f"place {number}"
    return outline


@pytest.mark.parametrize(
    ("times", "days"),
    [
        (("morning", "noon", "night"), [1, 1, 1]),
        (("morning", "night", "dawn", "dusk", "morning"), [1, 1, 2, 2, 3]),
        (("morning", "morning"), [1, 1]),
        (("morning", "", "while it rains", "noon"), [1, 1, 1, 1]),
        (("evening", "the next day", "noon"), [1, 2, 2]),
        (("morning", "the next evening", "night"), [1, 2, 2]),
        (("morning", "two days later, at noon"), [1, 3]),
        (("dusk", "a week later"), [1, 8]),
        (("night", "three months later", "the following morning"), [1, 91, 92]),
        (("Day 3, morning", "Day 5", "noon"), [3, 5, 5]),
        (("9:30", "2 pm", "23:00", "7 a.m."), [1, 1, 1, 2]),
        (("傍晚", "午夜", "清晨", "第二天"), [1, 1, 2, 3]),
    ],
)
def test_days_are_counted(times: tuple[str, ...], days: list[int]) -> None:
    assert [moment.day for moment in timeline(outline_at(*times))] == days


@pytest.mark.parametrize("name", TIMES)
def test_every_time_that_the_outliner_chooses_is_known(name: str) -> None:
    assert part_of_day(name) == name


@pytest.mark.parametrize(
    ("time", "part"), [("late afternoon", "afternoon"), ("Midnight", "midnight"), ("Tuesday", ""), ("1890", "")]
)
def test_parts_of_the_day(time: str, part: str) -> None:
    assert part_of_day(time) == part


def test_somebody_in_two_places_at_once() -> None:
    moments = timeline(outline_at("night", "night", "dawn", places=("the lamp room", "the harbour", "the harbour")))
    assert [moment.warnings for moment in moments] == [
        (),
        ("Ada Penrow is at the harbour and, in 0001, at the lamp room, both times: night of day 1",),
        (),
    ]


@pytest.mark.parametrize(
    ("times", "places"),
    [
        (("night", "night"), ("the lamp room", "Lamp room")),
        (("night", "midnight"), ("the lamp room", "the harbour")),
        (("night", "night"), ("the lamp room", "")),
        (("", ""), ("the lamp room", "the harbour")),
        (("night", "the next night"), ("the lamp room", "the harbour")),
    ],
)
def test_no_warning_where_it_can_be(times: tuple[str, ...], places: tuple[str, ...]) -> None:
    assert all(moment.warnings == () for moment in timeline(outline_at(*times, places=places)))


@hypothesis_settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.text(max_size=40) | st.sampled_from(["99 pm", "day 9999", "9999 years later", "the day after"]),
        min_size=1,
        max_size=8,
    )
)
def test_any_times_give_a_timeline(times: list[str]) -> None:
    days = [moment.day for moment in timeline(outline_at(*times))]
    assert days == sorted(days)
