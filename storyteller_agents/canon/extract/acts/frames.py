"""Frames in which somebody is shown alive without being the subject of a plain verb of action.

He is spoken to, seen at something, busy, late, at his bench; he does not look up; it was he, out of breath. Each names
him in the group ``who``; a group ``verb`` is there where what he does is one word. The list of states and of what is
done to the living leaves out what may be done to the dead as well (they are found, brought, wept for, asleep).
"""

from __future__ import annotations

import re

from storyteller_agents.canon.reading import PERSON

_HIS = r"(?:his|her)"
_GOING = r"(?!(?:lying|being|nothing|something|anything|everything|evening|morning|during|hanging|rotting|bleeding|dying|having|according|missing|wearing|burning|floating|resting)\b)[a-z]{2,}ing"
_LIVELY = (
    r"(?:awake|busy|hungry|thirsty|drunk|tipsy|angry|cross|late(?! (?:lamented|husband|wife|father|mother))|early|glad|delighted|eager|amused|annoyed|furious|nervous|impatient|breathless|out of breath|"
    rf"on {_HIS} (?:way|feet|knees|hands and knees)|at (?:{_HIS}|the) (?:bench|desk|post|work|prayers|supper|dinner|breakfast|tea|lessons|books|piano|wheel|helm|oars|stove|loom|door|gate|window|table|bar|counter|rail|station|fireside|front door|back door|anvil|forge|easel|counter|plough|reins|tiller)|"
    rf"up (?:before|at|with|and)|hard at work|at work|in (?:good|high|low|great|excellent|fine) (?:spirits|humour|form|voice|temper)|in a (?:temper|hurry|rage|good mood|bad mood)|quick to|the first (?:to (?:speak|laugh|move|rise|arrive|answer|reply|see|come)|through|in|up|out|down)|"
    r"first (?:through|in|up|out|to (?:speak|laugh|move|arrive|answer))|about to (?!die)|too busy|full of (?:talk|news|plans|questions)|as usual|pacing|smiling|waiting|wide awake|sunburnt|surprised|puzzled|"
    r"well pleased|ready with|quite cheerful|cheerful|talkative|in no hurry|in the habit|learning|fond of)"
)
_TOLD = (
    r"(?:asked|begged|thanked|invited|persuaded|ordered|urged|warned|hired|consulted|interrupted|scolded|teased|questioned|challenged|congratulated|bribed|tickled|nodded (?:\w+ )?to|waved (?:\w+ )?(?:to|at)|"
    r"smiled (?:\w+ )?at|winked at|grinned at|whispered to|talked to|shouted to|called (?:out )?to|beckoned to|bowed to|quarrell?ed with|argued with|bargained with|chatted with|shook hands with|raced|overtook)"
)
_WITH = (
    r"(?:played|danced|dined|supped|lunched|breakfasted|walked|talked|chatted|argued|quarrell?ed|spoke|sat|drank|ate|worked|fished|travell?ed|rode|drove|sang|laughed|joked|whispered|shared \w+(?: \w+)?|skated|swam|fenced|wrestled|"
    r"strolled|gossiped|conferred|bargained|haggled|shook hands|changed places|corresponded)"
)

