"""What people are and look like: facts `eye colour`, `hair colour`, `hand`, `species`, `profession`, `height`, `build`, `trait`.

Eyes and hair are found by `traits/appearance.py`, limbs and senses by `traits/bodies.py`; here is what adjectives and nouns say of a
person outright: "Anna was tall", "Anna, a smith", "the smith, Anna,", "left-handed Anna". What was once, or seems, is soft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.around import stretches
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.pronouns import surely
from storyteller_agents.canon.extract.traits.appearance import find_appearance
from storyteller_agents.canon.extract.traits.bodies import find_bodies
from storyteller_agents.canon.extract.traits.colours import colour
from storyteller_agents.canon.extract.traits.features import find_features
from storyteller_agents.canon.extract.traits.marks import find_marks
from storyteller_agents.canon.extract.traits.occupations import RANKS, SPECIES, TRADES, plural
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, WHO, WHOSE, Reading

_QUALITIES = {
    "height": {"tall": "tall tallest towering lanky long-legged gangling strapping", "short": "short shortest diminutive squat dumpy undersized stunted tiny"},
    "build": {
        "fat": "fat plump corpulent portly obese rotund stout tubby overweight paunchy pot-bellied pudgy podgy heavy-set fleshy roly-poly",
        "thin": "thin slender slim skinny scrawny gaunt lean bony lanky spindly stick-thin reedy slight willowy emaciated",
    },
    "hand": {"left": "left-handed southpaw left-hander", "right": "right-handed right-hander"},
    "trait": {
        "blind": "blind stone-blind sightless", "deaf": "deaf stone-deaf", "mute": "mute dumb speechless-born", "lame": "lame crippled club-footed",
        "one-armed": "one-armed one-handed", "one-legged": "one-legged", "one-eyed": "one-eyed",
    },
}  # fmt: skip
_QUALITY = {
    word: (attribute, value)
    for attribute, values in _QUALITIES.items()
    for value, words in values.items()
    for word in words.split()
}
_ADJECTIVE = rf"(?P<word>(?i:{'|'.join(sorted(_QUALITY, key=len, reverse=True))}))"
_PLURALS = {plural(word): word for word in (*TRADES, *RANKS, *SPECIES)}
_NOUN = rf"(?P<word>{'|'.join(sorted({*TRADES, *RANKS, *SPECIES, *_PLURALS}, key=len, reverse=True))})(?!['’-])"
_MAN = r"(?:man|woman|girl|boy|lad|lass|child|fellow|lady|gentleman|person|creature|youth|maiden|widow|widower|youngster|figure|chap|one)"
_ANCHOR = re.compile(rf"\b(?:{_ADJECTIVE}|{_NOUN.replace('?P<word>', '?:')})\b(?!['’-])")
_MORE = r"(?:[A-Za-z][a-z]*(?:-[a-z]+)*,? (?:and |but )?)"
_VERY = r"(?: (?:very|rather|quite|so|too|always|still|now|also|both|stone|uncommonly|unusually|remarkably|already|only|just|all|himself|herself|in truth|in fact|[a-z]+ly))"
_WAS = rf"(?:,? who|,(?= being))?(?: (?:was|is|were|had always been|has always been|had (?:long )?been|has been|remained|being)|['’]s){_VERY}{{0,2}}"
_ENDS = r"(?=[.,;:!?—\"”)]| (?:and|from|since|in|as|but|for|by|at|ever|all|when|that|who|enough|than|with|of|to|now|again|on|before|after|because|like|or|though|until|he|she|who)\b|$)"
_AN = r"(?:an?|the|that|this|no more than an?|only an?|just an?|one)"
_NAMED = r"(?:,? (?:and )?(?:named|called|by the name of|whose name was|known as))"
_ASIDE = r"(?:,[^,.;:!?\n]{1,60},)?"
_FIGURE = r"(?<!struck dumb)(?<!struck deaf)(?! (?:with (?:him|her|them|rage|anger|fury|tears|fear|joy|pain|sleep)|to (?:the|all|his|her|everything|what|it|any)|of (?:breath|money|temper|cash|stature and)|in (?:one|an|his|her|the) (?:eye|ear|left|right)|on (?:money|time|patience|words|temper)))"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<who>{WHO}){_ASIDE}{_WAS} (?:{_MORE}){{0,2}}?(?:[a-z]+, )?{_ADJECTIVE}\b{_FIGURE}{_ENDS}",
        rf"(?P<who>{WHO}){_ASIDE}{_WAS} {_AN} {_MORE}{{0,3}}?{_ADJECTIVE},?(?: and)? {_MORE}{{0,3}}?{_MAN}\b",
        rf"\b(?:left|made|rendered|struck|turned|born) (?P<who>{PERSON}|\bhim\b|\bher\b) (?:stone |quite |totally |permanently |almost )?{_ADJECTIVE}\b{_FIGURE}{_ENDS}",
        rf"(?P<who>{WHO})(?:,? who)? (?:had|has) (?:gone|been left|been struck|been born) (?:stone |quite |totally |completely |very )?{_ADJECTIVE}\b{_FIGURE}{_ENDS}",
        rf"\b[Tt]he (?:{_MORE})?{_NOUN}(?: (?:that|in|of|at|there)(?: [a-z]+){{1,3}})? (?:was|is) (?:an? [a-z ]{{3,30}}{_NAMED} |called )?(?P<who>{PERSON})(?!['’])",
        rf"(?P<who>{WHO})(?!['’]) had never been anything (?:but|else than) (?:an?|the) (?:{_MORE}){{0,2}}?{_NOUN}\b",
        rf"\bknown (?:to \w+ )?(?P<who>{PERSON}) (?:[\w-]+ ){{0,4}}?as (?:an?|the) (?:{_MORE}){{0,3}}?{_NOUN}\b",
        rf"(?P<who>{WHO})(?:,? who)? (?:was|had been) born {_ADJECTIVE}\b",
        rf"(?P<who>{PERSON}), (?:{_MORE}){{0,2}}?{_ADJECTIVE}\b{_FIGURE}(?=,|\.| (?:and|from|since|in|as|by|like|all)\b)",
        rf"(?P<who>{PERSON}), {_AN} {_MORE}{{0,3}}?{_ADJECTIVE},?(?: and)? {_MORE}{{0,3}}?{_MAN}\b",
        rf"(?<![\w-]){_ADJECTIVE},?(?: (?:old|young|little|poor|[a-z]+-[a-z]+)|, [a-z-]+)?,? (?P<who>{PERSON})",
        rf"\b{_AN} {_MORE}{{0,3}}?{_ADJECTIVE},?(?: and)? {_MORE}{{0,3}}?{_MAN}{_NAMED} (?P<who>{PERSON})",
        rf"(?P<who>{WHO}){_ASIDE}{_WAS}(?: {_AN})? (?:{_MORE}){{0,3}}?{_NOUN}\b{_ENDS}",
        rf"(?P<who>{PERSON}), (?:(?:now|then|still|once) )?{_AN} (?:{_MORE}){{0,3}}?{_NOUN}\b(?=[.,;:—]| (?:by|of|in|from|who|at|and|with)\b)",
        rf"\b(?:[Tt]he|[Oo]ur|[Tt]heir|[Aa]n?) (?:{_MORE}){{0,2}}?{_NOUN},? (?P<who>{PERSON})(?=,| (?!and\b)[a-z])",
        rf"(?P<who>{PERSON}),? the (?:{_MORE}){{0,2}}?{_NOUN}\b(?=[.,;:—]| (?:of|in|from|who|at|had|has|is|was|were|said|came|went|took|looked|laughed|put|[a-z]+ed|never|always|could|would|did|stood|sat|knew|gave|made|saw|ran|held|felt|told|spoke|shook|left|kept|found|heard|began|thought|rose|wore|bent|turned|drew|rode|let|[a-z]+ly)\b)",
        rf"\b[Aa]n? (?:{_MORE}){{0,3}}?{_NOUN}{_NAMED} (?P<who>{PERSON})",
        rf"(?P<who>{WHO}){_ASIDE}(?:,? who)?(?: had| has)?{_VERY}? (?:worked|served|trained|earned (?:his|her) (?:living|bread|keep)|made (?:his|her) (?:living|way)|practi[sc]ed|spent (?:his|her) (?:whole |entire |long |working |adult )*(?:life|days|years)|hired out|signed on|drew (?:his|her) wages|hung out (?:his|her) sign|earned (?:his|her) money|was employed|set up|made a living|found work|kept (?:himself|herself))(?: [a-z]+){{0,5}}? as (?:an?|the) (?:{_MORE}){{0,3}}?{_NOUN}\b",
        rf"(?P<who>{WHOSE}) (?:trade|profession|craft|calling|work|living) (?:was|had always been) (?:that of )?(?:an? )?{_NOUN}\b",
        rf"(?P<who>{WHO}){_ASIDE}{_WAS} by (?:trade|profession|calling|birth|nature)(?: an?)? (?:{_MORE}){{0,2}}?{_NOUN}\b",
        rf"\b[Aa]s (?:the|an?) (?:{_MORE}){{0,3}}?{_NOUN}, (?P<who>{PERSON})(?!['’])",
        rf"(?P<who>{PERSON}), like (?:all|most|many|other) (?:{_MORE}){{0,2}}?{_ADJECTIVE} (?:people|men|women|folk|persons|children|ones)\b",
        rf"\b[Ll]ike (?:all|most|many|other) (?:{_MORE}){{0,2}}?{_ADJECTIVE} (?:people|men|women|folk|persons|children|ones), (?P<who>{PERSON})(?!['’])",
        rf"(?:^|(?<=[.!?\n]\s))Being (?:an? )?(?:{_MORE}){{0,2}}?{_ADJECTIVE}, (?P<who>{PERSON})(?!['’])",
        rf"(?:^|(?<=[.!?\n]\s))(?:Being|Though|Although) an? (?:{_MORE}){{0,2}}?{_NOUN}(?: by trade| by birth)?, (?P<who>{PERSON})(?!['’])",
        rf"\b(?:[Ll]ike|[Aa]s) (?:all|most|every|any|an?) (?:{_MORE}){{0,2}}?{_NOUN}, (?P<who>{PERSON})",
        rf"(?P<who>{PERSON}), like (?:all|most|every|any) (?:{_MORE}){{0,2}}?{_NOUN},",
    )
)
_WRITES = r"(?:wr(?:o|i)te?s?|writing|written|signed|signs|signing|paint(?:ed|s|ing)|drew|draws|drawing|sew(?:ed|s|ing)|scribbled?|sketch(?:ed|es|ing)|fenced|pitched|bowled|copied|scrawled|scratched (?:his|her) name|shot|played tennis)"
_HANDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<who>{WHO})(?!['’])[^.;:!?\nᐁᐃ]{{0,60}}? {_WRITES}\b[^.;:!?\nᐁᐃ]{{0,50}}? (?:(?P<side>left|right)-handed\b|(?:with|in|using) (?:the|his|her|a) (?P<side2>left|right)\b(?! (?:foot|eye|margin|corner|side|page|column)))",
        rf"(?P<who>{WHO})(?!['’])[^.;:!?\nᐁᐃ]{{0,60}}? (?:did everything|could do nothing|ate|threw|carved|batted|fought|shaved|stirred|played|painted|worked|hammered|dealt|used|held (?:the|his|her|a) (?:pen|pencil|knife|spoon|fork|brush|needle|razor|hammer|scissors|sword|racket|chalk|quill))(?: (?:the|his|her) \w+)? (?:except )?(?:with|in) (?:the|his|her) (?P<side>left|right)\b(?! (?:foot|eye|knee))",
        rf"(?P<who>{WHOSE}) (?P<side>left|right)(?: hand)? (?:was (?:the one|the hand|the clever one|his|her|always|stained|inky|black) (?:\w+ )*?(?:wrote|used|ink|pen)|moved (?:quickly |slowly |steadily )?(?:across|over|down) the (?:page|paper|sheet)|held the pen|guided the pen|took up the pen|signed)",
        rf"(?P<who>{WHO})[^.;:!?\nᐁᐃ]{{0,50}}? {_WRITES}\b[^.;:!?\nᐁᐃ]{{0,40}}? with (?:his|her) (?P<side>left|right)\b(?! (?:foot|eye|arm broken))",
        rf"(?P<who>{WHOSE}) (?P<side>left|right)(?: hand)?,? (?:the (?:hand|one) )?(?:that|which|with which)? ?(?:he|she) (?:\w+ )?(?:{_WRITES}|used for everything|favou?red|ate)\b",
        rf"(?P<who>{WHO})[^.;:!?\nᐁᐃ]{{0,50}}? (?:took(?: up)?|taking(?: up)?|held|holding|dipped|picked up|gripp(?:ed|ing)|with) (?:the|his|her|a) (?:pen|pencil|quill|brush|chalk|needle) in (?:his|her) (?P<side>left|right)\b",
        rf"(?P<who>{WHO})[^.;:!?\nᐁᐃ]{{0,30}}? (?:favou?red|did everything with|was born to use|always used|preferred) (?:his|her) (?P<side>left|right)(?: hand)?(?=[.,;:!?]| (?:for|when|in|as|to)\b)",
        rf"(?P<who>{WHOSE}) (?:good|writing|sword|dominant|working|pen|drawing|stronger|better) hand,? (?:was )?(?:the |his |her )?(?P<side>left|right)\b",
        rf"(?P<who>{WHOSE}) (?P<side>left|right)(?: hand)?, (?:his|her|the) (?:good|writing|sword|dominant|working|pen|drawing|stronger|better) (?:hand|one)\b",
        rf"(?P<who>{WHOSE}) (?:pen|pencil|quill|brush|sword|racket|knife and fork) (?:was )?in (?:his|her) (?P<side>left|right) hand",
    )
)
_EPITHET = re.compile(r"(?P<kind>[A-Z][a-z]+)-(?P<part>eyed|haired|handed|armed|legged)(?= )")
_FEET = re.compile(
    rf"(?P<who>{WHO}){_ASIDE}(?:,? who)? (?:was|stood|measured|is|stands) (?:[a-z]+ ){{0,3}}?(?P<feet>four|five|six|seven) (?:feet|foot)(?: (?:and )?(?P<inches>one|two|three|four|five|six|seven|eight|nine|ten|eleven)(?: inches)?)?"
)
_OVER = re.compile(
    rf"(?P<who>{WHO})(?: had)?(?: always)? (?P<how>towered (?:over|above)|stood a head (?:above|taller)|was a head taller|had to stoop (?:under|through|to)|barely (?:reached|came up) to|scarcely (?:reached|came up) to|was no taller than|stood on (?:tiptoe|a (?:box|stool)) to (?:reach|see))\b"
)
_MOST = re.compile(
    rf"(?P<who>{WHO})(?!['’])(?:,| was| is| had (?:always )?been)(?: always| by far| easily| still)* the (?P<most>tallest|shortest|smallest) (?:(?:boy|girl|man|woman|child|of|in|person|pupil|soldier)\b)"
)
_INCHES = {
    word: place for place, word in enumerate("one two three four five six seven eight nine ten eleven".split(), 1)
}
_SOFTENED = re.compile(
    r"\b(?:not|n['’]t|never|no longer|hardly|scarcely|almost|nearly|if|unless|would|could|might|may|seem\w*|appear(?:s|ed)|looked?|pretend\w*|disguis\w*|dressed as|dream\w*|imagin\w*|thought|supposed|"
    r"wish\w*|once|formerly|used to|had been(?! an? )|had once|retired|as if|as though|like(?! (?:all|most|every|any)\b)|half|neither|nor|rather than|instead of|called|born to be|meant to be|wanted to be|would-be|felt|too)\b",
    re.I,
)
_CHANGE = re.compile(
    r"\b(?:became|become|turned|made|promoted|appointed|now|since become|went|gone|grew|grown|raised to|took up|trained|learned|learnt|changed|transformed)\b",
    re.I,
)


def find(reading: Reading) -> Iterator[Fact]:
    """Yield what the narration says that somebody is or looks like."""
    yield from find_appearance(reading)
    yield from find_bodies(reading)
    yield from find_marks(reading)
    yield from _hands(reading)
    yield from _sizes(reading)
    yield from _epithets(reading)
    yield from find_features(reading)
    text = reading.narration
    for first, done in stretches(reading, _ANCHOR, 160, 160):
        seen = set()
        for pattern in _PATTERNS:
            for match in pattern.finditer(text, first, done):
                fact = _quality(reading, match)
                if fact is not None and (fact.entity, fact.attribute, fact.value) not in seen:
                    seen.add((fact.entity, fact.attribute, fact.value))
                    yield fact


def _epithets(reading: Reading) -> Iterator[Fact]:
    """Yield what a compound with a capital says, which stands in the name's place: "Left-handed Anna" opens a sentence."""
    for mention in reading.mentions:
        match = _EPITHET.match(reading.text, mention.start, mention.end)
        if match is None:
            continue
        word = match[0].lower()
        span = (mention.start, mention.end)
        if word in _QUALITY:
            yield fact_at(reading, span, mention.entity.name, *_QUALITY[word])
        elif match["part"] in ("eyed", "haired"):
            kind = "eye" if match["part"] == "eyed" else "hair"
            if colour(kind, match["kind"]):
                yield fact_at(reading, span, mention.entity.name, f"{kind} colour", match["kind"].lower())


