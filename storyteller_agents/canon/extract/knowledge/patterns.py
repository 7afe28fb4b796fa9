"""The turns of English in which prose says who learns, knows and tells what, and who meets whom: patterns for `knowledge/`."""

from __future__ import annotations

import re

from storyteller_agents.canon.reading import GAP, PERSON, WHO, WHOM

_ADVERB = (
    r"(?:then|only|now|never|just|at last|finally|long|already|first|soon|suddenly|well|later|at once|quite|always|since|still|both|"
    r"of course|also|even|yet|once|often|ever|\w+ly|too|in that moment|there|all along)"
)
_AUX = (
    rf"(?:{_ADVERB}|had|has|have|having|was|were|did|been|could|not|hadn['’]t|didn['’]t|wasn['’]t|came to|come to|"
    r"the (?:last|first|only one|only person)(?: of all)?(?: to)?|(?:\w+(?:ed|struck|en)|glad|sorry|aghast) to|had to|to|(?:kept|carried|bore|guarded)(?: to \w+self)?(?: the)?|who)"
)
SUBJECT = re.compile(
    rf"(?P<who>{WHO})(?:,[^.!?;:\n,]{{1,60}},| alone| (?:himself|herself|myself))?,?(?:['’]d)?(?:\s{_AUX}\b,?){{0,6}}\s?$"
)
"""The subject of a verb, where only auxiliaries, adverbs and one aside stand between the two."""
SHARED = re.compile(
    rf"(?:^|[.!?;”\"\n]\s*|[—–,]\s?|\b(?:when|while|as|after|and|that day|then)\s)"
    rf"(?P<who>{WHO})\b{GAP}{{3,90}}?(?:\band\s|,\s)(?:{_AUX}\s){{0,3}}$"
)
"""The subject of a verb that is not its first: ``Anna opened it and …``."""

