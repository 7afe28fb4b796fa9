"""Which column is which field: mappings held against tables, proposed, and applied to rows."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from storyteller_agents.errors import LoreError
from storyteller_agents.lore.entry import LoreEntry, Problem, Source
from storyteller_agents.lore.sources.cells import blank, flag, items, number, paragraphs, plain, whole
from storyteller_agents.lore.sources.columns import Columns, check, propose, to_entry
from storyteller_agents.lore.sources.vocabulary import kind_of, phrase

SOURCE = Source(file="people.csv", row=2)


def read(row: dict[str, Any], columns: Columns, **how: Any) -> tuple[list[LoreEntry], list[str]]:
    found = list(to_entry(row, columns, SOURCE, "people-2", **how))
    return [item for item in found if isinstance(item, LoreEntry)], [str(i) for i in found if isinstance(i, Problem)]


def only(row: dict[str, Any], columns: Columns, **how: Any) -> LoreEntry:
    entries, problems = read(row, columns, **how)
    assert not problems
    (entry,) = entries
    return entry


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("DisplayName", "display name"),
        ("display_name", "display name"),
        ("  Display-Name ", "display name"),
        ("NPCs", "npcs"),
        ("NPCType", "npc type"),
        ("bIsUnique", "b is unique"),
        ("item.name", "item name"),
        ("Größe", "grösse"),
        ("灯 塔", "灯 塔"),
        ("", ""),
    ],
)
def test_names_in_any_spelling(name: str, words: str) -> None:
    assert phrase(name) == words


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Person", "person"),
        ("NPCs", "person"),
        ("character", "person"),
        ("Locations", "place"),
        ("Cities", "place"),
        ("guild", "faction"),
        ("Organisation", "faction"),
        ("Magic Items", "object"),
        ("racial_traits", "concept"),
        ("spell", "concept"),
        ("laws", "rule"),
        ("quest", "event"),
        ("Languages", "language"),
        ("exotic", None),
        ("", None),
    ],
)
def test_kinds_in_other_words(word: str, kind: str | None) -> None:
    assert kind_of(word) == kind


def test_cells() -> None:
    assert plain(datetime.datetime(412, 3, 1)) == "0412-03-01"
    assert plain(datetime.datetime(412, 3, 1, 6, 30)) == "0412-03-01 06:30:00"
    assert [plain(value) for value in (True, 7, 2.5, Decimal("1.10"), " ", None, b"x", [1])] == [
        *("true", "7", "2.5", "1.10"),
        *(None, None, None, None),
    ]
    assert [blank(value) for value in (None, "", " \x00", 0, False, [], "a")] == [True] * 3 + [False] * 4
    assert items("a; b, c", split=True) == ["a", "b, c"]
    assert items("a|b", split=True) == ["a", "b"]
    assert items("Quill, Mara", split=True, known={"quill, mara"}) == ["Quill, Mara"]
    assert items([{"index": "oil", "name": "Oil"}, "b, c", [3]], split=True) == ["Oil", "b, c", "3"]
    assert paragraphs({"name": "Lamp", "desc": ["It burns.", "Always."], "cost": 3}) == ["Lamp", "It burns.", "Always."]
    assert paragraphs({"name": "Lamp", "cost": 3}) == []
    assert [flag(value) for value in ("Yes", 0, "x", "maybe", None)] == [True, False, True, None, None]
    assert [number(value) for value in ("7", 7.0, -2, "2.5", True, "high", "9" * 99)] == [
        7,
        7,
        -2,
        None,
        None,
        None,
        None,
    ]
    assert whole(["a", ["b"], None])
    assert not whole(["a", {"b": 1}])


def test_a_mapping_is_checked_against_the_columns() -> None:
    columns = Columns(title="Naem", text="Text", relations={"ally": "ally of"})
    with pytest.raises(LoreError) as error:
        check(columns, ["Name", "Text", "Age"])
    assert str(error.value) == (
        "columns: the table has no column 'Naem' (did you mean 'Name'?), 'ally'; there are: Name, Text, Age."
    )
    check(columns, ["Naem", "Text", "ally", "more"])
    with pytest.raises(LoreError, match="there are: none"):
        check(columns, [])


def test_a_mapping_takes_one_column_or_several() -> None:
    columns = Columns.model_validate({"title": "n", "text": "t", "keys": ["a", "b"], "aliases": None})
    assert (columns.text, columns.keys, columns.aliases) == (("t",), ("a", "b"), ())
    assert columns.named == ("n", "t", "a", "b")
    for wrong in ({"titel": "n"}, {"title": ""}, {"text": [3]}, {"kind_default": "npc"}):
        with pytest.raises(ValidationError):
            Columns.model_validate(wrong)


PEOPLE: list[dict[str, Any]] = [
    {
        "PersonID": None,
        "slug": "mara",
        "Full Name": "Mara Quill",
        "type": "NPC",
        "AKA": "the Keeper",
        "Tags": "lamp",
        "BIO": "She tends the light alone and counts every step of the stair.",
        "home_port": "Sallow Quay",
        "parent": None,
        "Priority": 3,
        "always": False,
        "portrait": "/img/mara.png",
        "born": 412,
    },
    {
        "slug": "tom",
        "Full Name": "Tom Quill",
        "type": "location",
        "parent": "mara",
        "portrait": "/img/tom.png",
        "born": 433,
    },
    {
        "slug": "ada",
        "Full Name": "Ada Quill",
        "type": "NPC",
        "parent": "Mara Quill",
        "born": 435,
        "home_port": "Sallow Quay",
    },
]


def test_a_proposal_goes_by_names_and_cells() -> None:
    assert propose(list(PEOPLE[0]), PEOPLE) == Columns(
        id="slug",
        title="Full Name",
        text="BIO",
        kind="type",
        aliases="AKA",
        keys="Tags",
        priority="Priority",
        always="always",
        facts=["home_port", "born"],
        relations={"parent": "parent"},
    )
    assert propose(list(PEOPLE[0]), PEOPLE) == propose(list(PEOPLE[0]), [dict(reversed(row.items())) for row in PEOPLE])


def test_a_proposal_without_names_that_say_anything() -> None:
    rows = [
        {
            "c1": f"k{at}",
            "c2": f"Lamp number {at}",
            "c3": f"A long tale of lamp {at}. " * 5,
            "c4": "brass",
            "c5": at * 7,
        }
        for at in range(30)
    ]
    columns = propose(list(rows[0]), rows, table="magic_items")
    assert (columns.title, columns.text, columns.facts, columns.kind_default) == ("c1", ("c3",), ("c4",), "object")
    assert propose(["Name", "what it is"], [{"Name": "a", "what it is": "a bell that was never rung"}]).text == (
        "what it is",
    )


def test_a_proposal_keeps_what_is_no_fact_in_extra() -> None:
    rows = [
        {
            "name": f"n{at}",
            "url": "/api/x",
            "faction_id": 3,
            "size": "small",
            "mass": at,
            "page": {"no": at},
            "is": at % 2 == 0,
        }
        for at in range(40)
    ]
    assert propose(list(rows[0]), rows).facts == ("size", "is")
    many = {f"stat{at}": "low" for at in range(60)}
    assert len(propose(["name", *many], [{"name": "a", **many}]).facts) == 20


def test_a_class_that_is_no_kind_is_a_fact() -> None:
    rows = [{"name": "Mara", "class": "Wizard"}, {"name": "Tom", "class": "Thief"}]
    columns = propose(["name", "class"], rows, table="NPCs")
    assert (columns.kind, columns.facts, columns.kind_default) == (None, ("class",), "person")


def test_numbers_are_references_only_where_the_name_says_so() -> None:
    rows = [{"id": at, "name": f"n{at}", "level": 1 + at % 3, "parent_id": 1 + at % 4} for at in range(9)]
    columns = propose(list(rows[0]), rows)
    assert (columns.relations, columns.facts) == ({"parent_id": "parent id"}, ("level",))


def test_an_id_that_stands_twice_is_still_the_id() -> None:
    rows = [{"id": at, "name": "n"} for at in (1, 2, 2, 3)]
    assert propose(["id", "name"], rows).id == "id"
    assert propose(["key", "name"], [{"key": row["id"], "name": f"n{at}"} for at, row in enumerate(rows)]).id is None


def test_the_format_may_know_the_id() -> None:
    rows = [{"Name": "A_1", "DisplayName": "Lamp"}, {"Name": "A_2", "DisplayName": "Oil"}]
    assert propose(["Name", "DisplayName"], rows, row_id="Name") == Columns(id="Name", title="DisplayName")
    assert propose(["Name"], [{"Name": "A_1"}], row_id="Name") == Columns(id="Name", title="Name")


def test_no_rows_and_no_columns() -> None:
    assert propose(["id", "name", "desc", "type"], []) == Columns(id="id", title="name", text="desc", kind="type")
    assert propose([], []) == Columns()
    assert propose(["", "x"], [{"": 1, "x": None}]) == Columns()


ALL = Columns(
    id="id",
    title="name",
    text=["desc", "notes"],
    kind="type",
    aliases="aka",
    keys=["tags", "triggers"],
    priority="rank",
    always="pin",
    facts=["age", "eyes"],
    relations={"ally": "ally of"},
    kind_default="concept",
)


def test_a_row_becomes_an_entry() -> None:
    entry = only(
        {
            "id": "mara",
            "name": "Mara",
            "desc": ["She tends the light.", "Alone."],
            "notes": "Never seen ashore.",
            "type": "npc",
            "aka": "the Keeper; Old Quill",
            "tags": ["lamp", "stair"],
            "triggers": "north|light",
            "rank": "3",
            "pin": "yes",
            "age": 41,
            "eyes": None,
            "ally": "Tom Quill, ada",
            "url": "/m",
            "more": {"a": [1, None]},
        },
        ALL,
        ids={"tom quill": "tom"},
    )
    assert (entry.id, entry.title, entry.kind, entry.priority, entry.always) == ("mara", "Mara", "person", 3, True)
    assert entry.text == "She tends the light.\n\nAlone.\n\nNever seen ashore."
    assert (entry.aliases, entry.keys) == (["the Keeper", "Old Quill"], ["lamp", "stair", "north", "light"])
    assert [str(fact) for fact in entry.facts] == ["age: 41", "kind: npc"]
    assert [(relation.to, relation.kind) for relation in entry.relations] == [("tom", "ally of"), ("ada", "ally of")]
    assert entry.extra == {"url": "/m", "more": {"a": [1, None]}}
    assert entry.source == SOURCE


def test_an_object_is_called_by_its_name_and_kept_whole() -> None:
    rare = {"name": "Rare", "index": "rare"}
    allies = [{"index": "tom", "name": "Tom", "url": "/t"}]
    entry = only(
        {"name": "Mara", "age": rare, "ally": allies, "type": {"name": "Exotic"}, "desc": [{"entries": [1]}, "x"]}, ALL
    )
    assert [str(fact) for fact in entry.facts] == ["age: Rare", "kind: Exotic"]
    assert [relation.to for relation in entry.relations] == ["tom"]
    assert (entry.kind, entry.text) == ("concept", "1\n\nx")
    assert entry.extra == {"age": rare, "ally": allies, "type": {"name": "Exotic"}, "desc": [{"entries": [1]}, "x"]}


def test_a_column_with_the_name_of_a_field_is_no_field() -> None:
    entry = only(
        {"name": "a", "enabled": "off", "facts": 3, "extra": {"x": 1}, "kind": "person"}, Columns(title="name")
    )
    assert (entry.enabled, entry.facts, entry.kind) == (True, [], "other")
    assert entry.extra == {"enabled": "off", "facts": 3, "extra": {"x": 1}, "kind": "person"}


def test_title_and_id_default() -> None:
    assert (only({"desc": "x"}, ALL).id, only({"desc": "x"}, ALL).title) == ("people-2", "people-2")
    assert only({"name": 1984}, Columns(title="name")).title == "1984"
    dated = only({"name": "a", "age": datetime.date(412, 1, 2), "d": Decimal("2.50")}, ALL)
    assert (str(dated.facts[0]), dated.extra) == ("age: 0412-01-02", {"d": "2.50"})


def test_a_row_without_title_and_text_names_the_columns() -> None:
    entries, problems = read({"id": "x", "name": " ", "age": 3}, ALL)
    assert not entries
    assert problems == [
        "people.csv, row 2: found no title (column 'name') and no text (column 'desc', column 'notes'); "
        "a row needs one of them"
    ]
    assert "(no column) and no text (no column)" in read({"a": 1}, Columns())[1][0]


@pytest.mark.parametrize(
    ("column", "cell", "allowed"),
    [
        ("rank", "high", "a whole number"),
        ("rank", 2.5, "a whole number"),
        ("pin", "perhaps", "yes or no"),
        ("pin", [1, 2], "yes or no"),
    ],
)
def test_a_cell_that_is_not_usable_is_told_and_kept(column: str, cell: Any, allowed: str) -> None:
    entries, problems = read({"name": "a", column: cell}, ALL)
    assert [entry.extra for entry in entries] == [{column: cell}]
    assert len(problems) == 1
    assert f"row 2, {column}: found " in problems[0]
    assert allowed in problems[0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("\ud800{{x}}\x00"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "index", "desc", "z"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["id", "name", "desc", "type", "aka", "tags", "rank", "pin", "age", "ally", "q"]), JSON
        ),
        max_size=4,
    )
)
def test_any_rows_give_entries_or_problems(rows: list[dict[str, Any]]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    proposed = propose(names, rows, table="x")
    check(proposed, names)
    for columns in (proposed, ALL):
        for row in rows:
            entries, problems = read(row, columns)
            assert entries or problems
            for entry in entries:
                assert LoreEntry.model_validate_json(entry.model_dump_json(by_alias=True)) == entry
