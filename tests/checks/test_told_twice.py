"""The same deed told twice with another time, spans by their years, named days, and arrivals sooner than the way allows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.story import Story
from storyteller_agents.checks.continuity.broken_time import broken_time
from storyteller_agents.checks.continuity.two_places import two_places

BETWEEN = (
    "The road climbed between the hedges. A cart went by, loaded with barrels, and its driver lifted his hat. " * 20
)


def told(first: str, second: str) -> Story:
    return Story([("0001", f"{first} {BETWEEN}"), ("0002", f"{BETWEEN} {second}")])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Marta Olsen signed the lease on a Monday.", "It was on a Thursday that Marta Olsen signed the lease."),
        ("Doctor Pike amputated the leg in March.", "It was in October that Doctor Pike amputated the leg."),
        ("On Monday Ingrid Vale christened the lifeboat.", "Ingrid Vale had christened the lifeboat on a Friday."),
        ("In 1911 Tobias Crane patented the plough.", "Tobias Crane had patented his plough in 1904."),
        ("Friday was the day on which Otto Blum pawned the trumpet.", "Otto Blum had pawned the trumpet on a Monday."),
        ("Hugo Farrell forged the deed at ten o'clock.", "Hugo Farrell forged the deed at two o'clock."),
        ("Queen Maud pardoned the rebels on the third of June.", "Queen Maud pardoned the rebels on the ninth of May."),
        ("Ulla Brorsson left home in 1860 and came back in 1865.", "Ulla Brorsson had been away for eleven years."),
        ("Olga Stern lived in Riga from 1901 until 1905.", "Olga Stern had lived in Riga for fifteen years."),
    ],
)
def test_another_time_is_found(first: str, second: str) -> None:
    assert list(broken_time.run(told(first, second)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Marta Olsen signed the lease on a Monday.", "Marta Olsen signed another lease on a Thursday."),
        ("Marta Olsen signed the lease on a Monday.", "Marta Olsen signed the lease again on a Thursday."),
        ("Marta Olsen signed the lease on a Monday.", "Marta Olsen burned the curtains on a Thursday."),
        ("Marta Olsen signed the lease on a Monday.", "Marta Olsen would sign the lease on a Thursday."),
        ("Marta Olsen ate soup on a Monday.", "Marta Olsen ate soup on a Thursday."),
        ("Hugo Farrell forged the deed in March.", "Hugo Farrell forged the deed in the spring."),
        ("Hugo Farrell forged the deed at two o'clock.", "Hugo Farrell forged the deed in the afternoon."),
        ("Ulla Brorsson left home in 1860 and came back in 1865.", "Ulla Brorsson had been away for five years."),
    ],
)
def test_another_deed_or_the_same_time_is_not(first: str, second: str) -> None:
    assert not list(broken_time.run(told(first, second)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Colonel Aria Shaw was in Lisbon on Landing Day.", "Aria Shaw spent Landing Day in Warsaw."),
        ("On Lady Day Thomas Birch was in York.", "Thomas Birch was seen in Exeter on Lady Day."),
        (
            "The voyage to Boston took twenty days. Amos Reed sailed from Bristol on the second of March.",
            "On the sixth of March Amos Reed landed in Boston.",
        ),
    ],
)
def test_two_places_are_found(first: str, second: str) -> None:
    assert list(two_places.run(told(first, second)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Colonel Aria Shaw was in Lisbon on Landing Day.", "Aria Shaw spent Harvest Day in Warsaw."),
        ("Doris Day was in Paris.", "Doris Day was in Rome."),
        (
            "The voyage to Boston took twenty days. Amos Reed sailed from Bristol on the second of March.",
            "On the twentieth of March Amos Reed landed in Boston.",
        ),
    ],
)
def test_other_days_are_not(first: str, second: str) -> None:
    assert not list(two_places.run(told(first, second)))


@given(st.text(max_size=300))
@settings(max_examples=50, deadline=None)
def test_any_text_is_read(text: str) -> None:
    story = told(text, "On Monday Anna Reed signed the lease.")
    assert isinstance(list(broken_time.run(story)), list)
