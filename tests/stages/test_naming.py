"""Names: from the premise, and drawn where a model finds none."""

from __future__ import annotations

from typing import Any, cast

import pytest
from pydantic import BaseModel

from storyteller_agents.stages.naming import draw_name, invent_name, named_in
from storyteller_agents.stages.outliner import outliner
from storyteller_agents.story import Brief
from storyteller_agents.testing import run_stage


@pytest.mark.parametrize(
    ("premise", "names"),
    [
        ("Hanna Brandt mends clocks. Her rival, Otto Krull, sets them wrong at night.", ["Hanna Brandt", "Otto Krull"]),
        ("A ferry burns in Lisbon, and nobody on board will say who lit it.", []),
        ("Old Tom Weaver saw it. Tom will not talk, though Weaver is a talkative man.", ["Tom Weaver"]),
        ("The church of Saint Olave is sold, and Miriam buys it.", ["Miriam"]),
        ("a boy finds an egg", []),
        ("Nora the clockmaker must mend the town clock, but its hands keep vanishing.", ["Nora"]),
        ("Will the ship come? Captain Reyes waits.", ["Captain Reyes"]),
    ],
)
def test_the_people_of_a_premise_are_found(premise: str, names: list[str]) -> None:
    assert named_in(premise, "en") == names


def test_a_language_that_cannot_be_read_gives_none() -> None:
    assert named_in("Hanna Brandt repariert Uhren.", "de") == []


@pytest.mark.parametrize("chinese", [False, True])
def test_drawn_names_share_nothing(chinese: bool) -> None:
    names: list[str] = []
    for number in range(8):
        names.append(draw_name(number, names, chinese=chinese))
    parts = [part for name in names for part in (name if chinese else name.split())]
    assert len(set(parts)) == len(parts)
    assert draw_name(3, []) == draw_name(3, [])


def test_the_outline_takes_the_people_of_the_premise() -> None:
    brief = Brief(
        premise="Walter Hale keeps a signal box on a line that closes on Saturday, and a train asks leave to come."
    )
    done = run_stage(outliner, brief=brief, outline=None, cast=None)
    names = [person.name for person in done.result["outline"].people]
    assert names[0] == "Walter Hale" and len(set(names)) == 3


def test_a_model_that_knows_one_name_stops_nothing() -> None:
    class Stubborn:
        language_name = "English"

        def ask(self, asked: str, schema: type[BaseModel], /, *_: Any, **__: Any) -> BaseModel:
            return schema(name="Walter Hale")

        def seed(self, *parts: Any) -> int:
            return len(parts)

    found = invent_name(cast(Any, Stubborn()), Brief(premise="A train asks leave to come."), "ally", ["Walter Hale"])
    assert not set(found.split()) & {"Walter", "Hale"}
