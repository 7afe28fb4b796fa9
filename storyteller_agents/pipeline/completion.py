"""Completing what a person began: an outline or a cast of his own with parts missing.

His version is kept in `history/` first, and the record in story.lock names it. Whenever the stage has to run again
(a new brief, a draft that died), it starts from that version and not from its own earlier additions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from storyteller_agents import history
from storyteller_agents.book import Book
from storyteller_agents.context import StageContext
from storyteller_agents.freshness import Verdict
from storyteller_agents.pipeline.plan import Plan, PlannedStage

NOTE = "author"
SHOWN = 4


def take_given(
    planned: PlannedStage, ctx: StageContext[Any], state: Mapping[str, Any], verdict: Verdict, *, runs: bool
) -> bool:
    """Give the stage the version that a person began, if it has to be completed or made again; return whether it runs.

    Args:
        runs: whether the stage runs anyway.
    """
    if planned.spec.lacks is None:
        return runs
    (name,) = planned.spec.writes
    file, record = ctx.book.file(name), ctx.session.lock.records.get(ctx.key)
    if verdict.state == "edited":
        missing = planned.spec.lacks(state)
        kept = history.keep(ctx.book.path, file) if missing else None
        if kept is None:
            return runs
        where = kept.relative_to(ctx.book.path).as_posix()
        ctx.warn(
            f"{file.name} lacks {in_short(missing)}, which is filled in; what you wrote, with your comments, is kept as {where}"
        )
    elif runs and record is not None and NOTE in record.notes:
        where = str(record.notes[NOTE])
        kept = ctx.book.path / where
        if not kept.is_file():
            kept = history.keep(ctx.book.path, file)  # then what is there counts as his, with what was added to it
            where = kept.relative_to(ctx.book.path).as_posix() if kept else where
    else:
        return runs
    if kept is not None:
        ctx.given[name] = ctx.book.load_version(name, kept)
        ctx.usage.notes[NOTE] = where
    return True


def lacks(book: Book, plan: Plan, planned: PlannedStage) -> list[str]:
    """Return what a person's version lacks, in words; nothing where the stage completes none."""
    if planned.spec.lacks is None:
        return []
    return planned.spec.lacks({name: book.load(name, kind) for name, kind in plan.fields.items()})


def in_short(missing: Sequence[str]) -> str:
    """Return the first things that are missing, and how many more there are."""
    more = len(missing) - SHOWN
    return ", ".join(missing[:SHOWN]) + (f" and {more} more" if more > 0 else "")
