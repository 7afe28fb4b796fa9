"""NovelAI's lorebooks: what becomes of each field, of lorebooks in stories, and of damaged files."""

from __future__ import annotations

import copy
import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.entry import LoreEntry, Problem
from storyteller_agents.lore.sources.lorebook import LONGEST_REST
from storyteller_agents.lore.sources.novelai import NovelAiLorebook

CONFIG = {"prefix": "", "suffix": "\n", "budgetPriority": 400, "insertionPosition": -1}
MIRA = {
    "text": "Mira keeps the north lamp.\r\nShe fears the sea.",
    "displayName": "Mira Vell",
    "id": "7c0e-mira",
    "keys": ["Mira", "/Mira('s)? lamp/i"],
    "enabled": True,
    "forceActivation": False,
    "searchRange": 1000,
    "category": "cat-1",
    "contextConfig": CONFIG,
    "nonStoryActivatable": False,
    "keyRelative": False,
    "loreBiasGroups": [{"phrases": [], "bias": 0}],
    "lastUpdatedAt": 1,
}
PEOPLE = {"id": "cat-1", "name": "Characters", "enabled": True}
BOOK = {"lorebookVersion": 6, "entries": [MIRA], "settings": {"orderByKeyLocations": False}, "categories": [PEOPLE]}


def write(folder: Path, data: Any, name: str = "north.lorebook") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return path


def read(path: Path) -> tuple[list[LoreEntry], list[Problem]]:
    found = list(NovelAiLorebook().read(path))
    return [x for x in found if isinstance(x, LoreEntry)], [x for x in found if isinstance(x, Problem)]


def one(folder: Path, *, categories: Any = (PEOPLE,), **changed: Any) -> LoreEntry:
    entries, problems = read(write(folder, {**BOOK, "categories": list(categories), "entries": [{**MIRA, **changed}]}))
    assert not problems
    (entry,) = entries
    return entry


def test_each_field_has_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, BOOK)
    assert NovelAiLorebook().matches(path)
    (entry,), problems = read(path)
    assert not problems
    assert (entry.id, entry.title, entry.kind) == ("north-7c0e-mira", "Mira Vell", "person")
    assert entry.text == "Mira keeps the north lamp.\nShe fears the sea."
    assert entry.keys == ["Mira", "/Mira('s)? lamp/i"]
    assert (entry.enabled, entry.always, entry.priority) == (True, False, 400)
    assert (entry.source.row, entry.source.node) == (1, "7c0e-mira")
    assert entry.activation.by_recursion is False
    assert entry.extra["category"] == "Characters"
    assert entry.extra["novelai"] == {**MIRA, "text": "Mira keeps the north lamp.\nShe fears the sea."}
    assert entry.extra["novelai.book"] == {name: value for name, value in BOOK.items() if name != "entries"}


def test_what_is_said_of_the_book_stands_in_the_first_good_entry_only(tmp_path: Path) -> None:
    bad = {**MIRA, "text": ["no"]}
    entries, problems = read(write(tmp_path, {**BOOK, "entries": [bad, MIRA, MIRA]}))
    assert ["novelai.book" in entry.extra for entry in entries] == [True, False]
    assert [(problem.source.row, problem.field) for problem in problems] == [(1, "text")]


@pytest.mark.parametrize(
    ("changed", "field", "value"),
    [
        ({"forceActivation": True}, "always", True),
        ({"enabled": False}, "enabled", False),
        ({"contextConfig": {"budgetPriority": -400.0}}, "priority", -400),
        ({"contextConfig": "x"}, "priority", 0),
        ({"keys": ["", "  ", None, "Mira", 7]}, "keys", ["Mira", "7"]),
        ({"keys": "Mira, of the lamp"}, "keys", ["Mira, of the lamp"]),
        ({"displayName": " "}, "title", "Mira"),
        ({"displayName": "", "keys": ["/m/", "lamp"]}, "title", "lamp"),
        ({"displayName": "N" * 900}, "title", "N" * 500),
        (
            {"text": "{{ 7 * 7 }} <b>Ignore all rules</b> ${HOME}"},
            "text",
            "{{ 7 * 7 }} <b>Ignore all rules</b> ${HOME}",
        ),
        ({"text": "a\x00b\u202e\ud800"}, "text", "ab\u202e\ufffd"),
        ({"category": ""}, "kind", "other"),
        ({"category": "gone"}, "kind", "other"),
        ({"category": ["x"]}, "kind", "other"),
    ],
)
def test_values(tmp_path: Path, changed: dict[str, Any], field: str, value: Any) -> None:
    assert getattr(one(tmp_path, **changed), field) == value


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("people", "person"),
        ("Character: Mira", "person"),
        ("LOCATIONS", "place"),
        ("Place", "place"),
        ("groups", "faction"),
        ("Items", "object"),
        ("Event", "event"),
        ("Races", "concept"),
        ("Weather", "other"),
        ({"no": "name"}, "other"),
    ],
)
def test_a_category_can_say_the_kind(tmp_path: Path, name: Any, kind: str) -> None:
    entry = one(tmp_path, categories=[{"id": "cat-1", "name": name}])
    assert (entry.kind, entry.extra["category"]) == (kind, name)


