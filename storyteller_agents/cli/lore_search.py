"""`storyteller lore list|show|search|why|check`: what is in a book's world, what a search finds, and what is wrong."""

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

BookArgument = Annotated[Path, typer.Argument(metavar="BOOK", help="The book's folder.")]

_PATIENCE = 2.0
"""Seconds of work before a progress bar appears."""


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
    tell_problems(lore.problems())


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


def search(
    book: BookArgument,
    query: Annotated[str, typer.Argument(help="Names, words or a question.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most entries to show.")] = 10,
    as_json: JsonFlag = False,
) -> None:
    """Search the entries; shows the best first, and why each was found."""
    from storyteller_agents.book import Book

    with lore_to_search(Book.open(book)) as lore:
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


def why(
    book: BookArgument,
    query: Annotated[str | None, typer.Argument(help="Names, words or a question; or give --scene.")] = None,
    scene: Annotated[
        str | None, typer.Option("--scene", metavar="ID", help="A scene card, as the writer asks.")
    ] = None,
    budget: Annotated[int | None, typer.Option("--budget", min=0, help="Tokens; default: lore.budget.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most entries to choose.")] = 10,
    as_json: JsonFlag = False,
) -> None:
    """Explain a search: which entries are chosen, by which route, with which score, and what the budget leaves out."""
    from dataclasses import asdict

    from storyteller_agents.book import Book
    from storyteller_agents.errors import LoreError, did_you_mean
    from storyteller_agents.lore.scene import SceneSearch

    opened = Book.open(book)
    wanted: dict[str, Any] = {"query": query or ""}
    if scene is not None:
        outline = opened.load("outline")
        cards = {card.id: card for card in outline.cards()}
        if scene not in cards:
            near = did_you_mean(scene, list(cards))
            raise LoreError(f"--scene: found {scene!r}{near}; allowed: the id of a card in {opened.file('outline')}")
        found = SceneSearch.of_card(outline, cards[scene])
        wanted = {"query": query or found.query, "present": found.present, "at": found.at}
    elif query is None:
        raise LoreError("Give a query, or --scene with the id of a scene card.")
    wanted["seed"] = opened.settings.book.seed
    with lore_to_search(opened) as lore:
        choice = lore.explain(**wanted, budget=opened.settings.lore.budget if budget is None else budget, limit=limit)
    if as_json:
        parts = {"chosen": choice.hits, "left_out": choice.left_out}
        about = {**wanted, "at": asdict(wanted["at"]) if "at" in wanted else None}
        print_json({**about, **{name: [_hit(hit) for hit in hits] for name, hits in parts.items()}})
        return
    note(f"Query: {wanted['query']}")
    rows = [("chosen", hit) for hit in choice.hits] + [("left out", hit) for hit in choice.left_out]
    print_table(
        ("", "title", "id", "score", "tokens", "why"),
        [
            (what, hit.entry.title, hit.entry.id, f"{hit.score:.4f}", hit.tokens, "; ".join(hit.reasons))
            for what, hit in rows
        ],
    )
    note(f"{sum(hit.tokens for hit in choice.hits)} tokens chosen.")


def check(book: BookArgument, as_json: JsonFlag = False) -> None:
    """Look for duplicates, dangling relations, shared names, contradicting facts and bad files. Exit code 1 if any."""
    from dataclasses import asdict

    from storyteller_agents.book import Book
    from storyteller_agents.lore.audit import audit

    lore = Book.open(book).open_lore(warn=note)
    entries, problems = lore.entries(), lore.problems()
    complaints = audit(entries)
    if as_json:
        print_json({"problems": problems, "complaints": [asdict(complaint) for complaint in complaints]})
    else:
        print_table(("rule", "what"), [(complaint.rule, complaint.message) for complaint in complaints])
        tell_problems(problems)
        note(f"{count(len(entries), 'entry', 'entries')}, {count(len(complaints), 'complaint', 'complaints')}.")
    if problems or complaints:
        raise typer.Exit(1)


@contextmanager
def lore_to_search(book: Book) -> Iterator[Lore]:
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
        lore.sync(stack.enter_context(progress_bar()))
        yield lore


@contextmanager
def progress_bar() -> Iterator[Progress]:
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


def count(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else many}"


def tell_problems(problems: list[str]) -> None:
    """Name what could not be read."""
    if problems:
        note(f"{count(len(problems), 'problem', 'problems')}:")
    for problem in problems:
        note(f"  - {problem}")
