"""Where in a story a word comes, in any of its forms: the sentences by the stems of their words.

For the few rules that can't know beforehand which sentences will matter. Built once for a story, and only when a rule
asks for it; a scene whose text did not change is not counted again.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

from storyteller_agents.canon.extract.gist import NUMBER, WORD, stem
from storyteller_agents.canon.facts import Point
from storyteller_agents.canon.reading import Reading
from storyteller_agents.canon.story import Story

Postings = dict[str, tuple[int, ...]]
"""The numbers of the sentences that a stem comes in."""


class Place(NamedTuple):
    """A sentence: its scene by number, and its own number there."""

    scene: int
    sentence: int


@lru_cache(maxsize=1024)
def _postings(text: str, starts: tuple[int, ...]) -> Postings:
    found: dict[str, list[int]] = {}
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        numbers = NUMBER.findall(text, start, end)
        for found_stem in {*numbers, *(stem(word) for word in WORD.findall(text, start, end))} - {""}:
            found.setdefault(found_stem, []).append(number)
    return {name: tuple(numbers) for name, numbers in found.items()}


class Concordance:
    """The sentences of a story by the stems in them; a name also stands as ``@`` and whom it means."""

    def __init__(self, story: Story) -> None:
        self._readings = [scene.reading for scene in story.scenes]
        self._words = [
            _postings(reading.flat, tuple(start for start, _ in reading.sentences)) for reading in self._readings
        ]
        self._names = [_named(reading) for reading in self._readings]
        self._often = Counter[str]()
        for postings in (*self._words, *self._names):
            self._often.update({name: len(numbers) for name, numbers in postings.items()})
        self.sentences = sum(len(reading.sentences) for reading in self._readings)

    def often(self, stem: str) -> int:
        """Return in how many sentences a stem comes."""
        return self._often[stem]

    def weight(self, stem: str) -> float:
        """Return how much a stem tells: the logarithm of how rare it is (inverse document frequency, sentences)."""
        return math.log(1 + max(self.sentences, 400) / (1 + self._often[stem]))

    def sharing(self, stems: Iterable[str], after: Point, before: Point) -> Iterator[tuple[Place, frozenset[str]]]:
        """Yield the sentences that begin between two points and have any of the stems, in order, with those they have."""
        wanted = frozenset(stems)
        for scene in range(max(0, after.scene), min(before.scene, len(self._readings) - 1) + 1):
            shared: dict[int, set[str]] = {}
            for name in wanted:
                postings = self._names[scene] if name.startswith("@") else self._words[scene]
                for number in postings.get(name, ()):
                    shared.setdefault(number, set()).add(name)
            sentences = self._readings[scene].sentences
            for number in sorted(shared):
                if after < Point(scene, sentences[number][0]) < before:
                    yield Place(scene, number), frozenset(shared[number])

    def reading(self, place: Place) -> Reading:
        """Return the scene that a sentence stands in."""
        return self._readings[place.scene]

    def span(self, place: Place) -> tuple[int, int]:
        """Return the offsets of a sentence."""
        return self._readings[place.scene].sentences[place.sentence]


def _named(reading: Reading) -> Postings:
    starts = [start for start, _ in reading.sentences]
    found: dict[str, set[int]] = {}
    for mention in reading.mentions:
        found.setdefault("@" + mention.entity.name, set()).add(max(0, bisect_right(starts, mention.start) - 1))
    return {name: tuple(sorted(numbers)) for name, numbers in found.items()}


_OF: WeakKeyDictionary[Story, Concordance] = WeakKeyDictionary()


def concordance(story: Story) -> Concordance:
    """Return a story's concordance, the same one each time."""
    if story not in _OF:
        _OF[story] = Concordance(story)
    return _OF[story]
