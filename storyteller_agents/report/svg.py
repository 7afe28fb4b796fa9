"""Plots as SVG that stands in a page: bars, lines over scenes, and a grid of who is where.

Every plot is drawn into a width of `WIDTH` units, whatever the number of scenes, and scales with the page. Colours
are the page's (classes ``s0`` to ``s2``, ``mark``, ``axis``). Labels are data: escaped, and cut where they are long; the first word of
a label (a number, an id) stands below the axis, the whole in the tooltip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

WIDTH, LEFT, TOP, HEIGHT = 900, 130, 10, 200
BOTTOM = 24
_ROOM = WIDTH - LEFT - 10
MOST_TICKS = 20
LONGEST_LABEL = 20


@dataclass(frozen=True)
class Series:
    """A named row of values, one for each place on the x axis; None leaves a gap."""

    name: str
    values: Sequence[float | None]


def clean(text: str) -> str:
    """Return any text as one line that may stand in HTML and SVG, as text or in quotes."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return escape(line.encode("utf-8", "replace").decode("utf-8"), quote=True)


def bars(name: str, labels: Sequence[str], series: Sequence[Series], marks: Series | None = None) -> str:
    """Return stacked bars, one for each label; `marks` are short lines across them, such as a target."""
    totals = [sum(one.values[place] or 0.0 for one in series) for place in range(len(labels))]
    top = max([1.0, *totals, *((value or 0.0) for value in (marks.values if marks else ()))])
    step = _ROOM / max(len(labels), 1)
    parts = [*_y_axis(0.0, top), *_x_axis(labels)]
    for place, label in enumerate(labels):
        x, base = LEFT + place * step, 0.0
        for number, one in enumerate(series):
            if value := one.values[place] or 0.0:
                y = _y(base + value, 0.0, top)
                height = _y(base, 0.0, top) - y
                title = f"{label}: {_number(value)} {one.name}"
                parts.append(_rect(f"s{number % 3}", x + 0.1 * step, y, 0.8 * step, height, title))
                base += value
        if marks and (target := marks.values[place]) is not None:
            title = f"{label}: {_number(target)} {marks.name}"
            parts.append(_rect("mark", x, _y(target, 0.0, top) - 1, step, 2, title))
    return _svg(name, HEIGHT, parts)


def lines(name: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """Return lines over the labels. Several series have each their own scale, from their least value to their greatest."""
    parts = [*_x_axis(labels)]
    for number, one in enumerate(series):
        known = [value for value in one.values if value is not None]
        if not known:
            continue
        low, high = min(known), max(known)
        if len(series) == 1:
            parts = [*_y_axis(low, high), *parts]
        parts += _line(number, one, labels, lambda value, low=low, high=high: _y(value, low, high))  # type: ignore[misc]
    return _svg(name, HEIGHT, parts)


def _line(number: int, series: Series, labels: Sequence[str], y: Callable[[float], float]) -> Iterator[str]:
    step = _ROOM / max(len(labels), 1)
    places = [(LEFT + (place + 0.5) * step, value) for place, value in enumerate(series.values)]
    for known, run in groupby(places, key=lambda place: place[1] is not None):
        if known:
            points = " ".join(f"{x:.1f},{y(value):.1f}" for x, value in run if value is not None)
            yield f'<polyline class="line s{number % 3}" points="{points}"/>'
    for (x, value), label in zip(places, labels, strict=True):
        if value is not None:
            title = clean(f"{label}: {series.name} {_number(value)}")
            yield f'<circle class="s{number % 3}" cx="{x:.1f}" cy="{y(value):.1f}" r="3"><title>{title}</title></circle>'


def grid(name: str, labels: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], kinds: Sequence[str]) -> str:
    """Return a row of cells for each name; a cell holds the place in `kinds` of what it shows, or -1 for nothing.

    Neighbours of one kind are drawn as one.
    """
    step, line = _ROOM / max(len(labels), 1), 16
    parts = [*_x_axis(labels, TOP + line * len(rows))]
    for number, (who, cells) in enumerate(rows):
        y = TOP + number * line
        parts.append(f'<text x="{LEFT - 6}" y="{y + 12}" text-anchor="end">{_label(who)}</text>')
        place = 0
        for kind, run in groupby(cells):
            length = len(list(run))
            if kind >= 0:
                span = labels[place] if length == 1 else f"{labels[place]} to {labels[place + length - 1]}"
                title = f"{who}: {kinds[kind]}, {span}"
                parts.append(_rect(f"s{kind}", LEFT + place * step, y + 2, length * step, line - 4, title))
            place += length
    return _svg(name, line * len(rows), parts)


def legend(names: Sequence[str], mark: str = "") -> str:
    """Return what the colours of a plot mean, as HTML."""
    keys = [(f"s{number % 3}", name) for number, name in enumerate(names)] + ([("mark", mark)] if mark else [])
    items = "".join(f'<span><i class="{kind}"></i>{clean(name)}</span>' for kind, name in keys)
    return f'<p class="legend">{items}</p>'


def _svg(name: str, height: float, parts: Sequence[str]) -> str:
    box = f"0 0 {WIDTH} {height + TOP + BOTTOM:.0f}"
    return f'<svg viewBox="{box}" role="img" aria-label="{clean(name)}">\n' + "\n".join(parts) + "\n</svg>"


def _y(value: float, low: float, high: float) -> float:
    return TOP + HEIGHT * (1 - (value - low) / ((high - low) or 1.0))


def _y_axis(low: float, high: float) -> Iterator[str]:
    for value in (low, (low + high) / 2, high) if high > low else (low,):
        y = _y(value, low, high)
        yield f'<line class="axis" x1="{LEFT}" x2="{WIDTH - 10}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{_number(value)}</text>'


def _x_axis(labels: Sequence[str], bottom: float = TOP + HEIGHT) -> Iterator[str]:
    step, every = _ROOM / max(len(labels), 1), -(-len(labels) // MOST_TICKS) or 1
    for place in range(0, len(labels), every):
        x = LEFT + (place + 0.5) * step
        yield f'<text x="{x:.1f}" y="{bottom + 16:.0f}" text-anchor="middle">{_label(labels[place].partition(" ")[0], 8)}</text>'


def _rect(kind: str, x: float, y: float, width: float, height: float, title: str) -> str:
    box = f'x="{x:.2f}" y="{y:.1f}" width="{width:.2f}" height="{height:.1f}"'
    return f'<rect class="{kind}" {box}><title>{clean(title)}</title></rect>'


def _label(text: str, longest: int = LONGEST_LABEL) -> str:
    return clean(text if len(text) <= longest else f"{text[: longest - 1]}…")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 100 else f"{value:,.2f}"
