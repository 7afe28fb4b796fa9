"""The plan as a LangGraph graph.

    START → open → outliner → characters → scenes ⇉ scenes.each → critic ⇉ critic.each → … → close → END

`open` reads the book into the state, every stage returns the fields that it wrote, and a stage with `each` fans out
by `Send`. Prose is not in the state. The runtime context is a `Session`; a graph that is part of somebody else's
graph opens its own from the state's `book`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypedDict, cast, get_origin

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime
from langgraph.types import Command, Send, interrupt

from storyteller_agents.book import Book
from storyteller_agents.errors import StageError
from storyteller_agents.pipeline.approval import how_to_go_on, look_at, work_in
from storyteller_agents.pipeline.execute import finish_stage, items_of, load_fields, run_stage, try_item
from storyteller_agents.pipeline.plan import Plan, PlannedStage, make_plan
from storyteller_agents.session import Session
from storyteller_agents.settings import Settings
from storyteller_agents.story import Brief

Node = Callable[..., dict[str, Any]]


def build_graph(
    settings: Settings | None = None, *, plan: Plan | None = None, checkpointer: Any = None
) -> CompiledStateGraph:
    """Return the compiled graph of a book's pipeline, to run alone or as a subgraph.

    The input is ``{"book": path}`` for a book that exists, with ``"brief": Brief(…)`` for one that is to be made. The
    output has the state's fields: ``outline``, ``cast``, ``scenes`` (records of the files), ``findings``,
    ``companion`` and those of plugins.

    Args:
        settings: decide which stages run, and become the story.toml of a new book. Defaults hold otherwise.
        plan: a plan made before, instead of one made from `settings`.
        checkpointer: as in LangGraph; needed for `pipeline.approve` and for plugins that interrupt.

    Raises:
        PlanError: the stages can't be put in order; lists every reason.
    """
    settings = settings or Settings()
    plan = plan or make_plan(settings)
    sessions = _Sessions(settings, plan)
    graph: StateGraph = StateGraph(_state_type(plan), context_schema=cast(Any, Session))
    graph.add_node("open", _open_node(plan, sessions))
    graph.add_node("close", _close_node(sessions))
    graph.add_edge(START, "open")
    graph.add_edge("close", END)
    entries = [stage.name for stage in plan.stages] + ["close"]
    graph.add_edge("open", entries[0])
    for stage, following in zip(plan.stages, entries[1:], strict=True):
        _add_stage(graph, plan, stage, following, sessions)
    return graph.compile(checkpointer=checkpointer, name="storyteller")


def make_graph() -> CompiledStateGraph:
    """Return the graph with default settings: the entry that langgraph.json names."""
    return build_graph()


def _add_stage(graph: StateGraph, plan: Plan, stage: PlannedStage, following: str, sessions: _Sessions) -> None:
    """Add the nodes of one stage and the edges that lead on to `following`."""
    if stage.name in plan.approve:
        approve = f"{stage.name}.approve"
        node = _approve_node(plan, stage, following, sessions)
        graph.add_node(approve, node, destinations=(stage.name, following))
        following = approve
    if stage.spec.each is None:
        graph.add_node(stage.name, _stage_node(plan, stage, sessions))
        graph.add_edge(stage.name, following)
        return
    if stage.spec.in_order:
        graph.add_node(stage.name, _ordered_node(plan, stage, sessions))
        graph.add_edge(stage.name, following)
        return
    each = f"{stage.name}.each"

    def fan_out(state: dict[str, Any]) -> list[Send] | str:
        keys = items_of(stage, state)
        return [Send(each, {"book": state.get("book"), "item": key}) for key in keys] or following

    graph.add_node(stage.name, lambda state: {})
    graph.add_node(each, _item_node(plan, stage, sessions))
    graph.add_conditional_edges(stage.name, fan_out, [each, following])
    graph.add_edge(each, following)


def _state_type(plan: Plan) -> Any:
    fields: dict[str, Any] = {"book": str, "item": str}
    for name, kind in plan.fields.items():
        fields[name] = Annotated[kind, _merge] if get_origin(kind) is dict else kind
    return TypedDict("StoryGraphState", fields, total=False)  # type: ignore[operator]


def _merge(held: dict | None, new: dict | None) -> dict:
    """Join what the items of a fan-out return; later ones win."""
    return {**(held or {}), **(new or {})}


def _open_node(plan: Plan, sessions: _Sessions) -> Node:
    def open_book(state: dict[str, Any], runtime: Runtime[Any]) -> dict[str, Any]:
        with sessions.using(state, runtime) as session:
            return load_fields(session, plan)

    return open_book


def _close_node(sessions: _Sessions) -> Node:
    def close_book(state: dict[str, Any], runtime: Runtime[Any]) -> dict[str, Any]:
        sessions.close(state, runtime)
        return {}

    return close_book


def _stage_node(plan: Plan, stage: PlannedStage, sessions: _Sessions) -> Node:
    def node(state: dict[str, Any], runtime: Runtime[Any]) -> dict[str, Any]:
        with sessions.using(state, runtime) as session:
            return run_stage(plan, stage, session, state)

    return node


def _item_node(plan: Plan, stage: PlannedStage, sessions: _Sessions) -> Node:
    def node(state: dict[str, Any], runtime: Runtime[Any]) -> dict[str, Any]:
        with sessions.using(state, runtime) as session:
            return try_item(plan, stage, session, state["item"])

    return node


def _ordered_node(plan: Plan, stage: PlannedStage, sessions: _Sessions) -> Node:
    def node(state: dict[str, Any], runtime: Runtime[Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        with sessions.using(state, runtime) as session:
            for key in items_of(stage, state):
                for name, value in try_item(plan, stage, session, key).items():
                    found[name] = _merge(found.get(name), value) if isinstance(value, dict) else value
        return found

    return node


def _approve_node(plan: Plan, stage: PlannedStage, following: str, sessions: _Sessions) -> Callable[..., Command]:
    """Return the node that waits for the author after a stage, unless he has approved what it wrote.

    ``Command(resume={"note": "…"})`` has the stage run again by that wish; any other answer approves.
    """

    def approve(state: dict[str, Any], runtime: Runtime[Any]) -> Command:
        with sessions.using(state, runtime) as session:
            if session.lock.unapproved(stage.name):
                files = look_at(session.book, stage)
                asked = {"stage": stage.name, "look_at": files, "message": how_to_go_on(session.book, files)}
                answer = interrupt(asked)
                if note := answer.get("note") if isinstance(answer, Mapping) else None:
                    work_in(session.book, plan, stage.name, str(note))
                    return Command(goto=stage.name)
                session.lock.approve(stage.name)
            found = {name: session.book.load(name, plan.fields.get(name)) for name in stage.spec.writes}
        return Command(goto=following, update={name: value for name, value in found.items() if value is not None})

    return approve


@dataclass
class _Opened:
    """A session that the graph opened itself, how many nodes use it, and whether the run has come to an end."""

    session: Session
    stack: ExitStack
    users: int = 0
    ended: bool = False


class _Sessions:
    """The sessions of a graph that was invoked without one in its runtime context, by book."""

    def __init__(self, settings: Settings, plan: Plan) -> None:
        self._settings, self._plan = settings, plan
        self._open: dict[Path, _Opened] = {}
        self._mutex = threading.Lock()

    @contextmanager
    def using(self, state: Mapping[str, Any], runtime: Runtime[Any]) -> Iterator[Session]:
        """Give a node the runtime's session, or one for the book that the state names.

        After a failure or an interrupt the book is let go of, as soon as no other node uses it.

        Raises:
            StageError: there is neither a session nor a book.
        """
        if isinstance(runtime.context, Session):
            yield runtime.context
            return
        path = self._path(state)
        with self._mutex:
            held = self._open[path] = self._open.get(path) or self._enter(path, state.get("brief"))
            held.users += 1
        try:
            yield held.session
        except BaseException:
            held.ended = True
            raise
        finally:
            with self._mutex:
                held.users -= 1
                if held.ended and not held.users:
                    self._open.pop(path, None)
                    held.stack.close()

    def close(self, state: Mapping[str, Any], runtime: Runtime[Any]) -> None:
        """Finish the run, and let go of the book if the graph opened it itself."""
        with self.using(state, runtime) as session:
            finish_stage(session)
            if not isinstance(runtime.context, Session):
                self._open[self._path(state)].ended = True

    def _path(self, state: Mapping[str, Any]) -> Path:
        if not state.get("book"):
            raise StageError(
                'the graph needs {"book": "path/of/a/book"} in its input, and a "brief" if the book is new.'
            )
        return Path(state["book"]).expanduser().absolute()

    def _enter(self, path: Path, brief: Any) -> _Opened:
        """Open a session on a book, with its lock."""
        with ExitStack() as stack:
            book = self._book(path, brief)
            stack.enter_context(book.lock())
            session = Session(book, self._plan.order())
            stack.callback(session.close)
            return _Opened(session, stack.pop_all())

    def _book(self, path: Path, brief: Any) -> Book:
        if brief is None or (path / "story.toml").exists():
            return Book.open(path)
        return Book.create(path, Brief.model_validate(brief), settings=self._settings)
