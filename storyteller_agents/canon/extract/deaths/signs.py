"""By what else a story says that somebody is dead: graves, rites, mourning, wills and those who are left.

Patterns over masked narration as in `deaths/patterns.py`, the dead one in the group ``who``. `SIGNS` take the death as
known, so that a negation before them does not undo it; `ENDS` say it outright, in other words than those of dying.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.reading import PERSON, WHO

_HIS = r"(?:his|her)"
_NAME = rf"(?:(?:poor|old|young|little|the late|dear) )?(?P<who>{PERSON})(?!['’]s?\b)"
_OWNER = rf"(?P<who>{PERSON}['’]s?)"
_ANY = rf"(?:(?:poor |old |young |little )?(?P<who>{PERSON}(?!['’]s?\b)|him\b|her\b))"
_YARD = r"(?:churchyard|cemetery|graveyard|burying[- ]ground|burial[- ]ground|kirkyard|necropolis|crematorium|mortuary|morgue)"
_TOMB = r"(?:grave|tomb|vault|crypt|sepulchre|mausoleum|catacombs?|resting[- ]place|last rest|long home|barrow)"
_STONE = r"(?:(?:head|tomb|grave)stone|memorial|monument|epitaph|coffin|tomb|grave|slab|churchyard|cemetery|graveyard|cenotaph|vault|crypt|roll of honou?r|casket|mausoleum)"
_UNDER = (
    rf"(?:in|into|under|beneath|below) (?:the |{_HIS} |a |an |its |this )?(?:\w+ ){{0,2}}(?:{_YARD}|{_TOMB}|coffin|shroud|casket|ground|earth|sod|turf|clay|"
    r"tombstone|gravestone|headstone|churchyard grass|soil|mould)\b"
)
_BESIDE = rf"beside {_HIS} (?:\w+ )?(?:father|mother|parents|wife|husband|brother|sister|son|daughter|people|family|forefathers)"
_ILL = (
    r"(?:fever|plague|cholera|typhus|typhoid|consumption|pneumonia|smallpox|diphtheria|influenza|flu|cancer|stroke|scarlatina|sickness|disease|illness|epidemic|tuberculosis|"
    r"dysentery|measles|malaria|apoplexy|dropsy|pestilence|Death|death|seizure|palsy|croup|quinsy|lockjaw|gangrene|drink|grippe|ague|whooping cough|infection|heart attack)"
)
_PERIL = rf"(?:{_ILL}|sea|river|flood|fire|flames|avalanche|waves?|tide|storm|current|undertow|wolves|wolf|bear|bullet|shell|sniper|landslide|lightning|train|explosion|ice|quicksand|bog|marsh|war|famine|winter)"
_BODY = r"(?:(?:dead|drowned|murdered|hanged|frozen|burned|charred|headless|strangled) (?:man|woman|boy|girl|child|body|stranger|one|soldier|sailor|rider)|corpse|body|bodies|remains|skeleton|bones|victim)"
_SCAFFOLD = (
    r"(?:gallows|scaffold|block|guillotine|noose|stake|electric chair|hangman|firing squad|executioner|gibbet|rope)"
)


def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern in which the dead one may stand in either of two places: ``who``, or else ``other``."""
    first, name, rest = pattern.partition("(?P<who>")
    return re.compile(first + name + rest.replace("(?P<who>", "(?P<other>"))


