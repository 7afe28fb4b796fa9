"""A built wheel holds all that a draft needs: it is installed elsewhere and drafts there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_it_holds_every_prompt_every_world_and_the_template(wheel: Path) -> None:
    held = set(ZipFile(wheel).namelist())
    for folder in ("prompts", "knowledge", "plugins/storyteller-twist"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                assert f"storyteller_agents/data/{file.relative_to(ROOT)}" in held
    assert "storyteller_agents/models/catalogue.toml" in held
    assert not [name for name in held if name.startswith(("tests/", "shared/")) or name.endswith((".pyc", ".gguf"))]
    assert sum(entry.file_size for entry in ZipFile(wheel).infolist()) < 4_000_000


def test_it_drafts_where_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)]
    assert subprocess.run(install, check=False, timeout=120).returncode == 0
    environment = {**os.environ, "PYTHONPATH": str(target)}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("-c", "import storyteller_agents; print(storyteller_agents.__file__)").strip().startswith(str(target))
    command = ("-m", "storyteller_agents")
    run(*command, "new", "book", "--world", "lantern-coast", "--scale", "flash", "--model", "scripted")
    toml = tmp_path / "book" / "story.toml"
    toml.write_text(toml.read_text() + '\n[lore]\nembeddings = "none"\n')
    run(*command, "draft", "book")
    rows = json.loads(run(*command, "status", "book", "--json"))
    assert {row["state"] for row in rows} == {"done"}
    run(*command, "plugins", "new", "omens")
    assert (tmp_path / "storyteller-omens" / "pyproject.toml").is_file()
