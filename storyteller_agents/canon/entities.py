"""Who and what a story speaks of: people and places with all their names, and which name means whom.

From the cast and the lore, where there are any, and from the names that the prose itself uses. A name that may mean
two people means nobody. Chinese names come from cast, lore and `chinese_names.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from storyteller_agents.canon.chinese_surnames import with_given_names
from storyteller_agents.canon.names import (
    FEMALE_TITLES,
    MALE_TITLES,
    NOT_NAMES,
    TITLES,
    NameCounts,
    NameUse,
    plain_name,
)

Gender = Literal["m", "f", ""]
EntityKind = Literal["person", "place", "other"]
NARRATOR = "narrator"
"""The name of whoever says "I" outside quotation marks."""

_ADVERB = re.compile(
    r"(?!(?:Em|Cec|Sal|Mol|Pol|Mil|Til|L|Nel|Hol|Dol|Bil|Wil|Kel|Shel|Bever|Carl?|El|Del|Ol|Jol|Ka|Ru|O|It)i?l?ly$).*ly"
)
"""A word that opens a sentence before a name; not a given name."""
MANY_PRONOUNS = 12
"""From so many pronouns on, it takes a smaller majority of them to tell he from she."""


@dataclass(slots=True)
class Entity:
    """Somebody or something with a name.

    Attributes:
        name: the one it is known by in facts and findings: that of the cast, or its fullest one.
        names: all names that mean it, and nobody else.
        gender: ``m``, ``f``, or empty where that isn't known.
        given: whether cast or lore introduced it, rather than the prose.
        times: how often the prose names it.
    """

    name: str
    kind: EntityKind = "person"
    gender: Gender = ""
    given: bool = False
    times: int = 0
    names: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Given:
    """A name that is known before the prose is read, from cast or lore."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: EntityKind = "person"
    gender: Gender = ""


