"""What is gone for good: burned down, felled, wrecked, stolen, eaten, pulled down, never seen again.

Read around a thing that `possession_owners.py` found: the verb of which it is the subject or the object, and the words
that say that it did not come back (`is_final`). Losses that need to be told what they are by whom it goes to, or into
what it falls, are read in `possession_events.py`.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.possession_owners import Thing, actor_of, is_meant, is_unreal, possessor_of
from storyteller_agents.canon.reading import Reading

_DOWN = (
    r"felled|torn across|cut off|cut down|chopped (?:up|down)|hewn down|sawn (?:up|down|into)|grubbed up|uprooted|rooted up|blown (?:down|up|over)|"
    r"pulled down|torn (?:down|up|apart|to)|knocked (?:down|to)|demolished|razed|level+ed|dismantled|broken (?:up|down|to|into|"
    r"beyond|in)|burn(?:ed|t)(?: (?:down|out|to|up|away|with|in|on|for|by|like))?|gutted|destroyed|wrecked|shattered|smashed|crushed|"
    r"ground (?:to|into|under)|trodden|trampled|melted(?: down)?|sunk|scuttled|stove in|dashed to|snapped|slashed|hacked|"
    r"shredded|ruined|consumed|devoured|eaten|gnawed to|bricked up|walled up|filled in|stopped up|drowned|"
    r"shot|slaughtered|butchered|killed|put down|run over|struck dead|poisoned|swallowed|cut (?:up|to)|split|"
    r"reduced to|used for (?:firewood|kindling)|chopped for|made into|past (?:mending|saving|repair)|beyond (?:mending|saving|repair)"
)
_OFF = (
    r"stolen|confiscated|impounded|requisitioned|taken (?:away|from|off|for|by)|carried (?:off|away)|driven off|"
    r"washed (?:away|overboard|out)|swept (?:away|off|overboard|out)|sold|auctioned|pawned|traded|bartered|forfeited|lost|"
    r"left (?:behind|in|on|at) |thrown (?:away|out|overboard|into|in|on)|dropped (?:in|over|down|into)|buried (?:with|in|beside)|"
    r"flung (?:into|away|over|in)|cast (?:into|away)|tossed (?:into|away|over|out)|given (?:away|to|up)|made over|"
    r"gambled away|mislaid|abandoned|gone (?:for|down|to|with|over)|put on the (?:fire|bonfire|rubbish|dust)"
)
_HAD = (
    r"(?:was|were|had been|has been|had|lay|is|are|being|having been|been|got|had gone|had got|had to be|must be|stood)"
)
_ADVERB = r"(?: (?:[a-z]+ly|now|then|all|both|already|soon|since|long since|long ago|at last|also|afterwards|later|first|quite))?"
_FELL = (
    r"burn(?:ed|t) (?:down|to|out|up|away|like|on)|went (?:to pieces|up in|to the bottom|down with|over the|to matchwood)|"
    r"gone (?:up in|to the bottom|down with|to pieces)|founder\w*|s[au]nk (?!(?:on|deep|back|his|her)\b|into (?:a|his|her|the) (?:chair|seat|sofa))|"
    r"broke(?:n)? (?:up on|up in|in two|in half|apart|(?:its|his|her) (?:neck|back))|perished|collapsed|c[ao]me down (?:in|with|that|on|during|before|one|the)|"
    r"(?:fell|fallen) (?:in(?:to)? (?:ruin|ruins|pieces|dust|the (?:sea|river|lake|fire|well|gorge))|to (?:pieces|bits|dust|ruin)|overboard|apart|dead)|"
    r"(?:split|burst|shattered|snapped|crumbled|cracked) (?:from|in|into|to (?:pieces|bits|dust)|apart|asunder|against)|"
    r"blew (?:down|up|away|overboard)|vanished|drowned|died|dropped dead|parted (?:over|at|under|with|and)|drifted (?:off|away|out)|"
    r"slipped (?:off|from|out|over|through|into)|went (?:down|overboard)"
)
_STATE = (
    r"(?:was|were|lay|stood|had become|had been|is|became) (?:[a-z]+ )?(?:in (?:a (?:dozen|hundred|thousand) |two |three |small |tiny )?"
    r"(?:pieces|bits|halves|ruins?|ashes|splinters|fragments|shards|shreds|ribbons|rags|flames)|a (?:[a-z]+ )?(?:heap|pile|ruin|wreck|shell|mass|hulk|skeleton)|"
    r"roofless|no more|ashes|ash|matchwood|rubble|nothing but)"
)
_MODIFIED = r"(?:['’]s [a-z]+)?(?: |,? (?:[a-z]+(?:['’]s)? |[ᐁᐂᐃ]ᐄ*(?:['’]s)? ?){1,7}?| ,?[^.,;:!?ᐁᐃ]{0,40}, |, [^.,;:!?]{1,50}, |,? (?:that|which) [^.,;:!?]{1,40} )"
_BEEN = r"(?:(?:was|were|been|had been|got|had to be)|(?<=across and)|(?<=off and)|(?<=down and)|(?<=up and))"
_AND = r"(?: [^.,;:!?ᐁᐃ]{2,60}?,? and (?:then )?)"
THEN_ENDED = re.compile(rf"{_AND}(?:{_BEEN} (?P<down>{_DOWN})|{_BEEN} (?P<off>{_OFF})|(?P<fell>{_FELL}|swept up))\b")
"""After the thing: what became of it in the end, told of it with an *and*."""
ENDED = re.compile(
    rf"{_MODIFIED}(?:{_HAD}{_ADVERB} (?P<down>{_DOWN})|{_HAD}{_ADVERB} (?P<off>{_OFF})|(?:had )?(?P<fell>{_FELL}|{_STATE}))\b"
)
"""After the thing: what became of it."""
IT_ENDED = re.compile(
    rf"[^.!?;ᐁᐃ]{{0,50}}?(?:,| and|, and| where| so that| till| until) (?:it|which|they) (?:{_HAD}{_ADVERB} (?P<down>swept up|{_DOWN})|"
    rf"{_HAD}{_ADVERB} (?P<off>{_OFF})|(?:had )?(?P<fell>{_FELL}))\b"
)
_ANOTHER_SUBJECT = re.compile(r"\b(?:not|would|could|if|nearly|almost|he|she|they|I|we|who)\b|n['’]t\b")
_SPARED = re.compile(
    r"\b(?:not|never (?!found|seen|heard)|nearly|almost|un\w+ed|would|could|might|may|should|if)\b|n['’]t\b|\b(?:and|but|who|he|she|they|I|when|while|as|where) "
)
_TAKER = (
    r"got (?:away|off|clear) with|(?:made|gone|run|ran|rode|ridden|walked|gone|slipped|went|fled|escaped|sailed|driven|drove) "
    r"(?:off|away) with|stole|stolen|steal(?:ing)?|carried (?:off|away)|took away|taken away|confiscated|impounded|requisitioned|"
    r"pilfered|filched|helped (?:himself|herself|themselves) to|robbed (?:[a-z]+|[ᐁᐃ]ᐄ*) of|relieved (?:[a-z]+|[ᐁᐃ]ᐄ*) of|"
    r"stripped (?:[a-z]+|[ᐁᐃ]ᐄ*) of|looted|bore off|borne off|whisked off|distrained on|had away|cheated (?:[a-z]+|[ᐁᐃ]ᐄ*) (?:out )?of"
)
_WRECKER = (
    r"(?:cut|chopped|pulled|tore|torn|knocked|burned|burnt|shot|hacked|hewed|hewn) down|demolished|razed|dismantled|felled|"
    r"blew up|blown up|killed and eaten|eaten|slaughtered|butchered|gutted|uprooted|grubbed up|"
    r"smashed|shattered|destroyed|wrecked|scuttled|sank|sunk|trampled|trod on|sat on|filled in|bricked up|walled up|"
    r"burned|burnt|tore up|torn up|ripped up|shredded|slashed|chopped up|sawed up|sawn up|broken up|broke up|ruined|drowned|shot|"
    r"cut up|cut to pieces|eaten up|ate|gnawed through|melted down|swallowed|devoured|gnawed|crushed|washed away|swept away|put (?:an )?end to|made (?:an )?end of|"
    r"made (?:a )?(?:bonfire|matchwood|firewood) of|fed"
)
_LOSER = r"gambled away|staked|let (?:go of|slip)|jettisoned|made over|sent away|threw out|thrown out|turned loose"
_TAIL = r"(?: (?:all|even|both|only|up|at last|once for all))? $"
TAKEN = re.compile(rf"\b(?P<verb>{_TAKER}){_TAIL}")
HARMED = re.compile(rf"\b(?P<verb>{_WRECKER}){_TAIL}")
LOST = re.compile(rf"\b(?P<verb>{_LOSER}){_TAIL}")
NOTHING_OF = re.compile(
    r"\b(?:(?:[Nn]othing|[Nn]ot (?:a|an|one) [a-z]+|[Ll]ittle|[Ww]hat|[Aa]ll that)(?: (?:was|were|had been|remained|remains))? (?:left|remained|saved|"
    r"remaining|survived|to be found)? ?of|the (?:end|last) of|[Tt]he (?:ruin|destruction|loss|wreck|theft|sale|burning) of) $"
)
LET_FALL = re.compile(r"\b(?:let|saw|watched|felt|lets|seen) $")
FALLING = re.compile(
    r" (?!drop anchor)(?:fall|slip|slide|drop|go|sink|roll|tumble|vanish|burn|float|drift)[a-z]*(?: [a-z]+){0,2} (?:into|in|down|over|through|beneath|under|away|"
    r"overboard|to|out|off)\b(?! (?:his|her|my|their) (?:hand|lap|pocket|side|shoulder|neck|head|arms?)|(?: [a-z]+){0,2} (?:floor|table|ground|carpet|desk|bed|lap|place)\b)"
)
PUT_INTO = re.compile(
    r" (?:away|out|overboard|(?:up )?(?:into|in|to|on|onto|upon|over|off|down|through) (?:the|a|an) (?:[a-z]+ ){0,3}(?:fire|flames?|stove|furnace|hearth|grate|"
    r"embers|bonfire|coals|kiln|pyre|oven|blaze|range|sea|river|lake|well|pond|canal|harbour|harbor|marsh|bog|gorge|ravine|crevasse|"
    r"abyss|moat|quicksand|stream|mill-race|weir|tide|surf|cliff|bridge|side|rail|parapet|drain|sewer|cesspit|ditch|dust-heap|rubbish|"
    r"shaft|quarry|depths|deep|water|mud|rapids))\b"
)
PUTTING = re.compile(
    r"\b(?P<verb>put|threw|thrown|flung|tossed|cast|dropped|hurled|pitched|thrust|laid|fed|pushed|consigned|committed|shoved|poked|crammed|"
    r"kicked|blew|blown|knocked|swept|heaved|rolled|tipped|emptied|stuffed|sent|throwing|flinging|dropping|tossing|putting|lost|let)(?: down| up| out)? $"
)
_FIRE = re.compile(r"fire|flame|stove|furnace|hearth|grate|embers|coals|kiln|pyre|oven|blaze|range")
_NO = r"(?:never|no|nor|not|nobody|no one|nothing|none|neither|without|hardly)"
FINAL = re.compile(
    rf"\b{_NO}\b[^.!?]{{0,60}}\b(?:found|recover\w*|seen|saw|see|heard|another|replace\w*|mended|mending|repair\w*|restor\w*|rebuil[dt]\w*|"
    rf"build|built|saved|save|again|back|left|remain\w*|other|returned|came back|hand\w* (?:it|them) in|trace|surviv\w*|copy|more)\b|"
    r"\b(?:without it|no more|went on without|for ever|forever|for good|to the ground|to the last|only ash(?:es)?|nothing (?:was )?left|past (?:mending|repair|saving)|"
    r"beyond (?:mending|repair|saving|recall|all)|irretrievabl\w*|irreparabl\w*|to (?:ashes|ash|matchwood|splinters|powder|dust|pieces|shreds|"
    r"ribbons|rags|bits|atoms)|into (?:pieces|splinters|fragments|ashes|a thousand|small pieces|planks)|all that (?:was left|remained)|"
    r"with all hands|to the bottom|gone for|the end of|once and for all|utterly|completely|entirely|"
    r"for (?:timber|firewood|its stone|scrap|planks|guns)|stump|in smoke|whom? (?:he|she|I) never|empty hands)\b"
)
"""Words that say that a thing doesn't come back."""


