"""Kinship and marriage, as facts `kin`: the entity is the value of the other one (Tom, ``brother``, of Anna).

Read from narration alone: what somebody says of his kin may be a lie or a way of speaking. A relation without a name
(``Anna's brother came``) has no entity. Notes: ``former``, ``late``, ``only``, ``elder``, ``younger``, ``first`` and the
like. Who has none of a kind, and who must have some, is read by `kin/absent.py` and `kin/present.py`. The soft value ``marries`` says only that a marriage of somebody is spoken of. Not for titles (Father
Brown, Sister Agnes), nor for what relations follow from others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.around import Around
from storyteller_agents.canon.extract.kin import patterns as turns
from storyteller_agents.canon.extract.kin.absent import find_absent
from storyteller_agents.canon.extract.kin.bonds import find_bonds
from storyteller_agents.canon.extract.kin.marriages import find_births, find_marriages, is_meant
from storyteller_agents.canon.extract.kin.present import find_present
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.kinship import plain_kin, relation
from storyteller_agents.canon.reading import Reading

_NOTES = {
    "former": "former", "late": "late", "dead": "late", "deceased": "late", "only": "only", "elder": "elder", "older": "elder",
    "eldest": "elder", "oldest": "elder", "big": "elder", "younger": "younger", "youngest": "younger", "little": "younger",
    "first": "first", "second": "second", "third": "third", "new": "second", "next": "second", "last": "second",
    "twin": "twin", "future": "future", "intended": "future", "would-be": "future", "prospective": "future",
}  # fmt: skip
_TIES = ("adopted", "adoptive", "foster", "half")
_NOT_MEANT = {
    "spiritual",
    "imaginary",
    "supposed",
    "pretended",
    "so-called",
    "alleged",
    "second-best",
    "surrogate",
    "honorary",
    "very",
}
_COUNTED = {"sibling", "child", "spouse", "pibling", "nibling", "cousin", "grandchild"}


def find(reading: Reading) -> Iterator[Fact]:
    """Yield what a scene's narration says of kinship and marriage."""
    unnamed: set[tuple[str, str]] = set()
    for match in turns.KIN.finditer(reading.narration):
        for fact in _Noun(reading, match).facts():
            if not fact.entity:
                if (fact.value, fact.about) in unnamed:
                    continue
                unnamed.add((fact.value, fact.about))
            yield fact
    yield from find_marriages(reading)
    yield from find_births(reading)
    yield from find_bonds(reading)
    yield from find_absent(reading)
    yield from find_present(reading)


