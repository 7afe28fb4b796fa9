"""Corrections of one word: which are tried, and how the words around it go along."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.stages.corrections import MOST, corrections


@pytest.mark.parametrize(
    ("passage", "evidence", "expected"),
    [
        ("Her green eyes narrowed.", "Ada had blue eyes.", "Her blue eyes narrowed."),
        ("Ada had green eyes.", "eyes: grey", "Ada had grey eyes."),
        ("He had four brothers.", "Tom's three brothers slept.", "He had three brothers."),
        ("It was a Tuesday.", "Friday came, and with it rain.", "It was a Friday."),
        ("He wrote with his right hand.", "Left-handed as he was, he smudged it.", "He wrote with his left hand."),
        ("He was a red-haired man.", "His auburn hair shone.", "He was an auburn-haired man."),
        ("Tom was her cousin.", "Tom, her uncle, coughed.", "Tom was her uncle."),
        ("Kathrine sat down.", "Katherine opened the door.", "Katherine sat down."),
        ("Eight men came back.", "Seven men had gone.", "Seven men came back."),
    ],
)
def test_one_word_is_set_right_by_the_evidence(passage: str, evidence: str, expected: str) -> None:
    assert expected in list(corrections(passage, evidence))


@pytest.mark.parametrize(
    ("passage", "evidence"),
    [
        ("Bram Colley laughed.", "Ada Penrow saw Bram Colley die."),  # one person is no correction of another
        ("He had one brother.", "His three brothers slept."),  # the noun would have to change too
        ("Her eyes were blue.", "Her blue eyes shone."),
        ("It rained.", "The sun shone."),
        ("", ""),
    ],
)
def test_what_no_single_word_sets_right(passage: str, evidence: str) -> None:
    assert list(corrections(passage, evidence)) == []


@settings(max_examples=100)
@given(st.text(max_size=200), st.text(max_size=200))
def test_a_correction_is_another_text_and_there_are_few(passage: str, evidence: str) -> None:
    found = list(corrections(passage, evidence))
    assert len(found) <= MOST
    assert passage not in found
