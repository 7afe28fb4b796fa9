"""Outliner: brief and lore → title, people, threads, acts, chapters and scene cards.

It plans level by level, one small decision a call, so that a small model can follow. Names, places and times are
offered for choice rather than left to invention, and every sentence of the plan begins with somebody of the story.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from storyteller_agents.answers import one_of, phrase, sentence, title
from storyteller_agents.context import StageContext
from storyteller_agents.contract import StoryState, stage
from storyteller_agents.language import base_language, content_words, sentences
from storyteller_agents.stages.naming import invent_name
from storyteller_agents.stages.planning import ask_plan
from storyteller_agents.stages.prose import shorten
from storyteller_agents.story import Act, Brief, Chapter, Outline, Person, SceneCard
from storyteller_agents.structure import ACTS, act, beat

PREMISE_CHARACTERS = 6_000
TIMES = ("dawn", "morning", "noon", "afternoon", "dusk", "evening", "night", "midnight")
TITLE_TRIES = 4


class OutlinerConfig(BaseModel):
    """``[stages.outliner]``: how many people and threads the outline has, and how many lore entries it reads."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    people: int = Field(3, ge=1, le=12)
    threads: int = Field(2, ge=0, le=8)
    lore: int = Field(4, ge=0, le=50)


@stage(reads={"brief"}, writes={"outline"}, config=OutlinerConfig)
def outliner(state: StoryState, ctx: StageContext[OutlinerConfig]) -> dict[str, Any]:
    """Plans acts, chapters and scene cards from the brief and the lore."""
    ctx.uses("brief", "settings/book")
    brief = _readable(state.brief, ctx)
    people = _choose_people(ctx, brief)
    outline = Outline(title="…", people=people)
    about: dict[str, Any] = {
        "premise": brief.premise,
        "genre": brief.genre,
        "tone": brief.tone,
        "people": _names(outline),
        "language": ctx.language_name,
    }
    story = create_model(
        "Story",
        logline=(sentence(40, 200, starts=[people[0].name], language=ctx.language), ...),
        ending=(sentence(30, 160, starts=_starts(outline), language=ctx.language), ...),
    )
    concept = ask_plan(
        ctx,
        story,
        "outline-story",
        earlier=[],
        names=[brief.premise, *_starts(outline)],
        lore=_world(ctx, brief),
        audience=brief.audience,
        **about,
    )
    outline.logline = concept["logline"]
    outline.threads = _find_threads(ctx, about)
    outline.acts = _plan_chapters(ctx, brief, concept["ending"], outline)
    _weave_threads(outline)
    outline.title = _book_title(ctx, f"{brief.premise} {outline.logline}")
    return {"outline": outline}


def _readable(brief: Brief, ctx: StageContext[Any]) -> Brief:
    """Cut a premise that no small context holds; the whole stays in brief.md."""
    if len(brief.premise) <= PREMISE_CHARACTERS:
        return brief
    ctx.warn(
        f"the premise has {len(brief.premise):,} characters; the outliner reads the first {PREMISE_CHARACTERS:,}, brief.md keeps all"
    )
    return brief.model_copy(update={"premise": shorten(brief.premise, PREMISE_CHARACTERS)})


def _world(ctx: StageContext[OutlinerConfig], brief: Brief) -> list[str]:
    hits = ctx.lore.search(brief.premise, limit=ctx.config.lore) if ctx.config.lore else []
    return [f"{hit.entry.title}: {shorten(hit.entry.text, 240)}" for hit in hits]


def _names(outline: Outline) -> list[str]:
    return [f"{person.name} ({person.role})" for person in outline.people]


# People ------------------------------------------------------------------------------------------------------------


def _choose_people(ctx: StageContext[OutlinerConfig], brief: Brief) -> list[Person]:
    """Choose from the lore's people, those whom the premise names first; invent names only where there are none."""
    entries = ctx.lore.of_kind("person")
    named = [entry for entry in entries if any(name in brief.premise for name in (entry.title, *entry.aliases))]
    candidates = {entry.title: entry.id for entry in (named if len(named) >= ctx.config.people else [*named, *entries])}
    people: list[Person] = []
    for role in ("protagonist", "antagonist", *["ally"] * ctx.config.people)[: ctx.config.people]:
        taken = [person.name for person in people]
        offered = [name for name in candidates if name not in taken]
        if offered:
            schema = create_model("Choice", name=(one_of(offered), ...))
            about: dict[str, Any] = {
                "role": role,
                "offered": offered,
                "taken": taken,
                "premise": brief.premise,
                "language": ctx.language_name,
            }
            name = ctx.ask("outliner", schema, "outline-person", role, len(taken), max_tokens=40, **about).model_dump()[
                "name"
            ]
        else:
            name = invent_name(ctx, brief, role, taken)
        people.append(Person(name=name, role=role, lore=candidates.get(name)))
        ctx.lore.by_name(name)
    return people


