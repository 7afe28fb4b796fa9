"""Who and what a story speaks of: people and places with all their names, and which name means whom.

From the cast and the lore, where there are any, and from the names that the prose itself uses. A name that may mean
two people means nobody. Chinese names come from cast, lore and `chinese_names.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from storyteller_agents.canon.bearers import group
from storyteller_agents.canon.chinese_surnames import with_given_names
from storyteller_agents.canon.entity import NARRATOR, Entity, EntityKind, Gender, Given
from storyteller_agents.canon.given_names import given_gender, is_given_name
from storyteller_agents.canon.name_kinds import GROUNDS, WAYS
from storyteller_agents.canon.names import NOT_NAMES, TITLES, NameCounts, NameUse, plain_name

_ADJECTIVES = frozenset(
    "old young poor little dear sweet big great tall small fat thin good brave honest pretty fair blind mad drunken lame "
    "wise kind gentle proud crazy lucky wicked quiet silent tired weary angry late darling beloved then later siblings "
    "friends twins brothers sisters neighbour neighbor cook nurse sailor soldier farmer widow".split()
)
"""Words that open a sentence before a name and are no part of it."""

__all__ = ["NARRATOR", "Entities", "Entity", "EntityKind", "Gender", "Given", "find_entities"]

_ADVERB = re.compile(
    r"(?!(?:Em|Cec|Sal|Mol|Pol|Mil|Til|L|Nel|Hol|Dol|Bil|Wil|Kel|Shel|Bever|Carl?|El|Del|Ol|Jol|Ka|Ru|O|It)i?l?ly$).*ly"
)
"""A word that opens a sentence before a name; not a given name."""


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
    found = with_given_names(group(_real_names(uses, small), known))
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
        while words and (_is_common(words[0], large, small) or _is_before_a_name(words, uses, use)):
            if use.inside and len(words) > 1 and is_given_name(words[0]):
                break
            words = words[1:]
        if len(words) < len(name.split()) > 1 and use.inside:
            alone = uses.get(" ".join(words))
            words = words if alone and alone.times >= use.times else name.split()  # New York, and not York
        plain = [word for word in words if word.lower() not in TITLES]
        if not any(len(word) > 1 for word in plain) or _are_two(plain, uses, use):
            continue
        inside = use.inside if len(words) == len(name.split()) else use.times
        own = not any(small[word.lower()] for word in plain if word[0].isupper()) and not _ADVERB.fullmatch(plain[0])
        own = own or (len(plain) > 1 and is_given_name(plain[0]))
        full = len(plain) == 2 and (plain[0] in uses or plain[1] not in uses)  # Siblings Tom and Anna
        if inside or (own and (use.person or full or len(plain) < len(words) or is_given_name(plain[0]))):
            for one in _heads(words, uses, use):
                names.setdefault(one, NameUse()).add(use)
    return names


def _is_before_a_name(words: list[str], uses: dict[str, NameUse], use: NameUse) -> bool:
    """Whether a name opens sentences only, and so does not begin with its first word, an adjective or a participle."""
    if use.inside or len(words) < 2 or is_given_name(words[0]):
        return False
    if words[0].lower() in _ADJECTIVES:
        return words[-1].lower() not in WAYS | GROUNDS
    known = words[1] in uses or is_given_name(words[1]) or words[1].lower() in TITLES
    return known and words[0] not in uses and words[0].endswith("ing")


def _heads(words: list[str], uses: dict[str, NameUse], use: NameUse) -> list[str]:
    """Return the names that a run of words holds: one, or the two of ``Corin of Westmarch`` if he is also called Corin."""
    if "of" in words[1:-1]:
        at = words.index("of")
        head, rest = " ".join(words[:at]), " ".join(words[at + 1 :]).removeprefix("the ")
        plain = any(word.lower() not in TITLES for word in words[:at])
        if plain and (is_given_name(words[0]) or (head in uses and uses[head].times >= use.times)):
            return [head, rest]
    return [" ".join(words)]


def _are_two(words: list[str], uses: dict[str, NameUse], use: NameUse) -> bool:
    """Whether two given names that stand side by side are of two people, who are both named alone elsewhere."""
    names = (
        len(words) == 2 and is_given_name(words[0]) and given_gender(words[1]) == "f"
    )  # many surnames are men's names
    return names and all(word in uses and uses[word].times > 2 * use.times for word in words)


def _is_common(word: str, large: Counter[str], small: Counter[str]) -> bool:
    lower = word.lower()
    if lower in TITLES:
        return False
    return lower in NOT_NAMES or small[lower] * 2 > large[word]
