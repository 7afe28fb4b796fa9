"""Traits that change without a cause, and those that change with one."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.facts import BEFORE, Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.changed_trait import changed_trait

BEGIN = (
    "Clara Finch lived in the mill house with her brother Tom. Tom liked Clara. In March Clara went up to town, and she came home "
    "with a cough. Tom met Clara at the gate, and he took the bag. Clara said she was tired. Tom shut the gate behind him. Then "
    "Clara sang to herself. Clara hung up her coat. Tom took his chair. Tom lit his pipe.\n\n"
)
BETWEEN = (
    "\n\nThe rain went on for days, and the road was under water. Nobody came to the mill.\n\nOn Sunday it cleared. "
)


def objections(first: str, second: str) -> list[Objection]:
    return list(changed_trait.run(Story([("1", BEGIN + first + BETWEEN + second + "\n")])))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Clara's eyes were a clear grey.", "Clara turned, and her brown eyes were wet."),
        ("Clara was a grey-eyed, quiet girl.", "There was a brightness in Clara's brown eyes."),
        ("With her green eyes on the clock, Clara waited.", "Clara closed her brown eyes."),
        ("Clara had yellow hair.", "The wind had got into Clara's black hair."),
        ("Clara, a red-haired girl, came in.", "Clara pinned up her black braids."),
        ("Clara's hair was white.", "Clara brushed her black hair."),
        ("Clara, whose hair was black, sat down.", "A strand of yellow hair had fallen across Clara's face."),
        ("Clara had brown hair.", "A curl of red hair hung over Clara's brow."),
        ("Tom's beard was red.", "Tom scratched at his black beard."),
        ("Clara had always been left-handed.", "Clara took up the pen in her right hand and wrote."),
        ("Tom had lost his left arm in the war.", "Tom lifted the trunk with both hands."),
        (
            "Tom, who had lost his right hand at the sawmill, never spoke of it.",
            "Tom wiped his face with his right hand.",
        ),
        ("A shell had taken Tom's right leg.", "Tom put his right foot on the step."),
        ("Tom wore a patch over his right eye.", "Tom rubbed both eyes."),
        ("Tom, blind from birth, sat by the fire.", "Tom watched the swallows over the mill."),
        ("Tom had been deaf since the fever.", "Tom heard the bell across the water."),
        ("Tom was mute.", '"Go home," said Tom.'),
        ("Tom was lame.", "Tom ran across the yard."),
        ("Clara was an elf.", "Clara was a dwarf, and proud of it."),
        ("Tom was a blacksmith by trade.", "Tom the baker was up before dawn."),
        ("Tom earned his bread as a cobbler.", "Tom, a lawyer, read the paper through."),
        ("Tom was a colonel in the Rifles.", "Tom was a corporal."),
        ("Tom stood six feet four.", "Tom was the shortest man in the room."),
        ("Tom had to stoop to come in at the door.", "Tom could not see over the counter."),
        ("Tom had limped since the war.", "Up the stairs went Tom, three at a time."),
        ("Tom had not spoken a word since he was born.", "Tom sang all the way to the mill."),
        ("Tom was bald.", "Tom ran a comb through his hair."),
        ("Tom could not swim.", "Tom swam across the race."),
        ("Tom had been nurse at the infirmary for ten years.", "Tom had taught school all his life."),
        ("Clara's eyes were blue.", "Clara bent over the cradle. The child looked up into two green eyes."),
    ],
)
def test_a_trait_does_not_change_by_itself(first: str, second: str) -> None:
    (found,) = objections(first, second)
    assert found.against is not None
    assert found.against.quote == first


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Clara's eyes were grey.", "Clara's eyes were blue-grey."),
        ("Clara's hair was brown.", "Clara's hair was chestnut."),
        ("Clara had black hair.", "Clara had dyed her hair red."),
        ("Clara had black hair.", "Clara's hair had turned white. Clara brushed her white hair."),
        ("Clara had blue eyes.", "Clara's eyes were red with weeping."),
        ("Clara had blue eyes.", "Clara looked into her mother's brown eyes."),
        ("Clara had blue eyes.", "Tom's eyes were green."),
        ("Tom had black hair.", "Tom's beard was red."),
        ("Tom was a baker.", "Tom gave up the bakery and became a sailor."),
        ("Tom was a sergeant.", "Tom was promoted, and was now a captain."),
        ("Tom was a doctor.", "Tom was a surgeon."),
        ("Tom was tall.", "Tom was short of money."),
        ("Tom was blind.", "Tom heard the bell."),
        ("Tom was blind.", "Tom dreamt that he saw the sea."),
        ("Tom had lost an arm.", "Tom nearly clapped his hands."),
        ("Tom had lost his left arm.", "Tom raised his right hand."),
        ("Clara was left-handed.", "Clara had hurt her left hand, and wrote with her right hand."),
        ("Clara was fair-haired.", "In the firelight Clara's hair was red."),
        ("Clara was dark-haired.", "As a child Clara had fair hair."),
    ],
)
def test_there_may_be_a_cause(first: str, second: str) -> None:
    assert objections(first, second) == []


def test_the_same_conflict_is_told_once() -> None:
    assert (
        len(objections("Clara had blue eyes.", "Clara's brown eyes shone. Tom saw it. Clara shut her brown eyes.")) == 1
    )


@pytest.mark.parametrize(
    ("attribute", "value", "text"),
    [
        ("eye colour", "Green, with a fleck of gold", "Clara's eyes were grey."),
        ("hair colour", "dark brown", "Clara pushed back her yellow hair."),
        ("hand", "left-handed", "Clara wrote her name with her right hand."),
        ("profession", "village blacksmith", "Clara was a nurse."),
        ("trait", "missing left arm", "Clara lifted the trunk with both hands."),
        ("trait", "blind from birth", "Clara read the letter."),
    ],
)
def test_what_the_cast_says_holds_from_the_start(attribute: str, value: str, text: str) -> None:
    given = Fact("Clara Finch", attribute, value, "Clara Finch", (0, len(value)), value, BEFORE, source="cast")
    (found,) = changed_trait.run(Story([("1", BEGIN + text + "\n")], background=[given]))
    assert found.against is not None
    assert found.against.quote == value


def test_nothing_is_said_of_nothing() -> None:
    assert list(changed_trait.run(Story([]))) == []
    assert list(changed_trait.run(Story([("1", "")]))) == []


def test_one_white_strand_is_no_other_hair() -> None:
    assert not objections("Clara had brown hair.", "A strand of white hair had fallen across Clara's face.")


def test_fingers_that_are_gone() -> None:
    first = "Basil Thornbury had lost two fingers of his right hand at the loom."
    second = "All ten of Basil Thornbury's fingers came down upon the keys."
    assert len(list(changed_trait.run(Story([("0000", first), ("0001", second)])))) == 1
    assert list(changed_trait.run(Story([("0000", second), ("0001", first)]))) == []