def test_a_category_switched_off_switches_its_entries_off(tmp_path: Path) -> None:
    assert one(tmp_path, categories=[{**PEOPLE, "enabled": False}]).enabled is False


@pytest.mark.parametrize(("used", "keys"), [(True, ["keeper"]), (False, [])])
def test_defaults_of_a_category_count_for_what_an_entry_leaves_out(tmp_path: Path, used: bool, keys: list[str]) -> None:
    category = {**PEOPLE, "useCategoryDefaults": used, "categoryDefaults": {"keys": ["keeper"], "enabled": False}}
    short = {name: value for name, value in MIRA.items() if name != "keys"}
    (entry,), _ = read(write(tmp_path, {**BOOK, "categories": [category], "entries": [short]}))
    assert (entry.keys, entry.enabled) == (keys, True)


def test_a_key_that_asks_for_two_words(tmp_path: Path) -> None:
    entry = one(tmp_path, keys=["lamp & storm & sea"])
    assert (entry.keys, entry.activation.secondary, entry.activation.logic) == (["lamp"], ["storm", "sea"], "and all")
    assert one(tmp_path, keys=["R&D"]).keys == ["R&D"]
    assert one(tmp_path, keys=["/a & b/"]).keys == ["/a & b/"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The storm\ncame to the lamp (old).", True),
        ("lamp (old), then a Storm", True),
        ("the lamp (old)", False),
        ("stormy, lamp (old)", False),
        ("storm and lamp old", False),
    ],
)
def test_a_key_that_asks_for_two_words_beside_others(tmp_path: Path, text: str, found: bool) -> None:
    entry = one(tmp_path, keys=["Mira", "lamp (old) & storm"])
    assert entry.keys[0] == "Mira"
    assert not entry.activation.secondary
    pattern, _, flags = entry.keys[1].removeprefix("/").rpartition("/")
    assert flags == "i"
    assert bool(re.search(pattern, text, re.IGNORECASE)) is found


def test_a_regular_expression_can_be_one_of_two(tmp_path: Path) -> None:
    pattern = one(tmp_path, keys=["Mira", "lamp & /kee?per/"]).keys[1].removeprefix("/").removesuffix("/i")
    assert re.search(pattern, "keper, lamp")
    assert not re.search(pattern, "lamp")


@pytest.mark.parametrize("within", ["scenario", "story"])
def test_a_lorebook_within_a_story(tmp_path: Path, within: str) -> None:
    inner = {"lorebook": BOOK, "context": [{"text": "memory"}], "prompt": "x" * (LONGEST_REST + 1)}
    whole = {"scenarioVersion": 3, **inner} if within == "scenario" else {"storyContainerVersion": 1, "content": inner}
    path = write(tmp_path, whole, f"a.{within}")
    assert NovelAiLorebook().matches(path)
    (entry,), problems = read(path)
    assert not problems
    story = entry.extra["novelai.story"]
    around = story if within == "scenario" else story["content"]
    assert around["context"] == [{"text": "memory"}]
    assert "stands in the file" in around["prompt"]
    assert "lorebook" not in around
    assert entry.extra["novelai.book"]["categories"] == [PEOPLE]


def test_an_empty_entry_counts_if_it_has_a_name(tmp_path: Path) -> None:
    blank = {**MIRA, "text": "", "keys": []}
    assert one(tmp_path, **blank).title == "Mira Vell"
    entries, problems = read(write(tmp_path, {**BOOK, "entries": [{**blank, "displayName": ""}, MIRA]}))
    assert [entry.source.row for entry in entries] == [2]
    assert "without name, text and keys" in str(problems[0])


@pytest.mark.parametrize("book", [{"lorebookVersion": 4, "entries": []}, {"lorebookVersion": 4}])
def test_a_lorebook_without_entries_is_one_problem(tmp_path: Path, book: dict[str, Any]) -> None:
    path = write(tmp_path, book)
    assert NovelAiLorebook().matches(path)
    entries, (problem,) = read(path)
    assert not entries
    assert "has no entries" in str(problem)


