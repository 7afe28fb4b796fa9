"""Outliner: brief and lore → title, people, threads, acts, chapters and scene cards.

It plans level by level, one small decision a call, so that a small model can follow; names and places are offered
for choice rather than left to invention where the lore has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from storyteller_agents.errors import OutputError
from storyteller_agents.language import CJK
from storyteller_agents.stage import StageContext, StoryState, one_of, stage
from storyteller_agents.stages.prose import shorten
from storyteller_agents.story import Act, Brief, Chapter, Outline, Person, SceneCard
from storyteller_agents.structure import ACTS, act, beat

PREMISE_CHARACTERS = 6_000
TIMES = ("dawn", "morning", "noon", "afternoon", "dusk", "evening", "night", "midnight")
NAME_TRIES = 5


class OutlinerConfig(BaseModel):
    """``[stages.outliner]``: how many people and threads the outline has, and how many lore entries it reads."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    people: int = Field(3, ge=1, le=12)
    threads: int = Field(2, ge=0, le=8)
    lore: int = Field(6, ge=0, le=50)


class Concept(BaseModel):
    """The story in three sentences."""

    title: Annotated[str, Field(min_length=3, max_length=60)]
    logline: Annotated[str, Field(min_length=20, max_length=260)]
    ending: Annotated[str, Field(min_length=10, max_length=200)]


class ChapterPlan(BaseModel):
    """One chapter as the model plans it."""

    title: Annotated[str, Field(min_length=3, max_length=50)]
    summary: Annotated[str, Field(min_length=20, max_length=240)]


class ThreadPlan(BaseModel):
    """One thread: an object, a secret or a promise."""

    thread: Annotated[str, Field(min_length=5, max_length=80)]


@stage(reads={"brief"}, writes={"outline"}, config=OutlinerConfig)
def outliner(state: StoryState, ctx: StageContext[OutlinerConfig]) -> dict[str, Any]:
    """Plans acts, chapters and scene cards from the brief and the lore."""
    ctx.uses("brief", "settings/book")
    brief = _readable(state.brief, ctx)
    hits = ctx.lore.search(brief.premise, limit=ctx.config.lore) if ctx.config.lore else []
    lore = "\n".join(f"- {hit.entry.title}: {shorten(hit.entry.text, 300)}" for hit in hits)
    about = {"premise": brief.premise, "genre": brief.genre, "tone": brief.tone, "audience": brief.audience}
    concept = ctx.ask(
        "outliner", Concept, "outline-concept", max_tokens=260, lore=lore, language=ctx.language_name, **about
    )
    people = _choose_people(ctx, brief, concept)
    threads = [
        ctx.ask(
            "outliner",
            ThreadPlan,
            "outline-thread",
            number,
            max_tokens=60,
            logline=concept.logline,
            lore=lore,
            language=ctx.language_name,
        ).thread
        for number in range(ctx.config.threads)
    ]
    outline = Outline(
        title=_title(ctx, concept), logline=concept.logline, people=people, threads=list(dict.fromkeys(threads))
    )
    outline.acts = _plan_chapters(ctx, brief, concept, outline)
    _weave_threads(outline)
    return {"outline": outline}


def _readable(brief: Brief, ctx: StageContext[Any]) -> Brief:
    """Cut a premise that no model context holds; the whole stays in brief.md."""
    if len(brief.premise) <= PREMISE_CHARACTERS:
        return brief
    ctx.warn(
        f"the premise has {len(brief.premise):,} characters; the outliner reads the first {PREMISE_CHARACTERS:,}, brief.md keeps all"
    )
    return brief.model_copy(update={"premise": shorten(brief.premise, PREMISE_CHARACTERS)})


def _title(ctx: StageContext[Any], concept: Concept) -> str:
    own = ctx.session.settings.book.title
    return concept.title if own == "Untitled" else own


def _choose_people(ctx: StageContext[OutlinerConfig], brief: Brief, concept: Concept) -> list[Person]:
    """Choose from the lore's people, those whom the premise names first; invent names only where there are none."""
    entries = ctx.lore.of_kind("person")
    named = [entry for entry in entries if any(name in brief.premise for name in (entry.title, *entry.aliases))]
    candidates = {entry.title: entry.id for entry in (named if len(named) >= ctx.config.people else [*named, *entries])}
    people: list[Person] = []
    for role in ("protagonist", "antagonist", *["ally"] * ctx.config.people)[: ctx.config.people]:
        taken = [person.name for person in people]
        offered = [name for name in candidates if name not in taken]
        name = _ask_name(ctx, role, offered, taken, brief, concept)
        people.append(Person(name=name, role=role, lore=candidates.get(name)))
        ctx.lore.by_name(name)
    return people


