"""What somebody thought, or felt unseen, told as a fact: the facts that a point of view has to allow.

Only turns that nobody can see from outside: "she felt a pang, though she hid it". Whatever looks like a guess, an
observation or a later report of it is left out. Whose point of view it is, is for the rules to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.entities import NARRATOR
from storyteller_agents.canon.extract.narration.mind_turns import MINDS
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

_SEEN = re.compile(
    r"\b(?:seem\w*|appear\w*|as if|as though|evident\w*|apparent\w*|obvious\w*|plainly|it was (?:plain|clear)|clearly|visibl\w*|perhaps|maybe|possibly|probably|must have|may have|"
    r"might have|no doubt|doubtless|I['’]?(?:ve|d)? (?:could |can |have |had |do |\w+ly |was |am )*(?:see|saw|seen|tell|knew|know|thought|think|guess\w*|suppose\w*|imagin\w*|"
    r"felt|feel|believe\w*|suspect\w*|noticed|perceived|fancy|fancied|understood|heard|gather\w*|learn\w*|daresay|realised|realized|judged|sure|certain|convinced)|"
    r"told me|confess\w*|afterwards|later|ever after|explain\w*|in (?:his|her|their) (?:face|eyes|voice|look|expression)|looked|looking|"
    r"expression|to me|wrote|letter|says|(?<!had )said (?!to (?:him|her)self)(?:that )?(?:he|she)?|whispered|murmured|muttered|cried|aloud|if (?:he|she)|I['’]m sure|suggest\w*|hint\w*|show(?:ed|ing) (?:that|how))\b|\?",
    re.I,
)


def find_minds(reading: Reading) -> Iterator[Fact]:
    """Yield whose unseen thoughts and feelings a scene tells, at the sentence that tells them."""
    found: set[int] = set()
    for pattern in MINDS:
        for match in reading.find(pattern):
            first, last = reading.sentence_at(match.start())
            if first in found or _SEEN.search(reading.narration[first:last]):
                continue
            who = reading.who(match)
            if who is not None and who != NARRATOR:
                found.add(first)
                yield fact_at(reading, match.span(), who, "mind", "told")
