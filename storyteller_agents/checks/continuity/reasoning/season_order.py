"""Seasons and months: whether they go together, and whether a season lasts as long as the days that are said to pass.

Silent where a place south of the equator is named; the seasons turn round there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.times.words import MONTHS, SEASONS
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, disagree
from storyteller_agents.checks.continuity.reasoning.day_order import Clockwork, night_between, ymd

_NEAR = 500
_FAR = 1500
_SOUTH = re.compile(
    r"\b(?:Australia|Sydney|Melbourne|Tasmania|Queensland|New Zealand|Auckland|Argentina|Buenos Aires|Chile|Santiago|Peru|Lima|Brazil|Rio|Bolivia|"
    r"Uruguay|Paraguay|Patagonia|Cape Town|Transvaal|Natal|Johannesburg|South Africa|Rhodesia|Zimbabwe|Namibia|Madagascar|Java|Fiji|Samoa|Tahiti|Antarctica)\b"
)
_ORDER = ("winter", "spring", "summer", "autumn")
_SUGGESTION = "Change the season or the month, or let more time pass between."


def season_conflicts(story: Story) -> Iterator[Objection]:
    """Yield seasons and months that cannot both be."""
    if any(_SOUTH.search(entity.name) for entity in story.entities):
        return
    work = Clockwork()
    for fact in story.facts("season", "date", "elapsed", "jump"):
        if fact.attribute in ("elapsed", "jump"):
            work.pass_time(fact)
            continue
        if (
            not fact.hard
            or fact.source != "prose"
            or "past" in fact.notes
            or (fact.attribute == "date" and ymd(fact)[1] is None)
        ):
            continue
        if work.base and work.known and _same_time(story, work, fact):
            message = _wrong(work.base, fact)
            if message:
                yield disagree(fact, work.base, message, _SUGGESTION)
        work.start(fact)


def _same_time(story: Story, work: Clockwork, fact: Fact) -> bool:
    """Whether no more than a fortnight surely lies between the last statement and this one."""
    base = work.base
    if base is None or max(work.shifts()) > 14:
        return False
    words = story.words_between(base, fact)
    if work.steps:
        last = work.steps[-1]
        return (
            words <= _FAR
            and last.scene == fact.scene
            and (last.span == fact.span or story.words_between(last, fact) <= 60)
        )
    if base.scene != fact.scene:
        return False
    return base.span == fact.span or (words <= _NEAR and not night_between(story, base, fact))


def fits(month: int, season: str) -> bool:
    """Whether a month may be said to be of a season, with a month to spare on either side."""
    return any((month - one) % 12 in (11, 0, 1) for one in SEASONS[season])


def _wrong(one: Fact, two: Fact) -> str:
    if one.attribute == two.attribute == "season":
        steps = (_ORDER.index(two.value) - _ORDER.index(one.value)) % 4
        return f"It is {two.value} here, but was {one.value} only a short time before." if steps > 1 else ""
    if {one.attribute, two.attribute} != {"season", "date"}:
        return ""
    season, dated = (one, two) if one.attribute == "season" else (two, one)
    month = ymd(dated)[1] or 1
    return (
        ""
        if fits(month, season.value)
        else f"It cannot be {season.value} and {MONTHS[month - 1].capitalize()} at once."
    )
