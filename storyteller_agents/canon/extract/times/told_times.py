"""What somebody did at which time: ``told time`` facts, to be held against the same deed told again with another time.

The entity is who is named in the clause, the value is the time; notes: the kind of the time (``weekday``, ``date``,
``month``, ``season``, ``year``, ``hour``), the stems of the clause's words, and those of its past verbs
after ``did:``. A clause in which two times of one kind are named, or that tells of a habit, a plan or a repetition, gives
no fact. The grammar is left alone: whether two clauses tell the same is decided by the words that they share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from storyteller_agents.canon.extract.gist import WORD, gist, is_past, stem
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.times.hedges import ANY, narrated, unmeant
from storyteller_agents.canon.extract.times.named_times import NAMED_TIME, TIME_TRIGGERS, named_times, time_value
from storyteller_agents.canon.extract.times.sentence_triggers import sentences_with
from storyteller_agents.canon.extract.times.words import MONTHS, PART, PARTS, SEASONS, UNITS, WEEKDAYS
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import HE, PERSON, Reading

_CUT = re.compile(
    r"[;:—()\ue000]|,?\s(?:and|but|so|for|yet|then)\s(?=(?:he|she|they|it|we|I|then|was|were|had|[a-z]+ed)\b)"
    r"|,\s(?:and|but|so|for|yet)\s(?=(?:the|his|her)\s[a-z]+\s(?:was|were|had)\b)"
    r"|,\s(?=(?:nobody|no one|everybody|everyone|he|she|they|it|we|I)\s)"
    r"|,?\s(?=(?:(?:on|in|at) which|when|while|who|whom|whose|where|because|if|unless|until|till|before|after"
    r"|since|though|although|than|that)\b)"
    r"|(?<! on)(?<! in)(?<! at),?\s(?=which\b)"
)
_GOES_ON = re.compile(r",?\s(?:and|but|then)\s(?!(?:he|she|they|it|we|I|the|his|her)\b)")
"""What joins a second verb to the same subject and time: ``and killed``."""
_WHEN = re.compile(r",?\s(?:on which|in which|at which|when|that)\b")
"""What follows a time to tell what was then."""
_REPEATED = re.compile(
    r"\b(?:again|another|others?|every|each|always|often|sometimes|usual(?:ly)?|twice|thrice|weekly|yearly"
    r"|annual\w*|more|once more|second|third|fourth|fifth"
    r"|next|last|most|many|several|alternate|habit\w*|custom\w*|whenever|never|would|could|should|must|might"
    r"|used to|seldom|rarely|also|too|still|already|both"
    r"|until|till|since|either|or|anniversary|following|new|times)\b",
    re.IGNORECASE,
)
_LED = re.compile(rf"\b(?:(?:it was|in|that|on|the|a|an|of|one)\s){{0,3}}{NAMED_TIME.pattern}(?:\s[a-z]+)?$")
"""A time at the end of a clause, which ``when`` or ``on which`` goes on from."""
_ASIDE = re.compile(r",\s(?:as|so)\s[^,.;]{1,70},")
_HOUR = re.compile(
    r"\b(?:[Aa]t|[Ii]t was|[Ee]xactly|[Pp]recisely|[Oo]n the stroke of|[Aa]s the clock struck)\s(?:exactly\s"
    r"|precisely\s|just\s)?"
    r"(?:(?P<hour>(?:(?:half past|a quarter past|a quarter to|quarter past|quarter to)\s)?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9])"
    r"(?:\so['’]\s?clock\b(?:,?\s(?:in the|at)\s(?:morning|afternoon|evening|night))?|,?\s(?:in the"
    r"|at)\s(?:morning|afternoon|evening|night))"
    r"|(?:half past|a quarter past|a quarter to|quarter past|quarter to)\s[a-z]+)"
    rf"|(?P<part>{PART}))\b"
)
_HOUR_TRIGGERS = (
    "clock",
    "in the morning",
    "in the evening",
    "in the afternoon",
    " past ",
    "quarter",
    *(f"at {part}" for part in PARTS),
)
_NO_CONTENT = frozenset(
    {
        stem(word)
        for word in (
            *WEEKDAYS,
            *MONTHS,
            *SEASONS,
            *UNITS,
            *PARTS,
            "o'clock",
            "date",
            "time",
            "early",
            "late",
            "fall",
            "happen",
        )
    }
    | {"christma", "easter"}
)
_SUBJECT = re.compile(rf"{PERSON}|\b{HE}\b")


def find_told_times(reading: Reading) -> Iterator[Fact]:
    """Yield who did what at which time."""
    text, plain = reading.narration, narrated(reading)
    for first, last in sentences_with(reading, plain, (*TIME_TRIGGERS, *_HOUR_TRIGGERS)):
        opening: Times = set()
        for span in _clauses(text, plain, first, last):
            times = _times(text, plain, span)
            if _is_opening(text, first, span, times):
                opening = times
            elif not times and _GOES_ON.match(text, span[0]):
                times = opening
            yield from _told(reading, plain, span, (first, last), times)
        if opening and _is_bare(text, plain, (first, last)):
            follower = reading.sentence_at(last + 2)
            if 0 <= follower[0] - last <= 2:
                for span in _clauses(text, plain, *follower):
                    if not _times(text, plain, span):
                        yield from _told(reading, plain, span, follower, opening)


def _is_opening(text: str, first: int, span: tuple[int, int], times: Times) -> bool:
    """Whether a clause opens a sentence with its time, which then holds for the verbs that follow too."""
    return (
        bool(times)
        and span[0] == first
        and re.match(r"\W*(?:[Oo]n|[Ii]n|[Aa]t|[Ii]t was|[Oo]ne)\b", text[first : first + 12]) is not None
    )


def _clauses(text: str, plain: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a sentence; one that tells what was at a time begins with that time: ``the Friday when she came``."""
    cuts = [first, *(match.start() for match in _CUT.finditer(text, first, last)), last]
    spans = [(one, two) for one, two in pairwise(cuts) if text[one:two].strip(" ,;:—.")]
    for place, (start, end) in enumerate(spans):
        if place and _WHEN.match(text, start):
            lead = _LED.search(plain, max(spans[place - 1][0], start - 40), start)
            start = lead.start() if lead else start
        if place + 1 < len(spans) and _is_bare(text, plain, (start, end)):
            if _WHEN.match(text, end):
                spans[place + 1] = (start, spans[place + 1][1])
            continue
        if place and _is_bare(text, plain, (start, end)):
            start = spans[place - 1][0]
        yield start, end


