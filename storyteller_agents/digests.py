"""The digest of anything in a book that a result may depend on; records in story.lock hold them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyteller_agents.arcs import DEFAULT_ARC
from storyteller_agents.errors import ArtefactError
from storyteller_agents.files import digest, read_text

if TYPE_CHECKING:
    from storyteller_agents.book import Book


def digest_of(book: Book, name: str) -> str:
    """Return the digest of what goes by a name, or an empty string if it is not there.

    Names: ``brief``, a field (``outline``), ``scenes/ID``, ``card/ID``, ``character/NAME``, ``waivers/ID``, ``people``
    (those of the outline, with its logline), ``lore/ID``, ``settings/book``, ``stages/NAME`` (the settings of a stage),
    ``notes/KEY`` (what the author wishes of the result with this key).

    Raises:
        ArtefactError: the file that it stands in is not what it should be.
    """
    kind, _, item = name.partition("/")
    if kind in {"card", "character", "waivers", "people"}:
        value = _part(book, kind, item)
        return "" if value is None else digest(value)
    if kind == "lore":
        entry = book.lore.entries().get(item)
        return entry.digest if entry else ""
    if kind == "notes":
        return book.notes.digest(item)
    if kind == "brief":
        return digest(book.brief)
    if kind == "settings":
        return _settings(book)
    if kind == "stages":
        return digest(book.settings.stages.get(item, {}))
    if kind == "scenes":
        return _scene(book, item)
    file = book.file(name)
    return str(book.parsed.get(file, lambda path: digest(read_text(path)), "digest")) if file.exists() else ""


def _scene(book: Book, scene: str) -> str:
    """Return the digest of a scene's file; where there are two, of both, which looks like nothing that was written."""
    found = [str(book.parsed.get(file, _digest_of_scene, "digest")) for file in book.scene_files.all(scene)]
    return digest(found) if len(found) > 1 else next(iter(found), "")


def _digest_of_scene(file: Path) -> str:
    """Return the digest of a scene's text. A file that can't be read has one too: it is there, and the author's alone."""
    try:
        return digest(read_text(file))
    except ArtefactError:
        return digest(file.read_bytes().hex() if file.is_file() else str(file))


def _settings(book: Book) -> str:
    arc = book.settings.book.arc
    own = [] if arc == DEFAULT_ARC else [arc]  # books that were planned before arcs are still up to date
    return digest([book.language, book.settings.book.length().model_dump(), *own])


def _part(book: Book, kind: str, item: str) -> Any:
    """Return a part of an artefact's file: what a result depends on may be less than the whole."""
    if kind == "people":
        outline = book.load("outline")
        return [outline.logline, [person.model_dump() for person in outline.people]] if outline else None
    if kind == "waivers":
        return sorted(finding.id for finding in book.load("findings").get(item, []) if finding.status == "waived")
    if kind == "character":
        cast = book.load("cast")
        return cast.get(item) if cast else None
    return book.card(item)
