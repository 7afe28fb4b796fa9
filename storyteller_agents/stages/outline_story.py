"""The first level of an outline: its people, the story in a sentence, how it ends, and its threads."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import BaseModel, create_model

from storyteller_agents.answers import one_of, phrase, sentence
from storyteller_agents.context import StageContext
from storyteller_agents.language import content_words
from storyteller_agents.stages.naming import invent_name, named_in
from storyteller_agents.stages.outline_frame import people_on_cards
from storyteller_agents.stages.planning import ask_plan
from storyteller_agents.stages.prose import shorten
from storyteller_agents.story import Brief, Outline, Person

MOST_PEOPLE = 12
"""More would not fit into the prompts of a small model."""


@dataclass
class Story:
    """What every level of the outline is planned from.

    Attributes:
        brief: what the author asks for, its premise cut to what an outliner reads.
        outline: the outline in the making.
        ending: how the story ends; empty where nothing of the end is left to plan.
    """

    ctx: StageContext[Any]
    brief: Brief
    outline: Outline
    ending: str = field(default="", init=False)

    @cached_property
    def premise(self) -> str:
        """The premise as the lower levels read it."""
        return shorten(self.brief.premise, 1200)

    @property
    def starts(self) -> list[str]:
        """The names of the people: how the sentences of the plan begin."""
        return [person.name for person in self.outline.people]

    @property
    def people(self) -> list[str]:
        """The people with their roles."""
        return [f"{one.name} ({one.role})" if one.role else one.name for one in self.outline.people]


def choose_people(ctx: StageContext[Any], brief: Brief, outline: Outline) -> None:
    """Take the people whom the author named, on cards or in a cast of his own; else choose and invent them.

    Chosen are those whom the premise names, then the lore's people; names are invented only where there are none.
    """
    outline.people = outline.people or people_on_cards(outline) or _people_of_the_cast(ctx)
    if outline.people:
        return
    entries = ctx.lore.of_kind("person")
    named = [entry for entry in entries if any(name in brief.premise for name in (entry.title, *entry.aliases))]
    known = [set(name.split()) for entry in entries for name in (entry.title, *entry.aliases)]
    told = [
        name for name in named_in(brief.premise, ctx.language) if not any(set(name.split()) <= one for one in known)
    ]
    candidates: dict[str, str | None] = {**{entry.title: entry.id for entry in named}, **dict.fromkeys(told)}
    if len(candidates) < ctx.config.people:
        candidates |= {entry.title: entry.id for entry in entries}
    people: list[Person] = []
    for role in ("protagonist", "antagonist", *["ally"] * ctx.config.people)[: ctx.config.people]:
        taken = [person.name for person in people]
        offered = [name for name in candidates if name not in taken]
        name = _choose(ctx, brief, role, offered, taken) if offered else invent_name(ctx, brief, role, taken)
        people.append(Person(name=name, role=role, lore=candidates.get(name)))
        ctx.lore.by_name(name)
    outline.people = people


def _people_of_the_cast(ctx: StageContext[Any]) -> list[Person]:
    """Return the people of a cast that the author wrote, even if the characters' stage has completed it since."""
    record, cast = ctx.session.lock.records.get("characters"), None
    if ctx.session.freshness.edited("cast"):
        cast = ctx.book.load("cast")
    elif record and (kept := ctx.book.path / str(record.notes.get("author", ""))).is_file():
        cast = ctx.book.load_version("cast", kept)
    return (
        [Person(name=one.name, role=one.role, lore=one.lore) for one in cast.characters[:MOST_PEOPLE]] if cast else []
    )


def _choose(ctx: StageContext[Any], brief: Brief, role: str, offered: list[str], taken: list[str]) -> str:
    schema = create_model("Choice", name=(one_of(offered), ...))
    answer = ctx.ask(
        "outliner", schema, "outline-person", role, len(taken), max_tokens=40, role=role, offered=offered, taken=taken,
        premise=brief.premise, language=ctx.language_name,
    )  # fmt: skip
    return str(answer.model_dump()["name"])


def tell(story: Story, *, to_the_end: bool) -> None:
    """Tell the story in a sentence, unless the author did; and how it ends, if the end is still to be planned."""
    ctx, outline = story.ctx, story.outline
    fields: dict[str, Any] = {}
    if not outline.logline.strip():
        fields["logline"] = (sentence(40, 200, starts=story.starts[:1], language=ctx.language), ...)
    if to_the_end:
        fields["ending"] = (sentence(30, 160, starts=story.starts, language=ctx.language), ...)
    if not fields:
        return
    schema: type[BaseModel] = create_model("Story", **fields)
    told = ask_plan(
        ctx, schema, "outline-story", earlier=[outline.logline], names=[story.brief.premise, outline.logline, *story.starts],
        lore=_world(ctx, story.brief), audience=story.brief.audience, logline=outline.logline, **_about(story),
    )  # fmt: skip
    outline.logline = told.get("logline", outline.logline)
    story.ending = told.get("ending", "")


def _world(ctx: StageContext[Any], brief: Brief) -> list[str]:
    hits = ctx.lore.search(brief.premise, limit=ctx.config.lore) if ctx.config.lore else []
    return [f"{hit.entry.title}: {shorten(hit.entry.text, 240)}" for hit in hits]


def _about(story: Story) -> dict[str, Any]:
    brief = story.brief
    return {
        "premise": brief.premise,
        "genre": brief.genre,
        "tone": brief.tone,
        "people": story.people,
        "language": story.ctx.language_name,
    }


def find_threads(story: Story, wanted: int) -> list[str]:
    """Ask for things that are shown early and matter late; those that the premise doesn't know are left out."""
    ctx, about = story.ctx, _about(story)
    words = content_words(about["premise"], ctx.language)
    schema = create_model("Thread", thread=(phrase(6, 50, starts=["the"], language=ctx.language), ...))
    found: list[str] = []
    for number in range(2 * wanted):
        if len(found) == wanted:
            break
        answer = ctx.ask("outliner", schema, "outline-thread", number, max_tokens=40, taken=list(found), **about)
        thread = answer.model_dump()["thread"]
        new = content_words(thread, ctx.language) - content_words(" ".join(found), ctx.language)
        if new & words:
            found.append(thread)
    return found
