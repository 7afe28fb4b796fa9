"""The tables of a database, or what a query finds in it, each row an entry.

    [[lore.sources]]
    kind = "sql"
    url = "env:LORE_DB"
    table = "codex"                  # or query = "select …"; with neither, all tables
    [lore.sources.columns]           # see `columns`; without it a proposal made from names and rows
    title = "name"

A column that is a foreign key becomes a relation to the row that it names. Nothing is ever written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from storyteller_agents.errors import LoreError, did_you_mean
from storyteller_agents.files import digest
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import LoreEntry, Problem, Relation, Source
from storyteller_agents.lore.sources.cells import listed, plain
from storyteller_agents.lore.sources.columns import Columns
from storyteller_agents.lore.sources.database import Database, check_reading
from storyteller_agents.lore.sources.source import LoreSource
from storyteller_agents.lore.sources.table import Row, Table, proposal, read_tables, row_name
from storyteller_agents.lore.sources.vocabulary import phrase

if TYPE_CHECKING:
    from sqlalchemy import Connection, Inspector


class SqlConfig(BaseModel):
    """``[[lore.sources]]`` of the kind ``sql``.

    Attributes:
        url: ``env:NAME``, ``sqlite:///FILE`` or ``postgresql://HOST/DATABASE``; no password.
        table: a table or view, also as ``schema.table``.
        query: a statement that reads, sent as it is.
        columns: which column is what; for one table or a query.
        timeout: seconds that the database may take for the next rows.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    table: str | None = Field(None, min_length=1)
    query: str | None = Field(None, min_length=1)
    columns: Columns | None = None
    timeout: float = Field(60, gt=0, le=86_400)

    @model_validator(mode="after")
    def _one_of(self) -> SqlConfig:
        if self.table and self.query:
            raise ValueError("'table' and 'query' exclude each other")
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
        """The database's URL without secrets, and the table or a mark of the query."""
        query, table = self._config.query, self._config.table
        part = f"query-{digest(query)[:4]}" if query else clean_line(table or "")
        return f"{self._database.name}/{part}" if part else self._database.name

    def read(self) -> Iterator[LoreEntry | Problem]:
        """Yield an entry for each row, or why there is none; all of one moment of the database.

        Of all tables, those that only join two others become relations.
        """
        with self._database.reading() as connection:
            tables = list(self._tables(connection))
            joins = [table for table in tables if not (self._config.table or self._config.query) and _joins(table)]
            related = _related(joins)
            told = read_tables(
                (table for table in tables if table not in joins), self._config.columns, Source(file=self.name)
            )
            for found in told:
                if isinstance(found, LoreEntry) and found.id in related:
                    found = found.model_copy(update={"relations": [*found.relations, *related.pop(found.id)]})
                yield found
            yield from (
                Problem(
                    Source(file=self.name), f"a joining table says of {name!r}, which no row is called: {_told(ties)}"
                )
                for name, ties in related.items()
            )

    def proposals(self) -> list[Columns]:
        """Return the mapping that each table is read by where none is given."""
        with self._database.reading() as connection:
            return [proposal(table) for table in self._tables(connection)]

    def _tables(self, connection: Connection) -> Iterator[Table]:
        if self._config.query:
            names = self._database.names(connection, self._config.query)
            yield Table("row", names, self._rows(connection, self._config.query, {}, self.name, ()))
            return
        from sqlalchemy import inspect

        inspector = inspect(connection)
        for schema, table in self._chosen(inspector):
            yield self._table(connection, inspector, schema, table)

    def _chosen(self, inspector: Inspector) -> list[tuple[str | None, str]]:
        """Return schema and name of the table that the settings name, or of all tables."""
        if self._config.table is None:
            own = {inspector.default_schema_name, "information_schema"}
            schemas = [None, *(name for name in sorted(inspector.get_schema_names()) if name not in own)]
            found = [(schema, name) for schema in schemas for name in sorted(inspector.get_table_names(schema))]
            if not found:
                raise LoreError(f"{self.name}: the database has no tables")
            return found
        for schema, name in ((None, self._config.table), _split(self._config.table)):
            if inspector.has_table(name, schema=schema):
                return [(schema, name)]
        there = sorted([*inspector.get_table_names(), *inspector.get_view_names()])
        near = did_you_mean(self._config.table, there)
        raise LoreError(
            f"table: {self._database.name} has no table {self._config.table!r}{near}; there are: {', '.join(there) or 'none'}"
        )

    def _table(self, connection: Connection, inspector: Inspector, schema: str | None, name: str) -> Table:
        from sqlalchemy import column, select, table

        names = [found["name"] for found in inspector.get_columns(name, schema=schema)]
        keys = list(inspector.get_pk_constraint(name, schema=schema)["constrained_columns"])
        foreign = {
            key["constrained_columns"][0]: key["referred_table"]
            for key in inspector.get_foreign_keys(name, schema=schema)
            if len(key["constrained_columns"]) == 1
        }
        targets = {name: foreign[name] for name in names if name in foreign}
        statement: Any = (
            select(*map(column, names)).select_from(table(name, schema=schema)).order_by(*map(column, keys))
        )
        own = f"{schema}.{name}" if schema else name
        place = self.name if self._config.table else f"{self.name}/{clean_line(own)}"
        rows = self._rows(connection, statement, targets, place, keys)
        return Table(name, names, rows, row_id=keys[0] if len(keys) == 1 else None, foreign=tuple(targets))

    def _rows(
        self, connection: Connection, statement: Any, targets: Mapping[str, str], file: str, keys: Sequence[str]
    ) -> Callable[[], Iterator[Row]]:
        def read() -> Iterator[Row]:
            for number, found in enumerate(self._database.rows(connection, statement), start=1):
                cells = {name: _cell(value) for name, value in found.items()}
                node = ", ".join(f"{key}={plain(cells[key])}" for key in keys)
                for column, target in targets.items():
                    if (told := plain(cells.get(column))) is not None:
                        cells[column] = row_name(target, told)
                yield Row(Source(file=file, node=node) if node else Source(file=file, row=number), cells)

        return read


