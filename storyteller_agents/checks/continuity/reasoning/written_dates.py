"""Dates as they are written or said: whether there is such a day, whether a weekday is that of its date, and whether years lie apart by the number told between.

By the Gregorian calendar, from 1753 on, where the year is said; without it one date of a month is held against another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from storyteller_agents.canon.extract.times.words import WEEKDAYS
from storyteller_agents.canon.facts import Fact, Point
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, disagree
from storyteller_agents.checks.continuity.reasoning.day_order import night_between, shown_date, ymd

_AWAY = re.compile(r"\b(?:gone|away|absent|absence|abroad|lasted)\b")
_SUGGESTION = "Change the weekday or the date."


def calendar_conflicts(story: Story) -> Iterator[Objection]:
    """Yield weekdays that their dates do not have: by the calendar where the year is said, else one against another."""
    named = [fact for fact in story.facts("date") if fact.hard and len(fact.notes) > 1 and ymd(fact)[2]]
    for fact in named:
        year, month, day = ymd(fact)
        if year and month and day and year >= 1753 and day <= monthrange(year, month)[1]:
            right = WEEKDAYS[date(year, month, day).weekday()]
            if right != _named_day(fact):
                yield Objection(
                    *fact.span,
                    f"{shown_date(fact)} was a {right.capitalize()}, not a {_named_day(fact).capitalize()}.",
                    "Change the weekday or the date.",
                    fact.scene,
                )
    for one, two in pairwise(named):
        (year, month, day), (new_year, new_month, new_day) = ymd(one), ymd(two)
        if (
            month != new_month
            or (year != new_year and year and new_year)
            or not day
            or not new_day
            or story.words_between(one, two) > 6000
        ):
            continue
        if (WEEKDAYS.index(_named_day(two)) - WEEKDAYS.index(_named_day(one)) - (new_day - day)) % 7:
            yield disagree(
                two,
                one,
                f"If the {day} is a {_named_day(one).capitalize()}, the {new_day} is no {_named_day(two).capitalize()}.",
                _SUGGESTION,
            )


_SAID_NEAR = 400
"""How many words may lie between two days that are said in one talk."""


def said_conflicts(story: Story) -> Iterator[Objection]:
    """Yield days that somebody says it is, where it was another a moment ago; and days that no month has."""
    base: Fact | None = None
    for fact in story.facts("said day", "elapsed", "jump"):
        if fact.attribute != "said day":
            counted = fact.value != "0" and not {"during", "since", "back", "plan"} & set(fact.notes)
            base = None if fact.attribute == "jump" or (fact.hard and counted) else base
            continue
        near = base is not None and base.scene == fact.scene and story.words_between(base, fact) <= _SAID_NEAR
        if base and near and base.value != fact.value and not night_between(story, base, fact):
            here, there = fact.value.capitalize(), base.value.capitalize()
            yield disagree(fact, base, f"By this it is {here} today, but it was {there} a moment ago.", _SUGGESTION)
        base = fact
    for fact in story.facts("date"):
        year, month, day = ymd(fact)
        if fact.hard and fact.source == "prose" and month and day and day > monthrange(year or 2000, month)[1]:
            yield Objection(*fact.span, f"There is no {shown_date(fact)}.", "Change the day or the month.", fact.scene)


def _named_day(fact: Fact) -> str:
    return fact.notes[1].removeprefix("on:")


def year_conflicts(story: Story) -> Iterator[Objection]:
    """Yield years that do not lie apart by the number of years said to be between them."""
    dated = [fact for fact in story.facts("date") if fact.source == "prose" and ymd(fact)[0]]
    places = [fact.start for fact in dated]
    for span in story.facts("elapsed"):
        years, rest = divmod(int(span.value), 365)
        if (
            not years
            or rest
            or ({"since", "plan", "vague"} - ({"vague"} if "next" in span.notes else set())) & set(span.notes)
        ):
            continue
        last = bisect_right(places, Point(span.start.scene, span.span[1])) - 1
        if last < 1 or dated[last].span != span.span:
            continue
        one, two = dated[last - 1], dated[last]
        if one.scene != two.scene or two.scene != span.scene or story.words_between(one, two) > 1500:
            continue
        message = _years_apart(one, years, two)
        if message and ("during" not in span.notes or one.span == two.span or _AWAY.search(span.quote)):
            yield disagree(two, one, message, "Change one of the years, or the number of years between them.")


def _years_apart(first: Fact, years: int, last: Fact) -> str:
    one, two = ymd(first)[0] or 0, ymd(last)[0] or 0
    return (
        ""
        if one == two or abs(abs(two - one) - years) <= 1
        else f"From {one} to {two} are {abs(two - one)} years, not {years}."
    )
