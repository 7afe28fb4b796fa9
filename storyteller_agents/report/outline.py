"""storyteller outline: the plan of a book as rows: acts, chapters and cards, the thread ledger, the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storyteller_agents.book import Book
from storyteller_agents.errors import ArtefactError
from storyteller_agents.story import Outline
from storyteller_agents.threads import Thread, ledger
from storyteller_agents.timeline import Moment, timeline

Table = tuple[Sequence[str], list[Sequence[Any]]]


@dataclass(frozen=True)
class PlanView:
    """The outline of a book with what follows from it."""

    outline: Outline
    threads: list[Thread]
    moments: list[Moment]

    @property
    def warnings(self) -> list[str]:
        """What is wrong with threads and timeline, a line each."""
        told = [f"thread {thread.name!r} {warning}" for thread in self.threads for warning in thread.warnings]
        return told + [f"scene {moment.scene}: {warning}" for moment in self.moments for warning in moment.warnings]

    def cards_table(self) -> Table:
        """Return a row for every act, chapter and card, with words and mood."""
        rows: list[Sequence[Any]] = []
        for act in self.outline.acts:
            words = sum(card.words for chapter in act.chapters for card in chapter.scenes)
            rows.append((act.title, "", words, "", act.summary))
            for chapter in act.chapters:
                rows.append((f"  {chapter.title}", "", sum(card.words for card in chapter.scenes), "", chapter.summary))
                rows += [
                    (f"    {card.title}", card.id, card.words, _mood(card.mood), card.goal or "not planned yet")
                    for card in chapter.scenes
                ]
        return ("act, chapter, scene", "id", "words", "mood", "what happens"), rows

    def threads_table(self) -> Table:
        """Return the thread ledger."""
        rows = [
            (one.name, *(", ".join(ids) for ids in (one.planted, one.reminded, one.paid_off)), "; ".join(one.warnings))
            for one in self.threads
        ]
        return ("thread", "planted", "recalled", "paid off", "warnings"), list(rows)

    def timeline_table(self) -> Table:
        """Return the timeline."""
        rows = [
            (one.scene, one.day, one.time or one.part, one.place, ", ".join(one.people), "; ".join(one.warnings))
            for one in self.moments
        ]
        return ("scene", "day", "time", "place", "people", "warnings"), list(rows)

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain data."""
        return {
            "title": self.outline.title,
            "logline": self.outline.logline,
            "acts": [act.model_dump(mode="json") for act in self.outline.acts],
            "threads": [thread.as_dict() for thread in self.threads],
            "timeline": [moment.as_dict() for moment in self.moments],
            "warnings": self.warnings,
        }


def plan_of(book: Book) -> PlanView:
    """Return the plan of a book.

    Raises:
        ArtefactError: there is no outline yet, or it is not what it should be.
    """
    outline = book.load("outline")
    if outline is None:
        raise ArtefactError(f"{book.path}: there is no outline yet. Run: storyteller draft {book.path}")
    return PlanView(outline, ledger(outline), timeline(outline))


def _mood(mood: float | None) -> str:
    return "" if mood is None else f"{mood:+.2f}"
