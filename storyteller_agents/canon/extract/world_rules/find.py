"""The laws of the story's world, stated in general: facts `world rule`, whose value is the sentence.

``No one may enter the tower after dark``, ``Only the queen may wear red``, ``It was forbidden to ring the bell``. Their
first note is ``forbids`` or ``requires``. A law speaks of anybody, or of a kind, and of what may, can or must never be;
what somebody could not do one day, what nobody said, and maxims of society are none. `read_law` reads one out of a
sentence, of prose or of lore. Laws of what follows from a deed (``Whoever drinks of it forgets``) are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from storyteller_agents.canon.extract.gist import WORD, is_past, stem, stems
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.world_rules import natural_laws, ways
from storyteller_agents.canon.extract.world_rules.patterns import FORMS, MARK
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

_STRICT = re.compile(
    r"\b(?:after (?:dark|nightfall|sunset|sundown|midnight|dusk)|at night|by night|before (?:dawn|sunrise|noon)|on (?:\w+ )?(?:sunday|monday|tuesday|wednesday|thursday|friday|saturday|sabbath)s?|"
    r"during the|in (?:winter|summer)|while the|when the|without (?:the|a|an|leave|permission)|ever|law|laws|rule|custom|decree|kingdom|realm|city|guild|order|village|valley|island|land|country|unless|except|save|every|each|always)\b",
    re.I,
)
_MAXIM = frozenset(
    "help know tel say see hear believ understand imagin doubt deni think gues find be resist suppos remember forget expect blam look feel like lov care mind hav do compar equal get bear stand "
    "want hop wish notic mistak recogn answer accus complain ask speak please read trust judg spare wonder seem reach afford explain keep make go come giv tak put let".split()
)
_EVENT = re.compile(
    r"\b(?:he|she|i|we|you|him|me|us|his|my|our|your|this|that time|just|now|longer|more|yet|moment|then|again|any)\b",
    re.I,
)
_LEAD = re.compile(
    r"^(?!under no|on no|at no)(?:(?:in|at|on|by|under|within|throughout|among|according to|from) (?:[\w'’]+ ){1,5}?(?<=\w )(?:(?<=, )|(?=(?:no|nobody|none|it|only|all|every|magic|the|an?|nothing)\b))"
    r"|(?:in|at|on|by|under|within|throughout|among|according to|from) [^,;:.]{2,60}, )",
    re.I,
)
_WHILE = re.compile(
    r"^(?P<while>(?:once|when|while|after|until|if|whenever|as long as|before|during) [^,;:.]{4,60}), ", re.I
)
_LAWS = re.compile(
    r"\b(?:laws?|rules?|custom|decree|edict|commandment|ordinance) (?:of|that|was|is|in|said|says|held|:)|:\s", re.I
)
_LAWFUL = re.compile(
    r"\b(?:law|laws|rule|custom|decree|order|treaty|pact|charter|edict|covenant)\b|\b(?:in|throughout) (?:that|the|this|all the) (?:\w+ )?(?:country|land|kingdom|realm|valley|city|town|village|island|world|parish|guild)",
    re.I,
)
_PLACED = re.compile(
    r"\b(?:in|on|under|beneath|below|within|over|through|across|past|above|beyond)\s(?:the|a|an|any)\b", re.I
)
_EARLY = re.compile(
    r"\sbefore (?:the )?(?:(?P<late>sunset|dark|nightfall|dusk|sundown|evening)|dawn|sunrise|daybreak)\b", re.I
)
_PRONOUN = re.compile(
    r"\b(?:they|these|those|it|who|which|that|there|what|such|same|other|others|some|many|few|both|one|its|their|would|could|had|has|have|did|do|does|will|can|should|might|must|is|was|were|are)\b",
    re.I,
)
_EXCEPT = re.compile(
    r",?\s\b(?:except|save|unless|but for|other than|apart from|but (?:the|a|by|on|in|with))\b(?P<but>.*)", re.I
)
_END = re.compile(
    r"[,.!?—]\s|[.!?,]?$|\s(?:and|but|for|because|lest|so|since|or)\s(?=(?:they|it|he|she|no|all|the|those|who|else|so|that|anyone|whoever|risk)\b)"
)
_TIMES = frozenset(
    stems(
        "night dark midnight dawn sunrise noon day daylight winter summer spring autumn sunday monday tuesday wednesday thursday friday saturday sabbath morning evening moon"
    )
)
_HOLLOW = frozenset(
    stems(
        "law ever anyone people man men creature mortal place allowed permitted forbidden rule world kingdom realm land country whole able alive live power custom time under any by"
    )
)

Kind = Literal["forbids", "requires"]


@dataclass(frozen=True)
class Law:
    """What a sentence lays down, in stems.

    Attributes:
        verb: of what is forbidden or required.
        what: the other words of it; `when`: the times at which alone it holds.
        who: the kind that alone it speaks of; empty for anybody.
        but: whom, or when, it leaves out.
    """

    kind: Kind
    verb: str
    what: frozenset[str]
    when: frozenset[str]
    who: frozenset[str]
    but: frozenset[str]


def find(reading: Reading) -> Iterator[Fact]:
    """Yield the laws of the world that the narration states."""
    ruled: set[int] = set()
    for start, end in reading.sentences:
        if end - start > 400 or not MARK.search(reading.narration, start, end):
            continue
        sentence = reading.narration[start:end]
        if "\ue000" in sentence or sentence.rstrip().endswith("?"):
            continue
        law = read_law(" ".join(reading.flat[start:end].split()))
        if law is not None and not reading.hedges(start, end) & {"dream", "question", "feigned"}:
            value = " ".join(reading.flat[start:end].split())
            ruled.add(start)
            yield fact_at(reading, (start, end), "", "world rule", value, notes=(law.kind,))
    yield from (fact for fact in natural_laws.find(reading) if fact.span[0] not in ruled)
    yield from ways.find(reading)


@lru_cache(maxsize=2048)
def read_law(sentence: str, *, lore: bool = False) -> Law | None:
    """Return the law that a sentence lays down, or None.

    Args:
        lore: whether it is said of the world on purpose, so that it need not prove to be general.
    """
    sentence = re.sub(r",? not even [^,;.]{2,40},", "", sentence[:400].strip())
    case = _WHILE.match(sentence)
    lead = case or _LEAD.match(sentence)
    where = stems(case["while"]) if case else _where(lead[0]) if lead else frozenset()
    lawful = bool(_LAWS.search(sentence) or (lead and (_LAWFUL.search(lead[0]) or where & _TIMES)))
    sentence = sentence[lead.end() :] if lead else sentence
    for form, pattern in FORMS:
        match = pattern.search(sentence)
        if match is not None:
            law = _law(form, match, where, lore=lore, lawful=lawful)
            if law is not None:
                return law
    return None


def _where(lead: str) -> frozenset[str]:
    """Return the times and the named places that a sentence begins with."""
    names = stems(" ".join(re.findall(r"(?<=\s)[A-Z]\w+", lead)))
    return names | (stems(lead) & _TIMES)


def _law(form: str, match: re.Match[str], case: frozenset[str], *, lore: bool, lawful: bool) -> Law | None:
    groups = match.groupdict()
    act = groups["act"] + (groups.get("after") or "")
    cut = _END.search(act)
    but = groups.get("but") or ""
    exception = _EXCEPT.search(act)
    if exception:
        but += " " + exception["but"]
        act = act[: exception.start()]
    elif cut:
        act = act[: cut.start()]
    if re.search(r"\bby (?!night|day|law|force|hand|water|sea|land|foot|\w+ing)\w+", act):
        return None  # by whom it must not be done is not read
    early = _EARLY.search(act)
    act = _EARLY.sub(" in daylight", act) if early and early["late"] else act
    words = [stem(word) for word in WORD.findall(re.sub(r"^(?:be|ever|be \w+ to|again)\s", "", act))]
    words = [word for word in words if word]
    if not words:
        return None
    subject = (groups.get("subj") or groups.get("kind") or "").strip()
    who = stems(subject) - _HOLLOW
    relative = stems(groups.get("rel") or "")
    verb, rest = words[0], frozenset(words[1:]) | relative | case
    when = rest & _TIMES
    what = rest - when - _HOLLOW - {verb}
    if not (what or who or when) or (not lore and not _is_general(form, match, act, verb, subject, lawful)):
        return None
    kind: Kind = "requires" if form == "must" else "forbids"
    return Law(kind, verb, what, when, who, stems(but) | stems(but.replace("-", " ")))


def _is_general(form: str, match: re.Match[str], act: str, verb: str, subject: str, lawful: bool) -> bool:
    """Whether a sentence of the prose speaks of what holds for all and always, and not of what happened once."""
    groups = match.groupdict()
    modal = (groups.get("modal") or "").lower()
    strict = lawful or bool(_STRICT.search(match[0]))
    weak = bool(re.search(r"\b(?:can|could|might|should|will|would)\b", match[0], re.I))
    if _EVENT.search(match[0]) or _PRONOUN.search(subject) or (weak and verb in _MAXIM and not lawful):
        return False
    if form in ("ban", "only", "kind"):
        return True
    if form == "none":
        plain = ((groups["kind"] or groups["rel"]) and modal in ("will", "can", "may")) or (
            modal == "can" and _PLACED.search(act)
        )
        return not weak or strict or bool(plain)
    first = subject.split()[0].lower()
    several = (first not in _ARTICLES and subject.endswith("s")) or subject.lower() in _KINDS
    if form == "dont" or modal == "never":
        plural = several or (first == "the" and modal == "never")
        return plural and "did" not in modal and not is_past(act.split()[0])
    if form in ("not", "never") and first in ("the", "a", "an") and not several:
        if first != "the" and re.match(r"can|may|must|shall|is|are", modal):
            return True
        return (
            (strict and "could" not in modal)
            or (act.startswith("be ") and bool(re.search("circumstances|account", match[0], re.I)))
            or (act.startswith("be ") and "must" in modal)
        )
    if form == "must":
        return strict or first in ("every", "all", "any", "whoever", "everyone", "anyone")
    return several or first in _ARTICLES


_ARTICLES = ("the", "a", "an", "any", "every", "all")
_KINDS = (
    "magic",
    "iron",
    "silver",
    "gold",
    "salt",
    "fire",
    "water",
    "the dead",
    "the living",
    "the fae",
    "the fair folk",
    "the damned",
    "the drowned",
)