_OF = r"(?:that|about|of|where|who|what|how|why|whose|which)"
_ASIDE = (
    rf"(?:,?\s(?:only|at last|then|now|for the (?:very )?first time|again|once more|(?:quite |very |full |perfectly )?well|perfectly|all along|bitterly|quietly|openly|casually|once|aloud|"
    rf"in passing|in secret|from {PERSON}|(?:ever since|since|from|by|over|at|in|before|through|for|until|till) (?:the |his |her |my |a |an |that )?\w+(?:['’]s \w+)?(?: (?:before|ago))?|there|"
    rf"that (?:day|night|morning|evening|afternoon|(?:very |same )\w+)|much later|(?:long|\w+ (?:years|months|weeks|days)|years|months|weeks|days) (?:ago|before|earlier|since)|"
    rf"(?:to|with) (?:{WHOM}|(?:the |his |her |my )?\w+)),?|,[^,.;:!?\n]{{1,50}},){{0,3}}"
)
_NEWS = r"the (?:truth|secret|news|fact|whole (?:truth|story)|rumou?r)"
WHAT = rf"(?P<what>\swhat (?=[^.!?;:\n]{{4,60}}: that){GAP}{{4,60}}:{GAP}{{6,150}}|,?\s{_OF}\b{GAP}{{4,150}}|:\s{GAP}{{6,150}}|\s{_NEWS}\b{GAP}{{6,140}}|\s(?:all|everything|enough|a good deal|something) (?:he knew |she knew |I knew )?(?:about|of)\b{GAP}{{4,140}})"
LEARN = re.compile(
    r"\b(?P<verb>learn(?:ed|t|ing)?|discover(?:ed|ing)?|f(?:ou|i)nd(?:ing)? out|reali[sz](?:e|ed|ing)|got wind|c[ao]me to know|"
    rf"told|informed|hear(?:d)?|underst(?:ood|and)|saw|see|grasp(?:ed)?|gathered|notic(?:e|ed)|guess(?:ed)|suspect(?:ed)|dream(?:ed|t))\b{_ASIDE}(?={WHAT})"
)
"""A verb of learning, and what is learned."""
KNOW = re.compile(
    r"\b(?P<verb>kn[eo]wn?|underst(?:ood|anding)(?= (?:perfectly|quite|very|full|only too))|aware|unaware|ignorant|mindful|remember(?:ed|ing)|recall(?:ed|ing)|forg[eo]t(?:ten|ting)?|mention(?:ed|ing)|spoken?|speaking|talked|confided|"
    r"confessed|revealed|explained|thought|thinking|knowing|reflected|brooded|certain|knowledge|(?:no |the (?:faintest|least|slightest|remotest) )(?:idea|notion|inkling)|wrote|written|read|said|announced|complained|"
    rf"reported|remarked|declared|admitted|joked|boasted|warned|in the dark)\b{_ASIDE}(?={WHAT})"
)
"""A verb of knowing or telling, and what is known."""
OBJECT = re.compile(
    rf"\b(?P<verb>learned|learnt|discovered|knew|remembered|recalled|mentioned|watched|witnessed|saw|overheard)\s(?P<what>(?:the|a|an|his|her|their|{PERSON}(?:['’]s?)?)\s{GAP}{{8,150}})"
)
"""What somebody knows or saw, said without "that"."""
TELL = re.compile(
    rf"\b(?P<verb>told|informed|warned|reminded|assured|revealed (?:it )?to|confessed to|confided (?:in|to)|explained to|admitted to|let slip to|whispered to|broke (?:the news|it) to|wrote to|tell)\s"
    rf"(?P<whom>{WHOM}|the \w+|his \w+|her \w+|my \w+|them|everyone|us){_ASIDE}(?={WHAT})"
)
"""Who tells whom what."""
NEWS = re.compile(
    rf"\b(?:(?:c[ao]me as (?:news|an? (?:\w+ )?(?:surprise|shock|revelation|blow))|(?:was|were|be) (?:news|a (?:\w+ )?(?:revelation|surprise|shock))|dawned|revealed|broken) (?:to|on|upon) (?P<who>{WHOM})|"
    rf"(?:news|word|tidings)(?: (?:first|only|at last))? reached (?P<who2>{WHOM})|"
    rf"\b(?:[Nn]obody|[Nn]o one|[Nn]ot one of them|[Nn]one of them) (?:had )?(?:ever )?(?:told|warned|informed|mentioned to) (?P<who3>{WHOM})){_ASIDE}{WHAT}"
)
"""What is news to somebody."""
NEWS_OF = re.compile(
    rf"\b(?:[Tt]hat|[Tt]he news (?:that|of)|[Tt]he (?:fact that|discovery (?:that|of)|truth (?:of|about)|secret of)) (?P<what>{GAP}{{8,130}}?)\s(?:(?:was|came as|had come as|had been|were) (?P<known>no |not )?(?:an? |the )?(?:\w+ )?"
    rf"(?P<kind>news|surprise|revelation|shock|secret|known|thing) (?:to|for) (?P<who>{WHOM})|(?:only |first |never |at last )?(?:reached|shook|stunned|shocked|surprised|astonished|amazed|struck|hit|floored|staggered|crushed|took|left|dismayed|horrified|startled) (?P<who2>{WHOM}))"
)
"""The same the other way round: ``That the will was forged was news to Anna``."""
NO_SECRET = re.compile(
    rf"\b(?:no (?:secret|news|mystery) (?:to|from)|(?:well |long |already )known to) (?P<who>{WHOM})(?P<what>,?\sthat\b{GAP}{{4,150}})"
)
"""What somebody knows anyway."""
OPENING = re.compile(
    r"(?:^|(?<=[.!?”\"\n]\s)|(?<=\n))(?P<verb>Knowing|Thinking|Remembering|Mindful|Aware|Recalling|Learning|Discovering|Reali[sz]ing|Hearing|Unaware|Ignorant)"
    rf"(?P<what>(?:\s(?:only now|at last|for the first time|of|about|that|as (?:he|she) did|well|full well)){{0,3}}\s{GAP}{{4,120}}?),\s(?P<who>{WHO})\b",
    re.MULTILINE,
)
"""A participle before its subject: ``Knowing that …, Anna``."""
AS_KNEW = re.compile(
    rf"\b[Aa]s (?P<who>{WHO})\s(?:\w+ly\s|well\s|already\s|had\s|long\s|always\s){{0,3}}kn(?:ew|own)\b(?P<after>(?: well| full well| perfectly well)?,?\s(?:that\s)?{GAP}{{8,150}})?"
)
"""``As Anna knew, …`` and ``…, as Anna knew``."""
NAME = re.compile(
    rf"\b(?P<verb>learn(?:ed|t)?|f(?:ou|i)nd out|discover(?:ed)?|hear(?:d)?|told|kn[eo]wn?|called|addressed|greeted|hailed|asked)\b{GAP}{{0,40}}?\s"
    rf"(?:(?P<of>{PERSON})['’]s name|the name of (?P<of2>{PERSON})|(?:that )?(?:his|her|the \w+['’]s|the \w+ \w+['’]s|whose) name (?:was|is) (?P<of3>{PERSON})|"
    rf"(?P<of4>{PERSON}) by (?:his |her )?name|that (?:he|she) was called (?P<of5>{PERSON}))\b(?! and| of| in| on)"
)
"""Somebody's name, learned or used."""

