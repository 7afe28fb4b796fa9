"""Patterns without negated classes match the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from storyteller_agents.models.grammar import GrammarCompiler, OutputSchema
from storyteller_agents.models.patterns import ends_by_itself, without_negation

PATTERNS = [r'^a[^"\\\n]{1,5}$', r"^[^0-9\s]+$", r"^[ab][^\]\-]*\.$", r"^\[[^a-f]\]$", r"^[\^a]+$", r"^plain$"]


def as_python(pattern: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: f"\\U{int(found[1], 16):08x}", pattern)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(st.text('ab"\\\n0 .-]é中', max_size=6))
def test_the_same_texts_match(pattern: str, text: str) -> None:
    changed = without_negation(pattern)
    assert "[^" not in changed.replace(r"[\^", "")
    assert bool(re.match(pattern, text)) == bool(re.match(as_python(changed), text))


def test_what_is_no_pattern_stays() -> None:
    assert without_negation("[^z-a]") == "[^z-a]"


def test_which_patterns_end_by_themselves() -> None:
    assert ends_by_itself("^a{1,5}$")
    assert not any(map(ends_by_itself, ["^a+$", "a", "^a{2,}$", ""]))


class Line(BaseModel):
    """A text without quotes and backslashes."""

    text: str = Field(pattern=r'^a[^"\\\n]{3,8}\.$')


@pytest.mark.parametrize("tail", [r"\\", r"\"", r"\n", r"\u005c", r"\u0022"])
def test_a_grammar_keeps_escapes_of_what_is_excluded_out(tail: str, tiny: Path) -> None:
    from llguidance import LLTokenizer

    tokenizer = (tiny / "tokenizer.json").read_text()
    compiler = GrammarCompiler(tokenizer, vocabulary=LLTokenizer(tokenizer).vocab_size, ends=[2])
    start = compiler.start(OutputSchema.of(Line))
    ids = LLTokenizer(tokenizer).tokenize_str('{"text":"ab' + tail)
    assert start._matcher.try_consume_tokens(ids) < len(ids)
    assert compiler.start(OutputSchema.of(Line))._matcher.try_consume_tokens(ids[: len(ids) - 2]) > 3
