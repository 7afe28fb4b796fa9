"""notes.yaml: what the author wishes, whom it concerns, and what is wrong with a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller_agents.book import Book
from storyteller_agents.context import StageContext
from storyteller_agents.contract import NoConfig
from storyteller_agents.errors import ArtefactError
from storyteller_agents.files import write_text
from storyteller_agents.notes import Notes, Wish
from storyteller_agents.session import Session
from storyteller_agents.testing import sample_book, sample_cast, sample_outline, scripted_models

NAMES = ["outliner", "scenes", "critic"]


def book_with(folder: Path, notes: str) -> Book:
    book = sample_book(folder / "book", outline=sample_outline(), cast=sample_cast())
    write_text(book.path / "notes.yaml", notes)
    return book


def context(book: Book, item: str | None = None) -> StageContext[Any]:
    models: Any = scripted_models()
    return StageContext(Session(book, NAMES, models=models), "scenes", NoConfig(), item)


def test_a_wish_is_a_text_or_a_mapping(tmp_path: Path) -> None:
    book = book_with(tmp_path, "scenes: Less weather.\nscenes/0007:\n  note: She finds it.\n  take: 3\n")
    assert book.notes.of("scenes") == Wish(note="Less weather.")
    assert book.notes.of("scenes/0007") == Wish(note="She finds it.", take=3)
    assert book.notes.for_key("scenes/0007") == Wish(note="Less weather. She finds it.", take=3)
    assert book.notes.for_key("scenes/0001") == Wish(note="Less weather.")
    assert book.notes.for_key("outliner") == Wish()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- Less weather.\n", "must map a stage"),
        ("scenes/0007:\n  note: x\n  taek: 2\n", "scenes/0007: taek: unknown setting (did you mean 'take'?)"),
        ("scenes/0007: {take: 0}\n", "scenes/0007: take: "),
        ("scenes/0007: 3\noutliner: [a]\n", "outliner: "),
        ("scenes: a\nscenes: b\n", "the key 'scenes' stands twice"),
        ("scenes: [\n", "not valid YAML"),
    ],
)
def test_errors_name_the_file_and_the_key(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ArtefactError) as caught:
        _ = book_with(tmp_path, text).notes
    assert "notes.yaml" in str(caught.value)
    assert told in str(caught.value)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "scenes:\n  note: ''\n"])
def test_what_wishes_for_nothing_changes_nothing(tmp_path: Path, text: str) -> None:
    book = book_with(tmp_path, text)
    assert book.digest_of("notes/scenes/0001") == book.digest_of("notes/outliner") == ""
    assert context(book, "0001").note == ""


def test_the_digest_is_of_what_holds_for_the_result(tmp_path: Path) -> None:
    book = book_with(tmp_path, "scenes: a\nscenes/0001: b\n")
    one, two = (book.digest_of(f"notes/scenes/{scene}") for scene in ("0001", "0002"))
    assert one and two and one != two
    assert two == book.digest_of("notes/scenes")
    assert book.digest_of("notes/characters") == ""


def test_another_take_has_another_seed_and_the_first_is_as_it_was(tmp_path: Path) -> None:
    plain = sample_book(tmp_path / "plain", outline=sample_outline())
    book = book_with(tmp_path, "scenes/0001: {take: 1, note: x}\nscenes/0002: {take: 2}\n")
    assert context(book, "0001").seed(1) == context(plain, "0001").seed(1)
    assert context(book, "0002").seed(1) != context(plain, "0002").seed(1)
    write_text(book.path / "notes.yaml", "scenes: {take: 2}\n")
    assert context(book, "0001").seed(1) != context(plain, "0001").seed(1)


def test_only_a_prompt_that_declares_it_gets_the_note_as_data(tmp_path: Path) -> None:
    book = book_with(tmp_path, "scenes/0001: '{{ 7 * 7 }} {% raw %}'\n")
    asks = "---\nversion: 1\nvariables: [{}]\n---\n\n# User\n\nWrite. {}\n"
    write_text(book.path / "prompts" / "with.md", asks.format("note", "Wish: {{ note }}"))
    write_text(book.path / "prompts" / "without.md", asks.format("", ""))
    ctx = context(book, "0001")
    assert ctx.prompt("with")[-1].content == "Write. Wish: {{ 7 * 7 }} {% raw %}"
    assert ctx.prompt("without")[-1].content == "Write."
    assert ctx.prompt("with", note="mine")[-1].content == "Write. Wish: mine"


def test_asking_again_keeps_the_note_unless_another_is_given() -> None:
    notes = Notes({"outliner": Wish(note="x")}).ask_again("scenes/0001", "Fog.")
    assert notes.of("scenes/0001") == Wish(note="Fog.", take=2)
    assert notes.ask_again("scenes/0001").of("scenes/0001") == Wish(note="Fog.", take=3)
    assert notes.ask_again("scenes/0001", "").of("scenes/0001") == Wish(take=3)
    assert notes.of("outliner") == Wish(note="x")


def test_no_file_is_left_where_nothing_is_wished(tmp_path: Path) -> None:
    file = tmp_path / "notes.yaml"
    Notes({"scenes": Wish(note="Fog."), "outliner": Wish()}).write(file)
    assert file.read_text() == "scenes:\n  note: Fog.\n"
    Notes({"outliner": Wish()}).write(file)
    assert not file.exists()
    Notes().write(file)


@given(st.dictionaries(st.text(min_size=1), st.tuples(st.text(), st.integers(2, 9)), max_size=4))
def test_whatever_is_wished_comes_back(tmp_path_factory: pytest.TempPathFactory, wished: dict[str, Any]) -> None:
    file = tmp_path_factory.mktemp("notes") / "notes.yaml"
    notes = Notes({key: Wish(note=note, take=take) for key, (note, take) in wished.items()})
    try:
        notes.write(file)
    except ArtefactError as error:
        assert "Unicode" in str(error)
        return
    assert Notes.read(file).wishes == notes.wishes


def test_a_wish_for_a_stage_that_is_not_there_is_told(tmp_path: Path) -> None:
    book = book_with(tmp_path, "scense/0001: Fog.\n")
    warnings = [event.message for event in book.draft() if event.kind == "warning"]
    assert any(
        "notes.yaml: scense/0001: there is no stage 'scense' (did you mean 'scenes'?)" in one for one in warnings
    )
