"""When single events took place: ``occasion`` facts, whose `about` is the event and whose value is the time.

Events are of the closed classes of `times/event_words.py`. Notes: the kind of time (``weekday``, ``date`` as month-day, ``month``, ``season``,
``year``) and ``who:Anna`` for those concerned. Which event a time belongs to is decided by nearness within a clause. The rule
compares two such facts at any distance, which the story's running time does not allow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.times.event_words import (
    DEEDS,
    FATES,
    NO_THINGS,
    NOUNS,
    PEOPLE,
    SAME,
    SINCE,
    SPANNING,
)
from storyteller_agents.canon.extract.times.hedges import ANY, narrated, unmeant
from storyteller_agents.canon.extract.times.named_times import NAMED_TIME, TIME_TRIGGERS, named_times, time_value
from storyteller_agents.canon.extract.times.sentence_triggers import sentences_with
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import HE, PERSON, THING, Reading

_KIN = r"(?:mother|father|brother|sister|son|daughter|wife|husband|uncle|aunt|grandmother|grandfather|grandson|cousin|nephew|niece|master|parents)"
_HAD = r"(?:(?:had|have|has|also|all|both|having|who|was|were|been|being|first|finally|at last|at length|only|just|then|later|himself|herself)\s){0,4}?"
_WHO = rf"(?:(?P<owner>{PERSON}['’]s?|\b(?:[Hh]is|[Hh]er|[Mm]y)\b)\s(?:[a-z]+\s)?(?P<kin>{_KIN})|(?P<who>{PERSON}|\b{HE}\b|\b[Tt]hey\b|\bI\b)(?:\sand\s(?P<with>{PERSON}))?|\b[Tt]he\s(?:old\s|young\s)?(?P<role>(?!(?:had|was|were)\b)[a-z]{{3,}}))"
_BY = rf"(?:,\s(?:who\s|which\s|the\s[a-z\s]{{3,24}},\s)?|\s)(?:[a-z]+ly\s)?{_HAD}"
_NOUN = re.compile(
    rf"\b(?:[Tt]he|[Tt]hat|[Tt]his|(?P<owner>[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur)|(?<![A-Za-z])(?P<whose>{PERSON}['’]s?))\s(?:[A-Za-z]+\s)?(?P<event>{'|'.join(sorted({*NOUNS}, key=len, reverse=True))})\b(?![-'’]|\s(?:dress|cake|ring|feast|guests?|party|gown|breakfast|day|anniversary|bell|present|gift|night|procession|march)\b)(?:\sof\s(?:the\s)?(?P<of>{PERSON}))?"
)
_PEOPLE = re.compile(rf"{_WHO}{_BY}(?:{'|'.join(f'(?P<{name}>{words})' for name, words in PEOPLE.items())})\b")
_TO = re.compile(
    rf"\b(?P<v>buried|hanged|arrested|christened|baptised|baptized|crowned|murdered|killed|shot|executed|beheaded|drowned|married)\s(?P<whom>{PERSON})"
)
_TO_EVENT = {
    "buried": "funeral", "arrested": "arrest", "christened": "christening", "baptised": "christening", "baptized": "christening", "crowned": "coronation",
    "married": "wedding",
}  # fmt: skip
_THING = r"(?!(?:had|has|was|were|been|who|which|that|and)\b)[a-z]{3,}"
_DEED = re.compile(
    rf"{_WHO}{_BY}(?:{'|'.join(f'(?P<{name}>{words})' for name, words in DEEDS.items())})\s(?:the|his|her|their|an?)\s(?:[a-z-]+\s)??(?P<thing>{_THING})\b"
)
_FATE = re.compile(
    rf"(?:\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir)\s(?:(?:[a-z-]+(?:['’]s)?|{THING})\s){{0,2}}?(?P<thing>{_THING})|(?P<named>{THING}))(?:\s(?:of|at|in|on)\s(?:the\s)?(?:[a-z]+|{THING}))?{_BY}(?:{'|'.join(f'(?P<{name}>{words})' for name, words in FATES.items())})\b"
)
_SINCE = re.compile(
    rf"{_WHO}\s(?:had|have|has)\s(?:[a-z]+\s)?(?:{'|'.join(f'(?P<{name}>{words})' for name, words in SINCE.items())})\b(?:\s(?:the|his|her|their|an?)\s(?:[a-z-]+\s)??(?P<thing>{_THING})\b)?[^.;:!?]{{0,40}}?(?P<since>\bsince\b)"
)
_SHUT_SINCE = re.compile(
    rf"\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir)\s(?:[a-z-]+\s){{0,2}}?(?P<thing>{_THING})\s(?:had|has)\s(?:been|stood|lain)\s(?:(?P<closing>closed|shut)|(?P<opening>open))\b[^.;:!?]{{0,30}}?(?P<since>\bsince\b)"
)
_BIRTHDAY = re.compile(
    rf"(?P<who>{PERSON}(?=['’]s?\s)|\b(?:[Hh]is|[Hh]er)\b)(?:['’]s?)?\s(?:own\s|next\s|[a-z]+th\s|[a-z]+first\s)?(?P<event>birthday|wedding anniversary|name-day)\b"
)
_APART = re.compile(
    r"[;:—\"“”\ue000]|\b(?:who|whose|whom|which|where|because|if|said|told|asked|remember\w*|since|until|till|before|after|but|though|than|for|without|and (?:he|she|they|it|the|had|was))\b"
)
_CLEFT = re.compile(r"\b[Ii]t (?:was|had been|must have been)\b")
_SAID = re.compile(r"\b(?:that|when)\b")
_AGAIN = re.compile(
    r"\b(?:(?:second|third|fourth|last|next|other|another) (?:time|visit|wedding|marriage|husband|wife)|for the (?:second|third|last) time|once more|again|anniversary)\b"
)
_FAR = 75
_NOT_OF_PEOPLE = frozenset({"burning", "building", "opening", "closing", "sale"})
_NOT_EVENT = re.compile(
    r"\b(?:before|after|since|until|till|from|for|about|like|without|of his plan for)\s$", re.IGNORECASE
)


def find_occasions(reading: Reading) -> Iterator[Fact]:
    """Yield when single events took place."""
    text, plain = reading.narration, narrated(reading)
    for first, last in sentences_with(reading, plain, TIME_TRIGGERS):
        yield from _since(reading, text, plain, first, last)
        times = list(named_times(text, plain, first, last))
        events = [*_events(reading, text, first, last)] if times and not _AGAIN.search(text, first, last) else []
        for match in times:
            near = [(gap, event) for event in events if (gap := _gap(text, match, event[0], first)) is not None]
            if not near:
                continue
            _, (span, event, people) = min(near, key=lambda one: one[0])
            if not unmeant(reading, span, ANY | {"negated"}) and not unmeant(reading, match.span(), ANY):
                kind, value = time_value(plain, match, first, last)
                if event == "birthday" and kind in ("weekday", "year"):
                    continue
                yield fact_at(reading, match.span(), "", "occasion", value, about=event, notes=(kind, *people))


def _since(reading: Reading, text: str, plain: str, first: int, last: int) -> Iterator[Fact]:
    """Yield the events since which a state is said to hold: ``she had been a widow since 1920``."""
    for pattern in (_SINCE, _SHUT_SINCE) if " since " in text[first:last] else ():
        for match in pattern.finditer(text, first, last):
            time = NAMED_TIME.search(plain, match.end(), min(last, match.end() + 34))
            if time is None or _APART.search(text, match.end(), time.start()) or unmeant(reading, match.span(), ANY):
                continue
            name = next(name for name, words in match.groupdict().items() if words and name in {**SINCE, **FATES})
            people = _people(reading, match) if pattern is _SINCE else []
            if name in ("purchase", "lease", "closing", "opening"):
                event = f"{name} of the {match['thing']}" if match["thing"] else ""
            elif name == "coming":
                place = _only_place(reading, text, first, last)
                event = f"coming to {place}" if place else ""
            else:
                event = name
            if event and (people or pattern is _SHUT_SINCE):
                kind, value = time_value(plain, time, first, last)
                yield fact_at(reading, time.span(), "", "occasion", value, about=event, notes=(kind, *people))


def _only_place(reading: Reading, text: str, first: int, last: int) -> str | None:
    """Return the one place that a sentence names, or None."""
    places = {
        one.entity.name
        for one in reading.named_between(first, last)
        if one.entity.kind == "place"
        or (one.entity.kind == "other" and _LED.search(text, max(0, one.start - 14), one.start))
    }
    return places.pop() if len(places) == 1 else None


_LED = re.compile(r"\b(?:in|at|near|of|from|to|for|into|reached|left|entered)\s(?:the\s)?$")


def _gap(text: str, time: re.Match[str], event: tuple[int, int], first: int) -> int | None:
    """Return how many characters lie between a time and an event; None if they don't belong together."""
    if time.start() >= event[0] and time.end() <= event[1]:
        return 0
    start, end = (event[1], time.start()) if event[1] <= time.start() else (time.end(), event[0])
    if not 0 <= end - start <= _FAR:
        return None
    between = text[start:end]
    if _APART.search(between):
        return None
    cleft = start == time.end() and _CLEFT.search(text, first, time.start())
    return end - start if cleft or not _SAID.search(between) else None


