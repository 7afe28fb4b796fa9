"""What stands around a name: whether it speaks for a person or for a place, and for a man or a woman."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from storyteller_agents.canon.name_words import NOT_NAMES
from storyteller_agents.canon.numbers import CARDINAL

if TYPE_CHECKING:
    from storyteller_agents.canon.names import NameUse

_MALE_KIN = "brother|son|husband|uncle|nephew|father|grandfather|grandson|stepfather|boy|lad|gentleman|widower|bachelor"
_FEMALE_KIN = "sister|daughter|wife|aunt|niece|mother|grandmother|granddaughter|stepmother|girl|lass|lady|widow|maid"
_PEOPLE = (
    "man|woman|child|baby|captain|soldier|doctor|nurse|priest|king|queen|prince|princess|miller|baker|smith|blacksmith|"
    "farmer|servant|cook|teacher|student|sailor|carpenter|merchant|thief|hunter|wizard|witch|knight|guard|clerk|lawyer|"
    "painter|poet|singer|gardener|innkeeper|housekeeper|shepherd|stranger|orphan|twins?|friend|master|mistress|lord|"
    "eldest|youngest|elder|younger|oldest|scholar|weaver|tailor|pilot|engineer|detective|officer|mayor|healer|rider|"
    "\\w+(?:ess|keeper|maker|monger|wright)|\\w+-year-old"
)
_PAST = (  # of irregular verbs that people are the subjects of
    "had|has|said|says|asks|thought|felt|knew|went|came|took|gave|sat|stood|ran|saw|heard|told|spoke|began|got|made|held|kept|"
    "found|left|rose|fell|lost|wore|threw|shook|drew|put|died|woke|paid|drank|ate|slept|swore|bent|met|brought|caught|"
    "wrote|bought|won|hung|led|read|fled|grew|flew|blew|sang|rang|swam|spent|lent|sent|meant|dealt|hid|slid|hit|let|cut|shut|"
    "bore|tore|strode|rode|drove|broke|chose|froze|stole|stuck|struck|dug|clung|flung|swung|understood|sought|taught|fought|"
    "crept|leapt|leant|wept|knelt|burst|laid|lay|sold|spun|fed|bled|forgot|forgave|wound|wove|became|did|would|could|might"
)
_PERSON_AFTER = re.compile(
    rf"(?:,? (?:who|whose|whom)\b|(?:\s[a-z]+ly)?\s(?:{_PAST}|never|always|(?:did|had|would|could)n['’]t|[a-z]{{2,}}ed|"
    r"himself|herself)\b|['’]s\s(?:\w+\s){0,2}(?:eyes?|hair|face|hands?|head|voice|heart|mother|father|brother|"
    r"sister|wife|husband|son|daughter|arms?|mouth|lips|mind|feet|shoulders?|uncle|aunt|friend|name|age|fingers|beard|hat|"
    r"coat|cloak|dress|boots?|ring|sword|knife|horse|dog|cat|bag|pocket|chest|cheeks?|skin|smile|brow|knees?|neck|ears?|"
    r"nose|teeth|eyebrows?|birthday|grave|death|sleeve|scarf|shirt|fists?|words?|cousin|niece|nephew|parents|children)\b|"
    rf"\s(?:was|is|wasn['’]t|isn['’]t)\s(?:not\s|very\s|so\s|only\s|already\s|always\s|the\s|an?\s|[Tt]heir\s|his\s|her\s|"
    rf"[A-Z]\w+['’]s\s)*(?:\w+\s)?(?:{_PEOPLE}|{_MALE_KIN}|{_FEMALE_KIN}|(?:{CARDINAL})\b(?!\smiles?)|born|married|"
    r"asleep|awake|tall|blind|deaf|dead|pregnant|afraid|angry|tired|silent|alone|glad|happy|sorry|sure|ill|pale)\b|"
    rf",\s(?:the|an?|his|her|their|my|our)\s(?:\w+\s){{0,2}}(?:{_PEOPLE}|{_MALE_KIN}|{_FEMALE_KIN}))\b"
)
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:said|asked|cried|replied|answered|whispered|shouted|told|named|called|murmured|exclaimed|added|returned|"
    r"thought|with|for|than|dear|poor|old|young|little)\s|[,“‘\"]\s?)$"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:(?P<surely>[Ii]n|into|reached|outside|left for|north of|south of|east of|west of|town of|city of|village of|port of|"
    r"island of|kingdom of|land of|(?:market|streets?|harbou?r|walls|gates|roofs|lights|outskirts|quays?|docks) of|"
    r"(?:packet|ship|boat|coach|train|steamer|ferry|sailed|sail|bound|embarked|departed|set out|started|passage|ticket) for)|"
    r"[Aa]t|[Tt]o|[Nn]ear|[Tt]owards?|[Ff]rom|[Aa]round|[Aa]cross|[Tt]hrough|[Bb]eyond)\s(?:the\s)?$"
)
_TO_PERSON = re.compile(
    r"\b(?:marri|engag|betroth|turn|nodd?|listen|belong|bow|explain|whisper|shout|cri|confess|appeal|apologi[sz]|murmur|mutter|"
    r"repli|remark|confid|unlike|laugh|smil|grinn?|star|glanc|glar|wink|wav|frown|scowl|beckon|beam|snapp?|yell|cl[iu]ng|devot|"
    r"relat|talk|introduc|sp[eo]ak|spok|said|say|writ|wrote|sang|sing|gave|giv|g[ai]ve|hand|offer|show|lent|lend|deliver|"
    r"promis|kind|cruel|rude|dear|known|sister|brother|wife|son|daughter|cousin|letter|wed)\w*"
    r"(?: (?:back|up|over|down|round|around|again|it|this|that|them|him|her|me|once|more|all|straight|\w+ly)){0,2} "
    r"(?:to|at|towards?)\s$|"
    r"\b(?:hear|learn|borrow|inherit|st[eo]l\w|letter|gift|word|note|message|present|kiss|steal|bought|receiv)\w*"
    r"[^.!?;:\n]{0,24} from\s$|"
    r"\b(?:gave|giv\w+|handed|handing|show(?:ed|ing|n)|offer(?:ed|ing)|lent|lend(?:ing)?|sold|sell(?:ing)?|promised) "
    r"[^.!?;:\n]{1,36} to\s$|\b(?:believ|confid|trust)\w* in\s$"
)
"""Words before a name after which it is hardly a place's: turned to, laughed at, gave the ring to, a letter from."""
_KIN_BEFORE = re.compile(rf"\b(?:(?P<m>{_MALE_KIN})|(?P<f>{_FEMALE_KIN})),?\s(?:(?:named|called)\s)?$")
_KIN_AFTER = re.compile(
    rf",\s(?:(?:his|her|my|their|the|a|an|(?:[A-Z]\w+\s)?[\w’']+['’]s)\s)(?:\w+\s)?(?:(?P<m>{_MALE_KIN})|(?P<f>{_FEMALE_KIN}))\b"
)
_PREDICATE = re.compile(
    rf"(?: was| is|,)(?: then| still)? (?:an?|the|his|her|my|our|their|[A-Z]\w+['’]s) (?:[\w-]+ ){{0,4}}?(?:(?P<m>man|{_MALE_KIN})|(?P<f>woman|{_FEMALE_KIN}))\b"
)
_PRONOUN = re.compile(
    r"\b(?:(?P<m>[Hh]e|[Hh]is|[Hh]imself)|(?P<f>[Ss]he|[Hh]ers?(?! (?:to|and|in|on|at|with|from|for|by|as|out|off|up|again)\b)(?= [a-z])|[Hh]erself))\b"
)
"""The next pronoun, but for those that are mostly of somebody else: ``Anna saw him``."""
_LARGE = re.compile(r"\b[A-Z][a-z]{2,}")
_SOMEBODY = re.compile(
    r"\n\s*\n|\b(?:man|woman|boy|girl|lady|gentleman|child|mother|father|sister|brother|wife|husband)\b"
)
_CLAUSE = re.compile(r"[.!?;:“”\"]|\b(?:and|but|that|who|whom|if|when|while|as|for|told|saw|heard|gave|asked)\b")


