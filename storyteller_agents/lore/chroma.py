"""Where vectors are kept: a Chroma folder of our own, or a Chroma server.

A folder has one writer; whoever opens it holds the book's lock. All of Chroma's errors, the panics of its native
core among them, come out as `DamagedIndex` (a folder, which can be built again) or `LoreError` (a server, which
somebody else looks after). What the vectors mean is `vectors.py`'s business.
"""

from __future__ import annotations

import contextlib
import logging
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from storyteller_agents.errors import LoreError
from storyteller_agents.files import digest
from storyteller_agents.lore.seal import Seal


class DamagedIndex(Exception):
    """The vectors can't be used as they are and have to be built again; the message says why."""


class VectorHome(Protocol):
    """A place that holds one book's collection."""

    collection: str

    def open(self) -> Any:
        """Return a Chroma client."""

    def writing(self) -> contextlib.AbstractContextManager[None]:
        """Return a context in which the collection may be changed."""

    def written(self) -> None:
        """Take note of what loading the collection may have changed."""

    def discard(self) -> None:
        """Forget everything, so that the next `open` finds an empty place."""

    def close(self) -> None:
        """Let go of the client."""

    def guard(self) -> contextlib.AbstractContextManager[None]:
        """Return a context in which Chroma may be called."""


class ChromaFolder:
    """A folder in this process's hands.

    Args:
        path: the folder; its seal lies beside it.
    """

    collection = "lore"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seal = Seal(path)
        self._client: Any = None

    def open(self) -> Any:
        """Return the client. Raises `DamagedIndex` before anything of a folder that was tampered with is loaded."""
        if self._client is None:
            chromadb, settings = _chromadb()
            if not self._seal.empty() and not self._seal.holds():
                raise DamagedIndex("its files are not as they were left")
            self._path.mkdir(parents=True, exist_ok=True)
            with self.guard():
                self._client = chromadb.PersistentClient(path=str(self._path), settings=settings)
            if not self._seal.is_tried:  # one that is has to be read first
                self.written()
        return self._client

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Write to the folder; it is sealed at the end, since that reads every file of it."""
        self._seal.begin()
        yield
        self.written()

    def written(self) -> None:
        """Seal the folder as it is now."""
        self._seal.renew()

    def discard(self) -> None:
        """Delete the folder and whatever Chroma remembers of it in this process."""
        with contextlib.suppress(Exception):
            self.close()
        self._client = None
        from chromadb.api.shared_system_client import SharedSystemClient

        # A client whose start failed stays registered under its path and would be handed out again.
        SharedSystemClient._identifier_to_system.pop(str(self._path), None)
        SharedSystemClient._identifier_to_refcount.pop(str(self._path), None)
        shutil.rmtree(self._path, ignore_errors=True)
        self._seal.file.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the client; closing changes no file."""
        if self._client is not None:
            self._client.close()
            self._client = None

    @contextlib.contextmanager
    def guard(self) -> Iterator[None]:
        """Turn whatever Chroma throws into `DamagedIndex`."""
        try:
            yield
        except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
            raise
        except BaseException as error:  # a panic of the native core derives from BaseException
            raise DamagedIndex(_reason(error)) from error


class ChromaServer:
    """A server that somebody runs with ``chroma run``.

    Args:
        url: where it listens.
        book: the book folder; books on one server are told apart by machine and folder.
    """

    def __init__(self, url: str, book: Path) -> None:
        self.collection = f"lore-{digest([platform.node(), str(book.resolve())])}"
        self._url = url
        self._client: Any = None

    def open(self) -> Any:
        """Return the client. Raises `LoreError` if nothing answers."""
        if self._client is None:
            chromadb, settings = _chromadb()
            parts = urlsplit(self._url)
            with self.guard():
                self._client = chromadb.HttpClient(
                    host=parts.hostname or "",
                    port=parts.port or (443 if parts.scheme == "https" else 8000),
                    ssl=parts.scheme == "https",
                    settings=settings,
                )
        return self._client

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Nothing to do: the server looks after its files."""
        yield

    def written(self) -> None:
        """Nothing to do: the server looks after its files."""

    def discard(self) -> None:
        """Delete this book's collection."""
        client = self.open()
        with self.guard(), contextlib.suppress(Exception):
            client.delete_collection(self.collection)

    def close(self) -> None:
        """Close the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    @contextlib.contextmanager
    def guard(self) -> Iterator[None]:
        """Turn whatever Chroma throws into `LoreError`."""
        try:
            yield
        except Exception as error:
            raise LoreError(
                f"the Chroma server at {_without_login(self._url)} can't be used ({_reason(error)})"
            ) from error


def _chromadb() -> tuple[Any, Any]:
    """Return the library and settings that send nothing home."""
    logging.getLogger("chromadb.telemetry").setLevel(logging.CRITICAL)
    try:
        import chromadb
        from chromadb.config import Settings
    except Exception as error:
        raise LoreError(
            f"chromadb can't be loaded ({_reason(error)}); install it anew: pip install chromadb"
        ) from error
    return chromadb, Settings(anonymized_telemetry=False)


def _reason(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:200]


def _without_login(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
