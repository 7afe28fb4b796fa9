"""Somebody shows by what he does that he knows what is news to him later."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.early_knowledge import early_knowledge

BETWEEN = "\n\nThe market opened at eight. A cart went by with turnips. Gideon met Harriet by the pump. Then Gideon slept.\n\n"


def found(*passages: str) -> list[Objection]:
    return list(early_knowledge.run(Story([("0000", (BETWEEN * 8).join(passages))])))


PAIRS = [
    (
        "Harriet dialled the number of the strongroom, 83016.",
        "Nobody had given Harriet the number of the strongroom, and she had to find out that it was 83016.",
    ),
    (
        "Since Harriet knew where the casket lay, she dug by the oak.",
        "Osric spoke of the casket. Harriet was amazed, for until that hour she had not known where it lay.",
    ),
    (
        "Wolves lay in the brickfield, and Harriet, who had that from the carter, went round.",
        "No whisper of any wolves in the brickfield had reached Harriet before that hour.",
    ),
    (
        "Harriet always went round by the cracked culvert.",
        "It had never entered Harriet's head that there was a culvert there, let alone that it was cracked.",
    ),
    (
        "Since Osric fell at Coldharbour, Harriet could not listen to a fife without weeping for him.",
        "A pedlar brought it: Osric had fallen at Coldharbour. It was the first that Harriet knew of it.",
    ),
    (
        "Harriet lay awake, planning how to spend the ninety crowns that Osric had left her.",
        "The notary spoke of ninety crowns. Nobody had told Harriet that Osric would leave her anything.",
    ),
    (
        "Harriet had Osric's ballad by heart, and hummed it on the stairs.",
        "Not until the funeral did Harriet hear for the first time of a ballad of Osric's.",
    ),
]


@pytest.mark.parametrize(("known", "news"), PAIRS)
def test_known_before(known: str, news: str) -> None:
    assert len(found(known, news)) == 1


@pytest.mark.parametrize(("known", "news"), PAIRS)
def test_what_comes_later_or_is_another_is_none(known: str, news: str) -> None:
    assert found(news, known) == []
    assert found(known.replace("Harriet", "Gideon"), news) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    told = "Harriet had no idea of the culvert. " + text
    assert all(0 <= one.start < one.end <= len(told) for one in found(told))


@pytest.mark.parametrize(
    "sight",
    [
        "Harriet was surprised to see a culvert open before her.",
        "Harriet did not know whether it was a culvert.",
        "Never had Harriet seen anything so broad as this culvert.",
        "It was long since Harriet had first seen the culvert.",
    ],
)
def test_what_is_only_seen_is_no_news(sight: str) -> None:
    assert found("Harriet came to a culvert, and a sharp wind met her there.", sight) == []
