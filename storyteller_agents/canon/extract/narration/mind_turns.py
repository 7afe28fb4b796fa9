"""The turns of English that tell what somebody thought, or felt unseen: nobody can see these from outside.

Each names the person in the group ``who``. What excuses a turn (a guess, a later report) is not looked at here.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.reading import PERSON

_WHO = rf"(?P<who>{PERSON}|\b(?:[Hh]e|[Ss]he)\b)"
_HIM = rf"(?P<who>{PERSON}(?!['’]s)|\b(?:him|her)\b)"
_ADVERBS = r"(?:,[^,.!?\n]{1,60},|(?:,?\s(?:[a-z]{2,}ly|never|then|now|still|also|just|only|even|already|always|at last|in truth|for (?:his|her) part),?){0,2})"
_EMOTION = (
    r"(?:pang|stab|twinge|surge|rush|wave|flash|flicker|flood|prick|thrill|glow|touch|spark|tightness|chill|stirring|jolt|tide|ache|"
    r"burst|gust|sense|spasm|pulse|tremor)"
)
_FEELING = (
    r"(?:ashamed|shame|guilty|guilt|jealous|jealousy|lonely|loneliness|homesick|betrayed|relieved|relief|envious|envy|uneasy|unease|"
    r"afraid|fear|dread|grief|sorrow|sadness|joy|anger|rage|pity|remorse|regret|hope|despair|doubt|panic|longing|pride|hatred|"
    r"contempt|disgust|desire|love|tenderness|foreboding|horror|humiliation|disappointment|resentment|gratitude)"
)
_SECRETLY = (
    r"(?:secretly|inwardly|privately|in secret|in (?:his|her) (?:own )?(?:secret )?(?:heart|mind|thoughts|soul)(?: of hearts)?|"
    r"deep (?:down|inside|within)|at the back of (?:his|her) mind|silently to (?:himself|herself)|behind (?:the|his|her) (?:smile|mask|calm))"
)
_PRIVATELY = (
    r"(?:had (?:[a-z]+ )?)?(?:wondered|hoped|wished|regretted|resented|dreaded|feared|suspected|doubted|longed|yearned|envied|despised|mistrusted|distrusted)\b(?! (?:aloud|out loud|at (?:him|her|us|me)))|"
    r"(?:had )?(?:decided|resolved|concluded|realised|realized|understood|knew|guessed|reflected|considered) (?:that|how|what|why|then that|not to)|knew (?:very well|perfectly|at once|better|then)|"
    r"(?:was|had been|had) (?:[a-z]+ly )?(?:counting|adding|reckoning|calculating|thinking|wondering|remembering|dreaming|planning|hoping|longing|praying|recalling) (?!aloud)|"
    r"remembered (?:an?|how|another|what|that|something|someone)|recall(?:ed|ing) (?:an?|the|his|her)|(?:could not|couldn['’]t|did not|didn['’]t|never|had never|had always) "
    r"(?:really |quite |once |at all )?(?:forget|forgotten|remember|remembered|believe|believed|trust|trusted|understand|understood|like|liked|loved|known|feared|hated|felt|stop thinking|bring (?:him|her)self|admit|explain|decide|care)\b|"
    r"(?:would have (?:liked|given|preferred))|felt (?:nothing|only|very|so|too|suddenly|strangely|a little|sure|certain|safe|cold|sick|old|small|young|lonely|foolish|better|happy|ill|dizzy|"
    r"faint|the (?:cold|blood|tears|sting|weight|old|same)|(?:his|her) (?:heart|stomach|courage|throat|cheeks|face|knees))|thought: |thought (?:how|only of|no more|nothing of|instead|again|about)\b|"
    r"was (?:[a-z]+ly )?(?:ashamed|homesick|jealous|envious|lonely|afraid|sorry|glad|relieved|uneasy|weary|sick) (?:of|at|for|to|that|about|with)\b|lay awake|tasted (?:blood|fear)|"
    r"saw (?:again|in (?:his|her) mind)|(?:recognised|recognized) [^.!?;\n]{3,40} and (?:was|felt|thought|knew)"
)
_AWAY = (
    r"(?:[Ww]hen|[Aa]fter|[Oo]nce|[Aa]s soon as|[Nn]o sooner) (?:I|we) (?:had |was |were )?(?:gone|left(?=,| the| them| him| her)|departed|out of (?:sight|hearing|earshot|the (?:room|house|way))|(?:fallen )?asleep|ridden (?:off|away)|"
    r"driven (?:off|away)|walked (?:off|away|out|on)|gone [a-z]+|turned (?:the|my|our) [a-z]+|fell asleep|closed the door behind me|slept)(?: [a-z]+){0,4}|"
    r"(?:[Ll]ong|[Hh]ours|[Ss]oon) after I (?:had )?(?:left|gone|fallen asleep|fell asleep|slept)(?: [a-z]+){0,4}|(?:[Bb]ehind my back|[Ww]here I could not (?:see|hear) (?:it|him|her|them)|[Oo]ut of my (?:sight|hearing)|"
    r"[Ww]hile I (?:slept|was (?:away|gone|asleep|sleeping|out)))(?: [a-z]+){0,3}|[Aa]lone (?:at last|again|in (?:his|her) (?:[a-z]+ )?(?:room|bed|house|study)|at home)(?: (?:that|the) (?:night|evening))?"
)
_TURNS = (
    rf"{_WHO}(?:\s(?:had|was))?{_ADVERBS}\s(?:thought|thinking|wonder(?:ed|ing)|said|reflected|mused|told|promised|vowed|swore|repeated|"
    rf"reminded|admitted|assured|asked|decided)\s(?:inwardly\s|only\s)?(?:to\s)?(?:himself|herself)\b(?!\s(?:aloud|out loud))",
    rf"{_WHO}(?:\s(?:had|was))?{_ADVERBS}\s(?:wonder(?:ed|ing) (?:if|whether|how|what|why|who|where|when)|thinking (?:of|about|that|how)|"
    r"(?:remember|recall)(?:ed|ing) (?:that|how|with|what)|remembered, |thought (?:of|back|about|with)|"
    r"knew, |(?:knew|realised|realized|understood|decided|resolved|hoped|wished|feared|suspected|sensed|concluded|reflected) that|"
    r"(?:longed|yearned|dreaded|meant|intended|hoped|wished) (?:to|for)|(?:envied|despised|loathed|hated|pitied) (?:him|her|them|me|the)|"
    r"made up (?:his|her) mind|(?:could not|couldn['’]t) help (?:thinking|feeling|wondering))\b",
    rf"{_WHO}{_ADVERBS}\s(?:felt|was feeling|was seized by|was filled with|was overcome (?:by|with))\s(?:an?|the|no|only|nothing but|his|her)?\s?(?:[a-z]+\s){{0,2}}"
    rf"(?:{_EMOTION}\b|{_FEELING}\b|heart\b|stomach\b|courage\b|pulse\b|blood\b|throat\b|chest\b|resolve\b)",
    rf"\b(?:{_EMOTION} of (?:[a-z]+ ){{0,2}}[a-z]+|{_FEELING}) (?:[a-z]+ )?(?:passed|ran|went|swept|rose|washed|flooded|shot|coursed|came|settled|flickered|stirred)\s"
    rf"(?:up\s)?(?:through|over|in|within|inside|into|across|upon) {_HIM}",
    rf"\b[Ii]t (?:[a-z]+ )?(?:occurred to|dawned (?:on|upon)|struck|came to|crossed the mind of) {_HIM} (?:[a-z]+ ){{0,2}}?(?:that|how|why|what)\b",
    rf"(?P<who>{PERSON}['’]s|\b(?:[Hh]is|[Hh]er)\b) (?:thoughts?|mind|memory) (?:had |was |were )?(?:went|gone|drifted|drifting|turned|ran|raced|racing|wandered|"
    r"wandering|flew|leapt|strayed|returned|full|far|made|whirled|slipped|already)\b",
    rf"\b[Tt]o {_HIM},? (?:the|it|that|this|everything|all)\s(?:[a-z]+\s){{0,3}}felt\b",
    rf"{_WHO}{_ADVERBS}\s(?:[a-z]+\s){{0,3}}{_SECRETLY}\b",
    rf"\b(?i:{_SECRETLY}),?\s{_WHO}\s[a-z]+",
    rf"{_WHO}(?:\s[a-z]+){{1,8}},? (?:though|although|but|and|yet) (?:he|she) (?:hid|showed (?:no|noth)|told (?:no ?one|nobody)|did not (?:show|let)|"
    r"didn['’]t (?:show|let)|gave no sign|kept (?:it|his face|her face|this|that)|betrayed no|would never have|never (?:told|said|let|admitted))",
    rf"{_WHO} was (?:[a-z]+ )?{_FEELING}\b[^.!?;\n]{{0,20}} (?:no ?one|nobody) (?:[a-z]+ ){{0,4}}(?:knew|saw|guessed|noticed)",
    rf"{_WHO}{_ADVERBS}\s(?:{_PRIVATELY})\b",
    rf"{_WHO}\s[^.!?;:\n\ue000]{{2,90}}?(?:,|\band|\bbut|\bthen)\s(?:[a-z]+ly )?(?:{_PRIVATELY})\b",
    rf"\b(?:{_AWAY}),? (?:and )?{_WHO}\s[a-z]+",
    rf"\b(?:{_EMOTION}(?: of [a-z]+)?|{_FEELING}) (?:[a-z]+ )?(?:settled|rose|gathered|tightened|knotted|spread|grew|crept|lodged|lay|burned|burnt) (?:up )?(?:in|inside|within|round|around|through|on) "
    rf"(?P<who>{PERSON}['’]s|\b(?:his|her)\b) (?:[a-z]+ )?(?:stomach|chest|heart|throat|breast|belly|mind|bones|veins|spine|soul)\b",
    rf"\b(?:[Ss]omething|[Aa] voice|[Ee]verything) (?:deep )?(?:in|inside|within) {_HIM},? (?:had )?[a-z]+",
    rf"\b(?:[Ii]nside|[Ww]ithin) {_HIM},",
    rf"(?P<who>{PERSON}['’]s|\b(?:[Hh]is|[Hh]er)\b) (?:own )?(?:thoughts?|mind|heart|conscience|courage|spirits?|hopes?|pride|memory|suspicions?|doubts?|fears?) "
    r"(?:had |was |were )?(?:sank|sunk|leapt|leaped|on|with|elsewhere|ached|aching|failed|soared|rose|pricked|troubled|cried out|rebelled|hardened|softened|misgave|stirred|"
    r"faltered|filled with|heavy|set on|made up|not on|at ease|uneasy|occupied|busy)\b",
    rf"\b(?:[Tt]he|[Tt]hat|[Tt]hose|[Tt]his|[Tt]hese) (?:[a-z]+ )?(?:words?|remark|thought|smell|sound|sight|name|question|silence|voice|tune|song|news|letter|insult|memory|answer|place|face|scent) "
    rf"(?:had )?(?:stung|hurt|wounded|reminded|haunted|troubled|pleased|comforted|frightened|tormented|grieved|angered|brought back to|stirred in|made) (?:to )?{_HIM} "
    r"(?:more|of|so|deeply|less|even|to the|in|with|think|feel|remember|long|ashamed|afraid|uneasy|sad|happy|homesick|wonder)\b",
    rf"\b[Ii]t (?:[a-z]+ )?(?:pleased|troubled|hurt|relieved|annoyed|puzzled|comforted|worried|grieved|saddened|amused|shamed|frightened|pained|irritated|gratified|vexed|seemed to|made no difference to|mattered (?:to|little to)) "
    rf"{_HIM} (?:to think|to remember|to know|that|how|now)\b",
    rf"\b(?:[Nn]one|[Nn]othing|[Ll]ittle|[Aa]ll) of (?:this|that|it) (?:had )?(?:mattered to|interested|reached|concerned|touched|surprised|escaped|was real to) {_HIM}\b",
    rf"\b[Tt]o {_HIM},? (?:it|this|everything|they|all|that) (?:[a-z]+ )?(?:seemed|felt|appeared|looked|sounded)\b",
    rf"\b[Aa]n? (?:[a-z]+ )?(?:memory|thought|idea|suspicion|doubt|plan|hope|picture|question|image) (?:of [a-z ]{{1,30}} )?(?:came (?:to|back to)|crossed|struck|formed in|rose in|entered|occurred to|took shape in|flitted through|nagged at|gnawed at|haunted) "
    rf"(?P<who>{PERSON}(?:['’]s)?|\b(?:him|his|her)\b)",
    rf"{_WHO} (?:had|carried|kept|nursed|hid|cherished) (?:an?|his|her|the) (?:[a-z]+ )?(?:secret|hope|grudge|doubt|suspicion|plan)s?(?:,| in| to (?:him|her)self| of (?:his|her) own| close)\b",
    rf"\b(?:[Nn]o ?one|[Nn]obody) (?:else )?(?:knew|saw|guessed|noticed|suspected)[^.!?;\n]{{0,30}} (?:how|what|that) {_WHO} (?:[a-z]+ly )?(?:felt|thought|feared|hoped|was|had|longed|suffered|wanted)\b",
    rf"\b(?:[Bb]ehind|[Bb]eneath|[Uu]nder|[Ff]or all) (?:the|that|this|his|her) (?:[a-z]+ )?(?:smile|mask|calm|laugh|laughter|face|words|composure|manner|politeness|show|indifference)[a-z ]{{0,20}},? {_WHO} (?:was|had|felt|hated|feared|longed|knew|wanted|thought)\b",
)
MINDS = tuple(re.compile(turn) for turn in _TURNS)
"""The patterns of the turns."""
