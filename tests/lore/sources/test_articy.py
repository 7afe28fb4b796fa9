"""articy:draft: what becomes of each kind of object, of an export in one file and in a folder, and of damage."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.entry import LoreEntry, Problem
from storyteller_agents.lore.sources.articy import Articy
from storyteller_agents.lore.sources.kind_words import kind_of
from storyteller_agents.lore.sources.rich_text import html_text, plain_text

ZERO = "0x0000000000000000"
FLOW = "0x0300000043CE43F7"


def ref(number: int) -> str:
    return f"0x{0x0100000000000000 + number:016X}"


def thing(number: int, type_name: str, template: Any = None, **properties: Any) -> dict[str, Any]:
    start = {"TechnicalName": f"Obj_{number}", "Id": ref(number), "Parent": FLOW, "ExternalId": "", "Text": ""}
    raw: dict[str, Any] = {"Type": type_name, "Properties": {**start, **properties}}
    return raw if template is None else {**raw, "Template": template}


def pin(*targets: int) -> list[dict[str, Any]]:
    connections = [{"Label": "", "Target": ref(target), "TargetPin": ref(9000 + target)} for target in targets]
    return [{"Text": "", "Id": ref(8000), "Connections": connections}]


def line(number: int, speaker: int | None, text: str, *to: int, parent: int = 20, **more: Any) -> dict[str, Any]:
    said = {"Speaker": ZERO if speaker is None else ref(speaker), "MenuText": "", "StageDirections": "", "Text": text}
    return thing(number, "Line", **{**said, "Parent": ref(parent), "OutputPins": pin(*to), **more})


DEFINITIONS = [
    {"Type": "Mood", "Class": "Enum", "Values": {"Calm": 0, "Angry": 1}, "DisplayNames": {"Angry": "Very angry"}},
    {"Type": "Line", "Class": "DialogueFragment", "InheritsFrom": "DialogueFragment", "Template": {"Features": []}},
    {
        "Type": "Keeper",
        "Class": "Entity",
        "InheritsFrom": "Entity",
        "Template": {
            "TechnicalName": "Keeper",
            "DisplayName": "Main Character",
            "Features": [
                {
                    "TechnicalName": "Life",
                    "Properties": [
                        {"Property": "Mood", "Type": "Mood"},
                        {"Property": "Check", "Type": "Script_Condition"},
                    ],
                }
            ],
        },
    },
    {"Type": "Lamps", "Class": "Entity", "InheritsFrom": "Entity", "Template": {"DisplayName": "Lamps"}},
]
LIFE = {
    "Age": 41.0,
    "Brave": True,
    "Mood": 1,
    "Height": 1.75,
    "Nothing": None,
    "Check": "Tide.high == true",
    "Tools": [ref(2), ref(77)],
    "Lamp": ref(2),
    "Nobody": ZERO,
    "Past": "She came over the ice with a lamp in her hand, and she never told a soul in the village who had lit it for her.",
}
MIRA = thing(1, "Keeper", {"Life": LIFE}, DisplayName="Mira Vell", Text="Keeps the lamp.", ExternalId="the keeper")
LAMP = thing(2, "Lamps", {}, DisplayName="North lamp", Parent=ref(5), ExternalId="LAMP_02", Attachments=[ref(1)])
OSKAR = thing(3, "Entity", DisplayName="Oskar", Parent=ref(6))
FOLDERS = [
    thing(5, "UserFolder", DisplayName="Odds and ends"),
    thing(6, "UserFolder", DisplayName="Villagers", Parent=ref(7)),
    thing(7, "UserFolder", DisplayName="Characters"),
]
TALK = thing(20, "Dialogue", DisplayName="At the lamp", Text="They meet.", InputPins=pin(21), Parent=ref(30))
LINES = [
    line(24, 1, "Then go.", StageDirections="turns away"),
    line(23, 3, "I will not.", 24),
    line(22, 3, "", 24, MenuText="Give in."),
    line(21, 1, "Put it out.", 25),
    thing(25, "Hub", DisplayName="choice", Parent=ref(20), OutputPins=pin(22, 23)),
    thing(26, "Comment", Text="Too short?", CreatedOn="2024", Parent=ref(20)),
]
ACT = thing(30, "FlowFragment", DisplayName="First act", OutputPins=pin(20), InputPins=[], Attachments=[])
MAP = thing(40, "Location", DisplayName="Coast")
PLACES = [
    MAP,
    thing(41, "Zone", DisplayName="Ice", Parent=ref(40), Vertices=[{"x": 1.0, "y": 2.0}]),
    thing(42, "Spot", DisplayName="Lamp room", Parent=ref(40)),
    thing(43, "Link", Target=ref(2), Parent=ref(40)),
]
ASSET = {**thing(50, "Asset", DisplayName="Mira", Filename="mira.png"), "AssetRef": "Assets/mira.png"}
DOCUMENT = thing(60, "Document", DisplayName="Letter", Text="Dear <b>Mira</b>,<br>the ice holds.")
VARIABLES = [
    {
        "Namespace": "Tide",
        "Description": "",
        "Variables": [{"Variable": "high", "Type": "Boolean", "Value": "False", "Description": "after dusk"}],
    }
]
OBJECTS = [MIRA, LAMP, OSKAR, *FOLDERS, TALK, *LINES, ACT, *PLACES, ASSET, DOCUMENT]
PROJECT = {"Name": "Lantern Coast", "DetailName": "A coast of lamps.", "TechnicalName": "Lantern"}
WHOLE: dict[str, Any] = {
    "Settings": {"set_Localization": "False", "ExportVersion": "1.0"},
    "Project": PROJECT,
    "GlobalVariables": VARIABLES,
    "ObjectDefinitions": DEFINITIONS,
    "Packages": [{"Name": "All", "IsDefaultPackage": True, "Models": OBJECTS}],
    "ScriptMethods": [{"Name": "light"}],
    "Hierarchy": {"Id": ref(900), "TechnicalName": "Lantern", "Type": "Project", "Children": []},
}


def write(folder: Path, data: Any, name: str = "coast.json") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return path


def read(path: Path) -> tuple[dict[str, LoreEntry], list[Problem]]:
    """Return the entries by title and the problems of a file; all ids have to differ."""
    found = list(Articy().read(path))
    entries = [item for item in found if isinstance(item, LoreEntry)]
    assert len({entry.id for entry in entries}) == len(entries)
    return {entry.title: entry for entry in entries}, [item for item in found if isinstance(item, Problem)]


def whole(folder: Path, *objects: Any, **changed: Any) -> tuple[dict[str, LoreEntry], list[Problem]]:
    return read(write(folder, {**WHOLE, "Packages": [{"Name": "All", "Models": list(objects)}], **changed}))


def tell(entry: LoreEntry, entries: dict[str, LoreEntry]) -> set[tuple[str, str]]:
    titles = {other.id: title for title, other in entries.items()}
    return {(relation.kind, titles[relation.to]) for relation in entry.relations}


class TestOneFile:
    def test_every_object_is_somewhere(self, tmp_path: Path) -> None:
        path = write(tmp_path, WHOLE)
        assert Articy().matches(path)
        assert Articy().parts(path) == ()
        entries, problems = read(path)
        assert problems == []
        kept = [entry.extra["articy"] for entry in entries.values()]
        kept += [raw for entry in entries.values() for raw in entry.extra.get("articy.inside", [])]
        kept += entries["Lantern Coast (project)"].extra["articy"]["Objects"]
        assert all(raw in kept for raw in OBJECTS)
        assert not {"choice", "Villagers", "Mira"} & entries.keys()

    def test_kinds_come_from_class_template_and_folder(self, tmp_path: Path) -> None:
        entries, _ = read(write(tmp_path, WHOLE))
        kinds = {title: entry.kind for title, entry in entries.items()}
        assert kinds == {
            "Mira Vell": "person",  # its template's name
            "North lamp": "other",
            "Oskar": "person",  # the folder above its own
            "At the lamp": "event",
            "First act": "event",
            "Coast": "place",
            "Ice": "place",
            "Lamp room": "place",
            "Letter": "other",
            "Global variables of Lantern Coast": "concept",
            "Lantern Coast (project)": "other",
        }
        assert entries["Oskar"].extra["articy.folders"] == ["Characters", "Villagers"]

    def test_an_entity(self, tmp_path: Path) -> None:
        mira = read(write(tmp_path, WHOLE))[0]["Mira Vell"]
        assert mira.id == "lantern-0100000000000001"
        assert str(mira.source) == f"coast.json, Keeper {ref(1).lower()}"
        assert mira.text.startswith("Keeps the lamp.\n\nPast: She came over the ice")
        assert mira.aliases == ["the keeper"]
        facts = {fact.attribute: fact.value for fact in mira.facts}
        assert facts == {"Age": "41", "Brave": "true", "Mood": "Very angry", "Height": "1.75"}
        assert mira.extra["articy"]["Template"]["Life"]["Check"] == "Tide.high == true"

    def test_relations(self, tmp_path: Path) -> None:
        entries, _ = read(write(tmp_path, WHOLE))
        assert tell(entries["Mira Vell"], entries) == {("Tools", "North lamp"), ("Lamp", "North lamp")}
        assert tell(entries["North lamp"], entries) == {("Attachments", "Mira Vell")}
        assert tell(entries["At the lamp"], entries) == {
            ("part of", "First act"),
            ("Speaker", "Mira Vell"),
            ("Speaker", "Oskar"),
        }
        assert tell(entries["Ice"], entries) == {("part of", "Coast")}
        assert tell(entries["Coast"], entries) == {("Link", "North lamp")}

    def test_a_dialogue_is_told_in_the_order_of_its_flow(self, tmp_path: Path) -> None:
        talk = read(write(tmp_path, WHOLE))[0]["At the lamp"]
        said = ["Mira Vell: Put it out.", "Oskar: Give in.", "Oskar: I will not.", "Mira Vell: Then go."]
        assert talk.text.split("\n") == ["They meet.", "", *said]
        assert talk.extra["articy.lines"][1] == {
            "id": ref(22).lower(),
            "speaker": "Oskar",
            "speaker id": ref(3).lower(),
            "menu text": "Give in.",
        }
        assert talk.extra["articy.lines"][3]["stage directions"] == "turns away"

    def test_circles_and_loose_lines_are_told_too(self, tmp_path: Path) -> None:
        loop = [line(21, 1, "one", 22), line(22, 1, "two", 21), line(23, None, "three", 23), line(24, 1, "four", 22)]
        entries, _ = whole(tmp_path, MIRA, TALK, *loop)
        lines = entries["At the lamp"].text.split("\n")[2:]
        assert sorted(lines) == ["Mira Vell: four", "Mira Vell: one", "Mira Vell: two", "three"]
        assert lines.index("Mira Vell: one") < lines.index("Mira Vell: two")

    def test_a_long_chain(self, tmp_path: Path) -> None:
        chain = [line(number, 1, f"line {number}", number + 1) for number in range(21, 5000)]
        entries, _ = whole(tmp_path, MIRA, TALK, *reversed(chain))
        lines = entries["At the lamp"].text.split("\n")
        assert lines[2:4] + lines[-1:] == ["Mira Vell: line 21", "Mira Vell: line 22", "Mira Vell: line 4999"]

    def test_lines_outside_of_a_dialogue_stay_together(self, tmp_path: Path) -> None:
        flow = {"Id": FLOW, "TechnicalName": "Flow", "Type": "Flow"}
        tree = {"Id": ref(900), "Type": "Project", "Children": [flow]}
        lines = [line(21, 1, "Who?", 22, Parent=FLOW), line(22, None, "The ice.", Parent=FLOW)]
        entries, problems = whole(tmp_path, MIRA, *lines, Hierarchy=tree)
        assert problems == []
        assert entries["Flow"].text == "Mira Vell: Who?\nThe ice."

    def test_markup_becomes_plain_text(self, tmp_path: Path) -> None:
        assert read(write(tmp_path, WHOLE))[0]["Letter"].text == "Dear Mira,\nthe ice holds."

    def test_variables_and_project(self, tmp_path: Path) -> None:
        entries, _ = read(write(tmp_path, WHOLE))
        variables = entries["Global variables of Lantern Coast"]
        assert variables.text == "Tide.high (Boolean): False – after dusk"
        assert variables.extra["articy"]["GlobalVariables"] == VARIABLES
        project = entries["Lantern Coast (project)"]
        assert project.text == "A coast of lamps."
        kept = project.extra["articy"]
        assert kept["Settings"] == WHOLE["Settings"]
        assert kept["ScriptMethods"] == WHOLE["ScriptMethods"]
        assert kept["Packages"] == [{"Name": "All", "IsDefaultPackage": True}]

    def test_an_object_in_two_packages_counts_once(self, tmp_path: Path) -> None:
        packages = [{"Name": "One", "Models": [MIRA]}, {"Name": "Two", "Models": [MIRA, OSKAR]}]
        entries, problems = read(write(tmp_path, {**WHOLE, "Packages": packages}))
        assert {"Mira Vell", "Oskar"} < entries.keys()
        assert problems == []

    def test_without_definitions_classes_are_guessed(self, tmp_path: Path) -> None:
        entries, _ = whole(tmp_path, *OBJECTS, ObjectDefinitions=[])
        assert "Mira Vell: Put it out." in entries["At the lamp"].text
        assert entries["Mira Vell"].kind == "other"

    def test_texts_in_a_spreadsheet_are_told_of(self, tmp_path: Path) -> None:
        _, problems = whole(tmp_path, MIRA, Settings={"set_Localization": "True"})
        assert "spreadsheet" in str(problems[0])

    def test_titles_without_a_display_name(self, tmp_path: Path) -> None:
        nameless = (
            thing(1, "Document", Text="Only text " * 20),
            thing(2, "Document"),
            thing(3, "Document", TechnicalName=""),
        )
        entries, _ = whole(tmp_path, *nameless)
        titles = list(entries)
        assert titles[0].startswith("Only text")
        assert titles[1:3] == ["Obj_2", f"Document {ref(3).lower()}"]


TEXTS = {
    "Obj_1.DisplayName": {"en": {"Text": "Mira"}, "de": {"Text": "Mira die Wärterin"}, "Context": "Entities/Mira"},
    "Obj_1.Text": {"de": {"Text": "Nur deutsch."}, "Context": "Entities/Mira"},
    "Obj_1.Life.Past": {"en-GB": {"Text": "ice"}, "de": {"Text": "Eis"}},
    "Obj_20.DisplayName": {"Context": "Flow/Talk"},
    "Obj_21.Text": {"en": {"Text": "Put it out."}, "de": {"Text": "Mach es aus.", "VOAsset": ref(50)}},
}
KEYED = [
    thing(1, "Keeper", {"Life": {"Past": "Obj_1.Life.Past"}}, DisplayName="Obj_1.DisplayName", Text="Obj_1.Text"),
    thing(20, "Dialogue", DisplayName="Obj_20.DisplayName", InputPins=pin(21)),
    line(21, 1, "Obj_21.Text"),
]
PACKAGE = "package_0100000000000102"
MANIFEST = {
    "Settings": {"ExportVersion": "2.1"},
    "Project": PROJECT,
    "Languages": [{"CultureName": "de"}, {"CultureName": "en"}],
    "GlobalVariables": {"FileName": "global_variables.json", "Hash": "x"},
    "ObjectDefinitions": {"Types": {"FileName": "object_definitions.json"}, "Texts": {"FileName": "not_there.json"}},
    "Packages": [
        {
            "Name": "All",
            "Files": {
                "Objects": {"FileName": f"{PACKAGE}_objects.json"},
                "Texts": {"FileName": f"{PACKAGE}_localization.json"},
            },
        }
    ],
    "Hierarchy": {"FileName": "hierarchy.json"},
}
FILES: dict[str, Any] = {
    "manifest.json": MANIFEST,
    "global_variables.json": {"GlobalVariables": VARIABLES},
    "object_definitions.json": {"ObjectDefinitions": DEFINITIONS},
    "hierarchy.json": {"Id": ref(900), "TechnicalName": "Lantern", "Type": "Project", "Children": [{"Id": ref(1)}]},
    f"{PACKAGE}_localization.json": TEXTS,
    f"{PACKAGE}_objects.json": {"Objects": KEYED},
}


def lay_out(folder: Path, changed: dict[str, Any] | None = None) -> Path:
    """Write an export in a folder, without the files that are changed to None; return the file with the objects."""
    for name, data in {**FILES, **(changed or {})}.items():
        if data is not None:
            write(folder, data, name)
    return folder / f"{PACKAGE}_objects.json"


class TestFolder:
    def test_only_the_objects_give_entries(self, tmp_path: Path) -> None:
        objects = lay_out(tmp_path)
        reader = Articy()
        for name in FILES:
            assert reader.matches(tmp_path / name), name
            if name != objects.name:
                assert list(reader.read(tmp_path / name)) == []
                assert reader.parts(tmp_path / name) == ()
        assert {path.name for path in reader.parts(objects)} == FILES.keys() - {objects.name}
        entries, problems = read(objects)
        assert problems == []
        titles = {"Mira", "Obj_20", "Global variables of Lantern Coast", "Lantern Coast (project)"}
        assert entries.keys() == titles

    def test_english_first_then_the_other_languages(self, tmp_path: Path) -> None:
        entries, _ = read(lay_out(tmp_path))
        mira = entries["Mira"]
        assert mira.text == "Nur deutsch."
        assert mira.aliases == ["Mira die Wärterin"]
        assert [str(fact) for fact in mira.facts] == ["Past: ice"]
        assert mira.extra["articy.texts"] == {key: TEXTS[key] for key in TEXTS if key.startswith("Obj_1.")}
        talk = entries["Obj_20"]
        assert talk.text == "Mira: Put it out."
        assert talk.extra["articy.texts"]["Obj_21.Text"] == TEXTS["Obj_21.Text"]

    def test_without_english_the_projects_first_language_counts(self, tmp_path: Path) -> None:
        manifest = {**MANIFEST, "Languages": [{"CultureName": "fr"}, {"CultureName": "de"}]}
        texts = {
            **TEXTS,
            "Obj_1.DisplayName": {"de": {"Text": "Wärterin"}, "fr": {"Text": "Gardienne"}, "": {"Text": "?"}},
        }
        entries, _ = read(lay_out(tmp_path, {"manifest.json": manifest, f"{PACKAGE}_localization.json": texts}))
        assert "Gardienne" in entries

    def test_a_language_without_a_name(self, tmp_path: Path) -> None:
        texts = {key: {"": {"Text": f"text of {key}"}} for key in TEXTS}
        entries, _ = read(lay_out(tmp_path, {f"{PACKAGE}_localization.json": texts}))
        assert "text of Obj_1.DisplayName" in entries

    def test_a_byte_order_mark(self, tmp_path: Path) -> None:
        objects = lay_out(tmp_path)
        for path in tmp_path.iterdir():
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        entries, problems = read(objects)
        assert "Mira" in entries
        assert problems == []

    @pytest.mark.parametrize("damage", [None, b'{"Obj_1.Text": {"en"', b"", b"\xff\xff\xff"])
    def test_without_texts_keys_are_left_and_the_file_is_named(self, tmp_path: Path, damage: bytes | None) -> None:
        name = f"{PACKAGE}_localization.json"
        objects = lay_out(tmp_path, {name: damage})
        entries, problems = read(objects)
        assert entries["Obj_1.DisplayName"].text == "Obj_1.Text"
        assert len(problems) == 1
        assert name in str(problems[0])
        assert "left as keys" in str(problems[0])
        assert ((tmp_path / name) in Articy().parts(objects)) == (damage is not None)

    def test_a_key_without_a_text_is_told_of(self, tmp_path: Path) -> None:
        texts = {key: record for key, record in TEXTS.items() if key != "Obj_21.Text"}
        entries, problems = read(lay_out(tmp_path, {f"{PACKAGE}_localization.json": texts}))
        assert entries["Obj_20"].text == "Mira: Obj_21.Text"
        assert "Obj_21.Text" in str(problems[0])

    def test_without_a_manifest_files_are_found_by_their_usual_names(self, tmp_path: Path) -> None:
        objects = lay_out(tmp_path, {"manifest.json": None})
        voices = {"Obj_21.Text": {"de": {"VOAsset": ref(51)}, "fr": {"Text": "Éteins-la."}}}
        write(tmp_path, voices, f"{PACKAGE}_voiceover.json")
        entries, problems = read(objects)
        assert problems == []
        assert entries["Mira"].id == "articy-0100000000000001"
        record = entries["Obj_20"].extra["articy.texts"]["Obj_21.Text"]
        assert record["de"] == {"Text": "Mach es aus.", "VOAsset": ref(51)}
        assert record["fr"] == {"Text": "Éteins-la."}
        assert tmp_path / f"{PACKAGE}_voiceover.json" in Articy().parts(objects)

    @pytest.mark.parametrize(
        "name",
        [
            "../secret.json",
            "/etc/secret.json",
            "sub/secret.json",
            "C:\\x.json",
            "..",
            "",
            5,
            None,
            ["a.json"],
            "a\0.json",
        ],
    )
    def test_names_in_a_manifest_lead_nowhere_else(self, tmp_path: Path, name: Any) -> None:
        folder = tmp_path / "export"
        (folder / "sub").mkdir(parents=True)
        for secret in (tmp_path, folder / "sub"):
            write(secret, {"Obj_1.DisplayName": {"en": {"Text": "leaked"}}}, "secret.json")
        manifest = copy.deepcopy(MANIFEST)
        manifest["Packages"][0]["Files"]["Texts"]["FileName"] = name
        objects = lay_out(folder, {"manifest.json": manifest})
        entries, problems = read(objects)
        assert "leaked" not in entries
        assert any("manifest.json has " in str(problem) and "plain name" in str(problem) for problem in problems)
        assert all(part.parent == folder for part in Articy().parts(objects))

    def test_links_out_of_the_folder_are_not_followed(self, tmp_path: Path) -> None:
        outside = write(tmp_path, {"Obj_1.DisplayName": {"en": {"Text": "leaked"}}}, "secret.json")
        folder = tmp_path / "export"
        folder.mkdir()
        objects = lay_out(folder, {f"{PACKAGE}_localization.json": None})
        (folder / f"{PACKAGE}_localization.json").symlink_to(outside)
        assert "leaked" not in read(objects)[0]

    def test_a_speaker_in_another_package_has_a_name(self, tmp_path: Path) -> None:
        other = "package_0100000000000200"
        files = {"Objects": {"FileName": f"{other}_objects.json"}, "Texts": {"FileName": f"{other}_localization.json"}}
        manifest = {**MANIFEST, "Packages": [{"Name": "People", "Files": files}, *MANIFEST["Packages"]]}
        children = [{"Id": ref(3), "TechnicalName": "Oskar_1", "Type": "Entity"}]
        changed = {
            "manifest.json": manifest,
            "hierarchy.json": {**FILES["hierarchy.json"], "Children": children},
            f"{other}_objects.json": {"Objects": [thing(3, "Entity", TechnicalName="Oskar_1")]},
            f"{other}_localization.json": {"Oskar_1.DisplayName": {"en": {"Text": "Oskar"}, "Context": ""}},
            f"{PACKAGE}_objects.json": {"Objects": [*KEYED, line(22, 3, "No.")]},
        }
        objects = lay_out(tmp_path, changed)
        entries, problems = read(objects)
        assert problems == []
        assert "Oskar: No." in entries["Obj_20"].text
        assert "lantern-0100000000000003" in {relation.to for relation in entries["Obj_20"].relations}
        people, _ = read(tmp_path / f"{other}_objects.json")
        assert "Global variables of Lantern Coast" in people  # the first package stands for the project
        assert "Global variables of Lantern Coast" not in entries
        assert not {entry.id for entry in people.values()} & {entry.id for entry in entries.values()}


@pytest.mark.parametrize(
    ("objects", "where", "told"),
    [
        ([5], "package 1, object 1", "without Properties"),
        ([{"Type": "Entity", "Properties": []}], "package 1, object 1", "without Properties"),
        ([{"Type": "Entity", "Properties": {}}], "package 1, object 1, Id", "allowed: an object's id"),
        ([thing(1, "Entity", Id=ZERO)], "package 1, object 1, Id", "allowed: an object's id"),
        (
            [MIRA, {**OSKAR, "Properties": {**OSKAR["Properties"], "Id": ref(1)}}],
            "object 2, Id",
            "which package 1, object 1",
        ),
        ([thing(1, "Entity", DisplayName=["x"])], f"Entity {ref(1).lower()}, DisplayName", "found a list"),
        ([thing(1, "Entity", Text={"en": "x"})], f"Entity {ref(1).lower()}, Text", "found a mapping"),
        ([TALK, line(21, 99, "Who am I?")], f"Dialogue {ref(20).lower()}, Speaker", ref(99).lower()),
    ],
)
def test_a_bad_object_is_named_and_the_others_are_read(
    tmp_path: Path, objects: list[Any], where: str, told: str
) -> None:
    entries, problems = whole(tmp_path, *objects, LAMP)
    assert "North lamp" in entries
    assert len(problems) == 1
    assert where in str(problems[0])
    assert told in str(problems[0])


@pytest.mark.parametrize(
    "changed",
    [
        {"Packages": [{"Models": OBJECTS}, {"Models": 5}, 7]},
        {"GlobalVariables": "x"},
        {"GlobalVariables": [{"Namespace": "a", "Variables": 5}, 3, {"Variables": [4, {}]}]},
        {"ObjectDefinitions": [1, {"Type": "Keeper", "Class": ["x"]}, {"Type": "Line", "InheritsFrom": "Line"}]},
        {"Hierarchy": {"Id": ref(1), "Children": [{"Id": ref(1), "Children": [5]}, "x"]}},
        {"Project": "Lantern", "Settings": [], "ScriptMethods": 3},
        {"Project": {"Name": "\u202e\0{{ project }} {% raw %}", "TechnicalName": "../../etc/passwd"}},
    ],
)
def test_other_parts_may_be_anything(tmp_path: Path, changed: dict[str, Any]) -> None:
    entries, _ = read(write(tmp_path, {**WHOLE, **changed}))
    assert "Mira Vell" in entries
    assert all("/" not in entry.id and ".." not in entry.id for entry in entries.values())


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"entries": {}}, "world.json"),
        ({"Objects": [{"name": "x"}]}, "things.json"),
        ({"GlobalVariables": ["a"]}, "x.json"),
        ({"Packages": [{"name": "left-pad"}]}, "packages.json"),
        ({"mira": {"title": "Mira"}}, "lore.json"),
        ({"mira.vell": {"title": "Mira"}}, "lore.json"),
        ({"name": "my app", "icons": []}, "manifest.json"),
        ([], "list.json"),
        (b"# Notes", "notes.md"),
        (b"", "empty.json"),
        (b"{", "hierarchy.json"),
        (b"", "empty.articyue"),
        (b"only text", "notes.articyue"),
    ],
)
def test_other_files_are_not_taken(tmp_path: Path, data: Any, name: str) -> None:
    assert not Articy().matches(write(tmp_path, data, name))


@pytest.mark.parametrize("name", [f"{PACKAGE}_objects.json", f"{PACKAGE}_localization.json", "object_definitions.json"])
def test_a_damaged_part_is_known_by_its_name(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, b'{"Objects": [{"Type"', name)
    assert Articy().matches(path)
    assert Articy().parts(path) == ()
    with pytest.raises(ArtefactError, match="cut off"):
        list(Articy().read(path))


@pytest.mark.parametrize(
    "data", [b"ADFA\x01\x00\x00\x00", b"\x01\x02\x00\x03", b"PK\x03\x04", json.dumps(WHOLE).encode()]
)
@pytest.mark.parametrize("ending", [".articyue", ".ARTICYUE", ".articyue4"])
def test_packages_for_unreal_are_refused_with_advice(tmp_path: Path, data: bytes, ending: str) -> None:
    path = write(tmp_path, data, f"coast{ending}")
    assert Articy().matches(path)
    assert Articy().parts(path) == ()
    with pytest.raises(ArtefactError, match="as JSON"):
        list(Articy().read(path))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("plain & simple, 3 < 5 > 1", "plain & simple, 3 < 5 > 1"),
        ("Hello <PlayerName>, it is <b>you</b>", "Hello <PlayerName>, it is you"),
        ("<p>One &amp; two</p><p>three<br/>four</p>", "One & two\nthree\nfour"),
        ("<color=#ff0000>red</color> & <size=20>big</size>", "red & big"),
        ("<style=Title>A name</style> and <style>p {}</style>more", "A name and more"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<b>bold</b> and HP<MAX, <i", "bold and HP<MAX, <i"),
        ("<b>x</b><!-- hidden --><script>evil()</script> y", "x y"),
        ("<b>x</b><script>never closed", "xnever closed"),
        ("a </script> <b>b</b>", "a  b"),
        ("<b>x</b><![if weird[ y", "x<![if weird[ y"),
        (r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 Caf\'e9 \b bold\b0\par next \u8211? end}", "Café bold\nnext – end"),
        (r"{\rtf1 \{a\}}", "{a}"),
        (r"{\rtf1 broken \'zz \u", "broken ?"),
    ],
)
def test_plain_text(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@pytest.mark.parametrize(
    "piece", ["<a ", "<!--", "<b", "</", "<![CDATA[", "<?", "<a b='", "&", "<script>", "{\\rtf1 {\\*", "<b></b><"]
)
def test_markup_takes_no_long_time(piece: str) -> None:
    assert len(html_text(piece * 50_000)) <= len(piece) * 50_000
    plain_text(f"<b>x</b>{piece * 50_000}>")


pieces = st.sampled_from([*"<>/!-[]\\{}'\"=& ab1?;", "<b>", "\\rtf", "\\u", "\ud800", "\0", "script", "--"])


@given(st.lists(pieces, max_size=60).map("".join))
@settings(max_examples=100)
def test_any_text_becomes_text(text: str) -> None:
    for found in (plain_text(text), html_text(text), plain_text("{\\rtf1 " + text)):
        found.encode()
        assert "\0" not in found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Characters", "person"),
        ("npc", "person"),
        ("SupportingNPC", "person"),
        ("weapons", "object"),
        ("character_items", "object"),
        ("Cities", "place"),
        ("Enemies", "person"),
        ("Various", None),
    ],
)
def test_kind_of(name: str, kind: str | None) -> None:
    assert kind_of([name]) == kind


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | st.just(ref(1)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return every place in a JSON document, as what it is in and its key there."""
    items = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [(value, key) for key, _ in items] + [place for _, item in items for place in places(item)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    return lambda: tmp_path_factory.mktemp("export")


@given(st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_change_gives_entries_or_problems(folder: Callable[[], Path], data: st.DataObject) -> None:
    place = folder()
    name = data.draw(st.sampled_from(["whole", *FILES]))
    changed = copy.deepcopy({"root": WHOLE if name == "whole" else FILES[name]})
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(places(changed)))
        if data.draw(st.booleans()) and holder is not changed:
            del holder[key]
        else:
            holder[key] = data.draw(json_like)
    document = json.dumps(changed["root"]).encode()
    path = write(place, document) if name == "whole" else lay_out(place, {name: document})
    reader = Articy()
    reader.matches(path)
    assert all(part.parent == place for part in reader.parts(path))
    try:
        found = list(reader.read(path))
    except ArtefactError:
        assert not path.exists() or not isinstance(changed["root"], dict)
        return
    assert all(isinstance(item, LoreEntry | Problem) for item in found)
    ids = [item.id for item in found if isinstance(item, LoreEntry)]
    assert len(set(ids)) == len(ids)
    json.dumps(
        [item.model_dump(mode="json") for item in found if isinstance(item, LoreEntry)], ensure_ascii=False
    ).encode()
