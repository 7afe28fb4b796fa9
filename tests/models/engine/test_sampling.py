"""Every row's next token comes from its own settings and its own random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
import torch

from storyteller_agents.errors import ModelError
from storyteller_agents.models.engine.request import Request
from storyteller_agents.models.engine.sampling import Sampler, choose
from storyteller_agents.models.grammar import OutputSchema

WORDS = 100


def sampler(seen: Sequence[int] = (), *, is_word: bool = True, **settings: Any) -> Sampler:
    given = {"temperature": 1.0, "top_k": 0, "top_p": 1.0, "repetition_penalty": 1.0, "seed": 0, **settings}
    return Sampler(Request(**given), seen, lambda token: is_word)


def drawn(scores: torch.Tensor, **settings: Any) -> set[int]:
    one = sampler(**settings)
    found = [choose(scores[None].clone(), [one])[0] for _ in range(300)]
    return {token for token in found if isinstance(token, int)}


def test_sampling_keeps_to_the_best() -> None:
    scores = torch.log(torch.tensor([0.5, 0.3, 0.15, 0.05]))
    assert drawn(scores) == {0, 1, 2, 3}
    assert drawn(scores, top_k=2) == {0, 1}
    assert drawn(scores, top_p=0.7) == {0, 1}
    assert drawn(scores, top_p=0.1) == {0}
    assert drawn(scores, temperature=0) == {0}


def test_chances_are_those_of_the_scores() -> None:
    scores = torch.log(torch.tensor([0.5, 0.3, 0.15, 0.05]))
    one = sampler()
    found = [choose(scores[None].clone(), [one])[0] for _ in range(4000)]
    for token, chance in enumerate((0.5, 0.3, 0.15, 0.05)):
        assert found.count(token) / 4000 == pytest.approx(chance, abs=0.03)


def test_rows_are_chosen_for_as_if_alone() -> None:
    torch.manual_seed(0)
    kinds = [
        {"temperature": 0},
        {"top_k": 5, "seed": 3},
        {"top_k": 5, "seed": 3, "temperature": 0.2},
        {"top_p": 0.5, "seed": 9},
        {"top_k": 50, "top_p": 0.9},
    ]
    scores = [torch.randn(8, WORDS) * 3 for _ in kinds]
    alone = []
    for kind, own in zip(kinds, scores, strict=True):
        one = sampler(**kind)
        alone.append([choose(step[None].clone(), [one])[0] for step in own])
    together = [sampler(**kind) for kind in kinds]
    steps = [choose(torch.stack([own[step] for own in scores]), together) for step in range(8)]
    assert [list(row) for row in zip(*steps, strict=True)] == alone


def test_greedy_takes_the_first_of_equals() -> None:
    scores = torch.zeros(1, WORDS)
    scores[0, [40, 7, 90]] = 2.0
    assert choose(scores, [sampler(temperature=0)]) == [7]


def test_scores_that_are_no_numbers_are_told_and_spare_the_others() -> None:
    scores = torch.zeros(4, WORDS)
    scores[0, 3] = float("nan")
    scores[1] = float("-inf")
    scores[2, 5] = float("inf")
    scores[3, 6] = 50.0
    for temperature in (0, 1.0):
        found = choose(scores.clone(), [sampler(temperature=temperature) for _ in range(4)])
        assert [type(token) for token in found] == [ModelError, ModelError, ModelError, int]
        assert "NaN" in str(found[0])
        assert found[3] == 6


def test_what_was_said_is_less_likely() -> None:
    one = sampler([0, 1], repetition_penalty=2.0)
    scores = torch.tensor([2.0, -2.0, 1.0])
    one.prepare(scores, None)
    assert scores.tolist() == [1.0, -4.0, 1.0]
    one.chose(2)
    scores = torch.tensor([2.0, -2.0, 1.0])
    one.prepare(scores, None)
    assert scores.tolist() == [1.0, -4.0, 0.5]


def test_under_a_grammar_only_free_words_are_penalised() -> None:
    allowed = torch.ones(WORDS).bool().numpy()
    word, quote = 50, 60
    one = Sampler(
        Request(temperature=0, repetition_penalty=2.0, grammar=OutputSchema("x", "{}")), [word], lambda t: t == word
    )

    def step() -> int | ModelError:
        scores = torch.zeros(WORDS)
        scores[word], scores[quote] = 5.0, 4.0
        one.prepare(scores, allowed)
        token = choose(scores[None], [one])[0]
        assert isinstance(token, int)
        one.chose(token)
        return token

    assert [step(), step(), step()] == [word, quote, quote], "the prompt's words don't count, its own do"
    allowed[:] = False
    allowed[[word, quote]] = True
    assert step() == word, "a choice between a few, as in an enum, is the model's own"
    allowed[word] = False
    assert step() == quote
