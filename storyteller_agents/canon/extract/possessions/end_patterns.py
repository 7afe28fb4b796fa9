"""The words that tell the end of a thing: what wrecks, takes and swallows it, and that it did not come back.

Every pattern is tried only before or after a thing that was found; what is made of them: `possessions/ends.py`.
"""

from __future__ import annotations

import re

_DOWN = (
    r"felled|torn across|cut off|cut down|chopped (?:up|down)|hewn down|sawn (?:up|down|into)|grubbed up|"
    r"uprooted|rooted up|blown (?:down|up|over)|"
    r"pulled down|torn (?:down|up|apart|to)|knocked (?:down|to)|demolished|razed|level+ed|dismantled|"
    r"broken (?:up|down|to|into|"
    r"beyond|in)|burn(?:ed|t)(?: (?:down|out|to|up|away|with|in|on|for|by|like))?|gutted|destroyed|wrecked|"
    r"shattered|smashed|crushed|"
    r"ground (?:to|into|under)|trodden|trampled|melted(?: down)?|sunk|scuttled|stove in|dashed to|snapped|"
    r"slashed|hacked|"
    r"shredded|ruined|consumed|devoured|eaten|gnawed to|bricked up|walled up|filled in|stopped up|drowned|"
    r"shot|slaughtered|butchered|killed|put down|run over|struck dead|poisoned|swallowed|cut (?:up|to)|split|"
    r"reduced to|used for (?:firewood|kindling)|chopped for|made into|past (?:mending|saving|repair)|"
    r"beyond (?:mending|saving|repair)"
)
_OFF = (
    r"stolen|repossessed|seized (?:by|for)|commandeered|looted|distrained|pilfered|confiscated|impounded|requisitioned|"
    r"taken (?:away|from|off|for|by)|carried (?:off|away)|driven off|"
    r"washed (?:away|overboard|out)|swept (?:away|off|overboard|out)|sold|auctioned|pawned|traded|bartered|"
    r"forfeited|lost|"
    r"left (?:behind|in|on|at) |thrown (?:away|out|overboard|into|in|on)|dropped (?:in|over|down|into)|"
    r"buried (?:with|in|beside)|"
    r"flung (?:into|away|over|in)|cast (?:into|away)|tossed (?:into|away|over|out)|given (?:away|to|up)|made over|"
    r"gambled away|mislaid|abandoned|gone (?:for|down|to|with|over)|put on the (?:fire|bonfire|rubbish|dust)"
)
_HAD = (
    r"(?:was|were|had been|has been|had|lay|is|are|being|having been|been|got|had gone|had got|had to be|must be|stood)"
)
_ADVERB = (
    r"(?: (?:[a-z]+ly|now|then|all|both|already|soon|since|long since|long ago|at last|also|afterwards|"
    r"later|first|quite))?"
)
_FELL = (
    r"burn(?:ed|t) (?:down|to|out|up|away|like|on)|went (?:to pieces|up in|to the bottom|down with|over the|"
    r"to matchwood)|"
    r"gone (?:up in|to the bottom|down with|to pieces)|founder\w*|s[au]nk (?!(?:on|deep|back|his|her)\b|"
    r"into (?:a|his|her|the) (?:chair|seat|sofa))|"
    r"broke(?:n)? (?:up on|up in|in two|in half|apart|(?:its|his|her) (?:neck|back))|perished|collapsed|"
    r"c[ao]me down (?:in|with|that|on|during|before|one|the)|"
    r"(?:fell|fallen) (?:in(?:to)? (?:ruin|ruins|pieces|dust|the (?:sea|river|lake|fire|well|gorge))|"
    r"to (?:pieces|bits|dust|ruin)|overboard|apart|dead)|"
    r"(?:split|burst|shattered|snapped|crumbled|cracked) (?:from|in|into|to (?:pieces|bits|dust)|apart|asunder|"
    r"against)|"
    r"blew (?:down|up|away|overboard)|vanished|drowned|died|dropped dead|parted (?:over|at|under|with|and)|"
    r"drifted (?:off|away|out)|"
    r"slipped (?:off|from|out|over|through|into)|went (?:down|overboard)"
)
_STATE = (
    r"(?:was|were|lay|stood|had become|had been|is|became) (?:[a-z]+ )?(?:in (?:a (?:dozen|hundred|thousand) |"
    r"two |three |small |tiny )?"
    r"(?:pieces|bits|halves|ruins?|ashes|splinters|fragments|shards|shreds|ribbons|rags|flames)|"
    r"a (?:[a-z]+ )?(?:heap|pile|ruin|wreck|shell|mass|hulk|skeleton)|"
    r"roofless|no more|ashes|ash|matchwood|rubble|nothing but)"
)
_MODIFIED = (
    r"(?:['’]s [a-z]+)?(?: |,? (?:[a-z]+(?:['’]s)? |[ᐁᐂᐃ]ᐄ*(?:['’]s)? ?){1,7}?| ,?[^.,;:!?ᐁᐃ]{0,40}, |"
    r", [^.,;:!?]{1,50}, |,? (?:that|which) [^.,;:!?]{1,40} )"
)
_BEEN = r"(?:(?:was|were|been|had been|got|had to be)|(?<=across and)|(?<=off and)|(?<=down and)|(?<=up and))"
_AND = r"(?: [^.,;:!?ᐁᐃ]{2,60}?,? and (?:then )?)"
THEN_ENDED = re.compile(rf"{_AND}(?:{_BEEN} (?P<down>{_DOWN})|{_BEEN} (?P<off>{_OFF})|(?P<fell>{_FELL}|swept up))\b")
"""After the thing: what became of it in the end, told of it with an *and*."""
ENDED = re.compile(
    rf"{_MODIFIED}(?:{_HAD}{_ADVERB} (?P<down>{_DOWN})|{_HAD}{_ADVERB} (?P<off>{_OFF})|(?:had )?(?P<fell>{_FELL}|"
    rf"{_STATE}))\b"
)
"""After the thing: what became of it."""
IT_ENDED = re.compile(
    rf"[^.!?;ᐁᐃ]{{0,50}}?(?:,| and|, and| where| so that| till| until) (?:it|which|"
    rf"they) (?:{_HAD}{_ADVERB} (?P<down>swept up|{_DOWN})|"
    rf"{_HAD}{_ADVERB} (?P<off>{_OFF})|(?:had )?(?P<fell>{_FELL}))\b"
)
ANOTHER_SUBJECT = re.compile(r"\b(?:not|would|could|if|nearly|almost|he|she|they|I|we|who)\b|n['’]t\b")
SPARED = re.compile(
    r"\b(?:not|never (?!found|seen|heard)|nearly|almost|un\w+ed|would|could|might|may|should|if)\b|n['’]t\b|"
    r"\b(?:and|but|who|he|she|they|I|when|while|as|where) "
)
_TAKER = (
    r"got (?:away|off|clear) with|(?:made|gone|run|ran|rode|ridden|walked|gone|slipped|went|fled|escaped|sailed|"
    r"driven|drove) "
    r"(?:off|away) with|stole|stolen|steal(?:ing)?|carried (?:off|away)|took away|taken away|confiscated|"
    r"impounded|requisitioned|"
    r"pilfered|filched|helped (?:himself|herself|themselves) to|robbed (?:[a-z]+|[ᐁᐃ]ᐄ*) of|relieved (?:[a-z]+|"
    r"[ᐁᐃ]ᐄ*) of|"
    r"stripped (?:[a-z]+|[ᐁᐃ]ᐄ*) of|looted|bore off|borne off|whisked off|distrained on|had away|"
    r"cheated (?:[a-z]+|[ᐁᐃ]ᐄ*) (?:out )?of"
)
_WRECKER = (
    r"(?:cut|chopped|pulled|tore|torn|knocked|burned|burnt|shot|hacked|hewed|hewn) down|demolished|razed|"
    r"dismantled|felled|"
    r"blew up|blown up|killed|slew|slain|savaged|r[au]n over|poisoned|killed and eaten|eaten|slaughtered|"
    r"butchered|gutted|uprooted|grubbed up|"
    r"smashed|shattered|destroyed|wrecked|scuttled|sank|sunk|trampled|trod on|sat on|filled in|bricked up|walled up|"
    r"burned|burnt|tore up|torn up|ripped up|shredded|slashed|chopped up|sawed up|sawn up|broken up|broke up|"
    r"ruined|drowned|shot|"
    r"cut up|cut to pieces|eaten up|ate|gnawed through|melted down|swallowed|devoured|gnawed|crushed|washed away|"
    r"swept away|put (?:an )?end to|made (?:an )?end of|"
    r"made (?:a )?(?:bonfire|matchwood|firewood) of|fed"
)
_LOSER = r"gambled away|staked|let (?:go of|slip)|jettisoned|made over|sent away|threw out|thrown out|turned loose"
_TAIL = r"(?: (?:all|even|both|only|up|at last|once for all))? $"
TAKEN = re.compile(rf"\b(?P<verb>{_TAKER}){_TAIL}")
HARMED = re.compile(rf"\b(?P<verb>{_WRECKER}){_TAIL}")
LOST = re.compile(rf"\b(?P<verb>{_LOSER}){_TAIL}")
NOTHING_OF = re.compile(
    r"\b(?:(?:[Nn]othing|[Nn]ot (?:a|an|one) [a-z]+|[Ll]ittle|[Ww]hat|[Aa]ll that)(?: (?:was|were|had been|"
    r"remained|remains))? (?:left|remained|saved|"
    r"remaining|survived|to be found)? ?of|(?:was|were|been|saw|be|made) the (?:end|last) of|[Tt]he (?:ruin|destruction|loss|wreck|theft|sale|"
    r"burning) of) $"
)
LET_FALL = re.compile(r"\b(?:let|saw|watched|felt|lets|seen) $")
FALLING = re.compile(
    r" (?!drop anchor)(?:fall|slip|slide|drop|go|sink|roll|tumble|vanish|burn|float|"
    r"drift)[a-z]*(?: [a-z]+){0,2} (?:into|in|down|over|through|beneath|under|away|"
    r"overboard|to|out|off)\b(?! (?:his|her|my|their) (?:hand|lap|pocket|side|shoulder|neck|head|arms?)|"
    r"(?: [a-z]+){0,2} (?:floor|table|ground|carpet|desk|bed|lap|place)\b)"
)
PUT_INTO = re.compile(
    r" (?:away|out|overboard|(?:up )?(?:into|in|to|on|onto|upon|over|off|down|through) (?:the|a|"
    r"an) (?:[a-z]+ ){0,3}(?:fire|flames?|stove|furnace|hearth|grate|"
    r"embers|bonfire|coals|kiln|pyre|oven|blaze|range|sea|river|lake|well|pond|canal|harbour|harbor|marsh|bog|"
    r"gorge|ravine|crevasse|"
    r"abyss|moat|quicksand|stream|mill-race|weir|tide|surf|cliff|bridge|side|rail|parapet|drain|sewer|cesspit|"
    r"ditch|dust-heap|rubbish|"
    r"shaft|quarry|depths|deep|water|mud|rapids))\b"
)
PUTTING = re.compile(
    r"\b(?P<verb>put|threw|thrown|flung|tossed|cast|dropped|hurled|pitched|thrust|laid|fed|pushed|consigned|"
    r"committed|shoved|poked|crammed|"
    r"kicked|blew|blown|knocked|swept|heaved|rolled|tipped|emptied|stuffed|sent|throwing|flinging|dropping|"
    r"tossing|putting|lost|let)(?: down| up| out)? $"
)
FIRE = re.compile(r"fire|flame|stove|furnace|hearth|grate|embers|coals|kiln|pyre|oven|blaze|range")
_NO = r"(?:never|no|nor|not|nobody|no one|nothing|none|neither|without|hardly)"
FINAL = re.compile(
    rf"\b{_NO}\b[^.!?]{{0,60}}\b(?:found|recover\w*|seen|saw|see|heard|another|replace\w*|mended|mending|"
    rf"repair\w*|restor\w*|rebuil[dt]\w*|"
    rf"build|built|saved|save|again|back|left|remain\w*|other|returned|came back|hand\w* (?:it|them) in|trace|"
    rf"surviv\w*|copy|more)\b|"
    r"\b(?:without it|no more|went on without|for ever|forever|for good|to the ground|to the last|"
    r"only ash(?:es)?|nothing (?:was )?left|past (?:mending|repair|saving)|"
    r"beyond (?:mending|repair|saving|recall|all)|irretrievabl\w*|irreparabl\w*|to (?:ashes|ash|matchwood|"
    r"splinters|powder|dust|pieces|shreds|"
    r"ribbons|rags|bits|atoms)|into (?:pieces|splinters|fragments|ashes|a thousand|small pieces|planks)|"
    r"all that (?:was left|remained)|"
    r"with all hands|to the bottom|gone for|the end of|once and for all|utterly|completely|entirely|"
    r"for (?:timber|firewood|its stone|scrap|planks|guns)|stump|in smoke|whom? (?:he|she|I) never|empty hands)\b"
)
"""Words that say that a thing doesn't come back."""


