"""`storyteller outline`: the plan of a book."""

from __future__ import annotations

from typing import Annotated

import typer

from storyteller_agents.cli.book import BookArgument
from storyteller_agents.cli.output import JsonFlag, note, print_json, print_table


def outline(
    book: BookArgument,
    threads: Annotated[
        bool, typer.Option("--threads", help="Show where each thread is planted, recalled and paid off.")
    ] = False,
    timeline: Annotated[
        bool, typer.Option("--timeline", help="Show day, time, place and people of each scene.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Show acts, chapters and scene cards with words and mood; with --json threads and timeline too."""
    from storyteller_agents.book import Book
    from storyteller_agents.report.outline import plan_of

    found = plan_of(Book.open(book))
    if as_json:
        print_json(found.as_dict())
        return
    if threads:
        print_table(*found.threads_table())
    if timeline:
        print_table(*found.timeline_table())
    if not threads and not timeline:
        print_table(*found.cards_table())
    for warning in found.warnings:
        note(f"Warning: {warning}")