_FORCE = re.compile(
    r"\b(?:sea|river|flood|floods|tide|waves?|fire|flames|ice|sand|sands|gale|storm|wind|avalanche|landslide|lightning|thie(?:f|ves)|burglars?|"
    r"robbers?|soldiers|bailiffs?|brokers|creditors?|customs[- ][a-z]+|police|pickpockets?|pirates?|enemy|raiders|tax[- ]?[a-z]+|magpie|fox|"
    r"wolves|mud|swamp|lake|earthquake|bomb|shell|snow|current|surf|rats|moths|worms|mice|undertow|bog)\b[^.!?;ᐁᐃ]{0,24} (?:took|taken|kept|claimed|closed over|"
    r"got|had|seized|swallowed(?: up)?|carried (?:off|away)|dr(?:ove|iven) off|covered|buried|destroyed|swept (?:off|away)|levelled|ate|eaten|had had|"
    r"wrecked|tore|torn|smashed|flattened|snatched|stolen|stole|bore off|dragged (?:off|down|under)|sucked (?:down|in|under)|washed (?:away|out)) $"
)
_WITH_THE_DEAD = re.compile(
    r"\b(?:laid|lain|buried|bury|lowered|put|went|gone|interred|nailed down)\b[^.!?;]{0,60}\b(?:ground|earth|grave|coffin|tomb|vault|buried|churchyard|him|her|father|mother)\b"
    r"[^.!?;]{0,12} (?:with|wearing|holding|in) $"
)
_LEFT = re.compile(r"\b(?P<verb>left|forgot(?:ten)?|kept|leaving) $")
_GONE_WITHOUT = re.compile(
    r"[^.!?]{0,90}\b(?:without (?:it|them|him|her)|never (?:went|came|gone|returned|got|had|saw|seen|claimed|asked|sent|thought)|nobody|no one|never handed|"
    r"nor (?:did|went))\b"
)
_AT_THE_FLAME = re.compile(
    r" (?:to|in|into|over) (?:the|a) (?:[a-z]+ )?(?:candle|flame|flames|match|fire|lamp)\b[^.!?]{0,60}\b(?:until|till|and|while)\b"
)


