"""Characters: the outline's people → the cast, with hard facts that the prose must keep.

What the lore knows of a person is taken over as it is; the model is asked only for what nobody has said yet.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from storyteller_agents.stage import StageContext, StoryState, stage
from storyteller_agents.stages.prose import shorten
from storyteller_agents.story import Cast, Character, Outline, Person, Relation

Phrase = Annotated[str, Field(min_length=8, max_length=120)]


class InnerLife(BaseModel):
    """What drives a character."""

    want: Phrase
    need: Phrase
    flaw: Phrase
    voice: Phrase
    arc: Phrase


class Looks(BaseModel):
    """Hard facts for a character whom the lore does not know."""

    age: Annotated[int, Field(ge=8, le=90)]
    eyes: Literal["brown", "grey", "blue", "green", "black", "hazel"]
    hair: Literal["black", "brown", "red", "fair", "grey", "white"]
    profession: Annotated[str, Field(min_length=3, max_length=30)]


@stage(reads={"brief", "outline"}, writes={"cast"}, after=("outliner",))
def characters(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Builds the cast: want, need, flaw, voice, arc, and hard facts from the lore or new."""
    ctx.uses("people")
    people = state.outline.people or _people_on_cards(state.outline)
    cast = Cast()
    for index, person in enumerate(people):
        cast.characters.append(_build(ctx, person, state.outline, [other.name for other in people if other != person]))
        ctx.emit("item", person.name, item=person.name, done=index + 1, total=len(people))
    return {"cast": cast}


def _people_on_cards(outline: Outline) -> list[Person]:
    """Return the people of an outline that an author wrote without a list of them."""
    names = dict.fromkeys(name for card in outline.cards() for name in (card.pov, *card.cast) if name)
    return [Person(name=name) for name in names]


def _build(ctx: StageContext[Any], person: Person, outline: Outline, others: list[str]) -> Character:
    entry = ctx.lore.get(person.lore) if person.lore else ctx.lore.by_name(person.name)
    about = shorten(entry.text, 500) if entry else ""
    facts = {fact.attribute: fact.value for fact in entry.facts if fact.end is None} if entry else {}
    known = {
        "name": person.name,
        "role": person.role,
        "about": about,
        "logline": outline.logline,
        "language": ctx.language_name,
    }
    if not facts:
        facts = {
            key: str(value)
            for key, value in ctx.ask("characters", Looks, "character-facts", person.name, max_tokens=80, **known)
            .model_dump()
            .items()
        }
    inner = ctx.ask("characters", InnerLife, "character-inner", person.name, max_tokens=320, others=others, **known)
    return Character(
        name=person.name,
        role=person.role,
        aliases=[alias for alias in entry.aliases if alias != person.name] if entry else [],
        relations=_relations(ctx, entry, others),
        facts=facts,
        lore=entry.id if entry else None,
        **inner.model_dump(),
    )


def _relations(ctx: StageContext[Any], entry: Any, others: list[str]) -> list[Relation]:
    """Return the lore's relations to people who are in the story too."""
    found = []
    for relation in entry.relations if entry else ():
        other = ctx.lore.get(relation.to)
        if other and other.title in others:
            found.append(Relation(to=other.title, kind=relation.kind))
    return found
