"""Every wording of every rule: it fills, reads as sentences, and there are enough of them."""

from __future__ import annotations

import re
from random import Random

import pytest

from storyteller_agents.checks.injections.catalogue import CHINESE, ENGLISH, NAMES
from storyteller_agents.checks.injections.impossible_age import number
from storyteller_agents.checks.injections.people import Person, Strangers, misspelt
from storyteller_agents.checks.injections.variant import Rule, Variant, fill

WORDINGS = [
    pytest.param(rule, variant, id=f"{language}-{rule.name}-{kind}-{variant.id}")
    for language, rules in (("en", ENGLISH), ("zh", CHINESE))
    for rule in rules
    for kind, variants in (("variant", rule.variants), ("decoy", rule.decoys))
    for variant in variants
]


def test_the_rules_are_those_of_the_benchmark() -> None:
    assert set(NAMES) == set(
        """dead-acts changed-trait impossible-age impossible-kinship two-places broken-time changed-count lost-object
        early-knowledge drifting-name narration-slip broken-world-rule loose-thread""".split()
    )


@pytest.mark.parametrize("rule", ENGLISH, ids=lambda rule: rule.name)
def test_every_rule_has_ten_wordings_and_some_decoys(rule: Rule) -> None:
    assert len({variant.id for variant in rule.variants}) == len(rule.variants) >= 10
    assert len({variant.id for variant in rule.decoys}) == len(rule.decoys) >= 3
    assert len({variant.second for variant in rule.variants}) == len(rule.variants)


@pytest.mark.parametrize("rule", CHINESE, ids=lambda rule: rule.name)
def test_chinese_rules_have_four_wordings(rule: Rule) -> None:
    assert len({variant.id for variant in rule.variants}) == len(rule.variants) >= 4
    assert rule.decoys


@pytest.mark.parametrize("tense", ["past", "present"])
@pytest.mark.parametrize(("rule", "variant"), WORDINGS)
def test_a_wording_fills_and_reads_as_sentences(rule: Rule, variant: Variant, tense: str) -> None:
    language = "zh" if rule in CHINESE else "en"
    strangers = Strangers(set(), Random(1), language)
    person = strangers.person(variant.gender or "f")
    wording = fill(variant, rule, person, strangers, Random(2), tense)
    for passage in filter(None, (wording.first, wording.second)):
        assert not re.search(r"[{}\[\]|]|  ", passage)
        assert passage[0].isupper() or passage[0] == "“" or language == "zh"
        assert re.search(r"[.!?。？！]”?$", passage)
        assert passage.count("“") == passage.count("”")
        assert len(passage) < 260
    if variant.first is not None:
        shared = set(re.findall(r"[^\W\d_]+", wording.first or "")) & set(re.findall(r"[^\W\d_]+", wording.second))
        assert shared or language == "zh" or variant.who in {"narrator", "nobody"}


def test_values_of_an_age_cannot_be_true() -> None:
    rule = next(rule for rule in ENGLISH if rule.name == "impossible-age")
    wedding = next(variant for variant in rule.variants if variant.id == "wedding")
    for seed in range(50):
        values = wedding.values(Random(seed)) if wedding.values else {}
        assert values["age"] != number(int(values["wed"]) - int(values["born"]))


def test_a_weekday_after_some_days_is_never_the_right_one() -> None:
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    counts = {"two": 2, "three": 3, "four": 4, "five": 5}
    rule = next(rule for rule in ENGLISH if rule.name == "broken-time")
    arrival = next(variant for variant in rule.variants if variant.id == "arrival")
    for seed in range(50):
        values = arrival.values(Random(seed)) if arrival.values else {}
        right = days[(days.index(values["day"]) + counts[values["days"]]) % 7]
        assert values["wrong"] != right


@pytest.mark.parametrize(
    ("name", "drift"),
    [
        ("Catherine", "Katherine"),
        ("Alice", "Alyce"),
        ("Mrs. Wilson", "Mrs. Willson"),
        ("Anne", "Ann"),
        ("陈志远", "陈志元"),
    ],
)
def test_names_drift_as_a_hand_would_write_them(name: str, drift: str) -> None:
    assert misspelt(name) == drift


def test_a_misspelt_name_is_always_another_one() -> None:
    strangers = Strangers(set(), Random(3))
    for gender in "mf" * 40:
        person = strangers.person(gender)
        assert person.drift != person.name
        assert person.slip != person.last


def test_strangers_bear_no_name_of_the_text() -> None:
    taken = {"Ruth", "Calloway", "Ellerby"}
    strangers = Strangers(taken, Random(0))
    names = {word for _ in range(200) for word in strangers.person("f").name.split()}
    assert not names & taken
    assert "Ellerby" not in {strangers.place() for _ in range(60)}


def test_forms_of_a_person() -> None:
    her = Person("Ada Brook", "f", "Ada", "Brook")
    assert f"{her}: {her.He} {her.him} {her.his} {her.himself}" == "Ada Brook: She her her herself"
