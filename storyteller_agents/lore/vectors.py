"""The index by meaning: a vector for each piece of an entry, kept by Chroma, compared by cosine.

Only what changed is embedded, and a killed run goes on where it was. A damaged index, or one of another model, is
built again. Search here is by vectors alone; `retrieve.py` joins it with the other routes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from storyteller_agents.errors import BookError, LoreError
from storyteller_agents.files import digest
from storyteller_agents.lore.chroma import ChromaFolder, ChromaServer, DamagedIndex, VectorHome
from storyteller_agents.lore.embedding import Embedder, Progress, SentenceEmbedder, silent
from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.pieces import pieces
from storyteller_agents.settings import LoreSettings

_CHUNK = 128
"""Pieces that are embedded and stored together; what a kill can cost."""
_DELETE = 5_000
"""Chroma refuses larger batches than 5,461."""

_ONE_AT_A_TIME = threading.RLock()
"""Two objects on one folder in one process share Chroma's client, so they must take turns."""

_PART = "\x1f"
"""Stands between an entry's id, which has no control characters, and the number of a piece."""

T = TypeVar("T")


class _Piece(NamedTuple):
    """A piece of an entry: the id of its vector, the entry, what is embedded, and the digest that tells a change."""

    id: str
    entry: str
    kind: str
    text: str
    digest: str


