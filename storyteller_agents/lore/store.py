"""`Lore`: a book's world, read from its files and searched through indexes that keep themselves in step.

The files and the sources that story.toml names are the truth. A search never fails for what stands in a query or a
file: where a route can't be used, it warns once and goes on with the others. Entries are never written here.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypedDict, Unpack

from storyteller_agents.errors import LoreError
from storyteller_agents.language import CJK
from storyteller_agents.lore.clean import clean_line, clean_text
from storyteller_agents.lore.configured import SNAPSHOTS, configured
from storyteller_agents.lore.embedding import Embedder, Progress, silent
from storyteller_agents.lore.entry import LoreEntry, Problem
from storyteller_agents.lore.folder import LoreFolder
from storyteller_agents.lore.fulltext import Changes
from storyteller_agents.lore.graph import Graph
from storyteller_agents.lore.indexes import Indexes
from storyteller_agents.lore.moment import Moment
from storyteller_agents.lore.remote import Remotes
from storyteller_agents.lore.retrieve import Choice, Hit, Route, choose, meaning_route, text_route, trigger_routes
from storyteller_agents.lore.segment import fold
from storyteller_agents.lore.shelf import Shelf
from storyteller_agents.lore.snapshot import DamagedSnapshot
from storyteller_agents.lore.sources.columns import Columns
from storyteller_agents.lore.triggers import Triggers
from storyteller_agents.settings import LoreSettings, SourceSettings

_DEPTH = 50
"""How many findings each route brings in at least."""
_LONGEST_QUERY = 50_000

_MOST_TOLD = 10
"""Bad files that are named one by one."""


class SearchOptions(TypedDict, total=False):
    """What a search may be told beside the query.

    Attributes:
        budget: most tokens of all hits together (an estimate, see `Hit.tokens`); None, the default, sets no limit.
        kinds: only entries of these kinds.
        limit: most hits; 10 unless it is given.
        exclude: ids that are not wanted.
        present: ids, titles or aliases of who and what is in the scene; they come, and what is related to them.
        at: the moment of the story; facts that don't hold then are left out of the entries. None keeps all.
        seed: of the run; decides where a trigger key leaves it to chance.
    """

    budget: int | None
    kinds: Iterable[str] | None
    limit: int
    exclude: Iterable[str]
    present: Iterable[str]
    at: Moment | None
    seed: int


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

    Raises:
        SettingsError: sources that story.toml names have mistakes.
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
        places, remotes = configured(settings.sources, folder, cache)
        self._remotes = Remotes(remotes, cache / SNAPSHOTS, writable=writable)
        self._files = LoreFolder(folder, places, self._remotes.snapshots)
        self._indexes = Indexes(self._files, folder, cache, settings, writable=writable, warn=warn, embedder=embedder)
        self._folder = folder
        self._cache = cache
        self._writable = writable
        self._warn = warn
        self._told: set[str] = set()
        self._mutex = threading.RLock()
        self._synced = 0
        self._read: tuple[int, Triggers, Graph] = (0, Triggers({}), Graph({}))

    # What the files say ----------------------------------------------------------------------------------------

    def entries(self) -> Shelf:
        """Return all entries by id, sorted by id. Files that did not change are not read again."""
        with self._mutex:
            self._refresh()
            return self._files.entries

    def problems(self) -> list[str]:
        """Return what can't be read, one line each: file, line or row, field, what was found, what is allowed."""
        with self._mutex:
            self._refresh()
            return [*self._remotes.problems, *self._files.problems]

    @property
    def mappings(self) -> dict[str, Columns]:
        """The mappings of tables that story.toml has, by the names of their files."""
        return self._files.mappings

    def get(self, id: str) -> LoreEntry | None:
        """Return the entry with this id, or None."""
        with self._mutex:
            self._refresh()
            return self._files.entries.get(id)

    def by_name(self, name: str) -> LoreEntry | None:
        """Return the entry with this title or, failing that, this alias, whatever the case; or None."""
        with self._mutex:
            self._refresh()
            found = self._files.names.get(fold(clean_line(name)))
            return self._files.entries[found] if found else None

    # Searching -------------------------------------------------------------------------------------------------

    def named_in(self, text: str) -> list[LoreEntry]:
        """Return the entries whose title or alias stands in a text, and all rules of the world; by id."""
        entries = self.entries()
        folded = fold(text)
        words = set(re.findall(r"\w+", folded))
        named = {
            entry
            for name, entry in self._files.names.items()
            if (CJK.search(name) or not words.isdisjoint(name.split()[:1])) and name in folded
        }
        return [entry for entry in entries.values() if entry.id in named or entry.kind == "rule"]

    def search(self, query: str, **options: Unpack[SearchOptions]) -> list[Hit]:
        """Return the entries that fit `query`, best first; always-on entries come before all others.

        Args:
            query: any text: a question, names, a scene's card.
            options: see `SearchOptions`.
        """
        return self.explain(query, **options).hits

    def explain(self, query: str, **options: Unpack[SearchOptions]) -> Choice:
        """Search as `search` does; return what was left out for budget or limit as well."""
        with self._mutex:
            self._sync_if_changed()
            wanted = None if (kinds := options.get("kinds")) is None else sorted(set(kinds))
            unwanted, at, limit = set(options.get("exclude", ())), options.get("at"), options.get("limit", 10)

            def see(name: str) -> LoreEntry | None:
                entry = self._files.entries.get(name)
                if (
                    entry is None
                    or not entry.enabled
                    or name in unwanted
                    or not (wanted is None or entry.kind in wanted)
                ):
                    return None
                return at.see(entry) if at and entry.facts else entry

            depth = max(_DEPTH, limit) + len(unwanted)
            cleaned = clean_text(query)[:_LONGEST_QUERY]
            routes = self._routes(cleaned, wanted, depth, options.get("present", ()), options.get("seed", 0))
            return choose(see, routes, always=self._files.always, budget=options.get("budget"), limit=limit)

    def _routes(
        self, query: str, kinds: Sequence[str] | None, depth: int, present: Iterable[str], seed: int
    ) -> list[Route]:
        entries = self._files.entries
        if not entries:
            return []
        if self._read[0] != self._files.version:
            self._read = (self._files.version, Triggers(entries), Graph(entries))
        _, triggers, graph = self._read
        here = [known for name in present if (known := name if name in entries else self._files.names.get(fold(name)))]
        routes: list[Route] = [Route(graph.route(here))] if here else []
        if query.strip():
            routes += trigger_routes(*triggers.find_apart(query, seed))
            routes.append(text_route(self._indexes.by_words(query, kinds, depth)))
            routes.append(meaning_route(self._indexes.by_meaning(query, kinds, depth)))
        for problem in triggers.problems:
            self._tell(f"Lore: {problem}")
        return routes

    def embed(self, texts: Sequence[str]) -> list[list[float]] | None:
        """Return a normalised vector for each text, or None where lore is not searched by meaning."""
        with self._mutex:
            return self._indexes.embed(texts)

    def survey(self, source: SourceSettings) -> tuple[list[LoreEntry], list[str]]:
        """Return the entries and problems of a source that story.toml need not name; nothing is kept.

        Raises:
            LoreError: it can't be reached.
            SettingsError: its settings have mistakes.
        """
        places, remotes = configured([source], self._folder, self._cache)
        files = LoreFolder(None, places)
        files.refresh()
        found = [item for remote in remotes for item in remote.source.read()]
        entries = [item for item in found if isinstance(item, LoreEntry)]
        problems = [str(item) for item in found if isinstance(item, Problem)]
        return [*entries, *files.entries.values()], [*problems, *files.problems]

    # Indexes ---------------------------------------------------------------------------------------------------

    def sync(self, progress: Progress | None = None) -> Changes:
        """Read all sources again and bring the indexes in step; only what changed is indexed and embedded.

        A source that can't be reached is named, and counts as it was when it was last read.

        Args:
            progress: told how many entries are read and embedded, and of a model that has to be fetched first.

        Raises:
            LoreError: a source that story.toml names can't be reached, and never was; the others are in step.
        """
        with self._mutex:
            self._remotes.ask(progress or silent, again=True)
            changes = self._index(progress)
            if self._remotes.never_read:
                raise LoreError("\n".join(self._remotes.never_read))
            return changes

    def _refresh(self) -> None:
        """Look at the files again; a source that was never read is read now."""
        self._remotes.ask(silent, again=False)
        while True:
            try:
                self._files.refresh()
                return
            except DamagedSnapshot as damage:
                self._remotes.mend(damage)
                self._tell(f"{damage.path}: damaged; the source was read again.")

    def _index(self, progress: Progress | None = None) -> Changes:
        with self._mutex:
            self._refresh()
            self._tell_problems()
            changes = self._indexes.sync(progress or silent)
            self._synced = self._files.version
            return changes

    def close(self) -> None:
        """Close the indexes. The object may be used again; it then opens them anew."""
        with self._mutex:
            self._indexes.close()
            self._synced = 0

    def _sync_if_changed(self) -> None:
        self._refresh()
        if self._synced != self._files.version:
            self._index()

    def _tell_problems(self) -> None:
        problems = [*self._remotes.problems, *self._files.problems]
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
