"""Who is dead, and since which sentence: facts `life` = ``dead``, and ``alive`` where prose says that he is after all.

From narration alone: that somebody is dead, as a character says it, may be a lie; but what is said in so many words with
tears ("Anna is dead," said Tom and wept) is taken, with the note ``said``. What is feared, dreamt, feigned or
compared is soft. Nothing here tells when the death was: whoever had died long ago is as dead as he who dies here.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.deaths.patterns import ALIVE, ASSERTED, DEATH_WORD, GIVEN, UNSAID
from storyteller_agents.canon.extract.deaths.present import dying
from storyteller_agents.canon.extract.deaths.signs import ENDS, SIGN_WORD, SIGNS
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.pronouns import LONGEST, surely
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, Reading

_WINDOW = 220
_DOUBT = re.compile(
    r"\b(?:not|never|no longer|hardly|scarcely|barely|neither|nor|nobody|no one|none|almost|nearly|half|as good as|all but|would|could|(?-i:may)|might|should|shall|will|"
    r"ought|must have|if|unless|whether|lest|fear\w*|afraid|hop(?:e|ed|ing)|wish\w*|thought|think\w*|believ\w+|suppos\w+|imagin\w+|suspect\w*|seem\w*|"
    r"appear(?:s|ed)|about to|going to|want\w* to|tried to|trying to|intend\w*|plann\w+|plott\w+|threaten\w*|swore to|vow\w* to|in case|perhaps|maybe|"
    r"possibly|probably|pretend\w*|feign\w*|dar(?:e|ed) to|wonder\w*|presum\w+|reported|rumou?r\w*|told|said|says|heard|claim\w*|lied|lie|alleged\w*|"
    r"declare[ds]?|insist\w*|gossip|swore|legend|according|assum\w+|figur\w+|felt|feel|look\w* like)\b|n['’]t\b|\bno\s",
    re.I,
)
_UNREAL = re.compile(
    r"\b(?:as if|as though|like a|like the|like one|so to speak|as it were|dream\w*|nightmare|vision|pretend\w*|feign\w*|disguis\w*|faked?|"
    r"imagin\w+|so that|might|in the (?:story|play|song|picture|painting|film|book|opera)|would have|plot\w*|plan(?:s|ned|ning)?|attempt\w*|threat\w*|"
    r"conspir\w+|order(?:s|ed)?|demand\w*|sentenced|condemned|in fear of|eve of|await\w*|prevent\w*|forestall\w*|predict\w*|foret\w+|prophe\w+|foresaw)\b",
    re.I,
)
_DOUBT_WITHIN = re.compile(
    r"\b(?:nearly|almost|hardly|scarcely|barely|possibly|probably|supposedly|allegedly|reportedly|presumably|apparently|seemingly|they (?:said|thought)|it was (?:said|thought)|"
    r"as (?:they|everyone|all) (?:said|thought|believed|supposed))\b"
)
_FUTURE = re.compile(
    r"\b(?:until|till|before|would|will|shall|if|(?-i:may)|might|could|even in|(?:wish|pray|long|ask|hope)\w* for|wish\w*|want\w*|fear\w*)\s(?:\w+\s){0,2}$",
    re.I,
)
_HANGS = re.compile(
    r"\b(?:of|with|by|to|from|at|about|than|like|except|against|upon|on) (?:poor |old |young |little )?$"
)
_LIVED = re.compile(r"\b(?:when|while|as long as|so long as)\s$", re.I)
_SAID = re.compile(
    rf"(?:(?<=[\"“‘])|(?<= '))(?:[Pp]oor |[Oo]ld )?(?P<who>{PERSON})(?:['’]s| is| was) (?:dead|drowned|murdered|killed)(?: now)?[.,!][\"”’']\s"
    rf"(?:(?:{PERSON}|he|she|[Hh]e|[Ss]he) (?:\w+ )?(?:said|whispered|answered|replied|told \w+)\b|(?:said|whispered|answered|replied) )"
    r"[^.!?\n]{0,70}\b(?:cry|crying|cried|we(?:pt|ep|eping)|sob(?:s|bed|bing)?|tears?|mourn\w*|grie[fv]\w*|broken?|sorrow\w*|knelt|bowed|(?:crossed|signed) (?:him|her)self|(?:covered|hid|buried) (?:his|her) (?:face|head|eyes)|took off (?:his|her) (?:hat|cap))\b"
)
_OTHERS = re.compile(r"\b(?:they|who|whom|it|someone|somebody|soldiers|men|doctors?|people|villagers|neighbours)\b")
_CLAUSE = re.compile(r"[,;:—–()]|--|\b(?:when|after|since|because|and|but|where|who|whom|though|although|while|for)\b")


def find(reading: Reading) -> Iterator[Fact]:
    """Yield who is dead, each person once a sentence."""
    text = reading.narration
    seen: set[tuple[str, int, str]] = set()
    done = 0
    for word in heapq.merge(DEATH_WORD.finditer(text), SIGN_WORD.finditer(text), key=lambda match: match.start()):
        if word.start() < done:
            continue
        first, last = reading.sentence_at(word.start())
        if last - first > LONGEST:
            done = last
            continue
        first, last = max(first, word.start() - _WINDOW), min(max(last, word.end()), word.end() + _WINDOW)
        done = last
        for fact in _dead_in(reading, first, last):
            key = (fact.entity, fact.span[0], fact.value)
            if key not in seen:
                seen.add(key)
                yield fact
    for match in dying(reading):
        if (entity := surely(reading, *match.span("who"))) is not None:
            yield fact_at(reading, match.span(), entity, "life", "dead")
    yield from _said(reading)
    yield from _alive(reading)


def _dead_in(reading: Reading, first: int, last: int) -> Iterator[Fact]:
    """Yield the dead of one sentence; what is said outright before what is taken as known, hard before soft."""
    text = reading.narration
    found = [(match, "unsaid") for match in UNSAID.finditer(text, first, last)]
    found += [(match, "given") for pattern in (*GIVEN, *SIGNS) for match in pattern.finditer(text, first, last)]
    found += [(match, "asserted") for pattern in (*ASSERTED, *ENDS) for match in pattern.finditer(text, first, last)]
    facts = []
    for match, kind in found:
        hard = not _is_doubtful(reading, match, kind, first, last)
        for group in match.re.groupindex:
            entity = surely(reading, *match.span(group))
            if entity is not None:
                sure = hard and (kind == "given" or _is_meant(reading, match, group))
                facts.append(fact_at(reading, match.span(), entity, "life", "dead", hard=sure))
    yield from sorted(facts, key=lambda fact: not fact.hard)


def _is_meant(reading: Reading, match: re.Match[str], group: str) -> bool:
    """Tell whether a name is the one of whom the death is said, and whether a pronoun can only mean him."""
    start, end = match.span(group)
    before = reading.narration[max(reading.sentence_at(start)[0], start - 160) : start]
    if reading.named_at(start, end) is not None:
        return start > match.start() or not _HANGS.search(before)
    if reading.text[start:end] in ("him", "her"):  # whoever does it to him is not himself
        place = before.rfind("ᐁ")
        return place < 0 or bool(_OTHERS.search(before[place:]))
    return True


def _is_doubtful(reading: Reading, match: re.Match[str], kind: str, first: int, last: int) -> bool:
    """Tell whether a death is supposed, told, dreamt or compared rather than stated."""
    text = reading.narration
    before = text[max(first, match.start() - 60) : match.start()]
    if _UNREAL.search(before) or (
        kind == "asserted" and _UNREAL.search(text, match.end(), min(last, match.end() + 20))
    ):
        return True
    if kind == "given" and (_FUTURE.search(before) or re.match(r"(?:before|until)\b", match[0])):
        return True
    if kind == "asserted":
        clause = _CLAUSE.split(before)[-1]
        if _DOUBT.search(clause) or _DOUBT_WITHIN.search(match[0]) or text[first:last].rstrip("\"'”’) ").endswith("?"):
            return True
    return "dream" in reading.hedges(*match.span())


def _said(reading: Reading) -> Iterator[Fact]:
    """Yield of whom somebody says outright, and in grief, that he is dead."""
    for match in _SAID.finditer(reading.masked):
        mention = reading.named_at(*match.span("who"))
        if mention is not None and mention.entity.kind == "person":
            yield fact_at(reading, match.span(), mention.entity.name, "life", "dead", notes=("said",))


def _alive(reading: Reading) -> Iterator[Fact]:
    """Yield who is said to live, or to live again."""
    for pattern in ALIVE:
        for match in reading.find(pattern):
            if _LIVED.search(reading.narration, max(0, match.start() - 16), match.start()):
                continue  # "when Basil was alive" says that he is no more
            entity = surely(reading, *match.span("who"))
            if entity is not None:
                yield fact_at(reading, match.span(), entity, "life", "alive", hard=False)
