"""Running one stage: is it up to date, what does it return, does that keep its contract, and into the book.

This is the guard between plugins and the rest: what a stage returns is checked against what it declared.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from storyteller_agents.context import StageContext
from storyteller_agents.contract import StoryState
from storyteller_agents.errors import (
    IncompleteError,
    ModelError,
    StageError,
    StorytellerError,
    WeightsError,
    list_problems,
)
from storyteller_agents.pipeline.completion import take_given
from storyteller_agents.pipeline.plan import Plan, PlannedStage
from storyteller_agents.session import Session
from storyteller_agents.settings import explain

_BY_SCENE = {"scenes", "findings"}


def load_fields(session: Session, plan: Plan) -> dict[str, Any]:
    """Return every field of the state that stands in the book."""
    session.emit("plan", message=" → ".join(plan.order()), total=len(plan.stages))
    loaded = {name: session.book.load(name, kind) for name, kind in plan.fields.items()}
    return {name: value for name, value in loaded.items() if value is not None}


def run_stage(plan: Plan, planned: PlannedStage, session: Session, state: Mapping[str, Any]) -> dict[str, Any]:
    """Run a stage that works on the whole story, unless its result is up to date or a person's.

    Raises:
        StageError: the stage failed or broke its contract.
    """
    ctx = StageContext(session, planned.name, planned.config)
    ctx.checkpoint()
    if session.failures:
        ctx.emit("skip", "has to wait until nothing is missing")
        return {}
    if not planned.spec.incremental:
        verdict = session.examine(
            ctx.key,
            outputs_of(planned.spec.writes),
            closing="scenes" in planned.spec.reads,
            later=plan.later_writers(planned.name),
        )
        if not take_given(planned, ctx, state, verdict, runs=verdict.to_do):
            ctx.emit("skip", "; ".join(verdict.why) or "up to date")
            return {}
    ctx.emit("stage", planned.spec.summary)
    return _call(planned, ctx, state)


def run_item(plan: Plan, planned: PlannedStage, session: Session, item: str) -> dict[str, Any]:
    """Run a stage for one item of its fan-out, unless that is up to date or a person's."""
    ctx = StageContext(session, planned.name, planned.config, item)
    ctx.checkpoint()
    look = False
    if not planned.spec.incremental:
        verdict = session.examine(ctx.key, outputs_of(planned.spec.writes, item))
        look = verdict.look and planned.spec.writes == {"findings"}
        if not look and not verdict.to_do:
            return {}
    state = {name: session.book.load(name, plan.fields.get(name)) for name in planned.spec.reads}
    if look:
        return _look(planned, ctx, state)
    session.begin(planned.name, planned.spec.summary, len(items_of(planned, state)))
    result = _call(planned, ctx, state)
    if not planned.spec.incremental:
        ctx.item_done()
    return result


def try_item(plan: Plan, planned: PlannedStage, session: Session, item: str) -> dict[str, Any]:
    """Run a stage for one item as `run_item` does; where the model fails for it, that is kept, and the others go on."""
    try:
        return run_item(plan, planned, session, item)
    except WeightsError:
        raise
    except ModelError as error:
        session.failed(planned.name, item, error)
        return {}


def finish_stage(session: Session) -> None:
    """Report that everything is up to date.

    Raises:
        IncompleteError: the model failed for some items; tells which, and why.
    """
    session.finish()
    if session.failures:
        problems = [f"{key}: {why}" for key, why in sorted(session.failures.items())]
        raise IncompleteError(
            "Not everything could be written. What was written is kept; the same command goes on:", problems
        )
    session.emit("done", message="the book is up to date", tokens=session.tokens_out)


def items_of(planned: PlannedStage, state: Mapping[str, Any]) -> list[str]:
    """Return the keys that a stage with `each` runs for."""
    view = StoryState(state, planned.spec.reads, _name(planned))
    return [str(key) for key in planned.spec.each(view)] if planned.spec.each else []


