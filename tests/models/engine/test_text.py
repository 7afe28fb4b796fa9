"""Tokens become text that may be shown: no half characters, no beginnings of stop strings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storyteller_agents.models.engine.text import TextStream


def test_half_a_character_is_held_back() -> None:
    parts = {1: b"a", 2: b"\xe4\xb8", 3: b"\xad", 4: b"!"}
    stream = TextStream(lambda ids: b"".join(parts[token] for token in ids).decode(errors="replace"))
    assert [stream.add([token]) for token in (1, 2, 3, 4, 2)] == ["a", "", "中", "!", ""]
    assert stream.rest() == ""


def test_the_beginning_of_a_stop_string_is_held_back_until_it_is_none() -> None:
    stream = TextStream(lambda ids: "".join(map(chr, ids)), ["END"])
    shown = [stream.add([ord(letter)]) for letter in "aEbENxEND"]
    assert shown == ["a", "", "Eb", "", "", "ENx", "", "", ""]
    assert stream.stopped
    assert stream.rest() == ""


@given(st.text("abE", max_size=30), st.lists(st.text("abE", min_size=1, max_size=3), max_size=3))
def test_what_is_shown_is_the_text_before_the_first_stop_string(text: str, stops: list[str]) -> None:
    stream = TextStream(lambda ids: "".join(map(chr, ids)), stops)
    shown = ""
    for letter in text:
        shown += stream.add([ord(letter)])
        if stream.stopped:
            break
    shown += stream.rest()
    ends = [text.index(stop) + len(stop) for stop in stops if stop in text]
    seen = text[: min(ends)] if ends else text
    firsts = [seen.index(stop) for stop in stops if stop in seen]
    assert shown == (seen[: min(firsts)] if firsts else seen)
