"""Which weekday somebody says it is today: ``said day`` facts, whose value is the weekday of the day on which he speaks.

``Today is Monday``, ``it's Monday``, ``tomorrow is Tuesday`` and ``yesterday was Sunday`` all say the same. Only plain statements; a
question, a plan or a supposition is none. What somebody says may be wrong, so a rule compares only what is said close by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.times.sentence_triggers import matches, sentences_with
from storyteller_agents.canon.extract.times.words import WEEKDAY, WEEKDAYS
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

_DAYS = {"today": 0, "to-day": 0, "it": 0, "this": 0, "tomorrow": 1, "to-morrow": 1, "yesterday": -1}
_IS = r"(?:is|['’]s|was|will be|['’]ll be|being)"
_SAID = re.compile(
    rf"\b(?P<when>(?i:today|to-day|tomorrow|to-morrow|yesterday|it|this))\s?{_IS}\s(?:only\s|already\s|just\s|still\s|a\s)?(?P<day>{WEEKDAY})\b(?!s|['’]|\s(?:that|when|school|he|she|they|we|I|you)\b)(?P<end>\s(?:today|already|now|again|morning|afternoon|evening|night)\b)?(?=[^?\n]{{0,80}}[.!,;—”\"]|$)"
    rf"|\b(?P<day2>{WEEKDAY})['’]?s?\s(?:is\s)?(?P<when2>today|tomorrow|yesterday)\b"
)
_NOT_SAID = re.compile(
    r"\b(?:if|when|unless|suppose|until|till|thought|wish|whether|think|believe|not|no|never|would|could|might|maybe|perhaps|pretend)\b|n['’]t\b",
    re.IGNORECASE,
)


def find_said_days(reading: Reading) -> Iterator[Fact]:
    """Yield the weekday that it is by what somebody says."""
    text = reading.flat
    spoken = sentences_with(reading, text, [day.capitalize() for day in WEEKDAYS])
    for match in matches(_SAID, text, spoken):
        if reading.narration[match.start() : match.start() + 1] != "\ue000":
            continue
        when = (match["when"] or match["when2"]).lower()
        before = text[max(reading.sentence_at(match.start())[0], match.start() - 40) : match.start()]
        if _NOT_SAID.search(before) or (" was " in match[0] and when != "yesterday"):
            continue
        day = WEEKDAYS.index((match["day"] or match["day2"]).lower()) - _DAYS[when]
        yield fact_at(reading, match.span(), "", "said day", WEEKDAYS[day % 7], notes=(when,))
