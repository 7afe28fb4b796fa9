"""The graph of relations: which entries stand near those that are in a scene.

Relations lead from an entry to another's id; what points to an entry is as near to it as what it points to. What a
relation means is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from storyteller_agents.lore.entry import LoreEntry

FAR = 50
"""The most neighbours of one entry that count; the hub of a whole world says nothing about a scene."""


class Graph:
    """Who is related to whom.

    Args:
        entries: by id; relations to ids that are not among them are passed over.
    """

    def __init__(self, entries: Mapping[str, LoreEntry]) -> None:
        self._titles = {name: entry.title for name, entry in entries.items()}
        self._near: dict[str, dict[str, str]] = {}
        for name, entry in entries.items():
            for relation in entry.relations:
                if relation.to in entries and relation.to != name:
                    self._near.setdefault(name, {}).setdefault(relation.to, f"{entry.title}: {relation.kind}")
                    self._near.setdefault(relation.to, {}).setdefault(
                        name, f"{relation.kind} {self._title(relation.to)}"
                    )

    def route(self, present: Iterable[str]) -> list[tuple[str, list[str]]]:
        """Return the entries that are in the scene, then their neighbours, those with several first.

        Args:
            present: ids of the entries that are there: the cast, the place.

        Returns:
            Ids with the reasons to show, e.g. ``Mara: sister of``.
        """
        here = list(dict.fromkeys(name for name in present if name in self._titles))
        ties: dict[str, list[str]] = {}
        for name in here:
            for other, tie in list(self._near.get(name, {}).items())[:FAR]:
                if other not in here:
                    ties.setdefault(other, []).append(f"related: {tie}")
        order = sorted(ties, key=lambda other: -len(ties[other]))
        return [(name, ["in the scene"]) for name in here] + [(other, ties[other]) for other in order]

    def _title(self, name: str) -> str:
        return self._titles[name]
