"""The index by meaning: a vector for each piece of an entry, kept by Chroma, compared by cosine.

Only what changed is embedded, and a killed run goes on where it was. A damaged index, or one of another model, is
built again. Search here is by vectors alone; `retrieve.py` joins it with the other routes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from storyteller_agents.errors import BookError, LoreError
from storyteller_agents.lore.chroma import DamagedIndex, VectorHome
from storyteller_agents.lore.embedding import Embedder, Progress, silent
from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.matrix import Matrix
from storyteller_agents.lore.pieces import Piece, entry_of, pieces_of

_CHUNK = 128
"""Pieces that are embedded and stored together; what a kill can cost."""
_TOLD = 32
"""Pieces after which progress is told."""
EXACT = 5_000
"""Vectors up to which all are compared; beyond that Chroma's index chooses which."""
_DELETE = 5_000
"""Chroma refuses larger batches than 5,461."""
_PAGE = 10_000
"""Digests that are fetched together."""

_ONE_AT_A_TIME = threading.RLock()
"""Two objects on one folder in one process share Chroma's client, so they must take turns."""

MULTILINGUAL = "multilingual-minilm"
"""The model of the catalogue for worlds in other languages than English."""

T = TypeVar("T")


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
        self._state = ""
        self._collection: Any = None
        self._current = False
        self._loaded: tuple[object, Matrix] | None = None
        self._count: int | None = None
        self._told = False

    def sync(self, entries: Mapping[str, LoreEntry], state: str, progress: Progress) -> int:
        """Bring the vectors in step with `entries`; return how many were embedded.

        Args:
            entries: by id.
            state: differs whenever any of them does; the same state as before is not looked through again.
            progress: told how many are embedded.

        Raises:
            LoreError: the vectors can't be kept where they should be.
            WeightsError: the embedding model can't be had.
        """
        self._entries = entries
        self._state = state
        self._current = False
        self._collection = self._count = None  # another object may have changed what is noted of it
        return self._guarded(lambda: self._update(progress))

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Return a vector for each text; nothing is stored.

        Raises:
            WeightsError: the embedding model can't be had.
        """
        return self._embedder.encode(texts)

    def rank(self, query: str, kinds: Sequence[str] | None, depth: int) -> list[tuple[str, float]]:
        """Return the ids of the nearest `depth` entries of these kinds, each with its cosine similarity.

        None are for a query in a language that the embedding model does not know. Raises as `sync` does.
        """
        if not self._embedder.reads(query):
            if not self._told:
                self._warn(
                    f"Lore is not searched by meaning in this language, which {self._embedder.name} does not know. For "
                    f'Chinese and many others set embeddings = "{MULTILINGUAL}" in [lore] of story.toml.'
                )
            self._told = True
            return []
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
        self._collection = self._count = None
        self._current = False
        self._home.discard()

    def _open(self) -> Any:
        """Return the collection, or None if there is none yet. One that can't be added to is `DamagedIndex`."""
        if self._collection is None or not self._writable:  # others may have changed what is only read here
            client = self._home.open()
            with self._home.guard():
                names = [collection.name for collection in client.list_collections()]
                there = self._home.collection in names
                self._collection = (
                    client.get_collection(self._home.collection, embedding_function=None) if there else None
                )
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
        if self._is_noted():
            self._home.written()
            self._current = True
            return 0
        held = self._held()
        todo: dict[str, list[int]] = {}
        for name, entry in self._entries.items():
            for number, piece in enumerate(pieces_of(entry)):
                if held.pop(piece.id, None) != piece.digest:
                    todo.setdefault(name, []).append(number)
        total, done = sum(map(len, todo.values())), 0
        if todo:
            self._embedder.prepare(progress)
        with self._home.writing():
            self._unnote()
            self._delete(sorted(held))
            for chunk in _chunks(self._pieces_of(todo), _CHUNK):
                vectors: list[list[float]] = []
                for part in _chunks(chunk, _TOLD):
                    progress("Embedding lore", done + len(vectors), total)
                    vectors += self._embedder.encode([piece.text for piece in part])
                self._store(chunk, vectors)
                done += len(chunk)
            self._note()
        if todo:
            progress("Embedding lore", done, total)
        self._current = True
        return total

    def _is_noted(self) -> bool:
        """Whether the vectors are those of this state, all of them."""
        collection = self._open()
        if collection is None or not self._state or collection.metadata.get("state") != self._state:
            return False
        with self._home.guard():
            return bool(collection.count() == collection.metadata.get("vectors"))

    def _unnote(self) -> None:
        """Let the vectors count as nobody's until all of them are written."""
        if (collection := self._open()) is not None:
            with self._home.guard():
                collection.modify(metadata={**collection.metadata, "state": ""})

    def _note(self) -> None:
        """Keep with the vectors whose they are."""
        if (collection := self._open()) is not None:
            with self._home.guard():
                noted = {"state": self._state, "vectors": collection.count()}
                collection.modify(metadata={**collection.metadata, **noted})

    def _delete(self, gone: Sequence[str]) -> None:
        for start in range(0, len(gone), _DELETE):
            with self._home.guard():
                self._collection.delete(ids=gone[start : start + _DELETE])

    def _pieces_of(self, wanted: Mapping[str, Sequence[int]]) -> Iterator[Piece]:
        """Yield pieces by entry and number; made when they are asked for, since a world has many."""
        for name, numbers in wanted.items():
            pieces = list(pieces_of(self._entries[name]))
            yield from (pieces[number] for number in numbers)

    def _held(self) -> dict[str, str]:
        """Return the digest of what each stored vector was made from."""
        collection = self._open()
        digests: dict[str, str] = {}
        while collection is not None:
            with self._home.guard():
                found = collection.get(include=["metadatas"], limit=_PAGE, offset=len(digests))
                about = zip(found["ids"], found["metadatas"], strict=True)
                digests |= {name: str((noted or {}).get("digest")) for name, noted in about}
            if len(found["ids"]) < _PAGE:
                break
        self._home.written()  # what loads its files may write into them
        return digests

    def _store(self, todo: Sequence[Piece], vectors: list[list[float]]) -> None:
        collection = self._fitting(len(vectors[0])) or self._create(len(vectors[0]))
        about = [{"digest": piece.digest, "kind": piece.kind} for piece in todo]
        with self._home.guard():
            collection.upsert(ids=[piece.id for piece in todo], embeddings=vectors, metadatas=about)

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
        if self._count is None or not self._writable:  # Chroma counts anew each time
            with self._home.guard():
                self._count = int(collection.count())
        held = self._count
        if held <= EXACT:
            return self._matrix(collection, held).nearest(vector, kinds, depth)
        return self._approximately(collection, held, vector, kinds, depth)

    def _matrix(self, collection: Any, held: int) -> Matrix:
        """Return all vectors as they are stored now."""
        state = (str(collection.id), collection.metadata.get("state"), held)
        if self._loaded is None or self._loaded[0] != state:
            with self._home.guard():
                found = collection.get(include=["embeddings", "metadatas"])
                if len(found["ids"]) != held:
                    raise DamagedIndex(f"it gave {len(found['ids'])} of {held} vectors")
                kinds = [str(about["kind"]) for about in found["metadatas"]]
                matrix = Matrix([entry_of(piece) for piece in found["ids"]], kinds, found["embeddings"])
            self._home.written()  # what loads its files may write into them
            self._loaded = (state, matrix)
        return self._loaded[1]

    def _approximately(
        self, collection: Any, held: int, vector: Sequence[float], kinds: Sequence[str] | None, depth: int
    ) -> list[tuple[str, float]]:
        wanted = min(held, depth * -(-held // max(len(self._entries), 1)))  # several pieces may be of one entry
        where = {"kind": {"$in": list(kinds)}} if kinds else None
        with self._home.guard():
            found = collection.query(
                query_embeddings=[vector], n_results=max(wanted, 1), where=where, include=["distances"]
            )
        self._home.written()  # the first query loads its files, and may write into them
        near = list(zip(found["ids"][0], found["distances"][0], strict=True))
        if where is None and len(near) < wanted and self._writable:
            raise DamagedIndex(f"it found {len(near)} of {wanted} vectors")
        best: dict[str, float] = {}
        for piece, distance in near:
            name = entry_of(piece)
            best[name] = max(best.get(name, -1.0), 1 - distance)
        return sorted(best.items(), key=lambda item: (-round(item[1], 6), item[0]))[:depth]


def _chunks(found: Iterable[Piece], size: int) -> Iterator[list[Piece]]:
    left = iter(found)
    while chunk := list(islice(left, size)):
        yield chunk
