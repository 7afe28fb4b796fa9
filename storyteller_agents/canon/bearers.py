"""Who bears which names: the forms of a name joined into people and places, where it is safe to say that they mean one.

The names used most come first; shorter and longer forms join them. A surname joins a first name where only one of that
sex bears both, and a mother's or a wife's (Mrs) only where nothing else is said of her.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from storyteller_agents.canon.entity import Entity, Gender
from storyteller_agents.canon.given_names import given_gender, is_given_name
from storyteller_agents.canon.name_kinds import kind_of
from storyteller_agents.canon.names import FEMALE_TITLES, MALE_TITLES, TITLES, NameUse

MANY_PRONOUNS = 12
"""From so many pronouns on, it takes a smaller majority of them to tell he from she."""
OF_SURNAMES = frozenset("mr mister mrs miss ms dr doctor".split())
"""Titles that stand before surnames."""
MUCH_MORE = 3
"""How many times as often as anybody else of his first name somebody is named who alone is meant by it."""


@dataclass(slots=True)
class _Bearer:
    """An entity in the making: what is known of its first name and surname, and how it was used."""

    entity: Entity
    first: str = ""
    last: str = ""
    titles: set[str] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)
    use: NameUse = field(default_factory=NameUse)
    surname: bool = False

    @property
    def single(self) -> bool:
        """Whether only one word of its name is known, a first name or a surname."""
        return self.first == self.last

    @property
    def given(self) -> list[str]:
        """The words of its name that may be given names."""
        if self.single and self.surname:
            return []
        words = [word for name in self.forms for word in _parts(name)[: max(1, len(_parts(name)) - 1)]]
        return [word for word in words if self.single or word != self.last]

    @property
    def gender(self) -> Gender:
        """He or she, by title, given name or pronouns."""
        return self.entity.gender or _gender_by_use(self.given, self.use)

    def take(self, name: str, words: list[str], use: NameUse) -> None:
        """Make a name one of its own."""
        self.entity.names.add(name)
        self.forms[name] += use.times
        self.titles.update({_title(name)} - {""})
        self.entity.gender = self.entity.gender or _gender_of(_title(name))
        self.use.add(use)
        if len(words) > 1 or not self.first:
            self.first, self.last = words[0], words[-1]


class _Bearers:
    """All bearers, found by the words of their names."""

    def __init__(self, names: dict[str, NameUse], known: Iterable[Entity]) -> None:
        self.names = names
        self.all = [_known_bearer(entity) for entity in known]
        self.by_name = {name: bearer for bearer in self.all for name in bearer.entity.names}
        self.by_word: dict[str, list[_Bearer]] = defaultdict(list)
        self.families: dict[str, set[str]] = defaultdict(set)
        for bearer in self.all:
            self._file(bearer)
            self.families[bearer.last].add(bearer.first)
        for name in names:
            words = _parts(name)
            if len(words) > 1:
                self.families[words[-1]].add(words[0])

    def add(self, name: str) -> None:
        """Find out whose a name is, and make it his."""
        words, use = _parts(name), self.names[name]
        bearer = self.by_name.get(name)
        if bearer is None:
            likely = self._likely(words, _title(name))
            if len(likely) > 1:
                return  # it may mean two of them, so it means nobody
            bearer = likely[0] if likely else _Bearer(Entity(name), surname=name in self.families)
            if not likely:
                self._part_couples(words, _title(name), use.times)
                self.all.append(bearer)
        bearer.take(name, words, use)
        self._file(bearer)

    def _file(self, bearer: _Bearer) -> None:
        for word in {bearer.first, bearer.last}:
            if bearer not in self.by_word[word]:
                self.by_word[word].append(bearer)

    def _part_couples(self, words: list[str], title: str, times: int) -> None:
        """Take the bare surname from Mr Wilson where there is a Mrs Wilson, unless it is plain that he alone is called so."""
        use = self.names.get(words[0], NameUse())
        if title not in OF_SURNAMES or len(words) > 1 or use.times > 10 * times:
            return
        bare = _gender_by_use([], use) if use.male + use.female >= 3 else ""
        for one in self.by_word.get(words[0], []):
            if not bare or bare == _gender_of(title) or bare != one.gender:
                one.entity.names.discard(words[0])

    def _likely(self, words: list[str], title: str) -> list[_Bearer]:
        """Return whose a name may be: one, if that is safe to say; none, if it is somebody else's; or several."""
        near = {id(one): one for word in {words[0], words[-1]} for one in self.by_word.get(word, [])}
        likely = [one for one in near.values() if self._may_be(one, words, title)]
        if len(likely) < 2:
            return likely
        exact = [one for one in likely if (one.first, one.last) == (words[0], words[-1])]
        firsts = [one for one in likely if one.first == words[0]]
        if len(words) > 1:
            lasts = [one for one in likely if one.single and one.last == words[-1]]
            if not exact and len(firsts) == len(lasts) == 1 and firsts[0].single:
                return [self._merged(firsts[0], lasts[0])]
            return exact if len(exact) == 1 else firsts[:1] if len(firsts) == 1 else []
        if title:
            same = [one for one in likely if title in one.titles]
            return exact if len(exact) == 1 else same if len(same) == 1 else []
        if len(firsts) == 1:
            return firsts
        bare = _gender_by_use([], self.names.get(words[0], NameUse()))
        fit = [one for one in likely if one.gender == bare]
        if not firsts and bare and len(fit) == 1:
            return fit
        most = sorted(firsts, key=lambda one: -one.use.times)
        return most[:1] if firsts and most[0].use.times >= MUCH_MORE * most[1].use.times else likely

    def _may_be(self, one: _Bearer, words: list[str], title: str) -> bool:
        """Whether a name of these words and this title may be one of somebody's own."""
        gender = _gender_of(title) or (given_gender(words[0]) if len(words) > 1 else "")
        if gender and one.gender and gender != one.gender:
            return False
        if {*one.titles, title} >= {"mrs", "miss"}:
            return False
        first, last = words[0], words[-1]
        if len(words) == 1:
            if first == one.first:
                return True
            if first != one.last:
                return False
            if not title:
                return given_gender(first) != "f"
            called = title == "mrs" and title not in one.titles and one.first in self.names
            return not called and self._is_only(one.last, gender)
        if not one.single:
            return (first, last) == (one.first, one.last)
        if one.first == first:
            return True
        named = not one.titles and is_given_name(one.first)  # James is not the one of Henry James
        wife = "mrs" in one.titles and title != "mrs"
        return one.last == last and not named and not wife and self._is_only(last, gender or one.gender)

    def _is_only(self, last: str, gender: Gender) -> bool:
        """Whether there is at most one full name with a surname that somebody of that sex may bear."""
        return sum(not gender or given_gender(first) in ("", gender) for first in self.families[last]) < 2

    def _merged(self, one: _Bearer, other: _Bearer) -> _Bearer:
        """Make two bearers one: Jordan and Miss Baker, of whom it is now said that they are Jordan Baker."""
        one, other = (other, one) if other.entity.given else (one, other)
        if other.entity.given:
            return one
        for name in other.forms:
            one.take(name, [one.first], NameUse())
            one.forms[name] += other.forms[name]
            self.by_name[name] = one
        one.entity.names = (one.entity.names - {*other.forms}) | other.entity.names
        one.use.add(other.use)
        self.all.remove(other)
        for found in self.by_word.values():
            if other in found:
                found.remove(other)
        return one


