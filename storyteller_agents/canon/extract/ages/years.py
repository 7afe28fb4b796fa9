"""Who is older, which year it is, and that years pass: facts that ages are compared with.

`ages/` yields them with its own. The soft `years pass` has the number of years at most, ``60`` where the story
doesn't say how many.
"""

from __future__ import annotations

from collections.abc import Iterator

from storyteller_agents.canon.extract.ages import patterns as turns
from storyteller_agents.canon.extract.ages.calendar import year_of
from storyteller_agents.canon.extract.around import Around
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import Reading

_MANY = 60
_VAGUE = {"some": 12, "several": 12, "few": 10, "a": 1, "an": 1, "one": 1}
_UNSURE = {"negated", "supposed", "question", "told", "feigned", "dream"}


def find_years(reading: Reading) -> Iterator[Fact]:
    """Yield who is older, which year it is, and that years pass."""
    for match in turns.OLDER.finditer(reading.narration):
        yield from _older(Around(reading, match))
    for match in turns.STORY_YEAR.finditer(reading.narration):
        if year := year_of(match["year"] or match["head"]):
            hard = not _UNSURE & reading.hedges(*match.span()) and turns.THEN.search(match[0]) is None
            yield fact_at(reading, match.span(), "", "year", str(year), hard=hard)
    for match in turns.PASSES.finditer(reading.narration):
        yield fact_at(reading, match.span(), "", "years pass", str(_passed(Around(reading, match))), hard=False)


def _passed(around: Around) -> int:
    unit = around.match["unit"]
    if unit is None:
        return _MANY if around.match["next"] is None else 1
    many = turns.HOW_MANY.search(around.left)
    count = many["n"].lower() if many else ""
    years = _VAGUE.get(count) or number(count) or _MANY
    if unit == "month":
        return 1 if years < 12 or not many else 2
    return min(_MANY, 10 * years if unit == "decade" else years)


def _older(around: Around) -> Iterator[Fact]:
    """``Anna was ten years older than Tom``, ``Anna's junior by ten years``, ``the elder of the two``."""
    word = around.match["word"] or ""
    who: str | None = None
    other: str | None = None
    years = None
    if (
        word
        and (left := turns.SENIOR_LEFT.search(around.left))
        and (left["n"] or word in ("senior", "junior") or turns.BY_YEARS.match(around.right))
    ):
        who, other, years = around.on_left(left, "who"), around.on_left(left, "whom"), left["n"]
        if by := turns.BY_YEARS.match(around.right):
            years = by["n"]
    elif left := turns.OLDER_LEFT.search(around.left):
        who, years = around.on_left(left, "who"), left["n"]
        if than := turns.THAN.match(around.right if word else f" than{around.right}"):
            shift = 0 if word else len(" than")
            start, end = than.span("whom")
            other = around.reading.whom(around.end + start - shift, around.end + end - shift)
            if by := turns.BY_YEARS.match(around.right, than.end() - shift):
                years = by["n"]
        elif word and (
            around.right.startswith((" of the two", " of the pair", " of them", " by", " one")) or left["the"]
        ):
            other = _the_other(around, who)
            years = by["n"] if (by := turns.BY_YEARS.match(around.right)) else None
    if who is None or other is None or who == other:
        return
    if word in ("younger", "junior"):
        who, other = other, who
    span = (around.start, around.end)
    value = "0" if not word else str(number(years) or "") if years else ""
    hedges = around.reading.hedges(*span)
    hard = not _UNSURE & hedges and turns.THEN.search(around.left[-60:]) is None
    notes = ("about",) if "supposed" in hedges else ()
    yield fact_at(around.reading, span, who, "older", value, about=other, hard=hard, notes=notes)


def _the_other(around: Around, who: str | None) -> str | None:
    """Return the second of the two who are named in this sentence and the one before."""
    first, last = around.reading.sentence_at(around.start)
    earlier, _ = around.reading.sentence_at(max(0, first - 2))
    for start in (first, earlier):
        mentions = around.reading.named_between(start, last)
        named = {mention.entity.name for mention in mentions if mention.entity.kind != "place"}
        others = named - {who}
        if len(others) == 1:
            return others.pop() if len(named) == 2 else None
        if others:
            return None
    return None
