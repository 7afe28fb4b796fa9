"""Tables whose rows are JSON objects: lists of them from anywhere, and the DataTables of the Unreal Engine.

Format of a DataTable: Engine/Source/Runtime/Engine/Private/DataTableJSON.cpp: a list of objects whose first key is
``Name``, the row's name; some exporters write an object row name → row. A text that can be translated stands there as
``NSLOCTEXT("namespace", "key", "Text")``, and the name of nothing as ``None``; what is read is the text, or nothing,
and the cell as it was stays in ``extra["unreal-datatable"]``.

Lists of objects that have the keys of an entry are not for these readers (see `files.JsonFile`), nor are lorebooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from storyteller_agents.lore.entry import FIELDS, Problem, Source, shown
from storyteller_agents.lore.sources.cells import listed, plain
from storyteller_agents.lore.sources.documents import load_json, looks_like_json
from storyteller_agents.lore.sources.table import Row, Table, TableReader

_LOOKED_AT = 20
_DEEPEST = 50

_KEYS, _CONTENT = {"key", "keys", "keysecondary"}, {"content", "entry", "text"}
_OF_ARTICY = {"Packages", "Objects", "ObjectDefinitions", "GlobalVariables", "Children"}
_SAYING_NOTHING = {"data", "entries", "items", "list", "records", "results", "rows", "values"}

_QUOTED = r'"((?:[^"\\]|\\.)*+)"'
_LOCALIZED = re.compile(
    rf"\s*(?:NSLOCTEXT\(\s*{_QUOTED}\s*,\s*{_QUOTED}\s*,|LOCTEXT\(\s*{_QUOTED}\s*,|INVTEXT\()\s*{_QUOTED}\s*\)\s*",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


class JsonTable(TableReader):
    """A list of objects, or an object with one such list and things about it."""

    kind: ClassVar[str] = "json-table"

    def matches(self, path: Path) -> bool:
        """Objects that share a column of single values, and are neither entries, lorebooks nor a DataTable."""
        if not looks_like_json(path):
            return False
        data = load_json(path).data
        name = _list_in(data)
        rows = _objects(data if name is None else data[name])
        shared = set.intersection(*(set(row) for row in rows)) if rows else set()
        if _unreal(data) is not None or any(row.keys() & _KEYS and row.keys() & _CONTENT for row in rows):
            return False
        if name is None and any(row.keys() & {"title", "text"} or row.keys() <= set(FIELDS) for row in rows):
            return False
        return any(2 * sum(plain(row[column]) is not None for row in rows) >= len(rows) for column in shared)

    def tables(self, path: Path) -> Iterator[Table | Problem]:
        """Yield the one table. What stands beside its list is what the file says about it."""
        document = load_json(path)
        yield from _repeated(document.repeated, path)
        name = _list_in(document.data)
        rows = document.data if name is None else document.data[name]
        beside = {} if name is None else {key: value for key, value in document.data.items() if key != name}
        about = {f"{self.kind}.about": beside} if beside else {}
        title = path.stem if name is None or name.casefold() in _SAYING_NOTHING else f"{path.stem} {name}"
        yield Table(title, _columns(rows), partial(_rows, rows, path.name), about=about)


class UnrealTable(TableReader):
    """A DataTable that was exported as JSON."""

    kind: ClassVar[str] = "unreal-datatable"

    def matches(self, path: Path) -> bool:
        """Rows whose first key is ``Name``, or rows by name, with columns that are spelled like ``DisplayName``."""
        return looks_like_json(path) and _unreal(load_json(path).data) is not None

    def tables(self, path: Path) -> Iterator[Table | Problem]:
        """Yield the one table; a row's name is its id, and its title as well if no column is one."""
        document = load_json(path)
        yield from _repeated(document.repeated, path)
        row_id, rows = _unreal(document.data) or ("Name", [])
        yield Table(path.stem, _columns(rows), partial(self._rows, rows, path.name), row_id)

    def _rows(self, rows: Sequence[Any], file: str) -> Iterator[Row | Problem]:
        for row in _rows(rows, file):
            if isinstance(row, Row):
                cells = {column: None if cell == "None" else _said(cell) for column, cell in row.cells.items()}
                held = {column: cell for column, cell in row.cells.items() if cells[column] != cell}
                row = Row(row.source, {**cells, self.kind: held} if held else cells)
            yield row


def _objects(data: Any) -> list[Mapping[str, Any]]:
    """Return the first rows of a list that are objects; none if most are not."""
    looked_at = data[:_LOOKED_AT] if isinstance(data, list) else []
    rows = [row for row in looked_at if isinstance(row, Mapping) and row]
    return rows if 2 * len(rows) >= len(looked_at) else []


def _list_in(data: Any) -> str | None:
    """Return the key of the one list of objects that an object is about; the rest of it has to be small."""
    if not isinstance(data, Mapping) or data.keys() & set(FIELDS) or data.keys() & _OF_ARTICY:
        return None
    found = [key for key, value in data.items() if _objects(value)]
    rest = [value for key, value in data.items() if key not in found]
    return found[0] if len(found) == 1 and all(_small(value) for value in rest) else None


def _small(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(not isinstance(item, Mapping) and not listed(item) for item in value.values())
    return not listed(value) or all(plain(item) is not None for item in value)


def _columns(rows: Sequence[Any]) -> list[str]:
    return list(dict.fromkeys(column for row in rows if isinstance(row, Mapping) for column in row))


def _rows(rows: Sequence[Any], file: str) -> Iterator[Row | Problem]:
    for number, row in enumerate(rows, start=1):
        source = Source(file=file, row=number)
        if isinstance(row, Mapping):
            yield Row(source, row)
        else:
            yield Problem(source, f"found {shown(row)}; allowed: an object with the columns of the other rows")


def _repeated(names: Sequence[str], path: Path) -> Iterator[Problem]:
    for name in names:
        yield Problem(Source(file=path.name), f"the key {shown(name)} stands twice; only the last one is read")


def _unreal(data: Any) -> tuple[str, list[Any]] | None:
    """Return the column of the rows' names and the rows, if this is a DataTable."""
    if isinstance(data, list):
        rows = _objects(data)
        names = [row["Name"] for row in rows if next(iter(row)) == "Name" and isinstance(row["Name"], str)]
        if not rows or len(set(names)) < len(rows):
            return None
        found: tuple[str, list[Any]] = ("Name", data)
    elif isinstance(data, Mapping) and data and all(isinstance(row, Mapping) for row in data.values()):
        rows = list(data.values())[:_LOOKED_AT]
        found = ("RowName", [{"RowName": name, **row} for name, row in data.items()])
    else:
        return None
    columns = set(_columns(rows)) - {"Name", "RowName"}
    alike = all(2 * len(row) >= len(columns) for row in rows)
    return found if alike and 2 * sum(map(_pascal, columns)) > len(columns) else None


def _pascal(column: str) -> bool:
    start = column[1:2] if column.startswith("b") else column[:1]
    return start.isupper() and not column.isupper() and " " not in column and "." not in column


def _said(cell: Any, depth: int = 0) -> Any:
    """Return a cell with each text that can be translated replaced by what it says."""
    if isinstance(cell, str) and (found := _LOCALIZED.fullmatch(cell)):
        return _ESCAPED.sub(lambda escape: _ESCAPES.get(escape[1], escape[0]), found[found.lastindex or 0])
    if depth < _DEEPEST and isinstance(cell, Mapping):
        return {key: _said(item, depth + 1) for key, item in cell.items()}
    return [_said(item, depth + 1) for item in cell] if depth < _DEEPEST and isinstance(cell, list) else cell
