"""What people are by what they can't do and what they do: too tall for doors, limping, never seen the sun, a trade followed for years.

Facts `height`, `trait`, `hair colour`, `eye colour`, `profession` and `hand` where no adjective says them outright. A power
of the body is a `trait` too: ``sight``, ``hearing``, ``voice``, ``sound legs``, ``own hair``: what the blind, the deaf, the
mute, the lame and the bald don't have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.around import stretches
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.pronouns import surely
from storyteller_agents.canon.extract.traits.colours import colour_pattern
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, WHO, WHOSE, Reading

_HIS = r"(?:his|her)"
_SUBJECT = rf"(?P<who>{WHO})(?!['’])(?:,[^,.;:!?\n]{{1,60}},)?(?:,? who)?"
_DOER = rf"(?P<who>{WHO})(?!['’])(?:,[^,.;:!?\n]{{1,60}},)?(?:,? who)?(?: [a-z][^.;:!?\nᐁᐃ,]{{2,50}},? (?:and|then)(?: then)?)?"
_LAST = r"(?:since|from (?:birth|the (?:day|cradle|time))|all (?:his|her) (?:life|days)|in (?:his|her) (?:whole )?life|for (?:[\w-]+ ){1,3}years|for years|(?:his|her) whole life|as long as)"
_TALL = (
    rf"(?:had to|must|was obliged to|was forced to|always had to|never failed to) (?:stoop|duck|bend|bow {_HIS} head|crouch)[^.;:!?\n]{{0,40}}(?:door|lintel|beam|ceiling|rafter|arch|porch|gate|come in|enter|get in|pass|through|under)|"
    rf"(?:stooped|ducked|bent|stooping|ducking|bending)(?: \w+)? (?:under|below|beneath|to clear|to pass|to get through) (?:the |every |each |its |their )?(?:\w+ )?(?:lintel|door\w*|beams?|arch\w*|rafters|ceiling)|"
    r"(?:overtopped|towered (?:over|above)|looked down (?:on|upon|at) (?:the tallest|everyone|everybody|most men|the crowd)|stood (?:a full )?(?:head|head and shoulders) (?:above|over|taller)|was (?:a full )?(?:a )?(?:head and shoulders|head) (?:above|taller)|could (?:touch|reach) the (?:ceiling|rafters|beams|lintel) (?:with|without)|was too (?:tall|long) for)"
)
_SHORT = (
    rf"(?:could not|couldn['’]t|could hardly|could barely|could scarcely|was too (?:small|short|little) to) (?:see|reach|look|peer) (?:over|above|up to|the (?:\w+ )?(?:shelf|latch|handle|knocker|bell|counter))|"
    rf"(?:stood|standing|stand|climbed|had to stand|had to climb|got up)(?: up)? on(?:to)? (?:tiptoe|tip-toe|{_HIS} toes|an? (?:\w+ )?(?:box|stool|crate|chair|bucket|pail|brick|log|hassock)) to (?:see|reach|look|get|be seen|knock|lift|hang|kiss)|"
    rf"(?:came|reached)(?: up)? (?:only |no higher than |barely |scarcely |hardly |just )*to (?:{_HIS}|the|my|their|{PERSON}['’]s|an?)(?: \w+)? (?:elbow|waist|chest|shoulder|belt|hip|knee|buttons?|ribs)|"
    rf"was no (?:taller|higher|bigger) than|(?:did not|didn['’]t) come up to|was hardly taller than|needed an? (?:box|stool|cushion|ladder) to"
)
_TALL_PART = r"(?:head|hat|hair|crown) (?:\w+ )?(?:brushed|touched|knocked (?:against|on)|scraped|grazed|rose above|stood out above|showed above|nearly touched|bumped) (?:the |every |each |all )|(?:feet|legs|ankles) (?:stuck|hung|stretched) (?:out )?(?:over|beyond|out|past|from) the (?:end|foot)"
_SHORT_PART = r"(?:feet|legs|boots|shoes|toes|heels) (?:did not|didn['’]t|could not|never|hardly|barely|scarcely) (?:quite )?(?:reach|touch|come near) the (?:ground|floor|carpet|boards|stirrups|pedals)|(?:feet|legs) (?:dangled|swung) (?:a foot |well |clear )?(?:above|off|clear of) the (?:floor|ground)"
_LAME = (
    rf"(?:had )?(?:limped|walked (?:lame|with (?:an?|{_HIS}) (?:\w+ )?(?:limp|stick|crutch|cane|crutches))|went (?:lame|on (?:two )?crutches|about on crutches)|dragged (?:an?|{_HIS}|one) (?:\w+ )?(?:foot|leg)|had (?:an? )?(?:limp|club[- ]foot|withered leg|lame (?:leg|foot)|bad leg|game leg|stiff (?:leg|knee|hip)|crippled (?:leg|foot))|"
    rf"(?:was|had been) (?:confined to|tied to) (?:a|{_HIS}) (?:wheel|bath )?chair|(?:had )?(?:never walked|not walked|not taken a step|never taken a step|not been able to walk)|(?:could not|couldn['’]t) walk|lost the use of {_HIS} (?:legs|limbs|feet)|(?:was|had been) (?:paraly[sz]ed|a cripple|bedridden))"
)
_BLIND = rf"(?:had (?:not|never) (?:seen|set eyes on|looked on|beheld)(?! (?:such|so|more|an?|it|him|her|them|one|that|this|what|any(?:thing|one|body)? (?:like|so|as)))|(?:could not|couldn['’]t|could no longer) see|saw (?:nothing|no more|neither)|had (?:gone|been born|been) (?:stone )?blind|lost (?:the sight of (?:both )?{_HIS} eyes|both (?:{_HIS} )?eyes|the use of {_HIS} eyes)|lived in (?:the )?dark(?:ness)?|felt {_HIS} way (?:everywhere |about )?with a (?:white )?stick)"
_DEAF = r"(?:had (?:not|never) heard (?:a (?:sound|word|note|voice|thing)|anything|any sound|nothing)|(?:could not|couldn['’]t|could no longer) hear|heard (?:nothing|no sound|no more)|had (?:gone|been born|been) (?:stone )?deaf|was (?:as )?deaf as)"
_MUTE = r"(?:had (?:not|never) (?:spoken|said|uttered) (?:a (?:single )?(?:word|syllable|sound)|one word|anything|aloud)|had never spoken|had not spoken|(?:could not|couldn['’]t|could no longer) (?:speak|utter|talk)|had (?:gone|been born|been) (?:dumb|mute|without speech)|had no (?:tongue|voice|speech)|spoke (?:only )?with (?:his|her) (?:hands|fingers)|never spoke (?:a word )?(?=since|again after)|made (?:himself|herself) understood (?:by|with) (?:signs|gestures|a slate))"
_BALD = r"(?:(?:was|had been|is)(?: quite| completely| utterly| entirely| as| perfectly)? bald\b|had(?:n['’]t| not) an? (?:single )?hair|had (?:not a (?:single )?hair|no hair|lost all (?:his|her) hair|lost every hair|never had a hair))"
_SIGHT = r"(?:spotted|spied|glimpsed|peered at|squinted (?:at|along)|read (?:the|it|a|aloud|out|through|every|over|from|her|his)|watched|caught sight of|made out|picked out|threaded|admired the (?:colour|view|picture|light)|studied (?:the|his|her)|examined|inspected|glanced (?:at|up|over|through|down)|stared (?:at|out|after|up)|gazed|(?:had )?noticed (?:the|a|that|how)|counted the|recogni[sz]ed (?:the|his|her) (?:\w+ )?(?:face|handwriting|coat|hat|figure)|saw (?!to\b|fit\b|no reason|nothing|the (?:point|joke|need))|pointed (?:out|to|at)|looked (?:through|out of|out at|the \w+ up and down|at (?:the (?:clock|picture|photograph|map|sky|stars|page|paper|label|portrait)))|took aim|sketched|painted)"
_HEARING = r"(?:heard|overheard|listened|caught (?:the|every) (?:word|tune|sound|note|whisper|drift)|pricked up|woke at the (?:sound|noise)|turned (?:\w+ )?at the (?:sound|noise|voice|click|creak)|was (?:woken|roused|startled|drawn) by the (?:sound|noise|voice|bell|song|music|clock|crying|whistle|knock)|hummed along|tapped (?:his|her) foot (?:in time )?to|answered (?:the|when|at once|him|her)|beat time to)"
_LEGS = rf"(?:ran(?! (?:his|her|an?|out of|short|the risk|risks?)\b)|sprinted|raced|bounded|leapt|leaped|vaulted|skipped|dashed|danced|jumped|pirouetted|waltzed|galloped up|took the (?:stairs|steps) (?:two|three|four) at a (?:time|bound|stride)|took to {_HIS} heels|outran|won the (?:foot)?race|scampered|scrambled up|hopped over|turned (?:a )?(?:cartwheels?|somersaults?)|broke into a run|strode)"
_HAIR = rf"(?:(?:ran|put|pushed|drew|dragged|passed) (?:{_HIS}|a|the) (?:hand|fingers|comb|brush) (?:back )?through {_HIS} hair|(?:combed|brushed|parted|pushed back|tossed|smoothed|braided|plaited|washed|dried|cut|curled|shook out|tied back|pinned up|tugged at|tore at) {_HIS} (?:\w+ )?(?:hair|curls|locks|braids|mane))"

_BY_VALUE: tuple[tuple[str, str, str], ...] = (
    ("height", "tall", rf"{_SUBJECT} (?:{_TALL})"),
    ("height", "tall", rf"\b(?:[Nn]o|[Nn]ot an?|hardly an?|scarcely an?|few) (?:\w+ )?(?:door|doorway|lintel|ceiling|gate|porch|cottage|house|arch)s?\b[^.;:!?\nᐁᐃ]{{0,60}} (?P<who>{PERSON}) (?:did not (?:have|need) to (?:stoop|duck|bend)|could (?:pass|enter|walk|go|stand)[^.;:!?\n]{{0,25}} (?:without (?:stooping|ducking|bending)|upright))"),
    ("height", "tall", rf"(?P<who>{WHOSE}) {_TALL_PART}"),
    ("height", "short", rf"{_SUBJECT} (?:{_SHORT})"),
    ("height", "short", rf"(?P<who>{WHOSE}) (?:\w+ )?(?:{_SHORT_PART})"),
    ("trait", "lame", rf"{_SUBJECT}(?: also| always| still)? {_LAME}"),
    ("trait", "lame", rf"(?P<who>{WHOSE}) (?:limp|crutch(?:es)?|lame (?:leg|foot)|club[- ]foot|bad leg|game leg|stiff leg|withered leg|crippled (?:leg|foot))\b"),
    ("trait", "blind", rf"{_SUBJECT} {_BLIND}\b[^.;:!?\n]{{0,50}}\b{_LAST}"),
    ("trait", "blind", rf"(?P<who>{WHOSE}) (?:sightless eyes|blind eyes|white stick|(?:sight|eyesight|eyes) (?:had )?(?:gone|went|failed|been (?:put out|burned out)|was gone)(?! (?:to|over|from|down|wide|back)\b))"),
    ("trait", "deaf", rf"{_SUBJECT} {_DEAF}\b[^.;:!?\n]{{0,50}}\b{_LAST}"),
    ("trait", "deaf", rf"(?P<who>{WHO})(?!['’]) was (?:as )?deaf as|(?P<other>{WHOSE}) (?:hearing (?:had )?(?:gone|went|failed|was gone)|deaf ears?)"),
    ("trait", "mute", rf"{_SUBJECT} {_MUTE}\b[^.;:!?\n]{{0,50}}\b{_LAST}"),
    ("trait", "mute", rf"{_SUBJECT} (?:had been born (?:dumb|mute|without speech)|was born (?:dumb|mute)|had no tongue|spoke only with (?:his|her) (?:hands|fingers))"),
    ("trait", "bald", rf"{_SUBJECT} {_BALD}"),
    ("trait", "mute", rf"{_SUBJECT} (?:was|is|had been)(?: born)? deaf(?:,? and |-and-)(?:dumb|mute)\b|{_SUBJECT.replace('who', 'other', 1)} (?:was|is) (?:an? )?(?:[a-z]+ )?deaf-mute\b"),
    ("trait", "deaf", rf"{_SUBJECT} (?:was|is) (?:an? )?(?:[a-z]+ )?deaf-mute\b"),
    ("trait", "bald", rf"\b(?:not|never) a hair (?:was |grew |left )?on (?P<who>{WHOSE}) head|(?P<other>{WHOSE}) (?:bald|hairless|shining bald|shaven) (?:head|pate|skull|crown)"),
    ("trait", "sight", rf"{_DOER} (?:\w+ly )?{_SIGHT}"),
    ("trait", "sight", rf"(?P<who>{WHOSE}) (?:eyes?|gaze|glance) (?:\w+ly )?(?:fell (?:on|upon)|followed|caught|lit (?:on|upon)|travell?ed|met (?:his|her|mine)|swept|ran (?:down|over|along)|rested on|moved (?:over|along|down))"),
    ("trait", "hearing", rf"{_DOER} (?:\w+ly )?{_HEARING}|\b[Aa]t the (?:sound|noise|first (?:note|stroke|word))[^.;:!?\nᐁᐃ]{{0,40}},? (?P<other>{PERSON})(?!['’]) (?:turned|got up|looked|started|jumped|woke|rose|ran|smiled|stopped|raised|lifted|put|sat)"),
    ("trait", "voice", rf"{_DOER} (?:\w+ly )?(?:sang|called (?:out|to|down|up|across|from|over|after)|shouted|recited|read (?:it |them |the \w+ )?(?:out|aloud)|told (?!off)|whispered|talked|chatted|spoke|asked (?:for|what|whether|how|if|who|why|where|when|him|her|them|the)|said|preached|proposed|haggled|gossiped|cursed|swore|replied|answered|explained|argued|counted aloud)"),
    ("trait", "voice", rf"(?P<who>{WHOSE}) (?:\w+ )?(?:voice|song|shout|words|singing|speech|whisper|joke|story)\b(?! (?:was gone|had gone|was lost|failed|failed))"),
    ("trait", "sound legs", rf"{_DOER} (?:\w+ly )?{_LEGS}|(?P<other>{PERSON}),? (?:two|three|four) (?:steps |stairs )?at a (?:time|bound|stride|leap)|(?P<third>{PERSON})(?!['’])[^.;:!?\nᐁᐃ]{{2,50}} (?:two|three|four) (?:steps |stairs )?at a (?:time|bound|stride|leap)|\b(?:ran|danced|raced|bounded|leapt|skipped|sprinted) (?P<fourth>{PERSON})(?!['’])|\bdanced (?:\w+ )?with (?P<fifth>{PERSON})(?!['’])"),
    ("trait", "unlettered", rf"{_SUBJECT} (?:could (?:neither read|not read)|couldn['’]t read|(?:had )?never (?:learned|learnt|been taught) (?:to read|{_HIS} letters)|did not know {_HIS} letters|made {_HIS} mark (?:because|for) (?:he|she) could not)"),
    ("trait", "letters", rf"{_DOER} (?:\w+ly )?(?:read (?:the|it|a|aloud|out|from|every|his|her|through)|wrote (?:a|the|to|his|her|it|down|out)|signed (?:his|her) (?:full )?name)"),
    ("trait", "no swimmer", rf"{_SUBJECT} (?:could not swim|couldn['’]t swim|had never (?:learned|learnt|been taught) to swim)"),
    ("trait", "swimming", rf"{_DOER} (?:swam|dived (?:in|off|from)|struck out for the)"),
    ("trait", "own hair", rf"{_SUBJECT} {_HAIR}"),
    ("hair colour", "dark", rf"(?P<who>{PERSON}),? (?:was )?the (?:darkest|swarthiest|blackest)(?=[.,;]| of)"),
    ("hair colour", "fair", rf"(?P<who>{PERSON}),? (?:was )?the (?:fairest|blondest)(?= of (?:them|all|the (?:family|brothers|sisters|lot)))"),
    ("hair colour", "red", rf"(?P<who>{PERSON}),? (?:was )?the reddest(?=[.,;]| of)"),
    ("hair colour", "dark", rf"(?P<who>{WHO})(?!['’]) (?:was|were|is) (?:as |very |so )?(?:dark(?=,? (?:like (?:all|his|her)|as (?:all|his|her|a (?:gipsy|gypsy))))|dark of hair|swarthy)"),
    ("hair colour", "fair", rf"(?P<who>{WHO})(?!['’]) (?:was|were|is) (?:as |very |so )?fair(?=,? (?:like (?:all|his|her)|as (?:all|his|her)|of hair))"),
)  # fmt: skip
_PATTERNS = tuple((attribute, value, re.compile(pattern)) for attribute, value, pattern in _BY_VALUE)

_ALWAYS = re.compile(
    r"\b(?:years|all (?:his|her) (?:life|days|working life)|always|as long as|never (?:done|had|known|followed|worked|wanted)|since (?:he|she) (?:was|left)|for a living|by trade|every (?:day|morning|week|Sunday)|"
    r"as (?:his|her) (?:father|mother) (?:had|did)|half (?:his|her) life|three generations|still)\b"
)
_WORK = (
    ("teacher", r"taught (?:the )?(?:school|infants|children|boys|girls|village school|\w+ (?:class|form|standard)|reading|arithmetic|Latin|sums|at the)|kept (?:the|a) (?:village |dame )?school|heard the (?:children|infants)"),
    ("nurse", r"nursed (?:the|at)|sat up with the sick|(?:dressed|bandaged) (?:wounds|the wounded)|delivered (?:all |every |half |most of )?(?:the )?(?:babies|infants|children)"),
    ("doctor", r"doctored|set (?:the )?(?:broken )?bones|practi[sc]ed (?:medicine|surgery|physic)|treated the sick|saw patients|bled and physicked"),
    ("lawyer", r"practi[sc]ed (?:law|at the bar)|pleaded (?:in the|before the)|drawn? up (?:wills|deeds)"),
    ("farmer", r"farmed|ploughed|tilled|worked the land|milked (?:the )?cows|kept (?:sheep|cows|pigs)|herded|minded (?:the )?(?:sheep|flock)"),
    ("blacksmith", r"shod (?:the |every |all )?(?:\w+ )?horses?|(?:worked|kept|run|ran|stood) (?:at )?(?:the|a) (?:forge|smithy|anvil)|hammered iron"),
    ("baker", r"baked (?:the )?(?:\w+ )?(?:bread|loaves|rolls)|(?:kept|run|ran|had) (?:the|a) (?:bakery|bakehouse|baker['’]s)"),
    ("cobbler", r"(?:mended|made|soled|cobbled|stitched) (?:the )?(?:\w+ )?(?:boots|shoes)"),
    ("tailor", r"(?:sewed|sewn|made|cut|stitched) (?:the )?(?:\w+ )?(?:coats|suits|dresses|gowns|shirts|breeches)"),
    ("carpenter", r"(?:made|built) (?:the )?(?:tables|chairs|cabinets|coffins|furniture|cupboards)"),
    ("miller", r"(?:ground|milled) (?:the |all the )?(?:\w+ )?(?:corn|flour|grain|wheat)|(?:kept|run|ran) the mill\b"),
    ("sailor", r"sailed before the mast|gone to sea|followed the sea|served before the mast|fished (?:the|these|off)|hauled nets"),
    ("soldier", r"soldiered|carried a (?:musket|rifle)|served (?:in|with) the (?:\w+ )?(?:regiment|army|dragoons|infantry|guards)"),
    ("priest", r"preached|said [Mm]ass|christened and buried|read the (?:lesson|service)"),
    ("miner", r"(?:worked|hewn|dug|hewed|gone) (?:coal|down (?:the|in the) (?:pit|mine)|in the (?:mines?|pits?|coal))"),
    ("innkeeper", r"(?:kept|run|ran) (?:the|an?) (?:inn|tavern|public house|alehouse)|pulled (?:pints|beer)|drawn ale"),
    ("gravedigger", r"dug (?:the |all the )?graves|tolled the bell"),
    ("barber", r"(?:cut|trimmed|shaved) (?:the )?(?:hair|beards|chins|heads)"),
    ("postman", r"carried the (?:post|mail|letters)|delivered the (?:post|mail|letters)"),
    ("gardener", r"(?:kept|tended|dug) (?:the )?(?:\w+ )?gardens?"),
    ("cook", r"cooked for the"),
    ("clerk", r"kept the (?:books|accounts|ledgers?)|sat at a ledger|copied (?:letters|deeds|ledgers)"),
    ("butcher", r"(?:killed|slaughtered|butchered) (?:the )?(?:pigs|sheep|cattle|beasts)"),
    ("painter", r"painted (?:portraits|landscapes)"),
)  # fmt: skip
_SHOPS = (
    ("blacksmith", "smithy|forge"), ("baker", "bakery|bakehouse|bake-?shop"), ("butcher", "butchery|butcher['’]s(?: shop)?"), ("miller", "(?:wind|water)?mill"),
    ("innkeeper", "inn|tavern|alehouse|public[- ]house|pub|taproom"), ("teacher", "(?:[a-z]+ )?school"), ("tailor", "tailor['’]s(?: shop)?"),
    ("apothecary", "apothecary['’]s(?: shop)?|pharmacy|chemist['’]s(?: shop)?"), ("shopkeeper", "(?:village |general |corner )?(?:store|shop)|grocery|haberdashery"),
    ("bookseller", "book-?shop|library"), ("barber", "barber['’]s(?: shop)?|barber-?shop"), ("lighthouse-keeper", "lighthouse"), ("farmer", "farm"),
    ("coachman", "mail[- ]?coach|stage[- ]?coach|post[- ]?coach"),
)  # fmt: skip
_KEPT = tuple(
    (trade, re.compile(rf"(?P<who>{PERSON}),? who (?:{work})\b"))
    for trade, work in _WORK
) + tuple(
    (trade, re.compile(rf"(?P<who>{WHO})(?!['’])(?:,[^,.;:!?\n]{{1,60}},)?(?:,? who)? (?:had )?(?:kept|keeps|ran|runs|owned and ran|taught (?:at|in)|teaches (?:at|in)|drove) (?:the|an?|his|her) (?:{shop})\b(?! (?:shut|closed|locked|in|waiting|from|of it))"))
    for trade, shop in _SHOPS
)  # fmt: skip
_TRADES = tuple(
    (trade, re.compile(rf"(?P<who>{WHO})(?!['’])(?:,[^,.;:!?\n]{{1,60}},)?(?:,? who)?(?: had| has)?(?: always| long| only ever| also)? (?:{work})\b"))
    for trade, work in _WORK
)  # fmt: skip
_WORD = re.compile(
    r"\b(?:stoop\w*|duck\w*|bend\w*|bent|tower\w*|overtopped|taller|lintel|ceiling|reach\w*|tiptoe|tip-toe|stool|box|over the|counter|dangled|limp\w*|crutch\w*|lame|crippled?|stick|walked?|paraly[sz]ed|bedridden|legs?|foot|feet|"
    r"see|seen|saw|sight\w*|eyes|gaze|blind|hear|heard|hearing|deaf|spoke\w*|speak|utter\w*|talk|tongue|dumb|mute|voice|hair|hairless|bald|head|darkest|fairest|reddest|blackest|swarthy|dark|fair|bound|time|heels|sound|noise|"
    r"kept|ran|father|mother|since|every|read|wrote|swim|swam|dived|signed|letters|years|life|always|living|trade|days)\b"
)
_NOT = re.compile(
    r"\b(?:not|n['’]t|never|if|would|could|might|may|seemed|as if|as though|almost|nearly|dream\w*|wish\w*|imagin\w*|pretend\w*|used to|once|no longer|or)\b[^.;:!?\n]{0,12}$",
    re.I,
)
_INTO = {
    kind: re.compile(
        rf"\b(?:(?:looked|stared|gazed|peered|smiled|blinked|looking|staring|gazing)(?: \w+)? (?:into|at)|met|found|saw|see|facing|meeting) (?:two|a pair of|the|those|a) (?:[a-z]+,? ){{0,2}}?(?P<colour>{colour_pattern(kind)}) eyes\b|\b[Aa] pair of (?:[a-z]+,? ){{0,2}}?(?P<other>{colour_pattern(kind)}) eyes (?:looked|met|stared|smiled|gazed|watched|regarded|shone|twinkled)"
    )
    for kind in ("eye",)
}


def find_features(reading: Reading) -> Iterator[Fact]:
    """Yield what people are by what they do and can't do."""
    text = reading.narration
    for first, done in stretches(reading, _WORD, 200, 200):
        if reading.named_at(first, done) is not None or re.search(
            r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b", text[first:done]
        ):
            yield from _in_sentence(reading, first, done)
    yield from _eyes_met(reading)


