"""Who acts or speaks, as Chinese prose says it: facts `acts` for the named subject of a verb of speech or action.

Speakers carry the note ``speech``, whom only a pronoun names the note ``pronoun``. Soft is what is remembered, dreamt,
supposed, denied, told, or done by a likeness or a letter, and every act where ghosts walk or the dead return, since the
rule that compares acts with deaths can't know Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.chinese_prose import SUBJECT, ChineseProse, Doubt, chinese
from storyteller_agents.canon.chinese_verbs import ACTION_VERB, ADVERB, GENERAL_ACT, NOT_AN_ACT, SPEECH_VERB
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, Reading

_WHERE = r"(?:(?:在|从|向|往|朝|对|跟|给|把|将|用|拿|替|为|和|与|同|按|照|沿着|顺着|当着|到|被)[^，。！？；：、\n的ᐁ]{0,8}(?:ᐁᐄ*)?[^，。！？；：、\n的ᐁ]{0,6}?)"
_VERB = rf"(?:(?P<speech>{SPEECH_VERB})|(?P<act>{ACTION_VERB}|{GENERAL_ACT})){NOT_AN_ACT}"
_ACTS = re.compile(rf"(?P<who>{SUBJECT})(?:和(?P<also>{PERSON}))?，?(?:{ADVERB}{{0,3}}{_WHERE}?{ADVERB}{{0,2}}){_VERB}")
_HIS = re.compile(
    rf"(?P<who>{PERSON})的(?P<what>声音|手|目光|眼睛|嘴角|脸上|脚步|笑声|身影|语气|眉头|嘴唇|话音|眼神)(?:[^，。！？；：\n]{{0,10}}?)"
    r"(?P<act>传来|响起|伸|落在|看着|望着|扬起|露出|浮现|翘|抖|发抖|停|出现|走|皱|动了|亮了|闪|颤|拍|握|抓|移|按|停在|响了|越来越近|一落|刚落|里带着|变)"
)
_AFTER_SPEECH = re.compile(rf"(?<=\ue000)[，。]?\s?(?P<who>{PERSON})(?:{ADVERB}{{0,3}}{_WHERE}?{ADVERB}{{0,2}}){_VERB}")
_LEAD = re.compile(
    r"(?:^|[，。！？；：、—…\s“”‘’「」『』（）\ue000]|但|可|而|于是|然后|这时|此时|只见|忽然|突然|却|可是|但是|当|等|随后|接着|原来|忽见|忽|俄|俄而|既而|时|后|里|上|中|下|边|前|旁|外|间|口|处|"
    r"天|日|晨|晚|夜|早|午|起|见|到|着|了|年|月|候|刻|会儿|不久|因为|所以|因此|连|唯有|只有|剩下|由|和|跟|与|让|请|陪|老|小)$"
)
_NOT_SUBJECT = re.compile(
    r"(?:对|向|给|把|将|比|像|如|据|想起|忆起|记得|替|为了|关于|有关|提起|提到|谈起|说起|念|想念|思念|怀念|梦见|梦到|纪念|的[^，。]{0,2})$"
)
_EXCUSES: frozenset[Doubt] = frozenset(
    {"negated", "supposed", "question", "figurative", "dream", "memory", "told", "feigned", "kept"}
)
_THAT_DAY = re.compile(r"那[天日晚夜]")
_EARLIER = re.compile(
    r"当时|年前|年以前|那一?年|当年|小时候|想起|回忆|回想|记得|从前|以前|生前|往事|昔日|曾经|许多年|倒叙|那时|时光|童年|还在世|在世时|活着的时候|照片|信里|信上|日记|录音|录像"
)


def find(reading: Reading) -> Iterator[Fact]:
    """Yield who acts or speaks."""
    prose = chinese(reading)
    seen: set[int] = set()
    for pattern in (_ACTS, _AFTER_SPEECH, _HIS):
        for match in prose.find(pattern):
            if match.start("who") in seen or not _is_subject(prose, match):
                continue
            seen.add(match.start("who"))
            yield from _acting(prose, match)


def _is_subject(prose: ChineseProse, match: re.Match[str]) -> bool:
    start = match.start("who")
    before = prose.narration[max(0, start - 4) : start]
    return bool(_LEAD.search(before)) and not _NOT_SUBJECT.search(before)


def _acting(prose: ChineseProse, match: re.Match[str]) -> Iterator[Fact]:
    groups = match.groupdict()
    pronoun = match["who"] in "他她"
    notes = (*(("speech",) if groups.get("speech") else ()), *(("pronoun",) if pronoun else ()))
    verb = groups.get("speech") or groups.get("act") or ""
    hard = not _is_excused(prose, *match.span())
    for group in ("who", "also"):
        if groups.get(group) and (entity := prose.who(match, group)) is not None:
            yield fact_at(prose.reading, match.span(), entity, "acts", verb, hard=hard, notes=notes)


def _is_excused(prose: ChineseProse, start: int, end: int) -> bool:
    """Whether it isn't done here and now, or may be done by the dead."""
    if prose.is_ghostly(start, end) or prose.doubts(start, end) & _EXCUSES:
        return True
    sentence = max(prose.reading.sentence_at(start)[0], start - 150)
    line = max(prose.narration.rfind("\n", 0, start), start - 400, 0)
    return prose.has(_THAT_DAY, sentence, start) or prose.has(_EARLIER, min(line, start - 120), end)
