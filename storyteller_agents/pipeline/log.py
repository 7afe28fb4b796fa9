"""The log of a book's drafts: `.story/draft.log`, a line an event with date and time, for whoever comes back later.

It is disposable: at most three files of a megabyte are kept, and a log that can't be written stops nothing.
"""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from storyteller_agents.events import Event

FILE = "draft.log"
_UNSAID = ("token", "call", "spent", "loading")
"""Kinds of events that come too often for a log."""
_LEVELS = {"warning": logging.WARNING, "failed": logging.ERROR}


class DraftLog:
    """Writes events to the log; call it with each."""

    def __init__(self, folder: Path) -> None:
        self._handler = _Handler(folder / FILE, maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True)
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))

    def __call__(self, event: Event) -> None:
        """Write one event, if it is of a kind that a reader wants to find."""
        if event.kind not in _UNSAID:
            told = str(event) if event.kind in ("item", "warning", "failed") else f"{event.kind}: {event}"
            self.line(f"{told} {event.item}".rstrip(), _LEVELS.get(event.kind, logging.INFO))

    def line(self, message: str, level: int = logging.INFO) -> None:
        """Write one line."""
        one_line = " ".join(message.split())
        self._handler.handle(logging.LogRecord("storyteller", level, "", 0, one_line, None, None))

    def close(self) -> None:
        """Close the file."""
        self._handler.close()


class _Handler(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Do without the line: a full disk shows where the book's files are written."""
