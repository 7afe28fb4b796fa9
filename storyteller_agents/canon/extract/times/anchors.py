"""When something is said to be so: the words in a sentence that pin it to a day, an hour or an event, as notes to compare.

``date:1880-5-4``, ``weekday:tuesday``, ``clock:990-990``, ``part:noon``, ``night``/``day`` … after ``that:`` (that night),
``event:fire`` (on the night of the fire, when the fire broke out), ``same`` (at that very moment), ``all`` (all that night),
``pressed`` (that same night), ``after:60`` (an hour later), ``year:1880``, ``season:winter``. Rules decide which of them say the same time.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.extract.places.named_days import named_days
from storyteller_agents.canon.extract.times.dates import DATE, date_value
from storyteller_agents.canon.extract.times.event_words import NOUNS
from storyteller_agents.canon.extract.times.words import (
    AMOUNT,
    MONTH,
    MONTHS,
    PART,
    PARTS,
    SEASON,
    WEEKDAY,
    YEAR,
    amount,
    in_minutes,
)
from storyteller_agents.canon.numbers import number

_WEEKDAY = re.compile(
    rf"(?<!every )(?<!following )(?<!next )(?<!last )(?<!another )(?<!since )(?<!by )(?<!before )(?<!after )\b(?P<day>{WEEKDAY})\b(?!s\b)(?:\s(?P<part>{PART}))?"
)
_PART = re.compile(
    rf"\b(?P<lead>[Aa]t|[Ii]t was|[Tt]hat|[Tt]his|[Tt]he same|[Tt]hat same|[Tt]hat very|[Tt]his very|[Aa]ll|[Aa]ll that|[Aa]ll the|[Ww]hole|[Ww]hole of (?:that|the)|[Tt]hroughout (?:that|the)|[Tt]hrough (?:that|the)|[Bb]y|[Bb]efore|[Ii]n the|[Dd]uring that|[Ee]ntire|[Tt]he)"
    rf"\s(?P<part>{PART}|day|week|month|year|{SEASON})\b(?!\sof\s(?!1|20|that)|\s(?:before|after|train|coach))"
)
_CLOCK = re.compile(
    r"\b(?P<lead>(?i:at|it was|as the clocks? struck|on the stroke of|at the stroke of)|[Bb]y|[Bb]efore|about|towards|struck|of|exactly)\s(?:the (?:hour|stroke) of\s|exactly\s|precisely\s|about\s)?(?:(?P<half>half|a quarter|quarter|five|ten|twenty|twenty-five)(?: minutes)?\s(?P<side>past|to)\s)?"
    rf"(?P<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9])(?:\so['’]\s?clock|(?=\s(?:in|that)\s(?:the\s)?{PART})|(?=[.,;])|(?=\s(?:that|when|and|as|sharp)\b)|(?=\s[A-Z][a-z]))"
    r"(?:,?\s(?:in the|that|at|of the|on the|on that)\s(?:same\s)?(?P<part>morning|afternoon|evening|night))?"
)
_SAME = re.compile(
    r"\b(?:at (?:that|the|this) (?:very |same |exact |precise |selfsame |self-same |very same |identical )+(?:moment|hour|instant|minute|second|time)|at that (?:moment|instant|hour)|at this moment|[Mm]eanwhile|in the meantime|"
    r"all (?:this|that|the) (?:time|while)|at the selfsame hour|in that (?:same |very )?(?:moment|instant|hour)|just then|that (?:same|very) (?:moment|hour|instant|minute)|simultaneously|in the same breath|on the (?:same|very) stroke|while (?:this|all this|that) was (?:going on|happening)|even as (?:this|that)|the (?:very same|selfsame|same) (?:moment|hour|instant|minute)|(?:as|while) (?:he|she|they|it) (?:did so|spoke|did this|said this|did it)|it was then that|at the time(?=[.,;])|at the self-?same time)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    rf"\b(?i:all|whole|entire|throughout|every hour of|every minute of|never (?:once )?(?:left|stirred|went|set foot)|without (?:once )?(?:leaving|stirring)|from (?:dawn|morning|sunrise|noon) (?:to|till|until) (?:dusk|night|evening|sunset|midnight|nightfall|noon|dark)|"
    rf"did not (?:once )?(?:leave|stir)|had not (?:once )?(?:left|stirred)|spent|passed|kept (?:to )?(?:his|her) (?:bed|room)|lay|never outside)\b(?=[^.!?]{{0,40}}\b(?:day|night|week|month|year|{WEEKDAY}|{PART}|{SEASON}|{MONTH}|1[0-9]{{3}})\b|[^.!?]{{0,60}}\b(?:it|there|that|the))"
)
_GRAIN = rf"(?:day|night|morning|evening|afternoon|noon|hour|moment|week|month|time|year|eve|{PART}|{WEEKDAY}|{SEASON})"
_OF_EVENT = re.compile(
    rf"\b(?P<grain>{_GRAIN})\s(?P<side>of|before|after)\s(?P<whose>the|his|her|their|my|our|[A-Z]\w+['’]s?|[A-Z]\w+ [A-Z]\w+['’]s?)\s(?P<words>[a-z]{{3,}}(?:['’]s?)?(?:[ -][a-z]+(?:['’]s?)?){{0,3}}|(?:[A-Z][a-z]+\s?){{1,2}}['’]s?\s[a-z]+)"
)
_STOP = frozenset(
    """was were had has he she they it the a an his her their when that which who and or in at on by with for to from of there did found saw not but so came is would
    could might before after until till as while where him them then all""".split()
)
_PLAIN = frozenset(
    """great big old grand terrible dreadful famous fatal long hard late early first second third last next new same whole little small worst best black red white
    day night morning evening week month year summer winter spring autumn time world house""".split()
)
_UNTIL = re.compile(
    r"\b(?:until|till)\s(?:(?:the\s)?(?:grey\s|full\s|next\s)?(?:next\s|following\s)?(?:morning|dawn|daybreak|sunrise|first light|daylight|cock-?crow|break of day|breakfast)|(?:it|the sky|the window) (?:was|grew|had grown) (?:light|day|grey|dawn)|the (?:sun|day) (?:rose|came up|was up|broke|dawned)|day broke|the (?:cocks?|birds) )"
    r"|\b(?:from (?:dusk|dark|sunset|nightfall|evening) (?:to|till|until) (?:dawn|morning|daybreak|sunrise|light|day)|the night through|all through the night|the whole night (?:long|through)|all night long|the livelong night)\b"
)
_EVERY = re.compile(
    rf"\b(?:[Ff]rom (?:the )?{WEEKDAY} (?:to|till|until) (?:the )?(?:following )?{WEEKDAY}|every (?:day|night|hour|week|minute|single day) of (?:it|that|the)|from (?:first to last|end to end|beginning to end|(?:the |its )?(?:first|start)\b[^.,;]{{0,24}}? to (?:the |its )?\w+)|day (?:in,? day out|after day|and night)|without a break|the whole (?:of )?(?:it|time)|throughout)\b"
)
_WHEN = re.compile(
    r"\b(?:[Ww]hen|[Ww]hile|[Aa]s|(?:day|night|morning|evening|afternoon|hour|moment|week|instant|minute)(?: that| when| on which| in which)?)\s(?:the\s)?(?:old |great |first |last )?(?P<noun>[a-z]{3,})\s(?:had |was |were )?(?P<verb>[a-z]{3,})"
)
_WHEN_HE = re.compile(
    r"\b[Tt]he\s(?:same\s|very\s)?(?:day|night|morning|evening|afternoon|hour|moment|week)\s(?:that\s|when\s|on which\s|in which\s)?(?P<name>[A-Z][a-z]+|(?:old|king|queen|his|her|my|their) [A-Za-z]+)(?:\s[A-Z][a-z]+)?\s(?:was |were |had been |had )?(?P<verb>[a-z]{4,})\b"
)
_ONCE = re.compile(
    r"\b(?:[Ww]hen|[Ww]hile|[Aa]s)\s(?P<name>[A-Z][a-z]+|(?:old|king|queen|his|her|my|their|the) [A-Za-z]+)(?:\s[A-Z][a-z]+)?\s(?:was |were |was being |had been |had )?"
    r"(?P<verb>died|dying|born|buried|married|hanged|christened|crowned|killed|shot|drowned|arrested|murdered|executed|beheaded|baptised|baptized|elected|burned|robbed|sworn)\b"
)
_BELL = re.compile(
    r"\b(?:[Tt]owards?|[Aa]bout|[Nn]ear|[Aa]round|[Tt]he stroke of|[Oo]n the stroke of|[Aa] little (?:before|after)|[Jj]ust (?:before|after|past)|[Ss]hortly (?:before|after)|[Ss]oon after|[Aa]s|[Ww]hen)\s(?P<part>noon|midday|midnight|dawn|daybreak|sunrise|sunset|nightfall|dusk)\b"
    r"|\b(?P<part3>Noon|Midday|Midnight|Dawn|Daybreak|Sunrise|Sunset|Nightfall|Dusk)\s(?:found|saw|had found|had seen|came upon|overtook|caught|brought)\b"
    r"|\b[Tt]he (?P<part2>noon|midday|midnight) (?:bells?|gun|chimes?|whistle|mass|train)\b"
)
_COMPOUND = re.compile(
    r"\b(?:the|that)\s(?P<noun>[a-z]{4,})\s(?:year|winter|summer|spring|night|week|morning|evening|afternoon|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)\b"
)
_MONTHS_THROUGH = re.compile(
    rf"\b(?:from|between)\s(?:[a-z]+\s)?(?:(?:the )?[a-z]+ of )?(?P<first>{MONTH})\s(?:to|till|until|through to|and)\s(?:[a-z]+\s)?(?:(?:the )?[a-z]+ of )?(?P<last>{MONTH})\b"
)
_FROM_TO = re.compile(rf"\b[Ff]rom\s(?P<first>{PART})\s(?:to|till|until)\s(?P<last>{PART})\b")
_UNTIL_PART = re.compile(
    r"\b(?:stayed|remained|stopped|sat|lay|waited|worked|was|kept)\b[^.!?;]{0,40}\b(?:until|till)\s(?:past\s|after\s|long past\s|well after\s)?(?P<last>noon|midday|dusk|sunset|nightfall|evening|midnight|sundown)\b"
)
_BARE_MONTH = re.compile(
    rf"\b(?:[Ii]n|[Aa]ll|[Tt]hroughout|[Dd]uring|[Tt]hat|[Aa]ll through|[Ww]hole of|[Oo]ne day in|[Ww]eek of|[Ee]nd of|[Mm]iddle of|days? of|[Ee]arly in|[Ll]ate in|[Ee]arly|[Ll]ate|[Oo]ne)\s(?:the (?:whole|month) of\s|of\s)?(?:that\s)?(?P<month>{MONTH})\b(?!,?\s(?:of\s)?1|\s\d)"
)
_HAPPENING = "|".join(sorted({*NOUNS, "storm", "thaw", "famine", "frost", "feast", "fair"}, key=len, reverse=True))
_WHOSE = r"(?:the|his|her|their|that|(?:[A-Z][a-z]+\s)?[A-Z][a-z]+['’]s?)\s(?:great\s|whole\s|whole of the\s|entire\s|long\s)?"
_DURING = re.compile(
    rf"\b(?:[Dd]uring|[Tt]hroughout|[Aa]t|[Tt]hrough|[Aa]t the time of|[Oo]n the occasion of)\s{_WHOSE}(?P<noun>{_HAPPENING})\b"
)
_SAT_OUT = re.compile(
    rf"\b(?:spent|passed|sat out|slept through|lived through|weathered|missed|watched|saw out|rode out|stayed away from)\s(?:all of\s|most of\s)?{_WHOSE}(?P<noun>{_HAPPENING})\b"
)
_MAIN = re.compile(
    r"^\W*[Tt]he\s(?:[a-z]+\s)?(?P<noun>[a-z]{3,})\s(?:had |was |were )?(?P<verb>[a-z]{3,})\b[^.;]{0,30}?,?\s(?:just as|while|when|as|at the (?:very )?moment (?:when|that))\s"
)
_SENSED = re.compile(
    r"\b(?:heard|saw|watched|felt|seen|hearing|watching|seeing)\sthe\s(?:[a-z]+\s)?(?P<noun>[a-z]{3,})\s(?P<verb>[a-z]{3,})\b"
)
_FIGURES = re.compile(
    r"\b(?P<lead>[Aa]t|[Bb]y|[Aa]bout)\s(?:exactly\s|precisely\s)?(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?!\d)(?:\s?(?P<half>[ap])\.?m\b)?"
)
_SLEPT = re.compile(
    r"\b(?:slept|sleeping|asleep|kept (?:vigil|watch)|keeping (?:vigil|watch)|sat up|sitting up|lay awake|lodged|bedded down|camped|snored|nursed|stood (?:guard|watch|sentry))\b"
)
_MONTH = re.compile(
    rf"\b(?i:in|of|throughout|during|all|that|whole|entire|spent)\s(?P<month>{MONTH})\b,?\s(?:of\s)?(?P<year>{YEAR})"
)
_LATER = re.compile(
    rf"\b(?:(?P<n>(?i:{AMOUNT}))\s(?P<unit>minutes?|hours?)\s(?:later|after|afterwards)\b|[Ww]ithin (?P<n2>the|{AMOUNT})\s(?P<unit2>minutes?|hours?)\b)"
)
_YEAR = re.compile(rf"\b(?:in|of|year|throughout|during|spent|all)\s(?:the year\s)?(?P<year>{YEAR})\b")
_COMMON = frozenset(
    "door man woman sun light others rain rest two boy girl child people wind clock he she it they we you there all both his her their this that these those who what one clock night day morning evening moon old young doctor same".split()
)


def anchors(sentence: str) -> tuple[str, ...]:
    """Return what a sentence says about when, as notes."""
    found = [f"date:{value}" for match in DATE.finditer(sentence) if (value := date_value(match))]
    found += [f"weekday:{match['day'].lower()}" for match in _WEEKDAY.finditer(sentence)]
    found += [f"part:{match['part']}" for match in _WEEKDAY.finditer(sentence) if match["part"]]
    for match in _PART.finditer(sentence):
        found += _part(match)
    for match in _CLOCK.finditer(sentence):
        found += _clock(match)
    for match in _FIGURES.finditer(sentence):
        found += _figures(match)
    found += [f"event:{match['noun']}" for match in (*_DURING.finditer(sentence), *_SAT_OUT.finditer(sentence))]
    found += named_days(sentence)
    found += [f"month:{match['year']}-{match['month'].lower()}" for match in _MONTH.finditer(sentence)]
    found += ["same"] if _SAME.search(sentence) else []
    found += ["all"] if _ALL.search(sentence) else []
    for match in _OF_EVENT.finditer(sentence):
        found += _of_event(match)
    found += [
        f"event:{match['noun']}"
        for match in _COMPOUND.finditer(sentence)
        if match["noun"] not in _PLAIN and match["noun"] not in _STOP
    ]
    found += _months_through(sentence)
    for match in _FROM_TO.finditer(sentence):
        found += ["all", f"from:{PARTS[match['first']][0]}", f"to:{_end(match['first'], match['last'])}"]
    for match in _UNTIL_PART.finditer(sentence):
        found += [f"to:{PARTS[match['last']][0]}"]
    found += [
        f"event:{match['name'].lower()} {match['verb'][:4]}"
        for match in (*_WHEN_HE.finditer(sentence), *_ONCE.finditer(sentence))
    ]
    found += ["all", "until:morning"] if _UNTIL.search(sentence) else ["all"] if _EVERY.search(sentence) else []
    found += [
        f"part:{(match['part'] or match['part2'] or match['part3']).lower()}" for match in _BELL.finditer(sentence)
    ]
    found += [f"mon:{match['month'].lower()}" for match in _BARE_MONTH.finditer(sentence)]
    found += [
        f"event:{match['noun']} {match['verb'][:4]}"
        for match in (*_WHEN.finditer(sentence), *_MAIN.finditer(sentence), *_SENSED.finditer(sentence))
        if match["noun"] not in _COMMON | _STOP and match["verb"] not in _STOP
    ]
    found += [
        f"event:{match['noun']}"
        for match in _WHEN.finditer(sentence)
        if match["noun"] not in _COMMON | _STOP
        and re.match(r"day|night|morning|evening", match[0])
        and match["noun"] not in _PLAIN
    ]
    found += [f"year:{match['year']}" for match in _YEAR.finditer(sentence)]
    for match in _LATER.finditer(sentence):
        count = 1 if match["n2"] == "the" else amount(match["n"] or match["n2"])
        if count is not None:
            found.append(f"after:{in_minutes(count, match['unit'] or match['unit2'])}")
    if _SLEPT.search(sentence) and any(note in ("that:night", "part:night", "on:night") for note in found):
        found.append("all")
    return tuple(dict.fromkeys(found))


def _figures(match: re.Match[str]) -> list[str]:
    """Return the note of a time in figures: ``14:20``, ``9.15 pm``."""
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    kind = "by" if match["lead"] in ("by", "By") else "clock"
    return [f"{kind}:{60 * hour + minute}-{60 * hour + minute}"]


def _end(first: str, last: str) -> int:
    """Return the minute at which ``from dusk to dawn`` ends; the next day's minutes go on from 1440."""
    return PARTS[last][0] + (1440 if PARTS[last][0] < PARTS[first][0] else 0)


