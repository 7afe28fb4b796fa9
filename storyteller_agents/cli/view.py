"""How far a draft is: stage, scene i of n, tokens per second, time left; one line each where there is no terminal."""

from __future__ import annotations

import time
from collections import deque
from typing import Any

from storyteller_agents.cli.output import note
from storyteller_agents.events import Event

WINDOW = 15.0
"""Seconds over which tokens per second are measured."""


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


class View:
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

    def __enter__(self) -> View:
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
