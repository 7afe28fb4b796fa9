"""Approval: where a draft waits for the author, what he is to look at, and how it goes on.

What he has approved stands in story.lock, as the version of what the stage itself wrote: the author's own edits of it
need no approval, another version by the stage does. A draft passes a stage of `pipeline.approve` only with that.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from storyteller_agents import history
from storyteller_agents.book import Book
from storyteller_agents.errors import BookError
from storyteller_agents.freshness import Freshness, Row
from storyteller_agents.lockfile import stage_of
from storyteller_agents.notes import FILE as NOTES
from storyteller_agents.pipeline.plan import Plan, PlannedStage, make_plan
from storyteller_agents.soundness import refuse_broken


def look_at(book: Book, stage: PlannedStage) -> list[str]:
    """Return the files, or the folder, in which the results of a stage stand."""
    return [str(book.path / "scenes" if name == "scenes" else book.file(name)) for name in sorted(stage.spec.writes)]


def how_to_go_on(book: Book, files: Sequence[str]) -> str:
    """Return what the author is told while a draft waits for him."""
    command = f"storyteller approve {shlex.quote(str(book.path))}"
    return (
        f"look at {', '.join(files)} and edit what you like. To go on: {command}. "
        f'To have it made again by your wish: {command} --note "…"'
    )


def waiting(plan: Plan, book: Book, rows: Sequence[Row]) -> str:
    """Return the stage whose results wait for the author, or an empty string.

    Args:
        rows: the book's status; what is still to be made can't be approved yet.
    """
    for stage in plan.stages:
        to_do = any(row.state in ("stale", "missing") for row in rows if row.stage == stage.name)
        if stage.name in plan.approve and book.story_lock.unapproved(stage.name) and not to_do:
            return stage.name
        if to_do:
            return ""
    return ""


def approve(book: Book, note: str | None = None) -> str:
    """Let a book that waits go on, and return the stage that it waited for; an empty string if it waits for nothing.

    Nothing is drafted here: the next draft goes on, or works the note in and waits again.

    Args:
        note: what the author wishes; the stage is made again with it, and what it had made goes to the history.

    Raises:
        BookError: the note is empty, or all that it could change was edited by hand and is kept.
        BookLockedError: another process works on the book.
    """
    if note is not None and not note.strip():
        raise BookError("--note: it is empty; say in a sentence what you wish, or leave it out to approve.")
    plan = make_plan(book.settings)
    with book.lock():
        refuse_broken(book)
        stage = waiting(plan, book, book.status())
        if stage and note is None:
            book.story_lock.approve(stage)
        elif stage and note is not None:
            work_in(book, plan, stage, note)
    return stage


def work_in(book: Book, plan: Plan, stage: str, note: str) -> None:
    """Wish for something of a stage, so that it runs again; what it had made goes to the history.

    Raises:
        BookError: all that the wish could change was edited by hand and is kept.
    """
    _keep_results(book, plan, stage)
    book.notes.ask_again(stage, note).write(book.path / NOTES)


def _keep_results(book: Book, plan: Plan, stage: str) -> None:
    """Put what a stage has made into the history.

    Raises:
        BookError: all of it was edited by hand.
    """
    freshness = Freshness(book, book.story_lock, plan.order())
    names = {
        name
        for key, record in book.story_lock.records.items()
        if stage_of(key) == stage
        for name in record.outputs
        if not name.startswith("findings") and book.digest_of(name)
    }
    own = {name for name in names if freshness.edited(name)}
    if names and names == own:
        files = ", ".join(str(book.file(name)) for name in sorted(own))
        raise BookError(
            f"{files}: edited by hand and kept, so that a note can't be worked in. "
            "Go on without a note, or delete the file to have it made again."
        )
    for name in sorted(names - own):
        history.keep(book.path, book.file(name))
