"""The indexes of a book's lore: full text and vectors, in step with its entries.

Both lie in the book's cache, may be deleted or damaged at any time, and are then built again with a warning. Where one
can't be used at all, that is told once, and the search goes on without it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from storyteller_agents.errors import LoreError, WeightsError
from storyteller_agents.lore.chroma import ChromaFolder, ChromaServer, VectorHome
from storyteller_agents.lore.embedding import Embedder, Progress, SentenceEmbedder
from storyteller_agents.lore.folder import LoreFolder
from storyteller_agents.lore.fulltext import INDEX, Changes, FullText, discard, is_damage, open_full_text
from storyteller_agents.lore.segment import query_terms
from storyteller_agents.lore.vectors import Vectors
from storyteller_agents.settings import LoreSettings

T = TypeVar("T")


class Indexes:
    """The indexes of one book.

    Args:
        files: what they are made from.
        folder: the book's lore folder.
        cache: where they are kept.
        settings: the book's ``[lore]`` section.
        writable: False only reads what is there.
        warn: told of what is built again, and of what can't be used.
        embedder: turns texts into vectors in place of the model that the settings name.
    """

    def __init__(
        self,
        files: LoreFolder,
        folder: Path,
        cache: Path,
        settings: LoreSettings,
        *,
        writable: bool,
        warn: Callable[[str], None],
        embedder: Embedder | None,
    ) -> None:
        self._files = files
        self._folder = folder
        self._cache = cache
        self._settings = settings
        self._writable = writable
        self._warn = warn
        self._embedder = embedder
        self._text: FullText | None = None
        self._vectors: Vectors | None = None
        self._no_vectors = settings.embeddings == "none" and embedder is None

    def sync(self, progress: Progress) -> Changes:
        """Bring both in step with the files as they were last read; return what was new, different or gone."""
        changes = self._with_text(self._sync_text)
        if self._files.entries:
            self._with_vectors(lambda vectors: vectors.sync(self._files.entries, self._files.state, progress))
        return changes

    def by_words(self, query: str, kinds: Sequence[str] | None, depth: int) -> list[tuple[str, list[str]]]:
        """Return the best `depth` entries by full text; see `FullText.rank`."""
        return self._with_text(lambda index: index.rank(query_terms(query), kinds, depth))

    def by_meaning(self, query: str, kinds: Sequence[str] | None, depth: int) -> list[tuple[str, float]]:
        """Return the nearest `depth` entries; see `Vectors.rank`. None are where there are no vectors."""
        return self._with_vectors(lambda vectors: vectors.rank(query, kinds, depth)) or []

    def embed(self, texts: Sequence[str]) -> list[list[float]] | None:
        """Return a vector for each text, or None where there are none."""
        return self._with_vectors(lambda vectors: vectors.embed(texts))

    def close(self) -> None:
        """Close them; the next call opens them anew."""
        if self._text:
            self._text.close()
        if self._vectors:
            self._vectors.close()
        self._text = self._vectors = None

    def _sync_text(self, index: FullText) -> Changes:
        now = self._files.digests
        changes = Changes.between(index.digests(), now)
        if changes and index.read_only:
            index.close()
            self._text = FullText(None)  # another process holds the book and has not indexed this yet
            self._sync_text(self._text)
        elif changes:
            entries = (self._files.entries[name] for name in changes.added + changes.changed)
            index.update(entries, now, changes.removed)
        return changes

    def _with_text(self, action: Callable[[FullText], T]) -> T:
        """Run `action` on the full-text index; if the file proves damaged, build it again and run once more."""
        if self._text is None:
            self._text = open_full_text(self._cache / INDEX, writable=self._writable, warn=self._warn)
        try:
            return action(self._text)
        except sqlite3.Error as error:
            self._text.close()
            if self._writable and is_damage(error):
                discard(self._cache / INDEX, error, self._warn)
                self._text = open_full_text(self._cache / INDEX, writable=self._writable, warn=self._warn)
            else:
                self._warn(f"The full-text index can't be used ({error}); this run keeps its own in memory.")
                self._text = FullText(None)
            self._sync_text(self._text)
            return action(self._text)

    def _with_vectors(self, action: Callable[[Vectors], T]) -> T | None:
        """Run `action` on the vectors; None where there are none. What keeps them from working is told once."""
        if self._no_vectors:
            return None
        try:
            if self._vectors is None:
                self._vectors = self._open_vectors()
            return action(self._vectors)
        except (LoreError, WeightsError) as error:
            self._no_vectors = True
            self._warn(f"Lore is searched by keys and full text only, not by meaning: {error}")
            return None

    def _open_vectors(self) -> Vectors:
        """Return the vectors, as the settings want them; nothing is opened yet."""
        book = self._folder.parent
        embedder = self._embedder or SentenceEmbedder(self._settings.embeddings, book)
        if self._settings.chroma_url:
            home: VectorHome = ChromaServer(self._settings.chroma_url, book)
        elif self._writable:
            home = ChromaFolder(self._cache / "chroma")
        else:
            raise LoreError("another process works on this book and holds its vectors")
        return Vectors(embedder, home, warn=self._warn, writable=self._writable)
