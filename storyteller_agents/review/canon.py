"""What the canon of a text holds at a scene: rows for `storyteller canon`."""

from __future__ import annotations

from typing import Any

from storyteller_agents.canon.facts import Fact, Point
from storyteller_agents.errors import BookError, did_you_mean
from storyteller_agents.review.review import Review

PASSING = frozenset({"acts", "amount", "clock", "elapsed", "says", "person", "tense", "deed"})
"""What happens and is over: no state that holds on."""


def rows_at(found: Review, scene: str | None, name: str | None) -> list[dict[str, Any]]:
    """Return what holds when a scene ends, fact by fact, with the sentence since which it does.

    Args:
        scene: its id; the end of the text by default.
        name: of whom or what; of everybody by default.

    Raises:
        BookError: there is no such scene or name.
    """
    ids = [unit.id for unit in found.text.units]
    if scene is not None and scene not in ids:
        raise BookError(
            f"--at {scene}: there is no such scene{did_you_mean(scene, ids)}; there are {ids[0]} to {ids[-1]}."
        )
    rows: list[dict[str, Any]] = []
    for examined in found.examined:
        story = examined.story
        if scene is not None and scene not in story:
            continue
        point = Point(story.scene(scene).number + 1 if scene else len(story.scenes), -1)
        names = story.canon.entities()
        if name is not None:
            entity = story.entities.find(name)
            names = [entity.name if entity else name]
        for one in names:
            rows += [_row(found, fact) for fact in story.canon.at(point, one) if fact.attribute not in PASSING]
    if name is not None and not rows:
        known = [entity.name for examined in found.examined for entity in examined.story.entities]
        if not any(examined.story.entities.find(name) for examined in found.examined):
            raise BookError(f"--entity {name}: the text names nobody so{did_you_mean(name, known)}.")
    return rows


def _row(found: Review, fact: Fact) -> dict[str, Any]:
    return {
        "entity": fact.entity or "(the story)",
        "attribute": fact.attribute,
        "value": f"{fact.value} of {fact.about}" if fact.about else fact.value,
        "since": fact.sayer,
        "quote": " ".join(fact.quote.split()),
        "scene": fact.scene,
        "span": list(fact.span),
        "source": fact.source,
        "hard": fact.hard,
    } | found.place(fact.scene, fact.span)
