"""What happens to a thing where it is named: lost, destroyed, sold, given, found or used, by whom and to whom.

Reads the verb before the thing and what stands after it; *it* and *them* are read in `possessions/`.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.possessions import patterns as turns
from storyteller_agents.canon.extract.possessions.ends import ending_of, is_real
from storyteller_agents.canon.extract.possessions.owners import (
    Event,
    Thing,
    actor_of,
    holder_of,
    is_meant,
    is_unreal,
    possessor_of,
)
from storyteller_agents.canon.extract.possessions.sight import seen
from storyteller_agents.canon.extract.possessions.verbs import LEFT
from storyteller_agents.canon.reading import Reading

_DENIED = re.compile(r"\b(?:not|never (?!seen|found|recovered)|nearly|almost)\b|n['’]t\b|\b(?:would|could|might)\b")


def event_of(reading: Reading, thing: Thing, spoken: bool) -> Event | None:
    """Say what happens to a thing where it is named, by what stands before and after it."""
    text = reading.masked if spoken else reading.narration
    first = reading.sentence_at(thing.start)[0]
    left = text[max(first, thing.start - 60) : thing.start]
    kinds: tuple[str, ...] = ("found",) if spoken else tuple(LEFT)
    if spoken and not re.search(
        r"f[oi]und|bought|mend|repair|got|return|back|recover|gave|brought", left + text[thing.end : thing.end + 60]
    ):
        return None
    event = None if spoken else _taken_by_another(reading, thing, left, first)
    if event is not None:
        return event
    event = None if spoken else _given_or_thrown(reading, thing, left) or _as_subject(reading, thing)
    if event is not None:
        return event
    if not spoken and (end := ending_of(reading, thing, left)):
        return Event(end[0], end[1], hard=is_real(reading, thing, end[2]))
    for kind in kinds:
        verb = LEFT[kind].search(left)
        if verb is None or kind == "thrown":
            continue
        at = thing.start - len(left) + verb.start("verb")
        if kind == "given":
            return None
        return None if is_unreal(text, first, at) else _acted(reading, thing, kind, at, spoken)
    if not spoken and (turns.HAND_ON.search(left) or turns.WITH.search(left)):
        return _handled(reading, thing, left, first)
    return None if spoken else seen(reading, thing)


def _taken_by_another(reading: Reading, thing: Thing, left: str, first: int) -> Event | None:
    """Read what somebody takes of another one's for good: ``took Anna's ring for his fare``."""
    verb = turns.TAKING.search(left)
    if verb is None or not turns.PAID.match(reading.narration, thing.end, thing.end + 50):
        return None
    at = thing.start - len(left) + verb.start()
    owner, actor = possessor_of(reading, thing), actor_of(reading, at)
    if not owner or owner == actor or is_unreal(reading.narration, first, at):
        return None
    return Event("given", owner, actor or "", is_meant(reading, at))


def _acted(reading: Reading, thing: Thing, kind: str, at: int, spoken: bool) -> Event | None:
    """Return the event of a verb at an offset, with the one who acts or who owns the thing."""
    actor = None if spoken else actor_of(reading, at)
    if kind == "destroyed" and turns.SHUT.match(reading.narration, thing.end):
        return None
    perfect = turns.PERFECT.search(reading.narration, max(0, at - 25), at)
    if kind == "used":
        hard = not perfect and is_meant(reading, at)
        return Event("used", actor or "", hard=hard) if actor else seen(reading, thing) if hard else None
    if kind == "found":
        return Event("found", actor or "", hard=bool(actor) and not perfect)
    owner = possessor_of(reading, thing)
    who = owner if kind == "destroyed" and owner else actor or owner
    receiver = ""
    if kind == "sold":
        to = turns.TO_WHOM.match(reading.narration, thing.end, thing.end + 50)
        receiver = (reading.whom(*to.span("whom")) or "") if to and to["whom"] else ""
    return Event(kind, who or "", receiver, is_meant(reading, at)) if who or kind == "destroyed" else None


def _given_or_thrown(reading: Reading, thing: Thing, left: str) -> Event | None:
    """Read verbs that need what follows: thrown *into the sea*, given *to Tom*, left *behind*."""
    text, first = reading.narration, reading.sentence_at(thing.start)[0]
    base = thing.start - len(left)
    if (into := turns.INTO_HAND.match(text, thing.end, thing.end + 60)) and LEFT["used"].search(left):
        actor, receiver = actor_of(reading, thing.start), reading.whom(*into.span("whom")) if into["whom"] else ""
        return (
            Event("given", actor, receiver or "", is_meant(reading, thing.start))
            if actor and actor != receiver
            else None
        )
    whom = turns.GIVEN_WHOM.search(left)
    one = turns.GIVEN_ONE.search(left)
    if one and thing.article != "own" and not re.search(r" (?:his|her|my) [a-z]+ $", one[0]):
        one = None
    if one and not is_unreal(text, first, base + one.start("verb")):
        giver = actor_of(reading, base + one.start("verb"))
        return Event("given", giver, hard=is_meant(reading, base + one.start("verb"))) if giver else None
    verb = whom or LEFT["given"].search(left) or LEFT["thrown"].search(left)
    if (
        verb is None
        or is_unreal(text, first, base + verb.start("verb"))
        or turns.GIVEN_BACK.match(text, thing.end, thing.end + 40)
    ):
        return None
    at = base + verb.start("verb")
    kind, receiver = "", ""
    if whom:
        kind, receiver = "given", reading.whom(base + whom.start("whom"), base + whom.end("whom")) or ""
        if thing.article != "own" and not receiver:
            return Event("found", "", hard=False)
    elif LEFT["given"].search(left):
        to = turns.TO_WHOM.match(text, thing.end, thing.end + 50)
        word = verb["verb"].lower()
        over = text.startswith(" over", thing.end) or "over" in word
        if (to and (over or not word.startswith(("hand", "pass")))) or re.search(
            r"parted|parting|surrender|gave (?:up|away)|bequeath|over$|donat|(?:present|gift) of$", word
        ):
            kind = "given"
            receiver = (reading.whom(*to.span("whom")) or "") if to and to["whom"] else ""
    else:
        kind = fate(reading, thing.end, verb["verb"].lower())
    if not kind:
        return None
    actor = actor_of(reading, at)
    owner = possessor_of(reading, thing)
    who = owner if kind == "destroyed" and owner else actor or owner
    return Event(kind, who or "", receiver, is_meant(reading, at)) if who or kind == "destroyed" else None


def fate(reading: Reading, end: int, verb: str) -> str:
    """Return what becomes of a thing that is thrown, put or left: ``destroyed``, ``lost``, or nothing for good."""
    text, to = reading.narration, end + 70
    if re.match(r"tore|tear|ripp|snapp|br|reduc|cut|hack|slic|chopp", verb):
        return "destroyed" if turns.TO_PIECES.match(text, end, to) else ""
    if verb.startswith(("left", "leav", "forgot")):
        return "lost" if turns.BEHIND.match(text, end, to) else ""
    if turns.INTO_FIRE.match(text, end, to):
        return "destroyed"
    if re.match(r"laid|put|thrust|shov|stuff|sent|fed|feed", verb) or verb == "lost":
        return ""
    return "lost" if turns.INTO_WATER.match(text, end, to) else ""


def _as_subject(reading: Reading, thing: Thing) -> Event | None:
    """Read what the thing itself does or suffers: it sank, was burned, ticked in his pocket."""
    text = reading.narration
    seen = turns.SEEING.search(text, max(0, thing.start - 12), thing.start)
    opens = (
        seen
        or turns.CLAUSE.search(text, max(0, thing.start - 12), thing.start)
        or reading.sentence_at(thing.start)[0] >= thing.start - 1
    )
    first_in = reading.sentence_at(thing.start)[0] >= thing.start - 1
    opens = bool(opens) or bool(turns.OLD.search(text, max(0, thing.start - 12), thing.start))
    for kind in ("destroyed", "lost", "found") if opens else ():
        after = turns.AFTER[kind].match(text, thing.end, thing.end + 110)
        if after and not _DENIED.search(after[0]):
            return Event(
                kind, possessor_of(reading, thing) or holder_of(reading, thing), hard=is_meant(reading, thing.start)
            )
    if which := turns.WHICH.match(text, thing.end, thing.end + 90) or (
        opens and turns.APART.match(text, thing.end, thing.end + 40)
    ):
        who = reading.whom(*which.span("who")) if "who" in which.groupdict() else possessor_of(reading, thing)
        kind = next(name for name, words in which.groupdict().items() if words and name != "who")
        return Event(kind, who, hard=is_meant(reading, thing.start)) if who else None
    if first_in and (fronted := turns.FRONTED.match(text, thing.end, thing.end + 60)):
        who = reading.whom(*fronted.span("who"))
        kind = next(name for name, words in fronted.groupdict().items() if words and name != "who")
        return Event(kind, who or "", hard=is_meant(reading, thing.start))
    has = turns.AFTER["has"].match(text, thing.end, thing.end + 90)
    left = text[max(0, thing.start - 60) : thing.start]
    if has and not any(LEFT[kind].search(left) for kind in ("thrown", "found", "lost", "destroyed")):
        who = reading.whom(*has.span("who"))
        return Event("has", who) if who and is_meant(reading, thing.start) else None
    if opens and turns.AFTER["used"].match(text, thing.end, thing.end + 40):
        who = possessor_of(reading, thing)
        return Event("used", who) if who else None
    return None


def _handled(reading: Reading, thing: Thing, left: str, first: int) -> Event | None:
    """Read ``unlocked the door with the key`` and ``her hand closed on the key``."""
    base = thing.start - len(left)
    if hand := turns.HAND_ON.search(left):
        who = reading.whom(base + hand.start("who"), base + hand.end("who"))
        return Event("used", who) if who and not is_unreal(reading.narration, first, base + hand.start("who")) else None
    tool = turns.WITH.search(left)
    if tool is None or not tool[0].startswith(("with ", "by ", "using ")):
        return None
    clause = reading.narration[max(first, thing.start - 90) : thing.start]
    subjects = list(turns.SUBJECT.finditer(clause))
    if not subjects:
        who = actor_of(reading, thing.start - len(left) + tool.start())
        return Event("used", who) if who else None
    if re.search(r"\b(?:not|never|would|could|might|without|to|should)\b|n['’]t\b", clause[subjects[-1].end() :]):
        return None
    only = {subject[0] for subject in subjects}
    who = (
        actor_of(reading, thing.start - len(left) + tool.start())
        if len(only) > 1
        else reading.whom(*shifted(subjects[0].span(), thing.start - len(clause)))
    )
    return Event("used", who, hard=is_meant(reading, thing.start)) if who else None


def shifted(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by


def event_of_it(reading: Reading, it: re.Match[str], thing: Thing, holder: str) -> Event | None:
    """Read what *it* itself does or suffers: ``where it sank``, ``and it burst into pieces``."""
    for kind in ("destroyed", "lost"):
        after = turns.AFTER[kind].match(reading.narration, it.end(), it.end() + 110)
        if after and not _DENIED.search(after[0]):
            who = possessor_of(reading, thing) or holder or actor_of(reading, thing.start) or ""
            return Event(kind, who, hard=is_meant(reading, it.start()))
    return None
