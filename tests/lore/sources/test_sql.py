"""Databases as lore: what becomes of rows, keys and joining tables, and that nothing is written or told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from storyteller_agents.errors import LoreError
from storyteller_agents.lore.entry import LoreEntry, Problem
from storyteller_agents.lore.sources.sql import SqlConfig, SqlSource

Make = Callable[..., Path]
Read = Callable[..., tuple[dict[str, LoreEntry], list[str]]]

STUDIO = """
create table factions (id integer primary key, name text, creed text, founded text);
insert into factions values (1, 'The Lamp Guild', 'They keep every light on the coast burning.', 'Year 12'),
                            (2, 'Salt Court', 'They tax the salt and buy the judges.', 'Year 40');
create table npcs (id integer primary key, name text, bio text, faction_id integer references factions (id),
                   mentor integer references npcs (id), role text, portrait blob);
insert into npcs values (1, 'Mara Quill', 'Keeper of the north lamp, afraid of dark water.', 1, null, 'keeper', x'0011'),
                        (2, 'Oren Vale', 'A judge who sells his verdicts by weight.', 2, 1, 'judge', null);
create table npc_ties (npc integer references npcs (id), other integer references npcs (id), tie text,
                       primary key (npc, other));
insert into npc_ties values (1, 2, 'despises');
create table items (sku text primary key, label text, description text, owner integer references npcs (id));
insert into items values ('lamp-oil', 'Lamp oil', 'Whale oil, kept in blue jars under the stair.', 1);
create view keepers as select name, bio from npcs where role = 'keeper';
"""


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make an SQLite file beside the book: ``make(script, name)``."""

    def _make(script: str = STUDIO, name: str = "world.db") -> Path:
        with sqlite3.connect(tmp_path / name) as connection:
            connection.executescript(script)
        connection.close()
        return tmp_path / name

    return _make


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a database: ``read(table="npcs")``; the book lies in ``book``."""

    def _read(**keys: Any) -> tuple[dict[str, LoreEntry], list[str]]:
        source = SqlSource(SqlConfig(**{"url": "sqlite:///../world.db", **keys}), tmp_path / "book")
        found = list(source.read())
        entries = {item.id: item for item in found if isinstance(item, LoreEntry)}
        return entries, [str(item) for item in found if isinstance(item, Problem)]

    return _read


def test_all_tables(make: Make, read: Read) -> None:
    make()
    entries, problems = read()
    assert list(entries) == ["factions-1", "factions-2", "lamp-oil", "npcs-1", "npcs-2"]
    assert problems == []
    mara = entries["npcs-1"]
    assert (mara.title, mara.kind, mara.text) == (
        "Mara Quill",
        "person",
        "Keeper of the north lamp, afraid of dark water.",
    )
    assert str(mara.source) == "sqlite:///../world.db/npcs, id=1"
    assert mara.extra == {"id": "1", "portrait": {"bytes": 2}}
    assert [str(fact) for fact in mara.facts] == ["role: keeper"]
    assert entries["factions-1"].kind == "faction"


def test_foreign_keys_and_joining_tables_are_relations(make: Make, read: Read) -> None:
    make()
    entries, _ = read()

    def related(name: str) -> list[tuple[str, str]]:
        return [(relation.kind, relation.to) for relation in entries[name].relations]

    assert related("npcs-1") == [("faction", "factions-1"), ("despises", "npcs-2")]
    assert related("npcs-2") == [("faction", "factions-2"), ("mentor", "npcs-1")]
    assert related("lamp-oil") == [("owner", "npcs-1")]


def test_a_join_of_rows_that_are_not_there_is_told(make: Make, read: Read) -> None:
    make(STUDIO + "insert into npc_ties values (7, 1, 'haunts');")
    entries, problems = read()
    assert problems == [
        "sqlite:///../world.db: a joining table says of 'npcs-7', which no row is called: haunts npcs-1"
    ]
    assert [relation.to for relation in entries["npcs-1"].relations] == ["factions-1", "npcs-2"]


def test_one_table_a_view_and_a_query(make: Make, read: Read) -> None:
    make()
    assert list(read(table="items")[0]) == ["lamp-oil"]
    assert list(read(table="main.factions")[0]) == ["factions-1", "factions-2"]
    assert list(read(table="keepers")[0]) == ["mara-quill"]
    entries, _ = read(query="-- those of the court\nselect n.name, n.bio from npcs n where n.faction_id = 2;")
    assert [str(entry.source) for entry in entries.values()] == ["sqlite:///../world.db/query-7795, row 1"]


def test_a_query_is_sent_as_it_is(make: Make, read: Read) -> None:
    make()
    entries, _ = read(query="select name, bio || ' :x %s {{ 100% }}' as bio from npcs where name like 'Mara%'")
    assert entries["mara-quill"].text == "Keeper of the north lamp, afraid of dark water. :x %s {{ 100% }}"


def test_columns_say_what_is_what(make: Make, read: Read) -> None:
    make()
    columns = {"id": "id", "title": "name", "text": "bio", "keys": "role", "relations": {"faction_id": "serves"}}
    entries, problems = read(table="npcs", columns=columns)
    assert problems == []
    assert entries["npcs-1"].keys == ["keeper"]
    assert [(relation.kind, relation.to) for relation in entries["npcs-1"].relations] == [("serves", "factions-1")]


def test_texts_stay_texts(make: Make, read: Read) -> None:
    texts = [
        "{{ 7 * 7 }}",
        "{x.__class__}",
        "'); drop table a; --",
        "<|im_start|>system",
        "a\x00b\x1b[31m",
        "\u202eabc",
    ]
    path = make("create table notes (title text, body text);")
    with sqlite3.connect(path) as connection:
        connection.executemany("insert into notes values (?, ?)", [(f"N{at}", text) for at, text in enumerate(texts)])
    connection.close()
    entries, problems = read()
    assert problems == []
    assert [entry.text for entry in entries.values()] == [*texts[:4], "ab[31m", "\u202eabc"]


def test_bad_rows_are_named_and_the_others_read(make: Make, read: Read) -> None:
    make(
        "create table a (id integer primary key, name text, body text); insert into a values (1, ' ', ''), (2, 'B', 'x');"
    )
    entries, problems = read()
    assert list(entries) == ["a-2"]
    assert problems == [
        "sqlite:///../world.db/a, id=1: found no title (column 'name') and no text (column 'body'); a row needs one of them"
    ]


def test_text_that_is_no_text_costs_its_row(make: Make, read: Read) -> None:
    make("create table a (name text, body text); insert into a values ('A', cast(x'ff00' as text)), ('B', 'fine');")
    entries, problems = read()
    assert list(entries) == ["b"]
    assert problems == ["sqlite:///../world.db/a, row 1, body: found bytes that are no UTF-8 text; the row is left out"]


def test_a_table_of_things_is_no_join_of_others(make: Make, read: Read) -> None:
    make(
        STUDIO
        + """
        create table characters (id integer primary key, name text, guild integer references factions (id),
                                 friend integer references npcs (id));
        insert into characters values (1, 'Tobin', 1, 2);
        create table pairs (id integer primary key, one integer references npcs (id), two integer references npcs (id));
        insert into pairs values (1, 2, 1), (2, null, 1);
        create table terms (npc integer references npcs (id), guild integer references factions (id), role text, since text,
                            primary key (npc, guild));
        insert into terms values (1, 2, null, 'year 12');
    """
    )
    entries, problems = read()
    related = {name: [(tie.kind, tie.to) for tie in entry.relations] for name, entry in entries.items()}
    assert related["characters-1"] == [("guild", "factions-1"), ("friend", "npcs-2")]
    assert ("pairs", "npcs-1") in related["npcs-2"]
    assert ("terms", "factions-2") in related["npcs-1"]
    assert problems == [
        "sqlite:///../world.db/pairs, id=2: found no value in one; the row is left out",
        "sqlite:///../world.db/terms: of a joining table npc, guild, role are read; not since",
    ]


def test_keys_lead_to_the_right_rows(make: Make, read: Read) -> None:
    make("""
        create table languages (id text primary key, name text, note text);
        insert into languages values ('halfling', 'Halfling', 'A soft tongue of the hills.');
        create table races (id text primary key, name text, tongue text references languages (id));
        insert into races values ('halfling', 'Halfling', 'halfling'), ('elf', 'Elf', null);
        create table houses (id integer primary key, number integer unique, name text);
        insert into houses values (1, 2, 'Red House'), (2, 1, 'Blue House');
        create table beings (id integer primary key, name text, house integer references houses (number));
        insert into beings values (1, 'Mara', 1);
        create table mages (being_ptr_id integer primary key references beings (id), school text);
        insert into mages values (1, 'They bend the light of lamps to hide.');
    """)
    entries, problems = read()
    assert problems == []
    assert [tie.to for tie in entries["races-halfling"].relations] == ["languages-halfling"]
    assert [tie.to for tie in entries["beings-1"].relations] == [], "it names no primary key"
    assert [(tie.kind, tie.to) for tie in entries["mages-1"].relations] == [("is a", "beings-1")]
    assert {"elf", "houses-1", "houses-2"} <= set(entries)


def test_what_an_index_keeps_is_no_lore(make: Make, read: Read) -> None:
    make(
        "create virtual table notes using fts5 (title, body); insert into notes values ('Lamp', 'It burns all night.');"
    )
    entries, problems = read()
    assert (list(entries), problems) == (["lamp"], [])


def test_an_empty_table_is_nothing_to_tell(make: Make, read: Read) -> None:
    make(STUDIO + "create table quests (id integer primary key, name text);")
    assert read()[1] == []


@pytest.mark.parametrize(
    "query",
    [
        "delete from npcs",
        "  /* select */ drop table npcs",
        "update npcs set name = 'x'",
        "insert into npcs values (9)",
        "attach database 'other.db' as other",
        "pragma writable_schema = 1",
        "-- select\nvacuum",
        "",
        "explain select 1",
    ],
)
def test_what_does_not_read_is_refused(make: Make, read: Read, query: str) -> None:
    make()
    with pytest.raises((LoreError, ValidationError), match="allowed: one that reads|exclude|at least 1 character"):
        read(query=query)


@pytest.mark.parametrize(
    "query",
    [
        "with x as (select 1) delete from npcs",
        "select 1; delete from npcs",
        "with x as (select 1) insert into npcs (name) select 'x' from x",
        "select * from nowhere",
        "select name, from npcs",
        "select load_extension('x')",
    ],
)
def test_what_the_database_refuses(make: Make, read: Read, query: str) -> None:
    path = make()
    before = path.read_bytes()
    with pytest.raises(LoreError, match=r"^sqlite:///../world\.db: "):
        read(query=query)
    assert path.read_bytes() == before


def test_an_endless_query_ends(make: Make, read: Read) -> None:
    make()
    endless = "with recursive n (i) as (select 1 union all select i + 1 from n) select i as name, 'x' as text from n where i < 0"
    with pytest.raises(LoreError, match=r"took longer than 0\.2 seconds"):
        read(query=endless, timeout=0.2)


def test_two_columns_of_one_name(make: Make, read: Read) -> None:
    make()
    with pytest.raises(LoreError, match="two columns are called 'name'"):
        read(query="select a.name, b.name from npcs a, npcs b")


def test_a_query_that_finds_nothing(make: Make, read: Read) -> None:
    make()
    entries, problems = read(query="select name, bio from npcs where 1 = 0")
    assert entries == {}
    assert len(problems) == 1 and problems[0].endswith(": the query finds no rows")


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (
            {"table": "npc"},
            r"no table 'npc' \(did you mean 'npcs'\?\); there are: factions, items, keepers, npc_ties, npcs",
        ),
        ({"table": "npcs", "columns": {"title": "nme"}}, r"no column 'nme' \(did you mean 'name'\?\)"),
        ({"url": "sqlite:///../none.db"}, "there is no such file"),
        ({"url": "sqlite://"}, "there is no such file"),
        ({"url": "mysql://host/db"}, "is a mysql database; allowed: sqlite"),
        ({"url": "world.db"}, "is no URL of a database; allowed: sqlite"),
        ({"url": "postgresql://me:hush@host/db"}, "has a password in it"),
        ({"url": "postgresql://u:p/hush@host/db"}, "has a password in it"),
        ({"url": "postgresql//u:hush@host/db"}, "is no URL of a database"),
        ({"url": "postgresql://me@host/db?password=hush"}, "ends in password; allowed in a file: host"),
        ({"url": "env:postgresql://u:hush@h/db"}, "is followed by the name of an environment variable"),
        ({"url": "env:LORE_DB_HUSH"}, "env:LORE_DB_HUSH holds no URL"),
        ({"url": "env:NO_SUCH_VARIABLE"}, "the environment variable 'NO_SUCH_VARIABLE' is not set"),
        ({"url": "env:LORE_DB_TEST"}, "env:LORE_DB_TEST holds no URL of a database"),
    ],
)
def test_what_can_not_be_opened(
    make: Make, read: Read, keys: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make()
    monkeypatch.setenv("LORE_DB_TEST", "postgresql:// me:hush @@:x/db")
    monkeypatch.setenv("LORE_DB_HUSH", "hush://foo")
    with pytest.raises(LoreError, match=message) as caught:
        read(**keys)
    assert "hush" not in f"{caught.value!r} {caught.value.__cause__!r}"


@pytest.mark.parametrize(
    "keys",
    [
        {"table": "a", "query": "select 1"},
        {"columns": {"title": "a"}},
        {"timeout": 0},
        {"tables": "a"},
        {"table": "a", "columns": {"titel": "a"}},
        {"table": "a", "columns": {"kind_default": "npc"}},
    ],
)
def test_settings_that_do_not_fit(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SqlConfig(url="env:X", **keys)


def test_a_file_that_is_no_database(make: Make, read: Read, tmp_path: Path) -> None:
    (tmp_path / "world.db").write_bytes(b"SQLite format 3\x00" + b"rubbish" * 900)
    with pytest.raises(LoreError, match=r"^sqlite:///../world\.db: "):
        read()


def test_an_empty_database(make: Make, read: Read) -> None:
    make("")
    with pytest.raises(LoreError, match="has no tables"):
        read()


@pytest.mark.parametrize("name", ["my world?.db", "100%25.db", "a#b c.db", "海.db"])
def test_odd_files(make: Make, read: Read, name: str) -> None:
    make(name=name)
    url = f"sqlite:///../{name.replace('%', '%25').replace('?', '%3F')}"
    assert "npcs-1" in read(url=url)[0]


def test_odd_columns(make: Make, read: Read) -> None:
    make('create table t ("my  id" integer primary key, " name " text); insert into t values (1, \'Mara\');')
    entries, problems = read()
    assert ([entry.title for entry in entries.values()], problems) == (["Mara"], [])


def test_odd_names_are_only_names(make: Make, read: Read) -> None:
    make(
        'create table "a; drop table b" ("na""me" text, "te xt" text); insert into "a; drop table b" values (\'A\', \'x\');'
    )
    entries, problems = read(table="a; drop table b", columns={"title": 'na"me', "text": "te xt"})
    assert [entry.text for entry in entries.values()] == ["x"]
    assert problems == []
