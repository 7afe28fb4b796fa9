"""Who is where, and when: ``place`` facts. Journeys are in `places/journeys.py`, and found here for both.

The value is the place's name or, for a common noun, ``the harbour``. Notes: how (``in``, ``arrives``, ``leaves``, ``goes``, ``confined``)
and the time anchors of the sentence (`times/anchors.py`). A statement without an anchor is kept where it is a plain one. Facts
``lies in`` say that a place is part of another. Where somebody is only thought, dreamt, or said to be is soft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.places.bound_for import find_bound
from storyteller_agents.canon.extract.places.journeys import find_journeys
from storyteller_agents.canon.extract.places.nearby_times import goes_on, set_before
from storyteller_agents.canon.extract.places.words import SITES
from storyteller_agents.canon.extract.times.anchors import anchors
from storyteller_agents.canon.extract.times.hedges import ANY, is_readable, narrated, unmeant
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import HE, PERSON, PLACE, Reading

_SITE = "|".join(SITES)
_AT = re.compile(
    rf"\b(?P<how>[Ii]n|[Aa]t|[Ii]nside|[Aa]board|[Ww]ithin|[Oo]n|[Bb]y|[Bb]eside|[Uu]nder|[Bb]eneath|[Bb]ehind|[Oo]utside|[Nn]ear|[Aa]mong|[Uu]pon|[Uu]p|[Aa]cross|[Rr]eached|[Ee]ntered|[Ll]eft|leave|stirred from|stirred out of|stirred outside|quit|set foot outside|[Ll]eaving|[Rr]eaching|[Ee]ntering|quitted|[Ii]nto|(?P<way>[Tt]o|[Ff]rom|out of|for|towards?|through))"
    rf"\s(?(way)(?:the\s|old\s)?|(?:(?:the|a|an|his|her|their|old|great|little)\s(?:[a-z-]+\s){{0,2}}?(?:of|at|in|near)\s(?:(?:the|his|her|my|a|an)\s)?|(?:the|his|her|my|a|an|that)\s|old\s)?)(?:(?P<name>{PLACE})|(?P<bare>prison|jail|gaol|church|school|hospital|bed|upstairs|sea)\b(?=[\s,.;])|(?:(?<=the )|(?<=his )|(?<=her )|(?<=my )|(?<= a )|(?<= an )|(?<=that ))(?:[a-z-]+\s)??(?P<site>{_SITE})\b(?!\s(?:door|window|wall|gate|garden|yard|steps|stairs|of|master|party|table|clock|tower|bell|bells|floor)\b|['’-]))"
)
_STAYS = (
    r"was|were|been|being|is|am|stood|standing|sat|sitting|lay|lain|lying|stayed|staying|remained|remaining|waited|waiting|lived|living|dwelt|worked|working|slept|sleeping|"
    r"lodged|lodging|dined|dining|breakfasted|supped|danced|dancing|knelt|kneeling|prayed|praying|rested|hid|hidden|hiding|lingered|spent|spending|passed|kept|played|playing|"
    r"sang|singing|ate|eating|drank|drinking|walked|walking|strolled|bought|buying|sold|selling|talked|talking|spoke|speaking|preached|preaching|taught|teaching|shared|shook|"
    r"married|fought|fighting|died|served|drew|read|reading|watched|watching|met|seen|found|haggling|haggled|gambled|gambling|paced|pacing|bargained|bargaining|attended|sheltered|stepped|"
    r"busy|asleep|abed|awake|alone|at work|laid|nursed|nursing|sweated|argued|arguing|signed|signing|wandered|wandering|lounged|lounging|wintered|summered|camped|locked|chained|imprisoned|confined|held|bedridden"
)
_VERB = re.compile(
    rf"\b(?P<move>walked|strode|stepped|climbed|burst|rushed|slipped|arrived|arriving|came|come|coming|went|gone|going|travelled|traveled|rode|ridden|sailed|returned|got|landed|moved|drove|ran|hurried|set out|set off|departed|started|disembarked|crossed|alighted|entered|reached)\b|\b(?P<stay>{_STAYS})\b"
)
_SUBJECT = re.compile(rf"{PERSON}|\b(?:{HE}|I)\b")
_OBJECT = re.compile(
    r"\b(?:saw|sees|finds|meets|visited|joined|found|find|saw|seen|met|kept|held|caught|left|had|spotted|glimpsed|discovered|surprised|overtook|with)\s(?:that\s)?$"
)
_PAIR = re.compile(rf"({PERSON})\sand\s(?:{PERSON})$")
_CONFINED = re.compile(
    r"\b(?:locked|chained|shut (?:in|up)|imprisoned|confined|bound|tied|bedridden|laid up|barred|penned|walled|bricked|snowed|in irons|under guard)\b|\b(?:was|were|been|lay|,)\s(?:held|kept)\b|\b(?:held|kept)\s(?:him|her|prisoner|captive|indoors|to)\b|\b(?:never|not|without)\b[^.!?;]{0,24}\b(?:left|leave|leaving|stirred?|stirring|quit|set foot outside|gone out of|went out of|been out of)\b"
)
_BARRED = re.compile(
    r"\b(?:thought|thinking|letter|letters|wrote|written|writing|telephone[d]?|phone[d]?|telegraph\w*|mind|heart|soul|fancy|news|heard|map|picture|portrait|prayed for|longed|"
    r"estate|known|famous|born|if|would|could|should|might|may|must|meant|intend\w*|hoped|wished|wanted|plan\w*|bound|road|way)\b"
)
_WAS_WHERE = re.compile(
    rf"(?P<name>{PLACE})(?:(?:,[^,.;]{{1,30}},)?\s(?:was|is|had been)\s(?:the\s(?:place|city|town|village|port)\s)?|,\s)(?:where|in which)\s(?P<who>{PERSON}|{HE}\b)"
)
_PINNED = frozenset({"clock", "event", "date", "holiday", "month", "mon", "same", "that", "weekday"})
"""The anchors that hold for one time only."""
_KIN_THERE = re.compile(
    r"\b(?:friends?|cousins?|uncle|aunt|brothers?|sisters?|mother|father|son|daughter|people|king|queen|prince|duke|lord|lady|earl|count|bishop|mayor|house|business)\s(?:[Ii]n|[Aa]t|of)?\s?$"
)
"""Somebody or something else that is at the place."""
_LEAVES = ("leave", "stirred from", "stirred out of", "stirred outside", "quit", "set foot outside")
_FAR = re.compile(
    r"\b(?:miles?|leagues|days['’]?|hours['’]?|weeks['’]?|day['’]s|hour['’]s|week['’]s)(?!\w)[^.!?;]{0,24}\b(?:off|away|from|distant|apart)\b|\bon the (?:other|far|opposite) (?:side|shore|bank|end) of\b|\bacross the (?:sea|ocean|channel|border|water|mountains)\b|\bbeyond the (?:sea|mountains)\b"
)
_MIND = re.compile(r"\b(?:minds?|hearts?|thoughts?|fancy|imagination|dreams?|spirit|memory|letter|story)\b")
_PART_OF = re.compile(
    rf"(?P<one>{PLACE})(?:,\s(?:which (?:was|is|lies|lay)\s|a (?:village|town|suburb|district|street|square|house|city)\s)?|\s(?:was |lay |is |lies |stood )?)(?:in|of|near|outside|within|at|close to|part of|just outside)\s(?:the\s)?(?:(?:heart|middle|centre|north|south|east|west|county|kingdom|province|city|town|suburb)\s(?:of\s)?)?(?P<two>{PLACE})"
)


def find(reading: Reading) -> Iterator[Fact]:
    """Yield who is where, which place lies in another, and how long journeys take."""
    if not is_readable(reading):
        return
    text = reading.narration
    cache: dict[int, tuple[str, ...]] = {}
    plain = narrated(reading)
    for match in reading.find(_AT):
        yield from _placed(reading, text, plain, match, cache)
    for match in reading.find(_WAS_WHERE):
        who, place = reading.who(match), reading.who(match, "name")
        first, last = reading.sentence_at(match.start())
        when = anchors(plain[first:last])
        if who and place and not unmeant(reading, match.span(), ANY | {"negated"}):
            yield fact_at(reading, match.span(), who, "place", place, notes=("in", *when))
    for match in reading.find(_PART_OF):
        one, two = reading.who(match, "one"), reading.who(match, "two")
        if one and two and one != two:
            yield fact_at(reading, match.span(), one, "lies in", two)
    yield from find_journeys(reading)
    yield from find_bound(reading)


def _placed(
    reading: Reading, text: str, plain: str, match: re.Match[str], cache: dict[int, tuple[str, ...]]
) -> Iterator[Fact]:
    if match["name"]:
        mention = reading.named_at(*match.span("name"))
        if mention is None or mention.entity.kind == "person":
            return
        place = mention.entity.name
    else:
        place = f"the {match['site'] or match['bare']}"
        if place in ("the sea", "the ship", "the brig") or (match["how"].lower() == "aboard" and not match["name"]):
            place = "the ship"
    first, last = reading.sentence_at(match.start())
    if first not in cache:
        cache[first] = (*anchors(plain[first:last]), *goes_on(plain, last), *set_before(reading, plain, first))
    when = (*cache[first], *(("far",) if _FAR.search(text, first, last) else ()))
    found = _subject(text, match, first, last) or (
        _anyhow(text, match, first, last) if _PINNED & {note.partition(":")[0] for note in when} else None
    )
    if found is None or (found[1] != "in" and not match["name"] and (not when or found[1] == "does")):
        return
    subjects, how, start = found
    if how == "goes" and any(note.startswith(("to:", "until:")) for note in when):
        how = "in"
    barred = (
        _MIND.search(text, first, start)
        or _BARRED.search(text, start, match.start())
        or _KIN_THERE.search(text, start, match.start())
        or _BARRED.match(text, match.end() + 1)
    )
    if barred and not _CONFINED.search(text, start, match.start()):
        return
    for span in subjects:
        who = reading.whom(*span)
        if who is not None and who != place:
            excuses = frozenset(
                {"supposed", "question", "figurative", "dream", "habit", "told", "ghost", "feigned"}
            ) | ({"negated"} if how != "confined" else set())
            if any(note.startswith(("event:", "date:", "holiday:", "month:")) for note in when):
                excuses = excuses - {"habit"}
            hard = not unmeant(reading, (span[0], match.end()), excuses)
            yield fact_at(reading, (match.start(), match.end()), who, "place", place, hard=hard, notes=(how, *when))


def _subject(text: str, match: re.Match[str], first: int, last: int) -> tuple[list[tuple[int, int]], str, int] | None:
    """Return who is at a matched place, how, and where the words that say so begin."""
    before = max(first, match.start() - 130)
    how = match["how"].lower()
    named = list(_SUBJECT.finditer(text, before, match.start()))
    verbs = list(_VERB.finditer(text, before, match.start()))
    near = [one for one in named if match.start() - one.end() <= 2]
    if near and _OBJECT.search(text, before, near[-1].start()):
        return [near[-1].span()], "in", near[-1].start()
    if how in ("reached", "entered", "left", "leaving", "reaching", "entering", "quitted", *_LEAVES):
        stays = _CONFINED.search(text, before, match.end())
        verb_at, manner = (
            match.start(),
            "confined" if stays else "leaves" if how in ("left", "leaving", "quitted", *_LEAVES) else "arrives",
        )
        if not named:
            named_after = _SUBJECT.search(text, match.end(), min(last, match.end() + 40))
            return ([named_after.span()], manner, match.start()) if named_after and how.endswith("ing") else None
    elif verbs:
        verb_at = verbs[-1].start()
        manner = _manner(how, verbs[-1], text[verb_at : match.end()], text[before : match.end()])
    else:
        return _fronted(text, match, first, last) or _doing(text, match, named, before)
    if not manner:
        return None
    held = [one for one in named if one.end() <= verb_at]
    if not held:
        after = _SUBJECT.search(text, match.end(), min(last, match.end() + 60))
        opens = (
            re.fullmatch(r"[A-Z]?[a-z,\s]{0,40}", text[first:verb_at])
            and verbs
            and verbs[-1][0].endswith(("ing", "ed"))
        )
        return ([after.span()], manner, verb_at) if after and opens else None
    spans = [held[-1].span()]
    pair = _PAIR.search(text, before, held[-1].end())
    if pair:
        spans.append(pair.span(1))
    return spans, manner, held[-1].start()


def _doing(
    text: str, match: re.Match[str], named: list[re.Match[str]], before: int
) -> tuple[list[tuple[int, int]], str, int] | None:
    """Return who does anything at all at a place: ``Anna gave birth to a boy in Durban``; for those who are pinned to a time."""
    if (
        match["how"].lower() not in ("in", "at", "aboard", "inside")
        or not named
        or match.start() - named[-1].end() > 60
    ):
        return None
    if not re.match(r",?\s(?:had\s|was\s|who\s|\w+ly\s){0,3}[a-z]+\b", text[named[-1].end() : match.start()]):
        return None
    return [named[-1].span()], "does", named[-1].start()


def _anyhow(text: str, match: re.Match[str], first: int, last: int) -> tuple[list[tuple[int, int]], str, int] | None:
    """Return who is at a place in whatever words, in a sentence that pins it to a time: the nearest one who is named before, else after."""
    if match["how"].lower() in (
        "from",
        "out of",
        "for",
        "towards",
        "toward",
        "to",
        "through",
        "left",
        "leaving",
        "leave",
        "quit",
    ):
        return None
    before = [
        one
        for one in _SUBJECT.finditer(text, first, match.start())
        if not re.match(r"['’]s?\b", text[one.end() : one.end() + 2])
    ]
    if before:
        return [before[-1].span()], "in", before[-1].start()
    after = _SUBJECT.search(text, match.end(), min(last, match.end() + 80))
    return ([after.span()], "in", match.start()) if after else None


def _manner(how: str, verb: re.Match[str], words: str, clause: str) -> str:
    """Return how somebody is at a place: ``in``, ``arrives``, ``leaves``, ``goes`` or ``confined``; empty if he isn't."""
    if how in ("to", "into"):
        if how == "into" and _CONFINED.search(words):
            return "confined"
        if not verb["move"]:
            return ""
        return "arrives" if how == "into" or verb["move"] in ("got", "came", "returned") else "goes"
    if how in ("from", "out of"):
        return "leaves" if verb["move"] else ""
    if how in ("for", "towards", "toward"):
        return "goes" if verb["move"] else ""
    if how == "through":
        return "in"
    if _CONFINED.search(clause):
        return "confined"
    return "arrives" if verb["move"] else "in"


def _fronted(text: str, match: re.Match[str], first: int, last: int) -> tuple[list[tuple[int, int]], str, int] | None:
    """Return who is at a place that opens the sentence: ``In Lisbon, at that hour, Anna slept``."""
    if match["how"].lower() not in ("in", "at", "aboard", "inside") or re.search(
        r"[,;—]", text[first : match.start()].rstrip(" ,")
    ):
        return None
    subject = _SUBJECT.search(text, match.end(), min(last, match.end() + 70))
    if subject is None or not re.match(
        r"\s(?:had\s|was\s|were\s|still\s|then\s|now\s|also\s)*[a-z]+", text[subject.end() : last]
    ):
        return None
    return [subject.span()], "in", match.start()
