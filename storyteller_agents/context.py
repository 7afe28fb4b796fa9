"""What a stage works with: models by role, prompts, the lore, the book, and progress.

A context remembers what its stage used; that becomes the record in story.lock.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

from storyteller_agents.contract import ConfigT
from storyteller_agents.errors import ModelError, Stopped
from storyteller_agents.files import digest
from storyteller_agents.language import language_name
from storyteller_agents.patience import Patience
from storyteller_agents.story import SceneCard, TextRecord
from storyteller_agents.window import fit

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

    from storyteller_agents.book import Book
    from storyteller_agents.lore.entry import LoreEntry
    from storyteller_agents.lore.retrieve import Hit
    from storyteller_agents.session import Session

TEMPLATE_TOKENS = 64
"""Room for what a chat template puts around the messages."""
SIDE_BY_SIDE = 32
"""Threads in which a stage works on its items at the same time; the engine's rows are the real limit."""
BEGUN = "the text so far"
"""What an answer that is begun is called among the things that a prompt can go without."""
SchemaT = TypeVar("SchemaT", bound=BaseModel)
ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


@dataclass
class _Usage:
    """What a stage has used so far: it becomes the record in story.lock."""

    names: set[str] = field(default_factory=set)
    lore: dict[str, str] = field(default_factory=dict)
    prompts: dict[str, str] = field(default_factory=dict)
    roles: set[str] = field(default_factory=set)
    tokens_in: int = 0
    tokens_out: int = 0
    calls: int = 0
    retries: int = 0
    failed: int = 0
    notes: dict[str, Any] = field(default_factory=dict)
    made: dict[str, list[Any]] = field(default_factory=dict)
    reused: bool = False
    began: float = field(default_factory=time.time)
    _started: float = field(default_factory=time.monotonic)
    _running: int = 0
    _busy: float = 0.0

    def call_begins(self) -> None:
        """Note that a model call begins; time in which several run counts once."""
        if not self._running:
            self._busy -= time.monotonic()
        self._running += 1

    def call_ends(self) -> None:
        """Note that one of the calls has ended."""
        self._running -= 1
        if not self._running:
            self._busy += time.monotonic()

    def effort(self) -> dict[str, float]:
        """Return what it took so far, without zeros; see `lockfile.Record`."""
        now = time.monotonic()
        figures = {
            "began": round(self.began, 2),
            "seconds": round(now - self._started, 3),
            "model": round(self._busy + (now if self._running else 0.0), 3),
            "calls": self.calls,
            "retries": self.retries,
            "failed": self.failed,
        }
        return {name: value for name, value in figures.items() if value}


class TrackedLore:
    """The book's lore as a stage sees it; remembers which entries were used."""

    def __init__(self, session: Session, usage: _Usage) -> None:
        self._session, self._usage = session, usage

    def search(self, query: str, **options: Any) -> list[Hit]:
        """Return the entries that fit `query`, best first; options as in `Lore.search`."""
        hits = self._session.lore.search(query, **options)
        for hit in hits:
            self._note(self._session.lore.get(hit.entry.id))  # as it stands in the files, whatever holds in the scene
        return hits

    def get(self, entry: str) -> LoreEntry | None:
        """Return the entry with this id, or None."""
        return self._note(self._session.lore.entries().get(entry))

    def by_name(self, name: str) -> LoreEntry | None:
        """Return the entry with this title or alias, or None."""
        return self._note(self._session.lore.by_name(name))

    def embed(self, texts: Sequence[str]) -> list[list[float]] | None:
        """Return a vector for each text, of length 1; None where the book has no embedding model."""
        return self._session.lore.embed(texts)

    def of_kind(self, kind: str) -> list[LoreEntry]:
        """Return all entries of a kind, most important first; looking alone does not count as using."""
        found = [entry for entry in self._session.lore.entries().values() if entry.kind == kind]
        return sorted(found, key=lambda entry: (-entry.priority, entry.id))

    def _note(self, entry: LoreEntry | None) -> LoreEntry | None:
        if entry is not None:
            self._usage.lore[entry.id] = entry.digest
        return entry


