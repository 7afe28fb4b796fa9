"""The turns of English of a vow, an omen, a mystery, a prophecy, and of what is kept of them: patterns for `threads/`."""

from __future__ import annotations

import re

from storyteller_agents.canon.reading import GAP, PERSON, WHO, WHOM

_ONE_DAY = (
    r"(?:one day|some ?day|in (?:time|the end|due time)|before (?:long|the \w+(?: \w+)? (?:was|were) (?:out|over|"
    r"done)|\w+ \w+ was out|the end)|sooner or later|when the time came|yet|"
    r"(?:in|for) (?:after|later) (?:days|years|life)|long afterwards|later|years later|(?:at|on|by|before) the "
    r"(?:hour|day|night) (?:when|that|of))"
)
_BOUND = (
    r"(?:until|till|one day|some ?day|before (?:the|his|her|he|she|another|it) |if it (?:took|cost)|whatever it "
    r"(?:took|cost)|never (?:to )?rest|as long as|no matter|with (?:his|her) (?:last|dying)|"
    r"on (?:his|her) (?:\w+['’]s )?grave|when (?:he|she|the time|spring|the \w+)|c[ao]me back|be back|bring back|"
    r"return|aveng\w*|reveng\w*|repay|find)"
)
HIDE = re.compile(
    r"\b(?:hid|hidden|hiding|buried|burying|concealed|tucked|stowed|locked|sewed|sewn|stitched|slipped|wedged|"
    r"walled|sealed|wrapped|laid away|put away|thrust|dropped)\b"
)
THING = re.compile(
    r"\b(?:letter|envelope|packet|parcel|box|casket|chest|package|jar|door|trunk|case|scroll|book|note|will|seal|"
    r"bundle|tin|bottle)s?\b"
)
UNTIL = re.compile(
    rf"\bwould (?:wait|lie|stay|remain|keep|rest|sleep|one day|be (?:needed|wanted|found|safe))\b|\b(?:until|till) "
    rf"(?:(?:it|they|he|she|that|some ?one|somebody|{PERSON}) (?:should|was needed|were needed|had need|needed|"
    rf"was wanted|were wanted|was called|asked|was asked|could be used)|the (?:proper |right )?(?:day|time|hour|"
    rf"moment)\b(?! of| he| she))|\b(?:until|till|for) (?:that|the|his|her) (?:day|hour|time)\b(?= (?:came|when|"
    rf"that|should|of need))|"
    r"\bagainst the (?:day|hour|time)\b|\bwhen the time came\b|\bbe needed\b|\b(?:not|never|only) to be (?:opened|"
    r"unsealed|read|unlocked|used|touched)\b|"
    r"\bto be (?:opened|unsealed|read|unlocked) (?:until|till|before|unless|only)"
)
PLANTS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "vow",
            r"\b(?:swore|vowed|(?:took|swore|made) (?:a|an) (?:\w+ )?(?:oath|vow))\s(?:to (?!himself|herself|\w+ "
            r"(?:that|to)\b)|never |that (?:he|she|I|they) (?:would|should)\b)",
        ),
        (
            "omen",
            r"\bwould (?:prove (?:important|fatal|useful|decisive|costly|precious|\w+ enough)|matter (?:more|"
            r"later|greatly)|be (?:his|her|my|their) (?:undoing|ruin|death|salvation|downfall))\b",
        ),
        (
            "mystery",
            r"\b(?:[Nn]obody|[Nn]o one|[Nn]one of them) (?:ever )?(?:explained|accounted for|found out|learned)\b|"
            r"\b(?:was|were) never (?:explained|accounted for|solved|found out)\b",
        ),
        (
            "mystery",
            rf"\b(?:door|chest|box|casket|cabinet|drawer|gate|trunk|safe|cupboard|desk|coffer|parcel|"
            rf"packet)\b{GAP}{{0,60}}?\b(?:nobody|no one|none of them) (?:yet )?knew what\b",
        ),
        (
            "vow",
            rf"\b(?:swore|vowed|pledged|(?:made|took) (?:a|an|the) (?:\w+ )?(?:vow|oath)|gave (?:his|her|my) word|"
            rf"swearing|vowing|(?=promised{GAP}{{0,140}}\b(?:one day|some ?day|until|before (?:the|another|he|she|"
            rf"it)|never)\b)promised(?: (?:{WHOM}|it|them|(?:the|his|her|a|an) [\w'’]+(?: \w+)?|(?:him|her|"
            rf"my)self))?)\b"
            rf"(?:,[^,.;]{{3,60}},)?\s(?:(?:on|by|upon|to|over|before) {GAP}{{3,50}}?\s)?(?:that|to|"
            rf"never)\b(?={GAP}{{0,140}}\b{_BOUND})",
        ),
        (
            "omen",
            rf"\b[Ll]ittle did (?:{WHO}|they|anyone|we|any of them|the \w+) (?:then |yet |ever )?(?:know|suspect|"
            rf"guess|dream|think|imagine|reali[sz]e)(?={GAP}{{0,140}}\b{_ONE_DAY}\b)|\b[Ll]ittle (?:{WHO}|they) "
            rf"(?:knew|guessed|suspected|dreamed)\b(?={GAP}{{0,140}}\b{_ONE_DAY}\b)",
        ),
        (
            "omen",
            rf"\b(?:would|was to|were to)\s(?:(?:{_ONE_DAY}|come to|all|live to|soon|also|still|"
            rf"{WHO})\s){{0,3}}(?:regret|remember|think of|need|matter|be needed|come back to|haunt|save|cost|"
            rf"prove|be glad|"
            rf"be grateful|learn what|understand why|pay (?:dearly )?for|decide|change everything|play (?:its|a) "
            rf"part|be the (?:saving|undoing|ruin|death)|undo|betray|serve|wish)\b(?={GAP}{{0,80}}\b{_ONE_DAY}\b)",
        ),
        (
            "omen",
            rf"\bwould\s(?:(?:come to|all|live to|soon|also|still)\s){{0,2}}{_ONE_DAY}\s(?:come to |all |live to "
            rf")?(?:regret|remember|need|matter|be needed|come back|haunt|save|cost|prove|be glad|learn|understand|"
            rf"pay|decide|"
            r"change|play|be|undo|betray|serve|wish|open|return|matter|ring|speak|rise|find)\b",
        ),
        (
            "mystery",
            rf"\b(?:[Nn]obody|[Nn]o one|[Nn]one of them|[Nn]ot one of them|[Nn]o man|[Nn]either of them)\s(?:could "
            rf"(?:say|tell|explain|guess)|(?:then |yet |as yet )?knew|would say|had (?:ever|yet) (?:learned|found "
            rf"out|discovered))\b"
            rf"{GAP}{{0,100}}?\b(?:not (?:then|yet|that (?:day|night|year))|as yet|for now|at the time|just yet|yet)\b",
        ),
        ("mystery", r"\b(?:[Nn]obody|[Nn]o one|[Nn]one of them) (?:as )?yet knew (?:who|what|why|where|how|whose)\b"),
        (
            "mystery",
            r"\b(?:remained|was still|stayed|was for now|was as yet|would (?:long )?remain)\s(?:for the "
            r"(?:present|moment|time being) |as yet )?(?:a (?:\w+ )?mystery|a riddle|unanswered|unexplained|"
            r"unsolved)\b",
        ),
        (
            "mystery",
            rf"\b(?:door|chest|box|casket|cabinet|drawer|gate|trunk|safe|cupboard|desk|"
            rf"coffer)\b{GAP}{{0,60}}?\b(?:(?:whose|the) key (?:(?:to it|which) )?(?:nobody|no one|none)|to which "
            rf"(?:nobody|no one|none)|"
            r"(?:whose|the) key (?:of which |to which )?(?:had been|was|had long been) (?:lost|missing))",
        ),
        ("prophecy", rf"\b(?:prophesied|foretold|foresaw|predicted)\s(?:that|how)\b(?={GAP}{{8,150}})"),
        (
            "prophecy",
            rf"\b(?:warned|cautioned)\s(?:{WHOM}|them|the \w+)\sthat (?:if|whoever|one day|before the|the day|"
            rf"someone|the \w+ would)\b",
        ),
    )
)
_OLD = r"(?:once |long ago |so \w+ |always |solemnly |all those years ago |that \w+ )?"
_BY = rf"(?:{WHO}|(?:the|his|her|an?) (?:\w+ ){{0,2}}\w+|they|it)"
_BY_OF = rf"{_BY}(?: (?:of|from|at|in) [\w'’]+(?: [\w'’]+)?)?"
_TO = rf"(?:\s(?:to|before|beneath|under|behind|in|beside|at|inside|among|by|below)\s{GAP}{{3,40}})?"
PAYOFFS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "object",
            rf"\b(?:the|that|this|his|her|those|these) (?:[a-z]+ )?(?P<head>(?!same\b|very\b|thing|"
            rf"[a-z]{{3,}}ed\b)[a-z]{{3,}})(?:,? (?:that|which))?\s{_BY}\s?(?:had|['’]d)\s[a-z]+{GAP}{{0,40}}?"
            r"\b(?:all those|so many) (?:\w+ )?(?:ago|before)\b",
        ),
        (
            "object",
            rf"\bremembered (?:the|that|his|her) (?:[a-z]+ )?(?P<head>[a-z]{{3,}})(?: that (?:was|lay|had been))? "
            rf"(?:hidden|buried|concealed|sewn|locked away|tucked)\b{_TO}",
        ),
        (
            "promised",
            rf"\b[Aa]s\s{_BY_OF}\s?(?:had|['’]d)\s{_OLD}(?:vowed|sworn|promised|foretold|prophesied|predicted|"
            rf"pledged){_TO}",
        ),
        (
            "promised",
            rf"\b(?:promise|vow|oath|pledge|prophecy)\s(?:that |which )?{_BY}\s?(?:had|['’]d)\s{_OLD}(?:made|sworn|"
            rf"given|spoken|uttered|taken){_TO}",
        ),
        (
            "object",
            rf"\b(?:the|that|this|his|her|those|these) (?:[a-z]+ )?(?P<head>(?!same\b|very\b|thing|"
            rf"[a-z]{{3,}}ed\b)[a-z]{{3,}})(?:,? (?:that|which))?\s(?:{WHO}|they|the \w+)\s?(?:had|['’]d)\s{_OLD}"
            rf"(?:hidden|buried|concealed|sewn|stitched|locked away|locked up|stowed|tucked|sealed|walled up|"
            rf"stashed)\b{_TO}",
        ),
        (
            "object",
            rf"\b(?:the (?:very|selfsame)|that (?:very|same))\s(?:\w+ )?(?P<head>(?!same\b|"
            rf"thing)[a-z]{{3,}}),?\s(?:that|which)\s{_BY}\s?(?:had|['’]d)\s[a-z]+\b{_TO}",
        ),
        (
            "kept",
            rf"\b(?:kept|fulfilled|honou?red|redeemed|made good)\s(?:on )?(?:his|her|my|the|that|their) (?:old |"
            rf"solemn |long-ago )?(?:word|promise|vow|oath|pledge)(?:\s(?:that|of|from|made|sworn|given))?{_TO}",
        ),
        (
            "kept",
            rf"\b(?:prophecy|curse|riddle|mystery) of (?:the|{PERSON})[^.!?;\n]{{0,60}}?\b(?:was|had been|stood) "
            rf"(?:at last |finally )?(?:fulfilled|solved|answered|lifted|broken|explained)\b",
        ),
        (
            "kept",
            r"\b(?:the|his|her|an?) (?:[\w'’]+ ){0,2}(?:prophecy|curse|prediction) (?:had |has )?(?:at last |so "
            r")?c[ao]me true\b",
        ),
    )
)
