"""What the narration says about the story's own time: the facts of entity "" that `broken-time` compares.

``elapsed`` and ``jump`` (`times/elapsed.py`), ``weekday``, ``date`` and ``season`` (`times/dates.py`), ``clock`` (`times/clocks.py`), ``duration``
(`times/durations.py`), ``moon``, ``season sign`` and more of ``clock`` and ``date`` (`times/signs.py`), ``nth`` and ``left`` (`times/since_spans.py`),
``occasion``, when single events took place (`times/occasions.py`), and ``told time``, when somebody did what (`times/told_times.py`). Speech is read only for ``said day``
(`times/said_days.py`); what somebody says about a day proves little.
"""

from __future__ import annotations

from collections.abc import Iterator

from storyteller_agents.canon.extract.times.clocks import find_clocks
from storyteller_agents.canon.extract.times.dates import find_dates
from storyteller_agents.canon.extract.times.durations import find_durations
from storyteller_agents.canon.extract.times.elapsed import find_elapsed
from storyteller_agents.canon.extract.times.hedges import is_readable
from storyteller_agents.canon.extract.times.occasions import find_occasions
from storyteller_agents.canon.extract.times.said_days import find_said_days
from storyteller_agents.canon.extract.times.signs import find_signs
from storyteller_agents.canon.extract.times.since_spans import find_since
from storyteller_agents.canon.extract.times.told_times import find_told_times
from storyteller_agents.canon.extract.times.year_spans import find_year_spans
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
