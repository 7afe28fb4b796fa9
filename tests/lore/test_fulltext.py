"""The full-text index is disposable: damage, other versions and read-only use."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from storyteller_agents.lore.store import Lore

Write = Callable[..., Path]
Open = Callable[..., Lore]


@pytest.fixture
def index(open_lore: Open, coast: None, write: Write) -> Path:
    """A filled index on disk, closed."""
    for number in range(200):
        write(f"filler/{number}.md", f"Filler number {number} about nets and weather.")
    lore = open_lore()
    lore.sync()
    lore.close()
    return lore._cache / "lore.sqlite"


def garbage(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def cut_to_a_few_bytes(path: Path) -> None:
    os.truncate(path, 100)


def overwritten_after_the_head(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + random.Random(1).randbytes(len(data) - 4096))


def without_its_tables(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("drop table words")


def bad_journal(path: Path) -> None:
    garbage(path)
    path.with_name(path.name + "-journal").write_bytes(b"garbage" * 1000)


@pytest.mark.parametrize(
    "damage", [garbage, truncated, cut_to_a_few_bytes, overwritten_after_the_head, without_its_tables, bad_journal]
)
def test_a_damaged_index_is_built_again(
    index: Path, open_lore: Open, warned: list[str], damage: Callable[[Path], None]
) -> None:
    damage(index)
    lore = open_lore()
    assert lore.search("plover bell")[1].entry.id == "bell"
    assert len(warned) == 1
    assert "built again" in warned[0]
    lore.close()
    assert open_lore().search("plover bell")[1].entry.id == "bell"
    assert len(warned) == 1


def test_damage_while_it_is_open(open_lore: Open, coast: None, warned: list[str]) -> None:
    lore = open_lore()
    lore.sync()
    (lore._cache / "lore.sqlite").write_bytes(b"garbage" * 5000)
    assert lore.search("plover bell")[1].entry.id == "bell"


@pytest.mark.parametrize("rest", ["nothing", "an empty file"])
def test_a_deleted_index_is_built_again_in_silence(index: Path, open_lore: Open, warned: list[str], rest: str) -> None:
    index.unlink()
    if rest == "an empty file":
        index.touch()
    assert open_lore().search("plover bell")[1].entry.id == "bell"
    assert warned == []


def test_another_version_is_emptied(index: Path, open_lore: Open, warned: list[str]) -> None:
    with sqlite3.connect(index) as database:
        database.execute("pragma user_version = 99")
    assert len(open_lore().sync().added) == 205
    assert warned == []


def test_an_index_that_cannot_be_written_is_kept_in_memory(
    open_lore: Open, coast: None, warned: list[str], tmp_path: Path
) -> None:
    (tmp_path / "book" / ".story").write_text("a file where the folder should be")
    lore = open_lore()
    assert lore.search("plover bell")[1].entry.id == "bell"
    assert len(warned) == 1
    assert "in memory" in warned[0]


def test_a_locked_index_is_no_damage(
    index: Path, open_lore: Open, write: Write, warned: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storyteller_agents.lore.fulltext._PATIENCE", 0.05)
    holder = sqlite3.connect(index, isolation_level=None)
    holder.execute("begin exclusive")
    try:
        write("new.md", "a walrus")
        assert open_lore().search("walrus")[1].entry.id == "new"
    finally:
        holder.close()
    assert index.exists()
    assert "in memory" in warned[0]


def test_a_reader_writes_nothing(index: Path, open_lore: Open, write: Write, warned: list[str]) -> None:
    before = index.read_bytes()
    reader = open_lore(writable=False)
    assert reader.search("plover bell")[1].entry.id == "bell"
    write("new.md", "a walrus")
    assert reader.search("walrus")[1].entry.id == "new"
    assert index.read_bytes() == before
    assert sorted(path.name for path in index.parent.iterdir()) == ["lore.sqlite"]
    assert warned == []


def test_a_reader_without_an_index(open_lore: Open, coast: None) -> None:
    reader = open_lore(writable=False)
    assert reader.search("plover bell")[1].entry.id == "bell"
    assert not reader._cache.exists()


def test_a_reader_of_a_damaged_index(index: Path, open_lore: Open, warned: list[str]) -> None:
    garbage(index)
    before = index.read_bytes()
    assert open_lore(writable=False).search("plover bell")[1].entry.id == "bell"
    assert index.read_bytes() == before
