"""A book builds like software: what is up to date, what is stale and why, and what a person has edited.

An artefact whose file is unknown to story.lock was written by a person and is kept. One whose inputs have other
digests than its record says is stale. Several stages may write one artefact in turn (the outliner, then a
plugin; the writer, then the reviser): each sees the version of the one before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from storyteller_agents.book import Book
from storyteller_agents.files import digest
from storyteller_agents.lockfile import StoryLock, stage_of

State = Literal["done", "edited", "stale", "missing"]


@dataclass(frozen=True)
class Verdict:
    """The state of one result and the reasons for it."""

    state: State
    why: tuple[str, ...] = ()

    @property
    def to_do(self) -> bool:
        """Whether a draft has to make it (again)."""
        return self.state in ("stale", "missing")


@dataclass(frozen=True)
class Row:
    """One line of `storyteller status`."""

    artefact: str
    state: State
    why: str
    stage: str = ""
    title: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the row as plain data."""
        return asdict(self)


class Freshness:
    """Judges the results of a plan against the book.

    Args:
        book: the book.
        lock: its story.lock.
        order: names of the planned stages in their order.
    """

    def __init__(self, book: Book, lock: StoryLock, order: Sequence[str]) -> None:
        self.book, self.lock = book, lock
        self._place = {name: index for index, name in enumerate(order)}

    def edited(self, name: str) -> bool:
        """Whether a person wrote what stands in the artefact's file."""
        found = self.book.digest_of(name)
        return bool(found) and found not in self.lock.known(name)

    def version(self, name: str, reader: str) -> str:
        """Return the digest of `name` as the stage `reader` sees it.

        That is what the nearest stage before it wrote, unless a person has edited the file since.
        """
        if name in ("scenes", "findings"):
            outline = self.book.load("outline")
            return digest(
                {card.id: self.version(f"{name}/{card.id}", reader) for card in (outline.cards() if outline else ())}
            )
        if not self.lock.writers(name):
            return self.book.digest_of(name)
        if not name.startswith("findings/") and self.edited(name):
            return self.book.digest_of(name)
        before = [key for key in self._planned(name) if self._place[stage_of(key)] < self._place[reader]]
        if not before:
            return self.book.digest_of(name)
        return self.lock.records[before[-1]].outputs[name]

    def examine(self, key: str, outputs: Iterable[str]) -> Verdict:
        """Judge the result `key`, which writes (at least) the artefacts `outputs`."""
        record = self.lock.records.get(key)
        names = sorted(
            name for name in {*outputs, *(record.outputs if record else ())} if not name.startswith("findings")
        )
        edited = [name for name in names if self.edited(name)]
        if edited:
            return Verdict("edited", tuple(f"{name} was written or edited by hand and is kept" for name in edited))
        if record is None:
            return Verdict("missing", ("not made yet",))
        absent = [name for name in record.outputs if name in names and not self.book.digest_of(name)]
        if absent:
            return Verdict("missing", tuple(f"{name} is gone" for name in absent))
        if record.superseded or not all(self._stands(name, key) for name in names if name in record.outputs):
            return Verdict("stale", ("the last draft was interrupted here, or an earlier stage has run again",))
        inputs = {f"notes/{key}": "", **record.inputs}  # a result that no wish went into goes without one
        changed = [name for name, held in inputs.items() if self.version(name, stage_of(key)) != held]
        return Verdict("stale", tuple(f"{name} changed" for name in sorted(changed))) if changed else Verdict("done")

    def rewrites(self, key: str, later: Iterable[str]) -> bool:
        """Whether the result has to be made again because a `later` stage, which changed it, has to run again."""
        record = self.lock.records.get(key)
        if record is None:
            return False
        replaced = any(self.book.digest_of(name) != held for name, held in record.outputs.items())
        return replaced and any(self.examine(other, ()).to_do for other in later if other in self.lock.records)

    def _planned(self, name: str) -> list[str]:
        """Return the keys of the standing records that wrote `name`, in the order of the plan."""
        keys = [
            key
            for key in self.lock.writers(name)
            if stage_of(key) in self._place and not self.lock.records[key].superseded
        ]
        return sorted(keys, key=lambda key: self._place[stage_of(key)])

    def _stands(self, name: str, key: str) -> bool:
        """Whether the file holds what `key` wrote, or what a planned stage after it made of that."""
        planned = self._planned(name)
        place = self._place.get(stage_of(key), 0)
        after = [other for other in planned if self._place[stage_of(other)] >= place] if key in planned else []
        return self.book.digest_of(name) in {self.lock.records[writer].outputs[name] for writer in after}
