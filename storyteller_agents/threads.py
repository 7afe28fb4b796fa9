"""The thread ledger: where each thread of the outline is planted, recalled and paid off, and what is wrong with it.

A thread is a thing that is shown early and matters late. `ledger` reads the cards and changes nothing; `spread`
hangs threads on cards that are still to be planned. Whether the prose keeps to it is the check `loose-thread`'s.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from storyteller_agents.errors import did_you_mean
from storyteller_agents.story import Outline, SceneCard

LONGEST = 15
"""Scenes after which a reader has forgotten a thread, however long the book is."""
SHARE = 0.25
"""The same as a share of the book."""
LEAST = 5
"""In a short book so many scenes are remembered anyway."""
MAIN = 2
"""Threads that run through the whole book; the others take turns."""
REACH = 0.4
"""How much of the book the others run through."""
SCENES_PER_THREAD = 20
MOST = 12


@dataclass(frozen=True)
class Thread:
    """One line of the ledger: the ids of the scenes in order, and what is wrong, in words."""

    name: str
    planted: tuple[str, ...]
    reminded: tuple[str, ...]
    paid_off: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def how_many(scenes: int) -> int:
    """Return the number of threads that a book of so many scenes can hold: two, and more in a long one."""
    return min(max(MAIN, round(scenes / SCENES_PER_THREAD)), MOST)


def forgotten_after(scenes: int) -> int:
    """Return after how many scenes without a mention a thread is overdue in a book of so many scenes."""
    return max(LEAST, min(LONGEST, int(SHARE * scenes)))


def ledger(outline: Outline) -> list[Thread]:
    """Return every thread of the outline, then those that only cards name, with their warnings."""
    cards = list(outline.cards())
    places = _places(cards)
    own = {_key(name): name for name in outline.threads}
    names = own | {key: name for key, (name, *_) in places.items() if key not in own}
    lines = []
    for key, name in names.items():
        _, planted, reminded, paid = places.get(key, (name, [], [], []))
        told = [] if key in own else [f"is not among the outline's threads{did_you_mean(name, outline.threads)}"]
        told += _out_of_order(cards, planted, paid) if planted or paid or reminded else ["is on no card"]
        told += _overdue(cards, planted, reminded, paid)
        begun, recalled, ended = (tuple(cards[at].id for at in scenes) for scenes in (planted, reminded, paid))
        lines.append(Thread(name, begun, recalled, ended, tuple(told)))
    return lines


def _places(cards: Sequence[SceneCard]) -> dict[str, tuple[str, list[int], list[int], list[int]]]:
    found: dict[str, tuple[str, list[int], list[int], list[int]]] = {}
    for at, card in enumerate(cards):
        for column, names in enumerate((card.plants, card.reminds, card.pays_off), 1):
            for name in dict.fromkeys(names):
                entry = found.setdefault(_key(name), (name, [], [], []))
                (entry[1], entry[2], entry[3])[column - 1].append(at)
    return found


def _out_of_order(cards: Sequence[SceneCard], planted: list[int], paid: list[int]) -> list[str]:
    """Say what has no beginning, no end, or goes round in a circle."""
    if not paid:
        return ["is never paid off"]
    if not planted:
        return [f"is paid off in {cards[paid[0]].id} but never planted"]
    if paid[0] < planted[0]:
        return [f"is paid off in {cards[paid[0]].id}, before it is planted in {cards[planted[0]].id}"]
    if paid[0] == planted[0]:
        return [f"is planted and paid off in the same scene, {cards[paid[0]].id}"]
    if planted[-1] > paid[-1]:
        return [f"is planted again in {cards[planted[-1]].id}, after it was paid off in {cards[paid[-1]].id}"]
    return []


def _overdue(cards: Sequence[SceneCard], planted: list[int], reminded: list[int], paid: list[int]) -> list[str]:
    """Say where a thread is not mentioned for too long between its planting and its pay-off, or the end of the book."""
    if not planted:
        return []
    longest, end = forgotten_after(len(cards)), paid[-1] if paid else len(cards) - 1
    seen = sorted({at for at in (*planted, *reminded, *paid) if planted[0] <= at <= end} | {end})
    return [
        f"is forgotten for {after - before} scenes, from {cards[before].id} to {cards[after].id}"
        for before, after in pairwise(seen)
        if after - before > longest
    ]


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def spread(outline: Outline, free: Sequence[SceneCard]) -> None:
    """Plant, recall and pay off the outline's threads on the cards that are `free` to be planned, and on no others.

    What the other cards do with a thread already is taken into account; where no free card fits, it stays as it is.
    """
    cards = list(outline.cards())
    order = {card.id: at for at, card in enumerate(cards)}
    open_at = sorted(order[card.id] for card in free)
    places = _places(cards)
    load = dict.fromkeys(open_at, 0)
    for index, name in enumerate(outline.threads):
        _, planted, reminded, paid = places.get(_key(name), (name, [], [], []))
        first, last = _span(index, len(outline.threads), len(cards))
        begin = planted[0] if planted else _nearest(open_at, load, first, 0, (paid[0] if paid else len(cards)) - 1)
        end = paid[-1] if paid else _nearest(open_at, load, last, (begin or 0) + 1, len(cards) - 1)
        if begin is None or end is None or begin >= end:
            continue
        if not planted:
            cards[begin].plants.append(name)
            load[begin] += 1
        if not paid:
            cards[end].pays_off.append(name)
            load[end] += 1
        _remind(name, cards, open_at, load, [begin, *(at for at in reminded if begin < at < end), end])


def _span(index: int, threads: int, scenes: int) -> tuple[int, int]:
    """Return where a thread begins and ends: the main ones embrace the book, the others follow one after another."""
    if index < MAIN:
        return index, scenes - 1 - index
    begin = round((index - MAIN + 1) / (threads - MAIN + 1) * (1 - REACH) * scenes)
    return begin, begin + round(REACH * scenes)


def _nearest(open_at: Sequence[int], load: dict[int, int], wanted: int, least: int, most: int) -> int | None:
    """Return the free place nearest to where a thread is wanted; of two that are about as near, the emptier one."""
    fit = open_at[bisect_left(open_at, least) : bisect_right(open_at, most)]
    return min(fit, key=lambda at: (abs(at - wanted) + 2 * load[at], at)) if fit else None


def _remind(
    name: str, cards: Sequence[SceneCard], open_at: Sequence[int], load: dict[int, int], seen: list[int]
) -> None:
    """Recall a thread in every gap in which it would be forgotten."""
    longest = forgotten_after(len(cards))
    for before, after in pairwise(sorted(seen)):
        while after - before > longest:
            left = -(-(after - before) // longest)
            at = _nearest(
                open_at, load, before + (after - before) // left, before + 1, min(before + longest, after - 1)
            )
            if at is None:
                break
            cards[at].reminds.append(name)
            load[at] += 1
            before = at
