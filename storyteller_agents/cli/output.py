"""What every command prints with: results go to standard output, everything else to standard error.

With ``--json`` standard output holds one JSON document and nothing else.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

import typer

JsonFlag = Annotated[bool, typer.Option("--json", help="Print one JSON document to standard output.")]


PIPED = 200
"""Columns of a table that goes to a file or another program."""


def note(message: str) -> None:
    """Tell the user something that is not the result."""
    print(message, file=sys.stderr, flush=True)


def print_json(value: Any) -> None:
    """Print one JSON document; paths and dates become text."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows under column heads; cells are shown as they are, never as markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    console = Console(soft_wrap=False, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPED)
    lines = [["" if cell is None else str(cell) for cell in row] for row in rows]
    named = [cells for cells in zip(columns, *lines, strict=True) if not any(map(_is_sentence, cells))]
    room = sum(2 + max(map(len, cells)) for cells in named)
    names = {name for name, *_ in named} if room < console.width else set()
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in names)  # sentences give way to names
    for line in lines:
        table.add_row(*map(Text, line))
    console.print(table)


def _is_sentence(cell: str) -> bool:
    """Whether a cell may be broken over lines where the terminal is narrow; names and figures may not."""
    return len(cell) > 30 or (" " in cell and len(cell) > 12)


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], as_json: bool) -> None:
    """Print the same rows as JSON (every key) or as a table (the named columns)."""
    if as_json:
        print_json(list(rows))
    else:
        print_table(columns, ([row.get(column) for column in columns] for row in rows))
