"""One run on one book: the book, its models, lore and prompts, and the way from a result to the disk.

This is the runtime context of the LangGraph graph. It is made new for every run and never stored.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from storyteller_agents.book import Book
from storyteller_agents.canon.cache import Cache
from storyteller_agents.context import StageContext
from storyteller_agents.events import Event
from storyteller_agents.files import digest, write_text
from storyteller_agents.freshness import Freshness, Verdict
from storyteller_agents.history import keep
from storyteller_agents.lockfile import Record, StoryLock
from storyteller_agents.prompts import Prompts
from storyteller_agents.provenance import Provenance
from storyteller_agents.selection import Selection
from storyteller_agents.story import Finding, SceneCard, TextRecord

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from storyteller_agents.models.roles import Models

ResultT = TypeVar("ResultT")
MADE = "made"
"""The note in a record that holds the parts of a result; see `StageContext.once`."""
Choose = Callable[["StageContext[Any]", SceneCard, Sequence[str], Sequence[Mapping[str, float]]], int]
"""Returns which version of a scene to keep, by the texts and their scores; from 0."""


class Control:
    """Lets another thread end a run: `stop` after the model call in progress, `abort` in the middle of it."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.aborting = threading.Event()

    def stop(self) -> None:
        """Ask the run to end before its next model call."""
        self.stopping.set()

    def abort(self) -> None:
        """Ask the run to end at once."""
        self.stopping.set()
        self.aborting.set()


