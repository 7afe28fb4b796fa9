"""What a stage has used, and what that took: it becomes the record in story.lock."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storyteller_agents.lore.entry import LoreEntry
    from storyteller_agents.lore.retrieve import Hit
    from storyteller_agents.session import Session


@dataclass
class Usage:
    """What a stage has used so far."""

    names: set[str] = field(default_factory=set)
    lore: dict[str, str] = field(default_factory=dict)
    prompts: dict[str, str] = field(default_factory=dict)
    roles: set[str] = field(default_factory=set)
    tokens_in: int = 0
    tokens_out: int = 0
    calls: int = 0
    retries: int = 0
    failed: int = 0
    notes: dict[str, Any] = field(default_factory=dict)
    made: dict[str, list[Any]] = field(default_factory=dict)
    reused: bool = False
    began: float = field(default_factory=time.time)
    _started: float = field(default_factory=time.monotonic)
    _running: int = 0
    _busy: float = 0.0

    def call_begins(self) -> None:
        """Note that a model call begins; time in which several run counts once."""
        if not self._running:
            self._busy -= time.monotonic()
        self._running += 1

    def call_ends(self) -> None:
        """Note that one of the calls has ended."""
        self._running -= 1
        if not self._running:
            self._busy += time.monotonic()

    def effort(self) -> dict[str, float]:
        """Return what it took so far, without zeros; see `lockfile.Record`."""
        now = time.monotonic()
        figures = {
            "began": round(self.began, 2),
            "seconds": round(now - self._started, 3),
            "model": round(self._busy + (now if self._running else 0.0), 3),
            "calls": self.calls,
            "retries": self.retries,
            "failed": self.failed,
        }
        return {name: value for name, value in figures.items() if value}


class TrackedLore:
    """The book's lore as a stage sees it; remembers which entries were used."""

    def __init__(self, session: Session, usage: Usage) -> None:
        self._session, self._usage = session, usage

    def search(self, query: str, **options: Any) -> list[Hit]:
        """Return the entries that fit `query`, best first; options as in `Lore.search`."""
        hits = self._session.lore.search(query, **options)
        for hit in hits:
            self._note(self._session.lore.get(hit.entry.id))  # as it stands in the files, whatever holds in the scene
        return hits

    def get(self, entry: str) -> LoreEntry | None:
        """Return the entry with this id, or None."""
        return self._note(self._session.lore.entries().get(entry))

    def by_name(self, name: str) -> LoreEntry | None:
        """Return the entry with this title or alias, or None."""
        return self._note(self._session.lore.by_name(name))

    def embed(self, texts: Sequence[str]) -> list[list[float]] | None:
        """Return a vector for each text, of length 1; None where the book has no embedding model."""
        return self._session.lore.embed(texts)

    def of_kind(self, kind: str) -> list[LoreEntry]:
        """Return all entries of a kind, most important first; looking alone does not count as using."""
        found = [entry for entry in self._session.lore.entries().values() if entry.kind == kind]
        return sorted(found, key=lambda entry: (-entry.priority, entry.id))

    def _note(self, entry: LoreEntry | None) -> LoreEntry | None:
        if entry is not None:
            self._usage.lore[entry.id] = entry.digest
        return entry
