"""KoboldAI's world info in its forms: what becomes of each field, what comes once, and what is not claimed."""

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
from storyteller_agents.lore.sources.kobold import KoboldWorldInfo
from storyteller_agents.lore.sources.tavern import WorldInfo

OLD = {
    "key": "Mira, keeper",
    "keysecondary": "lamp, storm",
    "content": "Mira keeps the north lamp.",
    "comment": "look at her again",
    "folder": -12,
    "num": 0,
    "init": True,
    "selective": True,
    "constant": False,
    "uid": 345,
}
LITE = {
    "key": "lamp",
    "keysecondary": "",
    "keyanti": "table, desk",
    "content": "The north lamp burns oil.",
    "comment": "",
    "folder": None,
    "selective": True,
    "constant": False,
    "probability": "80",
    "wigroup": "Items",
    "widisabled": False,
}
NEW = {
    "uid": 0,
    "title": "Mira Vell",
    "key": ["Mira", "keeper"],
    "keysecondary": ["lamp"],
    "folder": "People",
    "constant": False,
    "manual_text": "Mira keeps the north lamp.",
    "content": "Mira keeps the north lamp.",
    "comment": "",
    "selective": True,
    "wpp": {"name": "", "type": "", "format": "W++", "attributes": {}},
    "use_wpp": False,
    "token_length": 7,
}
SAVE = {
    "gamestarted": True,
    "prompt": "It was dark.",
    "memory": "The sea.",
    "actions": ["They went on."],
    "worldinfo": [OLD],
    "wifolders_d": {"-12": {"name": "People", "collapsed": False}},
    "wifolders_l": [-12],
}
UNITED = {"story_name": "North", "worldinfo_v2": {"folders": {"People": [0]}, "entries": {"0": NEW}}}


def write(folder: Path, data: Any, name: str = "north.json") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return path


def read(path: Path) -> tuple[list[LoreEntry], list[Problem]]:
    found = list(KoboldWorldInfo().read(path))
    return [x for x in found if isinstance(x, LoreEntry)], [x for x in found if isinstance(x, Problem)]


def one(folder: Path, data: Any) -> LoreEntry:
    path = write(folder, data)
    assert KoboldWorldInfo().matches(path)
    (entry,), problems = read(path)
    assert not problems
    return entry


def test_a_save(tmp_path: Path) -> None:
    entry = one(tmp_path, SAVE)
    assert (entry.id, entry.title, entry.kind) == ("north-345", "Mira", "person")
    assert (entry.text, entry.keys) == ("Mira keeps the north lamp.", ["Mira", "keeper"])
    assert (entry.activation.secondary, entry.activation.logic) == (["lamp", "storm"], "and any")
    assert (entry.enabled, entry.always, entry.activation.whole_words) == (True, False, False)
    assert (entry.source.row, entry.source.node) == (1, "345")
    assert (entry.extra["folder"], entry.extra["koboldai"]) == ("People", OLD)
    book = entry.extra["koboldai.book"]
    assert (book["memory"], book["wifolders_d"]) == ("The sea.", SAVE["wifolders_d"])
    assert "worldinfo" not in book


def test_a_save_of_lite(tmp_path: Path) -> None:
    entry = one(tmp_path, {"gamestarted": True, "worldinfo": [LITE], "savedsettings": {"case_sensitive_wi": True}})
    assert (entry.id, entry.title, entry.kind, entry.extra["folder"]) == ("north-1", "lamp", "object", "Items")
    assert (entry.activation.secondary, entry.activation.logic) == (["table", "desk"], "not any")
    assert (entry.activation.probability, entry.activation.group) == (80, "")
    assert entry.activation.case_sensitive is True


def test_a_save_of_united(tmp_path: Path) -> None:
    entry = one(tmp_path, UNITED)
    assert (entry.id, entry.title, entry.kind) == ("north-0", "Mira Vell", "person")
    assert (entry.keys, entry.activation.secondary) == (["Mira", "keeper"], ["lamp"])
    assert entry.source.node == "0"
    assert entry.extra["koboldai"] == NEW
    assert entry.extra["koboldai.book"] == {"story_name": "North", "worldinfo_v2": {"folders": {"People": [0]}}}


def test_the_export_of_united_is_claimed_and_sillytaverns_is_not(tmp_path: Path) -> None:
    entry = one(tmp_path, {"folders": {"People": [0]}, "entries": {"0": NEW}})
    assert (entry.title, entry.extra["koboldai.book"]) == ("Mira Vell", {"folders": {"People": [0]}})
    path = write(tmp_path, {"folders": {}, "entries": {"0": {"uid": 0, "key": ["a"], "content": "b", "comment": "c"}}})
    assert not KoboldWorldInfo().matches(path)
    assert WorldInfo().matches(path)


