"""Names of minor characters and things that drift: two rare names alike, of which the same is told.

Two names that come a few times each tell nothing by how often they come. They are taken for one where they share a
half, a title or nearly all letters, and the sentences in which they stand tell the same of them: the same office, the
same place, the same rare words. So "Silas the Third, in whose reign the wall was built" is the king of "the reign of
Silas the Fifth … the wall".
No contradiction: both in one sentence, family, succession and marriage near by. Two people of one name in sentences
that have nothing in common can't be told from a slip, nor a slip from them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from storyteller_agents.canon.name_places import NamePlace, NamePlaces
from storyteller_agents.canon.names import NOT_NAMES, TITLES
from storyteller_agents.canon.numbers import ORDINAL
from storyteller_agents.canon.spelling import is_near, may_be_pair, sound
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.reasoning.office_names import NEARLY, needed
from storyteller_agents.language import FUNCTION_WORDS
from storyteller_agents.story import Passage

MOST = 4
"""How often a name may come to be that of a minor character."""
CROWD = 12
"""From how many names on that share a word that word is no name of one."""
BESIDE = 120
"""Within how many characters kinship explains two names of one office."""
OTHERS = re.compile(
    r"\b(?:another|brothers?|sisters?|sons?|daughters?|cousins?|father|mother|uncle|aunt|nephew|niece|twins?|wife|husband|widow|married|marry|"
    r"marriage|wedding|bride|successors?|succeeded|predecessors?|heirs?|after him|after her|before him|before her|namesake|no relation|alias|disguis\w*|"
    r"pretend\w*|mis(?:spel|pronou|call|nam|hear|t[ao]k)\w*|instead of|renamed|changed (?:his|her|its|the) name|the (?:elder|younger)|formerly|once been)\b",
    re.I,
)
_BEFORE = re.compile(r"\b(?:the|an?|our|their|his|her|my) (?:[a-z]+ )?(?P<role>[a-z]{4,}),? (?:named |called )?$")
_AFTER = re.compile(r", (?:the|an?|our|their|his|her|my) (?:[a-z]+ )?(?P<role>[a-z]{4,})\b")
_NO_MEANING = FUNCTION_WORDS | NOT_NAMES | TITLES
_WORD = re.compile(r"(?<![\w'’-])[A-Za-z][a-z]{2,}")
_ENDING = re.compile(r"(?:ing|ed|e?s)$")


@dataclass(frozen=True, slots=True)
class Drift:
    """A name, the one that it may be meant for, and where both stand."""

    name: str
    usual: str
    place: NamePlace
    other: NamePlace

    def objection(self) -> Objection:
        """Return the objection to it."""
        span, _ = self.place.reading.quote(self.place.start, self.place.end)
        its, quote = self.other.reading.quote(self.other.start, self.other.end)
        message = f"{self.name} here seems to be the same as {self.usual}."
        suggestion = f"Write {self.usual}, or make plain that {self.name} is another one."
        against = Passage(quote=quote, scene=self.other.reading.scene, span=its)
        return Objection(*span, message, suggestion, self.place.reading.scene, against)


def minor_drifts(names: NamePlaces) -> Iterator[Drift]:
    """Yield rare names alike of which the same is told, the later one against the earlier one."""
    rare = [name for name, scenes in names.whole.items() if scenes.total() <= MOST and plain_words(names, name)]
    seen: set[frozenset[str]] = set()
    for one, other in (*_halves(names, rare), *_spellings(names, rare)):
        pair = frozenset((one, other))
        if pair in seen or {one, other} & names.given:
            continue
        seen.add(pair)
        yield from _same(names, one, other)


def plain_words(names: NamePlaces, name: str) -> list[str]:
    """Return the words of a name without its title."""
    words = [word for word in name.split() if word.lower() not in TITLES and len(word) > 1]
    plain = all(word[1:].islower() or not word[0].isupper() for word in words)
    return words if plain and not all(word.lower() in NOT_NAMES for word in words) else []


def _halves(names: NamePlaces, rare: list[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of names that differ in one word."""
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in rare:
        for word in name.split():
            if word.lower() not in TITLES | NOT_NAMES and not re.fullmatch(ORDINAL, word.lower()):
                by_word[word].append(name)
    for found in by_word.values():
        if len(found) > CROWD:
            continue
        for one, other in combinations(found, 2):
            first, second = one.split(), other.split()
            if len(first) == len(second) > 1:
                differ = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
                heads = "of" in first and first[: first.index("of")] != second[: first.index("of")]
                if len(differ) == 1 and not heads and not all(_is_common(names, word) for word in differ[0]):
                    yield one, other
            elif len(first) != len(second):
                bare = [plain_words(names, name) for name in (one, other)]
                if len(bare[0]) == len(bare[1]) == 2 and len({*bare[0]} & {*bare[1]}) == 1:
                    yield one, other


