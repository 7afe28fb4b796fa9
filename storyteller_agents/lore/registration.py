"""Adding sources to story.toml: databases, files that stay where they are, and mappings of tables.

A source is read once before it is written down, so that what is wrong shows at once. The rest of story.toml, comments
included, stays as it is. Files that are copied into the book are `intake`'s.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storyteller_agents.errors import LoreError
from storyteller_agents.lore.clashes import told_apart
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.configured import FILES
from storyteller_agents.lore.entry import Problem
from storyteller_agents.lore.intake import Intake, IntakePlan, safe_name
from storyteller_agents.lore.sections import Section, rivals, toml_of, write
from storyteller_agents.lore.shelf import Packed
from storyteller_agents.lore.sources.columns import Columns
from storyteller_agents.lore.sources.source import reader_for
from storyteller_agents.lore.sources.table import Table, TableReader, proposal
from storyteller_agents.lore.store import Lore
from storyteller_agents.settings import SourceSettings

_SQLITE = b"SQLite format 3\x00"


@dataclass(frozen=True)
class Wanted:
    """What is asked for.

    Attributes:
        sources: files, folders and databases.
        table, query: of the databases: one table, or what a statement finds; by default all tables.
        mapped: write the mapping of tables into story.toml.
        in_place: name files in story.toml in place of copying them.
        force: replace files of the same name, and sources of the same place, that differ.
        strict: bring in all or nothing.
    """

    sources: Sequence[str]
    table: str | None = None
    query: str | None = None
    mapped: bool = False
    in_place: bool = False
    force: bool = False
    strict: bool = False


def add(home: Path, lore: Lore, wanted: Wanted, *, dry_run: bool = False) -> Intake:
    """Bring lore into the book at `home`: copy files, and name in story.toml what is read elsewhere.

    Args:
        home: the book's folder.
        lore: its lore, before.
        wanted: what to bring in, and how.
        dry_run: only say what would come of it.

    Raises:
        LoreError: a database can't be read, or a mapping is asked for where there can be none; nothing came in then.
        SettingsError: a source's settings have mistakes.
    """
    databases = {source: url for source in wanted.sources if (url := _database(source, home))}
    files = [Path(source) for source in wanted.sources if source not in databases]
    if (wanted.table or wanted.query) and not databases:
        raise LoreError("--table and --query are for databases; allowed: a URL, env:NAME or an SQLite file")
    sections = [_database_section(url, home, wanted) for url in databases.values()]
    if wanted.in_place:
        for path in files:
            _check_place(path, home)
        sections += [_file_section(path, home, wanted.mapped) for path in files]
    copied = [] if wanted.in_place else files
    files_in = IntakePlan(copied, home / "lore", lore.entries().packed, force=wanted.force, mappings=lore.mappings)
    result = files_in.result
    mappings = [section for path in copied if wanted.mapped and (section := _mapped(path, home, result))]

    story = home / "story.toml"
    held = dict(lore.entries().packed)
    good = [section for section in sections if _survey(section, held, lore, result)]
    good += [section for section in mappings if Path(section["path"]).name in {Path(name).name for name in _in(result)}]
    fresh = [section for section in good if not _taken(story, section, wanted.force, result)]
    result.story_toml = toml_of(fresh)
    result.sources = [str(section.get("url") or section["path"]) for section in fresh]
    if wanted.strict and result.problems:
        return Intake(passed_over=result.passed_over, problems=result.problems)
    if not dry_run:
        if fresh:
            write(story, fresh, home / ".story" / "story.toml.lock")
        files_in.carry_out()
    return result


def _database(source: str, home: Path) -> str | None:
    """Return the URL of a database that the command line names: a URL, ``env:NAME`` or an SQLite file; else None."""
    if source.startswith("env:") or "://" in source:
        return source
    try:
        with Path(source).open("rb") as file:
            found = file.read(len(_SQLITE)) == _SQLITE
    except (OSError, ValueError):
        return None
    place = _from(home, Path(source)).replace("%", "%25").replace("?", "%3F")
    return f"sqlite:///{place}" if found else None


def _database_section(url: str, home: Path, wanted: Wanted) -> Section:
    from storyteller_agents.lore.sources.sql import SqlConfig, SqlSource

    keys = {"url": url, "table": wanted.table, "query": wanted.query}
    keys = {key: value for key, value in keys.items() if value is not None}
    section: Section = {"kind": SqlSource.kind, **keys}
    if wanted.mapped:
        if len(keys) == 1:
            raise LoreError("--map: a mapping is for one table; name it with --table, or give a --query")
        source = SqlSource(SqlConfig(**keys), home)
        section["columns"] = _mapping(source.proposals(), source.name)
    return section


def _file_section(path: Path, home: Path, mapped: bool) -> Section:
    return (_mapping_of(path, path, home) if mapped and path.is_file() else None) or {
        "kind": FILES,
        "path": _from(home, path),
    }


def _mapping_of(path: Path, place: Path, home: Path) -> Section | None:
    """Return the section that maps the columns of a file, which is or will be at `place`; None if it is no table."""
    reader = reader_for(path)
    if not isinstance(reader, TableReader):
        return None
    tables = [proposal(item) for item in reader.tables(path) if isinstance(item, Table)]
    return {"kind": reader.kind, "path": _from(home, place), "columns": _mapping(tables, path.name)}


def _mapped(path: Path, home: Path, result: Intake) -> Section | None:
    """Return the section that maps a file's columns once it is in the book; where it has none, say so."""
    section = _mapping_of(path, home / "lore" / safe_name(path.name), home) if path.is_file() else None
    if section is None:
        result.problems.append(f"{clean_line(path.name)}: has no columns to map; --map is for tables and databases")
    return section


