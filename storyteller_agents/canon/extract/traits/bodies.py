"""What a body lacks and what it does: missing limbs, blindness, and the use of both hands; facts `trait`.

A lack is ``blind``, ``deaf``, ``mute``, ``lame``, ``one-armed``, ``one-legged`` or ``one-eyed``, with the side in the
notes where prose gives one, and ``long`` where it is from of old. A use is ``both arms``, ``both legs``, ``both eyes`` or
one of a side, such as ``left arm``: what he who lacks it can't have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.around import stretches
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.pronouns import surely
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, WHO, WHOSE, Reading

_PART = r"(?P<part>arm|hand|leg|foot|eye)"
_SIDE = r"(?P<side>left|right)"
_HIS = r"(?:his|her)"
_LACK_OF = {"arm": "one-armed", "hand": "one-armed", "leg": "one-legged", "foot": "one-legged", "eye": "one-eyed"}
_LIMB_OF = {
    "hand": "arm",
    "elbow": "arm",
    "wrist": "arm",
    "palm": "arm",
    "foot": "leg",
    "knee": "leg",
    "ankle": "leg",
    "heel": "leg",
}
_SENSES = {
    "sight": "blind",
    "eyesight": "blind",
    "hearing": "deaf",
    "blindness": "blind",
    "deafness": "deaf",
    "muteness": "mute",
    "lameness": "lame",
    "sightless": "blind",
    "limp": "lame",
}
_ANCHOR = re.compile(
    r"\b(?:lost|missing|lacked|lacking|without|one|only|single|sole|stump|sleeve|hook|wooden|peg|glass|patch|amputated|sawn|cut|taken|took|cost|blindness|deafness|muteness|lameness|sightless|blown|torn|robbed|gone|eye|fingers?|thumbs?)\b"
)
_SOME = r"(?:the |his |her )?(?:an?|one|two|three|four|some|several|half)(?: of (?:its|the|his|her))?(?: [a-z]+)?"
_LACKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<who>{WHO})(?:,[^,.;:!?\n]{{1,60}},)?,?(?: who| and)?(?: had| has)?(?: \w+ly| also| once)? (?:lost|lacked|lacking|missing|was missing|was without|having lost) (?:the sight of |the use of |the whole of )?(?:{_HIS}|an?|one|most of (?:an?|{_HIS}))(?: (?:own|whole|entire))?(?: {_SIDE})? {_PART}\b(?! (?:for|of cards|at cards|in marriage))",
        rf"(?P<who>{PERSON})[^.;:!?\nᐁᐃ]{{2,80}} (?:and |, )(?:had )?lost (?:{_HIS}|an?|one)(?: {_SIDE})? {_PART}\b",
        rf"(?P<who>{WHO})(?: had| has)? (?:lost|been robbed of) {_HIS} (?P<sense>sight|eyesight|hearing)\b",
        rf"(?P<who>{WHO}),?(?: who)?(?: had(?: been born)?| has| was born| came home| came back| returned| hobbled| managed| made do)(?: with| without)?(?: but| only| just)? (?:the one|one|an?|{_HIS})(?: (?:good|remaining))?(?: {_SIDE})? (?P<part>arm|leg|eye)(?=[,.;:!?]| (?:since|and|left|from|after|because|now|to)\b)",
        rf"(?P<who>{WHOSE}) (?:one|only|single|sole|missing|lost|remaining|surviving|absent|amputated|severed)(?: (?:good|remaining))?(?: {_SIDE})? {_PART}\b",
        rf"(?P<who>{WHO})(?!['’])[^.;:!?\nᐁᐃ]{{2,60}}? without (?:{_HIS}|an?)(?: {_SIDE})? (?P<part>arm|leg)(?=[,.;:!?])",
        rf"(?P<who>{WHOSE})(?: pinned| empty| pinned-up| hanging)+(?: {_SIDE})?(?: coat)? (?P<sleeve>sleeve)\b",
        rf"(?P<who>{WHOSE}) (?P<wooden>wooden leg|peg leg|peg-leg|glass eye|eye-?patch|iron hook|hook(?= (?:of|for|that|where))|stump)\b",
        rf"(?P<who>{WHO})(?:,? who)? (?:had|has|wore|walked on|with|stumped about on|leaned on) (?:an?|his|her) (?P<wooden>wooden leg|peg leg|peg-leg|glass eye|eye-?patch|patch over (?:an?|one|his|her) (?:\w+ )?eye|hook for an? hand|hook instead of an? hand|iron hook)\b",
        rf"\bstump of (?P<who>{WHOSE})(?: {_SIDE})? {_PART}",
        rf"\b(?:took|taken|cost|blown|torn|sawn|cut|shot|carried)(?: off| away)? (?P<who>{PERSON}['’]s?|\bhis\b|\bher\b)(?: {_SIDE})? {_PART}(?: off| away|(?=[,.;:!?]))",
        rf"\b(?:taken|took|robbed|cost) (?P<who>{PERSON}(?:['’]s?)?|\bhis\b|\bhim\b|\bher\b)(?: of)?(?: {_HIS})? (?P<sense>sight|eyesight|hearing)\b",
        rf"\bcost (?P<who>{PERSON}|him|her)(?: {_HIS}| an?| one)?(?: {_SIDE})? (?:{_PART}|(?P<sense>sight|hearing))\b",
        rf"(?P<who>{WHOSE})(?: {_SIDE})? {_PART} (?:had been|was) (?:amputated|sawn off|cut off|taken off|gone|missing|shot away|blown off|torn off)",
        rf"(?P<who>{WHOSE}) (?P<sense>blindness|deafness|muteness|lameness|sightless)\b",
        rf"(?P<who>{WHO})(?:,? who)? (?:had|has) no {_SIDE} {_PART}\b",
        rf"(?P<who>{WHOSE})(?: {_SIDE})? {_PART} (?:ended|stopped|finished) (?:just |a little )?(?:at|in|above|below|short)\b",
        rf"\bpatch (?:covered|hid|over|across|on) (?P<who>{WHOSE})(?: {_SIDE})? (?P<part>eye)\b",
        rf"(?P<who>{WHOSE}) (?:blind|blinded|sightless|ruined|dead) {_SIDE} (?P<part>eye)\b",
        rf"(?P<who>{WHO})[^.;:!?\nᐁᐃ]{{0,70}}? (?:lost|lacked|lacking|missing|short of|without) {_SOME} (?P<digits>fingers?|thumbs?)\b",
        rf"(?P<who>{WHO})[^.;:!?\nᐁᐃ]{{0,70}}? {_SOME} (?P<digits>fingers?|thumbs?) (?:was |were )?(?:missing|gone|short|lacking|shot away|cut off)\b",
        rf"(?P<who>{WHOSE}|{WHO})[^.;:!?\nᐁᐃ]{{0,90}}? (?:taken|took|torn|cut|bitten|sawn|cost|robbed|shot)(?: off| away| him| her| of)* {_SOME} (?P<digits>fingers?|thumbs?)\b(?! (?:of|to|round))",
        rf"\bone of (?P<who>{WHOSE}) (?P<part>arm|hand|leg|eye)s (?:was|had been) (?:gone|missing|lost|taken|cut)",
        rf"\bwhere (?P<who>{WHOSE})(?: {_SIDE})? {_PART} (?:had been|should have been|ought to have been|used to be)",
    )
)
_USES = re.compile(
    rf"\b(?:(?P<arms>(?:{_HIS}|the) two (?:\w+ )?(?:hands|arms|fists|palms|elbows)|(?<!into )(?<!in )(?<!off )(?<!on ){_HIS} (?:\w+ )?(?:hands|arms|palms|fists|elbows|wrists)(?! of (?:the|a|PERSON))|hand over hand|with hands (?:clasped|folded|full|on)|arms (?:folded|crossed|akimbo|outstretched)|both (?:of )?(?:{_HIS} )?(?:hands|arms)|(?:with|in|on|by) (?:two|both) (?:\w+ )?(?:hands|arms)|clapped {_HIS} hands|(?:folded|crossed|spread|flung out|held out|opened|threw up|stretched out) {_HIS} (?:arms|hands)|"
    rf"{_HIS} arms (?:folded|crossed|outstretched|akimbo|spread|wide|full|laden|around)|(?:rubb(?:ed|ing)|wrung|wringing|clasp(?:ed|ing)|rais(?:ed|ing)|wash(?:ed|ing)|dust(?:ed|ing)|warm(?:ed|ing)|cupp(?:ed|ing)) {_HIS} hands|"
    rf"with {_HIS} hands|{_HIS} hands (?:in {_HIS} (?:pockets|lap)|behind {_HIS}|on {_HIS} (?:hips|knees)|were|folded|clasped)|laced {_HIS} fingers|in each hand|in either hand|with each hand|clapping)"
    rf"|(?P<legs>(?:{_HIS} two|the two) (?:\w+ )?(?:legs|feet|knees|boots)|{_HIS} (?:\w+ )?(?:legs|knees|ankles|shins|heels)\b|(?:both|on two|{_HIS} two|two good|two sound) (?:of )?(?:{_HIS} )?(?:\w+ )?(?:legs|feet|boots|shoes|stockings|knees|slippers|socks)|cross(?:ed|ing) {_HIS} legs|{_HIS} legs (?:crossed|stretched|tucked))"
    rf"|(?P<eyes>(?:both|{_HIS} two|two good|two sound) (?:of )?(?:{_HIS} )?(?:\w+ )?eyes))\b"
)
_SIDED = re.compile(
    rf"(?P<who>{WHOSE})(?: [a-z]+)? {_SIDE} (?P<limb>arm|hand|leg|foot|eye|elbow|wrist|palm|knee|ankle|heel)\b(?! (?:was|had been|should|ought|used to|where|ended|stopped|finished))(?!,? which (?:was|had))"
)
_TEN = re.compile(
    rf"\b(?:[Aa]ll )?ten of (?P<who>{WHOSE}) fingers\b|\b(?:[Aa]ll|[Oo]n|[Ww]ith) (?:of )?(?P<who2>{WHOSE}) (?:all )?ten fingers\b|"
    rf"(?P<who3>{WHO})(?!['’])[^.;:!?\nᐁᐃ]{{0,60}}? (?:all ten (?:of {_HIS} )?|{_HIS} ten )fingers\b"
)
_SUBJECT = re.compile(rf"(?P<who>{WHO})(?!['’])")
_AHEAD = re.compile(rf"[^.;:!?\nᐁᐃ]{{0,40}}?(?P<who>{PERSON})(?!['’])")
_LONG = re.compile(
    r"\b(?:born|from birth|since birth|from the cradle|as an? (?:boy|girl|child|infant|baby)|years? (?:ago|before)|long ago|in (?:the|his|her) (?:war|youth|childhood)|since (?:he|she) was|all (?:his|her) life|from childhood|always)\b"
)
_NOT_HIS = re.compile(
    r"\b(?:not|n['’]t|never|nearly|almost|if|would|could|might|no longer|without|neither|dream\w*|wish\w*|imagin\w*|used to|once|phantom|artificial|wooden|empty|stump|missing|pretend\w*|as if|as though)\b|half[- ]",
    re.I,
)


_SAID = re.compile(
    rf"\b(?:one[- ](?P<one>arm|hand|leg|eye)(?:g?ed|d)|(?:missing|lost|lacks|without|no|wooden|glass|artificial|one)\b(?: \w+){{0,3}}? {_PART})\b",
    re.I,
)


def lack_of(words: str) -> tuple[str, str]:
    """Return what a body lacks in these words, and on which side: ``missing left leg`` → one-legged, left; empty where nothing."""
    text = words.lower()
    for lack in ("blind", "deaf", "mute", "lame", "paralysed", "bald", "unlettered", "no swimmer", "short of fingers"):
        if re.search(rf"\b{lack}\b", text):
            return lack, ""
    said = _SAID.search(text)
    if said is None:
        return "", ""
    side = re.search(_SIDE, said[0])
    return _LACK_OF[said["one"] or said["part"]], side["side"] if side else ""


def find_bodies(reading: Reading) -> Iterator[Fact]:
    """Yield what bodies lack and use."""
    text = reading.narration
    for first, done in stretches(reading, _ANCHOR, 200, 200):
        for pattern in _LACKS:
            for match in pattern.finditer(text, first, done):
                yield from _lack(reading, match)
    for match in _USES.finditer(text):
        yield from _use(reading, match)
    for match in _TEN.finditer(text):
        group = next(name for name in ("who", "who2", "who3") if match[name])
        entity = surely(reading, *match.span(group))
        if entity is not None:
            yield fact_at(reading, match.span(), entity, "trait", "ten fingers")
    for match in _SIDED.finditer(text):
        entity = surely(reading, *match.span("who"))
        if entity is not None:
            limb = _LIMB_OF.get(match["limb"], match["limb"])
            hard = not _NOT_HIS.search(text[max(0, match.start() - 25) : match.end()])
            yield fact_at(reading, match.span(), entity, "trait", f"{match['side']} {limb}", hard=hard)


def _lack(reading: Reading, match: re.Match[str]) -> Iterator[Fact]:
    entity = surely(reading, *match.span("who"))
    if entity is None:
        return
    parts = match.groupdict()
    if parts.get("part"):
        value = _LACK_OF[parts["part"]]
    elif parts.get("sense"):
        value = _SENSES[parts["sense"]]
    elif parts.get("digits"):
        value = "short of fingers"
    elif parts.get("wooden"):
        value = "one-eyed" if "eye" in match[0] else "one-legged" if "leg" in match[0] else "one-armed"
    else:
        value = "one-armed"
    side = (
        (parts["side"],)
        if parts.get("side") and not re.search(r"\b(?:remaining|surviving|sole|only|good)\b", match[0])
        else ()
    )
    sentence = reading.narration[slice(*reading.sentence_at(match.start()))][:400]
    hard = not re.search(
        r"\b(?:nearly|almost|not|n['’]t|never|if|would|might|could)\b",
        match[0] + reading.narration[max(0, match.start() - 15) : match.start()],
    )
    long = ("long",) if _LONG.search(sentence) else ()
    yield fact_at(reading, match.span(), entity, "trait", value, hard=hard, notes=(*side, *long))


def _use(reading: Reading, match: re.Match[str]) -> Iterator[Fact]:
    """Yield the use of both of a pair, by the only one who is the subject of its clause."""
    first = max(reading.sentence_at(match.start())[0], match.start() - 110)
    before = reading.narration[first : match.start()]
    subjects = [one for one in _SUBJECT.finditer(before) if one["who"] != "I"]
    if not subjects and re.fullmatch(r"(?:[Ww]ith |[Ii]n |[Oo]n |[Uu]sing )?", before):
        ahead = _AHEAD.match(reading.narration, match.end())
        subjects, first = ([ahead], 0) if ahead else ([], first)
    if (
        not subjects
        or _NOT_HIS.search(before[-30:])
        or (re.search(r"\b(?:his|her|him|them|their)\b", before[subjects[-1].end() :]) and len(subjects) > 1)
    ):
        return
    who = subjects[-1] if len(subjects) > 1 else subjects[0]
    entity = surely(reading, first + who.start("who"), first + who.end("who"))
    if entity is not None:
        value = "both arms" if match["arms"] else "both legs" if match["legs"] else "both eyes"
        yield fact_at(reading, match.span(), entity, "trait", value)
