"""Names of the days and months, for wordings that tell a time."""

from __future__ import annotations

DAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
MONTHS = tuple("January February March April May June July August September October November December".split())
