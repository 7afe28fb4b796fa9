"""A story read: only changed scenes are read again, collections fall into tales, lore and cast are known beforehand."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from storyteller_agents.canon import story as story_module
from storyteller_agents.canon.background import from_cards, from_cast, from_lore
from storyteller_agents.canon.cache import Cache, open_cache
from storyteller_agents.canon.facts import BEFORE, Point
from storyteller_agents.canon.story import Story
from storyteller_agents.canon.worlds import split_worlds
from storyteller_agents.lore.entry import Fact as LoreFact
from storyteller_agents.lore.entry import LoreEntry, Source
from storyteller_agents.lore.entry import Relation as LoreRelation
from storyteller_agents.story import Act, Cast, Chapter, Character, Outline, Relation, SceneCard
from storyteller_agents.testing import sample_cast

SCENES = [
    ("0001", "Ada Penrow had grey eyes. She climbed the stairs. Bram Colley watched Ada from the quay."),
    ("0002", "Bram Colley died in the storm. Ada buried Bram on the cliff."),
    ("0003", "Ada walked home alone. The lamp was out."),
]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the ids of the scenes that were read, in order."""
    seen: list[str] = []
    real = story_module.extract

    def extract(reading):  # type: ignore[no-untyped-def]
        seen.append(reading.scene)
        return real(reading)

    monkeypatch.setattr(story_module, "extract", extract)
    return seen


def test_only_the_scene_that_changed_is_read_again(read: list[str], tmp_path: Path) -> None:
    with closing(open_cache(tmp_path / "canon.sqlite")) as cache:
        first = Story(SCENES, cache=cache)
    assert read == ["0001", "0002", "0003"]
    read.clear()
    changed = [SCENES[0], ("0002", "Bram Colley lived. Ada laughed with Bram."), SCENES[2]]
    with closing(open_cache(tmp_path / "canon.sqlite")) as cache:
        Story(SCENES, cache=cache)
        assert read == []
        again = Story(SCENES, cache=cache)
        Story(changed, cache=cache)
    assert read == ["0002"]
    assert list(again.canon) == list(first.canon)


def test_a_scene_put_in_moves_the_facts_of_those_after_it(read: list[str]) -> None:
    cache = Cache()
    Story(SCENES, cache=cache)
    read.clear()
    story = Story([SCENES[0], ("0001a", "It rained."), *SCENES[1:]], cache=cache)
    assert read == ["0001a"]
    death = next(story.facts("life"))
    assert death.start.scene == 2


@pytest.mark.parametrize("damage", [b"", b"not a database at all", b"SQLite format 3\x00 and then nothing"])
def test_a_damaged_cache_is_begun_anew(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "canon.sqlite"
    file.write_bytes(damage)
    with closing(open_cache(file)) as cache:
        story = Story(SCENES, cache=cache)
    assert [scene.id for scene in story.scenes] == ["0001", "0002", "0003"]


def tale(*names: str) -> str:
    return " ".join(f"Then came {name}, and they saw {name} and told {name} of it." for name in names for _ in range(3))


def test_a_collection_falls_into_tales_and_a_novel_does_not() -> None:
    tales = [
        (f"Tale {number}", tale(*names))
        for number, names in enumerate([("Hilde", "Knut"), ("Piers",), ("Wanda", "Ossip"), ("Yann",)])
    ]
    assert split_worlds(tales) == [[0], [1], [2], [3]]
    novel = [(f"Chapter {number}", tale("Hilde", "Knut", "Piers")) for number in range(5)]
    assert split_worlds(novel) == [[0, 1, 2, 3, 4]]


def test_the_parts_of_a_tale_stay_together() -> None:
    parts = [
        ("One", tale("Hilde")),
        ("One", tale("Knut")),
        ("Two", tale("Piers")),
        ("Three", tale("Wanda")),
        ("Four", tale("Yann")),
    ]
    assert split_worlds(parts) == [[0, 1], [2], [3], [4]]


def test_the_cast_is_known_beforehand() -> None:
    found = from_cast(
        Cast(
            characters=[
                Character(
                    name="Ada Penrow",
                    aliases=["the Keeper"],
                    facts={"Eyes": "grey", "gender": "female"},
                    relations=[Relation(to="Bram Colley", kind="Sister")],
                )
            ]
        )
    )
    [given] = found.given
    assert (given.name, given.aliases, given.gender) == ("Ada Penrow", ("the Keeper",), "f")
    told = {(fact.attribute, fact.value, fact.about) for fact in found.facts}
    assert {("eye colour", "grey", ""), ("kin", "sister", "Bram Colley")} <= told
    assert all(fact.source == "cast" and fact.start == BEFORE for fact in found.facts)
    assert from_cast(sample_cast()).facts


def outline() -> Outline:
    cards = [
        SceneCard(
            id=f"000{number}",
            title=f"Scene {number}",
            plants=["the bell"] if number == 1 else [],
            pays_off=["the bell"] if number == 3 else [],
        )
        for number in (1, 2, 3)
    ]
    return Outline(title="T", acts=[Act(title="A", chapters=[Chapter(title="C", scenes=cards)])])


def test_dated_facts_of_the_lore_hold_from_their_scene_on() -> None:
    entry = LoreEntry(
        id="ada", kind="person", title="Ada Penrow", source=Source(file="ada.md"),
        facts=[LoreFact(attribute="eyes", value="grey"), LoreFact(attribute="rank", value="captain", start="scene 2", end="scene 3")],
        relations=[LoreRelation(to="Bram", kind="sister")],
    )  # fmt: skip
    found = {(fact.attribute, fact.value): fact for fact in from_lore([entry], outline()).facts}
    assert found["eye colour", "grey"].start == BEFORE
    assert (found["profession", "captain"].start, found["profession", "captain"].until) == (Point(1, 0), Point(2, 0))
    assert found["kin", "sister"].about == "Bram"


def test_rules_of_the_world_are_taken_whole() -> None:
    entry = LoreEntry(id="iron", kind="rule", title="Iron", text="Iron burns the fae.", source=Source(file="iron.md"))
    [fact] = from_lore([entry]).facts
    assert (fact.attribute, fact.value, fact.scene) == ("world rule", "Iron burns the fae.", "iron")


def test_threads_of_the_cards_stand_at_their_scenes() -> None:
    found = from_cards(outline(), ["0001", "0003"]).facts
    assert [(fact.value, fact.notes, fact.start.scene) for fact in found if fact.attribute == "thread"] == [
        ("the bell", ("plant",), 0),
        ("the bell", ("payoff",), 1),
    ]
