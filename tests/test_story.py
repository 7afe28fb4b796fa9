"""The artefacts: what an author may write, what is refused, and how it is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from storyteller_agents.errors import ArtefactError
from storyteller_agents.story import Brief, Cast, Character, Outline, SceneCard, SceneId
from storyteller_agents.testing import sample_book, sample_outline

SCENE_ID = TypeAdapter(SceneId)


@pytest.mark.parametrize(
    ("given", "held"), [(1, "0001"), (12345, "12345"), ("0001", "0001"), ("0001a", "0001a"), ("1", "1")]
)
def test_scene_ids(given: Any, held: str) -> None:
    assert SCENE_ID.validate_python(given) == held


@pytest.mark.parametrize(
    "given",
    [
        "",
        "A1",
        "a b",
        "../1",
        "a/b",
        "a\\b",
        "1.md",
        "a-b",
        "a_b",
        "1\n",
        "\u0661",
        "灯",
        "x" * 13,
        -1,
        1.5,
        True,
        None,
    ],
)
def test_what_can_not_be_a_scene_id(given: Any) -> None:
    with pytest.raises(ValidationError):
        SCENE_ID.validate_python(given)


def test_ids_are_checked_on_assignment_too() -> None:
    card = SceneCard(id="0001", title="a")
    with pytest.raises(ValidationError):
        card.id = "../../etc"


def outline_text(*ids: str, extra: str = "") -> str:
    cards = "".join(f"      - {{id: {scene}, title: A}}\n" for scene in ids)
    return f"title: T\nacts:\n- title: One\n  chapters:\n  - title: C\n    scenes:\n{cards}{extra}"


def load(folder: Path, text: str, name: str = "outline") -> Any:
    book = sample_book(folder / "book")
    book.file(name).write_text(text, encoding="utf-8")
    return book.load(name)


def test_an_outline_as_an_author_writes_it(tmp_path: Path) -> None:
    outline = load(tmp_path, outline_text("1", "0002", '"0003"', "0003a"))
    assert [card.id for card in outline.cards()] == ["0001", "0002", "0003", "0003a"]
    assert outline.card("0002").title == "A"
    with pytest.raises(KeyError):
        outline.card("0004")


def test_two_cards_with_one_id(tmp_path: Path) -> None:
    with pytest.raises(
        ArtefactError, match=r"outline\.yaml: can't be used as it is.\n.*two scene cards have the id '0001'"
    ):
        load(tmp_path, outline_text("1", "0001"))


def test_a_typo_in_a_card_is_named_with_place_and_near_key(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError) as caught:
        load(tmp_path, outline_text("1", extra="      - {id: 2, title: B, gaol: x}\n"))
    assert "acts.0.chapters.0.scenes.1.gaol: unknown setting (did you mean 'goal'?); allowed here: after, " in str(
        caught.value
    )


def test_all_mistakes_of_a_file_at_once(tmp_path: Path) -> None:
    text = "title: T\npeople:\n- {name: ''}\n- {nam: Ada}\nacts:\n- {title: A, chapters: 3}\n"
    with pytest.raises(ArtefactError) as caught:
        load(tmp_path, text)
    told = ("3, people.0.name", "4, people.1.name: field required", "4, people.1.nam: unknown", "6, acts.0.chapters")
    for field in told:
        assert f"  - line {field}" in str(caught.value)


def test_a_key_that_stands_twice_is_not_lost_in_silence(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match=r"outline\.yaml, line 2.*'title' stands twice"):
        load(tmp_path, "title: One\ntitle: Two\n")


@pytest.mark.parametrize("text", ["", "- a\n", "just words\n", "3\n"])
def test_an_outline_that_is_none(tmp_path: Path, text: str) -> None:
    with pytest.raises(ArtefactError, match=r"outline\.yaml"):
        load(tmp_path, text)


def test_hard_facts_are_text_however_they_are_written(tmp_path: Path) -> None:
    text = "characters:\n- name: Ada\n  facts: "
    text += "{age: 34, height: 1.7, alive: true, born: 0431-02-01, eyes: grey, hair: , 7: seven}\n"
    ada = load(tmp_path, text, "cast").get("Ada")
    assert ada.facts == {
        "age": "34",
        "height": "1.7",
        "alive": "true",
        "born": "0431-02-01",
        "eyes": "grey",
        "hair": "",
        "7": "seven",
    }
    for facts in (["age"], {"hair": ["red", "long"]}, {"hair": {"colour": "red"}}):
        with pytest.raises(ValidationError):
            Character(name="Ada", facts=facts)


def test_characters_are_found_by_name_and_alias() -> None:
    cast = Cast(characters=[Character(name="Ada Penrow", aliases=["the Keeper"]), Character(name="Bram")])
    assert cast.get("the Keeper") is cast.get("Ada Penrow") is cast.characters[0]
    assert cast.get("ada penrow") is None


@pytest.mark.parametrize("premise", ["", "   ", "\n\t\n"])
def test_a_blank_premise(premise: str) -> None:
    with pytest.raises(ValidationError, match="the premise is empty"):
        Brief(premise=premise)


def test_a_premise_is_stripped() -> None:
    assert Brief(premise="\n a lamp \n").premise == "a lamp"


def test_reading_order() -> None:
    outline = sample_outline(scenes=7, chapters=3)
    assert [card.id for card in outline.cards()] == [f"{number:04d}" for number in range(1, 8)]
    assert [len(chapter.scenes) for chapter in outline.chapters()] == [2, 2, 3]
    assert list(Outline(title="T").cards()) == []
