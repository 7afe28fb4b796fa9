"""How old people are, as facts `age`: years in digits, with a note such as ``36-40`` where a range is meant.

With it come, from modules named after what they read: `birth year`, `birthday`, `lived`, `death year`, `age then` (at an
event), `age at death`, `rank` (among brothers and sisters), `year` (the story's own), `older` (the entity is older than
the other one, the value says by how many years), and softly `years pass`. Soft are ages of another time (``when she was ten``) and
those that are supposed or seem; a number counts as an age only where the grammar leaves no other meaning.
Read from narration alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.ages import patterns as turns
from storyteller_agents.canon.extract.ages.birthdays import find_birthdays
from storyteller_agents.canon.extract.ages.born import birth_from_age, find_born, year_beside
from storyteller_agents.canon.extract.ages.ends import find_ends
from storyteller_agents.canon.extract.ages.event_words import AT_EVENT, is_of_a_life
from storyteller_agents.canon.extract.ages.events import find_events
from storyteller_agents.canon.extract.ages.gaps import find_gaps
from storyteller_agents.canon.extract.ages.lives import find_lives
from storyteller_agents.canon.extract.ages.measures import find_measures
from storyteller_agents.canon.extract.ages.order import find_order
from storyteller_agents.canon.extract.ages.pairs import find_pairs
from storyteller_agents.canon.extract.ages.spans import find_spans
from storyteller_agents.canon.extract.ages.years import find_years
from storyteller_agents.canon.extract.around import Around
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.numbers import number
from storyteller_agents.canon.reading import Reading

_OLDEST = 120
_TENS = "twenties thirties forties fifties sixties seventies eighties nineties".split()
_DECADES = {"teens": 13} | {word: 10 * place for place, word in enumerate(_TENS, 2)}
_PARTS = {"early": (0, 4), "mid": (2, 8), "middle": (2, 8), "late": (5, 9), "later": (5, 9), None: (0, 9)}


def find(reading: Reading) -> Iterator[Fact]:
    """Yield what a scene's narration says of ages, births, and the years."""
    for match in turns.ANCHOR.finditer(reading.narration):
        before = reading.narration[max(0, match.start() - 1) : match.start()]
        if match["n"] != "one" and not turns.INSIDE.match(before):
            yield from _Age(reading, match).facts()
    for match in turns.BIRTHDAY.finditer(reading.narration):
        yield from _birthday(Around(reading, match))
    for match in turns.IN_YEAR.finditer(reading.narration):
        yield from _in_year(Around(reading, match))
    for match in turns.DECADE.finditer(reading.narration):
        yield from _decade(Around(reading, match))
    for match in turns.ARIAN.finditer(reading.narration):
        around = Around(reading, match)
        if left := turns.ARIAN_LEFT.search(around.left):
            yield from _age(around, around.on_left(left, "who"), *turns.ARIANS[match[0]], left=left)
    yield from find_born(reading)
    yield from find_birthdays(reading)
    yield from find_events(reading)
    yield from find_years(reading)
    yield from find_gaps(reading)
    yield from find_order(reading)
    yield from find_lives(reading)
    yield from find_measures(reading)
    yield from find_pairs(reading)
    yield from find_spans(reading)
    yield from find_ends(reading)