SIGNS = tuple(
    _compiled(pattern)
    for pattern in (
        # wills
        rf"{_OWNER} (?:last )?will(?: and testament)? (?:was|had been|is|were) (?:\w+ )?(?:read|proved|opened|contested|disputed|found|produced|sworn)",
        rf"\b(?:[Uu]nder|[Bb]y|[Ii]n|reading of|terms of|witness to|probate of|clause of|executors? of) (?:{_OWNER} (?:last )?(?:will|testament)|the (?:last )?(?:will|testament|estate) of {_NAME})",
        rf"\b(?:heirs?|executors?|creditors and heirs|estate|legatees?) (?:of|to) (?:the estate of )?{_NAME}(?= (?:had|were|was|met|came|quarrell?ed|could|sold|fell)\b|[.,;])",
        rf"{_OWNER} (?:heirs|executors?|executrix|legatees|orphans|orphaned \w+|relict|will-reading|last resting|deathbed|widowed \w+|posthumous \w+)\b",
        rf"(?P<who>{PERSON})(?: had)? (?:left|bequeathed|willed|made over)\b[^.!?\n]{{1,140}}?\b(?:in {_HIS} will|the will\b|funeral|executors?|probate|legac(?:y|ies)|bequests?|burial|undertaker)",
        rf"(?P<who>{PERSON}) (?:had )?(?:bequeathed|willed) (?!{_HIS} (?:soul|heart))",
        rf"\binherited (?:the|{_HIS}|a|an|it|this|that|half|all)(?: [\w'’-]+){{0,4}}? from (?:{_HIS} \w+,? )?{_NAME}(?<!eyes from)(?=[.,;]| (?:and|when|in|at|had|was)\b)",
        # stones and names on them
        rf"\b{_STONE}\b[^.!?\n]{{0,110}}\bnames?\b[^.!?;:\nᐁᐃ]{{0,50}}[ :,(]{_NAME}",
        rf"\b{_STONE}\b[^.!?\n]{{0,110}}\bname\b[^.!?;:\nᐁᐃ]{{0,50}} {_OWNER}(?=[.,;:!?])",
        rf"(?:\bname of {_NAME}|{_OWNER} name)\b[^.!?;:\n]{{0,60}}\b(?:(?:head|tomb|grave)stone|memorial|epitaph|coffin|tomb|grave|slab|roll of honou?r|(?:list|roll|names) of the (?:dead|fallen|drowned|killed)|among the (?:dead|fallen|lost|drowned|killed))\b",
        rf"\b[Tt]he (?:\w+ )?(?:head|tomb|grave)?stone (?:\w+ ){{0,4}}?(?:said|read|bore|gave|named)(?: only| simply| just| the name| nothing but)* {_NAME}",
        rf"\b(?:stone|cross|slab|tablet|plaque|monument) (?:over|for|to|above|to the memory of|in memory of|marking) {_NAME}(?=[.,;]| (?:had|was|stood|in|leaned)\b)",
        rf"\b(?:in|to the) (?:loving |fond |sacred )?memory of (?:the late )?{_NAME}",
        # carried and laid
        rf"\b(?:carry|carried|carrying|bore|bear|borne|bearing) {_NAME}[^.!?;:\n]{{0,30}} (?:to|towards?|into|down to|up to|out to) (?:the|{_HIS}|a) (?:\w+ ){{0,2}}(?:{_TOMB}|{_YARD})\b",
        rf"\b(?:follow|followed|following|saw|seen|brought|bring|took|taken|take|accompan\w+|escort\w*|help\w*|drove|walked with|sent|lowered|laid|shovell?ed) {_NAME} (?:to|into|in) (?:the|{_HIS}|a) (?:\w+ ){{0,2}}(?:{_TOMB})\b(?! of\b)",
        rf"\b(?:whole|half|entire|all the|village|parish|town|street|everybody|everyone|mourners|procession|neighbours|bearers|hearse)\b[^.!?;:\nᐁᐃ]{{0,40}} (?:followed|carried|took|accompanied|walked with|brought|went with) {_NAME}[^.!?;:\n]{{0,20}} to the (?:{_YARD})",
        rf"(?P<who>{PERSON}) (?:was|had been|were)(?: \w+ly)? (?:carried|borne|taken|brought|driven|followed) to (?:the|{_HIS}) (?:\w+ ){{0,2}}(?:{_TOMB}|{_YARD})\b",
        rf"\b(?:put|laid|lay|lowered|placed|buried|sealed|walled|wrapped|got|set) {_ANY}(?: \w+){{0,2}} (?:{_UNDER}|to rest\b|{_BESIDE})",
        rf"(?P<who>{PERSON})(?: had| has)?(?: long| now| already| since)? (?:lay|lies|lain|slept|sleeps|rests|rested|been|was|is|moulder\w*|gone)(?: [\w-]+){{0,4}}? {_UNDER}(?<!in the ground)(?<!in the earth)",
        rf"\bsince (?:they|we|the \w+) (?:had )?(?:put|laid|lowered|carried) {_NAME} (?:\w+ ){{0,3}}{_UNDER}",
        rf"\b(?:laid|lay|lying|laying) {_NAME} out\b(?! (?:cold|flat))",
        rf"\b{_NAME}[^.!?;:\nᐁᐃ]{{0,25}} and (?:laid|lay) (?:him|her) out\b(?! (?:cold|flat))",
        rf"(?P<who>{PERSON}) (?:was|had been|lay) laid out\b(?! (?:cold|flat|by))",
        rf"(?P<who>{PERSON}) (?:lay|was|rested) (?:[\w-]+ ){{0,3}}?in (?:{_HIS}|the|an?) (?:\w+ )?(?:coffin|shroud|casket|winding[- ]sheet|bier)\b",
        rf"\b(?:lid|earth|clods?|soil|sods?|grass|turf|waves|waters?) (?:\w+ ){{0,4}}?(?:was |were |had |been )*(?:nailed|screwed|shut|closed|fell|fallen|rattled|settled|grew|grown|grows|lay)? ?(?:down )?(?:on|over|upon|above) {_NAME}(?=[.,;]| (?:at|for|and|before|that|in)\b)",
        rf"\b(?:nailed|screwed|shut|closed|fastened) (?:down )?the (?:coffin )?lid (?:down )?(?:on|over|upon) {_NAME}",
        rf"\b(?:sheet|blanket|cloth|coverlet|shroud|cloak|coat)\b[^.!?;:\n]{{0,20}} over (?:{_OWNER} (?:\w+ )?(?:face|head)|the (?:\w+ )?(?:face|head) of {_NAME})(?=[.,;]| and)",
        rf"\b(?:pennies|coins|coppers|penny) (?:\w+ )?(?:on|over|upon) {_OWNER} (?:eyes|eyelids)",
        rf"\bclosed {_OWNER} (?:\w+ )?(?:eyes|eyelids)\b(?! with)",
        rf"\b(?:undertaker|gravediggers?|sexton|mortician|embalmer|hearse)\b[^.!?;:\nᐁᐃ]{{0,40}} (?:measured?|for|fetched?|of|on|over|upon|washed|dressed|took|buried|lowered|carried) {_NAME}",
        rf"\b(?:coroner|inquest|autopsy|post-?mortem|verdict|requiem|eulogy|dirge|knell|elegy|obsequies|last rites|funeral (?:sermon|service|rites|mass|feast|procession|oration))\b[^.!?;:\nᐁᐃ]{{0,30}} (?:on|upon|of|for|over) {_NAME}",
        rf"\b(?:parson|vicar|priest|minister|chaplain|rector|bishop|pastor|curate|rabbi) (?:had )?(?:spoke|spoken|read|prayed|said \w+|preached|mumbled) over {_NAME}",
        # mourning
        rf"\b(?:wore|worn|wear|wearing|in|put on|dressed in|wrapped in|bought)(?: [\w-]+){{0,2}} (?:black|mourning|weeds|crape|crepe|armband)(?: [\w-]+){{0,5}}? for {_NAME}",
        rf"\b[Ff]or (?:{_HIS} \w+,? )?{_NAME}[^.!?;:\n]{{1,50}} (?:wore|worn|wears|put on|went into|was in|were in)(?: nothing but| only)? (?:black|mourning|weeds|crape|crepe)\b",
        rf"\b(?:toll(?:ed|ing|s)?|knell|death[- ]bell|passing[- ]bell)\b[^.!?;:\nᐁᐃ]{{0,25}} for {_NAME}",
        rf"\b(?:for|to|on|of) the (?:soul|repose|eternal rest|eternal peace|departed soul) of (?:{_HIS} \w+,? )?(?:the late )?{_NAME}",
        rf"\bfor {_OWNER} (?:soul|repose)\b",
        rf"\b[Aa]t (?:the )?wake (?:for|of|over) {_NAME}|(?<![Ii]n )(?<!along in )(?<!following in ){_OWNER} wake (?:had|was|lasted|went|began|ended|there)\b",
        rf"\bwreaths?\b[^.!?;:\nᐁᐃ]{{0,20}} for {_NAME}|\b(?:flowers|primroses|lilies|roses|violets|grass|moss|ivy|daisies)\b[^.!?;:\nᐁᐃ]{{0,25}} (?:for|over|on) {_NAME}[^.!?;:\n]{{0,30}} (?:grave|mound|tomb|churchyard|cemetery)",
        rf"(?<!\ue000 )(?<!\ue000)\b(?:mourned|mourning|mourn|bewailed|lamented|keened|grieved|grieving)(?: (?:\w+ ){{0,2}}(?:for|over))? (?:{_HIS} \w+,? )?{_NAME}(?=[.,;]| (?:for|all|in|with|as|until|and|a|two|three|longer|still|deeply|truly|long)\b)",
        # those who are left
        rf"\b(?:widow|relict|widower|orphans?|orphaned \w+|orphan (?:son|daughter|child)(?:ren)?|fatherless \w+) of (?:the late |poor |old )?{_NAME}",
        rf"(?P<who>{PERSON})(?:,[^.!?;:\n]{{1,60}},)?(?: had| has)? (?:left|leaving) (?:behind )?(?:an?|{_HIS}|two|three|four|five|six|no) (?:\w+ ){{0,2}}?(?:widow|widower|orphans?|fatherless|heirs?|issue)\b",
        rf"(?P<who>{PERSON}) (?:was|is|had been) (?:mourned|survived|outlived) by\b",
        rf"\b(?:surviv(?:ed|ing)|outliv(?:ed|ing)) {_NAME} (?:by|for|only|less|more|not)\b|\boutliv(?:ed|ing) {_NAME}(?=[.,;])",
        rf"\bwidow(?:ed|hood|er)?\b[^.!?;:\nᐁᐃ]{{0,40}} (?:since|when|by|after|loss of|death of) (?:{_HIS} \w+,? )?{_NAME} (?:died|drowned|fell|was (?:killed|drowned|lost|hanged|shot)|had (?:died|drowned|fallen|gone down)|went down)",
        # words said of the dead
        rf"\b(?:[Ww]hen|[Ww]hile|[Hh]ad|[Ii]f|[Aa]s long as|[Ss]o long as) {_NAME} (?:was (?:still )?(?:alive|living|among them|with us)|lived(?=[,.;]| (?:no|it|there|he|she|to see|they|the)\b)|were (?:still )?(?:alive|living)|been (?:still )?(?:alive|living)|had (?:only )?lived|only lived)",
        rf"\b(?:in|during) {_OWNER} (?:own )?(?:lifetime|day(?=,))",
        rf"(?P<who>{PERSON}) would have (?:been|turned) (?:\w+ ){{1,3}}(?:this|that) (?:year|month|spring|summer|autumn|winter|week|day)",
        rf"\b[Aa]ll that (?:was left|remained|they (?:found|buried)) of {_NAME}|\b[Nn]othing (?:was left|remained) of {_NAME}",
        rf"\b(?:could not|couldn['’]t|failed to|too late to|unable to|not been able to|powerless to|could do nothing to) (?:save|revive|resuscitate|rescue|bring back) {_NAME}(?! from (?:him|her)self)",
        rf"\b[Nn]othing (?:could|would) (?:ever )?bring {_NAME} back",
        rf"{_OWNER} (?:clothes|bed|room|chair|place|boots|things|books|tools|house|shop|coat|watch|ring|dog|horse)\b[^.!?\n]{{1,70}}\b(?:since (?:the funeral|(?:his|her) death|(?:he|she) died|the burial)|after (?:the funeral|(?:his|her) death|(?:he|she) died|the burial))",
        rf"\b(?:sat up with|watched (?:by|over)|kept watch (?:by|over|beside)|washed|dressed|laid out|kissed|covered|wept over|knelt (?:by|beside)) (?:the (?:body|corpse|coffin|bier) of {_NAME}|{_OWNER} (?:body|corpse|coffin|bier))",
        rf"\b(?:lost|losing|loss of|without) (?:{_HIS}|my|our|their|the) (?:only |late |dear |eldest |youngest |first |\w+ )?(?:husband|wife|son|daughter|father|mother|brother|sister|child|boy|girl|mate|partner|aunt|uncle),? {_NAME}(?=,? (?:at sea|in the|to the|to a|the year|when|that)|[.;])",
        rf"\b(?:accident|fall|blow|wound|shot|bullet|fever|fire|storm|disease|illness|man|woman|poison|stone|horse|men|soldiers|hand|crash|explosion|cough) (?:that|which|who) (?:had )?(?:killed|murdered|finished|drowned|carried off|hanged|shot|slew|slain|stabbed|poisoned) {_NAME}",
        rf"(?P<who>{PERSON}),? \(?(?:[Gg]od|the [Ll]ord|[Hh]eaven|may [Gg]od)? ?(?:rest(?:ed|s)? (?:him|her|{_HIS} (?:\w+ )?(?:soul|bones))|have mercy on {_HIS} soul|(?:may )?(?:he|she) rests? in peace|of (?:blessed|happy|sainted|pious) memory|now (?:dead|departed|with God)|(?:since )?deceased)",
        rf"\b(?:[Gg]od|[Hh]eaven) rest {_NAME}",
        rf"\bthe (?:departed|deceased|late lamented|lamented|sainted) {_NAME}",
        rf"(?P<who>{PERSON}),(?: who was)? (?:[\w-]+ ){{1,3}}(?:years?|months?|weeks?|days|winters|summers) (?:dead|buried|gone to {_HIS} (?:grave|rest))\b",
        rf"(?P<who>{PERSON}) (?:was|had been|were) (?:[\w-]+ ){{1,3}}(?:years?|months?|weeks?|days) (?:dead|buried|in {_HIS} grave|under the (?:ground|sod|turf))",
        rf"\b[Dd]ead(?: and buried)?(?: (?:these|this|for|now|since|on|in|at|of|by|long|beneath|under|upon|many))?[^.!?;:,\nᐁᐃ]{{0,30}}(?:, | lay | was )(?P<who>{PERSON})(?!['’])",
        rf"(?P<who>{PERSON}),[^.!?;:\nᐁᐃ]{{0,40}}whose (?:\w+ )?(?:funeral|burial|grave|death|body|corpse|coffin|widow|murder|drowning|hanging)\b",
        rf"(?P<who>{PERSON}),? whom (?:they|we|the \w+|death|God|all) (?:had )?(?:buried|laid|lost|mourned|hanged|drowned|killed|shot|put in)\b",
    )
)
"""A grave, a rite, mourning, a will, a widow: the death itself is taken as known."""

