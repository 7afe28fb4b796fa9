"""Who is older than whom by what they were when another was born, by a rank among brothers and sisters, by a kinsman's age.

Facts `older` (a range in the notes; ``either`` where it isn't said who is the older one; ``times 2`` for ``twice his
age``), `age` as a range (Anna's grandmother was forty, so Anna is at most sixteen), and `rank`: the value is ``eldest``
or ``youngest``, the other one whose child or of which name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.ages.patterns import NUM
from storyteller_agents.canon.extract.around import find_near, who_again
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.kinship import KIN_WORD, Relation, relation
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import PERSON, WHO, Reading

_P = rf"{PERSON}(?!ᐄ)"
KIN_OF = rf"(?:(?:his|her|my|the|{_P}['’]s)\s(?:[a-z]+\s){{0,2}}?{KIN_WORD}\s)?"
_BE = r"(?:was|were|is|had been|must have been|being)"
_FEW = r"(?:only|just|already|still|but|then|scarcely|hardly|barely|himself|herself|yet|quite|nearly|almost|well|long|by then)\s"
_TIME = r"(?:year|winter|summer|spring|autumn|day|night|morning|week|month|time|hour)"
_WHEN = rf"(?:when|while|before|by the time|(?:on |in |at )?the (?:very |same )?{_TIME}(?: that| when)?)"
STATES: tuple[tuple[str, int, int], ...] = (
    (r"(?:not yet (?:born|thought of|in the world|alive)|unborn|not (?:even )?born|yet to be born|still unborn|not (?:yet )?so much as thought of|no more than a (?:hope|wish)|still in (?:his|her) mother['’]s womb)", -200, 0),
    (r"(?:an? (?:(?:mere|tiny|small|little|new-?born|babbling) )?(?:baby|infant|babe(?: in arms)?|newborn)|(?:still )?in (?:the|his|her) (?:cradle|cot|pram|swaddling clothes|long clothes)|in arms|at (?:the|his|her mother['’]s) breast|(?:days|weeks|hours) old)", 0, 3),
    (r"(?:a toddler|learning to walk|in (?:petticoats|nappies))", 1, 5),
    (r"(?:an? (?:(?:mere|small|little|young) )?(?:child|boy|girl)|in the nursery|learning (?:his|her) letters|in (?:short trousers|pinafores|pigtails))", 1, 17),
    (r"(?:a school(?:boy|girl)|(?:still |away )?at (?:(?:his|her) )?(?:boarding )?school|in (?:his|her) (?:first|second|third|last) (?:year|term) at school|walking to school)", 4, 20),
    (r"(?:in (?:his|her) teens|a teenager|a (?:youth|stripling|lad|lass|half-grown (?:boy|girl)))", 8, 22),
    (r"(?:(?:away |up )?at (?:the )?(?:university|college)|an? (?:apprentice|undergraduate|student|midshipman|ensign|cadet))", 11, 40),
    (r"(?:a (?:grown|married) (?:man|woman)|(?:a |full[- ])?grown(?:[- ]up)?|grown up|married|of age|an adult|engaged|a (?:wife|husband|bride|mother|father|soldier|sailor|nurse|doctor|clerk|priest|captain|lawyer|teacher|widow|widower)|in (?:the army|the navy|business|practice|service|work)|at (?:sea|work|the front)|earning (?:his|her) (?:own )?(?:bread|living|wages?)|working|shaving)", 12, 200),
    (r"(?:walking|talking|running about|running|reading|riding|old enough to (?:walk|talk|run|read|hold (?:him|her)|carry (?:him|her)|remember it|mind (?:him|her)))", 1, 200),
    (r"(?:middle-aged|grey|an? (?:old|elderly|ageing) (?:man|woman|lady|gentleman)|a grand(?:mother|father)|past (?:his|her) youth|past (?:thirty|forty|fifty))", 27, 200),
)  # fmt: skip
STATE = "|".join(f"(?P<s{place}>{words})" for place, (words, _, _) in enumerate(STATES))
_BORN = r"(?:\s(?:was|were|had been)\s(?:only\s|just\s|first\s)?(?:born|christened|baptised|baptized)|\scame into the world|\sfirst saw the light|\sdrew (?:his|her) first breath|['’]s (?:birth|christening))"
_CHILD = rf"(?:{KIN_OF}(?P<born>{_P}){_BORN}|(?:he|she|(?:his|her)\s[a-z]+|{_P})\s(?:had\s)?(?:bore|gave birth to|was delivered of|had)\s(?P<borne>{_P}))"
_CHILD_OR_THING = rf"(?:{_CHILD}|(?P<thing>[Tt]he\s(?:(?!same|very|day|year|two|next|first)[a-z-]+\s){{0,3}}?[a-z-]+)\s(?:(?P<made>was|were|had been)\s[a-z]+|(?P<does>[a-z]+(?:ed|t|ll|ke|nk|ze|me|gan|w)))\b)"
_STATE_WHEN = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?:{_BE}\s)(?:{_FEW}){{0,3}}(?:{STATE})(?:,)?\s(?:[^.;:!?\nᐁᐃ]{{0,24}}\s)?{_WHEN}\s{_CHILD_OR_THING}"
)
_WHEN_STATE = re.compile(
    rf"(?:\b[Ww]hen|[Bb]y the time|\b[Tt]he {_TIME}(?: that| when)?|\b[Oo]n the {_TIME}(?: that| when)?)\s{_CHILD}[^.;:!?\n]{{0,40}}?,\s(?P<who>{WHO})\s(?:{_BE}\s)(?:{_FEW}){{0,3}}(?:{STATE})(?=[\s,.;:!?])"
)
_THING = r"(?P<thing>[Tt]he\s(?:(?!same|very|day|year|two|next|first)[a-z-]+\s){0,3}?[a-z-]+)\s(?:(?:was|were|had been)\s(?:first\s|newly\s)?(?:[a-z]+(?:ed|t|n|d|g)\b)|[a-z]+(?:ed|t|ll|ke|nk|ze|me|gan|w)\b)"
_UNBORN_THING = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s{_BE}\s(?:{_FEW})?(?:{STATES[0][0]})\s(?:when|the {_TIME}(?: that| when)?|at the time(?: that)?)\s{_THING}"
)
_HAD_AT = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?:(?:had|was|has)\s)?(?:(?:borne|bore|given birth to|gave birth to|fathered|brought forth|had|have)\s{KIN_OF}(?P<born>{_P}|him|her))\s(?:at|when s?he was|in (?:his|her))\s(?:the age of\s|only\s|just\s|barely\s)*(?P<n>{NUM})(?=[,.;:!?]|\s(?:and|years|in|on)\b)"
)
_AT_BIRTH = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?:was|had been)\s(?:{_FEW})?(?P<n>{NUM})(?:\syears old|\syears of age)?\s(?:when|at the time|the (?:year|day|night|winter|summer|spring|autumn)(?: that)?)\s"
    rf"(?:(?:his|her|my)\s(?:[a-z]+\s){{0,2}}?{KIN_WORD},?\s(?P<born>{_P}),?\s(?:was|had been)\s(?:born|christened)|s?he\s(?:bore|had|gave birth to|was delivered of)\s{KIN_OF}(?P<borne>{_P}))"
)
_EITHER = re.compile(
    rf"\b(?P<n>{NUM}|a|one)\s(?:whole\s|good\s|full\s)?(?:years?|summers|winters)\s(?:(?:lay|stood|were|of difference)\s)?between\s(?P<one>{_P})\sand\s{KIN_OF}(?P<two>{_P})(?!['’])"
    rf"|(?P<one2>{_P})\sand\s{KIN_OF}(?P<two2>{_P})\s(?:were|had been)\s(?:born\s)?(?:only\s|just\s|some\s|nearly\s)?(?P<n2>{NUM}|a|one)\s(?:years?|summers|winters)\sapart\b"
    rf"|\b(?:separated|divided|parted)\s(?P<one3>{_P})\sfrom\s{KIN_OF}(?P<two3>{_P})\sby\s(?P<n3>{NUM}|a|one)\syears?\b"
)
_TIMES = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?(?:,|\s{_BE})\s(?P<half>half|twice|double|three times|thrice|four times)\s(?:(?:the age of\s)?{KIN_OF}(?P<of>{_P}['’]s|his|her|{_P})(?:\s(?:own )?(?:age|years))?|as old as\s{KIN_OF}(?P<as>{_P}))(?=[\s,.;:!?])"
)
_FACTOR = {"half": 2, "twice": 2, "double": 2, "three times": 3, "thrice": 3, "four times": 4}
_KIN_AGED = re.compile(
    rf"(?:(?P<who>{_P})['’]s|\b(?P<he>[Hh]is|[Hh]er))\s(?P<mods>(?:(?:own|dear|late|widowed|elder|older|eldest|younger|youngest|big|little|twin|only|married|old|maternal|paternal)\s){{0,2}})(?P<kin>{KIN_WORD})(?:,)?\s(?:{_P},?\s)?"
    rf"(?:(?:who\s)?(?:was|is|were|had turned|turned|would be|had just turned)\s|(?:a (?:man|woman|boy|girl) of|aged|now|only)\s)(?:{_FEW}|now\s|turned\s|a (?:man|woman|boy|girl) of\s){{0,2}}(?P<n>{NUM})(?=\s*[,.;:!?)—]|\s(?:years old|years of age|and|that|now|this|in)\b)(?!\s(?:years|months)\s(?:older|younger|his|her|dead))"
)
_RANK = re.compile(
    rf"(?P<who>{_P})(?:(?:,? who)?\s(?:was|is|being|had been)|,)\s(?:born\s)?the\s(?P<rank>eldest|oldest|elder(?=\s(?:of|sister|brother|twin|son|daughter|one))|first-?born|youngest|younger(?=\s(?:of|sister|brother|twin|son|daughter|one))|last-?born|baby(?=\sof))(?:\s(?:child|son|daughter|boy|girl|brother|sister))?"
    rf"(?:\s(?:of|among)\s(?:the\s|all\s|his\s|her\s|a family of\s)?(?:{NUM}\s)?(?:(?:two|both)\s)?(?:(?P<family>{_P}|[A-Z][a-z]+)\s)?(?:children|sisters|brothers|siblings|girls|boys|sons|daughters|family|brood|two|three|four|five|six|seven|{_P}|[A-Z][a-z]+s))?(?=[\s,.;:!?])(?!\s(?:man|woman|person|member|inhabitant))"
    rf"|\bthe\s(?P<ranked>eldest|elder|oldest|youngest|younger)(?:\s(?:of them|of the (?:two|three|four|five)|child|son|daughter|girl|boy|brother|sister))?,\s(?P<named>{_P}),"
)
_KIN_OLDER = re.compile(
    rf"\b(?P<of>[Hh]is|[Hh]er|{_P}['’]s)\s(?:[a-z]+\s){{0,2}}?{KIN_WORD},?\s(?P<who>{_P}),?\s(?:was|is|being)\s(?:(?:about|only|just|some|nearly)\s)?(?P<n>{NUM}|a|one)\syears?\s(?P<word>older|younger)(?=[.,;:!?]|\s(?:and|but)\b)"
)
_THAN_KIN = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?(?:,|\s{_BE})\s(?:(?:{NUM}|some|many|several|a few)\s(?:good\s)?years\s|much\s|far\s|already\s|even\s)*(?P<word>older|younger|as old|the same age|of an age)\s(?:than|as|with)\s(?P<of>{_P}['’]s|his|her)\s(?:own\s|eldest\s|youngest\s)?(?P<kin>{KIN_WORD})\b(?!,?\s[ᐁᐃ])"
)
_TRIGGERS = re.compile(
    r"\b(?:years? (?:older|younger)|than|age|old as|born|birth|christen\w*|bapti[sz]ed|unborn|bore|borne|fathered|delivered|between|apart|separated|divided|parted|half|twice|double|thrice|times|eldest|elder|oldest|first-?born|youngest|younger|last-?born|baby|"
    r"first breath|the light|into the world|brought forth|thought of|gave birth|given birth)\b"
)
_KIN_NUMBER = re.compile(
    rf"['’]s\s(?:[a-z]+\s){{0,2}}{KIN_WORD}\b|\b(?:[Hh]is|[Hh]er)\s(?:[a-z]+\s){{0,2}}{KIN_WORD}\b"
)
_UNSURE = {"question", "told", "feigned", "dream"}
_OLDEST = 119
_LEAST = 12
"""By so many years a parent is older."""


def find_order(reading: Reading) -> Iterator[Fact]:
    """Yield who is older than whom, and the ages that follow from those of kin."""
    for match in find_near(reading, _TRIGGERS, _STATE_WHEN, _WHEN_STATE):
        place = next(place for place in range(len(STATES)) if match[f"s{place}"])
        groups = match.groupdict()
        child = who_again(reading, match, "born" if match["born"] else "borne") if not groups.get("thing") else None
        if groups.get("thing"):
            child = _thing(f"{match['thing']} {match['does'] or ''}")
        yield from _older(reading, match, who_again(reading, match, "who"), child, STATES[place][1:])
    for match in find_near(reading, _TRIGGERS, _UNBORN_THING):
        thing = _thing(match["thing"])
        found = re.search(rf"{re.escape(match['thing'])}\s(?:was|were|had been)\b", match[0])
        verb = match[0].split()[-1]
        key = thing if found else f"{thing} {verb}"
        yield from _older(reading, match, key, who_again(reading, match, "who"), (0, 200))
    for match in find_near(reading, _TRIGGERS, _HAD_AT, _AT_BIRTH):
        child = "born" if match["born"] else "borne"
        years = number(match["n"])
        if years is not None:
            yield from _older(
                reading,
                match,
                who_again(reading, match, "who"),
                who_again(reading, match, child),
                (years - 1, years + 1),
            )
    for match in find_near(reading, _TRIGGERS, _EITHER):
        end = next(end for end in ("", "2", "3") if match[f"n{end}"])
        years = 1 if match[f"n{end}"] in ("a", "one") else number(match[f"n{end}"])
        if years is not None:
            one, two = who_again(reading, match, f"one{end}"), who_again(reading, match, f"two{end}")
            yield from _older(reading, match, one, two, (years - 1, years + 1), "either")
    for match in find_near(reading, _TRIGGERS, _KIN_OLDER):
        years = 1 if match["n"] in ("a", "one") else number(match["n"])
        one, two = who_again(reading, match, "who"), who_again(reading, match, "of")
        one, two = (one, two) if match["word"] == "older" else (two, one)
        if years is not None:
            yield from _older(reading, match, one, two, (years - 1, years + 1))
    for match in find_near(reading, _TRIGGERS, _THAN_KIN):
        meant, whose = relation(match["kin"]), who_again(reading, match, "of")
        older = match["word"] != "younger"
        if meant and not meant.tie and meant.kind in ("parent", "grandparent") and older:
            by = (_LEAST, 200) if meant.kind == "parent" else (2 * _LEAST, 200)
            yield from _older(reading, match, who_again(reading, match, "who"), whose, by)
        elif meant and not meant.tie and meant.kind in ("child", "grandchild") and match["word"] != "older":
            yield from _older(reading, match, whose, who_again(reading, match, "who"), (_LEAST, 200))
    for match in find_near(reading, _TRIGGERS, _TIMES):
        one, two = who_again(reading, match, "who"), who_again(reading, match, "of" if match["of"] else "as")
        one, two = (two, one) if match["half"] == "half" else (one, two)
        yield from _older(reading, match, one, two, (1, 200), f"times {_FACTOR[match['half']]}")
    for match in find_near(reading, _KIN_NUMBER, _KIN_AGED):
        yield from _by_kin(reading, match)
    for match in find_near(reading, _KIN_NUMBER, _IN_DECADE):
        yield from _by_decade(reading, match)
    for match in find_near(reading, _TRIGGERS, _RANK):
        low = (match["rank"] or match["ranked"])[0] in "ylb"
        rank = "youngest" if low else "eldest"
        if (who := who_again(reading, match, "who" if match["who"] else "named")) is not None:
            family = reading.flat[slice(*match.span("family"))] if match["family"] else ""
            hard = not (_UNSURE | {"supposed", "negated"}) & reading.hedges(*match.span())
            yield fact_at(reading, match.span(), who, "rank", rank, about=family, hard=hard)


def _thing(words: str) -> str:
    return " ".join(word for word in words.lower().split() if word not in ("old", "new", "great"))


def _older(
    reading: Reading, match: re.Match[str], older: str | None, younger: str | None, by: tuple[int, ...], note: str = ""
) -> Iterator[Fact]:
    if older is None or younger is None or older == younger:
        return
    low, high = by
    if high <= 0 or low < -100:
        older, younger, low, high = younger, older, -high, -low
    hard = not _UNSURE & reading.hedges(*match.span()) and not re.search(r"\b[Ii]f\b", match[0])
    notes = (f"{low}-{high}", *((note,) if note else ()))
    yield fact_at(reading, match.span(), older, "older", "", about=younger, hard=hard, notes=notes)


def _by_kin(reading: Reading, match: re.Match[str]) -> Iterator[Fact]:
    """Yield how old somebody can be whose kin is of this age."""
    years, meant = number(match["n"]), relation(match["kin"])
    who = who_again(reading, match, "who" if match["who"] else "he")
    bounds = _bounds(meant, years, match["mods"] or "", match["kin"]) if meant and years is not None else None
    if who is None or bounds is None:
        return
    before = reading.narration[max(0, match.start() - 40) : match.start()]
    hard = not (_UNSURE | {"supposed", "negated"}) & reading.hedges(*match.span())
    hard = hard and not re.search(r"\b(?:when|until|before|since|if|while|after)\s[^.;:!?\n]{0,24}$", before, re.I)
    yield fact_at(
        reading, match.span(), who, "age", str(sum(bounds) // 2), hard=hard, notes=(f"{bounds[0]}-{bounds[1]}",)
    )


_IN_DECADE = re.compile(
    rf"(?:(?P<who>{_P})['’]s|\b(?P<he>[Hh]is|[Hh]er))\s(?P<mods>(?:(?:own|elder|older|younger|twin|only)\s)?)(?P<kin>{KIN_WORD})(?:,)?\s(?:{_P},?\s)?(?:was|is|were|now)\s(?:still\s|only\s|barely\s|just\s|now\s)?in\s(?:his|her|their)\s(?:early\s|late\s|mid-)?(?P<tens>teens|twenties|thirties|forties|fifties|sixties|seventies)\b"
)
_TENS = {"teens": 10, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70}


def _by_decade(reading: Reading, match: re.Match[str]) -> Iterator[Fact]:
    """``Anna's mother was in her forties``: what holds for the youngest and the oldest of that decade."""
    meant, start = relation(match["kin"]), _TENS[match["tens"]]
    who = who_again(reading, match, "who" if match["who"] else "he")
    young = _bounds(meant, max(start, 13), match["mods"], match["kin"]) if meant else None
    old = _bounds(meant, start + 9, match["mods"], match["kin"]) if meant else None
    if who is not None and young and old and not _UNSURE & reading.hedges(*match.span()):
        low, high = min(young[0], old[0]), max(young[1], old[1])
        yield fact_at(reading, match.span(), who, "age", str((low + high) // 2), notes=(f"{low}-{high}",))


def _bounds(meant: Relation, years: int, mods: str, word: str) -> tuple[int, int] | None:
    """Return at least and at most how old one is whose kin of this kind has so many years."""
    if meant.tie or meant.kind not in ("parent", "grandparent", "child", "grandchild", "sibling"):
        return None
    if meant.kind == "parent":
        return (max(0, years - (60 if meant.gender == "f" else 85)), years - 12) if years >= 13 else None
    if meant.kind == "grandparent":
        return (0, years - 24) if years >= 25 else None
    if meant.kind in ("child", "grandchild"):
        return years + (12 if meant.kind == "child" else 24), _OLDEST
    if "twin" in (word, mods.strip()):
        return years, years
    if any(one in mods for one in ("elder", "older", "eldest", "big")):
        return max(0, years - 45), years
    return (years, min(_OLDEST, years + 45)) if any(one in mods for one in ("younger", "youngest", "little")) else None
