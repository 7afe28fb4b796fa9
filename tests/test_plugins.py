"""Plugins in a draft: installed as packages of their own, they take part, can be replaced, changed and taken out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import storyteller_agents
from storyteller_agents.book import Book
from storyteller_agents.errors import PlanError
from storyteller_agents.events import Event
from storyteller_agents.pipeline.plan import make_plan
from storyteller_agents.scaffold import write_plugin
from storyteller_agents.settings import Settings
from storyteller_agents.testing import sample_book, sample_cast

if TYPE_CHECKING:
    from conftest import Installed

SETTINGS = {
    "models": {"default": {"base": "scripted"}},
    "book": {"chapters": 1, "scenes": 2, "words": 30},
    "pipeline": {"spine": ["outliner", "characters", "scenes"], "plugins": []},
}
"""A book of two short scenes, whose cast is given."""


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a book that was drafted without plugins."""
    book = sample_book(tmp_path_factory.mktemp("plain") / "book", cast=sample_cast(), settings=SETTINGS)
    assert ran(book) == ["outliner", "scenes/0001", "scenes/0002"]
    return book.path


@pytest.fixture
def book(plain: Path, tmp_path: Path) -> Book:
    """A book that was drafted without plugins."""
    return Book.open(shutil.copytree(plain, tmp_path / "book"))


def ran(book: Book) -> list[str]:
    """Draft a book as it now is on disk, and return the stages and scenes that were made."""
    events = list(Book.open(book.path).draft())
    assert events[-1].kind == "done"
    return [_name(event) for event in events if _name(event)]


def _name(event: Event) -> str:
    if event.kind == "stage" and event.stage != "scenes":
        return event.stage
    return f"scenes/{event.item}" if event.kind == "item" and event.stage == "scenes" else ""


def change(book: Book, old: str, new: str) -> None:
    """Change story.toml; an empty `old` adds at the end."""
    file = book.path / "story.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")


def take(book: Book, plugins: str, more: str = "") -> None:
    """Let a book take plugins, written as in story.toml, with more lines in its section."""
    change(book, "plugins = []", f"plugins = {plugins}\n{more}")


# storyteller-twist ---------------------------------------------------------------------------------------------------


def test_twist_is_a_distribution_of_its_own(with_twist: Installed) -> None:
    assert Path(str(distribution("storyteller-twist").locate_file(""))) == with_twist.folder
    assert [stage.package for stage in make_plan(Settings()).stages if stage.name == "twist"] == ["storyteller-twist"]


def test_twist_takes_part_in_a_draft(with_twist: Installed, tmp_path: Path) -> None:
    pipeline = {**SETTINGS["pipeline"], "plugins": "auto"}
    book = sample_book(tmp_path / "book", cast=sample_cast(), settings={**SETTINGS, "pipeline": pipeline})
    assert ran(book) == ["outliner", "twist", "scenes/0001", "scenes/0002"]
    twist = book.load("twist")
    assert twist["scene"] == "0002"
    assert (book.path / "twist.yaml").is_file()
    assert twist["reversal"] in book.load("outline").card("0002").conflict
    record = book.story_lock.records["twist"]
    assert set(record.outputs) == {"outline", "twist"}
    assert record.prompts == {"twist-reversal": "1"}
    assert set(record.models) == {"twist"}
    assert {row.artefact: row.state for row in book.status() if row.stage == "twist"} == {"outline, twist": "done"}
    assert ran(book) == [], "what is up to date is passed over"


def test_twist_put_in_and_taken_out_again(with_twist: Installed, book: Book) -> None:
    plain, scene = book.load("outline"), book.scene("0002")
    take(book, '"auto"')
    assert ran(book) == ["twist", "scenes/0002"], "one card has changed, so one scene is written again"
    assert book.load("outline") != plain

    change(book, 'plugins = "auto"', "plugins = []")
    assert ran(book) == ["outliner", "scenes/0002"]
    assert book.load("outline") == plain
    assert book.scene("0002") == scene
    assert ran(book) == []


def test_settings_of_twist_that_change_move_the_reversal(with_twist: Installed, book: Book) -> None:
    take(book, '["twist"]', "\n[stages.twist]\nposition = 0.7\n")
    ran(book)
    change(book, "position = 0.7", "position = 0.0")
    assert ran(book) == ["outliner", "twist", "scenes/0001", "scenes/0002"]
    assert book.load("twist")["scene"] == "0001"
    assert book.load("twist")["reversal"] not in book.load("outline").card("0002").conflict
    assert ran(book) == []


def test_a_section_for_twist_that_comes_later_moves_the_reversal(with_twist: Installed, book: Book) -> None:
    take(book, '["twist"]')
    ran(book)
    change(book, "", "\n[stages.twist]\nposition = 0.0\n")
    assert "twist" in ran(book)
    assert book.load("twist")["scene"] == "0001"


