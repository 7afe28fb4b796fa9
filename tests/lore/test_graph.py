"""Who stands near those that are in a scene."""

from __future__ import annotations

from storyteller_agents.lore.entry import LoreEntry, Relation, Source
from storyteller_agents.lore.graph import FAR, Graph


def entry(name: str, **relations: str) -> LoreEntry:
    ties = [Relation(to=to.replace("_", "-"), kind=kind) for to, kind in relations.items()]
    return LoreEntry(id=name, title=name.title(), relations=ties, source=Source(file="x"))


def graph(*entries: LoreEntry) -> Graph:
    return Graph({one.id: one for one in entries})


def test_neighbours_come_from_both_ends_and_those_of_several_first() -> None:
    world = graph(
        entry("mara", lamp="keeper of"), entry("bram", lamp="builder of", inn="owner of"), entry("lamp"), entry("inn")
    )
    assert world.route(["mara", "bram"]) == [
        ("mara", ["in the scene"]),
        ("bram", ["in the scene"]),
        ("lamp", ["related: Mara: keeper of", "related: Bram: builder of"]),
        ("inn", ["related: Bram: owner of"]),
    ]
    assert [name for name, _ in world.route(["lamp"])] == ["lamp", "mara", "bram"]


def test_what_is_not_there_is_passed_over() -> None:
    world = graph(entry("mara", nobody="friend of", mara="herself"))
    assert world.route(["mara", "mara", "nobody"]) == [("mara", ["in the scene"])]


def test_a_hub_does_not_bring_the_whole_world() -> None:
    hub = entry("hub", **{f"e{number}": "knows" for number in range(3 * FAR)})
    world = graph(hub, *(entry(f"e{number}") for number in range(3 * FAR)))
    assert len(world.route(["hub"])) == FAR + 1