def _is_bare(text: str, plain: str, span: tuple[int, int]) -> bool:
    """Whether a clause says nothing but a time: ``it was on a Tuesday``, ``Friday was the day``."""
    return len(_words(text[slice(*span)])) == 0 and bool(_times(text, plain, span))


Times = set[tuple[str, str]]


def _times(text: str, plain: str, span: tuple[int, int]) -> Times:
    """Return the times that a clause names, each with its kind."""
    found = {time_value(plain, match, *span) for match in named_times(text, plain, *span)}
    return found | {("hour", (match["hour"] or match["part"]).lower()) for match in _HOUR.finditer(text, *span)}


def _words(clause: str) -> set[str]:
    return {
        name for word in WORD.findall(clause) if (name := stem(word)) and name not in _NO_CONTENT and not number(word)
    }


def _told(
    reading: Reading, plain: str, span: tuple[int, int], sentence: tuple[int, int], times: Times
) -> Iterator[Fact]:
    """Yield the times of one clause for everybody whom it names."""
    text = reading.narration
    if not times or _REPEATED.search(_ASIDE.sub("", text[slice(*span)])):
        return
    kinds = [kind for kind, _ in times]
    people = _people(reading, text, span, sentence)
    content = sorted({name for name in gist(reading, *span) if name not in _NO_CONTENT and not number(name)})
    did = sorted({stem(word) for word in WORD.findall(plain, *span) if is_past(word)} & set(content))
    if not people or not did or len(content) < 2 or unmeant(reading, span, ANY | {"negated"}):
        return
    for kind, value in sorted(times):
        if kinds.count(kind) == 1:
            notes = (kind, *content, *(f"did:{name}" for name in did))
            for who in people:
                yield fact_at(reading, span, who, "told time", value, notes=notes)


def _people(reading: Reading, text: str, span: tuple[int, int], sentence: tuple[int, int]) -> list[str]:
    """Return who is named in a clause; without anybody, the one whom the sentence names before."""
    for first in (span[0], sentence[0]):
        found = [reading.whom(*match.span()) for match in _SUBJECT.finditer(text, first, span[1])]
        people = list(dict.fromkeys(name for name in found if name))
        if people and (first == span[0] or len(people) == 1):
            return people
    return []
