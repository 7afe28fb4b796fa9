"""A story, read: its scenes in order with their facts, who is in it, and the canon of them all.

What is found in a scene depends on its text and on whom the names in it mean, and on nothing else; so a scene that
did not change is not read again (`cache`). This module decides nothing about what disagrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from storyteller_agents.canon.cache import Cache
from storyteller_agents.canon.counted import counted
from storyteller_agents.canon.entities import Entities, Given, find_entities
from storyteller_agents.canon.extract import extract
from storyteller_agents.canon.facts import Canon, Fact, moved
from storyteller_agents.canon.reading import Reading
from storyteller_agents.files import digest


@dataclass(frozen=True)
class ReadScene:
    """A scene with what was found in it."""

    reading: Reading
    facts: Sequence[Fact]

    @property
    def id(self) -> str:
        """Its id."""
        return self.reading.scene

    @property
    def number(self) -> int:
        """Its place in the order of reading, from 0."""
        return self.reading.number


class Story:
    """Scenes in the order of reading.

    Attributes:
        scenes: read.
        counts: the names of each scene, counted, in the same order.
        entities: the people and places.
        canon: all facts, those from lore and cast among them.
        ended: whether the last scene is the story's last; of what is to come nothing can be missed before.
        language: ISO 639-1.
    """

    def __init__(
        self,
        scenes: Sequence[tuple[str, str]],
        *,
        given: Iterable[Given] = (),
        background: Iterable[Fact] = (),
        language: str = "en",
        ended: bool = True,
        cache: Cache | None = None,
    ) -> None:
        """Read scenes, given as ids and texts.

        Args:
            given: who is known beforehand, from cast and lore.
            background: facts from cast, cards and lore.
            cache: what was found before; what is found now is added.
        """
        self.language, self.ended = language, ended
        cache = cache or Cache()
        self.counts = [counted(text, language, cache) for _, text in scenes]
        self.entities: Entities = find_entities(self.counts, given)
        self.scenes = [self._read(scene, number, text, cache) for number, (scene, text) in enumerate(scenes)]
        self._by_id = {scene.id: scene for scene in self.scenes}
        self.canon = Canon([*background, *(fact for scene in self.scenes for fact in scene.facts)])

    def _read(self, scene: str, number: int, text: str, cache: Cache) -> ReadScene:
        reading = Reading(scene, number, text, self.entities, self.language)
        means = sorted(
            {(mention.entity.name, mention.entity.kind, mention.entity.gender) for mention in reading.mentions}
        )
        key = digest([scene, text, self.language, means])
        facts = cache.facts.get(key)
        if facts is None:
            facts = cache.facts[key] = extract(reading)
        return ReadScene(reading, [moved(fact, number) for fact in facts])

    def __contains__(self, scene: str) -> bool:
        return scene in self._by_id

    def scene(self, scene: str) -> ReadScene:
        """Return the scene with this id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[scene]

    def text(self, scene: str) -> str:
        """Return a scene's text; empty for what is no scene."""
        return self._by_id[scene].reading.text if scene in self._by_id else ""

    def facts(self, *attributes: str) -> Iterator[Fact]:
        """Yield the facts with these attributes in the order of the story, those from lore and cast first."""
        found = [fact for attribute in attributes for fact in self.canon.all(attribute)]
        yield from sorted(found, key=lambda fact: (fact.start, fact.span, fact.attribute))

    def words_between(self, fact: Fact, other: Fact) -> int:
        """Return about how many words lie between two facts of the prose."""
        first, last = sorted([fact, other], key=lambda one: one.start)
        if first.start.scene < 0 or first.start.scene == last.start.scene:
            return max(0, last.start.offset - max(0, first.start.offset)) // 6
        between = sum(len(scene.reading.text) for scene in self.scenes[first.start.scene + 1 : last.start.scene])
        return (len(self.text(first.scene)) - first.start.offset + between + last.start.offset) // 6