class Session:
    """What the stages of one run share.

    Args:
        book: the book, whose lock the caller holds.
        order: names of the planned stages in their order.
        listen: called with every event, from any thread.
        models: the models by role; made from the book's settings unless given.
        selection: what is asked for; all that is stale or missing by default.

    Attributes:
        canon: what was found in texts during this run; see `canon.cache`.
        failures: why a stage has no result for an item, by record key (``scenes/3``); the others went on.
        rewrite: the scenes that this run writes anew whatever their state, and no others; None for an ordinary draft.
        choose: picks among the versions of a scene instead of the scorer; None for an ordinary draft.
    """

    def __init__(
        self,
        book: Book,
        order: list[str],
        *,
        listen: Callable[[Event], None] | None = None,
        models: Models | None = None,
        control: Control | None = None,
        selection: Selection | None = None,
    ) -> None:
        self.book = book
        self.settings = book.settings
        self.order = order
        self.listen = listen or (lambda event: None)
        self.lock: StoryLock = book.story_lock
        self.prompts = Prompts(book.path / "prompts", book.language)
        self.lore = book.open_lore(warn=self.warn)
        self.control = control or Control()
        self.models = models or self._open_models()
        self.selection = selection or Selection()
        provenance = Provenance(self.prompts, self.models)
        self.freshness = Freshness(book, self.lock, order, self.selection, provenance.differences)
        self.tokens_out = 0
        self.canon = Cache()
        self._shared: dict[Any, tuple[tuple[Any, ...], Any]] = {}
        self.rewrite: frozenset[str] | None = None
        self.choose: Choose | None = None
        self._commit = threading.RLock()
        self._totals: dict[str, int] = {}
        self._finished: dict[str, int] = {}
        self.failures: dict[str, str] = {}

    def _open_models(self) -> Models:
        from storyteller_agents.models.cache import AnswerCache
        from storyteller_agents.models.roles import Models

        cache = AnswerCache(self.book.cache / "answers.sqlite", warn=self.warn)
        return Models(self.settings, cache=cache, progress=self.loading, cancel=self.control.aborting)

    def shared(self, key: Any, make: Callable[[], ResultT], of: tuple[Any, ...] = ()) -> ResultT:
        """Return what stages keep for each other in this run under a key; made by the first who asks.

        Args:
            of: what it is made of; with other objects than before it is made again.
        """
        with self._commit:
            held = self._shared.get(key)
            if held is None or any(one is not other for one, other in zip(held[0], of, strict=True)):
                held = self._shared[key] = (of, make())
            found: ResultT = held[1]
            return found

    def loading(self, label: str, done: int, total: int | None = None) -> None:
        """Report how far something slow has come: fetching weights, embedding lore."""
        self.emit("loading", message=label, done=done, total=total or 0)

    def close(self) -> None:
        """Close the lore's indexes."""
        self.lore.close()

    def emit(self, kind: Any, **data: Any) -> None:
        """Tell the listener what happened."""
        self.listen(Event(kind=kind, **data))

    def call_begins(self, ctx: StageContext[Any]) -> None:
        """Count the time of a model call from now on."""
        with self._commit:
            ctx.usage.call_begins()

    def call_ends(self, ctx: StageContext[Any], *, failed: bool = False) -> None:
        """Count its time no longer; `failed`: it gave no answer."""
        with self._commit:
            ctx.usage.call_ends()
            ctx.usage.failed += failed

    def count(self, ctx: StageContext[Any], tokens_in: int, tokens_out: int, *, again: bool = False) -> None:
        """Add a model call and its tokens to what its stage and the run have used; calls may come side by side."""
        with self._commit:
            ctx.usage.calls += 1
            ctx.usage.retries += again
            ctx.usage.tokens_in += tokens_in
            ctx.usage.tokens_out += tokens_out
            self.tokens_out += tokens_out

    def note_omitted(self, ctx: StageContext[Any], prompt: str, what: Iterable[str]) -> None:
        """Remember for the record in story.lock what a prompt went without; calls may come side by side."""
        with self._commit:
            held = ctx.usage.notes.setdefault("omitted", {})
            held[prompt] = sorted({*held.get(prompt, ()), *what})

    def spent(self, stage: str, seconds: float) -> None:
        """Report how long a stage, or one item of it, took."""
        self.emit("spent", stage=stage, seconds=seconds)

    def warn(self, message: str) -> None:
        """Tell the listener something that stops nothing."""
        self.emit("warning", message=message)

    def begin(self, stage: str, message: str, total: int) -> None:
        """Report once that a stage with items begins."""
        with self._commit:
            first = stage not in self._totals
            self._totals.setdefault(stage, total)
        if first:
            self.emit("stage", stage=stage, message=message, total=total)

    def item_done(self, stage: str, item: str, message: str, total: int | None) -> None:
        """Count and report a finished item."""
        with self._commit:
            self._finished[stage] = done = self._finished.get(stage, 0) + 1
            self._totals[stage] = total or self._totals.get(stage, 0)
        self.emit("item", stage=stage, item=item, message=message, done=done, total=self._totals[stage])

    def failed(self, stage: str, item: str, error: Exception) -> None:
        """Keep in mind that an item has no result; the draft goes on with the others and tells at its end."""
        with self._commit:
            self.failures[f"{stage}/{item}"] = str(error)
        self.emit("failed", stage=stage, item=item, message=str(error))

    def model(self, role: str, ctx: StageContext[Any], *, again: bool = False, **options: Any) -> BaseChatModel:
        """Return the model of a role; its calls are counted for `ctx`, as retries if they ask `again`."""
        from storyteller_agents.models.meter import CallMeter

        return self.models.for_role(role, callbacks=[CallMeter(self, ctx, again)], **options)

    # Results ---------------------------------------------------------------------------------------------------

    def examine(self, key: str, outputs: tuple[str, ...], **about: Any) -> Verdict:
        """Judge a result as this draft does; see `Freshness.judge`."""
        if self.rewrite is not None:
            return Verdict("stale", ("asked for",)) if key.partition("/")[2] in self.rewrite else Verdict("done")
        with self._commit:
            return self.freshness.judge(key, outputs, **about)

    def made(self, key: str) -> dict[str, Any]:
        """Return what the record of a result remembers of its parts; nothing where it is made anew on purpose."""
        with self._commit:
            record = self.lock.records.get(key)
            if record is None or self.freshness.refreshed(key):
                return {}
            return dict(record.notes.get(MADE, {}))

    def version(self, name: str, stage: str) -> str:
        """Return the digest of an input as a stage sees it."""
        with self._commit:
            return self.freshness.version(name, stage)

    def finish(self) -> None:
        """Save what was amended."""
        with self._commit:
            if self.lock.unsaved:
                self.lock.save()

    def write_scene(
        self, ctx: StageContext[Any], card: SceneCard, text: str, notes: Mapping[str, Any] | None = None
    ) -> TextRecord:
        """Commit the prose of one scene: its record, then its file."""
        file, content = self.book.render_scene(card, text)
        self._write(ctx, {f"scenes/{card.id}": (file, content)}, {}, notes)
        return self.book.record(f"scenes/{card.id}")

    def write_companion(self, ctx: StageContext[Any], text: str) -> TextRecord:
        """Commit companion.md."""
        self._write(ctx, {"companion": (self.book.file("companion"), f"{text.strip()}\n")}, {}, None)
        return self.book.record("companion")

    def commit(self, ctx: StageContext[Any], result: Mapping[str, Any]) -> None:
        """Write what a stage returned: the record to story.lock, then the artefacts to their files.

        Scenes and the companion are written by the stage itself, since prose isn't part of the state.
        """
        with self._commit:
            files = {
                name: self.book.render(name, self._joined(ctx, name, value))
                for name, value in result.items()
                if name not in ("scenes", "companion", "findings")
            }
            findings: dict[str, list[Finding]] = dict(result.get("findings", {}))
            if ctx.look:
                self._look_again(ctx, findings)
            elif files or findings or not {"scenes", "companion"} & result.keys():
                self._write(ctx, files, findings, None)

    def _joined(self, ctx: StageContext[Any], name: str, value: Any) -> Any:
        """Return the whole field: what an item returned, among what the other items have."""
        return {**(self.book.load(name) or {}), **value} if ctx.item else value

    def _write(
        self,
        ctx: StageContext[Any],
        files: dict[str, tuple[Path, str]],
        findings: dict[str, list[Finding]],
        notes: Mapping[str, Any] | None,
    ) -> None:
        with self._commit:
            held = self.lock.records.get(ctx.key)
            outputs = {name: digest(content) for name, (_, content) in files.items()}
            outputs |= {
                f"findings/{scene}": digest([item.model_dump(mode="json") for item in found])
                for scene, found in findings.items()
            }
            self._keep_edited({name: file for name, file in files.items() if name not in ctx.given})
            record = self._record(ctx, outputs, notes)
            record.effort |= _settled(findings)
            if (
                held
                and not held.superseded
                and held.inputs == record.inputs
                and ctx.item
                and held.outputs.keys() - outputs.keys()
            ):
                record.outputs = {**held.outputs, **record.outputs}
                record.replaces = {**held.replaces, **record.replaces}
            self.lock.put(ctx.key, record, set(self.order[self.order.index(ctx.stage) + 1 :]))
            for file, content in files.values():
                write_text(file, content)
            for scene, found in findings.items():
                self.book.write_findings(scene, found)

    def _keep_edited(self, files: Mapping[str, tuple[Path, str]]) -> None:
        """Copy what a person edited to the book's history before it is written again, and say where."""
        for name, (file, _) in files.items():
            if self.freshness.edited(name) and (copy := keep(self.book.path, file)):
                self.warn(f"{name} is written again; yours is kept as {copy.relative_to(self.book.path)}")

    def _look_again(self, ctx: StageContext[Any], findings: Mapping[str, list[Finding]]) -> None:
        """Take findings of rules on a scene that stayed as it is; what later stages made of the older ones stands."""
        held = self.lock.records[ctx.key]
        now = self._record(ctx, held.outputs, None)
        self.lock.amend(ctx.key, held.model_copy(update={"inputs": now.inputs, "parts": now.parts, "notes": now.notes}))
        for scene, found in findings.items():
            before = self.book.load("findings").get(scene, [])
            ids = {finding.id for finding in found}
            after = [one for one in before if one.status != "open" and one.id not in ids] + found
            waived = {one.id for one in before if one.status == "waived"}
            if _by_id(one for one in before if one.id not in waived) != _by_id(
                one for one in after if one.id not in waived
            ):
                self.book.write_findings(scene, after)

    def _record(self, ctx: StageContext[Any], outputs: dict[str, str], notes: Mapping[str, Any] | None) -> Record:
        usage = ctx.usage
        inputs = {name: self.freshness.version(name, ctx.stage) for name in sorted(usage.names)}
        inputs |= {f"lore/{entry}": held for entry, held in usage.lore.items()}
        inputs[f"stages/{ctx.stage}"] = self.book.digest_of(f"stages/{ctx.stage}")
        packed = {name: self.freshness.parts(name, ctx.stage) for name in inputs}
        held = self.lock.records.get(ctx.key) if usage.reused else None
        before = held or Record()
        if wished := self.book.digest_of(f"notes/{ctx.key}"):
            inputs[f"notes/{ctx.key}"] = wished
        return Record(
            inputs=inputs,
            outputs=outputs,
            replaces={
                name: found
                for name in outputs
                if not name.startswith("findings") and (found := self.book.digest_of(name)) and found != outputs[name]
            },
            models={**{role: self.models.describe(role) for role in sorted(usage.roles)}, **before.models},
            prompts={**dict(sorted(usage.prompts.items())), **before.prompts},
            seed=self.settings.book.seed,
            lore=sorted(usage.lore),
            tokens={"input": usage.tokens_in, "output": usage.tokens_out} if usage.tokens_out else {},
            effort=usage.effort(),
            notes={**usage.notes, **(notes or {}), **({MADE: usage.made} if usage.made else {})},
            parts={name: held_parts for name, held_parts in packed.items() if held_parts},
        )


def _by_id(findings: Iterable[Finding]) -> dict[str, Finding]:
    return {finding.id: finding for finding in findings}


def _settled(findings: Mapping[str, list[Finding]]) -> dict[str, int]:
    """Return how many findings a result leaves open and repaired, without zeros."""
    counts = Counter(finding.status for found in findings.values() for finding in found)
    return {status: counts[status] for status in ("open", "repaired") if counts[status]}