_SEEN = r"(?:met|seen|set eyes on|laid eyes on|heard of|spoken to|spoken with|encountered|known|exchanged (?:a|one) word with)"
FIRST_MET = re.compile(
    rf"(?<!\w)(?=[ᐁᐃHhSsIipf])(?:(?P<who>{WHO})\s(?:(?:first|then first|at last|finally)\s)?(?:met|set eyes on|laid eyes on|saw|encountered|made the acquaintance of|was introduced to|shook hands with|came face to face with|spoke to|spoke with)\s"
    rf"(?P<whom>{WHOM})(?P<tail>[^.!?;\n]{{0,60}})"
    rf"|(?P<who2>{WHO}),?(?: who)?\s?(?:had never|['’]d never|had not(?: yet)?|hadn['’]t)\s(?:before\s|yet\s|once\s|so much as\s|in \w+ life\s)?{_SEEN}\s(?P<whom2>{WHOM})(?P<tail2>[^.!?;\n]{{0,50}})"
    rf"|(?P<who3>{PERSON}) and (?P<whom3>{PERSON})\s(?P<tail3>(?:finally |at last |first |then )?(?:met|were introduced|were strangers|had never (?:before )?(?:met|spoken|seen each other)|had not met){GAP}{{0,40}})"
    rf"|\b(?:introduced|presented)\s(?P<who4>{PERSON}) to (?P<whom4>{PERSON})(?P<tail4>{GAP}{{0,50}})"
    rf"|\bfirst (?:time|occasion) (?:that |on which )?(?P<who5>{WHO})\s(?:had )?(?:ever )?(?:{_SEEN}|saw)\s(?P<whom5>{WHOM})(?P<tail5>{GAP}{{0,30}})"
    rf"|(?P<who6>{PERSON}) was (?:a|an utter|a perfect|a complete|a total) stranger to (?P<whom6>{WHOM})(?P<tail6>{GAP}{{0,30}}))"
)
"""Two who meet, perhaps for the first time."""
FOR_FIRST = re.compile(
    r"\bfor the (?:very )?first time(?! in\b(?! (?:his|her|their) life)| since\b| (?:as|that (?:day|night|week|year|morning)|without|alone|after)\b)|"
    r"\bnever (?:before )?(?:once )?(?:met|spoken|seen)|\bnot (?:yet )?met|\bwere (?:introduced|strangers)|\bstranger to\b"
)
"""What makes of a meeting a first one."""
END = re.compile(
    r"^\s?(?:before|until (?:then|now|that \w+|this)|till then|in (?:his|her|my|their) lives|in (?:his|her|my) life|at all|yet|for the (?:very )?first time|face to face|in person|to that (?:day|hour|moment)|when|or heard)?"
    r"\s?(?:$|[,—–.;]|before\b|until\b|in (?:his|her|their) li|and\b|that (?:day|night|morning|evening|afternoon|spring|summer|autumn|winter)|in the|at the|on the)"
)
"""How a first meeting goes on; ``saw her for the first time in tears`` is none."""
_DID = (
    r"(?:had (?:long |always |once )?(?:known|met|loved|befriended|trusted|danced with|dined with)|knew|met|kissed|embraced|thanked|married|greeted|visited|talked (?:to|with)|spoke (?:to|with)|told|asked|"
    r"dined with|shook hands with|walked with|danced with|quarrelled with|nodded to|bade|bowed to|hugged|answered|said to|cried to|smiled at|waved to|begged|played \w+ with|was an old friend of|was a friend of)"
)
ACQUAINTED = re.compile(
    rf"(?P<who>{WHO})\s(?:and (?P<whom0>{PERSON}) (?:had|were|walked|sat|talked|shook|dined|went|argued|laughed|quarrelled|spoke|danced|stood|met|kissed|embraced|played|shared|grew up)\b(?! (?:never|not))|"
    rf"{_DID}\s(?P<whom>{WHOM})\b)"
)
"""Two who deal with each other."""

