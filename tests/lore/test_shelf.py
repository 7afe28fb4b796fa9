"""Entries packed and unpacked are the same entries."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller_agents.lore import shelf
from storyteller_agents.lore.entry import KINDS, LoreEntry, Source, read_entry
from storyteller_agents.lore.shelf import Packed, Shelf

WORDS = st.text(max_size=30)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
ENTRIES = st.fixed_dictionaries(
    {"id": WORDS, "title": WORDS},
    optional={
        "text": WORDS,
        "kind": st.sampled_from(KINDS),
        "aliases": st.lists(WORDS, max_size=3),
        "keys": st.lists(WORDS, max_size=3),
        "relations": st.lists(st.fixed_dictionaries({"to": WORDS, "kind": WORDS}), max_size=2),
        "facts": st.lists(st.fixed_dictionaries({"attribute": WORDS, "value": WORDS, "from": WORDS}), max_size=2),
        "activation": st.fixed_dictionaries({"probability": st.floats(0, 100), "secondary": st.lists(WORDS)}),
        "priority": st.integers(-99, 99),
        "always": st.booleans(),
        "enabled": st.booleans(),
        "more": PLAIN,
        "extra": PLAIN,
    },
)


def entry(name: str, **fields: Any) -> LoreEntry:
    return LoreEntry(**{"id": name, "title": name.title(), "source": Source(file="a.md"), **fields})


@given(ENTRIES)
def test_packing_loses_nothing(data: dict[str, Any]) -> None:
    for found in read_entry(data, Source(file="a.json", row=3, node="x"), name="fallback"):
        if isinstance(found, LoreEntry):
            packed = Packed.of(found)
            assert packed.unpacked() == found
            assert (packed.id, packed.digest) == (found.id, packed.unpacked().digest)


def test_a_shelf_is_a_mapping_in_the_order_of_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_OPEN", 2)
    full = Shelf(map(Packed.of, [entry("c"), entry("a", aliases=["Ä"], always=True), entry("b")]))
    assert list(full) == ["a", "b", "c"] and len(full) == 3 and "b" in full and "d" not in full
    assert [one.title for one in full.values()] == ["A", "B", "C"]
    assert full["a"] == entry("a", aliases=["Ä"], always=True)
    assert (full.packed["a"].names, full.packed["a"].always) == (("a", "ä"), True)
    assert full.get("d") is None
    assert full.texts == {"A", "Ä", "B", "C", ""}
    assert full == {"a": full["a"], "b": full["b"], "c": full["c"]}