def _ask_name(
    ctx: StageContext[Any], role: str, offered: Sequence[str], taken: Sequence[str], brief: Brief, concept: Concept
) -> str:
    """Return a name for a role: one of those offered, or a new one that can't be confused with those taken."""
    latin = r"[A-Z][a-z]{2,8} [A-Z][a-z]{3,9}"
    pattern = r"[\u4e00-\u9fff]{2,3}" if CJK.search(brief.premise) else latin
    kind: Any = one_of(offered) if offered else Annotated[str, Field(pattern=f"^{pattern}$", max_length=24)]
    schema = create_model("Name", name=(kind, ...))
    about = {
        "role": role,
        "offered": list(offered),
        "taken": list(taken),
        "premise": brief.premise,
        "logline": concept.logline,
        "language": ctx.language_name,
    }
    for attempt in range(NAME_TRIES):
        name: str = ctx.ask(
            "outliner", schema, "outline-name", role, len(taken), attempt, max_tokens=40, **about
        ).model_dump()["name"]
        if not {part.lower() for part in name.split()} & {part.lower() for other in taken for part in other.split()}:
            return name
        if offered:
            return name
    raise OutputError(
        f"outliner: no new name for the {role} in {NAME_TRIES} tries; write 'people' into an outline.yaml of your own, or try another seed."
    )


def _plan_chapters(ctx: StageContext[OutlinerConfig], brief: Brief, concept: Concept, outline: Outline) -> list[Act]:
    """Plan chapter after chapter, and the scenes of each, into the three acts."""
    length = ctx.session.settings.book.length()
    total = length.chapters * length.scenes
    acts = [Act(title=name) for name, _ in ACTS]
    card_schema = _card_schema(ctx, brief, [person.name for person in outline.people])
    story_so_far: list[str] = []
    previous: SceneCard | None = None
    for index in range(length.chapters):
        ctx.checkpoint()
        first = index * length.scenes
        must = brief.must_have[index :: length.chapters]
        tasks = [beat(first + number, total).task for number in range(length.scenes)]
        plan = ctx.ask(
            "outliner", ChapterPlan, "outline-chapter", index, max_tokens=160, number=index + 1, total=length.chapters,
            logline=concept.logline, ending=concept.ending, people=_names(outline), so_far=story_so_far[-6:], tasks=tasks,
            must_have=must, language=ctx.language_name,
        )  # fmt: skip
        chapter = Chapter(title=plan.title, summary=plan.summary)
        for number in range(first, first + length.scenes):
            previous = _plan_scene(ctx, card_schema, number, total, chapter, outline, previous, length.words, must)
            chapter.scenes.append(previous)
        story_so_far.append(plan.summary)
        acts[act(index, length.chapters)].chapters.append(chapter)
        ctx.emit("item", plan.title, done=index + 1, total=length.chapters)
    return [item for item in acts if item.chapters]


def _plan_scene(
    ctx: StageContext[Any], schema: type[BaseModel], number: int, total: int, chapter: Chapter, outline: Outline,
    previous: SceneCard | None, words: int, must: list[str],
) -> SceneCard:  # fmt: skip
    """Plan one scene card; it opens where the one before it closed."""
    step = beat(number, total)
    before = previous.after if previous else outline.logline
    plan = ctx.ask(
        "outliner", schema, "outline-scene", number, max_tokens=320, number=number + 1, total=total, beat=step.name, task=step.task,
        chapter=chapter.summary, people=_names(outline), before=before, threads=outline.threads, must_have=must,
        earlier=[card.title for card in chapter.scenes], language=ctx.language_name,
    ).model_dump()  # fmt: skip
    pov = plan.pop("pov")
    cast = list(dict.fromkeys([pov, *plan.pop("cast")]))
    place = ctx.lore.by_name(plan["place"])
    people = {person.name: person.lore for person in outline.people}
    lore = [entry for entry in (place.id if place else None, *(people.get(name) for name in cast)) if entry]
    return SceneCard(
        id=f"{number + 1:04d}", pov=pov, cast=cast, before=before, after=plan["outcome"], lore=lore, words=words, **plan
    )


def _card_schema(ctx: StageContext[Any], brief: Brief, names: Sequence[str]) -> type[BaseModel]:
    """Return the shape of a card: people only from the outline, places from the lore where it has some."""
    hits = ctx.lore.search(brief.premise, kinds=["place"], limit=6)
    places = [hit.entry.title for hit in hits] or [entry.title for entry in ctx.lore.of_kind("place")[:6]]
    place: Any = one_of(places) if places else Annotated[str, Field(min_length=3, max_length=40)]
    sentence = Annotated[str, Field(min_length=15, max_length=160)]
    name: Any = one_of(names)
    return create_model(
        "SceneCardPlan",
        title=(Annotated[str, Field(min_length=3, max_length=50)], ...),
        pov=(name, ...),
        cast=(Annotated[list[name], Field(min_length=1, max_length=min(3, len(names)))], ...),
        place=(place, ...),
        time=(one_of(TIMES), ...),
        goal=(sentence, ...),
        conflict=(sentence, ...),
        outcome=(sentence, ...),
    )


def _names(outline: Outline) -> list[str]:
    return [f"{person.name} ({person.role})" for person in outline.people]


def _weave_threads(outline: Outline) -> None:
    """Plant each thread early and pay it off late, in the opposite order."""
    cards = list(outline.cards())
    for index, thread in enumerate(outline.threads):
        plant = cards[min(index, len(cards) - 1)]
        pay_off = cards[max(len(cards) - 1 - index, 0)]
        if plant is not pay_off:
            plant.plants.append(thread)
            pay_off.pays_off.append(thread)
