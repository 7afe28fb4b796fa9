"""Things as the text names them, and who has them or does something to them.

Reads the noun phrase of a thing, and finds the subject of a verb and the possessor where only one comes into question;
what happens to the thing is read in `possessions/events.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from storyteller_agents.canon.entities import NARRATOR
from storyteller_agents.canon.extract.possessions import patterns as turns
from storyteller_agents.canon.extract.possessions.things import COMPOUNDS, FIXED, OTHERS, OWNED, marks, stem
from storyteller_agents.canon.reading import WHO, Reading

_WORD = re.compile(r"[a-z]{3,}(?:-[a-z]+)*")
_COMPOUND = re.compile(COMPOUNDS)
LONGEST = 3000
"""How many characters a sentence may have that is read; a longer one is none."""
_SHOWN = frozenset(
    "mirror looking-glass portrait painting picture tapestry bell chest flag banner globe crown lamp lantern".split()
)
_ONE = re.compile(r"(?<!every )(?<!last )\b[Oo]ne of $")
_WRITTEN = frozenset("letter note telegram postcard card".split())
_OTHER = re.compile(r"([a-z]+),? (?:an?|the|his|her|its|my|this|that|some) (?:[a-z]+ )?[a-z]{3,}")
_PREPOSITIONS = frozenset(
    "in on at to from into over under by with of through across towards toward behind before after beside near "
    "round around upon past against down up off along for among".split()
)
_NAMED_AHEAD = re.compile(rf"[^.!?;]{{0,110}}?, (?P<who>{WHO})(?!['’]s) ")


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing where the text names it: its offsets with article and what follows, its value, article and possessor."""

    start: int
    end: int
    noun_end: int
    noun: str
    value: str
    article: str
    possessor: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Event:
    """What happens to a thing: the kind, who does it, and to whom it goes."""

    kind: str
    who: str
    to: str = ""
    hard: bool = True


def things_in(reading: Reading) -> Iterator[Thing]:
    """Yield every thing with an article or a possessor, in narration and in speech."""
    text = reading.masked
    for word in _WORD.finditer(text):
        noun = stem(word[0])
        if noun is None or _COMPOUND.match(text, word.end()) or text[word.end() : word.end() + 2] in ("'s", "’s"):
            continue
        start = word.start()
        first, last = reading.sentence_at(start)
        if last - first > LONGEST:
            continue
        phrase = turns.NOUN_PHRASE.search(text, max(0, start - 70), start)
        if phrase is None or _ONE.search(text, max(0, phrase.start() - 14), phrase.start()):
            continue
        following = _WORD.match(text, word.end() + 1)
        if (
            following
            and stem(following[0])
            and text[word.end()] == " "
            and text[following.end() : following.end() + 4] != " by "
        ):
            continue
        of = (turns.FROM_WHOM if noun in _WRITTEN else turns.OF_WHAT).match(text, word.end(), word.end() + 50)
        if of and of.groupdict().get("spot") and noun not in FIXED:
            of = None
        if of and of.groupdict().get("where") and noun not in FIXED | OWNED | _SHOWN:
            of = None
        after = _of_what(reading, of) if of else ""
        words = phrase["mods"].split()
        article = "other" if phrase["a"] or OTHERS.intersection(words) else "own" if phrase["who"] else "the"
        value = " ".join([*sorted(marks(" ".join(words))), noun]) + (f" of {after}" if after else "")
        possessor = phrase.span("who") if phrase["who"] else None
        if of and of.groupdict().get("kin") and not phrase["a"]:
            possessor, article = of.span("kin"), "own"
        yield Thing(phrase.start(), of.end() if of else word.end(), word.end(), noun, value, article, possessor)


def _of_what(reading: Reading, of: re.Match[str]) -> str:
    """Return of what a thing is, or where it is; a person by the name that stands for him."""
    if of.groupdict().get("relative"):
        return of["relative"]
    if of["word"]:
        return of["word"]
    if of.groupdict().get("spot"):
        return of["spot"]
    span = of.span("name") if of["name"] else of.span("where")
    return (reading.whom(*span) or reading.flat[slice(*span)]).lower()


