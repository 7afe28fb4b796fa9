"""What time of day the narration says it is: ``clock`` facts.

The value is the time in figures (``4:30``) or the part of the day (``dusk``). The notes give the minutes since midnight that
may be meant, as ranges: ``270-270``, ``990-990``. Times that are only spoken of (``by noon``, ``until four``) are no facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.times.hedges import ANY, is_remembered, narrated, unmeant
from storyteller_agents.canon.extract.times.sentence_triggers import matches, sentences_with
from storyteller_agents.canon.extract.times.words import PART, PARTS
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import Reading

_HOUR = r"(?:(?<=to )midnight|(?<=to )noon|(?<=past )midnight|(?<=past )noon|(?<=after )midnight|(?<=before )midnight|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|0?[1-9])"
_HALF = r"(?:(?P<half>half|a quarter|quarter|five|ten|twenty|twenty-five|five-and-twenty)(?:\sminutes)?[\s-](?P<side>past|after|to|before|of)\s)"
_OF_DAY = r"(?:,?\s(?:(?:in|of|at|on) (?:the |that |a )?|that )(?:same )?(?:early |late )?(?P<of>morning|forenoon|afternoon|evening|night))?"
_EXACT = rf"(?:{_HALF}?(?P<hour>{_HOUR})(?![\w-])(?P<sharp>\so['’]\s?clock)?(?:\s?(?P<half_m>[ap])\.?\s?m\b\.?)?{_OF_DAY}|(?P<figures>[0-2]?\d[:.][0-5]\d)(?!\d)(?:\s?(?P<fig_m>[ap])\.?m\b\.?)?)"
_ROUGH = r"(?:(?:a little|a minute|shortly|soon|just|now|already|still|only|just|barely|scarcely|hardly|nearly|almost|about|past|after|close to|close on|close upon|on the stroke of|gone|near|towards?|getting on for|well past|long past|exactly|precisely|not yet|quite)\s){0,3}"
_STRUCK = re.compile(
    rf"\b(?:clocks?|bells?|chimes?|church|tower|watch|timepiece|hour|dial|hands?)\b[^.!?;:,\n]{{0,40}}\s(?:struck|strike|striking|chimed|chiming|tolled|tolling|rang|ringing|rung|said|showed|"
    rf"pointed to|stood at|read|marked|told|sounded|gave|went|beat|marked|was)\s(?:out\s)?(?:the (?:hour|stroke) of\s)?{_ROUGH}(?:{_EXACT}|(?P<part>noon|midday|midnight))"
)
_IT_WAS = re.compile(
    rf"\b(?:[Ii]t (?:was|being|had (?:just )?(?:struck|turned|gone)|had gone|wanted)|[Tt]he (?:time|hour) was)\s{_ROUGH}(?:(?:early|late|far on|well on|deep|in|on|at)\s){{0,2}}(?:(?:a|an|the|that|this)\s)?(?:same\s)?(?:[a-z]+,?\s){{0,2}}?"
    rf"(?:{_EXACT}|(?P<part>{PART}))(?![\w-])"
)
_AT = re.compile(
    rf"(?:^|(?<=[.!?”\"’]\s)|(?<=[,;—\n]\s)|(?<=[,;—\n])|(?<=\band\s)|(?<=\bbut\s)|(?<=later\s))(?:[Aa]t|[Tt]owards?|[Jj]ust after|[Aa] little after|[Ss]oon after|[Aa]bout|[Aa]round|[Pp]recisely at|[Ii]n the|[Tt]hat|[Oo]n that|[Ll]ater in the|[Ll]ate in the|[Ee]arly in the|[Ee]arly that|[Ll]ate that)"
    rf"\s{_ROUGH}(?:the |that )?(?:same |very |early |late )?(?:{_EXACT}|(?P<part>{PART}))(?![\w-])"
)
_SUN = re.compile(
    r"\b[Tt]he sun (?:(?:was|had) (?:already |now |just |only )?)?(?:(?P<down>setting|set|sinking|sank|sunk|going down|gone down|went down|low in the west)|(?P<up>rising|rose|risen|coming up|came up|come up))\b"
)
_LIGHT = re.compile(
    r"\b[Tt]he (?:[a-z]+ )?(?P<part>dawn|morning|noon|noonday|midday|afternoon|evening) (?:sun(?:light|shine)?|light|bells?)\b(?!['’-])"
)
_MIDST = re.compile(rf"\b[Aa]t\s(?:exactly |precisely |about )?(?:{_EXACT}|(?P<part>noon|midnight|midday))(?![\w-])")
_COME = re.compile(
    rf"(?:^|(?<=[.!?”\"’]\s)|(?<=[,;—\n]\s)|\bwhen\s|\bas\s|(?<=\band\s))(?:the )?(?P<part>(?i:{PART}))\s(?:was (?:falling|coming on|breaking|near)|fell|came|had (?:come|fallen|struck|broken)|broke|found|drew on|wore on|struck)\b"
)
_STOPPED = re.compile(r"\b(?:stopped|stood still|run down|wrong|slow|fast|broken|painted|no longer (?:went|ran))\b")
_TOLD = re.compile(
    r"\b(?:past|after|close (?:on|upon|to)|near(?:ly|ing)?|almost|about|just on|getting on for|towards?|struck|gone|turned|just|already|exactly|precisely|not yet|barely|scarcely|hardly|on the stroke of)\s[a-z]+$"
)
_ENDS = re.compile(r"\s?(?:[,.;:!—]|\s(?:and|when|before|by|as|but|in|at|that|now|already|upon|on|if)\b)")
_WHOLE = {
    "half": 30,
    "a quarter": 15,
    "quarter": 15,
    "five": 5,
    "ten": 10,
    "twenty": 20,
    "twenty-five": 25,
    "five-and-twenty": 25,
}
_HEDGED = ANY | {"negated"}
_TRIGGERS = (
    *(word[1:] for word in PARTS), "clock", "bell", "chim", "church", "tower", "watch", "timepiece", "hour", "dial", "hand", "past ", "quarter", "minutes", "midnight",
    ".m", "pm", "am", "sun ", "It was", "it was", "It wanted", "it wanted", "It had", "it had", "time was", ":0", ":1", ":2", ":3", ":4", ":5", ".0", ".1", ".2", ".3", ".4", ".5",
    " to ", "half after", "half-past",
)  # fmt: skip


def find_clocks(reading: Reading) -> Iterator[Fact]:
    """Yield the times of day that the narration says it is."""
    text, seen = narrated(reading), set[int]()
    timed = sentences_with(reading, text, _TRIGGERS)
    for pattern, note in (
        (_STRUCK, "struck"),
        (_IT_WAS, "now"),
        (_AT, "at"),
        (_COME, "comes"),
        (_SUN, "comes"),
        (_LIGHT, "light"),
        (_MIDST, "at"),
    ):
        for match in matches(pattern, text, timed):
            end = match.end()
            found = _time(match, note)
            if found is None or end in seen:
                continue
            seen.add(end)
            stands = _STOPPED.search(text, *reading.sentence_at(match.start()))
            hard = (
                not stands and not unmeant(reading, match.span(), _HEDGED) and not _is_past(reading, text, match, note)
            )
            value, ranges = found
            yield fact_at(
                reading,
                match.span(),
                "",
                "clock",
                value,
                hard=hard,
                notes=(note, *(f"{low}-{high}" for low, high in ranges)),
            )


def _is_past(reading: Reading, text: str, match: re.Match[str], note: str) -> bool:
    """Whether an hour is that of what had been before: what happens *at* an hour is told in any clause of the sentence."""
    if note != "at":
        return is_remembered(reading, match.span())
    first, last = reading.sentence_at(match.start())
    had = re.search(r"\bhad\b(?! (?:just )?(?:struck|gone|turned|come|fallen))", text[first:last])
    return had is not None or is_remembered(reading, match.span())


def _time(match: re.Match[str], note: str) -> tuple[str, list[tuple[int, int]]] | None:
    """Return a time as it is shown, and the minutes of the day that it may mean."""
    groups = match.groupdict()
    part = groups.get("part")
    if part:
        low, high = PARTS[part.lower()]
        return part.lower(), [(low, high)]
    if groups.get("down") or groups.get("up"):
        word = "sunset" if groups["down"] else "sunrise"
        return word, [PARTS[word]]
    if groups.get("figures"):
        hour, minute = map(int, re.split("[:.]", groups["figures"]))
        return _shown(hour, minute, groups["fig_m"], None) if hour <= 24 else None
    if not groups.get("hour"):
        return None
    told = note == "now" and _TOLD.search(match[0]) and _ENDS.match(match.string, match.end())
    plain = not (told or groups["sharp"] or groups["half"] or groups["half_m"] or groups["of"] or note == "struck")
    hour = number(groups["hour"]) or (12 if groups["hour"] in ("noon", "midnight") else 0)
    if plain or not 1 <= hour <= 12:
        return None
    minute = _WHOLE.get(groups["half"] or "", 0)
    if groups["side"] in ("to", "before", "of"):
        hour, minute = (hour - 1) or 12, 60 - minute
    return _shown(hour, minute, groups["half_m"], groups["of"])


def _shown(hour: int, minute: int, half: str | None, part: str | None) -> tuple[str, list[tuple[int, int]]]:
    """Return an hour's words and meanings: 4:30 may be 270 or 990, ``in the morning`` only 270."""
    first = 60 * hour + minute
    options = [first % 720, first % 720 + 720] if hour <= 12 else [first % 1440]
    if half:
        options = [first % 720 + (720 if half == "p" else 0)]
    elif part == "night":
        options = [one + 1440 if one < 300 else one for one in options if one < 300 or one >= 1080]
    elif part:
        low, high = (0, 719) if part in ("morning", "forenoon") else PARTS[part]
        options = [one for one in options if low <= one <= high] or options
    words = f" in the {part}" if part and part != "night" else " at night" if part else f" {half}m" if half else ""
    return f"{hour}:{minute:02}{words}", [(one, one) for one in options]
