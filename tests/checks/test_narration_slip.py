"""Tests for checks/continuity/narration_slip.py."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.facts import BEFORE, Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.continuity.narration_slip import narration_slip
from storyteller_agents.story import Finding

THIRD = (
    "Clara Voss climbed the stairs to the loft. She had a candle with her, and she held it high. Martin waited below. He "
    "called her name twice. She did not answer him. She opened the chest and took out the coat. Martin heard the lid fall. "
    "He ran up after her. They stood in the dark and listened. Clara laughed first. He took the candle from her hand. "
)
FIRST = (
    "I climbed the stairs to the loft. I had a candle with me, and I held it high. Martin waited below. He called to me "
    "twice. I did not answer him. I opened the chest and took out my father’s coat. Martin ran up after me. We stood in the "
    "dark and listened. I laughed first. He took the candle from my hand. "
)
END = "The house was quiet after that. " * 30


def findings(*texts: str, background: tuple[Fact, ...] = ()) -> list[Finding]:
    scenes = [(f"{number:04d}", text) for number, text in enumerate(texts, 1)]
    return [found for _, found in narration_slip.story_findings(Story(scenes, background=background)) if found]


@pytest.mark.parametrize(
    ("base", "slip"),
    [
        (THIRD, "I put my hand on the coat and shivered."),
        (THIRD, "The cold crept into my shoulders."),
        (THIRD, "Clara turns to the window and says nothing."),
        (THIRD, "By the door, Martin is waiting."),
        (FIRST, "Martin turns to the window and says nothing."),
        (FIRST, "Martin told himself that the coat was worthless."),
        (FIRST, "Martin felt a stab of guilt, though he gave no sign of it."),
    ],
)
def test_slip_is_found_once(base: str, slip: str) -> None:
    found = findings(THIRD if base is THIRD else FIRST, f"{base}{slip} {base}{END}")
    assert [one.quote for one in found] == [slip]
    assert found[0].against is not None
    assert found[0].severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        THIRD + "“I put my hand on the coat,” she said. " + THIRD,
        THIRD + "London is a large city, and people come to it from everywhere. " + THIRD,
        THIRD + "_I am not afraid_, she thought. " + THIRD,
        FIRST + "Martin seemed to feel a stab of guilt. " + FIRST,
        FIRST + "Martin, he told me later, wondered whether the coat was worth anything. " + FIRST,
        THIRD + "Martin felt a stab of guilt. " + THIRD,
    ],
)
def test_silent(text: str) -> None:
    assert findings(text + END) == []


def test_a_passage_is_one_finding() -> None:
    found = findings(f"{THIRD}I went to the window. I looked out. {THIRD}{END}")
    assert [one.quote for one in found] == ["I went to the window."]


def test_a_teller_who_says_i_as_his_manner() -> None:
    aside = "I must tell you more of this. I think that it matters. I suppose that you know it. "
    assert findings(f"{THIRD}{aside}{THIRD}I saw the house myself. {THIRD}{END}") == []


def test_a_teller_who_says_i_once() -> None:
    aside = "I must confess that the stair was steep."
    assert [one.quote for one in findings(f"{THIRD * 50}{aside} {THIRD * 50}{END}")] == [aside]
    often = f"{THIRD}I believe that it was late. {THIRD}I think that it was cold. {THIRD}I suppose that he knew. "
    assert findings(f"{often}{THIRD}{aside} {THIRD}{END}") == []


def test_says_he_is_a_slip_only_where_it_is_rare() -> None:
    tag = "“It is dark,” says Clara."
    assert [one.quote for one in findings(f"{THIRD}{tag} {THIRD}{END}")] == [tag]
    assert findings(*(f"{THIRD}{tag} {THIRD}{END}" for _ in range(4))) == []


def test_a_teller_takes_leave_at_the_end() -> None:
    assert findings(THIRD * 9 + "I danced at their wedding myself.") == []


def test_the_point_of_view_of_the_card() -> None:
    view = Fact("", "pov", "Clara Voss", "0001", (0, 15), "pov: Clara Voss", BEFORE, source="card")
    slip = "Martin wondered whether she would ever come down."
    found = findings(f"{THIRD}{slip} {THIRD}", background=(view,))
    assert [one.quote for one in found] == [slip]
    own = "Clara wondered whether he would ever come up."
    assert findings(f"{THIRD}{own} {THIRD}", background=(view,)) == []


def test_narrator_by_his_own_name() -> None:
    calls = "“Look here, Edgar,” Martin said to me. I looked. “Edgar, the coat!” he cried. I laughed. "
    text = f"{FIRST}{calls * 4}{FIRST}"
    assert findings(text) == []
    found = findings(f"{text}Edgar closed the chest. {FIRST}")
    assert [one.quote for one in found] == ["Edgar closed the chest."]


@pytest.mark.parametrize("text", ["", "I.", "word " * 3000, "I " * 3000])
def test_odd_text(text: str) -> None:
    assert findings(text) == []


def test_no_scenes() -> None:
    assert findings() == []


@pytest.mark.parametrize(
    "aside",
    [
        "Our heroine, it must be owned, was not brave.",
        "Our Martin was never at a loss for a word.",
        "The house was as splendid as we now see it.",
        "Not to speak of what we already know, she had a good coat.",
        "The song was called My Heart's Garden, and it was long.",
        "She hummed Our Lady of the Snows under her breath.",
        "In those days our fathers thought nothing of such a journey.",
        "We left the notary, at the end of the last chapter, among his creditors.",
        "He was, to my mind, a fool, but an honest one.",
        "None of us can say what she would have done.",
        "God forgive us all, she thought.",
        "Time, which spares none of us, had not spared the lock.",
    ],
)
def test_a_teller_may_speak_of_his_story(aside: str) -> None:
    assert findings(f"{THIRD}{aside} {THIRD}{END}") == []


@pytest.mark.parametrize(
    "slip",
    [
        "None of us said a word.",
        "The cold air hit me in the face.",
        "Both of them look up at once.",
        "She doesn't turn round.",
        "Something moves behind the door.",
        "Clara's fingers close on the key.",
        "Clara smiled at me over her shoulder.",
    ],
)
def test_slips_in_other_words(slip: str) -> None:
    assert [one.quote for one in findings(f"{THIRD}{slip} {THIRD}{END}")] == [slip]


def test_a_speech_of_several_paragraphs_is_no_slip() -> None:
    speech = '"They took me at the ford.\n\nI fought three of them, and my sword broke. Then I ran.\n\n'
    assert findings(f"{THIRD}\n\n{speech}{THIRD}{END}") == []
