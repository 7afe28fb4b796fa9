"""What somebody who begins a book has said about it so far, and the book that comes of it.

What is given by itself goes before what a brief's file says, and that before what a sample world brings. Where the
wishes come from, a command line or questions, is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from storyteller_agents.book import Book
from storyteller_agents.briefs import LENGTH, BriefSheet, open_brief
from storyteller_agents.errors import BookError
from storyteller_agents.resources import World
from storyteller_agents.resources import world as find_world
from storyteller_agents.settings import Settings, parse_settings
from storyteller_agents.story import Brief

DEFAULT_BRIEF = "the-last-timetable"
"""The example that is taken where nothing is said about the story."""


@dataclass(frozen=True)
class Wishes:
    """What was said; None is what was not. `brief` is an example's name or a file, the others as in story.toml."""

    premise: str | None = None
    brief: str | None = None
    world: str | None = None
    title: str | None = None
    scale: str | None = None
    chapters: int | None = None
    scenes: int | None = None
    words: int | None = None
    model: str | None = None
    language: str | None = None
    seed: int | None = None

    @cached_property
    def sheet(self) -> BriefSheet | None:
        """The brief's file. Raises `BookError` and `ArtefactError` as `open_brief` does."""
        return open_brief(self.brief) if self.brief else None

    @cached_property
    def sample(self) -> World | None:
        """The sample world. Raises `BookError` if there is none of this name."""
        name = self.world or (self.sheet.world if self.sheet else None)
        return find_world(name) if name else None

    @property
    def story(self) -> str | None:
        """The premise, wherever it comes from."""
        if self.premise is not None:
            return self.premise
        return self.sheet.premise if self.sheet else self.sample.premise if self.sample else None

    @property
    def book(self) -> dict[str, Any]:
        """What ``[book]`` of story.toml will hold. A scale that is given does away with a brief's exact numbers."""
        told = self.sheet.book() if self.sheet else {}
        if self.scale is not None:
            told = {name: value for name, value in told.items() if name not in LENGTH}
        own = {name: getattr(self, name) for name in ("title", "language", "seed", *LENGTH)}
        return {**told, **{name: value for name, value in own.items() if value is not None}}

    def settings(self) -> Settings:
        """Return the settings. Raises `SettingsError` with every mistake."""
        data: dict[str, Any] = {"book": self.book}
        if self.model:
            data["models"] = {"default": {"base": self.model}}
        return parse_settings(data, "the command line")

    def check(self) -> None:
        """Look at what was said, before a folder is made or a question asked.

        Raises:
            BookError: the brief or the world is unknown, or the premise is empty.
            SettingsError: a wish has a value that is not allowed; tells all of them.
        """
        self.settings()
        if self.story is not None and not self.story.strip():
            raise BookError("--premise: it is empty; say in a sentence or two what the story is about.")
        _ = self.sample

    def or_example(self) -> Wishes:
        """Return these wishes, with an example's brief if nothing was said about the story."""
        return self if self.story is not None else replace(self, brief=DEFAULT_BRIEF)

    def make(self, folder: Path) -> Book:
        """Make the book.

        Raises:
            BookError: nothing is said about the story, or the folder can't become a book.
            SettingsError: a wish has a value that is not allowed.
        """
        self.check()
        if self.story is None:
            hint = (
                'Say what it is about with --premise "…", choose a sample world with --world or a brief with --brief.'
            )
            found = "not a book, story.toml is missing" if folder.exists() else "there is no such book"
            raise BookError(f"{folder}: {found}. {hint}")
        if self.sheet:
            brief = self.sheet.brief().model_copy(update={"premise": self.story.strip()})
        else:
            sample = self.sample
            brief = Brief(premise=self.story, genre=sample.genre if sample else "", tone=sample.tone if sample else "")
        return Book.create(folder, brief, settings=self.settings(), world=self.sample.name if self.sample else None)
