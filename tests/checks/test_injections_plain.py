"""Plain wordings beside the literary ones: marked, as many of each, and true contradictions whatever the numbers."""

from __future__ import annotations

import importlib
from collections import Counter
from random import Random

import pytest

from storyteller_agents.checks.injections.catalogue import CHINESE, ENGLISH, NAMES
from storyteller_agents.checks.injections.impossible_age import number
from storyteller_agents.checks.injections.injection import Injected, Injection, inject
from storyteller_agents.checks.injections.variant import Rule, Variant

TALE = (
    "CHAPTER ONE\n\n"
    + (
        "Clouds hung over the harbour all day. Martin walked along the wall, and he counted the gulls. Nobody came. "
        "Louisa stood at the counter, and she weighed the flour. Martin went in and he sat down near the stove. The "
        "rain was loud on the roof. Louisa looked at the door and she sighed.\n\n"
        "“Is it far?” said Martin. “Is there a boat?” The harbour was quiet until the evening.\n\n"
    )
    * 50
)
NUMBERS = {number(value): value for value in range(1, 100)}


@pytest.fixture(scope="module")
def tale() -> list[Injected]:
    return list(inject(TALE, seed=11))


def plain(name: str, of_rule: str) -> Variant:
    rule = next(rule for rule in ENGLISH if rule.name == of_rule)
    return next(variant for variant in rule.variants if variant.id == f"plain-{name}")


def values(variant: Variant, seed: int) -> dict[str, str]:
    assert variant.values is not None
    return variant.values(Random(seed))


@pytest.mark.parametrize("rule", ENGLISH, ids=lambda rule: rule.name)
def test_every_rule_has_ten_wordings_of_either_style_and_plain_decoys(rule: Rule) -> None:
    styles = Counter(variant.style for variant in rule.variants)
    assert styles["plain"] >= 10 and styles["literary"] >= 10
    assert sum(variant.style == "plain" for variant in rule.decoys) >= 2


@pytest.mark.parametrize("rule", ENGLISH, ids=lambda rule: rule.name)
def test_an_id_tells_the_style(rule: Rule) -> None:
    for variant in (*rule.variants, *rule.decoys):
        assert variant.id.startswith("plain-") == (variant.style == "plain")


@pytest.mark.parametrize("rule", ENGLISH, ids=lambda rule: rule.name)
def test_plain_words_leave_the_lists_of_the_literary_wordings_alone(rule: Rule) -> None:
    of_rule = rule.name.replace("-", "_")
    literary = importlib.import_module(f"storyteller_agents.checks.injections.{of_rule}").RULE
    assert {kind: rule.words[kind] for kind in literary.words} == dict(literary.words)


def test_chinese_wordings_are_literary() -> None:
    assert {variant.style for rule in CHINESE for variant in rule.variants} == {"literary"}


def test_half_of_the_contradictions_of_each_rule_are_plain(tale: list[Injected]) -> None:
    styles = Counter((made.rule, made.style) for copy in tale for made in copy.injections)
    for rule in NAMES:
        assert styles[rule, "plain"] + styles[rule, "literary"] == 20
        assert 8 <= styles[rule, "plain"] <= 12


def test_a_few_contradictions_hold_both_styles() -> None:
    made = [one for copy in inject(TALE, rules=["lost-object"], each=2) for one in copy.injections]
    assert {one.style for one in made} == {"plain", "literary"}


def test_decoys_are_of_both_styles(tale: list[Injected]) -> None:
    assert {decoy.style for copy in tale for decoy in copy.decoys} == {"plain", "literary"}


def test_removing_plain_passages_gives_the_clean_text_back(tale: list[Injected]) -> None:
    held = [copy for copy in tale if any(made.style == "plain" for made in copy.injections)]
    assert held
    for copy in held:
        assert copy.clean() == TALE


def test_the_style_of_an_injection_is_literary_unless_told() -> None:
    assert Injection("dead-acts", None, (0, 1), 0, "", "fire").style == "literary"


@pytest.mark.parametrize("seed", range(40))
def test_plain_ages_cannot_be_true(seed: int) -> None:
    shrinking = values(plain("younger", "impossible-age"), seed)
    assert NUMBERS[shrinking["young"]] < NUMBERS[shrinking["old"]]
    dated = values(plain("turned", "impossible-age"), seed)
    assert abs(int(dated["year"]) - int(dated["born"]) - NUMBERS[dated["wrong"]]) >= 5
    assert int(dated["before"]) < int(dated["born"])
    mother = values(plain("mother", "impossible-age"), seed)
    assert NUMBERS[mother["mother"]] - NUMBERS[mother["child"]] < 10


@pytest.mark.parametrize("seed", range(40))
def test_plain_times_cannot_be_true(seed: int) -> None:
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    weekday = values(plain("weekday", "broken-time"), seed)
    assert (days.index(weekday["day"]) + 1) % 7 != days.index(weekday["wrong"])
    clock = values(plain("clock", "broken-time"), seed)
    assert NUMBERS[clock["early"]] < NUMBERS[clock["late"]]
    stay = values(plain("stay", "broken-time"), seed)
    assert NUMBERS[stay["some"]] != NUMBERS[stay["wrong"]]
    dates = values(plain("date", "broken-time"), seed)
    assert dates["fourth"] != dates["ninth"] and dates["month"] != dates["other"]
