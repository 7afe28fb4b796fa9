"""The rule about counts that change."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.facts import BEFORE, Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.changed_count import changed_count

PEOPLE = "Marta said that Ivo was late. Ivo laughed. Marta went to Brevik with Ivo. They came to Brevik. “So,” said Marta.\n\n"
BETWEEN = " ".join(["The rain fell on the roofs and nobody came along the street that evening."] * 40)


def objections(first: str, second: str, *, background: tuple[Fact, ...] = ()) -> list[Objection]:
    scenes = [("1", PEOPLE + first), ("2", BETWEEN), ("3", second)]
    return list(changed_count.run(Story(scenes, background=background)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Marta had three brothers.", "Marta's four brothers had never written."),
        ("There were six passengers on the coach.", "When the coach stopped, the seven passengers climbed out."),
        ("The dragon had three heads.", "The dragon's five heads turned."),
        ("Marta, the youngest of four sisters, kept still.", "None of it mattered to Marta's five sisters."),
        ("Marta lived with her three aunts.", "All six of Marta's aunts were deaf."),
        ("Ivo had only one son.", "Both of Ivo's sons were soldiers."),
        ("Marta had no brothers.", "Marta's two brothers met her at the gate."),
        ("Marta had only two brothers.", "Marta's third brother was a monk."),
        ("Ivo, a widower with three daughters, was poor.", "Ivo's five daughters sang."),
        ("The old inn had nine rooms.", "All eleven of the rooms of the inn were taken."),
        ("Five bells hung in the tower.", "The tower's four bells began to ring."),
        ("The windows of the house, nine in all, were dark.", "The twelve windows of the house were lit."),
        ("The ship carried a crew of nine.", "The crew of twelve went ashore."),
        ("Brevik had two churches.", "The four churches of Brevik rang their bells."),
        ("The bridge had five arches.", "The seven arches of the bridge were black."),
        ("Ivo kept four hounds in the yard.", "Ivo whistled, and his six hounds came."),
        ("Seven stone steps led up to the mill.", "The nine steps to the mill were wet."),
    ],
)
def test_another_number_is_found(first: str, second: str) -> None:
    (objection,) = objections(first, second)
    assert objection.scene == "3" and objection.against and objection.against.scene == "1"
    assert second[objection.start : objection.end] in second


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Marta had three brothers. The eldest died at sea.", "Marta's two brothers came."),
        ("Marta had two cats.", "In May she bought another cat. Marta fed her three cats."),
        ("Marta's three ships sailed. One of the ships was lost.", "Marta's two ships came home."),
        ("Marta had three sons. A fourth son was born in May.", "Marta's four sons came."),
        ("Marta had three brothers.", "Two of Marta's brothers came."),
        ("Marta had three brothers.", "Marta's two elder brothers came."),
        ("Marta had three brothers.", "Marta's other two brothers came."),
        ("Marta had three brothers.", "“Marta's five brothers,” said Ivo."),
        ("Marta had three brothers.", "Ivo's two brothers came."),
        ("Marta had three brothers.", "Marta's three brothers came."),
        ("Marta's third brother came.", "Marta's five brothers came."),
        ("Marta had three apples.", "Marta had two apples."),
        ("The two men came in.", "The three men sat down."),
        ("Marta walked three miles.", "The five miles were over."),
        ("The house had nine rooms.", "The four rooms of the inn were small."),
        ("Marta dreamt that she had five brothers.", "Marta had two brothers."),
    ],
)
def test_other_sets_and_told_changes_are_left_alone(first: str, second: str) -> None:
    assert objections(first, second) == []


def test_a_conflict_is_told_once() -> None:
    assert (
        len(objections("Marta had three brothers.", "Marta's four brothers came. Marta's four brothers sat down.")) == 1
    )


def test_the_cast_counts_as_told_before() -> None:
    fact = Fact("Marta", "count", "3", "Marta", (0, 14), "three brothers", BEFORE, about="brother", source="cast")
    (objection,) = objections("", "Marta's four brothers came.", background=(fact,))
    assert objection.against and objection.against.quote == "three brothers"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The chapel at Brevik had three windows.", "Light fell through the five windows of the chapel at Brevik."),
        ("There were five elders at Brevik.", "The six elders of Brevik voted one by one."),
        ("Thirty-nine steps led down to the beach at Brevik.", "Ivo counted the fifty-two steps at Brevik."),
        ("The council at Brevik was made up of nine men.", "The twelve men of the council of Brevik rose."),
        ("Marta was an only child.", "Both of Marta's sisters had come."),
        ("Marta and her husband were childless.", "Marta's two sons were already men."),
        ("Ivo had been married twice.", "Ivo never spoke of his third wife."),
        ("Ivo kept one servant.", "All three of Ivo's servants slept in the attic."),
        ("Brevik had a single inn.", "The three inns of Brevik were full."),
        ("Marta's daughters were three in number.", "The fourth of Marta's daughters had red hair."),
        ("Ivo owned three ships.", "Five ships lay in the harbour, and all of them belonged to Ivo."),
        ("Ivo kept two dogs.", "Four dogs ran out to meet them, every one of them Ivo's."),
        ("Ivo was the father of two, a boy and a girl.", "Ivo kissed his four children."),
        ("Marta kept bees, and had nine cats.", "Marta's twelve cats lay by the stove."),
    ],
)
def test_one_set_is_known_by_what_it_hangs_on(first: str, second: str) -> None:
    assert objections(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ivo had six hens.", "The fox had been, and Ivo was left with two hens."),
        ("Ivo had three goats.", "Since the kid was born in March Ivo had four goats."),
        ("There were two inns at Brevik.", "There were four inns at Langfos, said Ivo, who came from Langfos."),
        ("There were five elders at Brevik.", "Three elders of Brevik came to the house."),
        ("The troll with three heads roared.", "A troll with six heads came home."),
        ("Marta had seven children.", "There were three children at the table, and Marta fed them."),
    ],
)
def test_another_set_or_a_told_reason_is_left_alone(first: str, second: str) -> None:
    assert objections(first, second) == []
