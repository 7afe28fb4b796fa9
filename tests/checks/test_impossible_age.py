"""Ages that can't be true together are objected to, and those that can be are not."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.facts import BEFORE, Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.continuity.impossible_age import impossible_age

_BEFORE = (
    "Anna Reed lived by the sea. Tom Hale came to see her. She said that Tom was kind. He said so too. "
    "Tom took his hat, and Anna took her coat. Tom put on his hat. Anna laughed and shook her head.\n\n"
)


def objections(first: str, second: str, background: tuple[Fact, ...] = ()) -> list[str]:
    story = Story([("1", _BEFORE + first), ("2", "The rain fell all day.\n\n" + second)], background=background)
    return [objection.message for objection in impossible_age.run(story)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Tom was thirty-four that winter.", "Tom, who had just celebrated his twenty-ninth birthday, laughed."),
        ("Anna had turned nineteen in the spring.", "Anna, a woman of forty-two, put out the lamp."),
        ("Tom was in his late thirties.", "Tom, at twenty-two, was the youngest in the room."),
        ("A man of seventy, Tom still walked to the village.", "Tom would be fifty in June, and dreaded it."),
        ("It was Anna's twelfth birthday.", "Everyone forgot that Anna was only nine."),
        ("Tom sat down. He was forty-five, and tired.", "Tom was barely out of his teens."),
        ("Anna was born in 1871.", "Anna, born in 1864, had seen it."),
        ("It was the year 1890. Anna was thirty.", "Anna was born in 1875."),
        ("Anna was ten years older than Tom.", "Tom, three years Anna's senior, laughed."),
        ("Anna was seventeen. Tom was twenty.", "Anna, ten years older than Tom, sighed."),
        ("Anna was twenty, and Tom was thirty.", "Tom was Anna's father."),
        ("Tom was forty. Anna was thirty.", "Anna's younger brother Tom came in."),
        ("Tom and Anna were twins. Tom was eighteen.", "Anna was thirty years old."),
    ],
)
def test_ages_that_cannot_be_are_found(first: str, second: str) -> None:
    assert len(objections(first, second)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Tom was thirty-four.", "Tom, who was thirty-four, laughed."),
        ("Tom was thirty-four.", "Tom had turned thirty-five."),
        ("Anna was twelve.", "Ten years later Anna was twenty-two."),
        ("Anna was twelve.", "When Anna was ten she had had a dog."),
        ("Tom was about forty.", "Tom was thirty-eight years old."),
        ("Tom was forty.", "Tom looked thirty."),
        ("Tom was forty.", "“I am thirty,” said Tom."),
        ("Tom was forty.", "Tom claimed that he was thirty, and Anna dreamt that Tom was ten."),
        ("Tom was forty.", "Anna was thirty."),
        ("Tom was in his forties.", "Tom, aged forty-six, laughed."),
        ("It was the year 1890. Anna was thirty.", "Anna was born in 1860."),
        ("Anna was twenty, and Tom was fifty.", "Tom was Anna's father."),
        ("Tom was twenty. Anna was thirty.", "Anna's younger brother Tom came in."),
        ("Anna was ten years older than Tom.", "Tom, ten years younger than Anna, laughed."),
    ],
)
def test_ages_that_can_be_are_left_alone(first: str, second: str) -> None:
    assert objections(first, second) == []


def test_the_cast_speaks_first() -> None:
    cast = Fact("Tom Hale", "age", "40", "Tom Hale", (0, 2), "40", BEFORE, source="cast")
    assert objections("Tom was nineteen years old.", "Tom laughed.", (cast,)) == [
        "Tom Hale is 19 here, but was 40 before."
    ]


def test_the_same_disagreement_is_told_once() -> None:
    assert len(objections("Tom was forty.", "Tom was twenty. Tom sat down. Tom, who was twenty, laughed.")) == 1


def inferred(first: str, second: str) -> list[str]:
    text = f"The rain fell, and nobody came.\n\n{first}\n\nThe dog lay by the fire.\n\n{second}\n\nThe wind rose."
    return [objection.message for objection in impossible_age.run(Story([("1", text)]))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Martha Quill had just turned nineteen.",
            "Martha Quill, who would be thirty-one at Michaelmas, poured the tea.",
        ),
        (
            "Hugh Varley was not yet of age, and his guardian signed for him.",
            "Hugh Varley had buried a wife after twenty-two years of marriage.",
        ),
        ("Edith Lowe, at twenty-six, kept the school.", "Edith Lowe had kept the school for thirty years."),
        ("Edith Lowe was thirty-four.", "Edith had been married for twenty-nine years."),
        (
            "Peter Marsh was older than Susan Bell by six years.",
            "Susan Bell was already at school when Peter was born.",
        ),
        ("Peter Marsh was born on the same night as Susan Bell.", "Peter was four years Susan's senior."),
        ("Peter Marsh was old enough to be Susan Bell's father.", "Peter Marsh was two years younger than Susan."),
        (
            "Susan Bell was nine in the winter of the great flood.",
            "Susan Bell was born three years after the great flood.",
        ),
        (
            "Rachel Stead was fifty-one.",
            "Her son Giles Stead kept his forty-eighth birthday in the barn. Giles was Rachel Stead's son.",
        ),
        ("Rachel Stead was thirty-three.", "Rachel's eldest boy was twenty-six and had his own farm."),
        ("Giles Stead had not lived to see forty.", "Giles Stead died in his seventy-first year."),
        ("Clara Penn had rocked Adam Strickland in his cradle.", "Adam Strickland was a year older than Clara."),
        ("Clara Penn was a girl of twelve.", "Clara Penn had four grandchildren."),
        ("Jacob Thorne was born in the year the mill burned.", "Jacob Thorne had been fifteen when the mill burned."),
        (
            "Jacob Thorne was the youngest of the three; he was six.",
            "Jacob had carried his threescore years and ten up the hill.",
        ),
        ("Jacob Thorne and Ruth Ames were of an age.", "Ruth Ames was seven years younger than Jacob."),
        ("Ellen Gray had been born in 1840, in the spring.", "Ellen Gray first saw the light in the year 1852."),
        ("Ellen Gray was Maud Horn's elder sister.", "Ellen was born when Maud was already walking."),
        ("Isaac Plum was in his early twenties.", "There were seventy years on Isaac Plum's back."),
        ("Isaac Plum had been twelve when his mother bore Lucy Plum.", "Lucy Plum was three years older than Isaac."),
        ("Clara Penn was twice Adam Strickland's age.", "Clara Penn was three years younger than Adam."),
        ("Clara Penn had borne Adam Strickland at nineteen.", "Clara Penn was thirty; Adam Strickland was twenty-two."),
        (
            "There were six years between Clara Penn and Adam Strickland, and Clara was the elder.",
            "Adam Strickland was born two years before Clara.",
        ),
        ("Hugh Varley had gone to sea at fourteen, and that was thirty years ago.", "Hugh Varley was thirty-one."),
        ("Hugh Varley had fought in the war.", "Hugh Varley was born five years after the war."),
        ("Hugh Varley had lived half a century.", "Hugh Varley was still in short trousers."),
        ("Hugh Varley was in his teens.", "Hugh Varley's daughter was eighteen."),
        ("Seven decades lay behind Tom.", "Tom was a lad of thirty."),
        ("Half a century weighed on Anna Reed.", "Anna was twenty."),
        ("Tom was threescore and ten.", "Tom was barely thirty."),
        ("Anna was fifty.", "Anna's fortieth birthday was still a year off."),
        (
            "It wanted two days to Tom's twenty-first birthday.",
            "Tom, at sixteen the tallest boy in the school, stooped.",
        ),
        ("Tom was thirty.", "After forty years of service Tom laid down his badge."),
    ],
)
def test_what_a_reader_infers_is_found(first: str, second: str) -> None:
    assert inferred(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Jacob Thorne was sixty.", "Jacob Thorne had been ten when the mill burned."),
        ("Jacob Thorne was sixty.", "Jacob had been married for twenty years."),
        ("Peter Marsh was older than Susan Bell.", "Peter could remember the day Susan was born."),
        ("Edith Lowe was forty.", "Edith had kept the school for eleven years."),
        ("Isaac Plum was in his sixtieth year.", "Isaac Plum felt his sixty years."),
        ("Hugh Varley was thirty-five.", "Hugh had been a sailor for twenty years."),
        ("Tom was sixty.", "For thirty-five years Tom had been the village doctor."),
        ("Tom was a boy of nine.", "Thirty years later Tom had served twenty years in the cavalry."),
        ("Anna was thirty-nine.", "Anna's fortieth birthday was still a year off."),
    ],
)
def test_what_a_reader_allows_is_left_alone(first: str, second: str) -> None:
    assert inferred(first, second) == []


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("Tom died at the age of thirty-eight.", "Tom lived to be sixty-one.", 1),
        ("Tom was forty when he died.", "At the age of fifty Tom died.", 1),
        ("Tom was older than Anna.", "Anna was older than Tom.", 1),
        ("Tom lived to be sixty-one.", "Tom died in his sixty-first year.", 0),
        ("Tom was thirty.", "Tom died at the age of seventy.", 0),
        ("Tom nearly died at the age of five.", "Tom lived to be ninety.", 0),
        ("Tom hoped that he lived to be ninety.", "Tom died at the age of seventy.", 0),
    ],
)
def test_ages_at_death_and_who_is_older_agree(first: str, second: str, found: int) -> None:
    assert len(objections(first, second)) == found
