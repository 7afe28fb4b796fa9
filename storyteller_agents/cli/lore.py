"""`storyteller lore`: put entries into a book's world, and see what is there and what a search finds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storyteller_agents.cli.output import JsonFlag, note, print_json, print_rows, print_table

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from storyteller_agents.book import Book
    from storyteller_agents.lore.embedding import Progress
    from storyteller_agents.lore.entry import LoreEntry
    from storyteller_agents.lore.retrieve import Hit
    from storyteller_agents.lore.store import Lore

lore_app = typer.Typer(help="The world of a book: add entries, look at them, search them.", no_args_is_help=True)

BookArgument = Annotated[Path, typer.Argument(metavar="BOOK", help="The book's folder.")]

_PATIENCE = 2.0
"""Seconds of work before a progress bar appears."""


@lore_app.command("add")
def add(
    book: BookArgument,
    sources: Annotated[
        list[Path], typer.Argument(metavar="SOURCE...", help="Files (Markdown, YAML, JSON) or folders of them.")
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace files of the same name that differ.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Read lore files and copy the good ones into the book. Exit code 1 if anything was bad; the rest comes in."""
    from dataclasses import asdict

    from storyteller_agents.book import Book
    from storyteller_agents.lore.intake import take_in

    opened = Book.open(book)
    result = take_in(sources, opened.path / "lore", opened.open_lore(warn=note).entries(), force=force)
    if as_json:
        print_json(asdict(result))
    else:
        outcome = {"added": result.added, "replaced": result.replaced, "unchanged": result.unchanged}
        print_table(("file", ""), [(name, what) for what, names in outcome.items() for name in names])
        note(
            f"{_count(len(result.entries), 'entry', 'entries')} in {_count(sum(map(len, outcome.values())), 'file', 'files')}."
        )
    if result.passed_over:
        note(f"Passed over, as no source reads them: {', '.join(result.passed_over)}")
    _tell_problems(result.problems)
    if result.problems:
        raise typer.Exit(1)


@lore_app.command("list")
def list_entries(
    book: BookArgument,
    kind: Annotated[str | None, typer.Option("--kind", help="Only entries of this kind, e.g. person or place.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """List the entries, and name what can't be read."""
    from storyteller_agents.book import Book
    from storyteller_agents.errors import LoreError, did_you_mean
    from storyteller_agents.lore.entry import KINDS

    if kind is not None and kind not in KINDS:
        raise LoreError(f"--kind: found {kind!r}{did_you_mean(kind, KINDS)}; allowed: {', '.join(KINDS)}")
    lore = Book.open(book).open_lore(warn=note)
    rows = [_row(entry) for entry in lore.entries().values() if kind in (None, entry.kind)]
    print_rows(rows, ("id", "kind", "title", "file"), as_json)
    _tell_problems(lore.problems())


@lore_app.command("show")
def show(
    book: BookArgument,
    id: Annotated[str, typer.Argument(metavar="ID", help="An entry's id, title or alias.")],
    as_json: JsonFlag = False,
) -> None:
    """Show one entry with everything that is known of it."""
    from storyteller_agents.book import Book
    from storyteller_agents.errors import LoreError, did_you_mean

    lore = Book.open(book).open_lore(warn=note)
    entry = lore.get(id) or lore.by_name(id)
    if entry is None:
        near = did_you_mean(id, list(lore.entries()))
        raise LoreError(f"{id}: the book's lore has no such entry{near}. See all with: storyteller lore list {book}")
    if as_json:
        print_json(_row(entry))
        return
    about = [
        ("id", entry.id),
        ("kind", entry.kind),
        ("aliases", ", ".join(entry.aliases)),
        ("keys", ", ".join(entry.keys)),
    ]
    about += [("relation", f"{relation.kind} {relation.to}") for relation in entry.relations]
    about += [("fact", str(fact)) for fact in entry.facts]
    about += [
        ("priority", str(entry.priority)),
        ("always", "yes" if entry.always else ""),
        ("source", str(entry.source)),
    ]
    about += [(key, str(value)) for key, value in entry.extra.items()]
    print_table((entry.title, ""), [(name, value) for name, value in about if value])
    print(f"\n{entry.text}")


@lore_app.command("search")
def search(
    book: BookArgument,
    query: Annotated[str, typer.Argument(help="Names, words or a question.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most entries to show.")] = 10,
    as_json: JsonFlag = False,
) -> None:
    """Search the entries; shows the best first, and why each was found."""
    from storyteller_agents.book import Book

    with _lore_to_search(Book.open(book)) as lore:
        hits = lore.search(query, limit=limit)
    if as_json:
        print_json([_hit(hit) for hit in hits])
    else:
        print_table(
            ("title", "id", "score", "why"),
            [(hit.entry.title, hit.entry.id, f"{hit.score:.4f}", "; ".join(hit.reasons)) for hit in hits],
        )
    if not hits:
        note("Nothing found.")


@contextmanager
def _lore_to_search(book: Book) -> Iterator[Lore]:
    """Open the book's lore with fresh indexes; read-only where another process holds the book."""
    from contextlib import ExitStack

    from storyteller_agents.errors import BookLockedError

    with ExitStack() as stack:
        try:
            stack.enter_context(book.lock())
            writable = True
        except BookLockedError:
            writable = False
        lore = book.open_lore(writable=writable, warn=note)
        stack.callback(lore.close)
        lore.sync(stack.enter_context(_bar()))
        yield lore


@contextmanager
def _bar() -> Iterator[Progress]:
    """Give a progress that draws a bar on standard error once the work has taken a while."""
    from contextlib import ExitStack

    started = time.monotonic()
    with ExitStack() as stack:
        bar: Bar | None = None
        tasks: dict[str, Any] = {}

        def progress(label: str, done: int, total: int | None) -> None:
            nonlocal bar
            if bar is None and time.monotonic() - started > _PATIENCE:
                bar = stack.enter_context(_new_bar())
            if bar is not None:
                if label not in tasks:
                    tasks[label] = bar.add_task(label, total=total)
                bar.update(tasks[label], completed=done, total=total)

        yield progress


def _new_bar() -> Bar:
    from rich.console import Console
    from rich.progress import Progress as Bar

    return Bar(console=Console(stderr=True), transient=True)


def _row(entry: LoreEntry) -> dict[str, Any]:
    return {"file": entry.source.file, **entry.model_dump(mode="json", by_alias=True)}


def _hit(hit: Hit) -> dict[str, Any]:
    entry = hit.entry
    about = {"id": entry.id, "title": entry.title, "kind": entry.kind, "score": hit.score, "reasons": hit.reasons}
    return {**about, "tokens": hit.tokens, "text": entry.text, "source": entry.source.model_dump(exclude_none=True)}


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _tell_problems(problems: list[str]) -> None:
    if problems:
        note(f"{_count(len(problems), 'problem', 'problems')}:")
    for problem in problems:
        note(f"  - {problem}")
