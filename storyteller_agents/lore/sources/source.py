"""What a lore source is, and which ones are installed.

A `LoreReader` reads one kind of file; a `LoreSource` reads what is no file of the book, such as a database, as a section
of story.toml says. To add one, derive from it and name the class as an entry point:

    [project.entry-points."storyteller_agents.lore_sources"]
    tavern = "my_package:TavernLorebook"

The built-in ones are declared the same way. A source that can't be loaded is named by `reader_problems` and
stops nothing. This module opens no files.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, ClassVar

from pydantic import BaseModel

from storyteller_agents.errors import ArtefactError, LoreError
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import LoreEntry, Problem, Source

GROUP = "storyteller_agents.lore_sources"

_FEW = 3


class LoreReader(ABC):
    """Reads entries from one kind of file.

    Attributes:
        kind: its name, as the user sees it and as story.toml calls it.
        generic: asked after all others; for readers that would take any file of their ending.
    """

    kind: ClassVar[str]
    generic: ClassVar[bool] = False

    @abstractmethod
    def matches(self, path: Path) -> bool:
        """Whether this reader is the one for the file; by its content wherever an ending says too little."""

    def parts(self, path: Path) -> Sequence[Path]:
        """Return the other files that it reads for this one, beside it or below; none unless a format is in pieces.

        They come into a book together with it, and it is read again when one of them changes. `matches` has to be
        true of them as well; `read` yields nothing for them.
        """
        return ()

    @abstractmethod
    def read(self, path: Path) -> Iterator[LoreEntry | Problem]:
        """Yield the file's entries, and a problem for each part that can't be read; the rest goes on.

        `source.file` is the file's name. An `ArtefactError` counts as a problem of the whole file.
        """


class LoreSource(ABC):
    """Reads entries from what is no file of the book, each time that its lore is synced.

    Attributes:
        kind: its name, as a section ``[[lore.sources]]`` calls it.
        config: what the other keys of the section may be; an instance of it is what the source is made with.
    """

    kind: ClassVar[str]
    config: ClassVar[type[BaseModel]]

    @abstractmethod
    def __init__(self, config: Any, home: Path) -> None:
        """Look at the settings; nothing is opened yet.

        Args:
            config: the section, checked.
            home: the book's folder, from which relative paths lead.

        Raises:
            LoreError: the settings don't fit each other, or can't be used; begins with the key.
        """

    @property
    @abstractmethod
    def name(self) -> str:
        """What messages and entries call it; holds no secret, and differs from other sources' names."""

    @abstractmethod
    def read(self) -> Iterator[LoreEntry | Problem]:
        """Yield the entries, and a problem for each part that can't be read; the rest goes on.

        Raises:
            LoreError: it can't be reached.
        """


@cache
def _installed() -> tuple[tuple[LoreReader, ...], dict[str, type[LoreSource]], tuple[str, ...]]:
    readers: dict[str, LoreReader] = {}
    sources: dict[str, type[LoreSource]] = {}
    problems: list[str] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        found = _load(point)
        if isinstance(found, str):
            problems.append(found)
        elif found.kind in readers or found.kind in sources:
            problems.append(f"lore source {point.name!r} ({point.value}): the kind {found.kind!r} is taken already")
        elif isinstance(found, LoreReader):
            readers[found.kind] = found
        else:
            sources[found.kind] = found
    if not readers:
        problems.append("no lore source is installed, so no file can be read; install storyteller-agents anew")
    return tuple(sorted(readers.values(), key=lambda reader: reader.generic)), sources, tuple(problems)


def _load(point: EntryPoint) -> LoreReader | type[LoreSource] | str:
    """Return the reader or the class of sources that an entry point names, or why there is none."""
    about = f"lore source {point.name!r} ({point.value})"
    try:
        found = point.load()
        if isinstance(found, type) and issubclass(found, LoreSource):
            return found
        reader = found()
    except (Exception, SystemExit) as error:  # a plugin may fail in any way; the others go on
        return f"{about}: can't be loaded ({type(error).__name__}: {error})"
    what = f"{about}: is no LoreReader or LoreSource but {type(reader).__name__}"
    return reader if isinstance(reader, LoreReader) else what


def readers() -> tuple[LoreReader, ...]:
    """Return the installed readers in the order in which they are asked."""
    return _installed()[0]


def reader_problems() -> tuple[str, ...]:
    """Return why installed sources can't be used, one line each."""
    return _installed()[2]


def sources() -> dict[str, type[LoreSource]]:
    """Return the installed classes of sources by kind."""
    return _installed()[1]


def reader_for(path: Path) -> LoreReader | None:
    """Return the reader for a file, or None if no source knows its kind."""
    for reader in readers():
        try:
            if reader.matches(path):
                return reader
        except Exception:  # noqa: S112 - a reader that stumbles over a file is not the one for it
            continue
    return None


def read_file(path: Path, reader: LoreReader, name: str) -> list[LoreEntry | Problem]:
    """Return what `reader` finds in the file; `name` is what sources call the file. Never raises on content."""
    name = clean_line(name)
    found: list[LoreEntry | Problem] = []
    try:
        for item in reader.read(path):
            source = item.source.model_copy(update={"file": name})
            moved = (
                replace(item, source=source)
                if isinstance(item, Problem)
                else item.model_copy(update={"source": source})
            )
            found.append(moved)
    except (ArtefactError, LoreError) as error:
        message = str(error).removeprefix(str(path)).removeprefix(path.name).lstrip(":, ")
        found.append(Problem(Source(file=name), clean_line(message)))
    except Exception as error:  # a reader must not take the others with it, whatever the file made it do
        reason = clean_line(f"{type(error).__name__}: {error}")[:200]
        found.append(Problem(Source(file=name), f"the {reader.kind} reader failed on this file ({reason})"))
    return found if any(isinstance(item, LoreEntry) for item in found) else _shortened(found, name)


def _shortened(found: list[LoreEntry | Problem], name: str) -> list[LoreEntry | Problem]:
    """Return the first problems of a file that holds no entry at all: it is probably another tool's format."""
    if len(found) <= _FEW:
        return found
    rest = (
        f"no entry in it ({len(found) - _FEW} more rows like these); is this a format that no installed source reads?"
    )
    return [*found[:_FEW], Problem(Source(file=name), rest)]
