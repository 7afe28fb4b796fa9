"""The bench of retrieval: what counts as found, and which sets it reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from storyteller_agents.cli.main import app
from storyteller_agents.errors import LoreError
from storyteller_agents.lore.bench import Score, measure, read_worlds

WORLD = {
    "entries": [
        {"id": "lamp", "title": "The lamp", "text": "It burns whale oil."},
        {"id": "inn", "title": "The inn", "text": "Warm soup and beds."},
    ],
    "queries": [{"query": "What does the lamp burn?", "ids": ["lamp"]}, {"query": "soup", "ids": ["inn"]}],
}


def test_scores() -> None:
    score = Score()
    score.add(["a", "b", "c"], frozenset({"b"}))
    score.add(["x"] * 5 + ["a"], frozenset({"a"}))
    score.add([], frozenset({"a"}))
    assert (score.asked, score.recall) == (3, 1 / 3)
    assert score.mrr == pytest.approx((1 / 2 + 1 / 6) / 3)


def test_a_set_of_lines(tmp_path: Path, embedder: Any) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f"{json.dumps(WORLD)}\n\n{json.dumps(WORLD)}\n")
    told: list[int] = []
    scores = measure(read_worlds(path), embedder, told.append)
    assert told == [2, 4]
    assert {name: score.recall for name, score in scores.items()} == {"full text": 1, "vectors": 1, "hybrid": 1}


def test_tales_and_folders(tmp_path: Path) -> None:
    (tmp_path / "stories_val.jsonl").write_text(
        json.dumps({"story": "a", "sections": [{"section": "1", "text": "One."}, {"section": "2", "text": "Two."}]})
    )
    (tmp_path / "questions_val.jsonl").write_text(
        json.dumps({"story": "a", "question": "Which?", "cor_section": "1,2"})
    )
    (world,) = read_worlds(tmp_path / "stories_val.jsonl")
    assert world.queries == [("Which?", frozenset({"1", "2"}))]
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "卷一__灯塔.txt").write_text("守护人走进灯塔。")
    (world,) = read_worlds(tmp_path / "texts")
    assert world.queries == [("灯塔", frozenset({"0"}))]


@pytest.mark.parametrize("content", ["{", "[]", '{"a": 1}', '{"entries": [], "queries": [1]}'])
def test_what_is_no_set(tmp_path: Path, content: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(content)
    with pytest.raises(LoreError, match="not a set"):
        list(read_worlds(path))
    (tmp_path / "empty").mkdir()
    with pytest.raises(LoreError, match=r"no \.txt"):
        list(read_worlds(tmp_path / "empty"))


@pytest.mark.embedded
def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(WORLD))
    found = json.loads(CliRunner().invoke(app, ["bench", "retrieval", str(path), "--json"]).stdout)
    assert (found["queries"], found["routes"]["hybrid"]) == (2, {"recall@5": 1.0, "mrr": 1.0})
