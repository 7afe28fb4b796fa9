"""Titles: of the book, its chapters and its scenes; each names something in it, and no two are the same."""

from __future__ import annotations

from typing import Any

from pydantic import create_model

from storyteller_agents.answers import title
from storyteller_agents.context import StageContext
from storyteller_agents.language import content_words
from storyteller_agents.stages.prose import shorten

TRIES = 4


class Titles:
    """Finds titles of one kind; those that are taken are kept in small letters."""

    def __init__(self, ctx: StageContext[Any], what: str, taken: list[str]) -> None:
        self._ctx, self._what = ctx, what
        self._schema = create_model("Title", title=(title(ctx.language), ...))
        self._taken = {name.lower() for name in taken if name}

    def find(self, about: str, number: int, spare: str = "") -> str:
        """Ask for a title until one is new and takes up a word of what it names; else `spare`, or the last one."""
        language = self._ctx.language
        words, name = content_words(about, language), ""
        for attempt in range(TRIES):
            answer = self._ctx.ask(
                "outliner", self._schema, "outline-title", self._what, number, attempt, max_tokens=30, about=shorten(about, 800),
                what=self._what, language=self._ctx.language_name,
            )  # fmt: skip
            name = answer.model_dump()["title"]
            if name.lower() not in self._taken and content_words(name, language) & words:
                break
        else:
            free = (each for each in (spare, name) if each and each.lower() not in self._taken)
            name = next(free, f"{spare or name} {number + 1}")
        self._taken.add(name.lower())
        return name
