"""Who has no kin of a kind, as facts `kin` without another one: the part of them that denies.

Values: ``only child``, ``unmarried``, ``childless``, ``no kin``, ``no parent`` and ``no`` before any other plain word of
kinship; ``no elder sibling`` for the first-born and ``no younger sibling`` for the last; ``unrelated`` has the other
one in `about`. Notes: ``ever`` where none has ever lived, ``both`` where it is said of husband and wife alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.around import Around, find_near
from storyteller_agents.canon.extract.kin.patterns import FEIGNED, P
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.kinship import KIN_WORD, plain_kin, relation
from storyteller_agents.canon.reading import WHO, Reading

_FILL = (
    r"(?:ever|had|has|have|having|known|knew|know|been|got|left|given|borne|bore|bear|born|fathered|mothered|begotten|raised|so|"
    r"much|as|an?|any|one|either|single|living|own|such|other|full|blood|real|near|surviving|or|nor|and|but|of|"
    r"(?:his|her|their) own|brothers?|sisters?|sons?|daughters?|child|children|wife|husband|father|mother|parents?|"
    r"uncles?|aunts?|cousins?|nephews?|nieces?|chick|kith|kin|family|relations?|relatives?)"
)
_NONE = re.compile(
    rf"\b(?P<neg>[Nn]o|[Nn]either|[Nn]or|[Ww]ithout|[Nn]ever|[Nn]ot|[Nn]one)\b(?P<fill>(?:,?\s{_FILL}){{0,8}}?),?\s"
    rf"(?P<kin>{KIN_WORD}|relations?|relatives?|kin|kindred|kinsfolk|kinsman|family|siblings?)\b"
    r"(?P<more>(?:,?\s(?:or|nor|and)(?:\s(?:an?|any|no))?\s(?:half-|grand)?[a-z]+){0,3})",
)
"""``no``, ``never had a``, ``without so much as a`` and the word of kinship."""
_BOTH_NEVER = re.compile(
    rf"\b[Nn]either\s(?P<who>{P})\snor\s(?P<other>(?:his|her)\s(?:wife|husband)|{P})\s(?:(?:had|has|have|ever|once)\s){{1,3}}"
    rf"(?:(?:had|known|owned|possessed|been blessed with)\s)?(?:an?\s|any\s)?(?P<kin>{KIN_WORD})\b"
    rf"(?P<more>(?:,?\s(?:or|nor|and)(?:\s(?:an?|any|no))?\s[a-z]+){{0,3}})"
)
_HAS = re.compile(
    r"\b(?:had|has|have|having|with|without|known|knew|was left|were left|grew up|grown up|brought up|possess\w*|own\w*|"
    r"boasted|lived|borne|bore|bear|fathered|mothered|begotten|raised|give[ns]?|gave|brought|blessed)\b"
)
_NOT_THEN = re.compile(
    r"['’-]|\s(?:of (?:the|mine|his|hers|yours|theirs)|like|who|whom|that|there|with (?:him|her|them)|in\b|at\b(?! (?:birth|the age|an age|all|one|two|three|four|five|six|seven|eight|nine|ten|\d))|left|near|so|"
    r"could|would|should|ever|for|by him|by her|yet|nearer|here|better|worse|more|in the|feeling|name|to speak of it)\b"
)
_THAN = re.compile(r"\b(?:[Ii]f|as if|as though|like|than|wish\w*|because\s[^,]{0,20}\bsaid)\b[^,;]{0,50}$")

_PARENTS = (
    r"(?:(?:his|her|their|my|ᐁᐄ*['’]s?|ᐃᐄ*['’]s?)\s(?:own\s|late\s|poor\s|dead\s)?(?:mother|father|parents)(?:['’]s?)?)"
)
_SAID: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:an|the|his|her) (?:only|lone|sole|one) (?:child|offspring)\b(?!\s(?:he|she|I|ᐁ|ᐃ|in the|at the|there|who|present))"
        rf"|\b(?:an only|the only|the one|the sole|the single|{_PARENTS} (?:only|one|sole)) (?:child|offspring)\b(?!\s(?:in the|at the|there|present))"
        rf"|\b(?:[Tt]he|the) (?:only|sole|single) (?:one|child|fruit|issue) of {_PARENTS}(?:\s(?:children|marriage|union|family))?"
        rf"|{_PARENTS} (?:had|were given|bore|had had|had borne) (?:had )?(?:no|never (?:had |borne )?an?) ?other (?:child|children)"
        r"|\bno other child (?:had|was|ever|came)|\bsibling-?less\b|\bbrotherless and sisterless",
        "only child",
    ),
    (
        r"\b(?:bachelor|spinster|old maid|maiden lady|unmarried|unwed|unwedded)\b(?!\s(?:uncle|aunt|brother|sister|friend|days|quarters|flat|rooms?|state|women?|men|girls?|mothers?|party|button|of arts))"
        r"|\bnever (?:once )?(?:been )?(?:married|wed|wedded)\b|\bnever (?:had|taken|took|brought home|wanted|looked for|found) a (?:wife|husband|bride)\b"
        r"|\b(?:lived|stayed|remained|been|died|kept|still|was) single\b|\bsingle all (?:his|her|my)\b"
        r"|\bnever (?:gone to|stood at|stood before|been led to|walked to|reached) the altar\b|\bnever (?:worn|put on) a wedding[- ]ring\b"
        r"|\bnever (?:changed|given up) her (?:name|maiden name)\b|\bnever (?:so much as )?(?:asked|proposed to) (?:a|any) (?:woman|girl|lady)\b"
        r"|\bwas an? (?:[a-z]+ )?(?:nun|monk|friar|anchorite|anchoress)\b|\bmarried nobody\b|\b(?:had )?(?:refused|turned away|said no to) every (?:man|suitor|offer)\b",
        "unmarried",
    ),
    (
        r"\b(?:childless|barren)\b(?!\s(?:land|fields?|moor|hills?|ground|tree|rock|earth|soil|aunt|couple in))"
        r"|\bwithout issue\b|\bno (?:heir|issue) of (?:his|her) (?:own )?body\b|\b(?:marriage|bed|union)(?:\s\w+){0,2} (?:without|had no) (?:fruit|issue)\b"
        r"|\b(?:could|would) (?:not|never) (?:have|bear|conceive|give (?:him|her)) (?:an? |any )?(?:child|children)\b"
        r"|\bunable to (?:have|bear|conceive) (?:an? child|children)\b|\bnever (?:been|become|made) a (?:father|mother|parent)\b|\bnever (?:carried|borne|held|nursed|had) a child of (?:his|her) own\b",
        "childless",
    ),
    (
        r"\b(?:an orphan|orphaned|orphan (?:boy|girl|child|lad)|a foundling|fatherless and motherless|motherless and fatherless)\b"
        rf"|\b(?:[Bb]oth\sof\s(?:his|her|my|{P}['’]s?)\sparents|[Bb]oth\s(?:his|her|my|{P}['’]s?)\sparents|(?:[Hh]is|[Hh]er|[Mm]y|{P}['’]s?)\s(?:father\sand\smother|mother\sand\sfather|parents))"
        r"(?:\s(?:were|had|both|lay|long|already|all|been)){0,4}\s(?:dead|died|drowned|perished|killed|buried|in their graves?|in the churchyard|lost|gone to their graves?|under the (?:ground|sod|turf|grass))\b"
        r"|\b(?:lost|buried) (?:both (?:of )?(?:his|her|my) parents|(?:his|her|my) (?:father and mother|mother and father|parents))\b"
        r"|\bnever known (?:his|her|my|either) (?:parents?|father (?:or|nor) (?:his |her )?mother|mother (?:or|nor) (?:his |her )?father)\b",
        "no parent",
    ),
    (
        r"\b(?:fatherless)\b(?! and)|\b(?:lost|buried|never known|never knew|never seen|never set eyes on) (?:his|her|my) father\b(?!['’]| and|-in)"
        rf"|(?:[Hh]is|[Hh]er|[Mm]y|{P}['’]s?)\sfather\s(?:had died|was dead|was long dead|was in his grave|had been (?:dead|killed|drowned|buried|hanged|lost)|had (?:drowned|perished|fallen at|gone down with)|did not live to see)\b",
        "no father",
    ),
    (
        r"\b(?:motherless)\b(?! and)|\b(?:lost|buried|never known|never knew|never seen) (?:his|her|my) mother\b(?!['’]| and|-in)"
        rf"|(?:[Hh]is|[Hh]er|[Mm]y|{P}['’]s?)\smother\s(?:had died|was dead|was long dead|was in her grave|had been (?:dead|killed|drowned|buried|lost)|had (?:drowned|perished)|did not live to see)\b"
        rf"|\b(?:birth|coming)\s(?:had\s)?(?:killed|cost)\s(?:his|her|{P}['’]s?)\smother\b",
        "no mother",
    ),
    (
        r"\b(?:last|sole survivor|only survivor|only one left|last one left|last living member) of (?:his|her|the|all|that|(?:his|her) whole) "
        r"(?:\w+ )?(?:family|line|name|race|house|blood|kin|kindred|tribe|people)\b|\b(?:no|without) (?:a )?(?:living )?(?:kith (?:or|nor) kin)\b",
        "no kin",
    ),
    (
        r"\b(?:eldest|oldest|first-?born|first) (?:(?:child|son|daughter|boy|girl) )?(?:of|among|in) (?:the |his |her |a |all )?(?:whole )?(?:(?:two|three|four|five|six|seven|eight|nine|ten)\s)?(?:(?:[ᐁᐃ]ᐄ*|[A-Z][a-z]+)\s)?(?:family|children|two|three|four|five|six|seven|eight|nine|ten|brood|brothers|sisters|siblings|boys|girls|sons|daughters|house|lot)\b"
        r"|\bthe (?:eldest|first-?born)(?=[,.;]| and)",
        "no elder sibling",
    ),
    (
        r"\b(?:youngest|last-?born|last) (?:(?:child|son|daughter|boy|girl) )?(?:of|among|in) (?:the |his |her |a |all )?(?:whole )?(?:(?:two|three|four|five|six|seven|eight|nine|ten)\s)?(?:(?:[ᐁᐃ]ᐄ*|[A-Z][a-z]+)\s)?(?:family|children|two|three|four|five|six|seven|eight|nine|ten|brood|brothers|sisters|siblings|boys|girls|sons|daughters|lot)\b"
        r"|\bthe baby of the family\b|\bthe (?:youngest|last-?born)(?=[,.;]| and)",
        "no younger sibling",
    ),
    (
        r"\b(?:the|an|(?:his|her) (?:parents|mother|father)['’]s?) only (?:son|boy)\b(?:\s(?:in the family|among|of (?:the|his|her)))?|\bthe only boy (?:in the family|among|of)\b",
        "no brother",
    ),
    (
        r"\b(?:the|an) only (?:daughter|girl) (?:in the family|among|of (?:the family|six|five|four|seven))\b",
        "no sister",
    ),
    (r"\b(?:had|has) (?:only|nothing but|none but) (?:[a-z]+ )?sisters\b", "no brother"),
    (r"\b(?:had|has) (?:only|nothing but|none but) (?:[a-z]+ )?brothers\b", "no sister"),
    (r"\b(?:only|nothing but|none but|all) (?:daughters|girls)\b", "no son"),
    (r"\b(?:only|nothing but|none but|all) (?:sons|boys)\b", "no daughter"),
)
_SAID_RE = re.compile("|".join(f"(?P<v{number}>{words})" for number, (words, _) in enumerate(_SAID)))
_TRIGGERS = re.compile(
    r"\b(?:only|lone|sole|single|other child|bachelor|spinster|maid|maiden|unmarried|unwed\w*|married|wed|wedded|wife|husband|bride|altar|ring|suitor|offer|childless|barren|issue|"
    r"parents|orphan\w*|foundling|father|mother|fatherless|motherless|last|survivor|kith|eldest|oldest|first-?born|youngest|last-?born|family|daughters|girls|sons|boys|sisters|brothers|nun|monk|friar|could|would|unable)\b"
)
_EVER = re.compile(
    r"\b(?:never|ever|had had|all (?:his|her|my) (?:life|days)|lifelong|life-long|confirmed|and would die|to (?:his|her) grave|died an?|nor was ever)\b"
)
_UNRELATED = re.compile(
    rf"(?P<one>{WHO})(?:,? who)?\s(?:was|were|is|are|had been)\s(?:in no way related|not related|no (?:blood )?(?:relation|kin|kinsman|kinswoman|relative)|"
    rf"not (?:even )?(?:an? |distantly )?(?:relation|kin|related)|unrelated)(?: by blood| at all| whatever| whatsoever)?\s(?:of|to)\s(?P<two>{P}|him|her)"
    rf"|(?P<a>{P})\sand\s(?P<b>{P})\s(?:were|are)\s(?:not related|no relations?|unrelated|no kin|not kin|not of one blood|strangers in blood)"
    rf"|[Tt]here was no (?:tie|drop|kinship)[^.;!?\n]{{0,30}}\bbetween\s(?P<c>{P})\sand\s(?P<d>{P})"
)
_SUBJECT = re.compile(
    rf"(?P<who>{WHO})(?:(?:,? who|,[^.;:!?\n]{{1,60}},)?\s(?:and|nor)\s(?P<spouse>his|her)\s(?:wife|husband))?"
)
_TO_WHOM = re.compile(rf"[^.;:!?\n]{{0,40}}\b(?:to|for)\s(?P<who>{P})(?!['’])")
_PAIR = re.compile(
    rf"(?P<one>{P})\sand\s(?P<two>{P})(?:,? who)?\s(?:(?:had|have|were|ever|still|themselves)\s){{0,3}}$"
)
_OPENS = re.compile(r"(?:^|[.!?…:\n”]\s*)(?:[Aa]s\s|[Bb]eing\s|[Hh]aving\s)?(?:[Aa]n?\s)?(?:[A-Za-z-]+\s)?$")
_AFTER = re.compile(rf"(?:[^.;:!?\n]{{0,40}})?,\s(?P<who>{P}|s?he\b)")


def find_absent(reading: Reading) -> Iterator[Fact]:
    """Yield who has no brothers and sisters, no husband or wife, no children, no parents, and who is no kin of whom."""
    for match in _BOTH_NEVER.finditer(reading.narration):
        if (lacks := _value(match["kin"], match["more"])) is not None:
            for group in ("who", "other"):
                if (named := reading.named_at(*match.span(group))) is not None:
                    notes = ("ever", "both", *lacks[1])
                    yield fact_at(reading, match.span(), named.entity.name, "kin", lacks[0], notes=notes)
    for match in _NONE.finditer(reading.narration):
        lacks = _value(match["kin"], match["more"])
        around = Around(reading, match)
        has = _HAS.search(match["fill"]) or match["neg"] in ("without", "Without") or _HAS.search(around.left[-45:])
        to = _TO_WHOM.match(around.right) if match["neg"] == "No" else None
        if lacks is None or (not has and to is None) or _NOT_THEN.match(around.right) or "their" in match["fill"]:
            continue
        if match["neg"].lower() in ("not", "none", "nor") and not re.search(r"\b(?:any|an?|one)\b", match["fill"]):
            continue
        who, both = (around.on_right(to, "who"), False) if to else _owner(around)
        yield from _none(around, who, lacks[0], both=both, notes=lacks[1])
        if pair := _PAIR.search(around.left):
            for group in ("one", "two"):
                if (other := around.on_left(pair, group)) != who:
                    yield from _none(around, other, lacks[0], both=True, notes=lacks[1])
    for match in find_near(reading, _TRIGGERS, _SAID_RE):
        value = _SAID[int(str(match.lastgroup).removeprefix("v"))][1]
        around = Around(reading, match)
        who, both = _within(reading, match) or _owner(around)
        yield from _none(around, who, value, both=both)
    for match in _UNRELATED.finditer(reading.narration):
        first_group, second_group = next(pair for pair in (("one", "two"), ("a", "b"), ("c", "d")) if match[pair[0]])
        first, second = reading.who(match, first_group), reading.who(match, second_group)
        if first and second and first != second:
            hard = not {"question", "told", "dream"} & reading.hedges(*match.span())
            yield fact_at(reading, match.span(), first, "kin", "unrelated", about=second, hard=hard)


def _value(word: str, more: str) -> tuple[str, tuple[str, ...]] | None:
    """Return what it is that somebody lacks, noted ``all`` for both sexes: brothers ``or sisters`` lack all."""
    if re.fullmatch(r"relations?|relatives?|kin|kindred|kinsfolk|kinsman|family", word):
        return "no kin", () if word == "family" else ("all",)
    plain = plain_kin(word)
    meant = relation(plain)
    if meant is None or meant.tie:
        return None
    if meant.kind == "spouse":
        return "unmarried", ()
    others = [other for part in more.split() if (other := relation(part)) is not None]
    all_of = not meant.gender or any(o.kind == meant.kind and o.gender and o.gender != meant.gender for o in others)
    whole = {"sibling": "only child", "child": "childless", "parent": "no parent"}
    if all_of and meant.kind in whole:
        return whole[meant.kind], ()
    return f"no {plain}", ("all",) if all_of else ()


def _within(reading: Reading, match: re.Match[str]) -> tuple[str | None, bool] | None:
    """Return whom the words themselves name or point to: ``both of Anna's parents``, ``lost her father``."""
    named = reading.named_at(*match.span())
    if named is not None:
        return named.entity.name, False
    opens = re.match(r"(?:[Bb]oth\s(?:of\s)?)?(?P<whose>[Hh]is|[Hh]er|[Mm]y)\b", match[0])
    return (
        (reading.whom(match.start() + opens.start("whose"), match.start() + opens.end("whose")), False)
        if opens
        else None
    )


