"""The English turns that say how old somebody is, when he was born, who is older, and that years pass.

Numbers, and a few words such as ``birthday``, are searched for; what stands around each is matched with these
patterns, which are anchored there and bounded. What a match means is for `ages/` to say.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.reading import PERSON, WHO, WHOM

P = rf"{PERSON}(?!ᐄ)"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
NUM = rf"(?:\d{{1,3}}|(?:{_ONES})-and-(?:{_TENS})|(?:{_TENS})(?:[- ](?:{_ONES}))?|{_TEENS}|{_ONES}|(?:a|one) hundred(?: and (?:{_ONES}|{_TEENS}|{_TENS}))?|threescore(?: and ten)?)"
"""Matches a number that may be an age."""
_ORD_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
ORD = (
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:{_TENS})-(?:{_ORD_ONES})|(?:twen|thir|for|fif|six|seven|eigh|nine)tieth|"
    r"tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|hundredth|" + _ORD_ONES + ")"
)
YEAR = (
    rf"(?:1\d{{3}}|20\d\d|(?:sixteen|seventeen|eighteen|nineteen|twenty)[- ](?:hundred(?: and)?[- ])?(?:{_TENS})(?:[- ](?:{_ONES}))?"
    rf"|(?:sixteen|seventeen|eighteen|nineteen)[- ](?:hundred(?: and)?[- ])?(?:{_TEENS})|(?:sixteen|seventeen|eighteen|nineteen)[- ]hundred and (?:{_ONES}))"
)
"""Matches a year, in figures or words."""

_ANY_CASE = re.sub(r"(?<![a-z\\])([a-z])(?=[a-z])", lambda letter: f"[{letter[1].upper()}{letter[1]}]", NUM)
ANCHOR = re.compile(rf"(?P<n>{_ANY_CASE})(?!\w|,\d|\.\d)")
"""A number that may be an age, or the end of another word: without a look back the search is twice as fast."""
INSIDE = re.compile(r"[\w'’,.$£-]")
"""What stands before the end of another word or number."""
APPROX: tuple[tuple[str, int, int], ...] = (
    (r"not (?:yet|quite)|under|below|less than|younger than|short of|shy of|on the (?:right|sunny) side of", -7, -1),
    (r"well (?:over|past|beyond|above)", 1, 25),
    (r"(?:not|no) more than|at most|not above", -6, 0),
    (r"over|past|above|upwards of|more than|older than|beyond|turned of|on the wrong side of|at least", 0, 12),
    (r"almost|nearly|nearing|close (?:on|to|upon)|approaching|getting on for|pushing|near|all but", -4, 0),
    (r"going on(?: for)?|rising", -1, 0),
    (
        r"about|around|some|roughly|approximately|perhaps|maybe|possibly|probably|somewhere (?:about|around|near)|something like",
        -6,
        6,
    ),
    (r"barely|scarcely|hardly|just", -1, 1),
)
"""What makes a number a rough one, and by how many years it may miss."""
_ROUGH = "|".join(words for words, _, _ in APPROX)
ROUGH = re.compile(rf"(?:^|\b)(?P<rough>(?:{_ROUGH})\s(?:the age of\s)?)$")
"""To the left of a number."""
_ADV = rf"(?:(?:{_ROUGH}|now|then|only|already|still|exactly|all of|fully|full|quite|but|herself|himself|by then|by now|at this time|at last|both|in fact|going to be|just turned|newly turned|newly)\s)"
_BE = r"(?:was|is|were|are|had been|being)"
_ALSO = r"(?:(?:,? who|,[^.,;:!?\n]{1,40},)\s)?"

WAS = re.compile(rf"(?P<who>{WHO})(?:,? who|,[^.,;:!?\n]{{1,40}},|,)?\s(?P<be>{_BE})\s{_ADV}{{0,3}}$")
"""``Anna was just``, ``Tom, the baker, was``."""
TURNED = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?(?:,|\s(?:had|has|was|now|finally|having|just|only|recently|lately|newly|already|at last)){{0,3}}"
    r"\s(?:turned|turning|reached|attained|completed|touched|become|became)\s(?:the (?:ripe |great )?age of\s)?(?:just\s)?$"
)
"""``Anna had just turned``."""
AGE_WAS = re.compile(rf"(?P<who>{P})['’]s? age(?:,| was| is| had been)\s{_ADV}{{0,2}}$")
OPENS = re.compile(
    rf"(?:^|[.!?;—\ue000”]\s?|\n)\s*(?:(?:[Tt]hough|[Aa]lthough|[Ss]till|[Aa]lready|[Oo]nly|[Bb]arely|[Nn]ow|[Aa]ged|[Jj]ust|[Ww]hile|[Nn]ot yet)\s){{1,3}}(?:s?he was\s)?{_ADV}{{0,2}}$"
)
"""``Though only`` before an age that opens a sentence."""
OPENS_WHO = re.compile(rf"(?:\syears old|\syears of age)?,\s(?P<who>{P}|s?he|I)\s")
BIRTHDAY_WHO = re.compile(rf"(?:,|\s[a-z]+\s[a-z]+,)?\s(?P<who>{P})(?!['’])")
YEARS_WHO = re.compile(rf"\s(?:years|summers|winters),\s(?P<who>{P})(?!['’])")
APPOSED_END = re.compile(
    r"\s*[.,;:!?)–—]|\s(?:and|but)\s(?:still |yet |already |not yet |newly |just |never )?[a-z]+[,.;]|\sif s?he was a day|\s(?:now|last|this|that|come|next)\b[^.,;:!?\n]{0,20}[.,;]"
)
BOTH_WERE = re.compile(rf"(?P<who>{P})\sand\s(?P<other>{P})\s(?:were|are|had been)\s{_ADV}{{0,2}}$")
END = re.compile(
    r"\s*(?:[.,;:!?)—–]|--|$)|-odd\b|-ish\b|\sif s?he was a day|\s(?:that|this|when|now|and(?!\s[\w-]+\s(?:inches|feet|miles|yards|pounds))|but|or (?:so|thereabouts|more)|then|at the time|(?:at )?(?:his|her|my) (?:last|next)|going on|last|"
    r"(?:in|on|next|come|since) (?:the\s)?(?:spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|november|december|year|month|week)|"
    r"(?:in|by|since) (?:the year )?(?:(?:1\d|20)\d\d|(?:seven|eigh|nine)teen[- ][a-z]+)|since|for (?:a|some|two|three|six) (?:day|week|month)s?|"
    r"years? old|years? of age|to the (?:day|month)|already|today|yesterday|with|the (?:day|week|month|year|night|previous|same|past|following)|yet|because|if|on the)\b",
    re.IGNORECASE,
)
"""What follows an age that isn't followed by ``years old``."""
MAY_BE = re.compile(
    r"(?i)\b(?:of|aged?|at|only|barely|seen|counted|known|turned|reached|attained|his|her|my|be|turn)\s(?:[a-z]+\s){0,2}$|['’]s?\s$"
)
"""To the left of an age that something else may follow."""
OLD = re.compile(r"[- ]years?[- ]old\b|\syears of age\b|\s(?:summers|winters) old\b")
OTHER_UNIT = re.compile(r"[- ](?:months?|weeks?|days?|hours?|minutes?)\b")
OR_NUM = re.compile(rf"(?:\s(?:or|to)\s|-and-|–|-)(?P<n>{NUM})\b(?!\sinches)")
OR_SO = re.compile(r"\s(?:or so|or thereabouts|odd|or more|-odd|-ish|ish\b)")
BETWEEN = re.compile(rf"\bbetween\s(?P<n>{NUM})\sand\s$", re.IGNORECASE)

