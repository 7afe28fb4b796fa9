"""Outliner: brief and lore → title, people, threads, acts, chapters and scene cards.

It plans level by level (`outline_story`, `outline_chapters`, `outline_cards`), one small decision a call, so that a
small model can follow. Names, places and times are offered for choice rather than left to invention, and every
sentence of the plan begins with somebody of the story. An outline that its author left unfinished is completed:
what he wrote stays, word for word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from storyteller_agents.context import StageContext
from storyteller_agents.contract import StoryState, stage
from storyteller_agents.stages.outline_cards import Cards
from storyteller_agents.stages.outline_chapters import Chapters, following, plan_acts
from storyteller_agents.stages.outline_frame import complete_frame, is_open, lacking, places
from storyteller_agents.stages.outline_story import Story, choose_people, find_threads, tell
from storyteller_agents.stages.prose import shorten
from storyteller_agents.stages.titles import Titles
from storyteller_agents.story import Brief, Outline
from storyteller_agents.threads import how_many, spread

PREMISE_CHARACTERS = 6_000
UNTITLED = "…"


class OutlinerConfig(BaseModel):
    """``[stages.outliner]``: how many people and threads the outline has, and how many lore entries it reads.

    `threads`: None for as many as the book is long enough for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    people: int = Field(3, ge=1, le=12)
    threads: int | None = Field(None, ge=0, le=24)
    lore: int = Field(4, ge=0, le=50)


def outline_lacks(state: Mapping[str, Any]) -> list[str]:
    """Return what the author's outline lacks; scenes that are written already need no plan."""
    outline = state.get("outline")
    return lacking(outline, state.get("scenes") or {}) if outline else []


@stage(reads={"brief"}, writes={"outline"}, config=OutlinerConfig, lacks=outline_lacks)
def outliner(state: StoryState, ctx: StageContext[OutlinerConfig]) -> dict[str, Any]:
    """Plans acts, chapters and scene cards from the brief and the lore."""
    ctx.uses("brief", "settings/book")
    given: Outline | None = ctx.given.get("outline")
    outline = given.model_copy(deep=True) if given else Outline(title=UNTITLED)
    complete_frame(outline, ctx.session.settings.book.length())
    story = Story(ctx, _readable(state.brief, ctx), outline)
    free = [card for card in outline.cards() if is_open(card)]
    last = next(reversed(outline.chapters()), None)
    choose_people(ctx, story.brief, outline)
    tell(story, to_the_end=last is not None and any(map(is_open, last.scenes)))
    if free and not outline.threads:
        wanted = how_many(len(free)) if ctx.config.threads is None else ctx.config.threads
        outline.threads = find_threads(story, wanted)
    spread(outline, free)
    _plan(story)
    if outline.title == UNTITLED:
        outline.title = _book_title(story)
    return {"outline": outline}


def _plan(story: Story) -> None:
    """Plan the acts, then act by act its chapters, then their cards."""
    plan_acts(story)
    chapters, cards, after = Chapters(story), Cards(story), following(story)
    found = list(places(story.outline))
    for act in story.outline.acts:
        own = [place for place in found if place.act is act]
        for place in own:
            chapters.plan(place, after.get(place.index))
        for place in own:
            cards.plan(place)
            story.ctx.emit("item", place.chapter.title, done=place.index + 1, total=len(found))


def _readable(brief: Brief, ctx: StageContext[Any]) -> Brief:
    """Cut a premise that no small context holds; the whole stays in brief.md."""
    if len(brief.premise) <= PREMISE_CHARACTERS:
        return brief
    ctx.omits(
        "premise",
        [f"{len(brief.premise) - PREMISE_CHARACTERS:,} characters"],
        f"the premise has {len(brief.premise):,} characters; the outliner reads the first {PREMISE_CHARACTERS:,}, brief.md keeps all",
    )
    return brief.model_copy(update={"premise": shorten(brief.premise, PREMISE_CHARACTERS)})


def _book_title(story: Story) -> str:
    own = story.ctx.session.settings.book.title
    about = f"{story.brief.premise} {story.outline.logline}"
    return Titles(story.ctx, "story", []).find(about, 0) if own == "Untitled" else own
