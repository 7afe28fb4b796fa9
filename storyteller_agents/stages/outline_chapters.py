"""The second and third level of an outline: what happens in each act, and in each of its chapters.

What is planned already comes folded: earlier acts in a sentence each, and the last few chapters. So a prompt is no
longer in chapter 60 than in chapter 6.
"""

from __future__ import annotations

from pydantic import create_model

from storyteller_agents.answers import sentence
from storyteller_agents.language import sentences
from storyteller_agents.stages.outline_frame import Place, is_open, places
from storyteller_agents.stages.outline_story import Story
from storyteller_agents.stages.planning import Said, ask_plan
from storyteller_agents.stages.prose import shorten
from storyteller_agents.stages.titles import Titles
from storyteller_agents.story import Act, Chapter
from storyteller_agents.structure import beat

ACTS_SEEN = 4
CHAPTERS_SEEN = 3
LINE = 200
"""Characters to which a summary is cut where it is only looked back at."""


def plan_acts(story: Story) -> None:
    """Say in a sentence what each act is about; one of a single chapter needs none, since its chapter says it."""
    ctx, outline, total = story.ctx, story.outline, sum(1 for _ in story.outline.cards())
    first = 0
    said = Said([outline.logline, *(part.summary for part in outline.acts)], ctx.language)
    for number, part in enumerate(outline.acts):
        cards = [card for chapter in part.chapters for card in chapter.scenes]
        tasks = _tasks(first, len(cards), total)
        first += len(cards)
        if part.summary or len(part.chapters) < 2 or not any(map(_to_plan, part.chapters)):
            continue
        schema = create_model("ActPlan", summary=(sentence(40, 180, starts=story.starts, language=ctx.language), ...))
        part.summary = ask_plan(
            ctx, schema, "outline-act", number, max_tokens=140, earlier=(), said=said, names=[story.premise, outline.logline, *story.starts],
            premise=story.premise, logline=outline.logline, title=part.title, so_far=_folded_acts(outline.acts[:number]),
            ending=story.ending if number + 1 == len(outline.acts) else "", people=story.people, tasks=tasks, language=ctx.language_name,
        )["summary"]  # fmt: skip
        said.add(part.summary)


class Chapters:
    """Plans chapters, one after another."""

    def __init__(self, story: Story) -> None:
        self.story = story
        chapters = story.outline.chapters()
        self._count, self._scenes = len(chapters), sum(len(chapter.scenes) for chapter in chapters)
        self._said = Said([story.outline.logline, *(one.summary for one in chapters)], story.ctx.language)
        self._titles = Titles(story.ctx, "chapter", [one.title for one in chapters])
        self._recent: list[Chapter] = []

    def plan(self, place: Place, after: Chapter | None) -> None:
        """Give a chapter a summary and a title, unless it has them or holds nothing to plan.

        Args:
            after: the chapter that follows; where the author wrote it, this one leads up to it.
        """
        chapter = place.chapter
        if _to_plan(chapter):
            if not chapter.summary:
                chapter.summary = self._ask(place, after)
                self._said.add(chapter.summary)
            if not chapter.title:
                chapter.title = self._titles.find(chapter.summary, place.index, f"Part {place.index + 1}")
        self._recent = [*self._recent, chapter][-CHAPTERS_SEEN:]

    def _ask(self, place: Place, after: Chapter | None) -> str:
        story, ctx, outline = self.story, self.story.ctx, self.story.outline
        schema = create_model(
            "ChapterPlan", summary=(sentence(40, 180, starts=story.starts, language=ctx.language), ...)
        )
        answer = ask_plan(
            ctx, schema, "outline-chapter", place.index, max_tokens=140, earlier=(), said=self._said,
            names=[story.brief.premise, outline.logline, place.act.summary, place.chapter.title, *story.starts], premise=story.premise,
            focus=_focus(story.brief.premise, place.index, self._count), act=place.act.summary, so_far=self._folded(place.act),
            title=place.chapter.title, leads_to=_opening(after) if after else "",
            ending=story.ending if place.index + 1 == self._count else "", people=story.people,
            tasks=_tasks(place.first, len(place.chapter.scenes), self._scenes),
            must_have=story.brief.must_have[place.index :: self._count], language=ctx.language_name,
        )  # fmt: skip
        return str(answer["summary"])

    def _folded(self, now: Act) -> list[str]:
        """Return what has happened: the acts before this one that the last chapters don't tell of, then those."""
        acts = self.story.outline.acts
        before = next(place for place, part in enumerate(acts) if part is now)
        told = [part for part in acts[:before] if not any(part.chapters[-1] is one for one in self._recent)]
        return [*_folded_acts(told), *(shorten(one.summary, LINE) for one in self._recent if one.summary)]


def _folded_acts(acts: list[Act]) -> list[str]:
    told = (part.summary or next((one.summary for one in reversed(part.chapters) if one.summary), "") for part in acts)
    return [shorten(summary, LINE) for summary in told if summary][-ACTS_SEEN:]


def _to_plan(chapter: Chapter) -> bool:
    return not chapter.title or any(map(is_open, chapter.scenes))


def _opening(chapter: Chapter) -> str:
    """Return what is known of a chapter: its summary, or how its first scene begins."""
    return shorten(chapter.summary or next((card.goal for card in chapter.scenes if card.goal), ""), LINE)


def _tasks(first: int, count: int, total: int) -> list[str]:
    return list(dict.fromkeys(beat(number, total).task for number in range(first, first + count)))


def _focus(premise: str, index: int, chapters: int) -> str:
    """Return the part of the premise that a chapter is about: its sentences, shared out over the chapters."""
    parts = sentences(premise)
    share = parts[index * len(parts) // chapters : (index + 1) * len(parts) // chapters]
    return shorten(" ".join(share), 600)


def following(story: Story) -> dict[int, Chapter]:
    """Return for the number of each chapter the one that follows it."""
    return {place.index - 1: place.chapter for place in places(story.outline) if place.index}
