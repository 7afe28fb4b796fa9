"""The turns of English that tie somebody to what has still to come: patterns for `threads/`.

A promise, a debt, a day that is fixed, a foretelling, a secret, a question that is left open, a thing put by. Novels are
full of them; they set something up only with somebody or something that is met nowhere else, which `loose_thread.py` looks for.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.reading import GAP, PERSON

_X = rf"(?:him|her|me|us|them|it|{PERSON}(?:['’]s)?|(?:the|his|her|an?) (?:[\w'’]+ ){{0,2}}[\w'’]+)"
_HE = rf"(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e|{PERSON})"
_NOBODY = (
    r"(?:[Nn]obody|[Nn]o[- ]one|[Nn]ot a soul|[Nn]one of (?:them|us)|[Nn]o man|[Nn]o living soul|[Nn]either "
    r"of them)"
)
_WORTH = (
    r"(?:die|marry|drown|hang|return|come|fall|burn|rise|break|bring|lose|be|have|never|one day|some ?day|yet|"
    r"end|find|kill|wear|"
    r"rule|reign|perish|see|take|live|pay|need)"
)
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|dawn|daybreak|sunrise|noon|midnight|dusk|sunset|nightfall|"
    r"Michaelmas|Christmas|"
    r"Easter|Lammas|Midsummer|Martinmas|Candlemas|Whitsun\w*|Lady Day|New Year|All (?:Souls|Hallows|Saints)|"
    r"May Day|harvest|spring|summer|"
    r"autumn|winter|the (?:next |new |full |first |last |following |coming )*(?:moon|frost|snow|thaw|spring|"
    r"summer|autumn|winter|week|month|"
    r"year|day|night|tide|fair|assizes|harvest|new year)|January|February|March|April|May|June|July|August|"
    r"September|October|November|"
    r"December|the \w+ of [A-Z]\w+|(?:a|one|two|three|four|six|seven|ten|twelve|nine) (?:day|week|month|year|night)s?)"
)
_HID = r"(?:hid|hidden|buried|concealed|sewed|sewn|stitched|stowed|pushed|wedged|sealed|walled|bricked)"
_UNDER = (
    r"(?:under|underneath|beneath|behind|inside|into|in|between|among|below|down|up|beside|at the (?:bottom|back|foot))"
)

TIES = re.compile(
    "|".join(
        (
            rf"\b(?<!could have )(?<!as )(?:promised|swore|sworn|vow(?:s|ed)|pledged|undertook|undertaken|gave {_X}? "
            rf"?(?:his |her |my )?"
            rf"(?:solemn |sacred )?(?:word|oath|promise))\b{GAP}{{0,70}}?(?:\s(?:to|never)\b|"
            rf"\s(?:that\s)?{_HE}(?:['’]d| would| should)|\sthat {GAP}{{2,50}}? (?:would|should)\b)",
            rf"\b(?:told|bade|asked|made|ordered|charged|begged|warned|forbade|forbidden|instructed|enjoined) {_X} "
            rf"(?:never|not|on no account)?"
            rf" ?to (?:open|read|unseal|break|look|show|tell|speak|go|enter|touch|part|sell|lose|keep|guard|hide|"
            rf"deliver|carry|give|take|bring|burn)\b",
            r"\b(?:[Mm]eet|[Ww]ait for) (?:me|us) (?:\w+ )?(?:on|at|by|in|before|under|behind|when|tomorrow|"
            r"to-morrow)\b|"
            r"\bsomething (?:that )?(?:I|you) (?:must|have to|ought to|need to|should) (?:tell|show|know|see|hear)\b",
            r"\b(?:foretold|prophesied|prophecy|predicted|foreseen|foresaw|read in (?:his|her|the) (?:hand|palm|stars|"
            r"cards))\b",
            rf"\b(?:said|told {_X}|warned {_X}|swore|knew|believed|held|had it)(?: once| always| long ago)? that "
            rf"{GAP}{{2,60}}? would "
            rf"(?:(?:one day|some ?day|yet|surely) )?{_WORTH}\b",
            r"\b(?:owed|owes|debt|debts|fell due|fall due|falls due|to be paid|repay|IOU|mortgage|moneylender|"
            r"forfeit)\b",
            rf"\b(?:had|has|have|given|gave {_X}) (?:only )?(?:until|till|to) {_DAY}\b|\b(?:by|before|on|at|within|"
            rf"until|till) {_DAY}\b{GAP}{{0,40}}?"
            rf"\bor\s(?:else |be |lose |die |hang |he |she |they |forfeit |see |pay |never )",
            rf"\b(?:duel|wager|bet|meeting|wedding|hanging|trial|tournament|election|race|rendezvous|match|sale|"
            rf"auction|verdict|hearing|execution)\b"
            rf"{GAP}{{0,50}}?\b(?:was|were|is|would be|to be|fixed|set)\b{GAP}{{0,30}}?"
            rf"\b(?:for|on|at|before|by) {_DAY}\b",
            rf"\b(?:bet|wagered|staked|wager|challenged)\b{GAP}{{0,60}}?\b(?:that|to)\b",
            rf"\b(?:was|were|is|had been|been) (?:fixed|set|arranged|appointed|settled|agreed|planned|to (?:be "
            rf")?[a-z]+){GAP}{{0,60}}?\b(?:for|on|at|before|by|in|until) {_DAY}",
            rf"\b(?:told|tell|showed|said nothing to|spoke of it to) (?:no one|nobody|not a soul|no-one)\b|\b{_NOBODY} "
            rf"(?:else )?(?:knew|must know|was to know|"
            rf"had seen|would ever|could say|could tell|could explain|learned|found out|asked|remembered|ever)\b|"
            rf"\bagreed to say nothing\b|"
            rf"\b(?:would|did|could) not (?:say|tell|speak of|explain|answer|name|imagine|account for|remember|guess|"
            rf"know)\b{GAP}{{0,30}}?\b(?:who|what|why|where|how|whose|it)\b",
            r"\b(?:[Ww]ho|[Ww]hy|[Ww]hat|[Ww]hose|[Ww]here|[Hh]ow)(?: in the world| on earth)? (?:had|was|were|did|"
            r"could|would|has|is)\b[^.!?\n]{8,90}\?",
            rf"\b(?:find|found|finding|learn|discover|know|see|ask|prove|wondered?|puzzled|guess|tell|knew|"
            rf"imagine)\b(?: out)? (?:who|why|whose|what|where|how) {GAP}{{2,60}}?\b(?:had|was|were|did)\b",
            r"\b(?:[Ss]omebody|[Ss]omeone|[Ss]ome one|[Aa] stranger|[Aa]n? (?:hooded|veiled|masked|strange|unknown|"
            r"tall|dark|plain|black|second|third) \w+)"
            r" (?:had|was|were|stood|waited|came|sat|followed|watched|left|set|in \w+)\b",
            r"\b(?:had|has|have) (?:not|never) (?:come (?:back|down|home|up|out)|returned|been (?:seen|found|heard of|"
            r"opened|claimed|solved|paid|explained))\b|"
            r"\b(?:never|nor) (?:seen|heard of|found) (?:again|since)\b|\b(?:vanished|disappeared|went missing|"
            r"without a trace|without trace)\b",
            rf"\b{_HID} (?:the|an?|his|her|my|their|it|that|some|two|three)\b{GAP}{{0,60}}?\b{_UNDER}\b|\b(?:lay|was|"
            rf"were|been) {_HID} {_UNDER}\b|\b{_UNDER} {GAP}{{3,50}}?,? "
            rf"(?:he|she|{PERSON}) (?:had )?{_HID}\b",
            rf"\b(?:lent|entrusted|left {GAP}{{2,40}}? (?:with|to)|pawned|borrowed|confided|handed|gave {_X}|"
            rf"given)\b{GAP}{{0,60}}?\b(?:until|till|before|against the|to keep|for safe|"
            rf"would (?:come|call|ask|want|need|be)|should (?:have|be)|sealed|locked)\b",
            r"\b(?:locked|sealed|hidden|secret|walled-up|forbidden|bricked-up) (?:[a-z]+ )?(?:room|door|drawer|box|"
            r"chest|letter|envelope|packet|compartment|passage|cellar|trunk|tower|panel)\b",
            r"\b(?:revenge|vengeance|avenge\w*|revenged|get even|pay (?:him|her|them) back|settle accounts|settle the "
            r"score)\b",
            rf"\b(?:notic(?:ed|ing)|observed|saw|remarked|heard) (?:that |how )?[^.!?\n]{5, 120}?\b(?:but|and) (?:said "
            rf"nothing|did not (?:ask|say|mention|tell)|"
            r"asked no|told no|kept (?:silent|it|his|her)|held (?:his|her)|thought no more)",
            r"\b(?:found|discovered|came (?:up)?on|picked up|noticed)\b[^.!?\n]{0,60}?\b(?:map|letter|note|diary|key|"
            r"coin|ring|locket|photograph|paper|message|symbol|code)\b"
            r"[^.!?\n]{0,90}?\b(?:put|slipped|hid|kept|pocketed|stowed) (?:it|them)\b",
            r"\b(?:anonymous|unsigned|mysterious|secret|strange|unmarked|coded|encrypted) (?:letter|note|message|"
            r"parcel|call|caller|visitor|signal|package|light|symbol|mark|man|woman|stranger)s?\b",
            r"\b(?:followed|following|watched|watching|shadowed) (?:him|her|them|\w+) (?:all|for|since|from|"
            r"everywhere|every|through)\b",
            r"\b(?:loaded|primed|sharpened|cocked) [^.!?\n]{0,20}?\b(?:pistol|revolver|gun|rifle|musket|knife|"
            r"dagger|crossbow)\b[^.!?\n]{0,80}?\b(?:put|slipped|hid|laid|tucked|placed)\b",
            r"\b(?:had|knew|kept|carried|guarded|held) (?:a|one|the) (?:[a-z]+ )?secret (?:that|which|of|about)\b",
            r"\bI(?: will|['’]ll| shall) (?:come back|return|be back|find|tell|repay|have|see|wait|avenge|make|"
            r"never)\b",
            r"\b(?:would|should|could|might|will|shall) (?:\w+ )?have (?:his|her|their|my) (?:revenge|vengeance|day|"
            r"answer)\b",
            r"\b(?:torn out|cut out|burned out|blotted out|scratched out|crossed out|page was missing|was missing "
            r"from)\b",
        )
    )
)
"""What ties somebody to what has still to come."""

_PAST = (
    r"(?:given|hidden|buried|promised|lent|stolen|spared|saved|sewn|dropped|made|taught|warned|cursed|sworn|locked|"
    r"entrusted|foretold|prophesied|predicted|described|laid|uttered|concealed|stitched|sealed|vowed|planted|feared|"
    r"dreamed|dreamt|marked|carved|rescued|betrayed|borrowed|pawned|handed|bequeathed|owed)"
)
_BOND = (
    r"(?:promise|vow|oath|pledge|word|prophecy|curse|riddle|mystery|debt|wager|bet|secret|bargain|spell|"
    r"warning|prediction|gift|message|"
    r"advice|omen|threat|puzzle|question|deadline|loan|ransom|challenge)"
)
_DONE = (
    r"(?:kept|fulfilled|paid|repaid|lifted|solved|answered|won|settled|redeemed|explained|revealed|honou?red|"
    r"met|cleared|discharged|"
    r"undone|come true|came true|collected|avenged|delivered|recovered|unravelled)"
)
_SOMEONE = rf"(?:{PERSON}|(?:the|his|her|old|an?) (?:[\w'’]+ ){{0,2}}[\w'’]+(?: (?:of|from|at|in) [\w'’]+)?)"

PAYS = re.compile(
    "|".join(
        (
            rf"\b(?:[Jj]ust as|[Ee]xactly as|[Aa]s|[Ll]ike|[Ee]ven as|[Ww]hat) {_SOMEONE} (?:had|once|always)\s(?:\w+ "
            rf")?(?:\w+ )?(?:foretold|promised|prophesied|"
            rf"predicted|warned|sworn|said|told|vowed|dreamed|dreamt|feared|described|written)\b",
            rf"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]hose|[Hh]is|[Hh]er|[Tt]hese) (?:[a-z-]+ ){{0,3}}[a-z]+,? (?:that |which "
            rf"|whom |of which |for which )?{_SOMEONE} had\s(?:\w+ly |once |so often )?{_PAST}\b",
            rf"\b(?:[Rr]emember(?:ed|ing)|[Rr]ecall(?:ed|ing)|[Tt]hanks to|[Tt]rue to|[Mm]indful of|[Ii]n answer to|"
            rf"[Aa]ccording to|[Ii]n payment of|[Bb]y|[Hh]eeding|"
            rf"[Ff]aithful to|[Oo]beying|[Ff]ollowing) "
            rf"(?:the |his |her |that |{PERSON}['’]s |[a-z]+['’]s )?(?:[a-z]+ "
            rf")?{_BOND}\b",
            rf"\b{_BOND}s?\b{GAP}{{0,60}}?\b(?:was|were|had been|is|stood|had) (?:at last |finally |now |thus |so |"
            rf"true |duly )?{_DONE}\b",
            rf"\b{_DONE} (?:at last |finally )?(?:on |off )?(?:the|his|her|their|that|{PERSON}['’]s) (?:\w+ "
            rf")?{_BOND}\b",
            rf"\b[Ss]o (?:that|this|it) was (?:who|why|what|how|where|the|{PERSON})|\b[Nn]ow (?:at last )?{_HE} "
            rf"(?:understood|knew|saw) (?:who|why|what|how|where)\b|"
            rf"\b(?:[Aa]t last|[Ff]inally),? {_HE} (?:understood|knew|learned|saw|discovered|found out) (?:who|why|"
            rf"what|how|where)\b|"
            rf"\b(?:[Ii]t was|[Ii]t had been) {_SOMEONE}(?: all along| after all)?,? (?:after all,? |all along,? "
            rf")?(?:who|that) had\b",
            rf"\bwhom (?:he|she|they|{PERSON}) had {_PAST}\b",
        )
    )
)
"""What pays off something that was set up before."""
