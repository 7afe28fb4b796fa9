"""How long something lasted: ``duration`` facts, whose value is a number of days and whose `about` is what lasted.

What lasts is one of a closed class (`times/lasting.py`): a marriage, a siege, a voyage, service, prison, absence … under one word
for all its wordings. Notes: ``who:Anna`` for those concerned, ``at:Troy`` for a place named with it, the span as written
(``9 month``), ``vague`` for a rough number. A span of something else is no fact, nor one that is planned or feared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.times.hedges import ANY, unmeant
from storyteller_agents.canon.extract.times.lasting import LASTING
from storyteller_agents.canon.extract.times.loose_spans import ENDED, ended, is_no_span, loose_topic, narrowed
from storyteller_agents.canon.extract.times.other_spans import is_over, other_topics
from storyteller_agents.canon.extract.times.sentence_triggers import matches, sentences_with
from storyteller_agents.canon.extract.times.words import ABOUT, in_days, is_vague, unit_of
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import CARDINAL, number
from storyteller_agents.canon.reading import HE, PERSON, PLACE, Reading

_ANY = "|".join(f"(?P<{name}>{words})" for name, words in LASTING.items())
_SPAN = re.compile(
    rf"(?<![\w-])(?:(?P<about>(?i:{ABOUT}))\s)?(?P<n>(?i:half a|(?:{CARDINAL})|a|an|one))(?P<joint>[\s-](?:(?:long|whole|full|weary|happy|hard|bitter|more|short|good)\s)?)"
    r"(?P<unit>hours?|days?|nights?|weeks?|fortnights?|twelvemonths?|months?|years?|decades?)(?:\sand\sa\s(?P<half>half))?\b(?!\s(?:later|ago|before|earlier|afterwards?|previously|old\b|of age|hence)|-old)"
)
_UNITS = ("hour", "day", "night", "week", "month", "year", "decade")
_UNIT = re.compile(r"\b(?:hours?|days?|nights?|weeks?|fortnights?|twelvemonths?|months?|years?|decades?)\b")
_AFTER = re.compile(
    rf"(?:['’]s?|s['’])?(?:[\s-]long)?[\s-](?:(?:that|which|when)\s(?:the\s|he\s|she\s|they\s|his\s|her\s|their\s)?(?:had\s)?(?:been\s)?)?(?:(?:of|at|in|as|on|during|under|spent|passed|since|behind)\s)?(?:(?:in|at|as|on|of)\s)?"
    rf"(?:(?:the|his|her|their|a|an|my|our|that|this|{PERSON}['’]s?)\s)?(?:[a-z]+\s)??(?:{_ANY})\b(?!['’]s\s(?!of))"
)
_IN_PLACE = re.compile(rf"\s(?:of life\s|of living\s|he had lived\s|she had lived\s)?(?:in|at)\s{PLACE}")
_BEFORE = re.compile(
    rf"(?<![\w-])(?:{_ANY})\b(?:\s(?:of|at|in|with|on|by|to|from|between|out|home|back|across|for|against|as)\b[^.!?;:,\n]{{0,36}})?,?"
    r"(?P<link>\s(?:had |has |did |have )?(?:been )?(?:lasted|last|took|taken|gone on|went on|dragged on|continued|raged|held|endured|ran|run|stretched|spun|spanned|covered|cost \w+|consumed|occupied|was|drawn|kept \w+ up|going on)(?: on| out| over)?"
    r"(?: for| into| to| fully| exactly| all of| precisely| only| just| some)*\s(?:the )?"
    r"|\s(?:for|of|these|those|all|some|now|of some|through|during|fully|only|just|now for|already|there for|together for|here for|in all for|exactly)\s(?:the |these |all |all of |some |exactly |fully |only |just )?|\s|['’]s\s|,\s(?:all|the whole|those|these)\s)$"
)
_LEAD = re.compile(
    r"\b(?:[Ff]or|[Aa]fter|[Tt]hrough(?:out)?|[Dd]uring|[Ii]n|[Oo]ver|[Aa]ll)\s(?:(?:all|the|those|these|his|her|their|some|fully|exactly|full)\s){0,2}$"
)
_CLAUSE = re.compile(
    rf",?\s(?:(?:the|his|her|their|that|a)\s)?(?:(?:{PERSON}|{HE}|they|I|we|[a-z]+(?:\s[a-z]+)?)\s)?(?:and\s{PERSON}\s)?(?:had\s|was\s|were\s|been\s|lain\s|lay\s|kept\s|remained\s|stayed\s|have\s|been\s|the\s|in\s|under\s|a\s){{0,4}}(?:{_ANY})\b"
)
_NOT = re.compile(r"\b(?:not|without|no more than)\b(?! (?:spoken|rained|eaten))")
_NOUN = r"(?!(?:time|week|month|year|rest|world|same|whole|first|last|days?|night|life|lives|others?|land|kind|sort|way)\b)(?P<noun>[a-z]{4,})"
_LASTED = re.compile(
    rf"(?:\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Tt]hat)|['’]s)\s(?:[a-z]+\s)?{_NOUN}\s(?:had\s|has\s|did\s)?(?:lasted|last|took|taken|gone on|went on|dragged on|continued|raged|endured)(?:\s(?:for|fully|exactly|only|just|no|him|her|them|on|out)){{0,3}}\s$"
)
_SPAN_OF = re.compile(rf"\s(?:of|that|which)\s(?:the|that|his|her|their)\s(?:[a-z]+\s)??{_NOUN}\b")
_TO_DO = re.compile(
    rf"\s(?:it had taken\s|it took\s|they had taken\s)?(?:him\s|her\s|them\s)?to\s(?P<verb>build|mend|dig|write|finish|paint|clear|cross|repair|raise|make|restore|learn|print|carve|weave)\s(?:the|his|her|their)\s(?:[a-z]+\s)??{_NOUN}"
)
_ANOTHER = re.compile(
    r"\b(?:another|first|second|third|last|next|further|more|other|new|again|previous|each|every|remaining|left)\b"
)
_PERSONS = re.compile(rf"{PERSON}|\b(?:{HE}|[Hh]is|[Hh]er|[Hh]im|I|[Mm]e|[Mm]y)\b")


def find_durations(reading: Reading) -> Iterator[Fact]:
    """Yield how long things lasted."""
    yield from _find_ends(reading)
    text = reading.narration
    for place in matches(_UNIT, text, sentences_with(reading, text, _UNITS)):
        found = _SPAN.finditer(text, max(0, place.start() - 45), place.end() + 16)
        match = next((one for one in found if one.start("unit") == place.start()), None)
        if match is not None:
            yield from _spans(reading, text, match)


_GENERAL = frozenset({"work", "residence", "visit", "absence"})
"""What says little of what lasted, so that the rest of the sentence may say more."""


def _spans(reading: Reading, text: str, match: re.Match[str]) -> Iterator[Fact]:
    """Yield what one span of time may be that of: its nearest topic first, then what else the sentence offers."""
    count = _count(match["n"])
    sentence = first, last = reading.sentence_at(match.start())
    loose = False
    topic = narrowed(_topic(text, match, sentence), text, sentence)
    if topic is None:
        topic, loose = loose_topic(text, match.span(), sentence), True
    alone = len(_UNIT.findall(text, first, last)) == 1 and not is_no_span(text, match.span(), sentence)
    open_topic = loose or topic in _GENERAL
    others = list(other_topics(text, match.span(), sentence, topic)) if alone and open_topic else []
    if count is None or (topic is None and not others):
        return
    if unmeant(reading, match.span(), ANY) or _NOT.search(text, max(first, match.start() - 22), match.start()):
        return
    unit = unit_of(match["unit"])
    rough = (
        match["about"]
        or is_vague(match["n"])
        or _ANOTHER.search(text, max(first, match.start() - 30), min(last, match.end() + 12))
    )
    days = in_days(count + (0.5 if match["half"] else 0), unit) or round(count)
    over = is_over(text, match.span(), sentence)
    shared = (*(("vague",) if rough else ()), *(("over",) if over else ()), *concerned(reading, first, last))
    for name in (topic, *others):
        if name is not None:
            notes = (f"{count:g} {unit}", *(("loose",) if loose or name != topic else ()), *shared)
            yield fact_at(reading, match.span(), "", "duration", str(days), about=name, notes=notes)


def _find_ends(reading: Reading) -> Iterator[Fact]:
    """Yield how long something had lasted when it ended, where that is told by its n-th day."""
    for match in reading.find(ENDED):
        sentence = reading.sentence_at(match.start())
        count = 1 if match["whole"] else number(match["n"])
        topic = ended(reading.narration, match, sentence)
        if topic and count and not unmeant(reading, match.span(), ANY | {"negated"}):
            unit = match["whole"] or match["unit"]
            notes = (f"{count} {unit}", "loose", "ended", *concerned(reading, *sentence))
            yield fact_at(reading, match.span(), "", "duration", str(in_days(count, unit)), about=topic, notes=notes)


def _count(words: str) -> float | None:
    return {"a": 1, "an": 1, "one": 1, "half a": 0.5}.get(words.lower()) or number(words)


def _topic(text: str, match: re.Match[str], sentence: tuple[int, int]) -> str | None:
    """Return what a span of time is said to be that of."""
    clause = text[max(sentence[0], match.start() - 80) : match.start()]
    after = _AFTER.match(text, match.end(), sentence[1])
    if after and after.lastgroup:
        return after.lastgroup
    if _IN_PLACE.match(text, match.end(), sentence[1]):
        return "residence"
    lead = _LEAD.search(clause)
    found = _last(_BEFORE, clause)
    if found:
        return found
    done = _TO_DO.match(text, match.end(), sentence[1])
    if done:
        return f"{done['verb']}ing of the {done['noun']}"
    lasted = _LASTED.search(clause) or (
        _SPAN_OF.match(text, match.end(), sentence[1])
        if re.search(r"\b(?:the|those|these|[Aa]fter|all)\s$", clause)
        else None
    )
    if lasted:
        return lasted["noun"]
    if lead:
        later = _CLAUSE.match(text, match.end(), sentence[1])
        return later.lastgroup if later else None
    return None


def _last(pattern: re.Pattern[str], clause: str) -> str | None:
    """Return which topic matches up to the end of a clause, the nearest one."""
    found = None
    for match in pattern.finditer(clause):
        found = next(name for name in LASTING if match[name] is not None)
    return found


def concerned(reading: Reading, first: int, last: int) -> list[str]:
    """Return the notes on who and which place a sentence names; if it says only ``they``, those named just before."""
    people, places = [], []
    for match in _PERSONS.finditer(reading.narration, first, last):
        who = reading.whom(*match.span())
        if who and f"who:{who}" not in people:
            people.append(f"who:{who}")
    for match in re.finditer(PLACE, reading.narration[first:last]):
        mention = reading.named_at(first + match.start(), first + match.end())
        led = re.search(
            r"\b(?:in|at|near|of|from|to|outside)\s(?:the\s)?$",
            reading.narration[max(0, first + match.start() - 14) : first + match.start()],
        )
        if mention and (mention.entity.kind == "place" or (mention.entity.kind == "other" and led)):
            places.append(f"at:{mention.entity.name}")
    if not people and re.search(r"\b(?:they|their|them|[Tt]hey|[Tt]heir)\b", reading.narration[first:last]):
        before = reading.named_between(max(0, first - 240), first)
        people = [
            f"who:{name}" for name in dict.fromkeys(one.entity.name for one in before if one.entity.kind == "person")
        ]
    return [*people, *places]
