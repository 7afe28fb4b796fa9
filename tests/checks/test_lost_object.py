"""The rule about things that are used after they were lost."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.lost_object import lost_object

PEOPLE = (
    "Marta said that Ivo was late. Ivo laughed. “So,” said Marta. “So,” said Ivo, and Ivo said no more. Ivo nodded.\n\n"
)
BETWEEN = " ".join(["The rain fell on the roofs and nobody came along the street that evening."] * 40)


def objections(first: str, second: str) -> list[Objection]:
    return list(lost_object.run(Story([("1", PEOPLE + first), ("2", BETWEEN), ("3", second)])))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Marta threw the silver key into the well.", "Marta unlocked the door with the silver key."),
        ("Marta dropped her silver locket into the river, where it sank.", "Marta opened the silver locket."),
        ("Ivo fed the yellow map to the flames.", "Ivo spread the yellow map on the table."),
        ("Ivo's sword shattered against the rock.", "Ivo drew his sword."),
        (
            "Before the week was out Ivo had sold his father's violin to a dealer.",
            "That evening Ivo took up his father's violin.",
        ),
        ("Marta gave the locket to Ivo.", "Marta fingered the locket at her throat."),
        ("Marta gave her ruby ring to Ivo.", "Marta sold the ruby ring to a pedlar."),
        ("Marta took off her ring and threw it into the sea.", "The ring on Marta's finger shone."),
        ("Marta's gold bracelet slid from her wrist into the harbour.", "Marta pushed the gold bracelet up her arm."),
        ("Ivo left his rifle behind on the ridge.", "Ivo raised his rifle and aimed."),
        ("Ivo burned the red notebook in the stove.", "Marta read the red notebook that night."),
        ("Marta found the golden comb under the bed.", "Marta found the golden comb in the garden."),
        ("Ivo's torch slipped out of his hand and went down the shaft.", "Ivo held up his torch."),
    ],
)
def test_what_is_gone_is_not_used(first: str, second: str) -> None:
    (objection,) = objections(first, second)
    assert objection.scene == "3" and objection.against and objection.against.scene == "1"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Marta threw the silver key into the well. Marta dived and found the key.",
            "Marta took the silver key from her pocket.",
        ),
        ("Ivo sold his watch.", "Ivo bought a new watch. Ivo looked at his watch."),
        ("Ivo broke his sword.", "Ivo drew another sword. Ivo raised the sword."),
        ("Ivo's sword was broken. The smith mended the sword.", "Ivo drew his sword."),
        ("Marta gave the locket to Ivo.", "Ivo opened the locket."),
        ("Marta gave the locket to Ivo. Ivo gave the locket to Marta.", "Marta opened the locket."),
        ("Marta lost her silver key.", "Marta took the brass key and opened the door."),
        ("Ivo nearly lost his watch.", "Ivo looked at his watch."),
        ("Ivo would have sold his watch.", "Ivo looked at his watch."),
        ("Marta dreamt that Ivo's sword shattered.", "Ivo drew his sword."),
        ("Marta dropped her ring on the floor.", "Marta turned her ring."),
        ("Marta lost her ring.", "“I found your ring,” said Ivo. Marta turned her ring."),
        ("Marta lost her ring. Ivo brought it back.", "Marta turned her ring."),
        ("Marta lost her ring.", "Marta reached for her ring, but it was gone."),
        ("Marta threw her hat away.", "Ivo put on his hat."),
        ("Ivo threw his coat over the chair.", "Ivo put on his coat."),
        ("Ivo burned a letter.", "Ivo read the letter from Brevik."),
        ("Ivo drew his sword. Ivo broke his sword.", "Nobody spoke."),
    ],
)
def test_what_came_back_or_is_another_thing_is_left_alone(first: str, second: str) -> None:
    assert objections(first, second) == []


def test_a_loss_is_held_against_one_passage_only() -> None:
    assert len(objections("Ivo sold his watch.", "Ivo looked at his watch. Ivo wound his watch.")) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The old mill at Brevik had been pulled down for its stone.", "Ivo took the sacks to the old mill at Brevik."),
        ("The flood carried off the bridge at Brevik.", "Ivo crossed the bridge at Brevik before dawn."),
        ("The oak at Brevik had come down in the gale.", "Marta and Ivo sat beneath the oak at Brevik."),
        ("The cottage at Brevik stood roofless and black.", "That night Ivo slept in the cottage at Brevik."),
        ("Ivo's barn was a heap of hot bricks.", "Ivo led the oxen into his barn."),
        ("The thief had got away with Marta's flute.", "Marta took out the flute and wiped it."),
        ("Ivo's violin was sold at auction.", "Ivo sat down with his violin in his lap."),
        ("Ivo's lantern fell from his hand and went to pieces on the stones.", "Ivo held up his lantern."),
        ("The soldiers drove off Ivo's cow.", "Ivo milked his cow."),
        ("The customs men kept Ivo's violin.", "Ivo tucked his violin under his chin."),
        ("The Halcyon sank with all hands.", "At dawn Ivo went aboard the Halcyon."),
        ("Ivo's boat, the Halcyon, went to pieces on the rocks.", "Marta stood on the deck of the Halcyon."),
        (
            "Ivo shared out the last of the bread, and then there was nothing to eat.",
            "Ivo broke a piece from the loaf.",
        ),
        ("Marta struck the last of her matches.", "Marta took out the matches and lit the lamp."),
        ("Marta had cut up her red cloak to make bandages.", "Marta wrapped herself in her red cloak."),
        ("Nothing was left of Marta's cottage.", "Marta went into her cottage and shut the door."),
        (
            "I was tired, and I sat down. I let the knife fall into the well.",
            "I was cold, and I said so. I felt in my belt for the knife, and I was glad of it.",
        ),
    ],
)
def test_what_is_gone_for_good_is_not_there_again(first: str, second: str) -> None:
    assert objections(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The great barn at Brevik burned down.", "They had built up the great barn at Brevik, and Ivo went in."),
        ("The oak at Brevik had been felled.", "Ivo sat on the stump of the oak at Brevik."),
        ("The oak at Brevik had been felled.", "Where the oak at Brevik had stood there was grass."),
        ("The Halcyon sank with all hands.", "Ivo remembered the deck of the Halcyon."),
        ("Marta's doll was burned.", "In her sleep Marta held the doll in her arms."),
        ("Ivo ate the last of the bread; there was nothing left.", "Marta baked bread. Ivo cut the loaf."),
        ("The cat crept to the church and devoured half of it.", "The cat sat by Ivo."),
        (
            "The mill at Brevik burned down.",
            "The mill at Langfos turned all night, and Ivo slept in the mill at Langfos.",
        ),
    ],
)
def test_what_is_only_remembered_or_rebuilt_is_left_alone(first: str, second: str) -> None:
    assert objections(first, second) == []
