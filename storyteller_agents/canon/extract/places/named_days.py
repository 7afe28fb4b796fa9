"""Days with a name, as notes to compare: feasts (``holiday:christmas day``) and days that only the story knows (``holiday:landing day``).

A name that ends in Day, Eve, Night or Week is such a day where a preposition, or a verb for spending time, leads to it; so
Doris Day is none.
"""

from __future__ import annotations

import re

_FEAST = (
    r"(?:Christmas|Easter|Michaelmas|Midsummer|New Year|Whitsun|Hallowe['’]?en|Candlemas|Good Friday|Lammas"
    r"|Martinmas|Shrovetide"
    r"|Palm Sunday|Easter Monday|Whit (?:Sunday|Monday)|Ash Wednesday|Maundy Thursday|Shrove Tuesday|Holy Week"
    r"|Pentecost|Epiphany"
    r"|Boxing Day|Twelfth Night|Thanksgiving|Passover|Yom Kippur|Hanukkah|Diwali|Ramadan)"
)
_KNOWN = re.compile(
    rf"(?<!last )(?<!next )(?<!every )(?<!before )(?<!since )(?<!after )\b{_FEAST}\b(?:['’]s)?(?:\s(?:Eve|Day"
    rf"|Sunday|Monday|morning|night|Night))?"
)
_NAMED = re.compile(
    r"\b(?:[Oo]n|[Ff]or|[Aa]ll(?: of)?|[Ww]hole of|[Tt]hroughout|[Dd]uring|of|[Tt]hat|[Ii]t was|[Oo]ver"
    r"|[Tt]hrough|spen[dt]|passed|kept|celebrated|observed"
    r"|marked|saw in|feasted)\s(?:the\s)?(?P<day>(?:(?!(?:Every|Each|One|Next|Last|Some|This|That|The"
    r"|Any)\b)[A-Z][a-z]+(?:['’]s|['’])?\s){1,2}(?:Day|Eve|Night|Week))\b(?!['’]s\s(?!morning|night|eve))"
    r"|\b(?P<opens>(?:[A-Z][a-z]+(?:['’]s|['’])?\s){1,2}(?:Day|Eve|Night))\s(?:found|saw|had found|caught|was spent)\b"
)
_GENERIC = frozenset(
    {"first", "second", "third", "good", "bad", "great", "new", "same", "other", "very", "whole", "next", "last"}
)


def named_days(sentence: str) -> list[str]:
    """Return the named days that a sentence speaks of, as notes."""
    found = [_plain(match[0]) for match in _KNOWN.finditer(sentence)]
    for match in _NAMED.finditer(sentence):
        name = _plain(match["day"] or match["opens"])
        if name.split()[0] not in _GENERIC and not any(known in name for known in found):
            found.append(name)
    return [f"holiday:{name}" for name in found]


def _plain(name: str) -> str:
    """Return a day's name without what varies in writing it: ``Founders’ Day``, ``Founder's Day``."""
    words = re.sub(r"['’]s?", "", name.lower()).split()
    return " ".join(word.removesuffix("s") if word != "christmas" else word for word in words)
