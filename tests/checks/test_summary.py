"""A scene that is told in summary is found; a scene with a moment in it is not, whatever bridges it has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.checks.check import SceneText
from storyteller_agents.checks.craft.summary import summary
from storyteller_agents.story import SceneCard


def found(text: str, language: str = "en") -> list[str]:
    scene = SceneText(SceneCard(id="0001", title="T"), text, language)
    return [finding.quote for finding in summary.findings(scene)]


WEEKS = (
    "Over the next weeks the two sisters rebuilt the mill. Every morning the baker would bring them bread, and every "
    "evening the miller's wife would mend their clothes. They often quarrelled about money. For months there was no "
    "wheel, and the village bought its flour elsewhere. Eventually a smith from the coast agreed to help. By the time "
    "the snow came, they had learned that neither could do without the other."
)
WAR = (
    "As the years passed, the town forgot the war. People no longer spoke of the siege, and the children never asked. "
    "The old governor spent most of the winter on his memoirs. He always claimed that they would bring him fame. "
    "They sold badly. Gradually he came to believe that he had been someone else, a gentler man, and that belief made "
    "him kinder in the end."
)
SHOWN = (
    "Ada put her shoulder to the door and pushed. It gave by a hand and stuck. Water ran over her boots, and something "
    "small went with it. She had come here every winter for years, and the bolt had always held. She held the lamp "
    "higher. On the far wall the water stood at the third mark, and while she watched it climbed over the fourth. "
    "She set down the lamp and began to pull off her coat."
)
THOUGHT = (
    "What did she want? Not the house. The house was stone and debts, and the garden was worse. Perhaps it was the "
    "thought of his face. She was not proud of that. But there was something beneath it, older and harder to name, "
    "and it had to do with a promise. It was so easy to sign, so very easy, and then there was nothing left to decide."
)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (WEEKS, "Over the next weeks the two sisters rebuilt the mill."),
        (WAR, "As the years passed, the town forgot the war."),
    ],
)
def test_a_summary_is_found_once(text: str, first: str) -> None:
    assert found(text) == [first]
    assert found(f"{WEEKS}\n\n{WAR}")[1:] == []


@pytest.mark.parametrize("text", [SHOWN, THOUGHT, f"{SHOWN} Over the next weeks she always came back."])
def test_a_moment_a_thought_and_a_bridge_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "moment",
    ["“You came,” said the smith.", "— You came.", "Suddenly the mill was on fire.", "At that moment it was gone."],
)
def test_speech_or_a_moment_makes_it_a_scene(moment: str) -> None:
    assert found(f"{WEEKS}\n{moment}") == []


def test_short_texts_and_long_sentences_are_passed_over() -> None:
    assert found(WEEKS[:200]) == []
    assert found(WEEKS.replace(". ", ", and ")) == []
    assert found("") == []


@pytest.mark.parametrize("language", ["zh", "de", "xx"])
def test_other_languages_are_passed_over(language: str) -> None:
    assert found(WEEKS, language) == []


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from([WEEKS, WAR, SHOWN, "day after day", "for many", "\n", "”", "."]), max_size=9).map(
        " ".join
    )
    | st.text(max_size=300)
)
def test_any_text_is_read(text: str) -> None:
    assert all(quote in text for quote in found(text))
