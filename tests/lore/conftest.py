"""What the lore tests share: a folder to write files into, an opener, and an embedder without a model."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from storyteller_agents.lore.segment import tokens
from storyteller_agents.lore.store import Lore
from storyteller_agents.settings import LoreSettings


class WordEmbedder:
    """Counts words into a fixed number of buckets: texts that share words are near each other."""

    def __init__(self, name: str = "words", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension
        self.texts: list[str] = []

    def prepare(self, progress: Any) -> None:
        """Nothing to load."""

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        self.texts.extend(texts)
        return [self._vector(text) for text in texts]

    def reads(self, text: str) -> bool:
        return True

    def _vector(self, text: str) -> list[float]:
        vector = [0.0] * self.dimension
        for word in tokens(text):
            vector[int(hashlib.sha256(word.encode()).hexdigest(), 16) % self.dimension] += 1
        norm = math.sqrt(sum(value * value for value in vector)) or 1.0
        return [value / norm for value in vector] if any(vector) else [1.0, *vector[1:]]


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file into the lore folder: ``write("mara.md", "text")``."""

    def _write(name: str, content: str | bytes) -> Path:
        path = tmp_path / "book" / "lore" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = path.with_name(f"{path.name}.tmp")  # as an editor does: other threads may be reading the folder
        whole.write_bytes(content.encode() if isinstance(content, str) else content)
        whole.replace(path)
        return path

    return _write


@pytest.fixture
def warned() -> list[str]:
    """What the opened lore warned of."""
    return []


@pytest.fixture
def open_lore(tmp_path: Path, warned: list[str]) -> Iterator[Callable[..., Lore]]:
    """Open the folder that `write` writes to; without vectors unless an embedder is given."""
    opened: list[Lore] = []

    def _open(**options: Any) -> Lore:
        settings = options.pop("settings", LoreSettings(embeddings="none"))
        book = tmp_path / "book"
        lore = Lore(book / "lore", book / ".story", settings, **{"warn": warned.append, **options})
        opened.append(lore)
        return lore

    yield _open
    for lore in opened:
        lore.close()


@pytest.fixture
def coast(write: Callable[..., Path]) -> None:
    """A small world in all three formats."""
    write(
        "mara.md",
        "---\ntitle: Mara Quill\nkind: person\naliases: [the Keeper]\nkeys: [north lamp]\n"
        "facts:\n  - {attribute: eyes, value: grey}\npriority: 2\n---\n\nShe tends the light alone and counts the steps.\n",
    )
    write("harbour.md", "# Sallow Quay\n\nA harbour town of pilots and eel smokers below the cliff.\n")
    write(
        "laws.yaml",
        "- id: count\n  kind: rule\n  title: The Count\n  text: Years are counted from the first lamp.\n  always: true\n",
    )
    write(
        "things.json",
        '{"bell": {"kind": "object", "title": "Plover Bell", "text": "A cracked bronze bell from a drowned ship."},'
        ' "oil": {"kind": "object", "title": "Lampfish Oil", "text": "Clear oil pressed from small glowing fish."}}',
    )
