"""Characters: the outline's people → the cast, with hard facts that the prose must keep.

What the lore knows of a person is taken over as it is; the model is asked only for what nobody has said yet.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from storyteller_agents.answers import one_of, phrase
from storyteller_agents.context import StageContext
from storyteller_agents.contract import StoryState, stage
from storyteller_agents.stages.planning import ask_plan
from storyteller_agents.stages.prose import shorten
from storyteller_agents.story import Cast, Character, Outline, Person, Relation

VOICES = (
    "short, dry sentences",
    "long, careful sentences",
    "plain words and few of them",
    "jokes and half-truths",
    "questions rather than answers",
    "soft and slow",
    "loud and quick",
)
"""Manners of speaking, as a director would put them."""


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
        cast.characters.append(
            _build(ctx, person, state.outline, cast, [other.name for other in people if other != person])
        )
        ctx.emit("item", person.name, done=index + 1, total=len(people))
    return {"cast": cast}


def _people_on_cards(outline: Outline) -> list[Person]:
    """Return the people of an outline that an author wrote without a list of them."""
    names = dict.fromkeys(name for card in outline.cards() for name in (card.pov, *card.cast) if name)
    return [Person(name=name) for name in names]


def _build(ctx: StageContext[Any], person: Person, outline: Outline, cast: Cast, others: list[str]) -> Character:
    entry = ctx.lore.get(person.lore) if person.lore else ctx.lore.by_name(person.name)
    about = shorten(entry.text, 500) if entry else ""
    facts = {fact.attribute: fact.value for fact in entry.facts if fact.end is None} if entry else {}
    known: dict[str, Any] = {
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
    said = [text for other in cast.characters for text in (other.want, other.need, other.flaw, other.arc)]
    inner = _inner_life(ctx, person, others, known, said)
    return Character(
        name=person.name,
        role=person.role,
        aliases=[alias for alias in entry.aliases if alias != person.name] if entry else [],
        relations=_relations(ctx, entry, others),
        facts=facts,
        lore=entry.id if entry else None,
        **inner,
    )


def _inner_life(
    ctx: StageContext[Any], person: Person, others: list[str], known: dict[str, Any], said: list[str]
) -> dict[str, str]:
    """Ask for what drives a character, one trait a call."""
    language = ctx.language
    shapes: dict[str, Any] = {
        "want": phrase(12, 90, starts=["to"], language=language),
        "need": phrase(12, 90, starts=["to"], language=language),
        "flaw": phrase(5, 60, starts=["too", "afraid of", "quick to", "slow to", "unable to"], language=language),
        "voice": one_of(VOICES),
        "arc": phrase(15, 90, starts=["from"], language=language),
    }
    traits: dict[str, str] = {}
    for trait, shape in shapes.items():
        fields: dict[str, Any] = {trait: (shape, ...)}
        schema = create_model("Trait", **fields)
        answer = ask_plan(
            ctx, schema, "character-trait", person.name, trait, by="characters", max_tokens=60, earlier=[*said, *traits.values()],
            names=[person.name, *others, known["about"], known["logline"]], trait=trait, others=others, **known,
        )  # fmt: skip
        traits[trait] = answer[trait]
    return traits


def _relations(ctx: StageContext[Any], entry: Any, others: list[str]) -> list[Relation]:
    """Return the lore's relations to people who are in the story too."""
    found = []
    for relation in entry.relations if entry else ():
        other = ctx.lore.get(relation.to)
        if other and other.title in others:
            found.append(Relation(to=other.title, kind=relation.kind))
    return found