def _months_through(sentence: str) -> list[str]:
    """Return the months that ``from March until October`` fills."""
    found = []
    for match in _MONTHS_THROUGH.finditer(sentence):
        first, last = MONTHS.index(match["first"].lower()), MONTHS.index(match["last"].lower())
        found += ["all", *(f"mon:{MONTHS[(first + step) % 12]}" for step in range(1, (last - first) % 12))]
    return found


def _of_event(match: re.Match[str]) -> list[str]:
    """Return the notes of ``the night of the great fire``: each telling word of the event, and whether a day or longer is meant."""
    words: list[str] = []
    for word in re.split(r"[ -]", match["words"]):
        if word.rstrip("s").endswith(("'", "’")):
            continue
        if word in _STOP:
            break
        words.append(word)
    told = [word for word in words if word not in _PLAIN]
    if not told:
        return []
    grain = match["grain"].lower()
    side = "" if match["side"] == "of" else f"{match['side']} "
    long = grain in ("week", "month", "year", "time", "spring", "summer", "autumn", "winter")
    at = [f"on:{grain}"] if grain in PARTS else []
    return [*(f"event:{side}{word}" for word in told[:2]), *at, *(["long"] if long else [])]


def _part(match: re.Match[str]) -> list[str]:
    lead, part = match["lead"].lower(), match["part"].lower()
    if lead == "the" and part not in ("week", "month", "year"):
        return []
    if part in ("spring", "summer", "autumn", "winter"):
        return [f"season:{part}"]
    if lead in ("at", "in the", "by", "before", "it was") and part in PARTS:
        return [f"{'by' if lead in ('by', 'before') else 'part'}:{part}"]
    pressed = ["pressed"] if lead.endswith(("same", "very")) else []
    return [f"that:{part}", *pressed] if lead not in ("at", "by", "before", "in the", "it was") else []


def _clock(match: re.Match[str]) -> list[str]:
    hour = number(match["hour"]) or 0
    minute = 60 * (hour % 12) + {
        "half": 30,
        "a quarter": 15,
        "quarter": 15,
        "five": 5,
        "ten": 10,
        "twenty": 20,
        "twenty-five": 25,
    }.get(match["half"] or "", 0) * (-1 if match["side"] == "to" else 1)
    options = [minute % 720, minute % 720 + 720]
    if match["part"]:
        low, high = (
            (0, 719)
            if match["part"] == "morning"
            else (1080, 1440)
            if match["part"] == "night"
            else PARTS[match["part"]]
        )
        options = [one for one in options if low <= one <= high] or options
    kind = "by" if match["lead"].lower() in ("by", "before") else "clock"
    return [f"{kind}:{one}-{one}" for one in options]
