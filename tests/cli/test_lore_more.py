"""`storyteller lore why|check|sync`, and `add` that only shows or takes all or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from storyteller_agents.book import Book
from storyteller_agents.cli.lore import lore_app
from storyteller_agents.errors import LoreError
from storyteller_agents.files import dump_yaml
from storyteller_agents.testing import sample_outline

RUNNER = CliRunner()


def run(*arguments: Any, code: int = 0) -> Result:
    result = RUNNER.invoke(lore_app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    (folder / "lore").mkdir(parents=True)
    (folder / "story.toml").write_text('[book]\ntitle = "Test"\nseed = 3\n[lore]\nembeddings = "none"\nbudget = 60\n')
    return folder


def write(folder: Path, name: str, **fields: Any) -> None:
    (folder / "lore").mkdir(exist_ok=True)
    (folder / "lore" / f"{name}.yaml").write_text(dump_yaml({"id": name, "title": name.title(), **fields}))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "lore").iterdir())


def test_dry_run_and_strict_change_nothing(book: Path, tmp_path: Path) -> None:
    source = tmp_path / "notes"
    source.mkdir()
    (source / "good.md").write_text("# Good\n\nA text.")
    shown = json.loads(run("add", book, source, "--dry-run", "--json").stdout)
    assert (shown["added"], shown["entries"], files(book)) == (["good.md"], ["good"], [])

    (source / "bad.yaml").write_text("title: [")
    refused = run("add", book, source, "--strict", code=1)
    assert "Nothing came in" in refused.stderr and "bad.yaml" in refused.stderr
    assert files(book) == []
    run("add", book, source, code=1)
    assert files(book) == ["good.md"]
    (source / "bad.yaml").unlink()
    (source / "more.md").write_text("# More\n\nA text.")
    run("add", book, source, "--strict")
    assert files(book) == ["good.md", "more.md"]


def test_sync_tells_what_changed(book: Path) -> None:
    write(book, "mara", text="She tends the light.")
    write(book, "lamp", text="It burns.")
    assert json.loads(run("sync", book, "--json").stdout)["added"] == ["lamp", "mara"]
    write(book, "mara", text="She left.")
    (book / "lore" / "lamp.yaml").unlink()
    again = json.loads(run("sync", book, "--json").stdout)
    assert (again["entries"], again["added"], again["changed"], again["removed"]) == (1, [], ["mara"], ["lamp"])
    assert "1 entry: 0 added, 0 changed, 0 removed." in run("sync", book).stderr


def test_why_tells_routes_and_what_the_budget_left_out(book: Path) -> None:
    write(book, "mara", text="She tends the lamp. " * 5, keys=["keeper"])
    write(book, "bram", text="He fears the lamp. " * 30)
    found = json.loads(run("why", book, "the keeper and the lamp", "--json").stdout)
    assert [hit["id"] for hit in found["chosen"]] == ["mara"]
    assert "trigger key 'keeper'" in found["chosen"][0]["reasons"]
    assert [hit["id"] for hit in found["left_out"]] == ["bram"]
    table = run("why", book, "the keeper and the lamp").stdout
    assert "chosen" in table and "left out" in table


def test_why_for_a_scene_knows_its_cast_place_and_moment(book: Path) -> None:
    outline = sample_outline()
    card = next(iter(outline.cards()))
    (book / "outline.yaml").write_text(dump_yaml(outline.model_dump(mode="json")))
    facts = [
        {"attribute": "hair", "value": "red", "until": card.id},
        {"attribute": "hair", "value": "grey", "from": card.id},
    ]
    write(book, "someone", title=card.cast[0], facts=facts, relations=[{"to": "pier", "kind": "lives at"}])
    write(book, "pier", title="Zzz")
    found = json.loads(run("why", book, "--scene", card.id, "--json").stdout)
    someone, pier = found["chosen"]
    assert someone["reasons"][0] == "in the scene"
    assert pier["reasons"] == [f"related: {card.cast[0]}: lives at"]
    hit = Book.open(book).lore.search("", present=[card.cast[0]])[0]
    assert len(hit.entry.facts) == 2, "without a moment all facts stay"

    wrong = RUNNER.invoke(lore_app, ["why", str(book), "--scene", "nope"]).exception
    assert isinstance(wrong, LoreError) and "allowed: the id of a card" in str(wrong)
    assert isinstance(RUNNER.invoke(lore_app, ["why", str(book)]).exception, LoreError)


def test_check_finds_what_is_wrong_and_fails_then(book: Path) -> None:
    write(book, "mara", relations=[{"to": "lamp", "kind": "keeper of"}])
    assert "dangling relation" in run("check", book, code=1).stdout
    write(book, "lamp")
    assert "0 complaints" in run("check", book).stderr
    (book / "lore" / "bad.yaml").write_text("title: [")
    assert json.loads(run("check", book, "--json", code=1).stdout)["problems"]
