"""How many there are: brothers, ships, rooms of a house, the men of a crew.

A fact `count` tells the owner (a person, a named place, or nobody), the noun in the singular with the noun that it
belongs to (``room of house``), and the number in figures. Its first note says how it was told: ``own`` (her three
brothers), ``had`` (she had three brothers), ``the`` (the three brothers), ``some`` (three brothers came), or ``least``
(her third brother: there are three or more); the other notes are adjectives that tell the set from others. A last
note ``about``, ``least`` or ``most`` tells that a number is rough or a bound; *a dozen* is about twelve. Measures, money,
events and parts of a larger set are no counts. Not for the number of times or of days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from storyteller_agents.canon.extract.counts import nouns
from storyteller_agents.canon.extract.counts import patterns as words
from storyteller_agents.canon.extract.counts.anchors import anchors
from storyteller_agents.canon.extract.counts.families import families
from storyteller_agents.canon.extract.counts.few import READERS, Found, Seed
from storyteller_agents.canon.extract.counts.gists import amounts
from storyteller_agents.canon.extract.counts.lists import lists
from storyteller_agents.canon.extract.counts.owners import (
    CountedSet,
    Phrase,
    both_kinds,
    by_birth,
    listed,
    of_group,
    one_of_children,
    owned,
)
from storyteller_agents.canon.extract.counts.parts import parts
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import Reading

LONGEST = 3000
"""How many characters a sentence may have that is read; a longer one is none."""
WINDOW = 110
"""How many characters before a number may say whose things are counted."""


def find(reading: Reading) -> Iterator[Fact]:
    """Yield what a scene says of how many there are."""
    text = reading.narration
    yield from families(reading)
    yield from parts(reading)
    yield from lists(reading)
    yield from amounts(reading)
    for match in words.SEED.finditer(text):
        begin, word = match.start(), match[0].lower()
        if word in ("hundred", "dozen", "score") and text[begin - 2 : begin].lower() == "a ":
            begin -= 2
        if text[begin - 12 : begin].endswith(("hundred and ", "thousand and ")):
            continue
        if text[begin - 1 : begin] in ("-", "'", "’", "$", "£", "."):
            continue
        first, last = reading.sentence_at(begin)
        if last - first > LONGEST:
            continue
        seed = Seed(word, begin, match.end(), max(begin - WINDOW, first))
        yield from _facts(reading, seed)


def _facts(reading: Reading, seed: Seed) -> Iterator[Fact]:
    left = reading.narration[seed.base : seed.begin]
    reader = READERS.get(seed.word)
    bound = words.ABOUT.search(left) if reader is None else None
    rough = (bound.lastgroup or "") if bound else ""
    found = reader(reading, seed, left) if reader else _counted(reading, seed, left[: bound.start()] if bound else left)
    if found is None:
        return
    counted, value, end = found
    rough = rough or ("about" if words.ROUND.search(reading.narration[seed.begin : end].partition(" of ")[0]) else "")
    counted = _of_family(reading, counted)
    noun = counted.about.partition(" of ")[0]
    if rough and (counted.form in ("some", "new") or noun not in nouns.LASTING or value < 4):
        return
    hard = _is_meant(reading, seed.begin, end, counted.form)
    notes = (counted.form, rough, *counted.mods, *anchors(reading, seed.begin, end, noun))
    for owner in (counted.owner, *_spouse(reading, counted, left, seed)):
        yield fact_at(
            reading, (seed.begin, end), owner, "count", str(value), about=counted.about, hard=hard, notes=notes
        )


def _spouse(reading: Reading, counted: CountedSet, left: str, seed: Seed) -> Iterator[str]:
    """Yield who else has the children that a couple has."""
    couple = words.COUPLE.search(left) if counted.about in nouns.KIN else None
    if couple and reading.whom(seed.base + couple.start("two"), seed.base + couple.end("two")) == counted.owner:
        other = reading.whom(seed.base + couple.start("one"), seed.base + couple.end("one"))
        yield from [other] if other else []


def _of_family(reading: Reading, counted: CountedSet) -> CountedSet:
    """Return the children of the Vales as those that are called the Vale children."""
    name = counted.owner
    if (
        " of " in counted.about
        or not name.endswith("s")
        or not re.search(rf"\b[Tt]he {re.escape(name)}\b", reading.flat)
    ):
        return counted
    return replace(counted, owner="", about=f"{counted.about} of {name[:-1].lower()}")


def _is_meant(reading: Reading, begin: int, end: int, form: str) -> bool:
    """Whether it holds as it stands: whose number is told in passing holds even in a question or a wish."""
    hedges = reading.hedges(begin, end)
    doubts = (
        {"dream", "told"}
        if form in ("own", "the", "least") or _can_boast(reading, begin)
        else {"dream", "told", "supposed", "question"}
    )
    if form == "none":
        return not hedges & {"dream", "told", "supposed", "question"}
    if form not in ("own", "the", "least") and "negated" in hedges:
        before = reading.narration[max(0, begin - 40) : begin]
        if not re.search(r"\b(?:not|no) [^.,;]{1,30},? but ", before) and not before.endswith(
            ("not only ", "no fewer than ")
        ):
            return False
    sentence = reading.narration[slice(*reading.sentence_at(begin))]
    near = reading.narration[max(0, begin - 30) : begin]
    return not (hedges & doubts or words.FORMERLY.search(sentence) or re.search(r"\b(?:like|as if|as though)\b", near))


def _can_boast(reading: Reading, begin: int) -> bool:
    """Whether it could boast so many: it has them."""
    return bool(re.search(r"\b(?:could|can) (?:boast|claim|count)\b", reading.narration[max(0, begin - 30) : begin]))


def _counted(reading: Reading, seed: Seed, left: str) -> Found:
    """Read ``three brothers``, with what stands before and after it."""
    text = reading.narration
    amount = words.AMOUNT.match(text, seed.begin)
    value = number(amount["n"]) if amount else None
    if amount is None or value is None or not 1 < value < 10_000:
        return None
    end, begin = amount.end(), seed.base + len(left)
    if (words.ROUGH.search(left) and not words.HAVING_TO.search(left)) or words.ROUGH_AFTER.match(text, end):
        return None
    if one := one_of_children(reading, left, begin, end):
        return one, value - 1, end
    if group := of_group(reading, left, end):
        return group, value, end
    noun = words.COUNTED.match(text, end, end + 90)
    if noun is None:
        known = listed(reading, left, begin, end)
        return (known, value, end) if known else None
    plain, mods = nouns.singular(noun["noun"]), noun["mods"].replace(",", "").split()
    plain = both_kinds(text, plain, noun.end("noun"))
    if _is_measure(plain, mods, left, text, noun.end("noun")) or nouns.APART.intersection(mods) or len(plain) < 3:
        return None
    if noun["of"]:  # three of her brothers are a part of them, all three of them are not
        if not re.search(r"\b(?:[Aa]ll|[Tt]he) $", left):
            return None
        left, begin = " " + noun["of"], noun.end("of")
    phrase = Phrase(reading, left, begin, plain, tuple(sorted(nouns.TELLING.intersection(mods))), noun.end("noun"))
    if born := by_birth(phrase):
        return born[0], value - born[1], phrase.end
    things = owned(phrase)
    return (things, value, phrase.end) if things else None


def _is_measure(plain: str, mods: list[str], left: str, text: str, end: int) -> bool:
    """Whether a noun measures something; steps that lead somewhere are things."""
    if plain == "step" and (mods or words.STEPPED.search(left) or words.STAIR.match(text, end)):
        return False
    return plain in nouns.MEASURES
