"""What is known before the prose is read: people and facts from cast and lore, threads from the cards.

Attributes get the names that the extractors use (``eyes`` → ``eye colour``), so that a rule sees one kind of fact
wherever it comes from. An entry's text is read as prose is, but its facts are the lore's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from storyteller_agents.canon.entities import Entities, EntityKind, Gender, Given, find_entities
from storyteller_agents.canon.extract import extract
from storyteller_agents.canon.facts import BEFORE, Fact, Point
from storyteller_agents.canon.reading import Reading
from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.moment import Moment
from storyteller_agents.story import Cast, Character, Outline

ATTRIBUTES = {
    "eyes": "eye colour", "eye": "eye colour", "eye color": "eye colour", "eye colour": "eye colour", "hair": "hair colour",
    "hair color": "hair colour", "hair colour": "hair colour", "hand": "hand", "handedness": "hand", "dominant hand": "hand",
    "born": "birth year", "birth year": "birth year", "year of birth": "birth year", "race": "species", "species": "species",
    "occupation": "profession", "job": "profession", "trade": "profession", "profession": "profession", "rank": "profession",
    "眼睛": "eye colour", "头发": "hair colour", "年龄": "age", "种族": "species", "职业": "profession", "身份": "profession",
}  # fmt: skip
"""Names that authors give to attributes → those that the rules compare; any other name stays as it is."""
_GENDERS: dict[str, Gender] = {
    "m": "m", "male": "m", "man": "m", "he": "m", "he/him": "m", "boy": "m", "男": "m",
    "f": "f", "female": "f", "woman": "f", "she": "f", "she/her": "f", "girl": "f", "女": "f",
}  # fmt: skip
_KINDS: dict[str, EntityKind] = {"person": "person", "place": "place"}
_LONGEST_ENTRY = 20_000


@dataclass
class Background:
    """Who is known beforehand, and what."""

    given: list[Given] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def __add__(self, other: Background) -> Background:
        return Background([*self.given, *other.given], [*self.facts, *other.facts])


def from_cast(cast: Cast) -> Background:
    """Return the people of the cast with their hard facts and their relations."""
    found = Background()
    for character in cast.characters:
        plain = {key.strip().lower(): value for key, value in character.facts.items()}
        gender: Gender = next(
            (
                _GENDERS[value]
                for key in ("gender", "sex", "pronouns", "性别")
                if (value := plain.get(key, "").lower()) in _GENDERS
            ),
            "",
        )
        found.given.append(Given(character.name, tuple(character.aliases), "person", gender))
        found.facts += _cast_facts(character, plain)
    return found


def _cast_facts(character: Character, facts: dict[str, str]) -> Iterator[Fact]:
    for key, value in facts.items():
        name = ATTRIBUTES.get(key, key)
        quote = f"{key}: {value}"
        if value:
            yield Fact(character.name, name, value, character.name, (0, len(quote)), quote, BEFORE, source="cast")
    for relation in character.relations:
        quote = f"{relation.kind} of {relation.to}"
        yield Fact(
            character.name,
            "kin",
            relation.kind.lower(),
            character.name,
            (0, len(quote)),
            quote,
            BEFORE,
            relation.to,
            source="cast",
        )


def from_lore(entries: Iterable[LoreEntry], outline: Outline | None = None, named: str = "") -> Background:
    """Return what the lore says of the people, places and rules of its world.

    Args:
        outline: tells where in the story a dated fact begins and ends to hold; without it dated facts are left out.
        named: the text of the story; entries that it does not name give no facts of their texts (rules always do).
    """
    held = [entry for entry in entries if entry.enabled]
    found = Background([Given(entry.title, tuple(entry.aliases), _KINDS.get(entry.kind, "other")) for entry in held])
    entities = find_entities([], found.given)
    for entry in held:
        found.facts += _entry_facts(entry, outline)
        if entry.kind == "rule" and entry.text:
            found.facts.append(_lore_fact(entry, "", "world rule", entry.text))
        elif any(name in named for name in (entry.title, *entry.aliases)):
            found.facts += _read_entry(entry, entities)
    return found


def _entry_facts(entry: LoreEntry, outline: Outline | None) -> Iterator[Fact]:
    for fact in entry.facts:
        if (fact.start or fact.end) and outline is None:
            continue
        key = fact.attribute.strip().lower()
        start = _reached(fact.start, outline) if fact.start and outline else BEFORE
        until = _reached(fact.end, outline) if fact.end and outline else None
        if start is not None:
            yield replace(
                _lore_fact(entry, entry.title, ATTRIBUTES.get(key, key), fact.value, f"{fact.attribute}: {fact.value}"),
                start=start,
                until=until,
            )
    for relation in entry.relations:
        yield _lore_fact(
            entry, entry.title, "kin", relation.kind.lower(), f"{relation.kind}: {relation.to}", relation.to
        )


def _lore_fact(entry: LoreEntry, entity: str, attribute: str, value: str, quote: str = "", about: str = "") -> Fact:
    quote = quote or value
    return Fact(entity, attribute, value, entry.id, (0, len(quote)), quote, BEFORE, about, source="lore")


def _read_entry(entry: LoreEntry, entities: Entities) -> Iterator[Fact]:
    """Yield what an entry's text says, as the lore's; events of the past are no events of the story."""
    reading = Reading(entry.id, -1, entry.text[:_LONGEST_ENTRY], entities)
    for fact in extract(reading):
        if fact.attribute in LASTING:
            yield replace(fact, start=BEFORE, source="lore")


LASTING = frozenset(
    {"eye colour", "hair colour", "hand", "species", "trait", "kin", "birth year", "count", "world rule"}
)
"""What a description of the world says for good; ages, places and deeds in it belong to some time before."""


def _reached(bound: str, outline: Outline | None) -> Point | None:
    """Return where a scene, chapter or date of the world begins in the story; None where that can't be said."""
    cards = list(outline.cards()) if outline else []
    for number, card in enumerate(cards):
        if outline and Moment.of_scene(outline, card.id).is_reached(bound):
            return BEFORE if number == 0 else Point(number, 0)
    return None


def from_cards(outline: Outline, scenes: Sequence[str]) -> Background:
    """Return the threads that the cards plant and pay off, and who sees each scene, for the scenes that are written."""
    found = Background()
    number = {scene: place for place, scene in enumerate(scenes)}
    for card in outline.cards():
        if card.pov and card.id in number:
            quote = f"pov: {card.pov}"
            found.facts.append(Fact("", "pov", card.pov, card.id, (0, len(quote)), quote, BEFORE, source="card"))
        for note, threads in (("plant", card.plants), ("payoff", card.pays_off)):
            for thread in threads if card.id in number else ():
                start = Point(number[card.id], 0)
                found.facts.append(
                    Fact("", "thread", thread, card.id, (0, 0), thread, start, source="card", notes=(note,))
                )
    return found
