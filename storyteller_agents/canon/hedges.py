"""Why a passage may not be meant as it stands: reasons not to take a fact from it, or not to object to it.

Each hedge is a closed class of English turns, looked for in the sentence, before the passage where the grammar puts
it there; dreams and memories last until somebody wakes, or to the end of the paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from storyteller_agents.canon.reading import Reading

Hedge = Literal["negated", "supposed", "question", "figurative", "dream", "memory", "ghost", "told", "feigned", "habit"]

_IN_SENTENCE: dict[Hedge, re.Pattern[str]] = {
    "negated": re.compile(
        r"\b(?:not|never|no longer|neither|nor|nobody|no one|none|without|hardly)\b|n['’]t\b|\bno\s",
        re.I,
    ),
    "supposed": re.compile(
        r"\b(?:if|unless|whether|would|could|might|(?-i:may)|should|shall|must have|ought|perhaps|maybe|possibly|probably|"
        r"suppos\w+|imagin\w+|wish\w*|hop(?:e|ed|ing)|fear(?:s|ed|ing)?|afraid|expect\w*|wonder\w*|doubt\w*|believ\w+|"
        r"suspect\w*|almost|nearly|about to|seem\w*|appear(?:s|ed) to|looked like|thought(?! of)|will|lest|"
        r"as good as|half[- ](?!past|an?\b)|in case|threaten\w*|want(?:s|ed)? to|tried to|going to|ready to|in order to)\b",
        re.I,
    ),
    "figurative": re.compile(
        r"\b(?:as if|as though|like an?|like the|so to speak|as it were|seemed|metaphor\w*|reminded|resembl\w+)\b|"
        r"\bas \w+ as\b|\blike\s(?=[ᐁᐃ])",
        re.I,
    ),
    "ghost": re.compile(
        r"\b(?:ghosts?|ghostly|spirits?|spectre|specter|apparition|phantom|shade of|haunt\w*|revenant|undead|séance|seance|from beyond the grave)\b",
        re.I,
    ),
    "told": re.compile(
        r"\b(?:rumou?r\w*|legend|it was said|they said|people said|some said|said that|says that|told (?:\w+ )?that|claim\w*|lied|lie|"
        r"lying that|allege\w*|report(?:s|ed) that|swore that|insist\w* that|gossip\w*|story goes|according to|"
        r"newspapers?|read that|heard that|wrote that|announced that|declared that|fairy ?tale|in the (?:story|play|song|picture|painting|portrait|photograph))\b",
        re.I,
    ),
    "feigned": re.compile(
        r"\b(?:pretend\w*|feign\w*|disguis\w*|mask(?:ed)?|dressed (?:up )?as|posed as|posing as|passed (?:himself|herself) off|"
        r"impersonat\w*|acted the|played (?:dead|the part)|faked?|false|counterfeit|wig|dyed?|painted|costume|make-?up|in jest|joked?)\b",
        re.I,
    ),
    "memory": re.compile(
        r"\b(?:had (?:once|been|always|never|\w+ed|\w+en|gone|had|said|told|made|come|seen|done|heard|kept|left|lost|found|brought|"
        r"stood|sat|felt|thought|known|met|held|spent)|remember\w*|recall\w*|recollect\w*|reminisc\w*|memor(?:y|ies)|in (?:his|her|my|their) (?:youth|childhood)|"
        r"as a (?:boy|girl|child|young)|years? (?:ago|before|earlier)|long ago|once upon|used to|back then|in those days|"
        r"last (?:year|summer|winter|spring|autumn|month|week)|when (?:he|she|I|they) (?:was|were) (?:alive|living|young|a (?:boy|girl|child))|"
        r"before (?:his|her|the) death|in life|back when|thought back|flashback|days gone)\b",
        re.I,
    ),
    "habit": re.compile(
        r"\b(?:would (?:often|always|sometimes|then)|used to|every (?:day|morning|evening|night|week|year|summer|winter|time)|often|usually|whenever|always)\b",
        re.I,
    ),
    "dream": re.compile(
        r"\b(?:dream\w*|dreamt|nightmares?|vision|visions|hallucinat\w*|delirium|delirious|trance|fever(?:ed|ish)? (?:dream|mind))\b",
        re.I,
    ),
}
_DREAMT = re.compile(r"\b(?:dream(?:ed|t|s|ing)?\b|nightmare|in (?:his|her|my|the) sleep|vision came)", re.I)
_WOKE = re.compile(r"\b(?:woke|awoke|awakened|waking|wakened|woken|sat up in bed|opened (?:his|her|my) eyes)\b", re.I)
_FLASHBACK = re.compile(
    r"\b(?:(?:[a-z]+|\d+) (?:years|months|weeks|days) (?:earlier|before|ago)\b|remember(?:ed|ing) (?:the|that|how|when)|thought back to|"
    r"it had been|in those days|when (?:he|she|I) (?:was|were) (?:a |an )?(?:boy|girl|child|young|small|little|\w+teen|seven|eight|nine|ten|twelve))",
    re.I,
)
QUOTED = "\ue000"
"""What stands in `Reading.narration` for every character of a quotation."""

FAR = 1_000
"""What stands further off in a sentence, in characters, is not looked at."""


def find_hedges(reading: Reading, start: int, end: int) -> frozenset[Hedge]:
    """Return the hedges that a passage stands under.

    What would negate or suppose is looked for in the clause before the passage and in it; the others in the sentence.
    """
    first, last = reading.sentence_at(start)
    first, last = max(first, start - FAR), min(last, end + FAR)
    spoken = reading.narration[start : start + 1] == QUOTED
    text = reading.masked if spoken else reading.narration  # what somebody says nearby is no hedge of the narrator's
    sentence = reading.masked[first:last]
    before = text[max(first, start - 60) : end]
    found: set[Hedge] = set()
    for hedge, pattern in _IN_SENTENCE.items():
        if pattern.search(before if hedge in ("negated", "supposed") else sentence):
            found.add(hedge)
    if sentence.rstrip("\"'”’)").endswith("?"):
        found.add("question")
    paragraph = text.rfind("\n", 0, start) + 1
    earlier = text[max(paragraph, start - 1500) : first]
    dreamt = [match.end() for match in _DREAMT.finditer(earlier)]
    if dreamt and not _WOKE.search(earlier, dreamt[-1]):
        found.add("dream")
    if _FLASHBACK.search(earlier[-600:]):
        found.add("memory")
    return frozenset(found)
