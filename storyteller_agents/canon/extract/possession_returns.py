"""The words by which a thing comes back, is missed, or is only remembered; what excuses that it is used again."""

from __future__ import annotations

import re

BACK = (
    r"(?:found|recover\w*|retriev\w*|regain\w*|reclaim\w*|return\w*|restor\w*|brought|fetch\w*|redeem\w*|replac\w*|mend\w*|repair\w*|reforg\w*|cop(?:y|ied)|bought|"
    r"(?:got|gave|given|brought|bought|came|took|won|handed|sent) (?:[^ .!?]+ ){0,3}back|pick\w* up|fish\w* (?:out|up)|dug|salvag\w*|rescu\w*|stole|inherit\w*|borrow\w*|forg(?:ed|ing)|new|another|second|spare|other|duplicate|rebuil\w*|washed up|c[ao]me to light|(?:in|from) (?:its|the) (?:belly|net))"
)
NOT_BACK = re.compile(r"\b(?:never|nobody|no one|nor|not|no)\b[^.!?;]{0,50}")
IT_BACK = re.compile(
    r"\b(?:bought|got|brought|gave|given|won|sent|handed|had|took) (?:it|him|her|them) back\b|\b(?:found|recovered|mended|redeemed) (?:it|them)\b"
)
MISSED = re.compile(
    r"\b(?:lost|gone|missing|no longer|remember\w*|was not there|wasn['’]t there|empty|vanished|forgot\w*|only to|where (?:it|his|her|the) \w+ had)\b"
)
MISSED_NEXT = re.compile(
    r"\s*[^.!?]{0,40}\b(?:[Ii]t was (?:gone|lost|not)|[Ii]t wasn['’]t|missing|no longer|remember\w*|was not there|[Gg]one)\b"
)
PAST = re.compile(
    r"\b(?:had (?:once|always|often|been|\w+ed)|(?:[Ii]n|[Tt]hrough) (?:his|her|my) (?:sleep|fever|delirium)|used to|in those days|years ago|remember\w*|recall\w*|as a (?:boy|girl|child)|dream\w*|imagin\w*|picture of|ghost\w*)\b"
)
NOTHING_MISSING = re.compile(r"\b(?:never|nobody|not (?:one|a)|nothing|none)\b[^.!?;]{0,50}")
"""What says that nothing is missing."""
