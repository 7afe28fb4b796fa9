"""The files of a book's scenes: which there are, which belongs to a scene, and what a new one is called.

A scene's file begins with its id, ``0007-the-bell.md``; what follows is for the reader's eye, and the author may change it.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from storyteller_agents.errors import ArtefactError
from storyteller_agents.files import join_front_matter
from storyteller_agents.story import SceneCard

_TICK = 100_000_000
"""Nanoseconds after which a folder's time tells every further change; file systems count in ticks of up to 20 ms."""


class SceneFiles:
    """The folder ``scenes`` of a book.

    Attributes:
        folder: its path; it may be missing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._listed: tuple[int, bool, dict[str, list[Path]]] = (-1, False, {})

    def find(self, scene: str) -> Path | None:
        """Return the file of a scene, or None if it isn't written yet. Raises `ArtefactError` if there are two."""
        found = self.all(scene)
        if len(found) > 1:
            number = "two" if len(found) == 2 else len(found)
            raise ArtefactError(
                f"{self.folder}: scene {scene} has {number} files, {' and '.join(file.name for file in found)}. "
                "Keep one of them, and move the others out of this folder."
            )
        return found[0] if found else None

    def all(self, scene: str) -> Sequence[Path]:
        """Return every file that begins with a scene's id."""
        return self._files().get(scene, ())

    def of(self, scene: str) -> Path:
        """Return the file of a scene. Raises `ArtefactError` if it isn't written yet, or if there are two."""
        file = self.find(scene)
        if file is None:
            raise ArtefactError(
                f"{self.folder}: scene {scene} is not written yet. Run: storyteller draft {self.folder.parent}"
            )
        return file

    def render(self, card: SceneCard, text: str) -> tuple[Path, str]:
        """Return the file and content for a scene; an existing file of the scene keeps its name."""
        existing = self.find(card.id)
        slug = re.sub(r"[^\w]+", "-", card.title.lower()).strip("-_")[:50].rstrip("-") or "scene"
        file = existing or self.folder / f"{card.id}-{slug}.md"
        return file, join_front_matter({"id": card.id, "title": card.title}, text)

    def others(self, scenes: Collection[str]) -> list[str]:
        """Return the files that belong to none of these scenes, relative to the book."""
        files = (file for scene, found in self._files().items() if scene not in scenes for file in found)
        return sorted(f"{self.folder.name}/{file.name}" for file in files)

    def _files(self) -> dict[str, list[Path]]:
        """Return the files by scene; the folder is listed again only when it may have changed."""
        try:
            found = self.folder.stat()
        except OSError:
            return {}
        if not stat.S_ISDIR(found.st_mode):
            raise ArtefactError(f"{self.folder}: is a file; it has to be the folder of the scenes. Move it away.")
        changed = found.st_mtime_ns
        stamp, settled, files = self._listed
        if not settled or stamp != changed:
            # A file may come within the same tick of the file system's clock, and leave the folder's time as it is.
            settled = time.time_ns() - changed > _TICK
            with os.scandir(self.folder) as entries:
                files = _by_id(self.folder, (entry.name for entry in entries))
            self._listed = (changed, settled, files)
        return files


def _by_id(folder: Path, names: Iterable[str]) -> dict[str, list[Path]]:
    """Group scene files by the id that their names begin with."""
    found: dict[str, list[Path]] = {}
    for name in sorted(names):
        if name.endswith(".md"):
            found.setdefault(re.split(r"[-.]", name, maxsplit=1)[0], []).append(folder / name)
    return found
