"""The plain scorer prefers what a reader would, and says in numbers why."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from storyteller_agents.checks.check import SceneText
from storyteller_agents.stages.scoring import WEIGHTS, plain
from storyteller_agents.story import SceneCard

CARD = SceneCard(
    id="0001", title="The lamp", goal="Ada wants to light the lamp", conflict="The oil is gone",
    outcome="She burns the boat", cast=["Ada Penrow"], place="The tower", words=30,
)  # fmt: skip
GOOD = (
    "Ada climbed the tower with an empty can. No oil was left in the house. She looked down at the boat, then went for "
    "the axe. By midnight its planks burned in the lamp, and the ships turned away."
)


def score(*texts: str, vectors: Any = None) -> list[dict[str, float]]:
    ctx: Any = SimpleNamespace(lore=SimpleNamespace(embed=lambda texts: vectors))
    return plain(ctx, [SceneText(CARD, text) for text in texts])


@pytest.mark.parametrize(
    ("worse", "part"),
    [
        (GOOD.replace("Ada", "Someone"), "cast"),
        (f"{GOOD[:-1]} and the ships", "unfinished"),
        (f"Sure! Here is the scene you asked for. {GOOD}", "assistant-talk"),
        (" ".join(["She looked down at the boat and the boat looked up at her."] * 3), "repetition"),
        ("Ada lit it.", "length"),
    ],
)
def test_what_is_worse_scores_less(worse: str, part: str) -> None:
    good, bad = score(GOOD, worse)
    assert good["total"] > bad["total"]
    assert (bad[part] - good[part]) * WEIGHTS[part] < 0


def test_the_nearer_to_the_card_the_better() -> None:
    near, far = score(GOOD, GOOD, vectors=[[1.0, 0.0], [0.8, 0.6], [0.6, 0.8]])
    assert (near["closeness"], far["closeness"]) == (0.8, 0.6)
    assert near["total"] > far["total"]


def test_the_total_is_the_weighted_sum() -> None:
    (found,) = score(GOOD, vectors=[[1.0], [0.5]])
    assert found["total"] == pytest.approx(sum(WEIGHTS[name] * found[name] for name in WEIGHTS), abs=0.001)


def test_a_text_without_words_can_be_scored() -> None:
    assert score("")[0]["length"] == 1.0
