"""Small numbers told without a cardinal: both, neither, only, a single one, none, a pair, and her third brother.

Each reader gets a `Seed`, the word that may tell a number, and returns the set with its number; see `counts/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from storyteller_agents.canon.extract.counts import few_patterns as turns
from storyteller_agents.canon.extract.counts import nouns
from storyteller_agents.canon.extract.counts import patterns as words
from storyteller_agents.canon.extract.counts.owners import CountedSet, Phrase, owned, what_follows
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import Reading

Found = tuple[CountedSet, int, int] | None
"""A set, its number, and the offset where the passage ends."""
GROUPS = {"pair": 2, "brace": 2, "duo": 2, "couple": 2, "trio": 3, "quartet": 4, "quintet": 5, "sextet": 6}
PAIRED = frozenset(
    "shoe boot glove stocking sock spectacle glass eye hand foot leg arm wing trouser breech scissor tong oar "
    "scale slipper "
    "sandal mitten crutch lip ear shoulder heel spur earring skate sleeve breeches trousers bellow plier shear "
    "knee hour day "
    "minute step time other people word lover".split()
)
"""What goes in pairs: a pair of them is one thing."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A word that may tell a number: its offsets, and where what may say whose the things are begins."""

    word: str
    begin: int
    end: int
    base: int


def ranked(reading: Reading, seed: Seed, left: str) -> Found:
    """Read ``her third brother`` (there are three or more) and ``the fifth and last bell``."""
    text = reading.narration
    rank = turns.PLACE_IN_ROW.match(text, seed.begin)
    value = number(rank["n"]) if rank else None
    if rank is None or value is None:
        return None
    if (of := turns.RANK_OF.match(text, rank.end())) and value > 1:
        owner, plain = reading.whom(*of.span("who")), nouns.singular(of["noun"])
        return (CountedSet(owner, plain, "least"), value, of.end()) if owner and plain in nouns.LASTING else None
    own = words.LEFT_WHOSE.search(left)
    kin = turns.ONLY_ONE.match(text, rank.end())
    if thing := turns.RANKED_THING.match(text, rank.end()):
        owner, place = what_follows(reading, thing.end())
        known = thing["noun"] in nouns.LASTING and (owner or place) and left.lower().endswith("the ")
        return (
            (CountedSet(owner or "", thing["noun"] + (f" of {place}" if place else ""), "least"), value, thing.end())
            if known
            else None
        )
    if (
        own is None
        or kin is None
        or value < 2
        or kin["noun"] == "cousin"
        or (value == 2 and kin["noun"] in ("husband", "wife"))
    ):
        return None
    base = seed.base
    owner = reading.whom(base + own.start("who"), base + own.end("who"))
    return (CountedSet(owner, kin["noun"], "least"), value, kin.end()) if owner else None


def _pair(reading: Reading, seed: Seed, left: str) -> Found:
    """Read ``both of her sons`` and ``neither of the bells``."""
    own = turns.OWN.match(reading.narration, seed.end, seed.end + 90)
    if own is None or not (own["of"] or seed.word == "both"):
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


def _single(reading: Reading, seed: Seed, left: str) -> Found:
    """Read ``her only brother`` and ``he had but one sister``."""
    kin = turns.ONLY_ONE.match(reading.narration, seed.end)
    if kin is None or reading.narration.startswith(" of ", kin.end()):
        return _only_thing(reading, seed, left)
    base = seed.base
    own, had = words.LEFT_WHOSE.search(left), turns.HAD_ONE.search(left)
    if (own is None and had is None) or (seed.word == "single" and had is None):
        return None
    match = own or had
    owner = reading.whom(base + match.start("who"), base + match.end("who")) if match else None
    return (CountedSet(owner, kin["noun"], "own" if own else "had"), 1, kin.end()) if owner else None


def _only_thing(reading: Reading, seed: Seed, left: str) -> Found:
    """Read ``the village had a single inn``, ``there was but one door to the hut`` and ``he kept one servant``."""
    text = reading.narration
    noun = re.compile(rf" {words.PLAIN}{{0,2}}(?P<noun>[a-z]{{3,}})\b(?!['’-])").match(text, seed.end)
    if noun and noun["noun"] in nouns.LASTING and (own := words.LEFT_THINGS.search(left)):
        return CountedSet("", f"{noun['noun']} of {own['thing']}", "own"), 1, noun.end()
    if (
        noun is None
        or noun["noun"] not in nouns.LASTING
        or (seed.word == "only" and not left.lower().endswith(("the ", "its ")))
    ):
        return None
    phrase = Phrase(reading, left, seed.begin, noun["noun"], (), noun.end())
    if seed.word == "only":
        owner, place = what_follows(reading, noun.end())
        things = phrase.set_of(owner, place, "the")
        return (things, 1, noun.end()) if things and (owner or place) else None
    if had := turns.ONE_HAD.search(left):
        things = phrase.set_of(phrase.whom(had) if had["who"] else "", had["thing"] or "", "had")
        return (things, 1, noun.end()) if things else None
    if turns.ONE_THERE.search(left) and (seed.word != "one" or turns.ONE_THERE.search(left)["how"]):  # type: ignore[index]
        owner, place = what_follows(reading, noun.end())
        return CountedSet(owner, noun["noun"] + (f" of {place}" if place else ""), "had"), 1, noun.end()
    return None


def _none(reading: Reading, seed: Seed, left: str) -> Found:
    """Read ``she had no brothers``."""
    text, base = reading.narration, seed.base
    thing, has = turns.NO_THING.match(text, seed.end), turns.ONE_HAD.search(left)
    if thing and has and nouns.singular(thing["noun"]) in nouns.LASTING - nouns.KIN:
        owner = reading.whom(base + has.start("who"), base + has.end("who")) if has["who"] else ""
        about = nouns.singular(thing["noun"]) + (f" of {has['thing']}" if has["thing"] else "")
        return None if owner is None else (CountedSet(owner, about, "none"), 0, thing.end())
    had = turns.HAD_NO.search(left)
    kin = re.compile(rf" (?:living |other )?(?P<noun>{nouns.KIN_WORD}|children|brothers|sisters)(?:ren|s)?\b").match(
        text, seed.end
    )
    owner = reading.whom(base + had.start("who"), base + had.end("who")) if had and kin else None
    if owner is None or kin is None or " other " in kin[0]:
        return None
    return (
        CountedSet(owner, nouns.singular(kin["noun"]) if kin["noun"].endswith(("s", "n")) else kin["noun"], "none"),
        0,
        kin.end(),
    )


def _grouped(reading: Reading, seed: Seed, left: str) -> Found:
    """Read ``kept a pair of greyhounds`` and ``his trio of nephews``."""
    noun = turns.GROUP_OF.match(reading.narration, seed.end, seed.end + 60)
    plain = nouns.singular(noun["noun"]) if noun else ""
    if (
        noun is None
        or plain in PAIRED
        or plain in nouns.MEASURES
        or (seed.word == "couple" and plain not in nouns.LASTING)
    ):
        return None
    before = re.sub(r"\b[Aa] (?:fine |matched |new |young )?$", "", left)
    phrase = Phrase(reading, before, seed.base + len(before), plain, (), noun.end("noun"))
    things = owned(phrase)
    return (things, GROUPS[seed.word], phrase.end) if things and things.form != "some" else None


READERS = {"both": _pair, "neither": _pair, "either": _pair, "only": _single, "single": _single, "one": _single}
READERS |= {"no": _none} | dict.fromkeys(words.RANKS.split(), ranked) | dict.fromkeys(GROUPS, _grouped)
"""By the word that tells the number."""
