"""The contract between the pipeline and a stage, built in or plugged in.

`@stage(...)` turns a function into a frozen `StageSpec`; it registers nothing. `StoryState` is what the function
reads; what it works with is in `context.py`, and the graph that runs it in `pipeline/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, ConfigDict

from storyteller_agents.errors import StageError, did_you_mean
from storyteller_agents.story import Brief, Cast, Findings, Outline, Scenes, TextRecord

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
        roles: the model roles that it asks for, and that story.toml may therefore set; its name, unless given.
        artifact: type of the state field that the stage adds.
        config: pydantic model of ``[stages.<name>]``.
        lacks: when given, called with the fields of the state if a person wrote or edited what the stage writes. If
            it returns what that lacks, in words, the stage runs all the same, with the person's version in
            ``ctx.given``, and fills in the rest. What he wrote is kept in `history/` before.
        each: when given, called with the state; the stage then runs once for each key it returns, side by
            side, with the key as ``ctx.item``.
        in_order: with `each`: one key after another, for a stage that reads what it wrote for the keys before.
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
    roles: tuple[str, ...] = ()
    artifact: Any = None
    config: type[BaseModel] = NoConfig
    lacks: Callable[[Mapping[str, Any]], list[str]] | None = None
    each: Callable[[StoryState], Iterable[str]] | None = None
    in_order: bool = False
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
    roles: Iterable[str] = (),
    artifact: Any = None,
    config: type[BaseModel] = NoConfig,
    lacks: Callable[[Mapping[str, Any]], list[str]] | None = None,
    each: Callable[[StoryState], Iterable[str]] | None = None,
    in_order: bool = False,
    incremental: bool = False,
    name: str | None = None,
) -> Callable[[Callable[..., Any]], StageSpec]:
    """Declare a stage. The name is the function's, unless given; its docstring's first line is its summary.

    Raises:
        StageError: the name can't be one, or a field is declared that the stage may not have.
    """

    def declare(run: Callable[..., Any]) -> StageSpec:
        own = name or str(getattr(run, "__name__", ""))
        if not STAGE_NAME.fullmatch(own):
            raise StageError(f"stage {own!r}: a name has small letters, digits and _, and starts with a letter.")
        lists = {
            "reads": reads,
            "writes": writes,
            "after": after,
            "before": before,
            "requires": requires,
            "roles": roles,
        }
        for key, names in lists.items():
            if isinstance(names, str):
                raise StageError(f"stage {own!r}: {key!r} is one string, {names!r}; write it as ({names!r},).")
        if not (isinstance(config, type) and issubclass(config, BaseModel)):
            raise StageError(f"stage {own!r}: 'config' has to be a pydantic model, found {config!r}.")
        spec = StageSpec(
            name=own,
            run=run,
            reads=frozenset(reads),
            writes=frozenset(writes),
            after=tuple(after),
            before=tuple(before),
            requires=tuple(requires),
            replaces=replaces,
            roles=tuple(roles) or (own,),
            artifact=artifact,
            config=config,
            lacks=lacks,
            each=each,
            in_order=in_order,
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
        """Show `reads` of `values`; `stage` is how errors name the stage."""
        self._values = {name: values.get(name) for name in sorted(reads)}
        self._stage = stage

    def __getitem__(self, name: str) -> Any:
        if name not in self._values:
            raise StageError(f"{self._stage} reads {name!r} without declaring it; add it to reads={{…}}.")
        return self._values[name]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __iter__(self) -> Any:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)
