"""A book builds like software: what is up to date, what is stale and why, and what a person has edited.

An artefact whose file is unknown to story.lock was written by a person and is kept. One whose inputs have other
digests than its record says is stale. Several stages may write one artefact in turn (the outliner, then a
plugin; the writer, then the reviser): each sees the version of the one before it.

Where nothing else changed than what lies around a result (see `surroundings.py`), it is looked at again by rules, and no
model is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from storyteller_agents.book import Book
from storyteller_agents.changes import Change, differing, fields_of, pack, telling
from storyteller_agents.files import digest
from storyteller_agents.lockfile import Record, StoryLock, stage_of
from storyteller_agents.selection import Selection
from storyteller_agents.surroundings import Surroundings, is_around

State = Literal["done", "edited", "stale", "missing", "unused", "broken"]
LEFT_OUT = "not part of this draft"


@dataclass(frozen=True)
class Verdict:
    """The state of one result and the reasons for it.

    Attributes:
        changed: the inputs that changed.
        edited: the artefacts that a person wrote.
        look: whether only what lies around it changed, so that rules look at it again.
    """

    state: State
    why: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    edited: tuple[str, ...] = ()
    look: bool = False

    @property
    def to_do(self) -> bool:
        """Whether a draft has to make it (again)."""
        return self.state in ("stale", "missing")


@dataclass(frozen=True)
class Row:
    """One line of `storyteller status`.

    `unused` is the state of a scene file that belongs to no card, `broken` that of a scene whose file can't be used.
    """

    artefact: str
    state: State
    why: str
    stage: str = ""
    title: str = ""
    changed: tuple[Change, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the row as plain data."""
        changed = [change.as_dict() for change in self.changed]
        return {name: getattr(self, name) for name in ("artefact", "state", "why", "stage", "title")} | {
            "changed": changed
        }


class Freshness:
    """Judges the results of a plan against the book.

    Args:
        book: the book.
        lock: its story.lock.
        order: names of the planned stages in their order.
        selection: what the draft is asked to write.
        differences: what of a record would be made in another way today; asked where `selection` says refresh.
    """

    def __init__(
        self,
        book: Book,
        lock: StoryLock,
        order: Sequence[str],
        selection: Selection | None = None,
        differences: Callable[[Record], tuple[str, ...]] = lambda record: (),
    ) -> None:
        self.book, self.lock = book, lock
        self.selection = selection or Selection()
        self._differences = differences
        self._place = {name: index for index, name in enumerate(order)}
        self._surroundings = Surroundings(book, lock, self.version)

    def edited(self, name: str) -> bool:
        """Whether a person wrote what stands in the artefact's file."""
        found = self.book.digest_of(name)
        return bool(found) and found not in self.lock.known(name)

    def version(self, name: str, reader: str) -> str:
        """Return the digest of `name` as the stage `reader` sees it.

        That is what the nearest stage before it wrote, unless a person has edited the file since.
        """
        if is_around(name):
            return self._surroundings.version(name, reader)
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
        edited = tuple(name for name in names if self.edited(name))
        if edited:
            why = tuple(f"{name} was written or edited by hand and is kept" for name in edited)
            return Verdict("edited", why, edited=edited)
        if record is None:
            return Verdict("missing", ("not made yet",))
        absent = [name for name in record.outputs if name in names and not self.book.digest_of(name)]
        if absent:
            return Verdict("missing", tuple(f"{name} is gone" for name in absent))
        if record.superseded or not all(self._stands(name, key) for name in names if name in record.outputs):
            return Verdict("stale", ("the last draft was interrupted here, or an earlier stage has run again",))
        return self._compare(key, record)

    def judge(self, key: str, outputs: Iterable[str], *, closing: bool = False, later: Iterable[str] = ()) -> Verdict:
        """Judge a result as a draft does: also by what the draft was asked for.

        Args:
            closing: the stage is about the whole story and reads the scenes.
            later: stages after it that write the same; see `rewrites`.
        """
        verdict = self.examine(key, outputs)
        if not self._covered(key, verdict, closing):
            return Verdict("done", (LEFT_OUT,))
        if verdict.edited:
            if not self.selection.overwrite.issuperset(verdict.edited):
                return verdict
            return Verdict(
                "stale", tuple(f"{name} is written again as asked; yours is kept" for name in verdict.edited)
            )
        if verdict.to_do and not verdict.look:
            return verdict
        if other := self.refreshed(key):
            return Verdict("stale", other)
        if verdict.state == "done" and self.rewrites(key, later):
            return Verdict("stale", ("a stage that changes it runs again",))
        return verdict

    def refreshed(self, key: str) -> tuple[str, ...]:
        """Return why a result is made again that would be done without ``--refresh``."""
        record = self.lock.records.get(key)
        if not self.selection.refresh or record is None:
            return ()
        aside = [change for change in self._changes(key, record) if not _matters(change, record)]
        return self._differences(record) + telling([change for change in aside if not is_around(change.input)])

    def parts(self, name: str, reader: str) -> str:
        """Return the packed fields of an input as a stage sees it; see `changes.pack`."""
        if name == "scenes":
            outline = self.book.load("outline")
            return pack({card.id: self.version(f"scenes/{card.id}", reader) for card in outline.cards()})
        return pack(fields_of(self.book, name))

    def rewrites(self, key: str, later: Iterable[str]) -> bool:
        """Whether the result has to be made again because a `later` stage, which changed it, has to run again."""
        record = self.lock.records.get(key)
        if record is None:
            return False
        replaced = any(self.book.digest_of(name) != held for name, held in record.outputs.items())
        return replaced and any(self.examine(other, ()).to_do for other in later if other in self.lock.records)

    def _compare(self, key: str, record: Record) -> Verdict:
        """Judge a result by its inputs alone."""
        changes = self._changes(key, record)
        weighty = tuple(change for change in changes if _matters(change, record))
        if weighty:
            return Verdict("stale", telling(weighty), weighty)
        near = tuple(change for change in changes if change.input.startswith("near/"))
        if near:
            return Verdict("stale", telling(near), near, look=True)
        return Verdict("done", look=any(is_around(change.input) for change in changes))

    def _changes(self, key: str, record: Record) -> list[Change]:
        reader = stage_of(key)
        found = []
        inputs = {f"notes/{key}": "", **record.inputs}  # a result that no wish went into goes without one
        for name, held in sorted(inputs.items()):
            now = self.version(name, reader)
            if now != held:
                known = record.parts.get(name, "")
                fields = differing(known, self.parts(name, reader)) if known and now else ()
                found.append(Change(name, fields, gone=not now))
        return found

    def _covered(self, key: str, verdict: Verdict, closing: bool) -> bool:
        stage, _, item = key.partition("/")
        if self.selection.everything:
            return True
        if self.book.card(item):
            return self.selection.covers_stage(stage) and self.selection.covers_scene(item)
        outline = self.book.load("outline")
        written = all(self.book.digest_of(f"scenes/{card.id}") for card in (outline.cards() if outline else ()))
        return self.selection.covers_whole(stage, closing=closing, missing=verdict.state == "missing", written=written)

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


def _matters(change: Change, record: Record) -> bool:
    """Whether a change makes a result stale; a story is not planned anew because an entry of the lore changed."""
    planned = change.input.startswith("lore/") and "outline" in record.outputs
    return not planned and not is_around(change.input)
