"""Loose data becomes an entry, or says what is wrong with it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller_agents.lore.entry import KINDS, Fact, LoreEntry, Problem, Source, read_entry, slug

HERE = Source(file="coast.yaml", row=2)


def read(data: Any, name: str = "north lamp") -> LoreEntry:
    (entry,) = read_entry(data, HERE, name=name)
    assert isinstance(entry, LoreEntry), entry
    return entry


def problems(data: Any) -> list[str]:
    found = list(read_entry(data, HERE, name="north lamp"))
    assert found
    assert all(isinstance(item, Problem) for item in found)
    return [str(item) for item in found]


def test_defaults() -> None:
    entry = read({"text": "A lamp."})
    assert (entry.id, entry.title, entry.kind, entry.priority, entry.always) == (
        "north-lamp",
        "north lamp",
        "other",
        0,
        False,
    )


def test_full_entry() -> None:
    entry = read(
        {
            "id": "mara",
            "kind": "Person",
            "title": "Mara",
            "text": "A keeper.",
            "aliases": "the Keeper",
            "keys": ["lamp", "lamp"],
            "relations": [{"to": "lamp", "kind": "keeps"}],
            "facts": [{"attribute": "age", "value": 34, "from": 431, "until": "year 432"}],
            "priority": 3,
            "always": True,
            "colour": {"hair": "red"},
        }
    )
    assert entry.kind == "person"
    assert entry.aliases == ["the Keeper"]
    assert entry.keys == ["lamp"]
    assert entry.facts == [Fact.model_validate({"attribute": "age", "value": "34", "from": "431", "until": "year 432"})]
    assert str(entry.facts[0]) == "age: 34 from 431 until year 432"
    assert entry.extra == {"colour": {"hair": "red"}}
    assert entry.model_dump(by_alias=True)["facts"][0]["from"] == "431"


@pytest.mark.parametrize("key", ["aliases", "keys", "relations", "facts", "title", "id", "kind", "priority", "always"])
def test_null_counts_as_absent(key: str) -> None:
    assert read({"text": "x", key: None}) == read({"text": "x"})


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("kind", "persn", "found 'persn' (did you mean 'person'?); allowed: one of person, place"),
        ("kind", ["person"], "kind: found a list"),
        ("title", {"a": 1}, "title: found a mapping; allowed: a text"),
        ("title", "  ", "title: found '  '"),
        ("id", ["a"], "id: found a list"),
        ("id", "x" * 201, "id: found 'xxx"),
        ("text", ["a"], "text: found a list; allowed: text"),
        ("aliases", {"a": 1}, "aliases.0: found a mapping; allowed: a name or a list of names"),
        ("aliases", ["ok", ["no"]], "aliases.1: found a list"),
        ("keys", [None], "keys.0: found nothing"),
        ("relations", "mara", "relations: found 'mara'; allowed: a list of mappings with 'to'"),
        ("relations", [{"kind": "aunt"}], "relations.0.to: found nothing"),
        ("facts", [{"attribute": "age", "value": ["3"]}], "facts.0.value: found a list"),
        ("facts", [{"attribute": "age", "value": 3, "form": "x"}], "facts.0.form: found the unknown key 'form'"),
        ("priority", "high", "priority: found 'high'; allowed: a whole number"),
        ("priority", True, "priority: found True"),
        ("priority", 1.5, "priority: found 1.5"),
        ("priority", float("nan"), "priority: found nan"),
        ("priority", 10**30, "priority: found 1000"),
        ("always", "perhaps", "always: found 'perhaps'; allowed: true or false"),
    ],
)
def test_wrong_types_are_named(key: str, value: Any, expected: str) -> None:
    (line,) = problems({"text": "x", key: value})
    assert line.startswith("coast.yaml, row 2, ")
    assert expected in line


def test_all_mistakes_are_told_at_once() -> None:
    assert len(problems({"text": 1, "kind": "x", "priority": "y", "always": "z"})) == 3


@pytest.mark.parametrize("data", [None, 3, "text", [], [1], {}, {"a": 1}, {"id": "a", "kind": "person"}, {1: 2}])
def test_what_is_no_entry(data: Any) -> None:
    (line,) = problems(data)
    assert "allowed" in line


def test_text_is_cleaned_but_not_read() -> None:
    entry = read({"title": "A\x1b[31m\nB", "text": "x\x00y\r\n\ud800 {{ 7*7 }} {x.__class__} <|im_start|>"})
    assert entry.title == "A[31m B"
    assert entry.text == "xy\n\ufffd {{ 7*7 }} {x.__class__} <|im_start|>"


def test_extra_becomes_json_like() -> None:
    entry = read({"text": "x", "n": float("inf"), "s": {2, 1}, "deep": {"b": b"x", 3: None}})
    assert entry.extra == {"n": "inf", "s": [1, 2], "deep": {"b": "b'x'", "3": None}}


def test_digest_is_of_the_content() -> None:
    entry = read({"text": "x"})
    elsewhere = entry.model_copy(update={"source": Source(file="b.md", line=9)})
    assert elsewhere.digest == entry.digest
    assert entry.model_copy(update={"text": "y"}).digest != entry.digest
    assert entry.model_copy(update={"extra": {"a": 1}}).digest != entry.digest


def test_passage_is_what_a_model_reads() -> None:
    entry = read(
        {"title": "Mara", "aliases": ["Keeper"], "text": "A keeper.", "facts": [{"attribute": "eyes", "value": "grey"}]}
    )
    assert entry.passage == "Mara (also: Keeper)\nA keeper.\neyes: grey."


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("North Lamp!", "north-lamp"),
        ("北灯", "北灯"),
        ("हिन्दी", "हिन्दी"),
        ("../a/b", "a-b"),
        ("…", "entry"),
        ("Ｆｕｌｌ", "full"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.sampled_from(list(LoreEntry.model_fields)), inner)
    ),
    max_leaves=12,
)


@given(values)
def test_any_data_gives_an_entry_or_problems(data: Any) -> None:
    found = list(read_entry(data, HERE, name="x"))
    assert found
    for item in found:
        if isinstance(item, LoreEntry):
            item.model_dump_json()
            assert item.kind in KINDS
            assert item.digest
            item.passage.encode()
        else:
            str(item).encode()
