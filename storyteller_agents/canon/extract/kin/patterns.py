"""The English turns that say who is whose kin, to the left and to the right of a word of kinship.

`narration` is searched for the words of kinship, marriage and birth; what stands around each is then matched with
these patterns, which are anchored there and bounded. What a match means is for `kin/` to say.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.kinship import KIN_WORD
from storyteller_agents.canon.reading import PERSON, WHO

P = rf"{PERSON}(?!ᐄ)"
_NO_MOD = (
    "and|or|nor|of|to|in|on|at|by|with|from|for|as|like|than|is|are|was|were|be|been|being|had|has|have|the|a|an|his|"
    "her|my|their|our|your|its|this|that|which|who|whose|but|if|when|not|no|never|into|upon|said|saw|told|gave|made|let"
)
MODS = rf"(?P<mods>(?<![\w'’-])(?:(?!(?:{_NO_MOD})\b)[a-z][a-z-]*,?\s){{0,4}})"
"""Matches what may stand between an article or a possessor and the word of kinship."""
ADVERB = (
    r"(?:(?:now|then|also|really|indeed|still|certainly|already|once|only|just|both|all|long|happily|unhappily|newly|"
    r"recently|lately|quite|always|in fact|after all|of course|none other than|no other than|secretly|"
    r"formerly|officially|"
    r"properly|legally|actually|clearly|plainly|by then|by now|at that time|himself|herself|themselves|[a-z]+ years)\s)"
)
_BE = (
    r"(?:is|are|was|were|had been|has been|have been|being|became|was born|had been born|had become|"
    r"remained|had always been|has always been|was always|had never been anything but)"
)

KIN = re.compile(rf"\b(?P<former>ex-)?(?P<kin>{KIN_WORD})\b(?!-(?!-))", re.IGNORECASE)
"""A word of kinship."""
NO_KIN = re.compile(
    r"\s(?:officers?|ships?|country|tongue|wit|hen|superior|in[- ]arms|in christ|in god|in spirit|figure|nature|earth|"
    r"church|confessor|soldiers?|artists?|authors?|poets?|sovereigns?|company|house|firm|city|state|nation|planet|"
    r"world|abbess|prior|of mercy|of charity|to be\b|of (?:the )?(?:house|order|regiment|convent|muses?))",
    re.IGNORECASE,
)
"""What follows where a word of kinship means something else."""

OWNED = re.compile(rf"(?:(?P<owner>{P}['’]s?|\b(?:[Hh]is|[Hh]er|[Mm]y)\b)|(?P<whose>{P}),?\swhose)\s{MODS}$")
"""To the left: ``Anna's elder``, ``Anna, whose elder``."""
THEIR = re.compile(rf"(?P<one>{P})\sand\s(?P<two>{P})(?P<gap>[^.!?;\n]{{0,60}})\b[Tt]heir\s{MODS}$")
"""To the left: ``Tom and Anna with their``."""
ARTICLE = re.compile(rf"(?:\b(?P<article>[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother)\s)?{MODS}$")
"""To the left of ``brother of Anna``."""
OF = re.compile(
    rf"\s(?P<join>of|to)\s(?:(?:the|poor|old|late|young|little|dear|our|his|her|my|both)\s){{0,2}}"
    rf"(?P<owner>{P})(?!\s{P})(?:(?:,? and|,? by)\s(?P<other>{P})(?!\s{P}))?(?!['’]s?\s(?!and|who|was|had))"
)
"""To the right: ``of Anna``, ``to the late Tom``; not a name that is read as two, ``of George Wilson``."""
HAD = re.compile(
    rf"(?P<owner>{WHO})(?:,? who)?\s(?:had|has|have|had had)\s(?:(?:but|only|also|just|already|at least)\s)?"
    rf"(?:an?|one|two|three|four|five|six|seven|several|another|some|many)\s{MODS}$"
)
"""To the left: ``Anna had a little``."""
_END = r"(?=[,.;:!?)—–]|--|$)"
NAMED = re.compile(
    rf"(?:\s(?P<a>{P})|,\s(?P<b>{P})(?=[,.;:!?)—–]|--|\s(?:who|whose|whom)\b)(?!,\s(?:(?:and|or)\s)?{P})"
    rf"|,?\s(?:(?:was|is|who was)\s)?(?:named|called|christened|by name|by the name of|whose name (?:was|"
    rf"is))\s(?P<c>{P})"
    rf"|\s(?:was|is)\s(?P<d>{P})(?!['’])(?:{_END}|(?=\s(?:and|who|but)\b))"
    rf"|\s?(?:—|–|--|\()\s?(?P<e>{P})(?=[,.;:!?)—–]|--|\s(?:who|whose|had|was)\b))"
)
"""To the right: the name of the one concerned."""
ALL_NAMED = re.compile(rf"(?:,|:|\swere|\sare)?\s(?P<all>{P}(?:,\s{P}){{0,5}},?\sand\s{P})(?!['’])")
"""To the right of a plural: ``Anna, Mary and Ruth``."""
APPOSED = re.compile(rf"(?P<who>{P})(?:,|\s\(|\s?(?:—|–|--))\s?(?:(?:as|being)\s)?{ADVERB}?$")
"""To the left of ``Anna's brother,``: ``Tom,``."""
APPOSED_END = re.compile(r"\s*(?:[,.;:!?)—–]|--|$)(?!,\s(?:and|or)\s[ᐁᐃ])|\s(?:who|by|and a|and the)\b")
"""To the right of what is apposed."""
TAKEN = re.compile(rf"\b(?:took|taken|take|taking)\s(?P<who>{P})\s(?:as|for|to be)\s$")
"""To the left of ``his wife``: ``took Anna for``."""
LENGTH = re.compile(
    r"\s(?:of|for|these)\s(?:[a-z-]+\s){1,4}(?:years|months|weeks|days|summers|winters)(?:['’]\s?standing)?"
    r"|\sby\s(?:adoption|marriage|blood|birth)"
)
"""To the right of a word of kinship: how long, or by what."""
CLEFT = re.compile(r"\b[Ii]t (?:was|is|had been)\s$")
AS_KIN = re.compile(r"(?:^|[.!?;—\ue000”]\s?|\n)\s*(?:As|Being)\s$")
AS_KIN_WHO = re.compile(rf",\s(?P<who>{P}|s?he\b)")
WHOM_AFTER = re.compile(rf",\s(?:whom|that)\s(?P<owner>{P})")
"""To the right of ``It was Tom, her brother``: ``, whom Anna``."""
ONE_OF = re.compile(
    r"(?:\bthe\s)?\b(?:one|elder|eldest|oldest|younger|youngest|first|second|third|last|only one)\s(?:of|among)\s$"
)
"""To the left of ``Anna's brothers``, of whom one is meant."""
BOTH_OF = re.compile(rf"(?P<all>{P}\sand\s{P}),?\s(?:(?:who\s)?(?:are|were|had been)\s)?$")
"""To the left of ``Anna's brothers``: ``Tom and Jim were``."""
PREDICATE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|born|become|became|remain\w*|not|never|longer|like|as|than|"
    r"only|if|nor|call\w*|a|an)\s$"
)
"""To the left of ``Anna's brother``, where nobody of that kind need exist."""
COPULA = re.compile(rf"(?P<who>{WHO})(?:,? who)?,?\s(?P<be>{_BE})\s{ADVERB}{{0,2}}$")
"""To the left of ``Anna's brother``: ``Tom was``."""
_BOTH = rf"(?P<one>{P})\sand\s(?P<two>{P}),?\s"
BOTH_ARE = re.compile(rf"{_BOTH}(?:who\s)?(?:{_BE}\s)?{ADVERB}{{0,2}}(?:the\s)?(?:two\s)?{MODS}$")
"""To the left of ``brothers``: ``Tom and Jim were``."""
AND_KIN = re.compile(rf"\sand\s(?P<kin>{KIN_WORD})\b")
"""To the right: ``and sister``."""
BOTH_AFTER = re.compile(rf",?\s(?P<one>{P})\sand\s(?P<two>{P})(?!['’])")
"""To the right of ``the sisters``."""

