"""Kin who must exist though nobody names them, as facts `kin` without an entity: the part of them that implies.

``Tom was a widower`` (a spouse, ``late``), ``a grandmother`` (a child and a grandchild), ``the third of seven children``
(a sibling), ``Anna's youngest`` (a child). A parent who does something now has the note ``acts``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.acts.verbs import is_act
from storyteller_agents.canon.extract.around import Around, who_again
from storyteller_agents.canon.extract.kin.patterns import P
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import WHO, Reading

_MANY = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|several|many|the)"
_WHO = rf"(?P<who>{WHO})(?:(?:,? who|,[^.;:!?\n]{{1,50}},)?\s(?:was|is|had been|became|had become|being|now)|,|,? left)\s(?:(?:by then|by now|now|already|still|also|himself|herself|long)\s)?"
_OF_FAMILY = r"(?:[A-Z][\w’'-]+|[ᐁᐃ]ᐄ*) (?P<sib>brothers|sisters|boys|girls|children|siblings)\b"
_RANKED = r"(?:first|second|third|fourth|fifth|sixth|eldest|oldest|elder|youngest|younger|middle one)"
_OF_THEM = re.compile(
    rf"(?P<who>{WHO}) (?:was|is|being) the (?:only )?{_RANKED} of the {_MANY} {_OF_FAMILY}"
    rf"|\b[Oo]f the {_MANY} {_OF_FAMILY.replace('sib', 'sibs')},? (?:it was )?(?P<one>{P})(?:,| was) the {_RANKED}\b"
)
_ROLE = re.compile(
    _WHO
    + r"(?:as\s)?(?:(?:an?|the)\s|(?=(?:mother|father|grandmother|grandfather)\sof\s))(?:(?!mere\b|regular\b|sort\b|kind\b|second\b|perfect\b|true\b|real\b)[a-z-]+\s){0,2}?"
    r"(?P<role>widow|widower|divorcee|divorcée|grandmother|grandfather|great-grandmother|great-grandfather|married (?:man|woman)|mother|father|twin)\b"
    r"(?P<of>\sof\s(?:an?\s|the\s)?(?:[a-z]+\s){0,2}?(?:children|sons?|daughters?|twins|boys?|girls?|two|three|four|five|six|seven|eight|nine|ten|twelve)\b)?(?!\s(?:to|of|figure|superior|hen|in)\b|['’-])"
)
_IMPLIES: dict[str, tuple[tuple[str, str], ...]] = {
    "widow": (("husband", "late"),),
    "widower": (("wife", "late"),),
    "divorcee": (("spouse", "former"),),
    "divorcée": (("spouse", "former"),),
    "grandmother": (("grandchild", ""), ("child", "")),
    "grandfather": (("grandchild", ""), ("child", "")),
    "great-grandmother": (("grandchild", ""), ("child", "")),
    "great-grandfather": (("grandchild", ""), ("child", "")),
    "married man": (("wife", ""),),
    "married woman": (("husband", ""),),
    "mother": (("child", ""),),
    "father": (("child", ""),),
    "twin": (("sibling", ""),),
}
_BURIED = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?:had\s)?(?:buried|outlived|survived|lost|divorced)\s(?:both\s)?(?:(?P<whose>his|her|my)|an?|{_MANY})\s(?:[a-z]+\s)?(?P<kin>wife|wives|husbands?|sons?|daughters?|child|children|brothers?|sisters?)\b(?!['’])"
)
_DIVORCED = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?:was|had been|is|were|got|had got)\s(?:now\s|long\s|newly\s|already\s)?(?:divorced|widowed)\b"
)
_AMONG = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?:had\s)?(?:grew up|grown up|been raised|was raised|been brought up|was brought up|shared a (?:room|bed))\s(?:with|among|between)\s(?:{_MANY}|his|her)\s(?:[a-z]+\s)?(?P<kin>brothers|sisters|siblings)\b"
)
_HAS_TOO = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?:had|has|left)\s(?:a|his|her)\s(?:wife|husband)\sand\s(?:an?|{_MANY}|his|her)\s(?:[a-z]+\s){{0,2}}?(?P<kin>children|child|boys|boy|girls|girl|sons|daughters|son|daughter|little ones|babies|baby)\b"
)
_NTH = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?(?:,|\s(?:was|is|had been))\s(?:born\s)?(?:the\s|(?:his|her)\s(?:parents|mother|father)['’]s?\s)(?:second|third|fourth|fifth|sixth|seventh|eighth|middle)\s(?:child|son|daughter|boy|girl)\b"
)
_MARRIAGE = re.compile(
    rf"(?:{P}['’]s?|\b(?:his|her)\b)\s(?:first|second|third|late|long|short|early)?\s?(?:marriage|honeymoon|wedding[- ]night)\b|\b[a-z-]+ years of marriage\b"
)
_RANK = re.compile(
    rf"(?P<who>{WHO})(?:(?:,? who|,[^.;:!?\n]{{1,50}},)?\s(?:was|is|had been|being)|,)\s(?:(?:born|only|himself|herself)\s)?(?:the\s)?(?:one|(?P<rank>first|second|third|fourth|fifth|sixth|seventh|eighth|"
    rf"ninth|middle|elder|eldest|older|oldest|younger|youngest|last|tallest|only \w+))(?:\s(?:child|son|daughter|boy|girl))?\s(?:of|among|in a family of)\s(?:a family of\s)?(?:the\s)?{_MANY}"
    r"\s(?:[a-z]+\s)?(?:children|brothers|sisters|siblings|sons|daughters|boys|girls)\b"
)
_CHILD_OF = re.compile(
    r"(?P<whose>[ᐁᐃ]ᐄ*)['’]s?\s(?:niece|nephew)[^.;:!?\n]{0,40}\b(?:child|son|daughter|boy|girl|orphan) (?:of|by) (?:his|her) (?:[a-z]+\s){0,2}?(?P<kin>brother|sister)\b"
    r"|(?P<own>[ᐁᐃ]ᐄ*)['’]s?\s(?:niece|nephew)[^.;:!?\n]{0,30}\b(?:his|her)\s(?:[a-z]+\s){0,2}?(?P<sib>brother|sister)['’]s\s(?:only\s)?(?:child|son|daughter|boy|girl)\b"
)
_YOUNGEST = re.compile(
    rf"(?:(?P<who>{P})['’]s?|\b(?P<he>[Hh]is|[Hh]er))\s(?:own\s|second\s)?(?:eldest|youngest|first-?born|last-?born|little ones|bairns?|baby|infant|grown-up (?:sons?|daughters?))(?=[,.;]|\s(?:was|had|were|child|boy|girl|came|sat|and|of|lay|cried)\b)"
)
_PARENT = re.compile(
    rf"(?:(?P<who>{P})['’]s?|\b(?P<he>[Hh]is|[Hh]er|[Mm]y))\s(?:(?:own|old|poor|dear|elderly|aged|stern|good)\s)?(?P<kin>mother|father|parents|wife|husband|mamma|papa|mama|dad|mum)\b(?!['’-])"
)
_DOES = re.compile(
    r"(?:,\s(?:who|[^.;:!?\n,]{1,50},))?\s(?:(?:still|then|only|never|always|quietly|again|often|just|[a-z]+ly)\s)?(?P<verb>[a-z]+)\b(?!\s(?:by|of)\b)"
)
_IS_NOW = re.compile(
    r"\s(?:was|were)\s(?:(?:still|already|now|always|out|in the|at the)\s)?(?P<ing>[a-z]+ing)\b|\sfailed to\b|\snever failed\b"
)
_TO_PARENT = re.compile(
    r"\b(?:wrote|writes|spoke|speaks|talked|said|listened|went home|walked home|came home|ran|read|sang|turned|waved|nodded|whispered|called|gave|"
    r"brought|handed|sent|kissed|embraced|hugged|asked|told|begged|answered|visited|met|helped|obeyed|hurried|dined|lived|lives|sat|walked|"
    r"quarrelled|supped|danced|letters?|telegraphed|telephoned|supper|breakfast)"
    r"(?:\s[^.;:!?\n]{0,40})??\s(?:(?:to|with|beside|from|at|by|on|for)\s)?$"
)
_NOT_NOW = re.compile(
    r"\b(?:grave|tomb\w*|memory|portrait|picture|ghost|heaven|late|dead|dying|when (?:he|she|ᐁᐄ*) was|had (?:once|always|often)|years? (?:ago|before)|as a (?:boy|girl|child)|remember\w*|before (?:his|her) death|used to|pray\w*)\b"
)


def find_present(reading: Reading) -> Iterator[Fact]:
    """Yield kin who must exist, or live, by what is said."""
    text = reading.narration
    for match in _ROLE.finditer(text):
        role = match["role"]
        if role in ("mother", "father") and not match["of"]:
            continue
        if role in ("widow", "widower") and (who := who_again(reading, match, "who")) is not None:
            hard = not {"dream", "question", "told", "supposed", "negated", "figurative"} & reading.hedges(
                *match.span()
            )
            yield fact_at(reading, match.span(), who, "kin", "bereft", hard=hard)
        for value, note in _IMPLIES[role]:
            yield from _some(Around(reading, match), who_again(reading, match, "who"), value, note)
    for match in _BURIED.finditer(text):
        yield from _some(Around(reading, match), who_again(reading, match, "who"), match["kin"], "late")
    for match in _DIVORCED.finditer(text):
        yield from _some(Around(reading, match), who_again(reading, match, "who"), "spouse", "former")
    for match in _AMONG.finditer(text):
        yield from _some(Around(reading, match), who_again(reading, match, "who"), match["kin"].removesuffix("s"), "")
    for match in _HAS_TOO.finditer(text):
        yield from _some(Around(reading, match), who_again(reading, match, "who"), "child", "")
    for match in _NTH.finditer(text):
        yield from _some(Around(reading, match), who_again(reading, match, "who"), "sibling", "")
    for match in _RANK.finditer(text):
        rank = match["rank"] or ""
        yield from _some(
            Around(reading, match),
            who_again(reading, match, "who"),
            "sibling",
            {"eldest": "younger", "elder": "younger", "first": "younger", "oldest": "younger"}.get(
                rank, "elder" if rank else ""
            ),
        )
    for match in _OF_THEM.finditer(text):
        who = who_again(reading, match, "who" if match["who"] else "one")
        sorts = {"brothers": "brother", "boys": "brother", "sisters": "sister", "girls": "sister"}
        yield from _some(Around(reading, match), who, sorts.get(match["sib"] or match["sibs"], "sibling"), "")
    for match in _CHILD_OF.finditer(text):
        owner = who_again(reading, match, "whose" if match["whose"] else "own")
        yield from _some(Around(reading, match), owner, match["kin"] or match["sib"], "")
    for match in _YOUNGEST.finditer(text):
        yield from _some(
            Around(reading, match), who_again(reading, match, "who" if match["who"] else "he"), "child", ""
        )
    for match in _PARENT.finditer(text):
        around = Around(reading, match)
        if not _lives(around):
            continue
        kin = {"mamma": "mother", "mama": "mother", "mum": "mother", "papa": "father", "dad": "father"}.get(
            match["kin"], match["kin"]
        )
        yield from _some(
            around, who_again(reading, match, "who" if match["who"] else "he"), kin.removesuffix("s"), "acts"
        )


def _lives(around: Around) -> bool:
    """Whether a parent does something, or is spoken to, in the story's present."""
    first, last = around.reading.sentence_at(around.start)
    if _NOT_NOW.search(around.reading.narration, max(first, around.start - 200), min(last, around.end + 100)):
        return False
    if _IS_NOW.match(around.right):
        return True
    does = _DOES.match(around.right)
    if (
        does
        and is_act(does["verb"])
        and not re.match(r"\s(?:had|was|were|left|gave (?:him|her) (?:life|birth))\b", around.right)
    ):
        return not re.search(r"\b(?:had|when|what|that|which|the \w+)\s$", around.left[-16:])
    left = around.left[-70:]
    spoken = _TO_PARENT.search(left)
    return bool(spoken and not re.search(r"\b(?:had|of|if|about)\s(?:[a-z]+\s)?$", left[: spoken.start()]))


def _some(around: Around, who: str | None, value: str, note: str) -> Iterator[Fact]:
    """Yield that somebody has kin of a kind."""
    if who is None:
        return
    hedges = around.reading.hedges(around.start, around.start)
    unsure = {"dream", "question", "told", "supposed", "figurative", "feigned"} & hedges
    if note == "acts":
        unsure -= {"told", "feigned", "supposed"}
    hard = (
        not unsure
        and "negated" not in around.reading.hedges(around.start, around.end)
        and not (note == "acts" and {"memory", "ghost"} & hedges)
    )
    yield fact_at(
        around.reading,
        (around.start, around.end),
        "",
        "kin",
        value,
        about=who,
        hard=hard,
        notes=(note,) if note else (),
    )