_THEN = r"(?:, and|, but|;|, so|,| and)(?: (?:then|now|in the end|at last|before \w+|within [\w ]{1,20}|by \w+|afterwards))? (?:he|she)"
_GONE = (
    rf"(?:was dead|died|drowned|perished|was killed|bled to death|froze to death|breathed {_HIS} last|was gone(?= (?:before|by|within)|[.,;])|was no more|never (?:woke|spoke again|rose again|got up again|"
    rf"stirred again|moved again|breathed again|recovered|came up)|did not (?:wake|rise|get up|come up) again|was a corpse|was beyond help)"
)

ENDS = tuple(
    _compiled(pattern)
    for pattern in (
        rf"(?P<who>{WHO})(?:,[^.!?;:\n]{{1,60}},)? (?:was|had been)(?: \w+ly)? (?:cut down from|fatally (?:wounded|injured|hurt|shot|stabbed|burned)|mortally (?:wounded|hurt)(?= and)|shot at (?:dawn|sunrise|daybreak)|burn(?:ed|t) (?:as a|for) (?:witch|heretic|witchcraft|heresy)|past saving|beyond saving|"
        rf"killed\b|hanged\b|drowned\b(?! (?:in|by|out)\b)|gone (?:in the night|before (?:morning|dawn|daybreak|the doctor|they|anybody|anyone|help))|called (?:home|to {_HIS} (?:rest|account|Maker))|dead\b(?= (?:within|before|by|inside|of) ))",
        rf"(?P<who>{PERSON})(?: had)? (?:slipped|passed|went|gone|drifted|faded)(?: \w+ly| out of life)?(?: away)? (?:in (?:{_HIS} sleep|the night(?= and)|{_HIS} bed at)|out of (?:life|the world|this world)|to (?:a better (?:place|world)|{_HIS} (?:grave|rest|reward|account|Maker|fathers)))",
        rf"(?P<who>{PERSON}) (?:fell|was cut down|had fallen) (?:at|before|in) (?:the (?:battle|siege|storming|charge|retreat|trenches|front|first|last|war|fighting|assault)|battle\b|action\b|[ᐂᐃ])(?!ᐄ*['’])",
        rf"(?P<who>{WHO})(?:,[^.!?;:\n]{{1,60}},)?(?: had)? (?:lost|given|laid down|gave|threw away|yielded) {_HIS} life (?:in|at|to|on|when|for|trying|saving|that|during)\b(?! (?:it|the (?:sea|church|stage|work|cause|poor|study)))",
        rf"(?P<who>{PERSON})(?!['’])[^.!?;:\nᐁᐃ]{{2,90}}(?:, and|, but|;|\.) (?:they|nobody|no one|the doctors?|the \w+) (?:could not|couldn['’]t|did not|didn['’]t|failed to|were too late to) (?:(?:save|revive|resuscitate) (?:him|her)|(?:get|reach|bring) (?:him|her) (?:out |back |up )?(?:in time|alive|round))(?=[.,;])",
        rf"\b(?:rope|hangman|noose|headsman|guillotine|axe|executioner|firing squad) (?:had )?(?:did (?:its|his) work on|took|made an end of|finished|ended) {_NAME}",
        rf"\b(?:cut|cutting) {_NAME} down (?:from|at)",
        rf"\b(?:tore|torn|ripped|bitten|bit) out {_OWNER} (?:throat|heart)|\b(?:slit|cut) {_OWNER} throat(?= (?:from|with|and|in|before|while)\b|[.,;])",
        rf"\b(?:dragon|wolf|wolves|bear|lion|lions|tiger|crocodiles?|sharks?|monster|troll|ogre|giant|beast|serpent) (?:had )?(?:ate|eaten|devoured|swallowed|gobbled up|torn|tore) {_NAME}(?! (?:out|up)\b)(?=[.,;]| (?:whole|alive|to|and|in|at|on|that)\b)",
        rf"\b(?:proved|was|been) fatal to {_NAME}|{_OWNER} (?:fatal|mortal) (?:fall|accident|illness|wound|injur\w+|stroke|fever)",
        rf"\bnames? of {_NAME}[^.!?\n]{{0,60}} among (?:the|those) (?:dead|lost|fallen|drowned|killed|who)",
        rf"(?P<who>{WHO})(?:,[^.!?;:\n]{{1,60}},)? (?:was|had been|were|got)(?: \w+ly| then| both)? (?:taken|carried off|carried away|swept away|swept off|swept overboard and lost|claimed|felled|struck down|cut down|killed|swallowed|drowned|snatched|"
        rf"borne off|finished|devoured|eaten|crushed|buried|burned up|consumed) by (?:the |an? |{_HIS} )?(?:[\w-]+ ){{0,2}}?(?:{_PERIL})\b",
        rf"\b(?i:{_PERIL}) (?:had |has )?(?:took|taken|claimed|swallowed|killed|drowned|carried off|kept|devoured|got)\b[^.!?;:\n]{{1,60}},? and {_NAME} (?:with (?:it|them|her|him)|too|among them|as well)",
        rf"(?P<who>{PERSON})(?: had| has)? (?:went|gone|sailed|sank|sunk) down(?:,)? with (?!the (?:news|others?|lamp|candle|tray|fever)|a |an |{_HIS} (?:\w+ )?(?:lamp|candle|tray|brother|sister|father|mother|friend|wife|husband))(?:the |{_HIS} |all |[ᐁᐂᐃ])",
        rf"\b(?:pulled|dragged|fished|drew|took|brought|lifted|hauled|dug) {_NAME} (?:up |in )?(?:out of|from)[^.!?;:\n]{{3,40}},? (?:cold|stiff|lifeless|dead|drowned|blue|crushed)\b",
        rf"\b(?:found|discovered|came upon|picked up|came on|left) {_NAME}[^.!?;:\n]{{0,60}} (?:with {_HIS} (?:neck (?:broken|snapped)|throat (?:cut|slit)|skull (?:crushed|broken|split|smashed|stove in)|head (?:crushed|stove in|smashed)|back broken)|hanging from|cold and stiff|stiff and cold|stone cold|frozen (?:stiff|to death|solid)|face down in the (?:water|river|pond|mill ?race|lake))",
        rf"(?P<who>{WHO})(?:,[^.!?;:\n]{{1,50}},)?(?: had| has)?(?: [^.!?;:,\nᐁᐃ]{{2,40}} and)? (?:broke|broken|breaking) {_HIS} (?:own )?neck\b",
        rf"{_OWNER} (?:neck (?:was|had been) broken|throat (?:was|had been) cut|skull (?:was|had been) (?:crushed|split))",
        rf"\b(?:on|upon|under|over|struck|kicked|hit|crushed|threw|thrown|caught|gored|trampled|shot|stabbed|attacked|bit|bitten|mauled|took) {_NAME}(?: [^.!?;:\nᐁᐃ]{{0,40}}?)?(?:,? and (?:had )?(?:killed|crushed|drowned|smothered|finished|murdered) (?:him|her)\b|{_THEN} {_GONE})",
        rf"(?P<who>{PERSON})(?!['’])[^.!?;:\nᐁᐃ]{{2,80}}{_THEN} {_GONE}",
        rf"(?P<who>{PERSON})(?!['’])(?:,[^,.;:!?\n]{{1,60}},)?(?: [^.!?;:\nᐁᐃ]{{2,70}},? (?:and|but))?(?: had| was| and)? (?:never (?:regained consciousness|came to {_HIS} senses again|rose (?:from (?:it|{_HIS} bed) )?again|got up again|left (?:it|{_HIS} bed) (?:again|alive)|(?:was |been )?seen alive again|came back alive|returned alive|came up again|recovered consciousness|opened {_HIS} eyes again|spoke again)|not (?:rise|wake|recover|get up) again)(?= *[.,;!—])",
        rf"(?P<who>{PERSON})(?!['’])[^.!?\nᐁᐃ]{{2,110}}\b(?:they|we|somebody|someone|nobody|no one|divers|fishermen|searchers|men|boys|(?:the|a|some) [a-z]+) (?:had |have )?(?:found|buried|recovered|brought (?:back|home)|burned|carried (?:home|back)|gave (?:up|back)|washed up|identified) (?:only )?{_HIS} (?:bones|body|corpse|skeleton|remains)\b",
        rf"(?P<who>{PERSON})(?!['’])[^.!?\nᐁᐃ]{{2,90}}(?:, and|;|, so) (?:they|we|[a-z]+ [a-z]+) (?:had )?(?:buried|hanged|cremated|laid|lowered) (?:him|her)\b(?! (?:alive|hand|head|face|cheek|coat|eyes))",
        rf"(?P<who>{PERSON})(?: had| has)? (?:went|gone|walked|was led|been led|was taken|was sent|was brought|mounted|was marched|was dragged|rode|goes) (?:[\w-]+ ){{0,2}}?(?:to |up to |on to )?(?:the|{_HIS}) {_SCAFFOLD}\b(?! of\b)",
        rf"\b(?:sent|brought|led|condemned and sent|dragged|marched) {_NAME} to the {_SCAFFOLD}",
        rf"(?P<who>{PERSON})(?: had)? (?:hanged|swung|swings) (?:for|at (?:dawn|noon|{PERSON}|the crossroads|Tyburn)|on (?:the gallows|a \w+ morning|\w+day)|from the gallows)",
        rf"(?P<who>{WHO})(?: had)? (?:would never|never)(?: \w+)? (?:see|saw|seen|lived to see|live to see) (?:another|the (?:next|coming|new)|{_HIS} next|his grandchildren) (?:\w+ )?(?:spring|summer|autumn|winter|christmas|Christmas|birthday|year|harvest|morning|day|dawn|sunrise)\b",
        rf"(?P<who>{WHO}) (?:did not|didn['’]t|had not|never) (?:outlive|outlived|survive|survived|live through|lived through|live out|lived out|last|lasted) (?:the |that |{_HIS} |a |an |another )",
        rf"\b[Aa]mong (?:the|those)(?: [a-z]+)? (?:dead|drowned|killed|fallen|slain|lost|bodies|victims|who (?:had )?(?:died|fell|fallen|drowned|perished)|who (?:were|had been) (?:killed|lost|drowned|slain))(?: [\w ,]{{0,30}})? (?:was|were|lay) {_NAME}",
        rf"\b(?:list|roll|names?|number|tale|count) of the (?:dead|drowned|fallen|killed|lost|slain)\b[^.!?\nᐁᐃ]{{1,40}} {_NAME}",
        rf"\b(?:[Oo]ne|first|last|second|third|youngest|oldest|only one) of the (?:dead|victims|bodies|drowned|fallen|corpses|slain)(?: (?:men|women|boys|girls))? (?:was|were) {_NAME}",
        rf"(?P<who>{PERSON})(?!['’]) (?:was|were|had been|is) (?:numbered |counted |listed )?among the (?:dead|drowned|fallen|slain|killed|lost|departed|victims)\b",
        rf"\b(?:lay|hung|floated|sprawled|dangled|found)(?: poor| old| young)? (?P<who>{PERSON}),? (?:stone )?(?:dead|lifeless|drowned|murdered|stiff|cold|hanged)\b(?! (?:asleep|drunk|tired))",
        rf"(?P<who>{WHO})(?!['’]) (?:was|were|had been)(?: only| already| now)? (?:an? (?:\w+ )?(?:corpse|dead (?:man|woman|girl|boy|child)|cold corpse)|six feet under|food for worms|cold in {_HIS} (?:grave|bed)|in {_HIS} (?:grave|tomb|coffin)|pushing up daisies|carrion|dust and bones|with (?:God|{_HIS} Maker))\b",
        rf"\b(?:was|were|made|been|proved) the (?:end|death|killing) of {_NAME}(?=[.,;!])",
        rf"\b(?:ended|closed|finished|cut short|took|claimed|cost) (?:the life of {_NAME}|{_OWNER} (?:life|days)\b)",
        rf"\b(?:knife|blade|sword|bullet|dagger|arrow|spear|lance|bayonet|stake|shot|ball|axe|hatchet)\b[^.!?;:\n]{{0,40}} (?:through|in|into) {_OWNER} (?:heart|brain|skull|throat|head)\b",
        rf"(?P<who>{PERSON}) (?:had )?(?:stepped|walked|jumped|leapt|fell|fallen|thrown (?:himself|herself)|threw (?:himself|herself)|pitched)[^.!?;:\nᐁᐃ]{{2,60}}(?:to {_HIS} death|and (?:drowned\b|(?:was |been )(?:drowned|killed|dashed to pieces|crushed|never (?:seen|found) again)))",
        rf"\bheart of {_NAME} (?:had )?(?:stopped|failed|given out|gave out|ceased)|{_OWNER} heart (?:had )?(?:stopped|failed|gave out|given out)(?=[.,;]| (?:at (?:last|once|dawn|noon|midnight|sunrise|sunset|daybreak|dusk|[a-z]+ o['’]clock|(?:half past |about |almost )?[a-z]+ (?:in|that|on)\b)|one|in|on|that|before|while|during|just|shortly|soon|early|beating(?! (?:for|so|fast|with|quick|wild|hard|at)))\b)(?! (?:for a|with|at the))",
        rf"\b(?:pronounced|certified) {_ANY} dead\b",
        rf"\b{_BODY}\b[^.!?;\n]{{0,60}}? (?:was|were|had been|is)(?: \w+ly| at last| soon| later)? (?:(?:identified|recogni[sz]ed|known) (?:as|to be|for)|found to be|that of|those of|none other than) (?:that of |those of )?{_NAME}(?! (?:killer|murderer))",
        rf"\b(?:identified|recogni[sz]ed|knew) the {_BODY} (?:\w+ ){{0,4}}?as (?:that of )?{_NAME}",
        rf"\b(?:[Tt]hey|[Tt]he \w+|soldiers|men|guards|rebels|rifles) (?:had |have )?shot {_NAME} (?:(?:at|before|in|on|against|by) (?:the )?(?:\w+ )?(?:dawn|sunrise|daybreak|noon|midnight|dusk|sunset|wall|courtyard|yard|ditch|morning|evening|square|o['’]clock)|as an? (?:\w+ )?(?:spy|traitor|deserter|hostage|rebel))\b",
        rf"\bhead of {_NAME} (?:had )?(?:rolled|fell|fallen|dropped|tumbled|was (?:off|stuck|set|held up))\b|{_OWNER} head (?:had )?(?:rolled|fell|fallen|dropped|tumbled) (?:\w+ )?(?:in(?:to)?|from|on to|upon|onto) the (?:basket|block|sawdust|scaffold|straw)",
        rf"\b(?:over|beside|by|of|for|touched|felt|lifted|examined) {_NAME}[^.!?\n]{{0,200}}?\b(?:found|felt|there was) (?:no (?:pulse|heartbeat|breath)\b|(?:for )?(?:a|the|his|her) pulse[^.!?;\n]{{0,24}} (?:found|there was|felt) none)",
        rf"(?P<who>{PERSON})(?!['’]) (?:was|had been) (?:pronounced|certified|declared) dead\b",
        rf"(?P<who>{PERSON}),? (?:who )?(?:had )?(?:made|making|met|found|finds) (?:a|an|{_HIS}) (?:[\w-]+ )?(?:end|death|grave|ending)\b(?! of)",
        rf"\b(?:gave|given|washed|cast|threw|yielded|brought) (?:up|back|ashore) (?:the (?:body|corpse|bones) of )?{_NAME}(?= (?:on|after|three|two|a|the|at|in|that|some)\b|[.,;])",
        rf"\b(?:never|not) (?:recovered|found|identified|buried|brought home) (?:the (?:body|corpse|bones|remains) of {_NAME}|{_OWNER} (?:body|corpse|bones|remains))",
        rf"(?P<who>{PERSON})(?: had)? (?:shot|hanged|drowned|poisoned|stabbed|killed|gassed) (?:himself|herself)\b(?! (?:in the (?:foot|leg|hand|arm)|with (?:work|laugh)))",
        rf"(?P<who>{PERSON}),? (?:now |long |already |since )?(?:dead|drowned|buried|hanged|killed|murdered|slain) (?:these|this|for|in|at|by|since|on|last|before|long|and)\b",
    )
)
"""Deaths told by what befell somebody: a peril, a scaffold, a broken neck, a list of the dead."""

