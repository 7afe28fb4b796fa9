"""Where in a YAML file a mistake stands: from the path of a value to its line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml
from pydantic import ValidationError

from storyteller_agents.settings import explain_one

_SHAPES = {"model_type", "dict_type", "list_type"}


def explain_at(error: ValidationError, kind: Any, text: str) -> list[str]:
    """Turn pydantic's errors about a YAML file into one readable line each, which begins with the line in the file."""
    if not text.strip():
        return ["the file is empty; put back what stood in it, or delete it to have it made again"]
    problems: list[dict[str, Any]] = [dict(problem) for problem in error.errors()]
    if len(problems) == 1 and not problems[0]["loc"] and problems[0]["type"] in _SHAPES:
        wanted = "a list, with '- ' before each item" if problems[0]["type"] == "list_type" else "'key: value' lines"
        return [f"line 1: the file has to hold {wanted}; found {_named(problems[0]['input'])}"]
    places = lines_of(text, [problem["loc"] for problem in problems])
    told = [
        f"line {line}, {explain_one(problem, kind)}" if line and problem["loc"] else explain_one(problem, kind)
        for line, problem in zip(places, problems, strict=True)
    ]
    return list(dict.fromkeys(told))


def _named(value: Any) -> str:
    return {"list": "a list", "dict": "'key: value' lines", "str": "text", "NoneType": "nothing"}.get(
        type(value).__name__, repr(value)
    )


def lines_of(text: str, paths: Sequence[Sequence[str | int]]) -> list[int]:
    """Return for each path the line (from 1) of the value there, or of the nearest thing above it; 0 if unknown.

    Args:
        text: the file, which parses as YAML.
        paths: keys and numbers from the top, e.g. ``("acts", 0, "chapters", 1, "title")``.
    """
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return [0] * len(paths)
    return [_line(root, path) for path in paths]


def _line(node: yaml.Node | None, path: Sequence[str | int]) -> int:
    line = node.start_mark.line + 1 if node is not None else 0
    for step in path:
        found = _within(node, step)
        if found is None:
            break
        line, node = found
    return line


def _within(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    return None