class _Age(Around):
    """A number that may be an age."""

    def facts(self) -> Iterator[Fact]:
        """Yield whose age it is, if it is one."""
        value = number(self.match["n"])
        if (unit := turns.OTHER_UNIT.match(self.right)) and self.right.startswith(" old", unit.end()):
            value = (value or 0) // 12 if "month" in unit[0] else 0
            self.right = f" years{self.right[unit.end() :]}"
        elif value is None or not 0 < value < _OLDEST or unit:
            return
        if value < 15 and turns.COUNTED.search(self.left) and not turns.OLD.match(self.right):
            return
        may_be = turns.OLD.match(self.right) or turns.END.match(self.right) or turns.OR_NUM.match(self.right)
        if not (may_be or turns.OR_SO.match(self.right) or turns.MAY_BE.search(self.left[-40:])):
            return
        low, high = self._range(value)
        yield from self.soon(value)
        old = turns.OLD.match(self.right)
        for who, left, soft in self._whose(old):
            yield from _age(self, who, low, high, left=left, soft=soft)

    def _range(self, value: int) -> tuple[int, int]:
        """Return which ages are meant."""
        rough = turns.ROUGH.search(self.left[-40:].lower())
        low = high = value
        for words, less, more in turns.APPROX if rough else ():
            if rough and re.fullmatch(rf"(?:{words})(?: the age of)? ", rough["rough"]):
                far = 1 + value // 8  # of a child "about" means less
                low, high = value + max(less, -far), value + min(more, max(far, more if less >= 0 else 0))
                break
        if turns.OR_SO.match(self.right):
            low, high = min(low, value - 5), max(high, value + 6)
        if (other := turns.OR_NUM.match(self.right)) and (second := number(other["n"])):
            high = max(high, second)
        elif (between := turns.BETWEEN.search(self.left)) and (first := number(between["n"])):
            low = min(low, first)
        return max(low, 0), high

    def _whose(self, old: re.Match[str] | None) -> Iterator[tuple[str | None, re.Match[str] | None, bool]]:
        """Yield whose it is, by which words to the left, and whether those make it soft."""
        left, right = self.left, self.right
        if (or_number := turns.OR_NUM.match(right)) is not None:
            right = right[or_number.end() :]
        if between := turns.BETWEEN.search(left):
            left = left[: between.start()]
        if (after := turns.OLD_NAME.match(right)) is not None:
            yield self.on_right(after, "who"), None, False
        elif re.match(r"[- ]year[- ]old\b", right):
            found = turns.IS_A.search(left) or turns.APPOSED_A.search(left)
            yield self.on_left(found, "who") if found else None, found, False
        elif found := _first(left, turns.MAN_OF_OPENS, turns.OPENS):
            after = turns.OPENS_WHO.match(right)
            yield self.on_right(after, "who") if after else None, None, False
        elif found := _first(left, turns.IS_MAN_OF, turns.MAN_OF, turns.AGED, turns.HE_AGED, turns.WHO_AT):
            yield self.on_left(found, "who"), found, False
        else:
            yield from self._by_end(left, right, old is not None)

    def _by_end(self, left: str, right: str, old: bool) -> Iterator[tuple[str | None, re.Match[str] | None, bool]]:
        """Yield the same, where a number is an age only if nothing counted follows it."""
        ends = old or turns.END.match(right) is not None
        if ends and (found := turns.BOTH_WERE.search(left)):
            yield self.on_left(found, "who"), found, False
            yield self.on_left(found, "other"), found, False
        elif (found := _first(left, turns.WAS, turns.AGE_WAS, turns.TURNED)) and (ends or "age of" in found[0]):
            yield self.on_left(found, "who"), found, "turning" in found[0]
        elif (turns.APPOSED_END.match(right) or old) and (found := turns.APPOSED.search(left)):
            yield self.on_left(found, "who"), found, False
        elif (found := turns.AT.search(left)) and (after := turns.AT_WHO.match(right)):
            yield self.on_right(after, "who"), found, False
        elif turns.SUMMERS.match(right) and (found := turns.SEEN.search(left)):
            yield self.on_left(found, "who"), found, False
        elif turns.YEARS_END.match(right) and (found := turns.YEARS_OF.search(left)):
            named = turns.YEARS_WHO.match(right)
            yield self.on_left(found, "who") or (self.on_right(named, "who") if named else None), found, False
        elif (found := turns.DETACHED.search(left)) and (old or (found["man"] and ends)):
            yield self._subject(self.base + found.start()), None, False

    def _subject(self, end: int) -> str | None:
        """Return who the sentence begins with, if it names nobody else before this."""
        start, _ = self.reading.sentence_at(self.start)
        named = self.reading.named_between(start, end)
        if not named or named[0].start - start > 1 or any(mention.entity is not named[0].entity for mention in named):
            return None
        return named[0].entity.name

    def soon(self, value: int) -> Iterator[Fact]:
        """Yield the age before one that somebody is about to reach."""
        found = turns.WOULD.search(self.left)
        if found and (turns.WOULD_SOON.match(self.right) or turns.IN_A_MONTH.search(self.left[: found.start()])):
            yield from _age(self, self.on_left(found, "who"), value - 1, value, left=found)


def _first(text: str, *patterns: re.Pattern[str]) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


