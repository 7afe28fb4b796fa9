"""Entries leave a book in forms that can be read again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from storyteller_agents.book import Book
from storyteller_agents.cli.lore import lore_app
from storyteller_agents.errors import LoreError
from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.export import export, lost
from storyteller_agents.lore.sources.source import read_file, reader_for

RUNNER = CliRunner()


@pytest.fixture
def world(tmp_path: Path) -> Path:
    book = tmp_path / "book"
    (book / "lore").mkdir(parents=True)
    (book / "story.toml").write_text('[book]\ntitle = "Test"\n[lore]\nembeddings = "none"\n')
    (book / "lore" / "mara.md").write_text(
        "---\nkind: person\naliases: [the Keeper]\nkeys: [lamp]\nhome: pier\nrelations: [{to: lamp, kind: keeper of}]\n"
        "facts: [{attribute: eyes, value: grey, from: '0002'}]\nactivation: {secondary: [oil], logic: not any}\n---\nShe."
    )
    records = {"4": {"uid": 4, "key": ["inn"], "content": "Warm.", "sticky": 2}}
    (book / "lore" / "coast.json").write_text(json.dumps({"entries": records, "name": "Coast"}))
    return book


def again(path: Path) -> dict[str, LoreEntry]:
    reader = reader_for(path)
    assert reader
    return {entry.id: entry for entry in read_file(path, reader, path.name) if isinstance(entry, LoreEntry)}


def test_json_holds_all(world: Path, tmp_path: Path) -> None:
    entries = Book.open(world).lore.entries()
    path = tmp_path / "all.json"
    path.write_text(json.dumps(export(entries.values(), "json")))
    found = again(path)
    assert {name: entry.digest for name, entry in found.items()} == {name: one.digest for name, one in entries.items()}


@pytest.mark.parametrize("form", ["sillytavern", "character-book"])
def test_other_forms_keep_what_they_have_a_place_for(world: Path, tmp_path: Path, form: str) -> None:
    entries = Book.open(world).lore.entries()
    data = export(entries.values(), form)
    path = tmp_path / "world.json"
    path.write_text(json.dumps(data if form == "sillytavern" else {"spec": "lorebook_v3", "data": data}))
    found = {entry.title: entry for entry in again(path).values()}
    mara = found["mara"]
    assert (mara.text, mara.keys) == ("She.", ["lamp"])
    assert (mara.activation.secondary, mara.activation.logic) == (["oil"], "not any")
    assert lost(list(entries.values()), form) == {"facts": 1, "kind": 1, "relations": 1}


def test_a_folder_of_notes_holds_all(world: Path, tmp_path: Path) -> None:
    entries = Book.open(world).lore.entries()
    out = tmp_path / "notes"
    result = RUNNER.invoke(lore_app, ["export", str(world), "--to", "markdown", "--out", str(out)])
    assert result.exit_code == 0, result.output
    found = {name: one for path in out.iterdir() for name, one in again(path).items()}
    assert {name: one.digest for name, one in found.items()} == {name: one.digest for name, one in entries.items()}
    full = RUNNER.invoke(lore_app, ["export", str(world), "--to", "markdown", "--out", str(out)]).exception
    assert isinstance(full, LoreError) and "is there already" in str(full)


def test_world_info_goes_back_as_it_was(world: Path) -> None:
    original = json.loads((world / "lore" / "coast.json").read_text())
    data = export(
        [one for one in Book.open(world).lore.entries().values() if "sillytavern" in one.extra], "sillytavern"
    )
    assert data == original


def test_the_command(world: Path, tmp_path: Path) -> None:
    def run(*arguments: Any) -> Any:
        return RUNNER.invoke(lore_app, ["export", str(world), *map(str, arguments)])

    assert len(json.loads(run().stdout)) == 2
    written = run("--to", "sillytavern", "--out", tmp_path / "w.json")
    assert "2 entries written" in written.stderr
    assert "sillytavern has no place for facts: left out of 1 entry." in written.stderr
    assert json.loads((tmp_path / "w.json").read_text())["name"] == "Coast"
    wrong: Callable[[], BaseException | None] = lambda: run("--to", "silytavern").exception  # noqa: E731
    assert isinstance(wrong(), LoreError) and "sillytavern" in str(wrong())
