"""AI Dungeon's cards: what becomes of each field, in the older and the newer form, and what is not claimed."""

from __future__ import annotations

import copy
import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.entry import LoreEntry, Problem
from storyteller_agents.lore.sources.dungeon import StoryCards

OLD = {"keys": "Mira, keeper", "entry": "Mira keeps the north lamp."}
CARD = {
    "id": 4711,
    "type": "location",
    "keys": "north lamp,lighthouse",
    "title": "The North Lamp",
    "value": "A lamp on the northern rock.",
    "description": "note to myself",
    "useForCharacterCreation": False,
}


def write(folder: Path, data: Any, name: str = "cards.json") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return path


def read(path: Path) -> tuple[list[LoreEntry], list[Problem]]:
    found = list(StoryCards().read(path))
    return [x for x in found if isinstance(x, LoreEntry)], [x for x in found if isinstance(x, Problem)]


def one(folder: Path, data: Any) -> LoreEntry:
    path = write(folder, data)
    assert StoryCards().matches(path)
    (entry,), problems = read(path)
    assert not problems
    return entry


def test_world_info(tmp_path: Path) -> None:
    entry = one(tmp_path, [OLD])
    assert (entry.id, entry.title, entry.kind) == ("cards-1", "Mira", "other")
    assert (entry.text, entry.keys) == ("Mira keeps the north lamp.", ["Mira", "keeper"])
    assert (entry.source.row, entry.source.node) == (1, None)
    assert (entry.activation.whole_words, entry.activation.case_sensitive) == (False, False)
    assert entry.extra == {"ai-dungeon": OLD}


def test_a_story_card(tmp_path: Path) -> None:
    entry = one(tmp_path, [CARD])
    assert (entry.id, entry.title, entry.kind) == ("cards-4711", "The North Lamp", "place")
    assert (entry.text, entry.keys) == ("A lamp on the northern rock.", ["north lamp", "lighthouse"])
    assert (entry.enabled, entry.always, entry.source.node) == (True, False, "4711")
    assert entry.extra == {"ai-dungeon": CARD}


def test_the_cards_of_a_scenario(tmp_path: Path) -> None:
    entries, problems = read(write(tmp_path, {"title": "North", "prompt": "x" * 99_999, "storyCards": [CARD, OLD]}))
    assert not problems
    book = entries[0].extra["ai-dungeon.book"]
    assert book["title"] == "North"
    assert "stands in the file" in book["prompt"]
    assert "ai-dungeon.book" not in entries[1].extra


@pytest.mark.parametrize(
    ("changed", "field", "value"),
    [
        ({"type": "character"}, "kind", "person"),
        ({"type": "Faction"}, "kind", "faction"),
        ({"type": "class"}, "kind", "concept"),
        ({"type": "race"}, "kind", "concept"),
        ({"type": "custom"}, "kind", "other"),
        ({"type": ["x"]}, "kind", "other"),
        ({"keys": ["a", " ", "b, c", 4]}, "keys", ["a", "b, c", "4"]),
        ({"keys": " ,a ,, b"}, "keys", ["a", "b"]),
        ({"keys": ""}, "keys", []),
        ({"title": ""}, "title", "north lamp"),
        ({"title": None, "name": "Lamp"}, "title", "Lamp"),
        ({"value": ""}, "text", "note to myself"),
        ({"value": None, "entry": "older"}, "text", "older"),
        ({"value": "", "description": ""}, "text", ""),
        ({"value": "{{ 7 * 7 }} <i>x</i>"}, "text", "{{ 7 * 7 }} <i>x</i>"),
        ({"value": "a\x00\ud800\u202e"}, "text", "a\ufffd\u202e"),
        ({"deletedAt": "2025-01-01"}, "enabled", False),
        ({"deletedAt": None}, "enabled", True),
    ],
)
def test_values(tmp_path: Path, changed: dict[str, Any], field: str, value: Any) -> None:
    assert getattr(one(tmp_path, [{**CARD, **changed}]), field) == value


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([5, CARD], "row 1: found 5; allowed: a card"),
        ([None, CARD], "row 1: found nothing"),
        ([CARD, {**CARD, "value": {"a": 1}}], "row 2, 4711, text: found a mapping"),
        ([CARD, {**CARD, "keys": {"a": 1}}], "row 2, 4711, keys.0: found a mapping"),
        ([CARD, {**CARD, "title": ["a"]}], "title: found a list"),
        ([{"keys": "", "entry": ""}], "without title, keys and value"),
        ({"storyCards": []}, "found no story cards"),
        (b'[{"keys": "a", "entry": "b", "entry": "c"}]', "'entry' stands twice"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, data: Any, said: str) -> None:
    path = write(tmp_path, data)
    assert StoryCards().matches(path)
    _, problems = read(path)
    assert said in "\n".join(str(problem) for problem in problems)


def test_ids_are_unique(tmp_path: Path) -> None:
    entries, _ = read(write(tmp_path, [{**CARD, "id": node} for node in (1, 1, "1", None, True, {}, "1-2")]))
    assert len({entry.id for entry in entries}) == 7


@pytest.mark.parametrize(
    "data",
    [
        {"entries": {"0": {"uid": 0, "key": ["a"], "keysecondary": [], "content": "b", "comment": "c"}}},
        {"spec": "chara_card_v2", "data": {"character_book": {"entries": [{"keys": ["a"], "content": "b"}]}}},
        {"lorebookVersion": 4, "entries": [{"text": "a", "displayName": "b", "keys": []}]},
        {"worldinfo": [{"key": "a", "content": "b"}], "prompt": "x"},
        [{"title": "a", "text": "b", "keys": ["c"]}],
        [{"title": "a", "text": "b", "keys": ["c"], "value": "10 coins"}],
        [{"keys": ["a"], "content": "b"}],
        [{"keys": "a", "value": 5}],
        {"storyCards": [1, 2]},
        ["keys", "entry"],
        {},
        [],
    ],
)
def test_other_formats_are_not_claimed(tmp_path: Path, data: Any) -> None:
    path = write(tmp_path, data)
    assert not StoryCards().matches(path)
    entries, problems = read(path)
    assert not entries
    assert problems


@pytest.mark.parametrize("data", [b"", b'[{"keys": "a", ', b"\xff\xfe[\x00", b"[" * 100_000])
def test_damaged_files_are_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ArtefactError):
        list(StoryCards().read(write(tmp_path, data)))


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(), max_size=8))
VALUES = st.recursive(SCALARS, lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=4), x, max_size=3))
COUNT = itertools.count()


def places(data: Any) -> list[tuple[Any, Any]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for name, item in items for place in [(data, name), *places(item)]]


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_change_gives_entries_or_problems(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    scenario = copy.deepcopy({"title": "North", "storyCards": [CARD, OLD, CARD]})
    for _ in range(data.draw(st.integers(1, 4))):
        holder, name = data.draw(st.sampled_from(places(scenario)))
        holder[name] = data.draw(VALUES)
    path = write(tmp_path_factory.getbasetemp(), scenario, f"changed-dungeon-{next(COUNT)}.json")
    StoryCards().matches(path)
    entries, problems = read(path)
    assert entries or problems
    assert len({entry.id for entry in entries}) == len(entries)
    json.dumps([entry.model_dump(mode="json") for entry in entries], ensure_ascii=False).encode()
