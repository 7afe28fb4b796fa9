"""How old people must at least, or can at most be: the part of the facts `age` that gives a range.

``He had not yet seen his thirtieth birthday``, ``married these thirty years``, ``her son of twenty``, ``a babe in
arms``. The range stands in the notes; with it goes ``stage`` where a word of life is meant, which is loose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.ages.patterns import NUM, ORD
from storyteller_agents.canon.extract.around import find_near, who_again
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import PERSON, WHO, Reading

_P = rf"{PERSON}(?!ᐄ)"
_OLDEST = 119
_LARGE_NUM = r"(?:Twenty|Thirty|Forty|Fifty|Sixty|Seventy|Eighty|Ninety)(?:-[a-z]+)?"
_MID = r"(?:,? who|,[^.;:!?\n]{1,50},)?"
_ROUGH = r"(?:(?:for|these|this|about|some|nearly|almost|over|more than|well over|close on|all|a good|full|upwards of|the best part of|the better part of|just|but|only|now|past|last|her|his|my|the|of|than|every one of|each of|every)\s){0,5}"
_WORK = r"(?:kept|taught|served|worked|preached|sailed|ploughed|farmed|ruled|reigned|practised|practiced|run|tended|commanded|governed|sat on the bench|mended|doctored|nursed|fished|driven|baked|rung|dug|shod|cooked|sold|traded|held the (?:post|office|living|farm|lease)|been (?:the |an? |in )?(?:[a-z]+ ){0,2}?(?:schoolmaster|schoolmistress|teacher|priest|vicar|parson|rector|curate|doctor|nurse|midwife|soldier|sailor|captain|judge|clerk|lawyer|magistrate|king|queen|bishop|sexton|constable|housekeeper|cook|butler|smith|miller|keeper|harbour-?master|postmaster|postmistress|service|office|harness|practice|business|orders|holy orders|uniform|the army|the navy|at sea|on the bench))"
_WED = r"(?:been (?:[a-z]+ )?(?:married|wed|wedded|a wife|a husband|a widow|a widower|widowed|man and wife)|lived (?:[a-z]+ )?(?:with (?:his|her) (?:wife|husband)|a widow|a widower|as (?:a wife|a widow|man and wife)))"
_STATE = re.compile(
    rf"(?P<who>{WHO}){_MID}\s(?:(?:had|has|have|having|now|already|by then)\s){{1,2}}(?:(?P<wed>{_WED})|{_WORK})(?P<gap>[^.;:!?\nᐁᐃ]{{0,50}}?)[\s,]{_ROUGH}(?P<n>{NUM})(?:[- ]odd)?\s(?:years|winters|summers)\b(?!\s(?:before|ago|earlier))"
)
_STATE_NOUN = re.compile(
    rf"(?P<who>{WHO}){_MID}[\s,](?:[^.;:!?\nᐁᐃ]{{0,40}}?\s)?(?P<n>{NUM})\syears(?:['’])?\s(?:of\s(?:[a-z]+\s)?(?P<wed>marriage|widowhood|wedlock|matrimony|married life)|of\s(?:[a-z]+\s)?(?:service|practice|teaching|soldiering|office|preaching|ministry|seafaring|priesthood)|(?P<wed2>married|wed|a wife|a husband|a widow|a widower|widowed|a mother|a father)|(?:a|in the)\s(?:soldier|sailor|priest|teacher|schoolmaster|schoolmistress|nurse|clerk|judge|service|navy|army|ministry|trade|pulpit))\b"
)
_JUBILEE = re.compile(
    rf"(?P<who>{_P})(?:\sand\s{_P})?{_MID}\s(?:had\s|were\s|was\s)?(?:kept|celebrat\w+|reached|keeping|approach\w+)\s(?:his|her|their|the)\s(?P<which>golden|silver|diamond|ruby)\s(?:wedding|jubilee)"
)
_NOT_YET = re.compile(
    rf"(?P<who>{WHO}){_MID}\s(?:(?:had|has|was|is|were|would|did|could|might)\s)?(?P<not>not yet|not(?= (?:lived?|seen?|reach|turn|kept|yet|have))|never(?= (?:seen?|lived?|reach|kept|to))|hardly|scarcely|barely|still some (?:way|years) (?:off|from|short of)|yet to|still to|(?:some )?years short of|short of)\s(?:(?:have|lived?|to|yet|so much as|quite|even)\s){{0,3}}(?:seen?|reach(?:ed)?|kept|keep|celebrated?|turn(?:ed)?|passed|attain(?:ed)?|come to|known|counted|had|complet(?:e|ed)|see)?\s?(?:(?:his|her|my|the age of|of)\s)?(?:(?P<ord>{ORD})\s(?:birthday|year|winter|summer)|(?P<n>{NUM})(?:\s(?:years|summers|winters))?)(?=[,.;:!?]|\s(?:again|and|when|that|but|or)\b)"
)
_PAST = re.compile(
    rf"(?P<who>{WHO}){_MID}\s(?:(?:had|has|was|is|were)\s)?(?:well |long |already |now |far ){{0,2}}(?:seen|passed|left behind|kept|celebrated|past|beyond|left|buried|lived past|outlived|lived to see)\s(?:(?:his|her|my|the age of)\s)?(?:(?P<ord>{ORD})\s(?:birthday|year)|(?P<n>{NUM}))(?=[,.;:!?]|\s(?:long|some|behind|years|many|and|when|by|a good)\b)(?!\s(?:miles|men|of\b|and (?:a|twenty)))"
)
_YEARS_FELT = re.compile(
    rf"(?:(?P<who>{_P})['’]s?|\b(?P<he>[Hh]is|[Hh]er|[Mm]y))\s(?:[a-z-]+\s)?(?P<n>{NUM}|threescore(?: years)? and ten|fourscore)\s(?:years|winters|summers)(?P<after>(?:\s(?:and ten|of age|of life|old))?)(?=[,.;:!?)]|\s(?:in (?:his|her|every|the) (?:knees?|bones?|back|legs?|joints?|hips?|limbs?|shoulders?|hands?|bone)|on (?:his|her) (?:back|shoulders|head)|weigh\w*|sat|lay|had|hung|told|showed|upon|on|like|up (?:the|that)|with|lightly|well|behind|were|pressed|made|when|as|and)\b)"
)
_YEARS_ON = re.compile(
    rf"\b(?P<n>{NUM}|[Tt]hreescore and ten|{_LARGE_NUM})\s(?:years|winters|summers|Years)\s(?:(?:had|were|lay|sat|weighed|hung|bent|bowed|of (?:life|living|weather|work)|now|already|had (?:bent|bowed|whitened|greyed|worn|lain|passed over))\s){{0,3}}(?:on|upon|over|behind|to|in)?\s?(?P<who>{_P})(?:['’]s?\s(?:back|shoulders|head|face|hair|knees|bones))?"
)
_OFFSPRING = r"(?:son|daughter|boy|girl|child|eldest|youngest|first-?born|lad|eldest (?:son|daughter|boy|girl|child)|youngest (?:son|daughter|boy|girl|child)|only (?:son|daughter|child))"
_CHILD_OLD = re.compile(
    rf"(?:(?P<who>{_P})['’]s?|\b(?P<he>[Hh]is|[Hh]er))\s(?:(?:own|elder|younger|second|married|eldest|youngest|only)\s)*(?P<grand>grand|great-grand)?{_OFFSPRING}(?:,|\s[ᐁᐃ]ᐄ*,?|\s(?:was|is|had been|were))?\s(?:(?:was|now|already|just|had turned|turned|nearly|past|over|aged|of|a (?:man|woman) of|then)\s){{0,3}}(?P<n>{NUM})(?=\s*[,.;:!?]|\s(?:and|years old|years of age|that|now|when)\b)"
    rf"|(?P<has>{WHO}){_MID}\s(?:had|has|with)\s(?:already\s)?an?\s(?:[a-z]+\s){{0,2}}(?P<great>grand|great-grand)?{_OFFSPRING}\s(?:of|aged)\s(?:nearly\s|past\s|over\s)?(?P<m>{NUM})(?=\s*[,.;:!?]|\s(?:and|years|at|in|who)\b)"
)
_HAS_GRAND = re.compile(
    rf"(?P<who>{WHO}){_MID}\s(?:(?:had|has|was|is|were|became|had become|already|now|long)\s){{1,3}}(?:(?:an?|two|three|four|five|six|seven|several|many|[a-z]+)\s)?(?P<great>great-)?grand(?:children|sons?|daughters?|child|mother|father)\b(?!\s(?:to|living|left|of)\b|['’-])"
)
_STAGES: tuple[tuple[str, int, int], ...] = (
    (r"(?:baby|infant|babe|babe in arms|child in arms|new-?born(?: baby| babe)?|suckling)", 0, 3),
    (r"toddler", 1, 5),
    (r"(?:schoolboy|schoolgirl)", 4, 20),
    (r"(?:little|small|tiny) (?:boy|girl|child)", 1, 14),
    (
        r"(?:very |quite an |bent |withered |toothless |white-haired )?(?:old|aged|ancient|elderly|white-haired) (?:man|woman|lady|gentleman|widow|widower|crone|fellow|dame|body|bachelor|spinster)",
        42,
        _OLDEST,
    ),
    (r"(?:crone|greybeard|graybeard|pensioner|dotard|patriarch)", 45, _OLDEST),
    (r"middle-aged (?:man|woman|lady|gentleman|widow|widower|person)", 30, 68),
    (r"(?:mere |very )?(?:boy|girl) (?:still|yet) at school", 4, 20),
)
_STAGE = re.compile(
    rf"(?P<who>{WHO}){_MID}(?:,|\s(?:was|is|being|had become|had grown into|were))\s(?:(?:now|still|but|only|already|just|by then|yet|quite)\s){{0,2}}(?:an?|the)\s(?:(?:mere|bald|toothless|squalling|bawling|plump|tiny|young|very|tall|poor|fat|happy|kind|frail|feeble|stout|tired|lonely|quiet|sickly|pale|fair|dark|thin),?\s){{0,2}}(?:"
    + "|".join(f"(?P<s{number}>{words})" for number, (words, _, _) in enumerate(_STAGES))
    + r")(?=[,.;:!?]|\s(?:now|then|still|with|and|who|when|in|of|at|that)\b)"
)
_INCAPABLE: tuple[tuple[str, int, int], ...] = (
    (
        r"(?:was|were|lay|slept|still) (?:still |yet |only |fast )?(?:in|out of) (?:his|her|the) (?:cradle|cot|pram|perambulator|long clothes|swaddling clothes|leading strings)",
        0,
        4,
    ),
    (
        r"(?:could|can) not (?:yet )?(?:walk|talk|stand|crawl|speak)(?: yet)?(?=[,.;]| and)|had not yet learned to (?:walk|talk)|was (?:just |only )?learning to (?:walk|talk|crawl)|had not yet cut (?:his|her) (?:first )?(?:tooth|teeth)|was (?:still )?at the breast|was not yet weaned",
        0,
        3,
    ),
    (r"had (?:just )?lost (?:his|her) (?:first (?:milk )?tooth|milk teeth|first teeth)", 4, 9),
    (
        r"was (?:not yet|not|still under|under) (?:of )?age(?= *[,.;]| and)|had not (?:yet )?come of age|was still a minor|was a minor",
        0,
        20,
    ),
    (
        r"had (?:just |lately |newly |only just )?(?:come of age|reached (?:his|her) majority|attained (?:his|her) majority)|came of age (?:that|this) (?:day|week|spring|summer|autumn|winter|year)",
        17,
        26,
    ),
    (
        r"was (?:still |not yet old enough to leave |yet )?(?:at|in|too young for) school(?= *[,.;]| and)|had (?:just|only just|lately) left school|had not yet (?:left|gone to) school",
        2,
        21,
    ),
    (
        r"(?:was|were) (?:still |yet |only just out of |barely out of )?(?:in|out of) (?:short (?:trousers|frocks|coats|skirts)|petticoats|pinafores|knickerbockers|knee-breeches|pigtails|the nursery|the schoolroom)"
        r"|(?:still )?(?:wore|wears) (?:short (?:trousers|frocks|skirts)|pinafores|petticoats|pigtails|(?:his|her) hair (?:down|in (?:plaits|pigtails)))|had not yet (?:put up her hair|begun to shave|shaved|gone into long trousers)"
        r"|sang treble|(?:voice had not yet broken)|had never yet shaved|was in (?:his|her) (?:first|second|third|last) (?:year|term) at school|was (?:still )?(?:an apprentice|learning (?:his|her) letters)",
        1,
        22,
    ),
    (
        r"(?:was|had gone|had grown|had turned) (?:grey|gray|white) (?:in|with) (?:the service|his service|her service|years|age|(?:his|her) trade)|was (?:bent|bowed|stooped|crippled) with (?:age|years)|had (?:outlived|buried) (?:all )?(?:his|her) (?:own )?(?:grand)?children|(?:dandled|rocked|taught) (?:his|her) (?:great-)?grand(?:son|daughter|child|children)",
        40,
        _OLDEST,
    ),
    (
        r"drew (?:his|her) (?:old-age )?pension|had (?:long )?(?:since )?retired|was past (?:all )?work|had great-grandchildren",
        45,
        _OLDEST,
    ),
)
_INCAPABLE_RE = re.compile(
    rf"(?P<who>{WHO}){_MID}\s(?:"
    + "|".join(f"(?P<i{number}>{words})" for number, (words, _, _) in enumerate(_INCAPABLE))
    + ")"
)
_CANDLES = re.compile(
    rf"(?P<cake>{_P})['’]s?\s(?:birthday\s)?cake\s[^.;:!?\n]{{0,30}}?\b(?P<k>{NUM}) candles|"
    rf"\b(?P<n>{NUM}|[Nn]ine|[Tt]en|[Ss]ix|[Ss]even|[Ee]ight|[Tt]welve) candles\s[^.;:!?\n]{{0,30}}?\b(?P<who>{_P})['’]s?\s(?:birthday )?cake|(?P<blows>{WHO}){_MID}\s(?:had\s)?(?:blew|blown) out (?:all )?(?:the |his |her )?(?P<m>{NUM}) candles"
)
_LIVED = re.compile(
    rf"(?P<who>{WHO}){_MID}\s(?:had|has|have)\s(?:now |already )?(?:lived|walked the earth|been (?:on this earth|in (?:the|this) world)|weathered|drawn breath)\s"
    rf"(?:for |through |all of |nearly |over |more than |some )*(?P<n>{NUM})\s(?:years|winters|summers|springs)\b(?!\s(?:before|ago|earlier))"
)
_CENTURY = re.compile(
    rf"(?P<who>{WHO}){_MID}\s(?:(?:had|has|was|lived|seen|been|turned|passed|reached|completed|rounded|now|already|well|over|past|more than|nearly|almost|close on|his|her|a good)\s){{1,5}}(?P<part>half a century|a quarter of a century|three[- ]quarters of a century|a century|half-century|(?:three|four|five|six|seven|eight|nine) decades)(?:\s(?:old|of life|in the world|of age|upon (?:the|this) earth))?(?=[,.;:!?]|\s(?:and|when|that|but|old|of)\b)"
)
_CENTURIES = {"half a century": 50, "half-century": 50, "a quarter of a century": 25, "a century": 100}
_THEN_YEARS = re.compile(
    rf"(?P<who>{WHO}){_MID}\s(?:had\s|was\s|been\s)*(?:gone|run away|went|come|came|left|joined|entered|married|taken|bound|apprenticed|begun|begin|started|enlisted|put|sent|hired|shipped|signed|wed|emigrated|crossed|ordained)\b[^.;:!?\n]{{0,50}}?\bat\s(?:the age of\s)?(?P<n>{NUM})\b(?P<gap>[^.!?\n]{{0,70}}?)\b(?P<m>{NUM}|[A-Z]?[a-z]+ty) years (?:ago|since|before|back|had passed|earlier|gone|later|there|at it|after|in (?:it|that|the same))"
    rf"|(?P<did>{WHO}){_MID}\s[^.;:!?\nᐁᐃ]{{3,50}}?\bat\s(?:the age of\s)?(?P<at>{NUM}),? and (?:had|has|was)?\s?(?:then |since |there |now |already )*(?:been|served|kept|stayed|worked|sailed|taught|lived|remained|reigned|ruled|preached|fished|farmed|soldiered|held|practised|practiced)\b[^.;:!?\n]{{0,40}}?\b(?P<for>{NUM}) (?:years|winters|summers)\b"
)
_ORDINAL = re.compile(
    rf"(?:(?P<who>{_P})['’]s?|\b(?P<he>[Hh]is|[Hh]er))\s(?P<ord>(?:twenty-first|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth))(?=[,.;]|\s(?:was|came|fell|had|on|in|with|that|next|last)\b)"
)
_MARRIED_AT = {"golden": 50, "silver": 25, "diamond": 60, "ruby": 40}


_TRIGGERS = re.compile(
    r"\b(?:again|majority|enough to|of an age|too young|under age|under-age|years|winters|summers|birthday|wedding|jubilee|candles|century|decades|grand\w+|great-grand\w+|not yet|never|scarcely|barely|hardly|short of|to see|past|beyond|passed|"
    r"eldest|youngest|first-?born|(?:son|daughter|boy|girl|child|lad)s?|baby|babe|infant|toddler|school\w*|old|elderly|aged|ancient|middle-aged|crone|pension\w*|retired|cradle|cot|pram|perambulator|"
    r"trousers|frocks|petticoats|pinafores?|shave\w*|minor|of age|tooth|teeth|letters|dolls?|nursery|governess|satchel|(?:first|last) (?:steps?|words?)|walk|talk|crawl\w*|apprentice|wives|husbands|widowhood|"
    r"[a-z]+ieth|twenty-first|commanded|captained)\b"
)
"""Of these words nearly every pattern here needs one."""


def find_lives(reading: Reading) -> Iterator[Fact]:
    """Yield ranges in which somebody's age must lie."""
    for match in (*find_near(reading, _TRIGGERS, _STATE), *find_near(reading, _TRIGGERS, _STATE_NOUN)):
        years = number(match["n"])
        wed = any(match.groupdict().get(group) for group in ("wed", "wed2"))
        if years is not None and years > 4 and not _when(reading, match):
            note = f"wed {years}" if wed else ""
            yield from _range(reading, match, "who", years + (13 if wed else 8), _OLDEST, note=note)
    for match in find_near(reading, _TRIGGERS, _JUBILEE):
        years = _MARRIED_AT[match["which"]]
        yield from _range(reading, match, "who", years + 13, _OLDEST, note=f"wed {years}")
    for match in (*find_near(reading, _TRIGGERS, _NOT_YET), *find_near(reading, _TRIGGERS, _PAST)):
        years = number(match["ord"] or match["n"])
        if years is None or not 8 <= years <= 110 or _when(reading, match):
            continue
        below = "not" in match.groupdict()
        below = below and not reading.narration.startswith(" again", match.end())
        first = match["ord"] is not None and "birthday" not in match[0]
        span = (0, years - 1) if below else (years - first, _OLDEST)
        yield from _range(reading, match, "who", *span)
    for match in find_near(reading, _TRIGGERS, _YEARS_FELT):
        years = 70 if "threescore" in match["n"] else 80 if match["n"] == "fourscore" else number(match["n"])
        before = reading.narration[max(0, match.start() - 12) : match.start()]
        if years is not None and years >= 8 and not re.search(r"\b(?:in|of all|during|after|for)\s$", before):
            yield from _range(reading, match, "who" if match["who"] else "he", years - 1, years + 1)
    for match in find_near(reading, _TRIGGERS, _YEARS_ON):
        years = 70 if "core" in match["n"] else number(match["n"])
        before = reading.narration[max(0, match.start() - 12) : match.start()]
        if years is not None and years >= 20 and not re.search(r"\b(?:[Ff]or|[Aa]fter|during|in) $", before):
            yield from _range(reading, match, "who", years - 1, years + 8)
    for match in find_near(reading, _TRIGGERS, _CHILD_OLD):
        years = number(match["n"] or match["m"])
        if years is not None:
            grand = 24 if match["grand"] or match["great"] else 12
            group = "who" if match["who"] else "he" if match["he"] else "has"
            yield from _range(reading, match, group, years + grand, _OLDEST)
    for match in find_near(reading, _TRIGGERS, _LIVED):
        if (years := number(match["n"])) is not None and years > 4:
            yield from _range(reading, match, "who", years, _OLDEST)
    for match in find_near(reading, _TRIGGERS, _CANDLES):
        years = number(match["n"] or match["m"] or match["k"])
        if years is not None:
            group = next(group for group in ("who", "blows", "cake") if match[group])
            yield from _range(reading, match, group, years, years)
    for match in find_near(reading, _TRIGGERS, _CENTURY):
        part = match["part"]
        least = _CENTURIES.get(part) or 75 if "century" in part else 10 * (number(part.split()[0]) or 1)
        yield from _range(reading, match, "who", least - 3, _OLDEST)
    for match in find_near(reading, _TRIGGERS, _THEN_YEARS):
        at, since = number(match["n"] or match["at"]), number(match["m"] or match["for"])
        if at is not None and since is not None:
            yield from _range(reading, match, "who" if match["who"] else "did", at + since - 1, _OLDEST)
    for match in find_near(reading, _TRIGGERS, _HAS_GRAND):
        yield from _range(reading, match, "who", 48 if match["great"] else 32, _OLDEST)
    for match in find_near(reading, _TRIGGERS, _ORDINAL):
        years = number(match["ord"])
        if years is not None and not _when(reading, match):
            yield from _range(reading, match, "who" if match["who"] else "he", years - 1, years)
    for match in find_near(reading, _TRIGGERS, _STAGE):
        number_of = int(str(match.lastgroup).removeprefix("s"))
        yield from _range(reading, match, "who", *_STAGES[number_of][1:], stage=True)
    for match in find_near(reading, _TRIGGERS, _INCAPABLE_RE):
        number_of = next(n for n in range(len(_INCAPABLE)) if match[f"i{n}"])
        yield from _range(reading, match, "who", *_INCAPABLE[number_of][1:], stage=True)


_CLAUSE = re.compile(
    r"\b(?:when|while|since|until|till|before|after|by the time|once|if|whether|though|remember\w*|than|as)\s(?:[^.,;:!?\n]{0,20}\s)?$",
    re.I,
)


def _when(reading: Reading, match: re.Match[str]) -> bool:
    """Whether it is said of another time."""
    return _CLAUSE.search(reading.narration[max(0, match.start() - 40) : match.start()]) is not None


def _range(
    reading: Reading, match: re.Match[str], group: str, low: int, high: int, *, stage: bool = False, note: str = ""
) -> Iterator[Fact]:
    who = who_again(reading, match, group)
    if who is None:
        return
    span = match.span()
    unsure = {"dream", "question", "told", "feigned", "figurative", "memory"} - ({"memory"} if not stage else set())
    hard = not unsure & reading.hedges(*span) and not _when(reading, match)
    if re.search(r"\s(?:when|while|years ago|in those days)\b", reading.narration[span[1] : span[1] + 40]):
        hard = False
    notes = (f"{low}-{high}", *(("stage",) if stage else ()), *((note,) if note else ()))
    yield fact_at(reading, span, who, "age", str((low + high) // 2), hard=hard, notes=notes)
