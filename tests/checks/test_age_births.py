"""Years of birth, birthdays and dated lives that can't all be true."""

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
            "The Bells had lived at Corran for a century. Edith Bell was born in the spring of 1861.",
            "Edith Bell first saw the light of day in 1868, in the room above the shop.",
        ),
        (
            "Marcus Oyelaran had been born in the late seventies.",
            "Marcus Oyelaran, born in 1991, had never known a world without telephones.",
        ),
        ("In 1920 Greta Lund was twenty-two years old.", "Greta Lund's birth certificate gave the year as 1909."),
        ("Hugo Brandt turned forty in 1955.", "Hugo Brandt was born in 1922."),
        ("By 1880 Silas Crewe was already a man of sixty.", "Silas Crewe had come into the world in 1841."),
        ("Helen Marsh was born in June.", "Helen Marsh's birthday fell in November, when the lamps were lit at four."),
        ("Peter Quill had been a Christmas baby.", "Every August they baked a cake for Peter Quill's birthday."),
        ("Ivy Lorne was born on the third of May.", "On the twelfth of October Ivy Lorne turned thirty."),
        ("Isaac Boon married Ruth Lacey in 1840.", "Isaac Boon was born in 1836."),
        ("Harriet Sloan died in 1902 at the age of sixty.", "Harriet Sloan was born in 1871."),
        ("Leopold Hart died in 1871.", "In 1874 Leopold Hart was fifty-three."),
        ("It was the year 1890. Lionel Marsh had been born in 1850.", "Lionel Marsh was twenty-five."),
        ("Jemima Flood was born on a leap day.", "Jemima Flood's birthday fell in the middle of harvest."),
        ("Rachel Bourne's passport said she had been born in 1970.", "Rachel Bourne was born in the eighties."),
        ("Leonard Shute was born 12 March 1931.", "Leonard Shute celebrated his birthday every September."),
        ("Monica Dray had turned twenty-one in the spring of 1950.", "In 1950 Monica Dray was thirty-four."),
        ("Noel Baxter was sixteen when he enlisted in 1914.", "Noel Baxter was born in 1890."),
        ("The stone said Edgar Vaughan, 1801-1850.", "Edgar Vaughan had been born in 1822."),
        ("On the doorpost somebody had pencilled Ellen Fay, aged seven, 1890.", "Ellen Fay was born in 1865."),
        ("Bridget Lisle graduated from college in 1950.", "Bridget Lisle was born in 1948."),
        ("Katherine Vickers was fourteen when the war broke out in 1914.", "Katherine Vickers was born in 1880."),
        ("Hester Skerritt was twelve years old in 1901.", "Hester Skerritt was twelve years old in 1920."),
        ("Matthias Marlowe had been a schoolboy in 1890.", "Matthias Marlowe was born in 1850."),
        ("It was 1950. Thomas Vale was born in 1930.", "Thomas Vale was thirty-five."),
        ("Hester Skerritt was born on a Monday in March.", "Hester Skerritt was born in October."),
        ("Stephen Holcombe lived from 1820 to 1871.", "In 1875 Stephen Holcombe was alive and well."),
        ("Isolde Tarrant was ten in 1900.", "Isolde Tarrant was ten in 1910."),
        (
            "Honor Pendrick and Lanyon Pendrick were twins. Honor was born in May.",
            "Lanyon Pendrick's birthday fell in October.",
        ),
        ("Dorcas Verrill was born in 1842.", "In 1850 Dorcas Verrill celebrated her thirtieth birthday."),
        (
            "Anselm Calloway's birthday was in June.",
            "It was December, and Anselm Calloway's birthday had come round again.",
        ),
        (
            "Cornelia Lockyer had been born in the reign of the old king.",
            "Cornelia Lockyer was born in June 1850. Cornelia was born in 1852.",
        ),
        ("Kit Barr was born in 1801.", "Kit Barr was born at the end of the nineteenth century."),
        ("Honor Pendrick was born in 1850.", "Honor Pendrick's son Lanyon was born in 1855."),
        ("Judith Crowther was born in 1850.", "Judith Crowther's grandson, Ned Crowther, was born in 1870."),
    ],
)
def test_what_cannot_be_is_found(first: str, second: str) -> None:
    assert objections(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Edith Bell was born in 1861.", "Edith Bell was born in the early sixties, they said."),
        ("Edith Bell was born in 1861.", "In 1881 Edith Bell was twenty years old."),
        ("Edith Bell was born in June.", "On the fifth of June Edith Bell turned thirty."),
        ("Edith Bell was born in the spring of 1861.", "Edith Bell's birthday fell in April."),
        ("Edith Bell was born in 1861.", "In 1880 Edith Bell married a sailor."),
        ("Tom Hale died in 1902 at the age of sixty.", "Tom Hale was born in 1842."),
        ("The bell was cast in 1850.", "The bell was cast in 1870, after the fire."),
    ],
)
def test_what_can_be_is_left_alone(first: str, second: str) -> None:
    assert objections(first, second) == []
