"""The full-text index: SQLite FTS5 over titles, names and texts, ranked by bm25.

It holds nothing that can't be built again from the files, and it may be deleted at any time. What a user types is
only ever a quoted term; no part of it is read as query syntax. Raises `sqlite3.Error` where the file can't be
used: `store.py` decides what then.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.segment import Terms, fold, terms

INDEX = "lore.sqlite"
"""The index's file name in a book's cache."""

_VERSION = 1
_PATIENCE = 30.0  # seconds to wait for another process to finish writing
_SCHEMA = """
create table entries (row integer primary key, id text unique not null, kind text not null, digest text not null);
create virtual table words using fts5 (title, names, body, tokenize = "unicode61 remove_diacritics 2");
"""
_RANK = "bm25(words, 8.0, 4.0, 1.0)"
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT}


@dataclass(frozen=True)
class Changes:
    """Ids of the entries that a sync found to be new, different or gone; false if there were none."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @classmethod
    def between(cls, held: Mapping[str, str], now: Mapping[str, str]) -> Changes:
        """Return what has to be done to get from the digests `held` to the digests `now`."""
        return cls(
            tuple(name for name in now if name not in held),
            tuple(name for name in now if name in held and held[name] != now[name]),
            tuple(name for name in held if name not in now),
        )

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class FullText:
    """One index: a file, or memory when `path` is None.

    Args:
        path: the database file; made if it is missing, and emptied if it is of another version.
        writable: False opens the file for reading only, and fails where it is not of this version.
    """

    def __init__(self, path: Path | None, *, writable: bool = True) -> None:
        self.read_only = not writable
        if path is None:
            self._database = sqlite3.connect(":memory:", check_same_thread=False)
        else:
            mode = "rwc" if writable else "ro"
            uri = f"{path.absolute().as_uri()}?mode={mode}"
            self._database = sqlite3.connect(uri, uri=True, check_same_thread=False, timeout=_PATIENCE)
        try:
            self._prepare(writable)
        except BaseException:
            self._database.close()
            raise

    def _prepare(self, writable: bool) -> None:
        (version,) = self._database.execute("pragma user_version").fetchone()
        if version == _VERSION:
            return
        if not writable:
            raise sqlite3.DatabaseError("made by another version")
        with self._transaction():
            self._database.execute("drop table if exists words")
            self._database.execute("drop table if exists entries")
            for statement in _SCHEMA.strip().split(";\n"):
                self._database.execute(statement)
            self._database.execute(f"pragma user_version = {_VERSION}")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """Commit all or nothing; a reader in another process sees the index before or after."""
        with self._database:
            self._database.execute("begin immediate")
            yield

    def digests(self) -> dict[str, str]:
        """Return the digest of every indexed entry by id."""
        return dict(self._database.execute("select id, digest from entries"))

    def update(self, entries: Iterable[LoreEntry], digests: Mapping[str, str], removed: Iterable[str]) -> None:
        """Take `removed` out, and `entries` in, in place of what had their ids."""
        with self._transaction():
            for entry in removed:
                self._remove(entry)
            for item in entries:
                self._remove(item.id)
                values = (item.id, item.kind, digests[item.id])
                added = self._database.execute("insert into entries (id, kind, digest) values (?, ?, ?)", values)
                fields = (
                    item.title,
                    "\n".join((*item.aliases, *item.keys)),
                    "\n".join((item.text, *map(str, item.facts))),
                )
                row = (added.lastrowid, *map(_indexed, fields))
                self._database.execute("insert into words (rowid, title, names, body) values (?, ?, ?, ?)", row)

    def _remove(self, entry: str) -> None:
        found = self._database.execute("select row from entries where id = ?", (entry,)).fetchone()
        if found:
            self._database.execute("delete from words where rowid = ?", found)
            self._database.execute("delete from entries where row = ?", found)

    def rank(self, query: Terms, kinds: Sequence[str] | None, depth: int) -> list[tuple[str, list[str]]]:
        """Return the ids of the best `depth` entries of these kinds, each with the query's words that it holds."""
        sought = [*query.words, *query.pairs]
        if not sought or kinds == []:
            return []
        of_kind = f"where kind in ({', '.join('?' * len(kinds))})" if kinds else ""
        # Only the texts of the best are fetched; the entries' ids decide between equal ones.
        sql = f"""
            select id, (select title || ' ' || names || ' ' || body from words where rowid = row) from (
                select id, row from (select rowid as found, {_RANK} as rank from words where words match ?)
                join entries on row = found {of_kind} order by rank, id limit ?)"""  # noqa: S608 - question marks only
        match = " OR ".join(_quoted(term) for term in sought)
        rows = self._database.execute(sql, (match, *(kinds or ()), depth))
        return [(entry, _held(query, text)) for entry, text in rows]

    def close(self) -> None:
        """Close the database."""
        self._database.close()


def open_full_text(path: Path, *, writable: bool, warn: Callable[[str], None]) -> FullText:
    """Open the index; a damaged file is deleted and begun again, with a warning.

    Falls back to an index in memory where the file can't be written (with a warning), or, if it is only to be read,
    where it is not there or not usable.
    """
    if not writable:
        try:
            return _opened(path, writable=False)
        except sqlite3.Error:
            return FullText(None)
    for attempt in (1, 2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return _opened(path, writable=True)
        except (sqlite3.Error, OSError) as error:
            if attempt == 2 or not is_damage(error):
                warn(f"{path}: the full-text index can't be kept there ({error}); this run keeps it in memory.")
                break
            discard(path, error, warn)
    return FullText(None)


def _opened(path: Path, *, writable: bool) -> FullText:
    index = FullText(path, writable=writable)
    try:
        index.digests()
    except sqlite3.Error:
        index.close()
        raise
    return index


def discard(path: Path, error: Exception, warn: Callable[[str], None]) -> None:
    """Delete a damaged index; `warn` hears of it."""
    warn(f"{path}: the full-text index was damaged ({error}) and is built again from the lore files.")
    for file in (path, *(path.with_name(path.name + ending) for ending in ("-journal", "-wal", "-shm"))):
        with contextlib.suppress(OSError):
            file.unlink()


def is_damage(error: Exception) -> bool:
    """Whether the file itself is at fault, rather than a lock, a permission or a full disk."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, sqlite3.DatabaseError) and (code is None or code & 0xFF in _DAMAGED)


def _indexed(text: str) -> str:
    found = terms(text)
    return " ".join((*found.words, *found.pairs))


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _held(query: Terms, indexed: str) -> list[str]:
    """Return the words of the query that an indexed text holds; pairs of characters only if there is no word."""
    held = set(fold(indexed).split())
    return [term for term in query.words if term in held] or [term for term in query.pairs if term in held]
