"""Copies of a clean text with contradictions planted: which wording, about whom, how far apart, and where.

Within a copy nobody is concerned twice by one rule or by rules that speak of the same facts, nobody new is concerned
twice at all, and nothing else is planted between two passages that stand close together: each can be judged alone.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from storyteller_agents.checks.injections.catalogue import rules_for
from storyteller_agents.checks.injections.characters import Character, find
from storyteller_agents.checks.injections.clean import CleanText, Gap, read
from storyteller_agents.checks.injections.injection import Injected
from storyteller_agents.checks.injections.leaf import Leaf
from storyteller_agents.checks.injections.people import Person, Strangers
from storyteller_agents.checks.injections.spots import Bounds, Spots
from storyteller_agents.checks.injections.variant import Rule, Variant, fill

_FARTHEST = 20_000
_KNOWN_SHARE = 0.85
_PER_DECOY = 5
_SOON_AFTER = 3000
_KINDRED = {"impossible-kinship", "changed-count", "impossible-age"}
_DEATH = "dead-acts"
_OFTEN = 4
_GAPS_EACH = 6  # with fewer, one contradiction would crowd the other
_NARRATOR = Person("I", "m", "I", "I")


def copies(text: str, names: Sequence[str] | None, each: int, seed: int) -> Iterator[Injected]:
    """Return the copies of a text; see `injection.inject`."""
    clean = read(text)
    rules = rules_for(clean.language, names)
    return _copies(clean, rules, each, seed) if clean.gaps else iter(())


def _copies(clean: CleanText, rules: list[Rule], each: int, seed: int) -> Iterator[Injected]:
    rng = Random(f"injections {seed}")
    plan = _Plan(clean, find(clean), Spots(clean))
    waiting = {rule.name: _distances(clean, each, rng) for rule in rules}
    owed = 0
    room = max(1, len(clean.gaps) // _GAPS_EACH)
    for _ in range(2 * (each + 1) * max(1, len(rules) // room)):
        if not any(waiting.values()):
            return
        leaf, used = Leaf(clean), _Used(Strangers(plan.taken, rng, clean.language))
        for rule in rng.sample(rules, len(rules)):
            if waiting[rule.name] and len(leaf.entries) < room:
                distance = waiting[rule.name].pop()
                if plan.plant(leaf, used, rule, rule.variants, distance, rng):
                    owed += 1
                else:
                    waiting[rule.name].insert(0, distance)
        for rule in rng.sample(rules, len(rules)):
            if owed >= _PER_DECOY and plan.plant(leaf, used, rule, rule.decoys, _any_distance(clean, rng), rng):
                owed -= _PER_DECOY
        if leaf.entries:
            yield leaf.injected()


def _distances(clean: CleanText, each: int, rng: Random) -> list[int]:
    """Return `each` distances from 1 to the farthest, evenly spread on a log scale, in chance order."""
    farthest = max(1.0, min(_FARTHEST, 0.9 * len(clean.words)))
    spread = [round(math.exp(math.log(farthest) * step / max(1, each - 1))) for step in range(each)]
    return rng.sample(spread, len(spread))


def _any_distance(clean: CleanText, rng: Random) -> int:
    return rng.choice(_distances(clean, 12, rng))


@dataclass
class _Used:
    """Who has been used in a copy, by which rules."""

    strangers: Strangers
    rules: dict[str, set[str]] = field(default_factory=dict)

    def allows(self, character: Character, rule: str) -> bool:
        """Whether this rule may concern somebody of the text without touching what others say of him."""
        others = {other for part in character.parts for other in self.rules.get(part, ())}
        kin = rule in _KINDRED and others & _KINDRED
        return not (rule in others or kin or len(others) >= _OFTEN or _DEATH in others or (rule == _DEATH and others))

    def note(self, character: Character, rule: str) -> None:
        """Remember that this rule concerns somebody of the text."""
        for part in character.parts:
            self.rules.setdefault(part, set()).add(rule)


class _Plan:
    """What the copies of one text have in common, and which wordings they have used so far."""

    def __init__(self, clean: CleanText, people: list[Character], spots: Spots) -> None:
        self.clean, self.people, self.spots = clean, people, spots
        self.taken = set(re.findall(r"[A-Z][a-z]+", clean.text))
        self._times: Counter[tuple[str, str]] = Counter()
        self._styles: Counter[tuple[str, bool, str]] = Counter()
        self._guarded: dict[tuple[str, tuple[str, ...]], bool] = {}

    def plant(
        self, leaf: Leaf, used: _Used, rule: Rule, variants: Sequence[Variant], distance: int, rng: Random
    ) -> bool:
        """Plant one of these variants at about this distance; False where none fits."""
        fitting = [
            variant
            for variant in rng.sample(variants, len(variants))
            if variant.fits_tense(self.clean.tense) and (not variant.near or variant.near >= distance)
        ]
        decoy = variants is rule.decoys

        def uses(variant: Variant) -> tuple[int, int]:
            return self._styles[rule.name, decoy, variant.style], self._times[rule.name, variant.id]

        for variant in sorted(fitting, key=uses):
            for character in self._whom(used, rule, variant, rng):
                if self._try(leaf, used, rule, variant, character, distance, rng):
                    self._times[rule.name, variant.id] += 1
                    self._styles[rule.name, decoy, variant.style] += 1
                    return True
        return False

    def _whom(self, used: _Used, rule: Rule, variant: Variant, rng: Random) -> list[Character | None]:
        """Return who may be concerned, the best first; None is somebody new (or nobody)."""
        if variant.who not in {"any", "known"} or (variant.who == "any" and rng.random() > _KNOWN_SHARE):
            return [None]
        free = [
            character
            for character in self.people[:16]
            if used.allows(character, rule.name)
            and variant.gender in {"", character.person.gender}
            and not ("{A.drift}" in variant.second and self.taken.issuperset(character.person.drift.split()))
            and not self._guards(character, variant.guard)
        ]
        some: list[Character | None] = list(rng.sample(free, min(3, len(free))))
        if variant.last:
            gone = [one for one in free if self.clean.words_before(one.mentions[-1]) < 0.9 * len(self.clean.words)]
            some = [*gone[-3:]]
        return some if variant.who == "known" else [*some, None]

    def _guards(self, character: Character, guard: tuple[str, ...]) -> bool:
        key = (character.person.name, guard)
        if key not in self._guarded:
            self._guarded[key] = character.stands_with(self.clean.text, guard)
        return self._guarded[key]

    def _try(
        self,
        leaf: Leaf,
        used: _Used,
        rule: Rule,
        variant: Variant,
        character: Character | None,
        distance: int,
        rng: Random,
    ) -> bool:
        if variant.who == "narrator" and self._narrator_guards(variant.guard):
            return False
        quoted = ("“" in (variant.first or ""), "“" in variant.second)
        voice = "first" if variant.who == "narrator" else variant.narration
        bounds = self._bounds(variant, character)
        if variant.first is None:
            second = self.spots.one(leaf.taken, voice, quoted[1], bounds, rng)
            pair: tuple[Gap | None, Gap] | None = None if second is None else (None, second)
        else:
            pair = self.spots.two(leaf.taken, voice, quoted, bounds, distance, rng)
        if pair is None:
            return False
        if variant.who == "narrator":
            person = _NARRATOR
        elif character is not None:
            person = character.person
        else:
            person = used.strangers.person(variant.gender or rng.choice("mf"))
        if character is not None:
            used.note(character, rule.name)
        wording = fill(variant, rule, person, used.strangers, rng, self.clean.tense)
        before = None
        if character is not None and variant.first is None and rule.name == "drifting-name":
            before = character.last_before(pair[1].at)
        leaf.add(rule.name, variant, wording, pair, decoy=variant in rule.decoys, since=before)
        return True

    def _bounds(self, variant: Variant, character: Character | None) -> Bounds:
        if character is None:
            return Bounds(near=variant.near)
        first, last = character.mentions[0], character.mentions[-1]
        if variant.last:
            soon = self.clean.words_before(last) + _SOON_AFTER
            latest = self.clean.words[soon] if soon < len(self.clean.words) else len(self.clean.text)
            return Bounds(last + 1, len(self.clean.text), latest, variant.near)
        return Bounds(first, last, last, variant.near, character)

    def _narrator_guards(self, guard: tuple[str, ...]) -> bool:
        key = ("I", guard)
        if key not in self._guarded:
            words = "|".join(map(re.escape, guard))
            pattern = rf"\b(?:my|our)\s+(?:\w+\s+)?(?:{words})\b"
            self._guarded[key] = bool(guard) and re.search(pattern, self.clean.text, re.IGNORECASE) is not None
        return self._guarded[key]
