"""Colour of eyes and hair in prose: facts `eye colour` and `hair colour`, found from the word for them outwards.

At every "eyes", "hair", "curls", "grey-eyed" it looks for the colour before or after it, and then for the owner: a
possessor, "whose", or the subject of a clause that has them. A colour through light, dust, weeping, anger or dye is
soft, as is one that was or that is likened. Beards are noted as such: they may differ from the hair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.pronouns import LONGEST, surely
from storyteller_agents.canon.extract.traits.colours import colour_pattern, thing_pattern
from storyteller_agents.canon.extract.traits.sole_owner import KIN, only_one
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, Reading

_NOUN = re.compile(
    r"\b(?:(?P<eye>eyes)|(?P<hair>hair|curls|tresses|locks|ringlets|braids?|plaits?|pigtails?|ponytail|fringe|tangles|crop|mop|mane|hairs|head)|(?P<beard>beard|moustache|mustache|whiskers)"
    r"|(?P<joined>(?:eyed|haired|bearded|headed|maned))|(?P<person>blonde?|redhead|brunette?|ginger))\b"
    r"(?![- ](?:ribbons?|brush\w*|pins?|nets?|bands?|dress\w*|cloth|oil|glass\w*|patch|lids?|brows?|lash\w*|shadow|trigger|style|line|shirt))"
)
_REACH = 110
_NOT_ADJECTIVE = r"(?!(?:the|an?|his|her|my|their|its|your|our|whose|of|in|on|at|to|with|from|by|for|into|over|under|was|were|is|are|had|has|that|which|who|as|than|like|but|or|through|above|below|behind|eyes|hair|face|skin|beard|mouth|nose|lips|curls|hands)\b)"
_BEFORE = {
    kind: re.compile(
        rf"(?<![\w-])(?P<colour>(?i:{colour_pattern(kind)}))(?P<rest>(?:,? (?:and )?{_NOT_ADJECTIVE}[a-z]+(?:-[a-z]+)?){{0,3}}[ -])$"
    )
    for kind in ("eye", "hair")
}
_LINK = (
    r"(?:,? (?:that|which)|[,;:]? (?:and )?(?:it|they)|,)?(?: [a-z]+ly)?(?:(?: (?:(?:had |has )(?:always )?been(?= [a-z ]{3,20}(?:all (?:his|her)|since|from))|(?:had |has )?(?:turned|gone|grown|went|grew)|was|were|is|are|being|of|shone|gleamed|stayed|remained|still|looked out)|,|['’]s)?"
    r"(?: (?:of )?(?:an?|the|that|same|exact|as|very|quite|rather|still|so|such|always|both|all|cut short and|long and|short and|and|wide and|[a-z]+ly|[a-z]+ and|[a-z]+,))*)"
)
_AFTER = {
    kind: re.compile(rf"^{_LINK} (?P<colour>{colour_pattern(kind)})(?! (?:with|from|by)\b)(?!-)")
    for kind in ("eye", "hair")
}
_LIKE_THING = {
    kind: re.compile(
        rf"^(?:,? which(?: was| were| is| are)|,| was| were| is| are)?(?: of)?(?: exactly| almost)? the (?:exact |very |same |warm |dull |pale |bright )?(?:colou?r|shade|hue|{colour_pattern(kind)}) of (?:(?:an?|the|old|new|ripe|wet|dry|polished|fresh|burnished|tarnished|autumn|winter|summer|dark|strong|rain-washed|cold|freshly|worn|beaten|dead) ?)*(?P<colour>{thing_pattern(kind)})"
    )
    for kind in ("eye", "hair")
}
_OF_COLOUR = {
    kind: re.compile(rf"\b[Tt]he (?:[a-z]+ )?(?P<colour>{colour_pattern(kind)}) (?:of|in) (?=[^.;:!?\n]{{1,40}}$)")
    for kind in ("eye", "hair")
}
_ADJECTIVES = rf"(?:{_NOT_ADJECTIVE}[a-z]+(?:-[a-z]+)*,? (?:and |but )?){{0,6}}"
_POSSESSOR = re.compile(rf"(?P<who>{PERSON}['’]s?|\b[Hh]is|\b[Hh]er|\b[Mm]y) (?P<between>{_ADJECTIVES})$")
_WHOSE = re.compile(rf"(?P<who>{PERSON})(?P<between>[^.;:!?\nᐁᐃ]{{0,50}}?),? (?:and )?whose {_ADJECTIVES}$")
_HAS = re.compile(
    rf"(?P<who>{PERSON}|\b(?:[Hh]e|[Ss]he)\b)(?P<between>[^.;:!?\nᐁᐃ]{{0,70}}?)(?<![a-z])(?P<has>had|has|with|having|possessed|wore|under|beneath|of)(?: (?:the|an?|those|that|such|long|a pair of|two|a head of|a mass of|a mop of|a shock of|a crop of|a braid of|a cloud of|his (?:mother|father)['’]s|her (?:mother|father)['’]s|inherited))*(?: {_ADJECTIVES})?$"
)
_MOVES = re.compile(
    rf"(?P<who>{PERSON}|\b(?:[Hh]e|[Ss]he)\b),? (?:and )?(?:[a-z]+ly )?(?:tied|pushed|brushed|combed|shook|tossed|smoothed|pinned|let|twisted|gathered|ran (?:a|his|her) (?:hand|comb|fingers) through|closed|opened|lifted|raised|lowered|rubbed|narrowed|"
    rf"scratched|dried|washed|wrung|braided|tucked|swept|flung|loosened|bound|stroked|tugged)(?: (?:back|out|up|down|away|off|at|from))?(?: (?:the|that|those|a (?:mass|mop|tangle|cloud|shock|lock|fall|handful|wisp|strand) of))? {_ADJECTIVES}$"
)
_AND_ALSO = re.compile(
    rf"(?<![\w-])(?:{_NOT_ADJECTIVE}[a-z]+(?:-[a-z]+)*,? ){{0,3}}(?:eyes|hair|curls|beard|skin|face|mouth|nose|lips|chin|brow|cheeks|hands|freckles|teeth|shoulders|figure|complexion),? and {_ADJECTIVES}$"
)
_ABSOLUTE = re.compile(rf"^[^ᐁᐃ]*?(?P<who>{PERSON}|\b(?:He|She)\b)(?!['’])[^ᐁᐃ]*, {_ADJECTIVES}$")
_OPENS = re.compile(r"^(?:With )?(?:[Hh]is|[Hh]er) [^.]{0,30}$")
_AHEAD = re.compile(rf"[^.;:!?\nᐁᐃ]{{0,80}}, (?P<who>{PERSON})(?!['’])")
_APPOSED = re.compile(
    rf"^(?:,| was| is|, who was)(?: (?:now|still|then))? (?:an?|the|that) (?:[a-z]+(?:-[a-z]+)*,? (?:and )?){{0,4}}{KIN}[^,]*$"
)
_OTHERS = re.compile(rf"\b(?:{KIN}|eyes|faces?|that|who|saw|met|watched|to|at|for|than|like)\b")
_LIKES = re.compile(r"\b(?:lik|lov|hat|admir|envi|want|prefer|seen|met|known|dream)\w*\b")
_AT = re.compile(r"\b(?:looked|stared|gazed|glanced|smiled|frowned) (?:\w+ )?(?:at|to) (?:him|her|them|me|us|it)\b")
_NAMED = re.compile(
    rf"^[^.;:!?\nᐁᐃ]{{0,40}}(?:named|called|by the name of|whose name was|(?<=girl)|(?<=boy)|(?<=man)|(?<=woman)),? (?P<who>{PERSON})(?!['’])"
)
_OF_WHOM = re.compile(rf"^ of (?P<who>{PERSON})(?!['’])")
_STRAND = re.compile(
    r"(?:^|[\s\"“])(?:[Aa]|[Tt]he|[Oo]ne|[Ss]ome|[Tt]wo) (?:\w+ )?(?:strands?|locks?|curls?|wisps?|tendrils?|tangles?|coils?|wave|mass|curtain|fall|tress|fringe) of (?:[a-z]+,? ){0,2}$"
)
_WHITE = re.compile(r"\b(?:white|gr[ea]y|silver\w*)\b")
_FALLS = re.compile(
    rf"^ (?:had |was |were )?(?:fallen|fell|hung|hanging|lay|lying|blew|blown|slipped|strayed|clung|tumbled|tumbling|dropped|falling|swung|drifted|come loose|came loose|escaped|stuck|curled)(?: \w+)? (?:across|over|into|in|from|about|around|round|on|onto|down|against|to|before|behind) (?P<who>{PERSON}['’]s?|\b(?:his|her)) (?:\w+ )?(?:face|eyes?|brow|forehead|cheeks?|ears?|shoulders?|neck|nose|mouth|back|temples?|collar|cap|hat|bonnet|hood|scarf|head)\b"
)
_NEXT = re.compile(rf"^,?(?: (?:and )?(?:little|old|young|[a-z]+-[a-z]+)){{0,2}} (?P<who>{PERSON})")
_IS = re.compile(
    rf"(?P<who>{PERSON}|\b(?:[Hh]e|[Ss]he)\b)(?P<verb>(?:,? who)? (?:was|is|were|stood|sat)|,)(?: (?:still|now|then|always|both|also|not unlike|[a-z]+ly))*(?: (?:an?|the|that))?(?: [a-z]+(?:-[a-z]+)*,?(?: and)?){{0,5}}[ -]$"
)
_WORN = re.compile(
    r"['’]s? (?:\w+ )?(?:cap|hat|hood|bonnet|scarf|shawl|helmet|cowl|face|head|brow|forehead|ears?|eyes|pillow|cheeks?|neck|shoulders?|collar|beard)\b[^,]{0,24}$"
)
_SOFTENED = re.compile(
    r"\b(?:dyed?|dyeing|wigs?|disguis\w*|bleached|painted|tinted|powdered|false|pretend\w*|as a (?:boy|girl|child)|in (?:his|her|my) youth|dream\w*|imagin\w*|wished|"
    r"faded|changed|before (?:his|her) (?:hair|beard)|"
    r"in (?:the|this|that) (?:\w+ )?(?:light|sun|sunlight|moonlight|firelight|lamplight|candlelight|glow|dusk|dark|gloom|moon|shade|dawn|twilight|sunset)|by (?:candle|moon|fire|lamp)light|lens(?:es)?|odd|mismatched|"
    r"bruised|blackened|swollen|bloodshot|magic\w*|spell|potion|enchant\w*|transform\w*|streak\w*|lock of|portrait|photograph)\b",
    re.I,
)
_LIT = re.compile(r"\bin (?:the|this|that) (?:\w+ )?(?:light|sun|sunlight|firelight|lamplight|candlelight|glow)")
_IN_LIGHT = re.compile(
    r"\b(?:gold\w*|red\w*|copper\w*|silver\w*|white|fair|blonde?|auburn|yellow|honey|chestnut|russet)\b"
)
"""The colours that light lends to hair; another one is the hair's own."""
_LINKED = re.compile(
    r"\b(?:seemed|appeared|looked|almost|nearly|not|n['’]t|never|no longer|would|could|might|had (?:once |always |first )?been|used to|once|neither|less)\b"
)
_CHANGE = re.compile(r"\b(?:dyed?|bleached|wigs?|tinted)\b", re.I)
_TURNED = re.compile(r"\b(?:turned|turning|gone|going|went|grew|grown|became|become)\b")


