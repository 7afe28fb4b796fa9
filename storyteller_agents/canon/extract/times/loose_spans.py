"""Spans of time in a looser grammar: what lasted stands anywhere in the clause, or the span is that after which it ended.

``in the six weeks that she was at Dover``, ``all those years he lay in prison``, ``they let her go from the hospital on the third day``.
What is found so is compared only where place and person agree too, or where nobody does it twice.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.places.words import SITES
from storyteller_agents.canon.extract.times.lasting import LASTING
from storyteller_agents.canon.numbers import ORDINAL
from storyteller_agents.canon.reading import PERSON, PLACE

_LEAD = re.compile(
    rf"(?:\b(?:for|after|in|into|through|throughout|during|over|of|to|spent|passed|served|last|lasted|took|taken|endured|been|was|were|the|those|these|all|his|her|their|my|whole|did|done|given|got|"
    rf"held|kept|lain|lay|past|only|just|but|exactly|some|fully|barely|scarcely|stayed|remained|stood|gone|lived|had|what with|within|out|out of)\s|{PERSON}['’]s?\s|^\W*)(?:(?:all|the|those|these|whole|full|exactly|only|just|but|some|fully|his|her|their)\s){{0,3}}$",
    re.IGNORECASE,
)
_NOT_A_SPAN = re.compile(
    r"\s(?:off|away|from|out of|past|past\b|old|wages|notice|rest|leave|hence|more\b|at a time|of age|ago|before|later|earlier|after(?:wards?)?\b(?! (?:his|her|their|the)))|['’]s? (?:journey|ride|walk|wages|notice|rest|leave|drive|work|pay|march)"
)
_TOPIC = re.compile(rf"(?<![\w-])(?:{'|'.join(f'(?P<{name}>{words})' for name, words in LASTING.items())})\b(?!['’-])")
_AT_PLACE = re.compile(rf"\b(?:in|at)\s(?:the\s)?(?:{PLACE})")
_AT_SITE = re.compile(
    rf"\b(?:in|at|on|to|aboard|for|of|under|from|about)\s(?:the|his|her|that|old)\s(?P<site>{'|'.join(site for site in SITES if site not in ('fire', 'sea', 'bed', 'room', 'passage', 'house', 'hill', 'lane', 'street', 'field'))})\b(?!['’-])"
)
_STAYED = re.compile(
    r"\b(?:was|were|been|stayed|stay|spent|spend|remained|lodged|lived|passed|visit(?:ed)?|guest|dwelt|boarded|sojourn(?:ed)?|stopped|lingered|living|staying|holiday)\b"
)
ENDED = re.compile(
    rf"\b(?:on|in|at|by|before|with)\s(?:the (?:very )?)?(?:(?:end|close|last) of (?:the|his|her|their) )?(?P<n>{ORDINAL})\s(?P<unit>day|night|week|month|year)\b"
    r"|\b(?:at|by|before) the end of (?:a|the) (?P<whole>week|fortnight|month|year)\b"
)
_END = re.compile(
    r"\b(?:let (?:him|her|me|them|\S+) (?:go|out)|discharged|released|set free|freed|came out|come out|came home|let out|ended|lifted|left|was over|were over|broke up|surrendered|fell|walked out|sent home|returned|"
    r"stopped|ceased|pardoned|relieved|opened (?:the|its|their) gates|made peace|capitulated|landed|made land|made port|dropped anchor|arrived|docked)\b"
)
_RADIUS = 75
_SPECIFIC = re.compile(
    "|".join(rf"(?P<{name}>(?<![\w-])(?:{LASTING[name]})\b)" for name in ("apprenticeship", "prison", "hospital"))
)
_GENERAL = frozenset({"service", "work", "absence", "silence", "study"})


def loose_topic(text: str, span: tuple[int, int], sentence: tuple[int, int]) -> str | None:
    """Return what a span of time may be that of, going by the words around it; None where it is no span or of nothing known."""
    if is_no_span(text, span, sentence):
        return None
    topic = nearest_topic(text, span, sentence)
    if topic:
        return topic
    around = text[max(sentence[0], span[0] - _RADIUS) : min(sentence[1], span[1] + _RADIUS)]
    if _AT_PLACE.search(around) and _STAYED.search(around):
        return "residence"
    site = _AT_SITE.search(around)
    return f"time at the {site['site']}" if site else None


def is_no_span(text: str, span: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether a number of days or years is rather an age, a distance or how long ago something was."""
    opens = not re.search(r"\w", text[sentence[0] : span[0]])
    lead = opens or _LEAD.search(text, max(sentence[0], span[0] - 40), span[0]) or "-" in text[span[0] : span[1]]
    return not lead or _NOT_A_SPAN.match(text, span[1]) is not None


def narrowed(topic: str | None, text: str, sentence: tuple[int, int]) -> str | None:
    """Return a topic that says little, as `served` does, as what the rest of the sentence makes of it."""
    found = _SPECIFIC.search(text, *sentence) if topic in _GENERAL else None
    return found.lastgroup if found else topic


def nearest_topic(text: str, span: tuple[int, int], sentence: tuple[int, int]) -> str | None:
    """Return what lasts of all that a sentence names nearest to a span; None if it names nothing of the kind."""
    first, last = max(sentence[0], span[0] - _RADIUS), min(sentence[1], span[1] + _RADIUS)
    best: tuple[int, str] | None = None
    for match in _TOPIC.finditer(text, first, last):
        far = max(match.start() - span[1], span[0] - match.end())
        if far >= 0 and match.lastgroup and (best is None or far < best[0]):
            best = (far, match.lastgroup)
    return best[1] if best else None


def ended(text: str, match: re.Match[str], sentence: tuple[int, int]) -> str | None:
    """Return what a sentence says to have ended on the n-th day, week …; None if nothing did."""
    return nearest_topic(text, match.span(), sentence) if _END.search(text, *sentence) else None
