"""`storyteller lore`: bring worlds into a book and out of it; looking at them is in `lore_search`."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from storyteller_agents.cli import lore_search
from storyteller_agents.cli.lore_search import BookArgument, count, progress_bar, tell_problems
from storyteller_agents.cli.output import JsonFlag, note, print_json, print_table

lore_app = typer.Typer(help="The world of a book: add entries, look at them, search them.", no_args_is_help=True)


@lore_app.command("add")
def add(
    book: BookArgument,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files of any kind that a source reads, folders of them, or a database: env:NAME for a variable that "
            "holds its URL, a URL without password, or an SQLite file.",
        ),
    ],
    table: Annotated[str | None, typer.Option("--table", help="Of a database: this table or view; else all.")] = None,
    query: Annotated[str | None, typer.Option("--query", help="Of a database: what this select finds.")] = None,
    mapped: Annotated[
        bool, typer.Option("--map", help="Write which column is what into story.toml, to be changed there.")
    ] = False,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="Read files where they are; story.toml names them. Nothing is copied.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would come in; change nothing.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Take all or nothing: stop at the first problem.")] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Replace files of the same name, and sources of the same place, that differ."),
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Read lore and bring the good entries into the book. Exit code 1 if anything was bad; the rest comes in.

    Files are copied into the book; a database, and what is read in place, is named in story.toml and read again by
    every sync and draft.
    """
    from dataclasses import asdict

    from storyteller_agents.book import Book
    from storyteller_agents.lore import registration

    opened = Book.open(book)
    wanted = registration.Wanted(
        sources, table=table, query=query, mapped=mapped, in_place=in_place, force=force, strict=strict
    )
    result = registration.add(opened.path, opened.open_lore(warn=note, writable=not dry_run), wanted, dry_run=dry_run)
    if as_json:
        print_json(asdict(result))
    else:
        outcome = {"added": result.added, "replaced": result.replaced, "unchanged": result.unchanged}
        if any(outcome.values()):
            print_table(("file", ""), [(name, what) for what, names in outcome.items() for name in names])
        print(result.story_toml, end="")
        files = count(sum(map(len, outcome.values())), "file", "files")
        places = f"{files} and {count(len(result.sources), 'source', 'sources')}" if result.sources else files
        note(f"{count(len(result.entries), 'entry', 'entries')} in {places}.")
    if dry_run or (strict and result.problems):
        note("Nothing was changed." if dry_run else "Nothing came in: --strict takes all or nothing.")
    elif result.sources:
        note(f"Written to {opened.path / 'story.toml'}.")
    if result.passed_over:
        note(f"Passed over, as no source reads them: {', '.join(result.passed_over)}")
    tell_problems(result.problems)
    if result.problems:
        raise typer.Exit(1)


@lore_app.command("sync")
def sync(book: BookArgument, as_json: JsonFlag = False) -> None:
    """Read the sources again and bring the indexes in step; only what changed is indexed and embedded."""
    from storyteller_agents.book import Book

    opened = Book.open(book)
    with opened.lock(), progress_bar() as progress, closing(opened.open_lore(warn=note)) as lore:
        changes = lore.sync(progress)
        problems = lore.problems()
        total = len(lore.entries())
    told = {"added": changes.added, "changed": changes.changed, "removed": changes.removed}
    if as_json:
        print_json({"entries": total, **{name: list(ids) for name, ids in told.items()}, "problems": problems})
    else:
        counts = ", ".join(f"{len(ids)} {name}" for name, ids in told.items())
        note(f"{count(total, 'entry', 'entries')}: {counts}.")


@lore_app.command("export")
def export(
    book: BookArgument,
    to: Annotated[
        str, typer.Option("--to", metavar="FORMAT", help="json, markdown, sillytavern or character-book.")
    ] = "json",
    out: Annotated[
        Path | None,
        typer.Option("--out", help="A file; for markdown an empty or new folder. Default: standard output."),
    ] = None,
) -> None:
    """Write the entries in a form that other tools read; what came from there goes back as it was."""
    from storyteller_agents.book import Book
    from storyteller_agents.errors import LoreError
    from storyteller_agents.files import write_text
    from storyteller_agents.lore import export as forms

    entries = list(Book.open(book).open_lore(warn=note).entries().values())
    data = forms.export(entries, to)
    if out is None:
        print_json(data)
    else:
        if to == "markdown" and out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise LoreError(f"--out: {out} is there already; allowed: a new or an empty folder.")
        files = data if to == "markdown" else {"": json.dumps(data, ensure_ascii=False, indent=2) + "\n"}
        for name, text in files.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            write_text(out / name, text)
        note(f"{count(len(entries), 'entry', 'entries')} written to {out}.")
    for field, number in forms.lost(entries, to).items():
        note(f"{to} has no place for {field}: left out of {count(number, 'entry', 'entries')}.")


lore_app.command("list")(lore_search.list_entries)
for look in (lore_search.show, lore_search.search, lore_search.why, lore_search.check):
    lore_app.command()(look)