def _owner(around: Around) -> tuple[str | None, bool]:
    """Return whom it is said of: the subject of the clause, and whether husband or wife are meant too."""
    reading = around.reading
    first = max(reading.sentence_at(around.start)[0], around.base)
    left = reading.narration[first : around.start]
    if _THAN.search(left):
        return None, False
    found = list(_SUBJECT.finditer(left))
    if not found or _OPENS.search(left):
        after = _AFTER.match(around.right) if _OPENS.search(left) else None
        return (around.on_right(after, "who") if after else None), False
    people = {mention.entity.name for mention in reading.named_between(first, around.start)}
    subject = found[0] if len(people) <= 1 else found[-1]
    if len(people) > 1 and left[subject.end() :].startswith(("'", "’")) and found[0] is not subject:
        subject = found[0]
    who = reading.whom(first + subject.start("who"), first + subject.end("who"))
    return who or (people.pop() if len(people) == 1 else None), subject["spouse"] is not None


def _none(around: Around, who: str | None, value: str, *, both: bool, notes: tuple[str, ...] = ()) -> Iterator[Fact]:
    if who is None:
        return
    reading = around.reading
    first, last = reading.sentence_at(around.start)
    clause = reading.narration[max(first, around.start - 90) : min(last, around.end + 40)]
    opposed = re.search(r"\b(?:not|no longer|never)\s(?:be |been |remain )?(?:an?\s|the\s)?$", around.left[-24:])
    unsure = {"supposed", "question", "told", "dream", "figurative"} & reading.hedges(around.start, around.start)
    feigned = FEIGNED.search(reading.narration, max(first, around.start - 200), around.end)
    hard = not (unsure or feigned or opposed) or ("would die" in clause and not {"question", "told"} & unsure)
    notes += (("ever",) if _EVER.search(clause) else ()) + (("both",) if both else ())
    yield fact_at(reading, (around.start, around.end), who, "kin", value, hard=hard, notes=notes)
