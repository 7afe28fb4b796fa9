"""Triggers: which entries a text brings up, and which entries those bring up in turn.

As in lorebooks: keys with their logic, chance, groups and recursion, see `Activation`. Titles and aliases count as keys
too, unless an entry has secondary keys, whose logic they would get round. Chance depends on the seed, the entry and
nothing else, so a run can be repeated.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.keys import PATIENCE, Key, Keys, compiled

Named = tuple[str, list[str]]
"""An entry's id, and why it came."""

ROUNDS = 3
"""How often entries that came up are searched for keys of others."""
MOST = 200
"""Entries after which recursion ends."""
_SLOW = f"which took longer than {PATIENCE:g} seconds and is not looked for any more; write a simpler expression"
_KEPT = 1_000
"""Entries whose keys and texts stay looked through."""


@dataclass(frozen=True)
class _Named:
    """A key of an entry, and how it is told to the user."""

    key: Key
    reason: str
    is_name: bool = False


@dataclass(frozen=True)
class _Watched:
    entry: LoreEntry
    first: Sequence[_Named]
    second: Sequence[Key]

    def reasons(self, found: set[Key], *, names: bool) -> list[_Named]:
        """Return the keys that bring it up; none if the secondary keys forbid it."""
        here = [named for named in self.first if named.key in found and (names or not named.is_name)]
        return here if here and self._allows(found) else []

    def _allows(self, found: set[Key]) -> bool:
        if not self.second:
            return True
        there = [key in found for key in self.second]
        logic = self.entry.activation.logic
        return {"and any": any(there), "and all": all(there), "not any": not any(there), "not all": not all(there)}[
            logic
        ]


class Triggers:
    """The keys of many entries, ready to be looked for."""

    def __init__(self, entries: Mapping[str, LoreEntry]) -> None:
        self._entries = entries
        self._broken: dict[str, None] = {}
        owners: dict[Key, list[str]] = {}
        others: set[Key] = set()
        for name, entry in entries.items():
            if entry.enabled:
                watched = _watch(entry)
                for named in watched.first:
                    owners.setdefault(named.key, []).append(name)
                others.update(watched.second)
                self._broken |= dict.fromkeys(_broken(watched))
        self._owners = {key: tuple(names) for key, names in owners.items()}
        self._keys = Keys(self._owners.keys() | others if others else self._owners.keys())
        # Entries are looked at again when their keys come up; of a large world, few ever do.
        self._watched = lru_cache(_KEPT)(lambda name: _watch(entries[name]))
        self._said = lru_cache(_KEPT)(self._keys_in)

    @property
    def problems(self) -> list[str]:
        """Keys that can't be used, and keys that proved too slow, one line each."""
        slow = [f"{self._where(key)}: found {key.text[:80]!r}, {_SLOW}" for key in self._keys.slow]
        return [*self._broken, *slow]

    def _where(self, key: Key) -> str:
        """Return the source of the first entry with a key, primary or secondary."""
        named = self._owners.get(key)
        entries = [self._entries[named[0]]] if named else self._entries.values()
        return next(f"{entry.source}, keys" for entry in entries if named or key in _watch(entry).second)

    def find(self, text: str, seed: int = 0) -> list[Named]:
        """Return the ids of the entries that `text` brings up, each with the reasons; what it names itself first.

        Arguments as for `find_apart`.
        """
        named, brought = self.find_apart(text, seed)
        return named + brought

    def find_apart(self, text: str, seed: int = 0) -> tuple[list[Named], list[Named]]:
        """Return what `text` names itself, and what those entries brought up; both as ids with the reasons.

        The order is by priority, by the length of the longest phrase, and by id.

        Args:
            text: e.g. a scene's card, or prose.
            seed: of the run; decides where chance does.
        """
        found: dict[str, tuple[int, list[_Named]]] = {}
        keys = self._keys.find(text)
        for depth in range(ROUNDS + 1):
            new = dict(self._brought_up(keys, found, depth, seed))
            found |= {name: (depth, reasons) for name, reasons in new.items()}
            keys = set().union(*map(self._said, new))
            if not keys or len(found) >= MOST:
                break
        left = _drawn({name: self._entries[name] for name in found}, seed)
        order = sorted(left, key=lambda name: self._rank(name, found[name][1]))
        told = [(found[name][0] > 0, (name, _told(*found[name]))) for name in order]
        return [one for is_brought, one in told if not is_brought], [one for is_brought, one in told if is_brought]

    def _brought_up(
        self, keys: set[Key], before: dict[str, tuple[int, list[_Named]]], depth: int, seed: int
    ) -> Iterator[tuple[str, list[_Named]]]:
        for name in sorted({name for key in keys for name in self._owners.get(key, ())}):
            watched = self._watched(name)
            wanted = watched.entry.activation.by_recursion
            if name in before or (wanted == "only" if depth == 0 else wanted is False):
                continue
            # That an entry's text names others is no reason to take those: only keys go on.
            reasons = watched.reasons(keys, names=depth == 0)
            if reasons and _has_luck(watched.entry, seed):
                yield name, reasons

    def _keys_in(self, name: str) -> frozenset[Key]:
        """Return the keys in an entry's own text, if that may bring up others."""
        entry = self._entries[name]
        return frozenset(self._keys.find(entry.text) if entry.activation.recursive else ())

    def _rank(self, name: str, reasons: Sequence[_Named]) -> tuple[int, int, str]:
        longest = max(len(named.key.phrase) or 1 for named in reasons)
        return (-self._entries[name].priority, -longest, name)


