"""Whether the text tells how a lost thing came back, that it is another one, or that it is only missed or remembered.

Excuses for `lost_object.py`; decides nothing about whether two passages speak of the same thing.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.possessions.returns import (
    BACK,
    IT_BACK,
    MISSED,
    MISSED_NEXT,
    NOT_BACK,
    NOTHING_MISSING,
    OTHER_GOT,
    OTHER_ONE,
    PAST,
    THERE_IT_IS,
)
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story

RUINED = frozenset({"destroyed", "broken"})
LOOK = 3000
"""How many characters after a loss and before a use are searched for words of a return."""


def kind_of(fact: Fact) -> str:
    """Return what happens to the thing: ``lost``, ``used`` …"""
    return fact.notes[0] if fact.notes else "has"


def noun_of(fact: Fact) -> str:
    """Return the noun of the thing."""
    return fact.value.partition(" of ")[0].split()[-1] if fact.value else ""


def is_final(loss: Fact) -> bool:
    """Whether the text says that what is gone doesn't come back."""
    return "final" in loss.notes or "stores" in loss.notes


def has_come_back(story: Story, fact: Fact, loss: Fact) -> bool:
    """Whether something between, or in the later passage, tells how the thing came back, or that it is another one."""
    noun = re.escape(noun_of(fact))
    back = re.compile(
        rf"\b(?:{noun}s?\b[^.!?]{{0,50}}\b{BACK}\b|{BACK}\b[^.!?]{{0,40}}\b{noun}s?\b|{OTHER_ONE}\b{noun}s?\b)",
        re.IGNORECASE,
    )
    if kind_of(loss) in RUINED:
        back = re.compile(
            rf"\b(?:(?:(?:new|another|second|spare|other)\b[^.!?,;]{{0,15}}|(?:mend|repair|restor|reforg|"
            rf"buil[dt]|rebuil|copy|bought|replac)\w*\b[^.!?]{{0,40}})\b{noun}s?\b|"
            rf"{noun}s?\b[^.!?]{{0,40}}\b(?:mend|repair|restor|reforg|replac|rebuil|built (?:up|again))\w*)"
        )
    between = NOT_BACK.sub(" ", text_between(story, loss, fact))
    if "stores" not in loss.notes and IT_BACK.search(between[-300:]):
        return True
    if back.search(between[:LOOK]) or back.search(between[-LOOK:]):
        return True
    if kind_of(loss) == "lost" and not is_final(loss) and THERE_IT_IS.search(fact.quote.replace("\n", " ")):
        return True
    if OTHER_GOT.search(between[:250]):
        return True
    text, quote = story.text(fact.scene).replace("\n", " "), fact.quote.replace("\n", " ")
    return bool(
        MISSED.search(NOTHING_MISSING.sub(" ", quote))
        or MISSED_NEXT.match(text[fact.span[1] : fact.span[1] + 120])
        or PAST.search(quote[: max(40, fact.start.offset - fact.span[0])])
    )


def text_between(story: Story, other: Fact, fact: Fact) -> str:
    """Return what stands between two facts, the sentence of the later one included."""
    parts = []
    for scene in story.scenes[max(0, other.start.scene) : fact.start.scene + 1]:
        begin = other.span[1] if scene.id == other.scene and other.start.scene >= 0 else 0
        end = fact.span[1] if scene.id == fact.scene else len(scene.reading.flat)
        parts.append(scene.reading.flat[begin:end])
    return " ".join(parts)
