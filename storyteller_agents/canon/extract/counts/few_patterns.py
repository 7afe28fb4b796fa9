"""The turns by which small numbers are told: both of her sons, only one, a single bell, the third of his daughters.

Tried only around a word that `counts/` found; what is made of them: `counts/few.py`.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.counts.nouns import KIN_WORD
from storyteller_agents.canon.extract.counts.patterns import HAVING, NOUN
from storyteller_agents.canon.numbers import ORDINAL
from storyteller_agents.canon.reading import THING, WHO, WHOSE

PLACE_IN_ROW = re.compile(rf"(?P<n>(?i:{ORDINAL}))\b")
OWN = re.compile(
    rf" (?P<of>of )?(?:(?P<owned>the (?P<thing>[a-z]+)['’]s?) |(?P<who>{WHOSE}|{THING}['’]s?) |(?P<the>the|these|those|"
    rf"them) )?{NOUN}"
)
"""After *both* and *neither*: whose."""
GROUP_OF = re.compile(rf" of {NOUN}")
ONLY_ONE = re.compile(rf" (?P<noun>{KIN_WORD})\b")
HAD_ONE = re.compile(
    rf"(?P<who>{WHO})(?: [a-z]+ly)? (?:had|has|had had)(?: (?:only|ever|never))* ?(?:had )?(?P<how>only |but |"
    rf"just )?(?:an? )?$"
)
ONE_HAD = re.compile(
    rf"(?:(?P<who>{WHO}|{THING})|\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts) (?:[a-z]+ )?(?P<thing>[a-z]{{3,}})(?: (?:of|"
    rf"in|at|on|near) (?:the )?(?:[a-z]+|{THING}))?)(?:,[^.,;!?]{{2,40}},)?(?: [a-z]+ly| still| never)? "
    rf"(?:{HAVING}|has had|had (?:taken|kept|owned|employed|known|raised))"
    r"(?P<how> only| but| just| never more than)?(?: an?)? $"
)
ONE_THERE = re.compile(
    r"\b[Tt]here (?:was|had been|had never been|is)(?: never)?(?P<how> only| but| just| a| more than)+ $"
)
RANKED_THING = re.compile(r" (?P<noun>[a-z]{3,})(?= (?:of|in|on) )")
NO_THING = re.compile(r" (?P<noun>[a-z]{3,})(?=[.,;]| at all\b| of any\b| whatever\b| of its own\b| and no\b)")
RANK_OF = re.compile(rf" of (?:(?P<who>{WHOSE})) {NOUN}")
HAD_NO = re.compile(rf"(?P<who>{WHO})(?:,? who)? (?:had|has|had had) $")
