"""A studio's PostgreSQL as lore, on a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storyteller_agents.errors import LoreError
from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.sources.sql import SqlConfig, SqlSource

Read = Callable[..., list[Any]]

STUDIO = (
    "create schema codex",
    "create type rank as enum ('low', 'high')",
    "create table codex.houses (id serial primary key, name text not null, motto text)",
    "insert into codex.houses (name, motto) values ('House Wren', 'Small wings, long memory.'), ('House Gull', '海鸥不怕浪。')",
    """create table npcs (
        id uuid primary key default gen_random_uuid(), name text not null, aliases text[], bio text,
        house integer references codex.houses (id), standing rank, stats jsonb, born date, wealth numeric(10, 2))""",
    """insert into npcs (id, name, aliases, bio, house, standing, stats, born, wealth) values
        ('00000000-0000-0000-0000-000000000001', 'Ada Wren', '{"the Wren","Lady Ada"}',
         'She maps the tunnels under the salt market, and sells each map twice.', 1, 'high', '{"wits": 4}', '0812-03-04', 12.50)""",
)


@pytest.fixture(scope="module")
def studio(postgres: Any) -> Iterator[Any]:
    """A server with a studio's database, called ``studio``."""
    postgres.run("create database studio")
    postgres.run(*STUDIO, database="studio")
    yield postgres


@pytest.fixture
def read(studio: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read the studio's database, whose URL is in the variable ``STUDIO_DB``."""
    monkeypatch.setenv("STUDIO_DB", studio.url("studio"))

    def _read(**keys: Any) -> list[Any]:
        return list(SqlSource(SqlConfig(**{"url": "env:STUDIO_DB", **keys}), tmp_path).read())

    return _read


def test_types_and_keys(read: Read) -> None:
    (ada,) = read(table="npcs")
    assert isinstance(ada, LoreEntry)
    assert ada.id == "00000000-0000-0000-0000-000000000001"
    assert ada.aliases == ["the Wren", "Lady Ada"]
    assert [(relation.kind, relation.to) for relation in ada.relations] == [("house", "houses-1")]
    assert {"standing: high", "born: 0812-03-04", "wealth: 12.50"} <= {str(fact) for fact in ada.facts}
    assert ada.extra["stats"] == {"wits": 4}
    assert str(ada.source) == f"env:STUDIO_DB/npcs, id={ada.id}"


def test_all_tables_of_all_schemas(read: Read) -> None:
    found = {entry.id: entry for entry in read()}
    assert list(found) == ["00000000-0000-0000-0000-000000000001", "houses-1", "houses-2"]
    assert str(found["houses-1"].source) == "env:STUDIO_DB/codex.houses, id=1"


def test_a_table_of_a_schema(read: Read) -> None:
    wren, gull = read(table="codex.houses")
    assert (wren.id, wren.kind, gull.text) == ("houses-1", "place", "海鸥不怕浪。")


def test_dates_beyond_the_calendar(studio: Any, read: Read) -> None:
    studio.run(
        "create table ages (id integer primary key, name text, born date, seen timestamp, hour time)",
        "insert into ages values (1, 'Mara', '0044-03-15 BC', 'infinity', '24:00'), (2, 'Tom', '0812-03-04', null, null)",
        database="studio",
    )
    mara, tom = read(table="ages")
    assert "born: 0044-03-15 BC" in map(str, mara.facts) and "born: 0812-03-04" in map(str, tom.facts)
    studio.run("drop table ages", database="studio")


def test_what_may_not_be_read_is_left_out_and_named(studio: Any, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.run(
        "create role reader login password 'hush-hush'",
        "grant select on npcs to reader",
        "create table parts (id integer, name text) partition by list (id)",
        "create table parts_1 partition of parts for values in (1)",
        "insert into parts values (1, 'Whole')",
        "grant select on parts, parts_1 to reader",
        database="studio",
    )
    monkeypatch.setenv("STUDIO_DB", studio.url("studio", user="reader", password="hush-hush"))
    found = read()
    assert {item.id for item in found if isinstance(item, LoreEntry)} >= {
        "00000000-0000-0000-0000-000000000001",
        "parts-1",
    }
    assert not any(isinstance(item, LoreEntry) and "parts_1" in item.source.file for item in found)
    problems = [str(item) for item in found if not isinstance(item, LoreEntry)]
    assert problems == ["env:STUDIO_DB: the table codex.houses may not be read by this user; it is left out"]
    studio.run("drop table parts", "drop owned by reader", "drop role reader", database="studio")


def test_a_table_without_a_key_keeps_its_order(studio: Any, read: Read) -> None:
    studio.run(
        "create table twins (name text, about json)",
        """insert into twins values ('Twin', '{"n": 1}'), ('Twin', '{"n": 2}')""",
        database="studio",
    )
    before = [(item.id, item.extra) for item in read(table="twins") if isinstance(item, LoreEntry)]
    studio.run("""update twins set name = name where about::text = '{"n": 1}'""", database="studio")
    assert [(item.id, item.extra) for item in read(table="twins") if isinstance(item, LoreEntry)] == before
    studio.run("drop table twins", database="studio")


def test_a_query(read: Read) -> None:
    (found,) = read(
        query="select name as title, 'At 100% :x ' || motto as text from codex.houses where name like '%Wren'"
    )
    assert found.text == "At 100% :x Small wings, long memory."


@pytest.mark.parametrize(
    "query",
    [
        "with gone as (delete from npcs returning name) select name from gone",
        "select 1 as a; commit; drop table npcs",
        "select name, setval('codex.houses_id_seq', 99) from npcs",
        "select name from npcs for update",
        "with x as (select 1) insert into npcs (name) select 'x' from x",
        "select no_such_function()",
        "select name from no_such_table",
    ],
)
def test_the_server_refuses_to_write(read: Read, studio: Any, query: str) -> None:
    with pytest.raises(LoreError, match="^env:STUDIO_DB: "):
        read(query=query)
    assert studio.run("select count(*) from npcs", database="studio") == [(1,)]
    assert studio.run("select last_value from codex.houses_id_seq", database="studio") == [(2,)]


def test_a_query_that_takes_too_long(read: Read) -> None:
    with pytest.raises(LoreError, match=r"^env:STUDIO_DB: .*timeout"):
        read(query="select pg_sleep(20)::text as title", timeout=0.3)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"password": "wrong-hush"}, "password authentication failed"),
        ({"user": "nobody_here"}, "password authentication failed"),
        ({"database": "none"}, "does not exist"),
    ],
)
def test_credentials_are_never_told(
    studio: Any, read: Read, monkeypatch: pytest.MonkeyPatch, change: dict[str, str], message: str
) -> None:
    url = studio.url(**{"database": "studio", **change})
    monkeypatch.setenv("STUDIO_DB", url)
    with pytest.raises(LoreError, match=message) as caught:
        read(table="npcs")
    told = f"{caught.value!r} {caught.value.__cause__!r}"
    assert url not in told and "wrong-hush" not in told and "s3cret-lamp" not in told


