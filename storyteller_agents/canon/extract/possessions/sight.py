"""That a thing is there: somebody has to do with it, in whatever way, and it isn't only thought of, missed or wished for."""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.possessions.owners import Event, Thing, actor_of, possessor_of
from storyteller_agents.canon.reading import Reading

_ONLY_THOUGHT_OF = re.compile(
    r"\b(?:without|no longer|miss\w*|remember\w*|recall\w*|thought|think\w*|thinking|dream\w*|sleep|imagin\w*|"
    r"forg[eo]t\w*|lost|where|ruins?|ash(?:es)?|site|"
    r"stump|remains|loss|place|instead|want|lack|stor(?:y|ies)|picture|end|gone|fate|destruction|fragments|"
    r"pieces|bits|splinters|wreck\w*|"
    r"rebuil\w*|speak\w*|spoke|told|tell\w*|talk\w*|said|ask\w*|wish\w*|mourn\w*|regret\w*|grie\w+|wept|"
    r"search\w*|seek\w*|sought|look\w* for|"
    r"if|would|could|should|might|may|will|shall|must|not|never|no|none|nor|before|until|once|as|like|than|had|"
    r"has|have|every|new|another|"
    r"absence|ghost|memory|news|about|nearly|almost|used to|burn\w*|old days|always|often)\b|n['’]t\b",
    re.IGNORECASE,
)


_WE = re.compile(r"\b(?:[Tt]hey|[Ww]e)\b")


def seen(reading: Reading, thing: Thing) -> Event | None:
    """Return that a thing is there: somebody has to do with it, in whatever way, and it isn't only thought of."""
    if thing.article == "other":
        return None
    first = reading.sentence_at(thing.start)[0]
    before = reading.narration[max(first, thing.start - 110) : thing.start]
    if _ONLY_THOUGHT_OF.search(before):
        return None
    who = possessor_of(reading, thing) or actor_of(reading, thing.start) or ""
    return Event("seen", who) if who or len(thing.value) > len(thing.noun) or _WE.search(before) else None
