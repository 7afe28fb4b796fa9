"""Sets told by the names of their members, by the name of a family, or by a compound: a three-masted ship.

Facts `count` like those of `counts/`. A list of names counts only where it stands for the whole set: *her cats, Salt
and Pepper,* and *Peter and Paul were her only sons*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.counts.anchors import anchors
from storyteller_agents.canon.extract.counts.nouns import KIN, LASTING, singular
from storyteller_agents.canon.extract.counts.patterns import LEFT_WHOSE
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import CARDINAL, number
from storyteller_agents.canon.reading import THING, WHOSE, Reading

_ONE = rf"(?:{THING}|[A-Z][a-z]{{2,}})"
_NAMES = re.compile(rf"(?<!['’] )(?P<names>\b(?:{_ONE}, ){{0,8}}{_ONE},? and {_ONE})(?!['’])")
_NOUN = r"(?P<noun>[a-z]{3,})"
_LEAD = re.compile(
    rf"(?:(?P<who>{WHOSE}|{THING}['’]s?)|\b[Tt]he (?P<family>{THING})) (?:(?!other|elder|younger|first|last|two|"
    rf"three|four|five|six|next|late|more)[a-z]+ ){{0,2}}?{_NOUN}"
    r"(?:, | were | were called | were named |, called |, named |: | [—–] ?|—)$"
)
_HAS_LIST = re.compile(
    rf"(?P<who>{THING}|\b[Hh]e\b|\b[Ss]he\b) (?:had|kept|owned|raised|reared|"
    rf"bore) (?:[a-z]+ ){{0,2}}?{_NOUN}(?:, called |, named |: |, | named | called )$"
)
_WERE_ONLY = re.compile(
    rf",? (?:were|had been) (?:(?P<who>{WHOSE}) (?:only |twin ){_NOUN}|"
    rf"the (?:only )?(?P<of>[a-z]{{3,}}) of (?P<whom>{THING}))(?!['’-])"
)
_AFTER_LIST = re.compile(
    r"(?:[,.;:—–)]| (?:were|had|slept|lay|sat|stood|came|went|and|all|who|was|are|ran|lived|kept|played|worked|"
    r"fought)\b)"
)
_FAMILY = re.compile(
    rf"\b(?P<n>[Bb]oth|(?i:{CARDINAL})) (?:of the )?(?:[a-z]+ )?(?P<name>{THING}) "
    r"(?P<noun>brothers|sisters|children|girls|boys|cousins|daughters|sons|lads|aunts)\b(?!['’])"
)
_COMPOUND = re.compile(
    r"\b(?P<n>[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Tt]welve|[Dd]ouble|"
    r"[Tt]win|[Ss]ingle|[Oo]ne)-"
    r"(?P<part>masted|storeyed|storied|storey|story|headed|towered|arched|roomed|room|bedroom|bedroomed|gated|"
    r"windowed|winged|horned|"
    r"pillared|turreted|gabled|spired|decked|funnelled|chimneyed|chimney|domed|door|doored|legged|tailed|eyed|"
    r"engined|wheeled|gunned|oared|span|columned|"
    r"barrelled|barreled|stringed|bladed|man|man's) (?P<noun>[a-z]+|[ᐁᐂᐃ]ᐄ*)"
)
_PART = {
    "masted": "mast", "storeyed": "storey", "storied": "storey", "story": "storey", "headed": "head", "towered": "tower", "arched": "arch", "roomed": "room",
    "bedroomed": "bedroom", "gated": "gate", "windowed": "window", "winged": "wing", "horned": "horn", "pillared": "pillar", "turreted": "turret",
    "gabled": "gable", "spired": "spire", "decked": "deck", "funnelled": "funnel", "chimneyed": "chimney", "domed": "dome", "doored": "door",
    "legged": "leg", "tailed": "tail", "eyed": "eye", "engined": "engine", "wheeled": "wheel", "gunned": "gun", "oared": "oar", "span": "arch",
    "columned": "column", "barrelled": "barrel", "barreled": "barrel", "stringed": "string", "bladed": "blade", "man": "member", "man's": "member",
}  # fmt: skip
_IS = re.compile(rf"(?P<name>{THING}),? (?:was|is|had been|being|with) (?:an?|the) (?:[a-z]+,? ){{0,4}}$")
_THE = re.compile(r"\b(?P<thing>[a-z]{3,}) (?:was|is|had been|being) (?:an?|the) (?:[a-z]+,? ){0,4}$")
_VAGUE = frozenset("one affair thing building place structure was were had".split())
_LISTED = KIN | LASTING | frozenset("twin boy girl lad friend ward kitten puppy".split())


def lists(reading: Reading) -> Iterator[Fact]:
    """Yield the sets that are counted by names, by a family's name, and by compounds."""
    text = reading.narration
    for names in _NAMES.finditer(text):
        amount = len(re.split(r", and |,| and ", names["names"]))
        first = reading.sentence_at(names.start())[0]
        base = max(first, names.start() - 70)
        left = text[base : names.start()]
        lead = _LEAD.search(left) or _HAS_LIST.search(left)
        if lead and _AFTER_LIST.match(text, names.end()):
            yield from _named(reading, (base + lead.start(), names.end()), lead, base, amount)
        elif only := _WERE_ONLY.match(text, names.end(), names.end() + 60):
            yield from _only(reading, (names.start(), only.end()), only, amount)
    yield from _families(reading)
    yield from _compounds(reading)


