"""The emotional arc: named shapes and the author's own, smooth and within their bounds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from storyteller_agents.arcs import ARCS, check_arc, target
from storyteller_agents.errors import SettingsError
from storyteller_agents.settings import parse_settings


def turns(values: list[float]) -> int:
    """How often a curve changes its direction."""
    steps = [after - before for before, after in pairwise(values) if after != before]
    return sum((one > 0) != (two > 0) for one, two in pairwise(steps))


@pytest.mark.parametrize(
    ("name", "begins", "ends", "changes"),
    [
        ("rise", -1, 1, 0),
        ("fall", 1, -1, 0),
        ("man-in-a-hole", 1, 1, 1),
        ("icarus", -1, -1, 1),
        ("cinderella", -1, 1, 2),
        ("oedipus", 1, -1, 2),
    ],
)
def test_the_six_shapes(name: str, begins: int, ends: int, changes: int) -> None:
    curve = [target(name, index, 60) for index in range(60)]
    assert curve[0] * begins > 0
    assert curve[-1] * ends > 0
    assert turns(curve) == changes
    assert all(abs(after - before) < 0.15 for before, after in pairwise(curve))


@hypothesis_settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(-1, 1), min_size=2, max_size=20), st.integers(1, 300), st.data())
def test_a_curve_of_one_s_own_keeps_to_its_points(points: list[float], total: int, data: st.DataObject) -> None:
    check_arc(points)
    index = data.draw(st.integers(0, total - 1))
    found = target(points, index, total)
    assert min(points) - 0.01 <= found <= max(points) + 0.01
    assert found == round(found, 2)
    if total > 1:
        assert target(points, 0, total) == pytest.approx(points[0], abs=0.006)
    assert target(points, total - 1, total) == pytest.approx(points[-1], abs=0.006)


def test_the_points_are_evenly_spaced() -> None:
    assert [target((0.2, -0.6, 0.8), index, 5) for index in (0, 2, 4)] == [0.2, -0.6, 0.8]


@pytest.mark.parametrize("arc", [*ARCS, [0.2, -0.6, 0.8]])
def test_settings_take_an_arc(arc: object) -> None:
    assert parse_settings({"book": {"arc": arc}}).book.arc in (arc, (0.2, -0.6, 0.8))


@pytest.mark.parametrize(
    ("arc", "said"),
    [("icaros", "did you mean 'icarus'"), ([0.5], "2 to"), ([0, 2], "from -1"), ([], "2 to"), (["a", "b"], "arc")],
)
def test_an_arc_that_is_none_is_named(arc: object, said: str) -> None:
    with pytest.raises(SettingsError, match="arc") as error:
        parse_settings({"book": {"arc": arc}})
    assert said in str(error.value)