FORCE = re.compile(
    r"\b(?:sea|river|flood|floods|tide|waves?|fire|flames|ice|sand|sands|gale|storm|wind|avalanche|landslide|"
    r"lightning|thie(?:f|ves)|burglars?|"
    r"robbers?|soldiers|bailiffs?|brokers|creditors?|customs[- ][a-z]+|police|pickpockets?|pirates?|enemy|"
    r"raiders|tax[- ]?[a-z]+|magpie|fox|"
    r"wolves|mud|swamp|lake|earthquake|bomb|shell|snow|current|surf|rats|moths?|worms|mice|undertow|bog|goats?|"
    r"dogs?|pigs?|damp|rot|rust|frost|drought|hail|looters|wreckers|gypsies|poachers|beadle|customs|excisemen|"
    r"landlord|bank|squatters|mob|rioters|rebels|squirrels?|jackdaws?|crows?|bull|"
    r"blight)\b[^.!?;ᐁᐃ]{0,24} (?:took|taken|kept|claimed|closed over|"
    r"got|had|seized|swallowed(?: up)?|carried (?:off|away)|dr(?:ove|iven) off|covered|buried|destroyed|"
    r"swept (?:off|away)|levelled|ate|eaten|had had|"
    r"wrecked|tore|torn|got at|done for|had done for|eaten up|stripped|fell on|fallen on|smashed|flattened|"
    r"snatched|stolen|stole|bore off|dragged (?:off|down|under)|sucked (?:down|in|under)|washed (?:away|out)) $"
)
WITH_THE_DEAD = re.compile(
    r"\b(?:laid|lain|buried|bury|lowered|put|went|gone|interred|nailed down)\b[^.!?;]{0,60}\b(?:ground|earth|"
    r"grave|coffin|tomb|vault|buried|churchyard|him|her|father|mother)\b"
    r"[^.!?;]{0,12} (?:with|wearing|holding|in) $|"
    r"\b(?:buried|bury|interred) (?:the |old |poor )?(?:man|woman|king|queen|ᐁᐄ*|ᐃᐄ*)[^.!?;]{0,12} (?:with|wearing|holding|in) $"
)
INTO_GRAVE = re.compile(
    r" (?:with (?:him|her)|(?:in|into|beside (?:him|her) in) (?:the|his|her|"
    r"[ᐁᐃ]ᐄ*['’]s) (?:[a-z]+['’]s )?(?:[a-z]+ )?(?:coffin|grave|tomb|vault|pyre|casket|sarcophagus|barrow))\b"
)
LEFT_THERE = re.compile(r"\b(?P<verb>left|forgot(?:ten)?|kept|leaving) $")
GONE_WITHOUT = re.compile(
    r"[^.!?]{0,90}\b(?:without (?:it|them|him|her)|never (?:went|came|gone|returned|got|had|saw|seen|claimed|"
    r"asked|sent|thought)|nobody|no one|never handed|"
    r"nor (?:did|went))\b"
)
AT_THE_FLAME = re.compile(
    r" (?:to|in|into|over) (?:the|a) (?:[a-z]+ )?(?:candle|flame|flames|match|fire|lamp)\b[^.!?]{0,60}\b(?:until|"
    r"till|and|while)\b"
)
