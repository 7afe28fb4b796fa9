"""Following a draft on the terminal: stage, scene i of n, tokens per second, time left; one line each in a log.

Ctrl-C once stops after the model call in progress, twice at once; so do SIGTERM and a closed terminal. All keep what is
written.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Any

from storyteller_agents.cli.output import note
from storyteller_agents.events import Event
from storyteller_agents.session import Control

if TYPE_CHECKING:
    from storyteller_agents.book import Book
    from storyteller_agents.selection import Selection

WINDOW = 15.0
"""Seconds over which tokens per second are measured."""


def follow(book: Book, selection: Selection | None = None) -> bool:
    """Draft a book, or the part that is asked for, and show how it goes, on standard error.

    Returns whether it was finished (not waiting for approval).
    """
    waiting = False
    with watch() as watched:
        for event in book.draft(control=watched.control, selection=selection):
            waiting = waiting or event.kind == "approve"
            watched.show(event)
    return not waiting


@dataclass(frozen=True)
class Watch:
    """Work that is shown while it runs: `show` takes its events, Ctrl-C goes to its `control`."""

    control: Control
    show: Callable[[Event], None]
    pause: Callable[[], AbstractContextManager[None]]
    """While it lasts, the terminal is free for a question, and Ctrl-C is an exception."""


@contextmanager
def watch() -> Iterator[Watch]:
    """Show events on standard error as long as the block runs."""
    control = Control()
    view = _View(sys.stderr.isatty())
    handler, on_end = _on_interrupt(control, view), _on_end(control)
    handlers = {signal.SIGINT: handler, signal.SIGTERM: on_end}
    if hasattr(signal, "SIGHUP"):  # the terminal is closed; Windows has no such signal
        handlers[signal.SIGHUP] = on_end

    @contextmanager
    def pause() -> Iterator[None]:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        view.stop()
        try:
            yield
        finally:
            view.start()
            signal.signal(signal.SIGINT, handler)

    previous = {number: signal.signal(number, own) for number, own in handlers.items()}
    try:
        with view:
            yield Watch(control, view.show, pause)
    finally:
        for number, own in previous.items():
            signal.signal(number, own)


def _on_interrupt(control: Control, view: _View) -> Any:
    def handle(number: int, frame: FrameType | None) -> None:
        if control.stopping.is_set():
            control.abort()
        else:
            control.stop()
            message = "Stopping after this step is saved. Press Ctrl-C again to stop at once."
            try:
                view.say(message)
            except RuntimeError:  # the signal came while this thread was writing a line, which can't be begun twice
                os.write(sys.stderr.fileno(), f"\n{message}\n".encode())

    return handle


def _on_end(control: Control) -> Any:
    """Whoever ends the process from outside does not wait for long: end in the middle of a call."""

    def handle(number: int, frame: FrameType | None) -> None:
        control.abort()

    return handle


class _Rate:
    """Tokens per second over the last few seconds."""

    def __init__(self) -> None:
        self._seen: deque[float] = deque()

    def count(self, tokens: int = 1) -> None:
        self._seen.extend([time.monotonic()] * tokens)

    def per_second(self) -> float:
        now = time.monotonic()
        while self._seen and now - self._seen[0] > WINDOW:
            self._seen.popleft()
        return len(self._seen) / max(now - self._seen[0], 1.0) if self._seen else 0.0


class _View:
    """The progress of one draft: a live line on a terminal, plain lines elsewhere."""

    def __init__(self, live: bool) -> None:
        self._live = live
        self._progress: Any = None
        self._task: Any = None
        self._stage = ""
        self._begun = self._stage_begun = time.monotonic()
        self._rate = _Rate()
        self._written = self._streamed = 0
        self._worked = False

    def __enter__(self) -> _View:
        if self._live:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (
                SpinnerColumn(),
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=20),
                TextColumn("{task.fields[facts]}", markup=False),
                TimeElapsedColumn(),
            )
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._progress.add_task("starting", total=None, facts="")
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Show the live line, if there is one."""
        if self._progress:
            self._progress.start()

    def stop(self) -> None:
        """Take the live line away."""
        if self._progress:
            self._progress.stop()

    def say(self, message: str) -> None:
        """Print a line above the live one."""
        if self._progress:
            from rich.text import Text

            self._progress.console.print(Text(message))
        else:
            note(message)

    def show(self, event: Event) -> None:
        """Show one event."""
        handler = getattr(self, f"_on_{event.kind}", None)
        if handler:
            handler(event)

    def _on_plan(self, event: Event) -> None:
        self.say(f"Plan: {event.message}")

    def _on_loading(self, event: Event) -> None:
        if self._stage != event.message:
            self._stage = event.message
            self.say(f"{event.message} …")
        if self._progress:
            self._progress.update(
                self._task, description=event.message, completed=event.done, total=event.total or None, facts=""
            )

    def _on_stage(self, event: Event) -> None:
        self._stage, self._stage_begun = event.stage, time.monotonic()
        self.say(f"{event.stage}: {event.message}" if event.message else event.stage)
        self._update(event.stage, 0, event.total or None)

    def _on_skip(self, event: Event) -> None:
        self.say(f"{event.stage}: {event.message}")

    def _on_item(self, event: Event) -> None:
        self._worked = True
        left = (time.monotonic() - self._stage_begun) / max(event.done, 1) * max(event.total - event.done, 0)
        self.say(
            f"  {event.stage} {event.done}/{event.total} {event.item} {event.message}".rstrip()
            + f"  ({self._facts(left)})"
        )
        self._update(event.stage, event.done, event.total, left)

    def _on_token(self, event: Event) -> None:
        self._rate.count()
        self._written += 1
        self._streamed += 1
        if self._progress and self._written % 4 == 0:
            self._progress.update(self._task, facts=self._facts())

    def _on_call(self, event: Event) -> None:
        unseen = max(event.tokens - self._streamed, 0)  # a model that doesn't stream tells its tokens at the end
        self._rate.count(unseen)
        self._written += unseen
        self._streamed = 0

    def _on_warning(self, event: Event) -> None:
        self.say(f"Warning: {event.message}")

    def _on_failed(self, event: Event) -> None:
        self.say(f"Failed: {event.stage} {event.item}: {event.message} The others go on.")

    def _on_omitted(self, event: Event) -> None:
        self.say(f"Left out: {event.message}")

    def _on_approve(self, event: Event) -> None:
        self.say(f"Waiting for you after {event.stage}: {event.message}")

    def _on_done(self, event: Event) -> None:
        seconds = time.monotonic() - self._begun
        if self._worked:
            self.say(
                f"Done in {clock(seconds)}: {self._written:,} tokens, {self._written / max(seconds, 0.1):.0f} a second."
            )
        else:
            self.say("Everything is up to date; nothing was written.")

    def _update(self, stage: str, done: int, total: int | None, left: float | None = None) -> None:
        if self._progress:
            name = f"{stage} {done}/{total}" if total else stage
            self._progress.update(self._task, description=name, completed=done, total=total, facts=self._facts(left))

    def _facts(self, left: float | None = None) -> str:
        facts = [f"{self._rate.per_second():.0f} tokens/s"]
        if left:
            facts.append(f"{clock(left)} left")
        return ", ".join(facts)


def clock(seconds: float) -> str:
    """Return seconds as minutes and seconds, e.g. ``2:05``."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
