"""`storyteller plugins list|check|new`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storyteller_agents.cli.output import JsonFlag, note, print_rows

plugins_app = typer.Typer(
    help="See, check and start plugins: stages, checks, lore sources, exporters, commands.", no_args_is_help=True
)


@plugins_app.command("list")
def list_plugins(as_json: JsonFlag = False) -> None:
    """List every installed plugin, with what it is and what is wrong with it."""
    from storyteller_agents.discovery import GROUPS, discover

    rows = [
        {
            "name": plugin.name,
            "kind": plugin.kind,
            "package": plugin.package,
            "version": plugin.version,
            "target": plugin.target,
            "error": plugin.error or None,
        }
        for kind in GROUPS
        for plugin in discover(kind)
    ]
    print_rows(rows, ["name", "kind", "package", "version", "error"], as_json)


@plugins_app.command("check")
def check_plugins(
    book: Annotated[
        Path | None,
        typer.Argument(metavar="[BOOK]", help="Plan this book's pipeline with them; default settings otherwise."),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Load every plugin and plan a pipeline with them; exit with 1 if anything is wrong."""
    from storyteller_agents.cli.pipeline import settings_of
    from storyteller_agents.discovery import GROUPS, discover
    from storyteller_agents.errors import PlanError
    from storyteller_agents.pipeline.plan import make_plan

    problems = [
        {"name": plugin.name, "package": plugin.package, "error": plugin.error}
        for kind in GROUPS
        for plugin in discover(kind)
        if plugin.error
    ]
    try:
        make_plan(settings_of(book))
    except PlanError as error:
        problems += [{"name": "pipeline", "package": "", "error": problem} for problem in error.problems]
    if problems or as_json:
        print_rows(problems, ["name", "package", "error"], as_json)
    if problems:
        raise typer.Exit(1)
    note("All plugins load, and the pipeline can be planned.")


@plugins_app.command("new")
def new_plugin(
    name: Annotated[str, typer.Argument(help="The stage's name: small letters, digits and _.")],
    path: Annotated[Path, typer.Option("--path", help="Where to make its folder.")] = Path(),
) -> None:
    """Write a package with one stage and its test, to install with pip and to make your own."""
    from storyteller_agents.scaffold import write_plugin

    folder = write_plugin(name, path)
    note(f"{folder} is ready. Install it with: pip install -e {folder}")
    note("Then see it in: storyteller plugins list, and storyteller pipeline show")