# Chapters and scenes -----------------------------------------------------------------------------------------------


def _plan_chapters(ctx: StageContext[OutlinerConfig], brief: Brief, ending: str, outline: Outline) -> list[Act]:
    """Plan chapter after chapter, and the scenes of each, into the three acts."""
    length = ctx.session.settings.book.length()
    total = length.chapters * length.scenes
    acts = [Act(title=name) for name, _ in ACTS]
    places = _places(ctx, brief)
    cards: list[SceneCard] = []
    chapters: list[Chapter] = []
    for index in range(length.chapters):
        must = brief.must_have[index :: length.chapters]
        first = index * length.scenes
        tasks = [beat(number, total).task for number in range(first, first + length.scenes)]
        schema = create_model(
            "ChapterPlan", summary=(sentence(40, 180, starts=_starts(outline), language=ctx.language), ...)
        )
        summary = ask_plan(
            ctx, schema, "outline-chapter", index, max_tokens=140, earlier=[outline.logline, *(other.summary for other in chapters)],
            names=[brief.premise, *_starts(outline)], premise=shorten(brief.premise, 1200), focus=_focus(brief.premise, index, length.chapters),
            ending=ending if index + 1 == length.chapters else "", people=_names(outline), tasks=tasks, must_have=must, language=ctx.language_name,
        )["summary"]  # fmt: skip
        chapter = Chapter(
            title=_title(ctx, summary, [chapter.title for chapter in chapters], "chapter", index, f"Part {index + 1}"),
            summary=summary,
        )
        for number in range(first, first + length.scenes):
            card = _plan_scene(ctx, number, total, chapter, outline, cards, places, must, shorten(brief.premise, 1200))
            cards.append(card.model_copy(update={"words": length.words}))
            chapter.scenes.append(cards[-1])
        chapters.append(chapter)
        acts[act(index, length.chapters)].chapters.append(chapter)
        ctx.emit("item", chapter.title, done=index + 1, total=length.chapters)
    return [item for item in acts if item.chapters]


def _plan_scene(
    ctx: StageContext[Any], number: int, total: int, chapter: Chapter, outline: Outline, cards: list[SceneCard], places: list[str],
    must: list[str], premise: str,
) -> SceneCard:  # fmt: skip
    """Plan one scene card; it opens where the one before it closed."""
    step = beat(number, total)
    previous = cards[-1] if cards else None
    before = previous.after if previous else outline.logline
    where = ctx.ask(
        "outliner", _setting_schema(ctx, number, total, outline, cards, places), "outline-setting", number, max_tokens=100,
        chapter=chapter.summary, before=before, task=step.task, people=_names(outline), language=ctx.language_name,
    ).model_dump()  # fmt: skip
    cast = [where["pov"], where["with"]] if where.get("with") not in (None, where["pov"]) else [where["pov"]]
    starts = [*cast, "But"]
    schema = create_model(
        "ScenePlan",
        goal=(sentence(20, 130, starts=cast[:1], language=ctx.language), ...),
        conflict=(sentence(20, 130, starts=starts, language=ctx.language), ...),
        outcome=(sentence(20, 130, starts=starts[:-1], language=ctx.language), ...),
    )
    said = [text for card in cards for text in (card.goal, card.conflict, card.outcome)]
    plan = ask_plan(
        ctx, schema, "outline-scene", number, max_tokens=280, earlier=[outline.logline, chapter.summary, *said],
        names=[premise, chapter.summary, *_starts(outline), where["place"]], premise=premise, task=step.task, chapter=chapter.summary,
        before=before, cast=cast, place=where["place"], time=where["time"], threads=outline.threads, must_have=must, language=ctx.language_name,
    )  # fmt: skip
    place = ctx.lore.by_name(where["place"])
    people = {person.name: person.lore for person in outline.people}
    lore = [entry for entry in (place.id if place else None, *(people.get(name) for name in cast)) if entry]
    spare = f"{where['place']} at {where['time']}" if base_language(ctx.language) == "en" else where["place"]
    about = f"{plan['goal']} {plan['outcome']} {where['place']}"
    name = _title(ctx, about, [card.title for card in cards], "scene", number, spare[:1].upper() + spare[1:])
    return SceneCard(
        id=f"{number + 1:04d}", title=name, pov=cast[0], cast=cast, place=where["place"], time=where["time"], before=before,
        after=plan["outcome"], lore=lore, **plan,
    )  # fmt: skip


