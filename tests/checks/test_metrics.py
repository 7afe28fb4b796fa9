"""The figures of a book are what their authors define, on texts small enough to count by hand."""

from __future__ import annotations

import json
import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.checks.metrics import (
    contradiction_density,
    dialogue_share,
    distinct,
    findings_per_10k,
    length_obedience,
    measure,
    mtld,
    repetition,
    words_of,
)
from storyteller_agents.story import Finding, Passage, SceneCard


def finding(rule: str, scene: str = "0001", status: str = "open", against: str = "") -> Finding:
    passage = Passage(quote=against, scene="0001", span=(0, len(against))) if against else None
    return Finding.model_validate(
        {"id": f"{rule}-{scene}-{status}", "rule": rule, "scene": scene, "status": status, "against": passage}
    )


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("“It’s the LAMP,” Ada-May said.", "en", ["it's", "the", "lamp", "ada-may", "said"]),
        ("她走了，Ada没走。", "zh", ["她", "走", "了", "没", "走"]),
        ("… — !", "en", []),
    ],
)
def test_words(text: str, language: str, words: list[str]) -> None:
    assert words_of(text, language) == words


@pytest.mark.parametrize(
    ("text", "n", "expected"),
    [
        ("a b c d", 2, 0.0),
        ("a b a b a", 2, 0.5),  # ab ba ab ba: two of four
        ("a b a b a", 3, 1 / 3),  # aba bab aba: two of three
        ("a a a a a", 1, 0.8),
        ("a b", 3, 0.0),
        ("", 2, 0.0),
    ],
)
def test_repetition(text: str, n: int, expected: float) -> None:
    assert repetition(text.split(), n) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "n", "expected"), [("a b c d", 2, 0.75), ("a b a b a", 2, 0.4), ("a b a b a", 1, 0.4), ("", 2, 0.0)]
)
def test_distinct_divides_by_words(text: str, n: int, expected: float) -> None:
    assert distinct(text.split(), n) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a a a a a a", 2.0),  # a factor ends with every second word
        ("a b a a b a", 3.0),  # two thirds are under 0.72
        ("a b c d", 4.0),  # nothing comes twice
        ("", 0.0),
    ],
)
def test_mtld(text: str, expected: float) -> None:
    assert mtld(text.split()) == pytest.approx(expected)


def test_mtld_counts_the_part_of_a_factor_at_the_end_both_ways() -> None:
    words = "a a b c d b".split()
    forward = 6 / (1 + (1 - 3 / 4) / 0.28)  # "a a" is a factor; "b c d b" has come from 1 to 3/4
    backward = 6 / 1  # "b d c b a a" has fallen to 4/6 with its last word
    assert mtld(words) == pytest.approx((forward + backward) / 2)
    assert mtld(words) == pytest.approx(mtld(words[::-1]))


def test_mtld_of_a_varied_text_is_higher() -> None:
    many, some, few = ([f"w{number % kinds}" for number in range(400)] for kinds in (100, 40, 5))
    assert mtld(many) > mtld(some) > mtld(few)


@pytest.mark.parametrize(
    ("text", "language", "share"),
    [
        ('"Come in," she said. He came.', "en", 2 / 6),
        ("“One two.\n\n“Three four.” He sat down.", "en", 4 / 7),
        ("‘Don’t go,’ he said.", "en", 2 / 4),
        ("— Ven conmigo.\nElla no quiso venir.", "es", 2 / 6),
        ("“来吧。”她说。", "zh", 2 / 4),
        ("Nobody spoke.", "en", 0.0),
        ('"All of it is said."', "en", 1.0),
        ("", "en", 0.0),
    ],
)
def test_dialogue_share(text: str, language: str, share: float) -> None:
    assert dialogue_share(text, language) == pytest.approx(share)