def test_a_server_that_is_down(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_DB", "postgresql://author:hush-hush@127.0.0.1:1/studio")
    with pytest.raises(LoreError, match="^env:STUDIO_DB: .*refused") as caught:
        read(table="npcs")
    assert "hush-hush" not in str(caught.value)


def test_what_is_read_is_of_one_moment(studio: Any, read: Read, tmp_path: Path) -> None:
    studio.run(
        "create table moving (id integer primary key, name text, body text)",
        "insert into moving select i, 'Stone ' || i, 'Stone ' || i || ' lies in the river.' from generate_series(1, 3000) i",
        database="studio",
    )
    source = SqlSource(SqlConfig(url="env:STUDIO_DB", table="moving"), tmp_path)
    found = source.read()
    first = next(found)
    studio.run("update moving set body = 'gone'", "delete from moving where id > 100", database="studio")
    rest = list(found)
    assert len([first, *rest]) == 3000
    assert all(item.text.endswith("lies in the river.") for item in [first, *rest])
    studio.run("drop table moving", database="studio")


def test_a_connection_that_breaks_while_it_is_read(studio: Any, read: Read, tmp_path: Path) -> None:
    studio.run(
        "create table long as select i as id, 'Stone ' || i as name, repeat('river ', 50) as body from generate_series(1, 20000) i",
        database="studio",
    )
    found = SqlSource(SqlConfig(url="env:STUDIO_DB", table="long"), tmp_path).read()
    next(found)
    studio.run("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'storyteller'")
    with pytest.raises(LoreError, match="^env:STUDIO_DB: "):
        list(found)
    studio.run("drop table long", database="studio")


def test_nothing_stays_open(studio: Any, read: Read) -> None:
    read(table="npcs")
    with pytest.raises(LoreError):
        read(query="select name from nowhere")
    assert studio.run("select count(*) from pg_stat_activity where application_name = 'storyteller'") == [(0,)]
