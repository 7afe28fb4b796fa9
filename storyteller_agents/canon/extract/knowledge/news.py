"""What is news to somebody, by what stands beside it: facts `news`, for what `knowledge/` can't read as one clause.

``It had never entered her head``, ``It was the first that Anna knew of it``, ``Only when the ice broke did he find out``:
such a turn tells that a thing is new to somebody, and what the thing is stands in its sentence or in the neighbours of
that in the paragraph. The value is the passage, the notes are its stems; ``"word"`` before a note is what is quoted in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from storyteller_agents.canon.extract.gist import NUMBER, gist, stem, stems
from storyteller_agents.canon.extract.knowledge.speakers import speaker
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.hedges import QUOTED
from storyteller_agents.canon.reading import GAP, PERSON, WHO, WHOM, WHOSE, Reading

_LEARN = (
    r"(?:learn(?:ed|t)?|find out|found out|discover(?:ed)?|hear[d]?|see|saw|understood|understand|reali[sz]ed?|know|knew|guess(?:ed)?|grasp(?:ed)?|gather(?:ed)?|notice[d]?|read|get to know|come to know|came to know|"
    r"be told|been told|was told|recogni[sz]ed?|perceived?|suspect(?:ed)?)"
)
_KNOWN = (
    r"(?:guessed|known|heard|suspected|dream(?:ed|t)|been told|learned|learnt|imagined|noticed|asked|seen|read|opened|unfolded|unsealed|broken|set (?:foot|eyes)|tasted|touched|met|understood|reali[sz]ed|thought|found out|"
    r"discovered|been (?:in|inside|into|to|there|shown|taught|given)|had (?:one|it|any)|held|laid eyes|looked|set eyes|come across|supposed|spoken|entered|walked|crossed|learned|got wind|given (?:it|that|him|her) a thought|"
    r"been aware|gone (?:in|into|through|there|up|down|beyond)|worn|used|played|ridden|climbed|owned|possessed)"
)
_AD = r"(?:\s(?:once|ever|yet|before|so much as|even|till then|until then|until now|till now|to that (?:day|hour)|in (?:his|her|my) life|at any time|for (?:a|one) (?:moment|minute|instant)|really|rightly)){0,2}"
_KEYS = r"(?:code|word|password|watchword|countersign|number|name|key|secret|news|address|combination|answer|reason|sign|signal|hint|message|letter|explanation|truth)"
_TURNS = re.compile(
    r"(?<!\w)(?=[ᐁᐃHhSsIiOoNnTtWwUuBbCcRrEeLl])(?:"  # a word that may open one of them: the rest is too dear to try at every letter
    + "|".join(
        (
            rf"(?P<a>{WHO})(?:,[^.!?;\n]{{1,40}},)?\s(?:(?:had|has|was|were|did|could) )?(?:as yet |still |till then |until then )?(?:had (?:had )?(?:no|not the (?:least|slightest|faintest|remotest)|never (?:had )?(?:the (?:least|slightest) |an? |any )?|not an?) ?(?:notion|idea|inkling|suspicion|thought|word|hint|knowledge)\b|"
            rf"(?:no|not the (?:least|slightest|faintest)) (?:notion|idea|inkling|suspicion|knowledge|hint|word)\b|(?:(?:quite|wholly|altogether|entirely) )?(?:unaware|ignorant|in the dark)\b|(?:knew|known|heard|been told|guessed|suspected|learned|had heard) nothing\b)",
            rf"(?P<b>{WHO})(?:,[^.!?;\n]{{1,40}},)?(?:\shad(?: passed| lived| walked| gone| sat| slept| known| served| worked)[^.!?;\n]{{2,60}} (?:and|but|yet)(?: had)?)?(?:\shad|['’]d|\shas|\shadn['’]t|\sand)?\s(?:never|not|neither){_AD}\s(?:had )?{_KNOWN}\b",
            rf"(?P<c>{WHO})\s(?:did not|didn['’]t|could not have|couldn['’]t have|had not|hadn['’]t)\s(?:yet )?(?:know|known|learn|learned|guess|guessed|hear|heard|suspect|told)\b",
            rf"(?P<d>{WHO})\s(?:(?:had )?(?:only |first |at last |now |then |so |thus |never ){{0,2}})(?:{_LEARN}|opened|met|broke|tasted|visited|entered|beheld|held|tried|crossed)\b{GAP}{{0,70}}?\b(?:for the (?:very )?first time|only (?:now|then|when|after|from|by|that|this|in|at|on|through|because|on)|at last|not (?:before|until|till))\b",
            rf"(?P<e>{WHO})\s(?:(?:had )?(?:only|first|at last|finally|now|now first|only now|only then|then first|then)\s){_LEARN}\b",
            rf"\b(?:[Oo]nly|[Nn]ot (?:until|till|before)|[Nn]ever (?:until|till|before))\b[^.!?;\n]{{1,110}}?\b(?:did|had|was|could)\s(?P<f>{WHO})\s(?:\w+ly |at last |first |so much as |ever )?(?:{_LEARN}|{_KNOWN}|told|shown|aware)\b",
            rf"\b(?:[Nn]ever|[Nn]ot once|[Nn]or|[Nn]ot for a moment)\s(?:had|did|could|would) (?P<g>{WHO})\s(?:once |ever |so much as |till then |until then |have )?(?:{_LEARN}|{_KNOWN}|told)\b",
            rf"\b(?:[Ii]t|[Tt]hat|[Ww]hich|[Tt]he (?:idea|thought|notion|possibility))\s(?:had |has |did )?(?:never|not)(?: once| yet| so much as| even)?\s(?:had )?(?:enter(?:ed)?|cross(?:ed)?|come into|come to|occur(?:red)? to|struck|dawn(?:ed)? on|pass(?:ed)? through|suggest(?:ed)? itself to)\s(?P<h>{WHOSE}|{WHOM})(?:\s(?:head|mind|thoughts?|heart|brain))?",
            rf"\b(?:was|were|had been|came as|is) (?:quite |all |wholly |altogether )?(?:the )?(?:first|news|a (?:\w+ )?(?:surprise|revelation|shock|discovery|blow|secret)|new|unknown|strange|a mystery|a closed book|unheard[- ]of)\s(?:to|for|that|thing|word|hint|sign)?\s?(?:{GAP}{{0,20}}?\b)?(?P<i>{WHOM}|{WHO})\b",
            rf"\b(?:[Nn]obody|[Nn]o[- ]one|[Nn]ot a soul|[Nn]one of (?:them|us)|[Nn]either of them|[Nn]o (?:letter|word|message))\s(?:had )?(?:ever |yet |so much as |thought to |troubled to |had the heart to |cared to |dared to |been able to )?(?:told|tell|warned|warn|informed|inform|mentioned (?:it |this |that )?to|shown|show|spoken of (?:it|this|that) to|said (?:a word|anything) (?:of it |about it )?to|let|taught|explained (?:it|this) to|reached)\s(?P<j>{WHOM})",
            rf"(?P<k>{WHO})\s(?:was|were|stood|sat)\s(?:\w+ly )?(?:astonished|amazed|astounded|surprised|startled|thunderstruck|dumbfounded|shocked|stunned|staggered|horrified|taken aback|bewildered|struck dumb)\b{GAP}{{0,40}}?\b(?:to (?:learn|hear|find|see|read|discover|be told)|when|at|that)\b",
            rf"\b(?:[Tt]hat|[Tt]his|[Ii]t|[Ss]uch) was (?:only )?how (?P<l>{WHO})\s(?:\w+ )?{_LEARN}\b|\b(?:[Ss]o|[Tt]hus|[Ii]n this way) (?P<l2>{PERSON})\s(?:first |at last )?{_LEARN}\b",
            rf"\b(?:[Uu]ntil|[Tt]ill|[Uu]p to|[Bb]efore) (?:that|this|the) (?:\w+ )?(?:hour|day|moment|minute|night|morning|evening|afternoon|instant|letter|summer|winter|year),? (?P<m>{WHO})\s(?:had|did|has|was)\b",
            rf"(?P<n>{WHO})\s(?:had )?(?:always |all (?:his|her|my) life |till then |until then |up to then |hitherto |never )(?:believed|supposed|thought|taken|been told|assumed|imagined|understood|fancied|held|doubted)\b",
            rf"(?P<o>{WHO})\s(?:had to (?:be (?:told|shown|taught|led)|have it|ask|inquire)|asked (?:what|who|whose|where|why|whether|him to (?:say|repeat)|her to (?:say|repeat)|to be told|to have it)|(?:could|would) (?:not|hardly|scarcely) (?:have )?believed? (?:it|what|that|his|her))\b",
            rf"\b(?:told|informed|showed|shown|broke it to|whispered (?:it )?to|confessed to|confided to|revealed to|explained to|taught|let slip to|wrote to)\s(?P<p>{WHOM})\b{GAP}{{0,90}}?\b(?:now first|at last|for the (?:very )?first time|only (?:now|then|that|this|when|after)|never (?:known|heard|guessed|suspected))\b",
            rf"\b(?:[Nn]obody|[Nn]o[- ]one|[Nn]ot a soul) (?:had )?(?:ever )?(?:given|handed|lent|passed|sent|trusted|confided) (?P<q>{WHOM}) (?:with )?(?:the|an?|any|his|her|its) (?:\w+ )?{_KEYS}\b",
            rf"\b[Ii]t (?:took|cost|had taken) (?P<r>{WHOM})\s{GAP}{{1,40}}?\bto (?:find out|discover|learn|work out|make out|understand|reali[sz]e|guess)\b",
            rf"(?P<s>{WHO}) had to (?:find (?:it |that )?out|learn|discover|work (?:it )?out|guess)\b",
            rf"\b[Ii]t (?:was|had been) (?:only|not (?:until|till|before))\b{GAP}{{1,90}}?\bthat (?P<t>{WHO}) (?:had )?(?:first |finally |at last )?{_LEARN}\b",
            rf"\b(?:[Nn]o|[Nn]ot an?|[Nn]or an?y?|[Nn]ever an?) (?:breath|whisper|rumou?r|hint|news|tidings|report|word|inkling|mention|echo|syllable)\b{GAP}{{0,60}}? (?:had )?(?:ever |yet )?(?:reached|come to|got to|found its way to) (?:the ears? of )?(?P<u>{WHOM}|{WHOSE})",
            rf"(?P<v>{WHO})(?:,? who(?:,|\s){GAP}{{0,60}}?)?\s(?:had )?(?:\w+ly )?(?:dream(?:ed|t)|thought|suspected|guessed|heard|known|knew|been told) (?:of |about )?(?:no such|nothing of|none of)\b",
            rf"(?P<w>{WHO})\s(?:had )?(?:learned|learnt|heard|read|discovered|found out|understood|gathered),?\s(?:then |there |from (?:him|her|it|them) )?(?:with|to (?:his|her|my))\s(?:\w+ )?(?:amazement|astonishment|surprise|horror|dismay|shock|bewilderment|consternation)\b",
            rf"(?P<x>{PERSON}['’]s?) (?:very )?first (?:news|word|hint|inkling|notion|knowledge|intimation|suspicion)\b|(?P<x2>{WHO}) (?:was|were) the (?:very )?last (?:\w+ )?(?:of all )?to (?:know|hear|learn|be told|find out|discover)\b",
        )
    )
    + ")"
)
_SPOKEN = re.compile(
    r"\b(?:(?:I|we) (?:(?:really |truly )?(?:never|didn['’]t|did not) (?:even |so much as )?(?:knew|know|heard|hear|guessed|guess|suspected|dreamed|dreamt)\b|"
    r"(?:had|have)(?: not|n['’]t)? (?:no|an?|the (?:least|slightest|faintest)) (?:idea|notion|inkling|suspicion)\b)|"
    r"(?:[Nn]obody|[Nn]o[- ]one) (?:has |had |have )?(?:ever )?(?:told|tells|tell|warned|said a word to) (?:me|us)\b|"
    r"(?:[Tt]his|[Tt]hat)(?: is|['’]s) (?:the first (?:that )?I(?:['’]ve| have)? (?:hear|heard|know|knew)|news to me)\b|"
    r"[Ww]hy (?:did|was|has|had) (?:nobody|no[- ]one|I never|I not) (?:ever )?(?:tell|told|been told)\b)"
)
"""Who says himself that something is new to him."""
_QUOTED = re.compile(r"[‘“\"']\s?([A-Z][\w’'-]+(?:\s[\w’'-]+){0,2})[.,!?]?\s?[’”\"']")
_CALLED = re.compile(
    r"\bnames?(?:,| was| is|:| —|[.;] (?:It|He|She|it|he|she) (?:was|is)(?: called)?)\s((?:[A-Z][\w’'-]+\s?){1,3})\b"
)
"""A name that is told as one: ``He gave his name. It was Brill``."""
_CODE = re.compile(
    r"\b(?:password|pass-word|watchword|countersign|word|name|sign|number|signal|code|answer|call|tune|spell|combination|cipher)s?\b",
    re.I,
)
_RECALLED = re.compile(
    r"\b(?:as if|as though|(?<!never )(?<!not )(?<!never have )dream\w*(?! of (?:no|nothing|none)\b)|forg[eo]t\w*|pretend\w*|remember\w*)\b|\bkn[eo]w (?:what|how|where|which|whether) to\b|\?\s*$",
    re.I,
)
_COMMON = stems(
    "surprise surprised astonish astonished amaze amazed startle startled shock shocked stun stunned strange know learn hear see find found tell think feel "
    "feeling thought sad glad sharp soft loud great good bad big little small long short old young new time day moment look begin stand sit rise sink "
    "take give put get go come make let keep leave turn speak talk ask answer call word two three nod smile laugh therefore soon quickly vague "
    "remain seem idea notion inkling suspicion suspect guess understand realise realize aware unaware ignorant mind head heart life believe suppose"
)
"""Words that two passages share by chance, and those of the turns themselves."""
_OF_SENSES = re.compile(
    r"\b(?:to (?:see|find)|to hear (?:an?|the|his|her)\b|notic(?:e|ed)|not(?: yet)? (?:hear|see)|first (?:saw|seen)|(?:seen|heard|looked) (?:him|her|it|them)\b)"
)
_VAGUE = re.compile(
    r"\b(?:know|knew|known|told|say|tell) (?:whether|if|what|this|that[,.;]|it\b|him\b|her\b)|\b(?:anything|nothing|anybody|a \w+) (?:so|half so|like)\b|\bsuch an? (?!thing|possibility)|\bso \w+ an? \b|"
    r"\bfor (?:a long (?:time|while)|many|years|ages|weeks|months|days|\w+ (?:years|weeks|months|days))\b|\bhear or\b|\bneither \w+ nor\b"
)
_ASKED = re.compile(
    r"\b(?:if|whether|even though|the (?:time|day|hour|moment) (?:when|that)|since|how|what)\s(?:[a-z]+ ){0,2}$"
)
_LONGEST = 1200


def find(reading: Reading) -> Iterator[Fact]:
    """Yield what is news to somebody, one for each sentence."""
    seen: set[tuple[int, str]] = set()
    for match in reading.find(_TURNS):
        group = next(name for name, text in match.groupdict().items() if text)
        start, end = reading.sentence_at(match.start(group))
        if end - start > _LONGEST or _RECALLED.search(reading.narration, start, end):
            continue
        turn = reading.narration[max(start, match.start() - 24) : min(end, match.end() + 30)]
        if _VAGUE.search(turn) or _ASKED.search(reading.narration, max(start, match.start() - 40), match.start()):
            continue
        for who in _people(reading, match, group, start):
            if (start, who) not in seen:
                seen.add((start, who))
                yield _news(reading, who, start, end, hard=not _OF_SENSES.search(turn))
    yield from _said(reading)


def _said(reading: Reading) -> Iterator[Fact]:
    """Yield what is news to somebody who says so himself."""
    for match in reading.find(_SPOKEN, speech=True):
        place = bisect_right(reading.quotations, match.start(), key=itemgetter(0)) - 1
        who = speaker(reading, *reading.quotations[place]) if place >= 0 else None
        start, end = reading.sentence_at(match.start())
        if who and end - start <= _LONGEST and not _RECALLED.search(reading.flat, start, end):
            yield _news(reading, who, start, end, hard=True)


def _people(reading: Reading, match: re.Match[str], group: str, start: int) -> list[str]:
    """Return whom a turn speaks of; where a pronoun may mean several, all of them."""
    who = reading.who(match, group)
    if who is not None:
        return [who]
    at = match.start(group)
    before = reading.sentence_at(max(0, start - 3))[0]
    named = [
        one.entity
        for one in reading.named_between(before, at)
        if one.entity.kind == "person" and reading.narration[one.start] != QUOTED
    ]
    gender = "m" if re.fullmatch(r"[Hh](?:e|im|is)", match[group]) else "f"
    return list(dict.fromkeys(one.name for one in named if one.gender in (gender, "")))[:3]


def _news(reading: Reading, who: str, start: int, end: int, *, hard: bool) -> Fact:
    """Return the news of a sentence; what is only seen or heard at the moment is soft."""
    first, last = _paragraph(reading, start, end)
    before = max(first, reading.sentence_at(max(first, start - 3))[0])
    after = min(last, reading.sentence_at(min(last, end + 2))[1]) if end < last else end
    if start < len(reading.narration) and reading.is_spoken(start):
        before = max(first, reading.sentence_at(max(first, before - 3))[0])
    about = gist(reading, before, after) - {"@" + who} - _COMMON
    words = [
        f'"{found}'
        for quoted in _QUOTED.finditer(reading.flat, before, after)
        for found in ["@" + quoted[1], *(stem(word) for word in quoted[1].split())]
        if found and _CODE.search(reading.narration, before, after)
    ]
    words += [
        f'"@{named.entity.name}'
        for called in _CALLED.finditer(reading.flat, before, after)
        for named in reading.named_between(*called.span(1))
    ]
    numbers = set(NUMBER.findall(reading.flat, before, after))
    about |= numbers
    if _CODE.search(reading.narration, before, after):
        words += [f'"{number}' for number in sorted(numbers)]
    value = " ".join(reading.flat[start:end].split())
    return fact_at(reading, (start, end), who, "news", value, hard=hard or bool(words), notes=(*words, *sorted(about)))


def _paragraph(reading: Reading, start: int, end: int) -> tuple[int, int]:
    first = reading.flat.rfind("\n\n", 0, start)
    last = reading.flat.find("\n\n", end)
    return first + 2 if first >= 0 else 0, last if last >= 0 else len(reading.flat)
