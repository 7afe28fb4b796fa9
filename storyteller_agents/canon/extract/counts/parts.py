"""Families told by their parts, and how many there must be at least.

*Two boys and a girl* are three children; *her younger son* says that she has two sons or more, and so do *one of her
sons* and *her sons*. Facts `count` like those of `counts/`; ``least`` is the form of a lower bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.counts import patterns as words
from storyteller_agents.canon.extract.counts.anchors import anchors
from storyteller_agents.canon.extract.counts.nouns import singular
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import CARDINAL, number
from storyteller_agents.canon.reading import WHO, WHOSE, Reading

_N = rf"(?i:{CARDINAL}|an?|one|no)"
_MIXED = re.compile(
    rf"\b(?P<one>sons?|boys?|lads?|daughters?|girls?|brothers?|sisters?)(?: of (?i:{CARDINAL}))?,? (?:and|"
    rf"but) (?:only |just )?(?P<n>{_N}) (?:little |small |baby |grown )?"
    r"(?P<two>sons?|boys?|lads?|daughters?|girls?|brothers?|sisters?)\b(?!['’-])"
)
_FIRST_NUMBER = re.compile(rf"(?<![\w'’-])(?P<n>{_N}) (?:(?:little|small|grown|fine|strapping|elder|older|younger) )?$")
_KIND = {
    "son": ("child", "son"), "boy": ("child", "son"), "lad": ("child", "son"), "daughter": ("child", "daughter"),
    "girl": ("child", "daughter"), "brother": ("sibling", "brother"), "sister": ("sibling", "sister"),
}  # fmt: skip
_HAS = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?(?:,[^,.;:!?]{{2,50}},)?,?(?: [a-z]+ly| still| now| already)? (?:{words.HAVING}|"
    rf"given birth to|bore|gave birth to|was expecting|"
    rf"(?:was |had been |is )?(?:the |a )?(?:[a-z]+ )?(?:father|mother|parent)s? of) (?:only |just |but )?$"
)
_RANKED = re.compile(
    r"\b(?P<rank>elder|younger|eldest|youngest|oldest|middle|second|firstborn|first-born) "
    r"(?P<noun>son|daughter|boy|girl|child|lad|brother|sister)\b(?!['’]?s? ?-)"
)
_OF_MANY = re.compile(
    rf"(?<![Aa]ll )(?<!the )(?<!The )\b(?P<n>[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|(?:[Tt]he|"
    rf"[Aa]n?) (?:elder|younger|eldest|youngest|oldest|last|first|smaller|bigger|tallest|smallest)|[Ss]ome|"
    rf"[Ss]everal|[Mm]ost)"
    rf" of (?:the )?(?P<who>{WHOSE}) (?:own |grown |many )?(?P<noun>brothers|sisters|sons|daughters|children|"
    rf"husbands|wives|grandchildren|nephews|nieces|aunts|uncles|cousins|horses|ships|houses|dogs|boys|girls)\b"
    r"(?!['’])"
)
_PLURAL = re.compile(
    r"\b(?P<noun>sons|daughters|brothers|sisters|children|nephews|nieces|aunts|uncles|husbands|wives|"
    r"grandchildren)\b(?!['’]| (?:in|of|and|or)\b)"
)
_NOT_ONES = re.compile(r"\b(?:two|one|all|each|both|neither|either|none|no|any|some|of|like|as) $")
_MORE = re.compile(r"[^.!?;]{0,30}?,? (?:and|but) (?:had |has )?(?:no|never an)?other\b|[^.!?;]{0,40}\bonly\b")
_LONE = re.compile(
    r"\b(?P<noun>son|daughter|child|boy|girl|brother|sister)\b(?!['’])(?:,[^.,;!?]{2,40}(?=,))?,? (?:and|"
    r"but)(?: [a-z]+){0,2} (?:no|never(?: had)? an)(?: ?other| more| ?other child| brothers?| sisters?)\b"
)
_BIRTHS = {"twin": 2, "triplet": 3, "quadruplet": 4}
_TWINS = re.compile(r"\b(?P<noun>twin|triplet|quadruplet)(?:s\b| (?P<kin>sons|boys|girls|daughters)\b)")
_ONLY_THESE = re.compile(
    r"[^.!?]{0,40}\b(?:no (?:other|more)|never (?:an)?other|no child(?:ren)? (?:besides|but)|nothing more|"
    r"all (?:she|he) ever)\b|[^.!?]{0,30}\bonly children\b"
)


def parts(reading: Reading) -> Iterator[Fact]:
    """Yield the children and siblings that are told by sons and daughters, brothers and sisters, and by lower bounds."""
    text = reading.narration
    yield from _mixed(reading)
    for twins in _TWINS.finditer(text):
        base, left = _left(reading, twins.start())
        owner = _owner(reading, base, left)
        if owner:
            form = "had" if _ONLY_THESE.match(text, twins.end(), twins.end() + 80) else "least"
            nouns = {"child"} | ({_plain(singular(twins["kin"]))} if twins["kin"] else set())
            for noun in sorted(nouns):
                yield from _told(reading, twins.span(), owner, noun, _BIRTHS[twins["noun"]], form)
    for lone in _LONE.finditer(text):
        base, left = _left(reading, lone.start())
        one = re.search(r"\b(?:an?|one)(?: single| little)? $", left)
        owner = _owner(reading, base, left[: one.start()]) if one else None
        whole, kind = _KIND.get(lone["noun"], (lone["noun"], lone["noun"]))
        for noun in sorted({whole, kind}) if owner else ():
            yield from _told(reading, lone.span(), owner or "", noun, 1, "had")
    for ranked in _RANKED.finditer(text):
        base, left = _left(reading, ranked.start())
        own = words.LEFT_WHOSE.search(left)
        noun, rank = ranked["noun"], ranked["rank"]
        if own is None or (noun in ("brother", "sister") and rank in ("elder", "younger", "second", "oldest")):
            continue
        owner = reading.whom(base + own.start("who"), base + own.end("who"))
        if owner:
            least = 3 if rank == "middle" else 2
            yield from _told(reading, (ranked.start(), ranked.end()), owner, _plain(noun), least, "least")
    for many in _OF_MANY.finditer(text):
        owner = reading.who(many)
        if owner:
            least = max(2, number(many["n"]) or 2)
            yield from _told(reading, many.span(), owner, _plain(singular(many["noun"])), least, "least")
    for plural in _PLURAL.finditer(text):
        base, left = _left(reading, plural.start(), 40)
        own = words.LEFT_WHOSE.search(left)
        if own is None or _NOT_ONES.search(left[: own.start()]):
            continue
        owner = reading.whom(base + own.start("who"), base + own.end("who"))
        if owner:
            yield from _told(reading, plural.span(), owner, singular(plural["noun"]), 2, "least")


def _mixed(reading: Reading) -> Iterator[Fact]:
    for mixed in _MIXED.finditer(reading.narration):
        one, two = (_KIND[mixed[name].removesuffix("s")] for name in ("one", "two"))
        base, left = _left(reading, mixed.start())
        amount = _FIRST_NUMBER.search(left)
        if one[0] != two[0] or one[1] == two[1] or amount is None:
            continue
        values = [0 if word.lower() == "no" else number(word) for word in (amount["n"], mixed["n"])]
        owner = _owner(reading, base, left[: amount.start()])
        if owner is None or None in values:
            continue
        span = (base + amount.start(), mixed.end())
        if _MORE.match(reading.narration, mixed.end(), mixed.end() + 4):
            continue
        total = sum(value or 0 for value in values)
        for noun, value in ((one[0], total), (one[1], values[0]), (two[1], values[1])):
            yield from _told(reading, span, owner, noun, value or 0, "had" if value else "none")


def _left(reading: Reading, at: int, reach: int = 110) -> tuple[int, str]:
    """Return what stands before an offset in its sentence, and where that begins."""
    base = max(reading.sentence_at(at)[0], at - reach)
    return base, reading.narration[base:at]


def _owner(reading: Reading, base: int, left: str) -> str | None:
    """Return whose the children are, by what stands before them."""
    found = (
        words.LEFT_WHOSE.search(left) or _HAS.search(left) or words.WITH_KIN.search(left) or words.APPOSED.search(left)
    )
    if found is None and (gave := words.LEFT_GAVE.search(left)):
        group = "who" if gave["who"] else "mother"
        return reading.whom(base + gave.start(group), base + gave.end(group))
    return reading.whom(base + found.start("who"), base + found.end("who")) if found else None


def _plain(noun: str) -> str:
    return {"boy": "son", "girl": "daughter", "lad": "son"}.get(noun, noun)


def _told(reading: Reading, span: tuple[int, int], owner: str, noun: str, value: int, form: str) -> Iterator[Fact]:
    doubts = {"dream", "told", "question", "supposed"} if form != "least" else {"dream", "told"}
    hedges = reading.hedges(*span) if form != "least" or value > 2 else frozenset[str]()
    if not hedges & doubts:
        hung = anchors(reading, *span, noun)
        yield fact_at(reading, span, owner, "count", str(value), about=noun, notes=(form, *hung))
