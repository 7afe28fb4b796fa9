"""Telling whether a folder is as we left it.

Chroma's native code crashes the whole process on some damaged files and answers wrongly on others, so damage has to
be known before the folder is opened. After every write the files' digests are noted beside the folder; a folder
that does not match is not opened. This module knows nothing of Chroma.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from storyteller_agents.files import write_text


class Seal:
    """The noted state of a folder, kept in a file of the same name with the ending ``.seal``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder.with_name(folder.name + ".seal")
        self._known: dict[str, tuple[tuple[int, int, int], str]] = {}
        self._noted: dict[str, str] | None = None

    def empty(self) -> bool:
        """Whether the folder is missing or holds nothing."""
        return not self.folder.is_dir() or not any(self.folder.iterdir())

    def holds(self) -> bool:
        """Whether the folder's files are the ones that were noted, byte for byte."""
        try:
            return json.loads(self.file.read_bytes()) == self._digests()
        except (OSError, ValueError):
            return False

    def renew(self) -> None:
        """Note the folder's files as they are now. Raises `BookError` where that can't be written."""
        digests = self._digests()
        if digests != self._noted or not self.file.is_file():
            write_text(self.file, json.dumps(digests, indent=1, sort_keys=True) + "\n")
            self._noted = digests

    def _digests(self) -> dict[str, str]:
        """Return size and digest of every file; one whose stamp did not change is not read again."""
        known: dict[str, tuple[tuple[int, int, int], str]] = {}
        for path in sorted(path for path in self.folder.rglob("*") if path.is_file()):
            name = path.relative_to(self.folder).as_posix()
            about = path.stat()
            stamp = (about.st_mtime_ns, about.st_size, about.st_ino)
            held = self._known.get(name)
            known[name] = held if held and held[0] == stamp else (stamp, _digest(path))
        self._known = known
        return {name: digest for name, (_, digest) in known.items()}


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
