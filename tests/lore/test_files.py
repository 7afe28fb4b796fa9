"""Markdown, YAML and JSON files, good and bad."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyteller_agents.lore.entry import LoreEntry, Problem
from storyteller_agents.lore.sources.files import JsonFile, MarkdownFile, YamlFile
from storyteller_agents.lore.sources.source import LoreReader, read_file

READERS: dict[str, LoreReader] = {".md": MarkdownFile(), ".yaml": YamlFile(), ".json": JsonFile()}

Write = Callable[..., Path]


def read(path: Path) -> tuple[list[LoreEntry], list[str]]:
    found = read_file(path, READERS[path.suffix], path.name)
    entries = [item for item in found if isinstance(item, LoreEntry)]
    return entries, [str(item) for item in found if isinstance(item, Problem)]


def only(path: Path) -> LoreEntry:
    entries, problems = read(path)
    assert not problems
    (entry,) = entries
    return entry


def test_markdown_with_front_matter(write: Write) -> None:
    entry = only(
        write(
            "mara-quill.md", "\ufeff---\r\ntitle: Mara\r\nkind: person\r\nborn: 412\r\n---\r\nShe keeps the lamp.\r\n"
        )
    )
    assert (entry.id, entry.title, entry.text, entry.extra) == (
        "mara-quill",
        "Mara",
        "She keeps the lamp.",
        {"born": 412},
    )
    assert str(entry.source) == "mara-quill.md, line 1"


def test_markdown_title_from_heading_or_name(write: Write) -> None:
    headed = only(write("a.md", "# The North Lamp #\n\nIt is dark.\n"))
    assert (headed.id, headed.title, headed.text) == ("a", "The North Lamp", "It is dark.")
    later = only(write("b.md", "It is dark.\n\n## History\n\nLong.\n"))
    assert (later.title, later.text) == ("History", "It is dark.\n\n## History\n\nLong.")
    named = only(write("Ada Penrow.md", "No heading.\n"))
    assert (named.id, named.title) == ("ada-penrow", "Ada Penrow")


def test_heading_that_is_not_the_title_stays(write: Write) -> None:
    entry = only(write("a.md", "---\ntitle: Lamp\n---\n# History\n\nLong.\n"))
    assert entry.text == "# History\n\nLong."


def test_chinese_ids_and_titles(write: Write) -> None:
    entry = only(write("北灯.md", "---\nid: 北灯塔\ntitle: 北灯\naliases: [灯塔]\n---\n守护人点灯。\n"))
    assert (entry.id, entry.title, entry.aliases) == ("北灯塔", "北灯", ["灯塔"])
    assert only(write("渡口.md", "渡口很小。")).id == "渡口"


def test_yaml_forms(write: Write) -> None:
    single = only(write("lamp.yaml", "title: Lamp\ntext: It burns.\n"))
    assert (single.id, single.title) == ("lamp", "Lamp")
    entries, problems = read(
        write("list.yaml", "# a list\n- title: North Lamp\n  text: a\n- text: b\n- id: 7\n  text: c\n")
    )
    assert not problems
    assert [entry.id for entry in entries] == ["north-lamp", "list-2", "7"]
    assert [entry.source.line for entry in entries] == [2, 4, 5]
    entries, problems = read(write("map.yaml", "mara:\n  text: a\n\n灯:\n  id: lamp\n  text: b\n"))
    assert not problems
    assert [(entry.id, entry.title, entry.source.line) for entry in entries] == [("mara", "mara", 1), ("lamp", "灯", 4)]


def test_json_forms(write: Write) -> None:
    assert only(write("lamp.json", '{"title": "Lamp", "text": "It burns."}')).id == "lamp"
    entries, problems = read(write("list.json", '[{"text": "a"}, {"id": "b", "text": "b"}]'))
    assert not problems
    assert [(entry.id, entry.source.row) for entry in entries] == [("list-1", 1), ("b", 2)]
    entries, problems = read(write("map.json", '{"mara": {"text": "a"}, "text": {"text": "b"}}'))
    assert not problems
    assert [entry.id for entry in entries] == ["mara", "text"]


def test_bad_rows_are_named_and_others_read(write: Write) -> None:
    entries, problems = read(
        write("a.yaml", "- {id: good, text: a}\n- {id: bad, text: b, kind: dragon}\n- oops\n- {id: fine, text: c}\n")
    )
    assert [entry.id for entry in entries] == ["good", "fine"]
    assert problems[0].startswith("a.yaml, line 2, kind: found 'dragon'; allowed: one of")
    assert problems[1].startswith("a.yaml, line 3: found 'oops'; allowed: a mapping")
    entries, problems = read(write("a.json", json.dumps({"good": {"text": "a"}, "bad": "oops", "worse": {"text": {}}})))
    assert [entry.id for entry in entries] == ["good"]
    assert problems[0].startswith("a.json, row 2: found 'oops'")
    assert problems[1].startswith("a.json, row 3, text: found a mapping")


def test_repeated_keys_are_named(write: Write) -> None:
    _, problems = read(write("a.json", '{"a": {"text": "1"}, "a": {"text": "2"}}'))
    assert problems == ["a.json: the key 'a' stands twice; only the last one is read"]
    _, problems = read(write("a.yaml", "a: {text: one}\na: {text: two}\n"))
    assert problems == ["a.yaml, line 2: the key 'a' stands twice; only the last one is read"]


def test_numbers_that_json_lacks(write: Write) -> None:
    entry = only(write("a.json", '{"text": "x", "a": NaN, "b": -Infinity, "c": 1e999, "d": 1.5}'))
    assert entry.extra == {"a": "NaN", "b": "-Infinity", "c": "1e999", "d": 1.5}


BAD = {
    "empty.md": (b"", "the file is empty"),
    "blank.md": (b" \n\n", "the file is empty"),
    "cut.md": (b"---\ntitle: Mara\nkind: per", "line 1: the front matter is opened with '---' but never closed"),
    "list.md": (b"---\n- a\n---\nx", "the front matter must be 'key: value' lines, found list"),
    "yaml.md": (b"---\ntitle: [a\n---\nx", "not valid YAML"),
    "nothing.md": (b"---\nkind: person\n---\n", "found none of title, text, facts"),
    "latin.md": (b"Caf\xe9 am Hafen", "not UTF-8 text (byte 0xe9 at offset 3)"),
    "utf16.json": ('{"text": "x"}'.encode("utf-16")[:-1], "not UTF-16 text (byte"),
    "nul.yaml": (b"text: a\x00b", "not valid YAML"),
    "empty.yaml": (b"", "found nothing"),
    "cut.yaml": (b"- id: a\n  text: 'never closed", "not valid YAML"),
    "bomb.yaml": (b"a: &a [x, x]\nb: &b [*a, *a]\ntext: *b\n", "YAML aliases (*a) are not read"),
    "tag.yaml": (b"text: !!python/object/apply:os.system [id]\n", "YAML tags ("),
    "date.yaml": (b"text: !!timestamp nonsense\n", "YAML tags ("),
    "deep.yaml": (b"text: " + b"[" * 100_000, "nested more than 100 levels deep"),
    "deeper.yaml": (b"- " * 100_000, "nested more than 100 levels deep"),
    "deep.md": (b"---\ntext: " + b"{a: " * 50_000 + b"\n---\nx", "nested more than 100 levels deep"),
    "scalar.yaml": (b"just words\n", "found 'just words'; allowed: an entry, a list of entries"),
    "empty.json": (b"", "line 1, column 1: not valid JSON"),
    "cut.json": (b'[{"id": "a", "text": "x"}, {"id": "b', "not valid JSON"),
    "deep.json": (b"[" * 100_000, "not valid JSON"),
    "null.json": (b"null", "found nothing"),
    "list.json": (b"[]", "found nothing"),
    "number.json": (b"0", "found 0"),
    "long.json": (b'{"text": "x", "priority": ' + b"9" * 10_000 + b"}", "not valid JSON"),
    "comma.json": (b'{"text": "x",}', "not valid JSON"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_named(write: Write, name: str) -> None:
    content, expected = BAD[name]
    entries, problems = read(write(name, content))
    assert not entries
    (line,) = problems
    assert line.startswith(name)
    assert line.count(name) == 1
    assert expected in line


def test_a_foreign_file_is_not_told_row_by_row(write: Write) -> None:
    entries, problems = read(write("tool.json", json.dumps({f"row{number}": number for number in range(500)})))
    assert not entries
    assert len(problems) == 4
    assert (
        problems[-1]
        == "tool.json: no entry in it (497 more rows like these); is this a format that no installed source reads?"
    )


def test_surrogates_in_json_can_be_stored(write: Write) -> None:
    entry = only(write("a.json", '{"id": "\\ud83d", "title": "a\\udc00", "text": "\\ud800", "\\ud801": "\\ud802"}'))
    assert (entry.title, entry.text, entry.extra) == ("a\ufffd", "\ufffd", {"\ufffd": "\ufffd"})
    entry.model_dump_json().encode()


QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)


@pytest.mark.parametrize("ending", READERS)
@QUIET
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_content_gives_entries_or_problems(tmp_path: Path, ending: str, content: bytes) -> None:
    path = tmp_path / f"any{ending}"
    path.write_bytes(content)
    entries, problems = read(path)
    assert entries or problems


pieces = st.sampled_from(
    [
        "---\n",
        "title: ",
        "text: ",
        "- ",
        "a: ",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "!!set ",
        "!!int ",
        "? ",
        "|\n",
        "'",
        '"',
        "# ",
        "\n",
        "  ",
        "<<: ",
        "灯",
        ": ",
    ]
)


@pytest.mark.parametrize("ending", READERS)
@QUIET
@given(content=st.lists(pieces, max_size=30).map("".join))
def test_any_near_yaml_gives_entries_or_problems(tmp_path: Path, ending: str, content: str) -> None:
    path = tmp_path / f"any{ending}"
    path.write_text(content, encoding="utf-8")
    entries, problems = read(path)
    assert entries or problems
