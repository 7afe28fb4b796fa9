"""The lines of an articy:draft dialogue, in an order in which a player may hear them.

The order follows the connections from the dialogue's own input pins: what leads to a line comes before it, whatever
the branches; circles are cut where they come back. Conditions and instructions are not evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from storyteller_agents.lore.sources.articy_export import reference
from storyteller_agents.lore.sources.articy_objects import Objects, StoryObject
from storyteller_agents.lore.sources.loose import list_of, map_of


def lines_of(objects: Objects, one: StoryObject) -> list[dict[str, str]]:
    """Return what is said in a dialogue, in order.

    Returns:
        For each line its id, and as far as it has them: ``speaker`` (a name) and ``speaker id``, ``text``,
        ``stage directions``, ``menu text``.
    """
    spoken = {node.name: node for node in one.inside if node.cls == "DialogueFragment"}
    if not spoken:
        return []
    nodes = {name: node.properties for name, node in objects.below(one).items()}
    order = dict.fromkeys([*_in_order(one.properties, nodes), *spoken])
    return [_line(objects, spoken[name]) for name in order if name in spoken]


def _line(objects: Objects, node: StoryObject) -> dict[str, str]:
    speaker = reference(node.properties.get("Speaker"))
    person = objects.get(speaker)
    line = {
        "id": node.name,
        "speaker": objects.title(person) if person else objects.export.name_elsewhere(speaker),
        "speaker id": speaker,
        "text": objects.text(node, "Text"),
        "stage directions": objects.text(node, "StageDirections"),
        "menu text": objects.text(node, "MenuText"),
    }
    return {key: value for key, value in line.items() if value}


def _in_order(entry: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the ids of the nodes in a container in the order of its flow; `entry` are the container's properties."""
    following = {name: [to for to in _targets(node, "OutputPins") if to in nodes] for name, node in nodes.items()}
    led_to = {to for name, ends in following.items() for to in ends if to != name}
    first = [to for to in _targets(entry, "InputPins") if to in nodes]
    seen: set[str] = set()
    starts = (first, [name for name in nodes if name not in led_to], list(nodes))
    return [name for roots in starts for name in _sorted(roots, following, seen)]


def _targets(node: Mapping[str, Any], pins: str) -> list[str]:
    """Return where a node leads to: by the connections of its pins, and a jump by its target."""
    connections = (one for pin in list_of(node.get(pins)) for one in list_of(map_of(pin).get("Connections")))
    found = [reference(map_of(one).get("Target")) for one in connections]
    return [*found, reference(node.get("Target"))] if pins == "OutputPins" else found


def _sorted(roots: Sequence[str], following: Mapping[str, Sequence[str]], seen: set[str]) -> list[str]:
    """Return what the roots lead to so that each comes after what leads to it; else as roots and connections stand."""
    done: list[str] = []
    for root in reversed(roots):
        path: list[tuple[str, Iterator[str]]] = []
        if root not in seen:
            seen.add(root)
            path.append((root, reversed(following[root])))
        while path:
            name, rest = path[-1]
            further = next((to for to in rest if to not in seen), None)
            if further is None:
                done.append(name)
                path.pop()
            else:
                seen.add(further)
                path.append((further, reversed(following[further])))
    return done[::-1]