def _setting_schema(
    ctx: StageContext[Any], number: int, total: int, outline: Outline, cards: list[SceneCard], places: list[str]
) -> type[BaseModel]:
    """Return what may be chosen for a scene: whose eyes, who else, where, and when after the scene before.

    The order of the choices is shuffled, since small models prefer the first; whoever has not appeared comes in late.
    """
    rng = random.Random(ctx.seed("setting", number))
    names = [person.name for person in outline.people]
    unseen = [name for name in names if all(name not in card.cast for card in cards)]
    company = unseen if cards and unseen and total - number <= 2 * len(unseen) else names
    previous = cards[-1] if cards else None
    where = [place for place in places if previous is None or place != previous.place] or places
    last = TIMES.index(previous.time) if previous and previous.time in TIMES else -1
    times = [TIMES[(last + step) % len(TIMES)] for step in (1, 2, 3)]
    fields: dict[str, Any] = {"pov": (one_of(rng.sample(names, len(names))), ...)}
    if len(names) > 1:
        fields["with"] = (one_of(rng.sample(company, len(company))), ...)
    fields["place"] = (
        one_of(rng.sample(where, len(where))) if where else phrase(5, 40, starts=["the"], language=ctx.language),
        ...,
    )
    fields["time"] = (one_of(times), ...)
    return create_model("Setting", **fields)


def _places(ctx: StageContext[Any], brief: Brief) -> list[str]:
    """Return the places of the lore that fit the premise best; none where the lore has none."""
    hits = ctx.lore.search(brief.premise, kinds=["place"], limit=6)
    return [hit.entry.title for hit in hits] or [entry.title for entry in ctx.lore.of_kind("place")[:6]]


def _focus(premise: str, index: int, chapters: int) -> str:
    """Return the part of the premise that a chapter is about: its sentences, shared out over the chapters."""
    parts = sentences(premise)
    share = parts[index * len(parts) // chapters : (index + 1) * len(parts) // chapters]
    return shorten(" ".join(share), 600)


def _starts(outline: Outline) -> list[str]:
    return [person.name for person in outline.people]


# Titles and threads --------------------------------------------------------------------------------------------------


def _book_title(ctx: StageContext[Any], about: str) -> str:
    own = ctx.session.settings.book.title
    return _title(ctx, about, [], "story", 0) if own == "Untitled" else own


def _title(ctx: StageContext[Any], about: str, taken: Iterable[str], what: str, number: int, spare: str = "") -> str:
    """Ask for a title until one is new and takes up a word of what it names; else `spare`, or the last one."""
    schema = create_model("Title", title=(title(ctx.language), ...))
    words, used = content_words(about, ctx.language), {name.lower() for name in taken}
    name = ""
    for attempt in range(TITLE_TRIES):
        answer = ctx.ask(
            "outliner", schema, "outline-title", what, number, attempt, max_tokens=30, about=shorten(about, 800), what=what,
            language=ctx.language_name,
        )  # fmt: skip
        name = answer.model_dump()["title"]
        if name.lower() not in used and content_words(name, ctx.language) & words:
            return name
    return next((each for each in (spare, name) if each and each.lower() not in used), f"{spare or name} {number + 1}")


def _find_threads(ctx: StageContext[OutlinerConfig], about: dict[str, Any]) -> list[str]:
    """Ask for things that are shown early and matter late; those that the premise doesn't know are left out."""
    words = content_words(about["premise"], ctx.language)
    schema = create_model("Thread", thread=(phrase(6, 50, starts=["the"], language=ctx.language), ...))
    found: list[str] = []
    for number in range(2 * ctx.config.threads):
        if len(found) == ctx.config.threads:
            break
        thread = ctx.ask(
            "outliner", schema, "outline-thread", number, max_tokens=40, taken=list(found), **about
        ).model_dump()["thread"]
        new = content_words(thread, ctx.language) - content_words(" ".join(found), ctx.language)
        if new & words:
            found.append(thread)
    return found


def _weave_threads(outline: Outline) -> None:
    """Plant each thread early and pay it off late, in the opposite order."""
    cards: Sequence[SceneCard] = list(outline.cards())
    for index, thread in enumerate(outline.threads):
        plant = cards[min(index, len(cards) - 1)]
        pay_off = cards[max(len(cards) - 1 - index, 0)]
        if plant is not pay_off:
            plant.plants.append(thread)
            pay_off.pays_off.append(thread)
