"""What a passage is about: the stems of its content words, which two passages that say the same thing share.

For comparing content where wording varies: forms of one word are one stem (``hid``, ``hiding``, ``hidden``), some
plain synonyms too, names count by whom they mean. It is no parser: who did what to whom is left to the patterns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from storyteller_agents.canon.reading import Reading

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
"""Matches a word."""
NUMBER = re.compile(r"(?<![\w.,])\d{3,9}(?![\w])")
"""Matches a number long enough to be known again; it is its own stem."""

_IRREGULAR = """
arise arose arisen|awake awoke awoken|bear bore borne|beat beaten|become became|begin began begun|bend bent|bet|bid bade
bidden|bind bound|bite bit bitten|bleed bled|blow blew blown|break broke broken|breed bred|bring brought|build built|burn
burnt|buy bought|catch caught|choose chose chosen|cling clung|come came|creep crept|deal dealt|dig dug|draw drew drawn|
dream dreamt|drink drank drunk|drive drove driven|dwell dwelt|eat ate eaten|fall fell fallen|feed fed|feel felt|fight
fought|find found|flee fled flight|fling flung|fly flew flown|forbid forbade forbidden|foretell foretold|forget forgot
forgotten|forgive forgave forgiven|forsake forsook forsaken|freeze froze frozen|get got gotten|give gave given gift|go went
gone|grind ground|grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|kneel knelt|know knew known
knowledge|lay laid|lead led|leap leapt|learn learnt|leave left|lend lent|lie lay lain lying lied|light lit|lose lost|make made|
mean meant|meet met|pay paid|ride rode ridden|ring rang rung|rise rose risen|run ran|say said|see saw seen|seek sought|
sell sold sale|send sent|sew sewn|shake shook shaken|shine shone|shoot shot|show shown|shrink shrank shrunk|sing sang
sung|sink sank sunk|sit sat|slay slew slain|sleep slept|slide slid|sling slung|speak spoke spoken|spend spent|spin spun|
spring sprang sprung|stand stood|steal stole stolen theft thief|stick stuck|sting stung|stride strode|strike struck
stricken|swear swore sworn|sweep swept|swell swollen|swim swam swum|swing swung|take took taken|teach taught|tear tore
torn|tell told|think thought|throw threw thrown|tread trod trodden|understand understood|wake woke woken|wear wore worn|
weave wove woven|weep wept|win won|wind wound|wring wrung|write wrote written|die dead death dying|marry marriage|man men|
woman women|child children|foot feet|tooth teeth|mouse mice|wife wives|life lives|knife knives|wolf wolves|elf elves|dwarf dwarves|hoof hooves|leaf leaves|
thief thieves|half halves|shelf shelves|calf calves
"""
_ALIKE = """
night dark darkness midnight nightfall sunset sundown moonlight|forge forgery forged false counterfeit|begin start|kill
murder slay murderer killer|poison poisonous|buy purchase|big large|small little|sea ocean|wood woods forest|road highway|
rich wealthy|ill sick sickness illness|house home|hide conceal|bury burial|letter note|steal rob stolen robbery|betray
betrayal traitor treachery|secret secretly|prophecy foretell prophesy predict|vow oath swear pledge|child baby infant|
marry wed wedding|dead decease late-lamented|destroy ruin|real true|fake sham|cross ford|daughter girl|son boy
"""
_STOP = frozenset(
    """a an the this that these those such same other another each every either neither both all any some no none nobody
    nothing somebody someone something anybody anyone anything everybody everyone everything one ones i me my myself
    you your yours yourself he him his himself she her hers herself it its itself we us our ours ourselves they them their
    theirs themselves who whom whose which what when where why how whether if unless because though although while until
    till since as than then now once ever never not only just even still yet already again also too very so much more most
    less least many few quite rather almost always often perhaps indeed however and or but nor for of to in into on onto
    upon at by from with without within about above across after against along among around before behind below beneath
    beside besides between beyond down during except inside near off out outside over past round save through throughout
    toward towards under up via be am is are was were been being have has had having do does did done doing can could may
    might must shall should will would ought cannot there here thing things way say said like mr mrs miss ms sir yes oh
    own first last upon amid o'clock s t d ll m re ve don didn""".split()
)
_DOUBLE = re.compile(r"([bdfglmnprstz])\1$")


def _base(word: str) -> str:
    """Return a word without the endings of plural and verb, brought to a form that needs be no word."""
    if len(word) > 3:
        if word.endswith("ies"):
            word = word[:-3] + "y"
        elif word.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
            word = word[:-2]
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
        if word.endswith("ied"):
            word = word[:-3] + "y"
        elif word.endswith("ed") and len(word) > 4 and re.search("[aeiouy]", word[:-2]):
            word = word[:-2]
        elif word.endswith("ing") and len(word) > 4 and re.search("[aeiouy]", word[:-3]):
            word = word[:-3]
        elif word.endswith("ly") and len(word) > 5:
            word = word[:-2]
    word = _DOUBLE.sub(r"\1", word.removesuffix("e") if len(word) > 3 else word)
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def _forms() -> dict[str, str]:
    """Return the base of every irregular form and of every synonym, by the word's own base and by the word."""
    known: dict[str, str] = {}
    for table in (_IRREGULAR, _ALIKE):
        for group in table.replace("\n", " ").split("|"):
            words = group.split()
            head = known.get(words[0], _base(words[0]))
            for word in words:
                known.setdefault(word, head)
                known.setdefault(_base(word), known[word])
    return known


_KNOWN = _forms()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return what all forms of a word share; empty for a word without content of its own."""
    plain = word.lower().replace("’", "'").removesuffix("'s").removesuffix("n't").partition("'")[0]
    if len(plain) < 2 or plain in _STOP:
        return ""
    if plain in _KNOWN:
        return _KNOWN[plain]
    base = _base(plain)
    return _KNOWN.get(base, base)


def is_past(word: str) -> bool:
    """Whether a verb is written in a past form that differs from its present one."""
    plain = word.lower()
    return plain.endswith("ed") or stem(plain) not in ("", _base(plain))


def stems(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    return frozenset(map(stem, WORD.findall(text))) - {""}


def gist(reading: Reading, start: int, end: int) -> frozenset[str]:
    """Return the stems of a passage of a scene, in which a name counts as ``@`` and whom it means."""
    found: set[str] = set()
    at = start
    for mention in reading.named_between(start, end):
        found |= stems(reading.flat[at : mention.start])
        found.add("@" + mention.entity.name)
        at = mention.end
    return frozenset(found | stems(reading.flat[at:end]))


def overlap(one: Iterable[str], other: Iterable[str], weight: Callable[[str], float] = lambda _: 1.0) -> float:
    """Return how much of the first gist the second one has too, from 0 to 1, each stem by its weight."""
    own, others = set(one), set(other)
    whole = sum(map(weight, own))
    return sum(weight(stem) for stem in own & others) / whole if whole else 0.0
