"""For plugin authors: run one stage on a made-up book, without a model, and look at what it did.

    run = run_stage(twist, outline=sample_outline(scenes=6), responses=[Reversal(reversal="…")])
    assert run.result["twist"].scene == "0005"

The stage runs behind the same guard as in a draft: what it returns is checked against what it declared, and is
written to the book.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyteller_agents.book import Book
from storyteller_agents.contract import CORE_FIELDS, StageSpec
from storyteller_agents.errors import PlanError, StageError
from storyteller_agents.events import Event
from storyteller_agents.files import write_text
from storyteller_agents.lockfile import Record
from storyteller_agents.pipeline.execute import items_of, run_item
from storyteller_agents.pipeline.execute import run_stage as execute_stage
from storyteller_agents.pipeline.plan import Plan, PlannedStage
from storyteller_agents.session import Session
from storyteller_agents.settings import explain, parse_settings
from storyteller_agents.story import Act, Brief, Cast, Chapter, Character, Finding, Outline, Person, SceneCard

if TYPE_CHECKING:
    from storyteller_agents.models.scripted import ScriptedChatModel


@dataclass
class StageRun:
    """What a stage did.

    Attributes:
        result: what it returned, checked and typed.
        calls: the model calls that it made, as the scripted model recorded them.
        events: what it reported.
        book: the book that it worked on.
    """

    result: dict[str, Any]
    calls: list[Any]
    events: list[Event]
    book: Book


@dataclass
class ScriptedModels:
    """Gives every role the same scripted model, so that a test's answers are used in the order of the calls."""

    model: ScriptedChatModel
    roles: list[str] = field(default_factory=list)

    def for_role(self, role: str, **options: Any) -> ScriptedChatModel:
        """Return the scripted model, whatever the role."""
        self.roles.append(role)
        return self.model.for_call(**options)

    def describe(self, role: str) -> dict[str, Any]:
        """Return what story.lock notes of it."""
        return {"base": "scripted"}

    def context(self, role: str) -> int:
        """Return how many tokens a prompt and its answer may have; more than any test needs."""
        return 1_000_000

    def count_tokens(self, role: str, text: str) -> int:
        """Return an estimate."""
        return len(text) // 4


def scripted_models(responses: Sequence[Any] | None = None) -> ScriptedModels:
    """Return scripted models.

    Args:
        responses: the answers in the order of the calls: text, pydantic objects, dictionaries, or exceptions to
            raise. None makes up filler that fits each schema.
    """
    from storyteller_agents.models.scripted import ScriptedChatModel

    return ScriptedModels(ScriptedChatModel(responses=list(responses) if responses is not None else None))


def sample_brief() -> Brief:
    """Return a small brief."""
    return Brief(premise="A lighthouse keeper finds a bell that was lost with a ship.", genre="mystery", tone="quiet")


