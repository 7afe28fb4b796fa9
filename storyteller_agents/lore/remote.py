"""The sources of a book that are no files: asked when lore is synced, and otherwise as they were when last asked."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storyteller_agents.errors import LoreError, StorytellerError
from storyteller_agents.lore import snapshot
from storyteller_agents.lore.embedding import Progress, silent
from storyteller_agents.lore.snapshot import DamagedSnapshot
from storyteller_agents.lore.sources.source import LoreSource


@dataclass(frozen=True)
class Remote:
    """A source that is no file, and where its last state is kept."""

    source: LoreSource
    snapshot: Path


class Remotes:
    """The remote sources of one book.

    Args:
        remotes: the sources.
        folder: where snapshots are kept.
        writable: False keeps nothing, since another process holds the book.
    """

    def __init__(self, remotes: Sequence[Remote], folder: Path, *, writable: bool) -> None:
        self._remotes = tuple(remotes)
        self._folder = folder
        self._writable = writable
        self._down: dict[Path, str] = {}
        self._mended: set[Path] = set()

    @property
    def snapshots(self) -> list[Path]:
        """Where their states are kept, whether they are there or not."""
        return [remote.snapshot for remote in self._remotes]

    @property
    def problems(self) -> list[str]:
        """What kept sources from being read, one line each."""
        return list(self._down.values())

    @property
    def never_read(self) -> list[str]:
        """The problems of those that could not be read and have no earlier state."""
        return [problem for path, problem in self._down.items() if not path.is_file()]

    def ask(self, progress: Progress, *, again: bool) -> None:
        """Keep what they say now; what can't be had is a problem, and counts as it was.

        Args:
            progress: told how many entries were read.
            again: also those that were asked before.
        """
        for remote in self._remotes:
            if again or not (remote.snapshot.is_file() or remote.snapshot in self._down):
                self._ask(remote, progress)
        if again and self._writable:
            for left in set(self._folder.glob("*.jsonl")) - set(self.snapshots):  # of sources that are no longer named
                with contextlib.suppress(OSError):
                    left.unlink()

    def mend(self, damage: DamagedSnapshot) -> None:
        """Put a damaged snapshot aside and ask its source again, once.

        Raises:
            DamagedSnapshot: it was mended before, or another process holds the book.
        """
        if damage.path in self._mended or not self._writable:
            raise damage
        self._mended.add(damage.path)
        try:
            damage.path.replace(damage.path.with_suffix(".damaged"))
        except OSError:
            raise damage from None
        for remote in self._remotes:
            if remote.snapshot == damage.path:
                self._ask(remote, silent)

    def _ask(self, remote: Remote, progress: Progress) -> None:
        self._down.pop(remote.snapshot, None)
        name = remote.source.name
        try:
            if self._writable:
                snapshot.take(remote.source, remote.snapshot, progress)
            elif not remote.snapshot.is_file():
                raise LoreError("not read yet, and another process holds the book")
        except StorytellerError as error:
            problem = f"{name}: {str(error).removeprefix(f'{name}: ')}"
            if remote.snapshot.is_file():
                then = datetime.fromtimestamp(remote.snapshot.stat().st_mtime).isoformat(" ", "minutes")
                problem += f"; its entries are those of {then}"
            self._down[remote.snapshot] = problem
