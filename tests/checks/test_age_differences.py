"""Who is older than whom, by years, ranks, kinship, things and third people."""

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
            "Ruth Ames was older than Daniel Ames by six years.",
            "Daniel Ames had been at school when Ruth Ames was born.",
        ),
        ("Martin Kell was twice the age of Joan Kell. Joan was thirty.", "Martin Kell was forty-one."),
        (
            "Lena Holt was the eldest of the three Holt sisters. Agnes Holt was the youngest.",
            "Agnes Holt was four years older than Lena Holt.",
        ),
        ("Gareth Vane was the youngest of five.", "Gareth Vane's younger brother Owen kept the ferry."),
        (
            "Dora Penn was thirty-five. Her daughter Lily Penn was eleven.",
            "Lily Penn, who was twenty-nine, ran the shop.",
        ),
        ("Alfred Stone was fifty.", "Alfred Stone's mother, Bertha Stone, was fifty-five that year."),
        ("Miriam Cole was sixteen.", "Miriam Cole's grandmother was thirty-eight."),
        ("Walter Dunn and Ernest Dunn were twins.", "Ernest Dunn was three years younger than Walter Dunn."),
        (
            "Walter Dunn and his twin Ernest Dunn had been inseparable. Walter was twenty.",
            "Ernest Dunn was twenty-six.",
        ),
        ("Oscar Teal was ten years older than his wife, Maud Teal. Maud was forty.", "Oscar Teal was forty-two."),
        (
            "There were eight years between Judith Rowe and her brother Adam Rowe.",
            "Adam Rowe and Judith Rowe were born in the same year.",
        ),
        ("Wanda Sikes was old enough to be Paul Denny's mother.", "Paul Denny was a year older than Wanda Sikes."),
        (
            "Ezra Holm was a boy of eight when the bridge was built.",
            "The bridge had stood for ten years when Ezra Holm was born.",
        ),
        ("Thea Blum was five years her brother Karl's senior.", "Karl Blum was his sister Thea's elder by two years."),
        (
            "When Vera Stagg was born, Philip Stagg was already at university.",
            "Philip Stagg was two years younger than Vera.",
        ),
        (
            "Luke Farrow was not yet born when the mill burned down.",
            "Luke Farrow had been six the night the mill burned down.",
        ),
        (
            '"I was born in the year of the great frost," he said. Mabel Strand was forty-four that autumn.',
            "Mabel Strand was sixty-odd now.",
        ),
        ("At seventeen, Bridget Mann had her mother's eyes.", "Bridget Mann, thirty and unmarried, kept the books."),
        (
            "Olive Hargreave was the elder of the two sisters; the younger, Pansy Hargreave, was twenty.",
            "Olive Hargreave was eighteen.",
        ),
        (
            "Tabitha Ross was older than Faith Ross. Faith Ross was older than Grace Ross.",
            "Grace Ross was older than Tabitha Ross.",
        ),
        ("Colin Frost was younger than his sister Beth. Colin was twenty-two.", "Beth Frost was seventeen."),
        ("Ida Storm had taught Wilfred Case his letters.", "Wilfred Case was eleven years older than Ida Storm."),
        (
            "Tess Arlen and Rory Blake had been born an hour apart in the same hospital.",
            "Rory Blake was five years older than Tess Arlen.",
        ),
        ("Elsa Grimm was six.", "Elsa Grimm's son was eight."),
        ("Vincent Tarr was in his second year at school.", "Vincent Tarr's eldest daughter was to be married in June."),
        ("Bess Hallam had a grandson at sea.", "Bess Hallam was thirty-one."),
        (
            "Lucian Fry was eight years old in the year of the comet. Mary Fry was two in the year of the comet.",
            "Mary Fry was older than Lucian Fry.",
        ),
        ("Anthea Bright was nearly thirty.", "Anthea Bright's mother was thirty-six."),
        ("Godfrey Lunt was twelve. Godfrey's twin sister was called Olga.", "Olga Lunt was nine."),
        ("Stephen Wray was the firstborn.", "Stephen Wray had an older brother in the navy."),
        ("Adrian Moss was born in the last year of the war.", "Adrian Moss was nine when the war began."),
        (
            "Mrs. Agatha Prime had gone grey before Ned Prime was born.",
            "Ned Prime was three years younger than Agatha Prime.",
        ),
        ("Bram Cole was older than Lucy Dent's father.", "Lucy Dent was Bram Cole's elder by six years."),
        ("Wilf Tranter was a decade younger than Eve Tranter.", "Eve Tranter was twenty; Wilf Tranter was seventeen."),
    ],
)
def test_what_cannot_be_is_found(first: str, second: str) -> None:
    assert objections(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ruth Ames was older than Daniel Ames by six years.", "Ruth Ames was forty; Daniel Ames was thirty-four."),
        ("Walter Dunn and Ernest Dunn were twins.", "Ernest Dunn was the younger of the twins."),
        ("Lena Holt was the eldest of the Holt sisters.", "Lena Holt's younger sister Agnes sang."),
        ("Tom Hale was twice the age of Ned Hale. Ned Hale was ten.", "Tom Hale was twenty."),
        ("Dora Penn was thirty-five.", "Dora Penn's daughter was eleven."),
        ("Miriam Cole was sixteen.", "Miriam Cole's grandmother was seventy."),
        (
            "Tabitha Ross was older than Faith Ross. Faith Ross was older than Grace Ross.",
            "Tabitha Ross was older than Grace Ross.",
        ),
        (
            "There were eight years between Judith Rowe and Adam Rowe.",
            "Adam Rowe was eight years younger than Judith Rowe.",
        ),
        ("Anna Reed's husband was a baker.", "Years ago, when Anna Reed was eight, she had had a dog."),
    ],
)
def test_what_can_be_is_left_alone(first: str, second: str) -> None:
    assert objections(first, second) == []
