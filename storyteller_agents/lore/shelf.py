"""Many entries in little memory: each packed as JSON, and unpacked when it is asked for.

An entry as an object takes several kilobytes, packed little more than its text. What every search needs of all of them
(ids, digests, names) lies beside the packed text. Nothing here reads files.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.segment import fold

_OPEN = 1_000
"""Entries that stay unpacked, those that were asked for first leave first."""


class Packed(NamedTuple):
    """An entry, packed.

    Attributes:
        id, digest: of the entry.
        file: what the entry's source calls its file.
        names: its title and aliases, folded.
        always: whether it is taken for every search.
        data: the entry as JSON.
    """

    id: str
    digest: str
    file: str
    names: tuple[str, ...]
    always: bool
    data: bytes

    @classmethod
    def of(cls, entry: LoreEntry) -> Packed:
        """Pack an entry."""
        names = tuple(fold(name) for name in (entry.title, *entry.aliases))
        data = entry.model_dump_json(by_alias=True, exclude_defaults=True).encode()
        return cls(entry.id, entry.digest, sys.intern(entry.source.file), names, entry.always, data)

    def unpacked(self) -> LoreEntry:
        """Return the entry; equal to the one that was packed."""
        return LoreEntry.model_validate_json(self.data)


class Shelf(Mapping[str, LoreEntry]):
    """Entries by id, sorted by id. Never changes; safe to use from several threads."""

    def __init__(self, packed: Iterable[Packed] = ()) -> None:
        self.packed = {one.id: one for one in sorted(packed)}
        self._open: dict[str, LoreEntry] = {}
        self._mutex = threading.Lock()

    def __getitem__(self, id: str) -> LoreEntry:
        entry = self._open.get(id)
        if entry is None:
            entry = self.packed[id].unpacked()
            with self._mutex:
                self._open[id] = entry
                if len(self._open) > _OPEN:
                    del self._open[next(iter(self._open))]
        return entry

    @cached_property
    def texts(self) -> frozenset[str]:
        """Titles, other names and texts of all entries."""
        return frozenset(text for entry in self.values() for text in (entry.title, *entry.aliases, entry.text))

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)

    def __contains__(self, id: object) -> bool:
        return id in self.packed
