"""The age at one and the same event, told twice."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.story import Story
from storyteller_agents.checks.continuity.impossible_age import impossible_age

_BEFORE = "The rain had stopped by noon, and the road to the harbour steamed in the sun. Carts went by.\n\n"


def objections(first: str, second: str) -> list[str]:
    story = Story([("1", f"{_BEFORE}{first}"), ("2", f"{_BEFORE}{second}")])
    return [objection.message for objection in impossible_age.run(story)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Nora Finch was nine when her father died.",
            "Nora Finch had been fourteen at the time of her father's death.",
        ),
        ("Old Tobias Reed had gone to sea at twelve.", "Tobias Reed was seventeen when he first went to sea."),
        ("Clara Voss married at nineteen.", "Clara Voss had been thirty-one on her wedding day."),
        ("Jonas Pike lost his mother when he was four.", "Jonas Pike was eleven the winter his mother died."),
        ("Nell Casey had left school at fourteen.", "Nell Casey left school at sixteen."),
        (
            "Amos Tuck came to Harrow Bay at the age of twenty.",
            "Amos Tuck had been thirty-five when he came to Harrow Bay.",
        ),
        ("Stella Moss had her first child at eighteen.", "Stella Moss was twenty-seven when her first child was born."),
        ("Joseph Arden was crowned at the age of six.", "Joseph Arden had been a man of thirty when he was crowned."),
        (
            "Martha Quint had dandled Jasper Lowe on her knee when he was in long clothes.",
            "Jasper Lowe was Martha Quint's elder by a twelvemonth.",
        ),
        ("Quentin Marsh was the same age as Leo Park.", "Leo Park had left school when Quentin Marsh was born."),
        ("Zelda Pratt had lived to the age of a hundred and one.", "Zelda Pratt was seventy-four when she died."),
        (
            "Percival Ash had been born when his mother was fifteen. His mother, Adela Ash, was forty.",
            "Percival Ash was thirty-four.",
        ),
        (
            "Kitty Malone had been four when the family left Cork.",
            "The family had left Cork when Kitty Malone was twelve.",
        ),
        ("Theodora Vance lost her father at seven.", "Theodora Vance's father had died when she was nineteen."),
        (
            "Roderick Verrill and Gideon Brackett were twins, and had never spent a night apart.",
            "Roderick Verrill, being the younger by three years, always had Gideon’s coats when he had done with them.",
        ),
        (
            "Lanyon Garrick was thirty when he married Judith Lockyer.",
            "Lanyon Garrick married Judith Lockyer at the age of nineteen.",
        ),
        ("Reuben Vickers was fifty-five years of age when he died.", "Reuben Vickers was seventy."),
        (
            "Ambrose Winslade was eight years old at his mother's funeral.",
            "Ambrose Winslade was twenty when his mother died.",
        ),
        (
            "Ambrose Kent's mother, Edith Kent, had been eighteen when he was born.",
            "Edith Kent was seventy; Ambrose Kent was twenty-nine.",
        ),
        (
            "Ann Lowry was a girl of seven when she first saw Mark Lowry, who was then a man of thirty.",
            "Mark Lowry was five years older than Ann Lowry.",
        ),
        (
            "Katherine Vickers was three when her brother Reuben Vickers was born.",
            "Reuben Vickers was seven years older than Katherine Vickers.",
        ),
        ("At the age of sixty Anselm Calloway learned to swim.", "Anselm Calloway learned to swim when he was ten."),
        ("Paloma Dunstable was five years old when she learned to read.", "Paloma Dunstable learned to read at eight."),
        ("Gideon Brackett left school at fifteen.", "Gideon Brackett left school at eighteen."),
        (
            "Thomas Vale had been fifty when his daughter Rose Vale was born.",
            "Thomas Vale was sixty and Rose Vale was thirty.",
        ),
        ("Ann Lowry had been born ten years after the fire.", "Ann Lowry was six when the fire broke out."),
        ("Bridget Vane broke her leg at the age of six.", "Bridget Vane was eleven when she broke her leg."),
        (
            "Ottilie Pendrick was nineteen when she moved to Vantry.",
            "Ottilie Pendrick moved to Vantry at the age of thirty.",
        ),
        (
            "Nathaniel Ashdown was six when his sister Rose was born.",
            "Nathaniel Ashdown was two years younger than his sister Rose.",
        ),
        (
            "Paloma Dunstable started school when she was five.",
            "Paloma Dunstable was nine years old when she started school.",
        ),
        ("Marilla Kent got married at twenty-two.", "Marilla Kent was thirty on the day she got married."),
    ],
)
def test_what_cannot_be_is_found(first: str, second: str) -> None:
    assert objections(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Nora Finch was nine when her father died.", "Nora Finch's father had died when she was nine."),
        ("Clara Voss married at nineteen.", "Clara Voss married again at thirty-one."),
        ("Clara Voss had married at nineteen.", "Clara Voss was forty."),
        ("Tom Hale broke his left arm at six.", "Tom Hale was nine when he broke his right arm."),
        ("Tom Hale left school at fourteen.", "Tom Hale had gone to sea at sixteen."),
        ("Nora Finch was nine when her mother died.", "Nora Finch was twelve when her father died."),
    ],
)
def test_what_can_be_is_left_alone(first: str, second: str) -> None:
    assert objections(first, second) == []
