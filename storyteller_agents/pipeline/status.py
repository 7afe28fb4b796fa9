"""The state of everything that a plan makes of a book: done, edited, stale or missing, and why. Runs nothing."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace

from storyteller_agents.book import Book
from storyteller_agents.freshness import Freshness, Row, Verdict
from storyteller_agents.pipeline.approval import waiting
from storyteller_agents.pipeline.completion import in_short, lacks
from storyteller_agents.pipeline.execute import items_of, outputs_of
from storyteller_agents.pipeline.plan import Plan, PlannedStage, make_plan
from storyteller_agents.soundness import broken_scenes, stray


def status(book: Book) -> list[Row]:
    """Return the state of every artefact, in the order of the plan; runs nothing and calls no model."""
    plan = make_plan(book.settings)
    freshness = Freshness(book, book.story_lock, plan.order())
    broken = broken_scenes(book)
    rows = [
        replace(row, state="broken", why=broken[item], changed=())
        if row.artefact.startswith("scenes/") and (item := row.artefact.removeprefix("scenes/")) in broken
        else row
        for stage in plan.stages
        for row in rows_of(book, plan, stage, freshness.examine)
    ]
    rows += [Row(file, "unused", stray(book, book.path / file)) for file in unused(book)]
    stage = "" if broken else waiting(plan, book, rows)
    why = f"waits for your approval: storyteller approve {shlex.quote(str(book.path))}"
    return [
        replace(row, why="; ".join(filter(None, (why, row.why)))) if stage and row.stage == stage else row
        for row in rows
    ]


def unused(book: Book) -> list[str]:
    """Return the scene files that belong to no card, relative to the book."""
    outline = book.load("outline")
    return book.scene_files.others({card.id for card in outline.cards()}) if outline else []


def rows_of(book: Book, plan: Plan, stage: PlannedStage, judge: Callable[..., Verdict]) -> list[Row]:
    """Return the rows of one stage, by a verdict on each of its results."""
    outline = book.load("outline")
    by_scene = {"scenes", "findings"} & stage.spec.writes
    if by_scene:
        if outline is None:
            return [Row(stage.name, "missing", "there is no outline yet", stage.name)]
        return [_row(stage, judge, card.id, card.title) for card in outline.cards()]
    if stage.spec.each:
        state = {name: book.load(name, plan.fields.get(name)) for name in stage.spec.reads}
        return [_row(stage, judge, item, "") for item in items_of(stage, state)]
    row = _row(stage, judge, "", "")
    if row.state == "edited" and (missing := lacks(book, plan, stage)):
        row = replace(row, why=f"{row.why}; a draft fills in what it lacks: {in_short(missing)}")
    return [row]


def _row(stage: PlannedStage, judge: Callable[..., Verdict], item: str, title: str) -> Row:
    outputs = outputs_of(stage.spec.writes, item)
    verdict = judge(f"{stage.name}/{item}" if item else stage.name, outputs)
    artefact = f"{stage.name}/{item}" if item else ", ".join(outputs) or stage.name
    return Row(artefact, verdict.state, "; ".join(verdict.why), stage.name, title, verdict.changed)
