"""What is wrong with a world as a whole: entries that say the same, relations that lead nowhere, names and facts in conflict.

Each file may be fine and the world still not: that is seen here. Nothing is changed, and prose isn't read; what two
texts say of each other is for the continuity checks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from storyteller_agents.errors import did_you_mean
from storyteller_agents.lore.entry import Fact, LoreEntry
from storyteller_agents.lore.moment import Moment
from storyteller_agents.lore.segment import fold
from storyteller_agents.lore.triggers import Triggers

Rule = Literal["duplicate", "dangling relation", "shared name", "contradiction", "key"]

SINGLE = frozenset(
    "age,birth,born,birthday,birthplace,birth date,date of birth,death,died,date of death,eyes,eye colour,eye color,hair,"
    "hair colour,hair color,height,weight,gender,sex,species,race,mother,father,handedness,capital,population,founded".split(
        ","
    )
)
"""Attributes of which a thing has one value at a time; several languages or titles are no contradiction."""


@dataclass(frozen=True)
class Complaint:
    """Something about one or more entries that an author should look at.

    Attributes:
        rule: what kind of thing it is.
        entries: ids of those concerned.
        message: where they stand, what was found, and what would settle it.
    """

    rule: Rule
    entries: tuple[str, ...]
    message: str


def audit(entries: Mapping[str, LoreEntry]) -> list[Complaint]:
    """Return all complaints about a world, by rule and then by entry."""
    found = [*_duplicates(entries.values()), *_dangling(entries), *_shared(entries.values())]
    for entry in entries.values():
        found += _contradictions(entry)
    found += [Complaint("key", (), problem) for problem in Triggers(entries).problems]
    return found


def _duplicates(entries: Iterable[LoreEntry]) -> Iterator[Complaint]:
    """Yield entries that say the same under the same title, or whose longer texts are equal."""
    alike: dict[tuple[str, ...], list[LoreEntry]] = defaultdict(list)
    for entry in entries:
        words = " ".join(fold(entry.text).split())
        alike[("text", words) if len(words) > 80 else ("both", fold(entry.title), words)].append(entry)
    for group in alike.values():
        if len(group) > 1:
            ids = tuple(entry.id for entry in group)
            yield Complaint(
                "duplicate", ids, f"{_places(group)}: {_names(ids)} say the same; keep one of them, or join them"
            )


def _dangling(entries: Mapping[str, LoreEntry]) -> Iterator[Complaint]:
    known = list(entries)
    for entry in entries.values():
        for relation in entry.relations:
            if relation.to not in entries:
                near = did_you_mean(relation.to, known)
                yield Complaint(
                    "dangling relation",
                    (entry.id,),
                    f"{entry.source}, relations: {relation.kind} {relation.to!r}, but there is no such entry{near}",
                )


def _shared(entries: Iterable[LoreEntry]) -> Iterator[Complaint]:
    """Yield names that two people, places or things go by; a search can't tell them apart. Events may be called alike."""
    owners: dict[str, dict[str, tuple[LoreEntry, str]]] = defaultdict(dict)
    for entry in entries:
        for name in () if entry.kind in ("event", "other") and not entry.aliases else (entry.title, *entry.aliases):
            owners[fold(name)].setdefault(entry.id, (entry, name))
    for held in owners.values():
        if len(held) > 1:
            group = [entry for entry, _ in held.values()]
            name = next(iter(held.values()))[1]
            yield Complaint(
                "shared name", tuple(held), f"{_places(group)}: {_names(tuple(held))} all go by {name!r}; rename one"
            )


def _contradictions(entry: LoreEntry) -> Iterator[Complaint]:
    """Yield facts of one entry that can't both hold, where their times may overlap."""
    by_attribute: dict[str, list[Fact]] = defaultdict(list)
    for fact in entry.facts:
        by_attribute[fold(fact.attribute)].append(fact)
    for attribute, facts in by_attribute.items():
        if attribute not in SINGLE:
            continue
        for one, other in combinations(facts, 2):
            if fold(one.value) != fold(other.value) and not (_before(one, other) or _before(other, one)):
                yield Complaint(
                    "contradiction",
                    (entry.id,),
                    f"{entry.source}, facts: {str(one)!r} and {str(other)!r} can't both hold; date them with from and until",
                )


def _before(one: Fact, other: Fact) -> bool:
    """Whether the first is over when the second begins, as far as that can be said."""
    if not one.end or not other.start:
        return False
    if fold(one.end) == fold(other.start):
        return True
    # As a moment at which the second begins: is the first over by then?
    return Moment(date=other.start).is_reached(one.end) is True


def _places(entries: Iterable[LoreEntry]) -> str:
    return "; ".join(dict.fromkeys(str(entry.source) for entry in entries))


def _names(ids: tuple[str, ...]) -> str:
    return ", ".join(map(repr, ids[:5])) + (f" and {len(ids) - 5} more" if len(ids) > 5 else "")