def _taken_or_left(reading: Reading, thing: Thing, left: str) -> tuple[str, str, int] | None:
    """Read what sea, fire and thieves take, what goes into a grave, what is left somewhere for ever, and what is held into a flame."""
    text, base = reading.narration, thing.start - len(left)
    if _FORCE.search(left):
        return "lost", possessor_of(reading, thing) or "", thing.start
    if re.search(r"\broof (?:off|of|from) $", left) and FINAL.search(text[thing.end : thing.end + 80]):
        return "destroyed", possessor_of(reading, thing) or "", thing.start
    first = reading.sentence_at(thing.start)[0]
    if _WITH_THE_DEAD.search(text[max(first, thing.start - 110) : thing.start]):
        return "lost", "", thing.start
    if (verb := _LEFT.search(left)) and _GONE_WITHOUT.match(text, thing.end, thing.end + 130):
        who = possessor_of(reading, thing) or (actor_of(reading, base + verb.start()) if verb["verb"] != "kept" else "")
        return "lost", who or "", base + verb.start()
    if re.search(r"\b(?:put|held|holding|touched) $", left) and _AT_THE_FLAME.match(text, thing.end, thing.end + 110):
        return "destroyed", possessor_of(reading, thing) or "", thing.start
    return None


def ending_of(reading: Reading, thing: Thing, left: str) -> tuple[str, str, int] | None:
    """Return what became of a thing, destroyed or lost, with him who had it, and the offset of the verb."""
    text = reading.narration
    if after := ENDED.match(text, thing.end, thing.end + 120):
        group = after.lastgroup or ""
        lead = text[thing.end : after.start(group)]
        if not _SPARED.search(lead.replace(" had to be ", " ")) and _opens(reading, thing):
            kind = (
                "destroyed"
                if group != "off" and not re.match(r"slipped|drifted|vanished|parted", after[group])
                else "lost"
            )
            return kind, possessor_of(reading, thing) or "", thing.start
    after = THEN_ENDED.match(text, thing.end, thing.end + 120)
    if after and _opens(reading, thing) and not _ANOTHER_SUBJECT.search(after[0]):
        return ("lost" if after["off"] else "destroyed"), possessor_of(reading, thing) or "", thing.start
    if taken := _taken_or_left(reading, thing, left):
        return taken
    if re.search(r"\b(?:drop|threw|flung|let|hurl|toss|knock|struck|kick|push)\w* $", left) and (
        after := IT_ENDED.match(text, thing.end, thing.end + 110)
    ):
        return ("lost" if after["off"] else "destroyed"), possessor_of(reading, thing) or "", thing.start
    base = thing.start - len(left)
    if (verb := LET_FALL.search(left)) and (fall := FALLING.match(text, thing.end, thing.end + 60)):
        kind = "destroyed" if "burn" in fall[0] else "lost"
        return kind, actor_of(reading, base + verb.start()) or possessor_of(reading, thing) or "", base + verb.start()
    if (verb := PUTTING.search(left)) and (into := PUT_INTO.match(text, thing.end, thing.end + 70)):
        kind = "destroyed" if _FIRE.search(into[0]) else "lost"
        if verb["verb"] in ("put", "laid", "putting") and kind == "lost":
            return None
        return kind, actor_of(reading, base + verb.start()) or possessor_of(reading, thing) or "", base + verb.start()
    for kind, pattern in (("lost", TAKEN), ("destroyed", HARMED), ("lost", LOST), ("destroyed", NOTHING_OF)):
        verb = pattern.search(left)
        if verb is None:
            continue
        at = base + verb.start()
        actor = "" if pattern in (TAKEN, NOTHING_OF) else actor_of(reading, at) or ""
        return kind, possessor_of(reading, thing) or actor, at
    return None


def _opens(reading: Reading, thing: Thing) -> bool:
    """Whether a thing can be the subject: no preposition stands before it."""
    left = reading.narration[max(0, thing.start - 14) : thing.start].lower()
    return not re.search(
        r"\b(?:of|in|on|at|to|from|by|with|into|over|under|behind|through|for|beside|near|upon|beyond|before|after|across|"
        r"round|inside|outside|towards?|than|like) $",
        left,
    )


def is_final(reading: Reading, at: int) -> bool:
    """Whether the sentence at an offset, or the next one, says that something is gone for good."""
    first, last = reading.sentence_at(at)
    return bool(FINAL.search(reading.narration[first : min(last + 100, first + 500)]))


def is_real(reading: Reading, thing: Thing, at: int) -> bool:
    """Whether an end is told as something that happened."""
    first = reading.sentence_at(thing.start)[0]
    return not is_unreal(reading.narration, first, at) and is_meant(reading, at)
