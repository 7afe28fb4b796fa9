"""Manuscripts as they come: nothing in them, too much of one thing, strange orders and languages. No crash, no hang."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from storyteller_agents.review.bench import measure
from storyteller_agents.review.review import Review, review
from storyteller_agents.review.text import open_text

PEOPLE = [
    f"{first}{last}"
    for first in ("Al", "Ber", "Cor", "Dan", "Ed", "Fin", "Gus", "Hol", "Ing", "Jor")
    for last in ("an", "bert", "ca", "dor", "ena")
]


def check(folder: Path, text: str, name: str = "text.txt") -> Review:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return review(open_text(file), keep=False)


def test_one_sentence_of_a_million_characters(tmp_path: Path) -> None:
    started = time.monotonic()
    found = check(tmp_path, "Anna walked and walked and " * 40_000 + "stopped.")
    assert not found.has_errors
    assert time.monotonic() - started < 60  # it takes a few seconds; what is excluded is what grows with the square


def test_a_million_characters_without_a_space(tmp_path: Path) -> None:
    assert not check(tmp_path, "Anna" + "a" * 1_000_000 + ".").findings


def test_three_thousand_characters(tmp_path: Path) -> None:
    names = [f"{one.capitalize()}{other}" for one in PEOPLE for other in PEOPLE][:3_000]
    text = "\n\n".join(f"Then {name} Holm came in, and {name} sat down beside the fire." for name in names)
    found = check(tmp_path, text)
    assert not found.has_errors


def test_nobody_at_all(tmp_path: Path) -> None:
    assert not check(tmp_path, "it rained. the house was dark. nobody came. " * 200).has_errors


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (
            "Das Haus war dunkel, und niemand war da. Anna Holm starb im März. Anna ging in die Küche und lachte. " * 5,
            set(),
        ),
        ("家里没有人。安娜在三月去世了。安娜走进厨房，笑了起来。" * 5, {"dead-acts"}),
        ("Дом был тёмным. Анна умерла в марте. Анна вошла в кухню и засмеялась. " * 5, set()),
        ("家には誰もいなかった。アンナは三月に死んだ。アンナは台所に入って笑った。" * 5, set()),
    ],
)
def test_other_languages_do_no_harm(tmp_path: Path, text: str, rules: set[str]) -> None:
    found = check(tmp_path, text)
    assert {one.rule for one in found.findings} == rules
    assert "two-places" in found.not_applied


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7 * 7 }} {% for %}",
        "\x00\x01 Anna died. Anna spoke.",
        "“" * 5_000,
        "Anna " * 20_000,
        "." * 100_000,
        "\n\n\n" * 10_000 + "Anna.",
    ],
)
def test_strange_texts(tmp_path: Path, text: str) -> None:
    found = check(tmp_path, text)
    for one in found.findings:
        unit = found.text.unit(one.scene)
        assert unit is not None
        assert unit.text[slice(*one.span)] == one.quote


def test_scenes_out_of_order_are_read_as_they_stand(tmp_path: Path) -> None:
    after = "Chapter 9\n\nTom Reed walked home and laughed.\n\nChapter 2\n\nTom Reed died in the flood that year.\n"
    assert not check(tmp_path, after).findings
    before = "Chapter 2\n\nTom Reed died in the flood that year.\n\nChapter 9\n\nTom Reed walked home and laughed.\n"
    assert [finding.rule for finding in check(tmp_path, before).findings] == ["dead-acts"]


def test_the_bench_counts_what_it_planted(tmp_path: Path) -> None:
    """Every planted contradiction is caught or missed, and none twice."""
    file = tmp_path / "clean.txt"
    people = ["Anna Holm", "Tom Reed", "Peter Lund"]
    file.write_text(
        "\n\n".join(
            f"{people[number % 3]} walked along the quay and looked at the boats. The wind had turned. "
            f"In the evening {people[(number + 1) % 3]} sat in the kitchen and mended the nets by the fire."
            for number in range(60)
        ),
        encoding="utf-8",
    )
    scores = measure([file], rules=["dead-acts"], each=3)
    again = measure([file], rules=["dead-acts"], each=3)
    assert scores.as_dict()["rules"] == again.as_dict()["rules"]
    assert scores.rule("dead-acts").planted == 3
    assert scores.rule("dead-acts").caught + len(scores.missed) == 3
