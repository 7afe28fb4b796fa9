"""The order of names: all constraints hold, one answer whatever the order of the input, circles are found."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from storyteller_agents.pipeline.order import put_in_order

NAMES = "abcdefgh"

graphs = st.dictionaries(st.sampled_from(NAMES), st.sets(st.sampled_from(NAMES), max_size=3)).map(
    lambda drawn: {name: {other for other in before if other in drawn} for name, before in drawn.items()}
)


@given(graphs, st.data())
def test_either_all_constraints_hold_or_every_circle_is_one(graph: dict[str, set[str]], data: st.DataObject) -> None:
    spine = data.draw(st.lists(st.sampled_from(sorted(graph)), unique=True) if graph else st.just([]))
    follows = {name: set(before) for name, before in graph.items()}
    for first, second in pairwise(spine):
        follows[second].add(first)
    ordered, circles = put_in_order(graph, spine)

    assert sorted(ordered) == sorted(graph)
    for circle in circles:
        assert circle[0] == circle[-1]
        assert all(first in follows[second] for first, second in pairwise(circle))
    if not circles:
        assert all(
            ordered.index(before) < ordered.index(name) for name, befores in follows.items() for before in befores
        )


@given(graphs, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(graph: dict[str, set[str]], random: object) -> None:
    shuffled = list(graph)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert put_in_order(graph, []) == put_in_order({name: graph[name] for name in shuffled}, [])


def test_a_name_comes_right_after_what_it_follows() -> None:
    follows: dict[str, set[str]] = {"one": set(), "two": set(), "three": set(), "z": {"one"}, "a": {"z"}}
    assert put_in_order(follows, ["one", "two", "three"])[0] == ["one", "z", "a", "two", "three"]


def test_a_name_that_follows_nothing_comes_right_before_what_it_precedes() -> None:
    follows: dict[str, set[str]] = {"one": set(), "two": {"b"}, "b": {"a"}, "a": set()}
    assert put_in_order(follows, ["one", "two"])[0] == ["one", "a", "b", "two"]


def test_a_name_before_a_plugin_does_not_draw_it_to_the_end() -> None:
    follows: dict[str, set[str]] = {"one": set(), "two": set(), "b": {"one", "z"}, "z": set()}
    assert put_in_order(follows, ["one", "two"])[0] == ["one", "z", "b", "two"]


def test_a_name_without_any_wish_comes_at_the_end() -> None:
    assert put_in_order({"one": set(), "two": set(), "a": set()}, ["one", "two"])[0] == ["one", "two", "a"]


def test_all_circles_are_found() -> None:
    follows = {"a": {"b"}, "b": {"a"}, "c": {"c"}, "d": {"f"}, "e": {"d"}, "f": {"e"}, "g": {"a"}, "h": set()}
    ordered, circles = put_in_order(follows, [])
    assert circles == [["a", "b", "a"], ["c", "c"], ["d", "e", "f", "d"]]
    assert ordered[0] == "h"