def _named(reading: Reading, span: tuple[int, int], lead: re.Match[str], base: int, amount: int) -> Iterator[Fact]:
    plain = singular(lead["noun"])
    if plain == lead["noun"] or plain not in _LISTED:
        return
    if lead.groupdict().get("family"):
        name = reading.flat[base + lead.start("family") : base + lead.end("family")].lower()
        yield _fact(reading, span, "", f"{plain} of {name}", amount, "the")
    elif owner := reading.whom(base + lead.start("who"), base + lead.end("who")):
        yield _fact(reading, span, owner, plain, amount, "own")


def _only(reading: Reading, span: tuple[int, int], only: re.Match[str], amount: int) -> Iterator[Fact]:
    noun, group = (only["noun"], "who") if only["noun"] else (only["of"], "whom")
    plain, owner = singular(noun), reading.whom(*only.span(group))
    if owner and plain != noun and plain in _LISTED:
        yield _fact(reading, span, owner, plain, amount, "own" if "only" in only[0] or only["of"] else "least")


def _families(reading: Reading) -> Iterator[Fact]:
    """Read ``the five Hadley brothers`` and ``both Ashworth sisters``."""
    for family in _FAMILY.finditer(reading.narration):
        value = number(family["n"])
        if value is None or value < 2:
            continue
        plain = {"lad": "boy"}.get(singular(family["noun"]), singular(family["noun"]))
        name = reading.flat[slice(*family.span("name"))].lower()
        yield _fact(reading, family.span(), "", f"{plain} of {name}", value, "the")


def _compounds(reading: Reading) -> Iterator[Fact]:
    text = reading.narration
    for compound in _COMPOUND.finditer(text):
        noun, value = compound["noun"], {"double": 2, "twin": 2, "single": 1}.get(compound["n"].lower())
        part = _PART.get(compound["part"], compound["part"])
        first = reading.sentence_at(compound.start())[0]
        base = max(first, compound.start() - 70)
        left = text[base : compound.start()]
        owner, place = "", noun if noun.islower() and noun not in _VAGUE else ""
        if is_one := _IS.search(left):
            owner, place = reading.whom(base + is_one.start("name"), base + is_one.end("name")) or "", ""
        elif own := LEFT_WHOSE.search(left):
            owner = reading.whom(base + own.start("who"), base + own.end("who")) or ""
        elif not noun.islower():
            owner, place = reading.whom(*compound.span("noun")) or "", ""
        elif thing := _THE.search(left):
            place = thing["thing"] if thing["thing"] not in _VAGUE else place
        elif not re.search(r"\b[Tt]he (?:[a-z]+ )?$", left):
            continue
        if owner or place:
            about = f"{part} of {place}" if place else part
            yield _fact(reading, compound.span(), owner, about, value or number(compound["n"]) or 0, "had")


def _fact(reading: Reading, span: tuple[int, int], owner: str, about: str, value: int, form: str) -> Fact:
    hard = not reading.hedges(*span) & {"dream", "told", "question", "supposed", "negated"}
    hung = anchors(reading, *span, about.partition(" of ")[0])
    return fact_at(reading, span, owner, "count", str(value), about=about, hard=hard, notes=(form, *hung))
