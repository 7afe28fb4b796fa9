"""`write_plugin`: a package that installs, is found, runs and passes its own test, whatever it is called."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.contract import CORE_FIELDS, STAGE_NAME
from storyteller_agents.discovery import RESERVED_NAMES
from storyteller_agents.errors import PluginError
from storyteller_agents.resources import shipped_folder
from storyteller_agents.scaffold import write_plugin
from storyteller_agents.settings import SPINE

if TYPE_CHECKING:
    from conftest import Installed

TEMPLATE = shipped_folder("plugins") / "storyteller-twist"


def texts(folder: Path) -> dict[str, str]:
    """Return the files of a folder by their place in it."""
    return {
        str(file.relative_to(folder)): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not {"__pycache__", ".pytest_cache"} & set(file.parts)
    }


def test_the_template_under_its_own_name_is_the_template(tmp_path: Path) -> None:
    assert texts(write_plugin("twist", tmp_path)) == texts(TEMPLATE)


@pytest.mark.parametrize("name", ["mood", "night_watch", "plot_twist", "twist_twist", "x", "a1", "a__b", "z" * 40])
def test_every_spelling_of_the_name_is_in_its_place(tmp_path: Path, name: str) -> None:
    folder = write_plugin(name, tmp_path)
    dashed, camel = name.replace("_", "-"), "".join(part.capitalize() for part in name.split("_"))
    assert folder == tmp_path / f"storyteller-{dashed}"
    files = texts(folder)
    assert set(files) == {
        "README.md",
        "pyproject.toml",
        f"storyteller_{name}/__init__.py",
        f"storyteller_{name}/prompts/{dashed}-reversal.md",
        f"tests/test_{name}.py",
    }
    project = tomllib.loads(files["pyproject.toml"])
    assert project["project"]["name"] == f"storyteller-{dashed}"
    assert project["project"]["entry-points"] == {
        "storyteller_agents.stages": {name: f"storyteller_{name}:{name}"},
    }
    code = files[f"storyteller_{name}/__init__.py"]
    tree = ast.parse(code)
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    assert functions == [name]
    assert classes == [f"{camel}Config", "Reversal", camel]
    assert f'writes={{"outline", "{name}"}}' in code
    assert f'"{dashed}-reversal"' in code
    assert f"[stages.{name}]" in files["README.md"]
    if "twist" not in name:
        assert not [file for file, text in files.items() if "twist" in (file + text).lower()]


@settings(max_examples=40, deadline=None)
@given(st.from_regex(STAGE_NAME, fullmatch=True))
def test_any_name_is_refused_or_gives_sound_python(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    name = name.strip()
    try:
        folder = write_plugin(name, tmp_path_factory.mktemp("any"))
    except PluginError:
        return
    for file, text in texts(folder).items():
        if file.endswith(".py"):
            compile(text, file, "exec")
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", folder.name), "a name that pip takes"


def test_names_of_the_templates_own_are_refused_or_run(installed: Installed, tmp_path: Path) -> None:
    """A name that the template's code uses for something else either is refused or does no harm there."""
    tree = ast.parse((TEMPLATE / "storyteller_twist" / "__init__.py").read_text(encoding="utf-8"))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    used |= {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    made = []
    for word in sorted(used):
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word).lower()
        try:
            made.append((name, write_plugin(name, installed.folder)))
        except PluginError:
            continue
    assert {"card", "reversal", "int", "outline"} & {name for name, _ in made} == set()
    script = "".join(
        f"sys.path.insert(0, {str(folder)!r}); from storyteller_{name} import {name} as spec, Reversal\n"
        "run = run_stage(spec, outline=sample_outline(), responses=[Reversal(reversal='It was her.' * 2)])\n"
        f"assert run.result[{name!r}].scene == '0003'\n"
        for name, folder in made
    )
    head = "import sys\nfrom storyteller_agents.testing import run_stage, sample_outline\n"
    done = installed.python("-c", head + script)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "name",
    ["", "Mood", "1st", "mood-board", "mood board", "mood.py", "../mood", "mood\n", "_mood", "mood_", "é", "z" * 41],
)
def test_what_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PluginError, match="a stage's name has small letters, digits and _"):
        write_plugin(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", sorted({*SPINE, *CORE_FIELDS, *RESERVED_NAMES}))
def test_a_name_that_the_pipeline_has_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PluginError, match="is the name of a built-in stage or field"):
        write_plugin(name, tmp_path)


@pytest.mark.parametrize("name", ["class", "import", "lambda", "min", "len", "list", "reversal"])
def test_a_word_of_python_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PluginError, match="means something else in Python or in the template"):
        write_plugin(name, tmp_path)


def test_a_plugin_can_not_be_called_as_the_framework(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="the package would be called storyteller-agents"):
        write_plugin("agents", tmp_path)


def test_an_existing_folder_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "storyteller-mood" / "notes.txt"
    mine.parent.mkdir()
    mine.write_text("mine")
    with pytest.raises(PluginError, match="exists already; choose another name or --path"):
        write_plugin("mood", tmp_path)
    assert texts(tmp_path) == {"storyteller-mood/notes.txt": "mine"}


def test_what_tests_and_builds_left_in_the_template_is_not_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "plugins" / "storyteller-twist"
    for file in ("pyproject.toml", ".pytest_cache/README.md", "build/lib/twist.py", "dist/x.md", "a/.venv/b.py"):
        (template / file).parent.mkdir(parents=True, exist_ok=True)
        (template / file).write_text("twist")
    monkeypatch.setattr("storyteller_agents.scaffold.shipped_folder", lambda name: tmp_path / name)
    assert texts(write_plugin("mood", tmp_path)) == {"pyproject.toml": "mood"}


def test_a_new_plugin_installs_is_placed_and_passes_its_own_test(
    installed: Installed, pip_install: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # its own tests need pytest and nothing else
    folder = write_plugin("night_watch", tmp_path)
    pip_install(installed.folder, folder)

    listed = installed.run("plugins", "list")
    assert re.search(r"^night_watch +stages +storyteller-night-watch +0\.1\.0 *$", listed.stdout, re.MULTILINE)
    shown = installed.run("pipeline", "show").stdout.split("\n")
    names = [line.split()[0] for line in shown if line.strip()]
    assert names[1:4] == ["outliner", "night_watch", "characters"]
    tested = installed.python("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", cwd=folder)
    assert tested.returncode == 0, tested.stdout
    assert "2 passed" in tested.stdout