def _is_common(names: NamePlaces, word: str) -> bool:
    """Whether a word is also a common noun, so that the Eildon Tree stands on the Eildon Hills."""
    return names.small[word.lower()] + names.small[word.lower().rstrip("s")] > 0


def _spellings(names: NamePlaces, rare: list[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of names that are near spellings of each other, in their last word, or in their only one."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in rare:
        last = name.split()[-1]
        if len(last) >= 4:
            for key in {
                sound(last),
                last.lower(),
                *(last[:i].lower() + last[i + 1 :].lower() for i in range(len(last))),
            }:
                by_key[key].append(name)
    for found in by_key.values():
        if len(found) > CROWD:
            continue
        for one, other in combinations(found, 2):
            first, second = one.split()[-1], other.split()[-1]
            if first != second and is_near(first, second) and not may_be_pair(first, second):
                yield one, other


def _same(names: NamePlaces, one: str, other: str) -> Iterator[Drift]:
    """Yield the drift of two names if two of the sentences where they stand tell the same."""
    ones, others = list(names.places(one, names.whole[one])), list(names.places(other, names.whole[other]))
    apart = [(a, b) for a in ones for b in others]
    words = {*one.lower().split(), *other.lower().split()}
    if any(a.sentence == b.sentence for a, b in apart):
        return
    rated = [(likeness(names, a, b, words) - needed(one, other, a, b), a, b) for a, b in apart]
    score, at, its = max(rated, key=lambda pair: pair[0], default=(-1.0, None, None))
    if at is None or its is None or score < 0 or any(OTHERS.search(place.sentence) for place in (at, its)):
        return
    bare = needed(one, other, at, its) < NEARLY and one.split()[-1] == other.split()[-1]
    if not (bare and OTHERS.search(at.around(BESIDE, BESIDE) + its.around(BESIDE, BESIDE))):
        yield drift(one, other, at, its)


def drift(one: str, other: str, at: NamePlace, its: NamePlace) -> Drift:
    """Return the drift of two names at two places, the later one against the earlier one."""
    if (at.reading.number, at.start) > (its.reading.number, its.start):
        return Drift(one, other, at, its)
    return Drift(other, one, its, at)


def likeness(names: NamePlaces, one: NamePlace, other: NamePlace, without: set[str]) -> float:
    """Return how much two sentences have in common: their rare words, fewer for commoner ones."""
    few = max(4.0, names.small.total() / 4000)
    first, second = _stems(one.sentence), _stems(other.sentence)
    role = _role(one)
    score = 1.0 if role and role == _role(other) else 0.0
    for word in (first[stem] for stem in first.keys() & second.keys() - without):
        times = (
            names.small[word] or names.words[word.capitalize()].times
            if word.capitalize() in names.words
            else names.small[word]
        )
        score += 1.0 if times <= few else 0.5 if times <= 4 * few else 0.0
    return score


def _role(place: NamePlace) -> str:
    """Return what somebody is called just before or after his name: the landlady, Mrs Pell; Mrs Pell, the landlady."""
    text = place.reading.flat
    match = _BEFORE.search(text, max(0, place.start - 30), place.start) or _AFTER.match(text, place.end)
    return match["role"] if match else ""


@lru_cache(maxsize=4096)
def _stems(sentence: str) -> Mapping[str, str]:
    """Return the words of a sentence that carry meaning, by what they are without their endings."""
    plain = {word.lower() for word in _WORD.findall(sentence)} - _NO_MEANING
    return {_ENDING.sub("", word) if len(word) > 4 else word: word for word in sorted(plain)}
