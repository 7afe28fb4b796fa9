"""Where the passages of one contradiction go: pairs of gaps at a wanted distance, in the right voice."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from random import Random

from storyteller_agents.checks.injections.characters import Character
from storyteller_agents.checks.injections.clean import CleanText, Gap
from storyteller_agents.checks.injections.leaf import Taken

_TRIES = 60
_FARTHEST = 20_500
_FAR_FROM_NAME = 0.3
_END = 1 << 62


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where passages may stand: offsets from `low` to `high`, the first one not after `latest`.

    Attributes:
        near: words between them at most; 0 for no bound. Then no heading may stand between them either.
        character: who should have been named not long before.
    """

    low: int = 0
    high: int = _END
    latest: int = _END
    near: int = 0
    character: Character | None = None


class Spots:
    """The gaps of a text, by voice, and those of paragraphs alone."""

    def __init__(self, clean: CleanText) -> None:
        self._headings = clean.headings
        self._gaps: dict[tuple[str, bool], list[Gap]] = {}
        for voice in ("", "first", "third"):
            gaps = [gap for gap in clean.gaps if not voice or gap.voice == voice]
            alone = [gap for gap in gaps if gap.paragraph]
            self._gaps[voice, False] = gaps
            self._gaps[voice, True] = alone if len(alone) >= 10 else gaps

    def one(self, taken: Taken, voice: str, quoted: bool, bounds: Bounds, rng: Random) -> Gap | None:
        """Return a free gap, near the name of the character where there is one."""
        gaps = self._gaps[voice, quoted]
        low, high = _range(gaps, bounds.low, bounds.high)
        best: Gap | None = None
        for _ in range(_TRIES if low < high else 0):
            gap = gaps[rng.randrange(low, high)]
            if not taken.free(gap.at):
                continue
            if bounds.character is None or bounds.character.named_near(gap.at):
                return gap
            best = best or gap
        return best

    def two(
        self, taken: Taken, voice: str, quoted: tuple[bool, bool], bounds: Bounds, distance: int, rng: Random
    ) -> tuple[Gap, Gap] | None:
        """Return two free gaps with about so many words between, or None where the text has no such pair."""
        ones, others = self._gaps[voice, quoted[0]], self._gaps[voice, quoted[1]]
        low, high = _range(ones, bounds.low, min(bounds.latest, bounds.high))
        first_other, end = _range(others, bounds.low, bounds.high)
        if low >= high or first_other >= end:
            return None
        farthest = others[end - 1].word - distance
        high = bisect_right(ones, farthest, low, high, key=lambda gap: gap.word)
        best: tuple[float, Gap, Gap] | None = None
        for _ in range(_TRIES if low < high else 0):
            one = ones[rng.randrange(low, high)]
            at = bisect_left(others, one.word + distance, first_other, end, key=lambda gap: gap.word)
            for other in others[max(first_other, at - 1) : min(end, at + 2)]:
                if self._fit(taken, one, other, bounds):
                    cost = _cost(one, other, distance, bounds.character)
                    if best is None or cost < best[0]:
                        best = (cost, one, other)
        return None if best is None else best[1:]

    def _fit(self, taken: Taken, one: Gap, other: Gap, bounds: Bounds) -> bool:
        words = other.word - one.word
        if not 1 <= words <= _FARTHEST or not taken.free(one.at) or not taken.free(other.at):
            return False
        if not bounds.near:
            return words > Taken.close or not taken.between(one.at, other.at)
        heading = bisect_left(self._headings, one.at) != bisect_left(self._headings, other.at)
        return words <= bounds.near and not heading and not taken.between(one.at, other.at)


def _range(gaps: list[Gap], low: int, high: int) -> tuple[int, int]:
    return bisect_left(gaps, low, key=lambda gap: gap.at), bisect_right(gaps, high, key=lambda gap: gap.at)


def _cost(one: Gap, other: Gap, distance: int, character: Character | None) -> float:
    off = abs(math.log((other.word - one.word + 1) / (distance + 1)))
    if character is None:
        return off
    return off + _FAR_FROM_NAME * (2 - character.named_near(one.at) - character.named_near(other.at))
