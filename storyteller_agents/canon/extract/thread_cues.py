"""The turns of English by which a set-up announces itself: patterns for `threads.py`.

Each class is known by its announcement alone; what is announced is what stands beside it. Those of `THINGS` lean on a
thing that somebody puts by, finds or leaves, and count only where one is named; those of `DEEDS` carry what they announce.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.reading import GAP, PERSON

_SOON = (
    r"(?:before (?:very )?long|one (?:day|night)|some ?day|yet|soon(?: enough)?|sooner or later|in (?:time|the end|due course|good time)|before the (?:\w+ )?(?:\w+ )?(?:was|were) (?:out|over|done)|"
    r"when the (?:day|time|hour|moment) c[ao]me|later(?: on)?|another (?:day|time)|again|a day)"
)
_HE = rf"(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|you|{PERSON}|[Ss]ome ?one|[Ss]omebody)"
_NOBODY = r"(?:nobody|no[- ]one|not a soul|none of (?:them|us)|no (?:man|woman|person|living soul)(?: living| alive)?|neither of them)"
_LEARN = r"(?:learn|find out|discover|know|get at|get to the bottom of|ferret out|have the truth|uncover|solve)"
_WISH = (
    rf"(?:{_LEARN}|see|find|trace|track|hunt|open|go back|come back|return|repay|avenge|be revenged|have (?:his|her|my|its|their) revenge|get even|pay {GAP}{{2,20}}? (?:back|out)|kill|win|buy back|get|take|ask|speak|"
    r"tell|warn|marry|prove|clear|make|send|watch|have it|keep|bring|build|break|go|follow|fetch)"
)
_NEED = r"(?:wanted|needed|useful|of use|called for|asked for|missed|handy|in request)"
_ANY = r"(?:an?|one|some|the|this|that|his|her|my|their|its|another|two|three|no)"

THINGS = re.compile(
    "|".join(
        (
            r"\b[Ww]hen the (?:right |proper )?(?:time|day|hour|moment) (?:comes|should come|has come|is ripe|was ripe)\b(?! (?:for|to)\b)|\b(?:would|must|should|might)\b[^.!?\n]{2,60}? when the (?:time|day|hour) came\b|\b[Ww]hen the (?:time|day|hour) came,? (?:he|she|they|it|you) would\b",
            rf"\b(?:it|this|that|they|these|one)(?:['’]d| would| will|['’]ll| might| may| should| must| was sure to| were sure to| was certain to| was bound to| was to)\s(?:\w+ly |yet |all |soon |one day |some day |come to |still |well )?(?:be {_NEED}|come in (?:handy|useful)|serve|be its (?:day|hour|turn)|have (?:its|their) (?:day|use|turn|hour|uses)|"
            rf"come (?:to light|into (?:its|their) own)|matter|do its work|be (?:worth|heard|seen|found|opened|read|fired|used|played|worn|drunk|spent|paid for|asked about))\b(?:{GAP}{{0,30}}?\b{_SOON}|(?=[^.!?\n]{{0,3}}[.!?]))",
            rf"\b{_HE}(?:['’]d| would| will|['’]ll| might| may| should) (?:\w+ly |yet |one day |some ?day |soon |still |all )?(?:need|want|have (?:need|use|want) of|be glad of|be thankful for|thank (?:me|her|him) for|find a use for|have a use for|come back for|come for|return for|send for|ask for|know what to do with|call for|make use of) (?:it|them|this|that|one)\b",
            r"\b[Kk](?:eep|ept) (?:it|them|this|these) (?:\w+ )?(?:till|until|against|by you|for the (?:day|time|hour)|safe|close|about you|with you)\b",
            r"\b(?:do not|don['’]t|never|not to|must not|on no account)\s(?:to )?(?:open|unseal|read|unlock|part with|lose|untie|use|show|sell|unwrap|break) (?:it|them|this|that|the seal)\b(?:[^.!?\n]{0,40}?\b(?:till|until|before|unless|to an?y)|[^.!?\n]{0,4}[.!?])",
            rf"\b(?:fitted|fit|matched|opened|belonged to|turned in|would open|went with)\s(?:no|none of the|neither)\s(?:[a-z]+ )?(?:lock|door|box|chest|drawer|key|keyhole|one|case|name|hand|house|{PERSON})s?\b",
            rf"\b(?:told|showed?|shown|said (?:nothing|no word|not a word) (?:of|about) (?:it|this|that|them) to|spoke of it to|mentioned it to|breathed a word of it to)\s(?:{_NOBODY}|any ?one|any ?body|a soul)\b",
            rf"\bwhere (?:{_NOBODY}|he|she|it|only (?:he|she)) (?:would|could|might|should) (?:ever |never |easily |not |be able to |lay (?:his|her) hand on |be |only |soon )?(?:think|look|find|search|lie|wait|be found|see|reach|it|lay|come|seek)\b",
            rf"\b(?:what|whose|who|why|how|where|when|which)\b{GAP}{{2,60}}?,? (?:{_NOBODY} (?:could|did|had|was)|{_HE} (?:could not|couldn['’]t|did not|didn['’]t|had not|was not)) ?(?:yet |then |ever )?(?:say|tell|guess|find out|make out|to say|learn(?:ed)?|yet learned|yet know|yet to learn|ask)\b(?!,? (?:un)?till?\b)",
            rf"\b(?:{_NOBODY}|neither) (?:could (?:say|tell|guess|read|open|make out)|knew|had (?:ever|yet) (?:opened|read|seen inside|found|learned)|would (?:say|tell)|remembered|was left who (?:knew|could))\s(?:who|what|whose|where|why|how|it\b|which|when)\b(?! (?:to|they)\b)",
            r"\bthere was no (?:name|address|sender|signature|signing|saying|telling|word|explanation|clue|mark|sign)\b",
            r"\b(?:had|have) (?:not|never) been (?:opened|unlocked|answered|read|claimed|asked for|called for|fetched|explained)\b",
            r"\b(?:waiting|lay waiting|lay ready|ready|biding (?:its|his|her) (?:time|hour))\b(?:\s(?:for|till|until|against)\s(?:its|his|her|the|that|a|some)\s(?:day|night|hour|time|moment|owner|hand|chance)\b)",
            r"\b(?:against|till|until) (?:the|that|some) (?:\w+ )?(?:day|night|hour|time|moment)\b(?: (?:when|of need|should|to come)|(?=\s?\.))|\bfor (?:the|that|some|another) (?:day|night|hour)(?: (?:when|of need|to come)|(?=\s?\.))",
            r"\b(?:did|had|does|do) (?:not |n['’]t )?(?:yet )?(?:know|notice|see|noticed|seen|remark|feel|mark)(?:n)? (?:it|then|the|that)\b[^.!?\n]{0,40}?\b(?:yet|not then|at the time|till (?:it was )?too late|too late)\b",
            rf"\b(?:{_NOBODY}) (?:had )?(?:noticed|saw|seen|marked|remarked|heard|missed|heeded|observed)\b(?! (?:him|her|them|me)\b)",
            r"\b(?:where|so that) (?:he|she|I|they) could (?:find|reach|lay (?:his|her|my) hands? on|get at|come at|snatch) (?:it|them)\b",
        )
    )
)
"""An announcement that leans on a thing beside it."""

DEEDS = re.compile(
    "|".join(
        (
            rf"\b(?:made|had made|making) up (?:his|her|my|their) minds? (?:then and there |there and then |that (?:day|night|hour) |at last |firmly )?(?:to {_WISH}|that (?:nothing|no one|one day|some day|before))\b",
            rf"\b(?:decided|resolved|determined|was (?:resolved|determined|set|bent)(?: on)?|(?:took|had taken|formed|made|came to) (?:a|the) (?:\w+ )?(?:resolve|resolution|decision)|promised (?:himself|herself|myself)|meant|intended|was sworn) (?:to {_LEARN}|that (?:one day|some ?day|before the))\b",
            rf"\b(?:meant|intended|means|had it in mind|planned|was going) (?:to|that) (?:\w+ )?{_WISH}\b(?={GAP}{{0,100}}?\b(?:whatever|if it|no matter|one day|some ?day|before (?:the|he|she|his|her|it)|however long|though it))",
            rf"\b(?:would|will|shall)(?: not|n['’]t)? (?:never |not )?(?:rest|sleep|stop|be (?:easy|content|at peace|satisfied|happy)|give up|cease|leave off|draw breath|cut (?:his|her) hair|have peace|know peace|go home|lie easy|eat meat)\b{GAP}{{0,30}}?\b(?:until|till|before|unless)\b",
            r"\b(?:whatever|no matter what|however much) it (?:might |should |may )?(?:cost|took|take)\b|\bif it (?:took|cost|should take|should cost|takes|costs) (?:him|her|me|us|them|all|every|the|a|ten|twenty|years)",
            rf"(?<!could have )\b(?:swore|vow(?:s|ed)|pledged (?:himself|herself|his word|her word)|gave (?:{PERSON}|him|her|me|them)? ?(?:his|her|my|their) (?:solemn |sacred )?(?:word|oath|promise|hand on it)|took (?:his|her|a|an|the) (?:\w+ )?(?:oath|vow))\b{GAP}{{0,60}}?\s(?:to|that|never)\b(?! himself| herself)",
            r"\b(?:[Hh]ad|[Hh]ave|[Hh]as)(?:n['’]t| not)? (?:not )?(?:yet )?(?:seen|heard|felt) the last of\b|\b[Ii]t was not the last (?:time|that|they|he|she|of)\b|\bnot be the last\b|\b(?:shall|will|would|should) (?:hear|be heard|see|know|speak|meet) (?:from (?:me|him|her)|more of|of (?:this|it|me|him|her)|of (?:me|him|her)|each other) (?:again|yet|before)",
            r"\b(?:shall|will|would|should|'ll|['’]ll|['’]d) (?:yet |all |one day |some ?day |live to |dearly )?(?:pay|answer|be sorry|smart|suffer|regret|rue|repent) (?:for (?:this|it|that)|it|this|the day)\b",
            r"\b(?:swore|had sworn|meant|wanted|would (?:yet |one day )?have|planned|plotted|thirsted for|nursed|brooded over) (?:his|her|their|my|a|to have his|to have her)? ?(?:revenge|vengeance)\b",
            r"\b(?:[Tt]here|[Tt]he) (?:would|will|shall|must|should) come (?:a|the) (?:day|night|time|hour)\b|\b(?:[Tt]he|[Aa]) (?:day|night|time|hour|spring|winter|year) (?:would|will|shall|must|was to) come (?:when|that)\b|\b(?:[Tt]he|[Tt]hat) (?:day|hour|night|time) (?:would|will|shall|must) come\b",
            r"\b(?:[Ww]ould|[Ww]ill|[Ss]hall|[Ss]hould|[Mm]ust)\s(?:yet|one day|some ?day|sooner or later|before the (?:year|month|week|summer|winter|spring|autumn|moon|war|night|harvest) (?:was|is|were) (?:out|over|done|gone))\s(?:come|be|have|find|return|see|hear|fall|die|rise|bring|drown|burn|turn|marry|hang|kill|meet|learn|rue|want|need|open)\b",
            r"\b(?:it (?:was|had been|is|has been|stood) |was |had been |were |once )(?:foretold|prophesied|predicted)\b|\b(?:foretold|prophesied|predicted) (?:that|it|him|her|the|a|of)\b",
            rf"\b[Bb]eware (?:of )?(?:the|a|an|him|her|any|{PERSON})\b|\b[Mm]ark my words?\b",
            rf"\b(?:wait|be (?:there|here)|meet|come|return|back) (?:for (?:him|her|me|you|it) )?(?:again )?(?:at|by|on|under|in|to) (?:the|this|that) (?:same )?{GAP}{{2,40}}? (?:a year|in a year|seven years|ten years|twelve months|this day|to the day|a twelvemonth|at (?:midnight|the full moon)|on (?:the|St|Midsummer|All|Christmas|New))\b",
            rf"\b(?:had|has|have|gave (?:him|her|them|me)|given) (?:till|until) (?:the |next |this )?{GAP}{{3,30}}? to (?:pay|leave|find|bring|answer|decide|give|hand|return|choose|clear|quit|prove|produce)\b|\bwould (?:fall due|be due|be forfeit|come due|run out|expire)\b",
            r"\b(?:would|could|should) never (?:be able to )?(?:forget|forgive)\b[^.!?\n]{0,60}?\b(?:until|till|one day|some ?day|and (?:he|she) would)\b",
            rf"\b(?:[Ww]ho|[Ww]hat|[Ww]hose|[Ww]hy|[Ww]here|[Hh]ow)\b{GAP}{{2,60}}?(?:,| was a thing| was more than| were questions?| was a question) ?(?:he|she|I|they)? ?(?:meant|intended|was determined|was resolved|had yet|would|should|swore|vowed) (?:to (?:learn|find out|know|discover|see|ask)|find out|learn|know)\b",
            r"\b(?:[Oo]ne of (?:them|these|those|the \w+)|[Ss]omebody|[Ss]omeone|[Ss]ome one) (?:in (?:that|the|this) \w+ |there |here |at (?:that|the) \w+ )?(?:was|had) (?:lying|lied|a traitor|betrayed|a spy|a thief|a murderer|to die|told|sold|not what)\b",
        )
    )
)
"""An announcement that carries what it announces."""

_VENGE = (
    rf"(?:kill|murder|ruin|destroy|hang|hunt down|pay back|avenge|repay|be revenged on|be avenged on|get even with|have my revenge on|take my revenge on|settle (?:accounts )?with|make) {GAP}{{0,24}}?"
    rf"(?:{PERSON}|him|her|them|you)"
)
THREATS = re.compile(
    rf"\b(?:[Oo]ne day|[Ss]ome ?day|[Ss]ooner or later|I swear|I vow|[Bb]y my \w+),? (?:that )?I(?: will|['’]ll| shall) (?:yet )?{_VENGE}\b"
    rf"|\bI(?: will|['’]ll| shall) (?:yet |one day |some ?day )?{_VENGE}(?: pay)? (?:for (?:this|that|it|what)|one day|some ?day|if it (?:takes|costs))\b"
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
    r"\b(?:the|an?|his|her|my|their|this|that|its|one|another|two|three|some|old|[a-z]+ed)\s(?:[a-z]+[ -]){0,3}?(?P<thing>"
    + "|".join(sorted(set(_OBJECTS.split()), key=len, reverse=True))
    + r")s?\b",
    re.I,
)
"""A thing that a thread may hang on."""

_WHEN = (
    r"(?:on (?:the )?(?:(?:next|following|coming|second|third|first|last) )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:at|by|before) (?:Michaelmas|Christmas|Easter|Lammas|Midsummer|Martinmas|Candlemas|Whitsun\w*|Lady Day|harvest|"
    r"spring|autumn|summer|winter|New Year|midnight|dawn|daybreak|sunrise|sunset|nightfall|noon|moonrise|the (?:new|full|next) \w+|the (?:spring|autumn|fall|thaw|fair|sowing|shearing|end|last|first|turn|year|week|month))|"
    r"(?:within|in) (?:a|the|three|two|four|five|six|seven|ten|twelve|a few|forty|thirty) (?:\w+ )?(?:hours?|days?|weeks?|months?|years?|fortnight|twelvemonth)|the (?:next|following|coming) (?:day|week|month|year|spring|summer|autumn|winter|night|morning)|"
    r"when (?:he|she|they|the \w+|it) (?:came|was|were|had|should|returned|grew|wrote)|next (?:week|month|year|spring|summer|autumn|winter|time)|to-?morrow|a (?:year|month|week) (?:from|to) (?:that|the) day)"
)
HINTS = re.compile(
    "|".join(
        (
            rf"\b(?:promised|undertook|engaged|agreed|arranged|offered|contracted|bound (?:himself|herself)|contrived|plotted|conspired|plans? (?:were|was) (?:laid|made)|it was (?:settled|agreed|arranged|fixed|decided))\b{GAP}{{0,50}}?\s(?:to|that|for|upon)\b",
            rf"\b(?:was|were) to (?:be (?:\w+ )?)?[a-z]+\b{GAP}{{0,80}}?\b{_WHEN}",
            rf"\bwould (?:be (?:\w+ )?)?[a-z]+\b{GAP}{{0,80}}?\b{_WHEN}",
            rf"\b(?:bet|wagered|staked|laid a wager|challenged|called (?:him|her|{PERSON}) out|threw down)\b",
            r"\b(?:[Ss]omebody|[Ss]omeone|[Ss]ome one|[Aa] stranger|[Aa]n? (?:\w+ )?(?:man|woman|figure|rider|boy|girl|face|carriage|boat|sail|light|hand|voice)) (?:whom (?:nobody|no one|none of them|he|she) \w+|(?:had )?(?:been (?:watching|following|there|in|listening|at|through|digging)|follow(?:ed|ing)|watch(?:ed|ing)|was (?:watching|following|listening|waiting|standing)|stood|waited|written|left|cut|scratched|carved|moved|drawn|taken|torn|chalked|broken|opened|put|set|sent|paid|stolen))\b",
            r"\b(?:had|was|were) (?:gone|missing|vanished|disappeared|not been seen|never been found|never found|never seen again|nowhere to be found|never heard of)\b",
            rf"\b(?:wondered|puzzled|asked (?:himself|herself)|pondered|guessed at|could not (?:think|imagine|guess|tell|make out|help wondering|understand|account for)|did not know|had no (?:idea|notion)|never (?:asked|learned|knew|found out|heard)|nobody (?:asked|knew|could)|no one (?:asked|knew|could))\b{GAP}{{0,30}}?\b(?:who|what|whose|why|where|how|which)\b",
            r"\b(?:[Ww]ho|[Ww]hat|[Ww]hy|[Ww]hose|[Ww]here|[Hh]ow|[Ww]hich)\b[^.!?\n]{8,90}\?",
            rf"\b(?:warned|cautioned|threatened|forbade|forbidden|bade|begged|charged|made (?:him|her|me|them|{PERSON}) (?:promise|swear))\b{GAP}{{0,40}}?\s(?:never|not to|to|that|against|of)\b",
            r"\b(?:secretly|in secret|unseen|unnoticed|under cover of|when (?:nobody|no one) was (?:looking|by)|behind (?:his|her|their) backs?|stealthily|by stealth|without (?:telling|being seen|anyone))\b",
            rf"\b(?:sent|despatched|dispatched|wrote|posted|gone) (?:{GAP}{{0,40}} )?(?:for|to fetch|to find|to (?:ask|beg|seek|bring|look for|search)|in search of|off to|to {PERSON})\b{GAP}{{0,80}}",
            r"\b(?:awaited|waited for|waiting for|waited to hear|looked for|expected|was expecting|hoped for) (?:an |the |his |her |some |a )?(?:answer|reply|word|news|return|letter|messenger|verdict|ship|coming|arrival)\b",
            rf"\b(?:owed|lent|borrowed|entrusted|left it with|gave into|confided|trusted (?:him|her|{PERSON}) with|handed over)\b",
            rf"\b(?:before|ere) (?:he|she|they|it|the \w+)[^.!?\n,]{{2,40}}, (?:he|she|they|{PERSON}|the \w+) (?:would|must|had to|was to|meant to|should)\b",
            rf"\b(?:hid|hidden|buried|concealed|stowed|sewed|sewn|wedged|locked|pocketed)\s{GAP}{{0,60}}?\b(?:behind|under|beneath|inside|into|in|within|between|among|away)\b",
            rf"\b(?:noticed|observed|saw|remarked|felt|found|heard) (?:that |how )?(?:the|a|an|one|some|it|there)\b{GAP}{{0,100}}?\b(?:but|and) (?:said nothing|told no one|told nobody|kept (?:it|silent|silence|his|her)|thought no more|let it|did not (?:say|speak|mention|ask)|made no|held (?:his|her))\b",
        )
    )
)
"""What may set something up, where nothing else in the story ever speaks of the one named in it or of the thing in it."""
