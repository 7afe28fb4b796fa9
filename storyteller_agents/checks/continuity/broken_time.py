"""Time that runs backwards, a wrong weekday or season, and durations that do not add up.

What counts, each as the narration itself says it:

- a weekday, date or month that does not follow from the one before and the stated time between (`reasoning/day_order.py`: "It was
  Monday. … Three days later, on Friday"), a weekday that its date does not have (`reasoning/written_dates.py`), a month outside its season (`reasoning/season_order.py`), blossom or a
  full moon too soon after snow or a new one (`reasoning/moon_order.py`);
- a clock that runs backwards within a scene, or disagrees with the hours that are said to have passed (`reasoning/clock_order.py`);
- a span that is told twice with different numbers, an event that took place at two times (`reasoning/span_agreement.py`), and
  whatever somebody did, told again in the same words with another time (`reasoning/told_twice.py`).

Two statements are compared only where they are surely about the same running time: a jump without a number ("weeks
passed", "one morning"), a night's sleep, or too much text between them ends the chain. Excused are speech, dreams,
suppositions, what is remembered, rough numbers, and seasons where a story is set south of the equator. A rule over prose
can't see time that passes unsaid, and keeps silent there.
"""

from __future__ import annotations

from collections.abc import Iterator

from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check
from storyteller_agents.checks.continuity.reasoning.clock_order import clock_conflicts
from storyteller_agents.checks.continuity.reasoning.day_order import day_conflicts
from storyteller_agents.checks.continuity.reasoning.moon_order import moon_conflicts, sign_conflicts
from storyteller_agents.checks.continuity.reasoning.season_order import season_conflicts
from storyteller_agents.checks.continuity.reasoning.span_agreement import (
    occasion_conflicts,
    span_conflicts,
    stage_conflicts,
)
from storyteller_agents.checks.continuity.reasoning.told_twice import told_conflicts
from storyteller_agents.checks.continuity.reasoning.written_dates import (
    calendar_conflicts,
    said_conflicts,
    year_conflicts,
)


@check(severity="error", repair="rewrite", scope="story", languages=("en", "zh"))
def broken_time(story: Story) -> Iterator[Objection]:
    """Time runs backwards, a weekday, date or season is wrong, or a duration disagrees with what was said before."""
    told: set[tuple[str, tuple[int, int]]] = set()
    for find in (
        day_conflicts, calendar_conflicts, year_conflicts, season_conflicts, sign_conflicts, moon_conflicts, clock_conflicts, span_conflicts, occasion_conflicts,
        stage_conflicts, said_conflicts, told_conflicts,
    ):  # fmt: skip
        for objection in find(story):
            passage = (objection.scene, (objection.start, objection.end))
            if passage not in told:
                told.add(passage)
                yield objection