def sample_outline(scenes: int = 4, chapters: int = 2, words: int = 60) -> Outline:
    """Return an outline with so many scene cards, spread over so many chapters.

    Args:
        scenes: number of scene cards, with the ids 0001, 0002 …
        chapters: number of chapters; the last one takes the rest.
        words: target length of each scene.
    """
    names = ["Ada Penrow", "Bram Colley"]
    cards = [
        SceneCard(
            id=f"{number:04d}",
            title=f"Scene {number}",
            goal=f"Ada looks for clue {number}.",
            conflict="Bram is in the way.",
            outcome=f"Ada has clue {number}.",
            pov=names[0],
            cast=names if number % 2 else names[:1],
            place="the lamp room",
            time="night",
            words=words,
        )
        for number in range(1, scenes + 1)
    ]
    size = max(1, scenes // max(chapters, 1))
    starts = [index * size for index in range(min(chapters, scenes))]
    parts = [
        cards[start : (starts[index + 1] if index + 1 < len(starts) else None)] for index, start in enumerate(starts)
    ]
    return Outline(
        title="The Bell",
        logline="Ada Penrow has to find out who sank the ship.",
        people=[Person(name=names[0], role="protagonist"), Person(name=names[1], role="antagonist")],
        acts=[
            Act(
                title="Setup",
                chapters=[Chapter(title=f"Part {index + 1}", scenes=part) for index, part in enumerate(parts)],
            )
        ],
    )


def sample_cast() -> Cast:
    """Return the characters of the sample outline."""
    return Cast(
        characters=[
            Character(name="Ada Penrow", role="protagonist", want="the truth", facts={"age": "19", "eyes": "grey"}),
            Character(name="Bram Colley", role="antagonist", want="the lamp", facts={"age": "52", "eyes": "brown"}),
        ]
    )


def sample_book(
    folder: Path,
    *,
    brief: Brief | None = None,
    outline: Outline | None = None,
    cast: Cast | None = None,
    scenes: Mapping[str, str] | None = None,
    findings: Sequence[Finding] = (),
    settings: Mapping[str, Any] | None = None,
    lore: Mapping[str, str] | None = None,
    by_pipeline: bool = False,
) -> Book:
    """Make a book on the scripted model, without embeddings, that holds the given artefacts.

    Args:
        folder: a folder that is missing or empty.
        scenes: prose by scene id; needs an outline with these cards.
        settings: sections of story.toml, e.g. ``{"pipeline": {"plugins": []}}``. What they leave out stays: no role
            asks a real model unless its section or ``[models.default]`` names one.
        lore: text of Markdown files by file name.
        by_pipeline: whether the artefacts count as made by earlier stages, which later ones may change, rather than
            as written by the author.
    """
    data: dict[str, Any] = {"models": {"default": {"base": "scripted"}}, "lore": {"embeddings": "none"}}
    for section, values in (settings or {}).items():
        data[section] = {**data.get(section, {}), **values}
    book = Book.create(folder, brief or sample_brief(), settings=parse_settings(data))
    for name, text in (lore or {}).items():
        write_text(book.path / "lore" / name, text)
    for name, value in (("outline", outline), ("cast", cast)):
        if value is not None:
            write_text(*book.render(name, value))
    for scene, text in (scenes or {}).items():
        write_text(*book.render_scene(book.load("outline").card(scene), text))
    if findings:
        write_text(*book.render("findings", list(findings)))
    if by_pipeline:
        names = [
            name for name in ("outline", "cast", *(f"scenes/{scene}" for scene in scenes or ())) if book.digest_of(name)
        ]
        book.story_lock.put("given", Record(outputs={name: book.digest_of(name) for name in names}), set())
    return book


def run_stage(
    spec: StageSpec,
    *,
    responses: Sequence[Any] | None = None,
    config: Mapping[str, Any] | None = None,
    item: str | None = None,
    folder: Path | None = None,
    **artefacts: Any,
) -> StageRun:
    """Run one stage once, without a model.

    Args:
        spec: what `@stage(…)` returned.
        responses: the model's answers in order; see `scripted_models`.
        config: the stage's settings, as in ``[stages.<name>]``.
        item: for a stage with `each`, the item to run it for.
        folder: where the book is made; by default a temporary folder, which is gone when Python ends.
        artefacts: what the book holds before, as in `sample_book`.

    Raises:
        StageError: the stage broke its contract, or has `each` and no `item` is given.
        PlanError: `config` does not fit the stage's settings.
    """
    from pydantic import ValidationError

    try:
        checked = spec.config.model_validate(dict(config or {}))
    except ValidationError as error:
        raise PlanError(f"The settings of stage {spec.name!r} are wrong.", explain(error, spec.config)) from error
    book = sample_book(folder or _temporary_folder(), by_pipeline=True, **artefacts)
    own = {spec.name: spec.artifact} if spec.artifact is not None else {}
    planned = PlannedStage(spec, "under test", "", checked)
    plan = Plan((planned,), {**CORE_FIELDS, **own})
    models, events = scripted_models(responses), list[Event]()
    with book.lock():
        session = Session(book, [spec.name], listen=events.append, models=models)  # type: ignore[arg-type]
        try:
            state = {name: book.load(name, kind) for name, kind in plan.fields.items()}
            if spec.each and item is None:
                known = ", ".join(items_of(planned, state))
                raise StageError(f"stage {spec.name!r} runs once for each item; say which one with item=…: {known}")
            result = run_item(plan, planned, session, item) if item else execute_stage(plan, planned, session, state)
        finally:
            session.close()
    return StageRun(result, models.model.calls, events, book)


def _temporary_folder() -> Path:
    folder = tempfile.mkdtemp(prefix="storyteller-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder) / "book"
