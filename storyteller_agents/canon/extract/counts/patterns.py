"""The words and turns by which English tells how many of something there are. What is made of them: `counts/`.

Every pattern here but `SEED` is tried only around a number that was found; none runs over a whole text.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.counts.nouns import GROUP, IRREGULAR, TELLING
from storyteller_agents.canon.numbers import CARDINAL, ORDINAL
from storyteller_agents.canon.reading import PERSON, THING, WHO, WHOSE

NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred dozen score both neither either only one single no "
    "pair brace trio quartet quintet sextet duo couple"
)
RANKS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
SEED = re.compile(
    r"\b(?:"
    + "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in f"{NUMBERS} {RANKS}".split())
    + r"|\d{1,6})\b(?=[ ,.;:—–-])"
)
"""Finds where a number may be told."""

AMOUNT = re.compile(rf"(?P<n>(?i:{CARDINAL}))(?![\w'’])(?:-and-[a-z]+)?")
PLAIN = (
    r"(?:(?:"
    + "|".join(sorted(TELLING))
    + "|new|great|little|huge|tiny|whole|poor|dear|good|fine|grand|ancient|ruined|high|low|long|narrow|wide|dark|same|"
    "entire|whole|late|main|royal|old-fashioned|humble|beautiful) )"
)
_PLURAL = "|".join(sorted((word for word in IRREGULAR if not word.endswith("s")), key=len, reverse=True))
_NEVER = (
    r"(?:and|or|nor|but|of|in|on|at|to|from|by|with|for|as|was|were|is|are|had|has|have|the|a|an|that|"
    r"this|these|those|who|whom|which|"
    r"when|where|while|he|she|it|they|we|you|I|his|her|its|their|my|our|your|not|than|then|there|times?|"
    r"would|could|did|does|do|so|if|"
    r"into|upon|over|under|after|before|between|per|thus|plus|perhaps|always|towards|across|besides|"
    r"unless|less|us|yes|ours|hers|theirs|"
    r"yours|afterwards|sometimes|indoors|upstairs|downstairs|outdoors|goes|comes|says|takes|makes|gets|"
    r"one|two|three|went|came|more|other)"
)
NOUN = (
    rf"(?P<mods>(?:(?!{_NEVER}\b)[a-z]+(?:-[a-z]+)*,? ){{0,3}}?)(?P<noun>(?!{_NEVER}\b)(?:{_PLURAL}|"
    rf"[a-z]{{2,}}(?<![sui])s))\b(?!['’-])"
)
COUNTED = re.compile(rf" (?P<of>of (?:all )?(?:the (?:[a-z]+|{THING})['’]s?|the|these|those|{WHOSE}) )?{NOUN}")
"""After the number: what is counted, and of what set."""
HAVING_TO = re.compile(
    r"\b(?:(?:ran|came|amounted|held title|(?:father|mother) ) ?to|(?:was|were|is) [a-z]+(?:ed|n|t) by|used by) $"
)
"""Before a number: *to* and *by* that make it no rough one."""
LEFT_GAVE = re.compile(
    rf"(?P<who>{PERSON})['’]s? (?:[a-z]+ )?(?:wife|husband|lady|queen|marriage) (?:had |has )?(?:given|gave|"
    rf"borne|bore|brought|left|blessed|burdened)(?: (?:him|her))?(?: with)? (?:only |just |but )?$|"
    rf"(?P<mother>{WHO}) (?:had |has )?(?:given|gave|borne|bore|brought) (?P<father>{PERSON}|him|her) (?:only |"
    rf"just |but )?$"
)
LEFT_AMONG = re.compile(
    rf"(?P<who>{WHO})(?:,| was| had been| is| grew up)?,? (?:(?:as )?the (?:only|one|single|lone|sole) (?:girl|"
    rf"boy|daughter|son|sister|brother) )?(?:among|amongst|with|between|to) (?:her |his )?$"
)
"""Before a number of brothers and sisters: whose they are."""
LEFT_WHOSE = re.compile(rf"(?P<who>{WHOSE}|{THING}['’]s?) (?:own |other |dear |beloved )?(?P<all>all )?$")
LEFT_THINGS = re.compile(
    rf"(?:(?P<who>{WHOSE})|\b(?:[Tt]he|[Tt]his|[Tt]hat|[Aa]n?|"
    rf"[Ii]ts)) {PLAIN}{{0,2}}(?P<thing>[a-z]{{2,}})(?:['’]s|s['’]) (?:own )?$"
)
LEFT_THE = re.compile(
    r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Aa]ll|[Ww]hole|[Oo]f the|[Aa]ll of the|[Tt]hose same|[Tt]he same|[Tt]he said) $"
)
HAVING = (
    r"(?:(?:had|has) (?:only |just |ever |already |[a-z]+ly )?)?(?:had|has|have|owned|owns|possessed|kept|keeps|"
    r"boasted|(?:could |can )?boasts?|counted|raised|"
    r"reared|bore|fathered|mothered|begot|contained|held|bred|left|lost|"
    r"taught|wore|milked|tended|sheared|bred|trained|trains|inherited|grew up with|grew up among|was survived by|"
    r"commanded|"
    r"ruled|employed|buried|brought up|sired|begat|begotten|carried|mounted|housed|lodged|led|married|fed|drove|"
    r"rode with|"
    r"maintained|ran|managed|operated|farmed|captained|was (?:now )?down to|was up to|was (?:made up|"
    r"composed) of|ran to|doted (?:up)?on|was rich in|was (?:father|mother) to|had been (?:father|mother) to|"
    r"had taken|had known|"
    r"supported|provided for|stabled|was mistress of|was master of|was lord of|held title to|had charge of|"
    r"was entered by|"
    r"was reached by|was lighted by|was lit by|was supported by|stood on|rested on|gave shelter to|showed|"
    r"sported|bristled with|"
    r"was blessed with|was left with|had (?:borne|raised|reared|had|brought up|fathered|kept|"
    r"owned|buried|inherited|grown up with|grown up among|been blessed with)|consisted of|comprised|numbered)"
)
_CHAIN = rf"(?:(?i:(?:{CARDINAL}|an?|no)) (?:[a-z]+ ){{1,3}}(?:and|but) )?"
_JUST = (
    r"(?:only |but |just |exactly |precisely |all of |in all |altogether |got |him |her |them |"
    r"between them |not (?:[a-z]+ ){1,3}but )?"
)
LEFT_HAD = re.compile(
    rf"(?P<who>{WHO}|{THING})(?:,? (?:who|which|that|himself|herself|also|still|once|now|already|then|alone|"
    rf"too))?(?:,[^,.;:!?]{{2,50}},)? {HAVING} {_JUST}{_CHAIN}{_JUST}(?:an? (?:team|set|string|brace|pair|"
    rf"collection|row) of )?$"
)
AND_HAD = re.compile(rf"(?:,|;| and| but)(?: and| but)? (?:also |still |always |never )?{HAVING} {_JUST}$")
"""A second verb of the same subject: ``kept bees, and had nine hives``."""
LEFT_THING_HAD = re.compile(
    rf"\b(?:(?P<who>{WHOSE})|[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Ii]ts|[Tt]heir|[Oo]ur|[Ee]ach|"
    rf"[Ee]very) (?:(?!{_NEVER}\b)[a-z-]+ ){{0,2}}?"
    rf"(?P<thing>(?!{_NEVER}\b)[a-z]{{2,}})(?: (?:in|at|on|near) (?:the )?{THING})?(?:,? (?:that|which|who|"
    rf"itself|also|still|alone))?(?: {HAVING}|"
    rf" with| of|,? with its| having| (?:was|were|is) (?:guarded|surrounded|ringed|flanked|lit|protected|"
    rf"watched|inhabited|served|drawn|crowned|topped|crossed|crewed|manned) by| containing| boasting|"
    rf" holding| numbering) "
    rf"(?:only |but |just |exactly |its |all of |in all |not (?:[a-z]+ ){{1,3}}but )?{_CHAIN}$"
)
LEFT_THERE = re.compile(
    r"\b(?:there|There|here|Here)(?:,)? (?:were|are|had been|stood|hung|lay|lived|rose|sat|burned|"
    r"remained)(?: only| just| but| exactly| in all)? $"
)
LEFT_IN = re.compile(
    rf"\b(?:[Ii]n|[Oo]n|[Aa]t|[Aa]round|[Aa]bove|[Aa]long|[Ii]nside|[Aa]board|[Uu]pon|"
    rf"[Rr]ound) (?:(?P<name>{THING})|(?:the|this|that|{WHOSE}) {PLAIN}{{0,2}}"
    rf"(?P<thing>[a-z]{{2,}})),? (?:there )?(?:were|are|had been|stood|hung|lay|lived|rose|sat|burned|grew) $"
)
LEFT_ONE_OF = re.compile(
    rf"(?P<who>{WHO})(?:,| was| had been| is|, as) (?:the (?P<rank>(?i:{ORDINAL})|eldest|oldest|youngest|"
    rf"middle|last|only girl|only boy|smallest|tallest)|one) of $"
)
LEFT_PARENT = re.compile(
    rf"(?P<who>{WHO}),? (?:was |had been |is )?(?:now |already )?(?:the |a )?(?:proud |happy |"
    rf"weary )?(?P<role>father|mother|parent)s? of $"
)
LEFT_GROUP = re.compile(
    rf"(?:(?P<who>{WHOSE})|\b(?P<det>[Tt]he|[Aa]n?|[Tt]his)) (?:[a-z]+ )?(?P<thing>{GROUP})(?: (?:of|at|in|on|"
    rf"aboard) (?:the )?{THING})?(?:,| of|"
    rf" numbered| was| was made up of| consisted of| comprised) (?:only |just |exactly )?$"
)
RIGHT_STRONG = re.compile(rf"(?:-(?:man|woman|strong|member|person|headed))(?: [a-z]+)? (?P<thing>{GROUP})\b")
LEFT_LISTED = re.compile(
    rf"(?:(?P<who>{WHOSE})|\b(?P<the>[Tt]he)(?: (?P<owned>[a-z]+)['’]s| (?P<family>{THING}))?) {NOUN}(?: (?:of|in|"
    rf"on) (?:the (?P<thing>[a-z]+)|(?P<name>{THING})))?"
    r"(?:,|[ ]?[—–]|--|\s\(?)? ?(?:(?:were|are|there were|numbered|had numbered|had been|came to|"
    r"now numbered) )?(?:all |only |just |exactly )?$"
)
COUNTING = re.compile(
    rf"\b(?:count(?:ed|ing)|number(?:ed|ing)|told over|reckoned(?: up)?|went over) (?:(?P<who>{WHOSE}|"
    rf"{THING}['’]s?)|(?P<the>the)) {NOUN}"
    rf"(?: (?:of|in|on) (?:(?P<whose>{WHOSE}) (?:[a-z]+['’]s? )?(?P<owned>[a-z]+)|the (?P<thing>[a-z]+)|"
    rf"(?P<name>{THING})(?:['’]s? (?P<part>[a-z]+))?))?"
    rf"[^.!?;:,—–ᐁᐂᐃ]{{0,40}}(?:[:,—–;]|--) ?(?:and )?(?:(?:there )?(?:were|was|are) )?(?:all |only |just |"
    rf"exactly |still )?$"
)
"""Before a number: what somebody counts, and finds so many of."""
RIGHT_LISTED = re.compile(r" (?:of (?:them|us)|in number|in all|altogether|strong|all told)\b|,? all told|[.:,;—–]")
RIGHT_OF = re.compile(
    rf",? (?P<prep>of|in|on|at|inside|within|around|along|aboard|above|round|"
    rf"belonging to) (?:(?P<name>{THING})(?P<poss>['’]s [a-z]+)?|"
    rf"(?:the|this|that|(?P<who>{WHOSE})|its|an?|every|each) {PLAIN}{{0,2}}(?P<thing>[a-z]{{2,}})\b(?!['’]))"
)
ROUGH = re.compile(

        r"\b(?:maybe|than|or|to|"
        r"many as|several|another|next|first|last|"

        r"other|every|each|past|between|like|any|possibly|probably|than the|half|remaining|by|"
        r"a further|if|extra|"
    r"out of|through|time|number|page|chapter|volume|room|route|act|scene|line|verse) $",
    re.IGNORECASE,
)  # fmt: skip
ABOUT = re.compile(
    r"\b(?:(?P<about>about|nearly|almost|around|roughly|perhaps|some|approximately|close (?:up)?on|well-nigh)"
    r"|(?P<least>(?:no|not) (?:fewer|less) than|at least|more than|over|upwards of|at the least)"
    r"|(?P<most>at (?:the )?most|up to|fewer than|less than|under|(?:never|no|not) more than)) $",
    re.IGNORECASE,
)
"""Before a number: that it is a rough one, or a bound."""
ROUGH_AFTER = re.compile(
    r"(?: or| to|-or| and a half| more| other| times| o['’]clock|-[a-z]+ old| hundred| thousand|"
    r" at a time| by)\b|[–-]\d"
)
ROUND = re.compile(
    r"\b(?:a|half a|two|three|four|some|[a-z]+) (?:hundred|thousand|dozen|score)\b(?! and)|^(?:dozen|score)\b",
    re.IGNORECASE,
)
"""A dozen is about twelve."""
GIVING = re.compile(
    r"\b(?:gave|told|sent|brought|asked|paid|showed|offered|handed|cost|made|bought|took|given|lent|"
    r"fetched|threw|left|allowed|with) her $"
)
FORMERLY = re.compile(
    r"\b(?:had once|once had|once (?:been|owned|kept)|formerly|used to (?:have|own|keep|be)|at first|"
    r"originally|at one time|in those days)\b"
)
RIGHT_STANDS = re.compile(
    rf" (?:had )?(?:hung|stood|lay|sat|rose|burned|grew|hang|stand|stood out|ran|opened|were set|"
    rf"were placed|were ranged) (?:[a-z]+ )?(?:in|on|at|around|above|along|round|"
    rf"inside|over|against|from|within|upon|before|behind) (?:(?P<name>{THING})(?!['’])|(?:the|this|that|"
    rf"its) {PLAIN}{{0,2}}(?P<thing>[a-z]{{2,}})\b(?!['’]))"
)
FORWARD = re.compile(
    rf"^(?:With|Without|Of|Despite|After|Before|Like|Unlike|Between|For|As|While|When|Because|Having|Among|"
    rf"By) [^.!?;]{{0,90}}?, (?P<who>{PERSON}) (?!['’])"
)
"""A sentence that opens with a pronoun whose name comes after the comma."""
WITH_KIN = re.compile(rf"(?P<who>{PERSON}), with {_JUST}$")
APPOSED = re.compile(rf"(?P<who>{PERSON}), (?:an?|the|now an?) (?:[a-z]+ ){{0,3}}with {_JUST}{_CHAIN}$")
HAVING_FIRST = re.compile(rf"^(?:Having|Blessed with|Burdened with|Born with|Left with) {_JUST}$")
STAIR = re.compile(
    r" (?:at|of|from|cut|were|in|that|which|between|led|leading|up|down|to|that led|of the stair|climbed)\b"
)
STEPPED = re.compile(
    r"\b(?:flight of|(?:tower|stair|stairs|staircase|lighthouse|ladder|terrace|porch|cellar|scaffold|altar|"
    r"pyramid|belfry)\b.*) $"
)
RIGHT_LIES = re.compile(
    rf" (?:(?:were|are|lay|remained|rested) (?:still |all |safe |safely |now )?|still lay |jingled |clinked |"
    rf"rattled )(?:in|inside|at the bottom of) "
    rf"(?:(?P<name>{THING})['’]s?|(?P<who>{WHOSE})) {PLAIN}{{0,2}}(?:purse|pocket|pouch|bag|basket|box|wallet|"
    rf"satchel|quiver|drawer|chest|hand|house|keeping|stable)\b"
)
"""After the thing: in whose keeping it lies."""
ALL_OF_THEM = re.compile(
    rf"(?:(?P<who>{WHOSE}|{THING}['’]s?)|\b(?P<the>[Tt]he)(?: (?P<owned>[a-z]+)['’]s)?) {NOUN}(?: (?:of|"
    rf"in) (?:the (?P<thing>[a-z]+)|(?P<name>{THING})))?"
    r" [^.;:!?]{2,70}?,? (?:all |the )?$"
)
OF_THEM = re.compile(r" of them\b| in all\b| altogether\b| all told\b")
CHILD_OF = re.compile(
    rf"(?P<who>{WHO})(?:,| was| had been| is|, as) (?:the|an?) (?:(?i:{ORDINAL})|eldest|oldest|youngest|middle|"
    rf"last|only girl|only boy)"
    r"(?:-born)?(?: child| one| girl| boy)? of (?:a family of )?$"
)
"""Before a number without a noun, or of children: who is one of so many."""
FIRST_OF = re.compile(
    rf"^(?:As|Being)? ?(?:[Tt]he |[Oo]ne )?(?:(?i:{ORDINAL})|[Ee]ldest|[Oo]ldest|[Yy]oungest|middle|last|"
    rf"only girl|only boy)?(?: child| girl| boy)? ?of (?:a family of )?$"
)
AND_SO = re.compile(rf",? (?P<who>{PERSON})(?!['’])")
COUPLE = re.compile(
    rf"(?P<one>{PERSON}) and (?:(?:his wife|her husband|his sister|her brother),? )?(?P<two>{PERSON})(?:['’]s? |"
    rf" (?!and))"
)
LIVES_WITH = re.compile(
    rf"(?P<who>{WHO}) (?:had )?(?:lived|lives|shared (?:the|an?|her|his) [a-z]+|dwelt|lodged|travelled|grew up|"
    rf"grown up|stayed|roomed) (?:[a-z]+ )?with (?:his |her )?$"
)
SUBJECT = re.compile(rf"{WHO}(?!['’])")
