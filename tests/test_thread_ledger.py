"""The thread ledger: where threads begin and end, what is wrong with them, and how they are hung on open cards."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from storyteller_agents.story import Outline
from storyteller_agents.testing import sample_outline
from storyteller_agents.threads import Thread, forgotten_after, how_many, ledger, spread


def outline_with(scenes: int, threads: list[str], **cards: dict[str, list[str]]) -> Outline:
    """Return an outline whose cards have these keys, by ``s0001=…``."""
    outline = sample_outline(scenes=scenes, chapters=1)
    outline.threads = threads
    for name, keys in cards.items():
        for key, value in keys.items():
            setattr(outline.card(name[1:]), key, value)
    return outline


def only(outline: Outline) -> Thread:
    (found,) = ledger(outline)
    return found


def test_a_thread_in_order_has_no_warning() -> None:
    outline = outline_with(
        4,
        ["the bell"],
        s0001={"plants": ["the bell"]},
        s0003={"reminds": ["The  Bell"]},
        s0004={"pays_off": ["the bell"]},
    )
    assert only(outline) == Thread("the bell", ("0001",), ("0003",), ("0004",))


CASES: list[tuple[dict[str, Any], str]] = [
    ({}, "is on no card"),
    ({"s0001": {"plants": ["the bell"]}}, "never paid off"),
    ({"s0004": {"pays_off": ["the bell"]}}, "paid off in 0004 but never planted"),
    ({"s0001": {"pays_off": ["the bell"]}, "s0003": {"plants": ["the bell"]}}, "before it is planted in 0003"),
    ({"s0002": {"pays_off": ["the bell"], "plants": ["the bell"]}}, "in the same scene, 0002"),
    (
        {"s0001": {"plants": ["the bell"]}, "s0002": {"pays_off": ["the bell"]}, "s0003": {"plants": ["the bell"]}},
        "planted again in 0003, after it was paid off in 0002",
    ),
]


@pytest.mark.parametrize(("cards", "said"), CASES)
def test_what_is_wrong_with_a_thread(cards: dict[str, Any], said: str) -> None:
    (warning,) = only(outline_with(4, ["the bell"], **cards)).warnings
    assert said in warning


def test_a_thread_that_only_cards_know() -> None:
    outline = outline_with(
        4, ["the bell"], s0001={"plants": ["the bell", "the bel"]}, s0004={"pays_off": ["the bell", "the bel"]}
    )
    assert [line.warnings for line in ledger(outline)] == [
        (),
        ("is not among the outline's threads (did you mean 'the bell'?)",),
    ]


@pytest.mark.parametrize(("scenes", "longest"), [(4, 5), (24, 6), (40, 10), (60, 15), (250, 15)])
def test_overdue_is_a_share_of_the_book_within_bounds(scenes: int, longest: int) -> None:
    assert forgotten_after(scenes) == longest
    last = f"s{scenes:04d}"
    outline = outline_with(scenes, ["the bell"], s0001={"plants": ["the bell"]}, **{last: {"pays_off": ["the bell"]}})
    told = only(outline).warnings
    assert bool(told) == (scenes - 1 > longest)
    assert all(f"forgotten for {scenes - 1} scenes, from 0001 to {last[1:]}" in one for one in told)


def test_a_reminder_helps() -> None:
    outline = outline_with(
        10,
        ["the bell"],
        s0001={"plants": ["the bell"]},
        s0006={"reminds": ["the bell"]},
        s0010={"pays_off": ["the bell"]},
    )
    assert only(outline).warnings == ()


@pytest.mark.parametrize("scenes", [2, 6, 12, 30, 72, 250, 1000])
def test_threads_are_spread_without_a_warning(scenes: int) -> None:
    names = [f"the thing {letter}" for letter in "abcdefghijkl"[: how_many(scenes)]]
    outline = outline_with(scenes, names)
    spread(outline, list(outline.cards()))
    found = ledger(outline)
    if scenes > 2:
        assert [(line.name, line.warnings) for line in found] == [(name, ()) for name in names]
    most = max(len(card.plants) + len(card.reminds) + len(card.pays_off) for card in outline.cards())
    assert most <= 3


def test_long_books_have_more_threads() -> None:
    assert [how_many(scenes) for scenes in (1, 6, 12, 72, 250, 1000)] == [2, 2, 2, 4, 12, 12]


def test_only_free_cards_get_threads_and_the_author_s_count() -> None:
    outline = outline_with(30, ["the bell", "the key"], s0003={"plants": ["the bell"]}, s0028={"pays_off": ["the key"]})
    free = [card for card in outline.cards() if int(card.id) % 2 == 0 and card.id != "0028"]
    before = {card.id: card.model_copy(deep=True) for card in outline.cards()}
    spread(outline, free)
    own = {card.id for card in outline.cards()} - {card.id for card in free}
    assert all(outline.card(scene) == before[scene] for scene in own)
    bell, key = ledger(outline)
    assert bell.planted == ("0003",) and len(bell.paid_off) == 1
    assert key.paid_off == ("0028",) and len(key.planted) == 1
    assert bell.warnings == key.warnings == ()


@hypothesis_settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(*[st.lists(st.sampled_from(["a", "b", "B ", ""]), max_size=3)] * 3), min_size=1, max_size=20),
    st.data(),
)
def test_any_ledger_can_be_read_and_completed(cards: list[tuple[list[str], ...]], data: st.DataObject) -> None:
    outline = sample_outline(scenes=len(cards), chapters=1)
    outline.threads = ["a", "b"]
    for card, (plants, reminds, pays_off) in zip(outline.cards(), cards, strict=True):
        card.plants, card.reminds, card.pays_off = plants, reminds, pays_off
    assert {line.name for line in ledger(outline)} >= {"a", "b"}
    free = [card for card in outline.cards() if data.draw(st.booleans())]
    spread(outline, free)
    ledger(outline)