class Vectors:
    """One book's vectors.

    Args:
        embedder: turns texts into vectors.
        home: where they are kept.
        warn: hears of an index that is built again.
        writable: False only searches in what is there.
    """

    def __init__(
        self, embedder: Embedder, home: VectorHome, *, warn: Callable[[str], None], writable: bool = True
    ) -> None:
        self._embedder = embedder
        self._home = home
        self._warn = warn
        self._writable = writable
        self._entries: Mapping[str, LoreEntry] = {}
        self._collection: Any = None
        self._current = False

    def sync(self, entries: Mapping[str, LoreEntry], progress: Progress) -> int:
        """Bring the vectors in step with `entries`; return how many were embedded.

        Raises:
            LoreError: the vectors can't be kept where they should be.
            WeightsError: the embedding model can't be had.
        """
        self._entries = entries
        self._current = False
        return self._guarded(lambda: self._update(progress))

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Return a vector for each text; nothing is stored.

        Raises:
            WeightsError: the embedding model can't be had.
        """
        return self._embedder.encode(texts)

    def rank(self, query: str, kinds: Sequence[str] | None, depth: int) -> list[tuple[str, float]]:
        """Return the ids of the nearest `depth` entries of these kinds, each with its cosine similarity.

        Raises as `sync` does.
        """
        return self._guarded(lambda: self._nearest(query, kinds, depth))

    def close(self) -> None:
        """Let go of Chroma; the next call opens it again."""
        self._collection = None
        self._home.close()

    def _guarded(self, action: Callable[[], T]) -> T:
        """Run `action`; if the index proves damaged, empty it and run once more."""
        with _ONE_AT_A_TIME:
            try:
                try:
                    return action()
                except DamagedIndex as damage:
                    if not self._writable:
                        raise LoreError(f"the vector index can't be used ({damage})") from damage
                    self._warn(f"the vector index is built again: {damage}")
                    self._empty()
                    return action()
            except DamagedIndex as damage:
                raise LoreError(f"the vector index can't be built ({damage})") from damage
            except (BookError, OSError) as error:
                raise LoreError(f"the vector index can't be kept ({error})") from error

    def _empty(self) -> None:
        self._collection = None
        self._current = False
        self._home.discard()

    def _open(self) -> Any:
        """Return the collection, or None if there is none yet. One that can't be added to is `DamagedIndex`."""
        if self._collection is None:
            client = self._home.open()
            with self._home.guard():
                names = [collection.name for collection in client.list_collections()]
                if self._home.collection in names:
                    self._collection = client.get_collection(self._home.collection, embedding_function=None)
        if self._collection is not None:
            held = (self._collection.metadata or {}).get("model")
            if held != self._embedder.name:
                raise DamagedIndex(f"the embedding model changed from {held!r} to {self._embedder.name!r}")
        return self._collection

    def _create(self, dimension: int) -> Any:
        client = self._home.open()
        with self._home.guard():
            self._collection = client.create_collection(
                self._home.collection,
                embedding_function=None,  # else Chroma fetches a model of its own
                configuration={"hnsw": {"space": "cosine"}},
                metadata={"model": self._embedder.name, "dimension": dimension},
            )
        return self._collection

    def _update(self, progress: Progress) -> int:
        if self._current or not self._writable:
            return 0
        wanted = self._pieces()
        held = self._held()
        gone = sorted(held.keys() - wanted.keys())
        for start in range(0, len(gone), _DELETE):
            with self._home.guard():
                self._collection.delete(ids=gone[start : start + _DELETE])
            self._home.written()
        todo = [piece for name, piece in wanted.items() if held.get(name) != piece.digest]
        if todo:
            self._embedder.prepare(progress)
        for start in range(0, len(todo), _CHUNK):
            progress("Embedding lore", start, len(todo))
            self._store(todo[start : start + _CHUNK])
        if todo:
            progress("Embedding lore", len(todo), len(todo))
        self._current = True
        return len(todo)

    def _held(self) -> dict[str, str]:
        """Return the digest of what each stored vector was made from."""
        collection = self._open()
        if collection is None:
            return {}
        with self._home.guard():
            found = collection.get(include=["metadatas"])
            return {
                name: str((about or {}).get("digest"))
                for name, about in zip(found["ids"], found["metadatas"], strict=True)
            }

    def _pieces(self) -> dict[str, _Piece]:
        """Return all pieces by the ids of their vectors; that of a first piece is its entry's."""
        found = {}
        for name, entry in self._entries.items():
            for number, text in enumerate(pieces(entry)):
                piece = f"{name}{_PART}{number}" if number else name
                found[piece] = _Piece(piece, name, entry.kind, text, digest([entry.kind, text]))
        return found

    def _store(self, todo: Sequence[_Piece]) -> None:
        vectors = self._embedder.encode([piece.text for piece in todo])
        collection = self._fitting(len(vectors[0])) or self._create(len(vectors[0]))
        about = [{"digest": piece.digest, "kind": piece.kind} for piece in todo]
        with self._home.guard():
            collection.upsert(ids=[piece.id for piece in todo], embeddings=vectors, metadatas=about)
        self._home.written()

    def _fitting(self, dimension: int) -> Any:
        collection = self._open()
        if collection is not None and collection.metadata.get("dimension") != dimension:
            raise DamagedIndex(
                f"the embedding model now gives {dimension} numbers, not {collection.metadata.get('dimension')}"
            )
        return collection

    def _nearest(self, query: str, kinds: Sequence[str] | None, depth: int) -> list[tuple[str, float]]:
        if not self._current:
            self._update(silent)
        if self._open() is None or kinds == []:
            return []
        vector = self._embedder.encode([query])[0]
        collection = self._fitting(len(vector))
        where = {"kind": {"$in": list(kinds)}} if kinds else None
        with self._home.guard():
            held = collection.count()
            wanted = min(held, depth * -(-held // max(len(self._entries), 1)))  # several pieces may be of one entry
            found = collection.query(
                query_embeddings=[vector], n_results=max(wanted, 1), where=where, include=["distances"]
            )
        near = list(zip(found["ids"][0], found["distances"][0], strict=True))
        if where is None and len(near) < wanted and self._writable:
            raise DamagedIndex(f"it found {len(near)} of {wanted} vectors")
        best: dict[str, float] = {}
        for piece, distance in near:
            name = piece.partition(_PART)[0]
            best[name] = max(best.get(name, -1.0), 1 - distance)
        return sorted(best.items(), key=lambda item: (-round(item[1], 6), item[0]))[:depth]


def open_vectors(
    settings: LoreSettings,
    folder: Path,
    cache: Path,
    embedder: Embedder | None,
    *,
    warn: Callable[[str], None],
    writable: bool,
) -> Vectors:
    """Return the vectors of the book whose lore lies in `folder`, as the settings want them. Nothing is opened yet.

    Raises:
        LoreError: they lie in a folder that another process holds.
    """
    book = folder.parent
    embedder = embedder or SentenceEmbedder(settings.embeddings, book)
    if settings.chroma_url:
        return Vectors(embedder, ChromaServer(settings.chroma_url, book), warn=warn, writable=writable)
    if not writable:
        raise LoreError("another process works on this book and holds its vectors")
    return Vectors(embedder, ChromaFolder(cache / "chroma"), warn=warn)
