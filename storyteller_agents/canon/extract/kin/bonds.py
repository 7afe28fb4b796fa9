"""Kinship between two people told without its own word, or over a third: the part of the facts `kin` that is inferred.

``Tom led Anna to the altar``, ``Anna had borne Tom``, ``Tom and Anna had the same mother``, ``Anna's mother was Tom's
sister``, ``Tom, her father's brother``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.around import who_again
from storyteller_agents.canon.extract.kin.marriages import is_meant
from storyteller_agents.canon.extract.kin.patterns import P
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.kinship import FOLLOWS, INVERSE, KIN_WORD, Kind, relation
from storyteller_agents.canon.reading import WHO, Reading

_A = rf"(?P<a>{WHO})(?:,? who)?,?\s(?:(?:had|has|himself|herself|once|long ago|at last|since)\s){{0,2}}"
_B = rf"(?P<b>{P}|him\b|her\b)(?!['’])"
_SAME = r"(?:the same|one|one and the same|a)"
_PAIR = rf"(?P<a>{P})\sand\s(?P<b>{P})"
_TURNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            rf"{_A}(?:led|taken|took|brought|followed)\s{_B}\s(?:to|from|before)\sthe\s(?:altar|church|parson|priest)"
        ),
        "spouse",
    ),
    (re.compile(rf"{_A}(?:made|make)\s{_B}\s(?:his|her)\s(?:[a-z]+\s)?(?:wife|husband|bride)\b"), "spouse"),
    (re.compile(rf"{_A}(?:given|gave)\s(?:his|her)\shand\s(?:in marriage )?to\s{_B}"), "spouse"),
    (
        re.compile(
            rf"{_A}(?:borne|bore|given|gave)\s{_B}\s(?:an?|two|three|four|five|six|seven|no)\s(?:[a-z]+\s){{0,2}}(?:sons?|daughters?|child|children|heir)\b"
        ),
        "spouse",
    ),
    (re.compile(rf"\b(?:wedding|marriage|honeymoon|wedding[- ](?:day|night|trip|breakfast))\sof\s{_PAIR}"), "spouse"),
    (
        re.compile(
            rf"{_PAIR}\s(?:had\s)?(?:exchanged (?:rings|vows)|made their vows|stood (?:together )?(?:before|at) the altar|set up house as man and wife|spent their honeymoon|kept their (?:golden|silver) wedding|been (?:man and wife|joined in matrimony)|were (?:man and wife|newly-?weds))"
        ),
        "spouse",
    ),
    (re.compile(rf"(?P<b>{P})['’]s?\s(?:young |new |lovely )?(?:bride|bridegroom),?\s(?P<a>{P})(?!['’])"), "spouse"),
    (re.compile(rf"(?P<a>{P}),\s(?P<b>{P})['’]s?\s(?:young |new )?(?:bride|bridegroom)\b"), "spouse"),
    (
        re.compile(
            rf"{_PAIR}\s(?:both\s)?(?:had|shared|were born of|were the children of|came of|were children of|had come of|were born to|were sons of|were daughters of|were got by)\s(?:both\s)?(?:the same|one)\s(?:mother|father|parents|womb|pair|couple)"
        ),
        "sibling",
    ),
    (
        re.compile(
            rf"\b(?:the same|one)\s(?:mother|father|woman|couple)\s(?:had\s)?(?:borne|bore|fathered|given birth to)\s(?:both\s)?{_PAIR}"
        ),
        "sibling",
    ),
    (
        re.compile(rf"{_A}(?:was\s)?(?:born (?:of|to) )?(?:had )?{_SAME}\s(?:mother|father|parents)\sas\s{_B}"),
        "sibling",
    ),
    (re.compile(rf"{_PAIR}(?:['’]s?)\s(?:common\s)?(?:mother|father|parents)\b"), "sibling"),
    (
        re.compile(
            rf"(?P<a>{P})['’]s?\s(?:mother|father)\s(?:was|had been)\s(?P<b>{P})['’]s?\s(?:mother|father)(?:\stoo|\sas well|\salso)\b"
        ),
        "sibling",
    ),
    (
        re.compile(rf"{_A}(?:fathered|sired|begot|begotten)\s{_B}"),
        "father",
    ),
    (
        re.compile(
            rf"{_A}(?:borne|bore|given birth to|gave birth to|brought forth|carried and borne)\s{_B}(?!\s(?:an?|two|three|four|five|six|no|company|malice|in mind|up|away|off|out|with|to)\b)"
        ),
        "mother",
    ),
    (
        re.compile(
            rf"(?P<b>{P})(?:,?\swho|,)?\s?(?:was|is|had been|being|)\s?(?:born\s)?the\s(?:only |eldest |youngest |second |third |elder |younger |natural |bastard )?(?:son|daughter|child)\sof\san?\s(?:[A-Z][a-z]+\s)?[a-z][a-z -]{{2,30}}(?:,|\scalled|\snamed|\sby the name of)\s(?P<a>{P})(?!['’])"
        ),
        "parent",
    ),
    (
        re.compile(
            rf"(?P<b>{P})(?:,? who)?\s(?:was|is|had been)\s(?P<a>{P})['’]s?\s(?:own\s)?(?:flesh and blood|offspring|issue|firstborn|heir of (?:his|her) body)"
        ),
        "parent",
    ),
    (
        re.compile(
            rf"(?P<b>{P})(?:,? who)?\s(?:(?:had )?called|calls)\s(?P<a>{P})\s(?:his\s|her\s)?(?:Father|Mother|father|mother|Mamma|Papa|mamma|papa)\b"
        ),
        "parent",
    ),
    (
        re.compile(
            rf"{_PAIR}\s(?:were|are)\s(?:the\s)?(?:children|sons|daughters)\sof\s(?:two|a pair of)\s(?:brothers|sisters)"
        ),
        "cousin",
    ),
    (
        re.compile(
            rf"(?P<a>{P})['’]s?\s(?:mother|father)\sand\s(?P<b>{P})['’]s?\s(?:mother|father)?\s?(?:were|are|had been)\s(?:twin\s)?(?:brothers|sisters|brother and sister)"
        ),
        "cousin",
    ),
    (
        re.compile(
            rf"{_PAIR}\s(?:had|shared|were the grandchildren of)\s(?:the same|one|a)\s(?:grandmother|grandfather|grandparents)"
        ),
        "cousin",
    ),
)
_KIN1 = KIN_WORD
_CHAINS: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"(?P<one>{P})['’]s?\s(?:own\s|late\s|dead\s)?(?P<k1>{_KIN1})(?:,\s[^.;:!?\n,]{{1,30}},)?\s(?:was|is|had been)\s(?P<two>{P})['’]s?\s(?:own\s|elder\s|younger\s|only\s|twin\s|eldest\s|youngest\s)*(?P<k2>{_KIN1})\b(?!-)"
    ),
    re.compile(
        rf"(?P<one>{P})['’]s?\s(?P<k1>{_KIN1})\s(?:was|is|had been)\s(?:the|a)\s(?:own\s|elder\s|younger\s|only\s|twin\s)*(?P<k2>{_KIN1})\sof\s(?P<two>{P})(?!['’])"
    ),
)
_CHAIN_OF = re.compile(
    rf"(?P<x>{P})(?:,\s|(?:,? who)?\s(?:was|is|had been)\s|,\swho\s(?:was|is|had been)\s)(?P<owner>{P}['’]s?|his|her)\s(?:own\s|late\s|dead\s)?(?P<k1>{_KIN1})['’]s?\s(?:own\s|elder\s|younger\s|only\s|twin\s|eldest\s|youngest\s|little\s)*(?P<k2>{_KIN1})\b(?![-'’])"
    rf"|(?P<owner2>{P})['’]s?\s(?:own\s|late\s|dead\s)?(?P<k3>{_KIN1})['’]s?\s(?:own\s|elder\s|younger\s|only\s|twin\s|eldest\s|youngest\s|little\s)*(?P<k4>{_KIN1}),?\s(?P<x2>{P})(?!['’])"
)
_CHAIN_TO = re.compile(
    rf"(?P<x>{P})(?:,\s|(?:,? who)?\s(?:was|is|had been)\s)(?:the\s|an?\s)?(?:own\s|elder\s|younger\s|only\s|twin\s|eldest\s|youngest\s)*(?P<k2>{_KIN1})\s(?:of|to)\s(?P<owner>{P})['’]s\s(?:own\s|late\s|dead\s)?(?P<k1>{_KIN1})\b(?![-'’])"
)
_WORDS: dict[Kind, tuple[str, str, str]] = {
    "parent": ("father", "mother", "parent"),
    "child": ("son", "daughter", "child"),
    "sibling": ("brother", "sister", "sibling"),
    "pibling": ("uncle", "aunt", ""),
    "nibling": ("nephew", "niece", ""),
    "cousin": ("cousin", "cousin", "cousin"),
    "grandparent": ("grandfather", "grandmother", "grandparent"),
    "grandchild": ("grandson", "granddaughter", "grandchild"),
}


_BY_LAW: dict[tuple[Kind, Kind], tuple[str, str]] = {
    ("sibling", "spouse"): ("brother-in-law", "sister-in-law"),
    ("spouse", "sibling"): ("brother-in-law", "sister-in-law"),
    ("parent", "spouse"): ("father-in-law", "mother-in-law"),
    ("spouse", "child"): ("son-in-law", "daughter-in-law"),
}


def find_bonds(reading: Reading) -> Iterator[Fact]:
    """Yield relations that are told by other words than their own, or over a third person."""
    for pattern, value in _TURNS:
        for match in reading.find(pattern):
            one, two = who_again(reading, match, "a"), who_again(reading, match, "b")
            yield from _bond(reading, match, one, value, two)
    for pattern in _CHAINS:
        for match in reading.find(pattern):
            one, two = who_again(reading, match, "one"), who_again(reading, match, "two")
            first, second = relation(match["k1"]), relation(match["k2"])
            if first and second and not first.tie and not second.tie and first.kind in INVERSE:
                yield from _follows(reading, match, one, (INVERSE[first.kind], second.kind), two)
    for match in reading.find(_CHAIN_TO):
        first, second = relation(match["k1"]), relation(match["k2"])
        if first and second and not first.tie and not second.tie:
            one, two = who_again(reading, match, "x"), who_again(reading, match, "owner")
            yield from _follows(reading, match, one, (second.kind, first.kind), two)
    for match in reading.find(_CHAIN_OF):
        if match["x"]:
            one, two, words = (
                who_again(reading, match, "x"),
                who_again(reading, match, "owner"),
                (match["k1"], match["k2"]),
            )
        else:
            one, two, words = (
                who_again(reading, match, "x2"),
                who_again(reading, match, "owner2"),
                (match["k3"], match["k4"]),
            )
        first, second = relation(words[0]), relation(words[1])
        if first and second and not first.tie and not second.tie:
            yield from _follows(reading, match, one, (second.kind, first.kind), two)


def _follows(
    reading: Reading, match: re.Match[str], one: str | None, kinds: tuple[Kind, Kind], two: str | None
) -> Iterator[Fact]:
    """Yield what the first is to the other, where that follows from what both are to a third."""
    by_law = _BY_LAW.get(kinds)
    if by_law is not None:
        entity = reading.entities.by_name.get(one or "")
        yield from _bond(reading, match, one, by_law[entity.gender == "f" if entity else 0], two)
        return
    meant = FOLLOWS.get(kinds)
    if meant is None or meant.tie or meant.kind not in _WORDS or kinds in (("parent", "sibling"), ("sibling", "child")):
        return
    entity = reading.entities.by_name.get(one or "")
    male, female, neither = _WORDS[meant.kind]
    value = {"m": male, "f": female}.get(entity.gender if entity else "", neither) or male
    yield from _bond(reading, match, one, value, two)


def _bond(reading: Reading, match: re.Match[str], one: str | None, value: str, two: str | None) -> Iterator[Fact]:
    if one and two and one != two:
        hard = is_meant(reading, *match.span(), taken=False)
        notes = ("birth",) if value in ("father", "mother") else ()
        yield fact_at(reading, match.span(), one, "kin", value, about=two, hard=hard, notes=notes)
