"""`storyteller draft` and `status`, and the options by which a book begins."""

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
BriefOption = Annotated[
    str | None, typer.Option("--brief", help="An example's name, e.g. the-last-timetable, or a file like brief.md.")
]
World = Annotated[str | None, typer.Option("--world", help="A sample world to set it in, e.g. lantern-coast.")]
ScaleOption = Annotated[str | None, typer.Option("--scale", help="flash, short, novella, novel or epic.")]
Chapters = Annotated[int | None, typer.Option("--chapters", help="Number of chapters, instead of the scale's.")]
Scenes = Annotated[int | None, typer.Option("--scenes", help="Scenes in each chapter.")]
Words = Annotated[int | None, typer.Option("--words", help="Words in each scene (characters, for Chinese).")]
Model = Annotated[str | None, typer.Option("--model", help="Base model: a catalogue name, a folder or a hub id.")]
Title = Annotated[str | None, typer.Option("--title", help="The book's title; the outliner finds one otherwise.")]
Language = Annotated[
    str | None, typer.Option("--language", help="Language code, e.g. en or zh; that of the premise otherwise.")
]
Seed = Annotated[int | None, typer.Option("--seed", help="Another seed gives another text.")]


def draft(
    book: BookArgument,
    premise: Premise = None,
    brief: BriefOption = None,
    world: World = None,
    scale: ScaleOption = None,
    chapters: Chapters = None,
    scenes: Scenes = None,
    words: Words = None,
    model: Model = None,
    title: Title = None,
    language: Language = None,
    seed: Seed = None,
    as_json: JsonFlag = False,
) -> None:
    """Draft a book, or bring it up to date. Ctrl-C stops after saving; the same command goes on."""
    from storyteller_agents.book import Book
    from storyteller_agents.cli.progress import follow
    from storyteller_agents.wishes import Wishes

    asked: dict[str, Any] = {
        "premise": premise,
        "brief": brief,
        "world": world,
        "scale": scale,
        "chapters": chapters,
        "scenes": scenes,
        "words": words,
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
        opened = Wishes(**{**asked, "premise": read_premise(premise)}).make(book)
    finished = follow(opened)
    if as_json:
        print_json([row.as_dict() for row in opened.status()])
    if finished:
        note(where_to_read(book))


def where_to_read(book: Path) -> str:
    """Return what is said when a draft is finished."""
    return f"Read it in {book / 'scenes'}, and about it in {book / 'companion.md'}."


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


def read_premise(premise: str | None) -> str | None:
    """Return the premise that ``--premise`` means: ``-`` is standard input."""
    return typer.get_text_stream("stdin").read() if premise == "-" else premise