def test_a_bare_list(tmp_path: Path) -> None:
    assert one(tmp_path, [OLD]).title == "Mira"


def test_united_keeps_a_copy_that_comes_once(tmp_path: Path) -> None:
    copied = {**OLD, "key": "Mira,keeper", "uid": 0}
    blank = {"key": "", "content": "", "comment": "", "init": False, "folder": -1}
    more = {**OLD, "key": "gull", "content": "Gulls warn of storms.", "uid": 9}
    entries, problems = read(write(tmp_path, {**UNITED, "worldinfo": [copied, more, blank]}))
    assert not problems
    assert [entry.title for entry in entries] == ["Mira Vell", "gull"]


@pytest.mark.parametrize(
    ("changed", "field", "value"),
    [
        ({"constant": True}, "always", True),
        ({"widisabled": True}, "enabled", False),
        ({"key": ["Mira", " "]}, "keys", ["Mira"]),
        ({"key": ", Mira ,,"}, "keys", ["Mira"]),
        ({"key": 7}, "keys", ["7"]),
        ({"key": None}, "title", "look at her again"),
        ({"key": "", "comment": ""}, "title", "north-345"),
        ({"content": "{{ 7 * 7 }} <script>"}, "text", "{{ 7 * 7 }} <script>"),
        ({"content": None, "entry_text": "from there"}, "text", "from there"),
        ({"content": "a\x00\ud800"}, "text", "a\ufffd"),
        ({"folder": "Places"}, "kind", "place"),
        ({"folder": None, "wigroup": "Factions"}, "kind", "faction"),
        ({"folder": ["x"]}, "kind", "other"),
    ],
)
def test_values(tmp_path: Path, changed: dict[str, Any], field: str, value: Any) -> None:
    assert getattr(one(tmp_path, {**SAVE, "worldinfo": [{**OLD, **changed}]}), field) == value


@pytest.mark.parametrize(
    ("changed", "field", "value"),
    [
        ({"use_wpp": True, "content": "[Character]", "manual_text": "old"}, "text", "[Character]"),
        ({"content": "[Character]", "manual_text": "mine"}, "text", "mine"),
        ({"manual_text": "", "content": "still there"}, "text", "still there"),
        ({"type": "chatcharacter", "folder": "root"}, "kind", "person"),
        ({"wi_type": "constant"}, "always", True),
        ({"object_type": "Location"}, "kind", "place"),
        ({"folder": "root", "wpp": {"type": "Item"}}, "kind", "object"),
        ({"title": " "}, "title", "Mira"),
    ],
)
def test_values_of_the_newer_form(tmp_path: Path, changed: dict[str, Any], field: str, value: Any) -> None:
    both = {"folders": {}, "entries": {"0": {**NEW, **changed}}}
    assert getattr(one(tmp_path, {"worldinfo_v2": both}), field) == value


@pytest.mark.parametrize(
    ("changed", "chance"), [({}, 100), ({"probability": 0}, 100), ({"probability": ""}, 100), ({"probability": 5}, 5)]
)
def test_a_chance_of_zero_counts_as_none_given(tmp_path: Path, changed: dict[str, Any], chance: float) -> None:
    assert one(tmp_path, [{**OLD, **changed}]).activation.probability == chance


def test_secondary_keys_count_only_where_the_entry_is_selective(tmp_path: Path) -> None:
    entry = one(tmp_path, [{**OLD, "selective": False, "keyanti": "desk"}])
    assert entry.activation.secondary == []


def test_keys_that_bar_beside_keys_that_are_asked_for_are_named(tmp_path: Path) -> None:
    (entry,), (problem,) = read(write(tmp_path, [{**LITE, "keysecondary": "oil"}]))
    assert (entry.activation.secondary, entry.activation.logic) == (["oil"], "and any")
    assert entry.extra["koboldai"]["keyanti"] == "table, desk"
    assert problem.field == "keyanti"


def test_settings_of_the_interface_and_long_parts_are_named_and_left_in_the_file(tmp_path: Path) -> None:
    book = one(tmp_path, {**SAVE, "savedsettings": {"key": "s3cret"}, "actions": ["x" * 999] * 99}).extra[
        "koboldai.book"
    ]
    assert "s3cret" not in json.dumps(book)
    assert {"savedsettings", "actions"} <= book.keys()
    assert "in the file" in book["actions"]


