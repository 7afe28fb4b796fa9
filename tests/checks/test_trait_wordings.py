"""Traits that change, in the wordings of many hands; and sentences that say nothing of the one who is named in them."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.changed_trait import changed_trait

BEGIN = (
    "Ruth Calder lived by the ford with her uncle, Jonas Pell. Jonas was fond of Ruth. Ruth went up to town, and she came "
    "home late. Jonas met Ruth at the ford, and he took her bag. Ruth thanked him. Then Jonas shut his gate.\n\n"
)
BETWEEN = "\n\nThe road went on between the hedges, and the rain had stopped. Nobody spoke for a while.\n\n"


def objections(first: str, second: str) -> list[Objection]:
    return list(changed_trait.run(Story([("1", BEGIN + first + BETWEEN + second + "\n")])))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Two very blue eyes looked out at them from under Jonas's hat.", "Jonas lowered his dark eyes."),
        ("From under Jonas's cap stuck out a tuft of yellow hair.", "Jonas scratched his dark head."),
        ("Ruth's eyes, which were the colour of slate, missed nothing.", "Ruth's eyes were bright green in the hall."),
        ("Ruth's eyes were as green as a cat's.", "Ruth's eyes were a deep chocolate brown."),
        ("Ruth's grey hair was cut like a man's.", "Ruth's dark brown hair shone in the sun."),
        ("Jonas hadn't a hair left on his head.", "Jonas combed his hair and put on his coat."),
        ("Ruth wrote with her left hand.", "Ruth, like all right-handed people, wore her watch on the left wrist."),
        ("Jonas kept the smithy.", "As the village schoolmaster, Jonas knew every child by name."),
        ("Ruth worked as a nurse.", "Ruth had spent her whole working life as a seamstress."),
        ("Jonas, the butcher, wiped his hands.", "Jonas the tailor never looked up."),
        ("The doctor was a young woman named Ruth.", "Ruth had been a farmer as long as anyone could remember."),
        ("Jonas was a dwarf of the northern mines.", "Jonas, being an elf, slept with open eyes."),
        ("A wooden leg had not kept Jonas from the sea.", "Jonas pulled on both his boots."),
        ("The left sleeve of Jonas's coat was pinned up, empty.", "Jonas threw out both arms and laughed."),
        ("The fever had left Jonas deaf.", "Jonas heard the bell and looked up."),
        ("Ruth had no right hand; a mill wheel had taken it.", "Ruth clapped her hands."),
        ("Jonas, paralysed from the waist down, sat by the window.", "Jonas got up and walked to the door."),
        ("A scar ran down Jonas's left cheek.", "The scar on Jonas's right cheek had gone white."),
        ("There was a birthmark on Ruth's left shoulder.", "The birthmark on Ruth's right shoulder itched."),
        ("Ruth was a stout woman with a loud voice.", "Ruth, who was thin as a rail, slipped through the gap."),
        ("Ruth never learned her letters.", "Ruth picked up the newspaper and read the headline."),
        ("Jonas was the tallest boy in the form.", "Jonas stood barely five feet two."),
    ],
)
def test_a_change_in_many_wordings(first: str, second: str) -> None:
    assert len(objections(first, second)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ruth's eyes were blue.", "They had brown eyes, all the others, and Ruth envied them."),
        ("Ruth's eyes were blue.", "Ruth had never liked brown eyes."),
        ("Ruth's eyes were blue.", "Ruth thought of a pair of brown eyes."),
        ("Jonas thought he had never seen such a garden in his life.", "Jonas saw the ship on the horizon."),
        ("Jonas was lame.", "Jonas ran his hand along the rail."),
        ("A scar ran down Jonas's left cheek.", "Another scar, a new one, ran across Jonas's right cheek."),
        ("Jonas, paralysed with fear, stood by the window.", "Jonas walked to the door."),
    ],
)
def test_what_is_said_of_nobody_there(first: str, second: str) -> None:
    assert objections(first, second) == []
