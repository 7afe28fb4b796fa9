"""A scene that breaks off."""

from __future__ import annotations

import pytest

from storyteller_agents.checks.check import SceneText
from storyteller_agents.checks.craft.unfinished import unfinished
from storyteller_agents.story import SceneCard


def found(text: str) -> list[str]:
    return [finding.quote for finding in unfinished.findings(SceneText(SceneCard(id="0001", title="T"), text))]


@pytest.mark.parametrize(
    "end",
    [
        "She went.",
        "Did she go?",
        "She went!",
        "She waited…",
        "She waited...",
        "She waited⋯",
        '"Go," he said. "Now!"',
        "“Go.”",
        "‘Go.’",
        "“He said ‘Go.’”",
        "“He said ‘Go.’\u200a”",
        "She went.)",
        "*She went.*",
        "_Gone._",
        "[It was late.]",
        "But then—",
        "“But then—”",
        "“But then--”",
        "I thought--",
        "„Halt!“",
        "»Halt!«",
        "« Viens ! »",
        "« Viens\u202f!\u00a0»",
        "“Go.”\n\n  ",
        "她走了。",
        "“走吧！”",
        "「走吧？」",
        "『走。』",
        "（她走了。）",
        "她等着……",
        "她想——",
    ],
)
def test_ends(end: str) -> None:
    assert found(f"It was night.\n\n{end}") == []


@pytest.mark.parametrize(
    "end",
    [
        "She went to the",
        "She went,",
        "She said:",
        "“Go",
        "She went; and",
        "她走到",
        "她说：",
        "她走了，",
        "1.5",
        "*She went*",
        "-",
    ],
)
def test_what_breaks_off(end: str) -> None:
    assert found(f"It was night.\n\n{end}") == [end]
    assert found(f"{end}\n\nIt was night.") == []


@pytest.mark.parametrize("text", ["", "  \n\n\t"])
def test_an_empty_scene(text: str) -> None:
    (finding,) = unfinished.findings(SceneText(SceneCard(id="0001", title="T"), text))
    assert (finding.quote, finding.span, finding.message) == ("", (0, 0), "The scene is empty.")
