"""`storyteller lore add` with databases, files in place and mappings: what it writes into story.toml."""

from __future__ import annotations

import json
import sqlite3
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from storyteller_agents.cli.lore import lore_app
from storyteller_agents.errors import LoreError

RUNNER = CliRunner()

STORY = '# The book.\n[book]\ntitle = "Test"  # for now\n\n[lore]\nembeddings = "none"\n'


def run(*arguments: Any, code: int = 0) -> Result:
    result = RUNNER.invoke(lore_app, [str(argument) for argument in arguments])
    assert result.exit_code == code, (result.output, result.exception)
    return result


def failure(*arguments: Any) -> BaseException:
    error = RUNNER.invoke(lore_app, [str(argument) for argument in arguments]).exception
    assert error is not None
    return error


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    (folder / "lore").mkdir(parents=True)
    (folder / "story.toml").write_text(STORY)
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "world.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table npcs (id integer primary key, name text, bio text, guild text)")
        rows = [(1, "Mara", "She keeps the lamp burning.", "Lamp"), (2, "Oren", "He judges, and is paid.", "Salt")]
        connection.executemany("insert into npcs values (?, ?, ?, ?)", rows)
    connection.close()
    return path


def sources(book: Path) -> list[dict[str, Any]]:
    return tomllib.loads((book / "story.toml").read_text()).get("lore", {}).get("sources", [])


def entries(book: Path) -> list[str]:
    return [row["id"] for row in json.loads(run("list", book, "--json").stdout)]


def test_an_sqlite_file_is_named_in_story_toml(book: Path, database: Path) -> None:
    added = run("add", book, database)
    assert "2 entries in 0 files and 1 source." in added.stderr
    assert sources(book) == [{"kind": "sql", "url": "sqlite:///../world.db"}]
    assert (book / "story.toml").read_text().startswith(STORY), "what stood there stays as it was"
    assert list((book / "lore").iterdir()) == []
    assert entries(book) == ["npcs-1", "npcs-2"]


def test_a_mapping_can_be_changed(book: Path, database: Path) -> None:
    added = json.loads(run("add", book, database, "--table", "npcs", "--map", "--json").stdout)
    assert added["entries"] == ["npcs-1", "npcs-2"]
    columns = {"id": "id", "title": "name", "text": ["bio"], "facts": ["guild"], "kind_default": "person"}
    assert sources(book) == [{"kind": "sql", "url": "sqlite:///../world.db", "table": "npcs", "columns": columns}]
    assert tomllib.loads(added["story_toml"])["lore"]["sources"] == sources(book)
    story = book / "story.toml"
    story.write_text(story.read_text().replace('facts = ["guild"]', 'relations = {guild = "member of"}'))
    (mara, _) = json.loads(run("list", book, "--json").stdout)
    assert mara["relations"] == [{"to": "Lamp", "kind": "member of"}]


def test_adding_again_replaces_only_by_force(book: Path, database: Path) -> None:
    run("add", book, database, "--table", "npcs")
    assert json.loads(run("add", book, database, "--table", "npcs", "--json").stdout)["unchanged"] == [
        "sqlite:///../world.db"
    ]
    refused = run("add", book, database, "--table", "npcs", "--map", code=1)
    assert "story.toml reads this already, with other keys; replace them with --force" in refused.stderr
    assert "columns" not in sources(book)[0]
    run("add", book, database, "--table", "npcs", "--map", "--force")
    assert len(sources(book)) == 1 and "columns" in sources(book)[0]


