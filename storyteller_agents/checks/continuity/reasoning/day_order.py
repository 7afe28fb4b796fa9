"""Weekdays and dates in their order: whether each follows from the one before and the time said to lie between.

A running day is known from a weekday or date that the narration states, until time passes that is not counted. Two turns
for the same night's passing ("the next day … the next morning") may mean one step, so every way to count them is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from storyteller_agents.canon.extract.times.words import MONTHS, WEEKDAYS
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, disagree

_FAR = 6000
"""How many words may lie between two days that are counted against each other."""
_NEAR = 500
"""How many words a day is taken to last if nothing is said to pass."""
_SOON = 150
"""How many words after "three days later" a weekday is taken to be that day."""
_SUGGESTION = "Change the day, or the time that is said to pass."
_NIGHT = re.compile(
    r"\b(?:slept|asleep|woke|awoke|awakened|(?:to|into|out of) bed|sunrise|daybreak|overnight|dawn|the morrow|all night|"
    r"(?:next|following) (?:day|morning|afternoon|evening|night|week|month))\b|\*\s?\*|\n\s*\n\s*\n",
    re.IGNORECASE,
)
"""What a night, a sleep or a break in the scene shows by."""
_SPENT = re.compile(
    r"\b(?:rode|walked|marched|sailed|travelled|traveled|journeyed|waited|stayed|rested|searched|snowed|rained|drove|tramped|rowed|drifted|wandered|climbed|lay)\b"
)
"""What fills days one after the other."""
Ymd = tuple[int | None, int | None, int | None]


class Clockwork:
    """The running day: where it was stated last, and by how many days the story has moved on since."""

    def __init__(self) -> None:
        self.base: Fact | None = None
        self.steps: list[Fact] = []
        self.known = False

    def start(self, fact: Fact) -> None:
        """A day is stated."""
        self.base, self.steps, self.known = fact, [], True

    @property
    def ahead(self) -> int:
        """How many days after the running day the stated one lay: -1 for ``yesterday had been Sunday``."""
        return int(self.base.notes[0][4:]) if self.base and self.base.notes[0].startswith("day:") else 0

    def pass_time(self, fact: Fact) -> None:
        """Time goes by, counted or not."""
        if fact.attribute == "jump" or ("vague" in fact.notes and not minutes_of(fact) and not is_next_month(fact)):
            self.known = False
        elif "during" in fact.notes and fact.value != "0" and _SPENT.search(fact.quote):
            self.steps.append(fact)
        elif "during" in fact.notes or "since" in fact.notes:
            self.known = self.known and fact.value == "0"
        elif fact.hard and "back" not in fact.notes:
            self.known = self.known and minutes_of(fact) <= 360
            if fact.value != "0":
                self.steps.append(fact)

    def shifts(self) -> set[int]:
        """Return by how many days it may have moved on."""
        sums = {0}
        for step in self.steps[-4:]:
            days = int(step.value)
            ways = {days, days - 1} if "nth" in step.notes else {days, days + 1} if "during" in step.notes else {days}
            sums |= {one + way for one in sums for way in ways}
        return sums - {0} if self.steps else {0}


def minutes_of(fact: Fact) -> int:
    """Return the minutes that an ``elapsed`` fact of less than a day says."""
    return next((int(note.partition(":")[2]) for note in fact.notes if note.startswith("minutes:")), 0)


def is_next_month(fact: Fact) -> bool:
    """Whether a step says ``the next week`` or ``the next month``, which tells the month if not the day."""
    return "next" in fact.notes and int(fact.value) <= 31


def ymd(fact: Fact) -> Ymd:
    """Return a date's year, month and day, each None where it isn't said."""
    year, month, day = (None if part == "?" else int(part) for part in fact.value.split("-"))
    return year, month, day


def day_conflicts(story: Story) -> Iterator[Objection]:
    """Yield weekdays and dates that do not follow from the ones before."""
    for attribute in ("weekday", "date"):
        work = Clockwork()
        back: Fact | None = None
        for fact in story.facts(attribute, "elapsed", "jump"):
            if fact.attribute != attribute:
                work.pass_time(fact)
                back = fact if "back" in fact.notes else back
                continue
            if not fact.hard or fact.source != "prose" or (attribute == "date" and not any(ymd(fact)[1:])):
                continue
            here_back = back if back and back.scene == fact.scene and back.span == fact.span else None
            base = work.base
            if base and work.known and story.words_between(base, fact) <= _FAR:
                wrong = _weekday_wrong if attribute == "weekday" else _date_wrong
                message = wrong(story, work, base, fact, here_back)
                if message:
                    yield disagree(fact, base, message, _SUGGESTION)
            relative = fact.notes[0].startswith("day:")
            if "past" not in fact.notes and (relative or not here_back) and not (relative and work.known and work.base):
                work.start(fact)


def _weekday_wrong(story: Story, work: Clockwork, base: Fact, fact: Fact, back: Fact | None) -> str:
    note = fact.notes[0]
    counted = bool(work.steps) and work.steps[-1].span == fact.span
    if note == "past" or (note == "jump" and not counted):
        return ""
    first, now = WEEKDAYS.index(base.value) - work.ahead, WEEKDAYS.index(fact.value)
    if note.startswith("day:"):
        expected = {int(note[4:])} if _is_same_day(story, work, base, fact) else set()
    else:
        expected = _expected(story, work, base, fact, back)
    if not expected or (now - first) % 7 in {days % 7 for days in expected}:
        return ""
    right = WEEKDAYS[(first + min(expected)) % 7].capitalize()
    return f"It is {fact.value.capitalize()} here, but counted from the {base.value.capitalize()} before it is {right}."


def _expected(story: Story, work: Clockwork, base: Fact, fact: Fact, back: Fact | None) -> set[int]:
    """Return by how many days a stated day may lie after the base; empty where nothing is sure."""
    if back is not None:
        return set() if work.steps or "vague" in back.notes or int(back.value) == 0 else {-int(back.value)}
    if work.steps:
        last = work.steps[-1]
        near = last.scene == fact.scene and (last.span == fact.span or story.words_between(last, fact) <= _SOON)
        rough = any("vague" in step.notes for step in work.steps)
        return work.shifts() if near and not (rough and fact.attribute == "weekday") else set()
    return {0} if fact.notes[0] == "now" and _is_same_day(story, work, base, fact) else set()


def _is_same_day(story: Story, work: Clockwork, base: Fact, fact: Fact) -> bool:
    """Whether nothing can have passed between two passages."""
    steps = [step for step in work.steps if step.span != fact.span]
    if steps or base.notes[0] in ("jump", "past") or base.scene != fact.scene or base.span == fact.span:
        return False
    return story.words_between(base, fact) <= _NEAR and not night_between(story, base, fact)


def night_between(story: Story, one: Fact, other: Fact) -> bool:
    """Whether a night, a sleep or a break lies between two passages of a scene."""
    told = story.scene(one.scene).reading.narration
    return _NIGHT.search(told, one.span[1], max(other.span[0], one.span[1])) is not None


def _date_wrong(story: Story, work: Clockwork, base: Fact, fact: Fact, back: Fact | None) -> str:
    if "past" in fact.notes and not back:
        return ""
    (_, month, day), (_, new_month, new_day) = ymd(base), ymd(fact)
    expected = _expected(story, work, base, fact, back)
    if not expected or ((month is None) != (new_month is None) and not (day and new_day)):
        return ""
    if any("vague" in step.notes for step in work.steps) and not (month and new_month):
        return ""
    if any("vague" in step.notes for step in work.steps):
        wrong = (new_month - month) % 12 not in (0, 1, 2) if month and new_month else False
    elif day and new_day:
        right = {_moved(month, day, days) for days in expected}
        if month and new_month:
            wrong = (new_month, new_day) not in right
        else:
            wrong = new_day not in {one for _, one in right} and (month is not None or max(expected) <= 20)
    elif month and new_month:
        wrong = max(expected) <= 20 and (new_month - month) % 12 not in (0, 1) and min(expected) >= 0
    else:
        return ""
    return (
        f"It is {shown_date(fact)} here, which does not follow from {shown_date(base)} before and the time between."
        if wrong
        else ""
    )


def _moved(month: int | None, day: int, days: int) -> tuple[int | None, int]:
    """Return month and day some days later; without a month, of 31 days."""
    if month is None:
        return None, (day + days - 1) % 31 + 1
    try:
        later = date.fromordinal(date(2001, month, day).toordinal() + max(-700, min(days, 700)))
    except ValueError:
        return month, day
    return later.month, later.day


def shown_date(fact: Fact) -> str:
    year, month, day = ymd(fact)
    words = [str(day) if day else "", MONTHS[month - 1].capitalize() if month else "", str(year) if year else ""]
    return ("the " if day and not month else "") + " ".join(word for word in words if word)
