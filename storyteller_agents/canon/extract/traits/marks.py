"""Marks of a body, and what it lacks said the other way round: facts `trait` that need no anchor of their own.

A mark is ``scar left cheek``: what it is, on which side, and where. The others are the lacks of `traits/bodies.py` in sentences
that begin with the thing and not with its owner ("A wooden leg had not kept Anna from the sea"), and ``paralysed``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.around import stretches
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.pronouns import surely
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, WHO, WHOSE, Reading

_MARK = r"(?P<mark>scar|birthmark|mole|tattoo|dimple|brand|gash|welt)"
_WHERE = r"(?P<side>left|right) (?P<where>cheek|temple|eyebrow|brow|eye|ear|jaw|cheekbone|hand|palm|wrist|forearm|arm|shoulder|knee|thigh|leg|shin|calf|ankle|foot|breast|hip|side)"
_MARKS = (
    rf"\b{_MARK}\b[^.;:!?\nᐁᐃ]{{0,50}}? (?:on|across|down|over|under|below|above|along|beneath|near|beside|in|upon|through|to|from) (?:the side of |the back of )?(?P<who>{WHOSE}) {_WHERE}",
    rf"(?P<who>{PERSON})(?!['’])[^.;:!?\nᐁᐃ]{{1,60}}? {_MARK}\b[^.;:!?\nᐁᐃ]{{0,50}}? (?:on|across|down|over|under|below|above|along|beneath|near|beside|in|upon|through) (?:the|his|her) {_WHERE}",
    rf"(?P<who>{WHOSE}) {_WHERE} (?:was |had been |had |bore |carried |showed |still (?:bore|had|carried) )(?:marked (?:with|by) |crossed by )?(?:an?|the|that) (?:[a-z]+,? ){{0,2}}{_MARK}\b",
)
_STAND_IN = r"(?P<thing>wooden leg|peg[- ]leg|glass eye|iron hook|eye-?patch|cork leg|tin leg|wooden hand|artificial (?:leg|arm|hand))"
_LACKS = (
    rf"\b(?:[Aa]n?|[Tt]he|[Tt]hat) (?:[a-z]+ )?{_STAND_IN}\b[^.;:!?\nᐁᐃ]{{1,40}}? (?P<who>{PERSON})(?!['’])",
    rf"\b[Tt]he (?:empty )?(?P<side>left|right) (?P<thing>sleeve|trouser[- ]leg) of (?P<who>{WHOSE}) (?:[a-z]+ ){{1,2}}(?:was|hung|had been|flapped) (?:[a-z]+,? ){{0,3}}?(?:pinned|empty|tucked|sewn|flat|loose)",
    rf"(?P<who>{WHOSE}) (?P<side>left|right) (?P<thing>sleeve|trouser[- ]leg) (?:was|hung|had been|flapped) (?:[a-z]+,? ){{0,3}}?(?:pinned|empty|tucked|sewn)",
    rf"\b[Aa]n empty (?P<thing>sleeve) (?:was |hung |had been )?(?:pinned|tucked|flapped|folded)[^.;:!?\nᐁᐃ]{{0,30}} (?P<who>{WHOSE})",
)
_STILL = (
    rf"(?P<who>{WHO})(?!['’]),? (?:who )?(?:was |had been |is |lay |sat )?paraly[sz]ed (?:from|since|in both|below|by)\b",
    rf"(?P<who>{WHO})(?!['’])(?:,? who)? (?:had not|had never|could not|would never|n['’]t) (?:walk(?:ed)?|stood?|taken a step|used? (?:his|her) legs)(?: again)? (?:since|from|without|in \w+ years|for \w+ years)\b",
    rf"(?P<who>{WHO})(?!['’])(?:,? who)? (?:was|had been|is) (?:confined|tied|bound) to (?:a|the|his|her) (?:wheel|bath |invalid )?-?chair",
    rf"(?P<who>{WHO})(?!['’])(?:,? who)? (?:had )?lost the use of (?:both )?(?:his|her) (?:legs|limbs)",
)
_ALL = (
    *((re.compile(pattern), "mark") for pattern in _MARKS),
    *((re.compile(pattern), "lack") for pattern in _LACKS),
    *((re.compile(pattern), "still") for pattern in _STILL),
)
_ANCHOR = re.compile(
    r"\b(?:scar|birthmark|mole|tattoo|dimple|brand|gash|welt|wooden|peg|glass eye|hook|eye-?patch|cork leg|artificial|sleeve|trouser|paraly[sz]ed|walk(?:ed)?|stood|step|chair|limbs|use of)\b"
)
_UNSURE = re.compile(
    r"\b(?:if|as if|as though|would|might|could almost|nearly|almost|like|dream\w*|pretend\w*|painted|false|fear|terror|fright)\b"
)


def find_marks(reading: Reading) -> Iterator[Fact]:
    """Yield marks with their sides, lacks that stand before their owners, and who can't walk."""
    text = reading.narration
    for first, done in stretches(reading, _ANCHOR, 160, 160):
        for pattern, kind in _ALL:
            for match in pattern.finditer(text, first, done):
                entity = surely(reading, *match.span("who"))
                if entity is not None:
                    hard = not _UNSURE.search(text, max(first, match.start() - 20), match.end())
                    value, notes = _said(match, kind)
                    yield fact_at(reading, match.span(), entity, "trait", value, hard=hard, notes=notes)


def _said(match: re.Match[str], kind: str) -> tuple[str, tuple[str, ...]]:
    if kind == "mark":
        return f"{match['mark']} {match['side']} {match['where']}", ("mark",)
    if kind == "still":
        return "paralysed", ()
    thing = match["thing"]
    lack = "one-eyed" if "eye" in thing else "one-legged" if "leg" in thing else "one-armed"
    side = match.groupdict().get("side")
    return lack, (side,) if side else ()
