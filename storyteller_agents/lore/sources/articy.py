"""articy:draft: the JSON export of articy:draft 3 (one file) and of articy:draft X (a folder of files).

Of a folder, the file of a package's objects gives the entries, and reads texts, types, variables and hierarchy beside
it; those files give none themselves. Archives for Unreal (``.articyue``) are not read, and say what to export instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.entry import LoreEntry, Problem
from storyteller_agents.lore.sources.articy_entries import KIND, read_export
from storyteller_agents.lore.sources.articy_export import load_export
from storyteller_agents.lore.sources.articy_files import files_beside, is_named_as_piece, piece_of
from storyteller_agents.lore.sources.documents import load_json, looks_like_json
from storyteller_agents.lore.sources.source import LoreReader

_UNREAL = ".articyue"
_MAGIC = b"ADFA"


class Articy(LoreReader):
    """Exports of articy:draft."""

    kind: ClassVar[str] = KIND

    def matches(self, path: Path) -> bool:
        """Any part of an export, by its content; a damaged one by a name that only articy:draft gives."""
        if _is_for_unreal(path):
            return True
        if not looks_like_json(path):
            return False
        try:
            return bool(piece_of(load_json(path).data, path.name))
        except ArtefactError:
            return is_named_as_piece(path.name)

    def parts(self, path: Path) -> Sequence[Path]:
        """The manifest, texts, types, variables and hierarchy beside a file of objects."""
        try:
            piece = "" if _is_for_unreal(path) else piece_of(load_json(path).data, path.name)
        except ArtefactError:
            return ()
        return files_beside(path).paths if piece == "objects" else ()

    def read(self, path: Path) -> Iterator[LoreEntry | Problem]:
        """Yield the entries of the objects in this file, one for the variables, and one for the project itself.

        Raises:
            ArtefactError: the file can't be read, or is an archive for Unreal.
        """
        if _is_for_unreal(path):
            raise ArtefactError(
                f"{path}: an articy:draft package for Unreal, which is not read. In articy:draft, export the project "
                "as JSON (the generic, technical export) and add that file or folder instead."
            )
        if piece_of(load_json(path).data, path.name) in {"export", "objects"}:
            yield from read_export(load_export(path))


def _is_for_unreal(path: Path) -> bool:
    """Whether this is a package for Unreal: by its ending, and as it is an archive, or JSON in older versions."""
    if not path.suffix.lower().startswith(_UNREAL):
        return False
    try:
        with path.open("rb") as file:
            begin = file.read(512)
    except OSError:
        return False
    return begin.startswith((_MAGIC, b"PK")) or b"\0" in begin or looks_like_json(path)
