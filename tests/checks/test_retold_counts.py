"""The same thing told twice with another number, and things found twice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.story import Story
from storyteller_agents.checks.continuity.changed_count import changed_count
from storyteller_agents.checks.continuity.lost_object import lost_object

RAIN = " ".join(["The rain fell on the roofs and nobody came along the street that evening."] * 40)


def scenes(first: str, second: str) -> Story:
    return Story([("1", first), ("2", RAIN), ("3", second)])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Marta Lund bought the mare for ninety crowns.", "The forty crowns for which Marta Lund had bought the mare were borrowed."),
        ("Jakob Thiel spent eleven dollars on the coat.", "The coat had cost Jakob Thiel thirty dollars."),
        ("Silas Crane lost three hundred dollars at the races.", "What Silas Crane had lost at the races was eight hundred dollars."),
        ("Twelve guests sat down to supper with Helena Brandt.", "The seven guests who had sat down to supper with Helena Brandt were still at table."),
        ("Beatrix Noor translated seven poems by the exile.", "Fourteen poems by the exile had been translated by Beatrix Noor."),
        ("The contract ran to thirty pages, and Vikram Sethi signed every one.", "Vikram Sethi had signed all twelve pages of the contract."),
        ("Seven witnesses saw Emil Roth leave the bank.", "Of the four witnesses who had seen Emil Roth leave the bank, one was blind."),
        ("It was twelve miles from the mill to Hester Boone's farm.", "Hester Boone drove the twenty miles from the mill to her farm before dark."),
        ("Four swans swam on the mere of Wystan Hall.", "The swans of Wystan Hall, those seven that swam on the mere, drew off."),
    ],
)  # fmt: skip
def test_the_same_told_with_another_number_is_found(first: str, second: str) -> None:
    found = list(changed_count.run(scenes(first, second)))
    assert [one.scene for one in found] == ["3"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Jakob Thiel spent eleven dollars on the coat.", "Jakob Thiel had spent thirty dollars on a watch."),
        ("Jakob Thiel spent eleven dollars on the coat.", "The coat had cost Jakob Thiel eleven dollars."),
        ("Six men went down the shaft with Eli Hart.", "Three of the men who had gone down the shaft with Eli Hart were dead."),
        ("Six men went down the shaft with Eli Hart, and two more joined them.", "The eight men who had gone down the shaft with Eli Hart came up."),
        ("Six men went down the shaft with Eli Hart.", "Another man joined Eli Hart. The seven men who had gone down the shaft with Eli Hart came up."),
        ("Tom Hale bought three apples at the market.", "On Saturday Tom Hale bought five apples at the market."),
        ("Dov Stern walked four miles to the school.", "Dov Stern had walked six miles to the station."),
        ("Marta Lund rode three days to the fort.", "The five days that Marta Lund had ridden to the fort were forgotten."),
    ],
)  # fmt: skip
def test_something_else_or_a_told_change_is_left_alone(first: str, second: str) -> None:
    assert not list(changed_count.run(scenes(first, second)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Percy Lane found the missing will behind the clock.", "At last Percy Lane found the missing will. It was under the floor."),
        ("Ada Quill came upon the missing map inside the Bible.", "Ada Quill found the missing map rolled up in the umbrella stand."),
        ("Florian Stern threw the key of the iron chest into the sea.", "Florian Stern took the key of the iron chest from his pocket."),
    ],
)  # fmt: skip
def test_what_was_found_or_thrown_away_is_not_so_again(first: str, second: str) -> None:
    assert [one.scene for one in lost_object.run(scenes(first, second))] == ["3"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Percy Lane found the missing will behind the clock. He hid the will again.", "Percy Lane found the missing will under the floor."),
        ("Percy Lane found the missing will behind the clock.", "Anna Rowe found the missing will under the floor."),
        ("Florian Stern threw the key of the iron chest into the sea.", "Florian Stern took the key of the old barn from his pocket."),
    ],
)  # fmt: skip
def test_another_thing_or_one_lost_again_is_left_alone(first: str, second: str) -> None:
    assert not list(lost_object.run(scenes(first, second)))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="The six men of Anna's 9, .!?\n“”'", max_size=300))
def test_arbitrary_text_never_raises(text: str) -> None:
    list(changed_count.run(scenes(text, text + " The nine men.")))