def _joins(table: Table) -> bool:
    """Whether a table only says which rows of two others belong together, and perhaps how."""
    return len(table.foreign) == 2 and len(_labels(table)) <= 2 and not proposal(table).text


def _labels(table: Table) -> list[str]:
    return [name for name in table.names if name not in (*table.foreign, table.row_id)]


def _related(tables: Iterable[Table]) -> dict[str, list[Relation]]:
    """Return by id what joining tables say of rows; the relation's kind is in the row, or the table's name."""
    found: dict[str, list[Relation]] = {}
    for table in tables:
        for row in table.rows():
            ends = [plain(row.cells.get(name)) for name in table.foreign] if isinstance(row, Row) else []
            if isinstance(row, Row) and ends[0] and ends[1]:
                said = [text for name in _labels(table) if (text := plain(row.cells.get(name)))]
                relation = Relation(to=ends[1], kind=said[0] if said else phrase(table.name))
                found.setdefault(ends[0], []).append(relation)
    return found


def _told(relations: Sequence[Relation]) -> str:
    return ", ".join(f"{relation.kind} {relation.to}" for relation in relations)


def _split(name: str) -> tuple[str | None, str]:
    schema, _, table = name.rpartition(".")
    return schema or None, table


def _cell(value: Any) -> Any:
    """Return what a database gives as a cell: single values, lists, mappings; of binary data only its length."""
    if isinstance(value, bytes | bytearray | memoryview):
        return {"bytes": len(bytes(value))}
    if isinstance(value, Mapping):
        return {str(key): _cell(item) for key, item in value.items()}
    if listed(value):
        return [_cell(item) for item in value]
    return value if value is None or isinstance(value, str | int | float) or plain(value) is not None else str(value)
