"""Exact search among some thousand vectors, in memory.

An index such as Chroma's is approximate, and finds a little less or more each time that it is built; a world of ordinary
size is compared whole, so that the same book finds the same lore everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Matrix:
    """Vectors, each of an entry; an entry may have several, and is as near as its nearest.

    Args:
        entries: the id of the entry of each vector.
        kinds: its kind.
        vectors: of one length.
    """

    def __init__(self, entries: Sequence[str], kinds: Sequence[str], vectors: Any) -> None:
        import numpy as np

        self._names = sorted(set(entries))
        if not self._names:
            return
        row = {name: at for at, name in enumerate(self._names)}
        self._rows = np.array([row[name] for name in entries])
        self._kinds = np.array(kinds)
        found = np.asarray(vectors, dtype=np.float32)
        self._vectors = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)

    def nearest(self, vector: Sequence[float], kinds: Sequence[str] | None, depth: int) -> list[tuple[str, float]]:
        """Return the ids of the nearest `depth` entries of these kinds with their cosine similarity."""
        import numpy as np

        if not self._names:
            return []
        asked = np.asarray(vector, dtype=np.float32)
        similar = self._vectors @ (asked / max(float(np.linalg.norm(asked)), 1e-12))
        if kinds is not None:
            similar[~np.isin(self._kinds, list(kinds))] = -2
        best = np.full(len(self._names), -2.0)
        np.maximum.at(best, self._rows, similar)
        best = best.round(6)  # the last digits differ from machine to machine
        order = np.lexsort((np.arange(len(best)), -best))[:depth]
        return [(self._names[at], float(best[at])) for at in order.tolist() if best[at] > -2]