class StageContext(Generic[ConfigT]):
    """What a stage works with.

    Attributes:
        stage: the stage's name.
        item: the key that a stage with `each` works on now, else None.
        config: the stage's own settings, checked.
        book: the book folder; prose is read through it.
        lore: search in the book's world.
        given: artefacts that a person began and this stage completes, by name; see `contract.StageSpec.lacks`.
        look: only what lies around the item changed: what it says by rules is looked at again, and no model is asked.
    """

    look: bool = False

    def __init__(self, session: Session, stage: str, config: ConfigT, item: str | None = None) -> None:
        self.session = session
        self.stage = stage
        self.item = item
        self.config = config
        self.usage = _Usage()
        self.given: dict[str, Any] = {}
        self.lore = TrackedLore(session, self.usage)

    @property
    def book(self) -> Book:
        """The book that is drafted."""
        return self.session.book

    @property
    def note(self) -> str:
        """What the author wishes of this result, or an empty string; see `notes`."""
        return self.book.notes.for_key(self.key).note

    @property
    def language(self) -> str:
        """Language of the book (ISO 639-1)."""
        return self.session.book.language

    @property
    def language_name(self) -> str:
        """Name of that language in English, for prompts."""
        return language_name(self.language)

    def seed(self, *parts: Any) -> int:
        """Return a seed that depends on the book's seed, the stage, the item, the author's take of it, and `parts`."""
        take = self.book.notes.for_key(self.key).take
        again = [f"take {take}"] if take > 1 else []
        name = "/".join(map(str, (self.session.settings.book.seed, self.stage, self.item or "", *again, *parts)))
        return random.Random(name).randrange(2**31)

    def model(self, role: str, *seed_parts: Any, again: bool = False, **options: Any) -> BaseChatModel:
        """Return the chat model of a role, e.g. ``ctx.model("writer", max_tokens=400)``.

        Args:
            seed_parts: tell calls of one stage apart, so that each has its own seed.
            again: whether these calls ask anew for what was asked before; counted as retries.
            options: sampling settings for these calls, e.g. `max_tokens` or `temperature`.
        """
        self.checkpoint()
        self.usage.roles.add(role)
        return self.session.model(role, self, again=again, seed=self.seed(role, *seed_parts), **options)

    def ask(
        self,
        role: str,
        schema: type[SchemaT],
        prompt: str,
        /,
        *seed_parts: Any,
        max_tokens: int = 300,
        warmer: float = 0.0,
        **variables: Any,
    ) -> SchemaT:
        """Ask a model for one small decision and return it as `schema`, whose shape the model can't leave.

        Args:
            role: the model's role.
            schema: a pydantic model; bound every string and list in it, e.g. with the types of `answers`.
            prompt: name of the prompt; `variables` go into it.
            seed_parts: tell the calls of one stage apart.
            max_tokens: budget of the answer.
            warmer: added to the role's temperature, for another try.

        Raises:
            OutputError: the answer did not fit the budget.
        """
        model = self.model(
            role, prompt, *seed_parts, max_tokens=max_tokens, again=warmer > 0, **self._warmer(role, warmer)
        )
        messages = self._fitted(role, prompt, max_tokens, variables)
        answer = self._patiently(lambda: model.with_structured_output(schema).invoke(messages))
        return schema.model_validate(answer)

    def write(
        self,
        role: str,
        prompt: str,
        /,
        *seed_parts: Any,
        max_tokens: int,
        begun: str = "",
        warmer: float = 0.0,
        candidates: int = 1,
        **variables: Any,
    ) -> str:
        """Ask a model for free text.

        Args:
            begun: how the text begins already; the model goes on from there. Not repeated in the answer.
            warmer: added to the role's temperature, for another try.
            candidates: how many calls with this very prompt are made at the same time, this one among them.
        """
        options = {"max_tokens": max_tokens, "candidates": candidates, **self._warmer(role, warmer)}
        model = self.model(role, prompt, *seed_parts, again=warmer > 0, **options)
        messages = self._fitted(role, prompt, max_tokens, variables, begun)
        return str(self._patiently(lambda: model.invoke(messages)).text)

    def _patiently(self, call: Callable[[], ResultT]) -> ResultT:
        """Make a call, and make it again where the model's server was away."""
        patience = Patience(self.session.settings.pipeline.retries, self.session.control.stopping, self.warn)
        try:
            return patience.ask(call)
        except ModelError:
            self.checkpoint()  # who has been stopped in a pause was stopped, and did not fail
            raise

    def _fitted(
        self, role: str, prompt: str, max_tokens: int, variables: Mapping[str, Any], begun: str = ""
    ) -> list[BaseMessage]:
        """Return a prompt that leaves room for the answer, without what is spare where the model's context is small."""
        from langchain_core.messages import AIMessage

        models = self.session.models
        room = models.context(role) - max_tokens - TEMPLATE_TOKENS

        def render(values: Mapping[str, Any]) -> list[BaseMessage]:
            messages = self.prompt(prompt, **{name: values[name] for name in variables})
            return [*messages, AIMessage(values[BEGUN])] if values[BEGUN] else messages

        def fits(messages: list[BaseMessage]) -> bool:
            text = "\n".join(str(message.content) for message in messages)
            return len(text.encode()) <= room or models.count_tokens(role, text) <= room  # a token is a byte at least

        spare = (*self.session.prompts.get(prompt).spare, BEGUN)
        messages, gone = fit(render, {**variables, BEGUN: begun}, spare, fits)
        if gone:
            self.omits(
                prompt,
                gone,
                f"The context of the {role}'s model is too small for the prompt {prompt!r}; it goes without {', '.join(gone)}.",
            )
        return messages

    def omits(self, prompt: str, what: Iterable[str], message: str) -> None:
        """Tell the user, and story.lock, that something was left out of a prompt for room."""
        self.session.note_omitted(self, prompt, what)
        self.emit("omitted", message)

    def _warmer(self, role: str, warmer: float) -> dict[str, float]:
        return {"temperature": min(self.session.settings.model(role).temperature + warmer, 2.0)} if warmer else {}

    def prompt(self, name: str, /, **variables: Any) -> list[BaseMessage]:
        """Render a prompt (`prompts/<name>.md`) to messages; the values are data, never templates.

        A prompt that declares the variable `note` gets the author's, unless another is given.

        Raises:
            PromptError: the prompt is missing, or a variable of it is.
        """
        if "note" in self.session.prompts.get(name).variables:
            variables.setdefault("note", self.note)
        rendered = self.session.prompts.render(name, **variables)
        self.usage.prompts[name] = rendered.version
        return rendered.messages()

    def uses(self, *names: str) -> None:
        """Say what the result depends on, finer than the whole fields of `reads`, e.g. ``card/0001``.

        Once a stage has said so, only these names, the lore used and the stage's settings make it stale. Of the scenes
        around one, ``near/0001`` and ``story`` tell; they never lead to a model call by themselves.
        """
        self.usage.names.update(names)

    def once(self, name: str, of: Any, make: Callable[[], Any]) -> Any:
        """Return a part of the result: the one in story.lock if it was made of the same, else what `make` returns.

        So that a change costs the parts that it concerns, and no more. Parts are plain data.

        Args:
            name: of the part within this result.
            of: everything that the part depends on, as plain data; the stage's settings and the language count too.
        """
        key = digest([of, self.config.model_dump(mode="json"), self.language])[:8]
        held = self.session.made(self.key).get(name)
        if held and held[0] == key:
            self.usage.reused = True
            self.usage.made[name] = held
        else:
            self.usage.made[name] = [key, make()]
        return self.usage.made[name][1]

    def version(self, name: str) -> str:
        """Return the digest of something that a result may depend on, as this stage sees it; see `uses`."""
        return self.session.version(name, self.stage)

    def for_item(self, item: str) -> StageContext[ConfigT]:
        """Return a context of the same stage for one item, which is committed on its own."""
        return StageContext(self.session, self.stage, self.config, item)

    def side_by_side(self, function: Callable[[ItemT], ResultT], items: Iterable[ItemT]) -> list[ResultT]:
        """Call a function for every item at the same time, and return the results in order.

        Model calls made in it share the steps of one model, so many cost little more than one. At most
        `SIDE_BY_SIDE` run at once.
        """
        from langchain_core.runnables.config import ContextThreadPoolExecutor

        todo = list(items)
        if len(todo) < 2:
            return [function(item) for item in todo]
        with ContextThreadPoolExecutor(max_workers=min(len(todo), SIDE_BY_SIDE)) as callers:
            return list(callers.map(function, todo))

    def is_done(self, *outputs: str) -> bool:
        """Whether the result of this item is up to date or a person's own, e.g. ``ctx.is_done("scenes/0001")``."""
        return not self.session.examine(self.key, outputs).to_do

    def write_scene(self, card: SceneCard, text: str, **notes: Any) -> TextRecord:
        """Put the prose of a scene into the book at once, with what it was made from; `notes` go to story.lock."""
        return self.session.write_scene(self, card, text, notes)

    def write_companion(self, text: str) -> TextRecord:
        """Put companion.md into the book."""
        return self.session.write_companion(self, text)

    def item_done(self, message: str = "", total: int | None = None) -> None:
        """Report that the item is finished; `total` where the items are not those of `each`."""
        self.session.item_done(self.stage, self.item or "", message, total)

    @property
    def key(self) -> str:
        """The name of the record in story.lock: the stage's, with the item if there is one."""
        return f"{self.stage}/{self.item}" if self.item else self.stage

    def emit(self, kind: str, message: str = "", **data: Any) -> None:
        """Report progress; see `events.Event`."""
        self.session.emit(kind, stage=self.stage, message=message, **data)

    def warn(self, message: str) -> None:
        """Tell the user something that he should know and that stops nothing."""
        self.emit("warning", message)

    def checkpoint(self) -> None:
        """Stop here if the user asked for it. Called before every model call; call it in long loops.

        Raises:
            Stopped: the user pressed Ctrl-C.
        """
        if self.session.control.stopping.is_set():
            raise Stopped("Stopped. What was written is kept; the same command goes on from here.")
