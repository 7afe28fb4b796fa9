"""The verbs and turns by which English tells that a thing is lost, destroyed, given, sold, found, used or had.

All are tried only before or after the noun of a thing (`possessions/things.py`); what is made of them: `possessions/`.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.counts.nouns import TELLING
from storyteller_agents.canon.extract.possessions.things import DESCRIBING
from storyteller_agents.canon.extract.possessions.verbs import FIND, GIVE, HARM, LOSE, SELL, THROW
from storyteller_agents.canon.reading import PERSON, PLACE, THING, WHO, WHOM, WHOSE

_STOP = (
    r"(?:and|or|nor|but|of|in|on|at|to|from|by|with|for|as|was|were|is|are|had|has|have|that|who|which|"
    r"when|where|while|he|she|it|they|we|you|than|"
    r"then|into|upon|over|under|after|before|between|like|up|down|out|off|away|through|about|against|so|"
    r"if|not|did|does|do|a|an|the|his|her|my|their)"
)
NOUN_PHRASE = re.compile(
    rf"(?:(?P<who>{WHOSE}|{THING}['’]s?|\b[Ii]ts\b|\b[Tt]heir\b|\b[Oo]ur\b|\b[Yy]our\b)|"
    rf"(?P<the>\b(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]hose|[Tt]hese)\b)|"
    rf"(?P<a>\b(?:[Aa]n?|[Aa]nother|[Ss]ome|[Nn]o|[Aa]ny|[Ee]very|"
    rf"[Ee]ach)\b)) (?P<mods>(?:(?!{_STOP}\b)[a-z]+(?:['’-][a-z]+)*,? ){{0,3}})$"
)
"""Before the noun: its article or possessor, and its adjectives."""
_RELATIVE = r"(?:(?:grand|god)?(?:father|mother)|brother|sister|son|daughter|husband|wife|uncle|aunt|cousin)"
_LIKE = rf"(?:(?:{'|'.join(sorted(TELLING | DESCRIBING))}) (?=[a-z]{{3}}))"
OF_WHAT = re.compile(
    rf" (?:of (?:(?P<kin>{THING}['’]s?) (?P<relative>{_RELATIVE})(?!['’])|(?:the|{WHOSE}) {_LIKE}?"
    rf"(?P<word>[a-z]{{3,}})|(?P<name>{THING}))|(?:at|in|near|by|on|above|below|beyond|outside|in front of|"
    rf"behind|before|opposite|beside) (?:(?P<where>{THING}|\b(?:his|her)\b(?= [a-z]+\b(?!['’])))|"
    rf"the (?P<spot>[a-z]{{3,}})))\b"
)
FROM_WHOM = re.compile(
    rf" (?:of|from) (?:(?P<name>{THING})(?!['’])|(?:the|{WHOSE}) (?P<word>(?:mother|father|brother|sister|son|"
    rf"daughter|wife|husband|uncle|aunt|"
    r"cousin|lawyer|bank|king|queen|duke|bishop|priest|doctor|captain|landlord|solicitor|lover|friend|"
    r"grandmother|grandfather|ministry|governor|prince|"
    r"princess|stranger|school|hospital|publisher|editor|judge)))\b"
)
"""After the noun of a thing, and after that of a letter: what tells it from others."""

GIVEN_WHOM = re.compile(rf"\b(?P<verb>gave|giving|gives|given|presented|sold|bequeathed|left) (?P<whom>{WHOM}) $")
GIVEN_ONE = re.compile(
    r"\b(?P<verb>gave|given|giving|handed|sold|left|willed|bequeathed|presented|sent|slipped|passed) (?:the|an?|"
    r"his|her|my|one of the) (?:[a-z]+ ){0,2}[a-z]+ $"
)
"""Before somebody's thing: to whom it goes, by another word than a name."""
WITH = re.compile(r"\b(?:with|by the (?:light|glow|beam|gleam) of|by means of|using|out of|through) $")
HAND_ON = re.compile(
    rf"(?P<who>{WHOSE}) (?:[a-z]+ )?(?:hand|hands|fingers|fingertips|fist|grip|thumb|palm|eyes|gaze|"
    rf"glance)(?: [a-z]+ly)? (?:closed|clos(?:ing|es)|tightened|tightening|clenched|"
    r"went|flew|strayed|rested|moved|curled|found|met|touched|brushed|fell|crept|stole|lay|settled|"
    r"gripped|clutched|reached)(?: (?:on|around|over|upon|round|to|for))? $"
)
_WATER = (
    r"(?:sea|ocean|river|lake|water|waters|waves|well|pond|stream|canal|harbour|harbor|bay|gorge|ravine|"
    r"abyss|chasm|pit|marsh|bog|swamp|quicksand|depths|moat|gulf|sewer|drain|tide|surf|void|crevasse|sink|"
    r"ditch|volcano|current|rapids|falls|fjord|brook|creek|dark|darkness|night|shaft|gutter)"
)
_FIRE = (
    r"(?:fire|flames?|stove|furnace|hearth|grate|blaze|embers|oven|forge|bonfire|fireplace|coals|brazier|"
    r"lava|crucible|kiln|pyre)"
)
_INTO = (
    r"(?: [a-z]+ly)?(?: far| straight| right| deep| down| out| fall| slip){0,3}(?: [a-z]+ly)? (?:into|in|"
    r"to|over|down|onto|off|on)"
)
INTO_FIRE = re.compile(rf"{_INTO} (?:the|a|that|his|her) (?:[a-z]+ ){{0,2}}{_FIRE}\b")
INTO_WATER = re.compile(
    rf"(?: away\b| overboard\b| out of (?:the|a) (?:[a-z]+ )?window| over the (?:side|cliff|edge|wall|rail|"
    rf"railing|parapet|bulwarks?)| off (?:the (?:end|edge|side) of )?the (?:bridge|cliff|pier|quay|roof|boat|"
    rf"ferry|deck|jetty|dock|wall)|(?: fall)? through the (?:grating|ice|"
    rf"floorboards|crack|hole)\b| from (?:the|a) (?:[a-z]+ ){{0,2}}(?:window|tower|bridge|cliff|deck|train|"
    rf"wall|roof|battlements)\b|"
    rf"{_INTO} (?:the|a|that) (?:[a-z]+ ){{0,2}}{_WATER}\b| (?:into|off|over) (?:the )?{PLACE}(?!['’]))"
)
TO_PIECES = re.compile(
    r" (?:up|(?:in|into|to) (?:[a-z]+ )?(?:two|half|halves|pieces|shreds|ribbons|bits|tiny pieces|"
    r"a thousand pieces|fragments|"
    r"splinters|scraps)|across (?:his|her) knee|to (?:pieces|shreds|ashes|bits))\b"
)
BEHIND = re.compile(r" (?:lying |standing |hanging )?behind\b(?! (?:him|her|the|his|a|my)\b)")
TO_WHOM = re.compile(
    rf"(?: away| over| up| back)? (?:to|for|with) (?:(?P<whom>{PERSON}|him|her|me)|[A-Z][a-z]+|(?:the|an?|"
    rf"his|her|my) (?:[a-z]+ ){{0,2}}[a-z]+)|(?: away| over| up)\b"
)
GIVEN_BACK = re.compile(r"(?: to [^ ]{1,20})? back\b|^ back\b")
_AUX = (
    r"(?:was|were|had been|has been|is|got|lay|had|having been|being|been)(?: (?:\w+ly|now|then|all|"
    r"already|soon|quite|at last|long since))?"
)
_BETWEEN = r"(?:,? (?:in|on|at|of|from|that|which|with|around|round|beneath|under)[^.,;:!?]{1,40}?,?)?"
_ON = r"(?:(?! (?:he|she|I|they|we|who|as|while|when|but)\b)[^.!?;ᐁᐃ]){0,70}?"
AFTER = {
    "destroyed": re.compile(
        rf"{_BETWEEN}(?: had)? (?:{_AUX} (?:burned|burnt|destroyed|smashed|shattered|broken|melted(?: down)?|"
        rf"torn (?:up|to)|consumed|reduced to|incinerated|crushed|ruined|snapped in|in (?:ashes|pieces))|"
        r"shattered|(?:snapped|burst|split|exploded|disintegrated|broke)(?=[.;!]| and | under | beneath |"
        r" against | like )|"
        r"(?:broke|snapped|cracked|split|burst|flew|fell|shivered|splintered|exploded|smashed|went|"
        r"came) (?:(?:in|into|to) (?:two|three|half|"
        r"halves|pieces|bits|fragments|splinters|dust|shreds|a (?:thousand|hundred|dozen) pieces)|apart|"
        r"asunder)|went up in (?:flames|smoke)|crumbled|dissolved|burned (?:to|up|away)|burnt to|"
        rf"caught fire|(?:fell|dropped|went|slid|was thrown|was flung|was cast|was tossed|fall|falling|"
        rf"drop) into the (?:[a-z]+ )?{_FIRE}|burn|go up in flames|shatter|(?:break|breaking|snap|"
        rf"snapping) (?:in|into) (?:two|half|pieces)|crumble|blackened and (?:curled|burned)|turned to (?:ash|"
        rf"ashes|dust)|curled and blackened|exploded|melted)\b|"
        rf"{_ON},? (?:crushed|trampled|flattened|splintered|burst into|smashed|shattered|mangled|snapped (?:at|"
        rf"off|like|clean)|(?:was|were) past (?:saving|mending|repair)|burned to|burnt to|broken (?:beyond|in|"
        rf"into))\b"
    ),
    "lost": re.compile(
        rf"{_BETWEEN}(?: had)? (?:{_AUX} (?:lost|stolen|sold|pawned|gone(?! (?:to|on|up|through))|swept away|"
        rf"washed away|carried off|taken (?:from|by the (?:sea|river))|thrown (?:away|overboard|"
        rf"into the (?:sea|river|lake|well))|given away|left behind|"
        r"swallowed(?: up)? by|auctioned|missing)|(?:had )?(?:slipped|slid|fell|fallen|dropped|rolled|tumbled|"
        r"flew|went|spun|toppled|was knocked|was torn|(?:was|were|had been|got) (?:blown|swept|carried|torn|"
        r"knocked|thrown|flung|tossed|hurled|dragged|washed|cast|dropped|pulled)|fall|falling|slip|slipping|"
        r"slide|drop|tumble|tumbling)[^.,;!?]{0,40}? (?:overboard|out to sea|"
        rf"(?:into|in|to|down|beneath|under|over) (?:the|a|that) (?:[a-z]+ ){{0,2}}(?:{_WATER}|bottom|edge|"
        rf"side|cliff|rail)\b|and (?:sank|was (?:gone|lost)|vanished|disappeared))|(?:had )?s[au]nk(?! (?:on|"
        rf"upon|deep|in his|in her)\b)|vanished (?:into|beneath|in|for)|"
        r"disappeared (?:into|beneath|in|under)|(?:went|gone|go) (?:to the bottom|overboard|down with)|sink|"
        r"sinking|(?:lay|was|rested|lies|now lay) (?:[a-z]+ ){0,2}at the bottom of)\b|"
        rf"{_ON} (?:(?:was|were) never (?:seen|found|recovered)|(?:blown|swept|washed|carried) (?:away|off|"
        rf"overboard|out to sea)|vanished (?:into|beneath|in|for ever|forever)|overboard|over the side|"
        rf"(?:went|gone|fell|fallen|slid|rolled|tumbled|slipped|dropped|plunged|swept|washed|spun|bounced|sank|"
        rf"disappeared) (?:[a-z]+ ){{0,4}}(?:into|down|beneath|over|in|to|through) (?:the|a|"
        rf"that) (?:[a-z]+ ){{0,2}}(?:{_WATER}|grating|ice|bottom))\b"
    ),
    "found": re.compile(
        rf"{_BETWEEN}(?: had)? (?:{_AUX} (?:found|recovered|returned|restored|repaired|mended|reforged|"
        rf"replaced|brought back|given back|retrieved|back|fetched|his again|hers again|whole again)|"
        r"(?:came|turned|washed|floated|bobbed) (?:back|up|ashore)|reappeared)\b"
    ),
    "has": re.compile(
        rf" (?:[a-z]+ed |[a-z]+ing |still |that (?:hung|lay|was) |hanging |dangling |tied |fastened |hidden |"
        rf"tucked |safe |swinging |gleaming |lay |hung |was |gleamed |swung |shone |glittered |glinted |"
        rf"rested |ticked |dangled )*"
        rf"(?:in|at|on|round|around|about|from|beneath|under|over|upon|by|across|against|"
        rf"inside) (?P<who>{WHOSE}) (?:own |left |right |free |other |outstretched |trembling |open |inside |"
        rf"inner |breast |coat |waistcoat |trouser |jacket |shirt |apron |hip |back |vest |bare )*"
        r"(?:pockets?|hands?|throat|neck|fingers?|wrist|belt|hips?|side|bag|shoulders?|head|chest|breast|back|"
        r"lap|arms?|waist|fist|palm|grip|grasp|sleeve|bosom|knees?|purse|satchel|pack|saddle|ear|brow|thigh|"
        r"boot|heart|bodice|nose)\b"
    ),
    "used": re.compile(
        r" (?:turned in the lock|ticked|gleamed|flashed|glittered|glowed|flickered|jingled|chimed|barked|"
        r"neighed|whinnied|went off|(?:threw|cast) (?:its|a|long|strange)|swung|struck the hour|(?:said|"
        r"showed|read|told him|told her|told me) (?:it was |that it was )?(?:half|quarter|ten|five|twelve|"
        r"nearly|past|one|two|three|four|six|seven|eight|nine|eleven|midnight|noon))\b"
    ),
}
"""What stands after the thing, where the thing is the subject."""
IT = re.compile(
    rf"\b(?i:(?P<thrown>{THROW})|(?P<destroyed>{HARM})|(?P<lost>{LOSE})|(?P<sold>{SELL})|"
    rf"(?P<given>{GIVE}|handed)|"
    rf"(?P<found>{FIND}|pick(?:ed|ing)|got|getting|bought|gave back)) (?P<it>it|them)\b(?! (?:was|is|had|would)\b)"
)
UNREAL = re.compile(
    r"(?:\b(?:to|would|could|might|should|must|will|shall|can|cannot|may|not|never|nearly|almost|if|"
    r"hardly|without|instead of|before|nor|neither|about|rather than|"
    r"did|does|do|as if|as though|like|let|no one|nobody|none|never once|until|till|unless|than|(?<!ᐄ )who|"
    r"such a thing as|of|from|against|well-nigh)|"
    r"n['’]t)(?: (?:[a-z]+ly|have|be|even|ever|once))? $"
)
"""Before a verb: why it didn't happen, or not yet."""
CAUSED = re.compile(
    r"\b(?:(?:had|having)(?: [a-z]+ly)?|forced|obliged|compelled|driven|reduced|brought|made|managed|contrived|"
    r"stooped|ordered|condemned|came|ended by|insisted on|succeeded in)"
    r"(?: (?:him|her|me))? (?:to )?$|\b(?:made|let|had) (?:him|her|me|ᐁᐄ*|ᐃᐄ*) $"
)
"""Before a verb: that it did happen, since somebody had to."""
FRONTED = re.compile(
    rf" (?P<who>{WHO}) (?:had |has )?(?:[a-z]+ly |once |since |already |long since )?(?:(?P<lost>lost|thrown|"
    rf"threw|mislaid|dropped|left|flung|forfeited|gambled|buried|abandoned)|"
    r"(?P<destroyed>burned|burnt|destroyed|smashed|broken|broke|snapped|shattered|melted|torn)|(?P<sold>sold|"
    r"pawned|traded|bartered)|(?P<given>given|gave|surrendered|handed over))\b"
)
"""After a thing that opens its sentence: *his sword he had broken*."""
PAID = re.compile(
    r" (?:in (?:payment|exchange|return|settlement|pledge|lieu)|as (?:payment|security|an? (?:pledge|hostage|fee|"
    r"deposit|trophy)|rent|(?:his|her|their) (?:fee|due|price)|ransom|tribute|surety|collateral)|"
    r"for (?:his|her|the|a|their|my) (?:[a-z]+ )?(?:fare|fee|passage|rent|debts?|trouble|ransom|services?|price|"
    r"bill)|away (?:from|with)|"
    r"and (?:made off|ran off|rode off|fled|never|was gone|vanished|sold|would not give)|from (?:him|her|me)\b)"
)
"""After somebody's thing that another one takes: that he keeps it."""
TAKING = re.compile(
    r"\b(?:took|taken|accepted|received|kept|claimed|pocketed|seized|grabbed|won|bought|collected|demanded|got) $"
)
SHUT = re.compile(r" (?:off|open|shut|to|into place|on|closed|gently|upright)\b(?! (?:pieces|in two|bits))")
"""After a thing that snaps or breaks: that it only closes."""
AFTER_ALL = re.compile(
    r"\bbut\b[^.!?]{0,60}\b(?:kept|never (?:came|did|happened)|did not|didn['’]t|could not|refused|changed|"
    r"thought better|caught it|saved|in time|came back|got it back)\b"
)
"""Later in the sentence: that it came to nothing."""
MADE = re.compile(rf"\b(?:made|let|had) (?P<whom>him|her|me|{PERSON}) $")
PERFECT = re.compile(
    r"\b(?:had|has|have|having|['’]d)(?: (?:[a-z]+ly|just|once|always|already|also|since|long|never))? $"
)
SUPPOSED_FIRST = re.compile(
    r"^\W*(?:If|Suppose|Perhaps|Maybe|Imagine|Had|Should|Unless|Whenever|Were|Once upon|No one|Nobody|"
    r"None)\b|\b(?:if|whether|unless|as if|as though|wish(?:ed)? (?:that )?|in case|lest)\b"
)
SUBJECT = re.compile(rf"{WHO}(?!['’]s)")
OPENING = re.compile(
    r"^[\W\d]*(?:(?:And|But|So|Then|Yet|For|When|As|While|After|Before|Now|At last|Finally|Once|"
    r"That [a-z]+|The next [a-z]+|In the [a-z]+|Later|Still|Slowly|[A-Z][a-z]+ly),? )?$"
)
VERB_CHAIN = re.compile(
    r"^(?:,? ?(?:[a-z]+ly|had|has|have|then|also|still|now|just|once|at (?:once|last)|soon|again|quietly|"
    r"only|simply|even|already|too|himself|herself|in (?:his|her) [a-z]+|was|were|is),?)* $"
)
CLAUSE = re.compile(
    r"(?:^|[,;:—–(] ?|--|\b(?:and|but|when|while|as|because|for|then|until|that|where|even|only|too|so|"
    r"after|before|since|though|although)\s)$"
)
"""Before a name: that it opens a clause."""

