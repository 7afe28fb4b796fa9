"""Briefs from files: the examples, an author's own, and what of them comes into the book."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from storyteller_agents.briefs import example_briefs, open_brief, read_brief
from storyteller_agents.errors import ArtefactError, BookError, SettingsError
from storyteller_agents.language import CJK
from storyteller_agents.resources import shipped_folder
from storyteller_agents.wishes import Wishes


@pytest.mark.parametrize("name", example_briefs())
def test_an_example_is_complete_and_makes_a_book(tmp_path: Path, name: str) -> None:
    sheet = open_brief(name)
    assert sheet.description and sheet.genre and sheet.tone and sheet.audience and sheet.must_have
    assert 60 <= len(sheet.premise.split()) + len(CJK.findall(sheet.premise)) <= 200
    book = Wishes(brief=name).make(tmp_path / "book")
    assert book.brief.premise == sheet.premise and book.brief.must_have == sheet.must_have
    assert book.language == (sheet.language or "en")
    assert book.settings.book.title == (sheet.title or "Untitled")
    assert bool(book.lore.entries()) == bool(sheet.world)
    assert name in (shipped_folder("knowledge") / "README.md").read_text(encoding="utf-8")


def test_the_examples_are_of_several_kinds() -> None:
    sheets = [open_brief(name) for name in example_briefs()]
    assert {"novel", "short", "flash"} <= {sheet.scale for sheet in sheets}
    assert any(sheet.language == "zh" and sheet.world for sheet in sheets)
    assert any("film" in sheet.genre for sheet in sheets)


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("A lighthouse keeper finds a bell.\n")
    assert Wishes(brief=str(file)).make(tmp_path / "a").brief.premise == "A lighthouse keeper finds a bell."
    file.write_text("---\ngenre: elegy\nscale: novella\nwords: 500\nlanguage: fr\ntitle: T\n---\n\nA bell.\n")
    book = Wishes(brief=str(file)).make(tmp_path / "b")
    assert (book.brief.genre, book.settings.book.title, book.language) == ("elegy", "T", "fr")
    assert (book.settings.book.length().chapters, book.settings.book.length().words) == (10, 500)


def test_what_is_given_goes_before_the_file(tmp_path: Path) -> None:
    said = Wishes(brief="night-desk", premise="A bell.", title="Mine", world="lantern-coast", chapters=2, language="sv")
    book = said.make(tmp_path / "book")
    length = book.settings.book.length()
    assert (book.brief.premise, book.settings.book.title, book.language) == ("A bell.", "Mine", "sv")
    assert book.lore.entries() and book.brief.genre
    assert (length.chapters, length.scenes, length.words) == (2, 4, 300)
    assert Wishes(brief="night-desk", scale="epic").settings().book.length().chapters == 60


def test_exact_numbers(tmp_path: Path) -> None:
    book = Wishes(premise="A bell.", chapters=7, scenes=5, words=333).make(tmp_path / "book")
    length = book.settings.book.length()
    assert (length.chapters, length.scenes, length.words) == (7, 5, 333)
    with pytest.raises(SettingsError) as caught:
        Wishes(premise="A bell.", chapters=0, scenes=51, words=19).make(tmp_path / "none")
    assert len(caught.value.problems) == 3 and not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the premise is empty"),
        ("---\ngenre: x\nA bell.", "never closed"),
        ("---\ngenere: x\n---\nA bell.", "did you mean 'genre'"),
        ("---\nscale: huge\nchapters: 0\n---\nA bell.", "scale"),
        ("---\nchapters: many\n---\nA bell.", "chapters"),
        ("---\ntitle: [a]\n---\nA bell.", "title"),
    ],
)
def test_a_file_that_is_no_brief(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "b.md").write_text(text)
    with pytest.raises(ArtefactError, match=said) as caught:
        open_brief(str(tmp_path / "b.md"))
    assert "b.md" in str(caught.value)


def test_what_is_no_file_at_all(tmp_path: Path) -> None:
    with pytest.raises(BookError, match=r"did you mean 'night-desk'.*there are: .*the-last-timetable"):
        open_brief("night-des")
    with pytest.raises(BookError, match="--premise"):
        open_brief("A keeper finds a bell. " * 200)
    with pytest.raises(ArtefactError, match="can't be read"):
        open_brief(str(tmp_path))
    (tmp_path / "latin.md").write_bytes(b"Caf\xe9")
    with pytest.raises(ArtefactError, match="not UTF-8"):
        open_brief(str(tmp_path / "latin.md"))
    (tmp_path / "world.md").write_text("---\nworld: nowhere\n---\nA bell.")
    with pytest.raises(BookError, match="no such sample world"):
        Wishes(brief=str(tmp_path / "world.md")).make(tmp_path / "book")
    assert not (tmp_path / "book").exists()


@hypothesis_settings(max_examples=100)
@given(st.text(max_size=80), st.text(st.sampled_from("abwords: -[]{}\n012'\"&*!"), max_size=80))
def test_any_text_is_a_brief_or_is_told_why_not(
    tmp_path_factory: pytest.TempPathFactory, body: str, front: str
) -> None:
    file = tmp_path_factory.mktemp("brief") / "any.md"
    file.write_bytes(f"---\n{front}\n---\n{body}".encode("utf-8", "surrogatepass"))
    try:
        assert read_brief(file).premise
    except ArtefactError as error:
        assert "any.md" in str(error)
