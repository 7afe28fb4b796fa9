"""`storyteller pipeline show`: the stages in the order in which they run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

from storyteller_agents.cli.pipeline import pipeline_app
from storyteller_agents.errors import BookError, PlanError, SettingsError
from storyteller_agents.settings import SPINE
from storyteller_agents.testing import sample_book

if TYPE_CHECKING:
    from conftest import Installed


def show(*arguments: Any) -> Result:
    return CliRunner(env={"COLUMNS": "300"}).invoke(pipeline_app, ["show", *(str(argument) for argument in arguments)])


def rows(*arguments: Any) -> list[dict[str, Any]]:
    result = show(*arguments, "--json")
    assert result.exit_code == 0, result.exception
    return json.loads(result.stdout)


def book(folder: Path, stages: dict[str, Any] | None = None, **pipeline: Any) -> Path:
    settings = {"pipeline": {"plugins": [], **pipeline}, "stages": stages or {}}
    return sample_book(folder / "book", settings=settings).path


def test_the_built_in_stages_without_a_book() -> None:
    built_in = [row for row in rows() if row["package"] == "storyteller-agents"]
    assert [row["stage"] for row in built_in] == list(SPINE)
    outliner, scenes = built_in[0], built_in[2]
    assert set(outliner) == {
        "stage", "reads", "writes", "package", "version", "runs", "replaces", "approve", "config", "about",
    }  # fmt: skip
    assert (outliner["reads"], outliner["writes"], outliner["runs"]) == (["brief"], ["outline"], "once")
    assert scenes["runs"] == "for each item"
    assert outliner["about"]


def test_as_a_table(tmp_path: Path) -> None:
    lines = show(book(tmp_path)).stdout.splitlines()
    assert lines[0].split() == ["stage", "reads", "writes", "runs", "package"]
    assert [line.split()[0] for line in lines[1:] if line.strip()] == list(SPINE)
    assert "brief, outline, cast" in lines[3] or "brief, cast, outline" in lines[3]


def test_a_plugin_stands_in_its_place_with_its_settings(installed: Installed, tmp_path: Path) -> None:
    installed.add("good-mood", "replacing-scenes")
    path = book(tmp_path, {"mood": {"word": "grim"}}, plugins=["mood"], approve=["mood"])
    found = rows(path)
    assert [row["stage"] for row in found] == ["outliner", "mood", *SPINE[1:]]
    mood = found[1]
    assert (mood["package"], mood["version"]) == ("good-mood", "1.0")
    assert (mood["config"], mood["approve"], mood["replaces"]) == ({"word": "grim"}, True, None)
    assert mood["about"] == "Finds a mood for the story."


def test_a_replacement_says_what_it_replaces(installed: Installed, tmp_path: Path) -> None:
    installed.add("replacing-scenes")
    found = {row["stage"]: row for row in rows(book(tmp_path, replace={"scenes": "their_scenes"}))}
    assert found["their_scenes"]["replaces"] == "scenes"
    assert "scenes" not in found


def test_a_plan_that_is_wrong_is_told_whole(installed: Installed, tmp_path: Path) -> None:
    installed.add("cyclic-pair")
    error = show(book(tmp_path, plugins=["hen", "egg", "nobody"], approve=["scens"])).exception
    assert isinstance(error, PlanError)
    assert len(error.problems) == 3
    assert error.exit_code == 2


def test_a_book_with_wrong_settings_and_no_book(tmp_path: Path) -> None:
    path = book(tmp_path)
    (path / "story.toml").write_text("[pipeline]\nplugins = 3\nspin = []\n")
    error = show(path).exception
    assert isinstance(error, SettingsError)
    assert len(error.problems) >= 2
    assert isinstance(show(tmp_path / "nowhere").exception, BookError)


@pytest.mark.parametrize("arguments", [[], ["--help"]])
def test_the_group_says_what_it_has(arguments: list[str]) -> None:
    assert "show" in CliRunner().invoke(pipeline_app, arguments).output
