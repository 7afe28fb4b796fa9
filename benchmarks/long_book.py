"""What drafting a long book costs beside the model: ``python benchmarks/long_book.py [--scenes 250] [--words 150]``.

The scripted model answers at once, so what is measured is our own work: planning, prompts, rules, files, checkpoints.
The time for a scene early in the book and late in it tells whether it grows with the book.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from storyteller_agents import Book, Brief
from storyteller_agents.settings import parse_settings

PREMISE = "Ada Penrow keeps the north lamp, and the harbour master Tom Carrick wants a ship without a name sunk."
STAGES = ("outliner", "characters", "scenes", "critic", "reviser", "explainer")


def make_book(folder: Path, scenes: int, words: int) -> Book:
    """Make a book of chapters of ten scenes."""
    length = {"chapters": max(1, scenes // 10), "scenes": min(scenes, 10), "words": words}
    settings = {"book": length, "models": {"default": {"base": "scripted"}}, "lore": {"embeddings": "none"}}
    return Book.create(folder, Brief(premise=PREMISE), settings=parse_settings(settings))


def draft(book: Book) -> tuple[dict[str, float], list[float]]:
    """Draft the book; return when each stage ended, in seconds, and when each scene was written."""
    began, ended, written = time.monotonic(), dict[str, float](), list[float]()
    for event in book.draft():
        now = time.monotonic() - began
        if event.stage:
            ended[event.stage] = now
        if event.kind == "item" and event.stage == "scenes":
            written.append(now)
    return ended, written


def pace(written: list[float]) -> tuple[float, float]:
    """Return the seconds for a scene around the tenth, and around the tenth before the last."""
    gaps = [later - earlier for earlier, later in pairwise(written)]
    return sum(gaps[:20]) / len(gaps[:20]), sum(gaps[-20:]) / len(gaps[-20:])


def command(*words: str) -> float:
    """Return how long a command takes in a process of its own: the median of three."""
    times = []
    for _ in range(3):
        began = time.monotonic()
        program = [sys.executable, "-m", "storyteller_agents", *words]
        subprocess.run(program, check=True, capture_output=True)  # noqa: S603 - our own command
        times.append(time.monotonic() - began)
    return median(times)


def main() -> None:
    """Draft, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--scenes", type=int, default=250)
    parser.add_argument("--words", type=int, default=150)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = make_book(Path(folder) / "book", asked.scenes, asked.words)
        began = time.monotonic()
        ended, written = draft(book)
        whole, early_late = time.monotonic() - began, pace(written)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        before = 0.0
        for stage in STAGES:
            print(f"{stage:10} {ended[stage] - before:6.1f} s" if stage in ended else f"{stage:10}")
            before = ended.get(stage, before)
        scenes = sum(1 for _ in book.load("outline").cards())
        print(f"{scenes} scenes {whole:.1f} s, {whole / scenes:.3f} s each")
        print(
            f"a scene early {early_late[0]:.3f} s, late {early_late[1]:.3f} s, ratio {early_late[1] / early_late[0]:.2f}"
        )
        print(
            f"checkpoints {(book.cache / 'checkpoints.sqlite').stat().st_size / 1e6:.1f} MB, story.lock {(book.path / 'story.lock').stat().st_size / 1e6:.2f} MB"
        )
        print(f"memory {peak:.0f} MiB, torch {'loaded' if 'torch' in sys.modules else 'not loaded'}")
        print(f"status {command('status', str(book.path)):.2f} s, draft again {command('draft', str(book.path)):.2f} s")


if __name__ == "__main__":
    main()
