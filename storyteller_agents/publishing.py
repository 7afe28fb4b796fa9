"""storyteller export: which exporter writes a book, under which name, and that nothing is overwritten unasked.

The file is written aside and renamed, so that a failure leaves what was there before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from storyteller_agents.book import Book
from storyteller_agents.discovery import Plugin, discover
from storyteller_agents.errors import BookError, PluginError, StorytellerError, did_you_mean
from storyteller_agents.export.cover import NAMES
from storyteller_agents.export.exporter import Exporter, ExportOptions
from storyteller_agents.export.publication import publication_of
from storyteller_agents.files import write_aside

_LONGEST_NAME = 60
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.I)
"""Names that Windows keeps for itself."""
_OWN = ("story.toml", "brief.md", "outline.yaml", "cast.yaml", "findings.yaml", "companion.md", "story.lock", *NAMES)
_OWN_FOLDERS = ("scenes", "lore", "front", "back", "prompts", ".story")


@dataclass(frozen=True)
class Exported:
    """A file that was written: how many words its story has, and what the author should know, a sentence each."""

    file: Path
    format: str
    words: int
    problems: tuple[str, ...]


def exporters() -> list[Plugin]:
    """Return all exporters, those with an error as well; of two for one format the first holds."""
    return discover("exporters")


def export_book(
    book: Book,
    format: str,
    out: Path | None = None,
    *,
    force: bool = False,
    companion: bool = False,
    findings: bool = False,
    options: ExportOptions | None = None,
) -> Exported:
    """Write a book in a format.

    Args:
        out: the file, or a folder for it; by default the current folder. A file without a name is called by the title.
        force: whether a file that exists is replaced.
        companion: whether the companion is an appendix.
        findings: whether the critic's findings are in it; for formats that have a place for them.
        options: how it is to look.

    Raises:
        BookError: nothing is written yet, the file exists, or it can't be written.
        PluginError: there is no such format, its plugin can't be loaded or fails, or it doesn't take an option.
        MissingExtraError: the format needs a package that is not installed.
    """
    plugin, exporter = _find(format)
    options = options or ExportOptions()
    _refuse_options(exporter, options, findings)
    publication, left_out = publication_of(book, companion=companion, findings=findings)
    file = _target(book, out, publication.title, exporter.suffix, force)
    try:
        with write_aside(file) as stream:
            told = _written(plugin, lambda: exporter.write(publication, stream, options))
    except OSError as error:
        raise BookError(f"{file}: can't be written ({error.strerror or error}). Nothing was changed.") from error
    return Exported(file, format, publication.words, (*left_out, *told))


def _find(format: str) -> tuple[Plugin, Exporter]:
    found = exporters()
    plugin = next((one for one in found if one.name == format and not one.error), None)
    if plugin is not None:
        return plugin, plugin.value
    broken = next((one for one in found if one.name == format), None)
    if broken is not None:
        raise PluginError(f"--to {format}: the exporter of {broken.package} can't be loaded: {broken.error}")
    names = sorted({one.name for one in found if not one.error})
    hint = did_you_mean(format, names)
    raise PluginError(f"--to: found {format!r}{hint}; allowed: {', '.join(names)}.")


def _refuse_options(exporter: Exporter, options: ExportOptions, findings: bool) -> None:
    given = options.given | (frozenset({"findings"}) if findings else frozenset())
    if wrong := sorted(given - exporter.options):
        takes = ", ".join(f"--{name}" for name in sorted(exporter.options)) or "no such option"
        raise PluginError(f"--{wrong[0]} means nothing for {exporter.format}, which takes {takes}.")


def _target(book: Book, out: Path | None, title: str, suffix: str, force: bool) -> Path:
    """Return where the file goes. Raises a `BookError` if something is in the way."""
    file = Path() if out is None else out
    if file.is_dir():
        file = file / f"{file_name(title)}{suffix}"
    if file.is_dir() or not file.parent.is_dir():
        found = "is a folder" if file.is_dir() else "its folder does not exist; make it first"
        raise BookError(f"{file}: can't be written ({found}). Name another file with --out.")
    own, target = book.path.resolve(), file.resolve()
    if target in {own / name for name in _OWN} or any(own / name in target.parents for name in _OWN_FOLDERS):
        raise BookError(
            f"{file}: is a part of the book itself, which an export never replaces. Name another with --out."
        )
    if file.exists() and not force:
        raise BookError(f"{file}: exists already and is kept. Add --force to replace it, or name another with --out.")
    return file


def file_name(title: str) -> str:
    """Return a title as the name of a file that every system takes: words and hyphens, at most 60 characters."""
    name = re.sub(r"[^\w]+", "-", title.lower()).strip("-_")[:_LONGEST_NAME].rstrip("-_")
    return name if name and not _RESERVED.fullmatch(name) else "book"


def _written(plugin: Plugin, write: Callable[[], Sequence[str]]) -> tuple[str, ...]:
    """Call an exporter. What one of another package raises becomes an error that names it."""
    try:
        return tuple(write())
    except (StorytellerError, OSError):
        raise
    except Exception as error:
        if plugin.built_in:
            raise
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        raise PluginError(f"--to {plugin.name}: the exporter of {plugin.package} failed: {reason}") from error
