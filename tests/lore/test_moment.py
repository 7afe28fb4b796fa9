"""What holds at a moment of the story."""

from __future__ import annotations

import pytest

from storyteller_agents.lore.entry import Fact, LoreEntry, Source
from storyteller_agents.lore.moment import Moment
from storyteller_agents.testing import sample_outline

SCENES = ("0001", "0002", "the-storm", "0004")


def moment(scene: str = "the-storm", date: str = "") -> Moment:
    return Moment(scene, SCENES, 2, date)


def fact(start: str | None = None, end: str | None = None) -> Fact:
    return Fact(attribute="hair", value="red", start=start, end=end)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, True),
        ("0002", None, True),
        ("the-storm", None, True),
        ("0004", None, False),
        ("scene 4", None, False),
        ("Scene 2", None, True),
        (None, "the-storm", False),
        (None, "0004", True),
        (None, "scene 1", False),
        ("chapter 2", None, True),
        ("ch. 3", None, False),
        (None, "chapter 2", False),
        (None, "Chapter 3", True),
        ("0001", "0002", False),
        ("scene 99", None, True),  # nothing is known of such a scene
        ("the great flood", None, True),
        (None, "the great flood", True),
    ],
)
def test_scenes_and_chapters(start: str | None, end: str | None, expected: bool) -> None:
    assert moment().holds(fact(start, end)) is expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("1203", None, True),
        ("1203-05-02", None, False),
        ("1203-05-01", None, True),
        (None, "1203-05", False),
        (None, "1204", True),
        ("year 1204", None, False),
        ("1202", "1203-04-30", False),
    ],
)
def test_dates_of_the_world(start: str | None, end: str | None, expected: bool) -> None:
    assert moment(date="1203-05-01").holds(fact(start, end)) is expected
    assert moment(date="at dawn").holds(fact(start, end)), "a scene without a date rules nothing out"


def test_an_entry_is_seen_as_it_is_then() -> None:
    young, old = fact(end="0002"), fact(start="0002")
    entry = LoreEntry(id="mara", title="Mara", facts=[young, old], source=Source(file="x"))
    assert moment("0001").see(entry).facts == [young]
    assert moment("0004").see(entry).facts == [old]
    assert Moment().see(entry) is entry


def test_a_scene_of_an_outline_is_a_moment() -> None:
    outline = sample_outline()
    cards = list(outline.cards())
    at = Moment.of_scene(outline, cards[1].id)
    assert (at.scene, at.scenes, at.chapter) == (cards[1].id, tuple(card.id for card in cards), 1)
    assert at.date == cards[1].time
