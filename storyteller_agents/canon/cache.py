"""What was found in scenes before, in memory or on disk: a scene that did not change is not read again.

Disposable; a damaged file is begun anew. Keys hold the digest of this package's own code, so that what an older
version found is never taken.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import astuple, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from storyteller_agents.canon.facts import Fact, Point
from storyteller_agents.canon.names import NameCounts, NameUse
from storyteller_agents.files import digest

MOST_ROWS = 40_000
"""Rows that are kept, two a scene; the oldest go first."""

_Found = TypeVar("_Found")


@dataclass
class Cache:
    """What was found in scenes before, by the digest of what it was found in; see `Story`.

    Attributes:
        facts: the facts of a scene.
        counts: the names of a text, counted.
    """

    facts: MutableMapping[str, list[Fact]] = field(default_factory=dict)
    counts: MutableMapping[str, NameCounts] = field(default_factory=dict)
    _database: sqlite3.Connection | None = None

    def close(self) -> None:
        """Keep what was found, without the oldest rows where there are too many."""
        if self._database is None:
            return
        self._database.execute("delete from found where rowid <= (select max(rowid) from found) - ?", (MOST_ROWS,))
        self._database.commit()
        self._database.close()


class _Stored(MutableMapping[str, _Found], Generic[_Found]):
    """What was found of one kind, in an SQLite file."""

    def __init__(
        self,
        database: sqlite3.Connection,
        kind: str,
        read: Callable[[Any], _Found],
        write: Callable[[_Found], object],
    ) -> None:
        self._database, self._kind, self._from_row, self._to_row = database, kind, read, write

    def __getitem__(self, key: str) -> _Found:
        query = "select found from found where kind = ? and key = ?"
        row = self._database.execute(query, (self._kind, _versioned(key))).fetchone()
        if row is None:
            raise KeyError(key)
        return self._from_row(json.loads(row[0]))

    def __setitem__(self, key: str, found: _Found) -> None:
        row = json.dumps(self._to_row(found), ensure_ascii=False, separators=(",", ":"))
        self._database.execute("insert or replace into found values(?, ?, ?)", (self._kind, _versioned(key), row))

    def __delitem__(self, key: str) -> None:
        self._database.execute("delete from found where kind = ? and key = ?", (self._kind, _versioned(key)))

    def __iter__(self) -> Iterator[str]:
        return (key for (key,) in self._database.execute("select key from found where kind = ?", (self._kind,)))

    def __len__(self) -> int:
        rows = self._database.execute("select count(*) from found where kind = ?", (self._kind,))
        count: int = rows.fetchone()[0]
        return count


def open_cache(file: Path | None) -> Cache:
    """Open what was found before, from a file; in memory where there is none, or it can't be written."""
    if file is None:
        return Cache()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return _connect(file)
    except sqlite3.DatabaseError:
        file.unlink(missing_ok=True)
    except OSError:
        return Cache()
    try:
        return _connect(file)
    except sqlite3.Error:
        return Cache()


def _connect(file: Path) -> Cache:
    database = sqlite3.connect(file, timeout=10, check_same_thread=False)
    database.execute(
        "create table if not exists found(kind text, key text, found text not null, primary key(kind, key))"
    )
    facts = _Stored(database, "facts", lambda rows: [_read(row) for row in rows], lambda facts: list(map(_row, facts)))
    return Cache(facts, _Stored(database, "counts", _read_counts, _count_rows), database)


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


def _count_rows(counts: NameCounts) -> object:
    return [{name: astuple(use) for name, use in counts.uses.items()}, counts.small]


def _read_counts(rows: list) -> NameCounts:
    return NameCounts({name: NameUse(*use) for name, use in rows[0].items()}, Counter(rows[1]))
