"""A world of 100,000 entries: how long it takes to import, to sync and to search, and how much memory it needs.

    python benchmarks/lore.py [--entries 100000] [--queries 200] [--json]

The world is made up: rows of an SQLite database whose words are drawn as natural language draws them (Zipf), and
vectors that are drawn too, so that what is measured is not the embedding model. Chroma's own share of a search is timed
within the same searches. Every part runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from storyteller_agents.lore.embedding import Progress
from storyteller_agents.lore.segment import STOP_WORDS
from storyteller_agents.lore.store import Lore
from storyteller_agents.lore.vectors import Vectors
from storyteller_agents.settings import LoreSettings

DIMENSION = 384
WORDS = 20_000
WEIGHTS = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(WORDS)))
FREQUENT = sorted(word for word in STOP_WORDS if word.isascii() and len(word) > 1)


def word(number: int) -> str:
    """Return a made-up word that can be told from others; the most frequent ones say nothing, as in any language."""
    if number < len(FREQUENT):
        return FREQUENT[number]
    parts = ["ka", "lo", "mi", "ren", "tas", "vor", "el", "shu", "da", "pim", "qua", "bre", "non", "fi", "gru", "ost"]
    found = ""
    while number:
        found += parts[number % len(parts)]
        number //= len(parts)
    return found


class Text:
    """Draws words by Zipf's law."""

    def __init__(self, seed: object) -> None:
        self.chance = random.Random(str(seed))

    def words(self, count: int) -> str:
        return " ".join(map(word, self.chance.choices(range(WORDS), cum_weights=WEIGHTS, k=count)))


def make_world(path: Path, entries: int) -> None:
    text = Text("world")
    with sqlite3.connect(path) as database:
        database.execute(
            "create table codex (id integer primary key, name text, kind text, body text, home integer references codex (id), born text)"
        )
        kinds = ("person", "place", "object", "event", "faction")
        rows = (
            (
                at,
                f"{text.words(1)} {word(WORDS + at)}".title(),
                kinds[at % 5],
                text.words(30).capitalize() + ".",
                text.chance.randrange(1, entries + 1),
                f"Year {at % 900}",
            )
            for at in range(1, entries + 1)
        )
        database.executemany("insert into codex values (?, ?, ?, ?, ?, ?)", rows)
    database.close()


class DrawnVectors:
    """An embedder that draws a vector for each text; the same for the same text."""

    name = "drawn"

    def prepare(self, progress: Progress) -> None:
        """Nothing to load."""

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        import zlib

        import numpy

        vectors = [numpy.random.default_rng(zlib.crc32(text.encode())).standard_normal(DIMENSION) for text in texts]
        return [(vector / numpy.linalg.norm(vector)).tolist() for vector in vectors]

    def reads(self, text: str) -> bool:
        return True


def opened(folder: Path, *, vectors: bool) -> Lore:
    settings = LoreSettings.model_validate(
        {"embeddings": "drawn" if vectors else "none", "sources": [{"kind": "sql", "url": "sqlite:///../world.db"}]}
    )
    book = folder / "book"
    return Lore(book / "lore", book / ".story", settings, embedder=DrawnVectors() if vectors else None)


