"""Tables: what all readers of rows and columns share, whatever their files are.

A file holds one table or several. Each goes through the mapping that the reader was given, or through a proposal made
from its first rows (see `columns`). Ids are unique within the file: bare numbers, which other files' rows have too,
get the table's name before them, and what stands twice gets a number. Rows are numbered as a spreadsheet shows them,
or from 1 where there is no such number. What makes an entry of a row is not decided here.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from storyteller_agents.errors import LoreError
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import LoreEntry, Problem, Source, shown, slug
from storyteller_agents.lore.sources.cells import blank, items, plain
from storyteller_agents.lore.sources.columns import Columns, check, propose, to_entry
from storyteller_agents.lore.sources.source import LoreReader

_SAMPLED = 200
_LONGEST_ID = 190
_NAMED = 5


@dataclass(frozen=True)
class Row:
    """One row of a table. Cells that are in no column of it go into the entry's `extra`."""

    source: Source
    cells: Mapping[str, Any]

    @property
    def empty(self) -> bool:
        """Whether there is nothing in any cell."""
        return all(map(blank, self.cells.values()))


@dataclass(frozen=True)
class Table:
    """Columns and rows.

    Attributes:
        name: what it is called, for ids and for the kind of its rows.
        names: its columns.
        rows: begins to read the rows; called once for each time that they are needed.
        row_id: the column of the id, where the format says which it is.
        foreign: columns whose cells are ids of other entries, where the format says so.
        may_be_empty: whether having no rows is nothing to tell.
        about: what the file says beside the rows; goes into the first entry's `extra`, under the names that it has here.
    """

    name: str
    names: Sequence[str]
    rows: Callable[[], Iterator[Row | Problem]]
    row_id: str | None = None
    foreign: Sequence[str] = ()
    may_be_empty: bool = False
    about: Mapping[str, Any] = field(default_factory=dict)


Numbered = tuple[int, Sequence[Any]] | Problem
"""A row of a sheet with its number."""


class TableReader(LoreReader):
    """Reads files of tables. `columns` says what their columns are; without it a proposal does."""

    def __init__(self, columns: Columns | None = None) -> None:
        self.columns = columns

    @abstractmethod
    def tables(self, path: Path) -> Iterator[Table | Problem]:
        """Yield the file's tables, and what is wrong with them as a whole."""

    def mapped(self, columns: Columns) -> TableReader:
        """Return a reader of the same files with this mapping."""
        other = copy(self)
        other.columns = columns
        return other

    def read(self, path: Path) -> Iterator[LoreEntry | Problem]:
        """Yield an entry for each row that is not empty, or why there is none; raises as `read_tables` does."""
        yield from read_tables(self.tables(path), self.columns, Source(file=path.name))


def read_tables(
    tables: Iterable[Table | Problem], columns: Columns | None, file: Source
) -> Iterator[LoreEntry | Problem]:
    """Yield an entry for each row that is not empty, or why there is none.

    Args:
        tables: of one file or database; ids are unique among them.
        columns: their mapping; None proposes one for each.
        file: where problems of a table as a whole stand.

    Raises:
        LoreError: no table has the columns of the mapping; if one has them, the others are problems.
    """
    ids, empty = _Ids(), True
    lacking: list[LoreError] = []
    for table in tables:
        if isinstance(table, Problem):
            yield table
            empty = False
            continue
        try:
            check(columns or Columns(), table.names)
        except LoreError as error:
            lacking.append(error)
            continue
        empty = False
        yield from _entries(table, columns or proposal(table), ids, file)
    if lacking and empty:
        raise lacking[0]
    yield from (Problem(file, f"a sheet is passed over; {error}") for error in lacking)
    if empty:
        yield Problem(file, "the file is empty; allowed: a row with the names of the columns, and rows below it")


def proposal(table: Table) -> Columns:
    """Return the mapping that a table is read by where nobody gave one."""
    filled = (row.cells for row in table.rows() if isinstance(row, Row) and not row.empty)
    sample = list(islice(filled, _SAMPLED))
    return propose(table.names, sample, table=table.name, row_id=table.row_id, foreign=table.foreign)


def row_name(table: str, own: str) -> str:
    """Return the id of the row that a table calls `own`: bare numbers, which other tables have too, get its name."""
    return f"{slug(table)[:_LONGEST_ID]}-{own}"[:_LONGEST_ID] if own.isdecimal() else own


def _entries(table: Table, columns: Columns, ids: _Ids, file: Source) -> Iterator[LoreEntry | Problem]:
    known: dict[str, str] = {}
    if set(columns.relations) - set(table.foreign):  # a row may name a later one, so all have to be known first
        for names, found in _rows(table, columns, ids.copy(), {}):
            if isinstance(found, LoreEntry):
                known |= {name: known.get(name, found.id) for name in names}
    empty = True
    for _, found in _rows(table, columns, ids, known):
        empty = False
        yield found
    if empty and not table.may_be_empty:
        yield Problem(file, f"found no rows in {clean_line(table.name)}; allowed: a row of names and rows below it")


