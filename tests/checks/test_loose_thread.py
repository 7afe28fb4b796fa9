"""A thread is set up and never comes again, or is paid off although nothing set it up."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.facts import Fact, Point
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.loose_thread import loose_thread

FILLER = (
    "The market opened at eight and the fishwives shouted. A cart went by with turnips. Rain fell on the slates. " * 30
)


def found(*scenes: str, ended: bool = True, background: tuple[Fact, ...] = ()) -> list[Objection]:
    texts = [(f"{number:04d}", text) for number, text in enumerate(scenes)]
    return list(loose_thread.run(Story(texts, ended=ended, background=background)))


PLANTS = [
    "He swore that he would one day burn the counting-house to the ground.",
    "She hid the brass astrolabe under the third stair, where it would wait until it was needed.",
    "Little did she know that the cracked flute would one day save the harbour.",
    "Who had lit the lantern in the belfry nobody could say, not then.",
]


@pytest.mark.parametrize("plant", PLANTS)
def test_what_never_comes_again(plant: str) -> None:
    assert [one.scene for one in found(plant + " " + FILLER, FILLER)] == ["0000"]


@pytest.mark.parametrize(
    ("plant", "again"),
    list(
        zip(
            PLANTS,
            [
                "That night the counting-house burned.",
                "She lifted the stair and took out the astrolabe.",
                "He played the cracked flute, and the ships turned back.",
                "It was the sexton who had lit the lantern.",
            ],
            strict=True,
        )
    ),
)
def test_what_comes_again(plant: str, again: str) -> None:
    assert found(plant + " " + FILLER, FILLER + again) == []


def test_nothing_is_missed_before_the_end_or_just_before_it() -> None:
    assert found(PLANTS[0] + " " + FILLER, ended=False) == []
    assert found(FILLER + PLANTS[0]) == []


@pytest.mark.parametrize(
    ("payoff", "before"),
    [
        ("Just as the beggar had foretold, the bridge fell.", "A beggar warned her of the bridge."),
        (
            "She took the cutlass that she had hidden behind the clavichord.",
            "She hid the cutlass behind the clavichord.",
        ),
        ("At last he kept the promise he had made to the falconer.", "He promised the falconer a mare."),
    ],
)
def test_a_payoff_needs_a_plant(payoff: str, before: str) -> None:
    assert [one.scene for one in found(FILLER, FILLER + payoff)] == ["0001"]
    assert found(FILLER + before, FILLER + payoff) == []
    assert found(payoff) == []


def card(name: str, role: str, scene: int) -> Fact:
    return Fact("", "thread", name, f"{scene:04d}", (0, 0), "", Point(scene, 0), source="card", notes=(role,))


@pytest.mark.parametrize(
    ("cards", "scenes", "ended"),
    [
        ([card("the map", "plant", 0)], ["0000"], True),
        ([card("the map", "plant", 0)], [], False),
        ([card("the map", "plant", 0), card("the map", "payoff", 1)], [], True),
        ([card("the map", "payoff", 0), card("the map", "plant", 1)], ["0000"], True),
        ([card("the map", "payoff", 1)], ["0001"], False),
    ],
)
def test_threads_of_cards(cards: list[Fact], scenes: list[str], ended: bool) -> None:
    assert [one.scene for one in found("One.", "Two.", ended=ended, background=tuple(cards))] == scenes


@pytest.mark.parametrize(
    "plant",
    [
        "Roderick Tarrant gave her a sealed letter and told her not to open it before the new year.",
        "He made up his mind to find out who had killed Rupert Calloway.",
        "The duel with Captain Brandreth was fixed for Thursday at dawn.",
        "Clement Ashby swore that he would be revenged on the guild.",
        "Nobody ever learned who had cut the rope of the Margaret Anne.",
    ],
)
def test_a_tie_with_somebody_met_nowhere_else(plant: str) -> None:
    assert len(found(FILLER + "\n\n" + plant + "\n\n" + FILLER, FILLER)) == 1


def test_a_thing_met_nowhere_else_tells_in_a_long_story_only() -> None:
    plant = "\n\nShe noticed that a portrait had been turned to the wall, but did not ask why.\n\n"
    assert len(found(4 * FILLER + plant + 4 * FILLER, 4 * FILLER)) == 1
    assert found(FILLER + plant + FILLER, FILLER) == []  # most words of a short story come only once


@pytest.mark.parametrize(
    ("plant", "again"),
    [
        (
            "Roderick Tarrant gave her a sealed letter and told her not to open it before the new year.",
            "On New Year's Day she broke the seal of Roderick Tarrant's letter.",
        ),
        (
            "The duel with Captain Brandreth was fixed for Thursday at dawn.",
            "Captain Brandreth fired first and missed; that was the end of the duel.",
        ),
    ],
)
def test_a_tie_that_is_taken_up(plant: str, again: str) -> None:
    assert not found(FILLER + "\n\n" + plant + "\n\n" + FILLER, FILLER + "\n\n" + again + "\n\n" + FILLER)


@pytest.mark.parametrize(
    "payoff",
    [
        "Just as the witch of Quernbridge had foretold, she found the ring inside a fish.",
        "And so the debt to Isidore Marchbanks was paid at last.",
        "True to the oath he had sworn to Ambrose Vane, he spared the boy.",
    ],
)
def test_a_payoff_of_what_was_never_told(payoff: str) -> None:
    assert len(found(FILLER, FILLER + "\n\n" + payoff + "\n\n" + FILLER)) == 1
