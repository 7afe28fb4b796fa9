"""`storyteller lore` as a user meets it: what stands on which stream, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from storyteller_agents.book import Book
from storyteller_agents.cli.lore import lore_app
from storyteller_agents.errors import BookError, LoreError

RUNNER = CliRunner()


def run(*arguments: Any, code: int = 0) -> Result:
    result = RUNNER.invoke(lore_app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result


def failure(*arguments: Any) -> BaseException:
    """Return the error that `storyteller` would print."""
    error = RUNNER.invoke(lore_app, [str(argument) for argument in arguments]).exception
    assert error is not None
    return error


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "story.toml").write_text('[book]\ntitle = "Test"\n[lore]\nembeddings = "none"\n')
    return folder


@pytest.fixture
def world(tmp_path: Path) -> Path:
    folder = tmp_path / "world"
    folder.mkdir()
    (folder / "mara.md").write_text(
        "---\nkind: person\ntitle: Mara [bold]\nkeys: [north lamp]\nborn: 412\n---\n\nShe tends the light.\n"
    )
    (folder / "灯塔.md").write_text("# 灯塔\n\n守护人走进灯塔。\n", encoding="utf-8")
    return folder


def test_add_list_show_search(book: Path, world: Path) -> None:
    added = run("add", book, world)
    assert "mara.md" in added.stdout
    assert "2 entries in 2 files." in added.stderr
    assert json.loads(run("add", book, world, "--json").stdout)["unchanged"] == ["mara.md", "灯塔.md"]
    listed = run("list", book).stdout
    assert "Mara [bold]" in listed
    assert "灯塔.md" in listed
    people = json.loads(run("list", book, "--kind", "person", "--json").stdout)
    assert [row["id"] for row in people] == ["mara"]
    assert people[0]["file"] == "mara.md"
    assert people[0]["extra"] == {"born": 412}
    assert "She tends the light." in run("show", book, "mara").stdout
    assert json.loads(run("show", book, "mara [BOLD]", "--json").stdout)["id"] == "mara"
    (hit,) = json.loads(run("search", book, "the north lamp", "--json").stdout)
    assert (hit["id"], hit["reasons"]) == ("mara", ["trigger key 'north lamp'", "full text: north, lamp (rank 1)"])
    assert "trigger key" in run("search", book, "north lamp").stdout
    assert json.loads(run("search", book, "灯塔", "--limit", 1, "--json").stdout)[0]["title"] == "灯塔"


def test_bad_entries_are_named_and_the_rest_comes_in(book: Path, world: Path) -> None:
    (world / "cut.json").write_text('{"a"')
    result = run("add", book, world, "--json", code=1)
    assert len(json.loads(result.stdout)["added"]) == 2
    assert "1 problem:" in result.stderr
    assert "cut.json: line 1" in result.stderr
    (book / "lore" / "bad.yaml").write_text("text: x\nkind: dragon\n")
    listed = run("list", book, "--json")
    assert len(json.loads(listed.stdout)) == 2
    assert "bad.yaml, line 1, kind: found 'dragon'" in listed.stderr


def test_force(book: Path, world: Path) -> None:
    run("add", book, world)
    (world / "mara.md").write_text("Changed.")
    assert "--force" in run("add", book, world, code=1).stderr
    assert json.loads(run("add", book, world, "--force", "--json").stdout)["replaced"] == ["mara.md"]


def test_an_empty_book(book: Path) -> None:
    assert json.loads(run("list", book, "--json").stdout) == []
    searched = run("search", book, "lamp", "--json")
    assert json.loads(searched.stdout) == []
    assert "Nothing found." in searched.stderr


@pytest.mark.parametrize("command", [["list"], ["add", "x.md"], ["show", "x"], ["search", "x"]])
def test_what_is_no_book(tmp_path: Path, command: list[str]) -> None:
    error = failure(command[0], tmp_path, *command[1:])
    assert isinstance(error, BookError)
    assert "storyteller new" in str(error)


def test_wrong_kinds_and_ids_have_near_names(book: Path, world: Path) -> None:
    run("add", book, world)
    kind = failure("list", book, "--kind", "persn")
    assert isinstance(kind, LoreError)
    assert "did you mean 'person'?" in str(kind)
    entry = failure("show", book, "marra")
    assert isinstance(entry, LoreError)
    assert "did you mean 'mara'?" in str(entry)


def test_search_beside_a_running_draft(book: Path, world: Path) -> None:
    run("add", book, world)
    with Book.open(book).lock():
        (hit,) = json.loads(run("search", book, "north lamp", "--json").stdout)
        assert hit["id"] == "mara"
        assert not (book / ".story" / "lore.sqlite").exists()
    run("search", book, "north lamp")
    assert (book / ".story" / "lore.sqlite").exists()
