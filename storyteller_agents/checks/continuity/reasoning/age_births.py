"""Years of birth and birthdays that can't be true together: the part of the rule `impossible_age` about the calendar.

A year of birth is a range; so is one that follows from an age in a named year. Two ranges that share no year contradict
each other, and so do a birth and a year in which somebody already did something (as a grown man or woman: at twelve or
more), or had died before. Birthdays contradict each other where they share no month, or name two days of one month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story

_RANGE = re.compile(r"(\d{4})-(\d{4})")
_GROWN = 12
_OLDEST = 112
Conflict = tuple[Fact, Fact, str]


def birth_range(fact: Fact) -> tuple[int, int]:
    """Return the first and the last year that a fact `birth year` may mean."""
    for note in fact.notes:
        if match := _RANGE.fullmatch(note):
            return int(match[1]), int(match[2])
    return int(fact.value), int(fact.value)


def same_years(fact: Fact, other: Fact) -> bool:
    """Whether two facts `birth year` have a year in common, in any century where one of them tells none."""
    (low, high), (low_other, high_other) = birth_range(fact), birth_range(other)
    loose = "any century" in (*fact.notes, *other.notes)
    return any(
        high + shift >= low_other and low + shift <= high_other
        for shift in ((-200, -100, 0, 100, 200) if loose else (0,))
    )


class Births:
    """What the story says of who was born when, and of the years of their lives."""

    def __init__(self, story: Story) -> None:
        self.years = self._read(story, "birth year")
        self.lived = self._read(story, "lived")
        self.deaths = self._read(story, "death year")
        self.ends = self._read(story, "age at death")
        self.twins: dict[str, str] = {}
        for fact in story.facts("kin"):
            if fact.hard and fact.entity and fact.about and "twin" in (fact.value, *fact.notes):
                self.twins.update({fact.entity: fact.about, fact.about: fact.entity})
        self.days = [fact for fact in story.facts("birthday") if fact.hard]

    @staticmethod
    def _read(story: Story, attribute: str) -> dict[str, list[Fact]]:
        read: dict[str, list[Fact]] = {}
        for fact in story.facts(attribute):
            if fact.hard and fact.entity and fact.value.isdigit():
                read.setdefault(fact.entity, []).append(fact)
        return read

    def first(self, name: str) -> Fact | None:
        """Return the first thing told of somebody's year of birth, if its century is known."""
        return next((fact for fact in self.years.get(name, []) if "any century" not in fact.notes), None)

    def conflicts(self) -> Iterator[Conflict]:
        """Yield births that disagree with each other, or with a year of the life."""
        for name, births in self.years.items():
            if name.startswith("the "):
                continue  # a thing, of which there may be more than one
            for place, fact in enumerate(births):
                other = next((one for one in births[:place] if not same_years(fact, one)), None)
                if other is not None:
                    yield fact, other, f"{name} was born {_told(fact)} according to this, but {_told(other)} before."
                    break
            yield from self._life(name, births)
        yield from self._deaths()
        yield from self._days()

    def _life(self, name: str, births: list[Fact]) -> Iterator[Conflict]:
        for birth in births:
            if "any century" in birth.notes:
                continue
            low, high = birth_range(birth)
            for fact in [*self.lived.get(name, []), *self.deaths.get(name, [])]:
                least = low + (_GROWN if "grown" in fact.notes else 0)
                done = "died" if fact.attribute == "death year" else "is told of"
                if least <= int(fact.value) <= high + _OLDEST or fact.span == birth.span:
                    continue
                earlier, later = sorted((fact, birth), key=lambda one: one.start)
                yield later, earlier, f"{name} was born {_told(birth)}, but {done} in {fact.value}."
                return

    def _deaths(self) -> Iterator[Conflict]:
        for name, deaths in self.deaths.items():
            end = deaths[0]
            for other in deaths[1:]:
                if other.value != end.value:
                    yield other, end, f"{name} died in {other.value} according to this, but in {end.value} before."
                    break
            for fact in self.lived.get(name, []):
                if int(fact.value) > int(end.value):
                    earlier, later = sorted((fact, end), key=lambda one: one.start)
                    yield later, earlier, f"{name} died in {end.value}, but is told of in {fact.value}."
                    break
            for age in self.ends.get(name, []):
                if age.span != end.span or age.scene != end.scene:
                    continue
                for birth in self.years.get(name, []):
                    low, high = birth_range(birth)
                    born = int(end.value) - int(age.value)
                    if "any century" not in birth.notes and not low <= born <= high + 1:
                        earlier, later = sorted((end, birth), key=lambda one: one.start)
                        message = f"{name} was born {_told(birth)}, but died in {end.value} at {age.value}."
                        yield later, earlier, message
                        return

    def _days(self) -> Iterator[Conflict]:
        first: dict[str, list[Fact]] = {}
        for fact in self.days:
            for other in [*first.get(fact.entity, []), *first.get(self.twins.get(fact.entity, ""), [])]:
                (months, day), (months_other, day_other) = _day(fact), _day(other)
                shared = months & months_other
                if not shared or (day and day_other and day != day_other):
                    yield fact, other, f"{fact.entity}'s birthday is not at the time of year that was told before."
                    break
            else:
                first.setdefault(fact.entity, []).append(fact)


def _told(fact: Fact) -> str:
    low, high = birth_range(fact)
    if "any century" in fact.notes:
        return f"in the years '{low % 100:02} to '{high % 100:02}"
    return f"in {low}" if low == high else f"between {low} and {high}"


def _day(fact: Fact) -> tuple[set[int], int]:
    months = next((note for note in fact.notes if note.startswith("months ")), "months").split()[1:]
    _, _, day = fact.value.partition("-")
    return {int(month) for month in months} or {int(fact.value.split("-")[0])}, int(day or 0)
