"""Facts found before, on disk: a scene that did not change is not read again. Disposable; a damaged file is begun anew.

Keys hold the digest of the extractors' own code, so that facts of an older version are never taken.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, MutableMapping
from functools import lru_cache
from pathlib import Path

from storyteller_agents.canon.facts import Fact, Point
from storyteller_agents.files import digest

MOST_ROWS = 20_000
"""Scenes that are kept; the oldest go first."""


class StoredFacts(MutableMapping[str, list[Fact]]):
    """Facts by the digest of what they were read from, in an SQLite file; see `Story`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __getitem__(self, key: str) -> list[Fact]:
        row = self._database.execute("select facts from facts where key = ?", (_versioned(key),)).fetchone()
        if row is None:
            raise KeyError(key)
        return [_read(values) for values in json.loads(row[0])]

    def __contains__(self, key: object) -> bool:
        return (
            self._database.execute("select 1 from facts where key = ?", (_versioned(str(key)),)).fetchone() is not None
        )

    def __setitem__(self, key: str, facts: list[Fact]) -> None:
        rows = json.dumps([_row(fact) for fact in facts], ensure_ascii=False)
        self._database.execute("insert or replace into facts(key, facts) values(?, ?)", (_versioned(key), rows))

    def __delitem__(self, key: str) -> None:
        self._database.execute("delete from facts where key = ?", (_versioned(key),))

    def __iter__(self) -> Iterator[str]:
        return (key for (key,) in self._database.execute("select key from facts"))

    def __len__(self) -> int:
        count: int = self._database.execute("select count(*) from facts").fetchone()[0]
        return count

    def close(self) -> None:
        """Keep what was found, without the oldest rows where there are too many."""
        self._database.execute("delete from facts where rowid <= (select max(rowid) from facts) - ?", (MOST_ROWS,))
        self._database.commit()
        self._database.close()


def open_facts(file: Path | None) -> StoredFacts:
    """Open the facts in a file; in memory where there is none, or it can't be written."""
    if file is None:
        return StoredFacts(_connect(":memory:"))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return StoredFacts(_connect(file))
    except sqlite3.DatabaseError:
        file.unlink(missing_ok=True)
    except OSError:
        return StoredFacts(_connect(":memory:"))
    try:
        return StoredFacts(_connect(file))
    except sqlite3.Error:
        return StoredFacts(_connect(":memory:"))


def _connect(file: Path | str) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=10, check_same_thread=False)
    database.execute("create table if not exists facts(key text primary key, facts text not null)")
    return database


def _versioned(key: str) -> str:
    return f"{_version()}:{key}"


@lru_cache(maxsize=1)
def _version() -> str:
    return digest([file.read_text(encoding="utf-8") for file in sorted(Path(__file__).parent.rglob("*.py"))])[:12]


def _row(fact: Fact) -> list[object]:
    return [
        fact.entity, fact.attribute, fact.value, fact.scene, *fact.span, fact.quote, *fact.start, fact.about, fact.hard, *fact.notes,
    ]  # fmt: skip


def _read(row: list) -> Fact:
    entity, attribute, value, scene, first, last, quote, number, offset, about, hard, *notes = row
    return Fact(
        entity,
        attribute,
        value,
        scene,
        (first, last),
        quote,
        Point(number, offset),
        about,
        hard=hard,
        notes=tuple(notes),
    )
