"""What a draft would write, in order, why, and about how long it takes: `draft --dry-run`. Calls no model, writes nothing.

What follows from something that is made anew can't be known before, a new outline may have other cards: such a step says
what it depends on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from storyteller_agents.book import Book
from storyteller_agents.changes import Change
from storyteller_agents.freshness import LEFT_OUT, Freshness, Row, Verdict
from storyteller_agents.lockfile import Record, stage_of
from storyteller_agents.models.roles import Models
from storyteller_agents.pipeline.execute import outputs_of
from storyteller_agents.pipeline.plan import Plan, PlannedStage, make_plan
from storyteller_agents.pipeline.run import remarks
from storyteller_agents.pipeline.status import rows_of
from storyteller_agents.prompts import Prompts
from storyteller_agents.provenance import Provenance
from storyteller_agents.selection import Selection

BY_SCENE = {"scenes", "findings"}


@dataclass(frozen=True)
class Step:
    """One result that a draft would make.

    Attributes:
        artefact: its name, or that of a stage where it is not known which of its results.
        why: the reason.
        seconds: about how long it takes; None where nothing like it was made before.
        certain: whether it is stale or missing now, not only if something before it changes.
        changed: the inputs that changed.
    """

    artefact: str
    stage: str
    title: str
    why: str
    seconds: float | None
    certain: bool = True
    changed: tuple[Change, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the step as plain data."""
        names = ("artefact", "stage", "title", "why", "seconds", "certain")
        return {name: getattr(self, name) for name in names} | {
            "changed": [change.as_dict() for change in self.changed]
        }


@dataclass(frozen=True)
class Forecast:
    """What a draft would do.

    Attributes:
        steps: in the order of the draft.
        remarks: what it would say before it begins.
    """

    steps: tuple[Step, ...]
    remarks: tuple[str, ...] = ()

    @property
    def seconds(self) -> float | None:
        """About how long all steps take whose time is known; None where no time is."""
        known = [step.seconds for step in self.steps if step.seconds is not None]
        return sum(known) if known or not self.steps else None

    @property
    def unknown(self) -> list[str]:
        """The stages whose time is not known."""
        return list(dict.fromkeys(step.stage for step in self.steps if step.seconds is None))

    def as_dict(self) -> dict[str, Any]:
        """Return the forecast as plain data."""
        seconds = None if self.seconds is None else round(self.seconds, 1)
        steps = [step.as_dict() for step in self.steps]
        return {"steps": steps, "seconds": seconds, "unknown": self.unknown, "remarks": list(self.remarks)}


def forecast(book: Book, selection: Selection | None = None) -> Forecast:
    """Return what a draft with this selection would write.

    Raises:
        BookError: a scene that is asked for has no card.
    """
    asked = selection or Selection()
    plan = make_plan(book.settings)
    return Forecast(tuple(_Foresight(book, plan, asked).steps()), tuple(remarks(book, asked)))


