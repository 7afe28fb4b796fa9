"""The tables of a database, or what a query finds in it, each row an entry.

    [[lore.sources]]
    kind = "sql"
    url = "env:LORE_DB"
    table = "codex"                  # or query = "select …"; with neither, all tables
    [lore.sources.columns]           # see `columns`; without it a proposal made from names and rows
    title = "name"

A column that is a foreign key becomes a relation to the row that it names, and a table that only joins two others
becomes relations between their rows. Nothing is ever written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from storyteller_agents.files import digest
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import LoreEntry, Problem, Relation, Source, slug
from storyteller_agents.lore.sources.cells import listed, plain
from storyteller_agents.lore.sources.columns import Columns
from storyteller_agents.lore.sources.database import Database, check_reading
from storyteller_agents.lore.sources.source import LoreSource
from storyteller_agents.lore.sources.sql_schema import Place, TableInfo, read_schema
from storyteller_agents.lore.sources.table import Row, Table, proposal, read_tables, row_name
from storyteller_agents.lore.sources.vocabulary import phrase

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NO_TEXT = re.compile("[\udc80-\udcff]")
"""Bytes that are no text, as `database` reads them."""


class SqlConfig(BaseModel):
    """``[[lore.sources]]`` of the kind ``sql``.

    Attributes:
        url: ``env:NAME``, ``sqlite:///FILE`` or ``postgresql://HOST/DATABASE``; no password.
        table: a table or view, also as ``schema.table``.
        query: a statement that reads, sent as it is.
        name: what the query's rows are called by, for ids of those that have no name.
        columns: which column is what; for one table or a query.
        timeout: seconds that the database may take for the next rows.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    table: str | None = Field(None, min_length=1)
    query: str | None = Field(None, min_length=1)
    name: str | None = Field(None, min_length=1, max_length=60)
    columns: Columns | None = None
    timeout: float = Field(60, gt=0, le=86_400)

    @model_validator(mode="after")
    def _one_of(self) -> SqlConfig:
        if self.table and self.query:
            raise ValueError("'table' and 'query' exclude each other")
        if self.name and not self.query:
            raise ValueError("'name' belongs to a 'query'")
        if self.columns and not (self.table or self.query):
            raise ValueError("'columns' belong to one 'table' or 'query'")
        return self


class SqlSource(LoreSource):
    """Reads a database."""

    kind: ClassVar[str] = "sql"
    config: ClassVar[type[BaseModel]] = SqlConfig

    def __init__(self, config: SqlConfig, home: Path) -> None:
        self._config = config
        self._database = Database(config.url, home, config.timeout)
        if config.query:
            check_reading(config.query)

    @property
    def name(self) -> str:
        """The database's URL without secrets, and the table or the query's name."""
        part = self._query_name if self._config.query else clean_line(self._config.table or "")
        return f"{self._database.name}/{part}" if part else self._database.name

    @property
    def _query_name(self) -> str:
        return clean_line(self._config.name or f"query-{digest(self._config.query or '')[:4]}")

    def read(self) -> Iterator[LoreEntry | Problem]:
        """Yield an entry for each row, or why there is none; all of one moment of the database."""
        with self._database.reading() as connection:
            if self._config.query:
                yield from self._read_query(connection, self._config.query)
            else:
                yield from self._read_tables(connection)

    def proposals(self) -> list[Columns]:
        """Return the mapping that each table is read by where none is given."""
        with self._database.reading() as connection:
            if self._config.query:
                return [proposal(self._query(connection, self._config.query))]
            found = _Tables(self._database, self.name, connection, self._config.table)
            return [proposal(found.table(info)) for info in found.infos]

    def _read_query(self, connection: Connection, query: str) -> Iterator[LoreEntry | Problem]:
        empty = True
        for item in read_tables([self._query(connection, query)], self._config.columns, Source(file=self.name)):
            empty = False
            yield item
        if empty:
            yield Problem(Source(file=self.name), "the query finds no rows")

    def _query(self, connection: Connection, query: str) -> Table:
        names = self._database.names(connection, query)

        def rows() -> Iterator[Row | Problem]:
            for number, found in enumerate(self._database.rows(connection, query), start=1):
                yield _row(Source(file=self.name, row=number), found)

        return Table(self._query_name, names, rows, may_be_empty=True)

    def _read_tables(self, connection: Connection) -> Iterator[LoreEntry | Problem]:
        found = _Tables(self._database, self.name, connection, self._config.table)
        yield from found.problems
        joins = [info for info in found.infos if info.joins and self._config.table is None]
        related: dict[str, list[Relation]] = {}
        for info in joins:
            yield from found.join(info, related)
        tables = [found.table(info) for info in found.infos if info not in joins]
        for item in read_tables(tables, self._config.columns, Source(file=self.name)) if tables else ():
            if isinstance(item, LoreEntry) and item.id in related:
                item = item.model_copy(update={"relations": [*item.relations, *related.pop(item.id)]})
            yield item
        for name, ties in related.items():
            told = ", ".join(f"{relation.kind} {relation.to}" for relation in ties)
            message = f"a joining table says of {name!r}, which no row is called: {told}"
            yield Problem(Source(file=self.name), message)


