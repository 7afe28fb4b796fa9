"""Tables in CSV files, workbooks and JSON, good and bad."""

from __future__ import annotations

import csv
import io
import json
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyteller_agents.errors import ArtefactError, LoreError, MissingExtraError
from storyteller_agents.lore.entry import LoreEntry, Problem
from storyteller_agents.lore.sources import sheet as sheet_module
from storyteller_agents.lore.sources.columns import Columns
from storyteller_agents.lore.sources.json_table import JsonTable, UnrealTable
from storyteller_agents.lore.sources.sheet import CsvTable, XlsxTable
from storyteller_agents.lore.sources.source import read_file
from storyteller_agents.lore.sources.table import TableReader

Write = Callable[..., Path]


def read(path: Path, reader: TableReader) -> tuple[list[LoreEntry], list[str]]:
    assert reader.matches(path)
    found = list(reader.read(path))
    return [item for item in found if isinstance(item, LoreEntry)], [str(i) for i in found if isinstance(i, Problem)]


def good(path: Path, reader: TableReader) -> list[LoreEntry]:
    entries, problems = read(path, reader)
    assert not problems
    return entries


# CSV


def test_csv(write: Write) -> None:
    path = write(
        "characters.csv",
        "slug,Name,Description,Faction,Allies,Portrait\r\n"
        'mara,Mara,"She tends the ""north"" lamp,\r\nalone.",Guild,tom,/img/m.png\r\n'
        "\r\n"
        "tom,Tom,=1+1,Guild,Mara,\r\n",
    )
    mara, tom = good(path, CsvTable())
    assert (mara.id, mara.title, mara.kind, mara.text) == (
        "mara",
        "Mara",
        "person",
        'She tends the "north" lamp,\nalone.',
    )
    assert ([str(fact) for fact in mara.facts], mara.relations[0].to) == (["Faction: Guild"], "tom")
    assert mara.extra == {"Portrait": "/img/m.png"}
    assert (tom.text, tom.relations[0].to, tom.extra) == ("=1+1", "mara", {})
    assert [str(entry.source) for entry in (mara, tom)] == ["characters.csv, row 2", "characters.csv, row 4"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", [".csv", ".tsv"])
def test_csv_delimiters(write: Write, delimiter: str, ending: str) -> None:
    rows = [["name", "desc"], ["Lamp, north; tall", "burns | always\there"], ["Oil", "thin, clear; cold"]]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    entries = good(write(f"a{ending}", stream.getvalue()), CsvTable())
    assert [[entry.title, entry.text] for entry in entries] == [[row[0], row[1]] for row in rows[1:]]


def test_csv_says_its_delimiter(write: Write) -> None:
    (entry,) = good(write("a.csv", "sep=|\nname|desc, long; and wide\nLamp|burns\n"), CsvTable())
    assert (entry.title, str(entry.facts[0])) == ("Lamp", "desc, long; and wide: burns")


def test_csv_with_one_column(write: Write) -> None:
    entries = good(write("places.csv", "Name\nSallow Quay\nNorth Lamp\n"), CsvTable())
    assert [(entry.id, entry.kind) for entry in entries] == [("sallow-quay", "place"), ("north-lamp", "place")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_csv_encodings(write: Write, encoding: str) -> None:
    text = "name,desc\r\nNorðljós,燈火通明\r\n" + "Oil,thin\r\n" * 9000
    entries = good(write("a.csv", text.encode(encoding)), CsvTable())
    assert (entries[0].title, entries[0].text, len(entries)) == ("Norðljós", "燈火通明", 9001)


def test_bytes_that_are_no_text_cost_their_row(write: Write) -> None:
    path = write("a.csv", ("name,desc\nMara,keeper\n" + "Oil,thin\n" * 5000 + "Zoë,tall\nTom,pilot\n").encode("cp1252"))
    *found, tom = read_file(path, CsvTable(), "a.csv")
    (problem,) = (item for item in found if isinstance(item, Problem))
    assert str(problem) == (
        "a.csv, row 5003: found the byte 0xeb, which is no UTF-8 text; the row is left out; save the file as UTF-8"
    )
    assert isinstance(tom, LoreEntry) and tom.title == "Tom" and len(found) == 5002


def test_ragged_rows(write: Write) -> None:
    text = "name,desc,age\nMara,keeper\nTom,pilot,33,x\nAda,nurse,44,,\n" + "Bo,cook\n" * 6
    entries, problems = read(write("a.csv", text), CsvTable())
    assert [entry.title for entry in entries] == ["Mara", "Ada", *["Bo"] * 6]
    assert [entry.id for entry in entries][2:5] == ["bo", "bo-2", "bo-3"]
    assert problems[0].startswith("a.csv, row 3: found 4 cells; allowed: 3, ")
    assert problems[1].startswith("a.csv: found fewer than 3 cells in row 2, 5, 6, 7, 8 and 2 more; ")


def test_headers_are_made_unique(write: Write) -> None:
    entries, problems = read(write("a.csv", "name,,Note,Note,,\nMara,a,b,c,,\n"), CsvTable(Columns(title="name")))
    assert entries[0].extra == {"column 2": "a", "Note": "b", "Note 4": "c"}
    assert problems == [
        "a.csv, row 1: found no name for column 2; it is read as 'column 2'",
        "a.csv, row 1: found the name 'Note' a second time for column 4; it is read as 'Note 4'",
    ]


def test_numbers_are_no_ids_outside_of_their_table(write: Write) -> None:
    text = "id,name,parent_id\n1,Mara,\n2,Tom,1\n2,Ada,2\n"
    entries, problems = read(write("people.csv", text), CsvTable())
    assert [entry.id for entry in entries] == ["people-1", "people-2", "people-2-2"]
    assert [[relation.to for relation in entry.relations] for entry in entries] == [[], ["people-1"], ["people-2"]]
    assert [entry.extra["id"] for entry in entries] == ["1", "2", "2"]
    assert problems == ["people.csv, row 4, id: found '2', which another row has too; this one is read as 'people-2-2'"]


def test_a_mapping_counts_instead_of_a_proposal(write: Write) -> None:
    path = write("a.csv", "name,desc\nMara,keeper\n")
    (entry,) = good(path, CsvTable(Columns(title="desc", facts="name", kind_default="rule")))
    assert (entry.title, str(entry.facts[0]), entry.kind) == ("keeper", "name: Mara", "rule")
    with pytest.raises(LoreError, match=r"no column 'nmae' \(did you mean 'name'\?\); there are: name, desc"):
        list(CsvTable(Columns(title="nmae")).read(path))


@pytest.mark.parametrize(
    ("content", "entries", "said"),
    [
        (b"", 0, "the file is empty"),
        (b"\n\n,,\n", 0, "the file is empty"),
        (b"\xef\xbb\xbf", 0, "the file is empty"),
        (b"name,desc\n", 0, "found no rows"),
        (b'name,desc\na,"b"c\nd,e\n', 1, "row 2: found quotes"),
        (
            b'name,desc\na,b\nc,"never\nclosed,\n',
            1,
            "row 3: found quotes that can't be read (unexpected end of data); lines 3 to 4",
        ),
        (b'"name,desc\na,b\n', 0, "row 1: found quotes"),
        (b"name,desc\n,\n ,x\n", 1, ""),
        (b"age,size\n3,4\n", 0, "found no title"),
        (b"name,desc\na\x00b,\x1b[31m{{x}}\n", 1, ""),
        (b"name,desc\n" + b"a,b\n" * 9 + b"x" * 600 + b",y\n", 9, "row 11, title: found 'xxx"),
        (b"name,desc\n" + b'a,"' + b"x" * 5_000_000 + b'"\nb,c\n', 1, "row 2: found quotes"),
        ("name,desc\r\na,b\r\n".encode("utf-16")[:-1], 0, "not UTF-16 text"),
    ],
)
def test_bad_csv(write: Write, content: bytes, entries: int, said: str) -> None:
    path = write("a.csv", content)
    assert CsvTable().matches(path)
    found = read_file(path, CsvTable(), "a.csv")
    problems = [str(item) for item in found if isinstance(item, Problem)]
    assert len(found) - len(problems) == entries
    assert bool(problems) == bool(said)
    assert said in " ".join(problems)


def test_what_is_no_text_is_no_csv(write: Write) -> None:
    assert not CsvTable().matches(write("a.csv", b"PK\x03\x04abc"))
    assert not CsvTable().matches(write("a.txt", "name,desc\na,b\n"))


def test_csv_is_read_as_a_stream(write: Write) -> None:
    line = f"Lamp,{'burns all night long ' * 40}\n"
    path = write("a.csv", "name,desc\n" + line * 5_000)
    tracemalloc.start()
    try:
        count = sum(1 for _ in CsvTable().read(path))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 5_000
    assert peak < path.stat().st_size / 2


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from([b'"', b",", b"\n", b"\r", b";", b"\xff", b"\x00", b""])),
        max_size=6,
    )
)
def test_any_change_of_a_csv_gives_entries_or_problems(tmp_path: Path, changes: list[tuple[int, bytes]]) -> None:
    data = b'id,name,desc\n1,"Mara","tends, the ""lamp"""\n2,Tom,pilot\n'
    for at, new in changes:
        data = data[:at] + new + data[at + 1 :]
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    try:
        found = list(CsvTable().read(path))
    except ArtefactError:
        return
    assert found
    ids = [item.id for item in found if isinstance(item, LoreEntry)]
    assert len(ids) == len(set(ids))


