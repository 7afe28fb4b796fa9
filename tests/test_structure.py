"""Beats and acts: every place of every story has one, in order."""

from __future__ import annotations

from storyteller_agents.structure import (
    ACTS,
    CLIMAX,
    CRISIS,
    INCITING,
    MIDPOINT,
    OPENING,
    RESOLUTION,
    RISING,
    Beat,
    act,
    beat,
)

TOTALS = range(1, 201)


def beats(total: int) -> list[Beat]:
    return [beat(index, total) for index in range(total)]


def test_every_scene_has_a_beat_and_the_end_is_an_end() -> None:
    for total in TOTALS:
        found = beats(total)
        assert all(item.name and item.task for item in found)
        if total >= 3:
            assert found[-2:] == [CLIMAX, RESOLUTION]
        if total == 2:
            assert found[-1] == CLIMAX
        assert RESOLUTION not in found[:-1]


def test_beats_come_in_their_order() -> None:
    for total in TOTALS:
        order = [OPENING, INCITING, RISING, MIDPOINT, RISING, CRISIS, CLIMAX, RESOLUTION]
        place = 0
        for item in beats(total):
            assert item in order[place:], (total, item)
            place = order.index(item, place)


def test_a_long_story_has_every_beat() -> None:
    for total in range(10, 201):
        assert set(beats(total)) == {OPENING, INCITING, RISING, MIDPOINT, CRISIS, CLIMAX, RESOLUTION}, total


def test_acts_go_on_and_never_back() -> None:
    for total in TOTALS:
        acts = [act(index, total) for index in range(total)]
        assert acts == sorted(acts)
        assert set(acts) <= {0, 1, 2}
        if total >= 3:
            assert set(acts) == {0, 1, 2}


def test_the_middle_act_is_about_half_of_the_story() -> None:
    assert [sum(act(index, 100) == number for index in range(100)) for number in range(len(ACTS))] == [25, 50, 25]
