"""An entry in pieces that a model can embed well: a vector of a page says little about any of its sentences.

Pieces are runs of whole sentences, each beginning with the last one of the piece before, so that what stands across a
cut is found too. Every piece opens with the entry's title. An entry is as near to a query as its nearest piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from storyteller_agents.files import digest
from storyteller_agents.language import sentence_spans
from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.segment import estimate_tokens

PIECE = 80
"""Tokens of a piece, about sixty words; a single longer sentence is a piece of its own."""
SHORT = 2 * PIECE
"""An entry of at most so many tokens stays whole."""
MOST = 200
"""Pieces of one entry; a longer text is embedded up to there, and found beyond by its words."""


_PART = "\x1f"
"""Stands between an entry's id, which has no control characters, and the number of a piece."""


class Piece(NamedTuple):
    """A piece of an entry: the id of its vector, the entry, what is embedded, and the digest that tells a change."""

    id: str
    entry: str
    kind: str
    text: str
    digest: str


def pieces_of(entry: LoreEntry) -> Iterator[Piece]:
    """Yield the pieces of an entry; the id of the first one's vector is the entry's."""
    for number, text in enumerate(pieces(entry)):
        name = f"{entry.id}{_PART}{number}" if number else entry.id
        yield Piece(name, entry.id, entry.kind, text, digest([entry.kind, text]))


def entry_of(piece: str) -> str:
    """Return the id of the entry that a piece's id belongs to."""
    return piece.partition(_PART)[0]


def pieces(entry: LoreEntry) -> list[str]:
    """Return the texts that stand for an entry; the first one holds its names, the last one its facts."""
    if estimate_tokens(entry.passage) <= SHORT:
        return [entry.passage]
    head = entry.model_copy(update={"text": "", "facts": []}).passage
    facts = " ".join(f"{fact}." for fact in entry.facts)
    parts = _runs(entry.text)[: MOST - 1] + ([facts] if facts else [])
    return [f"{head if number == 0 else entry.title}\n{part}" for number, part in enumerate(parts)] or [head]


def _runs(text: str) -> list[str]:
    spans = sentence_spans(text)
    runs: list[str] = []
    first, size = 0, 0
    for number, (start, end) in enumerate(spans):
        tokens = estimate_tokens(text[start:end])
        if number > first and size + tokens > PIECE:
            runs.append(text[spans[first][0] : spans[number - 1][1]])
            last = text[spans[number - 1][0] : spans[number - 1][1]]
            again = estimate_tokens(last)
            first, size = (number - 1, again) if again + tokens <= PIECE else (number, 0)
        size += tokens
    if spans:
        runs.append(text[spans[first][0] :].rstrip())
    return runs