def find_appearance(reading: Reading) -> Iterator[Fact]:
    """Yield the colours of eyes and hair that the narration gives to somebody."""
    text = reading.narration
    for noun in _NOUN.finditer(text):
        first, last = reading.sentence_at(noun.start())
        if last - first > LONGEST:
            continue
        left = text[max(first, noun.start() - _REACH) : noun.start()]
        right = text[noun.end() : min(max(last, noun.end()), noun.end() + _REACH)]
        found = _colour(noun, left, right)
        if found is None:
            continue
        words, owner_left = found
        entity = _owner(reading, noun, owner_left, right)
        if entity is None:
            continue
        kind = "eye" if noun["eye"] or noun[0] == "eyed" else "hair"
        near = left[-70:] + noun[0] + right[:32]
        turned = bool(_TURNED.search(",".join(right[:22].split(",")[:2])) or _TURNED.search(left[-9:]))
        hard = (
            not turned
            and not (
                _SOFTENED.search(near) and not (kind == "hair" and not _IN_LIGHT.search(words) and _LIT.search(near))
            )
            and not (owner_left == left and _LINKED.search(right[:18]))
            and not _LINKED.search(left[-14:])
        )
        notes = (("beard",) if noun["beard"] or noun[0] == "bearded" else ()) + (
            ("changed",) if turned or _CHANGE.search(near) else ()
        )
        span = (noun.start() - len(left) + len(owner_left), noun.end())
        yield fact_at(reading, span, entity, f"{kind} colour", words, hard=hard, notes=notes)


