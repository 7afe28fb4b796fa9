"""Keys bring entries up as lorebooks mean it: logic, expressions, chance, groups, recursion."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller_agents.lore.entry import Activation, LoreEntry, Source
from storyteller_agents.lore.keys import PATIENCE, Key, Keys
from storyteller_agents.lore.triggers import Triggers

HERE = Source(file="lore.yaml")


def entry(name: str, keys: list[str] | None = None, text: str = "", priority: int = 0, **activation: Any) -> LoreEntry:
    return LoreEntry(
        id=name,
        title=f"About {name}",
        text=text,
        keys=keys or [],
        priority=priority,
        activation=Activation(**activation),
        source=HERE,
    )


def found(text: str, *entries: LoreEntry, seed: int = 0) -> list[str]:
    return [name for name, _ in Triggers({one.id: one for one in entries}).find(text, seed)]


@pytest.mark.parametrize(
    ("key", "text", "options", "expected"),
    [
        ("lamp", "The LAMP burns.", {}, True),
        ("lamp", "By lamplight.", {}, False),
        ("lamp", "By lamplight.", {"whole_words": False}, True),
        ("north lamp", "the North  Lamp", {}, True),
        ("north lamp", "north of the lamp", {}, False),
        ("Will", "will you go?", {"case_sensitive": True}, False),
        ("Will", "Ask Will.", {"case_sensitive": True}, True),
        ("Will", "Goodwill and WILL", {"case_sensitive": True}, False),
        ("Will", "GoodWill", {"case_sensitive": True, "whole_words": False}, True),
        ("灯塔", "他走向灯塔。", {}, True),
        ("北灯", "他在北灯塔下。", {"case_sensitive": True}, True),
        ("北Lamp", "在北Lamp塔下", {"case_sensitive": True}, True),
        ("北Lamp", "在北Lamps", {"case_sensitive": True}, False),
        ("/dr(ag|ak)on/", "a drakon", {}, True),
        ("/dragon/", "a DRAGON", {}, False),
        ("/dragon/i", "a DRAGON", {}, True),
        ("/^the/m", "first\nthe second", {}, True),
        (r"/a\/b/", "a/b", {}, True),
        ("/(?<name>mara)/", "mara", {}, True),
        ("/(/", "an open ( here: /(/", {}, True),  # no expression, so it is what it says
        ("?!", "What?!", {}, True),
        ("   ", "   ", {}, False),
    ],
)
def test_how_a_key_is_compared(key: str, text: str, options: dict[str, bool], expected: bool) -> None:
    assert bool(Keys([Key(key, **options)]).find(text)) is expected


@pytest.mark.parametrize(
    ("logic", "text", "expected"),
    [
        ("and any", "lamp oil", True),
        ("and any", "lamp", False),
        ("and all", "lamp oil", False),
        ("and all", "lamp oil wick", True),
        ("not any", "lamp", True),
        ("not any", "lamp oil", False),
        ("not all", "lamp oil", True),
        ("not all", "lamp oil wick", False),
        ("and any", "oil wick", False),
    ],
)
def test_secondary_keys_by_their_logic(logic: str, text: str, expected: bool) -> None:
    one = entry("one", ["lamp"], secondary=["oil", "wick"], logic=logic)
    assert (found(text, one) == ["one"]) is expected


def test_a_title_without_a_letter_is_no_key() -> None:
    dashes = entry("dashes").model_copy(update={"title": "-", "aliases": ["…"]})
    assert found("a well-known harbour …", dashes) == []
    assert found("What?!", entry("asks", ["?!"])) == ["asks"], "a key that somebody wrote is one"


def test_names_do_not_get_round_secondary_keys() -> None:
    assert found("About one", entry("one", ["lamp"], secondary=["oil"])) == []
    assert found("About one", entry("one", ["lamp"])) == ["one"]


def test_what_an_entry_says_brings_up_others_by_their_keys() -> None:
    keeper = entry("keeper", ["keeper"], text="She guards the lamp.")
    lamp = entry("lamp", ["lamp"], text="It burns oil.", priority=9)
    oil = entry("oil", ["oil"], text="About whales.")
    whales = entry("whales", text="Named by title only.")
    assert found("the keeper", keeper, lamp, oil, whales) == ["keeper", "lamp", "oil"]
    told = dict(Triggers({one.id: one for one in (keeper, lamp)}).find("the keeper"))
    assert told["lamp"] == ["trigger key 'lamp' in other entries (round 1)"]


def test_recursion_can_be_ruled_out_or_required() -> None:
    keeper = entry("keeper", ["keeper"], text="She guards the lamp.")
    assert found("keeper", keeper, entry("lamp", ["lamp"], by_recursion=False)) == ["keeper"]
    assert found("keeper lamp", keeper, entry("lamp", ["lamp"], by_recursion=False)) == ["keeper", "lamp"]
    assert found("lamp", entry("lamp", ["lamp"], by_recursion="only")) == []
    assert found("keeper", keeper, entry("lamp", ["lamp"], by_recursion="only")) == ["keeper", "lamp"]
    silent = entry("keeper", ["keeper"], text="She guards the lamp.", recursive=False)
    assert found("keeper", silent, entry("lamp", ["lamp"])) == ["keeper"]


def test_entries_that_name_each_other_end() -> None:
    ring = [entry(f"e{n}", [f"k{n}"], text=f"k{(n + 1) % 50}") for n in range(50)]
    assert len(found("k0", *ring)) == 4, "the text, and three rounds"


def test_chance_depends_on_the_seed_alone() -> None:
    maybe = entry("maybe", ["lamp"], probability=30)
    came = [bool(found("lamp", maybe, seed=seed)) for seed in range(400)]
    assert came == [bool(found("lamp", maybe, entry("x", ["lamp"]), seed=seed).count("maybe")) for seed in range(400)]
    assert 80 < sum(came) < 160
    assert found("lamp", entry("never", ["lamp"], probability=0)) == []


def test_one_of_a_group_is_drawn_by_weight() -> None:
    rivals = [entry("rare", ["lamp"], group="weather", weight=10), entry("often", ["lamp"], group="weather", weight=90)]
    drawn = [found("lamp", *rivals, seed=seed) for seed in range(300)]
    assert all(len(one) == 1 for one in drawn)
    assert 10 < drawn.count(["rare"]) < 60
    assert found("lamp", *rivals[:1], entry("zero", ["lamp"], group="weather, other", weight=0)) == ["rare"]


@pytest.mark.parametrize(
    ("keys", "text", "options"),
    [
        (["Bill", "BILL"], "BILL came.", {"case_sensitive": True}),
        (["C++", "C"], "He wrote C.", {"case_sensitive": True}),
        (["lamp-light", "lamplight", "lamp light"], "by lamp lights", {"whole_words": False}),
    ],
)
def test_each_spelling_of_a_key_counts(keys: list[str], text: str, options: dict[str, bool]) -> None:
    assert found(text, entry("x", keys, **options)) == ["x"]


def test_switched_off_entries_never_come() -> None:
    off = entry("off", ["lamp"]).model_copy(update={"enabled": False})
    assert found("lamp", off) == []


def test_an_expression_that_goes_back_for_ever_is_stopped_and_told() -> None:
    trap = entry("trap", ["/(a+)+$/"])
    triggers = Triggers({"trap": trap, "lamp": entry("lamp", ["lamp"])})
    start = time.monotonic()
    assert [name for name, _ in triggers.find("lamp " + "a" * 5000 + "!")] == ["lamp"]
    assert time.monotonic() - start < 40 * PATIENCE
    assert triggers.problems[0].startswith("lore.yaml, keys: found '/(a+)+$/', which took longer than ")


def test_many_slow_expressions_cost_their_time_once() -> None:
    traps = {f"t{at}": entry(f"t{at}", [f"/(a+)+{at}$/", "lamp"], text="a" * 5000 + "!") for at in range(12)}
    triggers = Triggers(traps)
    start = time.monotonic()
    for _ in range(5):
        triggers.find("the lamp")
    assert time.monotonic() - start < 5 * 12 * PATIENCE, "without that, each text of each entry would be tried"
    assert len(triggers.problems) == 12


def test_a_broken_expression_is_told() -> None:
    assert "lore.yaml, keys: found '/(/', not a regular expression" in Triggers({"x": entry("x", ["/(/"])}).problems[0]


@given(text=st.text(max_size=200), keys=st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_any_key_and_any_text_can_be_compared(text: str, keys: list[str]) -> None:
    looked_for = [Key(key, whole_words=False) for key in keys]
    there = Keys(looked_for).find(text)
    assert there <= set(looked_for)
    for key in looked_for:
        if key.text.strip() and not key.text.startswith("/") and key.text in text:
            assert key in there
