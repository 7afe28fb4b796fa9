"""`storyteller plugins`: what it prints on which stream, and with which exit code."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from storyteller_agents.cli.main import main
from storyteller_agents.discovery import OWN_PACKAGE
from storyteller_agents.settings import SPINE
from storyteller_agents.testing import sample_book

if TYPE_CHECKING:
    from conftest import Installed


class Done(NamedTuple):
    code: int
    out: str
    err: str


Command = Callable[..., Done]


@pytest.fixture
def storyteller(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the command line in this process."""

    def run(*arguments: Any) -> Done:
        monkeypatch.setenv("COLUMNS", "300")
        monkeypatch.setattr(sys, "argv", ["storyteller", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(int(ended.value.code or 0), *capsys.readouterr())

    return run


def rows(storyteller: Command, *arguments: Any) -> dict[str, dict[str, Any]]:
    done = storyteller(*arguments, "--json")
    found = json.loads(done.out)
    assert isinstance(found, list)
    return {row["name"]: row for row in found}


# list ----------------------------------------------------------------------------------------------------------------


def test_list_as_json_is_a_list_with_name_and_error(installed: Installed, storyteller: Command) -> None:
    installed.add("good-mood", "broken-import")
    found = rows(storyteller, "plugins", "list")
    assert found["mood"] == {
        "name": "mood",
        "kind": "stages",
        "package": "good-mood",
        "version": "1.0",
        "target": "good_mood:mood",
        "error": None,
    }
    assert found["broken"]["error"] == "ModuleNotFoundError: No module named 'a_package_that_nobody_has'"
    assert {name for name, row in found.items() if row["package"] == OWN_PACKAGE} >= {*SPINE, "repetition"}
    assert all(row["error"] is None for row in found.values() if row["package"] == OWN_PACKAGE)


def test_list_as_a_table(installed: Installed, storyteller: Command) -> None:
    installed.add("good-mood", "broken-import")
    done = storyteller("plugins", "list")
    assert (done.code, done.err) == (0, "")
    assert re.search(r"^outliner +stages +storyteller-agents ", done.out, re.MULTILINE)
    assert re.search(r"^mood +stages +good-mood +1\.0 *$", done.out, re.MULTILINE)
    assert re.search(
        r"^broken +stages +broken-import +1\.0 +ModuleNotFoundError: No module named", done.out, re.MULTILINE
    )


def test_a_plugin_that_talks_or_ends_python_does_not_spoil_the_list(installed: Installed) -> None:
    installed.add("broken-exit", "not-a-stage", "careless", "cyclic-pair")
    installed.write("their-typo", "def typo(:\n", {"storyteller_agents.stages": {"typo": "their_typo:typo"}})
    done = installed.run("plugins", "list", "--json")
    assert (done.returncode, done.stderr) == (0, "good bye\n")
    found = {row["name"]: row["error"] for row in json.loads(done.stdout)}
    assert found["exits"] == "SystemExit: this computer is not good enough"
    assert found["typo"].startswith("SyntaxError: invalid syntax (their_typo.py, line 1)")
    assert found["function"].startswith("TypeError: a stage has to be what @stage(…) returns")
    assert found["hen"] is None
    assert found["crash"] is None


def test_other_kinds_are_listed_too(installed: Installed, storyteller: Command) -> None:
    installed.write("their-export", "def epub(): ...", {"storyteller_agents.exporters": {"epub3": "their_export:epub"}})
    found = rows(storyteller, "plugins", "list")
    assert found["epub3"]["kind"] == "exporters"
    assert found["repetition"]["kind"] == "checks"


# check ---------------------------------------------------------------------------------------------------------------


def test_check_passes_where_all_is_well(installed: Installed, storyteller: Command) -> None:
    installed.add("good-mood", "replacing-scenes")
    done = storyteller("plugins", "check")
    assert (done.code, done.out) == (0, "")
    assert "All plugins load, and the pipeline can be planned." in done.err
    assert rows(storyteller, "plugins", "check") == {}


@pytest.mark.parametrize(
    ("package", "told"),
    [
        ("broken-import", "a_package_that_nobody_has"),
        ("broken-exit", "SystemExit: this computer is not good enough"),
        ("not-a-stage", "a stage has to be what @stage(…) returns"),
        ("cyclic-pair", "the order goes in a circle: egg → hen → egg"),
    ],
)
def test_check_fails_with_the_reason(installed: Installed, storyteller: Command, package: str, told: str) -> None:
    installed.add(package)
    done = storyteller("plugins", "check")
    assert done.code == 1
    assert told in done.out
    done = storyteller("plugins", "check", "--json")
    assert done.code == 1
    assert told in " ".join(row["error"] for row in json.loads(done.out))
    assert all({"name", "package", "error"} == row.keys() for row in json.loads(done.out))


def test_check_finds_a_name_that_is_used_twice(installed: Installed, storyteller: Command) -> None:
    installed.add("twin-left", "twin-right")
    done = storyteller("plugins", "check")
    assert done.code == 1
    assert "the name 'twin' is used twice, by twin-left and by twin-right" in done.out


def test_check_plans_the_pipeline_of_a_book(installed: Installed, storyteller: Command, tmp_path: Path) -> None:
    installed.add("good-mood")
    fine = sample_book(tmp_path / "fine")
    assert storyteller("plugins", "check", fine.path).code == 0
    settings = {"pipeline": {"plugins": ["moood"]}, "stages": {"mood": {"word": 1, "wird": 2}}}
    wrong = sample_book(tmp_path / "wrong", settings=settings)
    done = storyteller("plugins", "check", wrong.path)
    assert done.code == 1
    assert "no stage 'moood' is installed (did you mean 'mood'?)" in done.out


def test_check_of_what_is_no_book_is_bad_input(storyteller: Command, tmp_path: Path) -> None:
    done = storyteller("plugins", "check", tmp_path / "nowhere")
    assert done.code == 2
    assert done.err.startswith("Error: ")
    assert "there is no such folder" in done.err


# new -----------------------------------------------------------------------------------------------------------------


def test_new_writes_a_package_and_says_how_to_go_on(storyteller: Command, tmp_path: Path) -> None:
    done = storyteller("plugins", "new", "night_watch", "--path", tmp_path)
    folder = tmp_path / "storyteller-night-watch"
    assert (done.code, done.out) == (0, "")
    assert f"pip install -e {folder}" in done.err
    assert (folder / "pyproject.toml").is_file()


def test_new_without_a_path_writes_here(storyteller: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert storyteller("plugins", "new", "mood").code == 0
    assert (tmp_path / "storyteller-mood" / "pyproject.toml").is_file()


@pytest.mark.parametrize("name", ["Mood", "mood-board", "scenes", "outline", "book", "class", "agents", "../mood"])
def test_new_refuses_a_bad_name(storyteller: Command, tmp_path: Path, name: str) -> None:
    done = storyteller("plugins", "new", name, "--path", tmp_path / "here")
    assert done.code == 2
    assert done.err.startswith(f"Error: {name!r}: ")
    assert not (tmp_path / "here").exists()


def test_new_leaves_an_existing_folder_alone(storyteller: Command, tmp_path: Path) -> None:
    storyteller("plugins", "new", "mood", "--path", tmp_path)
    readme = tmp_path / "storyteller-mood" / "README.md"
    readme.write_text("mine")
    done = storyteller("plugins", "new", "mood", "--path", tmp_path)
    assert done.code == 2
    assert "exists already; choose another name or --path. Nothing was changed." in done.err
    assert readme.read_text() == "mine"


def test_new_in_a_place_that_is_a_file(storyteller: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = storyteller("plugins", "new", "mood", "--path", tmp_path / "file")
    assert done.code == 2
    assert "can't be written" in done.err


# A stage that fails in a draft ---------------------------------------------------------------------------------------


def test_a_draft_with_a_careless_stage_ends_with_one_message(
    installed: Installed, storyteller: Command, tmp_path: Path
) -> None:
    installed.add("careless")
    book = sample_book(tmp_path / "book", settings={"pipeline": {"spine": [], "plugins": ["crash"]}})
    done = storyteller("draft", book.path)
    assert done.code == 1
    assert "Error: stage 'crash' (package careless 1.0) failed: KeyError: 'weather'" in done.err
    assert "Traceback" not in done.err


def test_a_draft_that_names_a_broken_plugin_is_bad_input(
    installed: Installed, storyteller: Command, tmp_path: Path
) -> None:
    installed.add("broken-import")
    book = sample_book(tmp_path / "book", settings={"pipeline": {"plugins": ["broken"]}})
    done = storyteller("draft", book.path)
    assert done.code == 2
    assert "'broken' (broken-import) can't be loaded: ModuleNotFoundError" in done.err
    assert "Traceback" not in done.err


# Commands of plugins -------------------------------------------------------------------------------------------------


def test_a_plugin_may_bring_a_command_and_a_broken_one_is_named(installed: Installed) -> None:
    code = "import typer\nmoods = typer.Typer()\n@moods.command()\ndef show(): print('calm')\nother = 1\n"
    points = {"moods": "their_commands:moods", "lore": "their_commands:moods", "other": "their_commands:other"}
    installed.write("their-commands", code, {"storyteller_agents.commands": points})
    installed.write("their-typo", "def typo(:", {"storyteller_agents.commands": {"typo": "their_typo:typo"}})
    done = installed.run("moods", "show")
    assert (done.returncode, done.stdout) == (0, "calm\n")
    warnings = done.stderr.strip().splitlines()
    assert warnings[0] == "Warning: the command 'lore' of their-commands can't be used: the name is taken"
    assert (
        warnings[1] == "Warning: the command 'other' of their-commands can't be used: a command has to be a typer.Typer"
    )
    assert warnings[2].startswith("Warning: the command 'typo' of their-typo can't be used: SyntaxError")
    listed = installed.run("plugins", "list", "--json")
    assert {row["name"] for row in json.loads(listed.stdout)} >= {"moods", "other", "typo"}
