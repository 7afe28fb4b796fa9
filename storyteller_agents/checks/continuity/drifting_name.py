"""A name that drifts: spelled otherwise, with another surname or rank, or made of the names of two people.

Objected to is a name that comes once or twice where a much more frequent one is meant: a near spelling of it
(`canon/spelling.py`); a full name whose other half changes while somebody of that first name is in the scene; a rank
that its bearer doesn't have. What counts is a usual name with a history, and a rare one with none.

No contradiction: both names in one sentence, or each with its own surname, first name or title: they are two people;
family words, marriage and promotion near by; nicknames, plurals, a man's and a woman's form; names in lists and in
italics; people who are introduced ("a certain", "named"), and what is said of names (spelled, called). Of names that
come in speech only, long ones alone are looked at. Of two rare names see `reasoning/minor_names.py` and `reasoning/rare_names.py`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from storyteller_agents.canon.name_places import NamePlace, NamePlaces
from storyteller_agents.canon.names import NOT_NAMES, TITLES
from storyteller_agents.canon.ranks import PROMOTED, uses_needed
from storyteller_agents.canon.spelling import distance, is_near, may_be_pair, sound
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check
from storyteller_agents.checks.continuity.reasoning.minor_names import likeness, minor_drifts
from storyteller_agents.checks.continuity.reasoning.rare_names import merged_drifts, nickname_drifts, number_drifts
from storyteller_agents.language import base_language
from storyteller_agents.story import Passage

RARE = 3
"""How often a name may come to be a slip."""
USUAL = 5
"""How often a name has to come to have a history; and this many times as often as the slip."""
SHORT = 5
"""Up to how many letters one of them makes much of a difference."""
NEAR = 3000
"""Within how many characters somebody has been named who is there."""
FAMILY_NEAR = 150
"""Within how many characters a word of kinship explains a surname that two people have."""
_SAID_OF_NAMES = re.compile(
    r"\b(?:called?|calls|calling|named?|names|naming|nick-?name\w*|spell\w*|spelt|pronounc\w*|known as|short for|alias|christened|"
    r"mis(?:spel|pronou|call|nam|hear|t[ao]k)\w*|instead of|letter|initials?|born|née|other (?:Mr|Mrs|Miss)|no relation|namesake|disguis\w*|pretend\w*|answered to)\b",
    re.I,
)
_FAMILY = re.compile(
    r"\b(?:brothers?|sisters?|sons?|daughters?|cousins?|father|mother|parents?|uncle|aunt|nephew|niece|twins?|family|wife|husband|widow|"
    r"grand(?:father|mother|son|daughter)|married|marry|marriage|wedding|wed|bride|groom|in-law|junior|senior|the elder|the younger|"
    r"another|introduc\w*|a certain|stranger|new|both)\b",
    re.I,
)


@check(severity="warning", repair="rewrite", scope="story", languages=("en", "zh"))
def drifting_name(story: Story) -> Iterator[Objection]:
    """A name is spelled otherwise, or somebody has another surname or rank than he had."""
    if base_language(story.language) != "en":
        return
    names = NamePlaces(story)
    drifts = (*minor_drifts(names), *number_drifts(names), *merged_drifts(names), *nickname_drifts(names))
    told: set[tuple[str, int]] = set()
    for objection in (*_misspelt(names), *_renamed(names), *_regraded(names), *(drift.objection() for drift in drifts)):
        if (objection.scene, objection.start) not in told:
            told.add((objection.scene, objection.start))
            yield objection


def _told(names: NamePlaces, name: str, scenes: Counter[int], *, spoken: bool = False) -> NamePlace | None:
    """Return where a rare name is first told in earnest, not in a list or italics; in speech only if that is asked for."""
    places = list(names.places(name, scenes))
    for place in [one for one in places if not one.spoken] or (places if spoken else []):
        sentence = place.sentence
        named = len(re.findall(r"(?<=, )(?:and )?[A-Z][a-z]+", sentence))
        if named > 3 or _SAID_OF_NAMES.search(sentence) or "_" in place.around(2, 2):
            return None
        return place
    return None


def _misspelt(names: NamePlaces) -> Iterator[Objection]:
    """Yield names that are near spellings of frequent ones."""
    usual = [text for text, word in names.words.items() if word.times >= USUAL and _is_name(names, text)]
    for text, word in names.words.items():
        titled = word.before.total() == word.times and all(one.lower() in TITLES for one in word.before)
        plain = not names.is_word(text) and _is_name(names, text)
        if word.times > RARE or text in names.given or not (plain or titled):
            continue
        firsts, often = _FIRSTS.get(text[0].lower(), text[0].lower()), USUAL * word.times
        near = [one for one in usual if names.words[one].times >= often and (len(text) > 5 or one[0].lower() in firsts)]
        near = [one for one in near if is_near(text, one)]
        near = [one for one in near if not _are_two(names, text, one)]
        place = _told(names, text, word.scenes, spoken=True) if near else None
        if place is None:
            continue
        other = max(near, key=lambda one: names.words[one].times)
        if _stand_together(text, other, place.sentence) or (place.spoken and not _is_sure(text, other)):
            continue
        message = f"The name is {text} here, but {other} everywhere else."
        suggestion = f"Write {other}, or make plain that {text} is somebody else."
        yield _objection(names, place, other, names.words[other].scenes, message, suggestion)


def _stand_together(text: str, other: str, sentence: str) -> bool:
    """Whether a sentence tells two names alike apart: both of them joined, or both at all if they are not that much alike."""
    rare, usual = (rf"(?<!\w){re.escape(name)}(?!\w)" for name in (text, other))
    if sound(text) == sound(other) or _is_sure(text, other):
        joined = r",? (?:and|or|nor|with|but|to|than)(?: [a-z]+){0,2} |, "
        return re.search(f"{rare}(?:{joined}){usual}|{usual}(?:{joined}){rare}", sentence) is not None
    return re.search(usual, sentence) is not None or _FAMILY.search(sentence) is not None


def _is_sure(text: str, other: str) -> bool:
    """Whether two long names are so much alike that they are hardly of two people."""
    return len(text) > SHORT and (sound(text) == sound(other) or distance(text, other) == 1)


_FIRSTS = dict(pair.split(":") for pair in "c:cks k:kc p:pf f:fp j:jg g:gj s:scz z:zs i:iy y:yi".split())
"""Letters at the beginning of a short name → those that sound alike."""


def _is_name(names: NamePlaces, text: str) -> bool:
    word = names.words[text]
    if text.lower() in NOT_NAMES | TITLES or names.small[text.lower()] * 4 > word.times or not text[1:].islower():
        return False
    return bool(word.use.inside or word.use.person or (len(text) > SHORT and not names.small[text.lower()]))


def _are_two(names: NamePlaces, text: str, other: str) -> bool:
    """Whether two names alike are of two people: of different sexes, or each with its own companions."""
    rare, usual = names.words[text], names.words[other]
    if may_be_pair(text, other) and sound(text) != sound(other):
        return True
    if rare.use.male and usual.use.female > 2 * usual.use.male:
        return True
    if rare.use.female and usual.use.male > 2 * usual.use.female:
        return True
    for own, its in ((rare.before, usual.before), (rare.after, usual.after)):
        plain = {one for one in own if not names.is_word(one) or one.lower() in TITLES}
        if plain and not plain & its.keys() and not any(is_near(one, two) for one in plain for two in its):
            return True
    return False


def _full(name: str) -> tuple[str, str] | None:
    """Return the first name and surname of a full name without title."""
    words = name.split()
    plain = [word for word in words if word.lower() not in TITLES and len(word) > 1]
    if len(plain) != 2 or len(words) > 3 or {"of", "the"} & set(words) or not all(word[1:].islower() for word in plain):
        return None
    return plain[0], plain[1]


def _renamed(names: NamePlaces) -> Iterator[Objection]:
    """Yield full names that share one half with somebody who is there, and no other half with anybody there."""
    full: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for name, scenes in names.whole.items():
        pair = _full(name)
        if pair and not any(names.is_word(word) for word in pair):
            full[pair].update(scenes)
    for half in (0, 1):
        bearers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for pair in full:
            bearers[pair[half]].append(pair)
        for pair, scenes in full.items():
            others = [one for one in bearers[pair[half]] if one != pair and full[one].total() > 1]
            if scenes.total() <= 2 and len(others) == 1 and full[others[0]].total() >= USUAL - 2 * (1 - half):
                yield from _other_half(names, pair, others[0], half, scenes, full[others[0]])


def _other_half(
    names: NamePlaces,
    pair: tuple[str, str],
    usual: tuple[str, str],
    half: int,
    scenes: Counter[int],
    known: Counter[int],
) -> Iterator[Objection]:
    """Yield the objection to one full name where another one with the same half is usual."""
    if known.total() < 2 * scenes.total() or names.words[pair[half]].times < USUAL or not _is_person(names, usual):
        return
    place = _told(names, " ".join(pair), scenes)
    if (
        place is None
        or usual[1 - half] in place.sentence
        or _FAMILY.search(place.around(FAMILY_NEAR, FAMILY_NEAR) if half else place.sentence)
    ):
        return
    if all(one.spoken for one in names.places(" ".join(usual), known)):
        return
    around = place.around(NEAR, NEAR).replace(place.sentence, "")
    if re.search(rf"(?<!\w){re.escape(usual[0])}(?!\w)", around):
        message = f"{pair[half]} is called {' '.join(pair)} here, but {' '.join(usual)} elsewhere."
        yield _objection(
            names, place, " ".join(usual), known, message, f"Write {' '.join(usual)}, or say why the name changed."
        )


def _is_person(names: NamePlaces, pair: tuple[str, str]) -> bool:
    found = names.story.entities.find(" ".join(pair)) or names.story.entities.find(pair[0])
    return found is not None and found.kind == "person"


def _regraded(names: NamePlaces) -> Iterator[Objection]:
    """Yield ranks and titles that a bearer of the name doesn't have."""
    ranks: dict[str, dict[str, Counter[int]]] = defaultdict(dict)
    for name, scenes in names.whole.items():
        title, _, rest = name.partition(" ")
        if rest and title.lower() in TITLES and " " not in rest:
            ranks[rest][title] = scenes
    for rest, titles in ranks.items():
        often = max(titles, key=lambda title: titles[title].total())
        for title, scenes in titles.items():
            least = uses_needed(title, often, USUAL)
            if title == often or not least or scenes.total() > 2 or titles[often].total() < least * scenes.total():
                continue
            place = _told(names, f"{title} {rest}", scenes)
            if place is None or PROMOTED.search(place.around(400, 100)):
                continue
            titled = re.compile(rf"\b{often}\b\.?\s+{re.escape(rest)}\b")
            if titled.search(place.sentence) or (least > USUAL and _FAMILY.search(place.sentence)):
                continue
            if least > USUAL and not titled.search(place.around(NEAR, NEAR)):
                continue
            message = f"{rest} is called {title} here, but {often} everywhere else."
            yield _objection(
                names, place, f"{often} {rest}", titles[often], message, f"Write {often} {rest}, or tell of the change."
            )


def _objection(
    names: NamePlaces, place: NamePlace, usual: str, scenes: Counter[int], message: str, suggestion: str
) -> Objection:
    span, _ = place.reading.quote(place.start, place.end)
    other = _evidence(names, usual, scenes, place)
    against = None
    if other is not None:
        its, quote = other.reading.quote(other.start, other.end)
        against = Passage(quote=quote, scene=other.reading.scene, span=its)
    return Objection(*span, message, suggestion, place.reading.scene, against)


def _evidence(names: NamePlaces, usual: str, scenes: Counter[int], place: NamePlace) -> NamePlace | None:
    """Return where the usual name stands in the same scene and tells of the same, or else where it stands nearest."""
    number = place.reading.number
    here = list(names.places(usual, Counter({number: 1}))) if scenes[number] else []
    rated = [(likeness(names, at, place, {usual.lower()}), -abs(at.start - place.start), at) for at in here]
    best = max(rated, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] else names.nearest(usual, scenes, place)
