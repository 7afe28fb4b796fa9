"""Search by keys and full text: what is found, why, and in which order."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyteller_agents.lore.retrieve import TEXT_WEIGHT, Hit, K
from storyteller_agents.lore.store import Changes, Lore

Write = Callable[..., Path]
Open = Callable[..., Lore]


def ids(hits: list[Hit]) -> list[str]:
    return [hit.entry.id for hit in hits]


def test_reasons(open_lore: Open, coast: None) -> None:
    hits = open_lore().search("Who tends the North Lamp and counts?")
    assert ids(hits) == ["count", "mara"]
    assert hits[0].reasons == ["always on", "full text: lamp (rank 2)"]
    assert hits[1].reasons == ["trigger key 'north lamp'", "full text: tends, north, lamp, counts (rank 1)"]
    assert hits[1].score == pytest.approx((1 + TEXT_WEIGHT) / (K + 1), abs=1e-6)
    assert hits[1].tokens > 0


def test_titles_and_aliases_trigger(open_lore: Open, coast: None) -> None:
    lore = open_lore()
    assert "title 'Plover Bell'" in lore.search("the plover-bell rang")[1].reasons
    assert "alias 'the Keeper'" in lore.search("THE KEEPER came")[1].reasons


def test_keys_are_whole_words(open_lore: Open, write: Write) -> None:
    write("a.md", "---\nkeys: [lamp, 灯]\n---\nzzz")
    lore = open_lore()
    assert ids(lore.search("lamplight")) == []
    assert ids(lore.search("a lamp's oil")) == ["a"]
    assert ids(lore.search("守灯人")) == ["a"]


def test_chinese_two_character_words(open_lore: Open, write: Write) -> None:
    write("a.md", "# 北岸\n\n林默走进灯塔，守护人默默地看着海。")
    write("b.md", "# 南岸\n\n树林里很安静，没有人。")
    lore = open_lore()
    for query in ("灯塔", "林默", "守护", "看着"):
        assert ids(lore.search(query))[0] == "a", query
    assert lore.search("灯塔")[0].reasons == ["full text: 灯塔 (rank 1)"]
    assert lore.search("灯塔在哪里？")[0].entry.id == "a"


def test_always_on_comes_first_by_priority(open_lore: Open, write: Write) -> None:
    write("a.md", "---\nalways: true\n---\nzzz")
    write("b.md", "---\nalways: true\npriority: 5\n---\nzzz")
    write("c.md", "---\npriority: 9\nkeys: [lamp]\n---\nlamp lamp lamp")
    lore = open_lore()
    assert ids(lore.search("lamp")) == ["b", "a", "c"]
    assert ids(lore.search("")) == ["b", "a"]


def test_budget_is_kept(open_lore: Open, write: Write) -> None:
    for number in range(6):
        write(f"{number}.md", "lamp " * (10 * (number + 1)))
    lore = open_lore()
    everything = lore.search("lamp")
    assert len(everything) == 6
    for budget in range(0, sum(hit.tokens for hit in everything) + 5, 7):
        assert sum(hit.tokens for hit in lore.search("lamp", budget=budget)) <= budget
    assert lore.search("lamp", budget=0) == []
    smallest = min(hit.tokens for hit in everything)
    assert [hit.tokens for hit in lore.search("lamp", budget=smallest)] == [smallest]


def test_kinds_limit_and_exclude(open_lore: Open, coast: None) -> None:
    lore = open_lore()
    query = "bell oil harbour lamp"
    assert set(ids(lore.search(query, kinds=["object"]))) == {"bell", "oil"}
    assert ids(lore.search(query, kinds=[])) == []
    assert "bell" not in ids(lore.search(query, exclude=["bell"]))
    assert len(lore.search(query, limit=2)) == 2
    assert lore.search(query, limit=0) == []


def test_order_does_not_depend_on_the_files_order(open_lore: Open, write: Write) -> None:
    for name in ("c", "a", "b"):
        write(f"{name}.md", f"---\ntitle: same {name}\n---\nthe same lamp")
    lore = open_lore()
    first = lore.search("lamp")
    assert ids(first) == ["a", "b", "c"]
    assert lore.search("lamp") == first
    assert open_lore().search("lamp") == first


def test_sync_tells_what_changed(open_lore: Open, write: Write, coast: None) -> None:
    lore = open_lore()
    assert lore.sync() == Changes(added=("bell", "count", "harbour", "mara", "oil"))
    assert not lore.sync()
    write("mara.md", "another text")
    write("new.md", "new")
    write(
        "things.json",
        '{"bell": {"kind": "object", "title": "Plover Bell", "text": "A cracked bronze bell from a drowned ship."}}',
    )
    assert lore.sync() == Changes(added=("new",), changed=("mara",), removed=("oil",))
    lore.close()
    assert not lore.sync()
    assert not open_lore().sync()


def test_moving_an_entry_changes_nothing(open_lore: Open, write: Write, coast: None) -> None:
    lore = open_lore()
    lore.sync()
    file = lore._folder / "mara.md"
    moved = write("people/mara.md", file.read_text())
    file.unlink()
    assert not lore.sync()
    assert lore.get("mara").source.file == "people/mara.md"  # type: ignore[union-attr]
    assert moved.exists()


def test_search_sees_edits(open_lore: Open, write: Write, coast: None) -> None:
    lore = open_lore()
    assert ids(lore.search("walrus")) == ["count"]
    write("harbour.md", "# Sallow Quay\n\nA walrus sleeps here.\n")
    assert ids(lore.search("walrus")) == ["count", "harbour"]


def test_bad_files_are_warned_of_once(open_lore: Open, write: Write, warned: list[str], coast: None) -> None:
    write("bad.json", "{")
    lore = open_lore()
    lore.search("lamp")
    write("new.md", "x")
    lore.search("lamp")
    assert len(warned) == 1
    assert "bad.json" in warned[0]


def test_many_bad_files_are_not_all_told(open_lore: Open, write: Write, warned: list[str]) -> None:
    write("bad.json", '[{"text": "fine"}, ' + ", ".join(["3"] * 50) + "]")
    open_lore().sync()
    assert len(warned) == 11
    assert "40 more problems" in warned[-1]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        '"',
        '""" OR *',
        "title: x",
        "NEAR(a b)",
        "a AND NOT b",
        "'; drop table words; --",
        "lamp*",
        "^lamp",
        "-lamp",
        "(",
        "\x00lamp",
        "\ud800",
        "{{lamp}}",
        "%s",
        "のの",
        "x" * 100_000,
        "灯" * 60_000,
    ],
)
def test_a_query_is_data(open_lore: Open, coast: None, query: str) -> None:
    lore = open_lore()
    before = lore.entries()
    hits = lore.search(query)
    assert {hit.entry.id for hit in hits} <= set(before)
    assert lore.entries() == before
    assert lore.search("lamp"), "the index still answers"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(
    query=st.text() | st.text(alphabet="\"'*():^-+{}NOTANDRlamp 灯塔\x00\ud800"),
    budget=st.none() | st.integers(-5, 200),
)
def test_any_query(searchable: Lore, query: str, budget: int | None) -> None:
    hits = searchable.search(query, budget=budget)
    assert hits == searchable.search(query, budget=budget)
    if budget is not None:
        assert sum(hit.tokens for hit in hits) <= max(budget, 0)


@pytest.fixture
def searchable(open_lore: Open, coast: None) -> Lore:
    return open_lore()


def test_nothing_heavy_is_imported_without_embeddings(coast: None, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from storyteller_agents.lore.store import Lore;"
        "from storyteller_agents.settings import LoreSettings;"
        f"book = Path({str(tmp_path / 'book')!r});"
        "print(len(Lore(book / 'lore', book / '.story', LoreSettings(embeddings='none')).search('lamp')));"
        "print([name for name in ('torch', 'chromadb', 'sentence_transformers', 'transformers', 'jieba', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "2\n[]\n"
