"""The report as one web page that loads nothing and runs nothing: tables, and plots as SVG. All text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from storyteller_agents.errors import BookError
from storyteller_agents.files import read_text, write_text
from storyteller_agents.report.report import STATES, Report
from storyteller_agents.report.svg import Series, bars, clean, grid, legend, lines
from storyteller_agents.report.table import COLUMNS, rows

MARK = '<meta name="generator" content="storyteller report">'
"""Tells a report from any other page, which is never replaced."""
MOST_PEOPLE = 40
SEVERITIES = ("error", "warning", "note")


def write_page(report: Report, file: Path) -> None:
    """Write the report as a page; an older report is replaced.

    Raises:
        BookError: something else is in the way, or the file can't be written.
    """
    if file.is_dir() or not file.absolute().parent.is_dir():
        found = "is a folder" if file.is_dir() else "its folder does not exist; make it first"
        raise BookError(f"{file}: can't be written ({found}). Name another file with --html.")
    if file.exists() and not _is_report(file):
        raise BookError(f"{file}: exists already, and is no report; it is kept. Name another file with --html.")
    write_text(file, page(report))


def _is_report(file: Path) -> bool:
    try:
        return MARK in read_text(file)
    except Exception:  # whatever it is, it is no page of ours
        return False


def page(report: Report) -> str:
    """Return the report as an HTML document."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
    yield f'{MARK}\n<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{clean(report.title)}: report</title>\n<style>\n{style}</style>\n</head>\n<body>"
    yield f'<h1 dir="auto">{clean(report.title)}</h1>'
    yield "<h2>Stages</h2>"
    yield _table(COLUMNS, rows(report))
    if report.scenes:
        yield from _plots(report)
    else:
        yield "<p>There is no outline yet, so there are no scenes to show.</p>"
    if report.rules:
        yield "<h2>Findings by rule</h2>"
        found = ([rule, *(str(counts[state]) for state in STATES)] for rule, counts in report.rules.items())
        yield _table(("rule", *STATES), found)
    yield "</body>\n</html>\n"


def _plots(report: Report) -> Iterator[str]:
    chapters = [f"{number} {title}".strip() for number, title in enumerate(report.chapters, 1)]
    lengths = report.chapter_words()
    yield "<h2>Length by chapter</h2>" + legend(["written"], "planned")
    written = Series("words", [words for words, _ in lengths])
    yield bars("Length by chapter", chapters, [written], Series("words planned", [plan for _, plan in lengths]))
    labels = [f"{scene.id} {scene.title}" for scene in report.scenes]
    yield "<h2>Emotional arc</h2>"
    yield from _arc(report, labels)
    yield "<h2>Characters by scene</h2>" + legend(["named in the prose", "on the card only"])
    yield _presence(report, labels)
    yield "<h2>Open findings by scene</h2>" + legend([f"{severity}s" for severity in SEVERITIES])
    by_severity = [Series(one, [scene.findings.get(one, 0) for scene in report.scenes]) for one in SEVERITIES]
    yield bars("Open findings by scene", labels, by_severity)


def _arc(report: Report, labels: Sequence[str]) -> Iterator[str]:
    series = [Series("found", [scene.found for scene in report.scenes])]
    if any(scene.planned is not None for scene in report.scenes):
        series.append(Series("planned", [scene.planned for scene in report.scenes]))
    if all(value is None for one in series for value in one.values):
        yield (
            f"<p>Found: {clean(report.arc)}.</p>"
            if "not measured" in report.arc
            else "<p>No scene has enough rated words.</p>"
        )
        return
    yield legend([one.name for one in series])
    yield lines("Emotional arc", labels, series)
    related = report.correlation
    said = f" Planned and found correlate by {related:.2f}." if related is not None else ""
    scales = " Each line has its own scale, from its least value to its greatest." if len(series) > 1 else ""
    yield f"<p>Found: {clean(report.arc)}.{scales}{said}</p>"


def _presence(report: Report, labels: Sequence[str]) -> str:
    people = report.people()
    cells = [
        (who, [0 if who in scene.present else 1 if who in scene.expected else -1 for scene in report.scenes])
        for who in people[:MOST_PEOPLE]
    ]
    more = f"<p>and {len(people) - MOST_PEOPLE} more</p>" if len(people) > MOST_PEOPLE else ""
    return grid("Characters by scene", labels, cells, ("named in the prose", "on the card only")) + more


def _table(columns: Sequence[str], found: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{clean(column)}</th>" for column in columns)
    body = "\n".join("<tr>" + "".join(f"<td>{clean(cell)}</td>" for cell in row) + "</tr>" for row in found)
    return f"<table>\n<tr>{head}</tr>\n{body}\n</table>"
