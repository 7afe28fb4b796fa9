"""One person, plainly the same, is written with two spellings, names or titles."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Variant

VARIANTS = (
    Variant(
        "teacher",
        "The new teacher at {P} [was|is] called {A}.",
        "“Sit down,” [said|says] {A.drift}, the new teacher at {P}.",
        who="new",
    ),
    Variant(
        "captain",
        "Captain {A} gave the order to sail.",
        "“Hard to port!” shouted the captain, {A.first} {A.slip}.",
        who="new",
        gender="m",
        near=3000,
        about="{A.last}",
    ),
    Variant(
        "nurse",
        "The only nurse at {P} was called {A}.",
        "“Good morning,” said {A.first} {M.last}, the only nurse at {P}.",
        who="new",
        gender="f",
        near=2000,
    ),
    Variant(
        "inspector",
        "Inspector {A} had charge of the case.",
        "Inspector {M.first} {A.last}, who had charge of the case, opened the file.",
        who="new",
        gender="m",
        near=2000,
        about="{A.last}",
    ),
    Variant(
        "title",
        "Count {A.last} [owned|owns] the castle at {P}.",
        "Baron {A.last}, the owner of the castle at {P}, [bowed|bows] to the ladies.",
        who="new",
        gender="m",
        about="{A.last}",
    ),
    Variant(
        "old-man",
        "“My name is {A},” said the old man with the stick.",
        "{A.drift}, the old man with the stick, coughed.",
        who="new",
        gender="m",
    ),
    Variant(
        "beside",
        "{A} [sat|sits] down beside {F}.",
        "{A.drift}, still sitting beside {F.first}, [said|says] nothing.",
        near=400,
    ),
    Variant(
        "window",
        "{A} [opened|opens] the window.",
        "{A.drift} [closed|closes] the window again.",
        near=200,
    ),
    Variant(
        "doctor",
        "Doctor {A.last} examined {F}.",
        "“She needs rest,” said Doctor {A.slip}, who had examined {F.first}.",
        who="new",
        gender="m",
        about="{A.last}",
    ),
    Variant(
        "neighbour",
        "{A}, who lived next door to {F}, sold flowers.",
        "{A.first} {A.slip}, {F.first}'s neighbour, was selling flowers.",
        who="new",
    ),
    Variant(
        "sergeant",
        "Sergeant {A.last} was on duty at {P} that night.",
        "Lieutenant {A.last}, who had been on duty at {P} that night, had seen nothing.",
        who="new",
        gender="m",
        about="{A.last}",
    ),
)

DECOYS: tuple[Variant, ...] = (
    Variant(
        "married",
        "{A} married {M} in the spring.",
        "{A.first} {M.last}, born {A}, moved to {P} with her husband.",
        who="new",
        gender="f",
    ),
    Variant(
        "called",
        "{A} was known to everybody as Ned.",
        "“Ned!” they called, and {A} turned round.",
        who="new",
        gender="m",
    ),
    Variant(
        "promoted",
        "Captain {A.last} had the regiment at {P}.",
        "Major {A.last}, as he was now called since his promotion, left {P}.",
        who="new",
        gender="m",
        about="{A.last}",
    ),
)
