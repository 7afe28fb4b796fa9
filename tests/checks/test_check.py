"""What holds for every rule: offsets, ids, and a rule that fails."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller_agents.checks.check import CheckSpec, Objection, SceneText, check, finding_id
from storyteller_agents.checks.craft.assistant_talk import assistant_talk
from storyteller_agents.checks.craft.dialogue_share import dialogue_share
from storyteller_agents.checks.craft.length import too_long, too_short
from storyteller_agents.checks.craft.overused_phrase import overused_phrase
from storyteller_agents.checks.craft.repetition import repetition
from storyteller_agents.checks.craft.script_form import script_form
from storyteller_agents.checks.craft.summary import summary
from storyteller_agents.checks.craft.unfinished import unfinished
from storyteller_agents.checks.craft.unknown_name import unknown_name
from storyteller_agents.checks.craft.wrong_language import wrong_language
from storyteller_agents.discovery import discover
from storyteller_agents.errors import StageError
from storyteller_agents.story import SceneCard

RULES = [
    assistant_talk,
    dialogue_share,
    overused_phrase,
    repetition,
    summary,
    script_form,
    too_long,
    too_short,
    unfinished,
    unknown_name,
    wrong_language,
]
CARD = SceneCard(id="0001", title="The Lamp", words=12)
PIECES = [
    "Ada climbed the stairs.",
    "Title: The Lamp",
    "Certainly! Here is the scene:",
    '"Here is the key," Bram said.',
    "He met Otto at the quay.",
    "# One",
    "They waited",
    "她走上了那道又长又黑的楼梯。",
    "以下是故事的场景：",
    "Sure!",
    "“No.”",
    "—",
    "\n",
    "\n\n",
    " ",
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join) | st.text(max_size=120)


@given(TEXT, st.sampled_from(["en", "zh", "zh-Hans", "ja", "de", "xx"]), st.lists(TEXT, max_size=2))
def test_every_finding_quotes_what_stands_at_its_offsets(text: str, language: str, earlier: list[str]) -> None:
    scene = SceneText(CARD, text, language, earlier=tuple(earlier))
    for rule in RULES:
        found = rule.findings(scene)
        assert found == rule.findings(scene)
        for finding in found:
            start, end = finding.span
            assert 0 <= start <= end <= len(text)
            assert text[start:end] == finding.quote
            assert finding.quote or (start, end) == (0, 0)
            assert finding.message
            assert (finding.rule, finding.scene, finding.severity) == (rule.name, "0001", rule.severity)
            assert finding.status == "open"
        assert [finding.span for finding in found] == sorted(finding.span for finding in found) or rule is repetition


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_is_installed_and_says_what_it_is_for(rule: CheckSpec) -> None:
    assert {plugin.name: plugin.value for plugin in discover("checks") if not plugin.error}[rule.name] is rule
    assert rule.summary.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_an_empty_scene_and_a_good_one(rule: CheckSpec) -> None:
    good = 'Ada climbed the stairs. "Here is the key," said Bram. She took it and went up.'
    assert rule.findings(SceneText(CARD, good, names=frozenset(["Ada", "Bram"]))) == []
    if rule not in (unfinished, too_short):
        assert rule.findings(SceneText(CARD, "")) == []


def test_ids_stay_when_the_text_around_changes() -> None:
    text = "Ada climbed the long stairs. Ada climbed the long stairs."
    (before,) = repetition.findings(SceneText(CARD, text))
    (after,) = repetition.findings(SceneText(CARD, f"It was night.\n\n{text}"))
    assert before.id == after.id
    assert before.span != after.span


def test_ids_ignore_white_space_and_nothing_else() -> None:
    assert finding_id("repetition", "0001", "a  b\n c") == finding_id("repetition", "0001", "a b c") == "0796f35ce4"
    others = {
        finding_id("length", "0001", "a b c"),
        finding_id("repetition", "0002", "a b c"),
        finding_id("repetition", "0001", "a b d"),
    }
    assert len(others) == 3


def test_declaring_a_rule() -> None:
    @check(severity="note", repair="none")
    def too_blue(scene: SceneText) -> Iterator[Objection]:
        """The scene is blue.

        More of it.
        """
        yield Objection(0, 3, "blue")

    assert (too_blue.name, too_blue.severity, too_blue.repair, too_blue.summary) == (
        "too-blue",
        "note",
        "none",
        "The scene is blue.",
    )
    (finding,) = too_blue.findings(SceneText(CARD, "Sea and sky."))
    assert (finding.quote, finding.message, finding.suggestion) == ("Sea", "blue", "")
    assert check(name="own")(lambda scene: []).name == "own"
    with pytest.raises(dataclasses.FrozenInstanceError):
        too_blue.name = "other"  # type: ignore[misc]


def test_a_rule_that_fails_is_named() -> None:
    @check()
    def broken(scene: SceneText) -> Iterator[Objection]:
        yield Objection(0, 1, "one")
        raise IndexError("oops")

    with pytest.raises(StageError, match="check 'broken' failed on scene 0001: IndexError: oops"):
        broken.findings(SceneText(CARD, "text"))