@pytest.mark.parametrize(
    ("words", "target", "score"),
    [
        (100, 100, 100.0),
        (250, 100, 50.0),
        (400, 100, 0.0),
        (900, 100, 0.0),
        (50, 100, 50.0),
        (80, 100, 87.5),
        (30, 100, 0.0),
        (0, 100, 0.0),
    ],
)
def test_length_obedience(words: int, target: int, score: float) -> None:
    assert length_obedience(words, target) == pytest.approx(score)


def test_findings_for_10_000_words_by_rule() -> None:
    found = [finding("summary"), finding("ages"), finding("ages", "0002"), finding("ages", status="waived")]
    assert findings_per_10k(found, 5_000) == {"ages": 4.0, "summary": 2.0}
    assert list(findings_per_10k(found, 5_000)) == ["ages", "summary"]
    assert findings_per_10k(found, 0) == {"ages": 0.0, "summary": 0.0}


def test_a_kind_of_contradiction_counts_once() -> None:
    found = [
        finding("ages", against="She was ten."),
        finding("ages", "0002", against="She was ten."),
        finding("the-dead", against="He died."),
        finding("eyes", status="repaired", against="Her eyes were green."),
        finding("summary"),
    ]
    assert contradiction_density(found, 20_000) == pytest.approx(1.0)
    assert contradiction_density(found, 0) == 0.0
    assert contradiction_density([], 20_000) == 0.0


def test_a_book() -> None:
    scenes = [
        (SceneCard(id="0001", title="One", words=4), "“Stay,” Ada said. Stay."),
        (SceneCard(id="0002", title="Two", words=2), "Ada said stay, and went."),
    ]
    found = {"0001": [finding("ages", against="x")], "0002": [], "0009": [finding("summary", "0009")]}
    measures = measure(scenes, found, "en")
    assert (measures.scenes, measures.words) == (2, 9)
    assert measures.findings == {"ages": pytest.approx(10_000 / 9)}
    assert measures.contradictions == pytest.approx(10_000 / 9)
    # stay ada / ada said (twice) / said stay (twice) / stay ada / stay and / and went
    assert measures.rep_2 == pytest.approx(1 - 5 / 8)
    assert measures.distinct_2 == pytest.approx(5 / 9)
    assert measures.dialogue_share == pytest.approx(1 / 9)
    assert measures.length_obedience == pytest.approx((100 + 50) / 2)
    assert json.loads(json.dumps(measures.as_dict()))["words"] == 9
    assert "- ages" in [name for name, _, _ in measures.rows()]


def test_a_chinese_book_is_counted_in_characters() -> None:
    measures = measure([(SceneCard(id="0001", title="一", words=6), "“来吧。”她说来吧。")], {}, "zh")
    assert (measures.words, measures.length_obedience) == (6, 100.0)
    assert measures.rep_2 == pytest.approx(1 - 4 / 5)
    assert measures.dialogue_share == pytest.approx(2 / 6)


def test_no_scenes_at_all() -> None:
    assert measure([], {}, "en").as_dict() | {"findings": 0} == dict.fromkeys(measure([], {}, "en").as_dict(), 0)


def test_100_000_words_in_two_seconds() -> None:
    text = " ".join(f"w{number * number % 7919}" for number in range(100_000))
    start = time.perf_counter()
    assert measure([(SceneCard(id="0001", title="T"), text)], {}, "en").words == 100_000
    assert time.perf_counter() - start < 2


@settings(max_examples=100)
@given(
    st.text(alphabet=st.sampled_from("ab ’'\"“”«»—.\n她吧。") | st.characters(), max_size=200),
    st.sampled_from(["en", "zh", "ja", "xx"]),
)
def test_any_text_gives_figures_within_their_bounds(text: str, language: str) -> None:
    measures = measure([(SceneCard(id="0001", title="T", words=10), text)], {}, language)
    for share in (measures.rep_2, measures.rep_3, measures.rep_4, measures.distinct_2, measures.dialogue_share):
        assert 0 <= share <= 1
    assert 0 <= measures.length_obedience <= 100
    assert measures.mtld >= 0 and math.isfinite(measures.mtld)
