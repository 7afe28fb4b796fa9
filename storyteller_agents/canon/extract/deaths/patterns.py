"""How English says that somebody is dead, as patterns over masked narration. Who is meant and whether it holds: `deaths/`.

`ASSERTED` say it outright, so that a negation or a doubt before them undoes it; `GIVEN` take it as known (a widow, a
grave, the day somebody died), and stand under a negation too. Each names the dead one in the group ``who``, and
perhaps a second one in ``also``.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.reading import PERSON, WHO, WHOSE

DEATH_WORD = re.compile(
    r"\b(?:dead|die[ds]?|death|kill(?:ed|ers?|ing)|murder(?:ed|ers?|ing)?|slain|slew|slay(?:er|ing)|hanged|hanging|drown(?:ed|ing)|buried|burial|"
    r"funeral|corpse|coffin|tomb(?:stone)?|grave(?:stone|side|yard)?|headstone|widow(?:ed|er)?|late|deceased|perished|"
    r"expired|succumbed|passed (?:away|on)|breathed|breath|suicide|executed|execution|beheaded|strangled|cremated|"
    r"ashes|remains|body|lifeless|assassin\w*|poisoned|smothered|guillotined|lynched|butchered|slaughtered|outlived|"
    r"mourn\w*|interred|entombed|laid|lowered|life|no more|obituary|inquest|bereaved|orphaned|earth|ghost|survive[ds]?|"
    r"claimed|took|taken|carried|swallowed|lost|dropped|his end|her end|for the last time|pyre|scaffold|shot|fallen|never (?:wake|woke|waked|awoke|woken|drew|took)|"
    r"not (?:live|breathe|wake)|drew|gone to|met|whom|heart|(?:head|tomb|grave)?stone|slab|churchyard|cemetery|vault|crypt|executors)\b"
)
"""A word without which nobody is dead; whatever has none of these is not looked at further."""

_BY = r"(?: (?:\w+ly|also|then|soon|already|now|just|quite|long|both|at last|of course|in fact|since|instantly|there|too))"
_ASIDE = r"(?:,[^,.;:!?\n]{1,70},)?"
_SUBJECT = rf"(?P<who>{WHO})(?:,? and (?P<also>{PERSON}))?{_ASIDE}(?:,? who)?"
_HAD = rf"(?:{_BY}{{0,2}}(?: had| has| have|['’]d){_BY}{{0,2}}|{_BY}{{0,2}})"
_WAS = (
    rf"(?:{_BY}{{0,2}} (?:was|were|is|are|had been|has been|have been|got|lay|had got|['’]d been)"
    rf"{_BY}{{0,2}}(?: (?:these|for|some|about|nearly|over)?(?: ?[\w-]+){{1,3}} (?:days|weeks|months|years))?)"
)
_HIS = r"(?:his|her)"
_TO_DEATH = r"(?:(?:burn(?:ed|t)|stabbed|beaten|trampled|crushed|frozen|starved|stoned|clubbed|mauled|hacked|flogged|tortured|knifed|kicked|gored|battered|put|done|bludgeoned|scalded|whipped|worked) to death)"
_DEAD = (
    r"(?:dead(?![- ](?:tired|drunk|asleep|set|certain|sure|against|serious|right|wrong|white|pale|calm|beat|to|silent|still|in love|broke|"
    r"weary|sober|keen|easy|level|straight|centre|center|ahead|quiet|slow|on (?:his|her|my|time|the dot)|from|with (?:sleep|fatigue|fear|cold)|last|ringers?)\b))"
)
_BURIED = (
    r"(?:buried(?! (?:in|under|beneath|among|behind|deep in) (?:(?:a|an|the|his|her|their|my) )?(?:\w+ )?(?:thoughts?|work|books?|hands|papers?|newspaper|studies|arms|"
    r"pillows?|cushions?|pile|heap|mountain|blankets?|conversation|grief|gloom|business|sheets|furs?|letters?|snow|hay|straw|crowd|sand)\b| (?:his|her|up|alive)\b))"
)
_KILLED = (
    r"(?:killed|murdered|slain|hanged|beheaded|executed|strangled|guillotined|lynched|assassinated|slaughtered|butchered|electrocuted|"
    r"garrott?ed|drowned(?! (?:in (?:tears|sweat|debt|work)|by|out))|gunned down|put down like|run through the heart)"
)
_PASSIVE = (
    rf"(?:{_DEAD}|{_KILLED}|{_BURIED}|{_TO_DEATH}|burn(?:ed|t) (?:alive|at the stake)|(?:shot|found|struck|picked up|discovered|brought (?:home|back|in)|pronounced|declared) {_DEAD}|"
    rf"shot (?:and killed|through the (?:heart|head|temple|brain)|in the (?:heart|head))|cremated|interred|entombed|deceased|found (?:hanged|drowned|murdered|strangled|hanging|stabbed)|"
    rf"laid (?:to rest|beside (?:\w+ ){{1,4}}in the (?:churchyard|cemetery|vault|ground|earth)|in (?:the|{_HIS}) (?:\w+ ){{0,2}}(?:ground|earth|grave|tomb|vault|coffin|crypt|churchyard|cemetery))|"
    rf"lowered into|no more(?=[,.;:!?—-])|no longer (?:alive|living|among the living|of this world)|lost at sea|in {_HIS} grave|"
    rf"(?:past|beyond) (?:all )?(?:help|saving|human help|recall)|swallowed by the sea|swept to {_HIS} death|stone cold)"
)
_DID = (
    rf"(?:died(?! (?:away|down|out|of (?:shame|laugh\w+|curiosity|embarrassment|boredom|envy|mortification|merriment)|with (?:laugh|shame|env)|laughing|a "
    rf"(?:thousand|hundred)|for (?:joy|a drink|a laugh)|inside|within|to (?:self|the world)))|perished(?! (?:with|from) (?:cold|laugh))|expired|succumbed(?= to (?:(?:his|her|the|a|an) )?(?:\w+ )?(?:fever|wounds?|injur|illness|disease|plague|cold|poison|consumption|pneumonia|cholera|influenza|cancer|hunger|thirst|exposure|frost|sickness|it\b)|[,.;:!?]| (?:at|in|on|before|after|that|last|within|during)\b)|drowned(?! (?:{PERSON}|his|her|the|out|a|it|them|in (?:tears|debt|work)))|passed (?:away|over)(?! (?:the|an?|in a))|"
    rf"(?:bled|starved|froze|frozen|burned|burnt|choked|drank|drunk|plunged|fell|fallen|leapt|leaped|jumped|gone|went|rode|walked) (?:{_HIS}self |himself )?to (?:{_HIS} )?(?:own )?(?:deaths?|grave)(?! of cold)|"
    rf"breathed {_HIS} last|(?:drew|drawn|taken|took) {_HIS} (?:last|final) breath|g(?:a|i)ven? up the ghost|(?:met|found|come to|came to) (?:with )?(?:{_HIS}|an?) (?:own )?(?:\w+ )?(?:death|end)\b(?! of)|"
    rf"(?:lost|laid down|given|gave|paid with|ended|taken|took) {_HIS} (?:own )?life\b(?! story)|(?:hanged|drowned|shot|killed|poisoned) (?:himself|herself)(?! with)|committed suicide|"
    rf"(?:fell|dropped|fallen|sank|collapsed) (?:down |back |over |to the \w+,? )?(?:stone )?(?:{_DEAD}|lifeless)|lay (?:\w+ ){{0,2}}(?:{_DEAD}|lifeless)|ceased to (?:breathe|live|be)(?=[,.;])|departed this (?:life|world)|"
    rf"(?:gone|went) down with (?:the|{_HIS}) ship|clos(?:ed|ing) {_HIS} eyes (?:for the last time|for ?ever)|kicked the bucket|(?:gone|went) to {_HIS} (?:rest|reward|Maker|long home|fathers)|breathed no more|followed {_HIS} \w+ (?:in)?to (?:the|{_HIS}) grave|(?:had )?stopped breathing|met {_HIS} Maker|swung from the gallows|lies (?:buried|in the (?:churchyard|cemetery))|fallen in (?:battle|action|the war))"
)
_UNSAID = (
    rf"(?:(?:had )?never (?:woke|woken|waked|awoke)(?: again)?(?=[,.;])|(?:had )?never (?:drew|drawn|took|taken) another breath|(?:did not|didn['’]t|never) (?:breathe|wake) again|(?:did not|didn['’]t|had not|hadn['’]t) (?:live(?:d)? (?:to see|through the|out the|another)|survive(?:d)?)"
    rf"|would never (?:wake|breathe|open {_HIS} eyes|speak|walk) again(?=[,.;]))"
)
_HER = r"(?:her(?=[,.;:!?]| (?:in|at|on|by|with|and|before|when|under|beside|that|last|there|outright|yesterday|for|from|near|as|then|next|beneath|among|quietly|instantly|where)\b))"
_OBJECT = rf"(?:(?:both |all )?(?:her|his|my|their|our|the)(?: [a-z]+){{1,2}}(?: |, (?=[ᐁᐃ]ᐄ*(?:[,.;]| and))))?(?:(?:poor|old|young|little|the late|both) )?(?P<who>{PERSON}(?!['’]s?\b)|him\b|{_HER})(?: and (?P<also>{PERSON}(?!['’]s?\b)))?"
_TAKER = (
    r"(?:fever|plague|cholera|typhus|typhoid|consumption|pneumonia|smallpox|diphtheria|influenza|flu|cancer|stroke|sea|river|lake|flood|fire|war|"
    r"avalanche|waves?|storm|winter|[Dd]eath|poison|arsenic|hunger|thirst|starvation|apoplexy|lightning|drink|sickness|disease|illness|bullet|shot|fall|accident|frost|famine|mine|explosion|blow|shell|heart|knife|noose|gallows|rope|undertow|current|wolves|cough|infection)"
)

ASSERTED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_SUBJECT}{_WAS} {_PASSIVE}",
        rf"{_SUBJECT}{_HAD} {_DID}",
        rf"(?P<who>{PERSON}),(?: (?:now|long|already|since|[\w-]+ (?:days|weeks|months|years)))? (?:{_DEAD}|{_KILLED}|{_BURIED})(?= (?:these|this|for|in|at|by|of|since|on|from|near|last|before|long|now|and)\b|,)",
        rf"\b(?:found|left|saw|seen|laid|shot|struck|brought|carried|returned|discovered|pronounced|declared) {_OBJECT}(?: [\w-]+){{0,3}}? (?:stone )?{_DEAD}",
        rf"\b(?:killed|murdered|slew|slain|hanged|drowned|beheaded|executed|strangled|assassinated|cremated|{_BURIED}|finished off|outlived) {_OBJECT}(?! (?:with|in) (?:kindness|a (?:look|glance)|tears|kisses|love|questions))",
        rf"\b(?:burned|burnt|stabbed|beat|beaten|trampled|crushed|put|stoned|tortured|clubbed|did|done|mauled) {_OBJECT} to death",
        rf"\bshot {_OBJECT} (?:through|in) the (?:heart|head)",
        rf"\b(?:laid|lay|lowered|put|placed|sealed|interred) {_OBJECT} (?:to (?:his |her )?(?:last |final |eternal )?rest|in(?:to)? (?:the|his|her) (?:\w+ ){{0,2}}(?:ground|earth|grave|tomb|vault|coffin|crypt|churchyard|cemetery))",
        rf"\b(?i:{_TAKER})(?:,[^,.;:!?\n]{{1,40}},)? (?:had |has |that )?(?:\w+ly |at last |then )?(?:took|taken|carried(?: off)?|claimed|killed|drowned|swallowed|finished|swept away|kept|got) {_OBJECT}(?! (?:by|in (?:his|her)|to|with|out|up|back|home|into)\b)(?! off (?:to|with|from|on)\b)",
        rf"\b[Ll]ife (?:had |has )?(?:left|(?:gone|went) out of|departed from|ebbed (?:from|out of)|drained (?:from|out of)|fled) {_OBJECT}",
        rf"(?P<who>{PERSON}|\b(?:He|She)\b)(?! (?:said|heard|saw|watched|thought))[^.,;:!?\nᐁᐃ]{{2,70}},? (?:and|then|and then) (?:\w+ly |soon |there )?(?:died(?! (?:away|down|out))|was dead(?= *[.,;!]| (?:within|before|by|in a|at|when)\b)|fell dead|drowned|perished|expired|was (?:killed|drowned)|breathed {_HIS} last)",
        rf"\b[Ww]ith {_OBJECT} (?:now |already |safely )?(?:dead|buried|in {_HIS} (?:grave|coffin)|under (?:the )?ground|laid to rest)\b",
        rf"\b(?:saw|seen|watched|heard|felt|let|see) {_OBJECT} (?:\w+ly )?(?:die|drown|perish|burn to death|breathe {_HIS} last|bleed to death|hang)\b",
        rf"\blost {_OBJECT}[^.;:!?\n]{{0,30}} to (?:the |a |an )?(?i:{_TAKER})",
        rf"{_SUBJECT} (?:was|were|is|had been) (?:among )?the (?:first|last|next|only one|second|third|dead|fallen)(?: (?:\w+ )?to (?:die|fall|perish|drown|be (?:killed|hanged)))?(?<=die|all|ish|own|led|ged|ead|len)\b",
        rf"(?P<who>{PERSON}) had fallen (?:at|in|on|before) (?:the )?(?:\w+ )?(?:battle|siege|front|field|war|trenches|ᐂ)",
        rf"(?P<who>{PERSON}),? whom [^.;:!?\n]{{1,50}} (?:had |have )?(?:killed|murdered|{_BURIED}|hanged|slain|carried off|drowned|mourned)\b",
        rf"(?P<who>{PERSON}) (?:that |whom )?they (?:had )?(?:{_BURIED}|hanged|killed|murdered)\b",
        rf"\b(?:(?:dead|drowned|murdered) (?:man|woman|boy|girl|child)|corpse|body|victim),? (?:was|is|had been)? ?(?:that of |none other than )?(?P<who>{PERSON})(?!['’]s?\b)(?=[.,;!])",
        rf"\b(?:last )?breath (?:had )?(?:went out of|left|gone out of|fled) {_OBJECT}",
        rf"(?P<who>{WHOSE}) name (?:was|had been|stood|is) (?:\w+ )?(?:cut|carved|chisell?ed|on|upon|engraved) ?(?:in|on|into|upon)? (?:\w+ ){{1,3}}(?:headstone|tombstone|gravestone|slab|grave)",
        rf"(?P<who>{WHOSE}) life (?:had )?ended\b",
        rf"\b(?:took|taken|ended|cost) (?P<who>{WHOSE}) life\b",
        rf"(?P<who>{WHOSE}) (?:life|days) (?:was|were|had been) (?:over|ended|at an end|taken|cut short)",
        rf"(?P<who>{WHOSE}) heart (?:had )?(?:stopped for (?:good|ever)|given out|beat no more|ceased to beat)",
        rf"\b(?:there was )?no (?:life|breath|pulse|heartbeat)(?: left| any more)? in (?P<who>{PERSON}|him\b|her(?=[,.;]))",
        rf"(?P<who>{WHOSE}) (?:\w+ )?body (?:was|were|had been|lay|lies) (?:never )?(?:found|carried|laid|lowered|washed (?:up|ashore)|burned|discovered|recovered|dragged|buried|cold|borne|lying|taken to the (?:morgue|mortuary))",
        rf"\b(?:found|identified|buried|discovered|recovered|dragged|fished|pulled|washed|bore|burned) (?P<who>{PERSON}['’]s?) (?:\w+ )?body\b",
    )
)

_OWN = r"(?: (?!own\b|death|dead|last|the|an?|his|her|their|of|to|in|at|on|and|with|was|had)\b[\w-]+){0,2}"
_SINCE = (
    r"(?i:\b(?:after|since|following|upon|on|at|from|by|with|(?:day|hour|night|year|news|tidings|word|time|cause|shock|anniversary|manner|story|circumstances|account|moment|details?|days|weeks|months|years|report) of|"
    r"mourn\w*|griev\w*|aveng\w*|wept (?:for|over|at)|over|caused|witnessed|saw|seen|learned of|heard of|told of|knew of|spoke of|blamed \w+ for|responsible for))"
)
_WHOSE_DEATH = rf"(?P<who>{WHOSE}){_OWN} (?:death|drowning|murder|suicide|hanging|execution|passing|killing)\b(?![- ](?:mask|bed|threat|warrant|sentence|wish|blow|trap|stare|rattle|of))"

GIVEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_SINCE} {_WHOSE_DEATH}",
        rf"{_WHOSE_DEATH} (?:had|was|has|came|left|made|meant|shook|broke|brought|followed|changed)\b(?! (?:to be|planned|certain|near))",
        rf"(?P<who>{WHOSE}){_OWN} (?:funeral|burial|corpse|coffin|death certificate|executors?|tomb(?:stone)?|gravestone|headstone|murderers?|killers?|assassins?|widow(?!er)|cremation|lifeless \w+|dead (?:body|face|hands?|eyes|lips|fingers)|remains|obituary|inquest|graveside|pyre|bier)\b(?! (?:plot|plan))",
        rf"(?P<who>{WHOSE}) ashes (?:were|had|in|over|into|lay)\b",
        rf"(?P<who>{WHOSE})(?: own| new| fresh| lonely| little| narrow| unmarked| wife['’]s)? grave(?=[,.;:!?]| (?:was|had|in|at|on|with|and|under|beside|is|stood|lay|by|to|that|where|when|every|each|since|before|for|after|behind|beneath|near)\b)",
        rf"\b(?:death|passing|funeral|burial|corpse|(?:dead|lifeless|cold) body|coffin|tomb|tombstone|grave|graveside|gravestone|headstone|murder|killing|slaying|assassination|execution|hanging|drowning|widow|ashes|remains|obituary|loss at sea|inquest) (?:of|on|upon) (?:(?:her|his|my|their|our|the)(?: [a-z]+){{1,3}}(?: |, (?=[ᐁᐃ]ᐄ*(?:[,.;]| and))))?(?:poor |old |young |little |the late )?(?P<who>{PERSON})(?!['’]s?\b)",
        rf"\b(?:[Tt]he|[Hh]is|[Hh]er|[Mm]y) (?:late|dead|deceased|murdered|drowned|slain)(?: lamented)?(?: (?:father|mother|brother|sister|husband|wife|friend|son|daughter|uncle|aunt|master|mistress|partner|cousin|captain),?)? (?P<who>{PERSON})",
        rf"\b(?:poor |the )?dead (?P<who>{PERSON})",
        rf"\b(?:found|over|beside|carried|buried|discovered|bore|identified|viewed?|upon|burned|washed|brought|around|at) the body of (?P<who>{PERSON})(?!['’]s?\b)",
        rf"\b[Tt]he body of (?P<who>{PERSON}) (?:was|lay|had been)\b",
        rf"\b(?:after|since|when|before|until|day|night|year|morning|week|summer|winter|autumn|spring|month|evening|hour|where|place|spot|room|bed)(?: that| on which| in which)? (?P<who>{PERSON}){_HAD} (?:died(?! (?:away|down|out))|perished|drowned|passed away)",
        rf"\b(?:after|since|when|day|night|year|morning|where|place|spot)(?: that| on which)? (?P<who>{PERSON}) (?:was|had been) {_KILLED}",
        rf"(?<!\ue000 )\b(?:mourned|mourning|mourners|grieved|grieving|in mourning|wept|[Mm]ass|requiem|black|weeds) (?:for |over )?(?:poor |the late )?(?P<who>{PERSON})(?!['’]s?\b)(?! (?:to|had|was|said|and)\b)",
        rf"\b(?:after|for|accused of|guilty of|confess\w* to|charged with|hanged for|tried for|of) (?:having )?(?:kill(?:ing|ed)|murder(?:ing|ed)|slain|slaying|burying|buried) (?:poor |old )?(?P<who>{PERSON})(?!['’]s?\b)",
        rf"\b(?:kill(?:er|ers|ed)|murderers?|slayers?|assassins?) of (?P<who>{PERSON})(?!['’]s?\b)",
    )
)
UNSAID = re.compile(rf"(?P<who>{WHO})(?:{_ASIDE}|[^.,;:!?\nᐁᐃ]{{2,60}},? and)(?:,? who)?{_BY}{{0,2}} {_UNSAID}")
"""Death said by a negation, which is therefore no reason to doubt it."""

ALIVE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<who>{WHO}){_ASIDE} (?:was|were|is|had been) (?:still |yet |very much |quite |not |only )?(?:alive|living|not dead|revived|resurrected|brought back|restored|raised from|well again|wounded|stunned)",
        rf"(?P<who>{WHO}){_ASIDE} (?:was|were|is|had) (?:not|n['’]t|never) (?:really |actually |quite )?(?:been )?(?:dead|died|killed|drowned|perished)",
        rf"(?P<who>{WHO})(?: had)? (?:came|come|coming|returned|rose|risen|arose|been brought|awoke|awakened|sprang|sprung) (?:\w+ )?(?:back )?(?:again )?(?:to life|from (?:the|his|her) (?:dead|grave)|alive|from death)",
        rf"(?P<who>{WHO})(?: had)? (?:revived|survived|regained consciousness)",
        rf"\b(?:revived|resurrected|restored|saved|rescued) (?P<who>{PERSON}|him|her)",
        rf"\b(?:raised|brought|woke|called) (?P<who>{PERSON}|him|her)(?: back(?: to life)?| to life| from (?:the|his|her) (?:dead|grave)| from death)",
    )
)