def test_an_edited_twist_is_kept(with_twist: Installed, book: Book) -> None:
    take(book, '["twist"]', "\n[stages.twist]\nposition = 0.7\n")
    ran(book)
    mine = "scene: '0002'\nreversal: The bell was never lost.\n"
    (book.path / "twist.yaml").write_text(mine)
    change(book, "position = 0.7", "position = 0.0")
    assert "twist" not in ran(book)
    assert (book.path / "twist.yaml").read_text() == mine


def test_an_outline_without_scenes_has_no_twist(with_twist: Installed) -> None:
    from storyteller_twist import twist

    from storyteller_agents.testing import run_stage, sample_outline

    assert run_stage(twist, outline=sample_outline(scenes=0)).result == {}


def test_the_template_imports_whatever_was_imported_before(twist_folder: Path, installed: Installed) -> None:
    """A module of the package must not hide the public function `stage`."""
    head = f"import sys; sys.path.insert(0, {str(twist_folder)!r})"
    for before in ("", ".contract", ".discovery", ".book"):
        done = installed.python("-c", f"{head}; import storyteller_agents{before}; import storyteller_twist")
        assert done.returncode == 0, done.stderr


def test_the_public_names_are_what_they_say_whatever_was_imported_before(installed: Installed) -> None:
    modules = {f"storyteller_agents.{home}" for home in storyteller_agents._HOMES}
    code = (
        f"import {', '.join(sorted(modules))}, types\n"
        f"from storyteller_agents import {', '.join(storyteller_agents.__all__)}\n"
        f"named = [{', '.join(storyteller_agents.__all__)}]\n"
        "assert not [value for value in named if isinstance(value, types.ModuleType)], named"
    )
    done = installed.python("-c", code)
    assert done.returncode == 0, done.stderr


# Other packages ------------------------------------------------------------------------------------------------------


def test_a_new_plugin_takes_part_in_a_draft(
    installed: Installed, pip_install: Callable[..., None], tmp_path: Path, book: Book
) -> None:
    pip_install(installed.folder, write_plugin("plot_twist", tmp_path))
    take(book, '"auto"')
    assert ran(book) == ["plot_twist", "scenes/0002"]
    assert book.load("plot_twist")["reversal"] in book.load("outline").card("0002").conflict


def test_a_list_says_which_plugins_take_part(installed: Installed, book: Book) -> None:
    installed.add("good-mood", "twin-left")
    take(book, '["mood"]')
    assert ran(book) == ["mood"]
    assert book.load("mood") == {"word": "calm", "scenes": 2}
    assert not (book.path / "twin.yaml").exists()


def test_broken_plugins_stop_no_draft_unless_it_needs_them(installed: Installed, book: Book) -> None:
    installed.add("broken-import", "broken-exit", "not-a-stage", "good-mood")
    take(book, '"auto"')
    assert ran(book) == ["mood"]
    change(book, 'plugins = "auto"', 'plugins = ["broken", "exits"]')
    with pytest.raises(PlanError) as caught:
        ran(book)
    assert caught.value.problems == [
        "pipeline.plugins: 'broken' (broken-import) can't be loaded: "
        "ModuleNotFoundError: No module named 'a_package_that_nobody_has'",
        "pipeline.plugins: 'exits' (broken-exit) can't be loaded: SystemExit: this computer is not good enough",
    ]


def test_a_circle_is_told_before_anything_is_written(installed: Installed, tmp_path: Path) -> None:
    installed.add("cyclic-pair")
    pipeline = {**SETTINGS["pipeline"], "plugins": "auto"}
    book = sample_book(tmp_path / "book", settings={**SETTINGS, "pipeline": pipeline})
    with pytest.raises(PlanError, match="circle: egg → hen → egg"):
        ran(book)
    assert not (book.path / "outline.yaml").exists()


def test_two_packages_of_one_name_are_told_where_the_name_is_used(installed: Installed, book: Book) -> None:
    installed.add("twin-left", "twin-right")
    assert ran(book) == []
    take(book, '"auto"')
    with pytest.raises(PlanError, match="the name 'twin' is used twice, by twin-left and by twin-right"):
        ran(book)


def test_installing_a_replacement_changes_nothing(installed: Installed, book: Book) -> None:
    installed.add("replacing-scenes", "replacing-less")
    take(book, '"auto"')
    assert ran(book) == []


def test_a_replacement_takes_the_place_that_the_settings_give_it(installed: Installed, book: Book) -> None:
    installed.add("replacing-scenes")
    take(book, '"auto"', '\n[pipeline.replace]\nscenes = "their_scenes"\n')
    assert ran(book) == ["their_scenes"]
    for card in book.load("outline").cards():
        assert book.scene(card.id) == f"{card.goal} Theirs."
    assert ran(book) == []


def test_a_replacement_that_writes_less_is_refused(installed: Installed, book: Book) -> None:
    installed.add("replacing-less")
    take(book, "[]", '\n[pipeline.replace]\nscenes = "less_scenes"\n')
    with pytest.raises(PlanError) as caught:
        ran(book)
    assert caught.value.problems == [
        "pipeline.replace.scenes: 'less_scenes' does not write scenes, which 'scenes' wrote"
    ]