NOT = re.compile(r"\b(?:not|never|nothing|no)\b|n['’]t\b")
"""What denies, between subject and verb."""
UNSURE = re.compile(
    r"\b(?:suspect|guess|wonder|as if|as though|forg[eo]t|again|once more|anew|dream|lied|lie|pretend|rumou?r|half|almost|nearly|might|perhaps|would|if|unless|should)\w*\b",
    re.I,
)
"""What keeps a clause from being knowledge, or from being news."""
DOUBTED = re.compile(
    r"\b(?:if|whether|as if|as though|unless|wonder\w*|forg[eo]t\w*|suspect\w*|pretend\w*|suppos\w+|imagin\w+|dream\w*|perhaps)\b[^.!?;\n]{0,40}$",
    re.I,
)
"""What keeps it from that when it stands before the subject."""
FIRST = re.compile(
    r"\b(?:only (?:then|now|when|after|that|later|in|on|from|by|at|this)|not until|never (?:once |before |yet )?(?:known|heard|guessed|been told|realised|realized|suspected)|had(?: not|n['’]t) known|"
    r"did(?: not|n['’]t)(?: yet)? know|until (?:then|now|that|this)|till then|for the (?:very )?first time|now (?:learn|discover|underst|reali)|no (?:idea|notion|inkling)|(?:came as|was) (?:news|an? revelation)|"
    r"(?:at last|finally|first) (?:learn|discover|f|tol|hear)|the last (?:of all )?to|(?:\w*(?:ished|ised|ocked|rtled|ified|unned|ayed|struck|azed)|aghast) (?:to|when)|not before|news to|discovery that|nobody had (?:ever )?told|no one had (?:ever )?told|to (?:his|her|my) (?:\w+ )?(?:surprise|astonishment|amazement|horror|dismay|shock))",
    re.I,
)
"""What says that something is news."""
CUT = re.compile(
    rf",? (?:until|when|because|although|though|before|while|after|and (?={WHO})|from {PERSON}|and (?:said|did|turned|went|kept|wept|told))\b|,? (?:but|so|for) (?={WHO})"
    rf"|, (?:and|but|which|who|so|for|as|said|\w+ing)\b|, (?=(?:he|she|I|they) )|, (?={PERSON} [a-z])|,? [—–-]|—"
)
"""Where a clause that somebody knows ends and the sentence goes on."""

_SAID = (
    r"(?:said|says|asked|cried|replied|answered|whispered|muttered|murmured|added|called|shouted|exclaimed|remarked|observed|continued|told|went on|"
    r"returned|explained|warned|began|declared|admitted|confessed|insisted|agreed)"
)
SAID_AFTER = re.compile(
    rf"\s*(?:{_SAID}\s(?P<who>{PERSON}|he\b|she\b|I\b)|(?P<who2>{WHO})\s(?:\w+ly\s|had\s)?{_SAID}\b)"
)
"""Who said it, after the quotation."""
SAID_BEFORE = re.compile(rf"(?P<who>{WHO})\s(?:\w+ly\s|had\s)?{_SAID}\b{GAP}{{0,40}}[,:]?\s*$")
"""Who said it, before the quotation."""