def _in_sentence(reading: Reading, first: int, last: int) -> Iterator[Fact]:
    text = reading.narration
    for attribute, value, pattern in _PATTERNS:
        for match in pattern.finditer(text, first, last):
            yield from _facts(reading, match, attribute, value)
    for trade, pattern in _KEPT:
        for match in pattern.finditer(text, first, last):
            yield from _facts(reading, match, "profession", trade)
    if _ALWAYS.search(text, first, last):
        for trade, pattern in _TRADES:
            for match in pattern.finditer(text, first, last):
                yield from _facts(reading, match, "profession", trade)


def _facts(reading: Reading, match: re.Match[str], attribute: str, value: str) -> Iterator[Fact]:
    for group in match.re.groupindex:
        entity = surely(reading, *match.span(group))
        if entity is not None:
            before = reading.narration[max(0, match.start() - 30) : match.start()]
            hard = not _NOT.search(before) and not re.search(
                r"\b(?:seemed|almost|nearly|as if|as though|pretend\w*)\b", match[0]
            )
            yield fact_at(reading, match.span(), entity, attribute, value, hard=hard)


def _eyes_met(reading: Reading) -> Iterator[Fact]:
    """Yield the colour of eyes that somebody looks into, where the sentence before has one person alone in it."""
    for pattern in _INTO.values():
        for match in reading.find(pattern):
            first, last = reading.sentence_at(match.start())
            if reading.named_at(first, last) is not None:
                continue
            before = reading.sentence_at(max(0, first - 2))[0]
            if "\n\n" in reading.flat[before:first]:
                continue
            people = {
                mention.entity.name
                for mention in reading.named_between(before, first)
                if mention.entity.kind != "place"
            }
            named = reading.named_at(before, first)
            if len(people) == 1 and named is not None and named.start - before < 30:
                yield fact_at(reading, match.span(), people.pop(), "eye colour", match["colour"] or match["other"])
