"""Long entries are embedded in pieces, and found by any of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from storyteller_agents.lore.entry import Fact, LoreEntry, Source
from storyteller_agents.lore.pieces import MOST, PIECE, SHORT, pieces
from storyteller_agents.lore.segment import estimate_tokens


def entry(text: str, **fields: Any) -> LoreEntry:
    return LoreEntry(id="mara", title="Mara", text=text, source=Source(file="x"), **fields)


def test_a_short_entry_stays_whole() -> None:
    one = entry("She tends the lamp.", aliases=["the Keeper"], facts=[Fact(attribute="age", value="40")])
    assert pieces(one) == [one.passage]


def test_a_long_one_is_cut_between_sentences_that_overlap() -> None:
    said = [f"On day {number} she climbed the {number} steps to the lamp again." for number in range(60)]
    facts = [Fact(attribute="age", value="40")]
    found = pieces(entry(" ".join(said), aliases=["the Keeper"], facts=facts))
    assert found[0].startswith("Mara (also: the Keeper)\nOn day 0")
    assert all(piece.startswith("Mara\n") for piece in found[1:])
    assert found[-1] == "Mara\nage: 40."
    assert all(any(sentence in piece for piece in found) for sentence in said)
    assert all(estimate_tokens(piece) < SHORT for piece in found)
    bodies = [piece.partition("\n")[2] for piece in found[:-1]]
    assert all(
        later.startswith(earlier[earlier.rindex("On day") :])
        for earlier, later in zip(bodies, bodies[1:], strict=False)
    )


def test_one_endless_sentence_and_an_endless_text() -> None:
    assert len(pieces(entry("word " * 2000))) == 1
    assert len(pieces(entry("This is a sentence of some length, again. " * 20_000))) == MOST - 1


@given(st.text(max_size=3000))
def test_nothing_is_left_out(text: str) -> None:
    one = entry(text)
    joined = "\n".join(pieces(one))
    assert all(part in joined for part in one.text.split())


def test_an_entry_is_found_by_the_end_of_a_long_text(
    open_lore: Callable[..., Any], write: Callable[..., Path], embedder: Any
) -> None:
    filler = "The harbour was quiet and the nets were dry that evening. " * 60
    write("a.md", f"# Aa\n\n{filler}\n\nShe hid a violin under the floor.")
    write("b.md", f"# Bb\n\n{filler}")
    lore = open_lore(embedder=embedder)
    hits = lore.search("She hid a violin under the floor.")
    assert hits[0].entry.id == "a"
    assert any(reason.startswith("meaning") and "(rank 1)" in reason for reason in hits[0].reasons)
    before = len(embedder.texts)
    write("b.md", "# Bb\n\nShort now.")
    lore.search("violin")
    assert len(embedder.texts) == before + 2, "the query, and the one piece that is left of the entry"
    assert estimate_tokens(filler) > 5 * PIECE
