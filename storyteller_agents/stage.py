"""The contract between the pipeline and a stage, built in or plugged in.

`@stage(...)` turns a function into a frozen `StageSpec`; it registers nothing. `StoryState` is what the
function reads, `StageContext` is what it works with. Both know only the book, the models, the lore and the
prompts; the graph that runs them is in `pipeline/`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_origin

from pydantic import BaseModel, ConfigDict

from storyteller_agents.errors import StageError, Stopped, did_you_mean
from storyteller_agents.language import language_name
from storyteller_agents.story import Brief, Cast, Findings, Outline, SceneCard, Scenes, TextRecord

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

    from storyteller_agents.book import Book
    from storyteller_agents.lore.entry import LoreEntry
    from storyteller_agents.lore.retrieve import Hit
    from storyteller_agents.session import Session

CORE_FIELDS: dict[str, Any] = {
    "brief": Brief,
    "outline": Outline,
    "cast": Cast,
    "scenes": Scenes,
    "findings": Findings,
    "companion": TextRecord,
}
"""The state's own fields and their types. A plugin adds at most one, named after its stage."""

STAGE_NAME = re.compile(r"^[a-z][a-z0-9_]{0,39}$")


class NoConfig(BaseModel):
    """The configuration of a stage that has none."""

    model_config = ConfigDict(extra="forbid", frozen=True)


ConfigT = TypeVar("ConfigT", bound=BaseModel)
SchemaT = TypeVar("SchemaT", bound=BaseModel)


@dataclass(frozen=True)
class StageSpec:
    """A declared stage.

    Attributes:
        name: unique in a plan; also the name of the plugin's state field and of its section in story.toml.
        run: ``(state, ctx) -> dict``, or a compiled LangGraph graph over the same state.
        reads, writes: the state fields that it may read, and those that it may return.
        after, before: stages that it follows or precedes where they are present.
        requires: stages without which it makes no sense.
        replaces: the stage whose place it can take, when ``[pipeline.replace]`` says so.
        artifact: type of the state field that the stage adds.
        config: pydantic model of ``[stages.<name>]``.
        each: when given, called with the state; the stage then runs once for each key it returns, side by
            side, with the key as ``ctx.item``.
        incremental: the stage is always called and sees to it itself, through ``ctx.for_item``, that only what is
            stale is made again.
    """

    name: str
    run: Callable[..., Any]
    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    replaces: str | None = None
    artifact: Any = None
    config: type[BaseModel] = NoConfig
    each: Callable[[StoryState], Iterable[str]] | None = None
    incremental: bool = False
    summary: str = ""


def stage(
    *,
    reads: Iterable[str] = (),
    writes: Iterable[str] = (),
    after: Iterable[str] = (),
    before: Iterable[str] = (),
    requires: Iterable[str] = (),
    replaces: str | None = None,
    artifact: Any = None,
    config: type[BaseModel] = NoConfig,
    each: Callable[[StoryState], Iterable[str]] | None = None,
    incremental: bool = False,
    name: str | None = None,
) -> Callable[[Callable[..., Any]], StageSpec]:
    """Declare a stage. The name is the function's, unless given; its docstring's first line is its summary.

    Raises:
        StageError: the name can't be one, or a field is declared that the stage may not have.
    """

    def declare(run: Callable[..., Any]) -> StageSpec:
        own = name or str(getattr(run, "__name__", ""))
        if not STAGE_NAME.match(own):
            raise StageError(f"stage {own!r}: a name has small letters, digits and _, and starts with a letter.")
        spec = StageSpec(
            name=own,
            run=run,
            reads=frozenset(reads),
            writes=frozenset(writes),
            after=tuple(after),
            before=tuple(before),
            requires=tuple(requires),
            replaces=replaces,
            artifact=artifact,
            config=config,
            each=each,
            incremental=incremental,
            summary=(run.__doc__ or "").strip().partition("\n")[0],
        )
        _check_fields(spec)
        return spec

    return declare


def _check_fields(spec: StageSpec) -> None:
    if spec.artifact is not None and spec.name in CORE_FIELDS and spec.artifact is not CORE_FIELDS[spec.name]:
        raise StageError(
            f"stage {spec.name!r}: 'artifact' would redeclare the core field {spec.name!r}; rename the stage."
        )
    own = {spec.name} if spec.artifact is not None else set()
    for field_name in spec.writes - CORE_FIELDS.keys() - own:
        hint = did_you_mean(field_name, [*CORE_FIELDS, spec.name])
        raise StageError(
            f"stage {spec.name!r}: writes {field_name!r}{hint}, which is neither a core field "
            f"({', '.join(CORE_FIELDS)}) nor its own field; a stage's own field is named after it and typed by 'artifact'."
        )
    single = sorted(name for name in spec.writes if get_origin(CORE_FIELDS.get(name, spec.artifact)) is not dict)
    if spec.each is not None and single:
        raise StageError(
            f"stage {spec.name!r}: with 'each' it runs many times side by side, so it can't write {', '.join(single)}; "
            "it may write scenes, findings, or an artifact of type dict."
        )
    if "brief" in spec.writes:
        raise StageError(
            f"stage {spec.name!r}: writes 'brief', but the brief is the author's; write a field of your own."
        )