@pytest.mark.parametrize("rows", [[], [{"key": "", "content": "", "init": False}]])
def test_a_save_without_world_info_is_one_problem(tmp_path: Path, rows: list[Any]) -> None:
    path = write(tmp_path, {**SAVE, "worldinfo": rows})
    assert KoboldWorldInfo().matches(path)
    entries, (problem,) = read(path)
    assert not entries
    assert "no world info" in str(problem)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({**SAVE, "worldinfo": [5, OLD]}, "row 1: found 5; allowed: an entry of world info"),
        ({**SAVE, "worldinfo": [{**OLD, "content": ["a"]}]}, "row 1, 345, text: found a list"),
        ({**SAVE, "worldinfo": [{**OLD, "key": {"a": 1}}]}, "keys.0: found a mapping"),
        ({**SAVE, "worldinfo": [{**OLD, "keysecondary": {"a": 1}}]}, "activation.secondary.0: found a mapping"),
        ({**SAVE, "worldinfo": [{**OLD, "probability": "often"}]}, "activation.probability: found 'often'"),
        ({**SAVE, "worldinfo": [{**OLD, "probability": 400}]}, "activation.probability: found 400"),
        ({**SAVE, "worldinfo": [{"key": "", "content": ""}]}, "without key, content and comment"),
        ({**UNITED, "worldinfo": "x"}, "worldinfo: found 'x'; allowed: a list of entries"),
        ({"worldinfo_v2": {"entries": "x"}}, "worldinfo_v2.entries: found 'x'; allowed: a mapping of entries"),
        ({"worldinfo_v2": {"entries": {"a": None, "b": NEW}}}, "a: found nothing"),
        (b'{"worldinfo": [{"key": "a", "key": "b", "content": "c"}]}', "'key' stands twice"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, data: Any, said: str) -> None:
    path = write(tmp_path, data)
    assert KoboldWorldInfo().matches(path)
    _, problems = read(path)
    assert said in "\n".join(str(problem) for problem in problems)


def test_ids_are_unique(tmp_path: Path) -> None:
    rows = [{**OLD, "content": str(uid), "uid": uid} for uid in (0, 0, -0.5, None, "0-2")]
    entries, _ = read(write(tmp_path, {**UNITED, "worldinfo": rows}))
    ids = [entry.id for entry in entries]
    assert len(set(ids)) == len(ids) == 6


@pytest.mark.parametrize(
    "data",
    [
        {"entries": {"0": {"uid": 0, "key": ["a"], "keysecondary": [], "content": "b", "comment": "c"}}},
        {"spec": "chara_card_v2", "data": {"character_book": {"entries": [{"keys": ["a"], "content": "b"}]}}},
        {"lorebookVersion": 4, "entries": [{"text": "a", "displayName": "b", "keys": []}]},
        [{"title": "a", "text": "b", "keys": ["c"]}],
        [{"keys": "a, b", "entry": "c"}],
        {"worldinfo": "text", "prompt": "x"},
        {"prompt": "x", "memory": "y"},
        {"worldinfo": []},
        {},
        [],
    ],
)
def test_other_formats_are_not_claimed(tmp_path: Path, data: Any) -> None:
    path = write(tmp_path, data)
    assert not KoboldWorldInfo().matches(path)
    entries, problems = read(path)
    assert not entries
    assert problems


@pytest.mark.parametrize("data", [b"", b'{"worldinfo": [', b"\xff\xfe{\x00", b"[" * 100_000])
def test_damaged_files_are_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ArtefactError):
        list(KoboldWorldInfo().read(write(tmp_path, data)))


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(), max_size=8))
VALUES = st.recursive(SCALARS, lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=4), x, max_size=3))
COUNT = itertools.count()


def places(data: Any) -> list[tuple[Any, Any]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for name, item in items for place in [(data, name), *places(item)]]


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_change_gives_entries_or_problems(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    save = copy.deepcopy({**SAVE, **UNITED, "worldinfo": [OLD, LITE]})
    for _ in range(data.draw(st.integers(1, 4))):
        holder, name = data.draw(st.sampled_from(places(save)))
        holder[name] = data.draw(VALUES)
    path = write(tmp_path_factory.getbasetemp(), save, f"changed-kobold-{next(COUNT)}.json")
    KoboldWorldInfo().matches(path)
    entries, problems = read(path)
    assert entries or problems
    assert len({entry.id for entry in entries}) == len(entries)
    json.dumps([entry.model_dump(mode="json") for entry in entries], ensure_ascii=False).encode()