APPOSED = re.compile(
    rf"(?P<who>{P})(?:,|\s\()\s?(?:who was\s|being\s|herself\s|himself\s|at\s|at the age of\s|aged\s|age\s)?{_ADV}{{0,2}}$"
)
"""``Anna, now``; ``Tom (aged``."""
AGED = re.compile(rf"(?P<who>{P}),?\s(?:who was\s|was\s|then\s|now\s)?(?:aged|age)\s{_ADV}?$")
HE_AGED = re.compile(rf"(?P<who>{WHO})\s(?:was|is)\s(?:now\s)?(?:at the age of|aged|of the age of)\s{_ADV}?$")
_PEOPLE = (
    r"(?:man|woman|boy|girl|lad|lass|lassie|child|youth|fellow|lady|gentleman|widow|widower|bachelor|spinster|person|creature|"
    r"maiden|maid|youngster|infant|baby|veteran|matron|stripling|chap|bride|mother|father|soldier|sailor|thing|body|one|soul|boy-king|princess|prince|"
    r"priest|doctor|farmer|lawyer|clerk|teacher|schoolboy|schoolgirl|student|beauty|giant|[a-z]+er|[a-z]+or|[a-z]+man|[a-z]+woman|[a-z]+ist)"
)
_OF_AGE = r"(?:(?:of|aged)\s|(?=(?:past|over|nearing|approaching|under|nearly|well past|just over|not yet)\s))"
COUNTED = re.compile(
    r"\b(?:(?:mother|father|parent|widow|widower|grandmother|grandfather)|(?:eldest|oldest|youngest|middle|only|first|second|third|fourth|fifth|last|sole|one)\s(?:child|boy|girl|son|daughter))\sof\s$"
)
"""To the left of a number that counts children."""
_A_MAN = rf"(?:(?:an?|the|this|that)\s)?(?:[a-z][a-z-]*,?\s){{0,4}}{_PEOPLE}"
IS_MAN_OF = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?P<be>{_BE})\s(?:now\s|only\s|but\s|still\s)?(?:{_A_MAN}|a {_PEOPLE}\s[a-z]+)\s{_OF_AGE}(?:the age of\s)?{_ADV}{{0,2}}$"
)
"""``Anna was a tall girl of``."""
MAN_OF_OPENS = re.compile(
    rf"(?:^|[.!?;—\ue000”]\s?|\n)\s*An?\s(?:[a-z][a-z-]*,?\s){{0,4}}{_PEOPLE}\s(?:of|aged)\s{_ADV}{{0,2}}$"
)
MAN_OF = re.compile(rf"(?P<who>{P})(?:,|\s\(|\s?(?:—|–|--))\s?{_A_MAN}\s{_OF_AGE}(?:the age of\s)?{_ADV}{{0,2}}$")
"""``Tom, a man of``."""
IS_A = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?P<be>{_BE})\s(?:now\s|only\s|but\s|just\s|still\s)?an?\s(?:[a-z][a-z-]*,?\s){{0,2}}$"
)
"""``Anna was a`` before ``ten-year-old``."""
APPOSED_A = re.compile(rf"(?P<who>{P}),\s(?:an?|the)\s(?:[a-z][a-z-]*,?\s){{0,2}}$")
OLD_NAME = re.compile(rf"[- ]year[- ]old\s(?:(?!and\b|or\b)[a-z][a-z-]*,?\s){{0,3}}(?P<who>{P})")
"""``-year-old Anna``."""
AT = re.compile(
    rf"(?:^|[.!?;—\ue000”]\s?|\n|\b(?:and|but|for|now|still|yet|so)\s)\s*(?:even\s)?[Aa]t\s(?:the (?:ripe |tender |early )?age of\s|age\s)?{_ADV}?$"
)
"""``At`` before an age that opens a sentence."""
AT_WHO = re.compile(
    rf"(?:\syears of age)?,?\s(?P<who>{P}['’]s\s[a-z]+|{P}|s?he|I)\s(?:was|is|still|looked|felt|knew|could|seemed|thought|did not|considered|found|believed|had (?:no|his|her|my|the|a|an|already|never|not|all|long|still|nothing|little)\b)"
)
YEARS_OF = re.compile(
    rf"\b(?:all|of|by|despite|under|beneath|with)\s(?P<who>{P}['’]s?|his|her|my)\s(?:{_ADV}|short |long |brief |tender )?$"
)
YEARS_END = re.compile(r"\s(?:years|summers|winters)(?=\s*[.,;:!?])")

