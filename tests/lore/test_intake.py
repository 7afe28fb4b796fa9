"""Taking files into a book."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller_agents.lore import intake as intake_module
from storyteller_agents.lore.folder import LoreFolder
from storyteller_agents.lore.intake import Intake, safe_name, take_in


@pytest.fixture
def lore(tmp_path: Path) -> Path:
    return tmp_path / "book" / "lore"


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A folder to take in: good, bad and other files."""
    folder = tmp_path / "world"
    (folder / "people").mkdir(parents=True)
    (folder / "people" / "mara.md").write_text("# Mara\n\nA keeper.")
    (folder / "coast.yaml").write_text("- {id: lamp, text: a}\n- {id: bad, text: b, kind: dragon}\n")
    (folder / "cut.json").write_text('{"a": ')
    (folder / "README.md").write_text("about")
    (folder / "world.toml").write_text("title = 1")
    (folder / "map.png").write_bytes(b"\x89PNG")
    return folder


def add(lore: Path, *sources: Path, force: bool = False) -> Intake:
    held = LoreFolder(lore)
    held.refresh()
    return take_in(sources, lore, held.entries.packed, force=force)


def files(lore: Path) -> list[str]:
    return sorted(path.relative_to(lore).as_posix() for path in lore.rglob("*") if path.is_file())


def test_good_entries_come_in_and_bad_ones_are_named(lore: Path, world: Path) -> None:
    result = add(lore, world)
    assert files(lore) == ["coast.yaml", "people/mara.md"]
    assert sorted(result.entries) == ["lamp", "mara"]
    assert sorted(result.added) == ["coast.yaml", "people/mara.md"]
    assert result.passed_over == ["map.png"]
    assert [line.partition(":")[0] for line in result.problems] == ["coast.yaml, line 2, kind", "cut.json"]


def test_identical_files_are_unchanged(lore: Path, world: Path) -> None:
    add(lore, world)
    before = {name: (lore / name).stat().st_mtime_ns for name in files(lore)}
    result = add(lore, world)
    assert (result.added, result.replaced, sorted(result.unchanged)) == ([], [], ["coast.yaml", "people/mara.md"])
    assert {name: (lore / name).stat().st_mtime_ns for name in files(lore)} == before


def test_a_different_file_needs_force(lore: Path, world: Path, tmp_path: Path) -> None:
    add(lore, world)
    (tmp_path / "coast.yaml").write_text("id: other\ntext: new\n")
    result = add(lore, tmp_path / "coast.yaml")
    assert result.problems == ["coast.yaml: the book has a different file of this name; replace it with --force"]
    assert "dragon" in (lore / "coast.yaml").read_text()
    result = add(lore, tmp_path / "coast.yaml", force=True)
    assert (result.replaced, result.problems) == (["coast.yaml"], [])
    assert "other" in (lore / "coast.yaml").read_text()


def test_ids_that_others_have(lore: Path, world: Path, tmp_path: Path) -> None:
    add(lore, world)
    (tmp_path / "more.yaml").write_text("mara: {text: again}\nnew: {text: x}\n")
    (tmp_path / "twice.json").write_text('[{"id": "new", "text": "y"}]')
    (tmp_path / "same.yaml").write_text("new: {text: x}\n")
    result = add(lore, tmp_path / "more.yaml", tmp_path / "twice.json", tmp_path / "same.yaml")
    assert result.problems == [
        "more.yaml, line 1, id: found 'mara', which people/mara.md, line 1 has too; this one is read as 'more-mara'",
        "twice.json, row 1, id: found 'new', which more.yaml, line 2 has too; this one is read as 'twice-new'",
        "same.yaml, line 1, id: found 'new', which more.yaml, line 2 has too; they say the same, and this one is left out",
    ]
    assert result.entries == ["more-mara", "new", "twice-new"]
    assert "same.yaml" not in files(lore)


def test_an_id_twice_in_one_file(lore: Path, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"id": "x", "text": "1"}, {"id": "x", "text": "2"}]')
    result = add(lore, tmp_path / "a.json")
    assert result.entries == ["x"]
    assert result.problems == ["a.json, row 2, id: found 'x', which a.json, row 1 has too; allowed: an id of its own"]


def test_sources_that_are_not_there(lore: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "notes.docx").write_text("x")
    result = add(
        lore, tmp_path / "gone", tmp_path / "empty", tmp_path / "pipe.md", tmp_path / "notes.docx", Path("a\0b")
    )
    assert len(result.problems) == 5
    assert "there is no such file or folder" in result.problems[0]
    assert "holds no lore files" in result.problems[1]
    assert "neither a file nor a folder" in result.problems[2]
    assert "no source reads this kind of file; allowed: " in result.problems[3]
    assert "markdown" in result.problems[3]
    assert files(lore) == []