class _Ids:
    """Hands out ids, each once."""

    def __init__(self, taken: Iterable[str] = (), tried: Mapping[str, int] | None = None) -> None:
        self._taken = set(taken)
        self._tried = dict(tried or {})

    def copy(self) -> _Ids:
        return _Ids(self._taken, self._tried)

    def take(self, wanted: str) -> str:
        name, number = wanted, self._tried.get(wanted, 1)
        while name in self._taken:
            number += 1
            name = f"{wanted[:_LONGEST_ID]}-{number}"
        self._taken.add(name)
        if number > 1:
            self._tried[wanted] = number
        return name


def _rows(
    table: Table, columns: Columns, ids: _Ids, known: Mapping[str, str]
) -> Iterator[tuple[list[str], LoreEntry | Problem]]:
    """Yield what becomes of each row, with the names that other rows may call it by, casefolded."""
    begin, about = slug(table.name)[:_LONGEST_ID], table.about
    for number, row in enumerate(table.rows(), start=1):
        if isinstance(row, Problem):
            yield [], row
            continue
        if row.empty:
            continue
        own, title = (items(row.cells.get(column or ""))[:1] for column in (columns.id, columns.title))
        name = title[0] if title else f"{begin}-{row.source.row or number}"
        for found in to_entry({**row.cells, **about}, columns, row.source, name, known):
            if isinstance(found, LoreEntry):
                about = {}
                wanted = row_name(table.name, own[0]) if own and own[0].isdecimal() else found.id
                taken = ids.take(wanted)
                extra = found.extra if not own or taken == own[0] else {str(columns.id): own[0], **found.extra}
                if own and taken != wanted:
                    message = f"found {shown(own[0])}, which another row has too; this one is read as {shown(taken)}"
                    yield [], Problem(row.source, message, str(columns.id))
                found = found.model_copy(update={"id": taken, "extra": extra})
            yield [text.casefold() for text in (*own, *title)], found


def sheet_table(name: str, records: Callable[[], Iterator[Numbered]], source: Source) -> Iterator[Table | Problem]:
    """Yield the table in a sheet, which begins with the first row that is not empty; nothing if there is none.

    Args:
        name: what the table is called.
        records: begins to read the sheet's rows, each with its number.
        source: the sheet; with a node where rows may end early without a word.
    """
    filled = (item for item in records() if isinstance(item, Problem) or not all(map(blank, item[1])))
    first = next(filled, None)
    if first is None or isinstance(first, Problem):
        yield from () if first is None else (first,)
        return
    sample = [item[1] for item in islice(filled, _SAMPLED) if isinstance(item, tuple)]
    source = source.model_copy(update={"row": first[0]})
    names: dict[str, None] = {}
    for at, told, needed in _header(first[1], sample):
        column, number = told or f"column {at}", at
        while column in names:
            column, number = f"{told or 'column'} {number}", number + 1
        names[column] = None
        if column != told and needed:
            found = f"the name {told!r} a second time" if told else "no name"
            yield Problem(source, f"found {found} for column {at}; it is read as {column!r}")
    yield Table(name, list(names), partial(_below, records, list(names), source))


def _header(cells: Sequence[Any], sample: Sequence[Sequence[Any]]) -> Iterator[tuple[int, str, bool]]:
    """Yield the number of each column, its name, and whether it has one or any value; no empty ones at the end."""
    used = {at for row in (cells, *sample) for at, cell in enumerate(row[: len(cells)]) if not blank(cell)}
    for at in range(max(used) + 1):
        yield at + 1, clean_line(plain(cells[at]) or ""), at in used


def _below(records: Callable[[], Iterator[Numbered]], names: Sequence[str], header: Source) -> Iterator[Row | Problem]:
    short = 0
    first: list[str] = []
    for item in records():
        if isinstance(item, Problem):
            yield item
            continue
        number, cells = item
        if number <= (header.row or 0):
            continue
        source = header.model_copy(update={"row": number})
        if not all(map(blank, cells[len(names) :])):
            message = f"found {len(cells)} cells; allowed: {len(names)}, as many as there are names in row {header.row}"
            yield Problem(source, f"{message}; has a cell with a delimiter in it no quotes? The row is left out")
            continue
        if header.node is None and 0 < len(cells) < len(names):
            short, first = short + 1, [*first, str(number)][:_NAMED]
        yield Row(source, dict(zip(names, cells, strict=False)))
    if short:
        rows = f"{', '.join(first)}{f' and {short - len(first)} more' if short > len(first) else ''}"
        message = f"found fewer than {len(names)} cells in row {rows}; those missing at the end count as empty"
        yield Problem(Source(file=header.file), message)
