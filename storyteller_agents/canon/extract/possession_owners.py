"""Things as the text names them, and who has them or does something to them.

Reads the noun phrase of a thing, and finds the subject of a verb and the possessor where only one comes into question;
what happens to the thing is read in `possession_events.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from storyteller_agents.canon.entities import NARRATOR
from storyteller_agents.canon.extract import possession_patterns as turns
from storyteller_agents.canon.extract.possession_things import COMPOUNDS, FIXED, OTHERS, OWNED, marks, stem
from storyteller_agents.canon.reading import WHO, Reading

_WORD = re.compile(r"[a-z]{3,}(?:-[a-z]+)*")
_COMPOUND = re.compile(COMPOUNDS)
LONGEST = 3000
"""How many characters a sentence may have that is read; a longer one is none."""
_SHOWN = frozenset(
    "mirror looking-glass portrait painting picture tapestry bell chest flag banner globe crown lamp lantern".split()
)
_ONE = re.compile(r"\b[Oo]ne of $")
_WRITTEN = frozenset("letter note telegram postcard card".split())
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
        if phrase is None or _ONE.search(text, max(0, phrase.start() - 8), phrase.start()):
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
    span = of.span("name") if of["name"] else of.span("where")
    return (reading.whom(*span) or reading.flat[slice(*span)]).lower()


def possessor_of(reading: Reading, thing: Thing) -> str | None:
    if thing.possessor and reading.narration[slice(*thing.possessor)] == "My":
        return NARRATOR if reading.in_first_person else None
    return reading.whom(*thing.possessor) if thing.possessor else None


def holder_of(reading: Reading, thing: Thing) -> str:
    """Return in whose hand, or from whose finger, the thing was, as far as the rest of the clause tells."""
    whose = turns.IN_WHOSE.match(reading.narration, thing.end, thing.end + 70)
    return (reading.whom(*whose.span("who")) or "") if whose else ""


def is_unreal(text: str, first: int, at: int) -> bool:
    """Whether a verb stands under a *not*, a *would* or a *to*."""
    return bool(turns.UNREAL.search(text, max(first, at - 30), at))


def is_meant(reading: Reading, at: int) -> bool:
    """Whether no *if* or *perhaps* stands before it in its sentence."""
    first = max(reading.sentence_at(at)[0], at - 300)
    return not turns.SUPPOSED_FIRST.search(reading.narration[first:at])


def actor_of(reading: Reading, at: int) -> str | None:
    """Return the subject of the verb at an offset: the name or pronoun before it, where only one comes into question."""
    text, (first, last) = reading.narration, reading.sentence_at(at)
    begin = max(first, at - 240)
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
