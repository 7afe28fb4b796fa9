"""Sources that story.toml names: files in place, mappings, and sources that are no files."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from pydantic import BaseModel

from storyteller_agents.errors import LoreError, SettingsError
from storyteller_agents.lore.entry import LoreEntry, Problem, Source
from storyteller_agents.lore.sources import source as sources_module
from storyteller_agents.lore.sources.source import LoreSource
from storyteller_agents.lore.store import Lore
from storyteller_agents.settings import LoreSettings

Write = Callable[..., Path]
Open = Callable[..., Lore]


class TideConfig(BaseModel, extra="forbid"):
    harbour: str
    depth: int = 1


class Tide(LoreSource):
    """A source as a plugin would bring it. What it says, and how it fails, is set by the tests."""

    kind: ClassVar[str] = "tide"
    config: ClassVar[type[BaseModel]] = TideConfig
    says: ClassVar[dict[str, str]] = {}
    fails: ClassVar[Exception | None] = None
    asked: ClassVar[int] = 0

    def __init__(self, config: TideConfig, home: Path) -> None:
        if config.depth < 0:
            raise LoreError("depth: found a negative number; allowed: 0 and more")
        self._config = config

    @property
    def name(self) -> str:
        return f"tide:{self._config.harbour}"

    def read(self) -> Iterator[LoreEntry | Problem]:
        Tide.asked += 1
        for at, (name, text) in enumerate(self.says.items(), start=1):
            yield LoreEntry(id=name, title=name.title(), text=text, source=Source(file=self.name, row=at))
        if self.fails:
            raise self.fails
        yield Problem(Source(file=self.name, row=9), "a wet page")


@pytest.fixture
def tide(monkeypatch: pytest.MonkeyPatch) -> type[Tide]:
    """The source `Tide`, installed."""
    readers, _, problems = sources_module._installed()
    monkeypatch.setattr(sources_module, "_installed", lambda: (readers, {"tide": Tide}, problems))
    Tide.says, Tide.fails, Tide.asked = {"mole": "The mole is dry at ebb."}, None, 0
    return Tide


def settings(*sources: dict[str, Any], **more: Any) -> LoreSettings:
    return LoreSettings.model_validate({"embeddings": "none", "sources": list(sources), **more})


@pytest.fixture
def open_tide(open_lore: Open, tide: type[Tide]) -> Open:
    return lambda **more: open_lore(settings=settings({"kind": "tide", "harbour": "Sallow"}), **more)


def test_a_folder_elsewhere_is_read_where_it_is(open_lore: Open, write: Write, tmp_path: Path) -> None:
    write("mara.md", "A keeper.")
    bible = tmp_path / "bible"
    (bible / "places").mkdir(parents=True)
    (bible / "places" / "quay.md").write_text("# Sallow Quay\n\nA harbour town.\n")
    lore = open_lore(settings=settings({"kind": "files", "path": "../bible"}))
    assert {name: entry.source.file for name, entry in lore.entries().items()} == {
        "mara": "mara.md",
        "quay": "../bible/places/quay.md",
    }
    (bible / "places" / "quay.md").write_text("# Sallow Quay\n\nDrowned.\n")
    assert lore.entries()["quay"].text == "Drowned."
    (bible / "places" / "quay.md").unlink()
    assert list(lore.entries()) == ["mara"]
    assert lore.problems() == []


def test_a_mapping_of_a_file_in_the_book(open_lore: Open, write: Write) -> None:
    write("cast.csv", "Name,Deed,Secret\nMara,She keeps the lamp burning.,She fears the dark water below.\n")
    assert "Secret" not in open_lore().entries()["mara"].extra
    columns = {"title": "Name", "text": ["Deed"], "kind_default": "person"}
    lore = open_lore(settings=settings({"kind": "csv", "path": "lore/cast.csv", "columns": columns}))
    (mara,) = lore.entries().values()
    assert (mara.kind, mara.text, mara.extra) == (
        "person",
        "She keeps the lamp burning.",
        {"Secret": "She fears the dark water below."},
    )
    assert mara.source.file == "cast.csv"


def test_what_is_not_there_or_unknown_is_named(open_lore: Open, write: Write, tmp_path: Path) -> None:
    (tmp_path / "notes.xyz").write_bytes(b"\x00\x01")
    lore = open_lore(settings=settings({"kind": "files", "path": "../none"}, {"kind": "files", "path": "../notes.xyz"}))
    gone, unread = lore.problems()
    assert gone.startswith("../none: there is no such file or folder (")
    assert unread.startswith("../notes.xyz: no source reads this kind of file; allowed: ")


def test_all_mistakes_are_told_at_once(open_lore: Open, tide: type[Tide]) -> None:
    wrong = settings(
        {"kind": "tyde"},
        {"kind": "tide"},
        {"kind": "tide", "harbour": "x", "deep": 3},
        {"kind": "tide", "harbour": "x", "depth": -1},
        {"kind": "csv", "path": "a.csv", "columns": {"titel": "Name"}},
        {"kind": "markdown", "path": "a", "columns": {"title": "Name"}},
        {"kind": "files"},
    )
    with pytest.raises(SettingsError) as caught:
        open_lore(settings=wrong)
    problems = caught.value.problems
    assert len(problems) == 7
    assert problems[0].startswith("lore.sources.0.kind: found 'tyde' (did you mean 'tide'?); allowed: files, ")
    assert [problem.partition(":")[0] for problem in problems[1:]] == [
        "lore.sources.1.harbour",
        "lore.sources.2.deep",
        "lore.sources.3.depth",
        "lore.sources.4.columns.titel",
        "lore.sources.5.columns",
        "lore.sources.6.path",
    ]


def test_a_source_is_asked_once_and_then_by_sync(open_tide: Open, tide: type[Tide]) -> None:
    lore = open_tide()
    assert lore.entries()["mole"].text == "The mole is dry at ebb."
    assert lore.problems() == ["tide:Sallow, row 9: a wet page"]
    assert lore.search("mole ebb")[0].entry.id == "mole"
    assert open_tide().entries() == lore.entries()
    assert tide.asked == 1
    tide.says = {"mole": "The mole is gone.", "buoy": "A red buoy."}
    assert lore.sync().added == ("buoy",)
    assert lore.entries()["mole"].text == "The mole is gone."
    assert tide.asked == 2


def test_a_source_that_is_down_counts_as_it_was(open_tide: Open, tide: type[Tide], warned: list[str]) -> None:
    lore = open_tide()
    lore.sync()
    tide.says, tide.fails = {}, LoreError("the harbour is closed")
    assert not lore.sync()
    assert list(lore.entries()) == ["mole"]
    assert "tide:Sallow: the harbour is closed; its entries are those of " in "\n".join(warned)
    assert lore.problems()[0].startswith("tide:Sallow: the harbour is closed; ")
    tide.fails = None
    lore.sync()
    assert lore.entries() == {}


@pytest.mark.parametrize("error", [LoreError("closed"), OSError(28, "No space left"), ZeroDivisionError("x")])
def test_a_source_that_was_never_read_is_an_error(
    open_tide: Open, tide: type[Tide], write: Write, error: Exception
) -> None:
    write("mara.md", "A keeper.")
    tide.fails = error
    lore = open_tide()
    with pytest.raises(LoreError, match=r"tide:Sallow: .*(closed|No space left|ZeroDivisionError: x)"):
        lore.sync()
    assert list(lore.entries()) == ["mara"], "half of a source is none"
    assert lore.search("keeper")[0].entry.id == "mara"


def test_a_snapshot_that_is_damaged_or_gone(
    open_tide: Open, tide: type[Tide], tmp_path: Path, warned: list[str]
) -> None:
    open_tide().sync()
    (snapshot,) = (tmp_path / "book" / ".story" / "sources").iterdir()
    for damage in (b"", snapshot.read_bytes()[:-20] + b"\xff\n", b"\x00" * 99):
        snapshot.write_bytes(damage)
        assert list(open_tide().entries()) == ["mole"]
        assert warned.pop().endswith("damaged; the source was read again.")
        warned.clear()
    snapshot.unlink()
    assert list(open_tide().entries()) == ["mole"]


def test_a_snapshot_of_another_version_is_read_while_the_source_is_down(
    open_tide: Open, tide: type[Tide], tmp_path: Path
) -> None:
    open_tide().sync()
    (snapshot,) = (tmp_path / "book" / ".story" / "sources").iterdir()
    snapshot.write_bytes(b"storyteller-agents 0.0.9\n" + snapshot.read_bytes().partition(b"\n")[2])
    tide.fails = LoreError("closed")
    lore = open_tide()
    assert list(lore.entries()) == ["mole"] and not lore.sync().removed


def test_a_snapshot_that_can_not_be_read_back_is_asked_for_once(
    open_tide: Open, tide: type[Tide], monkeypatch: pytest.MonkeyPatch
) -> None:
    lore = open_tide()
    lore.sync()
    tide.asked = 0

    def refuse(data: bytes) -> LoreEntry:
        raise ValueError("not what it was")

    monkeypatch.setattr(LoreEntry, "model_validate_json", refuse)
    with pytest.raises(LoreError, match="can't be read"):
        open_tide().entries()
    assert tide.asked == 1


def test_what_a_source_said_goes_with_it(open_tide: Open, open_lore: Open, tmp_path: Path) -> None:
    open_tide().sync()
    lore = open_lore()
    assert lore.entries() == {}
    lore.sync()
    assert list((tmp_path / "book" / ".story" / "sources").iterdir()) == []


def test_beside_a_running_draft_nothing_is_asked(open_tide: Open, tide: type[Tide]) -> None:
    lore = open_tide(writable=False)
    assert lore.entries() == {}
    assert lore.problems() == ["tide:Sallow: not read yet, and another process holds the book"]
    assert tide.asked == 0
    open_tide().sync()
    assert list(open_tide(writable=False).entries()) == ["mole"]


def test_a_book_on_a_database(open_lore: Open, tmp_path: Path, embedder: Any) -> None:
    database = sqlite3.connect(tmp_path / "world.db")
    database.execute("create table npcs (id integer primary key, name text, bio text)")
    database.execute("insert into npcs values (1, 'Mara', 'She keeps the lamp.'), (2, 'Oren', 'A judge of salt.')")
    database.commit()
    lore = open_lore(
        settings=LoreSettings(sources=[{"kind": "sql", "url": "sqlite:///../world.db"}]), embedder=embedder
    )
    assert lore.sync().added == ("npcs-1", "npcs-2")
    embedder.texts.clear()
    assert not lore.sync()
    assert embedder.texts == []
    database.execute("update npcs set bio = 'She lets it die.' where id = 1")
    database.execute("delete from npcs where id = 2")
    database.commit()
    changes = lore.sync()
    assert (changes.changed, changes.removed) == (("npcs-1",), ("npcs-2",))
    assert embedder.texts == ["Mara\nShe lets it die."]
    database.close()
