"""Telling whether a folder is as we left it.

Chroma's native code crashes the whole process on some damaged files and answers wrongly on others, so damage has to
be known before the folder is opened. After we wrote to it, the files' digests are noted beside the folder; a folder
that does not match is not opened. One that a killed process was writing to is tried once: what had been written is
usually whole. If the try ends the process too, the folder counts as damaged. This module knows nothing of Chroma.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from storyteller_agents.files import write_text

_WRITING = {"state": "being written"}
_TRIED = {"state": "tried after a kill"}


class Seal:
    """The noted state of a folder, kept in a file of the same name with the ending ``.seal``.

    Attributes:
        is_tried: whether the folder was being written to when a process was killed, and is opened to see.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder.with_name(folder.name + ".seal")
        self._known: dict[str, tuple[tuple[int, int, int], str]] = {}
        self._noted: dict[str, str] | None = None
        self.is_tried = False

    def empty(self) -> bool:
        """Whether the folder is missing or holds nothing."""
        return not self.folder.is_dir() or not any(self.folder.iterdir())

    def holds(self) -> bool:
        """Whether the folder's files are the ones that were noted, byte for byte, or were being written to.

        In the second case `is_tried` is true until `renew` is called.
        """
        try:
            noted = json.loads(self.file.read_bytes())
        except (OSError, ValueError):
            return False
        if noted == _WRITING:
            self.is_tried = True
            write_text(self.file, json.dumps(_TRIED) + "\n")
            return True
        return bool(noted == self._digests())

    def begin(self) -> None:
        """Note that the folder is about to be written to. Raises `BookError` where that can't be written."""
        if self._noted != _WRITING:
            write_text(self.file, json.dumps(_WRITING) + "\n")
            self._noted = _WRITING

    def renew(self) -> None:
        """Note the folder's files as they are now. Raises `BookError` where that can't be written."""
        self.is_tried = False
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
