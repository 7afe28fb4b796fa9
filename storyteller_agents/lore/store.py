"""`Lore`: a book's world, read from its files and searched through indexes that keep themselves in step.

The files are the truth; the indexes (`lore.sqlite`, Chroma) lie in the cache folder, may be deleted or damaged at
any time, and are then built again with a warning. A search never fails for what stands in a query or a file: where
a route can't be used, it warns once and goes on with the others. Entries are never written here.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from storyteller_agents.errors import LoreError, WeightsError
from storyteller_agents.lore.clean import clean_line, clean_text
from storyteller_agents.lore.embedding import Embedder, Progress, silent
from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.folder import LoreFolder
from storyteller_agents.lore.fulltext import INDEX, Changes, FullText, discard, is_damage, open_full_text
from storyteller_agents.lore.graph import Graph
from storyteller_agents.lore.moment import Moment
from storyteller_agents.lore.retrieve import Choice, Hit, Route, choose, meaning_route, text_route, trigger_routes
from storyteller_agents.lore.segment import fold, query_terms
from storyteller_agents.lore.triggers import Triggers
from storyteller_agents.lore.vectors import Vectors, open_vectors
from storyteller_agents.settings import LoreSettings

_DEPTH = 50
"""How many findings each route brings in at least."""
_LONGEST_QUERY = 50_000

_MOST_TOLD = 10
"""Bad files that are named one by one."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Lore:
    """The lore of one book. Safe to use from several threads.

    Args:
        folder: where the lore files are; it may be missing.
        cache: where the indexes are kept.
        settings: the book's ``[lore]`` section.
        writable: False where another process holds the book: nothing is written then, and vectors of a folder
            are not used, since a second process on one Chroma folder can damage it.
        warn: told, once each, of bad files, of a route that can't be used and of indexes that are built again.
        embedder: turns texts into vectors in place of the model that the settings name.
    """

    def __init__(
        self,
        folder: Path,
        cache: Path,
        settings: LoreSettings,
        *,
        writable: bool = True,
        warn: Callable[[str], None] = _log.warning,
        embedder: Embedder | None = None,
    ) -> None:
        self._files = LoreFolder(folder)
        self._cache = cache
        self._settings = settings
        self._writable = writable
        self._warn = warn
        self._embedder = embedder
        self._told: set[str] = set()
        self._mutex = threading.RLock()
        self._synced = 0
        self._text: FullText | None = None
        self._vectors: Vectors | None = None
        self._no_vectors = settings.embeddings == "none" and embedder is None
        self._read: tuple[int, Triggers, Graph] = (0, Triggers(()), Graph({}))

    # What the files say ----------------------------------------------------------------------------------------

    def entries(self) -> dict[str, LoreEntry]:
        """Return all entries by id, sorted by id. Files that did not change are not read again."""
        with self._mutex:
            self._files.refresh()
            return dict(self._files.entries)

    def problems(self) -> list[str]:
        """Return what can't be read, one line each: file, line or row, field, what was found, what is allowed."""
        with self._mutex:
            self._files.refresh()
            return self._unread() + self._files.problems

    def _unread(self) -> list[str]:
        return [
            f"story.toml, lore.sources.{at}: sources of the kind {source.kind!r} are not read by this version; "
            "put their files into the book with: storyteller lore add"
            for at, source in enumerate(self._settings.sources)
        ]

    def get(self, id: str) -> LoreEntry | None:
        """Return the entry with this id, or None."""
        with self._mutex:
            self._files.refresh()
            return self._files.entries.get(id)

    def by_name(self, name: str) -> LoreEntry | None:
        """Return the entry with this title or, failing that, this alias, whatever the case; or None."""
        with self._mutex:
            self._files.refresh()
            found = self._files.names.get(fold(clean_line(name)))
            return self._files.entries[found] if found else None

    # Searching -------------------------------------------------------------------------------------------------

    def search(
        self,
        query: str,
        *,
        budget: int | None = None,
        kinds: Iterable[str] | None = None,
        limit: int = 10,
        exclude: Iterable[str] = (),
        present: Iterable[str] = (),
        at: Moment | None = None,
        seed: int = 0,
    ) -> list[Hit]:
        """Return the entries that fit `query`, best first; always-on entries come before all others.

        Args:
            query: any text: a question, names, a scene's card.
            budget: most tokens of all hits together (an estimate, see `Hit.tokens`); None sets no limit.
            kinds: only entries of these kinds.
            limit: most hits.
            exclude: ids that are not wanted.
            present: ids, titles or aliases of who and what is in the scene; they come, and what is related to them.
            at: the moment of the story; facts that don't hold then are left out of the entries. None keeps all.
            seed: of the run; decides where a trigger key leaves it to chance.
        """
        return self.explain(
            query, budget=budget, kinds=kinds, limit=limit, exclude=exclude, present=present, at=at, seed=seed
        ).hits

    def explain(
        self,
        query: str,
        *,
        budget: int | None = None,
        kinds: Iterable[str] | None = None,
        limit: int = 10,
        exclude: Iterable[str] = (),
        present: Iterable[str] = (),
        at: Moment | None = None,
        seed: int = 0,
    ) -> Choice:
        """Search as `search` does; return what was left out for budget or limit as well."""
        with self._mutex:
            self._sync_if_changed()
            wanted = None if kinds is None else sorted(set(kinds))
            unwanted = set(exclude)
            pool = {
                name: at.see(entry) if at and entry.facts else entry
                for name, entry in self._files.entries.items()
                if entry.enabled and name not in unwanted and (wanted is None or entry.kind in wanted)
            }
            cleaned = clean_text(query)[:_LONGEST_QUERY]
            routes = self._routes(cleaned, wanted, max(_DEPTH, limit) + len(unwanted), present, seed)
            return choose(pool, routes, budget=budget, limit=limit)

    def _routes(
        self, query: str, kinds: Sequence[str] | None, depth: int, present: Iterable[str], seed: int
    ) -> list[Route]:
        entries = self._files.entries
        if not entries:
            return []
        if self._read[0] != self._files.version:
            self._read = (self._files.version, Triggers(entries.values()), Graph(entries))
        _, triggers, graph = self._read
        here = [known for name in present if (known := name if name in entries else self._files.names.get(fold(name)))]
        routes: list[Route] = [Route(graph.route(here))] if here else []
        if query.strip():
            found = self._with_text(lambda index: index.rank(query_terms(query), kinds, depth))
            near = self._with_vectors(lambda vectors: vectors.rank(query, kinds, depth)) or []
            routes += [*trigger_routes(*triggers.find_apart(query, seed)), text_route(found), meaning_route(near)]
        for problem in triggers.problems:
            self._tell(f"Lore: {problem}")
        return routes

    def embed(self, texts: Sequence[str]) -> list[list[float]] | None:
        """Return a normalised vector for each text, or None where lore is not searched by meaning."""
        with self._mutex:
            return self._with_vectors(lambda vectors: vectors.embed(texts))

    # Indexes ---------------------------------------------------------------------------------------------------

    def sync(self, progress: Progress | None = None) -> Changes:
        """Bring the indexes in step with the files; only what changed is indexed and embedded.

        Args:
            progress: told how many entries are embedded, and of a model that has to be fetched first.
        """
        with self._mutex:
            self._files.refresh()
            self._tell_problems()
            changes = self._with_text(self._sync_text)
            if self._files.entries:
                self._with_vectors(lambda vectors: vectors.sync(self._files.entries, progress or silent))
            self._synced = self._files.version
            return changes

    def close(self) -> None:
        """Close the indexes. The object may be used again; it then opens them anew."""
        with self._mutex:
            if self._text:
                self._text.close()
            if self._vectors:
                self._vectors.close()
            self._text = self._vectors = None
            self._synced = 0

    def _sync_if_changed(self) -> None:
        self._files.refresh()
        if self._synced != self._files.version:
            self.sync()

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
                self._tell(f"The full-text index can't be used ({error}); this run keeps its own in memory.")
                self._text = FullText(None)
            self._sync_text(self._text)
            return action(self._text)

    def _with_vectors(self, action: Callable[[Vectors], T]) -> T | None:
        """Run `action` on the vectors; None where there are none. What keeps them from working is told once."""
        if self._no_vectors:
            return None
        try:
            if self._vectors is None:
                self._vectors = open_vectors(
                    self._settings,
                    self._files.path,
                    self._cache,
                    self._embedder,
                    warn=self._warn,
                    writable=self._writable,
                )
            return action(self._vectors)
        except (LoreError, WeightsError) as error:
            self._no_vectors = True
            self._tell(f"Lore is searched by keys and full text only, not by meaning: {error}")
            return None

    def _tell_problems(self) -> None:
        problems = self._unread() + self._files.problems
        for problem in problems[:_MOST_TOLD]:
            self._tell(f"Lore: {problem}")
        if len(problems) > _MOST_TOLD:
            self._tell(
                f"Lore: {len(problems) - _MOST_TOLD} more problems; see them all with: storyteller lore list BOOK"
            )

    def _tell(self, message: str) -> None:
        if message not in self._told:
            self._told.add(message)
            self._warn(message)