FRAMES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<who>{PERSON})(?:,[^,.;:!?\n]{{1,60}},)? (?:was|were|is)(?: still| already| now| always| only| just| quite| very| there| so| as usual| \w+ly){{0,2}} {_LIVELY}(?=[.,;:!?]| [a-z])",
        rf"(?P<who>{PERSON}) (?:was|is|had a|has a|had \w+|stayed|remained|stood)(?! (?:had|dead|buried|laid|killed|drowned|hanged|found)\b) [^.;:!?\nᐁᐃ]{{2,60}}, (?:\w+ly )?(?P<verb>{_GOING})\b",
        rf"(?P<who>{PERSON}) (?:was|is|had (?:a|an|no|nothing)|has (?:a|an|no|nothing)|would not|could not|wouldn['’]t|couldn['’]t|must have|might have been|did not|didn['’]t)(?! (?:been )?(?:dead|buried|killed|drowned|hanged|laid|survive|live)\b) [^.;:!?\nᐁᐃ]{{2,70}},? (?:and|but) "
        rf"(?:then |only |so |just |merely )?(?P<verb>grinned|said|laughed|smiled|paid|blew|turned|went|walked|took|sat|stood|ate|drank|asked|answered|nodded|shrugged|looked|ran|rose|told|bought|put|held|pulled|pushed|began|threw|"
        rf"called|cried|whispered|spoke|replied|shook|lifted|poured|lit|opened|closed|shut|knocked|yawned|stretched|whistled|sang|hummed|came|crossed|reached|kept (?:on|talking|walking)|gave (?:a|him|her|them|no))\b",
        rf"(?P<who>{PERSON}) (?:can|could|may|might|was to|is to) be (?:seen|heard|found|met)\b(?! (?:no more|dead|in the (?:churchyard|cemetery)))",
        rf"(?P<who>{PERSON}) (?:was|is)(?: often| sometimes| always)? (?:seen|heard|observed|noticed|spotted|caught|found|met)[^.;:!?\nᐁᐃ]{{0,50}},? (?P<verb>{_GOING})\b",
        rf"(?P<who>{PERSON}) (?:did not|didn['’]t|does not|doesn['’]t|would not|wouldn['’]t) (?:even |so much as |at once |once )?(?P<verb>look (?:up|round|at|back|away)|turn|smile|laugh|like|agree|ask|trust|mind|approve|notice|want|believe|"
        rf"seem to (?:mind|notice|hear|care)|stop|wait|care|hesitate|eat|drink|dance|sing|let (?:go|him|her|them)|sit|give|take|say|lift|raise|touch|care)\b",
        rf"\b(?:saw|found|met|passed|overtook|spotted|caught|noticed|heard|watched) (?P<who>{PERSON})(?: (?!dead|buried|hanging|laid)[\w'’-]+){{1,7}}, (?P<verb>{_GOING})\b",
        rf"\b(?:heard|hear|caught|knew|recogni[sz]ed) (?P<who>{PERSON})(?:['’]s? (?:voice|cough|step|steps|tread|laugh|laughter|footsteps?|whistle|knock|shout|chuckle|boots|singing|snores?) | )(?:on|in|at|from|upon|behind|outside|below|above|overhead|coming|through|across) ",
        rf"\b{_TOLD} (?P<who>{PERSON})(?!['’]s?\b)(?=[.,;:!?]| (?:for|to|whether|if|the|what|how|why|about|again|on|in|at|and|as|that|by|from|across|over|with|a|an|one|his|her|not)\b)",
        rf"\b{_WITH}(?: \w+){{0,2}}? with (?P<who>{PERSON})(?!['’]s?\b)(?=[.,;:!?]| (?:at|in|on|until|till|and|for|all|that|as|about|over|by|to|every|again|last|after|before|under|who)\b)",
        rf"\b(?:waited for|left|told|asked|fell to|up to|helped|wanted|allowed|sent|begged|got|persuaded|taught|paid|expected|turn for|time for) (?P<who>{PERSON}) to (?P<verb>(?!die|rest|be|his|her|the|drown|rot|go|have|lie)[a-z]{{3,}})(?= [a-z]|[.,;])",
        rf"\b(?:gave|handed|passed|offered|poured|lent|sold|showed|bought|threw|tossed|brought|fetched) (?P<who>{PERSON})(?!['’]s?\b) (?:a|an|the|his|her|some|another|two|three|back|more|one)\b(?! (?:\w+ )?(?:burial|funeral|grave|tomb|headstone|stone|wreath|send-off|resting))",
        rf"\b(?:gave|handed|passed|offered|lent|sold|showed|threw|tossed|held out|brought|read) (?:it|them|[^.;:!?\nᐁᐃ]{{3,50}}) to (?P<who>{PERSON})(?!['’]s?\b)(?=[.,;:!?]| (?:and|who|with|as|across|over|without|in|for|again)\b)",
        rf"\b(?:sat|stood|seated|standing|sitting|sit) (?:down )?(?:\w+ )?(?:opposite|across from|facing|next to|between|behind|back to back with|side by side with)(?: to)? (?P<who>{PERSON})(?!['’]s?\b)(?=[.,;:!?]| (?:and|at|in|on|who|all|that|with|as)\b)",
        rf"\b[Ww]ith (?P<who>{PERSON}) (?:at (?:the|his|her) (?:wheel|tiller|reins|piano|oars|helm|head|elbow|side|heels)|beside (?:him|her|me|them)|looking on|on (?:his|her|my) arm|in the lead|close behind|(?P<verb>{_GOING}))\b",
        rf"\b(?:followed|accompanied|led|joined|assisted|helped|driven|pursued|chased|overheard|escorted|urged on|egged on) by (?P<who>{PERSON})(?!['’]s?\b)",
        rf"\b(?:leaning on|took|taking|on) (?P<who>{PERSON})['’]s? arm\b",
        rf"\b[Aa]mong (?:the|those|them)(?! (?:\w+ )?(?:dead|drowned|fallen|killed|lost|slain|bodies|victims|graves|names|portraits|pictures|papers|letters|who (?:had )?(?:died|fell)))[^.;:!?\nᐁᐃ]{{0,40}} (?:was|were|stood|sat|came|danced) (?P<who>{PERSON})(?!['’])",
        rf"(?P<who>{PERSON}) had (?:(?:a|an|his|her|some) (?:[a-z]+ )?)?(?:dinner|supper|lunch|luncheon|breakfast|tea|coffee|drinks?|meal|glass of \w+|cup of \w+|talk|chat|quarrel|argument|game|walk|swim|bath|row|word|nap|smoke|laugh)(?=[.,;!]| (?:with|at|in|on|by|together|alone|and|about|before|after|over)\b)",
        rf"(?P<who>{PERSON}) (?:paid|made) (?:him|her|them|us|me|[ᐁᐃ]ᐄ*|the [a-z]+) (?:a|another) (?:visit|call|offer|bow|sign)\b",
        rf"(?P<who>{PERSON}) had (?:only )?just (?!died|been buried|been killed|lost)[a-z]{{3,}}",
        rf"(?P<who>{PERSON}) (?:has|wants|needs|likes|thinks|knows|hopes|intends|lives|means|keeps|owns|runs|works|sends|tells|swears) (?!(?:been )?(?:dead|died|buried))",
        rf"\b(?:[Ii]t|[Tt]his|[Tt]hat|there|doorway|step|door|gate|window|threshold) (?:was|is|stood|came) (?P<who>{PERSON})(?: himself| herself| again)?, (?:come\b|out of|back (?:from|already|again)|in {_HIS}|with (?:{_HIS}|a|the|an)|{_HIS} \w+|{_GOING}|very much alive|red|wet|pale|breathless|asleep|awake|half)",
        rf"\b(?:[Nn]or|[Nn]either|word|sound|[Ll]ittle|[Oo]ften|[Tt]wice|moment|step|[Tt]hen|[Oo]nly then) (?:did|does) (?P<who>{PERSON}) (?P<verb>(?!die|live|survive|come back|see)[a-z]{{3,}})\b",
        rf"\b(?:was|were)(?: [a-z]+){{0,4}} by (?P<who>{PERSON})(?: himself| herself)?,? (?:who |in {_HIS} (?:shirt|apron|nightshirt|slippers|stocking)|with a |{_GOING})",
        rf"(?P<who>{PERSON})['’]s? (?:voice|laugh|whistle|footsteps|steps|singing|snores?) (?:could be|can be|was|were|is) (?:heard|audible|raised|the loudest)\b",
        rf"(?P<who>{PERSON})['’]s? (?:hands|fingers|feet|eyes|lips|cheeks|face|brow|mouth|teeth) (?:were|was) (?:busy|never still|quick|moving|working|at work|drumming|dancing|full|bright|red with|flushed|wet|twitching|trembling|shaking|chattering|on (?:the|him|her|them|me)|fixed on)\b",
        rf"\b(?:[Tt]he )?(?:first|last|next|only one|one|man|woman|loudest|second|person)(?: \w+)? (?:to|who) (?P<verb>speak|laugh|rise|leave|arrive|answer|move|come|laughed|spoke|answered|moved|came|rose|opened|knocked|called|shouted|smiled)(?: \w+){{0,4}} (?:was|is) (?P<who>{PERSON})(?!['’])",
    )
)
"""Patterns over masked narration; the caller looks for a pluperfect or a negation before them."""
