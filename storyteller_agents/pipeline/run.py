"""One draft of a book: the lock, the graph, the events, and what happens when it is stopped.

Every draft starts from the book folder, not from a checkpoint: what is up to date is passed over, so a draft that
died goes on where the files end. The checkpoint holds only what is in flight, such as a pending approval.
"""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyteller_agents.book import Book
from storyteller_agents.errors import BookError, Stopped, did_you_mean
from storyteller_agents.events import Event
from storyteller_agents.lockfile import stage_of
from storyteller_agents.pipeline.log import DraftLog
from storyteller_agents.pipeline.plan import Plan, make_plan
from storyteller_agents.pipeline.status import unused
from storyteller_agents.selection import Selection, select
from storyteller_agents.session import Control, Session
from storyteller_agents.soundness import refuse_broken, stray

if TYPE_CHECKING:
    from storyteller_agents.models.roles import Models

_THREAD = {"thread_id": "draft"}


def draft(
    book: Book,
    *,
    models: Models | None = None,
    control: Control | None = None,
    only: frozenset[str] | None = None,
    selection: Selection | None = None,
) -> Iterator[Event]:
    """Bring a book up to date, and yield what happens.

    Leaving the loop early ends the draft at once, in the middle of a model call; what was written is kept.

    Args:
        book: the book.
        models: the models by role, instead of those of the book's settings.
        control: lets another thread stop the draft.
        only: ids of the scenes to write; all that are stale or missing by default.
        selection: what is asked for in full, instead of `only`; see `select`.

    Raises:
        BookLockedError: another process works on the book.
        StorytellerError: what stopped the draft; what was written before is kept.
    """
    plan = make_plan(book.settings)
    control = control or Control()
    asked = selection or Selection(scenes=only)
    events: queue.Queue[Event | BaseException | None] = queue.Queue()
    worker = threading.Thread(
        target=_work, args=(book, plan, models, control, asked, events), name="storyteller-draft", daemon=True
    )
    worker.start()
    try:
        while (event := events.get()) is not None:
            if isinstance(event, BaseException):
                raise event
            yield event
    finally:
        control.stop()
        if worker.is_alive():
            control.abort()
        worker.join()


def _work(
    book: Book, plan: Plan, models: Models | None, control: Control, asked: Selection, events: queue.Queue[Any]
) -> None:
    """Run the graph in a thread of its own and pass on its events; the last one is None or an error."""
    log = DraftLog(book.cache)

    def tell(event: Event) -> None:
        log(event)
        events.put(event)

    try:
        with book.lock():
            session = Session(book, plan.order(), listen=tell, models=models, control=control, selection=asked)
            try:
                for line in remarks(book, asked):
                    session.warn(line)
                _warn_of_strange_notes(session)
                session.lore.sync(session.loading)
                _run_graph(session, plan)
            finally:
                session.close()
        events.put(None)
    except BaseException as error:  # handed to the thread that asked for the draft
        log.line(f"{type(error).__name__}: {error}", logging.INFO if isinstance(error, Stopped) else logging.ERROR)
        events.put(error)
    finally:
        log.close()


def _warn_of_strange_notes(session: Session) -> None:
    """Tell of wishes in notes.yaml for stages that are not in the plan."""
    for key in session.book.notes.wishes:
        if (stage := stage_of(key)) not in session.order:
            near = did_you_mean(stage, session.order)
            session.warn(f"notes.yaml: {key}: there is no stage {stage!r}{near}; nothing comes of this wish.")


def _run_graph(session: Session, plan: Plan) -> None:
    from storyteller_agents.pipeline.graph import build_graph

    saver = _open_checkpoints(session.book.cache / "checkpoints.sqlite", plan, session.warn)
    try:
        saver.delete_thread(_THREAD["thread_id"])
        graph: Any = build_graph(session.settings, plan=plan, checkpointer=saver)
        config: Any = {
            "configurable": _THREAD,
            "max_concurrency": session.settings.pipeline.concurrency,
            "recursion_limit": 1000,
        }
        for update in graph.stream(
            {"book": str(session.book.path)}, config, context=session, stream_mode="updates", durability="sync"
        ):
            for pending in update.get("__interrupt__", ()):
                asked = pending.value if isinstance(pending.value, dict) else {"message": str(pending.value)}
                session.emit("approve", stage=asked.get("stage", ""), message=asked.get("message", ""))
    except sqlite3.Error as error:
        raise BookError(
            f"{session.book.cache}: can't be written ({error}). What was written is kept; check the folder's permissions "
            "and the free disk space, then run the command again."
        ) from error
    finally:
        saver.conn.close()


def _open_checkpoints(file: Path, plan: Plan, warn: Callable[[str], None]) -> Any:
    """Open the checkpoint database; a damaged one is replaced, since nothing in it is needed."""
    from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
    from langgraph.checkpoint.sqlite import SqliteSaver

    from storyteller_agents import story

    own = [(kind.__module__, kind.__name__) for kind in vars(story).values() if isinstance(kind, type)]
    own += [(kind.__module__, kind.__name__) for kind in plan.fields.values() if isinstance(kind, type)]
    serde = JsonPlusSerializer(allowed_msgpack_modules=sorted(set(own)))

    def connect() -> SqliteSaver:
        connection = sqlite3.connect(file, check_same_thread=False, timeout=30)
        try:
            saver = SqliteSaver(connection, serde=serde)
            saver.setup()
            if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("quick_check failed")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return saver

    try:
        return connect()
    except sqlite3.DatabaseError as error:
        warn(f"{file}: the checkpoint database is damaged ({error}); it is made new, and nothing is lost.")
        for part in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
            part.unlink(missing_ok=True)
        return connect()


def selection_of(book: Book, **asked: Any) -> Selection:
    """Return the selection that somebody typed for a book; see `selection.select` for what may be asked.

    Raises:
        BookError: a scene, stage or artefact is unknown; names the nearest.
    """
    plan = make_plan(book.settings)
    outline = book.load("outline")
    return select([card.id for card in outline.cards()] if outline else [], plan.order(), list(plan.fields), **asked)


def remarks(book: Book, asked: Selection) -> list[str]:
    """Return what a draft has to say before it begins: scenes that it goes without, and files that it leaves alone.

    Raises:
        BookError: a scene that is asked for has no card, or a file of the book can't be used.
    """
    refuse_broken(book)
    outline = book.load("outline")
    ids = [card.id for card in outline.cards()] if outline else []
    if asked.scenes is not None and (unknown := sorted(asked.scenes - set(ids))):
        raise BookError(f"no card for scene {', '.join(unknown)}{did_you_mean(unknown[0], ids)}")
    told = [f"{file} {stray(book, book.path / file)}" for file in unused(book)]
    if asked.scenes is not None and asked.covers_stage("scenes"):
        last = max((ids.index(scene) for scene in asked.scenes), default=0)
        gone = [scene for scene in ids[:last] if scene not in asked.scenes and not book.digest_of(f"scenes/{scene}")]
        if gone:
            told.append(f"the draft goes without {_listed(gone, ids)}: not written yet, and no part of this draft")
    return told


def _listed(scenes: list[str], ids: list[str]) -> str:
    """Return scenes as people list them, e.g. ``scenes 0001 to 0004, 0007``."""
    runs: list[list[str]] = []
    for scene in scenes:
        if runs and ids.index(scene) == ids.index(runs[-1][-1]) + 1:
            runs[-1].append(scene)
        else:
            runs.append([scene])
    told = [run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return f"scene{'s' if len(scenes) > 1 else ''} {', '.join(told)}"
