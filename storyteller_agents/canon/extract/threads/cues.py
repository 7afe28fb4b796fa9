"""The turns of English by which a set-up announces itself: patterns for `threads/`.

Each class is known by its announcement alone; what is announced is what stands beside it. Those of `THINGS` lean on a
thing that somebody puts by, finds or leaves, and count only where one is named; those of `DEEDS` carry what they announce.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.reading import GAP, PERSON

_SOON = (
    r"(?:before (?:very )?long|one (?:day|night)|some ?day|yet|soon(?: enough)?|sooner or later|in (?:time|the "
    r"end|due course|good time)|before the (?:\w+ )?(?:\w+ )?(?:was|were) (?:out|over|done)|"
    r"when the (?:day|time|hour|moment) c[ao]me|later(?: on)?|another (?:day|time)|again|a day)"
)
_HE = rf"(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|you|{PERSON}|[Ss]ome ?one|[Ss]omebody)"
_NOBODY = r"(?:nobody|no[- ]one|not a soul|none of (?:them|us)|no (?:man|woman|person|living soul)(?: living| alive)?|neither of them)"
_LEARN = r"(?:learn|find out|discover|know|get at|get to the bottom of|ferret out|have the truth|uncover|solve)"
_WISH = (
    rf"(?:{_LEARN}|see|find|trace|track|hunt|open|go back|come back|return|repay|avenge|be revenged|have (?:his|"
    rf"her|my|its|their) revenge|get even|pay {GAP}{{2,20}}? (?:back|out)|kill|win|buy back|get|take|ask|speak|"
    r"tell|warn|marry|prove|clear|make|send|watch|have it|keep|bring|build|break|go|follow|fetch)"
)
_NEED = r"(?:wanted|needed|useful|of use|called for|asked for|missed|handy|in request)"
_ANY = r"(?:an?|one|some|the|this|that|his|her|my|their|its|another|two|three|no)"

THINGS = re.compile(
    "|".join(
        (
            r"\b[Ww]hen the (?:right |proper )?(?:time|day|hour|moment) (?:comes|should come|has come|is ripe|was "
            r"ripe)\b(?! (?:for|to)\b)|\b(?:would|must|should|might)\b[^.!?\n]{2,60}? when the (?:time|day|hour) "
            r"came\b|\b[Ww]hen the (?:time|day|hour) came,? (?:he|she|they|it|you) would\b",
            rf"\b(?:it|this|that|they|these|one)(?:['’]d| would| will|['’]ll| might| may| should| must| was sure "
            rf"to| were sure to| was certain to| was bound to| was to)\s(?:\w+ly |yet |all |soon |one day |some "
            rf"day |come to |still |well )?(?:be {_NEED}|come in (?:handy|useful)|serve|be its (?:day|hour|turn)|"
            rf"have (?:its|their) (?:day|use|turn|hour|uses)|"
            rf"come (?:to light|into (?:its|their) own)|matter|do its work|be (?:worth|heard|seen|found|opened|"
            rf"read|fired|used|played|worn|drunk|spent|paid for|asked about))\b(?:{GAP}{{0,30}}?\b{_SOON}|"
            rf"(?=[^.!?\n]{{0,3}}[.!?]))",
            rf"\b{_HE}(?:['’]d| would| will|['’]ll| might| may| should) (?:\w+ly |yet |one day |some ?day |soon |"
            rf"still |all )?(?:need|want|have (?:need|use|want) of|be glad of|be thankful for|thank (?:me|her|him) "
            rf"for|find a use for|have a use for|come back for|come for|return for|send for|ask for|know what to "
            rf"do with|call for|make use of) (?:it|them|this|that|one)\b",
            r"\b[Kk](?:eep|ept) (?:it|them|this|these) (?:\w+ )?(?:till|until|against|by you|for the (?:day|time|"
            r"hour)|safe|close|about you|with you)\b",
            r"\b(?:do not|don['’]t|never|not to|must not|on no account)\s(?:to )?(?:open|unseal|read|unlock|part "
            r"with|lose|untie|use|show|sell|unwrap|break) (?:it|them|this|that|the "
            r"seal)\b(?:[^.!?\n]{0,40}?\b(?:till|until|before|unless|to an?y)|[^.!?\n]{0,4}[.!?])",
            rf"\b(?:fitted|fit|matched|opened|belonged to|turned in|would open|went with)\s(?:no|none of the|"
            rf"neither)\s(?:[a-z]+ )?(?:lock|door|box|chest|drawer|key|keyhole|one|case|name|hand|house|"
            rf"{PERSON})s?\b",
            rf"\b(?:told|showed?|shown|said (?:nothing|no word|not a word) (?:of|about) (?:it|this|that|them) to|"
            rf"spoke of it to|mentioned it to|breathed a word of it to)\s(?:{_NOBODY}|any ?one|any ?body|a soul)\b",
            rf"\bwhere (?:{_NOBODY}|he|she|it|only (?:he|she)) (?:would|could|might|should) (?:ever |never |easily "
            rf"|not |be able to |lay (?:his|her) hand on |be |only |soon )?(?:think|look|find|search|lie|wait|be "
            rf"found|see|reach|it|lay|come|seek)\b",
            rf"\b(?:what|whose|who|why|how|where|when|which)\b{GAP}{{2,60}}?,? (?:{_NOBODY} (?:could|did|had|was)|"
            rf"{_HE} (?:could not|couldn['’]t|did not|didn['’]t|had not|was not)) ?(?:yet |then |ever )?(?:say|"
            rf"tell|guess|find out|make out|to say|learn(?:ed)?|yet learned|yet know|yet to learn|ask)\b(?!,? "
            rf"(?:un)?till?\b)",
            rf"\b(?:{_NOBODY}|neither) (?:could (?:say|tell|guess|read|open|make out)|knew|had (?:ever|yet) "
            rf"(?:opened|read|seen inside|found|learned)|would (?:say|tell)|remembered|was left who (?:knew|"
            rf"could))\s(?:who|what|whose|where|why|how|it\b|which|when)\b(?! (?:to|they)\b)",
            r"\bdid not (?:open|unseal|unwrap|unroll) it(?=[^.!?\n]{0,3}[.;!]|,? but\b)|\bdid not break the seal\b|"
            r"\bleft (?:it|them) (?:unopened|unread|sealed)\b",
            r"\bthere was no (?:name|address|sender|signature|signing|saying|telling|word|explanation|clue|mark|"
            r"sign)\b",
            r"\b(?:had|have) (?:not|never) been (?:opened|unlocked|answered|read|claimed|asked for|called for|"
            r"fetched|explained)\b",
            r"\b(?:waiting|lay waiting|lay ready|ready|biding (?:its|his|her) (?:time|hour))\b(?:\s(?:for|till|"
            r"until|against)\s(?:its|his|her|the|that|a|some)\s(?:day|night|hour|time|moment|owner|hand|chance)\b)",
            r"\b(?:against|till|until) (?:the|that|some) (?:\w+ )?(?:day|night|hour|time|moment)\b(?: (?:when|of "
            r"need|should|to come)|(?=\s?\.))|\bfor (?:the|that|some|another) (?:day|night|hour)(?: (?:when|of "
            r"need|to come)|(?=\s?\.))",
            r"\b(?:did|had|does|do) (?:not |n['’]t )?(?:yet )?(?:know|notice|see|noticed|seen|remark|feel|"
            r"mark)(?:n)? (?:it|then|the|that)\b[^.!?\n]{0,40}?\b(?:yet|not then|at the time|till (?:it was )?too "
            r"late|too late)\b",
            rf"\b(?:{_NOBODY}) (?:had )?(?:noticed|saw|seen|marked|remarked|heard|missed|heeded|observed)\b(?! "
            rf"(?:him|her|them|me)\b)",
            r"\b(?:where|so that) (?:he|she|I|they) could (?:find|reach|lay (?:his|her|my) hands? on|get at|come "
            r"at|snatch) (?:it|them)\b",
        )
    )
)
"""An announcement that leans on a thing beside it."""

DEEDS = re.compile(
    "|".join(
        (
            rf"\b(?:made|had made|making) up (?:his|her|my|their) minds? (?:then and there |there and then |that "
            rf"(?:day|night|hour) |at last |firmly )?(?:to {_WISH}|that (?:nothing|no one|one day|some day|"
            rf"before))\b",
            rf"\b(?:decided|resolved|determined|was (?:resolved|determined|set|bent)(?: on)?|(?:took|had taken|"
            rf"formed|made|came to) (?:a|the) (?:\w+ )?(?:resolve|resolution|decision)|promised (?:himself|herself|"
            rf"myself)|meant|intended|was sworn) (?:to {_LEARN}|that (?:one day|some ?day|before the))\b",
            rf"\b(?:meant|intended|means|had it in mind|planned|was going) (?:to|that) (?:\w+ "
            rf")?{_WISH}\b(?={GAP}{{0,100}}?\b(?:whatever|if it|no matter|one day|some ?day|before (?:the|he|she|"
            rf"his|her|it)|however long|though it))",
            rf"\b(?:would|will|shall)(?: not|n['’]t)? (?:never |not )?(?:rest|sleep|stop|be (?:easy|content|at "
            rf"peace|satisfied|happy)|give up|cease|leave off|draw breath|cut (?:his|her) hair|have peace|know "
            rf"peace|go home|lie easy|eat meat)\b{GAP}{{0,30}}?\b(?:until|till|before|unless)\b",
            r"\b(?:whatever|no matter what|however much) it (?:might |should |may )?(?:cost|took|take)\b|\bif it "
            r"(?:took|cost|should take|should cost|takes|costs) (?:him|her|me|us|them|all|every|the|a|ten|twenty|"
            r"years)",
            rf"\b(?<!could have )(?:swore|vow(?:s|ed)|pledged (?:himself|herself|his word|her word)|gave "
            rf"(?:{PERSON}|him|her|me|them)? ?(?:his|her|my|their) (?:solemn |sacred )?(?:word|oath|promise|hand "
            rf"on it)|took (?:his|her|a|an|the) (?:\w+ )?(?:oath|vow))\b{GAP}{{0,60}}?\s(?:(?:to|never)\b(?! "
            rf"himself| herself)|that {GAP}{{2,60}}?(?: would| should| shall| will|['’]d)\b)",
            r"\b(?:[Hh]ad|[Hh]ave|[Hh]as)(?:n['’]t| not)? (?:not )?(?:yet )?(?:seen|heard|felt) the last of\b|"
            r"\b[Ii]t was not the last (?:time|that|they|he|she|of)\b|\bnot be the last\b|\b(?:shall|will|would|"
            r"should) (?:hear|be heard|see|know|speak|meet) (?:from (?:me|him|her)|more of|of (?:this|it|me|him|"
            r"her)|of (?:me|him|her)|each other) (?:again|yet|before)",
            r"\b(?:shall|will|would|should|'ll|['’]ll|['’]d) (?:yet |all |one day |some ?day |live to |dearly "
            r")?(?:pay|answer|be sorry|smart|suffer|regret|rue|repent) (?:for (?:this|it|that)|it|this|the day)\b",
            r"\b(?:swore|had sworn|meant|wanted|would (?:yet |one day )?have|planned|plotted|thirsted for|nursed|"
            r"brooded over) (?:his|her|their|my|a|to have his|to have her)? ?(?:revenge|vengeance)\b",
            r"\b(?:[Tt]here|[Tt]he) (?:would|will|shall|must|should) come (?:a|the) (?:day|night|time|hour)\b|"
            r"\b(?:[Tt]he|[Aa]) (?:day|night|time|hour|spring|winter|year) (?:would|will|shall|must|was to) come "
            r"(?:when|that)\b|\b(?:[Tt]he|[Tt]hat) (?:day|hour|night|time) (?:would|will|shall|must) come\b",
            r"\b(?:[Ww]ould|[Ww]ill|[Ss]hall|[Ss]hould|[Mm]ust)\s(?:yet|one day|some ?day|sooner or later|before "
            r"the (?:year|month|week|summer|winter|spring|autumn|moon|war|night|harvest) (?:was|is|were) (?:out|"
            r"over|done|gone))\s(?:come|be|have|find|return|see|hear|fall|die|rise|bring|drown|burn|turn|marry|"
            r"hang|kill|meet|learn|rue|want|need|open)\b",
            r"\b(?:it (?:was|had been|is|has been|stood) |was |had been |were |once )(?:foretold|prophesied|"
            r"predicted)\b|\b(?:foretold|prophesied|predicted) (?:that|it|him|her|the|a|of)\b",
            rf"\b[Bb]eware (?:of )?(?:the|a|an|him|her|any|{PERSON})\b|\b[Mm]ark my words?\b",
            rf"\b(?:wait|be (?:there|here)|meet|come|return|back) (?:for (?:him|her|me|you|it) )?(?:again )?(?:at|"
            rf"by|on|under|in|to) (?:the|this|that) (?:same )?{GAP}{{2,40}}? (?:a year|in a year|seven years|ten "
            rf"years|twelve months|this day|to the day|a twelvemonth|at (?:midnight|the full moon)|on (?:the|St|"
            rf"Midsummer|All|Christmas|New))\b",
            rf"\b(?:had|has|have|gave (?:him|her|them|me)|given) (?:till|until) (?:the |next |this "
            rf")?{GAP}{{3,30}}? to (?:pay|leave|find|bring|answer|decide|give|hand|return|choose|clear|quit|prove|"
            rf"produce)\b|\bwould (?:fall due|be due|be forfeit|come due|run out|expire)\b",
            r"\b(?:would|could|should) never (?:be able to )?(?:forget|forgive)\b[^.!?\n]{0,60}?\b(?:until|till|"
            r"one day|some ?day|and (?:he|she) would)\b",
            rf"\b(?:[Ww]ho|[Ww]hat|[Ww]hose|[Ww]hy|[Ww]here|[Hh]ow)\b{GAP}{{2,60}}?(?:,| was a thing| was more "
            rf"than| were questions?| was a question) ?(?:he|she|I|they)? ?(?:meant|intended|was determined|was "
            rf"resolved|had yet|would|should|swore|vowed) (?:to (?:learn|find out|know|discover|see|ask)|find out|"
            rf"learn|know)\b",
            r"\b(?:[Oo]ne of (?:them|these|those|the \w+)|[Ss]omebody|[Ss]omeone|[Ss]ome one) (?:in (?:that|the|"
            r"this) \w+ |there |here |at (?:that|the) \w+ )?(?:was|had) (?:lying|lied|a traitor|betrayed|a spy|a "
            r"thief|a murderer|to die|told|sold|not what)\b",
        )
    )
)
"""An announcement that carries what it announces."""

_VENGE = (
    rf"(?:kill|murder|ruin|destroy|hang|hunt down|pay back|avenge|repay|be revenged on|be avenged on|get even with|"
    rf"have my revenge on|take my revenge on|settle (?:accounts )?with|make) {GAP}{{0,24}}?"
    rf"(?:{PERSON}|him|her|them|you)"
)
THREATS = re.compile(
    rf"\b(?:[Oo]ne day|[Ss]ome ?day|[Ss]ooner or later|I swear|I vow|[Bb]y my \w+),? (?:that )?I(?: will|['’]ll| "
    rf"shall) (?:yet )?{_VENGE}\b"
    rf"|\bI(?: will|['’]ll| shall) (?:yet |one day |some ?day )?{_VENGE}(?: pay)? (?:for (?:this|that|it|what)|one "
    rf"day|some ?day|if it (?:takes|costs))\b"
)
"""What somebody says that he will do to somebody."""

_OBJECTS = """packet parcel letter envelope note will deed document map chart book diary ledger scroll paper page parchment
manuscript photograph portrait picture miniature drawing sketch key lock padlock box chest casket trunk case coffer drawer cabinet
cupboard safe bag sack purse wallet bundle tin jar bottle phial vial flask cup goblet ring locket necklace bracelet brooch pendant
medal medallion coin jewel pearl ruby emerald diamond sapphire opal stone crystal mirror glass lens watch clock compass spyglass telescope
lantern lamp candle torch knife dagger sword blade axe hatchet pistol revolver gun rifle musket bullet cartridge powder bow arrow
spear whip rope cord chain hook nail hammer spade shovel needle thimble scissors razor poison potion medicine pill powder herb seed
acorn feather bone skull tooth claw horn flute fiddle violin drum whistle bell horn glove hat cap cloak coat shawl scarf ribbon
handkerchief shoe boot button buckle sash veil dress belt mask doll toy puppet kite top whistle staff stick cane wand crown seal
stamp token charm amulet talisman crucifix cross rosary statue idol figure figurine door gate hatch trapdoor panel floorboard board hearthstone
well cellar attic vault tomb grave boat raft oar sail anchor wheel cart saddle bridle horseshoe bridge dam crack bolt screw beam
stair step pipe valve fuse wire telegram ticket passport licence certificate receipt bill cheque bond mortgage debt scar tattoo
mark stain footprint track name initial word number code cipher riddle song tune stranger figure rider lock curl lock-box strongbox
egg shell basket pitcher tablet cage trap net snare line flag banner uniform badge visor shield helmet armour
"""
OBJECT = re.compile(
    r"\b(?:the|an?|his|her|my|their|this|that|its|one|another|two|three|some|old|[a-z]+ed)\s(?:[a-z]+[ "
    r"-]){0,3}?(?P<thing>" + "|".join(sorted(set(_OBJECTS.split()), key=lambda one: (-len(one), one))) + r")s?\b",
    re.I,
)
"""A thing that a thread may hang on."""
