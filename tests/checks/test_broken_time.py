"""The rule that objects to time that runs backwards, wrong weekdays and seasons, and spans that do not add up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.entities import Given
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.broken_time import broken_time

BETWEEN = (
    " The road climbed between the hedges, and Anna looked back at the mill. Tom said nothing. A cart went by, loaded with "
    "barrels, and its driver lifted his hat to Anna. “You walk too fast,” said Anna. Tom laughed. "
)
FAR = BETWEEN * 40


def objections(text: str) -> list[Objection]:
    story = Story(
        [("0001", text)], given=[Given("Anna", gender="f"), Given("Tom", gender="m"), Given("Bremen", kind="place")]
    )
    return list(broken_time.run(story))


def passages(first: str, second: str, between: str) -> str:
    return BETWEEN + first + between + second + BETWEEN


@pytest.mark.parametrize("between", [" ", BETWEEN])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It was a Monday when Tom came to the mill.", "Three days later, on Friday, he went away again."),
        ("It was Monday.", "The next day was a Thursday, and Tom slept late."),
        ("On Tuesday Anna walked to the market.", "The following morning, a Saturday, she rose before the sun."),
        ("The Wednesday dawned grey and cold.", "Next day, a Monday, the fog lifted."),
        ("It being Saturday, the mill stood still.", "On the morrow, which was Wednesday, the wheel turned again."),
        ("Today was Tuesday.", "Tomorrow would be Saturday, and Anna had nothing to wear."),
        ("It was the third of May.", "The next day, the first of May, Tom sailed."),
        ("On the 12th of June Anna arrived.", "Two days later, on the 20th of June, she left again."),
        ("On Monday, the 3rd of May, Anna wrote to her aunt.", "On Thursday, the 7th of May, the answer came."),
        ("It was the middle of July.", "The next morning, in the first days of November, Tom rose early."),
        (
            "It was early spring, and the lambs were out.",
            "Two days later, on a cold autumn morning, Anna buried her dog.",
        ),
        ("It was a warm June evening.", "It was a hard winter, and her hands were blue with cold."),
        ("The clock struck nine in the evening.", "An hour later, at four in the afternoon, Tom knocked."),
        (
            "It was ten o’clock at night when Tom came in.",
            "It was still early in the afternoon, and Anna offered him tea.",
        ),
        ("It was already dusk.", "It was only noon, and the heat was terrible."),
        ("Tom had gone to sea in 1861.", "In 1869, twenty years later, he came home."),
    ],
)
def test_broken_order_is_found(first: str, second: str, between: str) -> None:
    text = passages(first, second, between)
    found = objections(text)
    assert len(found) == 1
    assert found[0].against is not None
    assert second[-20:] in text[found[0].start : found[0].end]


@pytest.mark.parametrize("between", [" ", FAR])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The siege had lasted nine months.", "After the siege’s two years nobody in the town remembered bread."),
        (
            "Anna and Tom had been married ten years.",
            "In the fifteen years of their marriage Anna and Tom had never quarrelled.",
        ),
        ("Tom had served seven years in the army.", "In all his nine years as a soldier Tom had never fired a shot."),
        ("Anna had spent eight years in prison.", "Three years behind bars had taught Anna patience."),
        ("Tom had lived in Bremen for six years.", "During his eleven years in Bremen, Tom learnt German."),
        ("The drought lasted eleven weeks.", "Five months without rain had killed the trees."),
        ("The wedding was held on a Tuesday.", "The wedding had been on a Saturday, and it had rained."),
        ("Anna and Tom were married in June.", "Their December wedding had been a quiet one, Anna thought."),
        ("The fire broke out in the spring of that year.", "The great fire had happened in the autumn, as all knew."),
    ],
)
def test_what_was_told_otherwise_is_found_at_any_distance(first: str, second: str, between: str) -> None:
    assert len(objections(passages(first, second, between))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "It was Tuesday, the 4th of July 1881.",
        "Tom left in 1880 and came back in 1890, after fifteen years.",
        "It was a bitter winter night in July.",
    ],
)
def test_a_sentence_may_contradict_itself(text: str) -> None:
    assert len(objections(text)) == 1


@pytest.mark.parametrize("between", [" ", BETWEEN])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It was a Monday when Tom came.", "Three days later, on Thursday, he left."),
        ("It was Monday.", "A few days later, on Friday, Tom left."),
        ("It was Monday.", "By Friday Tom would be gone."),
        ("It was Monday.", "Since Friday Anna had not slept."),
        ("It was Monday.", "The day before had been Sunday."),
        ("It was Monday.", "On Friday they met again."),
        ("It was Monday.", "Weeks passed. The next day was a Friday."),
        ("It was Monday.", "She dreamed that it was Friday."),
        ("It was Monday.", "“It is Friday,” said Tom."),
        ("It was Friday.", "Three days earlier, on Tuesday, she had found the ring."),
        ("It was the 31st of March.", "The next day, the first of April, they laughed."),
        ("On Monday, the 3rd of May, Anna wrote.", "On Thursday, the 6th of May, the answer came."),
        ("It was evening.", "Tom slept. In the morning he rose."),
        ("The clock struck eleven.", "An hour later it struck twelve."),
        ("It was dusk.", "The clock struck nine."),
        ("It was noon.", "“At nine in the morning,” she said, “I was here.”"),
        (
            "Anna and Tom had been married ten years.",
            "Five years later, after fifteen years of marriage, Anna left Tom.",
        ),
        ("Tom had served seven years in the army.", "Anna had spent two years in the army."),
        ("The siege had lasted nine months.", "The siege had lasted ten months, and it went on."),
        ("It was winter.", "Weeks passed. It was June."),
        ("It was a hot January in Sydney.", "It was a fine summer."),
        ("The wedding was on a Tuesday.", "The funeral was on a Friday."),
        ("Tom left in 1880 and came back in 1890, after ten years.", ""),
    ],
)
def test_time_that_may_be_right_is_left_alone(first: str, second: str, between: str) -> None:
    assert objections(passages(first, second, between)) == []


def test_the_same_value_is_objected_to_once() -> None:
    text = (
        "The siege had lasted nine months. The siege had lasted two years. After the siege’s two years all was quiet."
    )
    assert len(objections(text)) == 1


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["It was Monday.", "It was the 31st of February.", "On Friday, the 30th,", "three days later", "a year earlier", "in 1890", "At noon", "it was dusk.",
             "It was winter.", "In June", "the siege had lasted 0 years", "Tomorrow would be Friday.", "a hundred million years later", "one day"]
        )
    )
)  # fmt: skip
def test_any_order_of_times_is_read(parts: list[str]) -> None:
    text = " ".join(parts)
    for objection in objections(text):
        assert 0 <= objection.start < objection.end <= len(text)
        assert objection.message.endswith(".")