BIRTHDAY = re.compile(rf"\b(?P<n>{ORD})[- ]birthday\b", re.IGNORECASE)
IN_YEAR = re.compile(
    rf"\b(?P<n>{ORD})\s(?:year|summer|winter|spring)(?=\s*[.,;:!?]|\s(?:and|when|now|but|with|at|of (?:his|her|my) (?:life|age)))"
)
WHOSE_BEFORE = re.compile(rf"(?:(?P<who>{P}['’]s?|\b(?:[Hh]is|[Hh]er|[Mm]y)\b)|(?P<whose>{P}),?\swhose)\s(?:own\s)?$")
BIRTHDAY_NOT_YET = re.compile(
    r"\b(?:before|short of|until|till|to|towards?|approach\w*|near\w*|plan\w*|next|eve of|look\w* forward|coming|from|await\w*)\s(?:[^.,;:!?\n]{0,16}\s)?$"
)
BIRTHDAY_SINCE = re.compile(
    r"\b(?:since|after|ever|remember\w*|for|given|gift|present|bought|on)\s(?:[^.,;:!?\n]{0,16}\s)?$"
)
BIRTHDAY_IS = re.compile(
    r"\b(?:was|is|had|has|having|celebrat\w*|kept|mark\w*|fell|today|tonight|eaten|blew|toast\w*|cake|party|this|cheer\w*|attained|reached|passed|come and gone|came and went|come to|came to)\b"
)