SIGN_WORD = re.compile(
    r"\b(?i:will|heirs?|estate|executors?|executrix|legatees?|bequeathed|willed|inherited|memorial|monument|epitaph|slab|churchyard|cemetery|graveyard|kirkyard|crematorium|morgue|mortuary|sepulchre|"
    r"memory|shroud|casket|turf|sod|undertaker|gravediggers?|sexton|hearse|coroner|requiem|eulogy|knell|mourners|black|weeds|crape|toll(?:ed|ing|s)?|soul|repose|wake|wreaths?|lamented|bewailed|"
    r"grieved|grieving|relict|orphans?|orphan|outliv\w+|surviv\w+|rest|rests|rested|departed|neck|throat|skull|gallows|scaffold|guillotine|noose|gibbet|swung|hanged|never|end|victims?|bones|"
    r"skeleton|corpse|heart|lid|sheet|pennies|coins|coppers|eyelids|devoured|swept|claimed|felled|struck|cut|crushed|daisies|among|stiff|bier|leaving|grass|clods?|pyre|survive|outlive|down with|"
    r"closed|bodies|carried|borne|laid|put|lies|another|kept|alive|lived|lifetime|would have|fatal\w*|mortally|saving|save|revive|resuscitate|fell|fallen|life|since the|after the|noose|down from|washed|wept|gone|slipped|bring|nothing|all that|another|with it|with them|last|dead|gave|ashore|knife|blade|breathing|ashes|hole|pronounced|certified|declared|finished|pulse|heartbeat|identified|recogni[sz]ed|rolled|body|bodies|remains|shot)\b"
)
"""A word without which there is none of these."""