def outputs_of(writes: frozenset[str], scene: str = "") -> tuple[str, ...]:
    """Return the names of the artefacts that a stage writes, for one scene where they are kept by scene."""
    whole = sorted(writes - _BY_SCENE)
    return (*whole, *(f"{name}/{scene}" for name in sorted(writes & _BY_SCENE) if scene))


def _call(planned: PlannedStage, ctx: StageContext[Any], state: Mapping[str, Any]) -> dict[str, Any]:
    """Call the stage, check what it returns, and write it to the book."""
    start = time.monotonic()
    prompts = _own_prompts(planned)
    if prompts is not None:
        ctx.session.prompts.add_folder(prompts)
    view = StoryState(state, planned.spec.reads, _name(planned))
    try:
        if hasattr(planned.spec.run, "invoke"):
            result = planned.spec.run.invoke(dict(view), context=ctx)
            result = {name: value for name, value in (result or {}).items() if name in planned.spec.writes}
        else:
            result = planned.spec.run(view, ctx)
    except StorytellerError:
        raise
    except Exception as error:  # whatever a plugin raises, the user learns which stage and package it was
        if _is_interrupt(error):
            raise
        raise StageError(f"{_name(planned)} failed: {type(error).__name__}: {error}") from error
    checked = _check(planned, result)
    if not ctx.usage.names:
        ctx.uses(*planned.spec.reads)
    if not planned.spec.incremental:
        ctx.session.commit(ctx, checked)
    ctx.session.spent(planned.name, time.monotonic() - start)
    return checked


def _look(planned: PlannedStage, ctx: StageContext[Any], state: Mapping[str, Any]) -> dict[str, Any]:
    """Call a stage that finds, for an item that stayed as it is; return its findings if they are others now."""
    ctx.look = True
    scene = str(ctx.item)
    before = ctx.book.load("findings").get(scene, [])
    _call(planned, ctx, state)
    after = ctx.book.load("findings").get(scene, [])
    return {"findings": {scene: after}} if after != before else {}


def _is_interrupt(error: Exception) -> bool:
    """Whether a stage did not fail but waits for a person: LangGraph says so by an exception."""
    from langgraph.errors import GraphBubbleUp

    return isinstance(error, GraphBubbleUp)


def _own_prompts(planned: PlannedStage) -> Path | None:
    """Return the `prompts/` folder beside the module that the entry point names, if it has one."""
    module = sys.modules.get(planned.module or getattr(planned.spec.run, "__module__", ""))
    file = getattr(module, "__file__", None)
    folder = Path(file).parent / "prompts" if file else None
    return folder if folder and folder.is_dir() else None


def _check(planned: PlannedStage, result: Any) -> dict[str, Any]:
    """Return what the stage returned as typed values.

    Raises:
        StageError: it is not a dictionary, has a field that was not declared, or a value of the wrong type.
    """
    if result is None:
        result = {}
    if not isinstance(result, Mapping):
        raise StageError(
            f"{_name(planned)} returned {type(result).__name__}; a stage returns a dictionary of the fields that it writes."
        )
    extra = sorted(set(result) - planned.spec.writes)
    if extra:
        raise StageError(
            f"{_name(planned)} returned {', '.join(map(repr, extra))} without declaring it; "
            f"it declared writes={{{', '.join(map(repr, sorted(planned.spec.writes)))}}}."
        )
    return {name: _typed(planned, name, value) for name, value in result.items()}


def _typed(planned: PlannedStage, name: str, value: Any) -> Any:
    kind = planned.field_type(name)
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        model = kind if isinstance(kind, type) else type(value)
        lines = explain(error, model)[:5]
        raise StageError(list_problems(f"{_name(planned)} returned a wrong {name!r}:", lines)) from error


def _name(planned: PlannedStage) -> str:
    return f"stage {planned.name!r} (package {planned.package} {planned.version})".replace(" )", ")")
