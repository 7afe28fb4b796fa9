"""What changed between two texts, for people and for programs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.difference import by_lines, by_words


def test_a_changed_word_is_shown_within_its_paragraph() -> None:
    before = "Ada took the lamp.\n\nIt was cold.\n"
    after = "Ada took the red lamp.\n\nIt was cold.\n"
    assert by_words(before, after) == [
        [("same", "Ada took the "), ("new", "red "), ("same", "lamp.")],
        [("same", "It was cold.")],
    ]


def test_a_paragraph_that_says_something_else_is_shown_whole() -> None:
    shown = by_words("The gate held the rope.", "Nobody came, though the whole town had been asked to.")
    assert [[kind for kind, _ in paragraph] for paragraph in shown] == [["gone"], ["new"]]


def test_chinese_is_compared_by_characters() -> None:
    assert by_words("她拿起了那盏灯。", "她拿起了这盏灯。") == [
        [("same", "她拿起了"), ("gone", "那"), ("new", "这"), ("same", "盏灯。")]
    ]


def test_lines_for_programs() -> None:
    assert by_lines("a\nb\n", "a\nc\n", "x.md").splitlines() == [
        "--- a/x.md",
        "+++ b/x.md",
        "@@ -1,2 +1,2 @@",
        " a",
        "-b",
        "+c",
    ]
    assert by_lines("a\n", "a\n", "x.md") == ""


@settings(max_examples=100)
@given(st.text(alphabet="ab 一.\n", max_size=80), st.text(alphabet="ab 一.\n", max_size=80))
def test_the_pieces_make_up_both_texts(before: str, after: str) -> None:
    shown = [piece for paragraph in by_words(before, after) for piece in paragraph]
    for text, other in ((before, "new"), (after, "gone")):
        assert "".join("".join(part for kind, part in shown if kind != other).split()) == "".join(text.split())
