"""The same set of things or people, told with another number.

Two passages speak of the same set when they count the same noun of the same owner (Anna's brothers; she had four
brothers), or of the same thing (the rooms of the house; the house had nine rooms). A set without an owner is the same
only near by, when the later passage says *the*: "seven steps led up … the nine steps". Adjectives that tell sets from
others (elder, black, silver) must not differ; whoever has three elder brothers has three brothers at least. *Her third
brother* and *one of her sons* say how many there are at least, *about twenty* leaves room to both sides, and whoever has
three daughters has three children or more.

No contradiction: something between the two passages, or in either, makes the set larger or smaller (one dies, is sold,
is born …); the later number is a sum of earlier ones; what is supposed, dreamt or said by somebody; rough numbers and
parts of a set, which the extractor leaves out. The rule can't see changes that are told without naming the things.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from storyteller_agents.canon.extract.counts.nouns import (
    KIN,
    LASTING,
    MATERIAL,
    PEOPLE,
    STRUCTURES,
    TELLING,
)
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check, disagree
from storyteller_agents.checks.continuity.reasoning.count_causes import has_cause, noun_of
from storyteller_agents.checks.continuity.reasoning.retold_counts import retold

NEAR = 1200
"""How many words a set without an owner is remembered; four times as long where neither passage names one."""
_WHOLE = {"son": "child", "daughter": "child", "brother": "sibling", "sister": "sibling"}
"""What somebody has as many of at least."""
_ROOM = (0.7, 1.4)
"""How far a rough number may be from the true one, as factors."""
_ALL = re.compile(
    r"\b(?:[Aa]ll|[Ee]very one|[Ee]ach|altogether|never (?:been )?(?:more|less|fewer)|no (?:more|fewer|other)|"
    r"[Oo]nly|just|exactly|count\w*|not one|none|[Bb]oth|"
    r"neither|custom|law|always|the same|to a man|nobody else|one by one|number\w*|no seat|every seat)\b"
)
_OF_BODIES = frozenset("head leg wing horn tentacle tail".split())
REMEMBERED = 12
"""How many counts of one noun a later one is compared with."""


@check(severity="error", repair="rewrite", scope="story", languages=("en", "zh"))
def changed_count(story: Story) -> Iterator[Objection]:
    """The number of things or people in one set is not what it was."""
    told: dict[str, list[Fact]] = defaultdict(list)
    objected: set[tuple[str, tuple[int, int]]] = set()
    for fact in story.facts("count"):
        if not fact.hard or not fact.value.isdigit():
            continue
        other = _contradicted(story, fact, told[noun_of(fact)]) if fact.start.scene >= 0 else None
        if other is not None and (fact.scene, fact.span) not in objected:
            objected.add((fact.scene, fact.span))
            yield _objection(fact, other)
        _remember(told, fact)
        if fact.entity and noun_of(fact) in _WHOLE:
            whole = replace(fact, about=_WHOLE[noun_of(fact)], notes=("least", *fact.notes[1:]))
            _remember(told, whole)
    for fact, other in retold(story):
        if (fact.scene, fact.span) not in objected:
            objected.add((fact.scene, fact.span))
            yield _objection(fact, other)


def _objection(fact: Fact, other: Fact) -> Objection:
    suggestion = "Make the numbers agree, or tell between the two passages what changed the number."
    return disagree(fact, other, _message(fact, other), suggestion)


def _remember(told: dict[str, list[Fact]], fact: Fact) -> None:
    """Keep a count; of bounds that say the same of one owner, the first."""
    earlier = told[noun_of(fact)]
    bound = "least" in fact.notes
    if not (bound and any("least" in o.notes and (o.entity, o.value) == (fact.entity, fact.value) for o in earlier)):
        earlier.append(fact)


def _contradicted(story: Story, fact: Fact, earlier: list[Fact]) -> Fact | None:
    """Return the passage that a count contradicts, or None where it agrees with another one or a cause was told."""
    same = [other for other in earlier if _same_set(story, fact, other)]
    exact = [other for other in same if _is_exact(other)][-REMEMBERED:]
    clash = [other for other in same if not _agree(fact, other)]
    if not clash or any(_agree(fact, other) for other in exact):
        return None
    other = clash[-1]
    values = {int(one.value) for one in exact}
    if (
        not _anchor(fact)
        and not _holds(fact, other)
        and any(int(fact.value) in (one + two, one + 1) for one in values for two in values)
    ):
        return None
    return None if has_cause(story, fact, other) else other


def _is_exact(fact: Fact) -> bool:
    return not {"least", "most", "about"} & set(fact.notes)


def _range(fact: Fact, other: Fact) -> tuple[float, float]:
    """Return between which numbers the true one lies; a part of the set only says how many there are at least."""
    value = int(fact.value)
    if "least" in fact.notes or _marked(fact) > _marked(other):
        return value, float("inf")
    if "about" in fact.notes:
        return value * _ROOM[0], value * _ROOM[1]
    return (0 if "most" in fact.notes else value), value


def _agree(fact: Fact, other: Fact) -> bool:
    """Whether two counts can both be true."""
    (low, high), (least, most) = _range(fact, other), _range(other, fact)
    return low <= most and least <= high


def _marked(fact: Fact) -> frozenset[str]:
    """Return the adjectives that make a set a part of another."""
    return frozenset(fact.notes[1:]) & TELLING - MATERIAL


def _anchor(fact: Fact) -> str:
    """Return whose or of what the things are."""
    return fact.about.partition(" of ")[2] or fact.entity


def _form(fact: Fact) -> str:
    return fact.notes[0] if fact.notes else "had"


def _same_set(story: Story, fact: Fact, other: Fact) -> bool:
    if other.source == "prose" and fact.span == other.span and fact.scene == other.scene:
        return False
    marks, others = (set(one.notes[1:]) & TELLING for one in (fact, other))
    part = noun_of(fact) in KIN and fact.entity == other.entity != "" and (marks < others or others < marks)
    if marks != others and not part and not (marks <= others and others <= MATERIAL):
        return False
    anchor, noun = _anchor(fact), noun_of(fact)
    if noun in _OF_BODIES and not fact.entity and _is_another_body(fact, other):
        return False
    if _hang_together(story, fact, other):
        return True
    if anchor and anchor == _anchor(other):
        if fact.entity and other.entity and fact.entity != other.entity:
            return False
        if _form(fact) in ("some", "new") or (_form(other) == "some" and _form(fact) == "had"):
            return False
        lasting = noun in LASTING or " of " in fact.about
        return lasting or (_form(fact) != "had" and story.words_between(fact, other) <= 4 * NEAR)
    if (anchor and _anchor(other)) or noun in PEOPLE or _form(fact) != "the":
        return False
    if noun in KIN and int(fact.value) < int(other.value):
        return False  # the two brothers are those of the three who matter now
    loose = not (anchor or _anchor(other)) or _holds(fact, other)
    return story.words_between(fact, other) <= (4 * NEAR if loose else NEAR)


def _is_another_body(fact: Fact, other: Fact) -> bool:
    """Whether heads or wings may be those of another one of the kind: of beasts without a name there are many."""
    hewn = re.search(r"\b(?:cut|chop|hew|struck|strike|lopp?)", other.quote)
    known = " of " in fact.about and fact.about == other.about and _form(fact) in ("own", "the")
    return bool(hewn) or not known


def _holds(fact: Fact, other: Fact) -> bool:
    """Whether the sentence of the later count names the thing that the earlier one belongs to: the passengers of the coach."""
    return f"#{other.about.partition(' of ')[2]}" in fact.notes


def _hung_on(fact: Fact, mark: str) -> set[str]:
    return {note for note in fact.notes[1:] if note.startswith(mark)}


def _hang_together(story: Story, fact: Fact, other: Fact) -> bool:
    """Whether both counts hang on one name, in sentences that tell of all there are."""
    if " of " in fact.about and fact.about != other.about and noun_of(fact) not in STRUCTURES and fact.entity:
        return False
    names, things = (_hung_on(fact, mark) & _hung_on(other, mark) for mark in "@#")
    if things and not names:
        near = [{note[1:] for note in _hung_on(one, "@") | _hung_on(one, "~")} for one in (fact, other)]
        names = near[0] & near[1]
    if not names or (noun_of(fact) in KIN and not things) or _form(fact) == "new":
        return False
    owned = fact.entity and "@" + fact.entity in names and _form(fact) == "own"
    if not things and not owned and _hung_on(fact, "#") and _hung_on(other, "#"):
        return False
    if fact.entity and other.entity and fact.entity != other.entity:
        return False
    if noun_of(fact) in PEOPLE and not things:
        return False
    knows = _form(fact) in ("the", "own") or _ALL.search(fact.quote.replace("\n", " "))
    told = (
        _form(other) in ("the", "own", "had", "new")
        or _ALL.search(other.quote.replace("\n", " "))
        or noun_of(other) in LASTING
    )
    return bool(knows and told)


def _message(fact: Fact, other: Fact) -> str:
    whose = f"{fact.entity}: " if fact.entity else ""
    here, before = (_amount(one) for one in (fact, other))
    return f"{whose}{fact.about}: {here} here, but {before} before."


def _amount(fact: Fact) -> str:
    words = {"least": "at least ", "most": "at most ", "about": "about "}
    return next((word for note, word in words.items() if note in fact.notes), "") + fact.value