Event = tuple[tuple[int, int], str, list[str]]


def _events(reading: Reading, text: str, first: int, last: int) -> Iterator[Event]:
    """Yield what happens in a sentence: where it is said, its name, and the notes on whom it concerns."""
    for match in _NOUN.finditer(text, first, last):
        if match["event"] in SPANNING or _NOT_EVENT.search(text, max(first, match.start() - 20), match.start()):
            continue
        own = [who for group in ("owner", "whose", "of") if (who := reading.who(match, group))]
        people = own or [one.entity.name for one in reading.named_between(first, last) if one.entity.kind == "person"]
        event = SAME.get(match["event"], match["event"])
        yield match.span("event"), event, [f"who:{name}" for name in dict.fromkeys(people)]
    for match in _BIRTHDAY.finditer(text, first, last):
        if who := reading.who(match, "who"):
            yield (
                match.span("event"),
                "birthday" if match["event"] != "wedding anniversary" else "wedding",
                [f"who:{who}"],
            )
    for match in _PEOPLE.finditer(text, first, last):
        name = next(name for name in PEOPLE if match[name])
        people = _people(reading, match)
        if name in ("leaving", "coming"):
            place = _only_place(reading, text, first, last)
            if place is None:
                continue
            way = re.match(r"\sfor\b", text[match.end() : match.end() + 4])
            name = f"{name} {'for' if way else 'from' if name == 'leaving' else 'to'} {place}"
        if people:
            yield match.span(name.partition(" ")[0]), name, people
    for match in _TO.finditer(text, first, last):
        if who := reading.who(match, "whom"):
            yield match.span("v"), _TO_EVENT.get(match["v"], "death"), [f"who:{who}"]
    for match in _DEED.finditer(text, first, last):
        name = next(name for name in DEEDS if match[name])
        if people := _people(reading, match):
            yield (match.start(name), match.end()), f"{name} of the {match['thing']}", people[:1]
    for match in _FATE.finditer(text, first, last):
        name = next(name for name in FATES if match[name])
        thing = match["thing"]
        if match["named"]:
            mention = reading.named_at(*match.span("named"))
            known = mention and (mention.entity.kind != "person" or name in _NOT_OF_PEOPLE)
            thing = mention.entity.name if mention and known else None
        if thing and thing not in NO_THINGS:
            noun = thing in NOUNS and thing not in SPANNING and name != "end"
            event = SAME.get(thing, thing) if noun else f"{name} of the {thing}"
            yield match.span(name), event, []


def _people(reading: Reading, match: re.Match[str]) -> list[str]:
    """Return the notes on who does, or suffers, what a match says; none where that isn't sure."""
    if match["kin"]:
        owner = reading.who(match, "owner")
        return [f"who:{owner}'s {match['kin']}"] if owner else []
    if match["role"]:
        return [f"who:the {match['role']}"] if match["role"] not in NO_THINGS else []
    if match["who"].lower() == "they":
        before = reading.named_between(max(0, match.start() - 240), match.start())
        return [f"who:{one}" for one in dict.fromkeys(m.entity.name for m in before if m.entity.kind == "person")]
    who = reading.who(match, "who")
    other = reading.who(match, "with") if match["with"] else None
    return [f"who:{name}" for name in (who, other) if name] if who else []
