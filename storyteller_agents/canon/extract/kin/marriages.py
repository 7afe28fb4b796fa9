"""Marriages and births: the part of the facts `kin` that hangs on other words than those of kinship.

`kin/` yields them with its own; the values are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.around import Around
from storyteller_agents.canon.extract.kin import patterns as turns
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

_DATED = re.compile(
    r"(?:^|[.!?]\s+)(?:In|On|At|That|Last|Next|One|Then|Soon|The (?:next|same|following))\b[^.!?;]{0,80}\b(?:was"
    r"|were|got) $"
)
"""What tells of a day on which somebody was married, so that it is the wedding."""


def is_meant(reading: Reading, start: int, end: int, *, taken: bool) -> bool:
    """Whether a relation is said as a fact.

    Args:
        taken: it is not what the sentence says, but what it takes for granted (``Would her brother Tom come?``).
    """
    hedges = reading.hedges(start, start)
    if "dream" in hedges or turns.FEIGNED.search(
        reading.narration, max(reading.sentence_at(start)[0], start - 240), end
    ):
        return False
    return taken or not {"negated", "supposed", "question", "told"} & hedges


def find_marriages(reading: Reading) -> Iterator[Fact]:
    """Yield who is married to whom, and softly whose marriage is spoken of, in speech too."""
    for match in turns.WEDDING.finditer(reading.masked):
        first, last = reading.sentence_at(match.start())
        named = reading.named_between(max(first, match.start() - 240), min(last, match.end() + 240))
        for name in sorted({mention.entity.name for mention in named if mention.entity.kind != "place"}):
            yield fact_at(reading, match.span(), name, "kin", "marries", hard=False)
        if reading.narration[match.start() : match.end()] == match[0]:
            yield from _married(Around(reading, match))


def _married(around: Around) -> Iterator[Fact]:
    couple, event = _couple(around)
    value = "betrothed" if around.match[0] in ("engaged", "betrothed") else "spouse"
    if couple is None or None in couple or couple[0] == couple[1]:
        return
    span = (around.start, around.end)
    hard = is_meant(around.reading, *span, taken=False)
    notes = ("wedding",) if event else ()
    yield fact_at(around.reading, span, str(couple[0]), "kin", value, about=str(couple[1]), hard=hard, notes=notes)


def _couple(around: Around) -> tuple[tuple[str | None, str | None] | None, bool]:
    """Return the two of whom a word says that they are married, and whether it tells of the wedding itself."""
    word, left, right = around.match[0], around.left, around.right
    if word in ("married", "wed", "wedded", "engaged", "betrothed"):
        if word == "married" and (after := turns.COUPLE_AFTER.match(right)):
            return (around.on_right(after, "one"), around.on_right(after, "two")), False
        to = turns.TO_SPOUSE.match(right)
        if to and (one := turns.IS_MARRIED.search(left) or turns.MARRIES.search(left)):
            return (around.on_left(one, "who"), around.on_right(to, "whom")), _DATED.search(left) is not None
        if (
            word in ("married", "wed", "wedded")
            and (whom := turns.SPOUSE.match(right))
            and (one := turns.MARRIES.search(left))
        ):
            return (around.on_left(one, "who"), around.on_right(whom, "whom")), True
    elif word in ("marriage", "wedding") and (between := turns.BETWEEN_TWO.match(right)):
        return (around.on_right(between, "one"), around.on_right(between, "two")), False
    elif word == "marriage" and (to := turns.TO_SPOUSE.match(right)) and (one := turns.MARRIAGE_OF.search(left)):
        return (around.on_left(one, "one"), around.on_right(to, "whom")), True
    together = word in ("married", "wed", "man and wife") or (word == "couple" and left.endswith("married "))
    left = left.removesuffix("married ") if word == "couple" else left
    if together and not right.startswith(" to ") and (both := turns.BOTH_MARRIED.search(left)):
        return (around.on_left(both, "one"), around.on_left(both, "two")), False
    return None, False


def find_births(reading: Reading) -> Iterator[Fact]:
    """Yield whose child somebody was born."""
    for match in turns.BIRTH.finditer(reading.narration):
        if match["child"]:
            pairs = [(reading.who(match, "mother"), "mother", reading.who(match, "child"))]
        else:
            pairs = [(reading.who(match, "born"), "child", reading.who(match, group)) for group in ("parent", "other")]
        hard = is_meant(reading, *match.span(), taken=False)
        for child, value, parent in pairs:
            if child and parent and child != parent:
                yield fact_at(reading, match.span(), child, "kin", value, about=parent, hard=hard, notes=("birth",))
