"""Who holds a book: one process at a time works on it, and a process that died holds it no longer."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from storyteller_agents.errors import BookError, BookLockedError
from storyteller_agents.files import write_text


@contextlib.contextmanager
def hold(book: Path, cache: Path) -> Iterator[None]:
    """Hold a book folder for this process, and clear away what a process left that was killed in the middle of a write.

    Args:
        book: the folder.
        cache: its `.story` folder, made if it is missing.

    Raises:
        BookLockedError: another live process holds it; names its pid and host.
        BookError: the folder can't be written.
    """
    from filelock import FileLock, Timeout

    holder = cache / "holder.json"
    try:
        cache.mkdir(exist_ok=True)
        held = FileLock(cache / "lock", timeout=0)
        held.acquire()
    except Timeout as error:
        raise BookLockedError(
            f"{book}: {_describe(holder)} works on this book. Wait until it is done, or stop it."
        ) from error
    except OSError as error:
        raise BookError(f"{book}: can't be written ({error.strerror}). Check the folder's permissions.") from error
    try:
        write_text(holder, json.dumps({"pid": os.getpid(), "host": socket.gethostname()}))
        for leftover in (*book.glob(".*.tmp"), *book.glob("scenes/.*.tmp"), *cache.glob(".*.tmp")):
            leftover.unlink(missing_ok=True)
        yield
    finally:
        holder.unlink(missing_ok=True)
        held.release()


def _describe(file: Path) -> str:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return f"process {data['pid']} on {data['host']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