def _check_place(path: Path, home: Path) -> None:
    if not path.exists():
        raise LoreError(f"{path}: there is no such file or folder")
    place, book = path.resolve(), home.resolve()
    if path.is_dir() and (book.is_relative_to(place) or place == book / "lore"):
        raise LoreError(f"{path}: the book itself is in there, or reads it already; name a folder outside of it")


def _in(result: Intake) -> list[str]:
    return [*result.added, *result.replaced, *result.unchanged]


def _survey(section: Section, held: dict[str, Packed], lore: Lore, result: Intake) -> bool:
    """Read a source, add to `result` and `held` what comes of it, and return whether it holds an entry."""
    entries, problems = lore.survey(SourceSettings(**section))
    result.problems += problems
    files = {entry.source.file for entry in entries}
    others = {name: packed for name, packed in held.items() if packed.file not in files}
    for item in told_apart(map(Packed.of, entries), others):
        if isinstance(item, Problem):
            result.problems.append(str(item))
        else:
            result.entries.append(item.id)
            held[item.id] = item
    return bool(entries)


def _taken(story: Path, section: Section, force: bool, result: Intake) -> bool:
    """Whether story.toml reads this already; what differs is replaced only by `force`."""
    name = str(section.get("url") or section["path"])
    there = rivals(story, section)
    if section in there:
        result.unchanged.append(name)
        return True
    if there and not force:
        result.problems.append(f"{name}: story.toml reads this already, with other keys; replace them with --force")
    return bool(there) and not force


def _mapping(found: Sequence[Columns], name: str) -> Section:
    if len(found) != 1:
        raise LoreError(f"--map: {name} holds {len(found)} tables; allowed: one, since a mapping is for one table")
    return {key: value for key, value in found[0].model_dump(mode="json").items() if value not in (None, [], {})}


def _from(home: Path, path: Path) -> str:
    """Return a path as it leads from the book's folder, with slashes."""
    try:
        return Path(os.path.relpath(path.absolute(), home.absolute())).as_posix()
    except ValueError:  # another drive
        return path.absolute().as_posix()
