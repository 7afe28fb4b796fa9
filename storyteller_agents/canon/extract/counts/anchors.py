"""What ties a number of things to one owner or place: the names and larger things that its sentence hangs it on.

Two counts of the same noun that hang on the same name speak of the same things even where the grammar differs:
*the chapel at Torrel had three windows*, *light fell through the five windows of the chapel at Torrel*.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.counts.nouns import GROUP, LASTING, PEOPLE
from storyteller_agents.canon.reading import THING, WHOSE, Reading

REACH = 110
"""How far before and after the number, in characters, names are looked for."""
_NAME = re.compile(
    rf"\b(?:[Oo]f|[Ii]n|[Aa]t|[Oo]n|[Tt]o|[Ff]rom|[Rr]ound|[Bb]efore|[Bb]ehind|[Oo]utside|[Nn]ear|[Aa]board|"
    rf"[Oo]ver|[Uu]nder|[Bb]y|[Ii]nto|with|"
    rf"belong(?:ed|ing)? to) (?:the )?(?P<prep>{THING})(?![ᐄ'’])|(?P<whose>{THING})['’]|(?P<pronoun>\b(?:[Hh]er|"
    rf"[Hh]is|[Mm]y)\b)|"
    rf"(?P<compound>{THING})(?= (?!had|has|was|were|kept)(?:[a-z]+|[A-Z][a-z]+))|"
    rf"(?P<have>{THING})(?:,[^.,;!?]{{2,40}},)? (?:had|has|kept|owned|boasted|possessed|counted)\b"
)
_THING = re.compile(rf"\b(?:the|The|an?|An?|its|{WHOSE}) (?:[a-z]+ ){{0,2}}?(?P<thing>[a-z]+)\b")
_GROUP = re.compile(GROUP)
_HOLDERS = LASTING | frozenset(
    "council school bench orchard garden ring peal bay harbour yard kitchen hall castle purse box chest table "
    "shelf academy college "
    "coach train tram bus car canoe raft lifeboat dinghy ferry schooner basket bag pocket drawer pouch quiver "
    "sledge sleigh tent "
    "regiment parish abbey convent order guild jury court bank hotel hospital prison museum hut cave pier".split()
)


def anchors(reading: Reading, begin: int, end: int, plain: str) -> tuple[str, ...]:
    """Return the names (``@Torrel``) and larger things (``#chapel``) that the things counted hang on, and who else is named (``~Anna``)."""
    first, last = reading.sentence_at(begin)
    start, stop = max(first, begin - REACH), min(last, end + REACH)
    text = reading.narration
    found: dict[str, None] = {}
    for name in _NAME.finditer(text, start, stop):
        group = name.lastgroup or ""
        mention = reading.named_at(*name.span(group))
        if group in ("prep", "compound") and (
            mention is None or (mention.entity.kind == "person" and group == "compound")
        ):
            continue
        owner = reading.whom(*name.span(group))
        if owner:
            found["@" + owner] = None
    for mention in reading.named_between(start, stop):
        if mention.entity.kind == "person" and "@" + mention.entity.name not in found:
            found["~" + mention.entity.name] = None
    for thing in _THING.finditer(text, start, stop):
        noun = thing["thing"]
        if noun != plain and noun not in PEOPLE and (noun in _HOLDERS or _GROUP.fullmatch(noun)):
            found["#" + noun] = None
    return tuple(found)
