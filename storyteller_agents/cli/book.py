"""`storyteller draft` and `status`, and the options by which a book begins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storyteller_agents.cli.output import JsonFlag, note, print_json, print_table
from storyteller_agents.errors import ArtefactError, BookError

if TYPE_CHECKING:
    from storyteller_agents.book import Book
    from storyteller_agents.freshness import Row
    from storyteller_agents.selection import Selection

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
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written, why and about how long it takes.")]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", help="Only these scenes (12), ranges (5-9) or stages (critic); with commas."),
]
From = Annotated[str | None, typer.Option("--from", help="Only scenes from this one on.")]
Until = Annotated[str | None, typer.Option("--until", help="Only scenes up to this one.")]
Refresh = Annotated[
    bool, typer.Option("--refresh", help="Also make again what was made with another model, setting or prompt.")
]
Overwrite = Annotated[
    list[str] | None,
    typer.Option("--overwrite", help="Write these again although you edited them (12, outline); yours go to history/."),
]


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
    only: Only = None,
    start: From = None,
    until: Until = None,
    refresh: Refresh = False,
    overwrite: Overwrite = None,
    dry_run: DryRun = False,
    as_json: JsonFlag = False,
) -> None:
    """Draft a book, or bring it up to date. Ctrl-C stops after saving; the same command goes on."""
    from storyteller_agents.book import Book
    from storyteller_agents.cli.progress import follow
    from storyteller_agents.pipeline.run import selection_of
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
    elif dry_run:
        raise BookError(
            f"{book}: there is no book yet, so there is nothing to look at. Start one with: storyteller new"
        )
    else:
        opened = Wishes(**{**asked, "premise": read_premise(premise)}).make(book)
    selection = selection_of(
        opened, only=only or (), start=start, until=until, refresh=refresh, overwrite=overwrite or ()
    )
    if dry_run:
        _show_forecast(opened, selection, as_json)
        return
    finished = follow(opened, selection)
    if as_json:
        print_json([row.as_dict() for row in opened.status()])
    if finished:
        note(where_to_read(book))


def where_to_read(book: Path) -> str:
    """Return what is said when a draft is finished."""
    return f"Read it in {book / 'scenes'}, and about it in {book / 'companion.md'}."


def _show_forecast(book: Book, selection: Selection, as_json: bool) -> None:
    from storyteller_agents.cli.view import clock
    from storyteller_agents.pipeline.forecast import forecast

    found = forecast(book, selection)
    if as_json:
        print_json(found.as_dict())
        return
    for line in found.remarks:
        note(f"Note: {line}")
    if not found.steps:
        note("Nothing would be written.")
        return
    rows = [
        [step.artefact, step.title, "?" if step.seconds is None else clock(step.seconds), step.why]
        for step in found.steps
    ]
    print_table(["artefact", "title", "about", "why"], rows)
    if found.seconds is not None:
        note(f"About {clock(found.seconds)} (minutes:seconds), from what the same took before.")
    if found.unknown:
        note(f"How long it takes is not known yet for: {', '.join(found.unknown)}.")


def status(book: BookArgument, as_json: JsonFlag = False) -> None:
    """Show what is done, edited, stale and missing, and why."""
    from storyteller_agents.book import Book

    rows = Book.open(book).status()
    if as_json:
        print_json([row.as_dict() for row in rows])
    else:
        _show_rows(rows)
    if broken := [row.artefact.removeprefix("scenes/") for row in rows if row.state == "broken"]:
        raise ArtefactError(
            f"{book}: {len(broken)} scene{'s' * (len(broken) > 1)} can't be used: {', '.join(broken[:20])}"
            f"{' …' * (len(broken) > 20)}. The status says why; nothing is drafted until that is put right."
        )


def _show_rows(rows: list[Row]) -> None:
    """Print a book's status as a table, and how much is in which state."""
    shown = [row for row in rows if row.state != "done" or row.stage not in ("critic", "reviser")]
    print_table(["artefact", "state", "title", "why"], [[row.artefact, row.state, row.title, row.why] for row in shown])
    counts = {
        state: sum(row.state == state for row in rows)
        for state in ("done", "edited", "stale", "missing", "unused", "broken")
    }
    note(", ".join(f"{count} {state}" for state, count in counts.items() if count))


def read_premise(premise: str | None) -> str | None:
    """Return the premise that ``--premise`` means: ``-`` is standard input."""
    return typer.get_text_stream("stdin").read() if premise == "-" else premise
