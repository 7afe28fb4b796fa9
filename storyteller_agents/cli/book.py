"""`storyteller new`, `draft` and `status`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from storyteller_agents.cli.output import JsonFlag, note, print_json, print_table
from storyteller_agents.errors import BookError

BookArgument = Annotated[Path, typer.Argument(metavar="BOOK", help="The book's folder.", show_default=False)]
Premise = Annotated[
    str | None, typer.Option("--premise", help="What the story is about; '-' reads it from standard input.")
]
World = Annotated[str | None, typer.Option("--world", help="A sample world to set it in, e.g. lantern-coast.")]
ScaleOption = Annotated[str | None, typer.Option("--scale", help="flash, short, novella, novel or epic.")]
Model = Annotated[str | None, typer.Option("--model", help="Base model: a catalogue name, a folder or a hub id.")]
Title = Annotated[str | None, typer.Option("--title", help="The book's title; the outliner finds one otherwise.")]
Language = Annotated[
    str | None, typer.Option("--language", help="Language code, e.g. en or zh; that of the premise otherwise.")
]
Seed = Annotated[int | None, typer.Option("--seed", help="Another seed gives another text.")]


def new(
    book: BookArgument,
    premise: Premise = None,
    world: World = None,
    scale: ScaleOption = None,
    model: Model = None,
    title: Title = None,
    language: Language = None,
    seed: Seed = None,
) -> None:
    """Make a new book folder."""
    made = create_book(book, premise, world, scale, model, title, language, seed)
    note(f"{book} is ready. Edit brief.md and story.toml if you like, then run: storyteller draft {book}")
    note(f"Lore: {len(made.lore.entries())} entries in {book / 'lore'}")


def draft(
    book: BookArgument,
    premise: Premise = None,
    world: World = None,
    scale: ScaleOption = None,
    model: Model = None,
    title: Title = None,
    language: Language = None,
    seed: Seed = None,
    as_json: JsonFlag = False,
) -> None:
    """Draft a book, or bring it up to date. Ctrl-C stops after saving; the same command goes on."""
    from storyteller_agents.book import Book
    from storyteller_agents.cli.progress import follow

    asked: dict[str, Any] = {
        "premise": premise,
        "world": world,
        "scale": scale,
        "model": model,
        "title": title,
        "language": language,
        "seed": seed,
    }
    if (book / "story.toml").exists():
        given = ", ".join(f"--{name}" for name, value in asked.items() if value is not None)
        if given:
            raise BookError(
                f"{book}: the book exists already, so {given} would change nothing. Edit its brief.md and story.toml, or name a new folder."
            )
        opened = Book.open(book)
    else:
        opened = create_book(book, **asked)
    finished = follow(opened)
    if as_json:
        print_json([row.as_dict() for row in opened.status()])
    if finished:
        note(f"Read it in {book / 'scenes'}, and about it in {book / 'companion.md'}.")


def status(book: BookArgument, as_json: JsonFlag = False) -> None:
    """Show what is done, edited, stale and missing, and why."""
    from storyteller_agents.book import Book

    rows = Book.open(book).status()
    if as_json:
        print_json([row.as_dict() for row in rows])
        return
    shown = [row for row in rows if row.state != "done" or row.stage not in ("critic", "reviser")]
    print_table(["artefact", "state", "title", "why"], [[row.artefact, row.state, row.title, row.why] for row in shown])
    counts = {state: sum(row.state == state for row in rows) for state in ("done", "edited", "stale", "missing")}
    note(", ".join(f"{count} {state}" for state, count in counts.items() if count))


def create_book(
    book: Path,
    premise: str | None,
    world: str | None,
    scale: str | None,
    model: str | None,
    title: str | None,
    language: str | None,
    seed: int | None,
) -> Any:
    """Make a book from command-line options.

    Raises:
        BookError: there is neither a premise nor a world that brings one.
        SettingsError: an option has a value that is not allowed.
    """
    from storyteller_agents.book import Book
    from storyteller_agents.resources import world as find_world
    from storyteller_agents.settings import parse_settings
    from storyteller_agents.story import Brief

    sample = find_world(world) if world else None
    if premise == "-":
        premise = typer.get_text_stream("stdin").read()
    if premise is None and sample is None:
        hint = 'Say what it is about with --premise "…", or choose a sample world with --world.'
        if not book.exists():
            raise BookError(f"{book}: there is no such book. {hint}")
        raise BookError(f"{book}: not a book, story.toml is missing. {hint}")
    text = premise if premise is not None else sample.premise if sample else ""
    if not text.strip():
        raise BookError("--premise: it is empty; say in a sentence or two what the story is about.")
    own = {"title": title, "scale": scale, "language": language, "seed": seed}
    data: dict[str, Any] = {"book": {key: value for key, value in own.items() if value is not None}}
    if model:
        data["models"] = {"default": {"base": model}}
    brief = Brief(premise=text, genre=sample.genre if sample else "", tone=sample.tone if sample else "")
    return Book.create(book, brief, settings=parse_settings(data, "the command line"), world=world)