class _Tables:
    """The tables of a database that are read together, and the ids of their rows."""

    def __init__(self, database: Database, name: str, connection: Connection, only: str | None) -> None:
        self._database = database
        self._name = name
        self._connection = connection
        self._only = only
        told = list(read_schema(connection, database.name, only))
        self.infos = [info for info in told if isinstance(info, TableInfo)]
        self.problems = [Problem(Source(file=name), item) for item in told if isinstance(item, str)]
        self._labels = {info.place: info.label for info in self.infos}
        self._shared = self._shared_keys()

    def table(self, info: TableInfo) -> Table:
        """Return a table; cells that lead to other rows hold the ids of their entries."""
        own = info.key if info.key in info.foreign else None  # a row that extends another table's row
        columns = [*info.columns, *([_IS_A] if own else [])]
        foreign = tuple(_IS_A if column == own else column for column in info.foreign)

        def rows() -> Iterator[Row | Problem]:
            for found in self._rows(info):
                if isinstance(found, Problem):
                    yield found
                    continue
                cells = dict(found.cells)
                for column, target in info.foreign.items():
                    if (value := plain(cells.get(column))) is not None:
                        cells[_IS_A if column == own else column] = self._id(target, value)
                if info.key and (value := plain(cells.get(info.key))) in self._shared and value is not None:
                    cells[info.key] = self._id(info.place, value)
                yield Row(found.source, cells)

        return Table(info.label, columns, rows, row_id=info.key, foreign=foreign, may_be_empty=True)

    def join(self, info: TableInfo, related: dict[str, list[Relation]]) -> Iterator[Problem]:
        """Add to `related` what a joining table says, by id; the relation's kind is its first column of words."""
        (left, right), said = info.foreign, info.labels[:1]
        if more := info.labels[1:]:
            message = f"of a joining table {', '.join([left, right, *said])} are read; not {', '.join(more)}"
            yield Problem(Source(file=self._file(info)), message)
        for found in self._rows(info):
            if isinstance(found, Problem):
                yield found
                continue
            ends = [plain(found.cells.get(column)) for column in (left, right)]
            if ends[0] is None or ends[1] is None:
                yield Problem(
                    found.source, f"found no value in {left if ends[0] is None else right}; the row is left out"
                )
                continue
            kind = next((text for name in said if (text := plain(found.cells.get(name)))), phrase(info.label))
            tie = Relation(to=self._id(info.foreign[right], ends[1]), kind=kind)
            related.setdefault(self._id(info.foreign[left], ends[0]), []).append(tie)

    def _rows(self, info: TableInfo) -> Iterator[Row | Problem]:
        file, statement = self._file(info), info.statement(self._connection)
        for number, found in enumerate(self._database.rows(self._connection, statement), start=1):
            node = ", ".join(f"{key}={plain(_cell(found.get(key)))}" for key in info.keys)
            yield _row(Source(file=file, node=node) if node else Source(file=file, row=number), found)

    def _file(self, info: TableInfo) -> str:
        table = ".".join(filter(None, info.place))
        return self._name if self._only else f"{self._name}/{clean_line(table)}"

    def _id(self, place: Place, value: str) -> str:
        """Return the id of the entry of a row, by its table and key."""
        label = self._labels.get(place, place[1])
        return f"{slug(label)}-{value}" if value in self._shared else row_name(label, value)

    def _shared_keys(self) -> set[str]:
        """Return the words that are keys in more than one table; bare numbers get the table's name anyway."""
        seen: dict[str, Place] = {}
        shared: set[str] = set()
        for info in self.infos if len(self.infos) > 1 else ():
            if info.key is None or info.joins:
                continue
            for found in self._database.rows(self._connection, info.statement(self._connection)):
                value = plain(_cell(found[info.key]))
                if value is not None and not value.isdecimal() and seen.setdefault(value, info.place) != info.place:
                    shared.add(value)
        return shared


_IS_A = "is a"


def _row(source: Source, found: Mapping[str, Any]) -> Row | Problem:
    cells = {name: _cell(value) for name, value in found.items()}
    for name, cell in cells.items():
        if isinstance(cell, str) and _NO_TEXT.search(cell):
            return Problem(source, "found bytes that are no UTF-8 text; the row is left out", name)
    return Row(source, cells)


def _cell(value: Any) -> Any:
    """Return what a database gives as a cell: single values, lists, mappings; of binary data only its length."""
    if isinstance(value, bytes | bytearray | memoryview):
        return {"bytes": len(bytes(value))}
    if isinstance(value, Mapping):
        return {str(key): _cell(item) for key, item in value.items()}
    if listed(value):
        return [_cell(item) for item in value]
    return value if value is None or isinstance(value, str | int | float) or plain(value) is not None else str(value)
