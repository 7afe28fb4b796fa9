"""Who learns what, who knows or tells it, and who meets whom: facts `learns`, `knows` and `meets`.

The value is the clause in words, the notes after the first its gist (`gist.py`). The first note of `learns` is
``first`` where the prose says that he had not known it until then, ``told`` where he is only said to have been told,
else ``plain``; of `meets` it is ``first`` or ``known``. A name that is learned or used has the value "name" and is
about its bearer. What somebody suspects, dreams or
forgot is no fact here, and what he had learned before he knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.gist import gist
from storyteller_agents.canon.extract.knowledge import news
from storyteller_agents.canon.extract.knowledge.meetings import find_meetings
from storyteller_agents.canon.extract.knowledge.patterns import (
    AS_KNEW,
    CUT,
    DOUBTED,
    FIRST,
    KNOW,
    LEARN,
    NAME,
    NEWS,
    NEWS_OF,
    NO_SECRET,
    NOT,
    OBJECT,
    OPENING,
    SHARED,
    SUBJECT,
    TELL,
    UNSURE,
)
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, Reading

_UNKNOWING = ("unaware", "ignorant", "in the dark", "idea", "notion", "inkling")
_BLIND = ("Unaware", "Ignorant")
_GUESSES = ("guess", "suspect", "dream")
_NEVER_DREAMT = re.compile(r"\b(?:never|not|n['’]t|nor) (?:\w+ ){0,2}dream")
_LONGEST = 2000


def _matches(reading: Reading, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield where a pattern matches, but not in what is too long for a sentence."""
    for match in reading.find(pattern):
        start, end = reading.sentence_at(match.start())
        if end - start <= _LONGEST:
            yield match


def find(reading: Reading) -> Iterator[Fact]:
    """Yield what a scene says of who learns, knows and meets."""
    for pattern in (LEARN, KNOW, OBJECT):
        for match in _matches(reading, pattern):
            yield from _says_of(reading, match, pattern)
    for match in _matches(reading, TELL):
        yield from _told(reading, match)
    yield from _turned(reading)
    yield from _named(reading)
    yield from find_meetings(reading)
    yield from news.find(reading)


def _subject(reading: Reading, at: int) -> tuple[str | None, str, int]:
    """Return who the subject of a verb is, the words between the two, and where the subject begins."""
    first = max(reading.sentence_at(at)[0], at - 130)
    before = reading.narration[first:at]
    match = SUBJECT.search(before) or SHARED.search(before)
    if match is None:
        return None, "", at
    begin, end = match.span("who")
    if DOUBTED.search(before, 0, begin):
        return None, "", at
    return (
        _named_after(reading, first + begin, at) or reading.whom(first + begin, first + end),
        before[end:],
        first + begin,
    )


_SINCE = re.compile(r"(?:Because|Since|As|When|Though|Although|While|If|Before|After|Once) (?:he|she)\b")
_AFTER = re.compile(rf"[^.!?;\n\ue000]{{0,120}}?, (?P<who>{PERSON})(?!['’])")


def _named_after(reading: Reading, subject: int, at: int) -> str | None:
    """Return who is meant by a pronoun whose name comes after it: ``Because she knew the way, Anna went first``."""
    start = reading.sentence_at(subject)[0]
    if not _SINCE.match(reading.narration, start) or reading.named_at(start, at) is not None:
        return None
    named = _AFTER.match(reading.narration, at)
    return reading.who(named) if named else None


def _is_news(reading: Reading, at: int, end: int) -> bool:
    """Whether the sentence says, before an offset, that this is news."""
    return bool(FIRST.search(reading.narration, reading.sentence_at(at)[0], end + 1))


def _fact(reading: Reading, who: str, attribute: str, kind: str, what: tuple[int, int], at: int) -> Iterator[Fact]:
    """Yield what somebody learns or knows, if the clause says anything of its own."""
    hedges = reading.hedges(at, what[0]) & {"dream", "question", "feigned"}
    if hedges - ({"dream"} if _NEVER_DREAMT.search(reading.narration, *reading.sentence_at(at)) else set()):
        return
    colon = reading.narration.find(": that ", *what)
    what = (colon + 1 if colon > 0 else what[0], what[1])
    cut = CUT.search(reading.narration, what[0] + 5, what[1])
    what = (what[0], cut.start() if cut else what[1])
    about = gist(reading, *what) - {"@" + who}
    if about:
        value = " ".join(reading.flat[slice(*what)].split()).strip(" ,:—–-")
        yield fact_at(reading, (at, what[1]), who, attribute, value, notes=(kind, *sorted(about)))


