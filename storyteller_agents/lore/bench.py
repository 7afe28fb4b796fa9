"""How well a search finds what it should: full text, vectors, and both joined, on worlds with known answers.

Each world's queries are asked of that world alone. Measured are recall at five (is a right entry among the first five?)
and the mean reciprocal rank of the first right one. The routes are those of `Lore.search`; always-on entries and
budgets play no part.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storyteller_agents.errors import LoreError
from storyteller_agents.files import read_text
from storyteller_agents.lore.embedding import Embedder
from storyteller_agents.lore.entry import LoreEntry, Source
from storyteller_agents.lore.fulltext import FullText
from storyteller_agents.lore.matrix import Matrix
from storyteller_agents.lore.pieces import pieces
from storyteller_agents.lore.retrieve import choose, meaning_route, text_route, trigger_routes
from storyteller_agents.lore.segment import query_terms
from storyteller_agents.lore.triggers import Triggers

FIRST = 5
"""How many of the best are looked at for recall."""
DEPTH = 50


@dataclass(frozen=True)
class World:
    """Entries by id, and queries with the ids of the entries that answer them."""

    entries: Mapping[str, LoreEntry]
    queries: Sequence[tuple[str, frozenset[str]]]


@dataclass
class Score:
    """What one way of searching reached over all queries asked so far."""

    found: int = 0
    reciprocal: float = 0.0
    asked: int = 0

    def add(self, ranked: Sequence[str], right: frozenset[str]) -> None:
        """Count one query."""
        self.asked += 1
        self.found += bool(right.intersection(ranked[:FIRST]))
        self.reciprocal += next((1 / rank for rank, name in enumerate(ranked, start=1) if name in right), 0.0)

    @property
    def recall(self) -> float:
        """The part of the queries with a right entry among the first five."""
        return self.found / self.asked

    @property
    def mrr(self) -> float:
        """Mean reciprocal rank of the first right entry."""
        return self.reciprocal / self.asked


def measure(worlds: Iterable[World], embedder: Embedder, tell: Callable[[int], None]) -> dict[str, Score]:
    """Return what full text, vectors and both joined reach.

    Args:
        worlds: with their queries.
        embedder: turns entries and queries into vectors.
        tell: told after each world how many queries were asked.
    """
    scores = {"full text": Score(), "vectors": Score(), "hybrid": Score()}
    for world in worlds:
        with closing(FullText(None)) as index:
            index.update(world.entries.values(), {name: entry.digest for name, entry in world.entries.items()}, [])
            triggers = Triggers(world.entries)
            near = _nearest(world, embedder)
            for number, (query, right) in enumerate(world.queries):
                found = index.rank(query_terms(query), None, DEPTH)
                routes = [
                    *trigger_routes(*triggers.find_apart(query)),
                    text_route(found),
                    meaning_route(near[number][:DEPTH] if embedder.reads(query) else []),
                ]
                hits = choose(world.entries.get, routes, budget=None, limit=DEPTH).hits
                scores["full text"].add([name for name, _ in found], right)
                scores["vectors"].add([name for name, _ in near[number]], right)
                scores["hybrid"].add([hit.entry.id for hit in hits], right)
        tell(scores["hybrid"].asked)
    return scores


def _nearest(world: World, embedder: Embedder) -> list[list[tuple[str, float]]]:
    """Return for each query all entries with the similarity of their nearest piece, the nearest first."""
    parts = [(name, entry.kind, text) for name, entry in world.entries.items() for text in pieces(entry)]
    names, kinds, texts = zip(*parts, strict=True)
    matrix = Matrix(names, kinds, embedder.encode(texts))
    asked = embedder.encode([query for query, _ in world.queries])
    return [matrix.nearest(vector, None, len(world.entries)) for vector in asked]


def read_worlds(path: Path) -> Iterator[World]:
    """Yield the worlds of a set.

    A set is a JSON Lines file with a world a line, ``{"entries": [{"id", "title", "text"}], "queries": [{"query",
    "ids"}]}``; or FairytaleQA's pair of files, given by that with the stories (``stories_val.jsonl``); or a folder of
    text files, whose names (what follows the last ``__`` in them) are the queries and whose texts are the entries.

    Raises:
        LoreError: it is none of these, or a line is not as it should be.
    """
    if path.is_dir():
        yield _titles(path)
        return
    try:
        rows = [json.loads(line) for line in read_text(path).splitlines() if line.strip()]
        if rows and "sections" in rows[0]:
            yield from _tales(path, rows)
        else:
            for row in rows:
                entries = {
                    str(item["id"]): _entry(path, str(item["id"]), item["title"], item["text"])
                    for item in row["entries"]
                }
                yield World(entries, [(item["query"], frozenset(map(str, item["ids"]))) for item in row["queries"]])
    except (ValueError, KeyError, TypeError) as error:
        raise LoreError(f"{path}: not a set of worlds with queries ({type(error).__name__}: {error}).") from error


def _titles(folder: Path) -> World:
    """Return the text files below a folder as entries without titles, asked for by their names."""
    files = sorted(folder.rglob("*.txt"))
    if not files:
        raise LoreError(f"{folder}: found no .txt files; allowed: a folder of texts, or a .jsonl file.")
    entries = {str(number): _entry(file, str(number), "-", read_text(file)) for number, file in enumerate(files)}
    names = [(file.stem.rpartition("__")[2], frozenset({str(number)})) for number, file in enumerate(files)]
    return World(entries, names)


def _tales(path: Path, rows: Sequence[Mapping[str, Any]]) -> Iterator[World]:
    asked: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for line in read_text(path.with_name(path.name.replace("stories", "questions"))).splitlines():
        question = json.loads(line)
        right = frozenset(part.strip() for part in str(question["cor_section"]).split(","))
        asked.setdefault(question["story"], []).append((question["question"], right))
    for row in rows:
        sections = {item["section"]: _entry(path, item["section"], "-", item["text"]) for item in row["sections"]}
        if row["story"] in asked:
            yield World(sections, asked[row["story"]])


def _entry(path: Path, name: str, title: str, text: str) -> LoreEntry:
    return LoreEntry(id=name, title=title, text=text, source=Source(file=path.name))
