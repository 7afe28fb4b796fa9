"""Who is in a manuscript, and what it says of them: the cast, and for each scene who is there, where and when.

By the rules that find names and facts for the continuity checks, without a model. What the text says in two ways, supposes,
or says about somebody else's past is left to the author. In a collection each tale has people of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from storyteller_agents.canon.cache import Cache
from storyteller_agents.canon.counted import counted
from storyteller_agents.canon.entities import NARRATOR, Entity, find_entities
from storyteller_agents.canon.extract import extract
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.kinship import relation
from storyteller_agents.canon.reading import Reading
from storyteller_agents.canon.worlds import split_worlds
from storyteller_agents.language import base_language
from storyteller_agents.story import Cast, Character, Relation

Progress = Callable[[str, int, int], None]
EXTRACTORS = frozenset({"ages.find", "kin.find", "places.find", "traits.find", "chinese.ages", "chinese.kin"})
"""Those that find what a cast and a card say; the others would take most of the time."""
MOST_PEOPLE = 60
"""The characters of a cast; the most often named."""
MOST_PRESENT = 12
"""The people on a card."""
_FACTS = {"age": "age", "eye colour": "eyes", "hair colour": "hair", "profession": "profession", "species": "species"}
_GENDERS = {"m": "male", "f": "female"}
_CONTRACTED = re.compile(r"['’](?:s|m|t|re|ll|ve|d)\b")
_TIME = {
    "en": re.compile(
        r"\b(?i:at|in the|that|the next|next|one|early|late|this|the same|of the|all)\s(?:early\s|late\s|[a-z]+day\s)?"
        r"(dawn|sunrise|morning|noon|midday|afternoon|dusk|sunset|evening|night|midnight)\b"
    ),
    "zh": re.compile(r"(黎明|清晨|早晨|早上|上午|中午|正午|下午|傍晚|黄昏|晚上|夜里|深夜|半夜|午夜)"),
}
_HEADING = re.compile(
    r"(?:INT\.?/EXT|EXT\.?/INT|I\.?/E|INT|EXT|EST)[. ]\s*(?P<place>.+?)(?:\s+[-–—]+\s+(?P<time>[^-–—]{1,40}))?", re.I
)


@dataclass
class Setting:
    """What rules find of a scene: who is there, the most often named first, through whose eyes, where and when."""

    cast: list[str] = field(default_factory=list)
    pov: str = ""
    place: str = ""
    time: str = ""


@dataclass
class _Seen:
    """Somebody, as he is found: how often each of his names stands, with its dots, and what is said of him."""

    entity: Entity
    names: Counter[str] = field(default_factory=Counter)
    facts: list[Fact] = field(default_factory=list)

    @property
    def times(self) -> int:
        return sum(self.names.values())

    @property
    def name(self) -> str:
        """The name he is known by, spelt as the text spells it most often."""
        spelt = [name for name, _ in self.names.most_common() if _plain(name) == self.entity.name]
        return spelt[0] if spelt else self.entity.name


def find_people(
    scenes: Sequence[tuple[str, str, str]], language: str, progress: Progress | None = None
) -> tuple[Cast, list[Setting]]:
    """Return the cast and a setting for each scene.

    Args:
        scenes: the title of the chapter, the title of the scene, and its text.
        language: of them all; names are found in scripts with capitals and in Chinese, facts in English and Chinese.
        progress: told how many scenes were read, of how many.
    """
    cache = Cache()
    seen: list[_Seen] = []
    settings = [_heading(title) for _, title, _ in scenes]
    readings: dict[int, Reading] = {}
    for world in split_worlds([(chapter, text) for chapter, _, text in scenes], cache):
        entities = find_entities([counted(scenes[index][2], language, cache) for index in world])
        people: dict[str, _Seen] = {one.name: _Seen(one) for one in entities.people()}
        facts: dict[int, list[Fact]] = {}
        for number, index in enumerate(world):
            reading = readings[index] = Reading(str(index), number, scenes[index][2], entities, language)
            facts[index] = extract(reading, EXTRACTORS)
            for mention in reading.mentions:
                if mention.entity.name in people:
                    people[mention.entity.name].names[_spelling(reading, mention.start, mention.end)] += 1
            for fact in facts[index]:
                if fact.entity in people:
                    people[fact.entity].facts.append(fact)
            if progress:
                progress("Reading", len(readings), len(scenes))
        named = {one.entity.name: one for one in people.values() if _is_somebody(one, len(scenes))}
        for index in world:
            _set(settings[index], readings[index], facts[index], named)
        seen += named.values()
    return _cast(seen), settings


def _is_somebody(one: _Seen, scenes: int) -> bool:
    """Whether a name comes often enough to be somebody's; seldom ones may be places, things or shouts."""
    titled = " " in one.entity.name
    if _CONTRACTED.search(one.entity.name):
        return False
    return one.times >= (2 if scenes <= 3 else 3 if one.entity.gender or titled else 6)