class Entities:
    """The people and places of a story by name."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.by_name: dict[str, Entity] = {}
        self._means: dict[str, Entity | None] = {}
        for entity in entities:
            self.by_name[entity.name] = entity
            for name in {entity.name, *entity.names}:
                self._means[name] = entity if self._means.get(name, entity) is entity else None
        self.longest = max((name.count(" ") + 1 for name in self._means), default=1)

    def find(self, name: str) -> Entity | None:
        """Return whom a name means, or None where it means nobody or more than one."""
        return self._means.get(plain_name(name))

    def names(self) -> list[str]:
        """Return every name that means somebody."""
        return [name for name, entity in self._means.items() if entity is not None]

    def people(self) -> list[Entity]:
        """Return the people, the most often named first."""
        found = [entity for entity in self.by_name.values() if entity.kind == "person"]
        return sorted(found, key=lambda entity: (-entity.times, entity.name))

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.by_name.values())

    def __len__(self) -> int:
        return len(self.by_name)


def find_entities(counts: Iterable[NameCounts], given: Iterable[Given] = ()) -> Entities:
    """Return the people and places of a text.

    Args:
        counts: of its scenes.
        given: who is known from cast and lore; their names are taken as they are.
    """
    uses, small = _joined(counts)
    known = [
        Entity(item.name, item.kind, item.gender, True, 0, {plain_name(item.name), *map(plain_name, item.aliases)})
        for item in given
    ]
    found = with_given_names(_group(_real_names(uses, small), known))
    return Entities(found)


def _joined(counts: Iterable[NameCounts]) -> tuple[dict[str, NameUse], Counter[str]]:
    uses: dict[str, NameUse] = {}
    small: Counter[str] = Counter()
    for count in counts:
        small.update(count.small)
        for name, use in count.uses.items():
            uses.setdefault(name, NameUse()).add(use)
    return uses, small


def _real_names(uses: dict[str, NameUse], small: Counter[str]) -> dict[str, NameUse]:
    """Return the runs that are names, without the common words that they begin with (``Poor Alice``)."""
    large: Counter[str] = Counter()
    for name, use in uses.items():
        for number, word in enumerate(name.split()):
            large[word] += use.inside if number == 0 else use.times
    names: dict[str, NameUse] = {}
    for name, use in uses.items():
        words = name.split()
        while words and _is_common(words[0], large, small):
            words = words[1:]
        plain = [word for word in words if word.lower() not in TITLES]
        if not words or not plain:
            continue
        if not any(len(word) > 1 for word in plain):
            continue
        inside = use.inside if len(words) == len(name.split()) else use.times
        own = not any(small[word.lower()] for word in plain) and not _ADVERB.fullmatch(plain[0])
        full = len(plain) == 2 and (plain[0] in uses or plain[1] not in uses)  # Siblings Tom and Anna
        if inside or (own and (use.person or full)):
            names.setdefault(" ".join(words), NameUse()).add(use)
    return names


def _is_common(word: str, large: Counter[str], small: Counter[str]) -> bool:
    lower = word.lower()
    if lower in TITLES:
        return False
    return lower in NOT_NAMES or small[lower] * 2 > large[word]


@dataclass(slots=True)
class _Bearer:
    """An entity in the making: what is known of its first name and surname, and how it was used."""

    entity: Entity
    first: str = ""
    last: str = ""
    titles: set[str] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)
    use: NameUse = field(default_factory=NameUse)

    def may_be(self, words: list[str], title: str) -> bool:
        """Whether a name of these words and this title may be one of its own."""
        gender = _gender_of(title)
        known = self.entity.gender or _counted_gender(self.use)
        if gender and known and gender != known:
            return False
        if {*self.titles, title} >= {"mrs", "miss"}:
            return False
        first, last = words[0], words[-1]
        if len(words) == 1:
            return first in (self.first, self.last)
        if self.first and self.last and self.first != self.last:
            return (first, last) == (self.first, self.last)
        return bool({self.first, self.last} & {first, last})

    def take(self, name: str, words: list[str], use: NameUse) -> None:
        """Make a name one of its own."""
        self.entity.names.add(name)
        self.forms[name] += use.times
        self.titles.update({_title(name)} - {""})
        self.entity.gender = self.entity.gender or _gender_of(_title(name))
        self.use.add(use)
        if len(words) > 1 or not self.first:
            self.first, self.last = words[0], words[-1]


def _group(names: dict[str, NameUse], known: list[Entity]) -> list[Entity]:
    """Return entities: the names used most come first, and shorter and longer forms join them where that is safe."""
    bearers = [_known_bearer(entity) for entity in known]
    by_name = {name: bearer for bearer in bearers for name in bearer.entity.names}
    by_word: dict[str, list[_Bearer]] = {}
    for bearer in bearers:
        for word in {bearer.first, bearer.last}:
            by_word.setdefault(word, []).append(bearer)
    for name in sorted(names, key=lambda name: (-names[name].times, name)):
        words, title = _parts(name), _title(name)
        bearer = by_name.get(name) or _Bearer(Entity(name))
        if name not in by_name:
            near = {id(one): one for word in {words[0], words[-1]} for one in by_word.get(word, [])}
            likely = [one for one in near.values() if one.may_be(words, title)]
            if len(likely) > 1:
                likely = [one for one in likely if len(words) == 1 and not title and one.first == words[0]]
                if len(likely) != 1:
                    continue  # it may mean two of them, so it means nobody
            for one in near.values() if title and len(words) == 1 and not likely else ():
                one.entity.names.discard(words[0])  # Mr and Mrs Wilson: the surname alone means neither
            bearer = likely[0] if likely else bearer
            if not likely:
                bearers.append(bearer)
        bearer.take(name, words, names[name])
        for word in {bearer.first, bearer.last}:
            if bearer not in by_word.setdefault(word, []):
                by_word[word].append(bearer)
    return [_settled(bearer, by_word) for bearer in bearers]


def _known_bearer(entity: Entity) -> _Bearer:
    words = max(map(_parts, entity.names), key=len)
    return _Bearer(entity, words[0], words[-1], {_title(name) for name in entity.names} - {""})


def _parts(name: str) -> list[str]:
    """Return the words of a name without its title; one with "of" or many words has no first name and surname."""
    words = [word for word in name.split() if word.lower() not in TITLES]
    return words if words and len(words) <= 4 and not {"of", "the"} & set(words) else [name]


def _title(name: str) -> str:
    first = name.split()[0].lower()
    return first if first in TITLES else ""


def _gender_of(title: str) -> Gender:
    return "m" if title in MALE_TITLES else "f" if title in FEMALE_TITLES else ""


def _settled(bearer: _Bearer, by_word: dict[str, list[_Bearer]]) -> Entity:
    """Decide what an entity is, and he or she, by what was counted of all its names."""
    entity, use = bearer.entity, bearer.use
    entity.times = use.times
    if not entity.given:
        often = [name for name, times in bearer.forms.items() if 20 * times >= use.times and name in entity.names]
        forms = often or list(entity.names) or list(bearer.forms)
        entity.name = max(forms, key=lambda name: (len(_parts(name)), not _title(name), len(name), name))
        titled = any(_title(name) for name in entity.names)
        he_or_she = not use.place and 2 * (use.male + use.female) >= use.times
        if titled or he_or_she or (use.person and use.person >= use.place):
            entity.kind = "person"
        else:
            entity.kind = "place" if use.place else "other"
    if not entity.gender and entity.kind == "person":
        entity.gender = _counted_gender(use)
    for word in {bearer.first, bearer.last}:  # a first or last name alone, where nobody else has it
        if by_word.get(word) == [bearer]:
            entity.names.add(word)
    return entity


def _counted_gender(use: NameUse) -> Gender:
    """Return he or she by the pronouns that were counted, where they speak clearly."""
    least = 1 if use.times <= 4 else 2
    times = 3 if use.male + use.female < MANY_PRONOUNS else 1.8
    if use.male >= least and use.male > times * use.female:
        return "m"
    return "f" if use.female >= least and use.female > times * use.male else ""