def count_kind(text: str, begin: int, end: int, use: NameUse) -> None:
    """Count whether what stands around a name speaks for a person or for a place; ``in Tom's`` does not tell."""
    after = _PERSON_AFTER.match(text, end) is not None and text[max(0, begin - 4) : begin] != " of "
    place = _PLACE_BEFORE.search(text, max(0, begin - 24), begin)
    if place is None:
        use.person += after or _PERSON_BEFORE.search(text, max(0, begin - 16), begin) is not None
    elif _TO_PERSON.search(text, max(0, begin - 70), begin):
        use.person += 1
    elif text[end : end + 2] not in ("'s", "’s") and (place["surely"] or not after):
        use.place += 1


def count_gender(text: str, begin: int, end: int, use: NameUse) -> None:
    """Count what kin a name is called, and else the first pronoun after it, if nobody else is named before that.

    Kin, and what somebody does with his own (``Anna raised her hand``), tell thrice as much as a pronoun that follows.
    """
    told = _KIN_BEFORE.search(text, max(0, begin - 24), begin)
    told = told or _KIN_AFTER.match(text, end) or _PREDICATE.match(text, end)
    weight = 3
    if told is None:
        told = _PRONOUN.search(text, end, end + 90)
        if told is None:
            return
        between = text[end : told.start()]
        if any(word.lower() not in NOT_NAMES for word in _LARGE.findall(between)) or _SOMEBODY.search(between):
            return
        own = told[0][-1] != "e" and not _CLAUSE.search(between) and _PERSON_AFTER.match(text, end)
        weight = 3 if own else 1
    else:
        use.person += 1
    use.male += weight * (told["m"] is not None)
    use.female += weight * (told["f"] is not None)
