"""Families told without a number: an only child, a childless pair, one who was married twice, twins that are all.

They make facts `count` of their own: who has none, one or two of a kin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import CARDINAL, number
from storyteller_agents.canon.reading import PERSON, WHO, Reading

_SIBLINGS = ("brother", "sister", "sibling")
_CHILDREN = ("son", "daughter", "child")
_TOLD = tuple(
    (re.compile(pattern), kin, value)
    for pattern, kin, value in (
        (r"\ban only child\b|\b(?:only|sole) child of\b|\bneither (?:a )?brothers? nor (?:a )?sisters?\b|"
         r"\bno brothers? (?:or|and|nor) sisters?\b|\bno siblings\b", _SIBLINGS, "0"),
        (r"\bchildless\b|\bno child(?:ren)?\b(?! (?:of|could|would|was|in)\b)|"
         r"\bneither (?:a )?son nor (?:a )?daughter\b|\bnever (?:borne|had|bore) (?:a|any) child(?:ren)?\b", _CHILDREN, "0"),
        (r"\bmarried (?:only |but |just )?once\b|\bonly (?:one|a single) marriage\b", ("husband", "wife"), "1"),
        (r"\b(?:married|widowed) (?:only |but |just )?twice\b|\btwice (?:married|widowed)\b", ("husband", "wife"), "2"),
        (r"\bmarried (?:for the|a) second time\b", ("husband", "wife"), "+2"),
        (r"\bmarried (?:for the|a) third time\b", ("husband", "wife"), "+3"),
        (r"\b(?:married|widowed) (?:only |but |just )?(?:three times|thrice)\b|\b(?:three times|"
         r"thrice) (?:married|widowed)\b", ("husband", "wife"), "3"),
    )
)  # fmt: skip
_SUBJECT = re.compile(
    rf"(?P<who>{WHO})(?: and (?:her|his) (?:husband|wife))?(?:,[^.,;!?]{{2,50}},)?,? (?:who )?(?:had|was|were|is|"
    rf"has|remained|died|lived|being|having|never|bore)\b[^.!?;ᐁᐃ]{{0,30}}$"
)
_APPOSED = re.compile(rf"(?P<who>{PERSON}), (?:who (?:was|had|is) )?$")
_DOUBT = re.compile(r"\b(?:if|would|could|might|not|like|as if|wish\w*|thought)\b|n['’]t\b")


_PARENT = re.compile(
    rf"(?P<who>{WHO}),? (?:was |had been |is |became )?(?:now |already )?(?:the |a )?(?:[a-z]+ )?(?:father|"
    rf"mother|parent)s? of (?P<n>(?i:{CARDINAL}))(?=[,.;:]| and\b)"
)


def families(reading: Reading) -> Iterator[Fact]:
    """Yield how many of a kin somebody has, where it is told without a number."""
    text = reading.narration
    for parent in _PARENT.finditer(text) if re.search(r"(?:father|mother|parent)s? of", text) else ():
        who, children = reading.who(parent), number(parent["n"])
        if (
            who
            and children
            and not reading.hedges(*parent.span()) & {"dream", "told", "question", "negated", "supposed"}
        ):
            yield fact_at(reading, parent.span(), who, "count", str(children), about="child", notes=("had",))
    for pattern, kin, value in _TOLD:
        for told in pattern.finditer(text):
            first = reading.sentence_at(told.start())[0]
            base = max(first, told.start() - 110)
            left = text[base : told.start()]
            subject = _SUBJECT.search(left) or _APPOSED.search(left)
            if subject is None or _DOUBT.search(left):
                continue
            who = reading.whom(base + subject.start("who"), base + subject.end("who"))
            if who is None or reading.hedges(*told.span()) & {"dream", "told", "question"}:
                continue
            for one in kin:
                form = "none" if value == "0" else "least" if value.startswith("+") else "had"
                yield fact_at(reading, told.span(), who, "count", value.lstrip("+"), about=one, notes=(form,))
