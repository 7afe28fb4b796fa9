"""One run on one book: what its stages share, from the book, its models, lore and prompts to what they have used.

This is the runtime context of the LangGraph graph. It is made new for every run and never stored.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from storyteller_agents.book import Book
from storyteller_agents.canon.cache import Cache
from storyteller_agents.commits import MADE, Commits
from storyteller_agents.context import StageContext
from storyteller_agents.events import Event
from storyteller_agents.freshness import Freshness, Verdict
from storyteller_agents.lockfile import StoryLock
from storyteller_agents.prompts import Prompts
from storyteller_agents.provenance import Provenance
from storyteller_agents.selection import Selection
from storyteller_agents.story import SceneCard, TextRecord

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from storyteller_agents.models.roles import Models

ResultT = TypeVar("ResultT")
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
        failures: why a stage has no result for an item, by record key (``scenes/chapter-3``); the others went on.
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
        self._mutex = threading.RLock()
        self._commits = Commits(self, self._mutex)
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
        with self._mutex:
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
        with self._mutex:
            ctx.usage.call_begins()

    def call_ends(self, ctx: StageContext[Any], *, failed: bool = False) -> None:
        """Count its time no longer; `failed`: it gave no answer."""
        with self._mutex:
            ctx.usage.call_ends()
            ctx.usage.failed += failed

    def count(self, ctx: StageContext[Any], tokens_in: int, tokens_out: int, *, again: bool = False) -> None:
        """Add a model call and its tokens to what its stage and the run have used; calls may come side by side."""
        with self._mutex:
            ctx.usage.calls += 1
            ctx.usage.retries += again
            ctx.usage.tokens_in += tokens_in
            ctx.usage.tokens_out += tokens_out
            self.tokens_out += tokens_out

    def note_omitted(self, ctx: StageContext[Any], prompt: str, what: Iterable[str]) -> None:
        """Remember for the record in story.lock what a prompt went without; calls may come side by side."""
        with self._mutex:
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
        with self._mutex:
            first = stage not in self._totals
            self._totals.setdefault(stage, total)
        if first:
            self.emit("stage", stage=stage, message=message, total=total)

    def item_done(self, stage: str, item: str, message: str, total: int | None) -> None:
        """Count and report a finished item."""
        with self._mutex:
            self._finished[stage] = done = self._finished.get(stage, 0) + 1
            self._totals[stage] = total or self._totals.get(stage, 0)
        self.emit("item", stage=stage, item=item, message=message, done=done, total=self._totals[stage])

    def failed(self, stage: str, item: str, error: Exception) -> None:
        """Keep in mind that an item has no result; the draft goes on with the others and tells at its end."""
        with self._mutex:
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
        with self._mutex:
            return self.freshness.judge(key, outputs, **about)

    def made(self, key: str) -> dict[str, Any]:
        """Return what the record of a result remembers of its parts; nothing where it is made anew on purpose."""
        with self._mutex:
            record = self.lock.records.get(key)
            if record is None or self.freshness.refreshed(key):
                return {}
            return dict(record.notes.get(MADE, {}))

    def version(self, name: str, stage: str) -> str:
        """Return the digest of an input as a stage sees it."""
        with self._mutex:
            return self.freshness.version(name, stage)

    def finish(self) -> None:
        """Save what was amended."""
        with self._mutex:
            if self.lock.unsaved:
                self.lock.save()

    def write_scene(
        self, ctx: StageContext[Any], card: SceneCard, text: str, notes: Mapping[str, Any] | None = None
    ) -> TextRecord:
        """Commit the prose of one scene: its record, then its file."""
        return self._commits.scene(ctx, card, text, notes)

    def write_companion(self, ctx: StageContext[Any], text: str) -> TextRecord:
        """Commit companion.md."""
        return self._commits.companion(ctx, text)

    def commit(self, ctx: StageContext[Any], result: Mapping[str, Any]) -> None:
        """Write what a stage returned; scenes and the companion it has written itself."""
        self._commits.result(ctx, result)
