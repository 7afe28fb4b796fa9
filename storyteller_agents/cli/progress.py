"""Following a draft on the terminal, and stopping it from there; what is shown is in `view.py`.

Ctrl-C once stops after the model call in progress, twice at once; so do SIGTERM and a closed terminal. All keep what is
written.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Any

from storyteller_agents.cli.view import View
from storyteller_agents.events import Event
from storyteller_agents.session import Control

if TYPE_CHECKING:
    from storyteller_agents.book import Book
    from storyteller_agents.selection import Selection


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
    view = View(sys.stderr.isatty())
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


def _on_interrupt(control: Control, view: View) -> Any:
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