def has_rival(between: str) -> bool:
    """Whether another noun than those after prepositions stands between a thing and what is told of *it*."""
    return any(other[1] not in _PREPOSITIONS for other in _OTHER.finditer(between))


def possessor_of(reading: Reading, thing: Thing) -> str | None:
    if thing.possessor and reading.narration[slice(*thing.possessor)] == "My":
        return NARRATOR if reading.in_first_person else None
    if thing.possessor is None:
        return None
    whose = reading.whom(*thing.possessor)
    if whose is None and thing.start <= reading.sentence_at(thing.start)[0] + 1:
        return _named_later(reading, thing)
    return whose


def _named_later(reading: Reading, thing: Thing) -> str | None:
    """Return whom a possessive at the head of a sentence means, where the sentence names one person of that sex after it."""
    word = reading.narration[slice(*thing.possessor)].lower() if thing.possessor else ""
    wrong = {"his": "f", "her": "m"}.get(word)
    if wrong is None:
        return None
    last = reading.sentence_at(thing.start)[1]
    named = {
        one.entity.name: one.entity.gender
        for one in reading.named_between(thing.end, last)
        if one.entity.kind == "person"
    }
    return next((name for name, gender in named.items() if gender != wrong), None) if len(named) == 1 else None


def holder_of(reading: Reading, thing: Thing) -> str:
    """Return in whose hand, or from whose finger, the thing was, as far as the rest of the clause tells."""
    whose = turns.IN_WHOSE.match(reading.narration, thing.end, thing.end + 70)
    return (reading.whom(*whose.span("who")) or "") if whose else ""


def is_unreal(text: str, first: int, at: int) -> bool:
    """Whether a verb stands under a *not*, a *would* or a *to*."""
    if turns.CAUSED.search(text, max(first, at - 40), at):
        return False
    return bool(turns.UNREAL.search(text, max(first, at - 30), at))


def is_meant(reading: Reading, at: int) -> bool:
    """Whether no *if* or *perhaps* stands before it in its sentence."""
    first = max(reading.sentence_at(at)[0], at - 300, reading.narration.rfind(";", 0, at) + 1)
    return not turns.SUPPOSED_FIRST.search(reading.narration[first:at])


def actor_of(reading: Reading, at: int) -> str | None:
    """Return the subject of the verb at an offset: the name or pronoun before it, where only one comes into question."""
    text, (first, last) = reading.narration, reading.sentence_at(at)
    begin = max(first, at - 240)
    if made := turns.MADE.search(text, begin, at):
        return reading.whom(*made.span("whom"))
    subjects = list(turns.SUBJECT.finditer(text, begin, at))
    if not subjects:
        ahead = _NAMED_AHEAD.match(text, at, last) if at - first < 30 else None
        return reading.whom(*ahead.span("who")) if ahead else None
    near = subjects[-1]
    if turns.VERB_CHAIN.match(text[near.end() : at]) and (
        near[0] in ("I", "he", "she", "He", "She") or len(subjects) == 1 or opens_clause(text, first, near)
    ):
        return reading.whom(*near.span())
    openers = [subject for subject in subjects if opens_clause(text, first, subject)] or subjects[:1]
    who = reading.whom(*openers[-1].span())
    if len({reading.whom(*subject.span()) for subject in openers}) == 1 or openers[-1] is subjects[-1]:
        return who
    return who if re.search(r"(?:,| and| then) ?$", text[openers[-1].end() : at]) else None


def opens_clause(text: str, first: int, subject: re.Match[str]) -> bool:
    """Whether a name stands where a clause opens."""
    return subject.start() == first or bool(
        turns.CLAUSE.search(text, max(first, subject.start() - 12), subject.start())
    )