WEDDING = re.compile(
    r"\b(?:married|wedded|wed|marriage|marry|marries|marrying|remarried|wedding|engaged|engagement|betrothed|betrothal|"
    r"bride|bridegroom|divorced?|widowed|couple|man and wife|courted|courtship|proposed|honeymoon)\b"
)
"""A word of marriage."""
MARRIES = re.compile(rf"(?P<who>{WHO})(?:,? who)?\s(?:(?:had|has|later|soon|at last)\s){{0,2}}{ADVERB}?$")
"""To the left of ``married Tom``."""
IS_MARRIED = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?(?:,?\s(?:is|was|were|had been|has been|being|got|had got|had once been)"
    rf"\s|,\s){ADVERB}{{0,2}}$"
)
"""To the left of ``married to Tom``."""
SPOUSE = re.compile(rf"\s(?P<whom>{P}|him\b|her\b(?!\s[a-zᐁᐃ])|me\b)(?!['’])(?!\sto\b)")
TO_SPOUSE = re.compile(
    rf"\s(?:(?:for|since|these|nearly|almost|some|over)\s[^.,;:!?\n]{{0,28}}\s)?to\s(?P<whom>{P}|him\b|"
    rf"her\b(?!\s[a-zᐁᐃ])|me\b)(?!['’])"
)
BOTH_MARRIED = re.compile(
    rf"{_BOTH}(?:who\s)?(?:(?:were|are|had been|have been|have|had|got|had got|became)\s)?{ADVERB}{{0,2}}(?:an?\s"
    rf"(?:{ADVERB}|old\s|young\s)?)?$"
)
COUPLE_AFTER = re.compile(rf"\scouple,?\s(?P<one>{P})\sand\s(?P<two>{P})(?!['’])")
BETWEEN_TWO = re.compile(rf"\s(?:of|between)\s(?P<one>{P})\s(?:and|to|with)\s(?P<two>{P})(?!['’])")
MARRIAGE_OF = re.compile(rf"(?P<one>{P})(?:\sand\s(?P<two>{P}))?['’]s?\s(?:[a-z]+\s)?$")

BIRTH = re.compile(
    rf"(?P<mother>{WHO})\s(?:had\s|has\s)?(?:given|gave)\sbirth\sto\s(?P<child>{P})"
    rf"|(?P<born>{P})(?:,? who)?,?\s(?:(?:was|had been|is)\s)?born\sto\s(?P<parent>{P})(?:\sand\s(?P<other>{P})"
    rf")?(?!['’])"
)
"""Whose child somebody is."""
FEIGNED = re.compile(
    r"\b(?:pretend\w*|feign\w*|disguis\w*|pos(?:ed|ing) as|pass(?:ed|ing) (?:\w+ ){1,3}off|supposed|so-called|alleged|"
    r"mistook|mistaken|introduced (?:\w+ ){1,3}as|took (?:\w+ ){1,3}for|claim\w*|lied|lying|lie)\b"
)
"""What makes a relation one that is only said."""