class StoryState(Mapping[str, Any]):
    """What a stage sees of the story: the fields that it declared in `reads`, as attributes or items.

    A field that no stage has written yet is None.

    Raises:
        StageError: on reading a field that the stage did not declare.
    """

    brief: Brief
    outline: Outline
    cast: Cast
    scenes: Scenes
    findings: Findings
    companion: TextRecord

    def __init__(self, values: Mapping[str, Any], reads: Iterable[str], stage: str) -> None:
        self._values = {name: values.get(name) for name in sorted(reads)}
        self._stage = stage

    def __getitem__(self, name: str) -> Any:
        if name not in self._values:
            raise StageError(f"stage {self._stage!r} reads {name!r} without declaring it; add it to reads={{…}}.")
        return self._values[name]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __iter__(self) -> Any:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


@dataclass
class _Usage:
    """What a stage has used so far: it becomes the record in story.lock."""

    names: set[str] = field(default_factory=set)
    lore: dict[str, str] = field(default_factory=dict)
    prompts: dict[str, str] = field(default_factory=dict)
    roles: set[str] = field(default_factory=set)
    tokens_in: int = 0
    tokens_out: int = 0


class TrackedLore:
    """The book's lore as a stage sees it; remembers which entries were used."""

    def __init__(self, session: Session, usage: _Usage) -> None:
        self._session, self._usage = session, usage

    def search(self, query: str, **options: Any) -> list[Hit]:
        """Return the entries that fit `query`, best first; options as in `Lore.search`."""
        hits = self._session.lore.search(query, **options)
        for hit in hits:
            self._usage.lore[hit.entry.id] = hit.entry.digest
        return hits

    def get(self, entry: str) -> LoreEntry | None:
        """Return the entry with this id, or None."""
        return self._note(self._session.lore.entries().get(entry))

    def by_name(self, name: str) -> LoreEntry | None:
        """Return the entry with this title or alias, or None."""
        return self._note(self._session.lore.by_name(name))

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
    """

    def __init__(self, session: Session, stage: str, config: ConfigT, item: str | None = None) -> None:
        self.session = session
        self.stage = stage
        self.item = item
        self.config = config
        self.usage = _Usage()
        self.lore = TrackedLore(session, self.usage)

    @property
    def book(self) -> Book:
        """The book that is drafted."""
        return self.session.book

    @property
    def language(self) -> str:
        """Language of the book (ISO 639-1)."""
        return self.session.book.language

    @property
    def language_name(self) -> str:
        """Name of that language in English, for prompts."""
        return language_name(self.language)

    def seed(self, *parts: Any) -> int:
        """Return a seed that depends on the book's seed, the stage, the item and `parts`, and on nothing else."""
        name = "/".join(str(part) for part in (self.session.settings.book.seed, self.stage, self.item or "", *parts))
        return random.Random(name).randrange(2**31)

    def model(self, role: str, *seed_parts: Any, **options: Any) -> BaseChatModel:
        """Return the chat model of a role, e.g. ``ctx.model("writer", max_tokens=400)``.

        Args:
            seed_parts: tell calls of one stage apart, so that each has its own seed.
            options: sampling settings for these calls, e.g. `max_tokens` or `temperature`.
        """
        self.checkpoint()
        self.usage.roles.add(role)
        return self.session.model(role, self, seed=self.seed(role, *seed_parts), **options)

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
        model = self.model(role, prompt, *seed_parts, max_tokens=max_tokens, **self._warmer(role, warmer))
        answer = model.with_structured_output(schema).invoke(self.prompt(prompt, **variables))
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
        **variables: Any,
    ) -> str:
        """Ask a model for free text.

        Args:
            begun: how the text begins already; the model goes on from there. Not repeated in the answer.
            warmer: added to the role's temperature, for another try.
        """
        from langchain_core.messages import AIMessage

        model = self.model(role, prompt, *seed_parts, max_tokens=max_tokens, **self._warmer(role, warmer))
        messages = [*self.prompt(prompt, **variables), *([AIMessage(begun)] if begun else [])]
        return str(model.invoke(messages).text)

    def _warmer(self, role: str, warmer: float) -> dict[str, float]:
        return {"temperature": min(self.session.settings.model(role).temperature + warmer, 2.0)} if warmer else {}

    def prompt(self, name: str, /, **variables: Any) -> list[BaseMessage]:
        """Render a prompt (`prompts/<name>.md`) to messages; the values are data, never templates.

        Raises:
            PromptError: the prompt is missing, or a variable of it is.
        """
        rendered = self.session.prompts.render(name, **variables)
        self.usage.prompts[name] = rendered.version
        return rendered.messages()

    def uses(self, *names: str) -> None:
        """Say what the result depends on, finer than the whole fields of `reads`, e.g. ``card/0001``.

        Once a stage has said so, only these names, the lore used and the stage's settings make it stale.
        """
        self.usage.names.update(names)

    def for_item(self, item: str) -> StageContext[ConfigT]:
        """Return a context of the same stage for one item, which is committed on its own."""
        return StageContext(self.session, self.stage, self.config, item)

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
