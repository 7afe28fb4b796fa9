"""What a database says of its tables: columns, keys, and which rows they lead to.

Left out are tables that are another one's inside (partitions, and those that hold an SQLite full-text index), and, by
name, those that may not be read.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from storyteller_agents.errors import LoreError, did_you_mean

if TYPE_CHECKING:
    from sqlalchemy import Connection, Inspector

Place = tuple[str | None, str]
"""A table's schema, None for the default one, and its name."""

_READABLE = """
    select n.nspname, c.relname, has_table_privilege(c.oid, 'select') and has_schema_privilege(n.oid, 'usage')
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f') and not c.relispartition
    and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%' order by 1, 2"""


@dataclass(frozen=True)
class TableInfo:
    """One table or view.

    Attributes:
        place: where it is.
        label: what it is called, different from all others that are read with it.
        columns: their names.
        keys: the columns of the primary key.
        foreign: column → the table whose primary key its values are.
        is_referenced: whether other tables lead here.
    """

    place: Place
    label: str
    columns: Sequence[str]
    keys: Sequence[str]
    foreign: dict[str, Place] = field(default_factory=dict)
    is_referenced: bool = False

    @property
    def key(self) -> str | None:
        """The column of the primary key, if it is one."""
        return self.keys[0] if len(self.keys) == 1 else None

    @property
    def labels(self) -> list[str]:
        """The columns that are neither key nor lead elsewhere."""
        return [name for name in self.columns if name not in self.foreign and name not in self.keys]

    @property
    def joins(self) -> bool:
        """Whether it only says which rows of two others belong together, and perhaps how."""
        whole = set(self.keys) == set(self.foreign) or not self.labels
        return len(self.foreign) == 2 and whole and not self.is_referenced and self.key not in self.foreign

    def statement(self, connection: Connection) -> Any:
        """Return what reads all rows, always in the same order."""
        from sqlalchemy import Text, cast, column, select, table

        schema, name = self.place
        order: list[Any] = [column(key) for key in self.keys]
        if not order and connection.dialect.name == "postgresql":  # SQLite keeps an order of its own
            order = [cast(column(name), Text) for name in self.columns]
        return select(*map(column, self.columns)).select_from(table(name, schema=schema)).order_by(*order)


def read_schema(connection: Connection, name: str, only: str | None = None) -> Iterator[TableInfo | str]:
    """Yield the tables, and why one of them is left out.

    Args:
        connection: to the database.
        name: what messages call the database.
        only: a table or view, also as ``schema.table``; by default all tables.

    Raises:
        LoreError: there is no such table, or none at all.
    """
    from sqlalchemy import inspect

    inspector = inspect(connection)
    places: list[Place] = []
    if only is not None:
        places = [_found(inspector, name, only)]
    else:
        for place, readable in _all(connection, inspector):
            if readable:
                places.append(place)
            else:
                yield f"the table {'.'.join(filter(None, place))} may not be read by this user; it is left out"
        if not places:
            raise LoreError(f"{name}: the database has no tables that can be read")
    yield from _described(inspector, places)


def _found(inspector: Inspector, name: str, only: str) -> Place:
    schema, _, table = only.rpartition(".")
    for place in ((None, only), (schema or None, table)):
        if inspector.has_table(place[1], schema=place[0]):
            return place
    there = sorted([*inspector.get_table_names(), *inspector.get_view_names()])
    near = did_you_mean(only, there)
    raise LoreError(f"table: {name} has no table {only!r}{near}; there are: {', '.join(there) or 'none'}")


def _all(connection: Connection, inspector: Inspector) -> Iterator[tuple[Place, bool]]:
    default = inspector.default_schema_name
    if connection.dialect.name == "postgresql":
        found = connection.exec_driver_sql(_READABLE.replace("%", "%%")).fetchall()
        for schema, name, readable in sorted(found, key=lambda row: row[0] != default):
            yield (None if schema == default else schema, name), readable
        return
    inner = {row[1] for row in connection.exec_driver_sql("pragma table_list") if row[2] == "shadow"}
    yield from (((None, name), True) for name in sorted(inspector.get_table_names()) if name not in inner)


def _described(inspector: Inspector, places: Sequence[Place]) -> Iterator[TableInfo]:
    bare = [name for _, name in places]
    led_to = {target for place in places for target in _foreign(inspector, place).values()}
    for place in places:
        schema, name = place
        label = name if bare.count(name) == 1 or schema is None else f"{schema} {name}"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of types that SQLAlchemy does not know
            columns = [str(found["name"]) for found in inspector.get_columns(name, schema=schema)]
        foreign = _foreign(inspector, place)
        there = {column: foreign[column] for column in columns if column in foreign}
        yield TableInfo(place, label, columns, _keys(inspector, place), there, place in led_to)


def _keys(inspector: Inspector, place: Place) -> list[str]:
    return list(inspector.get_pk_constraint(place[1], schema=place[0])["constrained_columns"])


def _foreign(inspector: Inspector, place: Place) -> dict[str, Place]:
    """Return the columns whose values are another table's primary key."""
    found = {}
    for key in inspector.get_foreign_keys(place[1], schema=place[0]):
        schema = key["referred_schema"]
        target = (None if schema == inspector.default_schema_name else schema, key["referred_table"])
        columns, referred = key["constrained_columns"], key["referred_columns"]
        there = len(columns) == 1 and inspector.has_table(target[1], schema=target[0])
        if there and list(referred or ()) in ([], _keys(inspector, target)):
            found[columns[0]] = target
    return found
