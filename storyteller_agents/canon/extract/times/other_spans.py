"""What else a span of time may be that of: all that a sentence offers, where the nearest word for what lasts is only one of them.

``He had worked fourteen years at the yard`` is a span of work and one at the yard; ``the three-year blight`` is that of a thing which is in no
list. Also whether a span was over when it was told (`is_over`): one that was can't have grown since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.places.words import SITES
from storyteller_agents.canon.extract.times.lasting import LASTING
from storyteller_agents.canon.reading import HE, PERSON, PLACE

_RADIUS = 75
_TOPIC = re.compile(rf"(?<![\w-])(?:{'|'.join(f'(?P<{name}>{words})' for name, words in LASTING.items())})\b(?!['’-])")
_AT_PLACE = re.compile(rf"\b(?:in|at|on)\s(?:the\s)?(?:{PLACE})")
_SMALL = frozenset({"fire", "sea", "bed", "room", "passage", "house", "hill", "lane", "street", "field", "tree"})
_AT_SITE = re.compile(
    rf"\b(?:in|at|on|to|aboard|for|of|under|from|about)\s(?:the|his|her|that|old)\s(?P<site>{'|'.join(site for site in SITES if site not in _SMALL)})\b(?!['’-])"
)
_NOT = (
    r"(?:time|week|month|year|rest|world|same|whole|first|last|days?|night|life|lives|others?|land|kind|sort|way|man|men|woman|women|boy|girl|child|children|old|people|"
    r"journey|who|which|that|had|was|were|been|more|good|next|door|sun|moon|clock|work|waiting|marriage|absence|silence|service|prison|war)"
)
_NOUN = rf"(?!{_NOT}\b)(?P<noun>[a-z]{{4,}})"
_SUBJECT = re.compile(
    rf"\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Tt]hat)\s(?:[a-z]+\s)?{_NOUN}\s(?:had\s|was\s|were\s|has\s|been\s){{0,2}}(?P<verb>[a-z]{{3,}})\b"
)
_LAST = re.compile(
    r"last|held|hold|gone|went|drag|contin|rage|endur|took|taken|reign|ran|run|kept|lay|hung|gripp|ruled|plagu"
)
_OF = re.compile(
    rf"(?:-long|-old)?(?:-|\s(?:long\s)?(?=of)|['’]\s)(?:of\s(?:the\s|that\s)?)?(?:[a-z]+\s)?{_NOUN}\b(?![- ]old)"
)
_LED = re.compile(
    r"\b(?:[Tt]he|[Tt]hat|[Tt]hose|[Tt]hese|[Aa]|[Aa]n|[Aa]fter|[Tt]hrough|[Aa]ll|[Hh]is|[Hh]er|[Tt]heir|[Oo]f|[Ii]n)\s(?:the\s|those\s)?$"
)
_DID = re.compile(
    rf"(?:{PERSON}|\b{HE}\b|\b[Tt]hey\b)(?:\sand\s{PERSON})?(?:,\s[^,.;]{{1,30}},)?\s(?:had\s|been\s|was\s|were\s){{0,2}}(?P<did>[a-z]{{3,}}(?:ed|ing|t|en|ung|ept|ept|ught))\b"
)
_NO_VERB = frozenset(
    """and but for the who that which with from into was had has were been could would should might must did then when where while his her its their him them all not
    are you one two very too now here there only just ever even more most than such some any over about after before until till once""".split()
)
_STATES = frozenset(
    """married engaged been kept felt went left lost spent slept waited walked turned looked seemed passed wanted asked called stopped started wished liked loved hated
    needed tried used served worked lived stayed lasted learnt sent set put let get got went met sat being having saying going coming""".split()
)
_OVER = re.compile(
    r"(?:\b(?:spent|took|taken|served|lasted|passed|[Aa]fter|[Tt]hroughout|[Dd]uring|[Ii]n|[Tt]hrough|[Tt]he|[Tt]hose|[Tt]hese|[Hh]is|[Hh]er|[Tt]heir|[Aa]ll|[Oo]f|[Ff]or|[Aa])\s)(?:(?:the|those|these|all|full|whole|his|her|their|only|just|fully|exactly|but)\s){0,3}$"
)
_GOES_ON = re.compile(
    r"\b(?:ha(?:d|s|ve)(?:\snot)? (?:now |already |just |only )?been|ha[ds] lasted|already|by now|so far|now|still|by the time|as yet|to date|until then|since|when|ha[ds] (?:now )?(?!spent|lasted|taken|passed|served out|once|never|not)[a-z]+(?:ed|n|t)\b[^.]{0,30}\bfor)\b"
)


def is_over(text: str, span: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether a span was over when it was told: ``after ten years``, ``he spent two weeks there``."""
    lead = _OVER.search(text, max(sentence[0], span[0] - 40), span[0])
    compound = "-" in text[span[0] : span[1]]
    return bool(lead or compound) and not _GOES_ON.search(text, max(sentence[0], span[0] - 70), span[1])


def other_topics(text: str, span: tuple[int, int], sentence: tuple[int, int], topic: str | None) -> Iterator[str]:
    """Yield what a span of time may be that of, besides its nearest topic."""
    first, last = max(sentence[0], span[0] - _RADIUS), min(sentence[1], span[1] + _RADIUS)
    seen = {topic}
    for name in _candidates(text, span, first, last, topic):
        if name not in seen:
            seen.add(name)
            yield name


def _candidates(text: str, span: tuple[int, int], first: int, last: int, topic: str | None) -> Iterator[str]:
    for match in _TOPIC.finditer(text, first, last):
        if match.lastgroup and not span[0] <= match.start() < span[1]:
            yield match.lastgroup
    site = _AT_SITE.search(text, first, last)
    if site:
        yield f"time at the {site['site']}"
    compound = _OF.match(text, span[1], last)
    if compound and _LED.search(text, first, span[0]):
        yield compound["noun"]
    for match in _SUBJECT.finditer(text, first, last):
        if match["verb"] in _NO_VERB or match.end() > span[0] + 200:
            continue
        lasting = _LAST.match(match["verb"])
        yield match["noun"] if lasting else f"{match['noun']} {match['verb'][:5]}"
    if topic is None:
        for match in _DID.finditer(text, first, last):
            if match["did"] not in _STATES:
                yield f"do {match['did'][:5]}"
