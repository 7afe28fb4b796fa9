"""A world as a whole: what its entries say of each other."""

from __future__ import annotations

from typing import Any

import pytest

from storyteller_agents.lore.audit import audit
from storyteller_agents.lore.entry import Fact, LoreEntry, Relation, Source

LONG = "The lamp on the northern pier has burned since the founding of the town, and nobody remembers who lit it."


def entry(name: str, **fields: Any) -> LoreEntry:
    return LoreEntry(**{"id": name, "title": name.title(), "source": Source(file=f"{name}.md", line=1), **fields})


def complaints(*entries: LoreEntry) -> list[tuple[str, tuple[str, ...]]]:
    return [(found.rule, found.entries) for found in audit({one.id: one for one in entries})]


def test_a_sound_world_has_none() -> None:
    mara = entry("mara", relations=[Relation(to="lamp")], facts=[Fact(attribute="age", value="40")])
    assert complaints(mara, entry("lamp", text=LONG), entry("inn", text="Warm.")) == []


def test_entries_that_say_the_same() -> None:
    assert complaints(entry("a", text=LONG), entry("b", text=f"  {LONG.upper()} ")) == [("duplicate", ("a", "b"))]
    assert complaints(entry("a", text="Short."), entry("b", text="Short.")) == [], "short texts may be alike"


def test_a_relation_that_leads_nowhere() -> None:
    found = audit({"a": entry("a", relations=[Relation(to="lmap", kind="keeper of")]), "lamp": entry("lamp")})
    assert [one.rule for one in found] == ["dangling relation"]
    assert "a.md, line 1, relations: keeper of 'lmap'" in found[0].message
    assert "lamp" in found[0].message


def test_names_that_two_go_by() -> None:
    assert complaints(
        entry("a", aliases=["the Keeper"]), entry("b", aliases=["The keeper", "B."]), entry("c", title="Start")
    ) == [("shared name", ("a", "b"))]
    assert complaints(entry("a", aliases=["A", "a"])) == [], "one may say a name twice"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"value": "grey"}, {"value": "green"}, True),
        ({"value": "grey"}, {"value": "Grey"}, False),
        ({"value": "grey", "end": "0004"}, {"value": "green", "start": "0004"}, False),
        ({"value": "grey", "end": "1203"}, {"value": "green", "start": "1205"}, False),
        ({"value": "grey", "end": "1205"}, {"value": "green", "start": "1203"}, True),
        ({"value": "grey", "start": "1205"}, {"value": "green", "start": "1203"}, True),
    ],
)
def test_facts_that_cannot_both_hold(one: dict[str, str], other: dict[str, str], expected: bool) -> None:
    eyes = entry("a", facts=[Fact(attribute="Eyes", **one), Fact(attribute="eyes", **other)])
    assert complaints(eyes) == ([("contradiction", ("a",))] if expected else [])
    titles = entry("a", facts=[Fact(attribute="title", **one), Fact(attribute="title", **other)])
    assert complaints(titles) == [], "one may have several titles"


def test_a_key_that_is_no_expression() -> None:
    assert [rule for rule, _ in complaints(entry("a", keys=["/(/"]))] == ["key"]
