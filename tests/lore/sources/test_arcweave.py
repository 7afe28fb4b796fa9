"""Arcweave: what becomes of components, attributes, elements, connections, notes and variables, and of damage."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.entry import LoreEntry, Problem
from storyteller_agents.lore.sources.arcweave import Arcweave

MIRA, OSKAR, LAMP, COAST = "1a000000-mira", "1b000000-oskar", "1c000000-lamp", "1d000000-coast"
MEET, REFUSE, YIELD, DARK = "2a000000-meet", "2b000000-refuse", "2c000000-yield", "2d000000-dark"


def attribute(owner: str, name: Any, data: Any, kind: str = "string", section: str = "components", **more: Any) -> Any:
    return {"cId": owner, "cType": section, "name": name, "value": {"data": data, "type": kind, **more}}


def connection(source: str, target: str, label: str | None = None, kinds: str = "elements elements") -> dict[str, Any]:
    source_type, target_type = kinds.split()
    ends = {"sourceid": source, "targetid": target, "sourceType": source_type, "targetType": target_type}
    return {"type": "Straight", "label": label, **ends}


STORY = "Mira was born on the ice and has kept the north lamp ever since the day on which her mother did not come back."
PROJECT: dict[str, Any] = {
    "name": "Lantern Coast",
    "startingElement": MEET,
    "boards": {
        "b0": {"name": "Root", "root": True, "children": ["b1"]},
        "b1": {
            "name": "At the lamp",
            "notes": ["n1", "n2"],
            "elements": [MEET, REFUSE, YIELD, DARK],
            "attributes": ["a-tide"],
        },
    },
    "notes": {
        "n1": {"theme": "cyan", "content": "<p>Is this <strong>too dark</strong>?</p>"},
        "n2": {"theme": "default", "content": ""},
    },
    "elements": {
        MEET: {
            "title": "<p>The meeting</p>",
            "theme": "gold",
            "content": "<p>Oskar &amp; Mira meet.</p><p>The lamp burns.<br>Low.</p>",
            "components": [MIRA, OSKAR],
            "attributes": ["a-tag"],
            "outputs": ["c1"],
        },
        REFUSE: {"title": "Refuse", "content": "<p>No.</p>", "components": [MIRA], "outputs": ["c5"]},
        YIELD: {"title": None, "content": "<p>Very well.</p>", "components": [], "outputs": []},
        DARK: {"title": "Dark", "content": "", "outputs": ["c4"]},
    },
    "jumpers": {"j1": {"elementId": DARK}},
    "connections": {
        "c1": connection(MEET, "br1", "<p>Answer</p>", "elements branches"),
        "c2": connection("co1", REFUSE, "<p>Say no</p>", "conditions elements"),
        "c3": connection("co2", "j1", None, "conditions jumpers"),
        "c4": connection(DARK, DARK),
        "c5": connection(REFUSE, YIELD),
        "c6": connection("co3", YIELD, None, "conditions elements"),
    },
    "branches": {"br1": {"conditions": {"ifCondition": "co1", "elseIfConditions": ["co2"], "elseCondition": "co3"}}},
    "conditions": {
        "co1": {"output": "c2", "script": "courage &gt; 3"},
        "co2": {"output": "c3", "script": 'visits(<span class="mention" data-id="x">dark</span>)'},
        "co3": {"output": "c6", "script": None},
    },
    "components": {
        "f0": {"name": "Root", "root": True, "children": ["f1", "f2", "f3", COAST]},
        "f1": {"name": "CHARACTERS", "children": ["f4", OSKAR]},
        "f2": {"name": "item", "children": [LAMP]},
        "f3": {"name": "Odds", "children": []},
        "f4": {"name": "Keepers", "children": [MIRA]},
        MIRA: {
            "name": "Mira Vell",
            "attributes": ["a-age", "a-story", "a-friends", "a-tall"],
            "assets": {"cover": {"id": "i1"}},
        },
        OSKAR: {"name": "Oskar", "attributes": ["a-one"]},
        LAMP: {"name": "North lamp", "attributes": ["a-rich", "a-empty"]},
        COAST: {"name": "Coast", "attributes": []},
    },
    "attributes": {
        "a-age": attribute(MIRA, "Age", 41, "integer"),
        "a-story": attribute(MIRA, "Told by her", f"<p>{STORY}</p>"),
        "a-friends": attribute(MIRA, "trusts", [OSKAR, "f1", "gone"], "component-list"),
        "a-tall": attribute(MIRA, "Tall", True, "boolean"),
        "a-unlisted": attribute(MIRA, "Eyes", "grey", plain=True),
        "a-one": attribute(OSKAR, "Description", "A <trader>.", plain=True),
        "a-rich": attribute(LAMP, "Made of", "<p>Brass &amp; glass</p>"),
        "a-empty": attribute(LAMP, None, ""),
        "a-tag": attribute(MEET, "tag", "start", section="elements", plain=True),
        "a-tide": attribute("b1", "Tide", 2.5, "float", "boards"),
    },
    "assets": {"i1": {"name": "mira.png", "type": "image"}},
    "variables": {
        "v0": {"root": True, "children": ["v1"]},
        "v1": {"name": "courage", "type": "integer", "value": 0},
        "v2": {"name": "lit", "type": "boolean", "value": False},
    },
    "cover": {"file": "cover.png"},
}


def write(folder: Path, data: Any, name: str = "project.json") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return path


def read(path: Path) -> tuple[dict[str, LoreEntry], list[Problem]]:
    """Return the entries by title and the problems of a file; all ids have to differ."""
    found = list(Arcweave().read(path))
    entries = [item for item in found if isinstance(item, LoreEntry)]
    assert len({entry.id for entry in entries}) == len(entries)
    return {entry.title: entry for entry in entries}, [item for item in found if isinstance(item, Problem)]


def changed(section: str, name: str, /, **fields: Any) -> dict[str, Any]:
    project = copy.deepcopy(PROJECT)
    project[section][name] = {**project[section].get(name, {}), **fields}
    return project


def tell(entry: LoreEntry, entries: dict[str, LoreEntry]) -> list[tuple[str, str]]:
    titles = {other.id: title for title, other in entries.items()}
    return [(relation.kind, titles[relation.to]) for relation in entry.relations]


def test_each_thing_has_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, PROJECT)
    assert Arcweave().matches(path)
    entries, problems = read(path)
    assert problems == []
    assert {title: entry.kind for title, entry in entries.items()} == {
        "Mira Vell": "person",  # of the folder above its own
        "Oskar": "person",
        "North lamp": "object",
        "Coast": "other",
        "The meeting": "event",
        "Refuse": "event",
        "Very well.": "event",
        "Dark": "event",
        "Note: Is this too dark?": "other",
        "Variables of Lantern Coast": "concept",
        "Lantern Coast (project)": "other",
    }
    assert entries["Mira Vell"].id == "lantern-coast-1a000000"
    assert str(entries["Mira Vell"].source) == f"project.json, components {MIRA}"
    assert entries["Mira Vell"].extra["arcweave.folders"] == ["CHARACTERS", "Keepers"]


def test_attributes_are_facts_text_or_relations(tmp_path: Path) -> None:
    entries, _ = read(write(tmp_path, PROJECT))
    mira = entries["Mira Vell"]
    assert [str(fact) for fact in mira.facts] == ["Age: 41", "Tall: true", "Eyes: grey"]
    assert mira.text == STORY  # the only long one
    assert tell(mira, entries) == [("trusts", "Oskar")]
    assert entries["Oskar"].text == "A <trader>."  # called a description
    assert [str(fact) for fact in entries["North lamp"].facts] == ["Made of: Brass & glass"]
    assert mira.extra["arcweave"] == PROJECT["components"][MIRA]
    assert mira.extra["arcweave.attributes"]["a-age"] == PROJECT["attributes"]["a-age"]


def test_several_long_attributes_are_told_with_their_names(tmp_path: Path) -> None:
    project = changed("attributes", "a-more", **attribute(MIRA, "Fear", f"Not of the sea. {STORY}"))
    mira = read(write(tmp_path, project))[0]["Mira Vell"]
    assert mira.text == f"Told by her: {STORY}\n\nFear: Not of the sea. {STORY}"


def test_elements(tmp_path: Path) -> None:
    entries, _ = read(write(tmp_path, PROJECT))
    meeting = entries["The meeting"]
    assert meeting.text == "Oskar & Mira meet.\nThe lamp burns.\nLow."
    assert [str(fact) for fact in meeting.facts] == ["tag: start"]
    assert meeting.extra["arcweave.board"] == "At the lamp"
    assert tell(meeting, entries) == [
        ("features", "Mira Vell"),
        ("features", "Oskar"),
        ("leads to", "Refuse"),  # through a branch
        ("leads to", "Dark"),  # through a branch and a jumper
        ("leads to", "Very well."),
    ]
    leads = [(lead["label"], lead["condition"]) for lead in meeting.extra["arcweave.leads"]]
    assert leads == [("Answer / Say no", "courage > 3"), ("Answer", "visits(dark)"), ("Answer", "")]
    assert meeting.extra["arcweave.connections"] == {"c1": PROJECT["connections"]["c1"]}
    assert tell(entries["Refuse"], entries) == [("features", "Mira Vell"), ("leads to", "Very well.")]
    assert entries["Dark"].relations == []  # it leads to itself


def test_connections_count_without_outputs(tmp_path: Path) -> None:
    project = copy.deepcopy(PROJECT)
    del project["elements"][REFUSE]["outputs"]
    entries, _ = read(write(tmp_path, project))
    assert ("leads to", "Very well.") in tell(entries["Refuse"], entries)


def test_variables_notes_and_all_the_rest_are_kept(tmp_path: Path) -> None:
    entries, _ = read(write(tmp_path, PROJECT))
    variables = entries["Variables of Lantern Coast"]
    assert variables.text == "courage (integer): 0\nlit (boolean): false\nAt the lamp.Tide (float): 2.5"
    note = entries["Note: Is this too dark?"]
    assert (note.text, note.extra["arcweave.board"]) == ("Is this too dark?", "At the lamp")
    project = entries["Lantern Coast (project)"]
    assert not project.enabled
    kept = project.extra["arcweave"]
    for section in ("boards", "jumpers", "connections", "branches", "conditions", "assets", "variables", "cover"):
        assert kept[section] == PROJECT[section]
    assert kept["startingElement"] == MEET
    assert kept["notes"] == {"n2": PROJECT["notes"]["n2"]}
    assert kept["attributes"] == {"a-tide": PROJECT["attributes"]["a-tide"]}
    assert kept["components"].keys() == {"f0", "f1", "f2", "f3", "f4"}


def test_several_languages(tmp_path: Path) -> None:
    project = copy.deepcopy(PROJECT)
    project["elements"][MEET] |= {"title": None, "content": None}
    del project["components"][MIRA]["name"]
    project["locales"] = [{"iso": "de", "name": "German"}, {"iso": "en", "name": "English"}]
    project["contents"] = {
        MEET: {
            "title": {"de": {"text": "<p>Treffen</p>"}, "en": {"text": "<p>Meeting</p>"}},
            "content": {"fr": {"text": "Ils se voient."}, "de": {"text": "Sie sehen sich."}, "en": {"text": " "}},
        },
        MIRA: {"name": {"de": "Mira die Wärterin"}},
        "c1": {"label": {"en": {"text": "Answer"}}},
    }
    entries, problems = read(write(tmp_path, project))
    assert problems == []
    assert entries["Meeting"].text == "Sie sehen sich."
    assert entries["Meeting"].extra["arcweave.contents"] == project["contents"][MEET]
    assert entries["Mira die Wärterin"].kind == "person"
    assert entries["Lantern Coast (project)"].extra["arcweave"]["contents"] == {"c1": project["contents"]["c1"]}


def test_what_the_web_api_returns(tmp_path: Path) -> None:
    path = write(tmp_path, {"project": PROJECT})
    assert Arcweave().matches(path)
    assert "Mira Vell" in read(path)[0]


def test_empty_sections_may_be_lists(tmp_path: Path) -> None:
    project = {**PROJECT, "elements": [], "notes": [], "jumpers": [], "branches": [], "conditions": []}
    path = write(tmp_path, project)
    assert Arcweave().matches(path)
    entries, problems = read(path)
    assert problems == []
    assert "Mira Vell" in entries


def test_ids_that_begin_alike_are_kept_whole(tmp_path: Path) -> None:
    project = changed("components", "1a000000-other", name="Other", attributes=[])
    project["elements"][MIRA] = {"title": "Same id", "content": ""}
    entries, _ = read(write(tmp_path, project))
    assert entries["Mira Vell"].id == f"lantern-coast-{MIRA}"
    assert entries["Other"].id == "lantern-coast-1a000000-other"
    assert entries["Same id"].id.startswith(f"lantern-coast-{MIRA}-elements")
    assert tell(entries["Refuse"], entries)[0] == ("features", "Mira Vell")
    again, _ = read(write(tmp_path, project, "again.json"))
    assert {title: entry.id for title, entry in again.items()} == {title: entry.id for title, entry in entries.items()}


def test_folders_in_circles_and_branches_in_circles(tmp_path: Path) -> None:
    project = changed("components", "f4", children=[MIRA, "f1"])
    project["connections"]["c2"] = connection("co1", "br1", "again", "conditions branches")
    entries, _ = read(write(tmp_path, project))
    assert entries["Mira Vell"].kind == "person"
    assert ("leads to", "Dark") in tell(entries["The meeting"], entries)


@pytest.mark.parametrize(
    ("section", "name", "fields", "where", "told"),
    [
        ("elements", MEET, {"components": [MIRA, "gone"]}, f"elements {MEET}, components", "found 'gone'"),
        (
            "elements",
            MEET,
            {"components": {"a": 1}},
            f"elements {MEET}, components",
            "found a mapping; allowed: a list",
        ),
        (
            "elements",
            MEET,
            {"outputs": ["c1", "c99"]},
            f"elements {MEET}, outputs",
            "'c99'; allowed: an id that is in conn",
        ),
        ("elements", MEET, {"attributes": ["a-tag", 5]}, f"elements {MEET}, attributes", "found 5"),
        ("components", OSKAR, {"attributes": ["a-gone"]}, f"components {OSKAR}, attributes", "found 'a-gone'"),
    ],
)
def test_what_is_missing_is_named(
    tmp_path: Path, section: str, name: str, fields: dict[str, Any], where: str, told: str
) -> None:
    entries, problems = read(write(tmp_path, changed(section, name, **fields)))
    assert len(entries) == 11
    assert len(problems) == 1
    assert where in str(problems[0])
    assert told in str(problems[0])


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"notes": "x"}, "notes: found 'x'; allowed: a mapping by id"),
        ({"variables": [1]}, "variables: found a list"),
        ({"components": {**PROJECT["components"], "x": 5}}, "components x: found 5; allowed: a mapping"),
        ({"attributes": None, "boards": 7}, "boards: found 7"),
    ],
)
def test_bad_sections_are_named_and_the_rest_is_read(tmp_path: Path, fields: dict[str, Any], where: str) -> None:
    entries, problems = read(write(tmp_path, {**PROJECT, **fields}))
    assert {"Mira Vell", "The meeting"} < entries.keys()
    assert any(where in str(problem) for problem in problems)


@pytest.mark.parametrize(
    ("section", "name", "fields"),
    [
        ("components", MIRA, {"name": "{{ config }} {% raw %} \u202e\0", "attributes": None}),
        ("components", MIRA, {"name": 5, "attributes": "a-age", "assets": []}),
        ("components", "f1", {"children": 5}),
        ("components", "f1", {"children": [["x"], None, {"a": 1}]}),
        ("elements", MEET, {"title": ["x"], "content": 5, "components": None}),
        ("elements", MEET, {"content": "<p>never <b closed"}),
        ("attributes", "a-age", {"value": "41", "cId": ["x"], "name": {"a": 1}}),
        ("attributes", "a-age", {"value": {"data": {"a": 1}}, "name": " \u200b "}),
        ("connections", "c1", {"targetid": None, "label": 5}),
        ("branches", "br1", {"conditions": [1]}),
        ("branches", "br1", {"conditions": {"ifCondition": 5, "elseIfConditions": "x"}}),
        ("conditions", "co1", {"output": ["c2"], "script": 5}),
        ("jumpers", "j1", {"elementId": None}),
        ("variables", "v1", {"name": None, "value": [1]}),
        ("boards", "b1", {"elements": "x", "name": None}),
    ],
)
def test_anything_may_be_anywhere(tmp_path: Path, section: str, name: str, fields: dict[str, Any]) -> None:
    path = write(tmp_path, changed(section, name, **fields))
    assert Arcweave().matches(path)
    entries, _ = read(path)
    assert len(entries) == 11


@pytest.mark.parametrize(
    "data",
    [
        {"entries": {}},
        {"elements": {"a": {}}, "components": {"b": {}}},
        {"elements": [1], "components": {}, "boards": {}, "attributes": {}},
        {"elements": {"a": 1}, "components": {"b": "x"}, "boards": {}, "attributes": {}},
        {"project": {"name": "left-pad"}, "elements": 5},
        [],
        b"",
        b"# elements",
    ],
)
def test_other_files_are_not_taken(tmp_path: Path, data: Any) -> None:
    assert not Arcweave().matches(write(tmp_path, data))


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    path = write(tmp_path, json.dumps(PROJECT).encode()[:-40])
    with pytest.raises(ArtefactError, match="cut off"):
        list(Arcweave().read(path))


def test_keys_that_stand_twice_are_told(tmp_path: Path) -> None:
    text = json.dumps(PROJECT).replace('"a-age": {', '"a-tall": {}, "a-age": {', 1)
    _, problems = read(write(tmp_path, text.encode()))
    assert "'a-tall' stands twice" in str(problems[0])


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | st.just(MIRA),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return every place in a JSON document, as what it is in and its key there."""
    items = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [(value, key) for key, _ in items] + [place for _, item in items for place in places(item)]


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_any_change_gives_entries_or_problems(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    project = copy.deepcopy(PROJECT)
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(places(project)))
        if data.draw(st.booleans()):
            del holder[key]
        else:
            holder[key] = data.draw(json_like)
    path = write(tmp_path_factory.mktemp("arcweave"), project)
    Arcweave().matches(path)
    found = list(Arcweave().read(path))
    assert all(isinstance(item, LoreEntry | Problem) for item in found)
    entries = [item for item in found if isinstance(item, LoreEntry)]
    ids = {entry.id for entry in entries}
    assert len(ids) == len(entries)
    assert all(relation.to in ids for entry in entries for relation in entry.relations)
    json.dumps([entry.model_dump(mode="json") for entry in entries], ensure_ascii=False).encode()