def _says_of(reading: Reading, match: re.Match[str], pattern: re.Pattern[str]) -> Iterator[Fact]:
    """Yield what a subject learns or knows, by the verb and by what stands between the two."""
    verb = match["verb"]
    who, between, begin = _subject(reading, match.start())
    if who is None:
        return
    denied = bool(NOT.search(between)) or verb.startswith("no ")
    if (
        pattern is LEARN
        and verb in ("see", "saw", "understand", "understood", "notice", "noticed")
        and not _is_news(reading, begin, match.start("what"))
    ):
        return
    plain = re.match(r",?\s(?:that|of|about|the|:)\b", match["what"])
    if verb.endswith(_UNKNOWING) and (denied or not verb.endswith(("idea", "notion", "inkling"))):
        attribute, kind = "learns", "first"
    elif verb.startswith(("forgot", "forget")):
        if not denied:
            return
        attribute, kind = "knows", "plain"
    elif denied:
        if (
            pattern is OBJECT
            or not plain
            or not re.match(r"kn|aware|been|learn|disc|real|told|heard?|guess|susp|dream|inform", verb)
        ):
            return
        attribute, kind = "learns", "first"
    elif verb.startswith(_GUESSES) or (
        verb in ("told", "informed") and not re.search(r"\b(?:was|were|been)\b", between)
    ):
        return
    elif (
        pattern is not LEARN
        and not verb.startswith(("learn", "disc"))
        and (verb != "read" or not _is_news(reading, begin, match.start("what")))
    ) or (re.search(r"\bha(?:d|ving)\b|['’]d\b", between) and not _is_news(reading, begin, match.start("what"))):
        attribute, kind = "knows", "plain"
    else:
        attribute = "learns"
        kind = "first" if _is_news(reading, begin, match.start("what")) else "plain"
    said = reading.narration[begin : match.start("what")]
    if verb.startswith(_GUESSES):
        said = said.replace(verb, "")
    if not UNSURE.search(re.sub("forg[eo]t", "", said) if attribute == "knows" else said):
        yield from _fact(reading, who, attribute, kind, match.span("what"), begin)


def _told(reading: Reading, match: re.Match[str]) -> Iterator[Fact]:
    """Yield what the teller knows and the hearer learns."""
    teller, between, begin = _subject(reading, match.start())
    if NOT.search(between) or UNSURE.search(reading.narration[begin : match.start("what")]):
        return
    if teller and match["verb"] != "tell":
        yield from _fact(reading, teller, "knows", "plain", match.span("what"), begin)
    hearer = reading.who(match, "whom")
    if hearer and hearer != teller:
        news = _is_news(reading, match.start(), match.start("what"))
        kind = "first" if news else "plain" if match["verb"].startswith(("reveal", "broke")) else "told"
        yield from _fact(reading, hearer, "learns", kind, match.span("what"), match.start())


def _turned(reading: Reading) -> Iterator[Fact]:
    """Yield what is said with the knowing one as the object, or after the clause, or as an aside."""
    for match in _matches(reading, NEWS):
        who = next((reading.who(match, group) for group in ("who", "who2", "who3") if match[group]), None)
        denied = NOT.search(reading.narration, max(0, match.start() - 14), match.start("what"))
        if who and (not denied or match["who3"]):
            yield from _fact(reading, who, "learns", "first", match.span("what"), match.start())
    for match in _matches(reading, NEWS_OF):
        who = next((reading.who(match, group) for group in ("who", "who2") if match[group]), None)
        if who and match["kind"] not in ("secret", "known", "thing"):
            yield from _fact(
                reading,
                who,
                *(("knows", "plain") if match["known"] else ("learns", "first")),
                match.span("what"),
                match.start(),
            )
        elif who and (match["known"] or match["kind"] == "known"):
            yield from _fact(reading, who, "knows", "plain", match.span("what"), match.start())
    for match in _matches(reading, NO_SECRET):
        if who := reading.who(match):
            yield from _fact(reading, who, "knows", "plain", match.span("what"), match.start())
    for match in _matches(reading, OPENING):
        if who := reading.who(match):
            attribute = "learns" if match["verb"][:4] in ("Lear", "Disc", "Real", "Hear", "Unaw", "Igno") else "knows"
            kind = "first" if match["verb"] in _BLIND or FIRST.search(match["what"]) else "plain"
            yield from _fact(reading, who, attribute, kind, match.span("what"), match.start())
    for match in _matches(reading, AS_KNEW):
        first, who = reading.sentence_at(match.start())[0], reading.who(match)
        if who and (match.start() - first > 8 or match["after"]):
            what = (first, match.start()) if match.start() - first > 8 else match.span("after")
            yield from _fact(reading, who, "knows", "plain", what, match.start())


def _named(reading: Reading) -> Iterator[Fact]:
    """Yield who learns or uses somebody's name."""
    for match in _matches(reading, NAME):
        of = next((reading.who(match, group) for group in ("of", "of2", "of3", "of4", "of5") if match[group]), None)
        who, between, begin = _subject(reading, match.start())
        if not who or not of or who == of or UNSURE.search(reading.narration[begin : match.end()]):
            continue
        denied = bool(NOT.search(between))
        learns = match["verb"].startswith(("learn", "found", "find", "discover", "hear", "told")) or denied
        kind = "first" if denied or _is_news(reading, begin, match.end()) else "plain"
        if learns and "had" in between and kind == "plain":
            learns = False
        yield fact_at(
            reading, (begin, match.end()), who, "learns" if learns else "knows", "name", about=of, notes=(kind,)
        )
