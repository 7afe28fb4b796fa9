"""SillyTavern's world info: what it says becomes an entry, and goes back as it was."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.entry import LoreEntry, Problem
from storyteller_agents.lore.sources.source import read_file, reader_for
from storyteller_agents.lore.sources.tavern import WorldInfo, write_world

READER = WorldInfo()
RECORD: dict[str, Any] = {
    "uid": 7,
    "key": ["lamp", "/north(ern)? pier/i"],
    "keysecondary": ["oil", "wick"],
    "selective": True,
    "selectiveLogic": 3,
    "comment": "The North Lamp",
    "content": "It has burned for ninety years. {{char}} tends it.",
    "constant": False,
    "disable": False,
    "order": 40,
    "position": 1,
    "probability": 25,
    "useProbability": True,
    "group": "lights",
    "groupWeight": 30,
    "caseSensitive": True,
    "matchWholeWords": False,
    "excludeRecursion": True,
    "preventRecursion": True,
    "sticky": None,
    "displayIndex": 0,
}
WORLD: dict[str, Any] = {"entries": {"7": RECORD, "9": {"uid": 9, "key": ["inn"], "content": "Warm."}}, "name": "Coast"}


def write(folder: Path, data: Any) -> Path:
    path = folder / "coast.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def read(path: Path) -> tuple[list[LoreEntry], list[Problem]]:
    found = read_file(path, READER, path.name)
    return [one for one in found if isinstance(one, LoreEntry)], [one for one in found if isinstance(one, Problem)]


def changed(**fields: Any) -> dict[str, Any]:
    return {"entries": {"7": {**RECORD, **fields}}}


def test_all_that_is_known_has_a_field(tmp_path: Path) -> None:
    path = write(tmp_path, WORLD)
    assert isinstance(reader_for(path), WorldInfo)
    (lamp, inn), problems = read(path)
    assert problems == []
    assert (lamp.id, lamp.title, lamp.text) == ("coast-7", "The North Lamp", RECORD["content"])
    assert (lamp.keys, lamp.priority, lamp.always, lamp.enabled) == (RECORD["key"], 40, False, True)
    about = lamp.activation
    assert (about.secondary, about.logic) == (["oil", "wick"], "and all")
    assert (about.case_sensitive, about.whole_words, about.probability) == (True, False, 25)
    assert (about.group, about.weight, about.recursive, about.by_recursion) == ("lights", 30, False, False)
    assert str(lamp.source) == "coast.json, entry 7"
    assert (inn.title, inn.activation.probability, inn.activation.whole_words) == ("inn", 100, True)


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"selectiveLogic": 0}, "logic", "and any"),
        ({"selectiveLogic": 1}, "logic", "not all"),
        ({"selectiveLogic": 2}, "logic", "not any"),
        ({"selectiveLogic": 9}, "logic", "and any"),
        ({"selective": False}, "secondary", []),
        ({"useProbability": False}, "probability", 100),
        ({"delayUntilRecursion": True}, "by_recursion", "only"),
        ({"excludeRecursion": False}, "by_recursion", True),
        ({"caseSensitive": None}, "case_sensitive", False),
        ({"matchWholeWords": None}, "whole_words", True),
        ({"keysecondary": "oil, wick,"}, "secondary", ["oil", " wick"]),
    ],
)
def test_how_keys_count(tmp_path: Path, fields: dict[str, Any], name: str, value: Any) -> None:
    (lamp,), _ = read(write(tmp_path, changed(**fields)))
    expected = [part.strip() for part in value] if name == "secondary" else value
    assert getattr(lamp.activation, name) == expected


def test_switched_off_constant_and_untitled(tmp_path: Path) -> None:
    (lamp,), problems = read(write(tmp_path, changed(disable=True, constant=True, comment=" \u0007 ")))
    assert (lamp.enabled, lamp.always, lamp.title, problems) == (False, True, "lamp", [])


def test_what_was_read_goes_back_as_it_was(tmp_path: Path) -> None:
    entries, _ = read(write(tmp_path, WORLD))
    assert write_world(entries) == WORLD


_text = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)
_records = st.fixed_dictionaries(
    {"content": _text.filter(str.strip)},
    optional={
        "key": st.lists(_text, max_size=3),
        "keysecondary": st.lists(_text, max_size=3),
        "selectiveLogic": st.integers(0, 3),
        "comment": _text,
        "constant": st.booleans(),
        "disable": st.booleans(),
        "order": st.integers(-100, 100),
        "probability": st.integers(0, 100),
        "useProbability": st.booleans(),
        "group": _text,
        "caseSensitive": st.none() | st.booleans(),
        "extensions": st.dictionaries(_text, _text, max_size=2),
        "role": st.none() | st.integers(),
    },
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_records, min_size=1, max_size=4), st.booleans())
def test_any_world_goes_back_as_it_was(tmp_path: Path, records: list[dict[str, Any]], numbered: bool) -> None:
    world = {
        "entries": {str(n): {"uid": n, **record} if numbered else record for n, record in enumerate(records)},
        "extensions": {},
    }
    entries, problems = read(write(tmp_path, world))
    assert problems == []
    assert write_world(entries) == world


def test_only_what_was_changed_is_written_into_a_record(tmp_path: Path) -> None:
    (lamp, inn), _ = read(write(tmp_path, WORLD))
    lamp = lamp.model_copy(
        update={"text": "It went out.", "activation": lamp.activation.model_copy(update={"group": ""})}
    )
    expected = copy.deepcopy(WORLD)
    expected["entries"]["7"] |= {"content": "It went out.", "group": ""}
    assert write_world([lamp, inn]) == expected


def test_entries_from_elsewhere_become_records(tmp_path: Path) -> None:
    notes = tmp_path / "notes.yaml"
    notes.write_text("{id: mara, title: Mara, aliases: [the Keeper], text: She tends it., always: true}")
    reader = reader_for(notes)
    assert reader
    (mara,) = read_file(notes, reader, "notes.yaml")
    assert isinstance(mara, LoreEntry)
    (lamp, _), _ = read(write(tmp_path, WORLD))
    world = write_world([mara, lamp])
    assert world["entries"]["7"] == RECORD
    (again, _), problems = read(write(tmp_path, world))
    assert (again.title, again.keys, again.text, again.always) == ("Mara", ["Mara", "the Keeper"], mara.text, True)
    assert problems == []


BAD: dict[str, tuple[Any, str]] = {
    "record": ([1], "found a list"),
    "text": ("x", "found 'x'"),
    "nothing": ({}, "found none of"),
    "content": ({"content": ["x"], "key": ["a"]}, "text"),
    "chance": ({"content": "x", "key": ["a"], "probability": 300}, "activation"),
    "case": ({"content": "x", "key": ["a"], "caseSensitive": "maybe"}, "activation"),
    "order": ({"content": "x", "key": ["a"], "order": 10**9}, "priority"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_record_is_named_and_the_others_come(tmp_path: Path, name: str) -> None:
    record, expected = BAD[name]
    entries, problems = read(write(tmp_path, {"entries": {"7": RECORD, "bad": record}}))
    assert [entry.id for entry in entries] == ["coast-7"]
    assert len(problems) == 1
    assert "coast.json, entry bad" in str(problems[0]) and expected in str(problems[0])


def test_repeated_keys_and_files_that_are_something_else(tmp_path: Path) -> None:
    path = tmp_path / "coast.json"
    path.write_text('{"entries": {"1": {"key": ["a"], "key": ["b"], "content": "x"}}}')
    (entry,), problems = read(path)
    assert entry.keys == ["b"]
    assert "the key 'key' stands twice" in str(problems[0])
    for other in ({"entries": []}, {"entries": {"1": {"title": "x"}}}, [RECORD], {"entries": {"1": 3}}):
        assert not READER.matches(write(tmp_path, other))
    path.write_text('{"entries": {"1": ')
    with pytest.raises(ArtefactError):
        READER.matches(path)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(field=st.sampled_from(sorted(RECORD)), value=_json)
def test_any_value_anywhere_gives_entries_or_problems(tmp_path: Path, field: str, value: Any) -> None:
    entries, problems = read(write(tmp_path, changed(**{field: value})))
    assert entries or problems
    assert not any("failed on this file" in str(problem) for problem in problems)
    write_world(entries)
