"""`storyteller redo`: one scene written again by the author's wish, and nothing else.

The scene is rewritten even if it was edited by hand, since it was asked for by name; what stood there goes to the
history. The critic and the reviser then work on this scene as in a draft. Nothing on the disk changes before the new
text is there; the other scenes, their findings and the companion are left to the next draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyteller_agents import history
from storyteller_agents.book import Book
from storyteller_agents.context import StageContext
from storyteller_agents.errors import BookError, Stopped
from storyteller_agents.events import Event
from storyteller_agents.notes import FILE as NOTES
from storyteller_agents.notes import Notes, Wish
from storyteller_agents.pipeline.execute import items_of, run_item
from storyteller_agents.pipeline.plan import Plan, PlannedStage, make_plan
from storyteller_agents.session import Control, Session
from storyteller_agents.settings import ModelSettings, Settings
from storyteller_agents.soundness import refuse_broken
from storyteller_agents.story import SceneCard
from storyteller_agents.versions import Choose, Redone, Version, examined, find_scene

if TYPE_CHECKING:
    from storyteller_agents.models.roles import Models


def redo(
    book: Book,
    scene: str,
    *,
    note: str | None = None,
    candidates: int | None = None,
    choose: Choose | None = None,
    listen: Callable[[Event], None] | None = None,
    models: Models | None = None,
    control: Control | None = None,
) -> Redone:
    """Write one scene of a book again.

    Args:
        book: the book.
        scene: id or number of the scene.
        note: the author's wish for it; an empty one takes an earlier wish back, None keeps it.
        candidates: how many versions to write, instead of the number in the settings.
        choose: picks among them; by default the one with the best score is kept.
        listen: called with what happens.
        models: the models by role, instead of those of the book's settings.
        control: lets another thread stop it.

    Raises:
        BookError: there is no such scene, or it can't be written alone.
        StorytellerError: what stopped it; until the new text is there, nothing has changed.
    """
    card = find_scene(book, scene)
    refuse_broken(book)
    plan = make_plan(book.settings)
    writer = _writer_of(plan, book, candidates)

    def tell(event: Event) -> None:
        if listen:
            listen(replace(event, total=1) if event.kind in ("stage", "item") else event)

    with book.lock():
        session = Session(book, plan.order(), listen=tell, models=models, control=control)
        try:
            session.lore.sync(session.loading)
            return _Redo(session, plan, writer, card, note, choose).run(candidates)
        finally:
            book.wish(None)
            session.close()


def _writer_of(plan: Plan, book: Book, candidates: int | None) -> PlannedStage:
    """Return the stage that writes the scenes.

    Raises:
        BookError: it can't write one alone, or not in several versions, or what it reads is not there yet.
    """
    writer = next((stage for stage in plan.stages if "scenes" in stage.spec.writes), None)
    if writer is None or writer.spec.each is None:
        told = (
            f"the stage {writer.name!r} writes all scenes at once" if writer else "no stage of the plan writes scenes"
        )
        raise BookError(f"{book.path}: {told}, so that one can't be written again alone.")
    if candidates and not _is_ours(writer):
        raise BookError(f"--candidates: the stage {writer.name!r} of {writer.package} writes one version only.")
    missing = sorted(name for name in writer.spec.reads if book.load(name, plan.fields.get(name)) is None)
    if missing:
        raise BookError(f"{book.path}: there is no {' and no '.join(missing)} yet. Run: storyteller draft {book.path}")
    return writer


def _is_ours(writer: PlannedStage) -> bool:
    from storyteller_agents.stages.scenes import scenes

    return writer.spec is scenes


class _KeptOld(Stopped):
    """The author chose the version that was there."""


class _Redo:
    """One scene being written again; see `redo`."""

    def __init__(
        self,
        session: Session,
        plan: Plan,
        writer: PlannedStage,
        card: SceneCard,
        note: str | None,
        choose: Choose | None,
    ) -> None:
        self.session, self.book, self.plan, self.writer, self.card = session, session.book, plan, writer, card
        self.choose = choose
        self.key = f"{writer.name}/{card.id}"
        self.name = f"scenes/{card.id}"
        self.file = self.book.file(self.name)
        self.before = self.book.text(self.name)
        self.held = self.book.notes
        self.wished = self.held.ask_again(self.key, note)
        self.versions: list[Version] = []
        self.chosen: int | None = None
        self.kept: Path | None = None

    def run(self, candidates: int | None) -> Redone:
        """Write, examine and repair the scene."""
        lock = self.session.lock
        approved = [stage for stage in self.plan.approve if lock.version_of(stage) and not lock.unapproved(stage)]
        self.book.wish(self.wished)
        if candidates:
            self.session.settings = _with_candidates(self.session.settings, candidates)
        self.session.rewrite = frozenset({self.card.id})
        self.session.choose = self._choose
        try:
            self._write()
        except _KeptOld:
            self._keep_old()
            return self._result()
        try:
            self._follow_up()
        finally:
            lock.forget_replaced(self.name)  # if the old text is put back by hand, it is the author's
            for stage in approved:  # the author has asked for this text himself
                lock.approve(stage)
        return self._result()

    def _write(self) -> None:
        if not _is_ours(self.writer):
            self._make_way()
        items = self._items(self.writer)
        for item in [self.card.id] if self.card.id in items else items:
            run_item(self.plan, self.writer, self.session, item)

    def _follow_up(self) -> None:
        """Run the stages that examine or change single scenes on this one."""
        place = self.plan.order().index(self.writer.name)
        for stage in self.plan.stages[place + 1 :]:
            if stage.spec.writes & {"scenes", "findings"} and self.card.id in self._items(stage):
                run_item(self.plan, stage, self.session, self.card.id)

    def _items(self, stage: PlannedStage) -> list[str]:
        if stage.spec.each is None:
            return []
        return items_of(stage, self._state(stage))

    def _state(self, stage: PlannedStage) -> dict[str, Any]:
        return {name: self.book.load(name, self.plan.fields.get(name)) for name in stage.spec.reads}

    def _make_way(self) -> None:
        """Keep what the new text will replace, and the wish that it comes of."""
        self.kept = history.keep(self.book.path, self.file)
        self.wished.write(self.book.path / NOTES)
        self.book.wish(None)

    def _choose(
        self, ctx: StageContext[Any], card: SceneCard, texts: Sequence[str], scores: Sequence[Mapping[str, float]]
    ) -> int:
        """Return the version to keep, from 0; called by the writer when all are written and nothing is changed yet."""
        totals = [score["total"] for score in scores]
        best = totals.index(max(totals)) + 1
        self.versions = examined(ctx, card, texts, scores, self.writer.spec.reads)
        picked = best
        if len(texts) > 1:
            picked = self.choose(self.versions, best) if self.choose else best
            if not 0 <= picked <= len(texts):
                raise BookError(f"there is no version {picked}; there are 1 to {len(texts)}, and 0 is the old one.")
            self.chosen = picked
            self.versions = [self._put_aside(one) if one.number not in (0, picked) else one for one in self.versions]
        if picked == 0:
            raise _KeptOld("The old version stays.")
        self._make_way()
        return picked - 1

    def _put_aside(self, version: Version) -> Version:
        text = self.book.render_scene(self.card, version.text)[1]
        return replace(version, file=self._relative(history.add(self.book.path, self.file, text, candidate=True)))

    def _keep_old(self) -> None:
        """Remember that this take was asked for, so that the next one is another, without making the scene stale."""
        self.book.wish(None)
        record = self.session.lock.records.get(self.key)
        name = f"notes/{self.key}"
        was_current = record is not None and record.inputs.get(name, "") == self.book.digest_of(name)
        kept = {self.key: Wish(note=self.held.of(self.key).note, take=self.wished.of(self.key).take)}
        Notes({**self.held.wishes, **kept}).write(self.book.path / NOTES)
        if record is not None and was_current:
            inputs = {**record.inputs, name: self.book.digest_of(name)}
            self.session.lock.amend(self.key, record.model_copy(update={"inputs": inputs}))
            self.session.lock.save()

    def _result(self) -> Redone:
        found = self.book.load("findings").get(self.card.id, [])
        return Redone(
            scene=self.card.id,
            title=self.card.title,
            file=self._relative(self.file),
            before=self.before,
            after=self.book.text(self.name),
            kept=self._relative(self.kept) if self.kept else "",
            chosen=self.chosen,
            versions=self.versions,
            findings=[finding for finding in found if finding.status == "open"],
            wish=self.wished.of(self.key),
        )

    def _relative(self, file: Path) -> str:
        return str(file.relative_to(self.book.path))


def _with_candidates(settings: Settings, candidates: int) -> Settings:
    """Return settings in which the writer writes so many versions of a scene."""
    held = settings.models.get("writer")
    writer = held.model_copy(update={"candidates": candidates}) if held else ModelSettings(candidates=candidates)
    return settings.model_copy(update={"models": {**settings.models, "writer": writer}})