ENTERED = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?:had |has )?(?:just |now |lately )?(?:died in|entered|begun|reached)\s(?:his|her|my)\s$"
)
DECADE = re.compile(
    r"\b(?:(?P<part>early|mid|middle|late|later)[- ])?(?P<tens>teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"
)
DECADE_WHOSE = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?(?:,\s|\s(?P<be>{_BE})\s)(?:(?:an?\s(?:[a-z-]+\s){{0,3}}{_PEOPLE}\s)|now |then |by now |by then |still |already |well |only |just |somewhere |both ){{0,2}}(?:in|into|of)\s(?:his|her|my|their|the)\s$"
)
OUT_OF = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?(?:,|\s{_BE})\s(?:only just|barely|scarcely|hardly|just|not long)\sout\sof\s(?:his|her|my|their)\s$"
)
_ARIANS = {
    "quadragenarian": 40,
    "quinquagenarian": 50,
    "sexagenarian": 60,
    "septuagenarian": 70,
    "octogenarian": 80,
    "nonagenarian": 90,
    "centenarian": 100,
    "teenager": 13,
}
ARIANS = {word: (low, low + (6 if low == 13 else 9)) for word, low in _ARIANS.items()}
ARIAN = re.compile(rf"\b(?:{'|'.join(_ARIANS)})\b")
ARIAN_LEFT = re.compile(rf"(?P<who>{WHO})(?:,? who)?(?:\s(?P<be>{_BE})|,)\s(?:now\s|still\s)?an?\s(?:[a-z-]+\s)?$")

_SEASON = r"(?:(?:early |late )?(?:spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{1,2})?(?: of|,| in)?(?: the year)?\s)"
STORY_YEAR = re.compile(
    rf"\b(?:it was (?:now |still )?(?:in )?(?:the )?(?:year (?:of grace |of our lord )?(?:of )?|{_SEASON})?|the year (?:was|is) (?:now )?|this year (?:of (?:grace|our lord),? )?)(?P<year>{YEAR})\b(?=\s*[.,;:!?—)]|\s(?:and|when)\b)"
    rf"|(?:^|\n\n)[^.!?\n]{{0,30}}(?:january|february|march|april|may|june|july|august|september|october|november|december)\s(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?(?P<head>1\d{{3}}|20\d\d)\.?(?=\n)",
    re.IGNORECASE,
)
"""Which year it is in the story."""

