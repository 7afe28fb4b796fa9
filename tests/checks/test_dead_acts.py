"""The dead who act, and the reasons for which they may."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.facts import BEFORE, Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.dead_acts import dead_acts

BEGIN = (
    "Basil Harding kept the mill with his sister Anna. Anna liked Basil. In March Basil went up to town, and he came home with "
    "a cough. Anna met him at the gate. Basil said he was tired.\n\n"
)
DIED = "Basil died of a fever before the month was out."
BETWEEN = "\n\nThe rain went on for days, and the road was under water. Nobody came to the mill. Anna mended nets and kept the fire in.\n\n"
LAUGHED = "Basil opened the door and laughed."


def objections(death: str, act: str) -> list[Objection]:
    return list(
        dead_acts.run(Story([("1", BEGIN + death + BETWEEN), ("2", "Snow fell on the yard.\n\n" + act + "\n")]))
    )


@pytest.mark.parametrize(
    "death",
    [
        "“Basil is dead,” said Anna, and she began to cry.",
        "Basil's heart stopped at four in the morning.",
        "The doctor pronounced Basil dead.",
        "Basil was pronounced dead at noon.",
        "By morning Basil was dead.",
        "They laid Basil in the ground beside his father.",
        "The mill wheel had crushed Basil to death.",
        "At Basil's funeral nobody sang.",
        "Anna held his hand until Basil breathed his last.",
        "The widow of Basil Harding took the keys.",
        "Basil, drowned in the race at midsummer, was hardly spoken of.",
        "Basil's will was read on the Monday, and there was little in it.",
        "A slate in the corner of the churchyard bore the name of Basil.",
        "Four men bore Basil to the churchyard in the rain.",
        "They had put Basil under the turf before Easter.",
        "She was in mourning for Basil until the spring.",
        "The bell tolled for Basil from noon till one.",
        "A mass was said for the soul of Basil.",
        "Basil had left a widow and three small children.",
        "Basil, God rest him, had planted the tree.",
        "Basil was taken by the cholera.",
        "They found Basil at the foot of the cliff with his neck broken.",
        "A beam fell on Basil and killed him.",
        "Among the dead was Basil.",
        "When Basil was alive, the wheel had never stood still.",
        "They could not save Basil.",
        "Basil went to the gallows without a word.",
    ],
)
def test_whoever_died_does_not_act(death: str) -> None:
    (found,) = objections(death, LAUGHED)
    assert found.scene == "2"
    assert found.against is not None
    assert found.against.quote == death


@pytest.mark.parametrize(
    "act",
    [
        '"You are late," said Basil.',
        "On the bench sat Basil, peeling an orange.",
        "Anna and Basil walked home together.",
        "She looked round. By the stove Basil was mending a harness.",
        "Anna handed the cup to Basil, and he drank it.",
        "Later that week Basil rode to market and sold two cows.",
        "When the carter put up the shutters Basil helped him.",
        "Nobody had thought to tell Basil, who was waiting at the bridge.",
        "Anna asked Basil for a light.",
        "Basil was at the gate as usual.",
        "Up the stairs came Basil, two at a time.",
        "Anna handed Basil a cup of tea.",
        "Anna played draughts with Basil until ten.",
        "Basil did not look up from his soup.",
    ],
)
def test_the_dead_do_not_act_in_any_turn_of_phrase(act: str) -> None:
    assert len(objections(DIED, act)) == 1


def test_one_objection_for_one_dead_man() -> None:
    assert len(objections(DIED, LAUGHED + " Then Basil sat down. Basil asked for soup.")) == 1


@pytest.mark.parametrize(
    ("death", "act"),
    [
        (DIED, "Anna remembered how it was. Basil opened the door and laughed."),
        (DIED, "Years before, Basil opened that door and laughed."),
        (DIED, "Anna dreamt that night. Basil opened the door and laughed."),
        (DIED, "The ghost of Basil stood there. Basil opened the door and laughed."),
        (DIED, "Anna stared. They had all thought he was dead. Basil opened the door and laughed."),
        (DIED, "Then Basil came back to life. Basil opened the door and laughed."),
        (DIED, "In the photograph Basil smiled at nobody."),
        (DIED, "Basil had opened that door himself."),
        (DIED, "It was as though Basil opened the door and laughed."),
        ("Basil nearly died of a fever.", LAUGHED),
        ("Anna thought that Basil was dead.", LAUGHED),
        ('"Basil is dead," said the carter.', LAUGHED),
        ("Basil was dead to the world by nine.", LAUGHED),
        ("“It is over,” mourned Basil.", LAUGHED),
        ("Anna and Basil's orphan came up the road.", LAUGHED),
        ("Basil shot a hare and buried its body under the oak.", LAUGHED),
        ("Anna followed in Basil's wake.", LAUGHED),
        ("Basil's hopes died that night.", LAUGHED),
        ("Otto Harding died of a fever.", LAUGHED),
    ],
)
def test_there_may_be_a_reason(death: str, act: str) -> None:
    assert objections(death, act) == []


def test_an_account_of_his_own_is_of_an_earlier_time() -> None:
    account = "Basil Harding's Narrative\n\nBasil opened the door and laughed."
    assert list(dead_acts.run(Story([("1", BEGIN + DIED), ("2", account)]))) == []


def test_whom_the_lore_has_dead_does_not_act() -> None:
    lore = Fact("Basil Harding", "life", "dead", "harding", (0, 5), "Basil died long ago.", BEFORE, source="lore")
    (found,) = dead_acts.run(Story([("1", BEGIN)], background=[lore]))
    assert found.against is not None
    assert found.against.scene == "harding"


def test_nothing_is_said_of_nothing() -> None:
    assert list(dead_acts.run(Story([]))) == []
    assert list(dead_acts.run(Story([("1", "")]))) == []


@pytest.mark.parametrize(
    "act",
    [
        "That evening Basil had dinner with Anna.",
        "Basil had a talk with Anna about the wheel.",
        "“Wait for me!” called Basil.",
    ],
)
def test_a_meal_a_talk_and_a_call_are_acts(act: str) -> None:
    assert len(objections(DIED, act)) == 1


def test_who_is_asked_after_or_feared_for_in_speech_is_not_dead() -> None:
    for said in (
        "“Is Basil dead?” said Anna.",
        "“If Basil is dead,” said Anna, “we must go.”",
        "“Basil is dead tired,” said Anna.",
    ):
        assert not objections(said, LAUGHED)


@pytest.mark.parametrize(
    "death",
    [
        "The drowned man was identified as Basil Thornbury, the organist.",
        "Poison had finished Basil Thornbury before the soup was cleared.",
        "They shot Basil Thornbury at dawn.",
        "The surgeon drew the sheet over the face of Basil Thornbury.",
        "The head of Basil Thornbury rolled into the basket.",
    ],
)
def test_death_by_its_signs(death: str) -> None:
    first = f"{death}\n\nThe rain went on."
    second = "Basil Thornbury pulled on his gloves and crossed the yard."
    assert len(list(dead_acts.run(Story([("0000", first), ("0001", second)])))) == 1
    assert list(dead_acts.run(Story([("0000", second), ("0001", first)]))) == []