def group(names: dict[str, NameUse], known: Iterable[Entity]) -> list[Entity]:
    """Return entities: the names used most come first, and shorter and longer forms join them where that is safe."""
    bearers = _Bearers(names, known)
    for name in sorted(names, key=lambda name: (-names[name].times, name)):
        bearers.add(name)
    return [_settled(bearer, bearers.by_word) for bearer in bearers.all]


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
        entity.kind = kind_of(entity.name, use, titled=titled)
    if not entity.gender and entity.kind == "person":
        entity.gender = _gender_by_use(bearer.given, use)
    for word in {bearer.first, bearer.last} if entity.kind == "person" or bearer.single else ():
        if by_word.get(word) == [bearer]:  # a first or last name alone, where nobody else has it
            entity.names.add(word)
    entity.names.update(" ".join(_parts(name)) for name in bearer.forms if len(_parts(name)) > 1)
    return entity


def _gender_by_use(given: list[str], use: NameUse) -> Gender:
    """Return he or she by the given name and by the pronouns that were counted, where they speak clearly.

    A given name is believed unless the pronouns speak against it loudly: some girls are called George.
    """
    usual: Gender = next((gender for gender in map(given_gender, given) if gender), "")
    if usual:
        own, against = (use.male, use.female) if usual == "m" else (use.female, use.male)
        if against < 6 or against < 2 * own:
            return usual
    least = 1 if use.times <= 4 else 2
    times = 3 if use.male + use.female < MANY_PRONOUNS else 1.8
    if use.male >= least and use.male > times * use.female:
        return "m"
    return "f" if use.female >= least and use.female > times * use.male else ""
