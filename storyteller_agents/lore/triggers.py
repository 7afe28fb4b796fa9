"""Trigger keys: which entries a text names, by key, title or alias.

Whole words in scripts with spaces ("lamp" is not in "lamplight"), any place in scripts without. Case does not
count. The text is walked once, whatever the number of entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.segment import tokens


@dataclass(frozen=True)
class Trigger:
    """A phrase that brings an entry up: its tokens, the entry's id, and how the phrase is told to the user."""

    phrase: tuple[str, ...]
    entry: str
    reason: str


class Triggers:
    """The phrases of many entries, ready to be looked for."""

    def __init__(self, entries: Iterable[LoreEntry]) -> None:
        self._by_first: dict[str, list[Trigger]] = {}
        self._priority: dict[str, int] = {}
        for entry in entries:
            self._priority[entry.id] = entry.priority
            for trigger in _phrases(entry):
                self._by_first.setdefault(trigger.phrase[0], []).append(trigger)

    def find(self, text: str) -> list[tuple[str, list[str]]]:
        """Return the ids of the entries that `text` names, each with the reasons.

        The order is by priority, then by the length of the longest phrase, then by id.
        """
        words = tokens(text)
        found: dict[str, list[Trigger]] = {}
        for at, word in enumerate(words):
            for trigger in self._by_first.get(word, ()):
                if tuple(words[at : at + len(trigger.phrase)]) == trigger.phrase:
                    found.setdefault(trigger.entry, []).append(trigger)
        longest = {entry: max(len(trigger.phrase) for trigger in triggers) for entry, triggers in found.items()}
        order = sorted(found, key=lambda entry: (-self._priority[entry], -longest[entry], entry))
        return [(entry, list(dict.fromkeys(trigger.reason for trigger in found[entry]))) for entry in order]


def _phrases(entry: LoreEntry) -> Iterator[Trigger]:
    """Yield each different phrase once; a key counts before a title, a title before an alias."""
    seen: set[tuple[str, ...]] = set()
    named = [("trigger key", key) for key in entry.keys]
    named += [("title", entry.title), *(("alias", alias) for alias in entry.aliases)]
    for what, name in named:
        phrase = tuple(tokens(name))
        if phrase and phrase not in seen:
            seen.add(phrase)
            yield Trigger(phrase, entry.id, f"{what} {name!r}")
