"""What every way of fetching weights shares: progress, hashes, and which files are taken at all.

Promises that a file is either what its hash says or is refused, and that nothing but safetensors, GGUF and plain
text ever gets through: never pickle, never code. It opens no connection; `wheels.py` and `hub.py` do.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit, urlunsplit

from storyteller_agents.errors import WeightsError

TAKEN = (".safetensors", ".json", ".txt", ".model", ".jinja")
"""Endings of the files that a model folder may hold. A pickle (.bin, .pt, .pkl, .ckpt) runs code when it is loaded."""

_CHUNK = 1 << 20
_DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}


class Progress(Protocol):
    """Told how far a piece of work is; `done` and `total` are in bytes, `total` is None where it is not known."""

    def __call__(self, label: str, done: int, total: int | None) -> None:
        """Called often, now and then from another thread; must return quickly."""


class Fetched(NamedTuple):
    """A folder with fetched files, and the hashes that the server gave for some of them, by path within it."""

    folder: Path
    sha256: Mapping[str, str]


def silent(label: str, done: int, total: int | None) -> None:
    """The progress of those who don't want to know."""


class SourceError(WeightsError):
    """One source can't serve the files; the message is the reason alone, and the next source is tried."""


def is_plain_path(name: str) -> bool:
    """Tell whether `name` is a relative path that stays inside its folder, on every system."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not any(
        part in ("..", "/") or "\\" in part or ":" in part or "\0" in part or part != part.strip() for part in parts
    )


def is_taken(name: str) -> bool:
    """Tell whether a model repository's file belongs to the model that transformers loads.

    That is: safetensors, configuration and tokenizer at the top, and the numbered folders of sentence-transformers
    (``1_Pooling/config.json``). Copies for other runtimes (``onnx/``, ``original/``) are left where they are.
    """
    path = PurePosixPath(name)
    if not is_plain_path(name) or path.suffix.lower() not in TAKEN or path.name.startswith((".", "README")):
        return False
    if len(path.parts) == 1:
        return not path.name.startswith("consolidated")
    return len(path.parts) == 2 and path.parts[0].partition("_")[0].isdigit()


def sha256_of(path: Path, label: str, progress: Progress) -> str:
    """Return a file's SHA-256 as hex, reading it in pieces."""
    total, done, digest = path.stat().st_size, 0, hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
            done += len(piece)
            progress(label, done, total)
    return digest.hexdigest()


def check_hashes(folder: Path, expected: Mapping[str, str], whence: str, label: str, progress: Progress) -> None:
    """Compare files with their hashes, given by path within `folder`.

    Raises:
        WeightsError: a file is not what it should be. The other sources are not asked then: either the catalogue is
            wrong or somebody has changed the file, and a person should look.
        SourceError: a file is missing.
    """
    for name, wanted in expected.items():
        if not (folder / name).is_file():
            raise SourceError(f"it holds no file {name}")
        found = sha256_of(folder / name, label, progress)
        if found != wanted.lower():
            raise WeightsError(
                f"{name} from {whence} is not the file that the catalogue names, so it was refused and nothing was "
                f"kept.\n  expected sha256 {wanted.lower()}\n  found    sha256 {found}\n"
                "The file was changed or damaged on its way: try again, and if it stays so, tell whoever runs the "
                "mirror that it came from. If you trust the new file, write its hash into the catalogue."
            )


def copy_stream(read: Callable[[int], bytes], target: Path, advance: Callable[[int], None]) -> None:
    """Write a stream to `target` in pieces; `advance` is told the bytes of each."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as stream:
        while piece := read(_CHUNK):
            stream.write(piece)
            advance(len(piece))


def need_space(folder: Path, size: int) -> None:
    """Check before a long download that it will fit.

    Raises:
        WeightsError: names the space needed and the space left, in GB.
    """
    free = shutil.disk_usage(folder).free
    if size > free:
        raise WeightsError(
            f"{folder.parent}: {size / 1e9:.1f} GB are needed and {free / 1e9:.1f} GB are free. Make room, or set "
            "STORYTELLER_CACHE to a folder on a larger disk."
        )


def is_disk_error(error: BaseException) -> bool:
    """Tell a full or read-only disk from a network that fails: the next source would fail on it too."""
    return isinstance(error, OSError) and error.errno in _DISK_ERRORS


def without_secrets(url: str) -> str:
    """Return a URL that may be shown: without the user name and password that an index URL may carry."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc="***@" + parts.netloc.rpartition("@")[2]))


def one_line(error: BaseException) -> str:
    """Return an error as one short line, fit to be a reason in a list."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 300 else f"{text[:297]}..."


def sync_to_disk(path: Path) -> None:
    """Flush a file to the disk, so that a rename that follows can't outlive the content."""
    with path.open("rb") as stream, suppress(OSError):  # some systems only sync what is open for writing
        os.fsync(stream.fileno())
