"""What an exporter is: a format's name, its suffix, and a function that writes a publication as that.

To add one, name an `Exporter` as an entry point, which has to have the name of the format:

    [project.entry-points."storyteller_agents.exporters"]
    rtf = "my_package:rtf"

The built-in ones are declared the same way. How one is found and where its file goes is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from storyteller_agents.errors import BookError, did_you_mean
from storyteller_agents.export.publication import Publication

STYLES = ("manuscript", "plain")
PAGES = ("5x8", "6x9", "a5")


@dataclass(frozen=True)
class ExportOptions:
    """How a file is to look; None leaves it to the exporter.

    Attributes:
        style: ``manuscript``, as publishers ask for it, or ``plain``.
        page: the size of a page: ``5x8`` or ``6x9`` (inches), or ``a5``.
        fonts: a folder with more fonts.
    """

    style: str | None = None
    page: str | None = None
    fonts: Path | None = None

    def __post_init__(self) -> None:
        for name, value, allowed in (("style", self.style, STYLES), ("page", self.page, PAGES)):
            if value is not None and value not in allowed:
                hint = did_you_mean(value, allowed)
                raise BookError(f"--{name}: found {value!r}{hint}; allowed: {', '.join(allowed)}.")

    @property
    def given(self) -> frozenset[str]:
        """The names of the options that are set."""
        return frozenset(name for name, value in vars(self).items() if value is not None)


Write = Callable[[Publication, BinaryIO, ExportOptions], Sequence[str]]
"""Writes a publication into a stream that can seek, and returns what the reader should know, a sentence each."""


@dataclass(frozen=True)
class Exporter:
    """A format that books can be written in.

    Attributes:
        format: its name, as after ``--to``.
        suffix: of its files, with the dot.
        write: what writes it; raises a `StorytellerError` where it can't.
        options: the names of the options that it takes: fields of `ExportOptions`, or ``findings``.
    """

    format: str
    suffix: str
    write: Write
    options: frozenset[str] = frozenset()
