"""Turns that say by themselves that a thing is gone, whatever the grammar around them: up in smoke, never saw it again.

Such a turn is looked for once over the whole text; what is gone is the thing named last before it in its sentence, or
in the sentence before where the turn speaks of *it*; where the turn stands before its thing (*relieved of his watch*),
the thing that follows. Verbs with the thing as their object or subject are read in `possessions/events.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from storyteller_agents.canon.extract.possessions.owners import Event, Thing, has_rival, is_meant, possessor_of
from storyteller_agents.canon.reading import Reading

REACH = 160
"""How far before a turn, in characters, its thing may stand."""
_END = (
    r"(?:shredder|fire|flames|stove|furnace|dustbin|bonfire|rubbish(?: heap)?|scrap-?heap|scrapyard|ditch|"
    r"incinerator|canal|river|sea|harbour|lake|cesspit|"
    r"skip|crusher|knacker['’]s(?: yard)?|gutter|mud|sewer|bottom of [^.,;!?]{3,20}|pawnshop|"
    r"pawnbroker['’]s(?: window)?|auction room|melting-?pot|landfill|bin)"
)
_RUINED = (
    rf"nothing (?:was left|remained|survived|was saved)\b(?! of)|(?:came|come) to grief|met (?:its|his|her) end|"
    rf"(?:was|were) no more\b|(?:was|were) done for|finally died|died for good|g[ai]ven? up the ghost|"
    rf"(?:under|beneath) the (?:wheels|hooves|tracks|hammer and)|for scrap\b|(?:ended(?: up| its days)?|"
    rf"finished(?: up)?|wound up|landed) (?:in|on|under|at|down) (?:the|a) {_END}|"
    r"(?:gone|went|go|vanished|disappeared) up (?:the chimney|in (?:smoke|flames))|had burst\b|into the dustbin|"
    r"(?:went|flew|fell|gone|broke|smashed|dashed|blown|crushed|ground|reduced|burned|burnt|"
    r"beaten|torn|tore|ripped|picked|worn|rotted|fallen|crumbled|chewed|turned|shivered|splintered|exploded|"
    r"shattered|crashed|burst|split) (?:in)?to (?:an? (?:hundred|thousand|dozen|million) )?(?:[a-z]+ )?(?:pieces|"
    r"splinters|matchwood|ash(?:es)?|pulp|dust|atoms|powder|rags|ribbons|shreds|nothing|cinders|bits|fragments|"
    r"tatters|smithereens|flinders)\b|"
    r"(?:smashed|dashed|crushed|shattered|flattened|trampled|snapped|burned|burnt|ground|ripped|tore|hacked|"
    r"chopped|wrecked|ruined|destroyed|melted|shredded|devoured|ate|gutted|demolished) it\b(?! (?:off|open|shut|"
    r"on|into place|out))|"
    r"in (?:two|three|a thousand|a hundred|a dozen) pieces\b|past (?:all )?(?:mending|saving|repair)|"
    r"beyond (?:all )?(?:mending|saving|repair)|"
    r"nobody could mend|could (?:not|never) be (?:mended|repaired|saved|put together)|no (?:smith|tailor|"
    r"craftsman|man|one|jeweller|glue|carpenter) (?:alive |living )?could (?:mend|repair|restore)|"
    r"only (?:the )?(?:ash(?:es)?|cinders|splinters|fragments|a stump|scraps?) (?:was |were )?(?:left|remained)|"
    r"broke (?:its|his|her) back|"
    r"(?:was|were|lay|found) (?:[a-z]+ )?dead\b|(?:made|cut|turned) (?:up )?into (?:[a-z]+ )?(?:[a-z]+s|bedding|"
    r"soup|stew|glue|leather)\b"
)
_GONE = (
    r"never (?:to be )?(?:saw|seen|see|found|got|had|laid eyes on|set eyes on|heard of|recovered|returned|"
    r"claimed|handed in|came back|given back)(?: (?:it|them|sight of it))?(?: (?:again|back|more))?\b|"
    r"(?:was|were) the last (?:of it|(?:that )?(?:[a-z]+|[ᐁᐃ]ᐄ*) (?:ever )?(?:saw|heard) of it)|(?:river|sea|"
    r"water|waters|mud|bog|lake|waves|dark|ice|sand|marsh|swamp|current|flames) (?:had )?(?:closed over|"
    r"swallowed|took|had) it\b|"
    r"no longer (?:his|hers|mine)\b|(?:went|going|gone|go|sailed|vanished|disappeared|dropped|fell|spun|flew|"
    r"slid|rolled|tumbled|bobbed|drifted|floated) (?:straight |right |away |clean )?(?:down|over|off|out over) the "
    r"(?:weir|drain|cliff|falls|side|rail|edge|waterfall|rapids|bank|precipice|quay|river|gorge|grating|shaft|"
    r"plughole|well)\b|"
    r"(?:far )?out (?:over the cliff|to sea|into the (?:bay|lake|river|sea|dark water|current))|"
    r"gone for ?(?:ever|good)|lost (?:to (?:him|her|me) )?(?:for ever|forever|for good)|"
    r"(?:went|gone|go) to (?:pay|buy|settle|the (?:pawnbroker|dealer|highest bidder|auction|saleroom|scrap-?man|"
    r"bailiffs?|moneylender))\b|(?:been |was |were )?(?:confiscated|impounded|requisitioned|pilfered|filched|"
    r"purloined)\b|"
    r"(?:went|gone|come|came|fell|fallen) under the hammer|had been taken from (?:him|her|me)\b|(?:at|in|"
    r"to) the (?:pawnbroker['’]s|pawnshop|moneylender['’]s|auction rooms?|saleroom|knacker['’]s)|in pawn\b|"
    r"(?:gambled|diced|frittered) (?:it )?away|lost it (?:at|to|on|in|over)\b|sold it\b(?! (?:to him|to her|"
    r"back))|pawned it\b|"
    r"(?:threw|flung|hurled|pitched|tossed|heaved) it (?:into|overboard|over|off|away|from)\b|let it (?:fall|"
    r"sink|go|drop) (?:into|overboard|over|down|and)\b|buried it with\b"
)
_AS_FAR = re.compile(r"\b(?:as (?:far|hard|deep) as|with all the strength) (?:he|she|I) (?:could|might|had)\b")
_OF = (
    r"(?:burn(?:ed|t)|sank|perished|went (?:down|up)|drowned|destroyed|collapsed|"
    r"wrecked)[^.!?;]{0,20},? (?:and )?with (?:it|him|her|them),? (?:went |all )?|"
    r"(?:relieved|robbed|stripped|deprived|cheated|swindled|despoiled|plundered) of(?: both| all)? |"
    r"the last (?:that )?(?:[a-z]+|[ᐁᐃ]ᐄ*)(?: [a-z]+)? (?:ever )?saw of |(?:nothing|little) (?:was left|remained|"
    r"survived) of |"
    r"(?:made|make|makes) (?:an end|short work|a bonfire|matchwood|firewood) of |put paid to |did for |"
    r"had done for |got through |[Nn]o more did (?:he|she|I) (?:have|own) |"
    r"(?:no longer|never again) (?:had|have|owned|saw|possessed|held) "
)
_TURN = re.compile(rf"\b(?:(?P<destroyed>{_RUINED})|(?P<lost>{_GONE})|(?P<of>{_OF}))")
_BUT = re.compile(
    r"\b(?:not|nearly|almost|would|could|might|may|should|must|if|as if|until|till|before|lest|never|thought|"
    r"feared|afraid|dreamt|unless|cannot|like|nor|to (?:be|have))\b|n['’]t\b"
)
_ITS_SUBJECT = re.compile(
    r"^\W*(?:It|The thing|And it|But it|Then it|So it|There it|They|He|She|[ᐁᐃ]ᐄ*|I|Somebody|Someone|A [a-z]+|"
    r"The [a-z]+)\b"
)


def signs(
    reading: Reading, things: list[Thing], holders: dict[str, str]
) -> Iterator[tuple[Thing, Event, tuple[int, int]]]:
    """Yield things with their end and its offsets, where a turn says that they are gone."""
    text, starts = reading.narration, [thing.start for thing in things]
    for turn in _TURN.finditer(text):
        found = _after(things, starts, turn) if turn["of"] else _before(reading, things, starts, turn)
        if found is None or found.article == "other":
            continue
        between = text[min(found.end, turn.start()) : turn.start()]
        first = reading.sentence_at(turn.start())[0]
        lead = text[max(first, turn.start() - 25) : turn.start()] if turn["of"] else between
        if found.end < turn.start() and not turn[0].endswith(" it") and has_rival(text[found.noun_end : turn.start()]):
            continue
        if _BUT.search(_AS_FAR.sub("", lead)) or not is_meant(reading, turn.start()):
            continue
        kind = (
            "destroyed"
            if turn["destroyed"]
            or (turn["of"] or "").startswith(
                ("did", "had done", "burn", "destroyed", "collapsed", "put", "nothing", "little")
            )
            else "lost"
        )
        who = possessor_of(reading, found) or holders.get(found.noun, "") or _only_one(reading, found, turn.end())
        yield found, Event(kind, who), (found.start, max(found.end, turn.end()))


def _before(reading: Reading, things: list[Thing], starts: list[int], turn: re.Match[str]) -> Thing | None:
    """Return the thing named last before a turn: in its sentence, or in the one before, if the turn's sentence speaks of it."""
    text = reading.narration
    place = bisect_left(starts, turn.start()) - 1
    if place < 0:
        return None
    thing, first = things[place], reading.sentence_at(turn.start())[0]
    if turn.start() - thing.end > REACH or "\n\n" in text[thing.end : turn.start()]:
        return None
    same = thing.start >= first
    if not same:
        tail = text[first : turn.end()]
        if not (_ITS_SUBJECT.match(tail) and re.search(r"\b[Ii]t\b", tail)) or first - thing.end > 90:
            return None
    rivals = [
        one
        for one in things[max(0, place - 2) : place]
        if one.start >= reading.sentence_at(thing.start)[0] and one.value != thing.value
    ]
    return None if rivals and not same else thing


def _after(things: list[Thing], starts: list[int], turn: re.Match[str]) -> Thing | None:
    place = bisect_left(starts, turn.end())
    return things[place] if place < len(things) and things[place].start - turn.end() < 3 else None


def _only_one(reading: Reading, thing: Thing, end: int) -> str:
    """Return the only person whom the sentence names, if the thing is somebody's."""
    if thing.article == "the":
        return ""
    first, last = reading.sentence_at(thing.start)
    named = {one.entity.name for one in reading.named_between(first, max(last, end)) if one.entity.kind != "place"}
    return next(iter(named)) if len(named) == 1 else ""
