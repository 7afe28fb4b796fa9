"""Signs of the time: meals and lamps for the hour, snow and blossom for the season, the moon for the day of its month.

Each class is closed: what a people that lives by daylight does at one time of day only, what the year brings once, the
phases of the moon, feasts with a fixed date. Facts: ``clock`` as in `times/clocks.py` (note ``sign``), ``season sign`` (its value is the months
that it may mean, as in ``4,5``), ``moon`` (its value is the days after new moon that it may mean, as in ``12-18``), ``date`` for feasts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.times.hedges import ANY, is_remembered, narrated, unmeant
from storyteller_agents.canon.extract.times.sentence_triggers import matches, sentences_with
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

_DONE = r"was|were|had been|being|is"
_MEALS = {
    "breakfast": (270, 690),
    "luncheon": (660, 930),
    "lunch": (660, 930),
    "supper": (1000, 1500),
    "tea": (870, 1170),
}
_MEAL_WORD = "breakfast|luncheon|lunch|supper|tea"
_MEAL = re.compile(
    rf"\b(?:(?:(?:[Tt]he|[Tt]heir|[Hh]is|[Hh]er|[Mm]y|[Oo]ur)\s)?(?P<over>(?i:breakfast|luncheon|lunch|supper))(?:-things|\sthings)?\s(?:{_DONE})\s(?:[a-z]+\s){{0,2}}(?:over|done|finished|ended|eaten|served|laid|ready|waiting|spread|cleared|brought|cooking|on the table)"
    rf"|(?:rang|rung|ring|ringing|sounded|beat|bells?|gong|call(?:ed|ing)?|laid|laying|sat|sitting|seated|down|went in|came in|gathered|assembled|cooking|cooked|preparing|prepared)\s(?:[a-z]+\s){{0,3}}?(?:for|to|at)\s(?:(?:the|their|his|her|my|our)\s)?(?P<to>{_MEAL_WORD})"
    rf"|(?:ate|eating|finished|finishing|cleared away|clearing away|washed up|cooked|having|had just had|carried in|brought in)\s(?:(?:the|their|his|her|my|our|a hasty|a late|an early)\s)(?P<ate>breakfast|luncheon|lunch|supper))\b"
)
_HOURS: tuple[tuple[str, tuple[int, int], str], ...] = (
    ("dark", (1000, 1860), r"\b(?:[Ii]t was|[Ii]t had grown|[Ii]t grew|[Nn]ow)\s(?:[a-z]+\s){0,2}(?:pitch[- ]dark|pitch[- ]black|dark (?:outside|out of doors|already|by now))"),
    ("starlight", (1000, 1860), r"\b[Tt]he (?:first |evening )?stars? (?:(?:was|were|had) (?:all |already |now )?)?(?:out|shining|came out|come out|appeared|pricked|hung|burned|burning|glittered|glittering)\b"),
    ("lamp-lighting", (900, 1500), r"\b[Tt]he (?:street |street-)?lamps were (?:just |already |all |being )?(?:lit|lighted)\b|\blamplighter (?:was|came|had|went)\b"),
    ("high sun", (570, 990), r"\b[Tt]he sun (?:was|stood|hung)\s(?:[a-z]+\s)?(?:high|overhead|at its height|at its highest|in the zenith)\b"),
    ("cockcrow", (120, 480), r"\b(?:cocks?|cockerels?|roosters?) (?:was|were|began|had begun|crowed|had crowed|crew)(?: to)?(?: crow(?:ing)?)?\b"),
    ("first light", (180, 510), r"\b(?:[Ii]t was|[Tt]he sky was|[Ii]t had grown|[Tt]he east was)\s(?:just |already )?(?:getting light|growing light|grey with dawn|turning grey|first light|cock-?crow|beginning to grow light)\b|\b[Ff]irst light (?:was|came|found|had)\b"),
    ("broad daylight", (330, 1260), r"\b[Ii]t was (?:now |already |still )?broad (?:day|daylight)\b"),
    ("bedtime", (1110, 1560), r"\b[Ii]t was (?:[a-z]+\s)?(?:bedtime|bed-time|time for bed)\b|\b[Tt]he children (?:were|had been) (?:put |sent )?(?:to bed|in bed)\b"),
    ("vespers", (870, 1170), r"\b(?:ringing|rang|tolling|tolled|sounded|ring|bells?)\s(?:[a-z]+\s)?for (?:vespers|evensong|evening prayers?|compline)\b"),
    ("matins", (120, 600), r"\b(?:ringing|rang|tolling|tolled|sounded|ring|bells?)\s(?:[a-z]+\s)?for (?:matins|lauds|early mass|morning prayers?)\b"),
    ("noon", (690, 750), r"\b(?:ringing|rang|tolling|tolled|sounded|ring|rung|toll|striking|fired|bells? (?:was|were) going)\s(?:out\s)?(?:for\s)?(?:the\s)?(?:noon|midday)\b|\bnoon(?:day)? (?:bell|gun|whistle|hooter)s? (?:rang|was|went|sounded|began|had rung|boomed)\b"),
)  # fmt: skip
_BE = r"(?:was|were|lay|stood|hung|had been|had come|came|is|being|is|had)"
_TREE = (
    r"(?:apple|pear|cherry|plum|almond|peach|quince|fruit|hawthorn|chestnut|blackthorn|may|orchard)(?:[- ]?trees?|s)?"
)
_SEASONS: tuple[tuple[str, str], ...] = (
    ("12", r"\b(?:shortest day|longest night|midwinter (?:day|night)|winter solstice)\b"),
    ("6", r"\b(?:longest day|shortest night|midsummer(?:['’]s)? (?:day|night|eve)|summer solstice)\b"),
    ("12,1,2", rf"\b(?:[Tt]he )?(?:[a-z]+ )?(?:snow|drifts)\s(?:{_BE}\s)?(?:[a-z-]+\s){{0,2}}(?:deep|up to|thick|to the|knee-deep|waist-deep|high)\b|\b(?:deep in snow|under deep snow|snowed up|snowbound)\b"),
    ("11,12,1,2,3", rf"\b[Tt]he (?:first |new |fresh |deep |old )?(?:snow|drifts)\s(?:{_BE}\s(?:[a-z-]+\s){{0,2}}(?:deep|up to|thick|on the (?:ground|roofs?|sills?|fields|hills)|to the|over|piled|falling|knee-deep|waist-deep|high)|lay|fell)\b|\b(?:[Ii]t (?:was snowing|had snowed|snowed)|[Ss]now (?:was falling|lay|had fallen|fell|covered|stood|drifted)|deep in snow|under (?:deep )?snow|snowed up|snowbound)\b"),
    ("11,12,1,2,3", r"\b(?:[Ii]cicles (?:hung|were)|(?:pond|lake|river|canal|mere|millpond|stream|well|pump)s? (?:was|were|had|lay) (?:hard |quite |all )?(?:frozen|froze)|(?:skated|skating) (?:on|upon|over)|ice (?:on the|was thick|lay|bore|would bear)|hard frost|black frost)\b"),
    ("4,5", rf"\b{_TREE}\s(?:{_BE}\s)?(?:[a-z]+\s)?(?:(?:in|into) (?:full |first |white )?(?:blossom|bloom|flower)|white with blossom|blossom(?:ed|ing)|flower(?:ed|ing)|heavy with blossom)\b"),
    ("3,4,5", r"\b(?:blossoms?|catkins|primroses|crocuses|snowdrops|daffodils|bluebells|cowslips|violets|may) (?:was|were|hung|stood|lay|had come|had opened|came) (?:[a-z]+\s)?(?:out|in (?:bloom|flower)|on the|thick|over|everywhere|open)\b"),
    ("4,5,6", r"\bcuckoos? (?:was|were|called|calling|had|sang|could)\b"),
    ("2,3,4,5", r"\b(?:lambing|(?:new|young|first|newborn|new-born) lambs|lambs (?:were|had)|swallows (?:were back|had come|came back|had returned|returned)|buds (?:were|had))\b"),
    ("5,6,7,8", r"\b(?:haymaking|hay-making|hay[- ]harvest|(?:the|new|first) hay (?:was|lay|had|stood|were)|mowers? (?:were|was)|mowing the|hay[- ]?carts?|haycocks|roses (?:were|hung|stood) (?:[a-z]+\s)?(?:out|in (?:full )?(?:bloom|flower))|strawberries (?:were|was)|lime[- ]trees (?:were )?in (?:flower|bloom)|elder (?:was )?in flower|dog[- ]days|height of summer)\b"),
    ("7,8,9,10", r"\b(?:reapers (?:were|was)|reaping the|harvesters|harvest (?:was|had been|moon)|sheaves (?:were|stood|lay)|stooks (?:were|stood)|bringing in the (?:corn|wheat|harvest|barley|oats)|(?:corn|wheat|barley|rye|oats) (?:was|stood|were) (?:[a-z]+\s)?(?:ripe|cut|golden|reaped|yellow|down))\b"),
    ("8,9,10,11", r"\b(?:leaves (?:were|had) (?:[a-z]+\s)?(?:turning|turned|falling|fallen|yellow|brown|red|gold(?:en)?|fell)|(?:the )?vintage (?:was|had)|grape[- ]harvest|blackberries (?:were|hung)|(?:apples|pears|chestnuts|nuts|acorns) (?:were|lay|had) (?:[a-z]+\s)?(?:ripe|falling|fallen|being picked|picked|gathered)|cider[- ]making|stubble (?:was|lay)|apple[- ]picking|hop[- ]picking|swallows (?:had gone|were gathering|gathered|had left))\b"),
    ("9,10,11", r"\bfirst (?:frosts?|gales?|rains|mists) of (?:the )?(?:autumn|fall)\b|\bautumn (?:gales|mists|leaves) (?:were|was|had|came|blew)\b"),
    ("11,12,1", r"\bfirst (?:snow|frosts?) of (?:the )?(?:winter|year)\b"),
    ("12", r"\bChristmas (?:was )?(?:only |but |just )?(?:[a-z]+ )?(?:days?|a week|weeks?) (?:off|away)\b|\b(?:holly|mistletoe|Christmas tree|carol[- ]singers|waits) (?:was|were|stood|hung)\b"),
    ("11,12,1,2,3", r"\b(?:trees|boughs|branches|hedges|woods|orchard|elms|oaks) (?:was|were|stood) (?:[a-z]+\s)?(?:bare|leafless|naked)\b"),
)  # fmt: skip
_SIGNS = [(months, re.compile(pattern)) for months, pattern in _SEASONS]
_HOUR_SIGNS = [(word, span, re.compile(pattern)) for word, span, pattern in _HOURS]
_MOONS = (
    ("0-2,28-29", r"\b(?:no moon (?:at all|that night|to(?:-| )?night)|there was no moon\b(?! yet)|moonless night|night was moonless|dark of the (?:moon|month)|moon was (?:new|dark)|new moon)"),
    ("1-4,26-29", r"\b(?:young moon|(?:thin|slender|slim|narrow|fine) (?:new )?(?:crescent|sickle|paring|rind)(?: of (?:a |the )?moon| moon)?|crescent moon|sickle moon|moon (?:was|hung) (?:a |an |no more than a |only a |but a )(?:thin |mere |bare )?(?:crescent|sickle|paring|rind|thread|nail-paring))"),
    ("6-9,20-24", r"\b(?:half[- ]moon|moon (?:was|stood) (?:at |in )?(?:the |its )?(?:half|first quarter)\b)"),
    ("13-17", r"\b(?:full moon|moon (?:was|rose|stood|hung|shone|came up|being)\s(?:now |quite |already |just |round and |nearly |almost )?(?:at the |at its )?(?:full|round)\b|moon at (?:the|its) full|harvest moon|moon was in (?:her|its) full)"),
)  # fmt: skip
_MOON_SIGNS = [(days, re.compile(pattern)) for days, pattern in _MOONS]
_FEASTS = {
    "christmas eve": "12-24", "christmas day": "12-25", "christmas morning": "12-25", "boxing day": "12-26", "new year’s eve": "12-31", "new year’s day": "1-1",
    "twelfth night": "1-5", "epiphany": "1-6", "candlemas": "2-2", "st valentine’s day": "2-14", "lady day": "3-25", "all fools’ day": "4-1", "may day": "5-1",
    "midsummer eve": "6-23", "midsummer’s eve": "6-23", "midsummer day": "6-24", "midsummer’s day": "6-24", "st swithin’s day": "7-15", "lammas": "8-1",
    "michaelmas": "9-29", "michaelmas day": "9-29", "hallowe’en": "10-31", "halloween": "10-31", "all hallows’ eve": "10-31", "all saints’ day": "11-1",
    "all souls’ day": "11-2", "guy fawkes night": "11-5", "guy fawkes day": "11-5", "martinmas": "11-11", "st nicholas’ day": "12-6", "st stephen’s day": "12-26",
}  # fmt: skip
_FEAST = re.compile(
    rf"\b(?P<lead>[Ii]t was|[Ii]t being|being|which was|that was|[Oo]n|[Tt]he (?:night|morning|day|evening) of|[Tt]his was|[Tt]hat was|later, on|later,)\s(?:now\s|already\s|only\s|the\s)?"
    rf"(?P<feast>{'|'.join(sorted((name.replace('’', '.') for name in _FEASTS), key=len, reverse=True))})\b(?!['’]s? (?:tide|time|dinner))",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(
    r"\b(?:(?:every|each|always|sometimes|often|like|painted|picture|if|whenever)\s(?:\w+\s){0,2}|(?:before|until|till|after|since|by)\s(?:the\s|a\s)?)$"
)
_EXCUSES = ANY | {"negated"}
_MEAL_TRIGGERS = ("breakfast", "lunch", "supper", "tea", "Breakfast", "Lunch", "Supper")
_HOUR_TRIGGERS = (
    "dark", "star", "lamp", "sun ", "crow", "crew", "light", "turning grey", "grey with", "cock", "bedtime", "bed-time", "to bed", "in bed", "time for bed",
    "vespers", "evensong", "evening prayer", "compline", "matins", "lauds", "mass", "morning prayer", "noon", "midday",
)  # fmt: skip
_SEASON_TRIGGERS = (
    "shortest", "longest", "winter", "summer", "snow", "Snow", "drifts", "icicle", "Icicle", "frozen", "froze", "skat", "ice ", "frost", "bloss", "bloom", "flower",
    "catkin", "primrose", "crocus", "daffodil", "bluebell", "cowslip", "violet", "may ", "lamb", "cuckoo", "swallow", "buds", "hay", "mower", "mowing", "roses", "strawberries", "dog-days", "dog days",
    "reap", "harvest", "sheaves", "stooks", "bringing in", "corn", "wheat", "barley", "rye", "oats", "leaves", "vintage", "blackberr", "apple", "pears", "chestnuts", "nuts", "acorns",
    "cider", "stubble", "hop-picking", "hop picking", "autumn", "first gale", "first rain", "first mist", "Christmas", "holly", "mistletoe", "carol", "waits", "trees", "boughs", "branches", "hedges", "woods",
    "orchard", "elms", "oaks",
)  # fmt: skip


def find_signs(reading: Reading) -> Iterator[Fact]:
    """Yield what shows the hour, the season and the day of the moon."""
    text = narrated(reading)
    for match in matches(_MEAL, text, sentences_with(reading, text, _MEAL_TRIGGERS)):
        meal = (match["over"] or match["to"] or match["ate"]).lower()
        yield from _hour(reading, match, meal, _MEALS[meal])
    lit = sentences_with(reading, text, _HOUR_TRIGGERS)
    for word, span, pattern in _HOUR_SIGNS:
        for match in matches(pattern, text, lit):
            yield from _hour(reading, match, word, span)
    grown = sentences_with(reading, text, _SEASON_TRIGGERS)
    for months, pattern in _SIGNS:
        for match in matches(pattern, text, grown):
            yield from _sign(reading, match, "season sign", months)
    moonlit = sentences_with(reading, text, ("moon", "crescent"))
    for days, pattern in _MOON_SIGNS:
        for match in matches(pattern, text, moonlit):
            yield from _sign(reading, match, "moon", days, {"negated"})
    for match in _FEAST.finditer(text):
        month_day = _FEASTS[match["feast"].lower().replace("'", "’")]
        if not unmeant(reading, match.span(), _EXCUSES) and not is_remembered(reading, match.span()):
            note = "at" if match["lead"].lower() in ("on", "being") else "now"
            yield fact_at(reading, match.span(), "", "date", f"?-{month_day}", notes=(note,))


def _hour(reading: Reading, match: re.Match[str], word: str, span: tuple[int, int]) -> Iterator[Fact]:
    for fact in _sign(reading, match, "clock", word):
        yield fact_at(reading, match.span(), "", "clock", word, notes=("sign", f"{span[0]}-{span[1]}"), hard=fact.hard)


def _sign(
    reading: Reading, match: re.Match[str], attribute: str, value: str, allowed: frozenset[str] | set[str] = frozenset()
) -> Iterator[Fact]:
    """Yield a sign that is told as seen there and then."""
    sentence = reading.sentence_at(match.start())[0]
    if _NOT_NOW.search(reading.narration, max(sentence, match.start() - 40), match.start()):
        return
    if not unmeant(reading, match.span(), _EXCUSES - allowed) and not is_remembered(reading, match.span()):
        yield fact_at(reading, match.span(), "", attribute, value, notes=("sign",))
