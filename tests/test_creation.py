"""Starting a book: what stands in the new folder, and when nothing is started."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller_agents.book import Book
from storyteller_agents.errors import BookError
from storyteller_agents.files import write_text
from storyteller_agents.resources import shipped_folder, world, worlds
from storyteller_agents.settings import Settings, parse_settings
from storyteller_agents.story import Brief

LAMP = Brief(premise="A lighthouse keeper finds a bell.")


def listing(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*"))


def test_a_new_book(tmp_path: Path) -> None:
    book = Book.create(tmp_path / "far" / "down", LAMP)
    assert listing(book.path) == [".gitignore", "brief.md", "lore", "story.toml"]
    assert (book.path / ".gitignore").read_text() == ".story/\n"
    assert (book.path / "brief.md").read_text() == "A lighthouse keeper finds a bell.\n"
    assert book.brief == LAMP
    assert book.settings.model("writer") == Settings().model("writer")
    assert book.load("outline") is None
    assert book.load("findings") == {}
    assert book.load("scenes") == {}


def test_an_empty_folder_and_one_under_version_control_may_become_a_book(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b" / ".git").mkdir(parents=True)
    assert Book.create(tmp_path / "a", LAMP).brief == Book.create(tmp_path / "b", LAMP).brief


# The brief -----------------------------------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufeff"), max_size=60)


@given(
    st.builds(
        Brief,
        premise=TEXT.filter(str.strip) | st.sampled_from(["---", "---\na: 1", "---\n---\nx", "--- x\n---\n"]),
        genre=TEXT,
        tone=st.just("") | TEXT,
        language=st.sampled_from([None, "en", "no", "zh"]),
        must_have=st.lists(TEXT, max_size=3),
    )
    | st.builds(Brief, premise=TEXT.filter(str.strip) | st.sampled_from(["---", "---\na: 1\n---\nb", "---x"]))
)
def test_any_brief_comes_back(tmp_path_factory: pytest.TempPathFactory, brief: Brief) -> None:
    assert Book.create(tmp_path_factory.mktemp("new") / "book", brief).brief == brief


def test_the_language_is_that_of_the_premise(tmp_path: Path) -> None:
    assert Book.create(tmp_path / "zh", Brief(premise="守灯人在沉船里找到一口钟。")).language == "zh"
    assert Book.create(tmp_path / "en", LAMP).language == "en"
    german = "Eine Wärterin findet in einem Wrack eine Glocke, die seit dem großen Sturm vermisst wird."
    assert Book.create(tmp_path / "de", Brief(premise=german)).language == "de"


def test_what_is_said_of_the_language_wins(tmp_path: Path) -> None:
    zh = parse_settings({"book": {"language": "zh"}})
    assert Book.create(tmp_path / "a", LAMP, settings=zh).language == "zh"
    assert Book.create(tmp_path / "b", Brief(premise="x", language="fr"), settings=zh).language == "fr"
    assert Book.create(tmp_path / "c", LAMP, world="yunmeng-du").language == "zh"


# story.toml ----------------------------------------------------------------------------------------------------------

SETTINGS: list[dict[str, Any]] = [
    {},
    {"book": {"title": 'A "lamp" \\ 灯\nx', "scale": "flash", "words": 30, "seed": 1}},
    {"models": {"default": {"base": "big", "adapter": "a"}, "writer": {"temperature": 1.25}, "my role": {"top_k": 3}}},
    {"models": {"default": {"endpoint": "http://127.0.0.1:1/v1", "model": "m", "api_key": "env:KEY"}}},
    {"models": {"critic": {"endpoint": "http://127.0.0.1:1/v1", "model": "m"}}},
    {"pipeline": {"plugins": ["a", "b"], "approve": ["outliner"], "replace": {"scenes": "theirs"}, "concurrency": 4}},
    {"pipeline": {"spine": ["outliner"]}},
    {"stages": {"twist": {"n": 1, "deep": {"list": [1, {"b": "灯"}], "f": 0.5}}, "empty": {}}},
    {"lore": {"sources": [{"kind": "sql", "url": "env:X", "options": {"a": [1]}}, {"kind": "folder"}], "budget": 7}},
]


@pytest.mark.parametrize("data", SETTINGS)
def test_story_toml_reads_as_it_was_set(tmp_path: Path, data: dict[str, Any]) -> None:
    given = parse_settings(data)
    found = Book.create(tmp_path / "book", LAMP, settings=given).settings
    assert found.book == given.book
    assert (found.pipeline, found.stages, found.lore) == (given.pipeline, given.stages, given.lore)
    for role in ("default", "writer", "critic", "my role", "other"):
        assert found.model(role) == given.model(role)


def test_story_toml_shows_what_people_change_first(tmp_path: Path) -> None:
    text = (Book.create(tmp_path / "book", LAMP).path / "story.toml").read_text()
    for line in (
        'title = "Untitled"',
        'language = "en"',
        'scale = "short" # flash, short,',
        "seed = 7",
        "[models.default]",
    ):
        assert line in text


# Worlds --------------------------------------------------------------------------------------------------------------


def test_worlds_are_complete() -> None:
    assert set(worlds()) == {file.parent.name for file in shipped_folder("knowledge").glob("*/world.toml")}
    for found in worlds().values():
        assert found.title
        assert found.premise
        assert found.description
        assert found.language in ("en", "zh")


def test_the_lore_of_a_world_is_copied(tmp_path: Path) -> None:
    book = Book.create(tmp_path / "book", LAMP, world="lantern-coast")
    entries = {file.name for file in world("lantern-coast").folder.glob("*.md")}
    assert {file.name for file in (book.path / "lore").iterdir()} == entries
    assert len(entries) > 10
    assert len(book.lore.entries()) == len(entries)
    for name in entries:
        assert (book.path / "lore" / name).read_bytes() == (world("lantern-coast").folder / name).read_bytes()


def test_an_unknown_world(tmp_path: Path) -> None:
    with pytest.raises(
        BookError, match=r"lantern-cost: no such sample world \(did you mean 'lantern-coast'\?\); there are: lantern"
    ):
        Book.create(tmp_path / "book", LAMP, world="lantern-cost")
    assert not (tmp_path / "book").exists()


# Where nothing is started --------------------------------------------------------------------------------------------


def test_a_folder_that_is_a_book_already(tmp_path: Path) -> None:
    Book.create(tmp_path / "book", LAMP)
    before = listing(tmp_path)
    with pytest.raises(BookError, match="is a book already. Go on with: storyteller draft "):
        Book.create(tmp_path / "book", Brief(premise="Another one."))
    assert listing(tmp_path) == before
    assert Book.open(tmp_path / "book").brief == LAMP


def test_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(BookError, match=r"is not empty \(it holds 'thesis\.doc'\).*nothing was changed"):
        Book.create(tmp_path, LAMP)
    assert listing(tmp_path) == ["thesis.doc"]


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "book").write_text("x")
    with pytest.raises(BookError, match="is a file; a book needs a folder of its own"):
        Book.create(tmp_path / "book", LAMP)
    with pytest.raises(BookError, match="can't be made"):
        Book.create(tmp_path / "book" / "inner", LAMP)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(BookError, match=r"can't be made \(Permission denied\)"):
            Book.create(tmp_path / "book", LAMP)
    finally:
        tmp_path.chmod(0o700)


def test_a_disk_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(BookError, match=r"can't be made \(Read-only file system\)\. Check the permissions"):
        Book.create(tmp_path / "book", LAMP)


def test_what_is_no_book(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path, told in (
        ("none", "there is no such folder"),
        ("file", "is a file; a book is a folder"),
        ("", "not a book, story.toml is missing"),
    ):
        with pytest.raises(BookError, match=told) as caught:
            Book.open(tmp_path / path)
        assert "Start one with: storyteller new" in str(caught.value)


def test_a_book_whose_creation_was_interrupted_is_none_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from storyteller_agents import creation

    def stop(path: Path, text: str) -> None:
        if path.name == "story.toml":
            raise KeyboardInterrupt
        write_text(path, text)

    (tmp_path / "book").mkdir()
    (tmp_path / "book" / ".gitignore").write_text("mine")
    with monkeypatch.context() as patch:
        patch.setattr(creation, "write_text", stop)
        with pytest.raises(KeyboardInterrupt):
            Book.create(tmp_path / "book", LAMP, world="lantern-coast")
    with pytest.raises(BookError, match=r"story\.toml is missing"):
        Book.open(tmp_path / "book")
    Book.create(tmp_path / "book", LAMP)
    assert (tmp_path / "book" / ".gitignore").read_text() == "mine"
