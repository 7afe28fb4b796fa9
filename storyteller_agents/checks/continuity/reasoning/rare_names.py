"""Other ways in which a rare name drifts: a ruler's number, two full names merged, a nickname that is another one.

Each is looked for where the name itself stands, and is told against the place where it was otherwise.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from storyteller_agents.canon.name_places import NamePlace, NamePlaces
from storyteller_agents.checks.continuity.reasoning.minor_names import MOST, OTHERS, Drift, drift, likeness, plain_words
from storyteller_agents.checks.continuity.reasoning.office_names import NEARLY

TOGETHER = 400
"""Within how many characters two people are named together."""
_ORDINAL = "First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth|Thirteenth|Fourteenth|Fifteenth|Sixteenth"
_RULER = re.compile(rf"(?P<name>[A-Z][a-z]+) the (?P<number>{_ORDINAL})\b")
_NUMBERED = re.compile(r"(?P<name>[A-Z][a-z]+) (?P<number>[IVX]{1,5})\b(?!\.)")
_COUNTED = re.compile(r"\b(?P<number>Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve) $")
_BY_NAME = re.compile(
    r"\b(?:names?|named|called|calls?|calling|known|nick-?named?|answer\w*|christened|shout\w*|gone by|went by|goes by|dubbed|knew)\b"
)
_ONLY = re.compile(
    r"\b(?:nobody|no one|everybody|everyone|nothing else|never|always|only|all|any other|no other|anything else|whole|every|from the cradle|proper name|"
    r"real name|since (?:he|she)|the (?:crew|village|town|children|boys|men|family|household|regiment|school))\b",
    re.I,
)
_LARGE = re.compile(r"(?<![\w'’-])[A-Z][a-z]{2,}")


def number_drifts(names: NamePlaces) -> Iterator[Drift]:
    """Yield names with two numbers of which the same is told: rulers, and inns like the Three Ravens."""
    found: dict[str, list[tuple[str, NamePlace]]] = defaultdict(list)
    for word in (
        *_ORDINAL.split("|"),
        *(word for word in names.words if re.fullmatch(r"[IVX]{1,5}", word) and word != "I"),
    ):
        for place in names.places(word, names.words[word].scenes) if word in names.words else ():
            text = place.reading.flat
            match = (_RULER if len(word) > 5 or word.istitle() else _NUMBERED).search(
                text, max(0, place.start - 24), place.end
            )
            if match:
                found[match["name"]].append((match["number"], NamePlace(place.reading, *match.span())))
    for name, scenes in names.whole.items():
        if name.endswith("s") and " " not in name and scenes.total() <= MOST:
            for place in names.places(name, scenes):
                counted = _COUNTED.search(place.reading.flat, max(0, place.start - 8), place.start)
                if counted:
                    found[name].append((counted["number"], NamePlace(place.reading, counted.start(), place.end)))
    for name, places in found.items():
        for (number, at), (its, there) in combinations(places, 2):
            if number == its or at.sentence == there.sentence or len(places) > 2 * MOST:
                continue
            same = likeness(names, at, there, {name.lower(), number.lower(), its.lower()}) >= NEARLY
            if same and not OTHERS.search(f"{at.sentence} {there.sentence}"):
                yield drift(_words(at), _words(there), at, there)
                break


def _words(place: NamePlace) -> str:
    return place.reading.flat[place.start : place.end]


def merged_drifts(names: NamePlaces) -> Iterator[Drift]:
    """Yield names made of the first name of one person and the surname of another one who was named with him."""
    rare = [name for name, scenes in names.whole.items() if scenes.total() <= MOST]
    full = {
        tuple(parts): name for name in rare if len(parts := plain_words(names, name)) == 2 and parts[0][0].isupper()
    }
    firsts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    lasts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    full = {pair: name for pair, name in full.items() if not all(names.small[word.lower()] for word in pair)}
    for pair in full:
        firsts[pair[0]].append(pair)
        lasts[pair[1]].append(pair)
    for pair, name in full.items():
        one = [other for other in firsts[pair[0]] if other != pair]
        two = [other for other in lasts[pair[1]] if other != pair]
        if len(one) != 1 or len(two) != 1 or names.whole[name].total() > 2:
            continue
        at = next(names.places(name, names.whole[name]), None)
        for its in names.places(full[one[0]], names.whole[full[one[0]]]):
            near = its.around(TOGETHER, TOGETHER)
            both = re.search(rf"(?<!\w){full[two[0]]}(?!\w)", near) is not None
            if at and both and at.sentence != its.sentence and not OTHERS.search(at.sentence + its.sentence):
                yield drift(name, full[one[0]], at, its)
                break


def nickname_drifts(names: NamePlaces) -> Iterator[Drift]:
    """Yield people who are called by one name and no other, and by another one elsewhere."""
    for name, scenes in names.whole.items():
        parts = plain_words(names, name)
        if scenes.total() > 2 * MOST or len(parts) != 2:
            continue
        called: list[tuple[set[str], bool, NamePlace]] = []
        first = names.words[parts[0]]
        for place in names.places(
            parts[0] if len(first.after) == 1 else name, first.scenes if len(first.after) == 1 else scenes
        ):
            sentence = place.sentence
            if _BY_NAME.search(sentence) and not OTHERS.search(sentence):
                pets = {
                    word for word in _LARGE.findall(sentence) if not names.is_word(word) and word not in name.split()
                }
                if len(pets) == 1 and all(names.words[pet].times <= MOST for pet in pets):
                    called.append((pets, _ONLY.search(sentence) is not None, place))
        for (pets, only, place), (its, alone, other) in combinations(called, 2):
            if not pets & its and only and alone:
                yield drift(next(iter(pets)), next(iter(its)), place, other)
                break
