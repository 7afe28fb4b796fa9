"""Files are written whole or not at all, and YAML and front matter give back what was put in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from storyteller_agents.errors import ArtefactError, BookError
from storyteller_agents.files import (
    digest,
    dump_yaml,
    join_front_matter,
    parse_yaml,
    read_text,
    split_front_matter,
    write_text,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


# Writing -------------------------------------------------------------------------------------------------------------


def test_written_text_is_read_back_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "er" / "scene.md"
    write_text(file, "灯\nlamp\n")
    assert file.read_bytes() == "灯\nlamp\n".encode()
    write_text(file, "new")
    assert read_text(file) == "new"
    assert [item.name for item in file.parent.iterdir()] == ["scene.md"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_permissions_are_the_users(tmp_path: Path) -> None:
    file = tmp_path / "scene.md"
    before = os.umask(0o027)
    try:
        write_text(file, "new")
    finally:
        os.umask(before)
    assert file.stat().st_mode & 0o777 == 0o640
    file.chmod(0o664)
    write_text(file, "newer")
    assert file.stat().st_mode & 0o777 == 0o664


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failing_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    file = tmp_path / "outline.yaml"
    write_text(file, "old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(BookError, match=r"outline\.yaml: can't be written \(No space left on device\)") as caught:
        write_text(file, "new")
    assert "Nothing was changed" in str(caught.value)
    monkeypatch.undo()
    assert read_text(file) == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["outline.yaml"]


def test_an_interrupt_in_the_middle_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_text(tmp_path / "a.md", "text")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(BookError, match="Permission denied"):
            write_text(tmp_path / "a.md", "text")
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "scenes").write_text("oops")
    with pytest.raises(BookError, match="can't be written"):
        write_text(tmp_path / "scenes" / "0001.md", "text")


def test_half_a_character_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    write_text(file, "old")
    with pytest.raises(BookError, match=r"brief\.md: the text holds '\\udcff', half of a character, at offset 2"):
        write_text(file, "a \udcff")
    assert read_text(file) == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["brief.md"]


# Reading -------------------------------------------------------------------------------------------------------------


def test_line_endings_and_byte_order_mark_make_no_difference(tmp_path: Path) -> None:
    found = set()
    for number, data in enumerate((b"a\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"\xef\xbb\xbfa\nb\n")):
        (tmp_path / str(number)).write_bytes(data)
        found.add(digest(read_text(tmp_path / str(number))))
    assert found == {digest("a\nb\n")}


def test_bytes_that_are_not_utf8_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("Grüße".encode("latin-1"))
    with pytest.raises(ArtefactError, match=r"a\.md: not UTF-8 text \(byte 0xfc at offset 2\)"):
        read_text(tmp_path / "a.md")


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.md", tmp_path):
        with pytest.raises(ArtefactError, match="can't be read"):
            read_text(path)


# Digests -------------------------------------------------------------------------------------------------------------


class Pair(BaseModel):
    left: str = "a"
    right: int = 2


def test_digests_are_the_same_on_every_machine() -> None:
    assert digest("lamp") == "c98e85f249002f03"
    assert digest({"b": [1, None], "a": "灯"}) == digest({"a": "灯", "b": [1, None]}) == "ce2b3ec65d6fcc35"
    assert digest(Pair()) == digest({"right": 2, "left": "a"})


@given(TEXT, TEXT)
def test_digests_tell_texts_apart(one: str, other: str) -> None:
    assert (digest(one) == digest(other)) is (one == other)


# YAML ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["no", "Yes", "on", "0010", "0o17", "0x1F", "1_000", "12:30", "2020-01-01", "1e3", "=", "<<", ".inf"]
)
def test_what_an_author_writes_as_a_word_stays_a_word(text: str) -> None:
    assert parse_yaml(f"a: {text}", "x") == {"a": text}


def test_numbers_flags_and_nothing() -> None:
    text = "{a: 12, b: -3, c: +4, d: 0, e: 1.5, f: true, g: False, h: null, i: ~, j: }"
    assert parse_yaml(text, "x") == dict(a=12, b=-3, c=4, d=0, e=1.5, f=True, g=False, h=None, i=None, j=None)
    assert parse_yaml("", "x") is None


@given(TEXT)
def test_every_string_comes_back_as_it_was(text: str) -> None:
    assert parse_yaml(dump_yaml({"k": text}), "x") == {"k": text}
    assert parse_yaml(dump_yaml([{"a": [text]}, text]), "x") == [{"a": [text]}, text]


@given(st.from_regex(r"[-+]?[0-9_.]{1,6}([eE:][-+]?[0-9]{0,3})?", fullmatch=True))
def test_every_string_that_looks_like_a_number_comes_back_as_a_string(text: str) -> None:
    assert parse_yaml(dump_yaml({"k": text}), "x") == {"k": text}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
        max_leaves=8,
    )
)
def test_every_tree_of_plain_data_comes_back(value: object) -> None:
    assert parse_yaml(dump_yaml({"k": value}), "x", unique_keys=True) == {"k": value}


def test_half_a_character_can_not_be_dumped() -> None:
    with pytest.raises(ArtefactError, match=r"'\\ud800', half of a character"):
        dump_yaml({"k": "\ud800"})


def test_a_text_of_several_lines_is_readable() -> None:
    assert dump_yaml({"b": "one\ntwo\n", "a": "灯"}) == "b: |\n  one\n  two\na: 灯\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: [1\nc: 2", "x, line 3, column 2: not valid YAML"),
        ("a: b: c", "x, line 1, column 5: not valid YAML"),
        ("a: &one 1\nb: *one", r"x, line 2: YAML aliases \(\*one\) are not read"),
        ("a: 1\nb: !!python/object/apply:os.system [id]", "x, line 2: YAML tags"),
        ("a: 1\n---\nb: 2", "x, line 2, column 1: not valid YAML"),
        ("? [a]\n: b", "x, line 1, column 3: not valid YAML"),
        ("a: \x00", "x: not valid YAML"),
        ("a: " + "9" * 5000, "x: not valid YAML"),
        ("[" * 100_000 + "]" * 100_000, "x, line 1: nested more than 50 levels deep"),
        ("&a [&b [*a, *a]]", "aliases"),
    ],
)
def test_bad_yaml_is_named_by_place(text: str, told: str) -> None:
    with pytest.raises(ArtefactError, match=told):
        parse_yaml(text, "x")


def test_nesting_has_a_limit() -> None:
    assert str(parse_yaml("[" * 50 + "]" * 50, "x")) == "[" * 50 + "]" * 50
    with pytest.raises(ArtefactError, match="x, line 2: nested more than 50 levels deep"):
        parse_yaml("\n" + "[" * 51 + "]" * 51, "x")


def test_a_key_that_stands_twice() -> None:
    text = "a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n"
    assert parse_yaml(text, "x") == {"a": 1, "b": {"c": 3, "d": 2}}
    with pytest.raises(ArtefactError, match="x, line 5, column 3: not valid YAML \\(the key 'c' stands twice\\)"):
        parse_yaml(text, "x", unique_keys=True)


@given(st.text(max_size=200))
def test_any_text_parses_or_is_refused_in_words(text: str) -> None:
    try:
        parse_yaml(text, "x")
    except ArtefactError as error:
        assert str(error).startswith("x")


# Front matter --------------------------------------------------------------------------------------------------------


@given(st.dictionaries(TEXT, TEXT | st.integers() | st.lists(TEXT, max_size=3), max_size=4), TEXT)
def test_front_matter_and_body_come_back(data: dict, body: str) -> None:
    found, text = split_front_matter(join_front_matter(data, body), "x")
    assert found == data
    assert text == (f"{body.strip()}\n" if body.strip() else "")


@pytest.mark.parametrize("body", ["---\n", "--- dash", "text\n---\nmore\n---\n", "----", "key: value"])
def test_a_body_of_dashes_comes_back(body: str) -> None:
    assert split_front_matter(join_front_matter({"id": "0001"}, body), "x") == ({"id": "0001"}, f"{body.strip()}\n")


def test_text_without_front_matter_is_all_body() -> None:
    for text in ("", "plain", "-- a\n---\n", "\n---\na: 1\n---\n", "---a\n---\n"):
        assert split_front_matter(text, "x") == ({}, text)


def test_empty_front_matter() -> None:
    assert split_front_matter("---\n---\nbody", "x") == ({}, "body")
    assert split_front_matter("---\n# nothing yet\n---\n\nbody\n", "x") == ({}, "body\n")
    assert split_front_matter("---\na: 1\n---", "x") == ({"a": 1}, "")


@pytest.mark.parametrize("text", ["---\ntitle: a\n", "---\ntitle: a\n---b\n", "---\n---b\n", "---\n"])
def test_front_matter_that_is_never_closed(text: str) -> None:
    with pytest.raises(ArtefactError, match="x, line 1: the front matter is opened with '---' but never closed"):
        split_front_matter(text, "x")


def test_front_matter_that_is_no_mapping() -> None:
    with pytest.raises(ArtefactError, match="must be 'key: value' lines, found list"):
        split_front_matter("---\n- a\n---\n", "x")


def test_a_mistake_in_front_matter_is_named_by_its_line_in_the_file() -> None:
    with pytest.raises(ArtefactError, match="x, line 3, column 5"):
        split_front_matter("---\na: 1\nb: c: d\n---\nbody\n", "x")
