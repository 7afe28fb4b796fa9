"""The last level of an outline: the scene cards, one after another; each opens where the one before it closed.

What a card says already, because its author wrote it, is taken as it is; only what is empty is asked for. A prompt
holds the act, the chapter and the end of the card before, never the cards so far.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, create_model

from storyteller_agents.answers import one_of, phrase, sentence
from storyteller_agents.arcs import target
from storyteller_agents.language import base_language
from storyteller_agents.stages.outline_frame import Place, is_open
from storyteller_agents.stages.outline_story import Story
from storyteller_agents.stages.planning import Said, ask_plan
from storyteller_agents.stages.titles import Titles
from storyteller_agents.story import SceneCard
from storyteller_agents.structure import RISING, beat
from storyteller_agents.timeline import TIMES

FEW_THREADS = 3
"""So many threads are named to every card; of more, only those that the card itself has to do with."""


class Cards:
    """Plans the open cards of a story in reading order."""

    def __init__(self, story: Story) -> None:
        self.story, self._language = story, story.ctx.language
        cards = list(story.outline.cards())
        self._total = len(cards)
        self._places = _lore_places(story)
        self._said = Said([story.outline.logline], self._language)
        self._said.add(*(text for card in cards for text in (card.goal, card.conflict, card.outcome)))
        self._titles = Titles(story.ctx, "scene", [card.title for card in cards])
        self._seen: set[str] = set()
        self._previous: SceneCard | None = None

    def plan(self, place: Place) -> None:
        """Plan the open cards of a chapter."""
        for offset, card in enumerate(place.chapter.scenes):
            if is_open(card):
                self._plan(card, place.first + offset, place)
            self._seen.update(card.cast)
            self._previous = card

    def _plan(self, card: SceneCard, number: int, place: Place) -> None:
        story, previous = self.story, self._previous
        before = card.before or (previous and (previous.after or previous.outcome)) or story.outline.logline
        self._set(card, number, place, before)
        plan = self._ask(card, number, place, before)
        self._said.add(*plan.values())
        card.goal, card.conflict, card.outcome = plan["goal"], plan["conflict"], plan["outcome"]
        card.before, card.after = before, card.after or card.outcome
        card.lore = card.lore or self._lore(card)
        if card.mood is None:
            card.mood = target(story.ctx.session.settings.book.arc, number, self._total)
        if "words" not in card.model_fields_set:
            card.words = story.ctx.session.settings.book.length().words
        if not card.title:
            english = base_language(self._language) == "en"
            spare = f"{card.place} at {card.time}" if english else card.place
            about = f"{card.goal} {card.outcome} {card.place}"
            card.title = self._titles.find(about, number, spare[:1].upper() + spare[1:])

    def _set(self, card: SceneCard, number: int, place: Place, before: str) -> None:
        """Choose what the card leaves open of: whose eyes, who else, where and when."""
        ctx = self.story.ctx
        card.pov = card.pov or next(iter(card.cast), "")
        if not card.pov and beat(number, self._total) is not RISING:
            card.pov = self.story.starts[0]  # the turns of the story are the main character's
        fields = self._choices(card, number)
        if fields:
            schema: type[BaseModel] = create_model("Setting", **fields)
            chosen = ctx.ask(
                "outliner", schema, "outline-setting", number, max_tokens=100, chapter=place.chapter.summary, before=before,
                title=card.title, task=beat(number, self._total).task, people=self.story.people, language=ctx.language_name,
            ).model_dump()  # fmt: skip
        else:
            chosen = {}
        card.pov = card.pov or chosen["pov"]
        card.cast = card.cast or list(dict.fromkeys(name for name in (card.pov, chosen.get("with")) if name))
        card.place, card.time = card.place or chosen["place"], card.time or chosen["time"]

    def _choices(self, card: SceneCard, number: int) -> Mapping[str, Any]:
        """Return what may be chosen for a card.

        The order of the choices is shuffled, since small models prefer the first; whoever has not appeared comes in late.
        """
        rng, names, previous = random.Random(self.story.ctx.seed("setting", number)), self.story.starts, self._previous
        unseen = [name for name in names if name not in self._seen]
        company = unseen if previous and unseen and self._total - number <= 2 * len(unseen) else names
        company = [name for name in company if name != card.pov] or company
        where = [one for one in self._places if previous is None or one != previous.place] or self._places
        last = TIMES.index(previous.time) if previous and previous.time in TIMES else -1
        somewhere = (
            one_of(rng.sample(where, len(where))) if where else phrase(5, 40, starts=["the"], language=self._language)
        )
        fields: dict[str, Any] = {}
        if not card.pov:
            fields["pov"] = (one_of(rng.sample(names, len(names))), ...)
        if not card.cast and len(names) > 1:
            fields["with"] = (one_of(rng.sample(company, len(company))), ...)
        if not card.place:
            fields["place"] = (somewhere, ...)
        if not card.time:
            fields["time"] = (one_of([TIMES[(last + step) % len(TIMES)] for step in (1, 2, 3)]), ...)
        return fields

    def _ask(self, card: SceneCard, number: int, place: Place, before: str) -> dict[str, str]:
        story, ctx, cast = self.story, self.story.ctx, card.cast
        return ask_plan(
            ctx, _plan_schema(tuple(cast), self._language), "outline-scene", number, max_tokens=280, earlier=[place.chapter.summary], said=self._said,
            names=[story.premise, place.chapter.summary, card.title, *story.starts, *cast, card.place], premise=story.premise,
            task=beat(number, self._total).task, act=place.act.summary, chapter=place.chapter.summary, title=card.title, before=before,
            cast=cast, place=card.place, time=card.time, threads=self._threads(card),
            must_have=story.brief.must_have[place.index :: len(story.outline.chapters())], language=ctx.language_name,
        )  # fmt: skip

    def _threads(self, card: SceneCard) -> list[str]:
        threads = self.story.outline.threads
        return threads if len(threads) <= FEW_THREADS else [*card.plants, *card.reminds, *card.pays_off]

    def _lore(self, card: SceneCard) -> list[str]:
        place = self.story.ctx.lore.by_name(card.place)
        people = {person.name: person.lore for person in self.story.outline.people}
        found = (place.id if place else None, *(people.get(name) for name in card.cast))
        return [entry for entry in found if entry]


@lru_cache(maxsize=256)
def _plan_schema(cast: tuple[str, ...], language: str) -> type[BaseModel]:
    starts = [*cast, "But"]
    return create_model(
        "ScenePlan",
        goal=(sentence(20, 130, starts=cast[:1], language=language), ...),
        conflict=(sentence(20, 130, starts=starts, language=language), ...),
        outcome=(sentence(20, 130, starts=starts[:-1], language=language), ...),
    )


def _lore_places(story: Story) -> list[str]:
    """Return the places of the lore that fit the premise best; none where the lore has none."""
    lore = story.ctx.lore
    hits = lore.search(story.brief.premise, kinds=["place"], limit=6)
    return [hit.entry.title for hit in hits] or [entry.title for entry in lore.of_kind("place")[:6]]
