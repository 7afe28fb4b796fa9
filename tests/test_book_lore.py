"""`book.lore`: searchable by anybody, and by meaning only for the process that holds the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyteller_agents.testing import sample_book


def test_it_is_searched_with_and_without_the_lock(tmp_path: Path) -> None:
    lore = {"bell.md": "---\ntitle: The Bell\nkind: object\n---\n\nThe bell hung in the wheelhouse of the Plover."}
    book = sample_book(tmp_path / "book", lore=lore)

    assert [hit.entry.id for hit in book.lore.search("who heard the bell?")] == ["bell"]
    with book.lock():
        assert [hit.entry.id for hit in book.lore.search("wheelhouse")] == ["bell"]
    assert [hit.entry.id for hit in book.lore.search("Plover")] == ["bell"]


@pytest.mark.embedded
def test_meaning_is_for_the_holder_of_the_lock(tmp_path: Path) -> None:
    lore = {
        "bell.md": "---\ntitle: The Bell\nkind: object\n---\n\nBronze, cast for a vessel that went down with all hands."
    }
    book = sample_book(tmp_path / "book", lore=lore, settings={"lore": {"embeddings": "all-minilm-l6-v2"}})

    with book.lock():
        hits = book.lore.search("a shipwreck and its drowned crew")
    assert [hit.entry.id for hit in hits] == ["bell"]
    assert "meaning" in " ".join(hits[0].reasons)