def test_links_out_of_a_source_are_not_followed(lore: Path, world: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    (world / "secret.md").symlink_to(tmp_path / "secret.md")
    (world / "etc").symlink_to("/etc")
    (world / "same.md").symlink_to(world / "people" / "mara.md")
    result = add(lore, world)
    assert files(lore) == ["coast.yaml", "people/mara.md", "same.md"]
    assert not (lore / "same.md").is_symlink()
    assert any(line.startswith("secret.md: a link that leads out") for line in result.problems)


def test_a_link_named_by_the_user_is_read(lore: Path, world: Path, tmp_path: Path) -> None:
    (tmp_path / "m.md").symlink_to(world / "people" / "mara.md")
    assert add(lore, tmp_path / "m.md").added == ["m.md"]
    assert not (lore / "m.md").is_symlink()


def test_a_failed_write_says_so_and_leaves_nothing(lore: Path, world: Path) -> None:
    from storyteller_agents.errors import LoreError

    lore.parent.mkdir()
    lore.write_text("a file where the folder should be")
    with pytest.raises(LoreError, match="can't be written"):
        take_in([world], lore, {})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("people/mara.md", "people/mara.md"),
        ("../../etc/passwd.md", "etc/passwd.md"),
        ("/abs/a.md", "abs/a.md"),
        ("a:b*c?.md", "a-b-c-.md"),
        ("a\\..\\b.md", "a-..-b.md"),
        (".hidden.md", "hidden.md"),
        ("con.md", "_con.md"),
        ("灯 塔.md", "灯 塔.md"),
        ("a\x1b[2J.md", "a-[2J.md"),
        ("name. ", "name"),
        ("..", "lore"),
    ],
)
def test_safe_names(name: str, expected: str) -> None:
    assert safe_name(name) == expected


@given(st.text(alphabet=st.characters(codec=None)) | st.text(alphabet="./\\:\x00 a灯\ud800", max_size=40))
def test_any_name_stays_inside(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert not safe.startswith("/")
    assert all(part not in {"", ".", ".."} and len(part.encode()) <= 210 for part in safe.split("/"))


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("灯" * 200 + ".md").endswith("灯.md")
    assert len(safe_name("灯" * 200 + ".md").encode()) <= 200


def test_two_files_of_one_name(lore: Path, tmp_path: Path) -> None:
    for place, text in (("p", "one"), ("q", "two"), ("r", "one")):
        (tmp_path / place).mkdir()
        (tmp_path / place / "notes.yaml").write_text(f"id: {text}\ntext: {text}\n")
    result = add(lore, *(tmp_path / place / "notes.yaml" for place in "pqr"), force=True)
    assert result.problems == [
        f"notes.yaml: {tmp_path / 'p' / 'notes.yaml'} comes in under this name; rename one of them",
        "notes.yaml, line 1, id: found 'one', which notes.yaml, line 1 has too; they say the same, and this one is left out",
    ]
    assert (result.added, result.entries, (lore / "notes.yaml").read_text()) == (
        ["notes.yaml"],
        ["one"],
        "id: one\ntext: one\n",
    )


@pytest.mark.parametrize("name", ["README.md", "License.md", "readme.zh.md", "LICENSE-MIT.md", "world.toml"])
def test_a_file_that_would_not_be_read_is_named(lore: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("text")
    assert add(lore, tmp_path / name).problems == [f"{name}: a file of this name is not read as lore; rename it"]
    (tmp_path / "License to Sail.md").write_text("text")
    assert add(lore, tmp_path / "License to Sail.md").entries == ["license-to-sail"]


def test_a_file_that_changes_before_it_is_copied(lore: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in "abcd":
        (source / f"{name}.md").write_text(f"text of {name}")
    read = intake_module.read_file

    def change(path: Path, *arguments: Any) -> Any:
        if path.name == "d.md":
            (source / "b.md").write_bytes(b"\xff\xff longer than before")
            (source / "c.md").unlink()
        return read(path, *arguments)

    monkeypatch.setattr(intake_module, "read_file", change)
    result = add(lore, source)
    assert (result.added, result.entries) == (["a.md", "d.md"], ["a", "d"])
    assert [problem.partition(":")[0] for problem in result.problems] == ["b.md", "c.md"]
    assert "changed while it was read; add it again" in result.problems[0]
    assert files(lore) == ["a.md", "d.md"]


@pytest.mark.parametrize("content", ['{"entries": {}}', '{"spec": "lorebook_v3", "data": {"entries": []}}'])
def test_a_file_with_nothing_in_it_is_named(lore: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "empty.json").write_text(content)
    result = add(lore, tmp_path / "empty.json")
    assert result.problems == ["empty.json: holds no entries"]


def test_many_ids_that_others_have(lore: Path, tmp_path: Path) -> None:
    for name, text in (("a", "one"), ("b", "two")):
        rows = "".join(f"w{row},Thing {row},{text} lies on the shelf\n" for row in range(4_000))
        (tmp_path / f"{name}.csv").write_text(f"id,name,description\n{rows}")
    begin = time.monotonic()
    result = add(lore, tmp_path / "a.csv", tmp_path / "b.csv")
    assert (len(result.entries), len(result.problems)) == (8_000, 4_000)
    assert result.entries[-1] == "b-w3999"
    assert time.monotonic() - begin < 20
