"""The canon: what holds at a point of the story, since when, and until when."""

from __future__ import annotations

from storyteller_agents.canon.facts import BEFORE, Canon, Fact, Point, moved


def fact(
    attribute: str,
    value: str,
    scene: int = 0,
    offset: int = 0,
    *,
    about: str = "",
    hard: bool = True,
    until: Point | None = None,
) -> Fact:
    quote = f"{attribute} {value}"
    return Fact(
        "Anna",
        attribute,
        value,
        f"{scene + 1:04d}",
        (offset, offset + len(quote)),
        quote,
        Point(scene, offset),
        about,
        until,
        hard=hard,
    )


def values(canon: Canon, scene: int, offset: int = 99) -> list[str]:
    return [one.value for one in canon.at(Point(scene, offset), "Anna")]


def test_a_later_fact_ends_an_earlier_one_of_which_there_can_be_one() -> None:
    canon = Canon([fact("place", "Oslo"), fact("place", "Bergen", 2)])
    assert values(canon, 1) == ["Oslo"]
    assert values(canon, 2) == ["Bergen"]


def test_what_there_can_be_several_of_stays() -> None:
    canon = Canon([fact("kin", "sister", about="Tom"), fact("kin", "wife", 1, about="Per")])
    assert values(canon, 0) == ["sister"]
    assert values(canon, 1) == ["sister", "wife"]


def test_a_fact_holds_since_it_was_told_first() -> None:
    canon = Canon([fact("eye colour", "grey", 0, 5), fact("eye colour", "grey", 3, 1)])
    [held] = canon.at(Point(4, 0), "Anna")
    assert held.start == Point(0, 5)


def test_what_was_only_said_does_not_end_what_is_known() -> None:
    canon = Canon([fact("eye colour", "grey"), fact("eye colour", "blue", 1, hard=False)])
    assert values(canon, 2) == ["grey"]


def test_a_dated_fact_ends() -> None:
    canon = Canon([fact("possession", "ring", until=Point(2, 0))])
    assert values(canon, 1) == ["ring"]
    assert values(canon, 2) == []


def test_facts_come_in_the_order_of_the_story_whatever_the_order_they_were_added_in() -> None:
    late, early = fact("age", "40", 5), fact("age", "39", 1)
    canon = Canon([late, early])
    assert canon.of("Anna", "age") == [early, late]
    assert canon.before(late) == [early]
    assert len(canon) == 2


def test_a_scene_that_moves_takes_its_facts_along() -> None:
    one = fact("age", "40", 5, 7)
    assert moved(one, 2).start == Point(2, 7)
    assert moved(one, 5) is one
    assert one.start > BEFORE