OLD = re.compile(r"(?:[.!?;,—]\s+|\n|^)(?:Old|Poor|Young|Little|Dear|old|poor|young|little) $")
"""Before an owner's name at the head of a sentence."""
WHICH = re.compile(
    rf",? (?:which|that) (?P<who>{WHO}) (?:had |has )?(?:[a-z]+ly |once |since |already |"
    rf"just )?(?:(?P<lost>lost|thrown|threw|mislaid|dropped|left behind|flung)|(?P<destroyed>burned|burnt|"
    rf"destroyed|smashed|broken)|"
    r"(?P<sold>sold|pawned|traded)|(?P<given>given|gave))\b"
)
"""After the thing: who lost it."""
APART = re.compile(
    r", (?:now |long |long since |already )?(?:(?P<destroyed>burned|burnt|destroyed|smashed|shattered)|"
    r"(?P<lost>lost|stolen|drowned|sunk)|(?P<sold>sold|pawned))\b"
)
IT_DOES = re.compile(
    r"\b[Ii]t\b(?= (?:had |was |sank|shattered|burst|broke|snapped|went|fell|slipped|slid|rolled|vanished|"
    r"melted|burned|crumbled|disappeared|splintered))"
)
INTO_HAND = re.compile(
    rf" into (?:(?P<whom>{PERSON})['’]s (?:[a-z]+ )?(?:hands?|palm|fingers|pocket|keeping)\b|the (?:hands?|"
    rf"keeping|care) of )"
)
SEEING = re.compile(r"\b(?:watch(?:ed|ing)|saw|seen|seeing|heard|felt|let) $")
IN_WHOSE = re.compile(
    rf"[^.!?;]{{0,40}}?\b(?:from|in|under|beneath|through|at|off|out of|between|before) (?P<who>{WHOSE}) "
)
