"""The sources that story.toml names: files and folders that are read where they are, and what is no file.

    [[lore.sources]]
    kind = "files"                     # or a reader's kind, such as csv, for a file of that kind
    path = "../world-bible"            # from the book's folder
    [lore.sources.columns]             # of tables: see `sources/columns.py`

Any other kind is a `LoreSource`, which has its own keys. Nothing is opened here.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from storyteller_agents.errors import LoreError, SettingsError, did_you_mean
from storyteller_agents.files import digest
from storyteller_agents.lore.remote import Remote
from storyteller_agents.lore.sources.columns import Columns
from storyteller_agents.lore.sources.source import LoreReader, LoreSource, reader_problems, readers, sources
from storyteller_agents.lore.sources.table import TableReader
from storyteller_agents.settings import SourceSettings, explain

FILES = "files"
"""The kind of files that are read by whatever source knows them."""

SNAPSHOTS = "sources"
"""The folder of snapshots in a book's cache."""


@dataclass(frozen=True)
class Place:
    """A file or folder that is read where it is.

    Attributes:
        path: where.
        name: what entries and messages call it; the files of a folder follow after a slash.
        reader: what reads its files; None finds that out by their content.
        columns: the mapping of its tables, if it has one.
    """

    path: Path
    name: str = ""
    reader: LoreReader | None = None
    columns: Columns | None = None


class _FileConfig(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    columns: Columns | None = None


def configured(settings: Sequence[SourceSettings], folder: Path, cache: Path) -> tuple[list[Place], list[Remote]]:
    """Return what story.toml names.

    Args:
        settings: the sections ``[[lore.sources]]``.
        folder: the book's lore folder.
        cache: where snapshots are kept.

    Raises:
        SettingsError: lists every mistake: section, key, what was found, what is allowed.
    """
    by_kind = {reader.kind: reader for reader in readers()}
    kinds = [FILES, *by_kind, *sources()]
    places: list[Place] = []
    remotes: list[Remote] = []
    mistakes: list[str] = []
    for at, section in enumerate(settings):
        where = f"lore.sources.{at}"
        try:
            if section.kind == FILES or section.kind in by_kind:
                reader = by_kind.get(section.kind)
                places.append(_place(_FileConfig(**section.model_extra or {}), reader, folder))
            elif section.kind in sources():
                remotes.append(_remote(section, sources()[section.kind], folder.parent, cache))
            else:
                near = did_you_mean(section.kind, kinds)
                mistakes.append(f"{where}.kind: found {section.kind!r}{near}; allowed: {', '.join(kinds)}")
                mistakes.extend(reader_problems())
        except ValidationError as error:
            config = sources()[section.kind].config if section.kind in sources() else _FileConfig
            mistakes += [f"{where}.{line}".replace(".the file:", ":") for line in explain(error, config)]
        except LoreError as error:
            mistakes.append(f"{where}.{error}")
    if mistakes:
        raise SettingsError("story.toml:", list(dict.fromkeys(mistakes)))
    return places, remotes


def _place(config: _FileConfig, reader: LoreReader | None, folder: Path) -> Place:
    path = Path(os.path.normpath(folder.parent / Path(config.path).expanduser()))
    if config.columns and reader and not isinstance(reader, TableReader):
        raise LoreError(f"columns: files of the kind {reader.kind!r} have no columns; allowed: tables")
    inside = path.is_relative_to(folder) and path != folder
    return Place(path, path.relative_to(folder).as_posix() if inside else config.path, reader, config.columns)


def _remote(section: SourceSettings, source: type[LoreSource], home: Path, cache: Path) -> Remote:
    keys = section.model_extra or {}
    made = source(source.config(**keys), home)
    return Remote(made, cache / SNAPSHOTS / f"{digest([section.kind, keys])}.jsonl")