OLDER = re.compile(r"\b(?P<word>older|elder|younger|senior|junior)\b|\b(?P<same>(?:the same age as|of an age with))\b")
_BY = rf"(?:(?P<n>{NUM}|a|an)(?:\sand a half)?\s(?:years?|summers|winters)|(?:some|several|many|a few|a good many|a couple of) years|a year or two|a (?:full |whole )?twelvemonth|(?:{NUM}|a|an|some|several|a few) (?:month|week|day|hour|minute)s?|a generation|a decade|a quarter of a century|years|much|far|a little|considerably|rather|slightly|somewhat|a good deal|two or three years|only)"
OLDER_LEFT = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?(?:,(?:\sbeing)?|\s(?P<be>{_BE}))\s(?:(?:about|nearly|almost|some|only|just|now|exactly|fully|a good|rather)\s){{0,2}}(?:{_BY}\s)?(?P<the>the\s)?$"
)
THAN = re.compile(
    rf"\sthan\s(?:(?:his|her|my|the|{P}['’]s)\s(?:[a-z-]+,?\s){{0,3}})?(?P<whom>{WHOM})(?!['’])(?!\shad\b)"
)
SENIOR_LEFT = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?(?:,|\s(?P<be>{_BE}))\s(?:(?:about|nearly|almost|some|only|just|fully)\s)?(?:{_BY}\s)?(?:(?:his|her|my)\s(?:[a-z]+\s){{1,2}})?(?P<whom>{P}['’]s?|his|her|my)\s(?:[a-z-]+\s)?$"
)
BY_YEARS = re.compile(rf"\sby\s(?:(?:about|nearly|almost|some|only|just|fully)\s)?{_BY}\b")

PASSES = re.compile(
    r"(?P<unit>year|winter|summer|month|spring|decade)s?\s"
    r"(?:later|after(?:wards?)?\b(?!\s(?:his|her|my|the)\sbirth)|(?:had |have )?(?:passed|elapsed)|(?:went|had gone|gone) by|slipped|rolled|flew|wore on|came and went|on\b)"
    r"|(?P<next>(?:next|following|ensuing|second|third|another|Next|Another)\s(?:year|spring|summer|autumn|fall|winter))\b"
    r"|(?P<vague>grew (?:to (?:man|woman)hood|older|up and)|came of age|[Aa]s (?:he|she|they) grew)\b"
)
LATER = re.compile(
    rf"\s*(?:(?:And|But|It was) )?(?P<n>(?i:{NUM})) years (?:later|afterwards|on|had passed|passed|went by|had gone by)\b"
)
"""What opens a sentence that tells how much older somebody is now."""
HOW_MANY = re.compile(rf"\b(?P<n>{NUM}|an?|some|several|few)\s(?:more\s|other\s)?$", re.IGNORECASE)
"""To the left of ``years later``."""
"""That time passes in the story."""
THEN = re.compile(
    r"\b(?:years? (?:ago|before|earlier|since|back|previously)|long ago|in (?:those|the old) days|used to|once upon|ever since)\b"
)
"""What says, anywhere in the sentence, that another time is spoken of."""
BEFORE_THEN = re.compile(
    r"\b(?:remember\w*|recall\w*|recollect\w*|as an? (?:boy|girl|child|youth)|back then|in (?:his|her|my) (?:youth|childhood|boyhood|girlhood|infancy)|"
    r"had once|since (?:he|she|I)|photograph|portrait|picture|painting|[Ii]f (?:he|she|I|ᐁ|ᐃ)|as (?:if|though)|felt like|no older than|might|"
    r"could have|looked|seemed|appeared|pass(?:ed)? for|claim\w*|pretend\w*|lied?|lying|dream\w*|like an?|"
    r"(?:thought|believed?|supposed?|guessed?|suspect\w*|doubt\w*|wonder\w*|fear\w*|hop\w+|wish\w*|imagin\w*|said|says|told|swore|insist\w*|heard|declared)(?: \w+)?)\s(?:that\s)?[^,;:]{0,40}$"
)
"""What says so, or that it only seems, in the clause before an age."""
WIDELY = re.compile(
    r"\b(?:hard|difficult|impossible) to (?:believe|imagine|think|guess|remember)|\b(?:[Nn]obody|[Nn]o one|[Nn]one|[Ff]ew|[Hh]ardly anyone|[Yy]ou|[Oo]ne)\s[^.,;:!?\n]{0,24}\b(?:would|could|might)(?: never| not| ever| hardly)?(?: have)? (?:guess|believ|thought|think|suspect|known|credit|taken|suppos)"
)
"""``Nobody would have guessed that Anna was``: so she was."""
WOULD = re.compile(rf"(?P<who>{WHO})(?:,? who)?\s(?:would|will|was to) (?:be|turn)\s(?:only\s)?$")
WOULD_SOON = re.compile(
    r"\s(?:years old\s)?(?:in (?:the|a|another|two|three|january|february|march|april|may|june|july|august|september|october|november|december)\b|at (?:christmas|easter|michaelmas|midsummer|martinmas|candlemas|lammas|new year|whitsun\w*|the|[ᐁᐂᐃ])|on\b|next\b|come\b|tomorrow|that (?:spring|summer|autumn|winter|year)|before the (?:year|month|week|summer|winter|spring|autumn))",
    re.IGNORECASE,
)
IN_A_MONTH = re.compile(
    r"\b[Ii]n (?:a|an|another|two|three|four|five|six|a few) (?:days?|weeks?|fortnight|months?),?\s$"
)
"""``In a month Anna would be``."""
WHO_AT = re.compile(rf"(?P<who>{P}),?\swho,?\sat\s(?:the age of\s)?{_ADV}?$")
SEEN = re.compile(
    rf"(?P<who>{WHO})(?:,? who)?\s(?:had|has)\s(?P<short>not yet\s|hardly\s|scarcely\s|barely\s)?(?:seen|counted|known)\s(?:(?:more than|only|but|some|about|nearly)\s)?$"
)
SUMMERS = re.compile(r"\s(?:summers|winters|springs)\b")
DETACHED = re.compile(rf",\s(?P<man>{_A_MAN}\s(?:of|aged)\s)?{_ADV}{{0,2}}$")
"""``Anna stood at the gate, a girl of``."""
CLAUSE = re.compile(
    r"\b(?:[Ww]hen|[Ww]hile|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Bb]y the time|[Oo]nce|[Ff]rom the time|the (?:year|day|summer|spring|autumn|winter|night|time)(?: that)?|[Ii]f|whether)\s(?:[^.,;:!?\n]{0,20}\s)?$"
)
"""To the left of ``Anna was ten``: a clause that takes her age back to then."""
