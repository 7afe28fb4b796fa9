"""The words by which a thing comes back, is missed, or is only remembered; what excuses that it is used again."""

from __future__ import annotations

import re

BACK = (
    r"(?:found|recover\w*|retriev\w*|regain\w*|reclaim\w*|return\w*|restor\w*|brought|fetch\w*|redeem\w*|"
    r"replac\w*|mend\w*|repair\w*|reforg\w*|cop(?:y|ied)|bought|"
    r"(?:got|gave|given|brought|bought|came|took|won|handed|sent) (?:[^ .!?]+ ){0,3}back|fish\w* (?:out|up)|dug|"
    r"salvag\w*|rescu\w*|stole|inherit\w*|borrow\w*|forg(?:ed|ing)|rebuil\w*|washed up|c[ao]me to light|(?:in|"
    r"from) (?:its|the) (?:belly|net))"
)
OTHER_ONE = r"(?:new|another|second|spare|other|duplicate)\b[^.!?,;]{0,15}"
"""Before the noun: that it is another one of the kind."""
OTHER_GOT = re.compile(
    r"\b(?:built|bought|got|made|given|found|took|stole|ordered|carved|forged|sewed|knitted|wove|borrowed|chose|"
    r"cut|rais\w+) (?:himself |herself |him |her |me |myself )?(?:another|a new one|a second|new ones)\b(?! [a-z]+ing)"
)
"""Soon after a loss: that another one of the kind takes its place."""
NOT_BACK = re.compile(r"\b(?:never|nobody|no one|nor|not|no)\b[^.!?;]{0,50}")
IT_BACK = re.compile(
    r"\b(?:bought|got|brought|gave|given|won|sent|handed|had|took) (?:it|him|her|them) back\b|\b(?:found|"
    r"recovered|mended|redeemed) (?:it|them)\b"
)
MISSED = re.compile(
    r"\b(?:lost|gone|missing|no longer|remember\w*|was not there|wasn['’]t there|empty|vanished|forgot\w*|"
    r"only to|where (?:it|his|her|the) \w+ had)\b"
)
MISSED_NEXT = re.compile(
    r"\s*[^.!?]{0,40}\b(?:[Ii]t was (?:gone|lost|not)|[Ii]t wasn['’]t|missing|no longer|remember\w*|"
    r"was not there|[Gg]one)\b"
)
PAST = re.compile(
    r"\b(?:had (?:once|always|often|been|\w+ed)|(?:[Ii]n|[Tt]hrough) (?:his|her|my) (?:sleep|fever|delirium)|"
    r"used to|in those days|years ago|remember\w*|recall\w*|as a (?:boy|girl|child)|dream\w*|imagin\w*|"
    r"picture of|ghost\w*)\b"
)
NOTHING_MISSING = re.compile(r"\b(?:never|nobody|not (?:one|a)|nothing|none)\b[^.!?;]{0,50}")
"""What says that nothing is missing."""
FOUND = re.compile(
    r"\b(?:found|came (?:up)?on|came across|stumbled (?:up)?on|stumbled across|discovered|unearthed|dug up|"
    r"lit upon|turned up)\b"
)
"""That somebody finds what nobody knew where it was."""
THERE_IT_IS = re.compile(
    r"^\W*(?:(?:Yes|And|But|Then),? )?(?:[Ii]t was (?:the|his|her|my|[A-Z]\w+['’]s)\b|[Tt]here (?:was|were|lay|"
    r"hung|stood|it was)\b|[Tt]here, )"
)
"""At the head of a sentence: that a thing comes to light."""
