"""How many there are: brothers, ships, rooms of a house, the men of a crew.

A fact `count` tells the owner (a person, a named place, or nobody), the noun in the singular with the noun that it
belongs to (``room of house``), and the number in figures. Its first note says how it was told: ``own`` (her three
brothers), ``had`` (she had three brothers), ``the`` (the three brothers), ``some`` (three brothers came), or ``least``
(her third brother: there are three or more); the other notes are adjectives that tell the set from others. Measures,
money, events, approximate numbers and parts of a larger set are no counts. Not for the number of times or of days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract import count_nouns as nouns
from storyteller_agents.canon.extract import count_patterns as words
from storyteller_agents.canon.extract.count_anchors import anchors
from storyteller_agents.canon.extract.count_families import families
from storyteller_agents.canon.extract.count_owners import (
    CountedSet,
    Phrase,
    by_birth,
    listed,
    of_group,
    owned,
    what_follows,
)
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import Reading

LONGEST = 3000
"""How many characters a sentence may have that is read; a longer one is none."""
WINDOW = 110
"""How many characters before a number may say whose things are counted."""


Found = tuple[CountedSet, int, int] | None
"""A set, its number, and the offset where the passage ends."""


def find(reading: Reading) -> Iterator[Fact]:
    """Yield what a scene says of how many there are."""
    text = reading.narration
    yield from families(reading)
    for seed in words.SEED.finditer(text):
        begin = seed.start()
        word = seed[0].lower()
        if text[begin - 1 : begin] in ("-", "'", "’", "$", "£", "."):
            continue
        first, last = reading.sentence_at(begin)
        if last - first > LONGEST:
            continue
        left = text[max(begin - WINDOW, first) : begin]
        found = _READERS.get(word, _counted)(reading, seed, left)
        if found is None:
            continue
        counted, value, end = found
        hard = _is_meant(reading, begin, end, counted.form)
        hung = anchors(reading, begin, end, counted.about.partition(" of ")[0])
        notes = (counted.form, *counted.mods, *hung)
        yield fact_at(
            reading, (begin, end), counted.owner, "count", str(value), about=counted.about, hard=hard, notes=notes
        )


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


def _counted(reading: Reading, seed: re.Match[str], left: str) -> Found:
    """Read ``three brothers``, with what stands before and after it."""
    text, begin = reading.narration, seed.start()
    amount = words.AMOUNT.match(text, begin)
    value = number(amount["n"]) if amount else None
    if amount is None or value is None or not 1 < value < 10_000 or words.ROUND.search(left + amount["n"]):
        return None
    end = amount.end()
    if words.ROUGH.search(left) or words.ROUGH_AFTER.match(text, end):
        return None
    if group := of_group(reading, left, end):
        return group, value, end
    noun = words.COUNTED.match(text, end, end + 90)
    if noun is None:
        known = listed(reading, left, begin, end)
        return (known, value, end) if known else None
    plain, mods = nouns.singular(noun["noun"]), noun["mods"].replace(",", "").split()
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
    if plain == "step" and (mods or "flight of " in left or words.STAIR.match(text, end)):
        return False
    return plain in nouns.MEASURES


def _ranked(reading: Reading, seed: re.Match[str], left: str) -> Found:
    """Read ``her third brother`` (there are three or more) and ``the fifth and last bell``."""
    text = reading.narration
    rank = words.PLACE_IN_ROW.match(text, seed.start())
    value = number(rank["n"]) if rank else None
    if rank is None or value is None:
        return None
    if (of := words.RANK_OF.match(text, rank.end())) and value > 1:
        owner, plain = reading.whom(*of.span("who")), nouns.singular(of["noun"])
        return (CountedSet(owner, plain, "least"), value, of.end()) if owner and plain in nouns.LASTING else None
    own = words.LEFT_WHOSE.search(left)
    kin = words.ONLY_ONE.match(text, rank.end())
    if (
        own is None
        or kin is None
        or value < 2
        or kin["noun"] == "cousin"
        or (value == 2 and kin["noun"] in ("husband", "wife"))
    ):
        return None
    base = seed.start() - len(left)
    owner = reading.whom(base + own.start("who"), base + own.end("who"))
    return (CountedSet(owner, kin["noun"], "least"), value, kin.end()) if owner else None


def _pair(reading: Reading, seed: re.Match[str], left: str) -> Found:
    """Read ``both of her sons`` and ``neither of the bells``."""
    own = words.OWN.match(reading.narration, seed.end(), seed.end() + 90)
    if own is None or not (own["of"] or seed[0].lower() == "both"):
        return None
    plain = nouns.singular(own["noun"])
    if (
        reading.narration.startswith(" and ", own.end())
        or plain in nouns.MEASURES
        or nouns.APART.intersection(own["mods"].split())
    ):
        return None
    telling = tuple(sorted(nouns.TELLING.intersection(own["mods"].split())))
    if own["who"]:
        owner = reading.whom(*own.span("who"))
        return (CountedSet(owner, plain, "own", telling), 2, own.end()) if owner else None
    owner, place = what_follows(reading, own.end())
    thing = own["thing"] or place
    return CountedSet(owner, plain + (f" of {thing}" if thing else ""), "the", telling), 2, own.end()


def _single(reading: Reading, seed: re.Match[str], left: str) -> Found:
    """Read ``her only brother`` and ``he had but one sister``."""
    kin = words.ONLY_ONE.match(reading.narration, seed.end())
    if kin is None or reading.narration.startswith(" of ", kin.end()):
        return _only_thing(reading, seed, left)
    base = seed.start() - len(left)
    own, had = words.LEFT_WHOSE.search(left), words.HAD_ONE.search(left)
    if seed[0].lower() == "one" and not had:
        return None
    if (own is None and had is None) or (seed[0].lower() != "only" and had is None):
        return None
    match = own or had
    owner = reading.whom(base + match.start("who"), base + match.end("who")) if match else None
    return (CountedSet(owner, kin["noun"], "own" if own else "had"), 1, kin.end()) if owner else None


def _only_thing(reading: Reading, seed: re.Match[str], left: str) -> Found:
    """Read ``the village had a single inn``, ``there was but one door to the hut`` and ``he kept one servant``."""
    text = reading.narration
    noun = re.compile(rf" {words.PLAIN}{{0,2}}(?P<noun>[a-z]{{3,}})\b(?!['’-])").match(text, seed.end())
    if (
        noun is None
        or noun["noun"] not in nouns.LASTING
        or (seed[0].lower() == "only" and not left.endswith(("the ", "its ")))
    ):
        return None
    phrase = Phrase(reading, left, seed.start(), noun["noun"], (), noun.end())
    if had := words.ONE_HAD.search(left):
        return (things, 1, noun.end()) if (things := phrase.set_of(phrase.whom(had), "", "had")) else None
    if words.ONE_THERE.search(left) and (seed[0].lower() != "one" or words.ONE_THERE.search(left)["how"]):  # type: ignore[index]
        owner, place = what_follows(reading, noun.end())
        return CountedSet(owner, noun["noun"] + (f" of {place}" if place else ""), "had"), 1, noun.end()
    return None


def _none(reading: Reading, seed: re.Match[str], left: str) -> Found:
    """Read ``she had no brothers``."""
    text, base = reading.narration, seed.start() - len(left)
    had = words.HAD_NO.search(left)
    kin = re.compile(rf" (?:living |other )?(?P<noun>{nouns.KIN_WORD}|children|brothers|sisters)(?:ren|s)?\b").match(
        text, seed.end()
    )
    owner = reading.whom(base + had.start("who"), base + had.end("who")) if had and kin else None
    if owner is None or kin is None or " other " in kin[0]:
        return None
    return (
        CountedSet(owner, nouns.singular(kin["noun"]) if kin["noun"].endswith(("s", "n")) else kin["noun"], "none"),
        0,
        kin.end(),
    )


_READERS = {"both": _pair, "neither": _pair, "either": _pair, "only": _single, "single": _single, "one": _single}
_READERS |= {"no": _none} | dict.fromkeys(words.RANKS.split(), _ranked)
