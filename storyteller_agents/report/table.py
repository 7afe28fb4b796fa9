"""The stages of a report as rows of text, for the terminal and the page. What is not known is a dash."""

from __future__ import annotations

from storyteller_agents.report.effort import Effort
from storyteller_agents.report.report import Report

COLUMNS = (
    "stage", "results", "time", "in model", "calls", "retries", "failed", "tokens in", "tokens out", "left open", "repaired",
)  # fmt: skip


def rows(report: Report) -> list[tuple[str, ...]]:
    """Return a row for every stage, and one for all. Findings of the last row are those of the book as it stands."""
    total = report.total
    last = (*_row(total)[:-2], str(report.findings["open"]), str(report.findings["repaired"]))
    return [*map(_row, report.stages), last]


def _row(effort: Effort) -> tuple[str, ...]:
    return (
        effort.stage,
        _count(effort.results),
        clock(effort.elapsed),
        "–" if effort.share is None else f"{effort.share:.0%}",
        _count(effort.calls),
        _count(effort.retries),
        _count(effort.failed),
        _count(effort.tokens_in),
        _count(effort.tokens_out),
        _count(effort.open),
        _count(effort.repaired),
    )


def clock(seconds: float | None) -> str:
    """Return a time as it is read: ``0.4 s``, ``2:05``, ``1:02:05``."""
    if seconds is None:
        return "–"
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _count(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"
