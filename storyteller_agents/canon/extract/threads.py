"""Set-ups that announce that they will matter, and pay-offs that lean on one: facts `thread`.

The first note is ``plant`` or ``payoff``, the second which turn it is (``vow``, ``hidden``, ``omen``, ``mystery``,
``prophecy``; ``promised``, ``object``, ``kept``), the others are the stems by which the thread can be known again; a
name among them is ``@`` and whom it means. Everyday promises, and foreshadowing without a thing of its own (``little
did she know``), are no threads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.gist import gist, stems
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.thread_cues import DEEDS, HINTS, OBJECT, THINGS, THREATS
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import GAP, PERSON, WHO, WHOM, Reading

_ONE_DAY = (
    r"(?:one day|some ?day|in (?:time|the end|due time)|before (?:long|the \w+(?: \w+)? (?:was|were) (?:out|over|done)|\w+ \w+ was out|the end)|sooner or later|when the time came|yet|"
    r"later|years later|(?:at|on|by|before) the (?:hour|day|night) (?:when|that|of))"
)
_BOUND = (
    r"(?:until|till|one day|some ?day|before (?:the|his|her|he|she|another|it) |if it (?:took|cost)|whatever it (?:took|cost)|never (?:to )?rest|as long as|no matter|with (?:his|her) (?:last|dying)|"
    r"on (?:his|her) (?:\w+['’]s )?grave|when (?:he|she|the time|spring|the \w+)|c[ao]me back|be back|bring back|return|aveng\w*|reveng\w*|repay|find)"
)
_HIDE = re.compile(
    r"\b(?:hid|hidden|hiding|buried|burying|concealed|tucked|stowed|locked|sewed|sewn|stitched|slipped|wedged|walled|sealed|wrapped|laid away|put away|thrust|dropped)\b"
)
_THING = re.compile(
    r"\b(?:letter|envelope|packet|parcel|box|casket|chest|package|jar|door|trunk|case|scroll|book|note|will|seal|bundle|tin|bottle)s?\b"
)
_UNTIL = re.compile(
    rf"\bwould (?:wait|lie|stay|remain|keep|rest|sleep|one day|be (?:needed|wanted|found|safe))\b|\b(?:until|till) (?:(?:it|they|he|she|that|some ?one|somebody|{PERSON}) (?:should|was needed|were needed|had need|needed|"
    rf"was wanted|were wanted|was called|asked|was asked|could be used)|the (?:proper |right )?(?:day|time|hour|moment)\b(?! of| he| she))|\b(?:until|till|for) (?:that|the|his|her) (?:day|hour|time)\b(?= (?:came|when|that|should|of need))|"
    r"\bagainst the (?:day|hour|time)\b|\bwhen the time came\b|\bbe needed\b|\b(?:not|never|only) to be (?:opened|unsealed|read|unlocked|used|touched)\b|"
    r"\bto be (?:opened|unsealed|read|unlocked) (?:until|till|before|unless|only)"
)
_PLANTS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "vow",
            r"\b(?:swore|vowed|(?:took|swore|made) (?:a|an) (?:\w+ )?(?:oath|vow))\s(?:to (?!himself|herself|\w+ (?:that|to)\b)|never |that (?:he|she|I|they) (?:would|should)\b)",
        ),
        (
            "omen",
            r"\bwould (?:prove (?:important|fatal|useful|decisive|costly|precious|\w+ enough)|matter (?:more|later|greatly)|be (?:his|her|my|their) (?:undoing|ruin|death|salvation|downfall))\b",
        ),
        (
            "mystery",
            r"\b(?:[Nn]obody|[Nn]o one|[Nn]one of them) (?:ever )?(?:explained|accounted for|found out|learned)\b|\b(?:was|were) never (?:explained|accounted for|solved|found out)\b",
        ),
        (
            "mystery",
            rf"\b(?:door|chest|box|casket|cabinet|drawer|gate|trunk|safe|cupboard|desk|coffer|parcel|packet)\b{GAP}{{0,60}}?\b(?:nobody|no one|none of them) (?:yet )?knew what\b",
        ),
        (
            "vow",
            rf"\b(?:swore|vowed|pledged|(?:made|took) (?:a|an|the) (?:\w+ )?(?:vow|oath)|gave (?:his|her|my) word|swearing|vowing|(?=promised{GAP}{{0,140}}\b(?:one day|some ?day|until|before (?:the|another|he|she|it)|never)\b)promised(?: (?:{WHOM}|it|them|(?:the|his|her|a|an) [\w'’]+(?: \w+)?|(?:him|her|my)self))?)\b"
            rf"(?:,[^,.;]{{3,60}},)?\s(?:(?:on|by|upon|to|over|before) {GAP}{{3,50}}?\s)?(?:that|to|never)\b(?={GAP}{{0,140}}\b{_BOUND})",
        ),
        (
            "omen",
            rf"\b[Ll]ittle did (?:{WHO}|they|anyone|we|any of them|the \w+) (?:then |yet |ever )?(?:know|suspect|guess|dream|think|imagine|reali[sz]e)(?={GAP}{{0,140}}\b{_ONE_DAY}\b)|\b[Ll]ittle (?:{WHO}|they) (?:knew|guessed|suspected|dreamed)\b(?={GAP}{{0,140}}\b{_ONE_DAY}\b)",
        ),
        (
            "omen",
            rf"\b(?:would|was to|were to)\s(?:(?:{_ONE_DAY}|come to|all|live to|soon|also|still|{WHO})\s){{0,3}}(?:regret|remember|need|matter|be needed|come back to|haunt|save|cost|prove|be glad|"
            rf"be grateful|learn what|understand why|pay (?:dearly )?for|decide|change everything|play (?:its|a) part|be the (?:saving|undoing|ruin|death)|undo|betray|serve|wish)\b(?={GAP}{{0,80}}\b{_ONE_DAY}\b)",
        ),
        (
            "omen",
            rf"\bwould\s(?:(?:come to|all|live to|soon|also|still)\s){{0,2}}{_ONE_DAY}\s(?:come to |all |live to )?(?:regret|remember|need|matter|be needed|come back|haunt|save|cost|prove|be glad|learn|understand|pay|decide|"
            r"change|play|be|undo|betray|serve|wish|open|return|matter|ring|speak|rise|find)\b",
        ),
        (
            "mystery",
            rf"\b(?:[Nn]obody|[Nn]o one|[Nn]one of them|[Nn]ot one of them|[Nn]o man|[Nn]either of them)\s(?:could (?:say|tell|explain|guess)|(?:then |yet |as yet )?knew|would say|had (?:ever|yet) (?:learned|found out|discovered))\b"
            rf"{GAP}{{0,100}}?\b(?:not (?:then|yet|that (?:day|night|year))|as yet|for now|at the time|just yet|yet)\b",
        ),
        ("mystery", r"\b(?:[Nn]obody|[Nn]o one|[Nn]one of them) (?:as )?yet knew (?:who|what|why|where|how|whose)\b"),
        (
            "mystery",
            r"\b(?:remained|was still|stayed|was for now|was as yet|would (?:long )?remain)\s(?:for the (?:present|moment|time being) |as yet )?(?:a (?:\w+ )?mystery|a riddle|unanswered|unexplained|unsolved)\b",
        ),
        (
            "mystery",
            rf"\b(?:door|chest|box|casket|cabinet|drawer|gate|trunk|safe|cupboard|desk|coffer)\b{GAP}{{0,60}}?\b(?:(?:whose|the) key (?:(?:to it|which) )?(?:nobody|no one|none)|to which (?:nobody|no one|none)|"
            r"(?:whose|the) key (?:of which |to which )?(?:had been|was|had long been) (?:lost|missing))",
        ),
        ("prophecy", rf"\b(?:prophesied|foretold|foresaw|predicted)\s(?:that|how)\b(?={GAP}{{8,150}})"),
        (
            "prophecy",
            rf"\b(?:warned|cautioned)\s(?:{WHOM}|them|the \w+)\sthat (?:if|whoever|one day|before the|the day|someone|the \w+ would)\b",
        ),
    )
)
_OLD = r"(?:once |long ago |so \w+ |always |solemnly |all those years ago |that \w+ )?"
_BY = rf"(?:{WHO}|(?:the|his|her|an?) (?:\w+ ){{0,2}}\w+|they|it)"
_BY_OF = rf"{_BY}(?: (?:of|from|at|in) [\w'’]+(?: [\w'’]+)?)?"
_TO = rf"(?:\s(?:to|before|beneath|under|behind|in|beside|at|inside|among|by|below)\s{GAP}{{3,40}})?"
_PAYOFFS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "object",
            rf"\b(?:the|that|this|his|her|those|these) (?:[a-z]+ )?(?P<head>(?!same\b|very\b|thing|[a-z]{{3,}}ed\b)[a-z]{{3,}})(?:,? (?:that|which))?\s{_BY}\s?(?:had|['’]d)\s[a-z]+{GAP}{{0,40}}?"
            r"\b(?:all those|so many) (?:\w+ )?(?:ago|before)\b",
        ),
        (
            "object",
            rf"\bremembered (?:the|that|his|her) (?:[a-z]+ )?(?P<head>[a-z]{{3,}})(?: that (?:was|lay|had been))? (?:hidden|buried|concealed|sewn|locked away|tucked)\b{_TO}",
        ),
        (
            "promised",
            rf"\b[Aa]s\s{_BY_OF}\s?(?:had|['’]d)\s{_OLD}(?:vowed|sworn|promised|foretold|prophesied|predicted|pledged){_TO}",
        ),
        (
            "promised",
            rf"\b(?:promise|vow|oath|pledge|prophecy)\s(?:that |which )?{_BY}\s?(?:had|['’]d)\s{_OLD}(?:made|sworn|given|spoken|uttered|taken){_TO}",
        ),
        (
            "object",
            rf"\b(?:the|that|this|his|her|those|these) (?:[a-z]+ )?(?P<head>(?!same\b|very\b|thing|[a-z]{{3,}}ed\b)[a-z]{{3,}})(?:,? (?:that|which))?\s(?:{WHO}|they|the \w+)\s?(?:had|['’]d)\s{_OLD}"
            rf"(?:hidden|buried|concealed|sewn|stitched|locked away|locked up|stowed|tucked|sealed|walled up|stashed)\b{_TO}",
        ),
        (
            "object",
            rf"\b(?:the (?:very|selfsame)|that (?:very|same))\s(?:\w+ )?(?P<head>(?!same\b|thing)[a-z]{{3,}}),?\s(?:that|which)\s{_BY}\s?(?:had|['’]d)\s[a-z]+\b{_TO}",
        ),
        (
            "kept",
            rf"\b(?:kept|fulfilled|honou?red|redeemed|made good)\s(?:on )?(?:his|her|my|the|that|their) (?:old |solemn |long-ago )?(?:word|promise|vow|oath|pledge)(?:\s(?:that|of|from|made|sworn|given))?{_TO}",
        ),
        (
            "kept",
            rf"\b(?:prophecy|curse|riddle|mystery) of (?:the|{PERSON})[^.!?;\n]{{0,60}}?\b(?:was|had been|stood) (?:at last |finally )?(?:fulfilled|solved|answered|lifted|broken|explained)\b",
        ),
        (
            "kept",
            r"\b(?:the|his|her|an?) (?:[\w'’]+ ){0,2}(?:prophecy|curse|prediction) (?:had |has )?(?:at last |so )?c[ao]me true\b",
        ),
    )
)
_ANNOUNCING = stems(
    "swear vow pledge promise oath word day someday time until one end week month year hour need matter remember regret know suspect guess dream think imagine realise come back return wait open unopened never long "
    "later find man woman people mystery riddle say tell explain foretell warn keep safe leave put lay place set take give old last night morning evening would nobody none yet then life live rest very same whoever save "
    "cost prove glad serve let get make good part turn see look hand good well fulfil curse come bury hide keep the"
)
_UNSAID = re.compile(r"(?:\b(?:not|never|if)|n['’]t)\s(?:\w+\s)?$")
_REACH, _LONGEST, _BESIDE, _HINT = 320, 2000, 240, 260


def find(reading: Reading) -> Iterator[Fact]:
    """Yield the set-ups and the pay-offs in a scene, one a sentence."""
    seen: set[int] = set()
    for role, turn, match in _turns(reading):
        start, end = reading.sentence_at(match.start())
        if (
            start in seen
            or end - start > _LONGEST
            or _UNSAID.search(reading.narration, max(start, match.start() - 16), match.start())
        ):
            continue
        if (
            role == "plant"
            and turn in ("vow", "prophecy")
            and re.search(
                r"\b(?:had|having|been|was|were)\s(?:\w+\s)?$",
                reading.narration[max(start, match.start() - 16) : match.start()],
            )
        ):
            continue  # what he had vowed before is no set-up
        seen.add(start)
        reach = _REACH if role == "plant" else 0  # a pay-off is known by what it leans on, not by what happens
        about = gist(reading, max(start, match.start() - reach), min(end, match.end() + reach))
        words = sorted(about - _ANNOUNCING)
        if sum(word[0] != "@" for word in words) < (2 if role == "plant" else 1):
            continue
        if reading.hedges(match.start(), match.end()) & {"question", "dream", "figurative"}:
            continue
        value = " ".join(reading.flat[start:end].split())
        head = next(iter(stems(match.groupdict().get("head") or "")), "")
        yield fact_at(reading, (start, end), "", "thread", value, about=head, notes=(role, turn, *words))

    yield from _announced(reading, seen)


def _announced(reading: Reading, seen: set[int]) -> Iterator[Fact]:
    """Yield what announces itself by what is said beside it, one a paragraph at most where the two stand together."""
    text, last = reading.masked, -1
    for turn, pattern in (("thing", THINGS), ("deed", DEEDS), ("threat", THREATS), ("hint", HINTS)):
        for match in pattern.finditer(text if turn in ("thing", "threat") else reading.narration):
            start, end = reading.sentence_at(match.start())
            paragraph = text.rfind("\n\n", 0, start) + 1
            first = max(paragraph, start - _BESIDE)
            first = reading.sentence_at(first)[0] if first > paragraph else paragraph
            if start in seen or first <= last or end - first > _LONGEST:
                continue
            thing = _thing(reading, first, start, end)
            if (turn == "thing" and thing is None) or _hedged(reading, match):
                continue
            seen.add(start)
            last = end
            head = next(iter(stems(thing["thing"])), "") if thing else ""
            begin = min(start, thing.start()) if thing else start
            words = sorted(gist(reading, reading.sentence_at(begin)[0], end) - _ANNOUNCING)
            people = {f"@{one.entity.name}" for one in reading.named_between(start, end) if one.entity.kind != "place"}
            if turn == "hint" and end - start > _HINT:
                continue  # what a long sentence mentions by the way announces nothing
            if turn == "hint":
                words = [word for word in words if word[0] != "@" or word in people]
            least = 1 if turn in ("deed", "threat") and people else 2
            if sum(word[0] != "@" for word in words) < least or not (thing or any(word[0] == "@" for word in words)):
                continue
            value = " ".join(reading.flat[reading.sentence_at(begin)[0] : end].split())
            span = (min(match.start(), begin), match.end())
            yield fact_at(reading, span, "", "thread", value, about=head, notes=("plant", turn, *words))


def _thing(reading: Reading, first: int, start: int, end: int) -> re.Match[str] | None:
    """Return the thing that an announcement is about: the first of its sentence and those before it in the paragraph."""
    return OBJECT.search(reading.masked, first, end) or OBJECT.search(reading.masked, start, end)


def _hedged(reading: Reading, match: re.Match[str]) -> bool:
    return bool(reading.hedges(match.start(), match.end()) & {"question", "dream", "figurative"})


def _turns(reading: Reading) -> Iterator[tuple[str, str, re.Match[str]]]:
    for role, patterns in (("plant", _PLANTS), ("payoff", _PAYOFFS)):
        for turn, pattern in patterns:
            for match in reading.find(pattern):
                yield role, turn, match
    for match in reading.find(_UNTIL):
        start = reading.sentence_at(match.start())[0]
        before = max(start, match.start() - 160), match.start()
        if _HIDE.search(reading.narration, *before) or (
            "to be" in match[0] and _THING.search(reading.narration, *before)
        ):
            yield "plant", "hidden", match
