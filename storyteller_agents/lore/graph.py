"""The graph of relations: which entries stand near those that are in a scene.

Relations lead from an entry to another's id; what points to an entry is as near to it as what it points to. What a
relation means is not looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping

from storyteller_agents.lore.entry import LoreEntry

FAR = 50
"""The most neighbours of one entry that count; the hub of a whole world says nothing about a scene."""


_Tie = tuple[str, str, bool]
"""Another entry's id, the relation's kind, and whether it leads there."""


class Graph:
    """Who is related to whom.

    Args:
        entries: by id; relations to ids that are not among them are passed over.
    """

    def __init__(self, entries: Mapping[str, LoreEntry]) -> None:
        self._entries = entries
        near: dict[str, list[_Tie]] = {}
        ids = {name: name for name in entries}  # one text for each id: a world has many relations
        for name, entry in entries.items():
            for relation in entry.relations:
                to, kind = ids.get(relation.to, name), sys.intern(relation.kind)
                if to != name:
                    near.setdefault(name, []).append((to, kind, True))
                    near.setdefault(to, []).append((name, kind, False))
        self._near = {name: tuple(ties) for name, ties in near.items()}

    def route(self, present: Iterable[str]) -> list[tuple[str, list[str]]]:
        """Return the entries that are in the scene, then their neighbours, those with several first.

        Args:
            present: ids of the entries that are there: the cast, the place.

        Returns:
            Ids with the reasons to show, e.g. ``Mara: sister of``.
        """
        here = list(dict.fromkeys(name for name in present if name in self._entries))
        ties: dict[str, list[str]] = {}
        for name in here:
            first = {other: (kind, leads) for other, kind, leads in reversed(self._near.get(name, ()))}
            for other in list(dict.fromkeys(tie[0] for tie in self._near.get(name, ())))[:FAR]:
                if other not in here:
                    kind, leads = first[other]
                    title = self._entries[name].title
                    ties.setdefault(other, []).append(
                        f"related: {title}: {kind}" if leads else f"related: {kind} {title}"
                    )
        order = sorted(ties, key=lambda other: -len(ties[other]))
        return [(name, ["in the scene"]) for name in here] + [(other, ties[other]) for other in order]
