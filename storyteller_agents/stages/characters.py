"""Characters: the outline's people → the cast, with hard facts that the prose must keep.

What the lore knows of a person is taken over as it is; the model is asked only for what nobody has said yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from storyteller_agents.answers import one_of, phrase
from storyteller_agents.context import StageContext
from storyteller_agents.contract import StoryState, stage
from storyteller_agents.stages.outline_frame import people_on_cards
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


TRAITS = ("want", "need", "flaw", "voice", "arc")


def is_bare(character: Character) -> bool:
    """Whether nothing is said yet of what drives a character."""
    return not any(getattr(character, trait) for trait in TRAITS)


def cast_lacks(state: Mapping[str, Any]) -> list[str]:
    """Return what the author's cast lacks: people of the outline, and what drives somebody of whom nothing is said."""
    cast, outline = state.get("cast"), state.get("outline")
    if cast is None:
        return []
    absent = [person.name for person in (outline.people if outline else ()) if cast.get(person.name) is None]
    return absent + [f"what drives {one.name}" for one in cast.characters if is_bare(one)]


@stage(reads={"brief", "outline"}, writes={"cast"}, after=("outliner",), lacks=cast_lacks)
def characters(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Builds the cast: want, need, flaw, voice, arc, and hard facts from the lore or new."""
    ctx.uses("people")
    given: Cast | None = ctx.given.get("cast")
    cast = given.model_copy(deep=True) if given else Cast()
    people = state.outline.people or people_on_cards(state.outline)
    wanted = {person.name: person for person in people}
    bare = [
        wanted.get(one.name) or Person(name=one.name, role=one.role, lore=one.lore)
        for one in cast.characters
        if is_bare(one)
    ]
    to_do = bare + [person for person in people if cast.get(person.name) is None]
    names = list(dict.fromkeys([*(one.name for one in cast.characters), *wanted]))
    for index, person in enumerate(to_do):
        built = _build(ctx, person, state.outline, cast, [name for name in names if name != person.name])
        _put(cast, built)
        ctx.emit("item", person.name, done=index + 1, total=len(to_do))
    return {"cast": cast}


def _put(cast: Cast, built: Character) -> None:
    """Add a character, or fill in what the author left empty of him."""
    held = next((one for one in cast.characters if one.name == built.name), None)
    if held is None:
        cast.characters.append(built)
        return
    for name in Character.model_fields:
        if not getattr(held, name):
            setattr(held, name, getattr(built, name))


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
