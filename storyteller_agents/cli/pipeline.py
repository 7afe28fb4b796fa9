"""`storyteller pipeline show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storyteller_agents.cli.output import JsonFlag, print_rows

if TYPE_CHECKING:
    from storyteller_agents.settings import Settings

pipeline_app = typer.Typer(help="See the stages in the order in which they run.", no_args_is_help=True)


@pipeline_app.callback()
def _group() -> None:
    """Keep `show` a command of its own."""


@pipeline_app.command("show")
def show(
    book: Annotated[
        Path | None, typer.Argument(metavar="[BOOK]", help="A book's pipeline; that of default settings otherwise.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Show the planned stages, what each reads and writes, and where it comes from."""
    from storyteller_agents.pipeline.plan import make_plan

    settings = settings_of(book)
    rows: list[dict[str, Any]] = [
        {
            "stage": stage.name,
            "reads": sorted(stage.spec.reads),
            "writes": sorted(stage.spec.writes),
            "package": stage.package,
            "version": stage.version,
            "runs": "for each item" if stage.spec.each else "once",
            "replaces": stage.spec.replaces,
            "approve": stage.name in settings.pipeline.approve,
            "config": stage.config.model_dump(mode="json"),
            "about": stage.spec.summary,
        }
        for stage in make_plan(settings).stages
    ]
    shown = (
        rows
        if as_json
        else [{**row, "reads": ", ".join(row["reads"]), "writes": ", ".join(row["writes"])} for row in rows]
    )
    print_rows(shown, ["stage", "reads", "writes", "runs", "package"], as_json)


def settings_of(book: Path | None) -> Settings:
    """Return a book's settings, or the defaults."""
    from storyteller_agents.settings import Settings

    if book is None:
        return Settings()
    from storyteller_agents.book import Book

    return Book.open(book).settings