def _watch(entry: LoreEntry) -> _Watched:
    about = entry.activation

    def key(text: str) -> Key:
        return Key(text, about.case_sensitive, about.whole_words)

    named = [_Named(key(text), f"trigger key {text!r}") for text in entry.keys]
    if not about.secondary:
        named += [
            _Named(Key(name), f"{what} {name!r}", is_name=True)
            for what, name in [("title", entry.title), *(("alias", alias) for alias in entry.aliases)]
            if Key(name).phrase  # a title of dashes stands in every text
        ]
    seen: dict[Key, _Named] = {}
    for one in named:  # a key counts before a title, a title before an alias
        if not (one.is_name and any(one.key.phrase == known.phrase for known in seen)):
            seen.setdefault(one.key, one)
    return _Watched(entry, list(seen.values()), [key(text) for text in about.secondary])


def _broken(watched: _Watched) -> Iterator[str]:
    for key in (*(named.key for named in watched.first), *watched.second):
        if isinstance(wrong := compiled(key.text), str):
            yield f"{watched.entry.source}, keys: found {key.text[:80]!r}, {wrong}; it counts as plain text"


def _has_luck(entry: LoreEntry, seed: int) -> bool:
    chance = entry.activation.probability
    return chance >= 100 or random.Random(f"{seed}/chance/{entry.id}").random() * 100 < chance


def _drawn(found: dict[str, LoreEntry], seed: int) -> list[str]:
    """Return the ids that are left when one of each group is drawn; groups are names with commas between them."""
    groups: dict[str, list[LoreEntry]] = {}
    for entry in found.values():
        for group in filter(None, (name.strip() for name in entry.activation.group.split(","))):
            groups.setdefault(group, []).append(entry)
    gone: set[str] = set()
    for group, entries in sorted(groups.items()):
        rivals = [entry for entry in entries if entry.id not in gone]
        weights = [entry.activation.weight for entry in rivals]
        if len(rivals) > 1:
            draw = random.Random(f"{seed}/group/{group}")
            kept = draw.choices(rivals, weights)[0] if sum(weights) else draw.choice(rivals)
            gone |= {entry.id for entry in rivals} - {kept.id}
    return [name for name in found if name not in gone]


def _told(depth: int, reasons: Sequence[_Named]) -> list[str]:
    through = f" in other entries (round {depth})" if depth else ""
    return [f"{named.reason}{through}" for named in reasons]
