"""What is gone for good: burned down, felled, wrecked, stolen, eaten, pulled down, never seen again.

Read around a thing that `possessions/owners.py` found: the verb of which it is the subject or the object, and the words
that say that it did not come back (`is_final`). Losses that need to be told what they are by whom it goes to, or into
what it falls, are read in `possessions/events.py`.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.possessions import end_patterns as ends
from storyteller_agents.canon.extract.possessions.owners import Thing, actor_of, is_meant, is_unreal, possessor_of
from storyteller_agents.canon.extract.possessions.things import BEASTS, FIXED
from storyteller_agents.canon.reading import Reading


def _taken_or_left(reading: Reading, thing: Thing, left: str) -> tuple[str, str, int] | None:
    """Read what sea, fire and thieves take, what goes into a grave, what is left somewhere for ever, and what is held into a flame."""
    text, base = reading.narration, thing.start - len(left)
    if (force := ends.FORCE.search(left)) and not re.search(
        r"\b(?:might|would|could|may|nearly|almost|not|never)\b", force[0]
    ):
        return "lost", possessor_of(reading, thing) or "", thing.start
    if re.search(r"\b(?:laid|put|slipped|placed|hid|set) $", left) and ends.INTO_GRAVE.match(
        text, thing.end, thing.end + 60
    ):
        return "lost", possessor_of(reading, thing) or "", thing.start
    if re.search(r"\broof (?:off|of|from) $", left) and ends.FINAL.search(text[thing.end : thing.end + 80]):
        return "destroyed", possessor_of(reading, thing) or "", thing.start
    first = reading.sentence_at(thing.start)[0]
    if ends.WITH_THE_DEAD.search(text[max(first, thing.start - 110) : thing.start]):
        return "lost", possessor_of(reading, thing) or "", thing.start
    if (verb := ends.LEFT_THERE.search(left)) and ends.GONE_WITHOUT.match(text, thing.end, thing.end + 130):
        who = possessor_of(reading, thing) or (actor_of(reading, base + verb.start()) if verb["verb"] != "kept" else "")
        return "lost", who or "", base + verb.start()
    if re.search(r"\b(?:put|held|holding|touched) $", left) and ends.AT_THE_FLAME.match(
        text, thing.end, thing.end + 110
    ):
        return "destroyed", possessor_of(reading, thing) or "", thing.start
    return None


def ending_of(reading: Reading, thing: Thing, left: str) -> tuple[str, str, int] | None:
    """Return what became of a thing, destroyed or lost, with him who had it, and the offset of the verb."""
    text = reading.narration
    if after := ends.ENDED.match(text, thing.end, thing.end + 120):
        group = after.lastgroup or ""
        lead = text[thing.end : after.start(group)]
        if not ends.SPARED.search(lead.replace(" had to be ", " ")) and _opens(reading, thing):
            gone = group == "off" and not (thing.noun in FIXED and re.match(r"washed|swept|carried", after[group]))
            kind = (
                "destroyed" if not gone and not re.match(r"slipped|drifted|vanished|parted", after[group]) else "lost"
            )
            return kind, possessor_of(reading, thing) or "", thing.start
    after = ends.THEN_ENDED.match(text, thing.end, thing.end + 120)
    if after and _opens(reading, thing) and not ends.ANOTHER_SUBJECT.search(after[0]):
        return ("lost" if after["off"] else "destroyed"), possessor_of(reading, thing) or "", thing.start
    if taken := _taken_or_left(reading, thing, left):
        return taken
    if re.search(r"\b(?:drop|threw|flung|let|hurl|toss|knock|struck|kick|push)\w* $", left) and (
        after := ends.IT_ENDED.match(text, thing.end, thing.end + 110)
    ):
        return ("lost" if after["off"] else "destroyed"), possessor_of(reading, thing) or "", thing.start
    base = thing.start - len(left)
    if (verb := ends.LET_FALL.search(left)) and (fall := ends.FALLING.match(text, thing.end, thing.end + 60)):
        kind = "destroyed" if "burn" in fall[0] else "lost"
        return kind, actor_of(reading, base + verb.start()) or possessor_of(reading, thing) or "", base + verb.start()
    if (verb := ends.PUTTING.search(left)) and (into := ends.PUT_INTO.match(text, thing.end, thing.end + 70)):
        kind = "destroyed" if ends.FIRE.search(into[0]) else "lost"
        if verb["verb"] in ("put", "laid", "putting") and kind == "lost":
            return None
        return kind, actor_of(reading, base + verb.start()) or possessor_of(reading, thing) or "", base + verb.start()
    for kind, pattern in (
        ("lost", ends.TAKEN),
        ("destroyed", ends.HARMED),
        ("lost", ends.LOST),
        ("destroyed", ends.NOTHING_OF),
    ):
        verb = pattern.search(left)
        if verb is None or (
            thing.noun in BEASTS and verb["verb"] in ("sat on", "trod on")
            if verb and "verb" in pattern.groupindex
            else False
        ):
            continue
        at = base + verb.start()
        actor = "" if pattern in (ends.TAKEN, ends.NOTHING_OF) else actor_of(reading, at) or ""
        return kind, possessor_of(reading, thing) or actor, at
    return None


def _opens(reading: Reading, thing: Thing) -> bool:
    """Whether a thing can be the subject: no preposition stands before it."""
    left = reading.narration[max(0, thing.start - 14) : thing.start].lower()
    return not re.search(
        r"\b(?:of|in|on|at|to|from|by|with|into|over|under|behind|through|for|beside|near|upon|beyond|before|"
        r"after|across|"
        r"round|inside|outside|towards?|than|like) $",
        left,
    )


def is_final(reading: Reading, at: int) -> bool:
    """Whether the sentence at an offset, or the next one, says that something is gone for good."""
    first, last = reading.sentence_at(at)
    return bool(ends.FINAL.search(reading.narration[first : min(last + 100, first + 500)]))


def is_real(reading: Reading, thing: Thing, at: int) -> bool:
    """Whether an end is told as something that happened."""
    first = reading.sentence_at(thing.start)[0]
    return not is_unreal(reading.narration, first, at) and is_meant(reading, at)