@dataclass
class _Foresight:
    """Goes through the plan and remembers what would be new."""

    book: Book
    plan: Plan
    asked: Selection
    new: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        provenance = Provenance(Prompts(self.book.path / "prompts", self.book.language), Models(self.book.settings))
        self.lock = self.book.story_lock
        self.fresh = Freshness(self.book, self.lock, self.plan.order(), self.asked, provenance.differences)
        outline = self.book.load("outline")
        self.ids = [card.id for card in outline.cards()] if outline else []
        self.place = {scene: place for place, scene in enumerate(self.ids)}
        self.usual = _usual(self.lock.records)

    def steps(self) -> list[Step]:
        """Return the steps of all stages in order."""
        return [step for stage in self.plan.stages for step in self._of_stage(stage)]

    def _of_stage(self, stage: PlannedStage) -> list[Step]:
        if not self.asked.covers_stage(stage.name):
            return []
        if "outline" in self.new and self.asked.scenes is None and (BY_SCENE & stage.spec.writes or stage.spec.each):
            return [self._after_outline(stage)]
        found = []
        for row in rows_of(self.book, self.plan, stage, lambda key, outputs: self._judge(stage, key, outputs)):
            step = self._step(stage, row)
            if step is not None:
                found.append(step)
        if (
            "cast" in self.new
            and BY_SCENE & stage.spec.writes
            and "cast" in stage.spec.reads
            and len(found) < len(self.ids)
        ):
            found.append(
                Step(
                    stage.name,
                    stage.name,
                    "",
                    "depends on the new cast: the scenes of those whom it changes",
                    None,
                    False,
                )
            )
        return found

    def _judge(self, stage: PlannedStage, key: str, outputs: tuple[str, ...]) -> Verdict:
        if stage.spec.each:
            return self.fresh.judge(key, outputs)
        closing = "scenes" in stage.spec.reads
        verdict = self.fresh.judge(key, outputs, closing=closing, later=self.plan.later_writers(stage.name))
        written = all(self.book.digest_of(name) or name in self.new for name in map("scenes/{}".format, self.ids))
        if verdict.why == (LEFT_OUT,) and closing and written and self.asked.stages is None:
            return self.fresh.examine(key, outputs)  # the book is whole once these scenes are written
        return verdict

    def _step(self, stage: PlannedStage, row: Row) -> Step | None:
        """Return what would be done for a row of the status, or None."""
        item = row.artefact.partition("/")[2] if "/" in row.artefact else ""
        key = f"{stage.name}/{item}" if item else stage.name
        usual = self.usual.get(stage.name)
        follows, looks = self._follows(stage, key, item, row)
        if row.state in ("stale", "missing"):
            free = not follows and self._only_looked_at(key, stage)
            step = Step(row.artefact, stage.name, row.title, row.why, 0.0 if free else usual, True, row.changed)
        elif follows and row.state == "done":
            step = Step(row.artefact, stage.name, row.title, f"depends on {follows}", usual, False)
        elif looks and row.state == "done":
            return Step(row.artefact, stage.name, row.title, f"looked at again by rules: {looks}", 0.0, False)
        else:
            return None
        self.new.update(outputs_of(stage.spec.writes, item))
        return step

    def _follows(self, stage: PlannedStage, key: str, item: str, row: Row) -> tuple[str, str]:
        """Return on what new thing a result depends, and beside what new thing it stands."""
        if row.why == LEFT_OUT:
            return "", ""
        if not item:
            whole = [f"the new {name}" for name in sorted(stage.spec.reads & self.new)]
            texts = sorted(name.partition("/")[2] for name in self.new if name.startswith("scenes/"))
            if "scenes" in stage.spec.reads and texts:
                whole.append(f"the new text of {', '.join(texts[:6])}{' …' if len(texts) > 6 else ''}")
            return " and ".join(whole), ""
        if item not in self.place or "scenes" not in stage.spec.reads:
            return "", ""
        if f"scenes/{item}" in self.new:
            return "the new text", ""
        place = self.place[item]
        beside = [*self.ids[max(place - 1, 0) : place], *self.ids[place + 1 : place + 2]]
        record = self.lock.records.get(key, Record())
        near = [scene for scene in beside if f"scenes/{scene}" in self.new and f"near/{item}" in record.inputs]
        return "", " and ".join(f"scene {scene} beside it is new" for scene in near)

    def _only_looked_at(self, key: str, stage: PlannedStage) -> bool:
        return self.fresh.judge(key, outputs_of(stage.spec.writes, key.partition("/")[2])).look

    def _after_outline(self, stage: PlannedStage) -> Step:
        """Return one step for a stage whose scenes depend on an outline that is yet to come."""
        length = self.book.settings.book.length()
        count, usual = len(self.ids) or length.chapters * length.scenes, self.usual.get(stage.name)
        told = f"about {count} scenes" if not self.ids else f"at most as long as for {count} scenes"
        return Step(
            stage.name, stage.name, "", f"depends on the new outline ({told})", usual and usual * count, not self.ids
        )


def _usual(records: Any) -> dict[str, float]:
    """Return the median of the seconds that a result took, by stage."""
    times: dict[str, list[float]] = {}
    for key, record in records.items():
        if record.effort.get("seconds") and record.effort.get("calls"):
            times.setdefault(stage_of(key), []).append(record.effort["seconds"])
    untimed = _free(records, times)
    return {stage: median(found) for stage, found in times.items()} | dict.fromkeys(untimed, 0.0)


def _free(records: Any, times: Iterable[str]) -> set[str]:
    """Return the stages that were timed and called no model."""
    timed = {stage_of(key) for key, record in records.items() if "began" in record.effort}
    return timed - set(times)
