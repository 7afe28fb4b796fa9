"""Numbers with what their sentence is about: who is named in it, and the stems of its content words.

A fact `amount` tells the noun in the singular and the number in figures, of things and of measures too (forty
pounds, four pages). Its first note is ``known`` where the things are known already (*the* nine men, *his* ten hens),
``back`` where the sentence looks back (what he *had paid*) and ``told`` otherwise; the others are ``@`` with whom the
sentence names, its stems, and ``>for`` with what it was for, likewise *to*, *from* and *at*. For comparing sentences
that tell the same thing twice. Not for lengths of time, ages or parts of the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.counts import nouns
from storyteller_agents.canon.extract.counts import patterns as words
from storyteller_agents.canon.extract.gist import gist, stem, stems
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import CARDINAL, number
from storyteller_agents.canon.reading import THING, WHOSE, Reading

_FLEETING = frozenset(
    """time hour minute second day week month year century decade night morning evening afternoon summer winter spring
    autumn season generation o'clock moment instant way kind sort thing piece part half third quarter side point step
    pace stride blow kiss breath glance look sound note matter reason chance case degree cent hundred
    thousand million dozen score finger toe arm lip knee cheek foot inch shoulder ear eyebrow palm fist eye hand leg
    tear""".split()
)
"""What is counted anew each time."""
_KNOWN_BEFORE = re.compile(rf"(?:\b(?:[Tt]he|[Tt]h[eo]se|[Aa]ll(?: of)?(?: the)?|[Ii]ts)|{WHOSE}) (?:[a-z]+ )?$")
_HAD = re.compile(r"\b(?:had|[Ww]hat|[Tt]hat was|[Ww]hich|[Ff]or it was)\b|^It (?:was|had)\b")
_AFTER_NOUN = re.compile(
    rf"\b(?:[Tt]he|[Tt]h[eo]se|{WHOSE}) (?:[a-z]+ )?(?P<noun>[a-z]{{2,}}(?<![sui])s|men|women|children|people)\b"
    r"[^.!?;:]{0,45}?"
    rf"(?:,? (?:those|all|the|were|are|numbered|being|there were)|,) (?P<n>(?i:{CARDINAL}))\b(?! [a-z]+s\b)(?![-'’])"
)
"""The number after its noun: *the swans of the mere, those seven*."""
_AIM = re.compile(
    rf"\b(?P<word>for|to|from|at) (?:(?:the|an?|this|that|{WHOSE}) (?:[a-z]+ ){{0,2}}?(?P<what>[a-z]{{3,}})|"
    rf"(?P<name>{THING}))"
    r"(?=[.,;:!?]|(?: (?:and|or|of|in|on|at|by|for|from|with|that|which|who|were|was|"
    r"had|lay|stood|before|after|[a-z]+ed)\b))"
)
"""What something was for, or whom it went to."""
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Hh]im|I|[Mm]y|[Mm]e)\b")
_NUMBER_STEMS = stems(words.NUMBERS)
LONGEST = 420
"""How many characters a sentence may have: a longer one is about too much."""


def amounts(reading: Reading) -> Iterator[Fact]:
    """Yield the numbers that a scene tells, with what each sentence is about."""
    text = reading.narration
    seen: dict[tuple[int, int], tuple[str, ...]] = {}
    for begin, end, noun, value, known in _numbers(text):
        first, last = span = reading.sentence_at(begin)
        if last - first > LONGEST:
            continue
        if span not in seen:
            seen[span] = _about(reading, first, last)
        if not seen[span] or reading.hedges(begin, end) & {"dream", "told", "supposed", "question", "negated"}:
            continue
        form = "known" if known else "back" if _HAD.search(text[first:last]) else "told"
        notes = (form, *(note for note in seen[span] if note != stem(noun)))
        yield fact_at(reading, (begin, end), "", "amount", str(value), about=noun, notes=notes)


def _numbers(text: str) -> Iterator[tuple[int, int, str, int, bool]]:
    """Yield the offsets of a number with its noun, the noun, the number, and whether the things are known already."""
    for match in words.SEED.finditer(text):
        begin = match.start()
        if text[begin - 1 : begin] in ("-", "'", "’", "$", "£", ".") or text[begin - 4 : begin] == "and ":
            continue
        amount = words.AMOUNT.match(text, begin)
        value = number(amount["n"]) if amount else None
        if amount is None or value is None or not 1 < value < 100_000:
            continue
        left = text[max(0, begin - 40) : begin]
        noun = words.COUNTED.match(text, amount.end(), amount.end() + 90)
        if noun is None or noun["of"] or words.ABOUT.search(left):
            continue
        if words.ROUGH.search(left) and not words.HAVING_TO.search(left):
            continue
        plain, mods = nouns.singular(noun["noun"]), noun["mods"].replace(",", "").split()
        if plain in _FLEETING or nouns.APART.intersection(mods) or words.ROUGH_AFTER.match(text, amount.end()):
            continue
        yield begin, noun.end("noun"), plain, value, bool(_KNOWN_BEFORE.search(left))
    for match in _AFTER_NOUN.finditer(text):
        value, plain = number(match["n"]), nouns.singular(match["noun"])
        if value is not None and value > 1 and plain not in _FLEETING:
            yield match.start("n"), match.end("n"), plain, value, True


def _about(reading: Reading, first: int, last: int) -> tuple[str, ...]:
    """Return whom a sentence names and the stems of its words, but for the numbers."""
    found = gist(reading, first, last)
    people = {
        f"@{who}" for match in _PRONOUN.finditer(reading.narration, first, last) if (who := reading.whom(*match.span()))
    }
    aims = {
        f">{match['word']} {stem(match['what'] or '') or reading.flat[slice(*match.span('name'))].split()[-1]}"
        for match in _AIM.finditer(reading.narration, first, last)
        if match["name"] or stem(match["what"])
    }
    return tuple(sorted((found | people) - _NUMBER_STEMS | aims))
