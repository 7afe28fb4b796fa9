"""Where each name of a story stands: counted whole and by its words, with what stands beside them.

Unlike `entities.py` this keeps names apart that may mean the same one; whether they do is for a rule to say.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from storyteller_agents.canon.names import NOT_NAMES, TITLES, NameUse
from storyteller_agents.canon.reading import Reading
from storyteller_agents.canon.story import Story


@dataclass(slots=True)
class NameWord:
    """A word of names: how often it comes, in which scenes, and what stands before and after it in them."""

    times: int = 0
    scenes: Counter[int] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    use: NameUse = field(default_factory=NameUse)


@dataclass(frozen=True, slots=True)
class NamePlace:
    """Where a name stands: its scene and its offsets there."""

    reading: Reading
    start: int
    end: int

    @property
    def spoken(self) -> bool:
        """Whether somebody says it."""
        return not self.reading.narration[self.start : self.end].strip("\ue000")

    @property
    def sentence(self) -> str:
        """The sentence it stands in."""
        return self.reading.flat[slice(*self.reading.sentence_at(self.start))]

    def around(self, before: int, after: int) -> str:
        """Return the text around it, so many characters before and after."""
        return self.reading.flat[max(0, self.start - before) : self.end + after]


class NamePlaces:
    """The names of a story, whole and by their words."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.whole: dict[str, Counter[int]] = defaultdict(Counter)
        self.words: dict[str, NameWord] = defaultdict(NameWord)
        self.small: Counter[str] = Counter()
        for number, counts in enumerate(story.counts):
            self.small.update(counts.small)
            for name, use in counts.uses.items():
                self._take(name, use, number)
        self.given = {
            word for entity in story.entities if entity.given for name in entity.names for word in name.split()
        }

    def _take(self, name: str, use: NameUse, scene: int) -> None:
        words = name.split()
        self.whole[name][scene] += use.times
        for place, text in enumerate(words):
            word = self.words[text]
            word.times += use.times
            word.scenes[scene] += use.times
            word.use.add(use if len(words) == 1 else NameUse(inside=use.times, person=use.person))
            if place:
                word.before[words[place - 1]] += use.times
            if place + 1 < len(words):
                word.after[words[place + 1]] += use.times

    def is_word(self, text: str) -> bool:
        """Whether a capitalised word is a common one."""
        lower = text.lower()
        return (
            lower in NOT_NAMES
            or lower in TITLES
            or self.small[lower] > 0
            or "'" in text
            or "’" in text
            or len(text) < 3
        )

    def places(self, name: str, scenes: Counter[int]) -> Iterator[NamePlace]:
        """Yield where a name stands, in order."""
        first, *rest = name.split()
        tail = re.compile("".join(rf"\.?\s+{re.escape(word)}" for word in rest) + r"(?!\w)")
        for number in sorted(scenes):
            reading = self.story.scenes[number].reading
            text = reading.flat
            start = text.find(first)
            while start >= 0:
                match = tail.match(text, start + len(first))
                if match and not _is_letter(text[start - 1 : start]):
                    yield NamePlace(reading, start, match.end())
                start = text.find(first, match.end() if match else start + 1)

    def nearest(self, name: str, scenes: Counter[int], place: NamePlace) -> NamePlace | None:
        """Return where a name stands nearest to a place: in its scene, or in the nearest one before or after."""
        here = place.reading.number
        number = min(scenes, key=lambda one: (abs(one - here), one > here), default=None)
        if number is None:
            return None
        target = place.start if number == here else 0 if number > here else len(self.story.scenes[number].reading.text)
        found = self.places(name, Counter({number: 1}))
        return min(found, key=lambda one: abs(one.start - target), default=None)


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"