def _quality(reading: Reading, match: re.Match[str]) -> Fact | None:
    """Return what a noun or an adjective says of somebody."""
    text = reading.narration
    who, start = match.span("who"), match.start("who")
    if start == match.start() and re.search(
        r"\b(?:of|with|by|to|from|at|about|than|like|and|for|on|upon) $", text[max(0, start - 6) : start]
    ):
        return None
    entity = surely(reading, *who)
    if entity is None:
        return None
    word = match["word"].lower()
    word = _PLURALS.get(word, word)
    attribute, value = _QUALITY.get(word) or ("species" if word in SPECIES else "profession", word)
    near = text[max(0, match.start() - 20) : match.end() + 15]
    inside = (
        text[who[1] : match.start("word")]
        if who[1] <= match.start("word")
        else text[match.start() : match.start("word")]
    )
    if "had been born" in inside or re.match(
        r" (?:since|from (?:birth|child|infan|the|his|her|boy|girl)|all|for|ever)",
        text[match.end("word") : match.end("word") + 14],
    ):
        inside = inside.replace("had been", "")
    sentence = text[slice(*reading.sentence_at(match.start()))][:600]
    if attribute == "profession" and re.search(
        r"\b(?:for as long as|always|all (?:his|her) life|for (?:[\w-]+ ){1,3}years|ever since)\b", sentence, re.I
    ):
        inside = inside.replace("had been", "")
    hard = not _SOFTENED.search(text[max(0, match.start() - 12) : match.start()]) and not _SOFTENED.search(inside)
    notes = (("changed",) if _CHANGE.search(near) else ()) + (
        ("long",) if re.search(r"\bfrom birth|since birth|born\b", near) else ()
    )
    return fact_at(reading, match.span(), entity, attribute, value, hard=hard, notes=notes)


