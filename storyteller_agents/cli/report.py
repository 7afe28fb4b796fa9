"""`storyteller report`: what a draft took, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storyteller_agents.cli.book import BookArgument
from storyteller_agents.cli.output import JsonFlag, note, print_json, print_table


def report(
    book: BookArgument,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page with plots there; an older report is replaced.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Show time, tokens, retries, findings and repairs by stage, and how much of the time the model took."""
    from storyteller_agents.book import Book
    from storyteller_agents.pipeline.plan import make_plan
    from storyteller_agents.report.page import write_page
    from storyteller_agents.report.report import report_of
    from storyteller_agents.report.table import COLUMNS, rows

    opened = Book.open(book)
    found = report_of(opened, make_plan(opened.settings).order())
    if html is not None:
        write_page(found, html)
    if as_json:
        print_json(found.as_dict())
    elif found.stages:
        print_table(COLUMNS, rows(found))
    else:
        note(f"{book}: nothing has been drafted yet. Run: storyteller draft {book}")
    if found.total.unknown:
        note(f"{found.total.unknown} results were written by an older version, which kept no times and no calls.")
    if html is not None:
        note(f"{html} is ready.")
