"""What only lies around a result: the scenes beside it (``near/ID``), and the whole story with its cards (``story``).

A change of these alone asks no model; see `freshness.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from storyteller_agents.book import Book
from storyteller_agents.files import digest
from storyteller_agents.lockfile import StoryLock

AROUND = ("near", "story")
"""Inputs whose change alone asks no model."""


def is_around(name: str) -> bool:
    """Whether an input only lies around what is made of it."""
    return name.partition("/")[0] in AROUND


@dataclass(frozen=True)
class _Told:
    """The scenes as a stage sees them: id, digest of the text, digest of the card; and when that was."""

    texts: int
    scenes: list[tuple[str, str, str]]

    @cached_property
    def whole(self) -> str:
        return digest(self.scenes)

    @cached_property
    def places(self) -> dict[str, int]:
        return {card: place for place, (card, *_) in enumerate(self.scenes)}


class Surroundings:
    """Versions of what lies around the scenes of a book.

    Args:
        book: the book.
        lock: its story.lock; its count of texts tells when the scenes have to be looked at again.
        version: returns the digest of a scene (``scenes/ID``) as a stage sees it.
    """

    def __init__(self, book: Book, lock: StoryLock, version: Callable[[str, str], str]) -> None:
        self.book, self.lock = book, lock
        self._version = version
        self._told: dict[str, _Told] = {}

    def version(self, name: str, reader: str) -> str:
        """Return the digest of ``near/ID`` or ``story`` as the stage `reader` sees it."""
        told = self._scenes(reader)
        if name == "story":
            return told.whole
        place = told.places.get(name.partition("/")[2])
        if place is None:
            return ""
        beside = (*told.scenes[max(place - 1, 0) : place], *told.scenes[place + 1 : place + 2])
        return digest([[card, text] for card, text, _ in beside])

    def _scenes(self, reader: str) -> _Told:
        """Return each scene's id, and the digests of its text and its card."""
        held = self._told.get(reader)
        if held is None or held.texts != self.lock.texts:
            outline = self.book.load("outline")
            cards = outline.cards() if outline else ()
            told = [(card.id, self._version(f"scenes/{card.id}", reader), digest(card)) for card in cards]
            held = self._told[reader] = _Told(self.lock.texts, told)
        return held
