"""How long it takes to export a book of 100,000 words, format by format: ``python benchmarks/export.py [--words N]``.

The book is made up in a temporary folder: sentences of invented words, so that justifying and hyphenating have work to
do. Each format is written in a process of its own, as the command does it, and the memory of that process is told.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from storyteller_agents.story import Act, Chapter, Outline, SceneCard
from storyteller_agents.testing import sample_book

FORMATS = ("txt", "md", "html", "json", "epub", "docx", "pdf")
SCENE_WORDS = 1250
SYLLABLES = "an ber cor del en fal gan her il jon kar lor men ner os per qui ron sel tan un ver win yar zel".split()
HAN = "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开"


def sentence(pick: random.Random, language: str) -> str:
    """Return a made-up sentence."""
    if language == "zh":
        return (
            "".join(pick.choices(HAN, k=pick.randint(6, 14)))
            + "，"
            + "".join(pick.choices(HAN, k=pick.randint(4, 12)))
            + "。"
        )
    words = ["".join(pick.choices(SYLLABLES, k=pick.randint(1, 4))) for _ in range(pick.randint(5, 18))]
    return " ".join(words).capitalize() + "."


def paragraph(pick: random.Random, language: str) -> str:
    """Return a made-up paragraph."""
    return ("" if language == "zh" else " ").join(sentence(pick, language) for _ in range(pick.randint(1, 7)))


def scene(pick: random.Random, language: str) -> str:
    """Return a made-up scene of about `SCENE_WORDS` words, or of as many characters."""
    paragraphs, length = [], 0
    while length < SCENE_WORDS:
        paragraphs.append(paragraph(pick, language))
        length += len(paragraphs[-1]) if language == "zh" else len(paragraphs[-1].split())
    return "\n\n".join(paragraphs)


def make_book(folder: Path, words: int, language: str) -> None:
    """Write a made-up book."""
    pick = random.Random(7)
    cards = [
        SceneCard(id=f"{number:04d}", title=f"Scene {number}") for number in range(1, max(1, words // SCENE_WORDS) + 1)
    ]
    chapters = [
        Chapter(title=sentence(pick, language)[:30].strip(" .，。"), scenes=cards[at : at + 3])
        for at in range(0, len(cards), 3)
    ]
    outline = Outline(title="A Long Book", acts=[Act(title="All", chapters=chapters)])
    prose = {card.id: scene(pick, language) for card in cards}
    sample_book(folder, outline=outline, scenes=prose, settings={"book": {"author": "A. Writer", "language": language}})


def main() -> None:
    """Print a table of seconds, memory and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book"
        make_book(book, asked.words, asked.language)
        print("| format | seconds | MiB of memory at most so far | MB of file |\n|---|---|---|---|")
        for name in FORMATS:
            out = Path(folder) / f"book.{name}"
            start = time.perf_counter()
            command = [sys.executable, "-m", "storyteller_agents", "export", str(book), "--to", name, "--out", str(out)]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603
            seconds = time.perf_counter() - start
            memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"| {name} | {seconds:.1f} | {memory:.0f} | {out.stat().st_size / 1e6:.2f} |", flush=True)


if __name__ == "__main__":
    main()
