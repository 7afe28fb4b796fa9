"""Which files of a folder are lore, and what is read again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storyteller_agents.lore import folder as folder_module
from storyteller_agents.lore.folder import LoreFolder, is_lore_name
from storyteller_agents.lore.store import Lore

Write = Callable[..., Path]
Open = Callable[..., Lore]


@pytest.mark.parametrize(
    "name", ["README.md", "readme.zh.md", "LICENSE", "License.md", "world.toml", "World.toml", ".hidden.md"]
)
def test_what_is_no_lore(name: str) -> None:
    assert not is_lore_name(name)


def test_entries_are_sorted_and_located(open_lore: Open, coast: None) -> None:
    lore = open_lore()
    entries = lore.entries()
    assert list(entries) == ["bell", "count", "harbour", "mara", "oil"]
    assert str(entries["oil"].source) == "things.json, row 2"
    assert lore.problems() == []
    assert lore.get("mara") == entries["mara"]
    assert lore.get("nobody") is None


def test_a_missing_folder_is_an_empty_world(open_lore: Open) -> None:
    lore = open_lore()
    assert lore.entries() == {}
    assert lore.problems() == []
    assert lore.search("anything") == []


def test_subfolders_and_other_files(open_lore: Open, write: Write) -> None:
    write("people/mara.md", "A keeper.")
    write(".obsidian/app.json", "{}")
    write("map.png", b"\x89PNG")
    write("README.md", "not lore")
    write("world.toml", "title = 1")
    lore = open_lore()
    assert {name: entry.source.file for name, entry in lore.entries().items()} == {"mara": "people/mara.md"}
    assert lore.problems() == []


def test_bad_files_are_named_and_the_others_read(open_lore: Open, write: Write, coast: None) -> None:
    write("cut.json", '{"a": {"te')
    write("latin.md", b"\xff\xfe\x00")
    write("types.yaml", "- {id: fine, text: ok}\n- {id: bad, text: ok, priority: high}\n")
    lore = open_lore()
    assert {"mara", "fine"} <= set(lore.entries())
    problems = lore.problems()
    assert [line.partition(":")[0] for line in problems] == ["cut.json", "latin.md", "types.yaml, line 2, priority"]


def test_ids_that_others_have(open_lore: Open, write: Write) -> None:
    write("a.md", "---\nid: mara\n---\nfirst")
    write("b.yaml", "mara: {text: second}\noren: {text: x, relations: [{to: mara, kind: sees}]}\n")
    write("c.yaml", "mara: {title: a, text: first}\n")
    write("d.json", '[{"id": "x", "text": "1"}, {"id": "x", "text": "2"}]')
    lore = open_lore()
    assert {name: entry.text for name, entry in lore.entries().items()} == {
        "mara": "first",
        "b-mara": "second",
        "oren": "x",
        "x": "1",
    }
    assert lore.entries()["oren"].relations[0].to == "b-mara", "it means the one of its own file"
    assert lore.problems() == [
        "b.yaml, line 1, id: found 'mara', which a.md, line 1 has too; this one is read as 'b-mara'",
        "c.yaml, line 1, id: found 'mara', which a.md, line 1 has too; they say the same, and this one is left out",
        "d.json, row 2, id: found 'x', which d.json, row 1 has too; allowed: an id of its own",
    ]


def test_names(open_lore: Open, write: Write) -> None:
    write("a.md", "---\ntitle: Mara Quill\naliases: [the Keeper, 守灯人]\n---\nx")
    write("b.md", "---\ntitle: The Keeper\n---\nx")
    lore = open_lore()
    assert lore.by_name("MARA  quill").id == "a"  # type: ignore[union-attr]
    assert lore.by_name("the keeper").id == "b"  # type: ignore[union-attr]
    assert lore.by_name("守灯人").id == "a"  # type: ignore[union-attr]
    assert lore.by_name("Mara") is None
    assert lore.by_name("") is None


def test_only_changed_files_are_read_again(
    open_lore: Open, write: Write, coast: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    original = folder_module._read_one
    monkeypatch.setattr(folder_module, "_read_one", lambda file, place: read.append(file.name) or original(file, place))
    lore = open_lore()
    lore.entries()
    assert len(read) == 4
    read.clear()
    lore.entries()
    lore.search("lamp")
    assert read == []
    write("mara.md", "changed")
    write("new.md", "new")
    assert lore.entries()["mara"].text == "changed"
    assert sorted(read) == ["mara.md", "new.md"]
    (lore._folder / "new.md").unlink()
    assert "new" not in lore.entries()


def test_links_out_of_the_folder_are_not_followed(open_lore: Open, write: Write, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "deep.md").write_text("secret")
    inside = write("inside.md", "---\nid: inside\n---\nfine")
    (inside.parent / "out.md").symlink_to(secret)
    (inside.parent / "vault").symlink_to(tmp_path / "vault")
    (inside.parent / "loop").symlink_to(inside.parent)
    (inside.parent / "gone.md").symlink_to(tmp_path / "gone.md")
    lore = open_lore()
    assert list(lore.entries()) == ["inside"]
    assert any(line.startswith("out.md: a link that leads out") for line in lore.problems())


def test_what_is_no_regular_file_is_passed_over(open_lore: Open, write: Write) -> None:
    os.mkfifo(write("a.md", "text").parent / "pipe.md")
    assert list(open_lore().entries()) == ["a"]


def test_a_file_that_vanishes_before_it_is_looked_at_is_no_problem(
    open_lore: Open, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = write("gone.md", "an editor's temporary file")
    write("stays.md", "x")
    scandir = os.scandir

    def scan_and_lose(place: str) -> list[os.DirEntry[str]]:
        children = list(scandir(place))
        gone.unlink(missing_ok=True)
        return children

    monkeypatch.setattr(folder_module.os, "scandir", scan_and_lose)
    lore = open_lore()
    assert (list(lore.entries()), lore.problems()) == (["stays"], [])


def test_a_file_that_vanishes_before_it_is_read_is_no_problem(
    open_lore: Open, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = write("gone.md", "an editor's temporary file")
    write("stays.md", "x")
    read_file = folder_module.read_file

    def lose_and_read(*arguments: Any) -> Any:
        gone.unlink(missing_ok=True)
        return read_file(*arguments)

    monkeypatch.setattr(folder_module, "read_file", lose_and_read)
    lore = open_lore()
    assert (list(lore.entries()), lore.problems()) == (["stays"], [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named(open_lore: Open, write: Write) -> None:
    write("a.md", "x").chmod(0)
    lore = open_lore()
    assert lore.entries() == {}
    assert "Permission denied" in lore.problems()[0]


def test_a_file_name_that_is_not_utf8(write: Write, open_lore: Open) -> None:
    folder = write("a.md", "x").parent
    (folder / os.fsdecode(b"caf\xe9.md")).write_text("text")
    lore = open_lore()
    for entry in lore.entries().values():
        entry.model_dump_json().encode()
    assert len(lore.entries()) == 2


def test_digests_are_kept(write: Write, tmp_path: Path) -> None:
    write("a.md", "x")
    folder = LoreFolder(tmp_path / "book" / "lore")
    assert folder.refresh()
    assert not folder.refresh()
    assert folder.digests == {"a": folder.entries["a"].digest}