def _age(
    around: Around, who: str | None, low: int, high: int, *, left: re.Match[str] | None = None, soft: bool = False
) -> Iterator[Fact]:
    """Yield the age of somebody, soft where it is of another time or isn't said as a fact."""
    if who is None:
        return
    reading, span = around.reading, (around.start, around.end)
    before = around.left[: left.start()] if left else around.left
    clause = left is not None and turns.CLAUSE.search(before[-40:]) is not None
    hedged = {"dream", "question", "told", "feigned"} & reading.hedges(*span)
    told_of = AT_EVENT.match(around.right)
    soft = soft or bool(told_of and is_of_a_life(told_of["event"]))
    dated = year_beside(reading, *span) is not None
    hard = not (soft or clause or hedged or dated or _of_another_time(reading, *span, left))
    if dated:
        yield from birth_from_age(reading, span, who, low, high)
    notes: tuple[str, ...] = () if low == high else (f"{low}-{high}",)
    first, _ = reading.sentence_at(span[0])
    if later := turns.LATER.match(reading.narration, first):
        notes += (f"after {number(later['n'])}",)
    yield fact_at(reading, span, who, "age", str((low + high) // 2), hard=hard, notes=notes)


def _of_another_time(reading: Reading, start: int, end: int, left: re.Match[str] | None) -> bool:
    """Whether the sentence, or what stands before it in the paragraph, speaks of another time, or of what only seems."""
    first, last = reading.sentence_at(start)
    text = reading.narration
    if turns.THEN.search(text, max(first, start - 120), min(last, end + 60)):
        return True
    before = text[max(first, start - 90) : start]
    if turns.BEFORE_THEN.search(before) and not turns.WIDELY.search(before):
        return True
    groups = left.groupdict() if left is not None else {}
    if groups.get("be") == "had been" and not re.match(r"\s(?:years old\s)?(?:for|since)\b", text[end : end + 24]):
        return True
    paragraph = text.rfind("\n\n", 0, start) + 1
    earlier = text[max(paragraph, start - 500) : first]
    return bool(
        re.search(r"\b(?:years? (?:earlier|before|ago)|remember(?:ed|ing)|thought back|in those days)\b", earlier)
    )


def _birthday(around: Around) -> Iterator[Fact]:
    """``It was Anna's twelfth birthday.``"""
    value = number(around.match["n"])
    whose = turns.WHOSE_BEFORE.search(around.left)
    if value is None or whose is None or value >= _OLDEST:
        return
    who = around.on_left(whose, "who") or around.on_left(whose, "whose")
    before = around.left[: whose.start()]
    if who is None and (named := turns.BIRTHDAY_WHO.match(around.right)):
        who = around.on_right(named, "who")
    first, last = around.reading.sentence_at(around.start)
    sentence = around.reading.narration[first:last]
    if turns.BIRTHDAY_NOT_YET.search(before):
        yield from _age(around, who, value - 1, value - 1)
    elif turns.BIRTHDAY_IS.search(sentence) or re.search(
        r"\b[Oo]n\s(?:the (?:day|morning|evening|night) of\s)?$", before
    ):
        yield from _age(around, who, value - (turns.BIRTHDAY_SINCE.search(before) is not None), value)


def _in_year(around: Around) -> Iterator[Fact]:
    """``Tom was in his fortieth year.``"""
    value = number(around.match["n"])
    left = turns.DECADE_WHOSE.search(around.left) or turns.ENTERED.search(around.left)
    if value is not None and left is not None and value < _OLDEST:
        yield from _age(around, around.on_left(left, "who"), value - 1, value, left=left)


def _decade(around: Around) -> Iterator[Fact]:
    """``Anna, in her late thirties``."""
    if out := turns.OUT_OF.search(around.left):
        after = _DECADES[around.match["tens"]] // 10 * 10 + 10
        yield from _age(around, around.on_left(out, "who"), after, after + 3, left=out)
    left = turns.DECADE_WHOSE.search(around.left)
    if left is None:
        return
    first, last = _PARTS[around.match["part"]]
    start = _DECADES[around.match["tens"]]
    if start == 13:
        first, last = (0, 6) if around.match["part"] is None else (first // 2, min(last, 6))
    yield from _age(around, around.on_left(left, "who"), start + first, start + last, left=left)