class _Noun(Around):
    """A word of kinship in its sentence."""

    def __init__(self, reading: Reading, match: re.Match[str]) -> None:
        super().__init__(reading, match)
        self.word, self.value = match["kin"], plain_kin(match["kin"])
        self.notes: tuple[str, ...] = ("former",) if match["former"] else ()

    def facts(self) -> Iterator[Fact]:
        """Yield what it says of whom."""
        if relation(self.value) is None or turns.NO_KIN.match(self.right):
            return
        if self.word[0].isupper():
            yield from self._of_each_other() if turns.BOTH_AFTER.match(self.right) else ()
        elif owned := turns.OWNED.search(self.left):
            owner = self.on_left(owned, "owner") or self.on_left(owned, "whose")
            if owner is None and owned["owner"] and (whom := turns.WHOM_AFTER.match(self.right)):
                owner = self.on_right(whom, "owner")
            if owner is None and owned["owner"] and (apposed := turns.APPOSED.search(self.left[: owned.start()])):
                owner = self._other_than(apposed, owned["owner"])
            if owner is not None and self._modified(owned["mods"]):
                yield from self._of([owner], owned.start(), self.right, self.end)
            elif owner is None:
                yield from self._of_each_other()
        elif (their := turns.THEIR.search(self.left)) and not re.search("[ᐁᐃ]", their["gap"]):
            owners = [self.on_left(their, group) for group in ("one", "two")]
            if self._modified(their["mods"]):
                yield from self._of([owner for owner in owners if owner], 0, self.right, self.end)
        elif of := turns.OF.match(self.right):
            owners = [self.on_right(of, group) for group in ("owner", "other") if of[group]]
            article = turns.ARTICLE.search(self.left)
            if article is not None and self._modified(article["mods"]) and not self._figurative(article, of):
                kin_of = [owner for owner in owners if owner is not None]
                yield from self._of(kin_of, article.start(), self.right[of.end() :], self.end + of.end())
        elif had := turns.HAD.search(self.left):
            owner = self.on_left(had, "owner")
            if owner is not None and self._modified(had["mods"]):
                yield from self._of([owner], 0, self.right, self.end, asserted=True)
        else:
            yield from self._of_each_other()

    def _modified(self, words: str) -> bool:
        """Take in what the adjectives say; whether it is still kinship that is meant."""
        mods = [word.strip(",") for word in words.split()]
        for tie in _TIES:
            if tie in mods:
                self.value = plain_kin(f"{tie} {self.value}")
        self.notes += tuple(dict.fromkeys(_NOTES[mod] for mod in mods if mod in _NOTES))
        return not _NOT_MEANT & set(mods)

    def _figurative(self, article: re.Match[str], of: re.Match[str]) -> bool:
        """``A mother to Anna`` is not her mother."""
        return of["join"] == "to" and (article["article"] or "").lower() in ("a", "an", "another")

    def _of(
        self, owners: list[str], left_end: int, right: str, right_at: int, *, asserted: bool = False
    ) -> Iterator[Fact]:
        """Yield who is that to the owners, by the name after or before, or nobody by name."""
        if length := turns.LENGTH.match(right):
            right, right_at = right[length.end() :], right_at + length.end()
        before, plural = self.left[:left_end], self.word.endswith("s") or self.word == "children"
        if plural and (one_of := turns.ONE_OF.search(before)):
            before, plural = before[: one_of.start()], False
        people: list[str | None] = []
        taken, copula_of_pronoun = True, False
        if plural and (several := turns.ALL_NAMED.match(right)):
            named = self.reading.named_between(right_at + several.start("all"), right_at + several.end("all"))
            people = [mention.entity.name for mention in named]
        elif (named_after := turns.NAMED.match(right)) and not (plural and named_after["a"]):
            group = next(name for name in "abcde" if named_after[name])
            people = [self.reading.whom(right_at + named_after.start(group), right_at + named_after.end(group))]
        elif plural and (both := turns.BOTH_OF.search(before)):
            named = self.reading.named_between(self.base + both.start("all"), self.base + both.end("all"))
            people = [mention.entity.name for mention in named]
        elif (apposed := turns.APPOSED.search(before)) and turns.APPOSED_END.match(right) and not plural:
            people = [self._fitting(self.on_left(apposed, "who"), self.left[left_end:])]
        elif turns.AS_KIN.search(before) and (subject := turns.AS_KIN_WHO.match(right)):
            people = [self.reading.whom(right_at + subject.start("who"), right_at + subject.end("who"))]
        elif wed := turns.TAKEN.search(before):
            people = [self.on_left(wed, "who")]
        elif (copula := turns.COPULA.search(before)) and not right.startswith(("'", "’")) and not plural:
            people, taken = [self.on_left(copula, "who")], False
            copula_of_pronoun = copula["who"].lower() in ("he", "she") and people == [None]
            meant = relation(self.value)
            if copula["be"] == "had been" and not length and meant is not None and meant.kind in ("spouse", "engaged"):
                self.notes += ("former",)
        named_people = [person for person in people if person]
        for owner in owners:
            for person in named_people:
                if person != owner:
                    yield self._fact(person, owner, taken=taken)
        meant = relation(self.value)
        nobody = not named_people and (not people or copula_of_pronoun)
        exists = turns.CLEFT.search(before) or not turns.PREDICATE.search(before) or copula_of_pronoun
        by_law = meant is not None and meant.kind == "sibling" and meant.tie == "law"
        if nobody and exists and meant is not None and meant.kind in _COUNTED and (by_law or not meant.tie):
            for owner in owners if asserted or self._sure_of_owner(before) else ():
                yield self._fact("", owner, taken=not asserted)

    def _fitting(self, person: str | None, owner: str) -> str | None:
        """Return who is apposed, or None where ``in the house of Tom, his sister sang`` names somebody else."""
        entity = self.reading.entities.by_name.get(person or "")
        meant = relation(self.value)
        if entity is None or meant is None or owner[:1] in "ᐁᐃ" or "" in (entity.gender, meant.gender):
            return person
        return person if entity.gender == meant.gender else None

    def _other_than(self, apposed: re.Match[str], pronoun: str) -> str | None:
        """Return whom ``her`` means in ``Anna kissed Tom, her husband``: the only other one before."""
        start, _ = self.reading.sentence_at(self.start)
        named = self.reading.named_between(start, self.base + apposed.start())
        apart = {mention.entity.name: mention.entity.gender for mention in named if mention.entity.kind == "person"}
        apart.pop(self.on_left(apposed, "who") or "", None)
        gender = {"his": "m", "her": "f"}.get(pronoun.lower(), "?")
        return next(iter(apart)) if len(apart) == 1 and set(apart.values()) <= {gender, ""} else None

    def _sure_of_owner(self, before: str) -> bool:
        """Whether an owner is named, or is the only one in the sentence, which begins with him."""
        start, _ = self.reading.sentence_at(self.start)
        owner = self.reading.narration[self.base + len(before) : self.start]
        if "," in owner:
            return False
        if not owner or owner[0] in "ᐁᐃ":
            return True
        named = self.reading.named_between(start, self.start)
        return len({mention.entity.name for mention in named}) <= 1

    def _of_each_other(self) -> Iterator[Fact]:
        """``Tom and Jim were brothers``, ``the sisters Anna and Mary``, ``Anna and Tom, mother and son``."""
        pair = turns.AND_KIN.match(self.right)
        both = turns.BOTH_ARE.search(self.left)
        plural = self.word.endswith("s")
        if both and (pair or plural) and not turns.OF.match(self.right) and self._modified(both["mods"]):
            one, two = self.on_left(both, "one"), self.on_left(both, "two")
            other_value = plain_kin(pair["kin"]) if pair else self.value
            taken = not both[0].rstrip().endswith(("were", "are", "been"))
            yield from self._pair(one, two, other_value, taken=taken)
        elif plural and (after := turns.BOTH_AFTER.match(self.right)):
            yield from self._pair(self.on_right(after, "one"), self.on_right(after, "two"), self.value, taken=True)

    def _pair(self, one: str | None, two: str | None, other_value: str, *, taken: bool) -> Iterator[Fact]:
        meant, other = relation(self.value), relation(other_value)
        if one is None or two is None or one == two or meant is None or other is None:
            return
        if meant.kind != other.kind:
            yield self._fact(one, two, taken=taken)
        elif meant.kind in ("sibling", "cousin", "spouse"):
            plain = {"sibling": "sibling", "cousin": "cousin", "spouse": "spouse"}[meant.kind]
            yield self._fact(one, two, taken=taken, value=self.value if self.value == other_value else plain)

    def _fact(self, entity: str, about: str, *, taken: bool, value: str = "") -> Fact:
        hard = is_meant(self.reading, self.start, self.end, taken=taken) and "future" not in self.notes
        span = (self.start, self.end)
        return fact_at(self.reading, span, entity, "kin", value or self.value, about=about, hard=hard, notes=self.notes)
