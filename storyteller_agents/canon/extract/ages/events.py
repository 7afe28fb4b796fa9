"""How old somebody was at an event of his life, as facts `age then`: the value is the age, the other one the event.

``Anna had married at nineteen``, ``Tom was nine when his father died``, ``At twelve Tom had gone to sea``. An event is
known by a word for its kind (``marry``, ``father dies``, ``come: Harrow Bay``), or, where it is of none of the common
kinds, by the words of its clause (``~break leg left``). What happens to somebody else has his name in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.ages.event_words import KINDS, PLAIN, plain_words
from storyteller_agents.canon.extract.ages.patterns import NUM, ORD
from storyteller_agents.canon.extract.around import find_near, whom_again
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import PERSON, WHO, Reading

_P = rf"{PERSON}(?!ᐄ)"
_SUBJECT = rf"(?P<who>{WHO})(?:,? who|,[^.;:!?\n]{{1,50}},)?"
_FEW = (
    r"(?:only|just|barely|not yet|still|but|already|about|scarcely|hardly|turned|exactly|himself|herself|"
    r"a mere|no more than)\s"
)
_YEARS = r"(?:\s(?:years old|years of age))?"
_MAN = (
    r"(?:an?|the)\s(?:[a-z-]+\s){0,2}?(?:boy|girl|lad|lass|child|man|woman|youth|youngster|bride|maid|"
    r"maiden)\s(?:of|aged)\s"
)
_AGE = rf"(?P<n>{NUM}){_YEARS}"
_CLAUSE = r"(?P<event>[^.;:!?\n]{3,90})"
_WHEN = (
    r"(?:when|as|(?:on|in|at)?\s?the\s(?:very\s)?(?:year|winter|summer|spring|autumn|day|night|morning|"
    r"week|month|time)(?:\s(?:that|when|in which))?|"
    r"the time|by the time)"
)
_TURNS = tuple(
    re.compile(pattern)
    for pattern in (
        # Anna was nine when her father died; Anna had been thirty on her wedding day
        rf"{_SUBJECT}\s(?:was|were|had been|is|must have been|would have been|turned|had turned)\s(?:{_FEW}){{0,2}}(?"
        rf":{_MAN})?{_AGE},?\s"
        rf"(?P<when>{_WHEN}|at|on|before)\s{_CLAUSE}",
        # Anna, (aged) nine when …
        rf"{_SUBJECT},\s(?:aged\s|then\s|{_FEW}){{0,2}}(?:{_MAN})?{_AGE}\s(?P<when>{_WHEN}|at|on)\s{_CLAUSE}",
        # Anna had married at (the age of) nineteen; … when she was nine; … as a girl of nine
        rf"{_SUBJECT}\s(?P<event>(?:(?:had|has|was|were|first|been|then|finally|at last|once|himself|herself)"
        rf"\s){{0,4}}[a-z]+(?:\s[^.;:!?\n]{{0,60}}?)?),?\s"
        rf"(?:at\s(?:the\s(?:[a-z]+\s)?age\sof\s)?(?:{_FEW})?|aged\s(?:{_FEW})?|(?:when|while)\s(?P<again>s?he|"
        rf"I)\s(?:was|were|had been|had)\s(?:{_FEW}){{0,2}}(?:{_MAN})?|as\s{_MAN})"
        rf"{_AGE}(?=\s*[.,;:!?)—]|\s(?:and|but|with|in|on|to|years|because|after|before|without|against)\b)",
        # in his ninth year
        rf"{_SUBJECT}\s(?P<event>(?:(?:had|was|were|first)\s){{0,3}}[a-z]+(?:\s[^.;:!?\n]{{0,60}}?)?)\sin\s(?:his|"
        rf"her|my)\s(?P<ord>{ORD})\syear\b",
        # At nineteen Anna had married; When he was nine, his father died
        rf"(?:^|[.!?;—\ue000”]\s?|\n)\s*(?:(?:But|And|Only|Even|Already)\s)?[Aa]t\s(?:the\s(?:[a-z]+\s)"
        rf"?age\sof\s)?(?:{_FEW})?{_AGE},?\s(?P<who>{WHO})\s(?P<event>[^.;:!?\n]{{4,80}})",
        rf"\b[Ww]hen\s(?P<who>{WHO})\s(?:was|were|had been|turned)\s(?:{_FEW}){{0,2}}(?:{_MAN})?{_AGE},\s(?P<event>[^"
        rf".;:!?\n]{{4,80}})",
        # The family had left when Anna was nine
        rf"(?:^|[.!?;—\ue000”]\s?|\n)\s*(?P<event>[^.;:!?\nᐁ]{{6,70}}?),?\s(?:when|while)\s(?P<who>{_P})"
        rf"\s(?:was|were|had been)\s(?:{_FEW}){{0,2}}(?:{_MAN})?{_AGE}(?=\s*[.,;:!?)—]|\s(?:and|but|years)"
        rf"\b)",
        # Anna's father died when she was nine
        rf"(?P<event>(?P<who>{_P})['’]s\s(?:[a-z]+\s){{1,3}}[^.;:!?\nᐁ]{{0,40}}?)\swhen\s(?P<again>s?he)"
        rf"\s(?:was|were)\s(?:{_FEW}){{0,2}}(?:{_MAN})?{_AGE}(?=\s*[.,;:!?)—]|\s(?:and|but|years)\b)",
    )
)
_TRIGGERS = re.compile(rf"\b(?:{NUM}|(?:his|her|my)\s{ORD}\syear)\b")
_UNSURE = {"dream", "question", "told", "feigned", "figurative"}
_SUPPOSED = re.compile(r"\b(?:if|would|could|might|should|perhaps|whether|unless|may|seemed|thought|hoped|feared)\b")
_OLDEST = 112


def find_events(reading: Reading) -> Iterator[Fact]:
    """Yield how old people were at what."""
    seen: set[tuple[int, str]] = set()
    for match in find_near(reading, _TRIGGERS, *_TURNS):
        groups = match.groupdict()
        years = number(groups.get("ord") or match["n"])
        who = whom_again(reading, *match.span("who"))
        if who is None or years is None or not 0 < years < _OLDEST:
            continue
        if groups.get("again") and not _is_again(reading, match, who):
            continue
        event = _event(reading, match, who)
        if event is None or (match.end("who"), event) in seen or _SUPPOSED.search(match[0]):
            continue
        seen.add((match.end("who"), event))
        hard = not _UNSURE & reading.hedges(*match.span())
        notes = (f"{years - 1}-{years}",) if groups.get("ord") else ()
        if "not yet" in match[0] or ("before" in (groups.get("when") or "") and " first " not in match[0]):
            continue
        yield fact_at(reading, match.span(), who, "age then", str(years), about=event, hard=hard, notes=notes)
        if not groups.get("when") and not event.startswith("~"):
            least = (f"{years}-{_OLDEST}", "stage")
            yield fact_at(reading, match.span(), who, "age", str(years), hard=hard, notes=least)


def _is_again(reading: Reading, match: re.Match[str], who: str) -> bool:
    """Whether the pronoun can mean the one whom the sentence began with."""
    entity = reading.entities.by_name.get(who)
    gender = {"he": "m", "she": "f"}.get(match["again"].lower(), "")
    if entity is not None and entity.gender and gender and entity.gender != gender:
        return False
    named = reading.named_between(match.end("who"), match.start("again"))
    return not any(mention.entity.kind == "person" and mention.entity.gender in (gender, "") for mention in named)


def _event(reading: Reading, match: re.Match[str], who: str) -> str | None:
    """Return by what an event is known."""
    start, end = match.span("event")
    words = reading.narration[start:end]
    whose = {
        mention.entity.name for mention in reading.named_between(start, end) if mention.entity.kind == "person"
    } - {who}
    for kind, pattern in KINDS:
        found = pattern.search(words)
        if found is None or found.start() > 45:
            continue
        groups = found.groupdict()
        if groups.get("where"):
            place = reading.flat[start + found.start("where") : start + found.end("where")]
            return f"{kind}: {place}"
        if kind in PLAIN or not whose:
            return kind
        return f"{kind}: {', '.join(sorted(whose))}"
    kept = plain_words(words)
    if len(kept) < 2:
        return None
    return "~" + " ".join([*sorted(kept), *(name.lower() for name in sorted(whose))])
