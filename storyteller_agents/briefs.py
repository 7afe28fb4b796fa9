"""Briefs from files: the examples in `knowledge/briefs`, and an author's own.

A brief's file is written like a book's brief.md: the premise as text, the rest as front matter. It may also say what goes
into story.toml (title, length) and which sample world the story is set in. Reads only; a book is begun by `wishes.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from storyteller_agents.errors import ArtefactError, BookError, did_you_mean, list_problems
from storyteller_agents.files import read_text, split_front_matter
from storyteller_agents.resources import shipped_folder
from storyteller_agents.settings import BookSettings, explain
from storyteller_agents.story import Brief

LENGTH = ("scale", "chapters", "scenes", "words")
"""The settings of ``[book]`` that say how long it gets."""


class BriefSheet(Brief):
    """A brief with what else its file may say.

    Attributes:
        description: a line for whoever chooses among briefs.
        world: the name of a sample world.
        title, scale, chapters, scenes, words: as in ``[book]`` of story.toml.
    """

    description: str = ""
    world: str | None = None
    title: str | None = None
    scale: str | None = None
    chapters: int | None = None
    scenes: int | None = None
    words: int | None = None

    def brief(self) -> Brief:
        """Return the brief alone, less its language, which stands in story.toml."""
        return Brief(**self.model_dump(include=set(Brief.model_fields) - {"language"}))

    def book(self) -> dict[str, Any]:
        """Return what goes into ``[book]`` of story.toml."""
        said = self.model_dump(include={"title", "language", *LENGTH})
        return {name: value for name, value in said.items() if value is not None}


def example_briefs() -> dict[str, Path]:
    """Return the files of the examples by name."""
    return {file.stem: file for file in sorted((shipped_folder("knowledge") / "briefs").glob("*.md"))}


def open_brief(name: str) -> BriefSheet:
    """Return the example of this name, or the brief in the file of this path.

    Raises:
        BookError: there is neither; names the examples.
        ArtefactError: the file is no brief; tells every mistake in it.
    """
    examples = example_briefs()
    if name in examples:
        return read_brief(examples[name])
    path = Path(name).expanduser()
    try:
        there = path.exists()
    except OSError:  # a name that no file can have, such as a whole premise
        there = False
    if there:
        return read_brief(path)
    shown = name if len(name) <= 60 else f"{name[:57]}..."
    raise BookError(
        f"--brief {shown}: no such file, and no example of this name{did_you_mean(name, list(examples))}; there are: "
        f"{', '.join(examples)}. A premise itself is given with --premise."
    )


def read_brief(file: Path) -> BriefSheet:
    """Read a brief's file.

    Raises:
        ArtefactError: it can't be read, or isn't a brief; tells every mistake in it.
    """
    data, body = split_front_matter(read_text(file), str(file))
    try:
        sheet = BriefSheet(**{"premise": body, **data})
    except ValidationError as error:
        raise _not_a_brief(file, error, BriefSheet) from error
    try:
        BookSettings.model_validate(sheet.book())
    except ValidationError as error:
        raise _not_a_brief(file, error, BookSettings) from error
    return sheet


def _not_a_brief(file: Path, error: ValidationError, model: type[BaseModel]) -> ArtefactError:
    return ArtefactError(list_problems(f"{file}: can't be used as a brief.", explain(error, model)))
