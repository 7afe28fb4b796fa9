"""What of an input has changed, down to its fields, and how that is said to people.

story.lock keeps a short digest of every field of an input that has fields: enough to name those that changed. Records
of older versions have none; then the input alone is named. Whether a change matters is decided in `freshness.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storyteller_agents.book import Book
from storyteller_agents.files import digest

_NEAR = "the scene before or after it changed; the rules look at it again, without the model"


@dataclass(frozen=True)
class Change:
    """An input that is not what it was.

    Attributes:
        input: its name in story.lock, e.g. ``card/0012``.
        fields: those of its fields that changed; empty where it has none or they are not known.
        gone: it is not there any more.
    """

    input: str
    fields: tuple[str, ...] = ()
    gone: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the change as plain data."""
        return {"input": self.input, "fields": list(self.fields)}

    def told(self) -> str:
        """Return a sentence for people, e.g. ``card 0012 changed: conflict``."""
        kind, _, item = self.input.partition("/")
        if kind == "settings":
            return f"{' and '.join(self.fields) or 'length or language'} changed ([book] in story.toml)"
        if kind == "stages":
            return f"settings changed{self._which()} ([stages.{item}] in story.toml)"
        if kind == "notes":
            return "your wish in notes.yaml changed"
        if kind == "near":
            return _NEAR
        return f"{_name(kind, item)} {'is gone' if self.gone else f'changed{self._which()}'}"

    def _which(self) -> str:
        more = len(self.fields) - 6
        listed = ", ".join(self.fields[:6]) + (f" and {more} more" if more > 0 else "")
        return f": {listed}" if listed else ""


def _name(kind: str, item: str) -> str:
    """Return an input's name as a person says it."""
    if not item:
        whole = {
            "people": "the outline's people or logline",
            "scenes": "the scenes' text",
            "story": "the rest of the story",
        }
        return whole.get(kind, kind)
    named = {"scenes": "the text of scene", "findings": "the findings of scene", "waivers": "the waivers of scene"}
    named["lore"] = "lore entry"
    return f"{named.get(kind, kind)} {item}"


def fields_of(book: Book, name: str) -> Mapping[str, Any]:
    """Return the fields of an input by name, without empty ones; nothing for an input that has no fields."""
    kind, _, item = name.partition("/")
    if kind == "settings":
        return _filled({"language": book.language, "length": book.settings.book.length().model_dump()})
    if kind == "stages":
        return _filled(book.settings.stages.get(item, {}))
    if kind == "brief":
        return _filled(book.brief.model_dump(mode="json"))
    if kind in ("outline", "people", "card"):
        return _filled(_of_outline(book, kind, item))
    if kind in ("cast", "character"):
        cast = book.load("cast")
        if kind == "character":
            person = cast.get(item) if cast else None
            return _filled(person.model_dump(mode="json")) if person else {}
        return {person.name: person.model_dump(mode="json") for person in cast.characters} if cast else {}
    return {}


def pack(fields: Mapping[str, Any]) -> str:
    """Return the short digests of fields as one line: ``goal 1a2b3c4d|conflict 9f8e7d6c``."""
    return "|".join(f"{name.replace('|', '/')} {digest(value)[:8]}" for name, value in fields.items())


def differing(held: str, now: str) -> tuple[str, ...]:
    """Return the names of the fields in which two packed inputs differ; nothing where the older one is unknown."""
    if not held:
        return ()
    before, after = _unpack(held), _unpack(now)
    return tuple(name for name in {**after, **before} if before.get(name) != after.get(name))


def telling(changes: Sequence[Change]) -> tuple[str, ...]:
    """Return what is said of changes."""
    return tuple(change.told() for change in changes)


def _of_outline(book: Book, kind: str, item: str) -> dict[str, Any]:
    outline = book.load("outline")
    if outline is None:
        return {}
    if kind == "card":
        found = book.card(item)
        return dict(found.model_dump(mode="json")) if found else {}
    people = [person.model_dump() for person in outline.people]
    if kind == "people":
        return {"logline": outline.logline, "people": people}
    chapters = [
        [act.title, act.summary, chapter.title, chapter.summary] for act in outline.acts for chapter in act.chapters
    ]
    whole = {"title": outline.title, "logline": outline.logline, "people": people, "threads": outline.threads}
    order = [[card.id for card in chapter.scenes] for chapter in outline.chapters()]
    cards = {f"card {card.id}": card.model_dump(mode="json") for card in outline.cards()}
    return {**whole, "acts and chapters": chapters, "order of scenes": order, **cards}


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _unpack(packed: str) -> dict[str, str]:
    found = {}
    for part in filter(None, packed.split("|")):
        name, _, short = part.rpartition(" ")
        found[name] = short
    return found