_SIDE = re.compile(r"\b(?:left|right)\b")


def _hands(reading: Reading) -> Iterator[Fact]:
    """Yield with which hand people write."""
    text = reading.narration
    for first, done in stretches(reading, _SIDE, 160, 100):
        for pattern in _HANDS:
            for match in pattern.finditer(text, first, done):
                entity = surely(reading, *match.span("who"))
                if entity is not None:
                    hard = not re.search(
                        r"\b(?:not|n['’]t|never|broken|injured|wounded|bandaged?|sling|tried|learn\w*|practis\w*|could)\b",
                        text[max(first, match.start() - 40) : match.end() + 20],
                    )
                    side = match["side"] or match.groupdict().get("side2") or ""
                    yield fact_at(reading, match.span(), entity, "hand", side, hard=hard)


def _sizes(reading: Reading) -> Iterator[Fact]:
    """Yield who is tall or short by the measure, or by the side of others."""
    for match in reading.find(_FEET):
        inches = 12 * {"four": 4, "five": 5, "six": 6, "seven": 7}[match["feet"]] + _INCHES.get(
            match["inches"] or "", 0
        )
        entity = surely(reading, *match.span("who"))
        if entity is not None and (inches >= 72 or inches <= 62):
            yield fact_at(reading, match.span(), entity, "height", "tall" if inches >= 72 else "short")
    for match in reading.find(_MOST):
        entity = surely(reading, *match.span("who"))
        if entity is not None:
            yield fact_at(reading, match.span(), entity, "height", "tall" if match["most"] == "tallest" else "short")
    for match in reading.find(_OVER):
        entity = surely(reading, *match.span("who"))
        if entity is not None:
            tall = match["how"].startswith(("towered", "stood a head", "was a head", "had to"))
            yield fact_at(reading, match.span(), entity, "height", "tall" if tall else "short")