def _spelling(reading: Reading, start: int, end: int) -> str:
    """Return a name as it stands in the text; a title that stands before the mention's first word is in it."""
    return " ".join(reading.text[start:end].split())


def _plain(name: str) -> str:
    return " ".join(name.replace(".", " ").split())


def _heading(title: str) -> Setting:
    """Return what the heading of a screenplay's scene says: ``INT. KITCHEN - NIGHT``."""
    match = _HEADING.fullmatch(title.strip())
    return Setting(place=match["place"].strip(), time=(match["time"] or "").strip().lower()) if match else Setting()


def _set(setting: Setting, reading: Reading, facts: Sequence[Fact], people: dict[str, _Seen]) -> None:
    """Fill in what the scene itself says: those whom the narration names are there, others are spoken of."""
    present = Counter(
        mention.entity.name
        for mention in reading.mentions
        if mention.entity.name in people and not reading.is_spoken(mention.start)
    )
    setting.cast = [people[name].name for name, _ in present.most_common(MOST_PRESENT)]
    if len(setting.cast) == 1 and not reading.in_first_person:
        setting.pov = setting.cast[0]
    places = Counter(
        fact.value
        for fact in facts
        if fact.attribute == "place" and fact.hard and fact.notes[:1] in (("in",), ("arrives",))
        if fact.entity == NARRATOR or fact.entity in present
    )
    setting.place = setting.place or next((place for place, _ in places.most_common(1)), "")
    pattern = _TIME.get(base_language(reading.language))
    told = next(reading.find(pattern), None) if pattern else None
    setting.time = setting.time or (told[1] if told else "")


def _cast(seen: Sequence[_Seen]) -> Cast:
    """Return the cast, the most often named first; a name that two tales have is one character, of the first of them."""
    cast = Cast()
    known = {one.entity.name: one.name for one in seen}
    for one in sorted(seen, key=lambda item: -item.times)[: 2 * MOST_PEOPLE]:
        if cast.get(one.name) is None and len(cast.characters) < MOST_PEOPLE:
            taken = {name for character in cast.characters for name in (character.name, *character.aliases)}
            aliases = [name for name, times in one.names.most_common(6) if times > 1 and name != one.name]
            cast.characters.append(
                Character(
                    name=one.name,
                    role="protagonist" if not cast.characters else "",
                    aliases=[alias for alias in aliases if alias not in taken and alias not in known.values()],
                    relations=list(_relations(one, known)),
                    facts=dict(_facts(one)),
                )
            )
    return cast


def _facts(one: _Seen) -> Iterator[tuple[str, str]]:
    """Yield the hard facts that the text says in one way only."""
    for attribute, name in _FACTS.items():
        values = {fact.value for fact in one.facts if fact.attribute == attribute and fact.hard and not fact.until}
        vague = any(fact.notes for fact in one.facts if fact.attribute == attribute)
        if len(values) == 1 and not (attribute == "age" and vague):
            yield name, values.pop()
    if one.entity.gender:
        yield "gender", _GENDERS[one.entity.gender]


def _relations(one: _Seen, known: dict[str, str]) -> Iterator[Relation]:
    """Yield whose kin somebody is, where both have a name."""
    found: dict[str, set[str]] = {}
    for fact in one.facts:
        if fact.attribute == "kin" and fact.hard and fact.about in known and relation(fact.value):
            found.setdefault(fact.about, set()).add(fact.value)
    for other, kinds in found.items():
        if len(kinds) == 1 and other != one.entity.name:
            yield Relation(to=known[other], kind=kinds.pop())