# Workbooks

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
_MARA = '<row r="2"><c r="A2" t="inlineStr"><is><t>Mara</t></is></c></row>'


def packed(rows: str, *, before: str = "", doctype: str = "") -> bytes:
    """A workbook of one sheet whose XML is what a test says."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Override PartName="/xl/workbook.xml" '
            f'ContentType="{_SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
            f'ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'{doctype}<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>'
            "</worksheet>",
        }.items():
            archive.writestr(name, xml)
    return stream.getvalue()


@pytest.fixture
def workbook(write: Write) -> Callable[..., Path]:
    """Write a workbook: ``workbook("a.xlsx", NPCs=[["name"], ["Mara"]])``."""

    def _write(name: str, **sheets: list[list[Any]]) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        stream = io.BytesIO()
        book.save(stream)
        return write(name, stream.getvalue())

    return _write


def test_workbook(workbook: Callable[..., Path]) -> None:
    path = workbook(
        "bible.xlsx",
        NPCs=[
            [],
            ["ID", "Name", "Bio", "Born", "Tall", None],
            [1, "Mara", "Keeper of the lamp", datetime(1912, 3, 4), True],
            [],
            [2, "Tom", "Pilot of the quay", datetime(1913, 1, 1, 6), False, None],
        ],
        Places=[["Name", "About it"], ["Sallow Quay", "A harbour of eel smokers"]],
        Empty=[],
    )
    mara, tom, quay = good(path, XlsxTable())
    assert (mara.id, mara.title, mara.kind, mara.text) == ("bible-npcs-1", "Mara", "person", "Keeper of the lamp")
    assert [str(fact) for fact in mara.facts] == ["Born: 1912-03-04", "Tall: true"]
    assert str(tom.facts[0]) == "Born: 1913-01-01 06:00:00"
    assert (tom.source.file, tom.source.row, tom.source.node) == ("bible.xlsx", 5, "NPCs")
    assert (quay.id, quay.kind, quay.text, quay.source.row) == ("sallow-quay", "place", "A harbour of eel smokers", 2)


def test_same_titles_on_two_sheets(workbook: Callable[..., Path]) -> None:
    entries = good(workbook("a.xlsx", A=[["Name"], ["Mara"]], B=[["Name"], ["Mara"]]), XlsxTable())
    assert [entry.id for entry in entries] == ["mara", "mara-2"]


def test_a_mapping_needs_one_sheet_that_it_fits(workbook: Callable[..., Path]) -> None:
    path = workbook("a.xlsx", Read_me=[["Hello"], ["you"]], NPCs=[["Who"], ["Mara"]])
    entries, problems = read(path, XlsxTable(Columns(title="Who")))
    assert [entry.title for entry in entries] == ["Mara"]
    assert len(problems) == 1
    assert "a sheet is passed over; columns: the table has no column 'Who'" in problems[0]
    with pytest.raises(LoreError, match="'What'"):
        list(XlsxTable(Columns(title="What")).read(path))


def test_formulas_without_a_value_are_told(workbook: Callable[..., Path]) -> None:
    path = workbook("a.xlsx", S=[["Name", "Sum"], ["Mara", "=1+2"], ["Tom", 3]])
    entries, problems = read(path, XlsxTable())
    assert [entry.title for entry in entries] == ["Mara", "Tom"]
    assert len(problems) == 1
    assert "formulas in B2 have no stored value" in problems[0]


def test_formulas_with_a_value_read_as_it(write: Write) -> None:
    formula = '<row r="2"><c r="A2" t="str"><f>"Ma"&amp;"ra"</f><v>Mara</v></c></row>'
    (entry,) = good(write("a.xlsx", packed(_HEADER + formula)), XlsxTable())
    assert entry.title == "Mara"


def test_workbooks_are_known_by_content(write: Write) -> None:
    assert XlsxTable().matches(write("a.bin", packed(_HEADER)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("card.json", "{}")
    assert not XlsxTable().matches(write("a.charx", stream.getvalue()))
    assert not XlsxTable().matches(write("a.md", "# Mara"))


@pytest.mark.parametrize(
    ("content", "entries", "said"),
    [
        (b"", 0, "not a workbook"),
        (b"\xd0\xcf\x11\xe0 encrypted", 0, "without a password"),
        (packed(_HEADER + _MARA)[:700], 0, "not a workbook"),
        (
            packed(_HEADER + _MARA + '<row r="3"><c r="A3" t="s"><v>77</v></c></row>' + _MARA),
            1,
            "row 3, S: the sheet can't be read",
        ),
        (packed(_HEADER + '<row r="2"><c r="A2"'), 0, "not a workbook"),
        (
            packed(_HEADER + _MARA + '<row r="9999999999999"><c r="A9999999999999"><v>1</v></c></row>'),
            1,
            "the rest of the sheet",
        ),
        (packed(_HEADER + _MARA, before='<dimension ref="A1:XFD1048576"/>'), 1, ""),
        (packed(_HEADER + " " * (20 << 20)), 0, "times the packed size"),
        (packed(_HEADER + '<row r="2"><c r="ZZZ2"><v>1</v></c></row>'), 0, "found 18278 cells"),
        (
            packed(
                '<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>',
                doctype=f'<!DOCTYPE x [<!ENTITY a "{"x" * 1000}">'
                + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
                + "]>",
            ),
            0,
            "not a workbook",
        ),
        (packed(""), 0, "the file is empty"),
    ],
)
def test_bad_workbooks(write: Write, monkeypatch: pytest.MonkeyPatch, content: bytes, entries: int, said: str) -> None:
    monkeypatch.setattr(sheet_module, "_MOST_ROWS", 10_000)
    path = write("a.xlsx", content)
    assert XlsxTable().matches(path)
    began = time.monotonic()
    found = read_file(path, XlsxTable(), "a.xlsx")
    problems = [str(item) for item in found if isinstance(item, Problem)]
    assert len(found) - len(problems) == entries
    assert bool(problems) == bool(said)
    assert said in " ".join(problems)
    assert time.monotonic() - began < 60


def test_a_sheet_of_too_many_cells_ends(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_module, "_MOST_CELLS", 2)
    entries, problems = read(write("a.xlsx", packed(_HEADER + _MARA + _MARA.replace("2", "3"))), XlsxTable())
    assert [entry.title for entry in entries] == ["Mara"]
    assert "row 3, S: the rest of the sheet is left out" in problems[0]


def test_without_the_package_the_install_command_is_named(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'storyteller-agents\[xlsx\]'"):
        list(XlsxTable().read(write("a.xlsx", packed(_HEADER))))


# JSON


def dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


SPELLS = [
    {
        "index": "glow",
        "name": "Glow",
        "desc": ["A cold light.", "It lasts an hour."],
        "school": {"name": "Lamps"},
        "up": None,
    },
    {
        "index": "glare",
        "name": "Glare",
        "desc": ["A hot light."],
        "up": {"index": "glow", "name": "Glow"},
        "dc": {"of": {"n": 3}},
    },
]


def test_json_table(write: Write) -> None:
    glow, glare = good(write("Spells.json", dumped(SPELLS)), JsonTable())
    assert (glow.id, glow.title, glow.kind, glow.text) == (
        "glow",
        "Glow",
        "concept",
        "A cold light.\n\nIt lasts an hour.",
    )
    assert (str(glow.facts[0]), glow.extra) == ("school: Lamps", {"school": {"name": "Lamps"}})
    assert [relation.to for relation in glare.relations] == ["glow"]
    assert glare.extra == {"up": SPELLS[1]["up"], "dc": {"of": {"n": 3}}}
    assert str(glare.source) == "Spells.json, row 2"


def test_json_table_in_an_object(write: Write) -> None:
    data = {"version": 2, "about": {"by": "us"}, "weapons": [{"name": "Hook"}, 3, {"name": "Oar", "weight": 4}]}
    entries, problems = read(write("db.json", dumped(data)), JsonTable())
    assert [(entry.id, entry.kind) for entry in entries] == [("hook", "object"), ("oar", "object")]
    assert entries[0].extra == {"json-table.about": {"version": 2, "about": {"by": "us"}}}
    assert entries[1].extra == {}
    assert problems == ["db.json, row 2: found 3; allowed: an object with the columns of the other rows"]


def test_rows_of_json_may_differ(write: Write) -> None:
    entries, problems = read(
        write("a.json", '[{"name": "a"}, {"desc": "b", "name": null}, {}, {"name": " ", "n": 1}, {"name": "a"}]'),
        JsonTable(),
    )
    assert [(entry.id, entry.title, entry.text) for entry in entries] == [
        ("a", "a", ""),
        ("a-2", "a-2", "b"),
        ("a-3", "a", ""),
    ]
    assert problems == [
        "a.json, row 4: found no title (column 'name') and no text (column 'desc'); a row needs one of them"
    ]


def test_repeated_keys_are_told(write: Write) -> None:
    _, problems = read(write("a.json", '[{"name": "a", "name": "b"}]'), JsonTable())
    assert problems == ["a.json: the key 'name' stands twice; only the last one is read"]


@pytest.mark.parametrize(
    "data",
    [
        [{"title": "Mara", "desc": "x"}],
        [{"id": "a", "text": "x"}],
        [{"id": "a", "facts": []}],
        [{"keys": "lamp", "entry": "It burns."}],
        {"entries": [{"text": "It burns.", "displayName": "Lamp", "keys": ["lamp"]}], "lorebookVersion": 5},
        {"worldinfo": [{"key": "lamp", "content": "It burns."}]},
        {"Packages": [{"Name": "a", "Models": []}]},
        {"mara": {"name": "Mara"}},
        {"title": "Mara", "relations": [{"to": "tom", "kind": "knows"}]},
        {"a": [{"name": "x"}], "b": [{"name": "y"}]},
        {"items": [{"name": "x"}], "deep": {"a": {"b": 1}}},
        [{"a": {"b": 1}}, {"a": {"b": 2}}],
        [[1, 2], [3, 4]],
        ["a", "b"],
        [],
        {},
        [{}],
    ],
)
def test_other_formats_are_not_tables(write: Write, data: Any) -> None:
    path = write("a.json", dumped(data))
    assert not JsonTable().matches(path)
    assert not UnrealTable().matches(path)


ITEMS = [
    {
        "Name": "Lamp_01",
        "DisplayName": 'NSLOCTEXT("[abc]", "key", "The \\"North\\" Lamp")',
        "Description": 'INVTEXT("It burns.\\nAlways.")',
        "Icon": "/Game/Icons/Lamp.Lamp",
        "BaseItem": "None",
        "bUnique": True,
        "Effects": [{"Label": 'LOCTEXT("k", "Light")', "Power": 3}],
    },
    {"Name": "Lamp_02", "DisplayName": "Small Lamp", "Description": "x", "BaseItem": "Lamp_01", "bUnique": False},
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16"])
def test_unreal_table(write: Write, encoding: str) -> None:
    path = write("DT_Items.json", dumped(ITEMS).encode(encoding))
    assert not JsonTable().matches(path)
    first, second = good(path, UnrealTable())
    assert (first.id, first.title, first.text, first.kind) == (
        "Lamp_01",
        'The "North" Lamp',
        "It burns.\nAlways.",
        "object",
    )
    assert [str(fact) for fact in first.facts] == ["bUnique: true", "Effects: Light"]
    assert first.relations == []
    assert [(relation.to, relation.kind) for relation in second.relations] == [("Lamp_01", "base item")]
    assert first.extra == {
        "Icon": "/Game/Icons/Lamp.Lamp",
        "Effects": [{"Label": "Light", "Power": 3}],
        "unreal-datatable": {name: ITEMS[0][name] for name in ("DisplayName", "Description", "BaseItem", "Effects")},
    }
    assert second.extra == {}


def test_unreal_table_by_row_name(write: Write) -> None:
    data = {
        "Mara": {"Title": "Keeper", "BioText": "Tends the northern lamp."},
        "Tom": {"Title": "Pilot", "BioText": "Flies."},
    }
    path = write("DT_Cast.json", dumped(data))
    assert not JsonTable().matches(path)
    mara, tom = good(path, UnrealTable())
    assert (mara.id, mara.title, mara.text, tom.id, tom.text) == (
        "Mara",
        "Keeper",
        "Tends the northern lamp.",
        "Tom",
        "Flies.",
    )


def test_rows_named_twice_are_no_unreal_table(write: Write) -> None:
    path = write("a.json", dumped([{"Name": "Mara", "Job": "keeper"}, {"Name": "Mara", "Job": "pilot"}]))
    assert not UnrealTable().matches(path)
    assert [entry.id for entry in good(path, JsonTable())] == ["mara", "mara-2"]


@pytest.mark.parametrize(
    "cell",
    [
        'NSLOCTEXT("a", "b", "never closed',
        "NSLOCTEXT()",
        'INVTEXT("a" "b")',
        "LOCTABLE(1)",
        'NSLOCTEXT("' + "\\" * 9999,
        "NSLOCTEXT(" + '"a",' * 9999,
    ],
)
def test_what_is_no_localized_text_stays(write: Write, cell: str) -> None:
    (entry,) = good(write("a.json", dumped([{"Name": "A", "Description": cell}])), UnrealTable())
    assert entry.text == cell


def test_everything_of_an_entry_is_clean(write: Write) -> None:
    data = '[{"Name": "A", "Description": "INVTEXT(\\"\\\\ud800 \\u0000x\\")", "Other": ["\\ud800", NaN, 1e999]}]'
    (entry,) = good(write("a.json", data), UnrealTable())
    assert LoreEntry.model_validate_json(entry.model_dump_json(by_alias=True)) == entry
    json.dumps(entry.model_dump(mode="json"), ensure_ascii=False, allow_nan=False).encode()
    wrapped = '{"by": "\\ud800", "rows": [{"name": "a"}]}'
    (entry,) = good(write("b.json", wrapped), JsonTable())
    assert entry.extra == {"json-table.about": {"by": "\ufffd"}}


def _mutated(value: Any) -> st.SearchStrategy[Any]:
    odd = st.sampled_from([None, 3, "", "x", [], {}, [[]], True, "\ud800", {"name": 1}, 1e308, -(2**70)])

    @st.composite
    def change(draw: st.DrawFn, part: Any = value) -> Any:
        if draw(st.integers(0, 9)) == 0:
            return draw(odd)
        if isinstance(part, list):
            return [draw(change(item)) for item in part]
        return {key: draw(change(item)) for key, item in part.items()} if isinstance(part, dict) else part

    return change()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_mutated(SPELLS) | _mutated(ITEMS) | _mutated({"v": 1, "rows": SPELLS}))
def test_any_change_of_json_gives_entries_or_problems(tmp_path: Path, data: Any) -> None:
    path = tmp_path / f"{time.monotonic_ns()}.json"
    path.write_text(json.dumps(data))
    for reader in (JsonTable(), UnrealTable()):
        if reader.matches(path):
            found = list(reader.read(path))
            assert found
            ids = [item.id for item in found if isinstance(item, LoreEntry)]
            assert len(ids) == len(set(ids))


def _formats(tmp_path: Path) -> Iterator[Path]:
    """The same rows in each format."""
    rows = [{"name": "Mara", "desc": "Keeper of the lamp", "age": 41}, {"name": "Tom", "desc": "Pilot", "age": 33}]
    (tmp_path / "cast.json").write_text(json.dumps(rows))
    with (tmp_path / "cast.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([list(rows[0]), *[list(row.values()) for row in rows]])
    book = openpyxl.Workbook()
    for row in [list(rows[0]), *[list(row.values()) for row in rows]]:
        book.active.append(row)
    book.save(tmp_path / "cast.xlsx")
    return iter([tmp_path / name for name in ("cast.json", "cast.csv", "cast.xlsx")])


def test_the_same_rows_are_the_same_entries(tmp_path: Path) -> None:
    readers: list[TableReader] = [JsonTable(), CsvTable(), XlsxTable()]
    digests = [
        [entry.digest for entry in good(path, reader)] for path, reader in zip(_formats(tmp_path), readers, strict=True)
    ]
    assert digests[0] == digests[1] == digests[2]
    assert len(digests[0]) == 2
