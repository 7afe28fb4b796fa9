"""What the narration says about the story's own time: the facts of entity "" that `broken-time` compares.

``elapsed`` and ``jump`` (`elapsed.py`), ``weekday``, ``date`` and ``season`` (`dates.py`), ``clock`` (`clocks.py`), ``duration``
(`durations.py`), ``moon``, ``season sign`` and more of ``clock`` and ``date`` (`time_signs.py`), ``nth`` and ``left`` (`since_spans.py`),
``occasion``, when single events took place (`occasions.py`), and ``told time``, when somebody did what (`told_times.py`). Speech is read only for ``said day``
(`said_days.py`); what somebody says about a day proves little.
"""

from __future__ import annotations

from collections.abc import Iterator

from storyteller_agents.canon.extract.clocks import find_clocks
from storyteller_agents.canon.extract.dates import find_dates
from storyteller_agents.canon.extract.durations import find_durations
from storyteller_agents.canon.extract.elapsed import find_elapsed
from storyteller_agents.canon.extract.occasions import find_occasions
from storyteller_agents.canon.extract.said_days import find_said_days
from storyteller_agents.canon.extract.since_spans import find_since
from storyteller_agents.canon.extract.time_hedges import is_readable
from storyteller_agents.canon.extract.time_signs import find_signs
from storyteller_agents.canon.extract.told_times import find_told_times
from storyteller_agents.canon.extract.year_spans import find_year_spans
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading


def find(reading: Reading) -> Iterator[Fact]:
    """Yield what the narration says about time."""
    if not is_readable(reading):
        return
    yield from find_elapsed(reading)
    yield from find_dates(reading)
    yield from find_clocks(reading)
    yield from find_signs(reading)
    yield from find_durations(reading)
    yield from find_since(reading)
    yield from find_occasions(reading)
    yield from find_said_days(reading)
    yield from find_told_times(reading)
    yield from find_year_spans(reading)