def timed(action: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def part_import(folder: Path, entries: int, queries: int) -> dict[str, float]:
    """Read all rows and index them for full text; nothing is embedded."""
    lore = opened(folder, vectors=False)
    seconds = timed(lambda: lore.sync(None))
    assert len(lore.entries()) == entries
    lore.search("warm")
    return {"import_seconds": seconds, "import_peak_mb": _peak() / 1e6}


def part_sync(folder: Path, entries: int, queries: int) -> dict[str, float]:
    """Sync again, from a new process, when nothing has changed."""
    lore = opened(folder, vectors=False)
    return {"sync_unchanged_seconds": timed(lambda: lore.sync(None))}


def part_embed(folder: Path, entries: int, queries: int) -> dict[str, float]:
    """Store the drawn vectors in Chroma."""
    lore = opened(folder, vectors=True)
    seconds = timed(lambda: lore.sync(None))
    lore.close()
    return {"store_vectors_seconds": seconds}


def part_sync_vectors(folder: Path, entries: int, queries: int) -> dict[str, float]:
    """Sync again with vectors, when nothing has changed."""
    lore = opened(folder, vectors=True)
    return {"sync_unchanged_with_vectors_seconds": timed(lambda: lore.sync(None))}


def part_search(folder: Path, entries: int, queries: int) -> dict[str, float]:
    """Search by all routes: names and words of scenes, half of them at a place with a cast."""
    lore = opened(folder, vectors=True)
    first = timed(lambda: lore.search("warm"))
    of_chroma: list[float] = []
    ranked = Vectors._nearest

    def nearest(self: Vectors, *arguments: Any) -> Any:
        begun = time.perf_counter()
        try:
            return ranked(self, *arguments)
        finally:
            of_chroma.append(time.perf_counter() - begun)

    Vectors._nearest = nearest  # type: ignore[method-assign]
    text = Text("queries")
    ids = list(lore.entries())
    seconds = []
    for at in range(queries):
        present = text.chance.sample(ids, 3) if at % 2 else []
        query = f"{text.words(40)} {word(WORDS + text.chance.randrange(entries))}"
        seconds.append(timed(lambda query=query, present=present: lore.search(query, present=present, budget=500)))
    return {
        "first_search_seconds": first,
        "search_median_ms": 1000 * statistics.median(seconds),
        "search_p95_ms": 1000 * statistics.quantiles(seconds, n=20)[-1],
        "chroma_median_ms": 1000 * statistics.median(of_chroma),
        "chroma_p95_ms": 1000 * statistics.quantiles(of_chroma, n=20)[-1],
        "search_peak_mb": _peak() / 1e6,
    }


PARTS = {
    "import": part_import,
    "sync": part_sync,
    "embed": part_embed,
    "sync_vectors": part_sync_vectors,
    "search": part_search,
}


def run(part: str, folder: Path, entries: int, queries: int) -> dict[str, float]:
    """Run a part in a process of its own, on a world that is made first if it is not there."""
    (folder / "book" / "lore").mkdir(parents=True, exist_ok=True)
    if not (folder / "world.db").exists():
        make_world(folder / "world.db", entries)
    print(f"{part} of {entries:,} …", file=sys.stderr, flush=True)
    command = [sys.executable, __file__, "--part", part, "--folder", str(folder)]
    command += ["--entries", str(entries), "--queries", str(queries)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)  # noqa: S603


def _peak() -> int:
    """Return the most memory that this process has had, in bytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--entries", type=int, default=100_000)
    options.add_argument("--queries", type=int, default=200)
    options.add_argument("--json", action="store_true")
    options.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    options.add_argument("--parts", default=",".join(PARTS), help="which, with commas between them")
    options.add_argument("--folder", type=Path, help="where the world is made; else a temporary folder")
    chosen = options.parse_args()
    if chosen.part:
        print(json.dumps(PARTS[chosen.part](chosen.folder, chosen.entries, chosen.queries)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        found: dict[str, float] = {"entries": chosen.entries}
        for part in chosen.parts.split(","):
            found |= run(part, folder / "whole", chosen.entries, chosen.queries)
        if "import_peak_mb" in found:  # what the libraries take is in both, and cancels out
            small = chosen.entries // 10
            tenth = {}
            for part in ("import", "sync", "embed", "sync_vectors"):
                tenth |= run(part, folder / "tenth", small, chosen.queries)
            grown = found["import_peak_mb"] - tenth["import_peak_mb"]
            found["bytes_per_entry"] = grown * 1e6 / (chosen.entries - small)
            found |= {f"{name}_of_a_tenth": seconds for name, seconds in tenth.items() if name.startswith("sync")}
    if chosen.json:
        print(json.dumps(found, indent=2))
    else:
        for name, value in found.items():
            print(f"{name.replace('_', ' '):45}{value:14,.1f}")


if __name__ == "__main__":
    main()