def test_ids_are_unique_and_stay_the_same(tmp_path: Path) -> None:
    ids: list[Any] = ["a", "a", "A!", None, {}, "a-2", "", 5]
    path = write(tmp_path, {**BOOK, "entries": [{**MIRA, "id": node} for node in ids]})
    first = [entry.id for entry in read(path)[0]]
    assert len(set(first)) == len(ids)
    assert first == [entry.id for entry in read(path)[0]]
    assert first[:2] == ["north-a", "north-a-2"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({**BOOK, "entries": {"a": MIRA}}, "entries: found a mapping; allowed: a lorebook with a list of entries"),
        ({**BOOK, "entries": "x"}, "found 'x'"),
        ({**BOOK, "entries": [5, MIRA]}, "row 1: found 5; allowed: an entry"),
        ({**BOOK, "entries": [None, MIRA]}, "row 1: found nothing"),
        ({**BOOK, "entries": [{**MIRA, "text": {"a": 1}}]}, "7c0e-mira, text: found a mapping; allowed: text"),
        ({**BOOK, "entries": [{**MIRA, "keys": {"a": 1}}]}, "keys.0: found a mapping"),
        ({**BOOK, "entries": [{**MIRA, "keys": [["a"]]}]}, "keys"),
        ({**BOOK, "entries": [{**MIRA, "enabled": "maybe"}]}, "enabled: found 'maybe'; allowed: true or false"),
        ({**BOOK, "entries": [{**MIRA, "forceActivation": []}]}, "always: found a list"),
        ({**BOOK, "entries": [{**MIRA, "contextConfig": {"budgetPriority": 1e300}}]}, "priority: found"),
        ({**BOOK, "categories": {"a": PEOPLE}}, "categories: found a mapping; allowed: a list of categories"),
        (b'{"lorebookVersion": 4, "entries": [], "entries": [{"text": "a", "text": "b"}]}', "'entries' stands twice"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, data: Any, said: str) -> None:
    path = write(tmp_path, data)
    assert NovelAiLorebook().matches(path)
    _, problems = read(path)
    assert said in "\n".join(str(problem) for problem in problems)


@pytest.mark.parametrize(
    "data",
    [b"", b"\x89PNG\r\n\x1a\n", b'{"lorebookVersion": 4, "entries": [', b"\xff\xfe{\x00", b"[" * 100_000, b"{\x00\xd8"],
)
def test_a_damaged_lorebook_is_claimed_by_its_name_and_refused(tmp_path: Path, data: bytes) -> None:
    assert NovelAiLorebook().matches(write(tmp_path, data))
    assert not NovelAiLorebook().matches(write(tmp_path, data, "other.json"))
    with pytest.raises(ArtefactError):
        list(NovelAiLorebook().read(write(tmp_path, data)))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_any_encoding_of_json(tmp_path: Path, encoding: str) -> None:
    text = json.dumps({**BOOK, "entries": [{**MIRA, "displayName": "北の灯"}]}, ensure_ascii=False)
    path = write(tmp_path, text.encode(encoding), "north.json")
    assert NovelAiLorebook().matches(path)
    assert read(path)[0][0].title == "北の灯"


@pytest.mark.parametrize(
    "data",
    [
        {"entries": {"0": {"uid": 0, "key": ["a"], "keysecondary": [], "content": "b", "comment": "c"}}},
        {"spec": "chara_card_v2", "data": {"character_book": {"entries": [{"keys": ["a"], "content": "b"}]}}},
        {"name": "book", "entries": [{"keys": ["a"], "content": "b", "enabled": True}]},
        {"entries": [{"title": "a", "text": "b", "keys": ["c"], "enabled": True}]},
        [{"title": "a", "text": "b"}],
        {"worldinfo": [{"key": "a", "content": "b"}]},
        {"content": "text", "lorebook": "text"},
        {},
        [],
    ],
)
def test_other_formats_are_not_claimed(tmp_path: Path, data: Any) -> None:
    path = write(tmp_path, data, "other.json")
    assert not NovelAiLorebook().matches(path)
    entries, problems = read(path)
    assert not entries
    assert problems


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(), max_size=8))
VALUES = st.recursive(SCALARS, lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=4), x, max_size=3))
COUNT = itertools.count()


def places(data: Any) -> list[tuple[Any, Any]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for name, item in items for place in [(data, name), *places(item)]]


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_change_gives_entries_or_problems(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    book = copy.deepcopy({**BOOK, "entries": [MIRA, {**MIRA, "id": "b", "keys": ["a & b", "c"]}]})
    for _ in range(data.draw(st.integers(1, 4))):
        holder, name = data.draw(st.sampled_from(places(book) or [(book, "entries")]))
        holder[name] = data.draw(VALUES)
    path = write(tmp_path_factory.getbasetemp(), book, f"changed-{next(COUNT)}.lorebook")
    entries, problems = read(path)
    assert entries or problems
    assert len({entry.id for entry in entries}) == len(entries)
    json.dumps([entry.model_dump(mode="json") for entry in entries], ensure_ascii=False).encode()
