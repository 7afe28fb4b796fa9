"""What entry points become: plugins that can be used, and plugins with the reason why they can't."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from storyteller_agents.contract import CORE_FIELDS
from storyteller_agents.discovery import GROUPS, OWN_PACKAGE, RESERVED_NAMES, Plugin, discover
from storyteller_agents.settings import SPINE

if TYPE_CHECKING:
    from conftest import Installed

STAGES = GROUPS["stages"]


def found(kind: str = "stages") -> dict[str, Plugin]:
    return {plugin.name: plugin for plugin in discover(kind)}


def error_of(installed: Installed, code: str, name: str = "mood") -> str:
    """Return what discovery says of a module with this code, whose stage is called `name`."""
    installed.write("their-mood", code, {STAGES: {name: f"their_mood:{name}"}})
    return found()[name].error


def test_the_built_in_stages_are_found_like_all_others() -> None:
    own = [plugin for plugin in discover("stages") if plugin.built_in]
    assert {plugin.name for plugin in own} == set(SPINE)
    assert {plugin.package for plugin in own} == {OWN_PACKAGE}
    assert not any(plugin.error for plugin in own)


@pytest.mark.parametrize("kind", GROUPS)
def test_nothing_built_in_is_broken(kind: str) -> None:
    assert [plugin for plugin in discover(kind) if plugin.built_in and plugin.error] == []


def test_a_plugin_has_a_name_a_package_and_a_version(installed: Installed) -> None:
    installed.add("good-mood")
    mood = found()["mood"]
    assert (mood.package, mood.version, mood.target, mood.error) == ("good-mood", "1.0", "good_mood:mood", "")
    assert mood.value.name == "mood"
    assert not mood.built_in


def test_the_built_in_ones_come_first_then_package_by_package(installed: Installed) -> None:
    installed.add("twin-right", "good-mood", "cyclic-pair")
    theirs = ["egg", "hen", "mood", "twin"]
    names = [plugin.name for plugin in discover("stages")]
    assert names[: len(SPINE)] == sorted(SPINE)
    assert [name for name in names if name in theirs] == theirs


def test_two_plugins_of_one_name_are_both_listed(installed: Installed) -> None:
    installed.add("twin-right", "twin-left")
    assert [plugin.package for plugin in discover("stages") if plugin.name == "twin"] == ["twin-left", "twin-right"]


def test_a_missing_package(installed: Installed) -> None:
    installed.add("broken-import", "good-mood")
    broken = found()["broken"]
    assert broken.error == "ModuleNotFoundError: No module named 'a_package_that_nobody_has'"
    assert (broken.package, broken.value) == ("broken-import", None)
    assert found()["mood"].error == ""


def test_a_plugin_that_ends_python_and_talks(installed: Installed, capsys: pytest.CaptureFixture[str]) -> None:
    installed.add("broken-exit")
    assert found()["exits"].error == "SystemExit: this computer is not good enough"
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "good bye\n"), "standard output belongs to the command"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("def mood(:\n", "SyntaxError: "),
        ("raise RuntimeError", "RuntimeError: no message"),
        ("raise SystemExit", "SystemExit: no message"),
        ("import sys; sys.exit(3)", "SystemExit: 3"),
        ("raise ValueError('line one\\nline two')", "ValueError: line one line two"),
        ("class Panic(BaseException): ...\nraise Panic('from a native library')", "Panic: from a native library"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("", "AttributeError: "),
        ("def mood(state, ctx): return {}", "TypeError: a stage has to be what @stage(…) returns, found function"),
        ("import sys as mood", "TypeError: a stage has to be what @stage(…) returns, found module"),
        (
            "from storyteller_agents import stage\n@stage(name='Mood!')\ndef mood(state, ctx): ...",
            "StageError: stage 'Mood!': a name has small letters",
        ),
        (
            "from storyteller_agents import stage\n@stage(writes={'moods'})\ndef mood(state, ctx): ...",
            "StageError: stage 'mood': writes 'moods' (did you mean 'mood'?), which is neither a core field",
        ),
    ],
)
def test_whatever_goes_wrong_becomes_an_error(installed: Installed, code: str, error: str) -> None:
    assert error_of(installed, code).startswith(error)


def test_the_user_can_still_stop(installed: Installed) -> None:
    with pytest.raises(KeyboardInterrupt):
        error_of(installed, "raise KeyboardInterrupt")


def test_what_is_no_stage_or_has_another_name(installed: Installed) -> None:
    installed.add("not-a-stage")
    plugins = found()
    assert plugins["function"].error == "TypeError: a stage has to be what @stage(…) returns, found function"
    assert plugins["renamed"].error == (
        "ValueError: the entry point is named 'renamed', but its stage 'other'; give both the same name"
    )
    assert plugins["close"].error == "ValueError: 'close' is a name that the pipeline needs itself; rename the stage"


@pytest.mark.parametrize("name", sorted(RESERVED_NAMES))
def test_names_that_the_graph_and_the_lock_use_are_refused(installed: Installed, name: str) -> None:
    code = f"from storyteller_agents import stage\n@stage()\ndef {name}(state, ctx): ..."
    assert "the pipeline needs itself" in error_of(installed, code, name)
    assert name not in {*SPINE, *CORE_FIELDS}


def test_an_entry_point_that_is_none(installed: Installed) -> None:
    installed.write("their-mood", "", {STAGES: {"mood": "their-mood"}})
    assert found()["mood"].error


def test_what_is_left_of_a_package_that_was_uninstalled_badly(installed: Installed) -> None:
    installed.add("good-mood")
    (installed.folder / "good_mood-1.0.dist-info" / "METADATA").unlink()
    shutil.rmtree(installed.folder / "good_mood")
    error = found()["mood"].error
    assert error == "ModuleNotFoundError: No module named 'good_mood'"


def test_a_check_that_is_none(installed: Installed) -> None:
    installed.write("their-rule", "def rule(scene): ...", {GROUPS["checks"]: {"rule": "their_rule:rule"}})
    assert found("checks")["rule"].error == "TypeError: a check has to be what @check(…) returns, found function"