def test_a_query_and_an_environment_variable(book: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LORE_DB", f"sqlite:///{database}")
    run("add", book, "env:LORE_DB", "--query", "select name, bio from npcs where id = 2")
    assert sources(book) == [{"kind": "sql", "url": "env:LORE_DB", "query": "select name, bio from npcs where id = 2"}]
    assert entries(book) == ["oren"]


def test_dry_run_and_strict_write_nothing(book: Path, database: Path) -> None:
    shown = run("add", book, database, "--table", "npcs", "--map", "--dry-run")
    assert 'url = "sqlite:///../world.db"' in shown.stdout and "2 entries" in shown.stderr
    assert (book / "story.toml").read_text() == STORY
    with sqlite3.connect(database) as connection:
        connection.execute("insert into npcs values (3, '', '', '')")
    connection.close()
    assert "Nothing came in" in run("add", book, database, "--strict", code=1).stderr
    assert (book / "story.toml").read_text() == STORY
    run("add", book, database, code=1)
    assert entries(book) == ["npcs-1", "npcs-2"]


def test_in_place(book: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "quay.md").write_text("# Quay\n\nA harbour.\n")
    run("add", book, notes, "--in-place")
    assert sources(book) == [{"kind": "files", "path": "../notes"}]
    assert list((book / "lore").iterdir()) == []
    (notes / "mole.md").write_text("# Mole\n\nIt is dry at ebb.\n")
    assert entries(book) == ["mole", "quay"]


def test_the_mapping_of_a_file(book: Path, tmp_path: Path) -> None:
    table = tmp_path / "cast.csv"
    table.write_text("Name,Bio,Born\nAda,She draws what sailors tell her.,1801\nTom,He tells sailors only lies.,1805\n")
    run("add", book, table, "--map")
    assert sources(book)[0]["path"] == "lore/cast.csv"
    assert sources(book)[0]["columns"] == {
        "title": "Name",
        "text": ["Bio"],
        "facts": ["Born"],
        "kind_default": "person",
    }
    assert entries(book) == ["ada", "tom"]
    run("add", book, table, "--map", "--in-place", code=1)  # the same ids, from another place


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{database}", "--map"], "a mapping is for one table; name it with --table"),
        (["{database}", "--table", "npc"], r"no table 'npc' \(did you mean 'npcs'\?\)"),
        (["{database}", "--query", "drop table npcs"], "allowed: one that reads"),
        (["{database}", "--table", "npcs", "--query", "select 1"], "exclude each other"),
        (["notes.md", "--table", "npcs"], "are for databases"),
        (["none.md", "--in-place"], "no such file"),
        (["env:NO_SUCH_VARIABLE"], "'NO_SUCH_VARIABLE' is not set"),
        (["postgresql://me:hush@127.0.0.1/x"], "has a password in it"),
        (["redis://x/1"], "is a redis database; allowed"),
    ],
)
def test_what_can_not_be_added(book: Path, database: Path, arguments: list[str], message: str) -> None:
    error = failure("add", book, *(argument.format(database=database) for argument in arguments))
    assert isinstance(error, LoreError) or "SettingsError" in type(error).__name__, repr(error)
    with pytest.raises(type(error), match=message):
        raise error
    assert "hush" not in str(error)
    assert (book / "story.toml").read_text() == STORY


@pytest.mark.parametrize(
    "story",
    [
        '[book]\ntitle = "T"\n\n[lore]\nsources = [{kind = "files", path = "../x"}]\n',
        'lore = {embeddings = "none"}\n[book]\ntitle = "T"\n',
    ],
)
def test_a_story_toml_that_can_not_be_added_to_stays(book: Path, database: Path, story: str) -> None:
    (book / "story.toml").write_text(story)
    error = failure("add", book, database)
    assert "written inline" in str(error) and 'url = "sqlite:///../world.db"' in str(error)
    assert (book / "story.toml").read_text() == story


def test_line_ends_and_comments_stay(book: Path, database: Path) -> None:
    text = (STORY + "\n[pipeline]  # how\nconcurrency = 2\n").replace("\n", "\r\n").encode()
    (book / "story.toml").write_bytes(text)
    run("add", book, database)
    after = (book / "story.toml").read_bytes()
    assert after.count(b"\n") == after.count(b"\r\n")
    for line in text.splitlines():
        assert line in after


def test_one_table_beside_all_tables(book: Path, database: Path) -> None:
    run("add", book, database)
    refused = run("add", book, database, "--table", "npcs", "--map", code=1)
    assert "story.toml reads this already" in refused.stderr
    run("add", book, database, "--table", "npcs", "--map", "--force")
    assert [section.get("table") for section in sources(book)] == ["npcs"]
    assert json.loads(run("check", book, "--json").stdout)["problems"] == []


def test_a_file_that_no_longer_fits_its_mapping(book: Path, tmp_path: Path) -> None:
    table = tmp_path / "cast.csv"
    table.write_text("Name,Bio\nAda,She draws what sailors tell her.\n")
    run("add", book, table, "--map")
    table.write_text("Who,Bio\nAda,She draws what sailors tell her.\n")
    refused = run("add", book, table, "--force", code=1)
    assert "cast.csv: columns: the table has no column 'Name'; there are: Who, Bio" in refused.stderr
    assert entries(book) == ["ada"]


def test_only_tables_are_mapped(book: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("text")
    assert "a.md: has no columns to map" in run("add", book, tmp_path / "a.md", "--map", code=1).stderr


def test_the_book_is_not_read_in_place(book: Path) -> None:
    for folder in (book, book.parent, book / "lore"):
        assert "the book itself is in there" in str(failure("add", book, folder, "--in-place"))
