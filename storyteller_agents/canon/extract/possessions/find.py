"""Things lost, destroyed, sold, given away, found and used.

A fact `possession` tells who (the owner, or the one who does it; empty where that isn't safe to say), the thing with
the words that tell it from others (``silver key``), and to whom it went. Its notes are the kind (``lost``, ``destroyed``,
``given``, ``sold``, ``found``, ``used``, ``has``) and the article: ``own``, ``the``, or ``other`` for a thing that is
not known before. What is found is told of speech too, as a soft fact, since it excuses. Only for portable things; not
for hopes, tempers and ways that somebody loses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.possessions import patterns as turns
from storyteller_agents.canon.extract.possessions.ends import is_final
from storyteller_agents.canon.extract.possessions.events import event_of, event_of_it, fate
from storyteller_agents.canon.extract.possessions.owners import (
    Event,
    Thing,
    actor_of,
    has_rival,
    is_meant,
    is_unreal,
    possessor_of,
    things_in,
)
from storyteller_agents.canon.extract.possessions.signs import signs
from storyteller_agents.canon.extract.possessions.stores import stores
from storyteller_agents.canon.extract.possessions.vessels import vessels
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

IT_REACH = 220
"""How far back, in characters, *it* may look for a thing."""


def find(reading: Reading) -> Iterator[Fact]:
    """Yield what a scene tells of things gained, used and lost."""
    things, holders = [], dict[str, str]()
    for thing in things_in(reading):
        spoken = reading.narration[thing.start] == "\ue000"
        if not spoken:
            things.append(thing)
        event = event_of(reading, thing, spoken)
        if event is not None:
            event = event if event.who or event.kind == "found" else replace(event, who=holders.get(thing.noun, ""))
            yield _fact(reading, thing, event, (thing.start, thing.end))
        if not spoken and (
            holder := possessor_of(reading, thing) or (event.who if event and event.kind in ("used", "has") else "")
        ):
            holders[thing.noun] = holder
    yield from _told_of_it(reading, things, holders)
    for thing, event, span in signs(reading, things, holders):
        yield _fact(reading, thing, event, span)
    yield from vessels(reading)
    yield from stores(reading)


def _fact(reading: Reading, thing: Thing, event: Event, span: tuple[int, int]) -> Fact:
    hard, final = event.hard, False
    if hard and event.kind in ("lost", "destroyed", "sold", "given"):
        final = is_final(reading, span[0])
        rest = reading.narration[span[1] : reading.sentence_at(span[0])[1]]
        hard = not turns.AFTER_ALL.search(rest) and not reading.hedges(*span) & {"dream", "told", "question"}
    return fact_at(
        reading,
        span,
        event.who,
        "possession",
        thing.value,
        about=event.to,
        hard=hard,
        notes=(event.kind, thing.article, "final" if final else ""),
    )


def _told_of_it(reading: Reading, things: list[Thing], holders: dict[str, str]) -> Iterator[Fact]:
    """Read what is told of *it*: the last thing named before, in the same or the last sentence."""
    text, place = reading.narration, 0
    for it in sorted([*turns.IT.finditer(text), *turns.IT_DOES.finditer(text)], key=lambda it: it.end()):
        at = it.end() - 2
        while place < len(things) and things[place].end <= at:
            place += 1
        thing = things[place - 1] if place else None
        first = reading.sentence_at(it.start())[0]
        if (
            thing is None
            or at - thing.end > IT_REACH
            or "\n\n" in text[thing.end : at]
            or is_unreal(text, first, it.start())
        ):
            continue
        if has_rival(text[thing.noun_end : at]):
            continue
        rival = things[place - 2] if place > 1 else None
        if (
            rival
            and at - rival.end < IT_REACH
            and rival.value != thing.value
            and reading.sentence_at(rival.start) == reading.sentence_at(thing.start)
        ):
            continue
        tell = _fate_of_it if it.lastgroup else event_of_it
        event = tell(reading, it, thing, holders.get(thing.noun, ""))
        if event is not None:
            yield _fact(reading, thing, event, it.span())


def _fate_of_it(reading: Reading, it: re.Match[str], thing: Thing, holder: str) -> Event | None:
    kind = (
        it.lastgroup
        if it.lastgroup != "it"
        else next(name for name, words in it.groupdict().items() if words and name != "it")
    )
    text, end = reading.narration, it.end()
    if kind == "thrown" and re.match(r"put|laid|left|let", it["thrown"].lower()) and text.startswith(" back", end):
        return None
    if kind == "found" or turns.GIVEN_BACK.match(text, end, end + 40):
        return Event("found", actor_of(reading, it.start()) or "", hard=False)
    receiver = ""
    if kind == "thrown" and re.match(r"snapp|br(?:oke|eak)", it["thrown"].lower()):
        kind = "" if turns.SHUT.match(text, end) else "destroyed"
    elif kind == "thrown":
        kind = fate(reading, end, it["thrown"].lower()) or ("lost" if it["thrown"].lower() == "lost" else "")
    elif kind in ("given", "sold"):
        to = turns.TO_WHOM.match(text, end, end + 50)
        if kind == "given" and to is None:
            return None
        receiver = (reading.whom(*to.span("whom")) or "") if to and to["whom"] else ""
    if not kind:
        return None
    actor = actor_of(reading, it.start()) or possessor_of(reading, thing) or holder
    return Event(kind, actor, receiver, is_meant(reading, it.start())) if actor else None
