"""Whose something is in a sentence that speaks of one person only, whatever its grammar."""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.pronouns import surely
from storyteller_agents.canon.hedges import QUOTED
from storyteller_agents.canon.reading import Reading

KIN = r"(?:mother|father|brother|sister|son|daughter|wife|husband|child|friend|aunt|uncle|grandmother|grandfather|girl|boy|man|woman|lady|gentleman|fellow|stranger|creature|doll|baby|horse|dog|cat|old one|maid|servant|child|infant|person|lad|lass|youth|people|men|women|children|girls|boys|figure|portrait|picture|statue)"
"""Others whom a sentence may speak of without a name."""
_SHORT = 160
_OTHER_ONES = re.compile(
    rf"\b(?:{KIN}|I|me|my|we|us|our|they|their|you|your|its|who|whose|someone|somebody|anyone|everyone|one|another|other|others|people|"
    r"men|women|animals?|beasts?|horses?|dogs?|cats?|birds?|mask|doll|picture|if|not|never|nor|neither|liked?|loved?|hated|preferred|admired|"
    r"into|upon|beheld|thought|dream\w*|remember\w*|imagin\w*|like|king|queen|prince|princess|witch|doctor|soldier|captain)\b|n['’]t\b"
)
_HE, _SHE = re.compile(r"\b(?:[Hh]e|[Hh]is|[Hh]im)\b"), re.compile(r"\b(?:[Ss]he|[Hh]ers?)\b")
_EITHER = re.compile(r"\b(?:[Hh]e|[Hh]is|[Hh]im|[Ss]he|[Hh]ers?)\b")


def only_one(reading: Reading, at: int) -> str | None:
    """Return the only one whom a sentence speaks of, if it speaks of one: whatever the grammar, they are his."""
    first, last = reading.sentence_at(at)
    named = reading.named_between(first, last)
    if last - first > _SHORT or len({mention.entity.name for mention in named}) != 1 or named[0].entity.kind == "place":
        return None
    sentence = reading.narration[first:last]
    gender = named[0].entity.gender
    if QUOTED in sentence or _OTHER_ONES.search(sentence) or (not gender and _EITHER.search(sentence)):
        return None
    if (gender == "m" and _SHE.search(sentence)) or (gender == "f" and _HE.search(sentence)):
        return None
    return surely(reading, named[0].start, named[0].end)