def _colour(noun: re.Match[str], left: str, right: str) -> tuple[str, str] | None:
    """Return the colour in words, and what stands before it on the way to the owner."""
    kind = "eye" if noun["eye"] or noun[0] == "eyed" else "hair"
    if noun["person"]:
        return (noun[0], left) if re.search(r"\b(?:a|the|an) (?:\w+ )?$", left) else None
    before = _BEFORE[kind].search(left)
    if before and (not noun["joined"] or before["rest"] in ("-", " ")):
        return before["colour"], left[: before.start()]
    if noun["joined"]:
        return None
    after = _AFTER[kind].match(right) or _LIKE_THING[kind].match(right)
    if after and not re.match(r"^ (?:and |eyes|hair)", right):
        return after["colour"], left
    whole = _OF_COLOUR[kind].search(left)
    return (whole["colour"], left[whole.end() - 1 :]) if whole else None


def _owner(reading: Reading, noun: re.Match[str], left: str, right: str) -> str | None:
    """Return whose eyes or hair they are, where grammar says so."""
    base = noun.start()
    offset = reading.narration.rfind(left, max(0, base - _REACH - 5), base) if left else base
    if noun["joined"] or noun["person"]:
        return _described(reading, noun, left, right, offset)
    joined = _AND_ALSO.search(left)
    if joined:
        left = left[: joined.start()]
    if (
        _STRAND.search(left)
        and not _WHITE.search(reading.narration, base - 24, base)
        and (falls := _FALLS.match(right))
    ):
        return surely(reading, noun.end() + falls.start("who"), noun.end() + falls.end("who"))
    possessor = _POSSESSOR.search(left)
    if possessor:
        start = offset + possessor.start("who")
        owner = surely(reading, start, offset + possessor.end("who"))
        ahead = _AHEAD.match(right) if owner is None and _OPENS.search(left) else None
        return (
            surely(reading, base + len(noun[0]) + ahead.start("who"), base + len(noun[0]) + ahead.end("who"))
            if ahead
            else owner
        )
    if re.search(r"['’]s? [^,]{0,30}$", left) and not re.search(
        r"\b(?:had|has|inherited) (?:his|her) (?:mother|father)['’]s", left
    ):
        return only_one(reading, noun.start()) if _WORN.search(left) else None
    whose = _WHOSE.search(left)
    if whose and (not re.search(KIN, whose["between"]) or _APPOSED.match(whose["between"])):
        return surely(reading, offset + whose.start("who"), offset + whose.end("who"))
    moves = _MOVES.search(left)
    if moves:
        return surely(reading, offset + moves.start("who"), offset + moves.end("who"))
    has = _HAS.search(left)
    if has and not _LIKES.search(left, has.start("has")):
        between = re.sub(r"^,? (?:who|that)$|,? (?:who|that) (?:also|still|always)$", "", has["between"].rstrip())
        if between.startswith(("'", "’")):
            return None
        at_others = has["has"] == "with" and _AT.search(between)  # not: he looked at the man with grey eyes
        if _OTHERS.search(between) and not _APPOSED.match(between) and not at_others:
            return None
        if has["has"] == "of" and not re.search(r"\beyes$|^ $", between):
            return None
        return surely(reading, offset + has.start("who"), offset + has.end("who"))
    alone = _ABSOLUTE.match(left)
    if alone:
        return surely(reading, offset + alone.start("who"), offset + alone.end("who"))
    named = _NAMED.match(right) or _OF_WHOM.match(right)
    if named:
        return surely(reading, noun.end() + named.start("who"), noun.end() + named.end("who"))
    before = reading.narration[max(0, base - 60) : base]
    if _STRAND.search(re.sub(r"\w+ $", "", before)) and _WHITE.search(before[-12:]):
        return None  # a white hair or two, whatever the colour of the others
    return only_one(reading, base)


def _described(reading: Reading, noun: re.Match[str], left: str, right: str, offset: int) -> str | None:
    """Return who is "grey-eyed" or "a redhead": the name that follows at once, or the subject before it."""
    following = (_NEXT.match(right) if noun["joined"] else None) or _NAMED.match(right)
    if following:
        return surely(reading, noun.end() + following.start("who"), noun.end() + following.end("who"))
    subject = _IS.search(left + ("" if left.endswith((" ", "-")) else " "))
    if subject is None:
        return None
    start = offset + subject.start("who")
    return surely(reading, start, start + len(subject["who"]))
