"""Broken time by what shows it: meals and lamps, moons, blossom and snow, ordinals, spans in loose grammar, how long ago things were."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.entities import Given
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.continuity.broken_time import broken_time

PADDING = " The road climbed between the hedges, and Anna looked back at the mill. Tom said nothing. "


def objections(first: str, second: str) -> list[str]:
    known = [Given("Anna", gender="f"), Given("Tom", gender="m"), Given("Bremen", kind="place")]
    story = Story([("0001", PADDING + first + " " + PADDING + second + PADDING)], given=known)
    return [objection.message for objection in broken_time.run(story)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Supper was just being cleared away.", "Half an hour later the cock crew."),
        ("The stars were out.", "Ten minutes afterwards Anna sat down to her luncheon."),
        ("The bells were ringing for vespers.", "Presently the maid brought in the breakfast."),
        ("It was not yet noon.", "An hour later it was quite dark outside."),
        ("It was past ten, and the streets were still.", "When another hour had gone by, the church clock struck eight."),
        ("It was ten at night.", "Anna slept for six hours, and when she woke the clock was striking two."),
        ("A thin sickle of a moon hung over the barn.", "Two nights later the moon was full."),
        ("It was the dark of the moon.", "On the next night a full moon lit the yard."),
        ("The snow lay deep, and the pond was frozen.", "The next morning the cherry trees were in blossom."),
        ("The hay was being carted, for it was high summer.", "The day after, icicles hung from the gutter."),
        ("The leaves were falling fast.", "A week after that the first lambs were in the fields."),
        ("It was early in May.", "Ten days later the first frost of autumn blackened the beans."),
        ("It was Christmas Eve.", "Three days later, on the first of May, Anna packed."),
        ("It was Friday evening.", "Next morning the church bells were ringing for Sunday service."),
        ("It was Monday when Anna set out.", "On the third day, a Saturday, Anna saw the sea."),
        ("It was Monday when Anna set out.", "For three days Anna walked, and it was a Tuesday when she saw the sea."),
        ("Tom was prenticed to a cooper for six years.", "Having learned his trade for three years under the cooper, Tom took to the road."),
        ("For six weeks Anna lay in the hospital at Bremen.", "They discharged Anna from the hospital at Bremen on the fourth day."),
        ("Anna had spent three weeks at Bremen.", "In the seven weeks that Anna was at Bremen she saw nobody."),
        ("Anna had been a widow for nine years.", "Two years a widow, Anna had begun to forget his face."),
        ("It was twelve years since the flood.", "The flood, seven years before, had carried off the bridge."),
        ("The mill burned down ten years ago.", "It was six years since the mill had burned."),
        ("The strike was in its ninth week.", "It was only the third week of the strike."),
        ("It was in March that Anna came to Bremen.", "Anna had come to Bremen in September, with the gales."),
        ("It was a Thursday when the bridge fell.", "The bridge had fallen on a Sunday, in church time."),
        ("Anna’s birthday was in June.", "Anna was born in December, in a snowstorm."),
    ],
)  # fmt: skip
def test_what_shows_the_time_is_held_against_the_clock_and_the_calendar(first: str, second: str) -> None:
    assert len(objections(first, second)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Supper was over.", "An hour later it struck ten."),
        ("Supper was over.", "Tom slept. In the morning he rang the bell for breakfast."),
        ("The sun was going down.", "An hour later the stars were out."),
        ("It was noon.", "The clock said four; it had stopped years ago."),
        ("A thin sickle of a moon hung over the barn.", "Ten nights later the moon was full."),
        ("There was no moon at all that night.", "A fortnight later a full moon stood over the yard."),
        ("The snow lay up to the sills.", "Three months later the cherry trees were in blossom."),
        ("The snow lay up to the sills.", "Anna remembered how the cherry trees had been in blossom."),
        ("The leaves were falling.", "A month later the pond was frozen."),
        ("It was Monday when Anna set out.", "On the third day, a Wednesday, Anna saw the sea."),
        ("It was Monday when Anna set out.", "On the third day, a Thursday, Anna saw the sea."),
        ("Anna had spent three weeks at Bremen.", "In the three weeks that Anna was at Bremen she saw nobody."),
        ("Anna had spent three weeks at Bremen.", "Tom had spent six weeks at Bremen."),
        ("The flood was seven years ago.", "Five years passed. It was twelve years since the flood."),
        ("The strike was in its third week.", "It was the ninth week of the strike."),
        ("Anna’s birthday was in June.", "Tom was born in December."),
        ("It was in March that Anna came to Bremen.", "Tom had come to Bremen in September."),
        ("It was Christmas Eve.", "Two days later, on the 26th of December, Anna packed."),
    ],
)
def test_signs_that_go_together_are_left_alone(first: str, second: str) -> None:
    assert objections(first, second) == []
