"""`storyteller new`."""

from __future__ import annotations

from typing import Annotated

import typer

from storyteller_agents.cli.book import (
    BookArgument,
    BriefOption,
    Chapters,
    Language,
    Model,
    Premise,
    ScaleOption,
    Scenes,
    Seed,
    Title,
    Words,
    World,
    read_premise,
)
from storyteller_agents.cli.output import note

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing; take the defaults.")]


def new(
    book: BookArgument,
    premise: Premise = None,
    brief: BriefOption = None,
    world: World = None,
    scale: ScaleOption = None,
    chapters: Chapters = None,
    scenes: Scenes = None,
    words: Words = None,
    model: Model = None,
    title: Title = None,
    language: Language = None,
    seed: Seed = None,
    yes: Yes = False,
) -> None:
    """Make a new book folder. On a terminal, what no option says is asked for."""
    from storyteller_agents.cli.interview import interview, on_terminal
    from storyteller_agents.creation import check_folder
    from storyteller_agents.wishes import Wishes

    check_folder(book.expanduser())
    wishes = Wishes(read_premise(premise), brief, world, title, scale, chapters, scenes, words, model, language, seed)
    if yes:
        wishes = wishes.or_example()
    elif on_terminal():
        wishes = interview(wishes)
    made = wishes.make(book)
    note(f"{book} is ready. Edit brief.md and story.toml if you like, then run: storyteller draft {book}")
    note(f"Lore: {len(made.lore.entries())} entries in {book / 'lore'}")
