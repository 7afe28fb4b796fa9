"""A wording of a contradiction: two passages with slots for people, places, things and numbers.

Slots: ``{A}`` is the one concerned; ``{M}``, ``{N}`` are new men, ``{F}``, ``{G}`` new women, ``{P}``, ``{Q}`` new
places. People have forms: ``{A.he}``, ``{A.him}``, ``{A.his}``, ``{A.himself}``, ``{A.He}``, ``{A.His}``,
``{A.first}``, ``{A.last}``, and misspelt ``{A.drift}`` (the name) and ``{A.slip}`` (the family name). Any other slot is
a word of the rule's lists (``{eye1}``, ``{eye2}`` are two different ones of ``eye``) or a value of the variant.
``[was|is]`` is the form in a tale told in the past and in the present.

It is not for texts of others: templates are part of the program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from string import Formatter
from typing import Literal

from storyteller_agents.checks.injections.people import Person, Strangers

Who = Literal["any", "new", "known", "narrator", "nobody"]
Style = Literal["plain", "literary"]
Values = Callable[[Random], dict[str, str]]
Words = Mapping[str, Sequence[str]]
_BY_FIRST_NAME = 0.35
_OTHER_FORMS = re.compile(r"\{A\.(?:[Hh]e|[Hh]is|him|himself)\}")
_TENSES = re.compile(r"\[([^|\]]*)\|([^|\]]*)\]")


@dataclass(frozen=True, slots=True)
class Variant:
    """A pair of passages that can't both be true; for a decoy, a pair that only seems so.

    Attributes:
        id: its name within the rule.
        first: the earlier passage; None where the second one is enough.
        second: the later passage.
        who: whom it concerns: somebody of the text (``known``), somebody invented (``new``), either (``any``), the
            ``narrator`` in the first person, or ``nobody``.
        gender: of the one concerned, ``m`` or ``f``, where the wording needs it.
        near: words that may lie between at most; 0 for no bound.
        narration: ``first`` or ``third`` where only a tale told so will do.
        tense: ``present`` or ``any`` where it fits a tale told so without ``[was|is]``.
        guard: words that must not stand near the name in the clean text (near "my" for the narrator).
        last: the one concerned must not be named after the first passage.
        about: what the contradiction concerns.
        values: numbers and the like that hang together.
        style: ``plain`` where both passages say openly what can't be; ``literary`` where a reader must infer it.
    """

    id: str
    first: str | None
    second: str
    who: Who = "any"
    gender: str = ""
    near: int = 0
    narration: Literal["", "first", "third"] = ""
    tense: Literal["past", "present", "any"] = "past"
    guard: tuple[str, ...] = ()
    last: bool = False
    about: str = "{A}"
    values: Values | None = None
    style: Style = "literary"

    def fits_tense(self, tense: str) -> bool:
        """Whether the wording can stand in a tale told in this tense."""
        both = self.tense == "any" or "|" in (self.first or "") + self.second
        return both or self.tense == tense


@dataclass(frozen=True, slots=True)
class Rule:
    """All wordings of one kind of contradiction, with the word lists of their slots."""

    name: str
    variants: Sequence[Variant]
    decoys: Sequence[Variant]
    words: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wording:
    """A variant with its slots filled."""

    first: str | None
    second: str
    about: str


def fill(variant: Variant, rule: Rule, person: Person, strangers: Strangers, rng: Random, tense: str) -> Wording:
    """Fill the slots of a variant; new people and places come from `strangers`, which remembers them as used."""
    slots: dict[str, object] = {"A": person, **(variant.values(rng) if variant.values else {})}
    left: dict[str, list[str]] = {}
    for template in (variant.first or "", variant.second, variant.about):
        for _, slot, _, _ in Formatter().parse(template):
            name = (slot or "").partition(".")[0]
            if name and name not in slots:
                slots[name] = _new(name, rule, strangers, rng, left)

    def render(template: str, person: Person) -> str:
        told = _TENSES.sub(lambda both: both.group(2 if tense == "present" else 1), template)
        return told.format(**(slots | {"A": person}))

    by_first_name = "{A." not in _OTHER_FORMS.sub("", variant.second) and rng.random() < _BY_FIRST_NAME
    named = "{A}" in (variant.first or "") and bool(person.first)
    later = replace(person, name=person.first) if named and by_first_name else person
    return Wording(
        None if variant.first is None else render(variant.first, person),
        render(variant.second, later),
        render(variant.about, person),
    )


def _new(name: str, rule: Rule, strangers: Strangers, rng: Random, left: dict[str, list[str]]) -> object:
    if name in {"M", "N"}:
        return strangers.person("m")
    if name in {"F", "G"}:
        return strangers.person("f")
    if name in {"P", "Q"}:
        return strangers.place()
    kind = name.rstrip("0123456789")
    words = left.setdefault(kind, rng.sample(list(rule.words[kind]), len(rule.words[kind])))
    return words.pop()
