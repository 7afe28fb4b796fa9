"""What goes against how things always are in the story's world."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.broken_world_rule import broken_world_rule

BETWEEN = (
    " The market opened at eight. A cart went by with turnips. Gideon met Harriet by the pump. Then Gideon slept.\n\n"
)


def found(*passages: str) -> list[Objection]:
    return list(broken_world_rule.run(Story([("0000", (BETWEEN * 8).join(passages))])))


@pytest.mark.parametrize(
    ("way", "breach"),
    [
        ("It was always autumn in Orne.", "Snow lay a foot deep in Orne that morning."),
        ("No dragon of the Marches had ever breathed fire.", "The dragon Skarn sent a jet of flame over the barns."),
        ("Dragons cannot swim.", "The dragon Vermithrax swam across the lake with a boy on his back."),
        ("Elves do not sleep.", "The elf Calion had fallen asleep beside the hearth."),
        ("Witches cannot weep.", "The witch Hepzibah wept until her apron was wet."),
        ("There were no horses on the island of Tarnsey.", "A grey horse trotted down the lane on Tarnsey."),
        ("It never rains in Sefar.", "The rain beat upon the roofs of Sefar all that afternoon."),
        ("Nobody grew old in Ardis.", "Old Peg of Ardis had grown so grey that she forgot her own age."),
        ("The silver key of Mallory turned only for a child.", "Grandfather Finch put in the key of Mallory, and it turned."),
        ("The ring of Lindesay worked only for women.", "Anselm put on the ring of Lindesay, and he was gone: it worked."),
        ("Only women might enter the temple of Ishra.", "Brother Ambrose entered the temple of Ishra and knelt."),
        ("The gate of Thule was always open.", "They found the gate of Thule shut and barred."),
        ("Every giant in Hollin was blind.", "The giant of Hollin saw him coming."),
        ("Everyone in Dunmere wore grey.", "A girl of Dunmere came down the street in a scarlet gown."),
        ("Gnomes turn to stone in sunlight.", "The gnome Pim sat in the sunshine eating nuts."),
        ("The salt women never slept.", "One of the salt women lay snoring under the hedge."),
        ("In the city of Quill one must never whistle after dark.", "That night Gideon walked through Quill, whistling."),
        ("The bridge at Sallow bore nobody but the blind.", "He watched the swallows as he walked over the bridge at Sallow, "
         "which bore him."),
    ],
)  # fmt: skip
def test_breach(way: str, breach: str) -> None:
    objections = found(way, breach)
    assert objections and objections[0].against is not None
    assert {" ".join(objections[0].against.quote.split())} & {way}


@pytest.mark.parametrize(
    ("way", "other"),
    [
        ("It was always autumn in Orne.", "The leaves were falling in Orne that morning."),
        ("It was always autumn in Orne.", "Snow lay a foot deep in Karrow that morning."),
        ("No dragon of the Marches had ever breathed fire.", "The dragon Skarn bent his head and looked at the barns."),
        ("Elves do not sleep.", "The elf Calion sat awake beside the hearth while the others slept."),
        ("Witches cannot weep.", "The witch Hepzibah laughed while the child wept."),
        ("There were no horses on the island of Tarnsey.", "The cart was drawn by oxen, as is the way on Tarnsey."),
        ("The silver key of Mallory turned only for a child.", "Grandfather Finch tried the key of Mallory, but it would not turn."),
        ("Only women might enter the temple of Ishra.", "Sister Agatha entered the temple of Ishra and knelt."),
        ("The gate of Thule was always open.", "They found the gate of Thule open and went in."),
        ("Gnomes turn to stone in sunlight.", "The gnome Pim sat in the shade eating nuts."),
        ("Elves do not sleep.", "If the elf Calion slept, nobody saw it."),
        ("The air of Kestrel could not be breathed without a mask.", "Gideon put on his mask and breathed the air of Kestrel."),
    ],
)  # fmt: skip
def test_no_breach(way: str, other: str) -> None:
    assert not found(way, other)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_arbitrary_text_never_raises(text: str) -> None:
    found("It was always winter in Ostrel. " + text, "Elves do not sleep. " + text)
