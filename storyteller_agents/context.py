"""What a stage works with: models by role, prompts, the lore, the book, and progress.

A context remembers what its stage used; that becomes the record in story.lock.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

from storyteller_agents.asking import fitted, patiently, side_by_side, warmed
from storyteller_agents.contract import ConfigT
from storyteller_agents.errors import Stopped
from storyteller_agents.files import digest
from storyteller_agents.language import language_name
from storyteller_agents.story import SceneCard, TextRecord
from storyteller_agents.usage import TrackedLore, Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

    from storyteller_agents.book import Book
    from storyteller_agents.session import Session

SchemaT = TypeVar("SchemaT", bound=BaseModel)
ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


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
        self.usage = Usage()
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
            role, prompt, *seed_parts, max_tokens=max_tokens, again=warmer > 0, **warmed(self, role, warmer)
        )
        messages = fitted(self, role, prompt, max_tokens, variables)
        answer = patiently(self, lambda: model.with_structured_output(schema).invoke(messages))
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
        options = {"max_tokens": max_tokens, "candidates": candidates, **warmed(self, role, warmer)}
        model = self.model(role, prompt, *seed_parts, again=warmer > 0, **options)
        messages = fitted(self, role, prompt, max_tokens, variables, begun)
        return str(patiently(self, lambda: model.invoke(messages)).text)

    def omits(self, prompt: str, what: Iterable[str], message: str) -> None:
        """Tell the user, and story.lock, that something was left out of a prompt for room."""
        self.session.note_omitted(self, prompt, what)
        self.emit("omitted", message)

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
        `asking.SIDE_BY_SIDE` run at once.
        """
        return side_by_side(function, items)

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
