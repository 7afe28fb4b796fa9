"""Kinship that can't be is objected to, and what can be is not."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.facts import BEFORE, Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.continuity.impossible_kinship import impossible_kinship

_BEFORE = (
    "Anna Reed lived by the sea. Tom Hale came to see her. She said that Tom was kind. He said so too. "
    "Tom took his hat, and Anna took her coat. Tom put on his hat. Tom sat down. Anna laughed and shook her head. "
    "Ruth sang. Ruth had her hat. Ruth went home with her coat. Jim sat down and took his pipe. Jim lit his pipe. Jim said so.\n\n"
)


def objections(first: str, second: str, background: tuple[Fact, ...] = ()) -> list[str]:
    story = Story([("1", _BEFORE + first), ("2", "The rain fell all day.\n\n" + second)], background=background)
    return [objection.message for objection in impossible_kinship.run(story)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Tom, Anna's elder brother, shut the gate.", "Tom had been married to Anna for eleven years."),
        ("Anna and Tom were brother and sister.", "Anna looked up. Her husband, Tom, had come."),
        ("Tom was Anna's cousin.", "As Anna's father, Tom felt bound to speak."),
        ("Ruth was the mother of Anna.", "Ruth, who was Anna's younger sister, came in."),
        ("Ruth was Anna's mother.", "Anna was Ruth's mother."),
        ("Ruth was Anna's mother. Anna was Jim's mother.", "Jim was Ruth's father."),
        ("Ruth was Anna's mother. Anna was Jim's mother.", "Ruth was Jim's sister."),
        ("Anna was an only child.", "Anna's brother had taken the farm."),
        ("Felicity Ward was Tom Ward's stepdaughter.", "Tom Ward had fathered Felicity Ward."),
        ("Wanda Sikes gave birth to Paul Denny in a barn.", "Paul Denny's mother was Ada Denny."),
        ("Ezra Holm and Thea Holm had no children.", "Ezra Holm's daughter Vera sang."),
        ("Walter Dunn had no living relatives.", "Walter Dunn's uncle Ernest lived two streets away."),
        (
            "Miriam Cole had been raised by nuns after both her parents drowned.",
            "Miriam Cole's father taught her to drive that summer.",
        ),
        ("Vera Stagg was the eldest of the Stagg girls.", "Vera Stagg's older sister Philippa wrote to her."),
        ("Mabel Strand was a nun.", "Mabel Strand's husband came in from the yard."),
        ("Conrad Ives had a wife and two small boys at home.", "Conrad Ives had no children."),
        ("Dennis Moor grew up with four sisters.", "Dennis Moor had been an only child."),
        ("Edgar Linn was the brother of Nell Casey's husband.", "Edgar Linn was Nell Casey's son."),
        ("Fred Oaks had a twin brother.", "Fred Oaks had only sisters."),
        ("Nina Orr was her parents' third child.", "Nina Orr had no brothers or sisters."),
        ("Anna had no brothers or sisters.", "It was Anna's sister who wrote the letter."),
        ("Tom had never married.", "Tom thought of his wife, asleep at home."),
        ("Anna was childless.", "Anna's son, Jim, came in."),
        ("Anna's mother, Ruth, had died young.", "Anna's mother, Clara, laughed. Clara was tired."),
        ("Anna was married to Tom.", "Anna's husband, Jim, was waiting."),
        ("Jim was Tom's only son.", "Tom's son Harry was ill. Harry said so."),
        ("The married couple Tom and Anna had a farm.", "Siblings Tom and Anna had a farm."),
    ],
)
def test_kinship_that_cannot_be_is_found(first: str, second: str) -> None:
    assert len(objections(first, second)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Tom was Anna's brother.", "Anna's brother Tom laughed."),
        ("Tom was Anna's brother.", "Anna was Tom's sister."),
        ("Tom was Anna's brother.", "Tom was like a father to Anna."),
        ("Tom was Anna's brother.", "“Tom is Anna's husband,” said Jim."),
        ("Tom was Anna's brother.", "Tom pretended to be Anna's husband."),
        ("Tom was Anna's cousin.", "Tom married Anna in the spring."),
        ("Anna was Tom's wife.", "Anna was Tom's former wife."),
        ("Ruth was Anna's mother.", "Clara, Anna's stepmother, laughed. Clara was tired."),
        ("Anna was married to Tom.", "Anna's second husband, Jim, was waiting."),
        ("Tom was a bachelor.", "In the spring Tom was married. Tom kissed his wife."),
        ("Anna was childless.", "Anna's adopted son, Jim, came in."),
        ("Anna's mother, Mrs. Reed, was ill.", "Anna's mother, Clara, laughed. Clara was tired."),
        ("Ruth was Anna's mother. Anna was Jim's mother.", "Ruth was Jim's grandmother."),
        ("Tom was Anna's brother. Anna was Jim's mother.", "Tom was Jim's uncle."),
        ("Tom was Anna's brother.", "It turned out that Tom was Anna's father."),
        ("Tom and his brother officers sang.", "Tom was an only child."),
    ],
)
def test_kinship_that_can_be_is_left_alone(first: str, second: str) -> None:
    assert objections(first, second) == []


def test_the_cast_speaks_first() -> None:
    cast = Fact("Tom Hale", "kin", "brother", "Tom Hale", (0, 5), "brother", BEFORE, about="Anna Reed", source="cast")
    assert len(objections("Tom was Anna's husband.", "Tom laughed.", (cast,))) == 1


def test_the_same_disagreement_is_told_once() -> None:
    assert len(objections("Tom was Anna's brother.", "Tom was Anna's husband. Anna's husband Tom laughed.")) == 1


def inferred(first: str, second: str) -> list[str]:
    text = f"The rain fell, and nobody came.\n\n{first}\n\nThe dog lay by the fire.\n\n{second}\n\nThe wind rose."
    return [objection.message for objection in impossible_kinship.run(Story([("1", text)]))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Ann Thewlis had been left without father or mother at four.",
            "Ann Thewlis kissed her mother and went up to bed.",
        ),
        ("Ann Thewlis was an orphan.", "Ann's father put down his newspaper and frowned."),
        ("Ann Thewlis had never had a brother.", "It was Ann Thewlis's younger brother who had the key."),
        ("Mark Dunning had neither wife nor child.", "Mark Dunning's wife called him in to dinner."),
        ("Mark Dunning was the last of his family.", "Mark Dunning's sister Jane was waiting at the gate."),
        ("Mark Dunning had five daughters and no son.", "Mark Dunning's son came home from sea that night."),
        ("Mark Dunning was the eldest of the family.", "Mark's elder brother had the farm."),
        ("Mark Dunning had never taken a wife.", "Mark Dunning was the father of three, and his wife kept the shop."),
        ("Mark Dunning had lived single all his days.", "Mark Dunning had buried two wives."),
        ("Lucy Frome was no relation of Mark Dunning.", "Lucy Frome, Mark's niece, laid the table."),
        ("Lucy Frome was Mark Dunning's sister.", "Lucy and Mark had been man and wife for nine years."),
        (
            "Lucy Frome had married Mark Dunning in the spring.",
            "Mark Dunning was Lucy's grandfather on her mother's side.",
        ),
        ("Lucy Frome's marriage had brought her no children.", "Lucy Frome's youngest, a boy of four, had a cough."),
        ("Lucy Frome grew up without brothers or sisters.", "Lucy Frome was the third of seven children."),
        ("Lucy Frome was the mother of twins.", "Lucy Frome had never borne a child."),
        ("Lucy Frome was the daughter of Mark Dunning and his wife Joan.", "Mark Dunning and Lucy Frome were cousins."),
        ("Henry Boll had been a widower for six years.", "Henry Boll's wife met him at the door and took his hat."),
        (
            "Henry Boll's mother had died in giving him life.",
            "Henry Boll's mother baked on Fridays, and he went to her for bread.",
        ),
        ("Henry Boll had no aunts or uncles.", "Henry's uncle had sent the money."),
        ("Henry Boll was a grandfather.", "Henry Boll had never had a child."),
        ("Henry Boll's only sister was Emma Boll.", "Henry's other sister, Kate Moss, was a nurse."),
        ("Henry Boll was Emma Vane's stepson.", "Emma Vane was Henry's twin."),
        ("No children had been born to Henry Boll.", "Henry Boll's son Will was at school."),
        (
            "Lucy Frome's mother was Mark Dunning's sister.",
            "Lucy Frome had led Mark to the altar as his bride; Lucy was Mark Dunning's mother.",
        ),
        ("Mark Dunning and Lucy Frome had the same father.", "Mark Dunning had made Lucy Frome his wife."),
        ("Mark Dunning, Lucy Frome's father's brother, wrote at once.", "Lucy Frome was Mark's sister."),
        ("Lucy Frome had borne Mark Dunning in a barn.", "Lucy Frome, Mark's sister, wept."),
        ("Mark and Paul Dunning were twins.", "Mark Dunning was six years older than his brother Paul."),
        ("Mark Dunning was an only child.", "Of the four Dunning boys it was Mark, the third, who had the looks."),
    ],
)
def test_what_a_reader_infers_is_found(first: str, second: str) -> None:
    assert inferred(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ann Thewlis was an orphan.", "Ann's father had left her a watch."),
        ("Ann Thewlis was an orphan.", "Ann put flowers on her father's grave."),
        (
            "Mark Dunning had never married.",
            "In the spring Mark Dunning was married to Lucy Frome. Mark's wife was happy.",
        ),
        ("Mark Dunning was an only child.", "Mark Dunning's wife had a brother."),
        ("Lucy Frome had no children.", "Lucy Frome's stepdaughter came in."),
        ("Henry Boll was a widower.", "Henry Boll's late wife had liked the sea."),
        ("Henry Boll was the eldest.", "Henry's younger brother had the farm."),
        ("Henry Boll was Emma Vane's brother-in-law.", "Emma Vane's sister was Henry Boll's wife."),
    ],
)
def test_what_a_reader_allows_is_left_alone(first: str, second: str) -> None:
    assert inferred(first, second) == []


def test_a_name_that_is_read_as_two_names_nobody_as_the_wife() -> None:
    """George alone is another George, and Wilson a name of its own: neither is the wife."""
    before = (
        "George Duck had a shop. George Duck sold hats. Wilson came in. He took off his hat. Wilson said that he was tired. Wilson shut "
        "the door behind him. Wilson sat down, and he lit his pipe. Mrs. Wilson laughed. She had a coat. Then Wilson took his hat. "
    )
    assert not objections(before, "Tom kept a room for his affair with Myrtle, the wife of George Wilson.")
