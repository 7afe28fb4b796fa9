"""Starting a book: writes story.toml, brief.md and the lore of a sample world into an empty folder.

A folder is a book as soon as story.toml is in it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import tomlkit

from storyteller_agents.errors import BookError
from storyteller_agents.files import join_front_matter, write_text
from storyteller_agents.language import detect_language
from storyteller_agents.resources import world as find_world
from storyteller_agents.settings import DEFAULT_BASE, Settings
from storyteller_agents.story import Brief

_IGNORED = {".git", ".gitignore", ".DS_Store"}


def write_new_book(folder: Path, brief: Brief, settings: Settings | None, world: str | None) -> None:
    """Write the files of a new book. story.toml comes last.

    Raises:
        BookError: the folder holds something already or can't be written, or the world is unknown.
    """
    source = find_world(world) if world else None
    front = {key: value for key, value in brief.model_dump(exclude={"premise"}).items() if value}
    plain = not front and not brief.premise.startswith("---")
    files = {
        ".gitignore": ".story/\n",
        "brief.md": f"{brief.premise}\n" if plain else join_front_matter(front, brief.premise),
        "story.toml": _story_toml(brief, settings or Settings(), source.language if source else None),
    }
    check_folder(folder)
    try:
        if (folder / ".gitignore").exists():
            del files[".gitignore"]
        (folder / "lore").mkdir(parents=True)
        try:
            for file in sorted(source.folder.glob("*.md")) if source else ():
                shutil.copyfile(file, folder / "lore" / file.name)
            for name, content in files.items():
                write_text(folder / name, content)
        except BaseException:  # what is half made would be in the way of the next try
            shutil.rmtree(folder / "lore")
            for name in files:
                (folder / name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _refused(folder, error) from error


def find_book(path: str | os.PathLike[str]) -> Path:
    """Return the whole path of a book folder.

    Raises:
        BookError: there is no such folder, or it holds no story.toml; says how to start a book there.
    """
    folder = Path(path).expanduser().absolute()
    start = f'Start one with: storyteller new {path} --premise "…"'
    if not folder.exists():
        raise BookError(f"{path}: there is no such folder. {start}")
    if not folder.is_dir():
        raise BookError(f"{path}: is a file; a book is a folder. {start}")
    if not (folder / "story.toml").is_file():
        raise BookError(f"{path}: not a book, story.toml is missing. {start}")
    return folder


def check_folder(folder: Path) -> None:
    """Raise `BookError` if the folder can't become a book: it is a file, holds something, or can't be read."""
    try:
        _check_empty(folder)
    except OSError as error:
        raise _refused(folder, error) from error


def _refused(folder: Path, error: OSError) -> BookError:
    return BookError(f"{folder}: can't be made ({error.strerror}). Check the permissions of the folder above it.")


def _check_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise BookError(f"{folder}: is a file; a book needs a folder of its own.")
    if (folder / "story.toml").exists():
        raise BookError(f"{folder}: is a book already. Go on with: storyteller draft {folder}")
    if folder.is_dir() and (found := sorted(file.name for file in folder.iterdir() if file.name not in _IGNORED)):
        raise BookError(f"{folder}: is not empty (it holds {found[0]!r}). Choose a new folder; nothing was changed.")


def _story_toml(brief: Brief, settings: Settings, language: str | None) -> str:
    """Return story.toml: what was set, and the settings that people change first, with what they mean."""
    document = tomlkit.document()
    chosen = settings.model_dump(mode="json", exclude_unset=True)
    book = {
        "title": settings.book.title,
        "language": language or detect_language(brief.premise),
        "scale": settings.book.scale,
        "seed": settings.book.seed,
    }
    document["book"] = _table({**book, **chosen.pop("book", {})})
    document["book"]["scale"].comment("flash, short, novella, novel or epic; or set chapters, scenes and words")
    models = chosen.pop("models", {})
    models.setdefault("default", {})
    if not models["default"].get("endpoint"):
        models["default"].setdefault("base", DEFAULT_BASE)
    document["models"] = tomlkit.table(is_super_table=True)
    for role, values in models.items():
        document["models"][role] = _table(values)
    for section, values in chosen.items():
        document[section] = _table(values)
    return tomlkit.dumps(document)


def _table(values: dict[str, Any]) -> tomlkit.items.Table:
    table = tomlkit.table()
    for key, value in values.items():
        if value is not None:
            table[key] = value
    return table
