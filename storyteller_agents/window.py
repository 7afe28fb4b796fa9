"""Fitting a prompt into a model's context window: what matters least goes first, and it is said what went.

A prompt file names in its front matter, under ``spare``, what may be left out, the least important first. Lists lose
their last items one by one, texts their first words by halves. What still doesn't fit is left to the model to refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

RenderedT = TypeVar("RenderedT")
SHORTEST = 40
"""Words of a text that are not worth halving again."""


def fit(
    render: Callable[[Mapping[str, Any]], RenderedT],
    values: Mapping[str, Any],
    spare: Sequence[str],
    fits: Callable[[RenderedT], bool],
) -> tuple[RenderedT, list[str]]:
    """Return a rendered prompt that fits, if there is one, and what was left out of it, in words.

    Args:
        render: renders the prompt with these values.
        values: the variables; `spare` ones are shortened in a copy.
        spare: names of variables, the least important first.
        fits: whether a rendered prompt fits.
    """
    values = dict(values)
    rendered = render(values)
    gone: dict[str, int] = {}
    for name in spare:
        while values.get(name) and not fits(rendered):
            values[name], less = _shorter(values[name])
            gone[name] = gone.get(name, 0) + less
            rendered = render(values)
    whole = [name for name in gone if not values[name]]
    return rendered, [f"all of {name}" if name in whole else f"{number} of {name}" for name, number in gone.items()]


def _shorter(value: Any) -> tuple[Any, int]:
    """Return a value with less in it, and by how many items or words."""
    if isinstance(value, str):
        words = value.split()
        keep = len(words) // 2 if len(words) > SHORTEST else 0
        return " ".join(words[len(words) - keep :]), len(words) - keep
    items = list(value)
    return items[:-1], 1
