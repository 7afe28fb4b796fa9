"""Who is older than whom, told by what both lived through: the part of the facts `older` that hangs on events.

``Anna was nine when Tom was born``, ``the bridge was ten years old when Tom was christened``, ``Anna had rocked Tom in
his cradle``, ``they were born on the same night``. What was built, or happened, stands in a fact by its own small words
(``the iron bridge``), since two people can be compared with the same thing. The value is the number of years, ``0``
for the same age; a range stands in the notes (``14-200``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.ages.patterns import NUM
from storyteller_agents.canon.extract.around import find_near, who_again
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import PERSON, WHO, Reading

_P = rf"{PERSON}(?!ᐄ)"
_SUBJECT = rf"(?:{WHO})(?!['’]s\s(?!baby|boy))"
_TIME = r"(?:year|winter|summer|spring|autumn|fall|week|month|day|night|morning|evening|hour|season)"
_WHEN = rf",?\s(?:and\s)?(?:when|(?:in |on |at )?the (?:same |very )?(?:{_TIME})(?: that| when| in which)?|at the time that|the time)\s"
_BORN = r"(?:\s(?:was|were|had been)\s(?:only\s|just\s|first\s)?(?:born|christened|baptized|baptised|carried to the font|laid in the cradle|put into (?:his|her) arms)|\scame into the world|\sfirst saw the light|\sfirst drew breath|['’]s? (?:birth|christening|baptism)\b)"
_BORE = r"(?:(?:[Hh]is|[Hh]er|[Mm]y|the|their)\s[a-z-]+|[ᐁᐃ]ᐄ*|\bs?he)\s(?:(?:had|gave) (?:given )?birth to|bore|was delivered of|brought forth|brought (?=[ᐁᐃ]ᐄ*\sinto the world))\s?"
_MADE = r"(?:built|rebuilt|opened|laid|finished|completed|raised|put up|set up|planted|dug|launched|founded|hung|made|cast|begun|consecrated|thrown across)"
_HAPPENS = r"(?:burned|burnt|burst|fell|froze|flooded|closed|failed|broke|came|ended|began|started|died|sank|sailed|rose|collapsed|blew down|went down|was (?:burned|burnt|drowned|lost|crowned|killed|hanged|sold|closed|pulled down|blown down|struck|cut down|washed away|flooded)|were (?:burned|drowned|lost|closed))"
_NOUN = r"[Tt]he\s(?:(?!same|very|day|year|two|next|first)[a-z-]+\s){0,3}?[a-z-]+"
_EVENT = rf"(?:(?P<bore>{_BORE})(?P<child>{_P})|(?:(?:his|her|my)\s(?:[a-z]+\s){{1,3}}?)?(?P<born>{WHO}){_BORN}|(?P<thing>{_NOUN})\s(?:(?:was|were|had been)\s(?:first\s|newly\s)?(?P<made>{_MADE})|(?P<happens>{_HAPPENS}))\b)"
_OF_NOUN = rf"(?:in|at the time of|on|at|of)\s(?:the {_TIME} (?:of|that followed)\s)?(?P<thing>the\s(?:(?!same|very|day|year)[a-z-]+\s){{0,3}}?(?:war|wars|flood|frost|fire|famine|plague|siege|battle|storm|gale|rising|rebellion|revolution|coronation|jubilee|cholera|fever|drought|strike|wreck|earthquake|peace|massacre|invasion|retreat|mutiny))\b"
_AT_NOUN = re.compile(
    rf"(?P<who>{_SUBJECT})(?:,? who|,[^.;:!?\n]{{1,40}},)?\s(?:(?:was|had|had been|being|turned|only|just|already|barely|about|nearly)\s){{1,4}}(?:(?:a (?:boy|girl|lad|lass|child|man|woman|youth) of)\s)?(?P<n>{NUM})(?:\s(?:years old|years of age))?\s{_OF_NOUN}"
)
_BORN_NOUN = re.compile(
    rf"(?P<who>{_SUBJECT})(?:,? who)?,?\s(?:(?:was|had been|is)\s)?(?:born|christened)\s(?:[^.;:!?\nᐁᐃ]{{0,25}}?\b)?(?:(?P<n>{NUM}|a|the)\s(?:full |whole )?(?:years?|winters?|summers?|spring|months)\s(?P<way>before|after)\s(?P<noun>the\s(?:[a-z-]+\s){{0,3}}?[a-z]+)(?=[,.;:!?]| and)|{_OF_NOUN})"
)

_AT_AGE = re.compile(
    rf"(?P<who>{_SUBJECT})(?:,? who|,[^.;:!?\n]{{1,40}},)?\s(?:(?:was|is|were|had|had been|being|had just|had only|turned|had turned|reached|had reached|must have been|would have been|just|only|already|barely|not yet|about|nearly|but|himself|herself|still)\s){{1,4}}"
    rf"(?:(?:turned|an?\s[a-z]+|a (?:boy|girl|lad|lass|child|man|woman|youth) of|a [a-z]+ (?:boy|girl|child|man|woman) of)\s)?(?P<n>{NUM})(?:\s(?:years old|years of age|years))?(?:\s(?:already|or so))?{_WHEN}{_EVENT}"
)
_WHEN_FIRST = re.compile(
    rf"\b[Ww]hen\s{_EVENT}(?:[^.;:!?\n]{{0,30}}),\s(?P<who>{_SUBJECT})\s(?:(?:was|had|had been|just|only|already|turned|about|barely|but|not yet)\s){{1,4}}(?P<n>{NUM})\b(?!\s(?:miles|feet|men|pounds|acres|days|weeks|months|minutes|hours))"
)
_THING_OLD = re.compile(
    rf"(?P<thing>{_NOUN}|{_P})\s(?:(?:was|had|were|had been|stood|had stood|already|only|been standing|up|for|there|open|built|about|some|nearly|fully|a good|by then)\s){{1,5}}(?P<n>{NUM})\syears(?:\s(?:old|of age|in use|built|standing))?(?P<gap>[^.;:!?\n]{{0,60}}?),?\s(?:when|before|(?:in|on) the {_TIME} (?:that|when)|the {_TIME})\s(?P<who>{WHO}){_BORN}"
)
_BORN_BY = re.compile(
    rf"(?P<who>{_SUBJECT})(?:,? who)?,?\s(?:(?:was|had been|is)\s)?(?:born|christened|came into the world)(?:[^.;:!?\n]{{0,30}}?)\s(?:(?P<n>{NUM}|a|the)\s(?:full |whole |good )?(?P<unit>years?|summers?|winters?)\s(?P<way>before|after|later than|earlier than)|(?P<same>(?:in |on )?the)\s(?:same |very )*{_TIME}(?:\s(?:that|when|of|as|in which))?)\s"
    rf"(?:(?P<born>{WHO})(?:{_BORN})?|(?P<thing>{_NOUN})(?:\s(?:(?:was|were|had been)\s(?:first\s)?(?P<made>{_MADE})|(?P<happens>{_HAPPENS})))?)(?![\wᐄ])"
)
_TOGETHER = re.compile(
    rf"(?P<who>{_P})\sand\s(?P<born>{_P})(?:,? who)?\s(?:had been|were|are|was)\s(?:both\s)?(?:born\s(?:[a-z ]{{0,20}})?(?:(?:on|in|within) the same|within (?:an hour|a day|a week|a month|minutes|hours))|of an age\b|of (?:exactly )?the same age|the same age|exactly of an age|all but of an age)"
    rf"|(?P<one>{_SUBJECT})(?:,? who)?\s(?:was|is|had been)\s(?:exactly\s|just\s)?(?:the same age as|of an age with|of the same age as|born (?:on|in) the same {_TIME} as|as old as)\s(?P<two>{_P})(?!['’])"
)
_REMEMBERS = re.compile(
    rf"(?P<who>{_SUBJECT})(?:,? who)?\s(?:could|can|would|had|did|still|well|just|only|clearly|always|distinctly|had)?\s?(?:(?:just|well|still|clearly|always|always|quite|never)\s)?(?:remember\w*|recall\w*|forget|forgotten|seen|saw|kept|heard|help\w*|watch\w*|been (?:present )?at|been there (?:at|on|for)|stood (?:sponsor )?at|attended|assisted at|sat up for|held the candle at)\s"
    rf"(?:[^.;:!?\n]{{0,40}}?\b)?(?:(?P<born>{_P}){_BORN}|(?P<babe>{_P})\s(?:as an?|in (?:his|her|the)|when s?he was an?|at (?:his|her) mother)\s?(?:new-?born|tiny|small|mere)?\s?(?:baby|infant|babe|cradle|cot|swaddling|petticoats|pram|christening|breast|in arms))"
)
_NURSED = re.compile(
    rf"(?P<who>{_SUBJECT})(?:,? who)?\s(?:had |had once |had often |used to )?(?:rocked|rock|dandled|dandle|nursed|carried|carry|held|bathed|washed|swaddled|wheeled|pushed|suckled|fed|lulled|sung|sang|taught|led)\s(?:to\s)?(?P<born>{_P})(?:\s[^.;:!?\n]{{0,40}}?)?\s(?:in (?:his|her|the) (?:cradle|cot|pram|perambulator|christening)|as an? (?:\w+ )?(?:baby|infant|babe)|at the font|to the font|to (?:his|her) christening|to walk\b|to talk\b|before s?he could (?:walk|stand|talk)|when s?he was (?:an? |still |but )*(?:baby|infant|babe|in arms|in long clothes|new-?born|a (?:day|week|month) old)|on (?:his|her) (?:knee|knees|back|hip|shoulders) (?:when|as an?|before))"
)
_ALREADY = re.compile(
    rf"(?P<who>{_SUBJECT})(?:,? who)?\s(?:was|were|had|had been|could)\s(?:[^.;:!?\nᐁᐃ]{{1,50}}?)\s?(?:when|before|long before|by the time|years before)\s(?P<born>{_P})\s?(?:{_BORN}|was (?:even |well |yet )?(?:out of|still in|yet in|in) (?:his|her|the) (?:cradle|cot|pram|long clothes|petticoats|pinafores|short (?:frocks|trousers|coats)|nursery|teens|pigtails)|was (?:(?:so much as|even|yet|ever)\s)?(?:thought of|heard of|a baby|an infant|in arms|in leading strings)|lay in (?:his|her) cradle|(?:could|had learned to) (?:walk|talk|stand|crawl|read|write|shave|spell))"
)
_EVENT_NOUN = re.compile(
    r"\b(?:war|flood|frost|fire|famine|plague|siege|battle|storm|gale|rising|rebellion|revolution|cholera|fever|drought|strike|wreck|earthquake)$"
)
_GROWN = re.compile(
    r"\b(?:married|wed|left school|grown|gr[ea]y|bald|old|widow\w*|mother|father|wife|husband|earning|soldier|enlisted|graduated|retired|"
    r"university|college|to sea|to war|business|practice|captain|doctor|apprentice\w*|shav\w+|voted|beard|buried (?:his|her))\b"
)
_BROUGHT = re.compile(
    rf"(?P<who>{_SUBJECT})(?:,? who)?\s(?:had\s)?(?:(?P<grown>brought|helped|delivered|eased|pulled)\s(?:both\s)?(?P<born>{_P})(?:\sand[^.;:!?\n]{{1,24}})?\s(?:into the|into this) world|"
    rf"(?P<midwife>delivered|baptised|baptized|christened|stood godmother to|stood godfather to)\s(?P<born2>{_P})(?!['’])(?=[\s.,;])(?!\sa\b)|"
    rf"taught\s(?P<born3>{_P})\s(?:(?:his|her)\s(?:letters|catechism|alphabet|prayers|first (?:steps|words|letters|lessons))|(?:how\s)?to\s(?:read|write|walk|talk|ride|swim|fish|count|tie|skate|sew|knit|sail)))"
)
_TOO_YOUNG = re.compile(
    rf"(?P<who>{_SUBJECT})(?:,? who)?\s(?:was|were|had been|is)\s(?:far |much |just |a little )?too young (?:to (?:remember|recall|recollect|have (?:known|seen|fought in))|for)\s(?P<thing>[Tt]he\s(?:[a-z-]+\s){{0,2}}?[a-z-]+)(?=[.,;:!?]|\s(?:and|but|that|at|in|of)\b)"
)
_NOT_BORN = re.compile(
    rf"(?P<born>{_SUBJECT})(?:,? who)?\s(?:was|had been|were)\s(?:not yet (?:born|thought of|in the world)|unborn|not (?:even )?born|still unborn|yet unborn|still in (?:his|her) (?:cradle|pram|cot|petticoats|pinafores|short (?:frocks|trousers)|nursery)|at school|a (?:school)?(?:boy|girl)|learning (?:his|her) letters|in (?:his|her) cradle|a (?:babe|child) in arms|a baby|an infant|a new-?born|still at (?:his|her) mother['’]s breast|born)\s(?:[^.;:!?\nᐁᐃ]{{0,30}}?)(?P<how>when|while|after)\s(?P<who>{_P})(?!['’]|{_BORN})\s(?:was|had|were|could|went|married|wed|left|came|stood|took|first|sat|began|buried|already|[a-z]+ed)\b"
)
_ENOUGH = re.compile(
    rf"(?P<who>{_SUBJECT})(?:,? who)?(?:,|\s(?:was|is|looked and was|were))\s(?:quite |fully |nearly |almost |easily |well )?(?P<old>old|young) enough to (?:be|have been)\s(?P<born>{_P}['’]s?|his|her)\s(?P<grand>grand)?(?:father|mother|parent|son|daughter|child|grandfather|grandmother)"
)
_BETWEEN = re.compile(
    rf"(?:[Tt]here (?:were|was|lay)|[Tt]here were only|[Bb]arely|[Nn]early|[Oo]nly)?\s?\b(?P<n>(?i:{NUM}|a))\s(?:whole |good |full )?(?:years?|summers|winters)\s(?:(?:lay|stood|were|divided|separated|apart)\s)?(?:between\s)?(?P<who>{_P})\s(?:and|from)\s(?P<born>{_P})(?P<rest>[^.!?\n]{{0,60}})"
)
_ELDER = re.compile(
    rf"(?P<one>{_P})\s(?:was|being)\s(?:much |by far )?(?:the )?(?P<word>elder|older|younger)|(?P<first>[Tt]he (?:girl|boy|former|first)) (?:was|being) the (?P<w>elder|older|younger)"
)
_HAD_AT = re.compile(
    rf"(?P<who>{_SUBJECT})(?:,? who)?\s(?:had\s)?(?:borne|bore|had|given birth to|gave birth to|brought (?P<x>.)orth|fathered|become (?:the )?(?:mother|father) of|became (?:the )?(?:mother|father) of)\s(?P<born>{_P})\s(?:at|when s?he was|in (?:his|her))\s(?:the age of\s|only\s|just\s|barely\s|not yet\s)*(?P<n>{NUM})(?=[,.;:!?]|\s(?:and|years|in|on)\b)"
    rf"|(?P<who2>{_SUBJECT})(?:,? who)?\s(?:was|had been)\s(?:only\s|just\s|barely\s|already\s)*(?P<n2>{NUM})\s(?:years old\s)?at\s(?P<born2>{_P})['’]s?\s(?:birth|christening|coming)"
    rf"|(?P<born3>{_P})(?:,? who)?,?\s(?:(?:was|had been)\s)?born\s(?:to|of)\s(?P<who3>{_P})\s(?:at|when s?he was)\s(?:the age of\s|only\s|just\s)*(?P<n3>{NUM})\b"
    rf"|(?P<born4>{_P})['’]s?\s(?:mother|father),?\s(?P<who4>{_P}),?\s(?:was|had been)\s(?:only\s|just\s)*(?P<n4>{NUM})\s(?:years old\s)?when\ss?he\s(?:bore|was born|had|came)"
)
_FOUGHT = re.compile(
    rf"(?P<who>{_SUBJECT})(?:,? who)?\s(?:had\s|has\s|did\s)?(?:(?P<soldier>fought|soldiered|served|been wounded|lost (?:an arm|a leg|an eye|a brother|a finger)|won (?:his|a) [a-z]+|marched|carried a (?:musket|gun|pike|drum|rifle))|married|wed|been married|been a (?:grown )?(?:man|woman|bride|wife|mother)|(?P<sees>remember\w*|well remember\w*|seen|saw|watched|lived through|danced at|stood in the crowd at))\s(?:[^.;:!?\nᐁᐃ]{{0,30}}?\b)?(?:(?:at|in|through|on|the year of|in the year of|before)\s)?(?P<thing>[Tt]he\s(?:(?!same|very|day)[a-z-]+\s){{0,2}}?(?:war|wars|flood|frost|fire|famine|plague|siege|battle|storm|gale|rising|rebellion|revolution|coronation|jubilee|cholera|fever|drought|strike|wreck|earthquake|winter|peace|massacre|invasion|retreat|mutiny))\b"
)
_SCHOOL = re.compile(
    rf"(?P<who>{_P})\sand\s(?P<born>{_P})\s(?:had\s|were\s|been\s)*(?:sat (?:side by side|together|next to each other) (?:at|in|on) [^.;:!?\n]{{0,20}}(?:school|class|desk|bench|form)|shared (?:a|one|the same) (?:desk|bench|slate|form)|in the same (?:class|form)|(?:gone|went|started|begun|began) (?:to )?school (?:together|on the same day|in the same)|classmates|school-?fellows|christened (?:together|on the same|at the same)|learned (?:to walk|their letters) together)"
)
_TAUGHT = re.compile(
    rf"(?P<who>{_SUBJECT})(?:,? who)?\s(?:had\s|been\s)*(?:at school with|taught|nursed|christened|married|buried|danced with|courted|played with|brought up|known)\s(?P<born>{_P})['’]s\s(?P<grand>grand)?(?:mother|father|parents)\b(?P<young>\s(?:as an? (?:boy|girl|child|young)|when|in (?:the )?(?:school|cradle)|to (?:read|ride|walk|write|swim)|at school))?"
)
_BABE_SEES = re.compile(
    rf"\b(?:[Bb]efore|[Uu]ntil|[Tt]ill)\s(?P<born>{_P})\swas\sborn,?\s(?P<who>{_P})\s(?:had|was|could)\b"
)


_TRIGGERS = re.compile(
    r"\b(?:too young|taught|delivered|world|godmother|godfather|born|birth|bore|borne|christen\w*|bapti[sz]\w*|cradle|cot|infant|baby|babe|in arms|the font|to walk|enough to|"
    r"(?:same|of an) age|as old as|half (?:the age|as old|his|her)|twice|double|thrice|three times|four times|(?:years?|summers|winters) (?:between|lay|apart|before|after|old)|"
    r"when the|the (?:year|winter|summer|spring|autumn|night|day) (?:that|of|when|the)|in the world|saw the light|first breath|wars?|flood|frost|plague|siege|jubilee|coronation|"
    r"desk|classmates|school-?fellows|same (?:class|form)|became the|(?:father|mother)s? of|['’]s (?:grand)?(?:mother|father|parents) (?:as|when|in|to|at))\b"
)
"""Of these words every pattern here needs one."""


def find_gaps(reading: Reading) -> Iterator[Fact]:
    """Yield who is older than whom, or than what."""
    for match in (*find_near(reading, _TRIGGERS, _AT_AGE), *find_near(reading, _TRIGGERS, _WHEN_FIRST)):
        yield from _gap(reading, match, who_again(reading, match, "who"), _event(reading, match), number(match["n"]))
    for match in find_near(reading, _TRIGGERS, _THING_OLD):
        named = who_again(reading, match, "thing") if match["thing"][0] in "ᐁᐃ" else None
        yield from _gap(
            reading, match, named or _key(match["thing"]), who_again(reading, match, "who"), number(match["n"])
        )
    for match in find_near(reading, _TRIGGERS, _BORN_BY):
        years = 0 if match["same"] else 1 if match["n"] in ("a", "the") else number(match["n"])
        earlier = match["same"] or match["way"] in ("before", "earlier than")
        one, two = who_again(reading, match, "who"), _event(reading, match)
        yield from _gap(reading, match, *((one, two) if earlier else (two, one)), years)
    for match in find_near(reading, _TRIGGERS, _AT_NOUN):
        yield from _gap(reading, match, who_again(reading, match, "who"), _key(match["thing"]), number(match["n"]))
    for match in find_near(reading, _TRIGGERS, _BORN_NOUN):
        years = 0 if match["thing"] else 1 if match["n"] in ("a", "the") else number(match["n"])
        one, two = who_again(reading, match, "who"), _key(match["thing"] or match["noun"])
        older, younger = (two, one) if match["way"] == "after" else (one, two)
        yield from _gap(reading, match, older, younger, years)
    for match in find_near(reading, _TRIGGERS, _TOGETHER):
        one, two = ("who", "born") if match["who"] else ("one", "two")
        yield from _gap(reading, match, who_again(reading, match, one), who_again(reading, match, two), 0)
    for pattern in (_REMEMBERS, _NURSED, _ALREADY, _NOT_BORN, _BABE_SEES):
        for match in reading.find(pattern):
            groups = match.groupdict()
            young = who_again(reading, match, "born" if groups["born"] else "babe")
            least = "2-200" if pattern is _ALREADY else "1-200"
            least = "11-200" if pattern is _ALREADY and _GROWN.search(match[0]) else least
            yield from _gap(reading, match, who_again(reading, match, "who"), young, None, least)
    for match in find_near(reading, _TRIGGERS, _BROUGHT):
        young = next(group for group in ("born", "born2", "born3") if match[group])
        least = "3-200" if young == "born3" else "14-200"
        yield from _gap(reading, match, who_again(reading, match, "who"), who_again(reading, match, young), None, least)
    for match in find_near(reading, _TRIGGERS, _TOO_YOUNG):
        yield from _gap(reading, match, _key(match["thing"]), who_again(reading, match, "who"), None, "-6-200")
    for match in find_near(reading, _TRIGGERS, _BETWEEN):
        rank = _ELDER.search(match["rest"])
        if rank and rank["one"]:
            start = match.start("rest") + rank.start("one")
            who = reading.whom(start, start + len(rank["one"]))
            one, two = who_again(reading, match, "who"), who_again(reading, match, "born")
            other = two if who == one else one
            years = 1 if match["n"] == "a" else number(match["n"])
            yield from _gap(reading, match, *((who, other) if rank["word"] != "younger" else (other, who)), years)
    for match in find_near(reading, _TRIGGERS, _HAD_AT):
        end = next(end for end in ("", "2", "3", "4") if match[f"who{end}"])
        one, two = who_again(reading, match, f"who{end}"), who_again(reading, match, f"born{end}")
        yield from _gap(reading, match, one, two, number(match[f"n{end}"]))
    for match in find_near(reading, _TRIGGERS, _FOUGHT):
        least = "2-200" if match["sees"] else "12-200"
        yield from _gap(reading, match, who_again(reading, match, "who"), _key(match["thing"]), None, least)
    for match in find_near(reading, _TRIGGERS, _SCHOOL):
        yield from _gap(reading, match, who_again(reading, match, "who"), who_again(reading, match, "born"), 0)
    for match in find_near(reading, _TRIGGERS, _TAUGHT):
        if match["young"] or match["grand"]:
            least = "22-200" if match["grand"] else "8-200"
            yield from _gap(
                reading, match, who_again(reading, match, "who"), who_again(reading, match, "born"), None, least
            )
    for match in find_near(reading, _TRIGGERS, _ENOUGH):
        one, two = who_again(reading, match, "who"), who_again(reading, match, "born")
        least = f"{28 if match['grand'] else 13}-200"
        yield from _gap(reading, match, *((one, two) if match["old"] == "old" else (two, one)), None, least)


def _event(reading: Reading, match: re.Match[str]) -> str | None:
    """Return whose birth, or what, a clause tells of."""
    groups = match.groupdict()
    for group in ("born", "child"):
        if groups.get(group):
            return who_again(reading, match, group)
    if not groups.get("thing"):
        return None
    begins = _EVENT_NOUN.search(groups["thing"]) and not re.match(
        r"(?:ended|closed|died|failed)", groups["happens"] or ""
    )
    return _key(groups["thing"] if begins else f"{groups['thing']} {groups['happens'] or ''}")


def _key(words: str) -> str:
    plain = [
        word for word in words.lower().split() if word not in ("old", "new", "great", "was", "were", "been", "had")
    ]
    return " ".join(plain)


def _gap(
    reading: Reading, match: re.Match[str], older: str | None, younger: str | None, years: int | None, least: str = ""
) -> Iterator[Fact]:
    if (
        older is None
        or younger is None
        or "the" in (older, younger)
        or older == younger
        or (years is None and not least)
    ):
        return
    hedges = reading.hedges(*match.span())
    hard = not {"question", "told", "feigned", "dream"} & hedges and "if " not in match[0].lower()
    value = "" if years is None else str(years)
    notes = (least,) if least else ()
    yield fact_at(reading, match.span(), older, "older", value, about=younger, hard=hard, notes=notes)
