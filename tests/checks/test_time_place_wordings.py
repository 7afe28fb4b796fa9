"""Broken time and two places in wordings of many kinds: events told at two times, spans told twice, hours, ways, walls."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import CheckSpec
from storyteller_agents.checks.continuity.broken_time import broken_time
from storyteller_agents.checks.continuity.two_places import two_places

_BETWEEN = " The dog barked, and somebody laughed at it. "


def found(rule: CheckSpec, first: str, second: str, *, apart: bool = False) -> int:
    scenes = [("0001", first), ("0002", second)] if apart else [("0001", first + _BETWEEN + second)]
    return sum(1 for _, finding in rule.story_findings(Story(scenes)) if finding)


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Old Brandt’s funeral was held on a Thursday.", "It had been a Saturday, the day of Brandt’s funeral."),
        ("The trial had opened in January.", "It was June when the trial opened."),
        ("The war had ended in 1815.", "When the war ended, in 1817, nobody rang the bells."),
        ("The Kandy expedition left on the second of May.", "The Kandy expedition had left on the nineteenth of May."),
        ("They buried Simon Tarrow on a Monday.", "Simon Tarrow was buried on the Friday, in the rain."),
        ("Tom Harker bought the farm in 1920.", "Tom Harker had owned the farm since 1931."),
        ("Tom Harker’s birthday was the fourth of May.", "Tom Harker’s birthday came on the ninth of November."),
        ("The strike began in February.", "The strike, which had begun in September, was over."),
        ("The ceasefire came on a Sunday.", "The ceasefire had come on a Wednesday."),
        ("Sister Ursula took her vows in 1911.", "Sister Ursula had taken her vows in 1926."),
        ("The bomb fell on the fourteenth of October.", "It was on the second of December that the bomb fell."),
        ("The mill’s roof was finished in the summer.", "The roof was finished in the winter."),
        ("Wulf had served the king for thirty years.", "In his twenty years in the king’s service Wulf was late once."),
        ("Lucy Marr had spent four years at the convent.", "Seven years Lucy Marr had been at the convent."),
        ("Anna Weir spent two weeks in Brill.", "After those five weeks in Brill, Anna Weir was glad to be home."),
    ],
)  # fmt: skip
def test_times_of_one_event_disagree_at_any_distance(first: str, second: str, apart: bool) -> None:
    assert found(broken_time, first, second, apart=apart) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("For seven years the blight had held the valley.", "The blight had lasted three years when the mill closed."),
        ("“Today is Monday,” said Anne.", "“And tomorrow is Sunday,” said Anne."),
        ("It was late in December.", "The following week, in August, the road was open again."),
        ("It was five minutes to midnight.", "A quarter of an hour later it was just eleven."),
        ("It was late.", "The letter was dated the thirty-first of June."),
        ("The stars were out.", "A few minutes later the noon sun blazed on the roofs."),
    ],
)  # fmt: skip
def test_time_is_broken_nearby(first: str, second: str) -> None:
    assert found(broken_time, first, second) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The war began in 1811.", "The war ended in 1815."),
        ("Anna’s wedding was in May.", "Ruth’s wedding was in October."),
        ("It was on a Monday that Hugh Hallam first came to Brill.", "The second time that Hugh Hallam came to Brill it was on a Friday."),
        ("The siege had lasted nine months.", "The siege had lasted ten months, and it went on."),
        ("“Today is Monday,” said Anne.", "“And tomorrow is Tuesday,” said Anne."),
        ("It was the twenty-ninth of February.", "Nobody came."),
        ("Tom bought the farm in March.", "Tom bought the boat in June."),
        ("The shop had been open for twelve years.", "The shop had been painted for three years."),
        ("It was Monday. Weeks passed.", "The next day was a Friday."),
    ],
)  # fmt: skip
def test_other_events_may_be_at_other_times(first: str, second: str) -> None:
    assert found(broken_time, first, second) == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Edith Marsh stood on the bridge at Tolby.", "Forty miles away, in Fenwater, Edith Marsh heard the same bell."),
        ("Edith Marsh walked up the high street of Tolby.", "Fenwater, at that moment, was where Edith Marsh stood."),
        ("The rain fell on Tolby, where Edith Marsh was buying thread.", "All this while Edith Marsh was in Fenwater."),
        ("The clock struck four. Edith Marsh was in Tolby.", "At four o’clock Edith Marsh was in Fenwater."),
        ("It was noon, and Edith Marsh was in Tolby.", "Noon found Edith Marsh in Fenwater."),
        ("Edith Marsh was in Tolby at noon.", "At one o’clock Edith Marsh was in Fenwater, four hundred miles off."),
        ("Edith Marsh never once left the house that day.", "That afternoon Edith Marsh bought apples in the market."),
        ("Edith Marsh did not leave the cottage that Tuesday.", "That Tuesday Edith Marsh was seen at the market."),
        ("That night Edith Marsh kept vigil in the church.", "Edith Marsh slept that night at the inn."),
        ("During the siege Edith Marsh was in Calais.", "Edith Marsh spent the siege in London."),
        ("Tolby and Fenwater are three hundred miles apart.", "Edith Marsh walked from Tolby to Fenwater in one afternoon."),
        ("Edith Marsh lived in Tolby, four days by coach from Fenwater.", "Edith Marsh breakfasted in Tolby and supped in Fenwater."),
    ],
)  # fmt: skip
def test_two_places_in_other_words(first: str, second: str) -> None:
    opening = "Edith Marsh was a widow. They went from Tolby to Fenwater, to Calais, and to London. "
    assert found(two_places, opening + first, second) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Edith Marsh was in Tolby at noon.", "At one o’clock Edith Marsh was in Fenwater."),
        ("Edith Marsh stood on the bridge at Tolby.", "Edith Marsh went by train. At that moment Edith Marsh was in Fenwater."),
        ("Edith Marsh never once left the house that day.", "That afternoon Edith Marsh sat in the kitchen."),
        ("Edith Marsh was in Tolby.", "Ten minutes later Edith Marsh was in Fenwater."),
        ("Tolby and Fenwater are three miles apart.", "Edith Marsh walked from Tolby to Fenwater in one afternoon."),
    ],
)  # fmt: skip
def test_what_somebody_may_do_is_left_alone(first: str, second: str) -> None:
    opening = "Edith Marsh was a widow. They went from Tolby to Fenwater. "
    assert found(two_places, opening + first, second) == 0
